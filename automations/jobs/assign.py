"""A pair for every accepted case that has none; closed cases are released."""

from collections.abc import Iterable

from automations.core import assignment, projection
from automations.core.changes import AppendRows, Change
from automations.core.office import Case, Office
from automations.core.outcome import Outcome
from automations.core.snapshot import Row
from automations.jobs import names
from automations.jobs.desk import Desk
from sheets_schema.words import Stage


def run(desk: Desk) -> Outcome:
    changed = desk.hand_in("office", names.conflicts(desk, desk.office, set()))
    availability = desk.board["Availability"]
    changed |= desk.hand_in("board", assignment.availability_rows(desk.office.roster, availability))
    closed, opened = _ended(desk)
    ends = assignment.closings(desk.office, closed, desk.now)
    starts = assignment.reopenings(desk.office, opened, desk.now)
    changed |= desk.hand_in("office", _appended((*ends, *starts)))
    made = assignment.assign(desk.rotation, closed, desk.now)
    changed |= desk.hand_in("office", _appended(made.rows))
    pairs = _pairs(desk.office, desk.office.cases)
    changed |= desk.hand_in("office", projection.mended(desk.snapshot("office"), "Restricted cases", pairs))
    # The row of a case that became restricted stays as it is, whoever has it now.
    shown = _pairs(desk.office, (case for case in desk.office.cases if not case.restricted))
    changed |= desk.hand_in("board", projection.mended(desk.board, "Cases", shown))
    return Outcome(len(desk.office.cases), len(made.cases), changed)


def _ended(desk: Desk) -> tuple[list[str], list[str]]:
    """Codes of cases whose Stage people set to Closed, and of those with another Stage."""
    closed: list[str] = []
    opened: list[str] = []
    for case in desk.office.cases:
        words = projection.words_in_office(case, desk.office, desk.board, desk.team, desk.today)
        if isinstance(words.stage, Stage):
            (closed if words.closed else opened).append(case.code)
    return closed, opened


def _pairs(office: Office, cases: Iterable[Case]) -> dict[str, Row]:
    """What the cells of the volunteers show, by case code."""
    wanted: dict[str, Row] = {}
    for case in cases:
        first, second, *_ = (*office.history.pair(case.code), None, None)
        wanted[case.code] = {"Volunteer 1": first, "Volunteer 2": second}
    return wanted


def _appended(rows: tuple[Row, ...]) -> list[Change]:
    return [AppendRows("Assignments", rows)] if rows else []
