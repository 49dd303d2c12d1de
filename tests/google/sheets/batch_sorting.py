"""sortRange: whole rows of a range by the values of some of its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import Any
from unicodedata import combining, normalize

from tests.google.sheets.a1 import Box, box_name
from tests.google.sheets.book import Refusal
from tests.google.sheets.calc import Calculator, Fault
from tests.google.sheets.filters import hidden_rows
from tests.google.sheets.grid import BLANK, Cell, Sheet, boxed
from tests.google.sheets.references import shift_formula
from tests.google.sheets.work import Work
from tests.google.wire import Json

Key = tuple[int, Any]


def rank(value: Any) -> Key | None:
    """Numbers before texts before truth values before errors; None for a blank."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, (int, float)):
        return 0, value
    if isinstance(value, Fault):
        return 3, value.sign
    return 1, collated(value)


def collated(text: str) -> tuple[str, str, str]:
    """Letters sort together whatever their accents and case; small ones come first where only that
    differs.
    """
    folded = text.casefold()
    bare = "".join(letter for letter in normalize("NFD", folded) if not combining(letter))
    return bare, folded, text.swapcase()


def compared(one: Key | None, other: Key | None, descending: bool) -> int:
    """Blanks come last either way."""
    if one is None or other is None:
        return (one is None) - (other is None)
    if one == other:
        return 0
    return (1 if one > other else -1) * (-1 if descending else 1)


def sorted_rows(
    rows: Sequence[int], sheet: Sheet, specs: Sequence[Json], calculator: Calculator
) -> list[int]:
    """The rows in their new order."""
    columns = [(spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING") for spec in specs]
    keys = {row: [_key(sheet, row, column, calculator) for column, _ in columns] for row in rows}

    def compare(one: int, other: int) -> int:
        for index, (_, descending) in enumerate(columns):
            found = compared(keys[one][index], keys[other][index], descending)
            if found:
                return found
        return 0

    return sorted(rows, key=cmp_to_key(compare))


def sort_box(sheet: Sheet, box: Box, specs: Sequence[Json], calculator: Calculator) -> list[int]:
    """Sorts what can be seen of the box: hidden rows keep their places. Returns which row is where."""
    hidden = hidden_rows(calculator, sheet)
    places = [row for row in range(box.top, box.bottom) if row not in hidden]
    specs = specs or [{"dimensionIndex": box.left}]
    placed = dict(zip(places, sorted_rows(places, sheet, specs, calculator), strict=True))
    order = [placed.get(row, row) for row in range(box.top, box.bottom)]
    reorder(sheet, box, order)
    return order


def _key(sheet: Sheet, row: int, column: int, calculator: Calculator) -> Key | None:
    cell = sheet.cell(row, column)
    return None if cell is BLANK else rank(calculator.result(sheet, row, column, cell).value)


def reorder(sheet: Sheet, box: Box, order: Sequence[int]) -> None:
    """Puts the rows of the box into the order; formulas go along with their relative references."""
    taken = [[sheet.cell(row, column) for column in range(box.left, box.right)] for row in order]
    for row, old, cells in zip(range(box.top, box.bottom), order, taken, strict=True):
        if row != old:
            sheet.put_row(row, box.left, [_carried(cell, row - old) for cell in cells])


def _carried(cell: Cell, rows: int) -> Cell:
    if cell.value is None or "formulaValue" not in cell.value:
        return cell
    return cell.with_value({"formulaValue": shift_formula(cell.value["formulaValue"], rows, 0)})


def sort_range(work: Work, args: Json) -> None:
    area = args.get("range", {})
    sheet = work.book.sheet(area.get("sheetId", 0))
    if area.get("startRowIndex", 0) >= sheet.row_count:
        raise Refusal(f"range.startRowIndex is larger than current grid size ({sheet.row_count})")
    sheet, box = work.target(area)
    specs = args.get("sortSpecs", [])
    for spec in specs:
        index = spec.get("dimensionIndex", 0)
        if not box.left <= index < box.right:
            raise Refusal(f"Sort column index {index} is not within the range.")
    _check_vertical(sheet, box)
    full = Box(box.top, box.left, min(box.bottom, len(sheet.rows)), box.right)
    if full.height <= 0:
        return
    order = sort_box(sheet, full, specs, work.calculator())
    if work.metadata_follows_sort:
        _carry_metadata(work, sheet, {old: new for new, old in enumerate(order, full.top)}.get)


def _check_vertical(sheet: Sheet, box: Box) -> None:
    for area in sheet.overlays["merges"]:
        one = boxed(sheet, area)
        if one.height > 1 and one.meets(box):
            raise Refusal(
                "You can't sort a range containing vertical merges. "
                f"There is a vertical merge at {box_name(one)}"
            )


def _carry_metadata(work: Work, sheet: Sheet, place: Callable[[int], int | None]) -> None:
    moved = []
    for item in work.book.metadata:
        area = item["location"].get("dimensionRange", {})
        new = place(area["startIndex"]) if area.get("dimension") == "ROWS" else None
        if new is None or area.get("sheetId", 0) != sheet.id:
            moved.append(item)
            continue
        area = {**area, "startIndex": new, "endIndex": new + 1}
        moved.append({**item, "location": {**item["location"], "dimensionRange": area}})
    work.book.metadata = moved


HANDLERS = {"sortRange": sort_range}
