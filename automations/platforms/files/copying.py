"""A team's files copied whole for a backup, and put back whole from one."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from automations.core.snapshot import WorkbookSnapshot
from automations.errors import BackupError
from automations.platforms.files import disk
from automations.platforms.files.folder import LOCK, SHAPES, TeamFolder
from automations.platforms.files.xlsx_read import read_workbook
from sheets_schema.office import OFFICE

SETTINGS, SETTINGS_PUT_BACK = "settings.toml", "settings-of-the-backup.toml"
"""They are put back beside the files, for a person to compare: those in use stay."""

REPORTS = "reports/"


@dataclass(frozen=True, slots=True)
class FolderBooks:
    """The workbooks of a team on plain files."""

    folder: TeamFolder

    def copied(self) -> Mapping[str, bytes]:
        """The office last, so that nothing in the others is newer than what it says of them."""
        office, *others = (f"{shape.name}.xlsx" for shape in SHAPES)
        cases = (f"case-files/{code}.xlsx" for code in self.folder.case_files.listed())
        return {path: _bytes(self.folder.path / path) for path in (*others, *cases, office)}

    def damage(self, parts: Mapping[str, bytes]) -> Iterator[str]:
        for path, content in parts.items():
            if path.endswith(".xlsx") and not _is_whole(content):
                yield f"{path} is no whole workbook. Put a good copy in its place, from an older backup."

    def ensure_empty(self) -> None:
        """Nobody's data is overwritten, nor mixed with older data. Raises BackupError."""
        if any(path.name != LOCK for path in self.folder.path.glob("*")):
            raise BackupError(
                f"The folder {self.folder.path} is not empty, and a backup is restored into an empty one "
                "only. Move what is in it away first; if a restore was broken off there, delete it."
            )

    def put_back(self, parts: Mapping[str, bytes]) -> None:
        """The office last: without it no job does anything. Raises BackupError and WorkbookError."""
        books = {p: content for p, content in parts.items() if p.endswith(".xlsx")}
        _put_back(self.folder.path, dict(sorted(books.items(), key=lambda item: item[0] == _OFFICE)))

    def office(self, parts: Mapping[str, bytes]) -> WorkbookSnapshot:
        """Raises BackupError, SchemaError and WorkbookError."""
        if _OFFICE not in parts:
            raise BackupError("The backup holds no office. Take another one.")
        return read_workbook(parts[_OFFICE], _OFFICE, OFFICE)


_OFFICE = f"{OFFICE.name}.xlsx"


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """What lies on the machine wherever the workbooks live: the reports in `folder`, and the settings
    file, if there is one.
    """

    folder: Path
    settings: Path | None

    def copied(self) -> Mapping[str, bytes]:
        paths = sorted(path for path in self.folder.glob(f"{REPORTS}*/*") if path.is_file())
        found = {path.relative_to(self.folder).as_posix(): _bytes(path) for path in paths if _is_ours(path)}
        return found | ({SETTINGS: _bytes(self.settings)} if self.settings else {})

    def damage(self, parts: Mapping[str, bytes]) -> Iterable[str]:  # noqa: ARG002 - anything may stand there
        return ()

    def ensure_empty(self) -> None:
        """Raises BackupError."""
        if any(self.folder.glob(f"{REPORTS}*")):
            raise BackupError(
                f"There are reports in {self.folder / REPORTS}, and a backup is restored beside none. Move "
                "them away first."
            )

    def put_back(self, parts: Mapping[str, bytes]) -> None:
        found = {path: content for path, content in parts.items() if path.startswith(REPORTS)}
        _put_back(self.folder, found)
        if SETTINGS in parts:
            _put_back(self.folder, {SETTINGS_PUT_BACK: parts[SETTINGS]})


def _is_ours(path: Path) -> bool:
    return not path.name.endswith(disk.UNFINISHED) and not path.name.startswith(".")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BackupError(
            f"{path} can't be read ({error.strerror}), so there is no backup. If it is missing, run "
            "`setup`, or restore an older backup into another folder."
        ) from None


def _is_whole(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None and "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return False


def _put_back(folder: Path, parts: Mapping[str, bytes]) -> None:
    """Each file is read again, and must be what was written."""
    for path, content in parts.items():
        disk.make_private_folder((folder / path).parent)
        disk.write_whole(folder / path, content)
        if _bytes(folder / path) != content:
            raise BackupError(f"{path} does not read back as it was written. Check that disk.")
