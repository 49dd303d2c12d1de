"""What the requests of a batch share: the spreadsheet, the time, and who is writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.google.sheets.a1 import Box
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.calc import Calculator, Result
from tests.google.sheets.grid import Sheet, boxed
from tests.google.sheets.locales import Locale, locale_of
from tests.google.sheets.lookups import Place, place_of
from tests.google.sheets.render import may_edit
from tests.google.wire import Json

PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
CELL_LIMIT = 10_000_000
TEXT_LIMIT = 50_000


@dataclass
class Work:
    """`editor` None may write everywhere."""

    book: Spreadsheet
    now: datetime
    editor: str | None = None
    owner: str = ""
    metadata_follows_sort: bool = True

    @property
    def locale(self) -> Locale:
        return locale_of(self.book.locale)

    def calculator(self) -> Calculator:
        return Calculator(self.book, self.now)

    def results(self, sheet: Sheet, box: Box) -> dict[tuple[int, int], Result]:
        calculator = self.calculator()
        return {
            (row, column): calculator.result(sheet, row, column, cell)
            for row, column, cell in sheet.cells(box)
        }

    def target(self, area: Json) -> Place:
        """A range that is about to be written."""
        place = place_of(self.book, area)
        self.guard(place.sheet, place.box)
        return place

    def guard(self, sheet: Sheet, box: Box) -> None:
        for item in sheet.overlays["protectedRanges"]:
            if may_edit(item, self.editor, self.owner):
                continue
            if not self._protected_box(sheet, item).meets(box):
                continue
            open_boxes = [boxed(sheet, area) for area in item.get("unprotectedRanges", [])]
            if not any(box.within(one) for one in open_boxes):
                raise Refusal(PROTECTED)

    def guard_sheet(self, sheet: Sheet) -> None:
        """Only the protection of a whole sheet keeps its properties."""
        for item in sheet.overlays["protectedRanges"]:
            whole = self._protected_box(sheet, item) == sheet.box
            if whole and not may_edit(item, self.editor, self.owner):
                raise Refusal(PROTECTED)

    def _protected_box(self, sheet: Sheet, item: Json) -> Box:
        area = item.get("range")
        if area is None:
            named = (one for one in self.book.named_ranges if one["namedRangeId"] == item.get("namedRangeId"))
            area = next((one["range"] for one in named), {"endRowIndex": 0})
        return boxed(sheet, area)

    def check_size(self) -> None:
        total = sum(sheet.row_count * sheet.column_count for sheet in self.book.sheets)
        if total > CELL_LIMIT:
            raise Refusal(
                "This action would increase the number of cells in the workbook above the limit of "
                f"{CELL_LIMIT} cells."
            )


def check_text(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise Refusal(
            f"Your input contains more than the maximum of {TEXT_LIMIT} characters in a single cell."
        )


Handler = Callable[[Work, Json], Json]
"""Carries out one request of a batch; its reply, or None for an empty one."""
