"""From the ranges that requests name to boxes of a sheet."""

from __future__ import annotations

from typing import NamedTuple

from tests.google.sheets.a1 import Area, Box, column_name, parse_area, quoted, split_title
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.grid import Sheet
from tests.google.wire import Json


class Place(NamedTuple):
    """A box of a sheet."""

    sheet: Sheet
    box: Box


def find_range(book: Spreadsheet, text: str) -> Place:
    """A1 notation, a sheet's title or a named range; the box is cut to the grid."""
    sheet, area = _find_area(book, text)
    if area is None:
        return Place(sheet, sheet.box)
    return Place(sheet, fitted(sheet, area))


def _find_area(book: Spreadsheet, text: str) -> tuple[Sheet, Area | None]:
    area = parse_area(text)
    if area is not None and area.title is None and (named := _named(book, text)):
        return named
    if area is not None:
        sheet = book.sheets[0] if area.title is None else book.titled(area.title)
        if sheet is not None:
            return sheet, area
    found = _named(book, text) or _whole(book, text)
    if found is None:
        raise Refusal(f"Unable to parse range: {text}")
    return found


def _whole(book: Spreadsheet, text: str) -> tuple[Sheet, None] | None:
    title, rest = split_title(text)
    sheet = book.titled(title if title is not None and not rest else text)
    return None if sheet is None else (sheet, None)


def _named(book: Spreadsheet, text: str) -> tuple[Sheet, Area] | None:
    wanted = split_title(text)[1].casefold()
    for named in book.named_ranges:
        if named["name"].casefold() == wanted:
            return _area_of(book, named["range"])
    for sheet, _, table in book.overlays("tables"):
        if table["name"].casefold() == wanted:
            return _area_of(book, {"sheetId": sheet.id, **table["range"]})
    return None


def _area_of(book: Spreadsheet, area: Json) -> tuple[Sheet, Area]:
    sheet = book.sheet(area.get("sheetId", 0))
    keys = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    return sheet, Area(sheet.title, *(area.get(key) for key in keys))


def fitted(sheet: Sheet, area: Area) -> Box:
    top, left = area.top or 0, area.left or 0
    if top >= sheet.row_count or left >= sheet.column_count:
        raise Refusal(beyond_grid(sheet, area))
    bottom = sheet.row_count if area.bottom is None else min(area.bottom, sheet.row_count)
    right = sheet.column_count if area.right is None else min(area.right, sheet.column_count)
    return Box(top, left, bottom, right)


def beyond_grid(sheet: Sheet, area: Area) -> str:
    limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    return f"Range ({quoted(sheet.title)}!{area_name(area)}) exceeds grid limits. {limits}"


def area_name(area: Area) -> str:
    """As the messages of errors write areas, open sides left open."""
    top = "" if area.top is None else str(area.top + 1)
    left = "" if area.left is None else column_name(area.left)
    bottom = "" if area.bottom is None else str(area.bottom)
    right = "" if area.right is None else column_name(area.right - 1)
    first, last = left + top, right + bottom
    return first if first == last else f"{first}:{last}"


def written_box(sheet: Sheet, area: Json) -> Box:
    """A GridRange that a request is about: it must begin within the grid, and is cut to it."""
    keys = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    top, left, bottom, right = (area.get(key) for key in keys)
    check_order(area)
    if (top or 0) >= sheet.row_count or (left or 0) >= sheet.column_count:
        raise Refusal(beyond_grid(sheet, Area(sheet.title, top or 0, left or 0, bottom, right)))
    bottom = sheet.row_count if bottom is None else min(bottom, sheet.row_count)
    right = sheet.column_count if right is None else min(right, sheet.column_count)
    return Box(top or 0, left or 0, bottom, right)


def check_order(area: Json) -> None:
    for name in ("Row", "Column"):
        start, end = area.get(f"start{name}Index", 0), area.get(f"end{name}Index")
        if start < 0:
            raise Refusal(f"range.start{name}Index[{start}] must be >= 0")
        if end is not None and end < start:
            raise Refusal(f"range.end{name}Index[{end}] must be >= range.start{name}Index[{start}]")


def place_of(book: Spreadsheet, area: Json) -> Place:
    """A GridRange of a request."""
    sheet = book.sheet(area.get("sheetId", 0))
    return Place(sheet, written_box(sheet, area))
