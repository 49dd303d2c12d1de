"""People at .xlsx files: openpyxl stands for the spreadsheet program in which they open and save them."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from soaking.hands import sorted_lines
from soaking.tables import Table, Value, table


@dataclass
class _Open:
    """A workbook as it was opened: the file's stamp, the sheets, which tabs were changed since."""

    stamp: tuple[int, int]
    book: Any
    tables: dict[str, Table] = field(default_factory=dict)
    dirty: bool = False


@dataclass
class FilesHands:
    folder: Path
    _open: dict[str, _Open] = field(default_factory=dict)
    _texts: dict[str, tuple[tuple[int, int], str]] = field(default_factory=dict)
    _stamps: dict[str, tuple[int, int]] = field(default_factory=dict)

    def _path(self, book: str) -> Path:
        return self.folder / f"{book}.xlsx"

    def _opened(self, book: str) -> _Open:
        """As it lies on the disk, unless something in it was changed and not saved yet."""
        known, stamp = self._open.get(book), _stamp(self._path(book))
        if known is None or (known.stamp != stamp and not known.dirty):
            if book.startswith("case-files/"):
                self._shut_case_files()
            known = self._open[book] = _Open(stamp, openpyxl.load_workbook(self._path(book)))
        return known

    def _shut_case_files(self) -> None:
        """Those with nothing to save: there are hundreds."""
        for book in [b for b, o in self._open.items() if b.startswith("case-files/") and not o.dirty]:
            del self._open[book]

    def table(self, book: str, tab: str) -> Table:
        opened = self._opened(book)
        if tab not in opened.tables:
            opened.tables[tab] = table([*opened.book[tab].iter_rows(values_only=True)])
        return opened.tables[tab]

    def put(self, book: str, tab: str, line: int, column: int, value: Value) -> None:
        known, sheet = self.table(book, tab), self._changing(book)[tab]
        cell = sheet.cell(line + 1, column + 1)
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        if line == 0:
            known.headers[column:] = [str(value), *known.headers[column + 1 :]]
            for there in known.lines:
                there.extend([None] * (len(known.headers) - len(there)))
            return
        while len(known.lines) < line:
            known.lines.append([None] * len(known.headers))
        known.lines[line - 1][column] = value

    def _changing(self, book: str) -> Any:
        opened = self._opened(book)
        opened.dirty = True
        return opened.book

    def _laid_anew(self, book: str, tab: str) -> Any:
        sheet = self._changing(book)[tab]
        self._open[book].tables.pop(tab, None)
        return sheet

    def sort(self, book: str, tab: str, column: int, descending: bool) -> None:
        lines = self.table(book, tab).lines
        order = sorted_lines(lines, lambda line: line[column], descending)
        sheet = self._laid_anew(book, tab)
        rows = [
            [(cell.value, cell._style, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)
        ]
        for number, place in enumerate(order, 2):
            for at, content in enumerate(rows[place], 1):
                _fill(sheet.cell(number, at), content)

    def insert_line(self, book: str, tab: str, line: int) -> None:
        self._laid_anew(book, tab).insert_rows(line + 1)

    def delete_line(self, book: str, tab: str, line: int) -> None:
        self._laid_anew(book, tab).delete_rows(line + 1)

    def move_column(self, book: str, tab: str, column: int, to: int) -> None:
        sheet = self._laid_anew(book, tab)
        for row in sheet.iter_rows():
            contents = [(cell.value, cell._style, cell.data_type) for cell in row]
            contents.insert(to, contents.pop(column))
            for cell, content in zip(row, contents, strict=True):
                _fill(cell, content)

    def save(self) -> None:
        for book, opened in self._open.items():
            if opened.dirty:
                opened.book.save(self._path(book))
                opened.stamp, opened.dirty = _stamp(self._path(book)), False

    def texts(self, book: str) -> str:
        stamp = _stamp(self._path(book))
        if book not in self._texts or self._texts[book][0] != stamp:
            self._texts[book] = stamp, _unzipped(self._path(book))
        return self._texts[book][1]

    def codes(self) -> frozenset[str]:
        return frozenset(path.stem for path in (self.folder / "case-files").glob("*.xlsx"))

    def touched(self) -> Iterator[str]:
        for code in sorted(self.codes()):
            stamp = _stamp(self._path(f"case-files/{code}"))
            if self._stamps.get(code) != stamp:
                self._stamps[code] = stamp
                yield code

    def reports(self) -> Mapping[str, bytes]:
        files = (path for path in (self.folder / "reports").rglob("*") if path.is_file())
        return {path.relative_to(self.folder / "reports").as_posix(): path.read_bytes() for path in files}

    def exports(self) -> str:
        files = sorted((self.folder / "responses").iterdir())
        return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files if path.is_file())


def _fill(cell: Any, content: tuple[Any, Any, str]) -> None:
    """Past openpyxl's setter, which takes text that begins with = for a formula."""
    cell._value, cell._style, cell.data_type = content


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


def _unzipped(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
