"""A spreadsheet made as the body of spreadsheets.create describes it."""

from __future__ import annotations

from tests.google.sheets.batch_cells import EXTRAS, STORED, applied
from tests.google.sheets.batch_metadata import located
from tests.google.sheets.batch_overlays import BANDING, CHART, FILTER_VIEW, SLICER, TABLE
from tests.google.sheets.batch_sheets import made_sheet
from tests.google.sheets.book import Refusal, Spreadsheet, new_spreadsheet
from tests.google.sheets.grid import OVERLAYS, Sheet
from tests.google.sheets.looks import colored
from tests.google.sheets.masks import Mask
from tests.google.wire import Json

_ALL: Mask = {key: {} for key in (*STORED, *EXTRAS)}
_IDS = {kind.list: kind.key for kind in (BANDING, CHART, FILTER_VIEW, SLICER, TABLE)}
_IDS["protectedRanges"] = "protectedRangeId"


def created(body: Json) -> Spreadsheet:
    book = new_spreadsheet()
    book.properties = {**book.properties, **colored(body.get("properties", {}))}
    if body.get("sheets"):
        book.sheets = []
        for index, described in enumerate(body["sheets"]):
            _add_sheet(book, index, described)
    for item in body.get("namedRanges", []):
        own = {"namedRangeId": str(book.take_id()), **item}
        book.named_ranges.append({**own, "range": {"sheetId": 0, **item.get("range", {})}})
    for item in body.get("developerMetadata", []):
        _attach(book, item, {"spreadsheet": True})
    return book


def _add_sheet(book: Spreadsheet, index: int, described: Json) -> None:
    properties = {"title": f"Sheet{index + 1}", **described.get("properties", {})}
    if book.titled(properties["title"]):
        title = properties["title"]
        raise Refusal(
            f'Invalid sheets[{index}]: A sheet with the name "{title}" already exists. '
            "Please enter another name."
        )
    properties.setdefault("sheetId", book.take_id())
    if book.find(properties["sheetId"]):
        raise Refusal(f"Invalid sheets[{index}]: Sheet with id {properties['sheetId']} already exists")
    sheet = made_sheet(properties)
    book.sheets.append(sheet)
    for data in described.get("data", []):
        _fill(book, sheet, data)
    for name in OVERLAYS:
        sheet.overlays[name] = [_own(book, name, item) for item in described.get(name, [])]
    sheet.basic_filter = described.get("basicFilter")
    for item in described.get("developerMetadata", []):
        _attach(book, item, {"sheetId": sheet.id})


def _own(book: Spreadsheet, name: str, item: Json) -> Json:
    key = _IDS.get(name)
    if key is None:
        return colored(item)
    new_id = book.take_id()
    return {key: str(new_id) if key == "tableId" else new_id, **colored(item)}


def _fill(book: Spreadsheet, sheet: Sheet, data: Json) -> None:
    top, left, rows = data.get("startRow", 0), data.get("startColumn", 0), data.get("rowData", [])
    width = max((len(row.get("values", [])) for row in rows), default=0)
    sheet.grow(top + len(rows), left + width)
    for index, row in enumerate(rows, top):
        values = row.get("values", [])
        old = [sheet.cell(index, column) for column in range(left, left + len(values))]
        pairs = zip(old, values, strict=True)
        sheet.put_row(index, left, [applied(cell, value, _ALL) for cell, value in pairs])
    for axis, start, key in (("ROWS", top, "rowMetadata"), ("COLUMNS", left, "columnMetadata")):
        for index, line in enumerate(data.get(key, []), start):
            rest = {name: value for name, value in line.items() if name != "developerMetadata"}
            sheet.put_line(axis, index, rest)
            area = {"sheetId": sheet.id, "dimension": axis, "startIndex": index, "endIndex": index + 1}
            for item in line.get("developerMetadata", []):
                _attach(book, item, {"dimensionRange": area})


def _attach(book: Spreadsheet, item: Json, location: Json) -> None:
    own = {"metadataId": book.take_id(), "visibility": "DOCUMENT", **item}
    book.metadata.append({**own, "location": located(book, location)})
