"""What is counted: each case once, in the month of its report, whatever happens to it later."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from automations.core.board.projection import words_in_office
from automations.core.case import Case
from automations.core.first_contact import last_day
from automations.core.marks import Marks, on_board, reported
from automations.core.office import Office
from automations.core.responses import choices
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Team
from automations.reporting.ledger import Ledger
from automations.reporting.tables import (
    ALL,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    GROUPS,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Counts,
    Table,
)
from automations.reporting.windows import Window, month_of, named, read_month
from sheets_schema import codec
from sheets_schema.words import Outcome, WhatToDo

PASSED_ON = (WhatToDo.OUT_OF_SCOPE, WhatToDo.REFER)


@dataclass(frozen=True, slots=True)
class Placed:
    """The months whose reports count a case as received, and as closed."""

    received: int
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A case as the tables see it. `received`, `due` and `closed` are months; `due` is None where first
    contact is not asked of it, `closed` until it was.
    """

    received: int
    due: int | None
    closed: int | None
    concerns: frozenset[str]
    requester: str
    contact: str
    outcome: str


def tally(cases: Iterable[Counted], table: Table, window: Window) -> Counts:
    """How many cases of the window are in each category."""
    count: Counter[str] = Counter()
    for case in cases:
        month = {FIRST_CONTACT: case.due, OUTCOME: case.closed}.get(table, case.received)
        if month is not None and month in window.months:
            count.update(categories(table, case))
    return {category: count[category] for category in table.categories}


def categories(table: Table, case: Counted) -> Iterable[str]:
    """Those of the table's categories that the case is in."""
    if table is REQUESTS:
        return (ALL,)
    if table is CONCERN:
        return case.concerns
    if table is CONCERN_GROUP:
        return (group for group, labels in GROUPS.items() if case.concerns & frozenset(labels))
    return ({REQUESTER: case.requester, FIRST_CONTACT: case.contact, OUTCOME: case.outcome}[table],)


def counts(case: Case, office: Office) -> bool:
    """Whether the case is a request of its own that may be counted in public.

    Restricted cases are never counted, so that nobody learns of one by counting the board's rows. For the
    same reason one that became restricted after it got its row is: the row stays. The same requester writing
    again is not.
    """
    about = case.answers.get("about", "").strip().casefold()
    again = about.startswith(("adding", "withdrawing")) or case.decision is WhatToDo.DUPLICATE
    has_row = office.marks.number(on_board(case.code)) > 0
    return not again and (has_row or not case.restricted)


def read_placed(office: Office) -> dict[str, Placed]:
    """By case code."""
    found = ((case.code, _placed(office.marks, case.code)) for case in office.cases)
    return {code: placed for code, placed in found if placed}


def _placed(marks: Marks, code: str) -> Placed | None:
    months = [read_month(text) for text in marks.get(reported(code)).split()]
    return Placed(*months[:2]) if months else None


def placed_marks(placed: Mapping[str, Placed]) -> dict[str, str]:
    return {
        reported(code): named(p.received) + (f" {named(p.closed)}" if p.closed is not None else "")
        for code, p in placed.items()
    }


def place(office: Office, team: Team, month: int, placed: dict[str, Placed]) -> None:
    """Give each case that is not in an earlier report its place in this month's: also one that came in,
    or came to count, too late for the report of its own month.
    """
    for case in office.cases:
        if case.code not in placed and (not counts(case, office) or month_of(case.received) > month):
            continue
        before = placed.get(case.code, Placed(month))
        at = office.history.closed_at(case.code)
        closed = before.closed
        if closed is None and at is not None and month_of(team.day(at)) <= month:
            closed = month
        placed[case.code] = Placed(before.received, closed)


def counted(
    office: Office,
    board: WorkbookSnapshot,
    team: Team,
    placed: Mapping[str, Placed],
    ledger: Ledger,
    today: date,
) -> list[Counted]:
    """The cases that have a place and still count, and those that a published total counts already: to
    leave one out of the tables that follow would show that it has become a restricted one.
    """
    return [
        _counted(case, placed[case.code], office, board, team, today)
        for case in office.cases
        if case.code in placed and (counts(case, office) or ledger.told(placed[case.code].received))
    ]


def _counted(
    case: Case, placed: Placed, office: Office, board: WorkbookSnapshot, team: Team, today: date
) -> Counted:
    contact = _contact(case, office, board, team, today)
    due = max(placed.received, month_of(last_day(case.received, team)))
    outcome = codec.read_choice(case.row.get("Outcome"), Outcome)
    return Counted(
        placed.received,
        due if contact else None,
        placed.closed,
        _concerns(case),
        _requester(case),
        contact,
        str(outcome) if isinstance(outcome, Outcome) else "",
    )


def _concerns(case: Case) -> frozenset[str]:
    offered = {label.casefold(): label for label in CONCERN.categories}
    said = (choice.strip().casefold() for choice in choices(case.answers, "concerns"))
    return frozenset(offered[choice] for choice in said if choice in offered)


def _requester(case: Case) -> str:
    said = case.answers.get("requesting_for", "").strip().casefold()
    return next((name for name in REQUESTER.categories if said.startswith(name.casefold())), "")


def _contact(case: Case, office: Office, board: WorkbookSnapshot, team: Team, today: date) -> str:
    """Blank where the team has not promised one, or nobody writes down whether it kept the promise: no
    way to be reached was left, the request was passed on or withdrawn.
    """
    day = words_in_office(case, office, board, team, today).reached_out
    in_time, late = FIRST_CONTACT.categories
    if isinstance(day, date):
        return in_time if day <= last_day(case.received, team) else late
    released = case.withdrawn or case.decision in PASSED_ON
    return "" if released or case.due(team) is None else late
