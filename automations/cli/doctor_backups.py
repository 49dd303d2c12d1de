"""`doctor`: whether backups are made, and none is kept too long."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from automations.cli.terminal import program
from automations.core.letting_go import backups
from automations.platforms.backups.folder import BackupFolder
from automations.settings import Settings

TOO_LONG_AGO = timedelta(days=2)


def problems(settings: Settings, now: datetime) -> Iterator[str]:
    """What is wrong, each with what to do. Raises BackupError for a folder that can't be read."""
    wanted = settings.backups
    names = BackupFolder(wanted.folder).names()
    newest = backups.made_at(names[0]) if names else None
    if wanted.recipients and newest is None:
        yield f"there is no backup in {wanted.folder}. Run: {program()} backup"
    elif wanted.recipients and newest and now - newest > TOO_LONG_AGO:
        yield f"the newest backup is {(now - newest).days} days old. Run every day: {program()} backup"
    if old := backups.let_go(names, wanted.keep, wanted.keep_days + 1, now):
        yield (
            f"{len(old)} backups in {wanted.folder} are older than keep_days, or more than keep: they may "
            f"hold what was deleted. Run: {program()} backup"
        )


def notes(settings: Settings) -> Iterator[str]:
    if not settings.backups.recipients:
        yield "no backups are made: backup.recipients is blank. docs/maintainers.md tells how to begin."
    else:
        yield (
            f"backups lie in {settings.backups.folder}. A disk that dies takes them along: have that folder "
            "on another one, or copy it."
        )
