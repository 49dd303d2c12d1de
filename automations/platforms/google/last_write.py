"""What a write meant, kept beside the fence in the same batch.

A run that is killed, or that Google never answers, can't look at what it wrote. The next run finds here
what was to be written where, and what people's cells held, and puts right what their moving of rows and
columns misplaced.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from automations.platforms.google.cells import Raw
from automations.platforms.google.grid import Rows, TabGrid
from automations.platforms.google.placing import Placed, put
from sheets_schema.columns import Tab, WorkbookShape

CELL = 40_000
"""Characters in a cell; Sheets takes 50,000 (support.google.com/drive/answer/37603)."""

LARGEST = 25 * CELL
"""What is longer, such as the first import of a year's responses, is not kept, only that it is in doubt."""


IN_DOUBT = "in doubt"
"""Stands for a write that the next run can't look at afterwards."""


def kept(placed: Iterable[Placed], shape: WorkbookShape, in_doubt: bool) -> list[str]:
    """The texts of the cells that say it; of a write that is too large, and of one that clears what must not
    be kept anywhere, only that there was one. `in_doubt`: as `is_in_doubt`, from an earlier write.
    """
    tabs = {tab.title: tab for tab in shape.tabs}
    written = list(placed)
    forgets = any(one.found_by for one in written)
    said: list[object] = [] if forgets else [_said(one, tabs[one.tab.title]) for one in written]
    said += [IN_DOUBT] if forgets or in_doubt else []
    whole = _text(said) if said else ""
    whole = whole if len(whole) <= LARGEST else _text([IN_DOUBT])
    return [whole[n : n + CELL] for n in range(0, len(whole), CELL)]


def _text(said: list[object]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def recalled(last_write: TabGrid | None) -> list[Placed]:
    """What was meant; in `tab` and `truth` only the rows that it takes to put things right."""
    try:
        return [_placed(said) for said in _told(last_write) if said != IN_DOUBT]
    except (ValueError, KeyError, TypeError, AttributeError):
        # A person typed in the tab.
        return []


def is_in_doubt(last_write: TabGrid | None) -> bool:
    """Whether, for all that can be known, the write overwrote what stood in other places."""
    try:
        return IN_DOUBT in _told(last_write)
    except (ValueError, TypeError):
        return False


def _told(last_write: TabGrid | None) -> Any:
    cells = last_write.rows[0] if last_write and last_write.rows else []
    whole = "".join(str(cell.get("stringValue", "")) for cell in cells if cell)
    return json.loads(whole or "[]")


def _said(placed: Placed, shape: Tab) -> dict[str, Any]:
    tab = placed.tab
    return {
        "tab": [tab.sheet_id, tab.title, tab.height, tab.width],
        "rows": dict(_rows(placed, shape)),
        "inserted": placed.inserted,
        "appended": placed.appended,
        "length": len(placed.truth),
        "hits": [[spot.row, spot.column, value] for spot, value in placed.hits.items()],
    }


def _rows(placed: Placed, shape: Tab) -> Iterator[tuple[int, dict[int, Raw]]]:
    """The headers, and of each row what the jobs can't compute again, with its key if it has one."""
    headers, *rows = placed.tab.rows
    yield 0, _cells(headers)
    if shape.key is None:
        return
    key = placed.tab.columns[shape.key]
    again = {place for header, place in placed.tab.columns.items() if shape.computes(header)}
    hit = {spot.row for spot in placed.hits}
    for number, row in enumerate(rows, 1):
        found, named = _cells(row), bool(placed.tab.at(number, key))
        kept = {place: value for place, value in found.items() if not named or place not in again}
        if number in hit or kept.keys() - {key}:
            yield number, kept


def _cells(row: Sequence[Raw]) -> dict[int, Raw]:
    return {place: value for place, value in enumerate(row) if value}


def _placed(said: Mapping[str, Any]) -> Placed:
    rows = _whole({int(number): row for number, row in said["rows"].items()})
    sheet_id, title, height, width = said["tab"]
    placed = Placed(TabGrid(sheet_id, title, height, width, rows), [list(row) for row in rows])
    placed.truth.extend([] for _ in range(said["length"] - len(rows)))
    start, count = said["inserted"]
    placed.inserted, placed.appended = (start, count), said["appended"]
    for row, column, value in said["hits"]:
        put(placed, row, {column: value})
    return placed


def _whole(found: Mapping[int, Mapping[str, Raw]]) -> Rows:
    rows: Rows = [[] for _ in range(max(found, default=-1) + 1)]
    for number, row in found.items():
        rows[number] = [row.get(str(place)) for place in range(max(map(int, row), default=-1) + 1)]
    return rows
