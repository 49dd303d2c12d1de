"""`doctor` on plain files: what lies in the folder, and who can read it."""

import os
from collections.abc import Iterator
from pathlib import Path

from automations.cli.assembly import exports, team_folder
from automations.core.responses import ALL
from automations.jobs.desk import Desk
from automations.platforms.files import disk, open_elsewhere
from automations.settings import Settings


def problems(settings: Settings, desk: Desk) -> Iterator[str]:  # noqa: ARG001 - files show it all
    """What is wrong, each with what to do."""
    yield from _files(settings)
    yield from _exports(settings)


def access(settings: Settings, desk: Desk | None) -> Iterator[str]:  # noqa: ARG001 - as above
    """What other users of the machine can read."""
    folder = team_folder(settings)
    for path in (folder.path, *(book.path for book in folder.workbooks.values())):
        if path.exists() and disk.readable_by_others(path):
            yield f"{path} can be read by other users of this machine. Run: chmod go-rwx '{path}'"


def _files(settings: Settings) -> Iterator[str]:
    folder = team_folder(settings)
    if not folder.path.is_dir():
        yield f"the folder {folder.path} is not there. Run `setup`."
        return
    yield from access(settings, None)
    for path in (folder.path, *(book.path for book in folder.workbooks.values())):
        for lock in open_elsewhere.lock_files(path):
            yield f"{path.name} is open in another program ({lock.name}). Close it there."


def _exports(settings: Settings) -> Iterator[str]:
    if not settings.responses.is_dir():
        yield f"the folder {settings.responses} for form exports is not there. Run `setup`."
        return
    read = exports(settings).read(ALL)
    yield from read.problems
    yield from read.cautions
    if not read.responses and not read.problems:
        yield f"no form export lies in {settings.responses}. Put the downloaded CSV there."


def notes(settings: Settings) -> Iterator[str]:
    yield (
        f"who can read everything: {_owner(settings.folder)} on this machine, its administrators, "
        "and whoever holds its backups or a synchronised copy of "
        f"{settings.folder}; the form's owner and editors read every response on Google."
    )
    yield "on plain files, pass on board.xlsx only; office.xlsx is for coordinators."


def _owner(folder: Path) -> str:
    if os.name != "posix" or not folder.exists():
        return "you"
    return f"the user {folder.owner()}"
