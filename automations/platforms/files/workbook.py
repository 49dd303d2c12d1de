"""A workbook as an .xlsx file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from automations.core.changes import Change
from automations.core.snapshot import WorkbookSnapshot
from automations.errors import ChangedMeanwhile, CrtError, WorkbookError, unforeseen
from automations.platforms.files import disk, open_elsewhere
from automations.platforms.files.xlsx_checks import ensure_usable
from automations.platforms.files.xlsx_read import read_workbook
from sheets_schema.columns import WorkbookShape


@dataclass
class XlsxWorkbook:
    """`NAME.xlsx` in the team's folder. What was read is remembered, so that a file that somebody
    saved in between is noticed before it is replaced.
    """

    path: Path
    shape: WorkbookShape
    _content: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        return self.shape.name

    def read(self) -> WorkbookSnapshot:
        self._content = self._bytes()
        return read_workbook(self._content, self.path.name, self.shape)

    def check(self) -> bytes:
        """The file, of which `setup` can make sense. Raises SchemaError and WorkbookError."""
        # Only for `setup`, which loads openpyxl all the same.
        from automations.platforms.files.xlsx_write import load

        content = self._bytes()
        ensure_usable(content, self.path.name, self.shape)
        try:
            load(content)
        except Exception:  # noqa: BLE001 - a file may hold whatever openpyxl can't take
            raise WorkbookError(
                f"{self.path.name} can't be read as an .xlsx workbook. Put a good copy in its place, "
                "or move it away and run `setup` again to have a new one made."
            ) from None
        return content

    def ensure_writable(self) -> None:
        open_elsewhere.ensure_closed(self.path)

    def write(self, changes: Sequence[Change]) -> None:
        # Only when something changed: openpyxl takes its time to load.
        from automations.platforms.files.xlsx_write import changed, load

        try:
            book = load(self._content)
        except Exception:  # noqa: BLE001 - a file may hold whatever openpyxl can't take
            raise WorkbookError(
                f"{self.path.name} is damaged within, so nothing can be written to it. Open it in a "
                "spreadsheet program and save it as .xlsx; the next run catches up."
            ) from None
        try:
            content = changed(book, self.shape, changes)
        except CrtError:
            raise
        except Exception as error:  # noqa: BLE001 - a file may hold whatever openpyxl can't take
            raise WorkbookError(unforeseen(f"Writing {self.path.name}", error)) from None
        self.ensure_writable()
        if self._bytes() != self._content:
            raise ChangedMeanwhile(f"{self.path.name} was saved by somebody meanwhile.")
        disk.write_whole(self.path, content)
        self._content = content

    @property
    def content(self) -> bytes:
        """The file as it was last read or written here."""
        return self._content

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            raise WorkbookError(f"{self.path.name} is not there. Run `setup` first.") from None
        except OSError as error:
            raise WorkbookError(
                f"{self.path.name} can't be opened ({error.strerror}). "
                "Close it in other programs and check that you may read it."
            ) from None
