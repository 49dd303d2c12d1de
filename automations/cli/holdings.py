"""What a backup is made of and put back into, on either platform."""

from collections.abc import Iterator

from automations.cli.assembly import on_google, team_drive, team_folder
from automations.platforms.files.copying import FolderBooks, LocalFiles
from automations.ports import BookHoldings, Holdings
from automations.settings import Settings
from sheets_schema.office import OUTSIDE_OFFICE


def books(settings: Settings, only_reads: bool = False) -> BookHoldings:
    """The workbooks that coordinators may read, all of them."""
    if not on_google(settings):
        return FolderBooks(team_folder(settings))
    # Only for a team on Google: its libraries take their time to load.
    from automations.platforms.google.account import Scope
    from automations.platforms.google.copying import DriveBooks

    scope = Scope.READ_SHEETS if only_reads else Scope.SHEETS
    found = team_drive(settings, frozenset({scope})).workbooks
    # Coordinators hold the keys to backups, and the outside office is not for them.
    return DriveBooks({name: book for name, book in found.items() if name != OUTSIDE_OFFICE.name})


def holdings(settings: Settings, only_reads: bool = False) -> tuple[Holdings, ...]:
    local = LocalFiles(settings.folder, settings.source)
    return books(settings, only_reads), local, *_case_files(settings, only_reads)


def _case_files(settings: Settings, only_reads: bool) -> Iterator[Holdings]:
    """On files they are copied with the other workbooks."""
    if not on_google(settings):
        return
    from automations.platforms.google.account import Scope
    from automations.platforms.google.copying import DriveCaseFiles

    scope = Scope.READ_SHEETS if only_reads else Scope.SHEETS
    files = team_drive(settings, frozenset({scope})).case_files(settings.team.zone.key)
    if files is not None:
        yield DriveCaseFiles(files)
