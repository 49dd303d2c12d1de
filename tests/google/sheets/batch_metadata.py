"""Requests about developer metadata."""

from __future__ import annotations

from tests.google.sheets.batch_cells import wanted_fields
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.filters_data import matching_metadata
from tests.google.sheets.masks import merged
from tests.google.sheets.render import shown_metadata
from tests.google.sheets.work import Work
from tests.google.wire import Json


def located(book: Spreadsheet, location: Json) -> Json:
    """The location as it is kept: with its type, and with the sheet of a row or column named."""
    if "dimensionRange" in location:
        area = {"sheetId": 0, **location["dimensionRange"]}
        return {"locationType": _line_type(book, area), "dimensionRange": area}
    if "sheetId" in location:
        return {"locationType": "SHEET", "sheetId": book.sheet(location["sheetId"]).id}
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise Refusal("developerMetadata.location must be set.")


def _line_type(book: Spreadsheet, area: Json) -> str:
    sheet, axis = book.sheet(area["sheetId"]), area.get("dimension", "")
    if axis not in ("ROWS", "COLUMNS"):
        raise Refusal("No dimension specified.")
    start, end = area.get("startIndex", 0), area.get("endIndex", 0)
    if end - start != 1:
        raise Refusal("Metadata can only be associated with a single row or column.")
    if not 0 <= start < sheet.count(axis):
        raise Refusal(f"dimensionRange.startIndex[{start}] is beyond the grid.")
    return "ROW" if axis == "ROWS" else "COLUMN"


def create(work: Work, args: Json) -> Json:
    book, wanted = work.book, args.get("developerMetadata", {})
    if not wanted.get("metadataKey"):
        raise Refusal("developerMetadata.metadataKey must be set.")
    visibility = wanted.get("visibility", "")
    if visibility not in ("DOCUMENT", "PROJECT"):
        raise Refusal("developerMetadata.visibility must be set.")
    new_id = wanted.get("metadataId")
    if new_id is None:
        new_id = book.take_id()
    if any(item["metadataId"] == new_id for item in book.metadata):
        raise Refusal(
            f"Cannot add developer metadata with ID [{new_id}] because developer metadata with that ID "
            "already exists."
        )
    made = {"metadataId": new_id, "metadataKey": wanted["metadataKey"]}
    if "metadataValue" in wanted:
        made["metadataValue"] = wanted["metadataValue"]
    made |= {"location": located(book, wanted.get("location", {})), "visibility": visibility}
    book.metadata.append(made)
    return {"developerMetadata": shown_metadata(made)}


def _selected(work: Work, filters: list[Json]) -> list[int]:
    if not filters:
        raise Refusal("At least one data filter must be set.")
    chosen = {item["metadataId"] for one in filters for item in matching_metadata(work.book, one)}
    return [index for index, item in enumerate(work.book.metadata) if item["metadataId"] in chosen]


def update(work: Work, args: Json) -> Json:
    book, wanted = work.book, args.get("developerMetadata", {})
    mask = wanted_fields(args.get("fields"), "DeveloperMetadata", "developerMetadata")
    if "*" in mask:
        mask = {key: {} for key in ("metadataKey", "metadataValue", "location", "visibility")}
    changed = []
    for index in _selected(work, args.get("dataFilters", [])):
        new = merged(book.metadata[index], wanted, mask)
        if "location" in mask:
            new["location"] = located(book, wanted.get("location", {}))
        book.metadata[index] = new
        changed.append(shown_metadata(new))
    return {"developerMetadata": changed}


def delete(work: Work, args: Json) -> Json:
    indexes = _selected(work, [args["dataFilter"]] if "dataFilter" in args else [])
    gone = [work.book.metadata[index] for index in indexes]
    work.book.metadata = [item for item in work.book.metadata if item not in gone]
    return {"deletedDeveloperMetadata": [shown_metadata(item) for item in gone]}


HANDLERS = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
