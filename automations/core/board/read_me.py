"""The board's Read me: lines that are not there, or say something else; the day of the last good run."""

import re
from datetime import date

from automations.core.changes import AppendRows, Change, SetCells
from automations.core.snapshot import WorkbookSnapshot
from sheets_schema.board import GUIDE, LAST_GOOD_RUN, READ_ME
from sheets_schema.codec import read_text


def guide(board: WorkbookSnapshot) -> list[Change]:
    tab = board[READ_ME.title]
    fresh = tuple({"Topic": t, "Explanation": e} for t, e in GUIDE if t not in tab.by_key)
    changes: list[Change] = [AppendRows(READ_ME.title, fresh)] if fresh else []
    mended = (tab.differing(t, {"Explanation": e}) for t, e in GUIDE if t in tab.by_key)
    return changes + [change for change in mended if change is not None]


def ran_well(board: WorkbookSnapshot, today: date) -> list[Change]:
    """The line that says so, once a day. It turns red by itself, see `sheets_schema.looks.stale`."""
    if last_good_run(board) >= today.isoformat():
        return []
    cells = {"Explanation": f"{today.isoformat()}{LAST_GOOD}"}
    if LAST_GOOD_RUN in board[READ_ME.title].by_key:
        return [SetCells(READ_ME.title, LAST_GOOD_RUN, cells)]
    return [AppendRows(READ_ME.title, ({"Topic": LAST_GOOD_RUN, **cells},))]


def last_good_run(board: WorkbookSnapshot) -> str:
    """The day (ISO) that stands there; blank if none does."""
    row = board[READ_ME.title].by_key.get(LAST_GOOD_RUN, {})
    text = read_text(row.get("Explanation"))[:10]
    return text if DAY.fullmatch(text) else ""


DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

LAST_GOOD = (
    ": the last day on which the jobs did all their work. When this turns red they have stopped, and what "
    "stands on this board is old: tell a coordinator."
)
