"""Case files as .xlsx files in one folder, each named by its case code."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from automations.core.casework.access import Circle
from automations.core.changes import Change
from automations.errors import WorkbookError
from automations.platforms.files import disk
from automations.platforms.files.case_copies import copies, folders
from automations.platforms.files.workbook import XlsxWorkbook
from automations.ports import Listed, Opened
from sheets_schema.case_file import CASE_FILE


@dataclass
class CaseFolder:
    """`path` lies in the team's folder."""

    path: Path

    def listed(self) -> Mapping[str, Listed]:
        try:
            return {file.stem: self._listed(file) for file in sorted(self.path.glob("*.xlsx"))}
        except OSError as error:
            raise WorkbookError(
                f"The folder {self.path} can't be read ({error.strerror}). Check that it is yours."
            ) from None

    @property
    def begun(self) -> Collection[str]:
        """Each is written in one piece."""
        return ()

    def workbook(self, code: str) -> XlsxWorkbook:
        return XlsxWorkbook(self._file(code), CASE_FILE)

    def make(self, code: str, changes: Sequence[Change], known: str) -> Listed:  # noqa: ARG002 - a deleted one is made anew
        # Only when there is one to make: openpyxl takes its time to load.
        from automations.platforms.files.xlsx_write import changed, load

        disk.make_private_folder(self.path)
        disk.write_whole(self._file(code), changed(load(self._blank), CASE_FILE, changes, title=code))
        return self._listed(self._file(code))

    def as_left(self, code: str) -> Listed | None:
        try:
            return self._listed(self._file(code))
        except OSError:
            return None

    def open_to(self, code: str, circle: Circle) -> Opened:  # noqa: ARG002 - see below
        """One person's machine holds them all, and who gets which is theirs to see to."""
        return Opened()

    def delete(self, code: str, known: str) -> bool:  # noqa: ARG002 - nobody follows what people renamed
        """With copies that people made in the folder, under whatever name; False where there is not even one,
        or some that may be another case's.
        """
        found, refused = copies(self.path, code), list[OSError]()
        for path in found.sure:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                refused.append(error)
        for folder in folders(self.path, code):
            with suppress(OSError):
                folder.rmdir()
        if refused:
            raise WorkbookError(
                f"{self._file(code)}, or a copy of it, can't be deleted ({refused[0].strerror}). Close it in "
                "other programs."
            )
        return bool(found.sure) and not found.unsure

    def half_written(self) -> list[Path]:
        """Files that a killed run left half written."""
        left = self.path.glob(f"*.xlsx{disk.UNFINISHED}")
        return [path.with_name(path.name.removesuffix(disk.UNFINISHED)) for path in left]

    @cached_property
    def _blank(self) -> bytes:
        from automations.platforms.files.xlsx_dress import dressed

        return dressed(None, CASE_FILE)

    def _file(self, code: str) -> Path:
        return self.path / f"{code}.xlsx"

    def _listed(self, file: Path) -> Listed:
        stat = file.stat()
        return Listed(f"{self.path.name}/{file.name}", f"{stat.st_mtime_ns} {stat.st_size}")
