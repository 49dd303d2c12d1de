"""Requests about named and protected ranges."""

from __future__ import annotations

import re

from tests.google.sheets.batch_cells import wanted_fields
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.grid import Sheet
from tests.google.sheets.lookups import check_order, written_box
from tests.google.sheets.masks import merged
from tests.google.sheets.render import may_edit
from tests.google.sheets.work import PROTECTED, Work
from tests.google.wire import Json

_NAME = re.compile(r"[^\W\d][\w.]*|_[\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|true|false", re.IGNORECASE)


def placed(book: Spreadsheet, area: Json) -> Json:
    """The range as it is kept: with its sheet named, and within the grid."""
    sheet = book.sheet(area.get("sheetId", 0))
    check_order(area)
    written_box(sheet, area)
    return {"sheetId": sheet.id, **area}


def fresh_id(work: Work, wanted: str | None, taken: list[Json], key: str, what: str) -> str:
    if not wanted:
        return str(work.book.take_id())
    if any(str(item[key]) == str(wanted) for item in taken):
        raise Refusal(f"{what} with id {wanted} already exists")
    return wanted


def _check_name(book: Spreadsheet, name: str, own: Json = None) -> None:
    if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name) or len(name) > 250:
        raise Refusal(f"Invalid name: {name}")
    for item in book.named_ranges:
        if item is not own and item["name"].casefold() == name.casefold():
            reason = "a named range with that name already exists."
            raise Refusal(f"Cannot add named range with name {name}, {reason}")


def add_named_range(work: Work, args: Json) -> Json:
    book, wanted = work.book, args.get("namedRange", {})
    _check_name(book, wanted.get("name", ""))
    new_id = fresh_id(work, wanted.get("namedRangeId"), book.named_ranges, "namedRangeId", "Named range")
    area = placed(book, wanted.get("range", {}))
    made = {"namedRangeId": new_id, "name": wanted["name"], "range": area}
    book.named_ranges.append(made)
    return {"namedRange": without_zero(made)}


def without_zero(made: Json) -> Json:
    from tests.google.sheets.render import without_zero_sheet

    return without_zero_sheet(made)


def _named(book: Spreadsheet, named_id: str) -> int:
    for index, item in enumerate(book.named_ranges):
        if item["namedRangeId"] == named_id:
            return index
    raise Refusal(f"Cannot find named range with id: {named_id}")


def update_named_range(work: Work, args: Json) -> None:
    book, wanted = work.book, args.get("namedRange", {})
    mask = wanted_fields(args.get("fields"), "NamedRange", "namedRange")
    index = _named(book, wanted.get("namedRangeId", ""))
    old = book.named_ranges[index]
    mask = {key: inner for key, inner in mask.items() if key != "namedRangeId"}
    new = merged(old, wanted, {"name": {}, "range": {}} if "*" in mask else mask)
    _check_name(book, new.get("name", ""), old)
    book.named_ranges[index] = {**new, "range": placed(book, new.get("range", {}))}


def delete_named_range(work: Work, args: Json) -> None:
    named_id = args.get("namedRangeId", "")
    del work.book.named_ranges[_named(work.book, named_id)]
    for sheet in work.book.sheets:
        items = sheet.overlays["protectedRanges"]
        kept = [{k: v for k, v in item.items() if k != "namedRangeId" or v != named_id} for item in items]
        sheet.overlays["protectedRanges"] = kept


def add_protected_range(work: Work, args: Json) -> Json:
    wanted = {key: item for key, item in args.get("protectedRange", {}).items() if item is not False}
    taken = [item for _, _, item in work.book.overlays("protectedRanges")]
    new_id = fresh_id(work, wanted.get("protectedRangeId"), taken, "protectedRangeId", "Protected range")
    sheet, area = _protected_area(work.book, wanted)
    made = {**wanted, "protectedRangeId": int(new_id), "range": area}
    made.pop("requestingUserCanEdit", None)
    if not made.get("warningOnly"):
        made["editors"] = _with_author(work, made.get("editors", {}))
    sheet.overlays["protectedRanges"].append(made)
    shown = {"requestingUserCanEdit": True, **made}
    return {"protectedRange": without_zero(shown)}


def _protected_area(book: Spreadsheet, wanted: Json) -> tuple[Sheet, Json]:
    if "namedRangeId" in wanted:
        area = book.named_ranges[_named(book, wanted["namedRangeId"])]["range"]
    elif "range" in wanted:
        area = placed(book, wanted["range"])
    else:
        raise Refusal("One of 'range', 'namedRangeId' or 'tableId' must be set.")
    for inner in wanted.get("unprotectedRanges", []):
        placed(book, inner)
    return book.sheet(area["sheetId"]), area


def _with_author(work: Work, editors: Json) -> Json:
    """The owner, and whoever protects the range, may always edit it."""
    users = list(editors.get("users", []))
    users += [one for one in (work.editor, work.owner) if one and one not in users]
    rest = {key: item for key, item in editors.items() if item and key != "users"}
    return {**({"users": users} if users else {}), **rest}


def _protected(book: Spreadsheet, range_id: int) -> tuple[Sheet, int]:
    for sheet, index, item in book.overlays("protectedRanges"):
        if item["protectedRangeId"] == range_id:
            return sheet, index
    raise Refusal(f"No protected range with id: {range_id}")


def _guarded(work: Work, range_id: int) -> tuple[Sheet, int]:
    sheet, index = _protected(work.book, range_id)
    item = sheet.overlays["protectedRanges"][index]
    if not may_edit(item, work.editor, work.owner):
        raise Refusal(PROTECTED)
    return sheet, index


def update_protected_range(work: Work, args: Json) -> None:
    wanted = args.get("protectedRange", {})
    mask = wanted_fields(args.get("fields"), "ProtectedRange", "protectedRange")
    sheet, index = _guarded(work, wanted.get("protectedRangeId", 0))
    old = sheet.overlays["protectedRanges"].pop(index)
    if "*" in mask:
        names = ("range", "namedRangeId", "description", "warningOnly", "unprotectedRanges", "editors")
        mask = {key: {} for key in names}
    mask = {key: inner for key, inner in mask.items() if key != "requestingUserCanEdit"}
    new = merged(old, {key: item for key, item in wanted.items() if item is not False}, mask)
    if "namedRangeId" in mask and "namedRangeId" in new and "range" not in mask:
        new.pop("range", None)
    sheet, area = _protected_area(work.book, new)
    made = {**new, "range": area}
    if made.get("warningOnly"):
        made.pop("editors", None)
    else:
        made["editors"] = _with_author(work, made.get("editors", {}))
    sheet.overlays["protectedRanges"].insert(index, made)


def delete_protected_range(work: Work, args: Json) -> None:
    sheet, index = _guarded(work, args.get("protectedRangeId", 0))
    del sheet.overlays["protectedRanges"][index]


HANDLERS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
