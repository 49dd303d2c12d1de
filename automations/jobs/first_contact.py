"""Due dates, flags and What next on every row; Notices for the coordinators."""

from automations.core import access, assignment, kept, leaks, notices, projection
from automations.core.access import Readers
from automations.core.changes import Change
from automations.core.facts import Facts
from automations.core.filed import facts
from automations.core.notices import Trouble
from automations.core.office import Case
from automations.core.outcome import Outcome
from automations.core.snapshot import Row
from automations.jobs.desk import Desk


def run(desk: Desk) -> Outcome:
    changed = desk.hand_in("office", _closings_on_board(desk))
    office, board, team, today = desk.office, desk.board, desk.team, desk.today
    rotation = desk.rotation
    found_leaks = list(leaks.leaks(board, office))
    leaking = leaks.by_case(found_leaks, office)
    short = assignment.short_of_pair(rotation)
    restricted: dict[str, Row] = {}
    cases: dict[str, Row] = {}
    told: dict[str, Row] = {}
    for case in office.cases:
        made, words = projection.in_office(case, office, board, short, team, today)
        restricted[case.code] = projection.cells_in_office(case, made, words, office, today, team)
        twice = words.rows > 1
        made, words = projection.on_board(case, office, board, short, team, today)
        cases[case.code] = projection.cells_on_board(case, made, words, office, today, team)
        twice |= words.rows > 1
        refused, unfit = assignment.refusals(rotation, case), assignment.unfit(rotation, case)
        found = facts(office.marks, case.code)
        opened = _readers(case, desk, found)
        trouble = Trouble(short.get(case.code), twice, refused, unfit, leaking.get(case.code, ()), opened)
        text = notices.notice(case, office, trouble, today, team)
        told[case.response] = {"Notice": text, "Outcome": (found.outcome or None) if found else None}
    to_office: list[Change] = projection.mended(office.snapshot, "Restricted cases", restricted)
    to_office += projection.mended(office.snapshot, "Intake", told)
    to_board = projection.mended(board, "Cases", cases) + projection.stray_rows(office, board)
    changed |= desk.hand_in("office", to_office)
    changed |= desk.hand_in("board", to_board)
    elsewhere = (leak for leak in found_leaks if leak.row not in leaking)
    cautions = tuple(f"{leak}. Clear that cell." for leak in elsewhere)
    return Outcome(len(office.cases), len(to_office) + len(to_board), changed, cautions=cautions)


def _readers(case: Case, desk: Desk, found: Facts | None) -> Readers | None:
    if found is None or desk.office.history.closed(case.code):
        return None
    words = projection.words_in_office(case, desk.office, desk.board, desk.team, desk.today)
    return access.readers(case, desk.office, found, words, desk.team)


def _closings_on_board(desk: Desk) -> list[Change]:
    """Days on which people closed the kept rows of restricted cases."""
    wanted: dict[str, str] = {}
    for case in desk.office.cases:
        if case.restricted:
            words = projection.words_on_board(case, desk.office, desk.board, desk.team, desk.today)
            wanted |= kept.closing_to_remember(case, desk.office, words, desk.today)
    return desk.office.marks.set(wanted)
