"""Requests that carry cells elsewhere: copyPaste, cutPaste, autoFill, insertRange, deleteRange."""

from __future__ import annotations

from types import MappingProxyType

from tests.google.sheets.a1 import Box
from tests.google.sheets.batch_merges import merged_box
from tests.google.sheets.book import Refusal
from tests.google.sheets.calc import Calculator, Fault
from tests.google.sheets.fills import continued
from tests.google.sheets.grid import NOTHING, Cell, Sheet, grid_range
from tests.google.sheets.lookups import Place, place_of
from tests.google.sheets.references import shift_formula
from tests.google.sheets.shown import effective_value
from tests.google.sheets.work import Work
from tests.google.wire import Json

Cells = list[list[Cell]]


def taken(sheet: Sheet, box: Box) -> Cells:
    columns = range(box.left, box.right)
    return [[sheet.cell(row, column) for column in columns] for row in range(box.top, box.bottom)]


def pasted(old: Cell, new: Cell, kind: str) -> Cell:
    """What of the copied cell goes into the cell it is pasted over."""
    if kind in ("PASTE_VALUES", "PASTE_FORMULA"):
        return old.with_value(new.value)
    if kind == "PASTE_FORMAT":
        return old.with_format(new.format)
    if kind == "PASTE_NO_BORDERS":
        form = {key: item for key, item in (new.format or {}).items() if key != "borders"}
        return Cell(new.value, form or None, new.extra)
    if kind == "PASTE_DATA_VALIDATION":
        rest = {key: item for key, item in old.extra.items() if key != "dataValidation"}
        if rule := new.extra.get("dataValidation"):
            rest["dataValidation"] = rule
        return Cell(old.value, old.format, MappingProxyType(rest) if rest else NOTHING)
    return old if kind == "PASTE_CONDITIONAL_FORMATTING" else new


def _moved(cell: Cell, rows: int, columns: int) -> Cell:
    if cell.value is None or "formulaValue" not in cell.value:
        return cell
    return cell.with_value({"formulaValue": shift_formula(cell.value["formulaValue"], rows, columns)})


def _as_value(calculator: Calculator, sheet: Sheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    result = calculator.result(sheet, row, column, cell)
    return cell.with_value(None if isinstance(result.value, Fault) else effective_value(result))


def copy_paste(work: Work, args: Json) -> None:
    source = place_of(work.book, args.get("source", {}))
    target = work.target(args.get("destination", {}))
    kind, turned = args.get("pasteType", "PASTE_NORMAL"), args.get("pasteOrientation") == "TRANSPOSE"
    cells = taken(*source)
    if kind == "PASTE_VALUES":
        cells = _values(work.calculator(), source)
    box = _repeated(source.box, target.box, turned)
    _check_grid(target.sheet, box)
    work.guard(target.sheet, box)
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            down, across = row - box.top, column - box.left
            down, across = (across, down) if turned else (down, across)
            down, across = down % source.box.height, across % source.box.width
            moves = row - source.box.top - down, column - source.box.left - across
            cell = _moved(cells[down][across], *moves)
            target.sheet.put(row, column, pasted(target.sheet.cell(row, column), cell, kind))
    if kind in ("PASTE_NORMAL", "PASTE_FORMAT") and not turned:
        _copy_merges(source, target.sheet, box)


def _values(calculator: Calculator, source: Place) -> Cells:
    sheet, box = source
    columns = range(box.left, box.right)
    return [
        [_as_value(calculator, sheet, row, column) for column in columns]
        for row in range(box.top, box.bottom)
    ]


def _repeated(source: Box, target: Box, turned: bool) -> Box:
    """A target that is a multiple of the source is filled; otherwise it is as large as the source."""
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    height = target.height if target.height > height and target.height % height == 0 else height
    width = target.width if target.width > width and target.width % width == 0 else width
    return Box(target.top, target.left, target.top + height, target.left + width)


def _check_grid(sheet: Sheet, box: Box) -> None:
    if box.bottom > sheet.row_count or box.right > sheet.column_count:
        sheet.grow(box.bottom, box.right)


def _copy_merges(source: Place, sheet: Sheet, box: Box) -> None:
    found = [merged_box(area) for area in source.sheet.overlays["merges"]]
    inside = [one for one in found if one.within(source.box)]
    kept = [area for area in sheet.overlays["merges"] if not merged_box(area).within(box)]
    for top in range(box.top, box.bottom, source.box.height):
        for left in range(box.left, box.right, source.box.width):
            down, across = top - source.box.top, left - source.box.left
            for one in inside:
                moved = Box(one.top + down, one.left + across, one.bottom + down, one.right + across)
                if grid_range(sheet.id, moved) not in kept:
                    kept.append(grid_range(sheet.id, moved))
    sheet.overlays["merges"] = kept


def cut_paste(work: Work, args: Json) -> None:
    source = work.target(args.get("source", {}))
    where, kind = args.get("destination", {}), args.get("pasteType", "PASTE_NORMAL")
    sheet = work.book.sheet(where.get("sheetId", 0))
    top, left = where.get("rowIndex", 0), where.get("columnIndex", 0)
    box = Box(top, left, top + source.box.height, left + source.box.width)
    _check_grid(sheet, box)
    work.guard(sheet, box)
    cells = taken(*source)
    for row, column, cell in list(source.sheet.cells(source.box)):
        source.sheet.put(row, column, Cell() if kind == "PASTE_NORMAL" else cell.with_value(None))
    merges = source.sheet.overlays["merges"]
    inside = [merged_box(area) for area in merges if merged_box(area).within(source.box)]
    source.sheet.overlays["merges"] = [area for area in merges if merged_box(area) not in inside]
    for row, line in enumerate(cells, top):
        for column, cell in enumerate(line, left):
            sheet.put(row, column, pasted(sheet.cell(row, column), cell, kind))
    for one in inside:
        down, across = top - source.box.top, left - source.box.left
        moved = Box(one.top + down, one.left + across, one.bottom + down, one.right + across)
        sheet.overlays["merges"].append(grid_range(sheet.id, moved))


def insert_range(work: Work, args: Json) -> None:
    sheet, box, axis = _shifting(work, args)
    rest = _rest(sheet, box, axis, after=False)
    cells = taken(sheet, rest)
    down, across = (box.height, 0) if axis == "ROWS" else (0, box.width)
    if axis == "ROWS":
        sheet.grow(max(sheet.row_count, min(len(sheet.rows), sheet.row_count) + down), 0)
    for row, column, _ in list(sheet.cells(rest)):
        sheet.put(row, column, Cell())
    _put_moved(sheet, rest, cells, down, across)


def delete_range(work: Work, args: Json) -> None:
    sheet, box, axis = _shifting(work, args)
    rest = _rest(sheet, box, axis, after=True)
    cells = taken(sheet, rest)
    for row, column, _ in [*sheet.cells(box), *sheet.cells(rest)]:
        sheet.put(row, column, Cell())
    down, across = (-box.height, 0) if axis == "ROWS" else (0, -box.width)
    _put_moved(sheet, rest, cells, down, across)


def _shifting(work: Work, args: Json) -> tuple[Sheet, Box, str]:
    axis = args.get("shiftDimension", "")
    if axis not in ("ROWS", "COLUMNS"):
        raise Refusal("No shift dimension specified.")
    sheet, box = work.target(args.get("range", {}))
    return sheet, box, axis


def _rest(sheet: Sheet, box: Box, axis: str, after: bool) -> Box:
    """What lies below or right of the box, and the box itself unless `after`."""
    if axis == "ROWS":
        top = box.bottom if after else box.top
        return Box(top, box.left, max(min(len(sheet.rows), sheet.row_count), top), box.right)
    return Box(box.top, box.right if after else box.left, box.bottom, sheet.column_count)


def _put_moved(sheet: Sheet, rest: Box, cells: Cells, down: int, across: int) -> None:
    for row, line in enumerate(cells, rest.top + down):
        for column, cell in enumerate(line, rest.left + across):
            if row < sheet.row_count and column < sheet.column_count:
                sheet.put(row, column, cell)


def auto_fill(work: Work, args: Json) -> None:
    if "sourceAndDestination" in args:
        how = args["sourceAndDestination"]
        source = place_of(work.book, how.get("source", {}))
        axis, length = how.get("dimension", "ROWS"), how.get("fillLength", 0)
    else:
        source, axis, length = _detected(work, args.get("range", {}))
    sheet, box = source
    cells = taken(sheet, box)
    lines = [list(line) for line in zip(*cells, strict=True)] if axis == "ROWS" else cells
    for offset, line in enumerate(lines):
        for step, cell, index in continued(line, length, args.get("useAlternateSeries", False)):
            base = (box.top if axis == "ROWS" else box.left) + index
            to = (box.top if axis == "ROWS" else box.left) + step
            if axis == "ROWS":
                sheet.put(to, box.left + offset, _moved(cell, to - base, 0))
            else:
                sheet.put(box.top + offset, to, _moved(cell, 0, to - base))


def _detected(work: Work, area: Json) -> tuple[Place, str, int]:
    """The filled part of a range is the source for the rest of it."""
    sheet, box = work.target(area)
    rows = {row for row, _, cell in sheet.cells(box) if cell.value is not None}
    columns = {column for _, column, cell in sheet.cells(box) if cell.value is not None}
    if not rows:
        raise Refusal("There is no data to fill from.")
    if max(rows) + 1 < box.bottom:
        source = box._replace(bottom=max(rows) + 1)
        return Place(sheet, source), "ROWS", box.bottom - source.bottom
    source = box._replace(right=max(columns) + 1)
    return Place(sheet, source), "COLUMNS", box.right - source.right


HANDLERS = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "insertRange": insert_range,
    "deleteRange": delete_range,
    "autoFill": auto_fill,
}
