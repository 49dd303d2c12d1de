"""A pair for every accepted case that has none; closed cases are released."""

from automations.core import assignment, projection
from automations.core.assignment import Rotation
from automations.core.changes import AppendRows, Change
from automations.core.conflicts import Watch
from automations.core.outcome import Outcome
from automations.core.snapshot import Row
from automations.core.team import read_availability
from automations.jobs.desk import Desk
from sheets_schema.words import Stage, Status


def run(desk: Desk) -> Outcome:
    changed = desk.hand_in("board", _availability_rows(desk))
    ends = _ends(desk)
    changed |= desk.hand_in("office", _appended(ends))
    made = assignment.assign(rotation(desk), desk.now)
    changed |= desk.hand_in("office", _appended(made.rows))
    changed |= desk.hand_in("office", _pairs(desk, "office", "Restricted cases"))
    changed |= desk.hand_in("board", _pairs(desk, "board", "Cases"))
    return Outcome(len(desk.office.cases), len(made.cases), changed)


def rotation(desk: Desk) -> Rotation:
    availability = read_availability(desk.board["Availability"], desk.team.date_order)
    watch = Watch(desk.office.roster, frozenset())
    return Rotation(desk.office, availability, watch, desk.team, desk.today)


def _availability_rows(desk: Desk) -> list[Change]:
    there = desk.board["Availability"].by_key
    here = [v.name for v in desk.office.roster.volunteers if v.status is not Status.LEFT]
    rows = tuple({"Volunteer": name} for name in here if name not in there)
    return [AppendRows("Availability", rows)] if rows else []


def _ends(desk: Desk) -> tuple[Row, ...]:
    """Cases that people closed, or opened again, on the board or in Restricted cases."""
    office, closed, opened = desk.office, [], []
    for case in office.cases:
        stage = projection.words_on(case, office, desk.board, desk.team, desk.today).stage
        if stage is Stage.CLOSED and not office.history.closed(case.code):
            closed.append(case.code)
        elif isinstance(stage, Stage) and stage is not Stage.CLOSED:
            opened.append(case.code)
    return (
        *assignment.closings(office, closed, desk.now),
        *assignment.reopenings(office, opened, desk.now),
    )


def _pairs(desk: Desk, workbook: str, tab: str) -> list[Change]:
    history = desk.office.history
    wanted = {}
    for case in desk.office.cases:
        first, second, *_ = (*history.pair(case.code), None, None)
        wanted[case.code] = {"Volunteer 1": first, "Volunteer 2": second}
    return projection.mended(desk.snapshot(workbook), tab, wanted)


def _appended(rows: tuple[Row, ...]) -> list[Change]:
    return [AppendRows("Assignments", rows)] if rows else []
