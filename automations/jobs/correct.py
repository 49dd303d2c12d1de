"""`report --correct`: numbers of earlier reports told anew, as a release of its own; the reports stay."""

from collections.abc import Sequence
from functools import partial

from automations.core.marks import release_mark
from automations.errors import ReportError
from automations.jobs.desk import Desk
from automations.reporting import correcting
from automations.reporting.counting import counted, read_placed, tally
from automations.reporting.ledger import Ledger, Release, mark
from automations.reporting.windows import read_month
from automations.reporting.words import words_of_correction

MADE = "Corrected numbers are in reports/{}. Read them before you share them."
TOO_FEW = (
    "Nothing was corrected: too little has changed since the numbers were published to tell it without "
    "pointing to anyone. Keep it to yourselves that it was tried."
)


def said(made: Sequence[Release]) -> tuple[str, ...]:
    """For coordinators."""
    return tuple(MADE.format(release.folder) for release in made) or (TOO_FEW,)


def releases(desk: Desk, ledger: Ledger) -> list[Release]:
    """The correction, if there is one to be told, and its mark handed in. Raises LedgerError, ReportError."""
    month = None if desk.asked.month is None else read_month(desk.asked.month)
    if month is not None and month not in ledger.months:
        raise ReportError(f"There is no report of {desk.asked.month} to correct: name a month that has one.")
    cases = counted(desk.office, desk.board, desk.team, read_placed(desk.office), ledger, desk.today)
    moved = partial(_moved, desk)
    tried = correcting.decide(ledger, partial(tally, cases), desk.team.threshold, month, moved)
    if not tried:
        return []
    told = words_of_correction(desk.team, tried, ledger)
    made = Release(ledger.next_number, ledger.months[-1], tuple(tried), told)
    refuse_unknown(desk, made.folder)
    desk.hand_in("office", desk.office.marks.set({release_mark(made.number): mark(made)}))
    return [made]


def _moved(desk: Desk, part: float) -> None:
    desk.world.begun("report", part, "correction")


def refuse_unknown(desk: Desk, folder: str) -> None:
    """Raises ReportError if the report that is to be made lies there already."""
    if desk.world.reports.holds(folder):
        raise ReportError(
            f"reports/{folder} is there, but the office knows nothing of it. What was published once must be "
            "in the ledger: put the office back from a copy that has it, or, if it was never shared, delete "
            "the folder."
        )
