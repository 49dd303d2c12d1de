"""Requests that write cells one by one: updateCells, repeatCell, appendCells."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.google.sheets.a1 import Box
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import NOTHING, Cell, Sheet
from tests.google.sheets.looks import colored
from tests.google.sheets.lookups import check_order
from tests.google.sheets.masks import Mask, merged, parse_mask
from tests.google.sheets.references import shift_formula
from tests.google.sheets.schema import unknown_path
from tests.google.sheets.work import Work, check_text
from tests.google.wire import Json

STORED = ("userEnteredValue", "userEnteredFormat")
READ_ONLY = ("effectiveValue", "effectiveFormat", "formattedValue", "hyperlink")
EXTRAS = ("note", "textFormatRuns", "dataValidation", "chipRuns", "pivotTable", "dataSourceTable")


def wanted_fields(text: str | None, schema: str, root: str = "") -> Mask:
    """The mask of an update, checked against what it may name."""
    if not text:
        raise Refusal("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = parse_mask(text)
    if root and list(mask) == [root] and mask[root]:
        mask = mask[root]
    if unknown := unknown_path(schema, mask):
        raise Refusal(f"Invalid field: {unknown}")
    return mask


def cell_fields(text: str | None) -> Mask:
    """The mask of cells; `*` means what can be written, `userEnteredValue` and so on by name."""
    mask = wanted_fields(text, "CellData")
    if "*" in mask:
        return {key: {} for key in (*STORED, *EXTRAS)}
    return mask


def applied(cell: Cell, data: Json, mask: Mask) -> Cell:
    """The cell with the masked fields as in the data; absent ones are cleared."""
    value, form, extra = cell.value, cell.format, cell.extra
    for key, inner in mask.items():
        if key == "userEnteredValue":
            value = _value(merged({"it": value}, {"it": data.get(key)}, {"it": inner}).get("it"))
        elif key == "userEnteredFormat":
            form = _format(form, data.get(key), inner)
        elif key in EXTRAS:
            extra = _extra(extra, key, merged(extra.get(key), data.get(key), inner))
    if value != cell.value and "textFormatRuns" in extra and "textFormatRuns" not in mask:
        extra = _extra(extra, "textFormatRuns", None)
    return Cell(value, form, extra)


def _value(value: Json) -> Json:
    if not value or value.get("stringValue") == "" or "errorValue" in value:
        return None
    if text := value.get("stringValue") or value.get("formulaValue"):
        check_text(text)
    return value


def _format(old: Json, new: Json, mask: Mask) -> Json:
    return merged(old, colored(new), with_styles(mask)) or None


def with_styles(mask: Mask) -> Mask:
    """A mask that names a colour concerns its style too, and the other way round."""
    result: Mask = {}
    for key, inner in mask.items():
        result[key] = with_styles(inner)
        if key.endswith("ColorStyle") or key == "colorStyle":
            result[key] = {}
            result[key[:-5]] = {}
        elif key.endswith("Color") or key == "color":
            result[key] = {}
            result[key + "Style"] = {}
    return result


def _extra(extra: Mapping[str, Json], key: str, value: Json) -> Mapping[str, Json]:
    rest = {name: item for name, item in extra.items() if name != key}
    if value:
        rest[key] = value
    return MappingProxyType(rest) if rest else NOTHING


def update_cells(work: Work, args: Json) -> None:
    mask = cell_fields(args.get("fields"))
    rows = args.get("rows", [])
    if "start" in args:
        sheet, box = _from_start(work, args["start"], rows)
    elif "range" in args:
        sheet, box = work.target(args["range"])
        _fits(box, rows)
    else:
        raise Refusal("One of 'start' or 'range' must be set.")
    work.guard(sheet, box)
    for row in range(box.top, box.bottom):
        values = rows[row - box.top].get("values", []) if row - box.top < len(rows) else []
        last = box.right if "range" in args else box.left + len(values)
        values = [*values, *[{}] * (last - box.left - len(values))]
        _write_row(sheet, row, box.left, values, mask)


def _from_start(work: Work, start: Json, rows: list[Json]) -> tuple[Sheet, Box]:
    sheet = work.book.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(row.get("values", [])) for row in rows), default=0)
    if not 0 <= top < sheet.row_count:
        raise Refusal(f"GridCoordinate.rowIndex[{top}] is after last row in grid[{sheet.row_count - 1}]")
    if not 0 <= left < sheet.column_count:
        last = sheet.column_count - 1
        raise Refusal(f"GridCoordinate.columnIndex[{left}] is after last column in grid[{last}]")
    _fits(Box(top, left, sheet.row_count, sheet.column_count), rows)
    return sheet, Box(top, left, top + len(rows), left + width)


def _fits(box: Box, rows: list[Json]) -> None:
    width = max((len(row.get("values", [])) for row in rows), default=0)
    beyond = (("row", box.bottom, len(rows) > box.height), ("column", box.right, width > box.width))
    for name, end, is_beyond in beyond:
        if is_beyond:
            raise Refusal(
                f"Attempting to write {name}: {end}, beyond the last requested {name} of: {end - 1}"
            )


def _write_row(sheet: Sheet, row: int, left: int, values: list[Json], mask: Mask) -> None:
    cells = [applied(sheet.cell(row, column), data, mask) for column, data in enumerate(values, left)]
    sheet.put_row(row, left, cells)


def repeat_cell(work: Work, args: Json) -> None:
    mask, data = cell_fields(args.get("fields")), args.get("cell", {})
    if "range" not in args:
        raise Refusal("range is required")
    check_order(args["range"])
    sheet, box = work.target(args["range"])
    formula = data.get("userEnteredValue", {}).get("formulaValue")
    looks = Looks(data.get("userEnteredFormat"), mask.get("userEnteredFormat"))
    rest = {key: inner for key, inner in mask.items() if key != "userEnteredFormat"}
    for row in range(box.top, box.bottom):
        cells = []
        for column in range(box.left, box.right):
            old = sheet.cell(row, column)
            if formula is not None:
                moved = shift_formula(formula, row - box.top, column - box.left)
                data = {**data, "userEnteredValue": {"formulaValue": moved}}
            cell = applied(old, data, rest) if rest else old
            cells.append(cell.with_format(looks.over(old.format)))
        sheet.put_row(row, box.left, cells)


class Looks:
    """A format laid over others; what comes out alike is kept once, however many cells have it."""

    def __init__(self, new: Json, mask: Mask | None) -> None:
        self.new, self.mask = new, mask
        self._made: dict[int, tuple[Json, Json]] = {}

    def over(self, old: Json) -> Json:
        if self.mask is None:
            return old
        if id(old) not in self._made:
            self._made[id(old)] = old, _format(old, self.new, self.mask)  # the old one keeps its id alive
        return self._made[id(old)][1]


def append_cells(work: Work, args: Json) -> None:
    mask, rows = cell_fields(args.get("fields")), args.get("rows", [])
    sheet = work.book.sheet(args.get("sheetId", 0))
    top = sheet.last_row()
    width = max((len(row.get("values", [])) for row in rows), default=0)
    sheet.grow(top + len(rows), width)
    work.check_size()
    work.guard(sheet, Box(top, 0, top + len(rows), width))
    for row, data in enumerate(rows, top):
        _write_row(sheet, row, 0, data.get("values", []), mask)


HANDLERS = {"updateCells": update_cells, "repeatCell": repeat_cell, "appendCells": append_cells}
