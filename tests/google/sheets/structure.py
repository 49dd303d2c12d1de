"""Rows and columns inserted, deleted and moved, with all that refers to them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.google.sheets.book import Spreadsheet
from tests.google.sheets.changes import GONE, Change, Delete, Insert, Move, adjusted
from tests.google.sheets.grid import NOTHING, OVERLAYS, Cell, Sheet
from tests.google.sheets.references import restructured
from tests.google.wire import Json


def insert_lines(book: Spreadsheet, sheet: Sheet, axis: str, at: int, count: int, like: int | None) -> None:
    """`like` is the row or column whose looks the new ones take."""
    if axis == "ROWS":
        if at < len(sheet.rows):
            sheet.rows[at:at] = [()] * count
    else:
        gap = (None,) * count
        sheet.rows = [(*row[:at], *gap, *row[at:]) if at < len(row) else row for row in sheet.rows]
    lines = sheet.lines[axis]
    if at < len(lines):
        lines[at:at] = [None] * count
    sheet.set_count(axis, sheet.count(axis) + count)
    _keep_frozen(sheet, axis, at, count)
    follow(book, sheet, axis, Insert(at, count))
    if like is not None:
        _take_looks(sheet, axis, at, count, like if like < at else like + count)


def _keep_frozen(sheet: Sheet, axis: str, at: int, count: int) -> None:
    key = "frozenRowCount" if axis == "ROWS" else "frozenColumnCount"
    frozen = sheet.grid.get(key, 0)
    if at < frozen:
        sheet.grid = {**sheet.grid, key: frozen + count}


def _take_looks(sheet: Sheet, axis: str, at: int, count: int, like: int) -> None:
    properties = {key: item for key, item in sheet.line(axis, like).items() if key == "pixelSize"}
    for index in range(at, at + count):
        sheet.put_line(axis, index, properties)
    across = len(sheet.rows) if axis == "COLUMNS" else sheet.column_count
    for other in range(across):
        cell = sheet.cell(like, other) if axis == "ROWS" else sheet.cell(other, like)
        looks = Cell(None, cell.format, _kept_rule(cell.extra))
        if looks.blank:
            continue
        for index in range(at, at + count):
            sheet.put(*((index, other) if axis == "ROWS" else (other, index)), looks)


def _kept_rule(extra: Mapping[str, Json]) -> Mapping[str, Json]:
    rule = extra.get("dataValidation")
    return MappingProxyType({"dataValidation": rule}) if rule else NOTHING


def delete_lines(book: Spreadsheet, sheet: Sheet, axis: str, start: int, end: int) -> None:
    if axis == "ROWS":
        del sheet.rows[start:end]
    else:
        sheet.rows = [row[:start] + row[end:] for row in sheet.rows]
    del sheet.lines[axis][start:end]
    sheet.set_count(axis, sheet.count(axis) - (end - start))
    key = "frozenRowCount" if axis == "ROWS" else "frozenColumnCount"
    frozen = sheet.grid.get(key, 0)
    if start < frozen:
        left = frozen - (min(frozen, end) - start)
        sheet.grid = {name: item for name, item in sheet.grid.items() if name != key}
        if left:
            sheet.grid[key] = left
    follow(book, sheet, axis, Delete(start, end))


def move_lines(book: Spreadsheet, sheet: Sheet, axis: str, start: int, end: int, to: int) -> None:
    if axis == "ROWS":
        _moved(sheet.rows, start, end, to, ())
    else:
        for index, row in enumerate(sheet.rows):
            cells = list(row)
            _moved(cells, start, end, to, None)
            sheet.rows[index] = tuple(cells)
    _moved(sheet.lines[axis], start, end, to, None)
    follow(book, sheet, axis, Move(start, end, to))


def _moved(items: list[Json], start: int, end: int, to: int, empty: Json) -> None:
    if len(items) <= min(start, to):
        return
    items.extend([empty] * (max(end, to) - len(items)))
    taken = items[start:end]
    del items[start:end]
    at = to - len(taken) if to > start else to
    items[at:at] = taken


def follow(book: Spreadsheet, sheet: Sheet, axis: str, change: Change) -> None:
    """All ranges and formulas that speak of the sheet."""
    for other in book.sheets:
        for name in OVERLAYS:
            items = other.overlays[name]
            if items:
                found = [adjusted(item, sheet.id, axis, change) for item in items]
                other.overlays[name] = [item for item in found if item is not GONE]
        _follow_formulas(other, sheet, axis, change)
    if sheet.basic_filter:
        found = adjusted(sheet.basic_filter, sheet.id, axis, change)
        sheet.basic_filter = None if found is GONE else found
    named = [adjusted(item, sheet.id, axis, change) for item in book.named_ranges]
    book.named_ranges = [item for item in named if item is not GONE]
    attached = [_attached(item, sheet, axis, change) for item in book.metadata]
    book.metadata = [item for item in attached if item is not GONE]


def _attached(item: Json, sheet: Sheet, axis: str, change: Change) -> Json:
    """Developer metadata is on one row or column, of which there can be thousands."""
    area = item["location"].get("dimensionRange")
    if area is None or area["sheetId"] != sheet.id or area["dimension"] != axis:
        return item
    point = change.point(area["startIndex"])
    if point is None:
        return GONE
    if point == area["startIndex"]:
        return item
    moved = {**area, "startIndex": point, "endIndex": point + 1}
    return {**item, "location": {**item["location"], "dimensionRange": moved}}


def _follow_formulas(own: Sheet, changed: Sheet, axis: str, change: Change) -> None:
    for row, column, cell in own.formulas():
        formula = cell.value["formulaValue"]
        moved = restructured(formula, own.title, changed.title, axis, change)
        if moved != formula:
            own.put(row, column, cell.with_value({"formulaValue": moved}))
