"""Due dates, flags and What next on every row; Notices for the coordinators."""

from collections.abc import Mapping

from automations.core import notices, projection
from automations.core.assignment import Reason, without_pair
from automations.core.changes import Change
from automations.core.outcome import Outcome
from automations.jobs.assign import rotation
from automations.jobs.desk import Desk
from sheets_schema.codec import Cell


def run(desk: Desk) -> Outcome:
    short = _short_of_pair(desk)
    in_office: dict[str, Mapping[str, Cell]] = {}
    on_board: dict[str, Mapping[str, Cell]] = {}
    told: dict[str, Mapping[str, Cell]] = {}
    for case in desk.office.cases:
        words = projection.words_on(case, desk.office, desk.board, desk.team, desk.today)
        closed_at = desk.office.history.closed_at(case.code)
        closed = desk.team.day(closed_at) if closed_at else None
        for wanted, for_all in ((in_office, False), (on_board, True)):
            standing = case.standing_on_board if for_all else case.standing
            made = projection.promise(case, words, case.code in short, desk.team, standing)
            cells = projection.j_cells(case, made, words, closed, desk.today, desk.team, for_all)
            wanted[case.code] = cells
        reasons = short.get(case.code)
        text = notices.notice(case, desk.office, reasons, words.rows > 1, desk.today, desk.team)
        told[case.response] = {"Notice": text}
    office: list[Change] = [
        *projection.mended(desk.office.snapshot, "Restricted cases", in_office),
        *projection.mended(desk.office.snapshot, "Intake", told),
    ]
    board = projection.mended(desk.board, "Cases", on_board)
    changed = desk.hand_in("office", office)
    changed |= desk.hand_in("board", board)
    return Outcome(len(desk.office.cases), len(office) + len(board), changed)


def _short_of_pair(desk: Desk) -> dict[str, list[Reason]]:
    """Accepted cases for which fewer than two volunteers are left, and why the others can't."""
    turns, history = rotation(desk), desk.office.history
    load = history.caseload()
    return {
        case.code: turns.unable(case, history, load)
        for case in without_pair(desk.office)
        if not turns.pair(case, history, load)
    }
