"""A spreadsheet as files of other kinds."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from tests.google.sheets.a1 import box_name
from tests.google.sheets.batch_merges import merged_box
from tests.google.sheets.book import Spreadsheet
from tests.google.sheets.calc import Calculator
from tests.google.sheets.formats import moment_of
from tests.google.sheets.grid import Cell, Sheet
from tests.google.sheets.locales import locale_of
from tests.google.sheets.shown import number_format, shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(spreadsheet: Spreadsheet, sheet: Sheet, now: datetime, delimiter: str = ",") -> bytes:
    """Cells as they are shown, up to the last row and column with a value."""
    calculator, locale = Calculator(spreadsheet, now), locale_of(spreadsheet.locale)
    height = sheet.last_row()
    width = 1 + max(
        (column for _, column, cell in sheet.cells(sheet.box) if cell.value is not None), default=-1
    )
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    for row in range(height):
        line = []
        for column in range(width):
            cell = sheet.cell(row, column)
            line.append(shown(cell, calculator.result(sheet, row, column, cell), locale))
        writer.writerow(line)
    return target.getvalue().removesuffix("\r\n").encode()


def as_xlsx(spreadsheet: Spreadsheet, now: datetime) -> bytes:
    """Values, formulas, merges, fonts and fills."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    calculator = Calculator(spreadsheet, now)
    for sheet in spreadsheet.sheets:
        page = workbook.create_sheet(sheet.title[:31])
        page.sheet_state = "hidden" if sheet.properties.get("hidden") else "visible"
        for row, column, cell in sheet.cells(sheet.box):
            _fill(page.cell(row + 1, column + 1), cell, calculator, (sheet, row, column))
        for area in sheet.overlays["merges"]:
            page.merge_cells(box_name(merged_box(area)))
        for index, line in enumerate(sheet.lines["COLUMNS"]):
            page.column_dimensions[get_column_letter(index + 1)].hidden = bool(
                (line or {}).get("hiddenByUser")
            )
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _fill(target: Any, cell: Cell, calculator: Calculator, place: tuple[Sheet, int, int]) -> None:
    result = calculator.result(*place, cell)
    form = number_format(cell, result) or {}
    value = cell.value or {}
    if "formulaValue" in value:
        target.value = value["formulaValue"]
    elif form.get("type") in ("DATE", "DATE_TIME") and isinstance(result.value, (int, float)):
        target.value = moment_of(result.value)
    elif value:
        target.value = result.value
        target.data_type = "s" if isinstance(result.value, str) else target.data_type
    if form.get("pattern"):
        target.number_format = form["pattern"]
    style = cell.format or {}
    if text := style.get("textFormat"):
        target.font = Font(bold=text.get("bold"), italic=text.get("italic"), strike=text.get("strikethrough"))
    if color := style.get("backgroundColor"):
        levels = (round(255 * color.get(name, 0)) for name in ("red", "green", "blue"))
        target.fill = PatternFill("solid", fgColor="{:02X}{:02X}{:02X}".format(*levels))
