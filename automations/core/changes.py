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


@dataclass(frozen=True, slots=True)
class Forget:
    """Clear every row that has this value under `header`, what people put there on their own included, but
    for the cells to keep. Nothing but letting go of a case does so.
    """

    tab: str
    header: str
    value: str
    keep: tuple[str, ...] = ()


Change = AddColumns | AppendRows | SetCells | Forget


def coalesced(changes: Iterable[Change], keys: Mapping[str, str | None]) -> list[Change]:
    """The same outcome with one `AddColumns` and one `AppendRows` a tab and one `SetCells` a row. What is to
    be forgotten goes before what is set.

    `keys` gives each tab's key header. Cells set on a row that is appended go into that row.
    """
    gathered = _Gathered(keys)
    for change in changes:
        gathered.add(change)
    return gathered.changes()


class _Gathered:
    """Changes sorted by what they touch."""

    def __init__(self, keys: Mapping[str, str | None]) -> None:
        self.keys = keys
        self.columns: dict[str, list[str]] = {}
        self.appended: dict[str, list[dict[str, Cell]]] = {}
        self.fresh: dict[tuple[str, str], dict[str, Cell]] = {}
        self.cells: dict[tuple[str, str], dict[str, Cell]] = {}
        self.forgotten: list[Forget] = []

    def add(self, change: Change) -> None:
        match change:
            case AddColumns(tab, headers):
                self.columns.setdefault(tab, []).extend(headers)
            case AppendRows(tab, rows):
                for row in map(dict, rows):
                    self._append(tab, row)
            case SetCells(tab, key, wanted):
                where = (tab, key)
                row = self.fresh[where] if where in self.fresh else self.cells.setdefault(where, {})
                row.update(wanted)
            case Forget():
                self.forgotten.append(change)

    def _append(self, tab: str, row: dict[str, Cell]) -> None:
        self.appended.setdefault(tab, []).append(row)
        key = self.keys[tab]
        if key is not None:
            self.fresh[tab, str(row[key])] = row

    def changes(self) -> list[Change]:
        return [
            *(AddColumns(tab, tuple(dict.fromkeys(headers))) for tab, headers in self.columns.items()),
            *self.forgotten,
            *(SetCells(tab, key, wanted) for (tab, key), wanted in self.cells.items()),
            *(AppendRows(tab, tuple(rows)) for tab, rows in self.appended.items()),
        ]


def rows_touched(changes: Sequence[Change]) -> dict[str, int]:
    """How many rows of each tab the changes touch."""
    touched: dict[str, int] = {}
    for change in changes:
        count = len(change.rows) if isinstance(change, AppendRows) else 1 - isinstance(change, AddColumns)
        touched[change.tab] = touched.get(change.tab, 0) + count
    return touched
