"""Data filters: ranges and developer metadata looked up."""

from __future__ import annotations

from collections.abc import Sequence

from tests.google.sheets.a1 import Box
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.grid import Sheet, boxed
from tests.google.sheets.lookups import Place, find_range, written_box
from tests.google.wire import Json


def places_of(book: Spreadsheet, filters: Sequence[Json]) -> list[Place]:
    return [place for one in filters for place in places_matching(book, one)]


def places_matching(book: Spreadsheet, data_filter: Json) -> list[Place]:
    """The boxes that a data filter means."""
    if "a1Range" in data_filter:
        return [find_range(book, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        area = data_filter["gridRange"]
        sheet = book.sheet(area.get("sheetId", 0))
        return [Place(sheet, written_box(sheet, area))]
    if "developerMetadataLookup" not in data_filter:
        raise Refusal("No filter specified.")
    found = matching_metadata(book, data_filter)
    places = [place_of_metadata(book, item) for item in found]
    return [place for place in places if place is not None]


def place_of_metadata(book: Spreadsheet, item: Json) -> Place | None:
    location = item["location"]
    area = location.get("dimensionRange")
    sheet = book.find((area or location).get("sheetId", 0))
    if sheet is None or location["locationType"] == "SPREADSHEET":
        return None
    return Place(sheet, sheet.box if area is None else band(sheet, area))


def band(sheet: Sheet, area: Json) -> Box:
    start, end = area.get("startIndex", 0), area.get("endIndex")
    name = "Row" if area["dimension"] == "ROWS" else "Column"
    return boxed(sheet, {f"start{name}Index": start} | ({} if end is None else {f"end{name}Index": end}))


def matching_metadata(book: Spreadsheet, data_filter: Json) -> list[Json]:
    return [item for item in book.metadata if matches(book, item, data_filter)]


def matches(book: Spreadsheet, item: Json, data_filter: Json) -> bool:
    """Whether the filter selects this developer metadata, by its key or by where it is."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        own = place_of_metadata(book, item)
        places = places_matching(book, data_filter)
        return own is not None and any(own.sheet is p.sheet and own.box.within(p.box) for p in places)
    for key in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if key in lookup and lookup[key] != item.get(key):
            return False
    kind = lookup.get("locationType")
    if kind not in (None, "DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED", item["location"]["locationType"]):
        return False
    where = lookup.get("metadataLocation")
    return where is None or _located(book, item, where, lookup.get("locationMatchingStrategy"))


def _located(book: Spreadsheet, item: Json, where: Json, strategy: str | None) -> bool:
    own = item["location"]
    if strategy != "INTERSECTING_LOCATION":
        return same_location(own, where)
    if where.get("spreadsheet") or own["locationType"] == "SPREADSHEET":
        return True
    one, other = place_of_metadata(book, item), _place(book, where)
    return one is not None and other is not None and one.sheet is other.sheet and one.box.meets(other.box)


def _place(book: Spreadsheet, where: Json) -> Place | None:
    area = where.get("dimensionRange")
    sheet = book.find((area or where).get("sheetId", 0))
    if sheet is None:
        return None
    return Place(sheet, sheet.box if area is None else band(sheet, area))


def same_location(own: Json, where: Json) -> bool:
    area = where.get("dimensionRange")
    if area is not None:
        return bool(own.get("dimensionRange") == {"sheetId": 0, **area})
    if "sheetId" in where:
        return bool(own.get("sheetId") == where["sheetId"])
    return bool(own.get("spreadsheet")) == bool(where.get("spreadsheet"))
