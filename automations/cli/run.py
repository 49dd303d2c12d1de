"""`run` and `report`."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from automations.cli.assembly import alone
from automations.cli.recall import recalled_or_run
from automations.cli.terminal import progress, say, table
from automations.core.changes import Change, rows_touched
from automations.errors import CrtError, RunUnderWay, SettingsError, unforeseen
from automations.jobs.desk import WHAT_IS_DUE, Begun, ReportAsked, unseen
from automations.jobs.run import JOBS, WHEN_NAMED, RunReport, is_whole
from automations.jobs.runs import Done
from automations.platforms.ping import ping
from automations.reporting import windows
from automations.settings import Settings
from sheets_schema.words import Result


def run_jobs(settings: Settings, names: Sequence[str], now: datetime, dry_run: bool, as_json: bool) -> bool:
    """Whether a job failed. Raises CrtError."""
    unknown = [name for name in names if name not in JOBS]
    if unknown:
        raise SettingsError(f"There is no job '{unknown[0]}'. The jobs are {', '.join(JOBS)}.")
    wanted = [name for name in JOBS if (name in names if names else name not in WHEN_NAMED)]
    return _run(settings, wanted, now, dry_run, as_json, WHAT_IS_DUE)


def run_report(
    settings: Settings, month: str | None, now: datetime, as_json: bool, correct: bool = False
) -> bool:
    """Whether it failed. Raises SettingsError for a month that has not ended."""
    today = settings.team.day(now)
    wanted = month or windows.named(windows.month_of(today) - 1)
    try:
        ended = windows.first_day(windows.read_month(wanted) + 1) <= today
    except ValueError:
        raise SettingsError("--month: write a month like 2026-10.") from None
    if not ended:
        raise SettingsError(f"--month: {wanted} has not ended. A report covers a whole month.")
    asked = ReportAsked(month, correct) if correct else ReportAsked(wanted)
    failed = _run(settings, ["report"], now, False, as_json, asked)
    if not failed and not as_json and not correct:
        say(f"The report is in {settings.folder / 'reports' / wanted}. Read it before you share it.")
    return failed


def _run(
    settings: Settings,
    names: Sequence[str],
    now: datetime,
    dry_run: bool,
    as_json: bool,
    asked: ReportAsked,
) -> bool:
    try:
        with progress(names, shown=not (as_json or dry_run)) as begun:
            report = one_pass(settings, names, now, dry_run, asked, begun)
    except RunUnderWay:
        if as_json:
            say(json.dumps(_object(now, {name: {"result": str(Result.SKIPPED)} for name in names})))
        raise
    except Exception as raised:  # noqa: BLE001 - also what nobody foresaw is told as one object
        error = raised if isinstance(raised, CrtError) else CrtError(unforeseen("The run", raised))
        if as_json:
            say(json.dumps(_object(now, dict.fromkeys(names, _nothing_but(error)))))
        raise error from None
    if as_json:
        say(json.dumps(_object(now, {name: _told(done) for name, done in report.jobs.items()})))
    else:
        _show(report, dry_run)
    return report.failed


def one_pass(
    settings: Settings,
    names: Sequence[str],
    now: datetime,
    dry_run: bool = False,
    asked: ReportAsked = WHAT_IS_DUE,
    begun: Begun = unseen,
) -> RunReport:
    """Raises RunUnderWay while another run holds the workbooks, and any other CrtError."""
    with alone(settings):
        report = recalled_or_run(settings, begun, now, names, dry_run, asked)
    if is_whole(names) and not dry_run and not report.failed:
        ping(settings.watch.ping)
    return report


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
    told |= {"cases": list(outcome.named)} if outcome.named else {}
    return told | ({"error": " ".join(outcome.problems)} if outcome.problems else {})


def _nothing_but(error: CrtError) -> dict[str, object]:
    return {"result": str(Result.FAILED), "read": 0, "written": 0, "seconds": 0, "error": str(error)}


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
    intake, assign = report.jobs.get("intake"), report.jobs.get("assign")
    if intake and assign and not dry_run:
        say(f"{intake.outcome.written} new or changed requests, {assign.outcome.written} new pairs.")
    for name, done in report.jobs.items():
        for problem in done.outcome.problems:
            say(f"{name} failed: {problem}")
        for caution in done.outcome.cautions:
            say(f"{name}: {caution}")
    if dry_run:
        _show_deletions(report)
        _show_changes(report.pending)


def _show_deletions(report: RunReport) -> None:
    codes = [code for done in report.jobs.values() for code in done.outcome.named]
    if codes:
        say("", "These cases would be deleted for good:", *(f"  {code}" for code in codes), "")


def _show_changes(pending: Mapping[str, Sequence[Change]]) -> None:
    lines = [
        f"{workbook}, tab {tab}: {count} rows would be written"
        for workbook, changes in pending.items()
        for tab, count in rows_touched(changes).items()
    ]
    say(*(lines or ["Nothing would be written."]))
