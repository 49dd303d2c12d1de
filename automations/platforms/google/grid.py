"""A spreadsheet as it was read: cells by position, with the fence that tells who wrote last."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from automations.core.snapshot import (
    NOTE,
    Aside,
    Row,
    TabSnapshot,
    WorkbookSnapshot,
    check_headers,
    make_asides,
    make_tab,
    typed,
)
from automations.errors import SchemaError
from automations.platforms.google import cells
from automations.platforms.google.cells import Raw
from sheets_schema.columns import Tab, WorkbookShape

FENCE = "Fence (for the jobs)"
"""The title of the hidden tab that every write replaces with a fresh one."""

LAST_WRITE = "Last write (for the jobs)"
"""The title of the hidden tab in which a write says what it meant, so that the next run can put right
what a run that was killed misplaced.
"""

FIELDS = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    "data(startRow,rowData(values(userEnteredValue,note))))"
)

Rows = list[list[Raw]]


def at(rows: Rows, row: int, column: int) -> Raw:
    found = rows[row] if 0 <= row < len(rows) else []
    return found[column] if 0 <= column < len(found) else None


@dataclass(frozen=True, slots=True)
class TabGrid:
    """One tab. `rows` are its cells from the first row on, without the blank ones behind; `height` and
    `width` are how many rows and columns there are; `notes` are those of each row, as far as it was looked
    at.
    """

    sheet_id: int
    title: str
    height: int
    width: int
    rows: Rows
    notes: Mapping[int, str] = field(default_factory=dict, compare=False)

    @property
    def headers(self) -> list[str]:
        return [cells.text(cell) for cell in self.rows[0]] if self.rows else []

    @property
    def columns(self) -> dict[str, int]:
        """Where each header stands; where one stands twice, the first."""
        return {h: i for i, h in reversed(list(enumerate(self.headers))) if h}

    def at(self, row: int, column: int) -> Raw:
        return at(self.rows, row, column)


@dataclass(frozen=True, slots=True)
class Grid:
    """`fence` is the id of the fence tab, `last_write` the tab that says what the last write meant; None
    where there is none. `ids` are those of all tabs.
    """

    tabs: Mapping[str, TabGrid]
    fence: int | None
    last_write: TabGrid | None
    ids: frozenset[int]

    def snapshot(self, shape: WorkbookShape) -> WorkbookSnapshot:
        """Raises SchemaError for a missing tab or damaged headers."""
        for tab in shape.tabs:
            if tab.title not in self.tabs:
                raise SchemaError(
                    f"{shape.name}: the tab {tab.title} is missing. Give it its name back, or run `setup`."
                )
            check_headers(shape.name, tab, self.tabs[tab.title].headers)
        tabs = {tab.title: _tab(tab, self.tabs[tab.title]) for tab in shape.tabs}
        keys = {tab.title: tab.key for tab in shape.tabs}
        notes = [note for title, tab in self.tabs.items() for note in _asides(tab, keys.get(title))]
        grids = {title: tab.rows for title, tab in self.tabs.items()}
        return WorkbookSnapshot(shape, tabs, make_asides(shape, grids, _typed, notes))


def _typed(cell: Raw) -> str:
    return typed(cells.from_sheet(cell, None))


def _asides(tab: TabGrid, key: str | None) -> Iterator[Aside]:
    """Those below the headers, which have notes of ours."""
    column = tab.columns.get(key or "", -1)
    for row, text in tab.notes.items():
        if row:
            yield Aside(NOTE, tab.title, cells.text(tab.at(row, column)).strip(), text)


def read_grid(spreadsheet: Mapping[str, Any]) -> Grid:
    """From Google's `Spreadsheet`, as `FIELDS` asks for it."""
    tabs = [_tab_grid(sheet) for sheet in spreadsheet.get("sheets", ())]
    kept = {tab.title.casefold(): tab for tab in tabs if is_kept_by_jobs(tab.title)}
    fence, last_write = kept.get(FENCE.casefold()), kept.get(LAST_WRITE.casefold())
    peoples = {tab.title: tab for tab in tabs if not is_kept_by_jobs(tab.title)}
    ids = frozenset(tab.sheet_id for tab in tabs)
    return Grid(peoples, fence.sheet_id if fence else None, last_write, ids)


def is_kept_by_jobs(title: str) -> bool:
    """Google takes no second title that differs in capitals alone."""
    return title.casefold() in (FENCE.casefold(), LAST_WRITE.casefold())


def _tab_grid(sheet: Mapping[str, Any]) -> TabGrid:
    properties = sheet["properties"]
    size = properties.get("gridProperties", {})
    return TabGrid(
        properties.get("sheetId", 0),
        properties["title"],
        size.get("rowCount", 0),
        size.get("columnCount", 0),
        _trimmed(_rows(sheet.get("data", ()))),
        dict(_notes(sheet.get("data", ()))),
    )


def _notes(stretches: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    for stretch in stretches:
        for number, row in enumerate(stretch.get("rowData", ()), stretch.get("startRow", 0)):
            if texts := [cell["note"] for cell in row.get("values", ()) if cell.get("note")]:
                yield number, "\n".join(texts)


def _rows(stretches: Iterable[Mapping[str, Any]]) -> Rows:
    """Rows that were not asked for are blank."""
    rows: Rows = []
    for stretch in stretches:
        start = stretch.get("startRow", 0)
        rows.extend([] for _ in range(start - len(rows)))
        rows[start:] = [_cells(row.get("values", ())) for row in stretch.get("rowData", ())]
    return rows


def _cells(values: Iterable[Mapping[str, Any]]) -> list[Raw]:
    found = [cells.raw(cell) for cell in values]
    while found and found[-1] is None:
        found.pop()
    return found


def _trimmed(rows: Rows) -> Rows:
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _tab(shape: Tab, grid: TabGrid) -> TabSnapshot:
    kinds = {column.header: column.kind for column in shape.columns}
    places = [(place, header, kinds.get(header)) for header, place in grid.columns.items()]
    rows: list[Row] = []
    for raw in grid.rows[1:]:
        length = len(raw)
        row = {h: cells.from_sheet(raw[i], kind) for i, h, kind in places if i < length and raw[i]}
        if row:
            rows.append(row)
    return make_tab(shape, [header for header in grid.headers if header], rows)
