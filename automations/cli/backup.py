"""`backup`: one encrypted file of everything that coordinators may read."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from automations.cli.assembly import alone
from automations.cli.holdings import holdings
from automations.cli.terminal import program, say
from automations.core.letting_go import backups
from automations.errors import SettingsError
from automations.platforms.backups import bundle, sealing
from automations.platforms.backups.bundle import Bundle
from automations.platforms.backups.folder import BackupFolder
from automations.platforms.files import disk
from automations.settings import Settings

PATIENCE = 60
"""Seconds to wait for a run that is under way."""


@dataclass(frozen=True, slots=True)
class Made:
    """One backup: how many files and bytes are in it, what is wrong with what was copied, and how many older
    ones were deleted, which none is while anything is wrong.
    """

    path: Path
    files: int
    size: int
    damage: tuple[str, ...]
    deleted: int


def run_backup(settings: Settings, now: datetime) -> bool:
    """Whether what was copied is damaged. Raises CrtError."""
    made = make_backup(settings, now)
    keys = len(settings.backups.recipients)
    say(f"{made.path}: {made.files} files, {made.size:,} bytes, keys that open it: {keys}.")
    if made.damage:
        say(*(f"problem: {trouble}" for trouble in made.damage), "Older backups were left as they are.")
    elif made.deleted:
        say(f"{made.deleted} older ones were deleted.")
    return bool(made.damage)


def make_backup(settings: Settings, now: datetime) -> Made:
    """Raises CrtError."""
    wanted = settings.backups
    if not wanted.recipients:
        raise SettingsError(
            "backup.recipients: blank in the settings, so nobody could open a backup. Make a pair of keys "
            f"with `{program()} backup --new-key FILE`, and put the public one there."
        )
    parts, damage = _copied(settings)
    content = sealing.seal(bundle.packed(Bundle(settings.platform, now, parts)), wanted.recipients)
    folder, name = BackupFolder(wanted.folder), backups.name(now)
    path = folder.put(name, content)
    kept = wanted.keep, wanted.keep_days
    old = [] if damage else [n for n in backups.let_go(folder.names(), *kept, now) if n != name]
    folder.delete(old)
    return Made(path, len(parts), len(content), tuple(damage), len(old))


def _copied(settings: Settings) -> tuple[dict[str, bytes], list[str]]:
    parts: dict[str, bytes] = {}
    with alone(settings, PATIENCE):
        for part in holdings(settings, only_reads=True):
            parts |= part.copied()
    return parts, [trouble for part in holdings(settings) for trouble in part.damage(parts)]


def make_key(path: Path) -> None:
    """Raises SettingsError where a file is already: it may be somebody's key."""
    if path.exists():
        raise SettingsError(f"{path} is there already, and a key is never overwritten. Take another name.")
    pair = sealing.new_pair()
    disk.write_whole(path, pair.secret.encode())
    say(
        f"The secret key is in {path}. Whoever has it can read every backup; without it nobody can.",
        "Give it to its coordinator, to be kept off this machine and in two places, then delete it here.",
        "Put the public key into the settings, under [backup]; where there are several, with commas between:",
        "",
        f'recipients = ["{pair.public}"]',
    )
