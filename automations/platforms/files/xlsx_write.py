"""Writing .xlsx: a list of changes made in the workbook that people formatted, nothing else touched."""

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from automations.core.changes import AddColumns, AppendRows, Change, Forget, SetCells
from automations.errors import WorkbookError
from automations.platforms.files.xlsx_text import LIKE_AN_ESCAPE, escaped, unescaped
from sheets_schema.codec import Cell
from sheets_schema.columns import Tab, WorkbookShape

NOTE_SIZE = (110, 260)
"""Height and width in pixels."""

LINE_HEIGHT = 15
"""Points."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "'")


def changed(book: Workbook, shape: WorkbookShape, changes: Sequence[Change], title: str = "") -> bytes:
    """The workbook, as `load` gives it, with all the changes made, and with the title in its properties if
    one is given.
    """
    book.properties.title = title or book.properties.title
    for tab in dict.fromkeys(change.tab for change in changes):
        sheet = Sheet(book[tab], shape.tab(tab), shape.name)
        for change in changes:
            if change.tab == tab:
                sheet.make(change)
    return saved(book)


def load(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        # What openpyxl can't keep is listed in the documents; a warning per run helps nobody.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), rich_text=_has_rich_text(content))
    _restore(book, content)
    _restore_note_sizes(book)
    return book


def _restore_note_sizes(book: Workbook) -> None:
    """openpyxl forgets how large a note's box was, and makes all too small to read."""
    for sheet in book.worksheets:
        for cell in sheet._cells.values():
            if cell.comment is not None:
                cell.comment.height, cell.comment.width = NOTE_SIZE


def _has_rich_text(content: bytes) -> bool:
    """Words formatted within a cell are kept, which makes loading slow: only where there are any."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = (name for name in archive.namelist() if name.startswith(("xl/worksheets/", "xl/shared")))
        return any(b"<rPr" in archive.read(name) for name in parts)


def _restore(book: Workbook, content: bytes) -> None:
    """Put in again, from what calamine read, what openpyxl spoils on loading: it drops `x005F_`, so
    that text like an escape would become one on saving; and a number too large for a date, in a cell
    formatted as one, it turns into an error.
    """
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as read:
        for sheet in book.worksheets:
            cells = [cell for cell in sheet._cells.values() if _spoiled(cell)]
            grid = read.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False) if cells else []
            for cell in cells:
                _put_back(cell, grid[cell.row - 1][cell.column - 1])


def _spoiled(cell: Any) -> bool:
    value = cell._value
    if cell.data_type == "e":
        return bool(value == "#VALUE!")
    return type(value) is str and cell.data_type == "s" and LIKE_AN_ESCAPE.search(value) is not None


def _put_back(cell: Any, value: object) -> None:
    if isinstance(value, str) and value:
        put(cell, value)
    elif isinstance(value, (int, float)):
        cell._value, cell.data_type = value, "n"


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class Sheet:
    """One tab of an open workbook: columns found by header, rows by key."""

    def __init__(self, sheet: Worksheet, shape: Tab, workbook: str) -> None:
        self.sheet, self.shape, self.workbook = sheet, shape, workbook
        self.columns = self._find_columns()
        self.last_row = self._find_last_row()
        self.rows: dict[str, list[int]] | None = None
        self.wrapping = {column.header: column.width for column in shape.columns if column.wraps}

    def make(self, change: Change) -> None:
        match change:
            case AddColumns(_, headers):
                self.add_columns(headers)
            case AppendRows(_, rows):
                self._append(rows)
            case SetCells(_, key, cells):
                for row in self._rows_with(key):
                    self._set(row, cells)
            case Forget(_, header, value, keep):
                self._forget(self.columns[header], value, {self.columns[kept] for kept in keep})

    def add_columns(self, headers: Sequence[str]) -> None:
        """At the right end; where the header stands already nothing is done."""
        for header in headers:
            if header not in self.columns:
                place = max((c for c in self.columns.values()), default=0)
                place = max(place, self._last_used_column()) + 1
                cell = self.sheet.cell(1, place)
                put(cell, header)
                if place > 1:
                    cell._style = copy(self.sheet.cell(1, place - 1)._style)
                self.columns[header] = place

    def _forget(self, column: int, value: str, keep: set[int]) -> None:
        cells = list(self.sheet._cells.values())
        found = {
            c.row for c in cells if c.column == column and c.value is not None and _key(c.value) == value
        }
        for cell in (c for c in cells if c.row in found - {1}):
            cell.comment = cell.hyperlink = None
            if cell.column not in keep:
                cell.value = None

    def _append(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        styles = {header: self._style_of(column) for header, column in self.columns.items()}
        for row in rows:
            self.last_row += 1
            for header, value in row.items():
                if value is not None:
                    cell = self._cell(self.last_row, header)
                    cell._style = copy(styles[header])
                    put(cell, value)
                    self._fit(self.last_row, header, value)
        self._stretch_filter()

    def _style_of(self, column: int) -> Any:
        """Spreadsheet programs store like columns as one range, which openpyxl keeps under the first."""
        for dimension in self.sheet.column_dimensions.values():
            if (dimension.min or 0) <= column <= (dimension.max or 0):
                return dimension._style
        letter = get_column_letter(column)
        dimensions = self.sheet.column_dimensions
        return (dimensions[letter] if letter in dimensions else self.sheet.cell(1, column))._style

    def _stretch_filter(self) -> None:
        """A filter that people set covers the new rows too."""
        reference = self.sheet.auto_filter.ref
        if reference and ":" in reference:
            start, end = reference.replace("$", "").split(":")
            letters = "".join(c for c in end if c.isalpha())
            row = int("".join(c for c in end if c.isdigit()) or 1)
            self.sheet.auto_filter.ref = f"{start}:{letters}{max(row, self.last_row)}"

    def _set(self, row: int, cells: Mapping[str, Cell]) -> None:
        for header, value in cells.items():
            cell = self._cell(row, header)
            if not cell.has_style:
                cell._style = copy(self._style_of(self.columns[header]))
            put(cell, value)
            self._fit(row, header, value)

    def _cell(self, row: int, header: str) -> Any:
        cell = self.sheet.cell(row, self.columns[header])
        if isinstance(cell, MergedCell):
            raise WorkbookError(
                f"{self.workbook}, tab {self.shape.title}, row {row}: the cell under '{header}' "
                "is merged with another. Undo the merge there; the next run catches up."
            )
        return cell

    def _fit(self, row: int, header: str, value: Cell) -> None:
        """Make room for sentences: LibreOffice does not do so by itself on loading."""
        width = self.wrapping.get(header)
        if width:
            lines = sum(1 + len(line) // width for line in str(value or "").splitlines())
            self.sheet.row_dimensions[row].height = LINE_HEIGHT * lines if lines > 1 else None

    def _rows_with(self, key: str) -> list[int]:
        if self.rows is None:
            self.rows = {}
            column = self.columns[str(self.shape.key)]
            for row in range(2, self.last_row + 1):
                value = self.sheet.cell(row, column).value
                if value is not None:
                    self.rows.setdefault(_key(value), []).append(row)
        return self.rows.get(key, [])

    def _find_columns(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for cell in self.sheet[1]:
            if cell.value is not None and (header := unescaped(str(cell.value)).strip()):
                found.setdefault(header, cell.column)
        return found

    def _find_last_row(self) -> int:
        """The last row in which anything stands; formatted blank rows below don't count."""
        rows: list[int] = [row for (row, _), cell in self.sheet._cells.items() if cell.value is not None]
        merged: list[int] = [area.max_row for area in self.sheet.merged_cells.ranges]
        return max([1, *rows, *merged])

    def _last_used_column(self) -> int:
        columns: list[int] = [c for (_, c), cell in self.sheet._cells.items() if cell.value is not None]
        merged: list[int] = [area.max_col for area in self.sheet.merged_cells.ranges]
        return max([0, *columns, *merged])


def _key(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unescaped(str(value)).strip()


def put(cell: Any, value: Cell) -> None:
    """Set a cell. Text is text whatever it begins with or looks like."""
    if isinstance(value, str):
        # Past openpyxl's setter, which cuts silently and takes "=…" for a formula.
        cell._value = escaped(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
        return
    cell.value = value
