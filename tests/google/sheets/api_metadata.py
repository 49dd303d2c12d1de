"""developerMetadata.get and search, and the values methods that take data filters."""

from __future__ import annotations

from tests.google.sheets.api_values import as_input, back_of, options_of, put_rows, totals
from tests.google.sheets.book import Spreadsheet
from tests.google.sheets.calls import answer, reading, writing
from tests.google.sheets.filters_data import matching_metadata, places_matching
from tests.google.sheets.lookups import Place
from tests.google.sheets.render import shown_metadata
from tests.google.sheets.schema import read_body
from tests.google.sheets.values import (
    as_rows,
    check_values,
    check_within,
    clear_values,
    range_name,
    read_values,
)
from tests.google.wire import ApiError, Json, Request


def get(request: Request) -> Json:
    book = reading(request).work.book
    wanted = int(request.path["metadata"])
    found = next((item for item in book.metadata if item["metadataId"] == wanted), None)
    if found is None:
        raise ApiError(404, f"No developer metadata with id {wanted}.")
    return answer(request, "DeveloperMetadata", shown_metadata(found))


def search(request: Request) -> Json:
    body = read_body("SearchDeveloperMetadataRequest", request.body)
    call = reading(request)
    filters = body.get("dataFilters", [])
    if not filters:
        raise ApiError(400, "At least one data filter must be set.")
    with call.within(""):
        ids = [{item["metadataId"] for item in matching_metadata(call.work.book, one)} for one in filters]
    found = []
    for item in call.work.book.metadata:
        matching = [one for one, chosen in zip(filters, ids, strict=True) if item["metadataId"] in chosen]
        if matching:
            found.append({"developerMetadata": shown_metadata(item), "dataFilters": matching})
    value = {"matchedDeveloperMetadata": found} if found else {}
    return answer(request, "SearchDeveloperMetadataResponse", value)


def _matched(book: Spreadsheet, filters: list[Json]) -> list[tuple[Place, list[Json]]]:
    """Each place once, with the filters that mean it."""
    found: list[tuple[Place, list[Json]]] = []
    for one in filters:
        for place in places_matching(book, one):
            known = next((item for item in found if item[0] == place), None)
            if known is not None:
                known[1].append(one)
            else:
                found.append((place, [one]))
    return found


def batch_get(request: Request) -> Json:
    body = read_body("BatchGetValuesByDataFilterRequest", request.body)
    call = reading(request)
    options = options_of(body)
    with call.within(""):
        matched = _matched(call.work.book, body.get("dataFilters", []))
    found = [
        {"valueRange": read_values(call.work, place, options), "dataFilters": filters}
        for place, filters in matched
    ]
    value = {"spreadsheetId": call.file.id} | ({"valueRanges": found} if found else {})
    return answer(request, "BatchGetValuesByDataFilterResponse", value)


def batch_update(request: Request) -> Json:
    body = read_body("BatchUpdateValuesByDataFilterRequest", request.body)
    as_typed = as_input(body.get("valueInputOption"))
    responses: list[Json] = []
    with writing(request) as call:
        for index, data in enumerate(body.get("data", [])):
            back = back_of(body, body.get("includeValuesInResponse", False), data.get("majorDimension"))
            rows = as_rows(data.get("values", []), data.get("majorDimension", "ROWS"))
            one = data.get("dataFilter", {})
            with call.within(f"Invalid data[{index}]: "):
                check_values(rows)
                for place in places_matching(call.work.book, one):
                    check_within(place, range_name(place), None, rows)
                    written = put_rows(call, place, rows, as_typed, back)
                    responses.append({**written, "dataFilter": one})
    value = totals(call, responses)
    value["responses"] = [{k: v for k, v in item.items() if k != "spreadsheetId"} for item in responses]
    return answer(request, "BatchUpdateValuesByDataFilterResponse", value)


def batch_clear(request: Request) -> Json:
    body = read_body("BatchClearValuesByDataFilterRequest", request.body)
    names = []
    with writing(request) as call:
        for place, _ in _matched(call.work.book, body.get("dataFilters", [])):
            call.work.guard(*place)
            clear_values(*place)
            names.append(range_name(place))
    value = {"spreadsheetId": call.file.id, "clearedRanges": names}
    return answer(request, "BatchClearValuesByDataFilterResponse", value)
