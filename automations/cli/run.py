"""`run` and `report`."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from automations.cli.assembly import alone, world
from automations.cli.terminal import progress, say, table
from automations.core.changes import Change, rows_touched
from automations.errors import RunUnderWay, SettingsError
from automations.jobs.run import JOBS, Done, RunReport, run
from automations.reporting import monthly
from automations.settings import Settings
from sheets_schema.words import Result


def run_jobs(settings: Settings, names: Sequence[str], now: datetime, dry_run: bool, as_json: bool) -> bool:
    """Whether a job failed. Raises CrtError."""
    unknown = [name for name in names if name not in JOBS]
    if unknown:
        raise SettingsError(f"There is no job '{unknown[0]}'. The jobs are {', '.join(JOBS)}.")
    wanted = [name for name in JOBS if name in names] if names else list(JOBS)
    return _run(settings, wanted, now, dry_run, as_json, None)


def run_report(settings: Settings, month: str | None, now: datetime, as_json: bool) -> bool:
    """Whether it failed. Raises SettingsError for a month that has not ended."""
    today = settings.team.day(now)
    wanted = month or monthly.month_before(today)
    try:
        _, end = monthly.window(wanted)
    except ValueError:
        raise SettingsError("--month: write a month like 2026-10.") from None
    if end >= today:
        raise SettingsError(f"--month: {wanted} has not ended. A report covers a whole month.")
    failed = _run(settings, ["report"], now, False, as_json, wanted)
    if not failed and not as_json:
        say(f"The report is in {settings.folder / 'reports' / wanted}. Read it before you share it.")
    return failed


def _run(
    settings: Settings,
    names: Sequence[str],
    now: datetime,
    dry_run: bool,
    as_json: bool,
    month: str | None,
) -> bool:
    try:
        with alone(settings), progress(len(names)) as begun:
            report = run(world(settings, begun), now, names, dry_run, month)
    except RunUnderWay:
        if as_json:
            say(json.dumps(_object(now, {name: {"result": str(Result.SKIPPED)} for name in names})))
        raise
    if as_json:
        say(json.dumps(_object(now, {name: _told(done) for name, done in report.jobs.items()})))
    else:
        _show(report, dry_run)
    return report.failed


def _object(now: datetime, jobs: Mapping[str, object]) -> dict[str, object]:
    return {"now": now.isoformat(), "jobs": jobs}


def _told(done: Done) -> dict[str, object]:
    outcome = done.outcome
    told: dict[str, object] = {
        "result": str(outcome.result),
        "read": outcome.read,
        "written": outcome.written,
        "seconds": done.seconds,
    }
    return told | ({"error": " ".join(outcome.problems)} if outcome.problems else {})


def _show(report: RunReport, dry_run: bool) -> None:
    rows = [
        (
            name,
            str(d.outcome.result),
            str(d.outcome.read),
            str(d.outcome.written),
            f"{d.seconds:.2f}",
        )
        for name, d in report.jobs.items()
    ]
    title = "What would happen" if dry_run else "What happened"
    table(title, ("job", "result", "read", "written", "seconds"), rows)
    for name, done in report.jobs.items():
        for problem in done.outcome.problems:
            say(f"{name} failed: {problem}")
        for caution in done.outcome.cautions:
            say(f"{name}: {caution}")
    if dry_run:
        _show_changes(report.pending)


def _show_changes(pending: Mapping[str, Sequence[Change]]) -> None:
    lines = [
        f"{workbook}, tab {tab}: {count} rows would be written"
        for workbook, changes in pending.items()
        for tab, count in rows_touched(changes).items()
    ]
    say(*(lines or ["Nothing would be written."]))
