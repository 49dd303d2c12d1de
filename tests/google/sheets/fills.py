"""How a row of cells goes on when it is dragged further."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tests.google.sheets.grid import Cell
from tests.google.sheets.schema import whole
from tests.google.wire import Json

_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)


def continued(line: list[Cell], length: int, alternate: bool) -> Iterator[tuple[int, Cell, int]]:
    """The place, the cell and the index of the source cell it goes back to; backwards if negative."""
    count = len(line)
    steps = range(count, count + length) if length >= 0 else range(-1, length - 1, -1)
    series = None if alternate else _series([cell.value for cell in line])
    for step in steps:
        index = step % count
        cell = line[index]
        if series is not None:
            cell = cell.with_value(_at(series, step))
        yield step, cell, index


def _series(values: list[Json]) -> tuple[str, float, float] | None:
    """What comes before the number, where it starts, and its step; None if it just repeats."""
    if any(value is None for value in values):
        return None
    if all("numberValue" in value for value in values) and len(values) > 1:
        return _steady("", [value["numberValue"] for value in values])
    found = [_NUMBERED.fullmatch(value.get("stringValue", "")) for value in values]
    if not all(found) or len({one[1] for one in found if one}) != 1:
        return None
    numbers = [float(one[2]) for one in found if one]
    return _steady(found[0][1] if found[0] else "", numbers)


def _steady(prefix: str, numbers: list[float]) -> tuple[str, float, float] | None:
    step = numbers[1] - numbers[0] if len(numbers) > 1 else 1
    steady = all(abs(two - one - step) < 1e-9 for one, two in itertools.pairwise(numbers))
    return (prefix, numbers[0], step) if steady else None


def _at(series: tuple[str, float, float], place: int) -> Json:
    prefix, start, step = series
    number = whole(float(start + step * place))
    return {"stringValue": f"{prefix}{number}"} if prefix else {"numberValue": number}
