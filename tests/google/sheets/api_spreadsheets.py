"""The methods of spreadsheets themselves: create, get, batchUpdate, copyTo."""

from __future__ import annotations

from collections.abc import Sequence

from tests.google.sheets.batch import apply_batch
from tests.google.sheets.batch_sheets import copy_title, properties_of, twin_of
from tests.google.sheets.book import Refusal
from tests.google.sheets.calls import Call, answer, editor_of, mask_of, opened, pretty, reading, writing
from tests.google.sheets.creation import created
from tests.google.sheets.filters_data import places_of
from tests.google.sheets.lookups import Place
from tests.google.sheets.masks import Mask, below
from tests.google.sheets.render import Renderer
from tests.google.sheets.schema import read_body
from tests.google.sheets.shorthand import WORTHWHILE, Shorthand
from tests.google.wire import ApiError, Json, Reply, Request
from tests.google.world import SPREADSHEET, File


def rendered(
    call: Call,
    mask: Mask | None,
    places: Sequence[Place] | None,
    with_data: bool,
    shorthand: Shorthand | None = None,
) -> Json:
    """A field mask says by itself whether cells are wanted."""
    if mask is not None:
        sheets = below(mask, "sheets")
        with_data = sheets is not None and below(sheets, "data") is not None
    work = call.work
    renderer = Renderer(work.book, work.now, work.editor, work.owner, shorthand)
    return renderer.spreadsheet(call.file.id, mask or {}, places, with_data)


def get(request: Request) -> Json:
    call = reading(request)
    texts = request.query.getlist("ranges")
    places = [call.find(text) for text in texts] or None
    with_data = request.query.get("includeGridData", "").lower() == "true"
    mask = mask_of(request, "Spreadsheet")
    cells = sum(len(row) for sheet in call.work.book.sheets for row in sheet.rows)
    if cells < WORTHWHILE or "prettyPrint" in request.query:
        return pretty(request, rendered(call, mask, places, with_data))
    shorthand = Shorthand()
    content = shorthand.content(rendered(call, mask, places, with_data, shorthand))
    return Reply(content, headers={"Vary": "Origin, X-Origin, Referer"})


def get_by_data_filter(request: Request) -> Json:
    body = read_body("GetSpreadsheetByDataFilterRequest", request.body)
    call = reading(request)
    with call.within(""):
        places = places_of(call.work.book, body.get("dataFilters", [])) or None
    with_data = body.get("includeGridData", False)
    return pretty(request, rendered(call, mask_of(request, "Spreadsheet"), places, with_data))


def create(request: Request) -> Json:
    body = read_body("Spreadsheet", request.body)
    world = request.world
    mask = mask_of(request, "Spreadsheet")
    try:
        book = created(body)
    except Refusal as refusal:
        raise ApiError(400, str(refusal)) from None
    if not world.may_own(request.caller):
        raise ApiError(403, "The caller does not have permission")
    file = File(world.new_id(), book.properties["title"], SPREADSHEET, request.caller.email, book)
    world.add(file)
    call = opened(request, "reader", file.id)
    return pretty(request, rendered(call, mask, None, False))


def batch_update(request: Request) -> Json:
    body = read_body("BatchUpdateSpreadsheetRequest", request.body)
    mask = mask_of(request, "BatchUpdateSpreadsheetResponse")
    requests = body.get("requests", [])
    if not requests:
        raise ApiError(400, "Must specify at least one request.")
    with writing(request) as call:
        work, file = call.work, call.file
        editor = editor_of(request, file)
        replies = apply_batch(work.book, requests, world=request.world, editor=editor, owner=file.owner)
        result = {"spreadsheetId": file.id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            inner = below(mask, "updatedSpreadsheet") if mask else {}
            with_data = body.get("responseIncludeGridData", False)
            places = [call.find(text) for text in body.get("responseRanges", [])] or None
            if inner is not None:
                result["updatedSpreadsheet"] = rendered(call, inner or None, places, with_data)
    return answer(request, "BatchUpdateSpreadsheetResponse", result)


def copy_to(request: Request) -> Json:
    body = read_body("CopySheetToAnotherSpreadsheetRequest", request.body)
    source = reading(request)
    target = opened(request, "writer", body.get("destinationSpreadsheetId", ""))
    try:
        sheet = source.work.book.sheet(int(request.path["sheet"]), "sheet")
    except Refusal as refusal:
        raise ApiError(400, str(refusal)) from None
    book = target.work.book
    twin = twin_of(target.work, sheet, book.take_id(), copy_title(book, sheet.title))
    book.sheets.append(twin)
    request.world.touch(target.file)
    return answer(request, "SheetProperties", properties_of(book, twin))
