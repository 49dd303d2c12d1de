"""Values as formulas take them: one for another, compared, tested against criteria."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from tests.google.sheets.faults import Failed, Fault, bad_value
from tests.google.sheets.formats import plain_number
from tests.google.sheets.locales import Locale
from tests.google.sheets.typed import typed

Scalar = Any
"""None, a bool, a number, a text or a Fault."""


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: list[list[Scalar]]

    def cells(self) -> Iterator[Scalar]:
        for row in self.rows:
            yield from row

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Setting:
    now: datetime
    locale: Locale


def scalar(value: Any) -> Scalar:
    """A range where one value is wanted stands for its first cell."""
    if isinstance(value, Matrix):
        value = next(value.cells(), None)
    if isinstance(value, Fault):
        raise Failed(value)
    return value


def number(value: Any, setting: Setting) -> float:
    value = scalar(value)
    if value is None:
        return 0
    if isinstance(value, (bool, int, float)):
        return float(value) if isinstance(value, float) else int(value)
    found = typed(str(value), setting.locale, setting.now.year).value
    if "numberValue" not in found:
        raise bad_value(f"Expects number values. But '{value}' is a text and cannot be coerced to a number.")
    return float(found["numberValue"])


def text(value: Any, setting: Setting) -> str:
    value = scalar(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else plain_number(value, setting.locale)


def truth(value: Any, setting: Setting) -> bool:
    value = scalar(value)
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise bad_value(
            f"Expects boolean values. But '{value}' is a text and cannot be coerced to a boolean."
        )
    return bool(value)


def numbers(arguments: tuple[Any, ...], setting: Setting) -> list[float]:
    """In ranges only numbers count; what is given directly must be one."""
    found: list[float] = []
    for argument in arguments:
        if not isinstance(argument, Matrix):
            found.append(number(argument, setting))
            continue
        for value in argument.cells():
            if isinstance(value, Fault):
                raise Failed(value)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                found.append(value)
    return found


def flat(arguments: tuple[Any, ...]) -> Iterator[Scalar]:
    for argument in arguments:
        if isinstance(argument, Matrix):
            yield from argument.cells()
        else:
            yield argument


def is_number(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compare(one: Scalar, other: Scalar) -> int:
    """Numbers before texts before truth values; texts without regard to case."""
    one, other = _against(one, other), _against(other, one)
    ranks = [2 if isinstance(v, bool) else 0 if is_number(v) else 1 for v in (one, other)]
    if ranks[0] != ranks[1]:
        return 1 if ranks[0] > ranks[1] else -1
    if ranks[0] == 1:
        one, other = one.casefold(), other.casefold()
    return int(one > other) - int(one < other)


def _against(value: Scalar, other: Scalar) -> Scalar:
    if value is not None:
        return value
    return False if isinstance(other, bool) else "" if isinstance(other, str) else 0


def criterion(wanted: Scalar, setting: Setting) -> Callable[[Scalar], bool]:
    """Of COUNTIF and its kin: `>5`, `<>`, `a*`."""
    if not isinstance(wanted, str):
        return lambda value: value is not None and compare(value, wanted) == 0
    found = re.match(r"(<>|<=|>=|=|<|>)?(.*)$", wanted, re.DOTALL)
    operator, rest = (found[1] or "=", found[2]) if found else ("=", wanted)
    parsed = typed(rest, setting.locale, setting.now.year).value if rest else {}
    target = parsed.get("numberValue", parsed.get("boolValue", rest))
    if operator in ("=", "<>"):
        return _equality(target, operator == "=")
    signs = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0)}[operator]
    kind = is_number(target)
    return lambda value: value is not None and is_number(value) == kind and compare(value, target) in signs


def _equality(target: Scalar, wanted: bool) -> Callable[[Scalar], bool]:
    def equal(value: Scalar) -> bool:
        if target == "":
            return value is None or (value == "" and wanted)
        if isinstance(target, str) and isinstance(value, str):
            return fnmatchcase(value.casefold(), target.casefold().replace("[", "[[]"))
        return value is not None and type(value) is not str and compare(value, target) == 0

    return lambda value: equal(value) == wanted
