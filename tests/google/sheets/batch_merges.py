"""mergeCells and unmergeCells."""

from __future__ import annotations

from tests.google.sheets.a1 import Box
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import Sheet, grid_range
from tests.google.sheets.work import Work
from tests.google.wire import Json

PARTLY = "You must select all cells in a merged range to merge or unmerge them."


def merged_box(area: Json) -> Box:
    return Box(area["startRowIndex"], area["startColumnIndex"], area["endRowIndex"], area["endColumnIndex"])


def _take_out(sheet: Sheet, box: Box) -> None:
    """Undoes the merges within the box; one that reaches out of it is refused."""
    merges = sheet.overlays["merges"]
    met = [area for area in merges if merged_box(area).meets(box)]
    if any(not merged_box(area).within(box) for area in met):
        raise Refusal(PARTLY)
    sheet.overlays["merges"] = [area for area in merges if area not in met]


def merge_cells(work: Work, args: Json) -> None:
    sheet, box = work.target(args.get("range", {}))
    kind = args.get("mergeType", "MERGE_ALL")
    _take_out(sheet, box)
    _check_frozen(sheet, box)
    if kind == "MERGE_ROWS":
        boxes = [Box(row, box.left, row + 1, box.right) for row in range(box.top, box.bottom)]
    elif kind == "MERGE_COLUMNS":
        boxes = [Box(box.top, column, box.bottom, column + 1) for column in range(box.left, box.right)]
    else:
        boxes = [box]
    for one in boxes:
        if one.height * one.width > 1:
            sheet.overlays["merges"].append(grid_range(sheet.id, one))
            _keep_first(sheet, one)


def _check_frozen(sheet: Sheet, box: Box) -> None:
    rows, columns = sheet.grid.get("frozenRowCount", 0), sheet.grid.get("frozenColumnCount", 0)
    if box.top < rows < box.bottom:
        raise Refusal("You can't merge frozen and non-frozen rows.")
    if box.left < columns < box.right:
        raise Refusal("You can't merge frozen and non-frozen columns.")


def _keep_first(sheet: Sheet, box: Box) -> None:
    """Of the values in a merged area the first is kept, in its upper left cell."""
    found = [(row, column, cell) for row, column, cell in sheet.cells(box) if cell.value is not None]
    for row, column, cell in found:
        sheet.put(row, column, cell.with_value(None))
    if found:
        corner = sheet.cell(box.top, box.left)
        first = found[0][2]
        sheet.put(box.top, box.left, (first if corner.blank else corner).with_value(first.value))


def unmerge_cells(work: Work, args: Json) -> None:
    _take_out(*work.target(args.get("range", {})))


HANDLERS = {"mergeCells": merge_cells, "unmergeCells": unmerge_cells}
