"""The team's folder: which files it holds, made and mended."""

import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from automations.platforms.files import disk, exports, open_elsewhere
from automations.platforms.files.case_folder import CaseFolder
from automations.platforms.files.memo import Memo
from automations.platforms.files.shelf import FILES
from automations.platforms.files.workbook import XlsxWorkbook
from sheets_schema.board import BOARD
from sheets_schema.office import OFFICE, OUTSIDE_OFFICE

SHAPES = (OFFICE, BOARD)
LOCK = ".run.lock"


@dataclass(frozen=True, slots=True)
class TeamFolder:
    """`responses` is where form exports are dropped; `outside_office` may lie elsewhere, or not be there."""

    path: Path
    responses: Path
    outside_office: Path | None = None

    @property
    def workbooks(self) -> dict[str, XlsxWorkbook]:
        found = {shape.name: XlsxWorkbook(self.path / f"{shape.name}.xlsx", shape) for shape in SHAPES}
        if self.outside_office:
            found[OUTSIDE_OFFICE.name] = XlsxWorkbook(self.outside_office, OUTSIDE_OFFICE)
        return found

    @property
    def case_files(self) -> CaseFolder:
        return CaseFolder(self.path / "case-files")

    @property
    def reports(self) -> Path:
        return self.path / "reports"

    @property
    def memo(self) -> Memo:
        return Memo(self.path / ".last-run.json")

    def contents(self) -> Iterator[bytes]:
        """The workbooks' files as they are now."""
        return map(_bytes, (workbook.path for workbook in self.workbooks.values()))

    def case_versions(self) -> Iterator[bytes]:
        """Which case files there are, and when each was last saved."""
        for code, listed in self.case_files.listed().items():
            yield f"{code} {listed.version}".encode()

    def dropped(self) -> Iterator[bytes]:
        """The form exports as they are now."""
        yield from (stray.encode(errors="surrogateescape") for stray in exports.strays(self.responses))
        for path in exports.export_paths(self.responses):
            yield os.fsencode(path.name)
            yield b"" if path.stat().st_size > exports.LARGEST else _bytes(path)

    def published(self) -> Iterator[bytes]:
        """Which reports there are."""
        return iter(sorted(os.fsencode(path) for path in self.reports.rglob("*")))

    def sweep(self) -> None:
        """Delete what a killed run left half written."""
        months = (path for path in self.reports.glob("*") if path.is_dir())
        reports = (month / name for month in months for name in FILES)
        digests = (path.with_suffix("") for path in (self.path / "digest").glob("*.txt.*"))
        books = (workbook.path for workbook in self.workbooks.values())
        disk.sweep((*books, self.memo.path, *reports, *digests, *self.case_files.half_written()))

    @property
    def lock(self) -> Path:
        return self.path / LOCK

    def set_up(self) -> list[Path]:
        """Make or mend the folders and workbooks; the files that were made or changed.

        Raises WorkbookError and SchemaError.
        """
        for folder in (self.path, self.responses, self.reports):
            disk.make_private_folder(folder)
        return [workbook.path for workbook in self.workbooks.values() if _set_up(workbook)]


def _set_up(workbook: XlsxWorkbook) -> bool:
    # Only for `setup`: openpyxl takes its time to load.
    from automations.platforms.files import xlsx_write
    from automations.platforms.files.xlsx_dress import dressed

    before = workbook.check() if workbook.path.exists() else None
    after = dressed(before, workbook.shape)
    # What openpyxl writes differently each time it loads and saves is no change.
    if before is not None and _same(xlsx_write.saved(xlsx_write.load(before)), after):
        return False
    open_elsewhere.ensure_closed(workbook.path)
    disk.write_whole(workbook.path, after)
    return True


def _bytes(path: Path) -> bytes:
    """Nothing for a file that can't be read: the run that follows says why."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _same(one: bytes, other: bytes) -> bool:
    """Whether two workbooks differ in nothing but the time they were saved."""
    return _parts(one) == _parts(other)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n != "docProps/core.xml"}
