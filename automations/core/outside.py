"""Requests about a coordinator, or from one: they go to the outside contact, not to the office."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from automations.core import farewell, guidance, joining, marks, phrases, projection
from automations.core.changes import AppendRows, Change
from automations.core.conflicts import RESTRICTING, Watch, find_conflicts
from automations.core.history import happen
from automations.core.office import Case, Office, Standing
from automations.core.responses import Response
from automations.core.snapshot import Row, WorkbookSnapshot
from automations.core.team import Roster, Team
from sheets_schema.dates import spoken
from sheets_schema.words import Event, Stage

CONTACT = "outside contact"
"""Stands for the outside contact where the office has volunteers."""


@dataclass(frozen=True, slots=True)
class Parted:
    """Responses for the office, and for the outside office."""

    here: list[Response]
    there: list[Response]


def coordinators(roster: Roster) -> Roster:
    """The Roster as far as it concerns who could open the office."""
    return replace(roster, volunteers=tuple(v for v in roster.volunteers if v.coordinator))


def part(office: Office, outside: Office | None, responses: Iterable[Response], watch: Watch) -> Parted:
    """`watch` looks for coordinators. Without an outside office that can be read, what would go there waits;
    so does what adds to an earlier request, for that may be there.
    """
    parted = Parted([], [])
    # What adds to another comes last, so that it finds what it adds to among those that came with it.
    for response in sorted(responses, key=lambda r: bool(joining.kind(r.answers))):
        if is_known(office, response):
            parted.here.append(response)
        elif outside is None:
            waits = bool(joining.kind(response.answers)) or concerns(response, watch)
            parted.here.extend([] if waits else [response])
        elif _belongs_there(outside, response, watch) or _joins_one(outside, response, parted.there):
            parted.there.append(response)
        else:
            parted.here.append(response)
    return Parted(sorted(parted.here, key=_oldest), sorted(parted.there, key=_oldest))


def _oldest(response: Response) -> tuple[datetime, str]:
    return response.received_at, response.id


def is_known(office: Office, response: Response) -> bool:
    return response.id in office.intake.by_key or marks.case_of(response.id) in office.marks


def concerns(response: Response, watch: Watch) -> bool:
    """Whether it names somebody who is watched for, or comes from them, for sure or possibly."""
    return any(found.kind in RESTRICTING for found in find_conflicts(response.answers, watch))


def _belongs_there(outside: Office, response: Response, watch: Watch) -> bool:
    code = outside.marks.get(marks.case_of(response.id))
    if code and code in outside.by_code:
        return not is_released(outside.by_code[code])
    return bool(code) or concerns(response, watch)


def is_released(case: Case) -> bool:
    """Whether the outside contact says of every coordinator whom it seemed to concern that it does not."""
    return bool(case.conflicts) and all(conflict.released for conflict in case.conflicts)


def _joins_one(outside: Office, response: Response, fresh: Iterable[Response]) -> bool:
    """Whether its phrase is that of a request there, or of one that goes there now."""
    if not joining.kind(response.answers):
        return False
    phrase = response.answers.get("own_phrase", "")
    with_it = any(phrases.are_same(phrase, other.answers.get("own_phrase", "")) for other in fresh)
    newest = sorted(outside.by_code, key=lambda code: outside.by_code[code].received, reverse=True)
    joins = " " in joining.found(response, outside.marks.values, newest, 0)
    return joins or (with_it and not phrases.says_nothing(phrase))


def given(outside: Office, codes: Sequence[str], now: datetime) -> list[Change]:
    """Each is the outside contact's from the first moment."""
    history = outside.read_history()
    rows = tuple(
        happen(history, now, code, CONTACT, Event.ASSIGNED, "About a coordinator, or from one.")
        for code in codes
        if code not in history.cases
    )
    return [AppendRows("Assignments", rows)] if rows else []


def ended(outside: Office, board: WorkbookSnapshot, team: Team, now: datetime) -> list[Change]:
    """Closings and reopenings, as the outside contact chose them under Stage."""
    history = outside.read_history()
    rows: list[Row] = []
    for case in outside.cases:
        words = projection.words_in_office(case, outside, board, team, team.day(now))
        closed = history.closed(case.code)
        if case.gone or case.code not in history.cases or not isinstance(words.stage, Stage):
            continue
        if words.closed != closed:
            what = Event.RELEASED if words.closed else Event.ASSIGNED
            why = "The case was closed." if words.closed else "The case was opened again."
            rows.append(happen(history, now, case.code, CONTACT, what, why))
    return [AppendRows("Assignments", tuple(rows))] if rows else []


def shown(outside: Office, board: WorkbookSnapshot, team: Team, today: date) -> list[Change]:
    """Due dates, flags and Notices in the outside office."""
    rows: dict[str, Row] = {}
    told: dict[str, Row] = {}
    for case in outside.cases:
        words = projection.words_in_office(case, outside, board, team, today)
        made = projection.promise(case, words, False, team, Standing.ACCEPTED)
        cells = projection.cells_in_office(case, made, words, outside, today, team)
        rows[case.code] = {**cells, "Volunteer 1": CONTACT}
        told[case.response] = {"Notice": " ".join(_notice(case, outside, team, today)) or None}
    return projection.mended(outside.snapshot, "Restricted cases", rows) + projection.mended(
        outside.snapshot, "Intake", told
    )


def _notice(case: Case, outside: Office, team: Team, today: date) -> Iterator[str]:
    if not case.gone:
        yield from guidance.about_joining(case, outside)
        yield from _reached_you(case, team, today)
        yield from outside.marks.told(case.code)
    yield from farewell.sentences(case, outside, None, team, today)


def _reached_you(case: Case, team: Team, today: date) -> Iterator[str]:
    named = " and ".join(sorted({c.volunteer for c in case.conflicts if not c.released}))
    if is_released(case):
        yield "You said under Conflicts that it concerns no coordinator: the team has it now."
        return
    if named:
        yield (
            f"It may be about {named}, or from them, so it came to you and not to the coordinators. Whoever "
            "can open the form can still read it there. If it does not concern them, write yes under "
            "Released in Conflicts, and the team gets it."
        )
    due = case.due(team)
    yield f"First contact is due by {spoken(due, today)}." if due else "They left no way to be reached."
