"""Requests about what lies over a sheet and has an id: filter views, bandings, charts, slicers, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.google.sheets.batch_cells import wanted_fields, with_styles
from tests.google.sheets.batch_ranges import fresh_id, placed
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import Sheet, boxed, grid_range
from tests.google.sheets.looks import colored
from tests.google.sheets.masks import merged
from tests.google.sheets.render import without_zero_sheet
from tests.google.sheets.work import Handler, Work
from tests.google.wire import Json


@dataclass(frozen=True, slots=True)
class Kind:
    """`list` is where a sheet keeps them, `field` what requests call one, `key` its id."""

    list: str
    field: str
    key: str
    schema: str
    name: str
    number: bool = True


FILTER_VIEW = Kind("filterViews", "filter", "filterViewId", "FilterView", "filter view")
BANDING = Kind("bandedRanges", "bandedRange", "bandedRangeId", "BandedRange", "banded range")
CHART = Kind("charts", "chart", "chartId", "EmbeddedChart", "chart")
SLICER = Kind("slicers", "slicer", "slicerId", "Slicer", "slicer")
TABLE = Kind("tables", "table", "tableId", "Table", "table", number=False)


def found(work: Work, kind: Kind, wanted: int | str) -> tuple[Sheet, int, Json]:
    for sheet, index, item in work.book.overlays(kind.list):
        if item[kind.key] == wanted:
            return sheet, index, item
    raise Refusal(f"No {kind.name} with id: {wanted}")


def _made(work: Work, kind: Kind, wanted: Json) -> Json:
    taken = [item for _, _, item in work.book.overlays(kind.list)]
    new_id = fresh_id(work, wanted.get(kind.key), taken, kind.key, kind.name.capitalize())
    return {kind.key: int(new_id) if kind.number else new_id, **colored(wanted)}


def add_ranged(kind: Kind) -> Handler:
    """For what has a range of its own."""

    def add(work: Work, args: Json) -> Json:
        made = _made(work, kind, args.get(kind.field, {}))
        made["range"] = full_range(work, made.get("range", {}))
        sheet = work.book.sheet(made["range"]["sheetId"])
        _check_overlap(kind, sheet, made)
        if kind is TABLE:
            made = with_columns(work, sheet, made)
        if kind is FILTER_VIEW:
            made.setdefault("title", f"Filter {len(sheet.overlays[kind.list]) + 1}")
        sheet.overlays[kind.list].append(made)
        return {kind.field: without_zero_sheet(made)}

    return add


def full_range(work: Work, area: Json) -> Json:
    area = placed(work.book, area)
    sheet = work.book.sheet(area["sheetId"])
    return grid_range(sheet.id, boxed(sheet, area))


def _check_overlap(kind: Kind, sheet: Sheet, made: Json) -> None:
    if kind not in (BANDING, TABLE):
        return
    box = boxed(sheet, made["range"])
    for item in sheet.overlays[kind.list]:
        if item[kind.key] != made[kind.key] and boxed(sheet, item["range"]).meets(box):
            what = "alternating background colors" if kind is BANDING else "a table"
            raise Refusal(f"You cannot add {what} to a range that already has {what}.")


def with_columns(work: Work, sheet: Sheet, table: Json) -> Json:
    """A table's columns are named by its first row, and by number where that is empty."""
    box = boxed(sheet, table["range"])
    if box.height < 2:
        raise Refusal("Tables must have at least one header row and one body row.")
    given: Mapping[int, Json] = {
        item.get("columnIndex", index): item for index, item in enumerate(table.get("columnProperties", []))
    }
    columns = []
    for index in range(box.width):
        name = str((sheet.cell(box.top, box.left + index).value or {}).get("stringValue", ""))
        own = {"columnName": name or f"Column {index + 1}", **given.get(index, {})}
        columns.append({**({"columnIndex": index} if index else {}), **own})
    return {**table, "name": table.get("name") or _table_name(work), "columnProperties": columns}


def _table_name(work: Work) -> str:
    taken = {item["name"] for _, _, item in work.book.overlays("tables")}
    return next(name for number in range(1, 10_000) if (name := f"Table{number}") not in taken)


def update(kind: Kind) -> Handler:
    def change(work: Work, args: Json) -> None:
        wanted = args.get(kind.field, {})
        mask = with_styles(wanted_fields(args.get("fields"), kind.schema, kind.field))
        sheet, index, old = found(work, kind, wanted.get(kind.key, 0))
        new = {**merged(old, colored(wanted), mask), kind.key: old[kind.key]}
        if "range" in new:
            new["range"] = full_range(work, new["range"])
        del sheet.overlays[kind.list][index]
        target = work.book.sheet(new["range"]["sheetId"]) if "range" in new else sheet
        _check_overlap(kind, target, new)
        target.overlays[kind.list].insert(index, new)

    return change


def delete(kind: Kind, argument: str) -> Handler:
    def remove(work: Work, args: Json) -> None:
        sheet, index, _ = found(work, kind, args.get(argument, 0))
        del sheet.overlays[kind.list][index]

    return remove


def delete_banding(work: Work, args: Json) -> None:
    delete(BANDING, "bandedRangeId")(work, args)


def duplicate_filter_view(work: Work, args: Json) -> Json:
    sheet, _, item = found(work, FILTER_VIEW, args.get("filterId", 0))
    twin = {**item, "filterViewId": work.book.take_id(), "title": f"Copy of {item.get('title', '')}"}
    sheet.overlays["filterViews"].append(twin)
    return {"filter": without_zero_sheet(twin)}


def add_anchored(kind: Kind) -> Handler:
    """For what stands at a position: on a sheet, or for charts on a sheet of its own."""

    def add(work: Work, args: Json) -> Json:
        made = _made(work, kind, args.get(kind.field, {}))
        position = made.get("position", {})
        if position.get("newSheet"):
            made["position"] = {"sheetId": _object_sheet(work)}
        sheet = work.book.sheet(sheet_of(made.get("position", {})))
        sheet.overlays[kind.list].append(made)
        return {kind.field: without_zero_sheet(made)}

    return add


def _object_sheet(work: Work) -> int:
    new_id = work.book.take_id()
    number = sum(sheet.properties["sheetType"] == "OBJECT" for sheet in work.book.sheets) + 1
    properties = {"sheetId": new_id, "title": f"Chart{number}", "sheetType": "OBJECT"}
    work.book.sheets.append(Sheet(properties, {}))
    return new_id


def sheet_of(position: Json) -> int:
    if "sheetId" in position:
        return int(position["sheetId"])
    anchor = position.get("overlayPosition", {}).get("anchorCell", {})
    return int(anchor.get("sheetId", 0))


def _embedded(work: Work, object_id: int) -> tuple[Kind, Sheet, int, Json]:
    for kind in (CHART, SLICER):
        for sheet, index, item in work.book.overlays(kind.list):
            if item[kind.key] == object_id:
                return kind, sheet, index, item
    raise Refusal(f"No embedded object with id: {object_id}")


def delete_embedded(work: Work, args: Json) -> None:
    kind, sheet, index, _ = _embedded(work, args.get("objectId", 0))
    del sheet.overlays[kind.list][index]
    if sheet.properties["sheetType"] == "OBJECT":
        work.book.sheets.remove(sheet)


def update_position(work: Work, args: Json) -> Json:
    kind, sheet, index, item = _embedded(work, args.get("objectId", 0))
    mask = wanted_fields(args.get("fields"), "OverlayPosition")
    old = item.get("position", {}).get("overlayPosition", {})
    new = merged(old, args.get("newPosition", {}).get("overlayPosition", {}), mask)
    moved = {**item, "position": {"overlayPosition": new}}
    del sheet.overlays[kind.list][index]
    work.book.sheet(sheet_of(moved["position"])).overlays[kind.list].append(moved)
    return {"position": without_zero_sheet(moved["position"])}


def update_border(work: Work, args: Json) -> None:
    kind, sheet, index, item = _embedded(work, args.get("objectId", 0))
    mask = with_styles(wanted_fields(args.get("fields"), "EmbeddedObjectBorder"))
    border = merged(item.get("border"), colored(args.get("border", {})), mask)
    sheet.overlays[kind.list][index] = {**item, "border": border}


def update_chart_spec(work: Work, args: Json) -> None:
    sheet, index, item = found(work, CHART, args.get("chartId", 0))
    sheet.overlays["charts"][index] = {**item, "spec": colored(args.get("spec", {}))}


def update_slicer_spec(work: Work, args: Json) -> None:
    sheet, index, item = found(work, SLICER, args.get("slicerId", 0))
    mask = wanted_fields(args.get("fields"), "SlicerSpec")
    sheet.overlays["slicers"][index] = {
        **item,
        "spec": merged(item.get("spec"), colored(args.get("spec", {})), mask),
    }


HANDLERS: dict[str, Handler] = {
    "addFilterView": add_ranged(FILTER_VIEW),
    "updateFilterView": update(FILTER_VIEW),
    "deleteFilterView": delete(FILTER_VIEW, "filterId"),
    "duplicateFilterView": duplicate_filter_view,
    "addBanding": add_ranged(BANDING),
    "updateBanding": update(BANDING),
    "deleteBanding": delete_banding,
    "addTable": add_ranged(TABLE),
    "updateTable": update(TABLE),
    "deleteTable": delete(TABLE, "tableId"),
    "addChart": add_anchored(CHART),
    "updateChartSpec": update_chart_spec,
    "addSlicer": add_anchored(SLICER),
    "updateSlicerSpec": update_slicer_spec,
    "deleteEmbeddedObject": delete_embedded,
    "updateEmbeddedObjectPosition": update_position,
    "updateEmbeddedObjectBorder": update_border,
}
