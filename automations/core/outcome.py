"""What came of a job."""

from dataclasses import dataclass

from sheets_schema.words import Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """`read` and `written` count things (responses, cases, rows), never content. `changed` is
    whether the job handed in any change; `problems` (what failed) and `cautions` (what to look at)
    are sentences for whoever runs the jobs; `named` are case codes that a dry run lists.
    """

    read: int = 0
    written: int = 0
    changed: bool = False
    problems: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def result(self) -> Result:
        if self.problems:
            return Result.FAILED
        return Result.OK if self.changed else Result.NOTHING_TO_DO
