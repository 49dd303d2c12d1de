"""Values read from and written to ranges, without looks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tests.google.sheets.a1 import Area, Box, box_name, column_name, quoted
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import NOTHING, Cell, Sheet
from tests.google.sheets.lookups import Place
from tests.google.sheets.schema import whole
from tests.google.sheets.shown import rendered
from tests.google.sheets.typed import typed
from tests.google.sheets.work import Work, check_text
from tests.google.wire import Json


@dataclass(frozen=True, slots=True)
class Options:
    """How values are given back."""

    major: str = "ROWS"
    render: str = "FORMATTED_VALUE"
    moments: str = "SERIAL_NUMBER"


def range_name(place: Place) -> str:
    return f"{quoted(place.sheet.title)}!{box_name(place.box)}"


def read_values(work: Work, place: Place, options: Options) -> Json:
    """A ValueRange; rows end with their last value, and rows after the last value are left out."""
    result: dict[str, Json] = {"range": range_name(place), "majorDimension": options.major}
    rows = _rows(work, place, options)
    if options.major == "COLUMNS":
        rows = _turned(rows)
    if rows:
        result["values"] = [["" if value is None else value for value in row] for row in rows]
    return result


def _rows(work: Work, place: Place, options: Options) -> list[list[Json]]:
    """With None where there is no value."""
    sheet, box = place
    calculator, locale = work.calculator(), work.locale
    rows: list[list[Json]] = []
    for row, column, cell in sheet.cells(box):
        if cell.value is None:
            continue
        while len(rows) <= row - box.top:
            rows.append([])
        line = rows[-1]
        line.extend([None] * (column - box.left - len(line)))
        result = calculator.result(sheet, row, column, cell)
        line.append(rendered(cell, result, locale, options.render, options.moments))
    return rows


def _turned(rows: list[list[Json]]) -> list[list[Json]]:
    width = max((len(row) for row in rows), default=0)
    columns = [[row[index] if index < len(row) else None for row in rows] for index in range(width)]
    for column in columns:
        while column and column[-1] is None:
            column.pop()
    return columns


def as_rows(values: Sequence[Sequence[Json]], major: str) -> list[list[Json]]:
    """The values by rows; what a column does not reach stays None, which means untouched."""
    if major != "COLUMNS":
        return [list(row) for row in values]
    height = max((len(column) for column in values), default=0)
    return [[column[row] if row < len(column) else None for column in values] for row in range(height)]


def check_values(values: Sequence[Sequence[Json]], where: str = "values") -> None:
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if isinstance(value, (dict, list)):
                kind = "struct_value" if isinstance(value, dict) else "list_value"
                raise Refusal(f"Invalid {where}[{row}][{column}]: {kind} {_proto(value)}")
            if isinstance(value, str):
                check_text(value)


def _proto(value: Json) -> str:
    """Google shows the value in the text form of protocol buffers; its outer braces do."""
    inner = json.dumps(value, ensure_ascii=False)[1:-1]
    return "{\n" + (f"  {inner}\n" if inner else "") + "}\n"


def check_within(place: Place, text: str, area: Area | None, rows: Sequence[Sequence[Json]]) -> None:
    """Values must not reach beyond a range that has an end, nor beyond the grid."""
    sheet, box = place
    width = max((len(row) for row in rows), default=0)
    single = (
        area is not None
        and area.bottom is not None
        and area.right is not None
        and box.height * box.width == 1
    )
    bottom = sheet.row_count if single or area is None or area.bottom is None else box.bottom
    right = sheet.column_count if single or area is None or area.right is None else box.right
    if box.top + len(rows) > bottom:
        raise Refusal(f"Requested writing within range [{text}], but tried writing to row [{bottom + 1}]")
    if box.left + width > right:
        name = column_name(right)
        raise Refusal(f"Requested writing within range [{text}], but tried writing to column [{name}]")


def write_rows(work: Work, sheet: Sheet, box: Box, rows: Sequence[Sequence[Json]], as_typed: bool) -> int:
    """Writes from the corner of the box; returns how many cells were written."""
    count = 0
    for row, line in enumerate(rows, box.top):
        old = [sheet.cell(row, column) for column in range(box.left, box.left + len(line))]
        pairs = zip(old, line, strict=True)
        new = [cell if value is None else entered(work, cell, value, as_typed) for cell, value in pairs]
        sheet.put_row(row, box.left, new)
        count += sum(value is not None for value in line)
    return count


def entered(work: Work, old: Cell, value: Json, as_typed: bool) -> Cell:
    """The cell after the value came in; its looks stay."""
    extra = old.extra
    if "textFormatRuns" in extra:
        extra = {key: item for key, item in extra.items() if key != "textFormatRuns"} or NOTHING
    if isinstance(value, bool):
        return Cell({"boolValue": value}, old.format, extra)
    if isinstance(value, (int, float)):
        return Cell({"numberValue": whole(value)}, old.format, extra)
    if value == "":
        return Cell(None, old.format, extra)
    if not as_typed or is_text_cell(old):
        return Cell({"stringValue": value}, old.format, extra)
    return _typed_cell(work, old, value, extra)


def is_text_cell(cell: Cell) -> bool:
    return ((cell.format or {}).get("numberFormat") or {}).get("type") == "TEXT"


def _typed_cell(work: Work, old: Cell, text: str, extra: Json) -> Cell:
    found = typed(text, work.locale, work.now.year)
    form = old.format or {}
    if found.number_format and "numberFormat" not in form:
        form = {**form, "numberFormat": found.number_format}
    if found.link:
        style = {**form.get("textFormat", {}), "link": {"uri": found.link}}
        form = {**form, "textFormat": style}
    return Cell(found.value, form or None, extra)


def clear_values(sheet: Sheet, box: Box) -> None:
    for row, column, cell in list(sheet.cells(box)):
        if cell.value is not None:
            extra = {key: item for key, item in cell.extra.items() if key != "textFormatRuns"} or NOTHING
            sheet.put(row, column, Cell(None, cell.format, extra))
