"""What a person does in the browser."""

from __future__ import annotations

from tests.google.sheets.a1 import Box
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.values import entered
from tests.google.sheets.work import Work, check_text
from tests.google.wire import ApiError
from tests.google.world import World


def type_cell(
    spreadsheet: Spreadsheet,
    sheet_id: int,
    row: int,
    column: int,
    text: str,
    *,
    world: World,
    editor: str | None = None,
    owner: str = "",
) -> None:
    """Types a text into a cell; `editor` None may type anywhere."""
    work = Work(spreadsheet, world.clock(), editor, owner)
    try:
        sheet = spreadsheet.sheet(sheet_id)
        work.guard(sheet, Box(row, column, row + 1, column + 1))
        check_text(text)
    except Refusal as refusal:
        raise ApiError(400, str(refusal)) from None
    sheet.grow(row + 1, column + 1)
    sheet.put(row, column, entered(work, sheet.cell(row, column), text, as_typed=True))
