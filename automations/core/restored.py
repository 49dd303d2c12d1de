"""What coordinators must know of an office that was put back from a backup.

What was deleted after the backup was made is there again. Where a newer backup shows what that is, the
Notice says so, case by case: whether it was deleted on purpose, only coordinators know.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from automations.core.changes import AppendRows, Change
from automations.core.marks import read_marks
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Team
from sheets_schema import codec
from sheets_schema.codec import read_text
from sheets_schema.dates import spoken
from sheets_schema.words import Result

JOB = "restore"


def back_again(office: WorkbookSnapshot, newer: WorkbookSnapshot) -> list[str]:
    """Codes of cases in the office that a newer one no longer had, in their order."""
    rows, there = office["Intake"].by_key, newer["Intake"].by_key
    codes = (read_text(row.get("Case")) for response, row in rows.items() if response not in there)
    return list(dict.fromkeys(filter(None, codes)))


def noted(
    office: WorkbookSnapshot, again: Sequence[str], made: datetime, now: datetime, team: Team
) -> Iterator[Change]:
    """A row in Runs, and a sentence that stays in the Notice of each case that is back again."""
    count = sum(len(tab.rows) for tab in office.tabs.values())
    row = {"When": codec.write(now), "Job": JOB, "Result": str(Result.OK), "Read": count, "Written": count}
    yield AppendRows("Runs", (row,))
    today = team.day(now)
    sentence = (
        f"{spoken(today, today)}: back from a backup of {spoken(team.day(made), today)}; a later one no "
        "longer had it. If it had been deleted, write yes under Delete now."
    )
    yield from read_marks(office["Internal"]).tell({code: [sentence] for code in again})
