"""A long list of changes in parts, each small enough for one request."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from automations.core.changes import AddColumns, AppendRows, Change, Forget, SetCells
from automations.platforms.google import cells
from automations.platforms.google.placing import cell_data
from sheets_schema.codec import Cell


def parts(changes: Sequence[Change], tabs: Sequence[str], limit: int) -> Iterator[list[Change]]:
    """The changes in as few parts as stay under `limit` bytes, in the order of the tabs: those that
    say what was done come last, so that what a killed run left undone is done by the next.
    """
    part: list[Change] = []
    room = limit
    for change in sorted(_singly(changes), key=lambda c: tabs.index(c.tab)):
        size = _size(change)
        if part and size > room:
            yield _joined(part)
            part, room = [], limit
        part.append(change)
        room -= size
    if part:
        yield _joined(part)


def _singly(changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        if isinstance(change, AppendRows):
            yield from (replace(change, rows=(row,)) for row in change.rows)
        else:
            yield change


def _joined(part: Sequence[Change]) -> list[Change]:
    """Rows for the same tab in one list again."""
    rows: dict[str, list[Mapping[str, Cell]]] = defaultdict(list)
    for change in part:
        if isinstance(change, AppendRows):
            rows[change.tab] += change.rows
    rest: list[Change] = [change for change in part if not isinstance(change, AppendRows)]
    return rest + [AppendRows(tab, tuple(found)) for tab, found in rows.items()]


def _size(change: Change) -> int:
    match change:
        case AddColumns(_, headers):
            return sum(map(len, headers)) + 500
        case SetCells(_, _, found):
            return 150 + sum(len(json.dumps(cell_data(cells.to_sheet(cell)))) for cell in found.values())
        case Forget():
            return 1_000
        case AppendRows(_, rows):
            return sum(
                20 * len(row) + len(json.dumps([cell_data(cells.to_sheet(c)) for c in row.values()]))
                for row in rows
            )
