"""New responses become rows of the office with a case code; cases that may, get their board row."""

from automations.core import intake, marks, projection
from automations.core.changes import AppendRows, Change
from automations.core.conflicts import Watch
from automations.core.outcome import Outcome
from automations.core.snapshot import Row
from automations.jobs.desk import Desk


def run(desk: Desk) -> Outcome:
    read = desk.responses()
    world = desk.world
    taken = intake.take_in(desk.office, read.responses, world.code_words, world.draw, desk.today)
    changed = desk.hand_in("office", taken.changes(desk.office))
    changed |= _find_conflicts(desk, taken.fresh)
    changed |= desk.hand_in("office", projection.deliver_to_office(desk.office, desk.today))
    delivery = projection.deliver_to_board(desk.office, desk.board, desk.today)
    changed |= desk.hand_in("office", delivery.office)
    changed |= desk.hand_in("board", delivery.board)
    return Outcome(len(read.responses), taken.written, changed, read.problems, read.cautions)


def _find_conflicts(desk: Desk, fresh: set[str]) -> bool:
    """Look for names in new answers; in all open cases when the Roster or the Conflicts changed."""
    office = desk.office
    if not office.cases:
        return False
    same = office.marks.get(marks.MATCHED) == intake.fingerprint(office)
    changed = desk.hand_in("office", _appended(intake.kept_away_rows(office)))
    if same and not fresh and not changed:
        return False
    codes = fresh if same else {case.code for case in intake.unfinished(office)} | fresh
    watch = Watch(office.roster, desk.world.ordinary_words())
    found = intake.missing_conflicts(desk.office, sorted(codes), watch)
    rows = tuple(row for fresh_rows in found.values() for row in fresh_rows)
    changed |= desk.hand_in("office", _appended(rows))
    mark = {marks.MATCHED: intake.fingerprint(desk.office)}
    return desk.hand_in("office", desk.office.marks.set(mark)) or changed


def _appended(rows: tuple[Row, ...]) -> list[Change]:
    return [AppendRows("Conflicts", rows)] if rows else []
