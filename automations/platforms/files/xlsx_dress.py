"""`setup`: what makes a sheet one that people want to work in. Derived from the schema, never from data."""

import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from automations.errors import SchemaError
from automations.platforms.files import xlsx_write
from automations.platforms.files.xlsx_write import Sheet
from sheets_schema.board import LAST_GOOD_RUN, READ_ME
from sheets_schema.columns import Column, Kind, Owner, Tab, WorkbookShape
from sheets_schema.looks import (
    CENTRED,
    FLAG_COLOURS,
    HEAD_BY_JOBS,
    HEAD_BY_PEOPLE,
    LINE,
    NUMBER_FORMATS,
    PAPER,
    SHADE,
    STALE,
    stale,
)
from sheets_schema.words import Flag

LAST_ROW = 1_048_576
INLINE_LIST = 255
"""Characters that a dropdown's own list may have (Excel); a longer one stands in the tab Lists."""

LISTS = "Lists"
VOLUNTEERS = "Volunteers"
ROSTER_ROWS = 500

TYPEFACE = "Calibri"
WIDEST_PAGE = 250
"""Characters that still can be read when a tab is printed on one page's width."""

OPAQUE = "FF"

_OUR_FORMULA = re.compile(rf'^(\$[A-Z]+2="(?:{"|".join(Flag)})"|AND\(\$[A-Z]+2="{LAST_GOOD_RUN}",.*)$')


def dressed(content: bytes | None, shape: WorkbookShape) -> bytes:
    """The workbook with every tab and column, dropdown, colour and note; made if there is none.

    Raises SchemaError where a header stands twice, for only a person knows which is meant.
    """
    book = xlsx_write.load(content) if content else _new_book()
    for tab in shape.tabs:
        _dress_tab(book, tab, shape)
    for number, title in enumerate(tab.title for tab in shape.tabs):
        if content is None:
            book.move_sheet(title, number - book.sheetnames.index(title))
    if content is None:
        book.active = 0
    return xlsx_write.saved(book)


def _new_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "automations"
    return book


def _dress_tab(book: Workbook, tab: Tab, shape: WorkbookShape) -> None:
    fresh = tab.title not in book.sheetnames
    worksheet = book.create_sheet(tab.title) if fresh else book[tab.title]
    sheet = Sheet(worksheet, tab, shape.name)
    _refuse_doubled(sheet)
    missing = [header for header in tab.headers if header not in sheet.columns]
    if len(missing) == len(tab.headers):
        _refuse_lower_headers(sheet)
    sheet.add_columns(missing)
    for column in tab.columns:
        _dress_column(worksheet, sheet.columns[column.header], column, fresh or column.header in missing)
    if worksheet.freeze_panes is None:
        worksheet.freeze_panes = "B2"
    worksheet.row_dimensions[1].height = 30
    _dropdowns_and_prompts(book, worksheet, sheet, tab)
    _colours(worksheet, sheet)
    if tab.title == "Roster":
        _name_volunteers(book, sheet)
    if fresh:
        _lay_out(worksheet, tab)


def _refuse_doubled(sheet: Sheet) -> None:
    headers = [str(cell.value).strip() for cell in sheet.sheet[1] if cell.value is not None]
    for header in sheet.shape.headers:
        if headers.count(header) > 1:
            raise SchemaError(
                f"{sheet.workbook}, tab {sheet.shape.title}: the column '{header}' is there "
                f"{headers.count(header)} times. Rename or delete all but one, then run `setup` again."
            )


def _refuse_lower_headers(sheet: Sheet) -> None:
    """Somebody put a title above them: a second set of columns would leave the rows unread."""
    for number, cells in enumerate(sheet.sheet.iter_rows(min_row=2, max_row=20, values_only=True), 2):
        if sum(header in cells for header in sheet.shape.headers) * 2 > len(sheet.shape.headers):
            raise SchemaError(
                f"{sheet.workbook}, tab {sheet.shape.title}: the headers stand in row {number}. "
                "They must be in row 1: delete the rows above them, then run `setup` again."
            )


def _lay_out(worksheet: Worksheet, tab: Tab) -> None:
    """Once, when the tab is made: later it is people's own."""
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(tab.columns))}1"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    fits = sum(column.width for column in tab.columns) <= WIDEST_PAGE
    worksheet.sheet_properties.pageSetUpPr.fitToPage = fits
    worksheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.5)
    worksheet.print_title_rows = "1:1"
    if tab.hidden:
        worksheet.sheet_state = "hidden"


def _dress_column(worksheet: Worksheet, place: int, column: Column, fresh: bool) -> None:
    by_jobs = column.owner is Owner.JOBS
    head = worksheet.cell(1, place)
    head.font = Font(name=TYPEFACE, bold=True, color=OPAQUE + PAPER)
    head.fill = PatternFill("solid", fgColor=OPAQUE + (HEAD_BY_JOBS if by_jobs else HEAD_BY_PEOPLE))
    side = "center" if column.kind in CENTRED else "left"
    head.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    owner = "Filled in for you." if by_jobs else "You write here."
    head.comment = Comment(f"{column.help}\n{owner}", "automations", *xlsx_write.NOTE_SIZE)
    if fresh:
        dimension = worksheet.column_dimensions[get_column_letter(place)]
        dimension.width = column.width
        dimension.number_format = NUMBER_FORMATS.get(column.kind, "@" if _is_text(column) else "General")
        dimension.font = Font(name=TYPEFACE)
        dimension.alignment = Alignment(horizontal=side, vertical="top", wrap_text=column.wraps)
        if by_jobs:
            dimension.fill = PatternFill("solid", fgColor=OPAQUE + SHADE)
        dimension.border = Border(bottom=Side("thin", color=OPAQUE + LINE))


def _is_text(column: Column) -> bool:
    return column.kind in (Kind.TEXT, Kind.NAMES, Kind.CODES)


def _dropdowns_and_prompts(book: Workbook, worksheet: Worksheet, sheet: Sheet, tab: Tab) -> None:
    """Ours are known by their prompt's title, a header; what people added stays."""
    theirs = [v for v in worksheet.data_validations.dataValidation if v.promptTitle not in tab.headers]
    worksheet.data_validations.dataValidation = theirs
    for column in tab.columns:
        validation = _validation(book, column)
        validation.promptTitle, validation.showInputMessage = column.header, True
        letter = get_column_letter(sheet.columns[column.header])
        validation.add(f"{letter}2:{letter}{LAST_ROW}")
        worksheet.add_data_validation(validation)


def _validation(book: Workbook, column: Column) -> DataValidation:
    if column.owner is Owner.JOBS:
        prompt = "Filled in for you. What you type here is put back."
        return DataValidation(prompt=prompt, allow_blank=True)
    if column.kind is Kind.DATE:
        return DataValidation(
            "date", "36526", prompt=column.help[:255], allow_blank=True, operator="greaterThan",
            errorStyle="warning", error="Write a date like 2026-11-03.", showErrorMessage=True,
        )  # fmt: skip
    if column.volunteers:
        return DataValidation("list", VOLUNTEERS, prompt=column.help[:255], allow_blank=True)
    if column.choices:
        return DataValidation(
            "list", list_source(book, column.header, column.choices), prompt=column.help[:255],
            allow_blank=True, error="Choose one of the list.", showErrorMessage=True,
            errorStyle="warning",
        )  # fmt: skip
    return DataValidation(prompt=column.help[:255], allow_blank=True)


def list_source(book: Workbook, header: str, choices: Sequence[str]) -> str:
    """The formula of a dropdown: the choices themselves, or a name for where they stand."""
    inline = '"' + ",".join(choices) + '"'
    if len(inline) <= INLINE_LIST and not any("," in choice or '"' in choice for choice in choices):
        return inline
    if LISTS not in book.sheetnames:
        book.create_sheet(LISTS).sheet_state = "hidden"
    sheet, name = book[LISTS], "List_" + re.sub(r"\W", "_", header)
    heads = [cell.value for cell in sheet[1]]
    place = heads.index(header) + 1 if header in heads else len([h for h in heads if h]) + 1
    for row, text in enumerate((header, *choices), 1):
        xlsx_write.put(sheet.cell(row, place), text)
    letter = get_column_letter(place)
    reference = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(choices) + 1}"
    book.defined_names[name] = DefinedName(name, attr_text=reference)
    return name


def _name_volunteers(book: Workbook, roster: Sheet) -> None:
    """The dropdowns of volunteers follow the Roster."""
    letter = get_column_letter(roster.columns["Volunteer"])
    reference = f"{quote_sheetname('Roster')}!${letter}$2:${letter}${ROSTER_ROWS}"
    book.defined_names[VOLUNTEERS] = DefinedName(VOLUNTEERS, attr_text=reference)


def _colours(worksheet: Worksheet, sheet: Sheet) -> None:
    """By flag. Ours are known by their formula; what people added stays."""
    kept = ConditionalFormattingList()
    for area in worksheet.conditional_formatting:
        for rule in area.rules:
            formula = str(rule.formula[0]) if rule.formula else ""
            if not (_OUR_FORMULA.match(formula) and str(area.sqref).endswith(str(LAST_ROW))):
                kept.add(str(area.sqref), rule)
    worksheet.conditional_formatting = kept
    if "Flag" in sheet.columns:
        _colour_flags(worksheet, sheet)
    if sheet.shape is READ_ME:
        topic, text = (get_column_letter(sheet.columns[h]) for h in ("Topic", "Explanation"))
        fill, ink = STALE
        rule = FormulaRule(
            [stale(topic, text)], font=Font(color=OPAQUE + ink), fill=PatternFill(bgColor=OPAQUE + fill)
        )
        worksheet.conditional_formatting.add(f"{text}2:{text}{LAST_ROW}", rule)


def _colour_flags(worksheet: Worksheet, sheet: Sheet) -> None:
    flag, sentence = (get_column_letter(sheet.columns[h]) for h in ("Flag", "What next"))
    for name, (fill, ink) in FLAG_COLOURS.items():
        rule = FormulaRule(
            [f'${flag}2="{name}"'], font=Font(color=OPAQUE + ink, bold=name is not Flag.DONE),
            fill=PatternFill(bgColor=OPAQUE + fill), stopIfTrue=False,
        )  # fmt: skip
        worksheet.conditional_formatting.add(f"{flag}2:{flag}{LAST_ROW}", rule)
    quiet = FormulaRule([f'${flag}2="{Flag.DONE}"'], font=Font(color=OPAQUE + FLAG_COLOURS[Flag.DONE][1]))
    worksheet.conditional_formatting.add(f"{sentence}2:{sentence}{LAST_ROW}", quiet)
