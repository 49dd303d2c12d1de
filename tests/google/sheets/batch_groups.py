"""Groups of rows or columns that can be collapsed."""

from __future__ import annotations

from tests.google.sheets.batch_cells import wanted_fields
from tests.google.sheets.batch_dimensions import PLURAL
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import Sheet
from tests.google.sheets.masks import merged
from tests.google.sheets.render import without_zero_sheet
from tests.google.sheets.work import Work
from tests.google.wire import Json

DEEPEST = 8
_LISTS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}


def _place(work: Work, area: Json) -> tuple[Sheet, str, int, int]:
    sheet = work.book.sheet(area.get("sheetId", 0))
    axis = area.get("dimension", "")
    if axis not in PLURAL:
        raise Refusal("No dimension specified.")
    start, end = area.get("startIndex", 0), area.get("endIndex", sheet.count(axis))
    if not 0 <= start < end:
        raise Refusal(f"range.endIndex[{end}] must be > range.startIndex[{start}]")
    if start >= sheet.count(axis):
        raise Refusal(f"range.startIndex[{start}] is after the last {PLURAL[axis][:-1]} in the grid.")
    return sheet, axis, start, min(end, sheet.count(axis))


def _depths(sheet: Sheet, axis: str) -> list[int]:
    """How many groups each row or column is in."""
    depths = [0] * sheet.count(axis)
    for group in sheet.overlays[_LISTS[axis]]:
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[index] += 1
    return depths


def _groups(sheet: Sheet, axis: str, depths: list[int]) -> list[Json]:
    """The groups that give these depths: at each depth, one for each unbroken run."""
    known = {
        (item["depth"], item["range"]["startIndex"], item["range"]["endIndex"]): item.get("collapsed", False)
        for item in sheet.overlays[_LISTS[axis]]
    }
    result = []
    for depth in range(1, max(depths, default=0) + 1):
        for start, end in _runs(depths, depth):
            area = {"sheetId": sheet.id, "dimension": axis, "startIndex": start, "endIndex": end}
            collapsed = {"collapsed": True} if known.get((depth, start, end)) else {}
            result.append({"range": area, "depth": depth, **collapsed})
    return sorted(result, key=lambda item: (item["range"]["startIndex"], item["depth"]))


def _runs(depths: list[int], depth: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for index, own in enumerate([*depths, 0]):
        if own >= depth and start is None:
            start = index
        elif own < depth and start is not None:
            runs.append((start, index))
            start = None
    return runs


def _store(sheet: Sheet, axis: str, depths: list[int]) -> Json:
    groups = _groups(sheet, axis, depths)
    sheet.overlays[_LISTS[axis]] = groups
    return {"dimensionGroups": without_zero_sheet(groups)} if groups else {}


def add_group(work: Work, args: Json) -> Json:
    sheet, axis, start, end = _place(work, args.get("range", {}))
    depths = _depths(sheet, axis)
    for index in range(start, end):
        depths[index] += 1
    if max(depths) > DEEPEST:
        raise Refusal(f"You can't have more than {DEEPEST} levels of groups.")
    return _store(sheet, axis, depths)


def delete_group(work: Work, args: Json) -> Json:
    sheet, axis, start, end = _place(work, args.get("range", {}))
    depths = _depths(sheet, axis)
    if not any(depths[start:end]):
        raise Refusal(f"No {PLURAL[axis][:-1]} group in the range.")
    for index in range(start, end):
        depths[index] = max(depths[index] - 1, 0)
    return _store(sheet, axis, depths)


def update_group(work: Work, args: Json) -> None:
    wanted = args.get("dimensionGroup", {})
    mask = wanted_fields(args.get("fields"), "DimensionGroup", "dimensionGroup")
    sheet, axis, start, end = _place(work, wanted.get("range", {}))
    groups = sheet.overlays[_LISTS[axis]]
    for index, item in enumerate(groups):
        same = (item["range"]["startIndex"], item["range"]["endIndex"]) == (start, end)
        if same and item["depth"] == wanted.get("depth", 0):
            kept = {key: inner for key, inner in mask.items() if key == "collapsed"}
            kept = {"collapsed": {}} if "*" in mask else kept
            given = {key: value for key, value in wanted.items() if value is not False}
            groups[index] = merged(item, given, kept) if kept else item
            _hide(sheet, axis, groups[index])
            return
    raise Refusal("No group exists with the specified range and depth.")


def _hide(sheet: Sheet, axis: str, group: Json) -> None:
    """A collapsed group hides its rows or columns."""
    for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
        rest = {key: item for key, item in sheet.line(axis, index).items() if key != "hiddenByUser"}
        sheet.put_line(axis, index, {**rest, "hiddenByUser": True} if group.get("collapsed") else rest)


HANDLERS = {
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
