"""Admin paths for spreadsheets: made with content, edited as a person would, and dumped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google import contents
from tests.google.sheets.a1 import cell_name, quoted
from tests.google.sheets_edits import (
    batch,
    column_of,
    enter,
    make_room,
    rows_of,
    sheet_of,
    spreadsheet_file,
)
from tests.google.wire import ApiError, Json, Request, Route
from tests.google.world import SPREADSHEET, File, World

ONE = r"/admin/spreadsheets/(?P<fileId>[^/]+)"
RENDER = {"shown": "FORMATTED_VALUE", "raw": "UNFORMATTED_VALUE", "formulas": "FORMULA"}


def make_spreadsheet(world: World, given: Json) -> File:
    name = given.get("name") or "Untitled spreadsheet"
    owner = given.get("owner") or world.accounts.person
    content = contents.new_content(SPREADSHEET, name)
    file = world.add(File(given.get("id") or world.new_id(), name, SPREADSHEET, owner, content))
    for number, (tab, rows) in enumerate((given.get("tabs") or {}).items()):
        if number:
            batch(world, file, [{"addSheet": {"properties": {"title": tab}}}])
        else:
            _rename(world, file, content.sheets[0].id, tab)
        _paste(world, file, {"tab": tab, "cell": "A1", "rows": rows})
    return file


def _rename(world: World, file: File, sheet_id: int, title: str) -> None:
    properties = {"sheetId": sheet_id, "title": title}
    batch(world, file, [{"updateSheetProperties": {"properties": properties, "fields": "title"}}])


def _type(world: World, file: File, edit: Json) -> None:
    enter(world, file, _place(file, edit), [[edit["value"]]], edit.get("as", ""))


def _paste(world: World, file: File, edit: Json) -> None:
    from tests.google.sheets.a1 import parse_area

    rows, sheet = edit["rows"], sheet_of(file, edit.get("tab", ""))
    area = parse_area(edit.get("cell", "A1"))
    if not rows or area is None:
        return
    width = max(map(len, rows))
    make_room(world, file, sheet, (area.top or 0) + len(rows), (area.left or 0) + width)
    enter(world, file, _place(file, edit), rows, edit.get("as", ""))


def _place(file: File, edit: Json) -> str:
    return f"{quoted(sheet_of(file, edit.get('tab', '')).title)}!{edit.get('cell', 'A1')}"


def _sort(world: World, file: File, edit: Json) -> None:
    """Without rows named, all below the header."""
    sheet, tab = sheet_of(file, edit.get("tab", "")), edit.get("tab", "")
    keys = edit.get("by") or [edit["column"]]
    keys = [key if isinstance(key, dict) else {"column": key} for key in keys]
    specs = [
        {
            "dimensionIndex": column_of(world, file, tab or sheet.title, key["column"]),
            "sortOrder": "DESCENDING" if key.get("descending", edit.get("descending")) else "ASCENDING",
        }
        for key in keys
    ]
    start, end = edit.get("start", 1), edit.get("end", sheet.grid["rowCount"])
    area = {"sheetId": sheet.id, "startRowIndex": start, "endRowIndex": end}
    batch(world, file, [{"sortRange": {"range": area, "sortSpecs": specs}}], edit.get("as", ""))


def _span(file: File, edit: Json) -> Json:
    """Rows unless columns are said; `start` counts from 0, without `end` it is one."""
    start = edit["start"]
    return {
        "sheetId": sheet_of(file, edit.get("tab", "")).id,
        "dimension": edit.get("dimension", "ROWS"),
        "startIndex": start,
        "endIndex": edit.get("end", start + 1),
    }


def _insert(world: World, file: File, edit: Json) -> None:
    before = edit.get("inherit", edit["start"] > 0)
    batch(world, file, [{"insertDimension": {"range": _span(file, edit), "inheritFromBefore": before}}])


def _delete(world: World, file: File, edit: Json) -> None:
    batch(world, file, [{"deleteDimension": {"range": _span(file, edit)}}], edit.get("as", ""))


def _move(world: World, file: File, edit: Json) -> None:
    moved = {"source": _span(file, edit), "destinationIndex": edit["to"]}
    batch(world, file, [{"moveDimension": moved}], edit.get("as", ""))


def _hide(world: World, file: File, edit: Json) -> None:
    properties = {"hiddenByUser": edit.get("hidden", True)}
    request = {"range": _span(file, edit), "properties": properties, "fields": "hiddenByUser"}
    batch(world, file, [{"updateDimensionProperties": request}], edit.get("as", ""))


def _filter(world: World, file: File, edit: Json) -> None:
    """`hidden` gives the values hidden by column; null takes the filter away."""
    sheet, tab = sheet_of(file, edit.get("tab", "")), edit.get("tab", "")
    if edit.get("hidden", {}) is None:
        batch(world, file, [{"clearBasicFilter": {"sheetId": sheet.id}}])
        return
    criteria = {
        str(column_of(world, file, tab or sheet.title, column)): {"hiddenValues": values}
        for column, values in edit.get("hidden", {}).items()
    }
    chosen = {"range": {"sheetId": sheet.id}, "criteria": criteria}
    batch(world, file, [{"setBasicFilter": {"filter": chosen}}], edit.get("as", ""))


def _header(world: World, file: File, edit: Json) -> None:
    tab = edit.get("tab") or sheet_of(file, "").title
    place = f"{quoted(tab)}!{cell_name(0, column_of(world, file, tab, edit['old']))}"
    enter(world, file, place, [[edit["new"]]], edit.get("as", ""))


def _tab(world: World, file: File, edit: Json) -> None:
    _rename(world, file, sheet_of(file, edit["old"]).id, edit["new"])


def _batch(world: World, file: File, edit: Json) -> Json:
    return batch(world, file, edit["requests"], edit.get("as", ""))


Edit = Callable[[World, File, Json], Any]
EDITS: dict[str, Edit] = {
    "type": _type,
    "paste": _paste,
    "sort": _sort,
    "insert": _insert,
    "delete": _delete,
    "move": _move,
    "hide": _hide,
    "filter": _filter,
    "header": _header,
    "tab": _tab,
    "batch": _batch,
}


def _edit(request: Request) -> Json:
    file, edit = spreadsheet_file(request.world, request.path["fileId"]), EDITS.get(request.path["edit"])
    if edit is None:
        raise ApiError(404, f"Edits are {', '.join(EDITS)}.")
    try:
        return edit(request.world, file, request.body or {}) or {}
    except KeyError as error:
        raise ApiError(400, f"Missing: {error}") from error


def _create(request: Request) -> Json:
    file = make_spreadsheet(request.world, request.body or {})
    return {"spreadsheetId": file.id, "sheets": {sheet.title: sheet.id for sheet in file.content.sheets}}


def dump(world: World, file: File, render: str = "shown") -> dict[str, list[list[Json]]]:
    return {s.title: rows_of(world, file, s.title, RENDER[render]) for s in file.content.sheets}


def _dump(request: Request) -> Json:
    render = request.query.get("values", "shown")
    if render not in RENDER:
        raise ApiError(400, f"`values` is one of {', '.join(RENDER)}.")
    return dump(request.world, spreadsheet_file(request.world, request.path["fileId"]), render)


ROUTES = [
    Route("POST", "/admin/spreadsheets", _create),
    Route("GET", ONE, _dump),
    Route("POST", ONE + "/(?P<edit>[a-z]+)", _edit),
]
