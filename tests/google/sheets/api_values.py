"""The methods of spreadsheets.values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.google.sheets.a1 import Box, parse_area
from tests.google.sheets.append import table_in
from tests.google.sheets.book import Refusal
from tests.google.sheets.calls import Call, answer, reading, writing
from tests.google.sheets.lookups import Place, find_range
from tests.google.sheets.schema import read_body
from tests.google.sheets.structure import insert_lines
from tests.google.sheets.values import (
    Options,
    as_rows,
    check_values,
    check_within,
    clear_values,
    range_name,
    read_values,
    write_rows,
)
from tests.google.wire import ApiError, Json, Request

INPUT_OPTIONS = ("RAW", "USER_ENTERED")


def options_of(source: Json, prefix: str = "") -> Options:
    """From a query or a body; in answers to writing the names begin with `response`."""
    names = ["valueRenderOption", "dateTimeRenderOption"]
    if prefix:
        names = [prefix + name[0].upper() + name[1:] for name in names]
    render = source.get(names[0]) or "FORMATTED_VALUE"
    moments = source.get(names[1]) or "SERIAL_NUMBER"
    return Options(_major(source.get("majorDimension")), render, moments)


def _major(text: str | None) -> str:
    return "COLUMNS" if text == "COLUMNS" else "ROWS"


def get(request: Request) -> Json:
    call = reading(request)
    value = read_values(call.work, call.find(request.path["range"]), options_of(request.query))
    return answer(request, "ValueRange", value)


def batch_get(request: Request) -> Json:
    call = reading(request)
    options = options_of(request.query)
    places = [call.find(text) for text in request.query.getlist("ranges")]
    found = [read_values(call.work, place, options) for place in places]
    value = {"spreadsheetId": call.file.id, "valueRanges": found}
    return answer(request, "BatchGetValuesResponse", value if found else {"spreadsheetId": call.file.id})


def as_input(text: str | None) -> bool:
    """Whether values are to be taken as typed."""
    if text not in INPUT_OPTIONS:
        raise ApiError(400, "'valueInputOption' is required but not specified")
    return text == "USER_ENTERED"


def write(call: Call, text: str, data: Json, as_typed: bool, back: Options | None) -> Json:
    """Writes one ValueRange; what values.update answers."""
    place = find_range(call.work.book, text)
    rows = as_rows(data.get("values", []), _major(data.get("majorDimension")))
    named = data.get("range")
    if named and range_name(find_range(call.work.book, named)) != range_name(place):
        raise Refusal(f"Requested writing within range [{text}], but body.range is [{named}]")
    check_values(rows)
    check_within(place, text, parse_area(text), rows)
    return put_rows(call, place, rows, as_typed, back)


def put_rows(
    call: Call, place: Place, rows: Sequence[Sequence[Json]], as_typed: bool, back: Options | None
) -> Json:
    sheet, box = place
    width = max((len(row) for row in rows), default=0)
    written = Box(box.top, box.left, box.top + max(len(rows), 1), box.left + max(width, 1))
    call.work.guard(sheet, written)
    count = write_rows(call.work, sheet, box, rows, as_typed)
    where = Place(sheet, written)
    result: dict[str, Json] = {"spreadsheetId": call.file.id, "updatedRange": range_name(where)}
    if count:
        result |= {"updatedRows": len(rows), "updatedColumns": width, "updatedCells": count}
    if back is not None:
        result["updatedData"] = read_values(call.work, where, back)
    return result


def back_of(source: Json, wanted: bool, major: Json) -> Options | None:
    if not wanted:
        return None
    found = options_of(source, "response")
    return Options(_major(major), found.render, found.moments)


def update(request: Request) -> Json:
    body = read_body("ValueRange", request.body, "data")
    as_typed = as_input(request.query.get("valueInputOption"))
    wanted = request.query.get("includeValuesInResponse", "").lower() == "true"
    back = back_of(request.query, wanted, body.get("majorDimension"))
    with writing(request) as call:
        result = write(call, request.path["range"], body, as_typed, back)
    return answer(request, "UpdateValuesResponse", result)


def batch_update(request: Request) -> Json:
    body = read_body("BatchUpdateValuesRequest", request.body)
    as_typed = as_input(body.get("valueInputOption"))
    responses = []
    with writing(request) as call:
        for index, data in enumerate(body.get("data", [])):
            back = back_of(body, body.get("includeValuesInResponse", False), data.get("majorDimension"))
            with call.within(f"Invalid data[{index}]: "):
                responses.append(write(call, data.get("range", ""), data, as_typed, back))
    return answer(request, "BatchUpdateValuesResponse", totals(call, responses))


def totals(call: Call, responses: list[Json]) -> Json:
    """Rows and columns that were written more than once count once."""
    cells = sum(item.get("updatedCells", 0) for item in responses)
    result: dict[str, Json] = {"spreadsheetId": call.file.id}
    places = [
        find_range(call.work.book, item["updatedRange"]) for item in responses if "updatedCells" in item
    ]
    rows = {(sheet.id, row) for sheet, box in places for row in range(box.top, box.bottom)}
    columns = {(sheet.id, column) for sheet, box in places for column in range(box.left, box.right)}
    counts = {"Rows": len(rows), "Columns": len(columns), "Cells": cells}
    counts["Sheets"] = len({place.sheet.id for place in places})
    result |= {f"totalUpdated{name}": count for name, count in counts.items() if count}
    return {**result, "responses": responses} if responses else result


def append(request: Request) -> Json:
    body = read_body("ValueRange", request.body, "data")
    as_typed = as_input(request.query.get("valueInputOption"))
    wanted = request.query.get("includeValuesInResponse", "").lower() == "true"
    back = back_of(request.query, wanted, body.get("majorDimension"))
    rows = as_rows(body.get("values", []), _major(body.get("majorDimension")))
    inserting = request.query.get("insertDataOption") == "INSERT_ROWS"
    with writing(request) as call:
        check_values(rows)
        result = _append(
            call, request.path["range"], rows, inserting, lambda p: put_rows(call, p, rows, as_typed, back)
        )
    return answer(request, "AppendValuesResponse", result)


def _append(
    call: Call, text: str, rows: list[list[Json]], inserting: bool, put: Callable[[Place], Json]
) -> Json:
    sheet, box = find_range(call.work.book, text)
    table = table_in(sheet, box)
    top, left = (box.top, box.left) if table is None else (table.bottom, table.left)
    width = max((len(row) for row in rows), default=0)
    if inserting and table is not None and top < sheet.row_count and rows:
        insert_lines(call.work.book, sheet, "ROWS", top, len(rows), top - 1)
    sheet.grow(top + len(rows), left + width)
    call.work.check_size()
    updates = put(Place(sheet, Box(top, left, top + len(rows), left + width)))
    result = {"spreadsheetId": call.file.id}
    if table is not None:
        result["tableRange"] = range_name(Place(sheet, table))
    return {**result, "updates": updates}


def clear(request: Request) -> Json:
    read_body("ClearValuesRequest", request.body)
    with writing(request) as call:
        name = _clear(call, request.path["range"])
    value = {"spreadsheetId": call.file.id, "clearedRange": name}
    return answer(request, "ClearValuesResponse", value)


def _clear(call: Call, text: str) -> str:
    place = find_range(call.work.book, text)
    call.work.guard(*place)
    clear_values(*place)
    return range_name(place)


def batch_clear(request: Request) -> Json:
    body = read_body("BatchClearValuesRequest", request.body)
    names = []
    with writing(request) as call:
        for index, text in enumerate(body.get("ranges", [])):
            with call.within(f"Invalid range[{index}]: "):
                names.append(_clear(call, text))
    value = {"spreadsheetId": call.file.id, "clearedRanges": names}
    return answer(request, "BatchClearValuesResponse", value)
