"""A whole spreadsheet: its properties, sheets, named ranges and developer metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.google.sheets.grid import OVERLAYS, Cell, Sheet
from tests.google.sheets.looks import DEFAULT_FORMAT, THEME
from tests.google.wire import Json


class Refusal(Exception):
    """Why Google refuses a request; whoever dispatched the request says which one it was."""


@dataclass
class Spreadsheet:
    """The content of a file. `metadata` is all developer metadata, wherever it is attached."""

    properties: dict[str, Json]
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    last_id: int = 0

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", "en_US"))

    def find(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def sheet(self, sheet_id: int, called: str = "grid") -> Sheet:
        """Messages call it a sheet where all of it is meant, and a grid where cells are."""
        found = self.find(sheet_id)
        if found is None:
            raise Refusal(f"No {called} with id: {sheet_id}")
        return found

    def titled(self, title: str) -> Sheet | None:
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)

    def overlays(self, name: str) -> Iterator[tuple[Sheet, int, Json]]:
        for sheet in self.sheets:
            for index, item in enumerate(sheet.overlays[name]):
                yield sheet, index, item

    def take_id(self) -> int:
        """An unused id, far apart from the last as Google's are."""
        taken = {sheet.id for sheet in self.sheets}
        while True:
            self.last_id = (self.last_id + 1_640_531_527) % 2_147_483_629
            if self.last_id and self.last_id not in taken:
                return self.last_id

    def snapshot(self) -> Spreadsheet:
        return Spreadsheet(
            dict(self.properties),
            [sheet.copy() for sheet in self.sheets],
            self.named_ranges[:],
            self.metadata[:],
            self.last_id,
        )

    def restore(self, before: Spreadsheet) -> None:
        self.properties, self.sheets = before.properties, before.sheets
        self.named_ranges, self.metadata = before.named_ranges, before.metadata
        self.last_id = before.last_id

    def to_json(self) -> Json:
        """The whole state, to be saved."""
        return {
            "properties": self.properties,
            "namedRanges": self.named_ranges,
            "developerMetadata": self.metadata,
            "lastId": self.last_id,
            "sheets": [_sheet_to_json(sheet) for sheet in self.sheets],
        }

    @classmethod
    def from_json(cls, saved: Json) -> Spreadsheet:
        return cls(
            dict(saved["properties"]),
            [_sheet_from_json(sheet) for sheet in saved["sheets"]],
            list(saved["namedRanges"]),
            list(saved["developerMetadata"]),
            int(saved["lastId"]),
        )


def new_sheet(sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> Sheet:
    properties = {"sheetId": sheet_id, "title": title, "sheetType": "GRID"}
    return Sheet(properties, {"rowCount": rows, "columnCount": columns})


def new_spreadsheet(
    title: str = "Untitled spreadsheet",
    locale: str = "en_US",
    time_zone: str = "Etc/GMT",
    rows: int = 1000,
    columns: int = 26,
) -> Spreadsheet:
    """An empty spreadsheet with one sheet, as Drive makes it."""
    properties = {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": THEME,
    }
    return Spreadsheet(properties, [new_sheet(0, "Sheet1", rows, columns)])


def copied(spreadsheet: Spreadsheet) -> Spreadsheet:
    """A copy that shares nothing that changes with the original."""
    return spreadsheet.snapshot()


def _sheet_to_json(sheet: Sheet) -> Json:
    return {
        "properties": sheet.properties,
        "grid": sheet.grid,
        "rows": [[_cell_to_json(cell) for cell in row] for row in sheet.rows],
        "lines": sheet.lines,
        "overlays": sheet.overlays,
        "basicFilter": sheet.basic_filter,
    }


def _cell_to_json(cell: Cell | None) -> Json:
    return None if cell is None else [cell.value, cell.format, dict(cell.extra)]


def _sheet_from_json(saved: Json) -> Sheet:
    rows = [tuple(None if cell is None else Cell(*cell) for cell in row) for row in saved["rows"]]
    lines = {axis: list(lines) for axis, lines in saved["lines"].items()}
    overlays = {name: list(saved["overlays"].get(name, [])) for name in OVERLAYS}
    grid, basic_filter = dict(saved["grid"]), saved["basicFilter"]
    return Sheet(dict(saved["properties"]), grid, rows, lines, overlays, basic_filter, has_formulas=True)
