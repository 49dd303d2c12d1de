"""References in the text of formulas: found, moved along with copies and with the grid."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.google.sheets.a1 import column_index, column_name, quoted
from tests.google.sheets.changes import Change

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?P<ref>(?<![\w$.])(?:\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?)?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?|\$?[1-9]\d*:\$?[1-9]\d*)(?![\w(.!]))"
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([1-9]\d*)?")

LOST = "#REF!"


@dataclass(frozen=True, slots=True)
class Corner:
    """Of a reference; None for a part that is not written, as the rows of `A:B`."""

    row: int | None
    column: int | None
    row_fixed: bool = False
    column_fixed: bool = False

    def __str__(self) -> str:
        column = "" if self.column is None else "$" * self.column_fixed + column_name(self.column)
        row = "" if self.row is None else "$" * self.row_fixed + str(self.row + 1)
        return column + row

    def along(self, axis: str) -> int | None:
        return self.row if axis == "ROWS" else self.column

    def put(self, axis: str, index: int | None) -> Corner:
        return replace(self, row=index) if axis == "ROWS" else replace(self, column=index)


@dataclass(frozen=True, slots=True)
class Reference:
    sheet: str | None
    first: Corner
    last: Corner | None = None

    def __str__(self) -> str:
        prefix = "" if self.sheet is None else quoted(self.sheet) + "!"
        return prefix + str(self.first) + ("" if self.last is None else f":{self.last}")


def read_reference(sheet: str | None, text: str) -> Reference:
    first, colon, last = text.partition(":")
    title = sheet[1:-1].replace("''", "'") if sheet and sheet.startswith("'") else sheet
    return Reference(title, _corner(first), _corner(last) if colon else None)


def _corner(text: str) -> Corner:
    found = _CORNER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first, letters, second, digits = found.groups()
    row_mark = second if letters else first
    column = column_index(letters) if letters else None
    return Corner(int(digits) - 1 if digits else None, column, bool(row_mark), bool(letters and first))


def rewritten(formula: str, change: Callable[[Reference], Reference | None]) -> str:
    """The formula with its references changed; None becomes an error in the formula."""

    def put(found: re.Match[str]) -> str:
        if found["ref"] is None:
            return found[0]
        reference = read_reference(found["sheet"], found["ref"])
        changed = change(reference)
        if changed == reference:
            return found[0]
        return LOST if changed is None else str(changed)

    return _TOKEN.sub(put, formula)


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """As when the cell is copied so many rows down and columns to the right."""
    if not rows and not columns:
        return formula

    def moved(corner: Corner) -> Corner | None:
        row = corner.row if corner.row is None or corner.row_fixed else corner.row + rows
        column = corner.column if corner.column is None or corner.column_fixed else corner.column + columns
        if (row is not None and row < 0) or (column is not None and column < 0):
            return None
        return replace(corner, row=row, column=column)

    def change(reference: Reference) -> Reference | None:
        first = moved(reference.first)
        last = moved(reference.last) if reference.last else None
        if first is None or (reference.last and last is None):
            return None
        return replace(reference, first=first, last=last)

    return rewritten(formula, change)


def restructured(formula: str, own: str, title: str, axis: str, change: Change) -> str:
    """After rows or columns of the sheet `title` changed; the formula stands on the sheet `own`."""

    def moved(reference: Reference) -> Reference | None:
        if (reference.sheet or own).casefold() != title.casefold():
            return reference
        return _moved(reference, axis, change)

    return rewritten(formula, moved)


def _moved(reference: Reference, axis: str, change: Change) -> Reference | None:
    first, last = reference.first, reference.last
    start = first.along(axis)
    if last is None:
        point = None if start is None else change.point(start)
        return None if point is None else replace(reference, first=first.put(axis, point))
    end = last.along(axis)
    if start is None and end is None:
        return reference
    span = change.span(start, None if end is None else end + 1)
    if span is None:
        return None
    closing = None if span[1] is None else span[1] - 1
    return replace(reference, first=first.put(axis, span[0]), last=last.put(axis, closing))


def without_sheet(formula: str, title: str) -> str:
    """After a sheet was deleted."""

    def change(reference: Reference) -> Reference | None:
        gone = reference.sheet is not None and reference.sheet.casefold() == title.casefold()
        return None if gone else reference

    return rewritten(formula, change)


def renamed(formula: str, old: str, new: str) -> str:
    """After a sheet got another title."""

    def change(reference: Reference) -> Reference:
        if reference.sheet is None or reference.sheet.casefold() != old.casefold():
            return reference
        return replace(reference, sheet=new)

    return rewritten(formula, change)
