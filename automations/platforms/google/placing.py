"""Changes, header and key, as cells by position, in the spreadsheet as it was read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automations.core.changes import AddColumns, AppendRows, Change, Forget, SetCells
from automations.errors import ChangedMeanwhile
from automations.platforms.google import cells
from automations.platforms.google.cells import Raw
from automations.platforms.google.grid import Grid, Rows, TabGrid
from sheets_schema.columns import Kind, Tab
from sheets_schema.looks import NUMBER_FORMATS

ONLY_VALUES = "userEnteredValue"
NUMBER_TYPES: Mapping[Kind, Mapping[str, Any]] = {
    kind: {"type": name, "pattern": NUMBER_FORMATS[kind]}
    for kind, name in {
        Kind.DATE: "DATE",
        Kind.TIMESTAMP: "DATE_TIME",
        Kind.WHOLE_NUMBER: "NUMBER",
        Kind.NUMBER: "NUMBER",
    }.items()
}

TOP, MARGIN = 50, 100
"""Rows: how many from the top are always looked at after a write, and how many above those appended."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, counted from 0."""

    row: int
    column: int


@dataclass
class Placed:
    """What is written to one tab. `truth` is the tab as it will be where nobody moves anything
    meanwhile; `hits` the cells of it that are written, the `appended` rows at its end among them.
    `formats` are the number formats of columns, for rows that are made; `forgotten` rows were cleared for
    good, and `found_by` is the header that they were found by.
    """

    tab: TabGrid
    truth: Rows
    formats: Mapping[int, Raw] = field(default_factory=dict)
    inserted: tuple[int, int] = (0, 0)
    hits: dict[Spot, Raw] = field(default_factory=dict)
    appended: int = 0
    forgotten: list[int] = field(default_factory=list)
    found_by: str | None = None

    @property
    def first_appended(self) -> int:
        return len(self.truth) - self.appended

    @property
    def unseen(self) -> range:
        """Rows that need not be looked at after the write: where rows were only appended, those between
        the header and a little above them.
        """
        written = {spot.row for spot in self.hits if 0 < spot.row < self.first_appended}
        return range(TOP, 0 if written else self.first_appended - MARGIN)

    def ranges(self) -> list[str]:
        """The parts of the tab to look at, as Google writes them."""
        title = quoted(self.tab.title)
        if not self.unseen:
            return [title]
        return [f"{title}!1:{TOP}", f"{title}!{self.unseen.stop + 1}:{self.height}"]

    @property
    def height(self) -> int:
        """How many rows there will be, where nobody inserts or deletes any meanwhile."""
        return max(self.tab.height, len(self.truth))

    def requests(self) -> Iterator[dict[str, Any]]:
        """Google's batch requests, to be sent in one batch."""
        at, count = self.inserted
        if count:
            yield _insertion(self.tab.sheet_id, "COLUMNS", at, count)
        grown = self.height > self.tab.height
        if grown:
            count = self.height - self.tab.height
            yield {"appendDimension": {"sheetId": self.tab.sheet_id, "dimension": "ROWS", "length": count}}
        yield from _updates(
            self.tab.sheet_id, {s: c for s, c in self.hits.items() if s.row < self.first_appended}
        )
        yield from (_without_note(self.tab.sheet_id, row) for row in self.forgotten)
        if self.appended:
            yield _appending(
                self.tab.sheet_id, self.truth[self.first_appended :], self.formats if grown else {}
            )


def place(grid: Grid, shape: Mapping[str, Tab], changes: Sequence[Change]) -> list[Placed]:
    """One for each tab that is written. Rows whose key is not there are left out."""
    by_tab: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_tab[change.tab].append(change)
    if not by_tab.keys() <= grid.tabs.keys():
        raise ChangedMeanwhile("A tab was renamed or deleted meanwhile. Run it again.")
    return [_placed(grid.tabs[title], shape[title], found) for title, found in by_tab.items()]


def _placed(tab: TabGrid, shape: Tab, changes: Sequence[Change]) -> Placed:
    truth = [list(row) for row in tab.rows]
    columns = dict(tab.columns)
    if not _headers(changes) | set(shape.headers) <= columns.keys():
        raise ChangedMeanwhile(f"A header of the tab {shape.title} was changed meanwhile. Run it again.")
    placed = Placed(tab, truth, _formats(shape, columns))
    rows = _rows_by_key(tab, shape.key)
    for change in changes:
        match change:
            case AddColumns(_, headers):
                _add_columns(placed, columns, [h for h in headers if h not in columns])
            case SetCells(_, wanted, found):
                for row in rows.get(wanted, ()):
                    put(placed, row, {columns[h]: cells.to_sheet(c) for h, c in found.items()})
            case Forget(_, header, value, keep):
                _forget(placed, columns[header], value, {columns[h] for h in keep})
                placed.found_by = header
            case AppendRows(_, fresh):
                for cells_ in fresh:
                    truth.append([])
                    placed.appended += 1
                    filled = {columns[h]: cells.to_sheet(c) for h, c in cells_.items() if c is not None}
                    put(placed, len(truth) - 1, filled)
    return placed


def _forget(placed: Placed, column: int, value: str, keep: set[int]) -> None:
    for number, row in enumerate(placed.tab.rows[1:], 1):
        if cells.text(placed.tab.at(number, column)).strip() == value:
            put(placed, number, {n: None for n, there in enumerate(row) if there and n not in keep})
            placed.forgotten.append(number)


def _headers(changes: Iterable[Change]) -> set[str]:
    """Those that must be there: written, and not about to be added."""
    written: set[str] = set()
    added: set[str] = set()
    for change in changes:
        match change:
            case AddColumns(_, headers):
                added.update(headers)
            case SetCells(_, _, found):
                written.update(found)
            case AppendRows(_, rows):
                written.update(*rows)
            case Forget(_, header, _, keep):
                written.update((header, *keep))
    return written - added


def _formats(shape: Tab, columns: Mapping[str, int]) -> dict[int, Raw]:
    return {columns[c.header]: NUMBER_TYPES[c.kind] for c in shape.columns if c.kind in NUMBER_TYPES}


def _rows_by_key(tab: TabGrid, key: str | None) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    if key is not None:
        column = tab.columns[key]
        for number in range(1, len(tab.rows)):
            rows[cells.text(tab.at(number, column))].append(number)
    return rows


def _add_columns(placed: Placed, columns: dict[str, int], headers: Sequence[str]) -> None:
    """New ones, inserted: a blank column at the end may be somebody's a moment later."""
    if not headers:
        return
    at = max((len(row) for row in placed.truth), default=0)
    placed.inserted = (at, len(headers))
    columns |= {header: at + number for number, header in enumerate(headers)}
    put(placed, 0, {columns[header]: cells.to_sheet(header) for header in headers})


def put(placed: Placed, row: int, found: Mapping[int, Raw]) -> None:
    """Have these cells of the row, by column, written."""
    cells_ = placed.truth[row]
    cells_.extend([None] * (max(found, default=-1) + 1 - len(cells_)))
    for column, value in found.items():
        cells_[column] = value
        placed.hits[Spot(row, column)] = value


def rewriting(tab: TabGrid, wanted: Mapping[Spot, Raw]) -> Placed:
    """Cells of the tab, by position, to be put right."""
    placed = Placed(tab, [list(row) for row in tab.rows])
    for spot, value in wanted.items():
        placed.truth.extend([] for _ in range(spot.row + 1 - len(placed.truth)))
        put(placed, spot.row, {spot.column: value})
    return placed


def quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _insertion(sheet: int, dimension: str, at: int, count: int) -> dict[str, Any]:
    range_ = {"sheetId": sheet, "dimension": dimension, "startIndex": at, "endIndex": at + count}
    return {"insertDimension": {"range": range_, "inheritFromBefore": at > 0}}


def _without_note(sheet: int, row: int) -> dict[str, Any]:
    area = {"sheetId": sheet, "startRowIndex": row, "endRowIndex": row + 1}
    return {"updateCells": {"range": area, "fields": "note"}}


def _updates(sheet: int, hits: Mapping[Spot, Raw]) -> Iterator[dict[str, Any]]:
    """One a block: neighbours in a row, and rows of such that lie one below the other."""
    block: list[list[Spot]] = []
    for run in _runs(hits):
        if block and not _goes_below(block[-1], run):
            yield _update(sheet, block, hits)
            block = []
        block.append(run)
    if block:
        yield _update(sheet, block, hits)


def _runs(hits: Iterable[Spot]) -> Iterator[list[Spot]]:
    run: list[Spot] = []
    for spot in sorted(hits, key=lambda s: (s.row, s.column)):
        if run and (spot.row, spot.column) != (run[-1].row, run[-1].column + 1):
            yield run
            run = []
        run.append(spot)
    if run:
        yield run


def _goes_below(above: Sequence[Spot], run: Sequence[Spot]) -> bool:
    start = Spot(above[0].row + 1, above[0].column)
    return run[0] == start and len(run) == len(above)


def _update(sheet: int, block: Sequence[Sequence[Spot]], hits: Mapping[Spot, Raw]) -> dict[str, Any]:
    first = block[0][0]
    start = {"sheetId": sheet, "rowIndex": first.row, "columnIndex": first.column}
    rows = [{"values": [cell_data(hits[spot]) for spot in run]} for run in block]
    return {"updateCells": {"rows": rows, "fields": ONLY_VALUES, "start": start}}


def _appending(sheet: int, rows: Rows, formats: Mapping[int, Raw]) -> dict[str, Any]:
    """With formats where the rows are new: whether those take their looks from above is not documented."""
    if not formats:
        values = [{"values": [cell_data(value) for value in row]} for row in rows]
        return {"appendCells": {"sheetId": sheet, "rows": values, "fields": ONLY_VALUES}}
    width = max(*formats, *(len(row) - 1 for row in rows)) + 1
    padded = ([*row, *[None] * (width - len(row))] for row in rows)
    values = [{"values": [_formatted(v, formats.get(n)) for n, v in enumerate(row)]} for row in padded]
    fields = f"{ONLY_VALUES},userEnteredFormat.numberFormat"
    return {"appendCells": {"sheetId": sheet, "rows": values, "fields": fields}}


def _formatted(value: Raw, number_format: Raw) -> dict[str, Any]:
    looks = {"userEnteredFormat": {"numberFormat": number_format}} if number_format else {}
    return cell_data(value) | looks


def cell_data(value: Raw) -> dict[str, Any]:
    """As a batch request has it."""
    return {ONLY_VALUES: value} if value else {}
