"""What a job decided, as data. The platform applies it in as few calls as it can."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_schema.codec import Cell


@dataclass(frozen=True, slots=True)
class AddColumns:
    """Put these headers at the right end of the tab."""

    tab: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Put these rows, header to cell, below the last one."""

    tab: str
    rows: tuple[Mapping[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class SetCells:
    """Set these cells, header to cell, of every row with this key."""

    tab: str
    key: str
    cells: Mapping[str, Cell]


Change = AddColumns | AppendRows | SetCells


def coalesced(changes: Iterable[Change], keys: Mapping[str, str | None]) -> list[Change]:
    """The same outcome with one `AddColumns` and one `AppendRows` a tab and one `SetCells` a row.

    `keys` gives each tab's key header. Cells set on a row that is appended go into that row.
    """
    columns: dict[str, list[str]] = {}
    appended: dict[str, list[dict[str, Cell]]] = {}
    fresh: dict[tuple[str, str], dict[str, Cell]] = {}
    cells: dict[tuple[str, str], dict[str, Cell]] = {}
    for change in changes:
        match change:
            case AddColumns(tab, headers):
                columns.setdefault(tab, []).extend(headers)
            case AppendRows(tab, rows):
                key = keys[tab]
                for row in map(dict, rows):
                    appended.setdefault(tab, []).append(row)
                    if key is not None:
                        fresh[tab, str(row[key])] = row
            case SetCells(tab, name, wanted):
                where = (tab, name)
                (fresh[where] if where in fresh else cells.setdefault(where, {})).update(wanted)
    return [
        *(AddColumns(tab, tuple(dict.fromkeys(headers))) for tab, headers in columns.items()),
        *(SetCells(tab, name, wanted) for (tab, name), wanted in cells.items()),
        *(AppendRows(tab, tuple(rows)) for tab, rows in appended.items()),
    ]


def rows_touched(changes: Sequence[Change]) -> dict[str, int]:
    """How many rows of each tab the changes touch."""
    touched: dict[str, int] = {}
    for change in changes:
        count = len(change.rows) if isinstance(change, AppendRows) else int(isinstance(change, SetCells))
        touched[change.tab] = touched.get(change.tab, 0) + count
    return touched
