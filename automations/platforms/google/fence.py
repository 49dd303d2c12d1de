"""The hidden tabs that every write replaces: the fence, and what the write meant."""

from collections.abc import Iterator, Sequence
from typing import Any

from automations.platforms.google.cells import Raw
from automations.platforms.google.grid import FENCE, LAST_WRITE, Grid, TabGrid

Json = dict[str, Any]


def fence(id_: int) -> TabGrid:
    return _hidden(id_, FENCE, [{"numberValue": id_}])


def last_write(id_: int, said: Sequence[str]) -> TabGrid:
    return _hidden(id_, LAST_WRITE, [{"stringValue": part} for part in said])


def _hidden(id_: int, title: str, cells: list[Raw]) -> TabGrid:
    return TabGrid(id_, title, 1, max(len(cells), 1), [cells])


def replacing(grid: Grid, fresh: Sequence[TabGrid]) -> Iterator[Json]:
    """Google's batch requests; refused if the hidden tabs are no longer those of `grid`."""
    for old in (grid.fence, grid.last_write.sheet_id if grid.last_write else None):
        if old is not None:
            yield {"deleteSheet": {"sheetId": old}}
    for tab in fresh:
        size = {"rowCount": tab.height, "columnCount": tab.width}
        properties = {"sheetId": tab.sheet_id, "title": tab.title, "hidden": True, "gridProperties": size}
        yield {"addSheet": {"properties": properties}}
        values = [{"userEnteredValue": cell} for cell in tab.rows[0]]
        start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": 0}
        yield {"updateCells": {"rows": [{"values": values}], "fields": "userEnteredValue", "start": start}}
