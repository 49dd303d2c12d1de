"""`restore`: a backup put back into an empty folder or empty spreadsheets."""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from automations.cli.assembly import alone, on_google, team_drive, team_folder
from automations.cli.holdings import books, holdings
from automations.cli.terminal import program, say, table
from automations.cli.world import world
from automations.core.letting_go import restored
from automations.core.letting_go.backups import made_at
from automations.core.letting_go.restored import Since
from automations.core.snapshot import WorkbookSnapshot
from automations.errors import BackupError, CrtError, SchemaError
from automations.jobs.desk import Desk
from automations.platforms.backups import bundle, sealing
from automations.platforms.backups.bundle import Bundle
from automations.platforms.backups.folder import BackupFolder, read
from automations.platforms.files import disk
from automations.settings import Settings


def run_restore(settings: Settings, file: Path, identity: Path, now: datetime, dry_run: bool) -> None:
    """Raises CrtError; then nothing that was there before has changed."""
    keys = _keys(identity)
    found = _opened(file, keys)
    if found.platform != settings.platform:
        raise BackupError(
            f"This backup is of a team on {found.platform}, the settings are for {settings.platform}. "
            "Restore it with settings for the same platform."
        )
    office = _office(settings, found)
    _tell(found, office)
    if dry_run:
        say("Nothing was written.")
        return
    newer = _newest(settings, file.parent, keys, found)
    again = restored.since(office, newer) if office and newer else Since()
    with _target_held(settings):
        _put_back(settings, found)
    say("Restored, read back and compared: nothing is missing.")
    _finish(settings, found, again, now)
    _tell_next(again, newer is not None)


def _keys(identity: Path) -> str:
    try:
        return read(identity).decode()
    except UnicodeDecodeError:
        raise BackupError(f"{identity} is no key file. Give the one that `backup --new-key` made.") from None


def _opened(file: Path, keys: str) -> Bundle:
    return bundle.unpacked(sealing.unseal(read(file), keys))


def _office(settings: Settings, found: Bundle) -> WorkbookSnapshot | None:
    """None where somebody had damaged its headers: it is put back all the same."""
    try:
        return books(settings, only_reads=True).office(found.parts)
    except SchemaError:
        return None


def _newest(settings: Settings, folder: Path, keys: str, found: Bundle) -> WorkbookSnapshot | None:
    """The office of the newest backup beside this one that is newer and opens with the same key."""
    for name in BackupFolder(folder).names():
        made = made_at(name)
        if made is None or made <= found.made:
            break
        try:
            return books(settings, only_reads=True).office(_opened(folder / name, keys).parts)
        except CrtError:
            continue
    return None


def _target_held(settings: Settings) -> AbstractContextManager[None]:
    if on_google(settings):
        return nullcontext()
    disk.make_private_folder(settings.folder)
    return alone(settings)


def _put_back(settings: Settings, found: Bundle) -> None:
    """The workbooks last: without them no job does anything."""
    parts = holdings(settings)
    for part in parts:
        part.ensure_empty()
    for part in reversed(parts):
        part.put_back(found.parts)


def _finish(settings: Settings, found: Bundle, again: Since, now: datetime) -> None:
    """What `setup` would make, and what coordinators must know, in the office itself."""
    try:
        (_dress if on_google(settings) else _mend)(settings)
        desk = Desk(world(settings), now)
        changes = list(restored.noted(desk.office.snapshot, again, found.made, now, settings.team))
        desk.world.workbooks["office"].write(changes)
    except SchemaError as error:
        say(f"It is as it was, and something in it was damaged: {error}")


def _mend(settings: Settings) -> None:
    with alone(settings):
        team_folder(settings).set_up()


def _dress(settings: Settings) -> None:
    """Dropdowns, colours and protections, which no backup holds."""
    # Only for a team on Google: its libraries take their time to load.
    from automations.platforms.google.setting_up import set_up
    from automations.platforms.google.team_drive import TO_SET_UP

    workbooks, zone = team_drive(settings, TO_SET_UP).workbooks, settings.team.zone.key
    set_up(workbooks["office"], zone, (), restored=True)
    names = Desk(world(settings), datetime.now().astimezone()).office.roster.on_form
    set_up(workbooks["board"], zone, names, restored=True)


def _tell(found: Bundle, office: WorkbookSnapshot | None) -> None:
    size = sum(map(len, found.parts.values()))
    say(f"Made on {found.made:%Y-%m-%d at %H:%M %Z}: {len(found.parts)} files, {size:,} bytes.")
    if office:
        rows = [(title, str(len(tab.rows))) for title, tab in office.tabs.items()]
        table("In its office", ("tab", "rows"), rows)


def _tell_next(again: Since, compared: bool) -> None:
    if compared:
        say(
            f"{len(again.vanished)} requests are back that a newer backup no longer had: their Notice says "
            "so.",
            f"{again.let_go} that were deleted since are deleted again by the next run.",
        )
    else:
        say("What was deleted after this backup was made is back: coordinators must delete it again.")
    say(
        "What came in since is not there, unless the form or an export still has it.",
        f"Next: {program()} doctor, then run. Have the coordinators read the Notices.",
    )
