"""A pair for every accepted case that has none: by turns, never anyone with a conflict."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from automations.core.conflicts import Watch
from automations.core.history import NEVER, History, events, record
from automations.core.office import Case, Office, Standing
from automations.core.snapshot import Row
from automations.core.team import Availability, Team, Volunteer
from sheets_schema.words import Event, Status

PAIR = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody can't take a case: in plain words, for coordinators only."""

    volunteer: str
    words: str


@dataclass(frozen=True)
class Rotation:
    """Everything that decides whose turn it is."""

    office: Office
    availability: Mapping[str, Availability]
    watch: Watch
    team: Team
    today: date

    def unable(self, case: Case, history: History, load: Mapping[str, int]) -> list[Reason]:
        """Who on the Roster can't take the case, and why; the first reason that holds."""
        barred = {c.volunteer: c.kind for c in case.conflicts if not c.released}
        found = []
        for volunteer in self.office.roster.volunteers:
            words = self._standing_reason(volunteer, load.get(volunteer.name, 0))
            if words is None and volunteer.name in barred:
                words = str(barred[volunteer.name])
            if words is None and volunteer.name in history.pair(case.code):
                words = "has it already"
            if words is not None:
                found.append(Reason(volunteer.name, words))
        return found

    def _standing_reason(self, volunteer: Volunteer, open_cases: int) -> str | None:
        """What keeps a volunteer from any case at all."""
        if volunteer.name in self.office.roster.doubled:
            return "stands on the Roster twice"
        if not isinstance(volunteer.status, Status):
            return "has a Status that can't be read"
        if volunteer.status is not Status.ACTIVE:
            return str(volunteer.status).lower()
        if not volunteer.approved:
            return "not approved yet"
        own = self.availability.get(volunteer.name, Availability())
        if own.unreadable:
            return "has an availability that can't be read"
        if own.on_rotation is False:
            return "not on rotation"
        if own.away(self.today):
            return "away"
        full = isinstance(own.most_open, int) and open_cases >= own.most_open
        return "full" if full else None

    def eligible(self, case: Case, history: History, load: Mapping[str, int]) -> list[str]:
        """Longest without a new case first; ties fall by the case code, never by the list's order."""
        unable = {reason.volunteer for reason in self.unable(case, history, load)}
        able = [name for name in self.office.roster.names if name not in unable]
        return sorted(able, key=lambda name: (history.last_assigned.get(name, NEVER), _draw(case.code, name)))

    def pair(self, case: Case, history: History, load: Mapping[str, int]) -> tuple[str, ...]:
        """Who is to join the case: the two whose turn it is and who need not be kept apart, or a
        partner for the one who has it; nobody if no pair can be made.
        """
        able = self.eligible(case, history, load)
        held = history.pair(case.code)
        for first in held or able:
            for second in able:
                if second != first and second not in self.watch.closeness.get(first, frozenset()):
                    return (second,) if held else (first, second)
        return ()


def _draw(code: str, name: str) -> bytes:
    return hashlib.blake2b(f"{code}\n{name}".encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Assigned:
    """Rows for Assignments, and the codes of accepted cases for which fewer than two were left."""

    rows: tuple[Row, ...]
    cases: tuple[str, ...]
    short: tuple[str, ...]


def without_pair(office: Office) -> list[Case]:
    """Accepted cases that nobody has, oldest first."""
    waiting = [
        case
        for case in office.cases
        if case.standing is Standing.ACCEPTED and len(office.history.pair(case.code)) < PAIR
    ]
    return sorted(waiting, key=lambda case: (case.received, case.response))


def assign(rotation: Rotation, now: datetime) -> Assigned:
    """Pairs for the cases that have none, the backlog before the new."""
    history = rotation.office.history
    rows: list[Row] = []
    done: list[str] = []
    short: list[str] = []
    load = history.caseload()
    for case in without_pair(rotation.office):
        pair = rotation.pair(case, history, load)
        if not pair:
            short.append(case.code)
            continue
        fresh = events(now, case.code, pair, Event.ASSIGNED, _why(rotation, case, history, load))
        for name in pair:
            load[name] = load.get(name, 0) + 1
        for row in fresh:
            record(history, row)
        rows.extend(fresh)
        done.append(case.code)
    return Assigned(tuple(rows), tuple(done), tuple(short))


def _why(rotation: Rotation, case: Case, history: History, load: Mapping[str, int]) -> str:
    able = rotation.eligible(case, history, load)
    unable = rotation.unable(case, history, load)
    others = "; ".join(f"{reason.volunteer}: {reason.words}" for reason in unable)
    return f"Longest without a new case among {len(able)} who could take it." + (
        f" Could not: {others}." if others else ""
    )


def closings(office: Office, closed: Iterable[str], now: datetime) -> tuple[Row, ...]:
    """Rows that release the pairs of cases whose Stage says Closed."""
    rows: list[Row] = []
    for code in closed:
        engagement = office.history.cases.get(code)
        if engagement is not None:
            names = [name for name in engagement.pair if name not in engagement.released]
            rows.extend(events(now, code, names, Event.RELEASED, "The case was closed."))
    return tuple(rows)


def reopenings(office: Office, opened: Iterable[str], now: datetime) -> tuple[Row, ...]:
    """Rows that give closed cases back to their pairs, where the Stage no longer says Closed."""
    rows: list[Row] = []
    for code in opened:
        if office.history.closed(code):
            pair = office.history.pair(code)
            rows.extend(events(now, code, pair, Event.ASSIGNED, "The case was opened again."))
    return tuple(rows)
