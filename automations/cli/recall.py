"""A run that would see just what the last one over the same jobs left has nothing to do."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from automations import __version__
from automations.cli.assembly import on_google, platform, team_folder
from automations.cli.world import world
from automations.core.outcome import Outcome
from automations.jobs.desk import Begun, ReportAsked
from automations.jobs.run import RunReport, is_whole, run
from automations.jobs.runs import Done
from automations.platforms.files.memo import Remembered, fingerprint
from automations.settings import Settings

HOURS = "%Y-%m-%d %H"
"""Google does not say how soon a version follows a change: once an hour all is read, whatever it tells."""


def recalled_or_run(
    settings: Settings, begun: Begun, now: datetime, names: Sequence[str], dry_run: bool, asked: ReportAsked
) -> RunReport:
    if dry_run or not is_whole(names):
        only_reads = dry_run and on_google(settings)
        return run(world(settings, begun, only_reads), now, names, dry_run, asked)
    there, memo = platform(settings), team_folder(settings).memo
    same = _circumstances(settings, names, now)
    last = memo.recall(same)
    seen = there.glance.before(last.left)
    if last.left and seen == last.left:
        return RunReport(now, {n: Done(Outcome(last.read.get(n, 0)), 0.0) for n in names}, {})
    # Also a run that is killed leaves nothing that it did not see through.
    memo.forget()
    report = run(world(settings, begun, there=there), now, names, asked=asked)
    if not report.failed and not _cautioned(report) and (left := there.glance.after()):
        memo.keep(same, Remembered(left, {name: done.outcome.read for name, done in report.jobs.items()}))
    return report


def _circumstances(settings: Settings, names: Sequence[str], now: datetime) -> str:
    """All that a run depends on beside what it reads."""
    mail = settings.mail and (settings.mail.hours.may_send(now), settings.mail.hours.awake(now))
    hour = now.astimezone(UTC).strftime(HOURS) if on_google(settings) else ""
    known = (__version__, _code(), settings, settings.team.day(now), list(names), mail, hour)
    return fingerprint([repr(known).encode()])


def _code() -> str:
    """Changes with the program, so that a mended one looks again at what the old one had seen."""
    root = Path(__file__).parent.parent.parent
    files = sorted(path for part in ("automations", "sheets_schema") for path in (root / part).rglob("*.py"))
    return fingerprint(path.read_bytes() for path in files)


def _cautioned(report: RunReport) -> bool:
    return any(done.outcome.cautions for done in report.jobs.values())
