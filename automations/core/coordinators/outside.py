"""Requests about a coordinator, or from one: they go to the outside contact, not to the office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from automations.core import gone, joining, marks, phrases
from automations.core.board import projection
from automations.core.case import Case, Conflict
from automations.core.changes import AppendRows, Change
from automations.core.conflicts import RESTRICTING, Watch, find_conflicts
from automations.core.history import CONTACT, happen
from automations.core.letting_go.retention import TURNED_AWAY
from automations.core.office import Office
from automations.core.responses import Response
from automations.core.snapshot import Row, WorkbookSnapshot
from automations.core.taking_in import answers
from automations.core.team import Roster, Team, spelled
from sheets_schema import codec
from sheets_schema.words import ConflictKind, Event, Stage, YesNo

ANYBODY = "any coordinator"
"""Stands in Conflicts for a request that joins nobody knows which: it may be one about a coordinator."""


@dataclass(slots=True)
class Parted:
    """Responses for the office, and for the outside office. `read` is how many the office may tell of: those
    for it, and those it has in other words.
    """

    here: list[Response] = field(default_factory=list)
    there: list[Response] = field(default_factory=list)
    read: int = 0


def coordinators(roster: Roster) -> Roster:
    """The Roster as far as it concerns who could open the office."""
    found = tuple(v for v in roster.volunteers if v.may_coordinate)
    return Roster(found, roster.doubled, spelled(found))


def part(
    office: Office, outside: Office | None, responses: Iterable[Response], watch: Watch, team: Team
) -> Parted:
    """`watch` looks for coordinators. Without an outside office that can be read, what would go there waits;
    so does what adds to an earlier request, for that may be there.
    """
    parting = _Parting(office, outside, watch, team)
    # What adds to another comes last, so that it finds what it adds to among those that came with it.
    for response in sorted(responses, key=lambda r: bool(joining.kind(r.answers))):
        parting.place(response)
    found = parting.parted
    return Parted(sorted(found.here, key=_oldest), sorted(found.there, key=_oldest), found.read)


def _oldest(response: Response) -> tuple[datetime, str]:
    return response.received_at, response.id


@dataclass(slots=True)
class _Parting:
    """Responses being parted, one after the other. `wrong`: phrases of no case, by the day."""

    office: Office
    outside: Office | None
    watch: Watch
    team: Team
    parted: Parted = field(default_factory=Parted)
    wrong: dict[date, int] = field(default_factory=dict)

    def place(self, response: Response) -> None:
        known = is_known(self.office, response)
        # What the office let go of is recognised there, and taken in nowhere.
        deleted = gone.is_remembered(self.office.marks, response.id)
        here = deleted or (self._stays(response) if known else self._comes(response))
        if here:
            self.parted.here.append(response)
        elif self.outside is not None:
            self.parted.there.append(response)
        self.parted.read += known or here

    def _stays(self, response: Response) -> bool:
        """The office has it: what it has stays as it is once the requester's new words are not for it."""
        there = _case_there(self.outside, response)
        if self.outside and there and not is_released(there, self.outside):
            return False
        if self.outside and there and not answers.changed(self.outside, response):
            return True
        return not concerns(answers.changed(self.office, response), self.watch)

    def _comes(self, response: Response) -> bool:
        joins = bool(joining.kind(response.answers))
        if self.outside is None:
            return not (joins or concerns(response.answers, self.watch))
        if _belongs_there(self.outside, response, self.watch):
            return False
        known = marks.case_of(response.id) in self.outside.marks
        return known or not joins or self._joins_here(response, self.outside)

    def _joins_here(self, response: Response, outside: Office) -> bool:
        """Whether its phrase is that of a request in the office, or of one that goes there now. One that is
        nobody's may have been mistyped by whom a coordinator must not read.
        """
        phrase, day = response.answers.get("own_phrase", ""), self.team.day(response.received_at)
        if self._guessed(outside, day) >= phrases.MOST_GUESSES or phrases.says_nothing(phrase):
            return False
        unreleased = [c for c in outside.cases if not is_released(c, outside)]
        if _is_among(phrase, self.parted.there) or _is_of(phrase, outside, unreleased):
            return False
        if _is_among(phrase, self.parted.here) or _is_of(phrase, self.office, self.office.cases):
            return True
        self.wrong[day] = self.wrong.get(day, 0) + 1
        return False

    def _guessed(self, outside: Office, day: date) -> int:
        received = {case.code: case.received for case in outside.cases}
        return self.wrong.get(day, 0) + joining.guesses(outside.marks.values, received, day)


def _is_among(phrase: str, responses: Iterable[Response]) -> bool:
    """Of those that came in together."""
    new = (other.answers for other in responses if not joining.kind(other.answers))
    return any(phrases.are_same(phrase, other.get("own_phrase", "")) for other in new)


def _is_of(phrase: str, office: Office, cases: Iterable[Case]) -> bool:
    newest = sorted(cases, key=lambda case: case.received, reverse=True)
    return bool(joining.meant(phrase, office.marks.values, [case.code for case in newest]))


def is_known(office: Office, response: Response) -> bool:
    return response.id in office.intake.by_key or marks.case_of(response.id) in office.marks


def concerns(said: Mapping[str, str], watch: Watch) -> bool:
    """Whether these answers name somebody who is watched for, or come from them, for sure or possibly."""
    return any(found.kind in RESTRICTING for found in find_conflicts(said, watch))


def _case_there(outside: Office | None, response: Response) -> Case | None:
    code = outside.marks.get(marks.case_of(response.id)) if outside else ""
    return outside.by_code.get(code) if outside else None


def _belongs_there(outside: Office, response: Response, watch: Watch) -> bool:
    code = outside.marks.get(marks.case_of(response.id))
    if case := _case_there(outside, response):
        return not is_released(case, outside) or bool(answers.changed(outside, response))
    return bool(code) or gone.is_remembered(outside.marks, response.id) or concerns(response.answers, watch)


def is_released(case: Case, outside: Office) -> bool:
    """Whether the outside contact says of every coordinator whom it seemed to concern that it does not; what
    joins another and names nobody goes the way of that one.
    """
    seen: set[str] = set()
    named = _named(case)
    while not named and case.joined and case.joined.case in outside.by_code and case.code not in seen:
        seen.add(case.code)
        case = outside.by_code[case.joined.case]
        named = _named(case)
    return bool(named) and all(conflict.released for conflict in named)


def _named(case: Case) -> list[Conflict]:
    return [conflict for conflict in case.conflicts if conflict.kind in RESTRICTING]


def released(outside: Office, response: Response) -> frozenset[str]:
    """The coordinators of whom the outside contact said that this does not concern them."""
    case = _case_there(outside, response)
    if case is None or not is_released(case, outside):
        return frozenset()
    return frozenset(conflict.volunteer for conflict in _named(case))


def with_releases(changes: Iterable[Change], released: Mapping[str, frozenset[str]]) -> list[Change]:
    """Rows of Conflicts as the outside contact decided already, so that nobody is asked again. `released`: by
    case code, volunteers.
    """

    def decided(row: Row) -> Row:
        named = row.get("Volunteer") in released.get(codec.read_text(row.get("Case")), ())
        restricting = codec.read_choice(row.get("Kind"), ConflictKind) in RESTRICTING
        return {**row, "Released": str(YesNo.YES)} if named and restricting else row

    return [
        AppendRows(change.tab, tuple(map(decided, change.rows)))
        if isinstance(change, AppendRows) and change.tab == "Conflicts"
        else change
        for change in changes
    ]


def asked_again(outside: Office, edited: set[str]) -> Office:
    """As if the outside contact had released nothing in what its requester changed since: they said it of
    other words.
    """
    cases = (
        replace(case, conflicts=tuple(c for c in case.conflicts if not c.released))
        if case.code in edited
        else case
        for case in outside.cases
    )
    return replace(outside, cases=tuple(cases))


def joining_nobody(joins: Mapping[str, str]) -> tuple[Row, ...]:
    """Rows of Conflicts for requests that join none that is known, so that they can be released. `joins`: the
    marks of fresh requests, by case code.
    """
    lost = (code for code, mark in joins.items() if mark in (joining.WRONG, joining.SEVERAL, joining.UNHEARD))
    kind = str(ConflictKind.POSSIBLE_MATCH)
    return tuple({"Case": code, "Volunteer": ANYBODY, "Kind": kind} for code in lost)


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
    """Closings and reopenings, as the outside contact chose them under Stage; what they turned away is
    closed, so that its time runs until it is deleted.
    """
    history = outside.read_history()
    rows: list[Row] = []
    for case in outside.cases:
        words = projection.words_in_office(case, outside, board, team, team.day(now))
        away = case.decision in TURNED_AWAY
        if case.gone or case.code not in history.cases or not (away or isinstance(words.stage, Stage)):
            continue
        if (away or words.closed) != history.closed(case.code):
            what = Event.RELEASED if away or words.closed else Event.ASSIGNED
            why = "The case was closed." if what is Event.RELEASED else "The case was opened again."
            rows.append(happen(history, now, case.code, CONTACT, what, why))
    return [AppendRows("Assignments", tuple(rows))] if rows else []
