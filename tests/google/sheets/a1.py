"""A1 notation: names of columns, cells and areas, read and written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

_CORNER = r"(\$?[A-Za-z]{1,3})?(\$?[1-9][0-9]{0,7})?"
_AREA = re.compile(rf"{_CORNER}(?::{_CORNER})?")
_R1C1 = re.compile(r"[Rr]([1-9]\d*)[Cc]([1-9]\d*)(?::[Rr]([1-9]\d*)[Cc]([1-9]\d*))?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*|[Rr]|[Cc]")


class Box(NamedTuple):
    """Cells from `top`, `left` up to but without `bottom`, `right`."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row < self.bottom and self.left <= column < self.right

    def meets(self, other: Box) -> bool:
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right

    def within(self, other: Box) -> bool:
        rows = other.top <= self.top and self.bottom <= other.bottom
        return rows and other.left <= self.left and self.right <= other.right


@dataclass(frozen=True, slots=True)
class Area:
    """An area as written: None stands for an open side, `title` None for no sheet named."""

    title: str | None
    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None


def column_name(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


@cache
def column_index(name: str) -> int:
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quoted(title: str) -> str:
    """A sheet's title as it stands before the exclamation mark."""
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def cell_name(row: int, column: int) -> str:
    return f"{column_name(column)}{row + 1}"


def box_name(box: Box) -> str:
    first = cell_name(box.top, box.left)
    if box.height == 1 and box.width == 1:
        return first
    return f"{first}:{cell_name(box.bottom - 1, box.right - 1)}"


def split_title(text: str) -> tuple[str | None, str]:
    """The sheet's title, if one is given, and what follows it."""
    if text.startswith("'"):
        found = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        if found:
            return found[1].replace("''", "'"), found[2] or ""
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def parse_area(text: str) -> Area | None:
    """`Sheet1!A1:B2`, `A1`, `A:C`, `2:3`, `'My sheet'`; None if it is none of these."""
    title, rest = split_title(text)
    if not rest:
        return None if title is None else Area(title)
    if found := _R1C1.fullmatch(rest):
        top, left = int(found[1]) - 1, int(found[2]) - 1
        bottom, right = int(found[3] or found[1]), int(found[4] or found[2])
        return _ordered(title, (top, left), (bottom - 1, right - 1))
    found = _AREA.fullmatch(rest)
    if found is None:
        return None
    first, second = _corner(found[1], found[2]), _corner(found[3], found[4])
    if ":" not in rest:
        return None if None in first else _ordered(title, first, first)
    if first == (None, None) or second == (None, None):
        return None
    return _ordered(title, first, second)


def _corner(letters: str | None, digits: str | None) -> tuple[int | None, int | None]:
    row = int(digits.lstrip("$")) - 1 if digits else None
    return row, column_index(letters.lstrip("$")) if letters else None


def _ordered(
    title: str | None, first: tuple[int | None, int | None], second: tuple[int | None, int | None]
) -> Area | None:
    top, bottom = _span(first[0], second[0])
    left, right = _span(first[1], second[1])
    return Area(title, top, left, bottom, right)


def _span(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    if one is None or other is None:
        return (one if one is not None else other), None
    return min(one, other), max(one, other) + 1
