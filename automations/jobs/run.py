"""One run: the jobs one after the other over the same reading, then one writing, office first."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from time import perf_counter
from traceback import extract_tb

from automations.core.changes import AppendRows, Change
from automations.core.outcome import Outcome
from automations.core.snapshot import Row
from automations.errors import ChangedMeanwhile, CrtError, RunUnderWay, WorkbookError
from automations.jobs import assign, first_contact, intake, report
from automations.jobs.desk import Desk, World
from sheets_schema import codec
from sheets_schema.words import Result

log = logging.getLogger("automations")

JOBS: Mapping[str, Callable[[Desk], Outcome]] = {
    "intake": intake.run,
    "assign": assign.run,
    "first-contact": first_contact.run,
    "report": report.run,
}

ATTEMPTS = 4
"""How often a run reads again and decides again because somebody wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class Done:
    """A job's outcome and how many seconds it took."""

    outcome: Outcome
    seconds: float

    def failed(self, problem: str) -> "Done":
        problems = (*self.outcome.problems, problem)
        return replace(self, outcome=replace(self.outcome, problems=problems))


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. `pending`: what each workbook was, or with a dry run would be, given."""

    now: datetime
    jobs: Mapping[str, Done]
    pending: Mapping[str, Sequence[Change]]

    @property
    def failed(self) -> bool:
        return any(done.outcome.result is Result.FAILED for done in self.jobs.values())


def run(
    world: World,
    now: datetime,
    names: Sequence[str],
    dry_run: bool = False,
    month: str | None = None,
) -> RunReport:
    """One pass over the named jobs; `month` asks for the report of one month (YYYY-MM).

    Raises RunUnderWay if somebody keeps writing at the same time.
    """
    before: dict[str, Done] = {}
    for _ in range(ATTEMPTS):
        desk = Desk(world, now, month)
        done = {name: _added(before.get(name), _perform(name, desk)) for name in names}
        if dry_run:
            return RunReport(now, done, _pending(desk))
        try:
            return _commit(desk, done)
        except _HalfDone as half:
            before = half.jobs
        except ChangedMeanwhile:
            log.info("a workbook was changed meanwhile; reading it again")
    raise RunUnderWay("The workbooks keep changing. Nothing is lost: run again in a few minutes.")


class _HalfDone(ChangedMeanwhile):
    """The office was written, the board was not: what was counted so far must not be forgotten."""

    def __init__(self, jobs: dict[str, Done]) -> None:
        super().__init__("the board was changed meanwhile")
        self.jobs = jobs


def _added(before: Done | None, now: Done) -> Done:
    if before is None:
        return now
    written = before.outcome.written + now.outcome.written
    changed = before.outcome.changed or now.outcome.changed
    return replace(now, outcome=replace(now.outcome, written=written, changed=changed))


def _perform(name: str, desk: Desk) -> Done:
    """Do one job; whatever happens in it stays in it."""
    desk.job = name
    desk.world.reading(name)
    start = perf_counter()
    try:
        outcome = JOBS[name](desk)
    except CrtError as error:
        outcome = Outcome(problems=(str(error),))
    except Exception as error:  # noqa: BLE001 - one job's fault must not stop the others
        outcome = Outcome(problems=(_unforeseen(name, error),))
    return Done(outcome, round(perf_counter() - start, 2))


def _unforeseen(name: str, error: Exception) -> str:
    """Where it happened, and nothing of what it was about: messages may quote a cell."""
    last = extract_tb(error.__traceback__)[-1]
    place = f"{PurePath(last.filename).name}:{last.lineno}"
    return (
        f"{name} met an error it does not know ({type(error).__name__} at {place}). "
        "The other jobs went on. Please report this line to the maintainers; it holds no content."
    )


def _commit(desk: Desk, done: dict[str, Done]) -> RunReport:
    for name in ("office", "board"):
        done = _check_writable(desk, name, done)
    pending = _pending(desk)
    rows = _runs_rows(desk, done, any(pending.values()) or bool(desk.published))
    if rows:
        desk.hand_in("office", [AppendRows("Runs", rows)])
    pending = _pending(desk)
    try:
        _write(desk, "office", pending)
    except ChangedMeanwhile:
        raise
    except WorkbookError as error:
        return RunReport(desk.now, _blame(desk, "office", done, error), {})
    after = _follow(desk, done, pending)
    _note_failures(desk, done, after)
    return RunReport(desk.now, after, pending)


def _note_failures(desk: Desk, before: Mapping[str, Done], after: Mapping[str, Done]) -> None:
    """Runs was written as if the board would be: what failed since is added, if that can be."""
    rows = tuple(_runs_row(desk.now, name, d) for name, d in after.items() if d != before[name])
    if rows:
        with suppress(WorkbookError):
            desk.world.workbooks["office"].write([AppendRows("Runs", rows)])


def _follow(desk: Desk, done: dict[str, Done], pending: Mapping[str, Sequence[Change]]) -> dict[str, Done]:
    """What only follows from the office: the board and the reports."""
    try:
        _write(desk, "board", pending)
    except ChangedMeanwhile:
        raise _HalfDone(done) from None
    except WorkbookError as error:
        done = _blame(desk, "board", done, error)
    for month, files in desk.published.items():
        desk.world.reports.put(month, files)
    return done


def _pending(desk: Desk) -> dict[str, list[Change]]:
    return {name: desk.pending(name) for name in desk.touched if _readable(desk, name)}


def _readable(desk: Desk, name: str) -> bool:
    try:
        desk.snapshot(name)
    except CrtError:
        return False
    return True


def _check_writable(desk: Desk, name: str, done: dict[str, Done]) -> dict[str, Done]:
    """Before anything is written: the board follows the office, so a busy office stops both."""
    if name not in desk.touched or not desk.pending(name):
        return done
    try:
        desk.world.workbooks[name].ensure_writable()
    except WorkbookError as error:
        done = _blame(desk, name, done, error)
        desk.drop(name)
        if name == "office":
            desk.drop("board")
            desk.published.clear()
            desk.office_busy = True
    return done


def _blame(desk: Desk, name: str, done: dict[str, Done], error: CrtError) -> dict[str, Done]:
    touched = desk.touched.get(name, set())
    return {job: d.failed(str(error)) if job in touched else d for job, d in done.items()}


def _write(desk: Desk, name: str, pending: Mapping[str, Sequence[Change]]) -> None:
    if pending.get(name):
        desk.world.workbooks[name].write(pending[name])


def _runs_rows(desk: Desk, done: Mapping[str, Done], changed: bool) -> tuple[Row, ...]:
    """One row for each job that changed or failed something; once a day, one for every job."""
    if desk.office_busy or not _readable(desk, "office"):
        return ()
    told = {
        name: d
        for name, d in done.items()
        if d.outcome.result is Result.FAILED or (changed and d.outcome.changed)
    }
    if not told and _told_today(desk):
        return ()
    return tuple(_runs_row(desk.now, name, d) for name, d in (told or done).items())


def _told_today(desk: Desk) -> bool:
    rows = desk.snapshot("office")["Runs"].rows
    moments = (codec.read_timestamp(row.get("When")) for row in rows)
    return any(isinstance(m, datetime) and desk.team.day(m) == desk.today for m in moments)


def _runs_row(now: datetime, name: str, done: Done) -> Row:
    return {
        "When": codec.write(now),
        "Job": name,
        "Result": str(done.outcome.result),
        "Read": done.outcome.read,
        "Written": done.outcome.written,
        "Seconds": done.seconds,
    }
