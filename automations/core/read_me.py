"""The board's Read me: lines that are not there, or say something else."""

from automations.core.changes import AppendRows, Change
from automations.core.snapshot import WorkbookSnapshot
from sheets_schema.board import GUIDE, READ_ME


def guide(board: WorkbookSnapshot) -> list[Change]:
    tab = board[READ_ME.title]
    fresh = tuple({"Topic": t, "Explanation": e} for t, e in GUIDE if t not in tab.by_key)
    changes: list[Change] = [AppendRows(READ_ME.title, fresh)] if fresh else []
    mended = (tab.differing(t, {"Explanation": e}) for t, e in GUIDE if t in tab.by_key)
    return changes + [change for change in mended if change is not None]
