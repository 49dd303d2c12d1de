"""A pair for every accepted case that has none; closed cases are released."""

from collections.abc import Sequence

from automations.core import marks
from automations.core.board import kept, projection
from automations.core.changes import AppendRows, Change
from automations.core.outcome import Outcome
from automations.core.pairs import assignment
from automations.core.snapshot import Row
from automations.jobs import names, outside
from automations.jobs.desk import Desk
from sheets_schema.words import Stage


def run(desk: Desk) -> Outcome:
    changed = desk.hand_in("office", names.conflicts(desk, desk.office, set()))
    # Before anybody is given a case: what the rows of cases that became restricted go on to show.
    changed |= _remember(desk)
    availability = desk.board["Availability"]
    changed |= desk.hand_in("board", assignment.availability_rows(desk.office.roster, availability))
    outside.end(desk)
    closed, opened = _ended(desk)
    ends = assignment.closings(desk.office, closed, desk.now)
    starts = assignment.reopenings(desk.rotation, opened, desk.now)
    changed |= desk.hand_in("office", _appended((*ends, *starts)))
    changed |= desk.hand_in("office", _secret(desk))
    made = assignment.assign(desk.rotation, closed, desk.now)
    desk.given += made.cases
    changed |= desk.hand_in("office", _appended(made.rows))
    changed |= _remember(desk)
    office = desk.office
    pairs = {case.code: _pair(office.history.pair(case.code)) for case in office.cases}
    changed |= desk.hand_in("office", projection.mended(office.snapshot, "Restricted cases", pairs))
    shown = {case.code: _pair(kept.pair_shown(case, office)) for case in office.cases}
    changed |= desk.hand_in("board", projection.mended(desk.board, "Cases", shown))
    return Outcome(len(desk.office.cases), len(made.cases), changed)


def _remember(desk: Desk) -> bool:
    wanted = kept.to_remember(desk.office, desk.board, desk.team)
    return desk.hand_in("office", desk.office.marks.set(wanted))


def _ended(desk: Desk) -> tuple[list[str], list[str]]:
    """Codes of cases whose Stage people set to Closed, and of those with another Stage."""
    closed: list[str] = []
    opened: list[str] = []
    for case in desk.office.cases:
        words = projection.words_in_office(case, desk.office, desk.board, desk.team, desk.today)
        if isinstance(words.stage, Stage) and not case.gone:
            (closed if words.closed else opened).append(case.code)
    return closed, opened


def _secret(desk: Desk) -> list[Change]:
    """What the draw is keyed with, made once."""
    known = desk.office.marks
    return [] if known.get(marks.DRAW) else known.set({marks.DRAW: desk.world.new_secret()})


def _pair(names: tuple[str, ...]) -> Row:
    first, second, *_ = (*names, None, None)
    return {"Volunteer 1": first, "Volunteer 2": second}


def _appended(rows: Sequence[Row]) -> list[Change]:
    return [AppendRows("Assignments", tuple(rows))] if rows else []
