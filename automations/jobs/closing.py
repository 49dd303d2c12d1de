"""A step of `intake`: whether a case that is added to, or withdrawn, is still being worked on."""

from automations.core import joining
from automations.core.board import projection
from automations.core.changes import Change
from automations.core.office import Office
from automations.core.taking_in.intake import IsClosed
from automations.jobs.desk import Desk
from sheets_schema.words import Stage


def test(desk: Desk, office: Office) -> IsClosed:
    """A Stage that people chose counts before `assign` has seen to it."""

    def is_closed(code: str) -> bool:
        case = office.by_code.get(code)
        if case is None or case.gone:
            return case is not None
        words = projection.words_in_office(case, office, desk.board, desk.team, desk.today)
        return words.closed if isinstance(words.stage, Stage) else office.history.closed(code)

    return is_closed


def no_longer_late(desk: Desk, office: Office) -> list[Change]:
    """What came too late for a case that was opened again since joins it after all."""
    return office.marks.set(joining.no_longer_late(office.marks, test(desk, office)))
