"""Requests about whole sheets and the spreadsheet itself."""

from __future__ import annotations

from tests.google.sheets.batch_cells import wanted_fields
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.grid import Sheet
from tests.google.sheets.looks import colored
from tests.google.sheets.masks import Mask, merged
from tests.google.sheets.references import renamed, without_sheet
from tests.google.sheets.render import sheet_properties
from tests.google.sheets.work import Work
from tests.google.wire import Json

READ_ONLY = ("index", "gridProperties")


def properties_of(book: Spreadsheet, sheet: Sheet) -> Json:
    return sheet_properties(book.sheets.index(sheet), sheet)


def add_sheet(work: Work, args: Json) -> Json:
    wanted = args.get("properties", {})
    sheet_id = wanted.get("sheetId")
    if sheet_id is None:
        sheet_id = work.book.take_id()
    _check_id(work.book, sheet_id)
    title = wanted.get("title") or _free_title(work.book)
    _check_title(work.book, title, None)
    sheet = made_sheet({**wanted, "sheetId": sheet_id, "title": title})
    index = wanted.get("index", len(work.book.sheets))
    if not 0 <= index <= len(work.book.sheets):
        raise Refusal(f"Sheet index must be at most {len(work.book.sheets)}.")
    work.book.sheets.insert(index, sheet)
    work.check_size()
    return {"properties": properties_of(work.book, sheet)}


def made_sheet(wanted: Json) -> Sheet:
    """A sheet as its properties say, 1,000 by 26 cells unless they say otherwise."""
    wanted = {"sheetType": "GRID", **colored(wanted)}
    grid = {"rowCount": 1000, "columnCount": 26, **wanted.get("gridProperties", {})}
    if min(grid["rowCount"], grid["columnCount"]) < 1:
        name = "rowCount" if grid["rowCount"] < 1 else "columnCount"
        raise Refusal(f"gridProperties.{name} must be > 0")
    kept = {key: value for key, value in wanted.items() if key not in READ_ONLY and value is not False}
    return Sheet(kept, _without_false(grid))


def _without_false(values: Json) -> Json:
    return {key: value for key, value in values.items() if value}


def _check_id(book: Spreadsheet, sheet_id: int) -> None:
    if book.find(sheet_id) is not None:
        raise Refusal(f"Sheet with id {sheet_id} already exists")
    if sheet_id < 0:
        raise Refusal(f"sheetId[{sheet_id}] must be >= 0")


def _check_title(book: Spreadsheet, title: str, own: Sheet | None) -> None:
    found = book.titled(title)
    if found is not None and found is not own:
        raise Refusal(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if len(title) > 100:
        raise Refusal("The sheet name cannot be greater than 100 characters. Please enter another name.")


def _free_title(book: Spreadsheet) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def delete_sheet(work: Work, args: Json) -> None:
    book = work.book
    sheet = book.sheet(args.get("sheetId", 0), "sheet")
    visible = [other for other in book.sheets if other is not sheet and not other.properties.get("hidden")]
    if len(book.sheets) == 1:
        raise Refusal("You can't remove all the sheets in a document.")
    if not visible:
        raise Refusal("You can't remove all the visible sheets in a document.")
    work.guard(sheet, sheet.box)
    book.sheets.remove(sheet)
    book.named_ranges = [item for item in book.named_ranges if item["range"].get("sheetId", 0) != sheet.id]
    book.metadata = [item for item in book.metadata if _sheet_of(item) != sheet.id]
    for other in book.sheets:
        for row, column, cell in other.formulas():
            formula = without_sheet(cell.value["formulaValue"], sheet.title)
            other.put(row, column, cell.with_value({"formulaValue": formula}))


def _sheet_of(metadata: Json) -> int | None:
    location = metadata["location"]
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    found: int | None = location.get("sheetId")
    return found


def duplicate_sheet(work: Work, args: Json) -> Json:
    book = work.book
    source = book.sheet(args.get("sourceSheetId", 0), "sheet")
    new_id = args.get("newSheetId")
    if new_id is None:
        new_id = book.take_id()
    _check_id(book, new_id)
    title = args.get("newSheetName") or copy_title(book, source.title)
    _check_title(book, title, None)
    twin = twin_of(work, source, new_id, title)
    index = args.get("insertSheetIndex")
    book.sheets.insert(0 if index is None else index, twin)
    work.check_size()
    return {"properties": properties_of(book, twin)}


def copy_title(book: Spreadsheet, title: str) -> str:
    wanted, number = f"Copy of {title}", 1
    while book.titled(wanted):
        number += 1
        wanted = f"Copy of {title} {number}"
    return wanted


_OWN_IDS = {
    "filterViews": "filterViewId",
    "protectedRanges": "protectedRangeId",
    "charts": "chartId",
    "bandedRanges": "bandedRangeId",
    "slicers": "slicerId",
    "tables": "tableId",
}


def twin_of(work: Work, source: Sheet, new_id: int, title: str) -> Sheet:
    """A copy of the sheet, its ranges on the copy and its objects with ids of their own."""
    twin = source.copy()
    twin.properties = {**source.properties, "sheetId": new_id, "title": title}
    for name, items in twin.overlays.items():
        moved = [moved_to(item, source.id, new_id) for item in items]
        key = _OWN_IDS.get(name)
        if key is not None:
            number = key != "tableId"
            moved = [
                {**item, key: work.book.take_id() if number else str(work.book.take_id())} for item in moved
            ]
        twin.overlays[name] = moved
    twin.basic_filter = moved_to(source.basic_filter, source.id, new_id)
    return twin


def moved_to(value: Json, old: int, new: int) -> Json:
    """The resource with ranges on the sheet `old` now on the sheet `new`."""
    if isinstance(value, list):
        return [moved_to(item, old, new) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: moved_to(item, old, new) for key, item in value.items()}
    is_range = any(key.startswith(("start", "end")) or key == "rowIndex" for key in value)
    if (is_range or "sheetId" in value) and value.get("sheetId", 0) == old:
        result["sheetId"] = new
    return result


def update_sheet_properties(work: Work, args: Json) -> None:
    mask = wanted_fields(args.get("fields"), "SheetProperties", "properties")
    new = colored(args.get("properties", {}))
    sheet = work.book.sheet(new.get("sheetId", 0), "sheet")
    work.guard_sheet(sheet)
    if "*" in mask:
        mask = {key: {} for key in ("title", "index", "hidden", "rightToLeft", "tabColor", "gridProperties")}
    if "title" in mask:
        _rename(work.book, sheet, new.get("title", ""))
    if "gridProperties" in mask:
        _update_grid(work, sheet, new.get("gridProperties", {}), mask["gridProperties"])
    if "hidden" in mask and new.get("hidden"):
        _check_hiding(work.book, sheet)
    if "tabColor" in mask or "tabColorStyle" in mask:
        mask = {**mask, "tabColor": {}, "tabColorStyle": {}}
    rest = {
        key: inner
        for key, inner in mask.items()
        if key in ("hidden", "rightToLeft", "tabColor", "tabColorStyle")
    }
    kept = {key: value for key, value in new.items() if value is not False}
    if rest:
        sheet.properties = merged(sheet.properties, kept, rest)
    if "index" in mask:
        _reorder(work.book, sheet, new.get("index", 0))


def _rename(book: Spreadsheet, sheet: Sheet, title: str) -> None:
    if not title:
        raise Refusal("The sheet name cannot be empty.")
    _check_title(book, title, sheet)
    old = sheet.title
    sheet.properties = {**sheet.properties, "title": title}
    for other in book.sheets:
        for row, column, cell in other.formulas():
            formula = renamed(cell.value["formulaValue"], old, title)
            other.put(row, column, cell.with_value({"formulaValue": formula}))


def _update_grid(work: Work, sheet: Sheet, new: Json, mask: Mask) -> None:
    if not mask or "*" in mask:
        mask = {key: {} for key in {**sheet.grid, **new}}
    grid = _without_false(merged(sheet.grid, new, mask))
    for name, axis in (("rowCount", "ROWS"), ("columnCount", "COLUMNS")):
        count = grid.get(name, 0)
        if count < 1:
            raise Refusal(f"gridProperties.{name}[{count}] must be > 0")
        frozen = grid.get("frozenRowCount" if axis == "ROWS" else "frozenColumnCount", 0)
        if frozen >= count:
            raise Refusal(f"You can't freeze all visible {axis.lower()} on the sheet.")
        _shrink(work, sheet, axis, count)
    sheet.grid = grid
    work.check_size()


def _shrink(work: Work, sheet: Sheet, axis: str, count: int) -> None:
    from tests.google.sheets.structure import delete_lines

    if count < sheet.count(axis):
        cut = sheet.box._replace(top=count) if axis == "ROWS" else sheet.box._replace(left=count)
        work.guard(sheet, cut)
        delete_lines(work.book, sheet, axis, count, sheet.count(axis))


def _check_hiding(book: Spreadsheet, sheet: Sheet) -> None:
    if all(other is sheet or other.properties.get("hidden") for other in book.sheets):
        raise Refusal("You can't hide all the sheets in a document.")


def _reorder(book: Spreadsheet, sheet: Sheet, index: int) -> None:
    """The index counts the places before the move, the sheet's own among them."""
    if not 0 <= index <= len(book.sheets):
        raise Refusal(f"Sheet index must be at most {len(book.sheets)}.")
    old = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > old else index, sheet)


def update_spreadsheet_properties(work: Work, args: Json) -> None:
    mask = wanted_fields(args.get("fields"), "SpreadsheetProperties", "properties")
    if "*" in mask:
        mask = {key: {} for key in args.get("properties", {})}
    new = merged(work.book.properties, colored(args.get("properties", {})), mask)
    for key in ("title", "locale", "timeZone", "autoRecalc"):
        if not new.get(key):
            raise Refusal(f"properties.{key} must not be empty.")
    work.book.properties = new


HANDLERS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
