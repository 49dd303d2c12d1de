"""The functions of formulas, of values already worked out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

from tests.google.sheets.coercion import (
    Matrix,
    Scalar,
    Setting,
    compare,
    criterion,
    flat,
    is_number,
    number,
    numbers,
    scalar,
    text,
    truth,
)
from tests.google.sheets.faults import bad_number, bad_value, by_zero, not_available
from tests.google.sheets.formats import moment_of, serial_of, shown_number
from tests.google.sheets.schema import whole


def _average(values: list[float]) -> float:
    if not values:
        raise by_zero("Evaluation of function AVERAGE caused a divide by zero error.")
    return sum(values) / len(values)


def _rounded(value: float, places: float, how: str) -> float:
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-int(places)), rounding=how)
    return float(exact)


def _mod(one: float, other: float) -> float:
    if other == 0:
        raise by_zero("Function MOD parameter 2 cannot be zero.")
    return one % other


def _root(value: float) -> float:
    if value < 0:
        raise bad_number(
            f"Function SQRT parameter 1 value is negative. It should be positive or zero: {value}."
        )
    return float(value**0.5)


def _found(needle: str, hay: str, start: float, name: str) -> int:
    at = hay.find(needle, int(start) - 1)
    if at < 0:
        raise bad_value(f"In {name} evaluation, cannot find '{needle}' within '{hay}'.")
    return at + 1


def _vlookup(a: tuple[Any, ...], s: Setting) -> Scalar:
    wanted, area, index = scalar(a[0]), a[1], int(number(a[2], s))
    rough = truth(a[3], s) if len(a) > 3 else True
    best = None
    for row in area.rows:
        order = compare(row[0], wanted) if row and row[0] is not None else 2
        if order == 0 or (rough and order == -1):
            best = row
            if not rough:
                break
    if best is None:
        raise not_available(f"Did not find value '{text(wanted, s)}' in VLOOKUP evaluation.")
    return best[index - 1] if index <= len(best) else None


def _match(a: tuple[Any, ...], s: Setting) -> int:
    wanted, kind = scalar(a[0]), number(a[2], s) if len(a) > 2 else 1
    best = 0
    for index, value in enumerate(a[1].cells(), 1):
        order = compare(value, wanted) if value is not None else 2
        if order == 0 and kind == 0:
            return index
        if kind != 0 and order in (0, -1 if kind > 0 else 1):
            best = index
    if not best:
        raise not_available(f"Did not find value '{text(wanted, s)}' in MATCH evaluation.")
    return best


def _index(a: tuple[Any, ...], s: Setting) -> Scalar:
    rows = a[0].rows if isinstance(a[0], Matrix) else [[a[0]]]
    row = int(number(a[1], s)) if len(a) > 1 else 1
    column = int(number(a[2], s)) if len(a) > 2 else 1
    if len(a) == 2 and len(rows) == 1:
        row, column = 1, row
    return rows[max(row, 1) - 1][max(column, 1) - 1]


def _count_if(a: tuple[Any, ...], s: Setting) -> int:
    tests = [criterion(scalar(wanted), s) for wanted in a[1::2]]
    columns = [list(flat((area,))) for area in a[::2]]
    return sum(
        all(test(value) for test, value in zip(tests, row, strict=True))
        for row in zip(*columns, strict=False)
    )


def _sum_if(a: tuple[Any, ...], s: Setting) -> float:
    test = criterion(scalar(a[1]), s)
    values = list(flat((a[2] if len(a) > 2 else a[0],)))
    keys = list(flat((a[0],)))
    found: list[float] = [v for k, v in zip(keys, values, strict=False) if test(k) and is_number(v)]
    return sum(found)


def _joined(a: tuple[Any, ...], s: Setting) -> str:
    values = [text(value, s) for value in flat(a[2:])]
    kept = [value for value in values if value] if truth(a[1], s) else values
    return text(a[0], s).join(kept)


def _shown(a: tuple[Any, ...], s: Setting) -> str:
    value = scalar(a[0])
    if isinstance(value, str):
        return value
    return shown_number(number(value, s), {"pattern": text(a[1], s)}, s.locale)


def _value_of(a: tuple[Any, ...], s: Setting) -> float:
    return number(a[0], s)


def _substituted(a: tuple[Any, ...], s: Setting) -> str:
    source, old, new = text(a[0], s), text(a[1], s), text(a[2], s)
    if len(a) < 4 or not old:
        return source.replace(old, new) if old else source
    parts, nth = source.split(old), int(number(a[3], s))
    return source if nth >= len(parts) else old.join(parts[:nth]) + new + old.join(parts[nth:])


def _date(a: tuple[Any, ...], s: Setting) -> float:
    year, month, day = (int(number(value, s)) for value in a[:3])
    months = year * 12 + month - 1
    return serial_of(datetime(months // 12, months % 12 + 1, 1)) + day - 1


def _moment(value: Any, s: Setting) -> datetime:
    return moment_of(number(value, s))


def _optional(a: tuple[Any, ...], index: int, s: Setting, default: float) -> float:
    return number(a[index], s) if len(a) > index else default


Implementation = Callable[[tuple[Any, ...], Setting], Any]

FUNCTIONS: dict[str, Implementation] = {
    "SUM": lambda a, s: sum(numbers(a, s)),
    "AVERAGE": lambda a, s: _average(numbers(a, s)),
    "MAX": lambda a, s: max(numbers(a, s), default=0),
    "MIN": lambda a, s: min(numbers(a, s), default=0),
    "COUNT": lambda a, s: sum(is_number(value) for value in flat(a)),
    "COUNTA": lambda a, s: sum(value is not None for value in flat(a)),
    "COUNTBLANK": lambda a, s: sum(value is None or value == "" for value in flat(a)),
    "COUNTIF": _count_if,
    "COUNTIFS": _count_if,
    "COUNTUNIQUE": lambda a, s: len({(type(v).__name__, v) for v in flat(a) if v is not None}),
    "SUMIF": _sum_if,
    "AND": lambda a, s: all(truth(value, s) for value in flat(a) if value is not None),
    "OR": lambda a, s: any(truth(value, s) for value in flat(a) if value is not None),
    "NOT": lambda a, s: not truth(a[0], s),
    "TRUE": lambda a, s: True,
    "FALSE": lambda a, s: False,
    "ABS": lambda a, s: abs(number(a[0], s)),
    "INT": lambda a, s: number(a[0], s) // 1,
    "MOD": lambda a, s: _mod(number(a[0], s), number(a[1], s)),
    "SQRT": lambda a, s: _root(number(a[0], s)),
    "POWER": lambda a, s: number(a[0], s) ** number(a[1], s),
    "PI": lambda a, s: 3.141592653589793,
    "ROUND": lambda a, s: _rounded(number(a[0], s), _optional(a, 1, s, 0), ROUND_HALF_UP),
    "ROUNDUP": lambda a, s: _rounded(number(a[0], s), _optional(a, 1, s, 0), ROUND_UP),
    "ROUNDDOWN": lambda a, s: _rounded(number(a[0], s), _optional(a, 1, s, 0), ROUND_DOWN),
    "TEXT": _shown,
    "VALUE": _value_of,
    "DATEVALUE": lambda a, s: int(number(a[0], s)),
    "LEN": lambda a, s: len(text(a[0], s)),
    "LEFT": lambda a, s: text(a[0], s)[: int(_optional(a, 1, s, 1))],
    "RIGHT": lambda a, s: text(a[0], s)[max(len(text(a[0], s)) - int(_optional(a, 1, s, 1)), 0) :],
    "MID": lambda a, s: text(a[0], s)[int(number(a[1], s)) - 1 :][: int(number(a[2], s))],
    "UPPER": lambda a, s: text(a[0], s).upper(),
    "LOWER": lambda a, s: text(a[0], s).lower(),
    "PROPER": lambda a, s: text(a[0], s).title(),
    "TRIM": lambda a, s: re.sub(" +", " ", text(a[0], s).strip()),
    "EXACT": lambda a, s: text(a[0], s) == text(a[1], s),
    "CHAR": lambda a, s: chr(int(number(a[0], s))),
    "REPT": lambda a, s: text(a[0], s) * int(number(a[1], s)),
    "FIND": lambda a, s: _found(text(a[0], s), text(a[1], s), _optional(a, 2, s, 1), "FIND"),
    "SEARCH": lambda a, s: _found(
        text(a[0], s).casefold(), text(a[1], s).casefold(), _optional(a, 2, s, 1), "SEARCH"
    ),
    "SUBSTITUTE": _substituted,
    "CONCATENATE": lambda a, s: "".join(text(value, s) for value in flat(a)),
    "CONCAT": lambda a, s: "".join(text(value, s) for value in a),
    "JOIN": lambda a, s: text(a[0], s).join(text(value, s) for value in flat(a[1:])),
    "TEXTJOIN": _joined,
    "REGEXMATCH": lambda a, s: re.search(text(a[1], s), text(a[0], s)) is not None,
    "ISNUMBER": lambda a, s: is_number(next(flat(a), None)),
    "ISTEXT": lambda a, s: isinstance(next(flat(a), None), str),
    "ISLOGICAL": lambda a, s: isinstance(next(flat(a), None), bool),
    "ISBLANK": lambda a, s: next(flat(a), None) is None,
    "TODAY": lambda a, s: int(serial_of(s.now.replace(tzinfo=None))),
    "NOW": lambda a, s: serial_of(s.now.replace(tzinfo=None)),
    "DATE": _date,
    "TIME": lambda a, s: (number(a[0], s) * 3600 + number(a[1], s) * 60 + number(a[2], s)) / 86400,
    "YEAR": lambda a, s: _moment(a[0], s).year,
    "MONTH": lambda a, s: _moment(a[0], s).month,
    "DAY": lambda a, s: _moment(a[0], s).day,
    "HOUR": lambda a, s: _moment(a[0], s).hour,
    "MINUTE": lambda a, s: _moment(a[0], s).minute,
    "SECOND": lambda a, s: _moment(a[0], s).second,
    "WEEKDAY": lambda a, s: _moment(a[0], s).isoweekday() % 7 + 1,
    "DAYS": lambda a, s: int(number(a[0], s)) - int(number(a[1], s)),
    "VLOOKUP": _vlookup,
    "MATCH": _match,
    "INDEX": _index,
    "ROWS": lambda a, s: len(a[0].rows) if isinstance(a[0], Matrix) else 1,
    "COLUMNS": lambda a, s: a[0].width if isinstance(a[0], Matrix) else 1,
    "ARRAYFORMULA": lambda a, s: scalar(a[0]),
    "N": lambda a, s: value if is_number(value := scalar(a[0])) else 0,
}


def called(name: str, arguments: tuple[Any, ...], setting: Setting) -> Any:
    try:
        return whole(FUNCTIONS[name](arguments, setting))
    except IndexError:
        message = f"Wrong number of arguments to {name}. Got {len(arguments)} arguments."
        raise not_available(message) from None
    except (OverflowError, ValueError):
        raise bad_number(f"Function {name} has no value that could be shown.") from None
