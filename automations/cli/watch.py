"""`watch`."""

import hashlib
import logging
import signal
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic

from automations import logs
from automations.cli.assembly import on_google
from automations.cli.backup import make_backup
from automations.cli.run import one_pass
from automations.cli.world import world
from automations.core.running.timetable import Daily, Often, Turns, offset
from automations.errors import CrtError, RunUnderWay, SettingsError, unforeseen
from automations.jobs.run import DAILY, JOBS, RunReport
from automations.logs import event
from automations.scheduler import Timetable, watch
from automations.settings import Settings
from sheets_schema.words import Result

BACKUP = "backup"
"""A turn of its own beside those of the jobs, once a day, where the settings name keys for it."""

LONGEST_NAP = 1.0
"""Seconds. On Windows a wait can't be interrupted."""


def run_watch(settings: Settings, log: str | None, begin: datetime | None) -> None:
    """Returns once somebody stops it. `begin` is taken for the time at which it begins.

    Raises SettingsError.
    """
    kind = log or settings.watch.log
    if kind not in ("plain", "json"):
        raise SettingsError("--log: write plain or json.")
    # What can't work at all is told now, not every quarter of an hour.
    world(settings, only_reads=True)
    logs.begin(kind)
    clock = _clock(begin)
    timetable = Timetable(_turns(settings), clock)
    event("watch begins", jobs=len(JOBS))
    with _stopping() as stopped:
        watch(timetable, lambda names: _perform(settings, names, clock()), stopped)
    event("watch ends")


def _clock(begin: datetime | None) -> Callable[[], datetime]:
    if begin is None:
        return lambda: datetime.now(UTC)
    shift = begin.astimezone(UTC) - timedelta(seconds=monotonic())
    return lambda: shift + timedelta(seconds=monotonic())


def _turns(settings: Settings) -> dict[str, Turns]:
    own = settings.hosted.office if on_google(settings) else str(settings.folder)
    shift = offset(hashlib.blake2b(own.encode(), digest_size=8).digest())
    often, daily = Often(shift), Daily(settings.watch.daily_at, settings.team.zone, shift)
    turns: dict[str, Turns] = {name: daily if name in DAILY else often for name in JOBS}
    return turns | ({BACKUP: daily} if settings.backups.recipients else {})


@contextmanager
def _stopping() -> Iterator[Callable[[timedelta], bool]]:
    """A first Ctrl-C or SIGTERM lets a pass that is under way end; a second Ctrl-C does not."""
    asked = threading.Event()

    def ask(*_: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda pause: _napped(asked, pause)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _napped(asked: threading.Event, pause: timedelta) -> bool:
    """Whether somebody asked to stop before the pause was over."""
    end = monotonic() + pause.total_seconds()
    while not asked.wait(max(0.0, min(end - monotonic(), LONGEST_NAP))):
        if monotonic() >= end:
            return False
    return True


def _perform(settings: Settings, names: Sequence[str], now: datetime) -> Collection[str]:
    """Do the jobs, and then a backup of what they left; which of them failed."""
    jobs = [name for name in names if name != BACKUP]
    failed = list(_guarded("pass", jobs, lambda: _pass(settings, jobs, now))) if jobs else []
    if BACKUP in names:
        failed += _guarded(BACKUP, [BACKUP], lambda: _back_up(settings, now))
    return failed


def _guarded(what: str, names: Sequence[str], do: Callable[[], Collection[str]]) -> Collection[str]:
    try:
        return do()
    except RunUnderWay:
        event("skipped", reason="another run is under way")
    except CrtError as error:
        event(f"{what} failed", logging.ERROR, error=str(error))
    except Exception as error:  # noqa: BLE001 - the watch goes on whatever happens
        event(f"{what} failed", logging.ERROR, error=unforeseen(f"The {what}", error))
    return names


def _pass(settings: Settings, names: Sequence[str], now: datetime) -> Collection[str]:
    report = one_pass(settings, names, now)
    _tell(report)
    return [name for name, done in report.jobs.items() if done.outcome.result is Result.FAILED]


def _back_up(settings: Settings, now: datetime) -> Collection[str]:
    made = make_backup(settings, now)
    event(BACKUP, files=made.files, bytes=made.size, deleted=made.deleted)
    for trouble in made.damage:
        event("backup is damaged", logging.ERROR, error=trouble)
    return [BACKUP] if made.damage else []


def _tell(report: RunReport) -> None:
    seconds = round(sum(done.seconds for done in report.jobs.values()), 2)
    failed = sum(done.outcome.result is Result.FAILED for done in report.jobs.values())
    event("pass", jobs=len(report.jobs), failed=failed, seconds=seconds)
    for name, done in report.jobs.items():
        outcome = done.outcome
        if outcome.result is Result.FAILED:
            event("job failed", logging.ERROR, job=name, error=" ".join(outcome.problems))
        elif outcome.result is Result.OK:
            event("job", job=name, read=outcome.read, written=outcome.written)
        if outcome.cautions:
            event("job cautions", logging.WARNING, job=name, text=" ".join(outcome.cautions))
