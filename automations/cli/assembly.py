"""A world for the jobs to work with, from the settings."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from filelock import FileLock, Timeout

from automations.errors import RunUnderWay, SettingsError, WorkbookError
from automations.jobs.desk import World
from automations.platforms.files import disk
from automations.platforms.files.exports import ExportFolder, Reading
from automations.platforms.files.folder import TeamFolder
from automations.platforms.files.shelf import Shelf
from automations.ports import Workbook
from automations.settings import Settings
from automations.wordlists import CODE_WORDS, ordinary_words


def team_folder(settings: Settings) -> TeamFolder:
    """Raises SettingsError for a platform that this version does not have."""
    if settings.platform != "files":
        raise SettingsError(
            f'{settings.source}, platform.kind: this version works on plain files only. Write kind = "files".'
        )
    return TeamFolder(settings.folder, settings.responses)


def exports(settings: Settings) -> ExportFolder:
    team = settings.team
    reading = Reading(team.zone, team.date_order, settings.titles, settings.not_asked)
    return ExportFolder(settings.responses, reading)


def world(
    settings: Settings,
    workbooks: Mapping[str, Workbook] | None = None,
    begun: Callable[[str], None] = lambda _: None,
) -> World:
    """`workbooks`: the team folder's own unless given; `begun` is told each job as it begins."""
    folder = team_folder(settings)
    return World(
        settings.team,
        exports(settings),
        workbooks or folder.workbooks,
        Shelf(folder.reports),
        CODE_WORDS,
        ordinary_words,
        secrets.choice,
        begun,
    )


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the team's folder for one run. Raises RunUnderWay if another run holds it."""
    folder = team_folder(settings)
    if not folder.path.is_dir():
        raise WorkbookError(f"The folder {folder.path} is not there. Run `setup` first.")
    lock = FileLock(folder.lock, timeout=0, mode=disk.PRIVATE_FILE)
    try:
        lock.acquire()
    except Timeout:
        raise RunUnderWay(
            "Another run is under way. Nothing is lost: wait until it has ended, then run again."
        ) from None
    except OSError as error:
        raise WorkbookError(
            f"The folder {folder.path} can't be written ({error.strerror}). Check that it is yours."
        ) from None
    try:
        folder.sweep()
        yield
    finally:
        lock.release()
