"""What each job did in a run, and the rows of office/Runs that tell of it."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from automations.core.changes import AppendRows, Change
from automations.core.outcome import Outcome
from automations.core.snapshot import Row
from automations.errors import WorkbookError
from automations.jobs.desk import Desk
from sheets_schema import codec
from sheets_schema.words import Result


@dataclass(frozen=True, slots=True)
class Done:
    """A job's outcome and how many seconds it took."""

    outcome: Outcome
    seconds: float

    def failed(self, problem: str) -> "Done":
        problems = (*self.outcome.problems, problem)
        return replace(self, outcome=replace(self.outcome, problems=problems))

    def cautioned(self, caution: str) -> "Done":
        cautions = (*self.outcome.cautions, caution)
        return replace(self, outcome=replace(self.outcome, cautions=cautions))

    def after(self, before: "Done | None") -> "Done":
        """With what an attempt before it has written already."""
        if before is None:
            return self
        written = before.outcome.written + self.outcome.written
        changed = before.outcome.changed or self.outcome.changed
        return replace(self, outcome=replace(self.outcome, written=written, changed=changed))


Jobs = dict[str, Done]


def any_failed(jobs: Jobs) -> bool:
    return any(done.outcome.result is Result.FAILED for done in jobs.values())


def told(desk: Desk, done: Jobs, changed: bool) -> list[Change]:
    """One row for each job that changed something, or began or ceased to fail; once a day, for every job.
    What comes of letters is told once they went.
    """
    done = {name: d for name, d in done.items() if not desk.decided[name].letters}
    last = _last_told(desk)
    found = {
        n: d for n, d in done.items() if _is_news(desk, last.get(n), d) or (changed and d.outcome.changed)
    }
    if not found and any(desk.team.day(moment) == desk.today for moment, _ in last.values()):
        return []
    rows = tuple(_runs_row(desk.now, name, d) for name, d in (found or done).items())
    return [AppendRows("Runs", rows)]


Told = tuple[datetime, bool]
"""When a job last told of itself, and whether it had failed."""


def _last_told(desk: Desk) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for row in desk.snapshot("office")["Runs"].rows:
        moment, job = codec.read_timestamp(row.get("When")), codec.read_text(row.get("Job"))
        if isinstance(moment, datetime) and (job not in found or found[job][0] <= moment):
            found[job] = moment, codec.read_choice(row.get("Result"), Result) is Result.FAILED
    return found


def _is_news(desk: Desk, last: Told | None, done: Done) -> bool:
    """A failure that lasts is told once a day: else it would fill the tab."""
    failed_before = last is not None and last[1]
    if done.outcome.result is Result.FAILED:
        return not failed_before or (last is not None and desk.team.day(last[0]) != desk.today)
    return failed_before


def _runs_row(now: datetime, name: str, done: Done) -> Row:
    return {
        "When": codec.write(now),
        "Job": name,
        "Result": str(done.outcome.result),
        "Read": done.outcome.read,
        "Written": done.outcome.written,
        "Seconds": done.seconds,
    }


def tell_later(desk: Desk, before: Jobs, after: Jobs) -> None:
    """Runs was written as if all would go well: what failed since is added, and how mail went, if that can
    be.
    """
    last = _last_told(desk)
    rows = tuple(
        _runs_row(desk.now, name, d)
        for name, d in after.items()
        if (d != before[name] and _is_news(desk, last.get(name), d)) or _went(desk, name, d)
    )
    if rows:
        with suppress(WorkbookError):
            desk.world.workbooks["office"].write([AppendRows("Runs", rows)])


def _went(desk: Desk, name: str, done: Done) -> bool:
    return bool(desk.decided[name].letters) and done.outcome.result is not Result.FAILED
