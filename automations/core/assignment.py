"""A pair for every accepted case that has none: by turns, never anyone with a conflict."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from automations.core.changes import AppendRows
from automations.core.conflicts import Watch
from automations.core.history import NEVER, History, events, read_history, record
from automations.core.office import Case, Office, Standing
from automations.core.snapshot import Row, TabSnapshot
from automations.core.team import Availability, Roster, Volunteer
from sheets_schema.words import Event, Status

PAIR = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody can't take a case: in plain words, for coordinators only."""

    volunteer: str
    words: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Who could take a case, whose turn it is first; who could not, and why."""

    able: tuple[str, ...]
    unable: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """Everything that decides whose turn it is."""

    office: Office
    availability: Mapping[str, Availability]
    watch: Watch
    today: date

    def turn(self, case: Case, history: History, load: Mapping[str, int]) -> Turn:
        """Longest without a new case first; ties fall by the case code, never by the list's order."""
        if case.unclear:
            return Turn((), (Reason("everybody", "Keep away from has a name that is not on the Roster"),))
        barred = {c.volunteer: str(c.kind) for c in case.conflicts if not c.released}
        barred = dict.fromkeys(history.pair(case.code), "has it already") | barred
        able, unable = [], []
        for volunteer in self.office.roster.volunteers:
            name = volunteer.name
            words = self._standing_reason(volunteer, load.get(name, 0)) or barred.get(name)
            if words is None:
                able.append((history.last_assigned.get(name, NEVER), _draw(case.code, name), name))
            else:
                unable.append(Reason(name, words))
        return Turn(tuple(name for *_, name in sorted(able)), tuple(unable))

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

    def joining(self, case: Case, history: History, turn: Turn) -> tuple[str, ...]:
        """Who is to join the case: the two whose turn it is and who need not be kept apart, or a
        partner for the one who has it; nobody if no pair can be made.
        """
        held = history.pair(case.code)
        for first in held or turn.able:
            apart = self.watch.closeness.get(first, frozenset())
            for second in turn.able:
                if second != first and second not in apart:
                    return (second,) if held else (first, second)
        return ()


def _draw(code: str, name: str) -> bytes:
    return hashlib.blake2b(f"{code}\n{name}".encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Assigned:
    """Rows for Assignments, and the codes of the cases they give a pair."""

    rows: tuple[Row, ...]
    cases: tuple[str, ...]


def assign(rotation: Rotation, closed: Collection[str], now: datetime) -> Assigned:
    """Pairs for the cases that have none, the backlog before the new. `closed` need none."""
    history = read_history(rotation.office.snapshot["Assignments"])
    load = history.caseload()
    rows: list[Row] = []
    done: list[str] = []
    for case in without_pair(rotation.office, closed):
        turn = rotation.turn(case, history, load)
        names = rotation.joining(case, history, turn)
        for row in events(now, case.code, names, Event.ASSIGNED, _why(turn)):
            record(history, row)
            rows.append(row)
        load |= {name: load.get(name, 0) + 1 for name in names}
        done += [case.code] if names else []
    return Assigned(tuple(rows), tuple(done))


def without_pair(office: Office, closed: Collection[str]) -> list[Case]:
    """Accepted cases that are not closed and that nobody has, oldest first."""
    waiting = [
        case
        for case in office.cases
        if len(office.history.pair(case.code)) < PAIR
        and case.standing is Standing.ACCEPTED
        and case.code not in closed
    ]
    return sorted(waiting, key=lambda case: (case.received, case.response))


def short_of_pair(rotation: Rotation) -> dict[str, tuple[Reason, ...]]:
    """Accepted cases for which fewer than two volunteers are left, and why the others can't."""
    history = rotation.office.history
    load = history.caseload()
    turns = {case.code: rotation.turn(case, history, load) for case in without_pair(rotation.office, ())}
    cases = rotation.office.by_code
    return {
        code: turn.unable for code, turn in turns.items() if not rotation.joining(cases[code], history, turn)
    }


def _why(turn: Turn) -> str:
    others = "; ".join(f"{reason.volunteer}: {reason.words}" for reason in turn.unable)
    return f"Longest without a new case among {len(turn.able)} who could take it." + (
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


def availability_rows(roster: Roster, tab: TabSnapshot) -> list[AppendRows]:
    """A row for each volunteer who has not left and has none, however the name is written there."""
    here = dict.fromkeys(v.name for v in roster.volunteers if v.status is not Status.LEFT)
    there = {roster.known(name) or name for name in tab.by_key}
    rows = tuple({"Volunteer": name} for name in here if name not in there)
    return [AppendRows(tab.shape.title, rows)] if rows else []
