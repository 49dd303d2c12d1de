"""Cells as Sheets has them. A date is a serial number there, told from a number by its column alone."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sheets_schema.codec import Cell, NoValue, read_text
from sheets_schema.columns import Kind
from sheets_schema.dates import SPREADSHEET_EPOCH

_EPOCH = datetime.combine(SPREADSHEET_EPOCH, time())
_DAY = 86_400
_LARGEST = 80_000
"""A later day (2119) is a number that somebody typed, not a date."""


Raw = Mapping[str, Any] | None
"""What a person or we entered, as Google's `ExtendedValue` has it; None for a blank cell."""


def raw(cell: Mapping[str, Any]) -> Raw:
    """Of Google's `CellData`."""
    value: Raw = cell.get("userEnteredValue")
    return None if not value or value == {"stringValue": ""} else value


def alike(one: Raw, other: Raw) -> bool:
    if one and other and "numberValue" in one and "numberValue" in other:
        return math.isclose(one["numberValue"], other["numberValue"], rel_tol=1e-12)
    return one == other


def text(value: Raw) -> str:
    """As headers and keys are read."""
    return read_text(from_sheet(value, None)).strip()


def from_sheet(value: Raw, kind: Kind | None) -> Cell:
    """What was entered, in a column of the kind."""
    if not value:
        return None
    if "formulaValue" in value:
        return NoValue.FORMULA
    if "errorValue" in value:
        return NoValue.ERROR
    if "numberValue" in value:
        return _number(value["numberValue"], kind)
    found: Cell = value.get("stringValue", value.get("boolValue"))
    return found


def _number(number: float, kind: Kind | None) -> Cell:
    if kind is Kind.DATE and 0 < number < _LARGEST:
        return SPREADSHEET_EPOCH + timedelta(days=int(number))
    if kind is Kind.TIMESTAMP and 0 < number < _LARGEST:
        return _EPOCH + timedelta(seconds=round(number * _DAY))
    return int(number) if float(number).is_integer() else number


def to_sheet(cell: Cell) -> Raw:
    """Text is text whatever it begins with or looks like."""
    match cell:
        case None | "":
            return None
        case bool():
            return {"boolValue": cell}
        case str():
            return {"stringValue": cell}
        case int() | float():
            return {"numberValue": cell}
        case datetime():
            return {"numberValue": round((cell - _EPOCH).total_seconds()) / _DAY}
        case date():
            return {"numberValue": (cell - SPREADSHEET_EPOCH).days}
        case _:
            raise TypeError(type(cell).__name__)
