"""How a cell's value is given: as entered, as worked out, as shown."""

from __future__ import annotations

from tests.google.sheets.calc import Fault, Result
from tests.google.sheets.formats import default_pattern, shown_number, shown_text
from tests.google.sheets.grid import Cell
from tests.google.sheets.locales import Locale
from tests.google.wire import Json

_MOMENTS = ("DATE", "TIME", "DATE_TIME")


def number_format(cell: Cell, result: Result) -> Json:
    """The cell's own number format, or the one that its formula's result brings along."""
    own = (cell.format or {}).get("numberFormat")
    return own if own else result.form


def effective_number_format(form: Json, locale: Locale) -> Json:
    """With the pattern that the type stands for."""
    if not form or form.get("pattern"):
        return form
    pattern = default_pattern(form.get("type", ""), locale)
    return {**form, "pattern": pattern} if pattern and form.get("type") != "TEXT" else form


def shown(cell: Cell, result: Result, locale: Locale) -> str:
    value = result.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Fault):
        return value.sign
    form = number_format(cell, result)
    if isinstance(value, str):
        return shown_text(value, form) if form else value
    return shown_number(value, form, locale)


def effective_value(result: Result) -> Json:
    value = result.value
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, Fault):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    return None if value is None else {"numberValue": value}


def rendered(cell: Cell, result: Result, locale: Locale, option: str, moments: str) -> Json:
    """A cell as the values methods give it."""
    if option == "FORMULA" and cell.value is not None and "formulaValue" in cell.value:
        return cell.value["formulaValue"]
    value = result.value
    if option in ("", "FORMATTED_VALUE") or isinstance(value, Fault):
        return shown(cell, result, locale)
    if moments == "FORMATTED_STRING" and _is_moment(cell, result):
        return shown(cell, result, locale)
    return "" if value is None else value


def _is_moment(cell: Cell, result: Result) -> bool:
    form = number_format(cell, result) or {}
    return isinstance(result.value, (int, float)) and form.get("type") in _MOMENTS
