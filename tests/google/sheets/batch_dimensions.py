"""Requests about whole rows and columns."""

from __future__ import annotations

from tests.google.sheets.a1 import Box
from tests.google.sheets.batch_cells import wanted_fields
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import Sheet
from tests.google.sheets.masks import merged
from tests.google.sheets.structure import delete_lines, insert_lines, move_lines
from tests.google.sheets.work import Work
from tests.google.wire import Json

PLURAL = {"ROWS": "rows", "COLUMNS": "columns"}


def _axis(args: Json) -> str:
    axis = args.get("dimension", "")
    if axis not in PLURAL:
        raise Refusal("No dimension specified.")
    return str(axis)


def band(sheet: Sheet, axis: str, start: int, end: int) -> Box:
    if axis == "ROWS":
        return Box(start, 0, end, max(sheet.column_count, 1))
    return Box(0, start, max(sheet.row_count, 1), end)


def _span(sheet: Sheet, area: Json) -> tuple[str, int, int]:
    axis = _axis(area)
    count = sheet.count(axis)
    start, end = area.get("startIndex", 0), area.get("endIndex", count)
    if start < 0:
        raise Refusal(f"range.startIndex[{start}] must be >= 0")
    if end <= start:
        raise Refusal(f"range.endIndex[{end}] must be > range.startIndex[{start}]")
    return axis, start, end


def insert_dimension(work: Work, args: Json) -> None:
    area = args.get("range", {})
    sheet = work.book.sheet(area.get("sheetId", 0))
    axis, start, end = _span(sheet, area)
    count = sheet.count(axis)
    before = args.get("inheritFromBefore", False)
    if start > count:
        raise Refusal(f"range.startIndex is larger than current grid size ({count})")
    if start == count and not before:
        raise Refusal(
            f"range.startIndex must be less than the grid size ({count}) if inheritFromBefore is false."
        )
    if before and start == 0:
        raise Refusal("inheritFromBefore cannot be true if inserting at index 0.")
    like = start - 1 if before else start
    work.guard(sheet, band(sheet, axis, start, start + 1))
    insert_lines(work.book, sheet, axis, start, end - start, like)
    work.check_size()


def delete_dimension(work: Work, args: Json) -> None:
    area = args.get("range", {})
    sheet = work.book.sheet(area.get("sheetId", 0))
    axis, start, end = _span(sheet, area)
    count = sheet.count(axis)
    if start >= count:
        name = PLURAL[axis][:-1]
        raise Refusal(
            f"Cannot delete a {name} that doesn't exist. Tried to delete {name} index {start} "
            f"but there are only {count} {PLURAL[axis]}."
        )
    end = min(end, count)
    if end - start >= count:
        raise Refusal(f"You can't delete all the {PLURAL[axis]} on the sheet.")
    frozen = sheet.grid.get("frozenRowCount" if axis == "ROWS" else "frozenColumnCount", 0)
    if frozen < count and start <= frozen and end >= count:
        raise Refusal(f"Sorry, it is not possible to delete all non-frozen {PLURAL[axis]}.")
    work.guard(sheet, band(sheet, axis, start, end))
    delete_lines(work.book, sheet, axis, start, end)


def move_dimension(work: Work, args: Json) -> None:
    area, to = args.get("source", {}), args.get("destinationIndex", 0)
    sheet = work.book.sheet(area.get("sheetId", 0))
    axis, start, end = _span(sheet, area)
    count = sheet.count(axis)
    if end > count or to > count:
        raise Refusal(f"destinationIndex[{to}] must be at most the grid size ({count}).")
    if start < to < end:
        raise Refusal("Cannot move to a destination within the source.")
    work.guard(sheet, band(sheet, axis, min(start, to), max(end, to)))
    _check_merges(sheet, axis, (start, end, to))
    if to not in (start, end):
        move_lines(work.book, sheet, axis, start, end, to)


def _check_merges(sheet: Sheet, axis: str, edges: tuple[int, ...]) -> None:
    name = "Row" if axis == "ROWS" else "Column"
    for area in sheet.overlays["merges"]:
        if any(area[f"start{name}Index"] < edge < area[f"end{name}Index"] for edge in edges):
            raise Refusal(
                f"Sorry, it is not possible to move a {name.lower()} to a position that crosses a merged "
                "cell. Please unmerge and try again."
            )


def append_dimension(work: Work, args: Json) -> None:
    sheet = work.book.sheet(args.get("sheetId", 0))
    axis, length = _axis(args), args.get("length", 0)
    if length <= 0:
        raise Refusal(f"length[{length}] must be > 0")
    sheet.set_count(axis, sheet.count(axis) + length)
    work.check_size()


def update_dimension_properties(work: Work, args: Json) -> None:
    mask = wanted_fields(args.get("fields"), "DimensionProperties")
    area = args.get("range", {})
    sheet = work.book.sheet(area.get("sheetId", 0))
    axis, start, end = _span(sheet, area)
    if start >= sheet.count(axis):
        raise Refusal(f"range.startIndex[{start}] is after the last {PLURAL[axis][:-1]} in the grid.")
    new = {key: value for key, value in args.get("properties", {}).items() if value is not False}
    if mask and "*" in mask:
        mask = {"hiddenByUser": {}, "pixelSize": {}}
    for index in range(start, min(end, sheet.count(axis))):
        sheet.put_line(axis, index, merged(sheet.line(axis, index), new, mask))


def auto_resize(work: Work, args: Json) -> None:
    """Columns as wide as their longest text at about seven pixels a letter."""
    area = args.get("dimensions", {})
    sheet = work.book.sheet(area.get("sheetId", 0))
    axis, start, end = _span(sheet, area)
    end = min(end, sheet.count(axis))
    widest: dict[int, int] = {}
    if axis == "COLUMNS":
        for (_, column), result in work.results(sheet, band(sheet, axis, start, end)).items():
            widest[column] = max(widest.get(column, 0), len(str(result.value)))
    for index in range(start, end):
        rest = {key: item for key, item in sheet.line(axis, index).items() if key != "pixelSize"}
        size = {"pixelSize": 7 * widest[index] + 10} if index in widest else {}
        sheet.put_line(axis, index, {**rest, **size})


HANDLERS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "appendDimension": append_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
}
