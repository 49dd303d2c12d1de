"""What people do to a spreadsheet by hand, and what Drive does to a whole one."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.google.sheets import api_spreadsheets, api_values, export
from tests.google.sheets.a1 import quoted
from tests.google.sheets.book import Spreadsheet
from tests.google.sheets.grid import Sheet
from tests.google.wire import ApiError, Caller, Json, Request
from tests.google.world import SPREADSHEET, File, World

SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def _request(
    world: World, file: File, who: str, body: Json = None, /, area: str = "", **query: str
) -> Request:
    """With no one named the owner edits, and nothing is checked."""
    caller = Caller(who, frozenset()) if who else Caller(file.owner or world.accounts.person)
    return Request(world, caller, {"id": file.id, "range": area}, MultiDict(query), body, {})


def batch(world: World, file: File, requests: list[Json], who: str = "") -> Json:
    answer: Any = api_spreadsheets.batch_update(_request(world, file, who, {"requests": requests}))
    return answer["replies"]


def enter(world: World, file: File, area: str, rows: list[list[Json]], who: str = "") -> None:
    """Typed or pasted, as a person does it; None leaves a cell as it is."""
    body = {"values": rows}
    api_values.update(_request(world, file, who, body, area=area, valueInputOption="USER_ENTERED"))


def rows_of(world: World, file: File, tab: str, render: str = "FORMATTED_VALUE") -> list[list[Json]]:
    request = _request(world, file, "", area=quoted(tab), valueRenderOption=render)
    answer: Any = api_values.get(request)
    found: list[list[Json]] = answer.get("values", [])
    return found


def sheet_of(file: File, tab: str) -> Sheet:
    book: Spreadsheet = file.content
    found = next((sheet for sheet in book.sheets if sheet.title == tab), None) if tab else book.sheets[0]
    if found is None:
        raise ApiError(400, f"There is no tab {tab!r}.")
    return found


def column_of(world: World, file: File, tab: str, column: str | int) -> int:
    """A column by its header in the first row, or by its index."""
    if isinstance(column, int):
        return column
    header = next(iter(rows_of(world, file, tab)), [])
    if column not in header:
        raise ApiError(400, f"There is no column {column!r}.")
    return header.index(column)


def make_room(world: World, file: File, sheet: Sheet, rows: int, columns: int) -> None:
    """A paste beyond the edge makes the sheet larger."""
    grid = {
        "rowCount": max(rows, sheet.grid["rowCount"]),
        "columnCount": max(columns, sheet.grid["columnCount"]),
    }
    if grid["rowCount"] > sheet.grid["rowCount"] or grid["columnCount"] > sheet.grid["columnCount"]:
        properties = {"sheetId": sheet.id, "gridProperties": grid}
        fields = "gridProperties.rowCount,gridProperties.columnCount"
        batch(world, file, [{"updateSheetProperties": {"properties": properties, "fields": fields}}])


def import_rows(world: World, file: File, rows: list[list[str]]) -> None:
    """Drive's conversion of an upload: one tab with these rows instead of what was there."""
    book: Spreadsheet = file.content
    del book.sheets[1:]
    sheet = book.sheets[0]
    batch(world, file, [{"updateCells": {"range": {"sheetId": sheet.id}, "fields": "*"}}])
    if rows:
        make_room(world, file, sheet, len(rows), max(map(len, rows)))
        enter(world, file, quoted(sheet.title), [list(row) for row in rows])


def exported(world: World, file: File, mime_type: str) -> bytes | None:
    """Of the kinds with one table, the first tab; None for what can't be made."""
    book: Spreadsheet = file.content
    if mime_type == export.XLSX:
        return export.as_xlsx(book, world.clock())
    separator = SEPARATORS.get(mime_type)
    return export.as_csv(book, book.sheets[0], world.clock(), separator) if separator else None


def spreadsheet_file(world: World, file_id: str) -> File:
    file = world.files.get(file_id)
    if file is None or file.mime_type != SPREADSHEET:
        raise ApiError(404, "There is no such spreadsheet.")
    return file
