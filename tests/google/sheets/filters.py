"""Which rows the basic filter hides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.google.sheets.calc import Calculator
from tests.google.sheets.coercion import is_number
from tests.google.sheets.grid import Sheet, boxed
from tests.google.sheets.locales import locale_of
from tests.google.sheets.schema import whole
from tests.google.sheets.shown import shown
from tests.google.wire import Json

_ON_TEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "TEXT_EQ": lambda text, wanted: text == wanted,
    "TEXT_NOT_EQ": lambda text, wanted: text != wanted,
    "TEXT_CONTAINS": lambda text, wanted: wanted in text,
    "TEXT_NOT_CONTAINS": lambda text, wanted: wanted not in text,
    "TEXT_STARTS_WITH": lambda text, wanted: text.startswith(wanted),
    "TEXT_ENDS_WITH": lambda text, wanted: text.endswith(wanted),
}
_ON_NUMBERS: Mapping[str, Callable[[float, list[float]], bool]] = {
    "NUMBER_EQ": lambda value, bounds: value == bounds[0],
    "NUMBER_NOT_EQ": lambda value, bounds: value != bounds[0],
    "NUMBER_GREATER": lambda value, bounds: value > bounds[0],
    "NUMBER_GREATER_THAN_EQ": lambda value, bounds: value >= bounds[0],
    "NUMBER_LESS": lambda value, bounds: value < bounds[0],
    "NUMBER_LESS_THAN_EQ": lambda value, bounds: value <= bounds[0],
    "NUMBER_BETWEEN": lambda value, bounds: bounds[0] <= value <= bounds[1],
    "NUMBER_NOT_BETWEEN": lambda value, bounds: not bounds[0] <= value <= bounds[1],
}


def criteria_of(basic_filter: Json) -> dict[int, Json]:
    """By column, from either of the two notations."""
    found = {int(column): criteria for column, criteria in basic_filter.get("criteria", {}).items()}
    for spec in basic_filter.get("filterSpecs", []):
        found[spec.get("columnIndex", 0)] = spec.get("filterCriteria", {})
    return found


def filtered_rows(calculator: Calculator, sheet: Sheet) -> frozenset[int]:
    """The header, which is the first row of the filter's range, is never hidden."""
    if not sheet.basic_filter:
        return frozenset()
    criteria = criteria_of(sheet.basic_filter)
    box = boxed(sheet, sheet.basic_filter["range"])
    rows = range(box.top + 1, box.bottom) if criteria else ()
    return frozenset(
        row
        for row in rows
        if not all(_passes(calculator, sheet, row, column, one) for column, one in criteria.items())
    )


def hidden_rows(calculator: Calculator, sheet: Sheet) -> frozenset[int]:
    """Those that a person or the filter has hidden."""
    by_hand = {index for index, line in enumerate(sheet.lines["ROWS"]) if (line or {}).get("hiddenByUser")}
    return filtered_rows(calculator, sheet) | by_hand


def _passes(calculator: Calculator, sheet: Sheet, row: int, column: int, criteria: Json) -> bool:
    cell = sheet.cell(row, column)
    result = calculator.result(sheet, row, column, cell)
    text = shown(cell, result, locale_of(calculator.book.locale))
    if text in criteria.get("hiddenValues", []):
        return False
    condition = criteria.get("condition")
    return condition is None or _holds(condition, text, result.value)


def _holds(condition: Json, text: str, value: object) -> bool:
    """Conditions that are not known hide nothing."""
    kind = str(condition.get("type", ""))
    wanted = [one.get("userEnteredValue", "") for one in condition.get("values", [])]
    if kind in ("BLANK", "NOT_BLANK"):
        return (text == "") == (kind == "BLANK")
    if kind in _ON_TEXTS and wanted:
        return _ON_TEXTS[kind](text.casefold(), wanted[0].casefold())
    if kind in _ON_NUMBERS and wanted:
        return bool(is_number(value)) and _ON_NUMBERS[kind](_number(value), [_number(one) for one in wanted])
    return True


def _number(value: object) -> float:
    try:
        return float(whole(float(str(value))))
    except ValueError:
        return 0
