"""One sheet: its cells, row and column properties, and what is laid over them.

Whatever is stored (cells, dicts) is replaced, never changed in place: a copy of the containers is
then a full snapshot, so that a batch can be undone without copying the cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from tests.google.sheets.a1 import Box
from tests.google.wire import Json

NOTHING: Mapping[str, Json] = MappingProxyType({})

OVERLAYS = (
    *("merges", "conditionalFormats", "filterViews", "protectedRanges", "charts"),
    *("bandedRanges", "rowGroups", "columnGroups", "slicers", "tables"),
)
"""What a sheet holds as lists, by the names of the API and in its order."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`extra` holds note, dataValidation, textFormatRuns and the like."""

    value: Json = None
    format: Json = None
    extra: Mapping[str, Json] = field(default_factory=lambda: NOTHING)

    @property
    def blank(self) -> bool:
        return self.value is None and not self.format and not self.extra

    def with_value(self, value: Json) -> Cell:
        return Cell(value, self.format, self.extra)

    def with_format(self, form: Json) -> Cell:
        return Cell(self.value, form, self.extra)


BLANK = Cell()
Row = tuple[Cell | None, ...]


@dataclass
class Sheet:
    """`rows` and each row may be shorter than the grid; `lines` are row and column properties."""

    properties: dict[str, Json]
    grid: dict[str, Json]
    rows: list[Row] = field(default_factory=list)
    lines: dict[str, list[Json]] = field(default_factory=lambda: {"ROWS": [], "COLUMNS": []})
    overlays: dict[str, list[Json]] = field(default_factory=lambda: {name: [] for name in OVERLAYS})
    basic_filter: Json = None
    has_formulas: bool = False
    """Whether there may be any; what follows changes of the grid can then be skipped."""

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.grid.get("rowCount", 0))

    @property
    def column_count(self) -> int:
        return int(self.grid.get("columnCount", 0))

    @property
    def box(self) -> Box:
        return Box(0, 0, self.row_count, self.column_count)

    def count(self, axis: str) -> int:
        return self.row_count if axis == "ROWS" else self.column_count

    def set_count(self, axis: str, count: int) -> None:
        key = "rowCount" if axis == "ROWS" else "columnCount"
        self.grid = {**self.grid, key: count}

    def grow(self, rows: int, columns: int) -> None:
        """Makes the grid at least this large."""
        self.set_count("ROWS", max(rows, self.row_count))
        self.set_count("COLUMNS", max(columns, self.column_count))

    def cell(self, row: int, column: int) -> Cell:
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column] or BLANK
        return BLANK

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.put_row(row, column, (cell,))

    def put_row(self, row: int, left: int, cells: Sequence[Cell]) -> None:
        """Puts cells side by side; at once, because each row is made anew."""
        stored = tuple(None if cell.blank else cell for cell in cells)
        if row >= len(self.rows):
            if not any(stored):
                return
            self.rows.extend([()] * (row + 1 - len(self.rows)))
        line = self.rows[row]
        gap = (None,) * (left - len(line))
        self.rows[row] = (*line[:left], *gap, *stored, *line[left + len(stored) :])
        if not self.has_formulas:
            self.has_formulas = any(cell and cell.value and "formulaValue" in cell.value for cell in stored)

    def cells(self, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """The cells in the box that are not blank, row by row."""
        for row in range(box.top, min(box.bottom, len(self.rows))):
            line = self.rows[row]
            for column in range(box.left, min(box.right, len(line))):
                cell = line[column]
                if cell is not None:
                    yield row, column, cell

    def formulas(self) -> list[tuple[int, int, Cell]]:
        if not self.has_formulas:
            return []
        found = self.cells(Box(0, 0, len(self.rows), self.column_count))
        return [one for one in found if one[2].value and "formulaValue" in one[2].value]

    def line(self, axis: str, index: int) -> Json:
        lines = self.lines[axis]
        return (lines[index] if index < len(lines) else None) or {}

    def put_line(self, axis: str, index: int, properties: Json) -> None:
        lines = self.lines[axis]
        if index >= len(lines):
            if not properties:
                return
            lines.extend([None] * (index + 1 - len(lines)))
        lines[index] = properties or None

    def last_row(self) -> int:
        """One after the last row in which a cell has a value."""
        for row in range(len(self.rows) - 1, -1, -1):
            if any(cell is not None and cell.value is not None for cell in self.rows[row]):
                return row + 1
        return 0

    def copy(self) -> Sheet:
        return Sheet(
            self.properties,
            self.grid,
            self.rows[:],
            {axis: lines[:] for axis, lines in self.lines.items()},
            {name: items[:] for name, items in self.overlays.items()},
            self.basic_filter,
            self.has_formulas,
        )


def boxed(sheet: Sheet, area: Json) -> Box:
    """A GridRange cut to the sheet; open sides become the sheet's."""
    bottom = min(area.get("endRowIndex", sheet.row_count), sheet.row_count)
    right = min(area.get("endColumnIndex", sheet.column_count), sheet.column_count)
    return Box(area.get("startRowIndex", 0), area.get("startColumnIndex", 0), bottom, right)


def grid_range(sheet_id: int, box: Box) -> Json:
    return {
        "sheetId": sheet_id,
        "startRowIndex": box.top,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left,
        "endColumnIndex": box.right,
    }
