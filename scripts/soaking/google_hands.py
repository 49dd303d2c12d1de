"""People at spreadsheets of the test server: what they do is a batch of theirs, what they see its cells."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from soaking.tables import EPOCH, Table, Value, table
from tests.google.sheets_edits import batch
from tests.google_place import GooglePlace


@dataclass
class GoogleHands:
    place: GooglePlace
    _tables: dict[tuple[str, str], tuple[list[Any], Table]] = field(default_factory=dict)
    _seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.place.folder

    def _sheet(self, book: str, tab: str) -> Any:
        return self.place.file_of(book).content.titled(tab)

    def table(self, book: str, tab: str) -> Table:
        """Rows are never changed in place on the test server: where they are the same, so is the table."""
        sheet = self._sheet(book, tab)
        if sheet is None:
            return table([])
        rows = sheet.rows
        known = self._tables.get((book, tab))
        if (
            known is None
            or len(known[0]) != len(rows)
            or any(a is not b for a, b in zip(*(known[0], rows), strict=True))
        ):
            grid = [[_raw(cell) for cell in row] for row in rows]
            known = self._tables[book, tab] = rows[:], table(grid)
        return known[1]

    def _do(self, book: str, request: Mapping[str, Any]) -> None:
        world = self.place.server.world
        with world.lock:
            batch(world, self.place.file_of(book), [request])

    def put(self, book: str, tab: str, line: int, column: int, value: Value) -> None:
        sheet = self._sheet(book, tab)
        for dimension, place, key in (("ROWS", line, "rowCount"), ("COLUMNS", column, "columnCount")):
            if place >= sheet.grid[key]:
                longer = {"sheetId": sheet.id, "dimension": dimension, "length": 1}
                self._do(book, {"appendDimension": longer})
        start = {"sheetId": sheet.id, "rowIndex": line, "columnIndex": column}
        rows = [{"values": [{"userEnteredValue": _entered(value)} if value is not None else {}]}]
        self._do(book, {"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}})

    def sort(self, book: str, tab: str, column: int, descending: bool) -> None:
        spec = {"dimensionIndex": column, "sortOrder": "DESCENDING" if descending else "ASCENDING"}
        area = {"sheetId": self._sheet(book, tab).id, "startRowIndex": 1}
        self._do(book, {"sortRange": {"range": area, "sortSpecs": [spec]}})

    def insert_line(self, book: str, tab: str, line: int) -> None:
        span = self._span(book, tab, "ROWS", line)
        self._do(book, {"insertDimension": {"range": span, "inheritFromBefore": line > 1}})

    def delete_line(self, book: str, tab: str, line: int) -> None:
        self._do(book, {"deleteDimension": {"range": self._span(book, tab, "ROWS", line)}})

    def move_column(self, book: str, tab: str, column: int, to: int) -> None:
        # Google counts the place before anything is taken away.
        place = to if to < column else to + 1
        span = self._span(book, tab, "COLUMNS", column)
        self._do(book, {"moveDimension": {"source": span, "destinationIndex": place}})

    def _span(self, book: str, tab: str, dimension: str, at: int) -> dict[str, Any]:
        sheet = self._sheet(book, tab)
        return {"sheetId": sheet.id, "dimension": dimension, "startIndex": at, "endIndex": at + 1}

    def save(self) -> None:
        """Google saves each keystroke."""

    def texts(self, book: str) -> str:
        content = self.place.file_of(book).content
        return json.dumps(content.to_json(), default=str, ensure_ascii=False)

    def codes(self) -> frozenset[str]:
        return frozenset(self.place.case_codes())

    def touched(self) -> Iterator[str]:
        for code in sorted(self.codes()):
            file = self.place.file_of(f"case-files/{code}")
            if self._seen.get(code) != (file.id, file.version):
                self._seen[code] = file.id, file.version
                yield code

    def reports(self) -> Mapping[str, bytes]:
        top = self.folder / "reports"
        files = (path for path in top.rglob("*") if path.is_file())
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}

    def exports(self) -> str:
        return ""


def _raw(cell: Any) -> object:
    if cell is None or not cell.value:
        return None
    return next(iter(cell.value.values()))


def _entered(value: Value) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, date):
        return {"numberValue": (value - EPOCH).days}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}
