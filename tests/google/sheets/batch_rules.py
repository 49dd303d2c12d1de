"""Requests about conditional formats, data validation, borders and the basic filter."""

from __future__ import annotations

from types import MappingProxyType

from tests.google.sheets.a1 import Box
from tests.google.sheets.batch_overlays import full_range
from tests.google.sheets.batch_ranges import placed
from tests.google.sheets.batch_sorting import sort_box
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import NOTHING, Cell, Sheet, boxed
from tests.google.sheets.looks import colored
from tests.google.sheets.render import without_zero_sheet
from tests.google.sheets.work import Work
from tests.google.wire import Json


def _rule(work: Work, rule: Json) -> Json:
    """The rule as it is kept; its ranges must all be on one sheet."""
    ranges = [placed(work.book, area) for area in rule.get("ranges", [])]
    if not ranges:
        raise Refusal("At least one range must be specified.")
    if len({area["sheetId"] for area in ranges}) > 1:
        raise Refusal("All ranges must be on the same sheet.")
    if "booleanRule" not in rule and "gradientRule" not in rule:
        raise Refusal("One of 'booleanRule' or 'gradientRule' must be set.")
    return {**colored(rule), "ranges": ranges}


def _rules(work: Work, sheet_id: int, index: int) -> list[Json]:
    rules = work.book.sheet(sheet_id).overlays["conditionalFormats"]
    if not 0 <= index < len(rules):
        raise Refusal(f"No conditional format on sheet: {sheet_id} at index: {index}")
    return rules


def add_conditional(work: Work, args: Json) -> None:
    rule = _rule(work, args.get("rule", {}))
    rules = work.book.sheet(rule["ranges"][0]["sheetId"]).overlays["conditionalFormats"]
    index = args.get("index", 0)
    if not 0 <= index <= len(rules):
        raise Refusal(f"index[{index}] must be at most {len(rules)}")
    rules.insert(index, rule)


def update_conditional(work: Work, args: Json) -> Json:
    index = args.get("index", 0)
    if "rule" in args:
        rule = _rule(work, args["rule"])
        rules = _rules(work, rule["ranges"][0]["sheetId"], index)
        old, rules[index] = rules[index], rule
        shown = {"newRule": without_zero_sheet(rule), "newIndex": index}
        return {**shown, "oldRule": without_zero_sheet(old), "oldIndex": index}
    rules = _rules(work, args.get("sheetId", 0), index)
    new = args.get("newIndex", 0)
    rule = rules.pop(index)
    rules.insert(new, rule)
    return {"newRule": without_zero_sheet(rule), "newIndex": new, "oldIndex": index}


def delete_conditional(work: Work, args: Json) -> Json:
    index = args.get("index", 0)
    rule = _rules(work, args.get("sheetId", 0), index).pop(index)
    return {"rule": without_zero_sheet(rule)}


def set_data_validation(work: Work, args: Json) -> None:
    sheet, box = work.target(args.get("range", {}))
    rule = args.get("rule")
    if rule is not None and "condition" not in rule:
        raise Refusal("rule.condition must be set.")
    if rule is not None:
        rule = {key: value for key, value in rule.items() if value is not False}
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            cell = sheet.cell(row, column)
            extra = {key: item for key, item in cell.extra.items() if key != "dataValidation"}
            if rule is not None:
                extra["dataValidation"] = rule
            kept = MappingProxyType(extra) if extra else NOTHING
            sheet.put(row, column, Cell(cell.value, cell.format, kept))


_EDGES = ("top", "bottom", "left", "right")


def update_borders(work: Work, args: Json) -> None:
    sheet, box = work.target(args.get("range", {}))
    given = {key: colored(args[key]) for key in (*_EDGES, "innerHorizontal", "innerVertical") if key in args}
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            edges = _edges(box, row, column)
            wanted = {side: given[name] for side, name in edges.items() if name in given}
            if wanted:
                _put_borders(sheet, row, column, wanted)


def _edges(box: Box, row: int, column: int) -> dict[str, str]:
    """Which of the request's borders each side of the cell gets."""
    return {
        "top": "top" if row == box.top else "innerHorizontal",
        "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
        "left": "left" if column == box.left else "innerVertical",
        "right": "right" if column == box.right - 1 else "innerVertical",
    }


_WIDTHS = {"SOLID": 1, "SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOTTED": 1, "DASHED": 1, "DOUBLE": 3}


def _put_borders(sheet: Sheet, row: int, column: int, wanted: Json) -> None:
    cell = sheet.cell(row, column)
    borders = dict((cell.format or {}).get("borders", {}))
    for side, border in wanted.items():
        if border.get("style", "NONE") in ("NONE", "STYLE_UNSPECIFIED"):
            borders.pop(side, None)
        else:
            black: Json = {"color": {}, "colorStyle": {"rgbColor": {}}}
            borders[side] = {**black, **border, "width": _WIDTHS.get(border["style"], 1)}
    form = {key: item for key, item in (cell.format or {}).items() if key != "borders"}
    sheet.put(row, column, cell.with_format({**form, "borders": borders} if borders else form or None))


def set_basic_filter(work: Work, args: Json) -> None:
    wanted = args.get("filter", {})
    area = full_range(work, wanted.get("range", {}))
    sheet = work.book.sheet(area["sheetId"])
    sheet.basic_filter = {**colored(wanted), "range": area}
    specs = wanted.get("sortSpecs")
    if specs:
        full = boxed(sheet, area)
        box = full._replace(top=full.top + 1, bottom=min(full.bottom, len(sheet.rows)))
        if box.height > 0:
            sort_box(sheet, box, specs, work.calculator())


def clear_basic_filter(work: Work, args: Json) -> None:
    work.book.sheet(args.get("sheetId", 0)).basic_filter = None


HANDLERS = {
    "addConditionalFormatRule": add_conditional,
    "updateConditionalFormatRule": update_conditional,
    "deleteConditionalFormatRule": delete_conditional,
    "setDataValidation": set_data_validation,
    "updateBorders": update_borders,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
}
