"""A workbook as it was read: tabs of rows, columns found by header, rows by key."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from automations.core.changes import AddColumns, AppendRows, Change, Forget, SetCells
from automations.errors import SchemaError
from sheets_schema.codec import Cell, read_text, same
from sheets_schema.columns import Tab, WorkbookShape

Row = Mapping[str, Cell]
"""Header to cell. Blank cells may be left out."""


@dataclass(frozen=True, slots=True)
class TabSnapshot:
    """One tab. `rows` holds every row that is not blank; `by_key` the first one with each key."""

    shape: Tab
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    by_key: Mapping[str, Row] = field(default_factory=dict)
    doubled: frozenset[str] = frozenset()

    def differing(self, key: str, wanted: Mapping[str, Cell]) -> SetCells | None:
        """The change that makes the row show the wanted cells; None if it does already, or is not there."""
        rows = self.same_key(key)
        if not rows:
            return None
        if wanted.items() <= rows[0].items() and len(rows) == 1:
            return None
        cells = {
            header: cell
            for header, cell in wanted.items()
            if any(not same(row.get(header), cell) for row in rows)
        }
        return SetCells(self.shape.title, key, cells) if cells else None

    def same_key(self, key: str) -> list[Row]:
        """Every row with this key: more than one where somebody doubled it."""
        if key not in self.doubled:
            return [self.by_key[key]] if key in self.by_key else []
        return [r for r in self.rows if read_text(r.get(str(self.shape.key))).strip() == key]


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands in a workbook beside its rows: the title or a line of a tab that people added, a note, a
    comment, a cell under no header. `row` is the key of the row that it is at, blank where there is none.
    """

    kind: str
    tab: str
    row: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkbookSnapshot:
    """`in_doubt`: what an earlier run wrote may have come to stand in place of something else, and was put
    right only as far as it could be known.
    """

    shape: WorkbookShape
    tabs: Mapping[str, TabSnapshot]
    asides: tuple[Aside, ...] = ()
    in_doubt: bool = False

    def __getitem__(self, title: str) -> TabSnapshot:
        return self.tabs[title]

    def after(self, changes: Sequence[Change]) -> "WorkbookSnapshot":
        """The workbook as it will be once the changes are made."""
        tabs = dict(self.tabs)
        for title in {change.tab for change in changes}:
            tabs[title] = _changed(tabs[title], [c for c in changes if c.tab == title])
        return replace(self, tabs=tabs)

    @property
    def keys(self) -> dict[str, str | None]:
        return {tab.title: tab.key for tab in self.shape.tabs}


TITLE, NOTE, COMMENT = "the title of a tab", "a note", "a comment"
LOOSE = "a column without a header of its own"

Read = TypeVar("Read")
"""A cell as a platform reads it."""


def make_asides(
    shape: WorkbookShape,
    grids: Mapping[str, Sequence[Sequence[Read]]],
    said: Callable[[Read], str],
    notes: Iterable[Aside],
) -> tuple[Aside, ...]:
    """Notes, the titles and cells of tabs that people added, and what stands under no header. `grids`: tabs
    by title, the headers first; `said`: what somebody typed there.
    """
    known = {tab.title: tab for tab in shape.tabs}
    found: list[Aside] = []
    for title, grid in grids.items():
        if title in known:
            found += _loose(known[title], grid, said)
            continue
        found.append(Aside(TITLE, "", "", title))
        for number, cells in enumerate(grid, 1):
            texts = dict.fromkeys(filter(None, map(said, cells)))
            found += (Aside(f"line {number} of an added tab", "", "", text) for text in texts)
    return (*found, *notes)


def _loose(shape: Tab, grid: Sequence[Sequence[Read]], said: Callable[[Read], str]) -> Iterator[Aside]:
    headers = [said(cell) for cell in grid[0]] if grid else []
    own = {headers.index(header) for header in headers if header}
    key = headers.index(shape.key) if shape.key in headers else -1
    places = sorted(set(range(max(map(len, grid), default=0))) - own)
    for cells in grid[1:] if places else ():
        for text in filter(None, (said(cells[place]) for place in places if place < len(cells))):
            yield Aside(LOOSE, shape.title, said(cells[key]) if 0 <= key < len(cells) else "", text)


def typed(cell: Cell) -> str:
    """Words or digits that somebody typed; blank for a day, a tick, and what a formula shows."""
    return (
        read_text(cell).strip() if isinstance(cell, str | int | float) and not isinstance(cell, bool) else ""
    )


def make_tab(shape: Tab, headers: Sequence[str], rows: Iterable[Row]) -> TabSnapshot:
    """Index the rows by the tab's key. Rows without a key are people's own and have none."""
    kept = tuple(rows)
    by_key: dict[str, Row] = {}
    doubled: set[str] = set()
    if shape.key is not None:
        for row in kept:
            key = read_text(row.get(shape.key)).strip()
            if key and key in by_key:
                doubled.add(key)
            elif key:
                by_key[key] = row
    return TabSnapshot(shape, tuple(headers), kept, by_key, frozenset(doubled))


def check_headers(workbook: str, shape: Tab, headers: Sequence[str]) -> None:
    """Raises SchemaError if a declared column is missing or stands there twice."""
    for header in shape.headers:
        found = headers.count(header)
        where = f"{workbook}, tab {shape.title}: the column '{header}'"
        if found == 0:
            raise SchemaError(
                f"{where} is missing. If it was renamed, give it its name back; if it was deleted, "
                "run `setup`."
            )
        if found > 1:
            raise SchemaError(f"{where} is there {found} times. Rename or delete all but one.")


def _changed(tab: TabSnapshot, changes: Sequence[Change]) -> TabSnapshot:
    headers = list(tab.headers)
    rows = [dict(row) for row in tab.rows]
    updates: dict[str, dict[str, Cell]] = {}
    for change in changes:
        match change:
            case AddColumns(_, added):
                headers.extend(header for header in added if header not in headers)
            case AppendRows(_, fresh):
                rows.extend(dict(row) for row in fresh)
            case SetCells(_, key, cells):
                updates.setdefault(key, {}).update(cells)
            case Forget(_, header, value, keep):
                rows = [_kept(row, keep) if is_found(row.get(header), value) else row for row in rows]
    if tab.shape.key is not None and updates:
        for row in rows:
            row.update(updates.get(read_text(row.get(tab.shape.key)).strip(), {}))
    return make_tab(tab.shape, headers, (row for row in rows if any(c is not None for c in row.values())))


def _kept(row: Row, keep: tuple[str, ...]) -> dict[str, Cell]:
    return {header: cell if header in keep else None for header, cell in row.items()}


def is_found(cell: Cell, value: str) -> bool:
    """Whether a row with this cell is meant by a change that names the value."""
    return read_text(cell).strip() == value
