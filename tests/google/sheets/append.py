"""values.append: where the table is that a row is added to."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.sheets.a1 import Box
from tests.google.sheets.grid import Sheet


def table_in(sheet: Sheet, box: Box) -> Box | None:
    """The last table that the box touches: cells with values, side by side or corner to corner."""
    if box.height == 1 and box.width == 1:
        return _grown(sheet, box)
    last: Box | None = None
    for row, column, cell in sheet.cells(box):
        if cell.value is None or (last is not None and last.holds(row, column)):
            continue
        found = _grown(sheet, Box(row, column, row + 1, column + 1))
        if found is not None and (last is None or (found.bottom, found.right) >= (last.bottom, last.right)):
            last = found
    return last


def _grown(sheet: Sheet, start: Box) -> Box | None:
    """The rectangle around the cell that no value borders on; None if the cell is in no table."""
    if sheet.cell(start.top, start.left).value is None:
        return _around(sheet, start)
    box = start
    while True:
        wider = _lower(sheet, _widened(sheet, box))
        if wider == box:
            return box
        box = wider


def _lower(sheet: Sheet, box: Box) -> Box:
    """The box down to where the rows under it are empty: tables are mostly long."""
    while box.bottom < len(sheet.rows):
        under = Box(box.bottom, max(box.left - 1, 0), box.bottom + 1, box.right + 1)
        columns = [column for _, column, cell in sheet.cells(under) if cell.value is not None]
        if not columns:
            break
        box = Box(box.top, min(box.left, *columns), box.bottom + 1, max(box.right, columns[-1] + 1))
    return box


def _around(sheet: Sheet, cell: Box) -> Box | None:
    """The table in whose rectangle an empty cell lies."""
    top, left, bottom, right = cell
    around = Box(max(top - 1, 0), max(left - 1, 0), bottom + 1, right + 1)
    for row, column in _ring(sheet, cell, around):
        found = _grown(sheet, Box(row, column, row + 1, column + 1))
        if found is not None and cell.within(found):
            return found
    return None


def _widened(sheet: Sheet, box: Box) -> Box:
    top, left, bottom, right = box
    around = Box(max(top - 1, 0), max(left - 1, 0), bottom + 1, right + 1)
    for row, column in _ring(sheet, box, around):
        top, left = min(top, row), min(left, column)
        bottom, right = max(bottom, row + 1), max(right, column + 1)
    return Box(top, left, bottom, right)


def _ring(sheet: Sheet, inner: Box, outer: Box) -> Iterator[tuple[int, int]]:
    bands = (
        Box(outer.top, outer.left, inner.top, outer.right),
        Box(inner.bottom, outer.left, outer.bottom, outer.right),
        Box(inner.top, outer.left, inner.bottom, inner.left),
        Box(inner.top, inner.right, inner.bottom, outer.right),
    )
    for band in bands:
        for row, column, cell in sheet.cells(band):
            if cell.value is not None:
                yield row, column
