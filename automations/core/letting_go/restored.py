"""What coordinators must know of an office that was put back from a backup.

What was deleted after the backup was made is there again. Where a newer backup shows what that is, the
Notice says so, case by case: whether it was deleted on purpose, only coordinators know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from automations.core import gone, marks
from automations.core.changes import AppendRows, Change
from automations.core.marks import Marks, read_marks
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Team
from sheets_schema import codec
from sheets_schema.codec import read_text
from sheets_schema.dates import spoken
from sheets_schema.words import Result

JOB = "restore"


@dataclass(frozen=True, slots=True)
class Since:
    """What a newer office tells: codes of cases that it no longer had, in their order; and marks by which the
    next run lets go again of cases that had been, and their responses stay away.
    """

    vanished: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def let_go(self) -> int:
        """How many cases the next run deletes again."""
        return sum(key.startswith(marks.letting_go("")) for key in self.marks)


def since(office: WorkbookSnapshot, newer: WorkbookSnapshot) -> Since:
    there = {read_text(row.get("Case")) for row in newer["Intake"].rows}
    codes = (read_text(row.get("Case")) for row in office["Intake"].rows)
    vanished = dict.fromkeys(code for code in codes if code and code not in there)
    return Since(
        tuple(vanished), dict(_deletions(read_marks(office["Internal"]), read_marks(newer["Internal"])))
    )


def _deletions(now: Marks, newer: Marks) -> Iterator[tuple[str, str]]:
    for key, value in newer.values.items():
        code = key.removeprefix(marks.let_go(""))
        if key == marks.SALT or key.startswith(gone.REMEMBERED):
            yield key, value
        elif code != key and key not in now:
            yield marks.letting_go(code), value


def noted(
    office: WorkbookSnapshot, newer: Since, made: datetime, now: datetime, team: Team
) -> Iterator[Change]:
    """A row in Runs, a sentence that stays in the Notice of each case that is back again, and the marks."""
    count = sum(len(tab.rows) for tab in office.tabs.values())
    row = {"When": codec.write(now), "Job": JOB, "Result": str(Result.OK), "Read": count, "Written": count}
    yield AppendRows("Runs", (row,))
    today = team.day(now)
    sentence = (
        f"{spoken(today, today)}: back from a backup of {spoken(team.day(made), today)}; a later one no "
        "longer had it. If it had been deleted, write yes under Delete now."
    )
    known = read_marks(office["Internal"])
    yield from known.tell({code: [sentence] for code in newer.vanished})
    yield from known.set(newer.marks)
