"""A spreadsheet as spreadsheets.get gives it. Only what the mask wants is worked out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from tests.google.sheets.a1 import Box
from tests.google.sheets.book import Spreadsheet
from tests.google.sheets.calc import Calculator, Result
from tests.google.sheets.filters import filtered_rows
from tests.google.sheets.grid import Cell, Sheet, boxed
from tests.google.sheets.locales import locale_of
from tests.google.sheets.looks import effective_format
from tests.google.sheets.lookups import Place
from tests.google.sheets.masks import Mask, below, masked
from tests.google.sheets.schema import properties_of
from tests.google.sheets.shorthand import Shorthand
from tests.google.sheets.shown import effective_number_format, effective_value, number_format, shown
from tests.google.wire import Json

URL = "https://docs.google.com/spreadsheets/d/{}/edit"

DEFAULT_SIZE = {"ROWS": 21, "COLUMNS": 100}


@contextmanager
def paused_collection() -> Iterator[None]:
    """Hundreds of thousands of cells are made at once: looking for garbage among them takes longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Renderer:
    def __init__(
        self,
        book: Spreadsheet,
        now: datetime,
        editor: str | None,
        owner: str,
        shorthand: Shorthand | None = None,
    ) -> None:
        self.book, self.editor, self.owner = book, editor, owner
        self.locale = locale_of(book.locale)
        self.calculator = Calculator(book, now)
        self._formats: dict[tuple[int, int, str, bool], Json] = {}
        self.shorthand = shorthand

    def spreadsheet(self, file_id: str, mask: Mask, places: Sequence[Place] | None, with_data: bool) -> Json:
        parts: dict[str, Callable[[], Json]] = {
            "spreadsheetId": lambda: file_id,
            "properties": lambda: self.book.properties,
            "sheets": lambda: self._sheets(below(mask, "sheets") or {}, places, with_data),
            "namedRanges": lambda: [_named(item) for item in self.book.named_ranges],
            "spreadsheetUrl": lambda: URL.format(file_id),
            "developerMetadata": lambda: self._metadata("SPREADSHEET"),
        }
        result = {}
        with paused_collection():
            for key, part in parts.items():
                inner = below(mask, key)
                found = part() if inner is not None else []
                if found != []:
                    result[key] = found if key == "sheets" else masked(found, inner or {})
        return result

    def _sheets(self, mask: Mask, places: Sequence[Place] | None, with_data: bool) -> Json:
        result = []
        for index, sheet in enumerate(self.book.sheets):
            boxes = [sheet.box] if places is None else [box for one, box in places if one is sheet]
            if boxes:
                result.append(self._sheet(index, sheet, mask, boxes, with_data))
        return result

    def _sheet(self, index: int, sheet: Sheet, mask: Mask, boxes: Sequence[Box], with_data: bool) -> Json:
        result: dict[str, Json] = {"properties": sheet_properties(index, sheet), "data": None}
        data_mask = below(mask, "data")
        wants_data = with_data and data_mask is not None and sheet.box.height > 0
        merges = sheet.overlays["merges"]
        met = [item for item in merges if any(boxed(sheet, item).meets(box) for box in boxes)]
        for name, items in {**sheet.overlays, "merges": met}.items():
            if items and below(mask, name) is not None:
                result[name] = [self.overlay(name, item) for item in items]
        if metadata := self._metadata("SHEET", sheet.id):
            result["developerMetadata"] = metadata
        if sheet.basic_filter:
            result["basicFilter"] = without_zero_sheet(sheet.basic_filter)
        result = masked(result, mask)
        result.pop("data", None)
        if not wants_data:
            return result
        data = [self._data(sheet, box, data_mask or {}) for box in boxes]
        properties = {key: result.pop(key) for key in ("properties",) if key in result}
        return {**properties, "data": data, **result}

    def overlay(self, name: str, item: Json) -> Json:
        if name == "protectedRanges":
            may = may_edit(item, self.editor, self.owner)
            item = {**item, "requestingUserCanEdit": True} if may else item
            if not may:
                item = {key: value for key, value in item.items() if key != "editors"}
        return without_zero_sheet(item)

    def _metadata(self, kind: str, sheet_id: int | None = None) -> list[Json]:
        return [
            shown_metadata(item)
            for item in self.book.metadata
            if item["location"]["locationType"] == kind
            and (sheet_id is None or item["location"].get("sheetId") == sheet_id)
        ]

    def _data(self, sheet: Sheet, box: Box, mask: Mask) -> Json:
        start = {"startRow": box.top, "startColumn": box.left}
        result: dict[str, Json] = masked({key: index for key, index in start.items() if index}, mask)
        rows_mask = below(mask, "rowData")
        if rows_mask is not None:
            cells_mask = below(rows_mask, "values")
            rows = self._rows(sheet, box, _plan(cells_mask)) if cells_mask is not None else []
            if rows:
                result["rowData"] = rows
        if (inner := below(mask, "rowMetadata")) is not None:
            result["rowMetadata"] = masked(self.lines(sheet, "ROWS", box.top, box.bottom), inner)
        if (inner := below(mask, "columnMetadata")) is not None:
            result["columnMetadata"] = masked(self.lines(sheet, "COLUMNS", box.left, box.right), inner)
        return result

    def _rows(self, sheet: Sheet, box: Box, mask: Mask) -> list[Json]:
        result: list[Json] = []
        filled = 0
        for row in range(box.top, min(box.bottom, len(sheet.rows))):
            values = self._cells(sheet, row, box, mask)
            result.append({"values": values} if values else {})
            filled = len(result) if values else filled
        return result[:filled]

    def _cells(self, sheet: Sheet, row: int, box: Box, mask: Mask) -> list[Json]:
        line = sheet.rows[row]
        result: list[Json] = []
        filled = 0
        for column in range(box.left, min(box.right, len(line))):
            cell = line[column]
            result.append(self.cell(sheet, row, column, cell, mask) if cell is not None else {})
            filled = len(result) if cell is not None else filled
        return result[:filled]

    def cell(self, sheet: Sheet, row: int, column: int, cell: Cell, plan: Mask) -> Json:
        """`plan` is what is wanted of a cell, by the names of its fields."""
        result = self.calculator.result(sheet, row, column, cell)
        data: dict[str, Json] = {}
        if cell.value is not None:
            self._value(data, cell, result, plan)
        if cell.format and "userEnteredFormat" in plan:
            data["userEnteredFormat"] = masked(cell.format, plan["userEnteredFormat"])
        if "effectiveFormat" in plan and (cell.value is not None or cell.format):
            data["effectiveFormat"] = self._format(cell, result, plan["effectiveFormat"])
        if "hyperlink" in plan and (link := self._link(cell, result)):
            data["hyperlink"] = link
        for key, value in cell.extra.items():
            if key in plan:
                data[key] = masked(value, plan[key])
        return data

    def _value(self, data: dict[str, Json], cell: Cell, result: Result, plan: Mask) -> None:
        if "userEnteredValue" in plan:
            data["userEnteredValue"] = masked(cell.value, plan["userEnteredValue"])
        if "effectiveValue" in plan:
            value = effective_value(result) if "formulaValue" in cell.value else cell.value
            if value is not None:
                data["effectiveValue"] = masked(value, plan["effectiveValue"])
        if "formattedValue" in plan and (text := shown(cell, result, self.locale)):
            data["formattedValue"] = text

    def _format(self, cell: Cell, result: Result, mask: Mask) -> Json:
        form = number_format(cell, result)
        kind = _alignment(result.value)
        key = (id(cell.format), id(form), kind, bool(self._link(cell, result)))
        if key not in self._formats:
            default = self.book.properties["defaultFormat"]
            if kind:
                default = {**default, "horizontalAlignment": kind}
            full = effective_number_format(form, self.locale)
            made = masked(effective_format(cell.format, default, full, key[3]), mask)
            self._formats[key] = self.shorthand.mark(made) if self.shorthand else made
        return self._formats[key]

    def _link(self, cell: Cell, result: Result) -> str | None:
        if not cell.format and not cell.extra:
            return result.link
        own = ((cell.format or {}).get("textFormat") or {}).get("link")
        if own and own.get("uri"):
            return str(own["uri"])
        runs = cell.extra.get("textFormatRuns")
        links = {run.get("format", {}).get("link", {}).get("uri") for run in runs} - {None} if runs else set()
        return result.link or (links.pop() if len(links) == 1 else None)

    def lines(self, sheet: Sheet, axis: str, start: int, end: int) -> list[Json]:
        """The properties of rows or columns, with the developer metadata attached to them."""
        hidden = filtered_rows(self.calculator, sheet) if axis == "ROWS" else frozenset()
        attached = self._attached(sheet, axis)
        size = DEFAULT_SIZE[axis]
        result = []
        for index in range(start, end):
            line: dict[str, Json] = {"pixelSize": size, **sheet.line(axis, index)}
            if index in hidden:
                line["hiddenByFilter"] = True
            if index in attached:
                line["developerMetadata"] = attached[index]
            result.append(line)
        return result

    def _attached(self, sheet: Sheet, axis: str) -> Mapping[int, list[Json]]:
        kind = "ROW" if axis == "ROWS" else "COLUMN"
        found: dict[int, list[Json]] = {}
        for item in self._metadata(kind):
            where = item["location"]["dimensionRange"]
            if where.get("sheetId", 0) == sheet.id:
                found.setdefault(where["startIndex"], []).append(item)
        return found


def _plan(mask: Mask) -> Mask:
    return {key: {} for key in properties_of("CellData")} if not mask or "*" in mask else mask


def _alignment(value: object) -> str:
    if isinstance(value, bool):
        return "CENTER"
    if isinstance(value, (int, float)):
        return "RIGHT"
    return "LEFT" if isinstance(value, str) else "CENTER" if value is not None else ""


def sheet_properties(index: int, sheet: Sheet) -> Json:
    own = sheet.properties
    result: dict[str, Json] = {"sheetId": own["sheetId"], "title": own["title"], "index": index}
    result |= {key: value for key, value in own.items() if key not in ("sheetId", "title")}
    if sheet.grid:
        rest = {key: result.pop(key) for key in list(result) if key not in _BEFORE_GRID}
        result = {**result, "gridProperties": sheet.grid, **rest}
    return result


_BEFORE_GRID = ("sheetId", "title", "index", "sheetType")


def without_zero_sheet(value: Json) -> Json:
    """Ranges on the sheet with id 0 do not say which sheet they are on."""
    if isinstance(value, list):
        return [without_zero_sheet(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: without_zero_sheet(item) for key, item in value.items() if key != "sheetId" or item != 0}


def shown_metadata(item: Json) -> Json:
    """The sheet's id stands in a location even if it is 0, but not in a range."""
    location = item["location"]
    if "dimensionRange" in location:
        location = {**location, "dimensionRange": without_zero_sheet(location["dimensionRange"])}
    return {**item, "location": location}


def _named(item: Json) -> Json:
    return without_zero_sheet(item)


def may_edit(protected: Json, editor: str | None, owner: str) -> bool:
    """Whether a protected range lets this account write; None stands for anybody."""
    if editor is None or editor == owner or protected.get("warningOnly"):
        return True
    editors = protected.get("editors", {})
    return editor in editors.get("users", []) or editor in editors.get("groups", [])
