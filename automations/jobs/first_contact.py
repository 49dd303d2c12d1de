"""Due dates, flags and What next on every row; Notices for the coordinators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from automations.core.board import kept, leaks, projection
from automations.core.board.leaks import Leak
from automations.core.case import Case, Standing
from automations.core.casework import access, check_ins
from automations.core.casework.access import Readers
from automations.core.casework.facts import Facts
from automations.core.casework.filed import facts
from automations.core.changes import Change
from automations.core.coordinators import notices
from automations.core.coordinators.notices import Trouble
from automations.core.first_contact import Said
from automations.core.outcome import Outcome
from automations.core.pairs import assignment
from automations.core.pairs.rotation import Reason, Rotation
from automations.core.snapshot import Row
from automations.jobs import outside
from automations.jobs.desk import Desk


@dataclass(frozen=True)
class _Looking:
    """What is looked at for every case: who can take it, and what its row on the board should not hold."""

    desk: Desk
    rotation: Rotation
    short: Mapping[str, Iterable[Reason]]
    leaking: Mapping[str, Sequence[Leak]]

    def rows(self, case: Case) -> tuple[Row, Row, Row]:
        """Its cells in Restricted cases, on the board, and in Intake."""
        desk = self.desk
        where = (desk.office, desk.board, self.short, desk.team, desk.today)
        made, words = projection.in_office(case, *where)
        restricted = projection.cells_in_office(case, made, words, desk.office, desk.today, desk.team)
        made, shown = projection.on_board(case, *where)
        on_board = projection.cells_on_board(case, made, shown, desk.office, desk.today, desk.team)
        trouble = self._trouble(case, words, max(words.rows, shown.rows) > 1)
        text = notices.notice(case, desk.office, trouble, desk.today, desk.team)
        return restricted, on_board, {"Notice": text, **_outcome(case, facts(desk.office.marks, case.code))}

    def _trouble(self, case: Case, words: Said, twice: bool) -> Trouble:
        nobodys = case.standing is Standing.ACCEPTED and not self.desk.office.history.everybody(case.code)
        return Trouble(
            self.short.get(case.code),
            words.closed and nobodys,
            twice,
            assignment.refusals(self.rotation, case),
            assignment.unfit(self.rotation, case),
            self.leaking.get(case.code, ()),
            _readers(case, words, self.desk),
            check_ins.moved_on(case, words, self.desk.office, self.desk.team),
        )


def run(desk: Desk) -> Outcome:
    changed = desk.hand_in("office", _closings_on_board(desk))
    office, board = desk.office, desk.board
    found_leaks = list(leaks.leaks(board, office, desk.world.ordinary_words))
    leaking = leaks.by_case(found_leaks, office)
    rotation = desk.rotation
    looking = _Looking(desk, rotation, assignment.short_of_pair(rotation), leaking)
    rows = [(case, *looking.rows(case)) for case in office.cases]
    to_office: list[Change] = projection.mended(
        office.snapshot, "Restricted cases", {case.code: cells for case, cells, _, _ in rows}
    )
    told = {case.response: cells for case, _, _, cells in rows}
    to_office += projection.mended(office.snapshot, "Intake", told)
    to_board = projection.mended(board, "Cases", {case.code: cells for case, _, cells, _ in rows})
    to_board += projection.stray_rows(office, board)
    changed |= desk.hand_in("office", to_office)
    changed |= desk.hand_in("board", to_board)
    outside.show(desk)
    elsewhere = (leak for leak in found_leaks if leak.row not in leaking)
    cautions = tuple(f"{leak}. Clear that cell." for leak in elsewhere)
    return Outcome(len(office.cases), len(to_office) + len(to_board), changed, cautions=cautions)


def _outcome(case: Case, found: Facts | None) -> Row:
    """What a deleted case's file said stays."""
    if case.gone and found is None:
        return {}
    return {"Outcome": (found.outcome or None) if found else None}


def _readers(case: Case, words: Said, desk: Desk) -> Readers | None:
    found = facts(desk.office.marks, case.code)
    if found is None or desk.office.history.closed(case.code):
        return None
    return access.readers(case, desk.office, found, words, desk.team)


def _closings_on_board(desk: Desk) -> list[Change]:
    """Days on which people closed the kept rows of restricted cases."""
    wanted: dict[str, str] = {}
    for case in desk.office.cases:
        if case.restricted:
            words = projection.words_on_board(case, desk.office, desk.board, desk.team, desk.today)
            wanted |= kept.closing_to_remember(case, desk.office, words, desk.today)
    return desk.office.marks.set(wanted)
