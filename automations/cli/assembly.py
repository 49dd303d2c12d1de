"""What the settings name, put together: platform, mail server, the lock on the folder."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from automations.errors import RunUnderWay, WorkbookError
from automations.platforms.files import disk
from automations.platforms.files.export import Reading
from automations.platforms.files.exports import ExportFolder
from automations.platforms.files.folder import TeamFolder
from automations.platforms.files.glance import FolderGlance
from automations.ports import CaseFiles, Glance, ResponseSource, Workbook
from automations.settings import Settings
from sheets_schema.office import OUTSIDE_OFFICE

if TYPE_CHECKING:
    from automations.platforms.google.account import Scope
    from automations.platforms.google.team_drive import TeamDrive
    from automations.platforms.mail.server import MailServer


def on_google(settings: Settings) -> bool:
    return settings.platform == "google"


def team_folder(settings: Settings) -> TeamFolder:
    return TeamFolder(settings.folder, settings.responses, settings.outside_office)


def team_drive(settings: Settings, scopes: "frozenset[Scope] | None" = None) -> "TeamDrive":
    """`scopes`: those of a run unless given. Raises SettingsError for credentials that can't be used."""
    # Only for a team on Google: these libraries take their time to load.
    from automations.platforms.google import account
    from automations.platforms.google.team_drive import CASE_FILES, TO_RUN, TeamDrive

    hosted = settings.hosted
    ids = {
        "form": hosted.form,
        "board": hosted.board,
        "office": hosted.office,
        CASE_FILES: hosted.case_files_folder,
        OUTSIDE_OFFICE.name: hosted.outside_office,
    }
    who = account.load(hosted.credentials, hosted.endpoint)
    return TeamDrive(who, ids, lambda: secrets.randbits(31), scopes or TO_RUN)


def with_ids(settings: Settings, ids: Mapping[str, str]) -> Settings:
    """With the ids of workbooks that were just made."""
    hosted = settings.hosted
    board, office = ids.get("board", hosted.board), ids.get("office", hosted.office)
    folder = ids.get("case_files_folder", hosted.case_files_folder)
    hosted = replace(hosted, board=board, office=office, case_files_folder=folder)
    return replace(settings, hosted=hosted)


def exports(settings: Settings) -> ExportFolder:
    team = settings.team
    reading = Reading(team.zone, team.date_order, settings.titles, settings.not_asked)
    return ExportFolder(settings.responses, reading)


@dataclass(frozen=True, slots=True)
class Platform:
    """Where form, workbooks and case files live; `glance` is over these."""

    responses: ResponseSource
    workbooks: Mapping[str, Workbook]
    case_files: CaseFiles | None
    glance: Glance


def platform(settings: Settings, only_reads: bool = False) -> Platform:
    """`only_reads` for a command that writes nothing, and so asks Google for less."""
    if on_google(settings):
        from automations.platforms.google.glance import DriveGlance
        from automations.platforms.google.team_drive import TO_READ

        drive = team_drive(settings, TO_READ if only_reads else None)
        form = drive.form(settings.titles, settings.not_asked)
        files = drive.case_files(settings.team.zone.key)
        return Platform(form, drive.workbooks, files, DriveGlance(drive, form))
    folder = team_folder(settings)
    books = folder.workbooks
    return Platform(exports(settings), books, folder.case_files, FolderGlance(folder, books))


def mail_server(settings: Settings) -> "MailServer | None":
    """None where the settings name none."""
    if settings.mail is None:
        return None
    # Only where mail is sent: what speaks to servers takes its time to load.
    from automations.platforms.mail.password import password
    from automations.platforms.mail.server import MailServer

    box = settings.mail
    return MailServer(
        box.server,
        box.port,
        box.security,
        box.user,
        box.sender,
        lambda: password(box.user),
        lambda: datetime.now(UTC),
    )


def alone(settings: Settings, seconds: float = 0) -> AbstractContextManager[None]:
    """Hold the team's folder for one run. On Google two runs may meet: each write there notices the other.

    Raises RunUnderWay if another run holds it for so many seconds.
    """
    return nullcontext() if on_google(settings) else _folder_held(team_folder(settings), seconds)


@contextmanager
def _folder_held(folder: TeamFolder, seconds: float) -> Iterator[None]:
    if not folder.path.is_dir():
        raise WorkbookError(f"The folder {folder.path} is not there. Run `setup` first.")
    lock = FileLock(folder.lock, timeout=seconds, mode=disk.PRIVATE_FILE)
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
