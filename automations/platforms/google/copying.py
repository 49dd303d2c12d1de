"""Spreadsheets copied whole for a backup, and put back whole into empty ones.

A copy is what Google says of a spreadsheet's cells, in Google's own words: what was entered (text,
numbers, formulas) and how numbers are shown, for they tell a date from a number. Dropdowns, colours and
protections are made anew by `setup`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from automations.core.snapshot import WorkbookSnapshot
from automations.errors import BackupError
from automations.platforms.google.case_drive import CaseDrive
from automations.platforms.google.cells import alike
from automations.platforms.google.grid import Grid, Rows, at, is_kept_by_jobs, read_grid
from automations.platforms.google.refusals import share
from automations.platforms.google.workbook import PART, SheetsWorkbook
from sheets_schema.office import OFFICE

Json = dict[str, Any]

CONTENT = (
    "properties(locale,timeZone),sheets(properties(sheetId,title,index,hidden,sheetType,"
    "gridProperties(rowCount,columnCount,frozenRowCount,frozenColumnCount)),"
    "data(startRow,rowData(values(userEnteredValue,userEnteredFormat(numberFormat)))))"
)
CASE_FILES = "case-files/"
CELL = "userEnteredValue,userEnteredFormat.numberFormat"
TAB = "title,index,gridProperties"


@dataclass(frozen=True, slots=True)
class DriveBooks:
    """The workbooks of a team on Google, by name."""

    books: Mapping[str, SheetsWorkbook]

    def copied(self) -> Mapping[str, bytes]:
        """The office last, so that nothing in the others is newer than what it says of them."""
        names = sorted(self.books, key=lambda name: name == OFFICE.name)
        return {_part(name): json.dumps(_fetched(self.books[name])).encode() for name in names}

    def damage(self, parts: Mapping[str, bytes]) -> Iterable[str]:  # noqa: ARG002 - Google keeps them whole
        return ()

    def ensure_empty(self) -> None:
        """Nobody's data is overwritten, nor mixed with older data. Raises BackupError and WorkbookError."""
        for name, book in self.books.items():
            tabs = list(book.take().tabs.values())
            if len(tabs) > 1 or any(tab.rows for tab in tabs):
                account, thing = book.client.connection.account, book.client.thing
                raise BackupError(
                    f"The {name} is not empty, and a backup is restored into empty spreadsheets only. Make "
                    f"one at sheets.new and put its address under google.{thing.setting}. "
                    f"{share(thing, account)}"
                )

    def put_back(self, parts: Mapping[str, bytes]) -> None:
        """The office last: without it no job does anything. Raises BackupError and WorkbookError."""
        copies = {name: _copy(parts, name) for name in self.books}
        for name in sorted(self.books, key=lambda name: name == OFFICE.name):
            _put_back(self.books[name], copies[name])

    def office(self, parts: Mapping[str, bytes]) -> WorkbookSnapshot:
        """Raises BackupError and SchemaError."""
        return read_grid(_copy(parts, OFFICE.name)).snapshot(OFFICE)


@dataclass(frozen=True, slots=True)
class DriveCaseFiles:
    """The case files of a team on Google, in their folder."""

    files: CaseDrive

    def copied(self) -> Mapping[str, bytes]:
        found = {f"{CASE_FILES}{code}": self.files.workbook(code) for code in self.files.listed()}
        return {_part(name): json.dumps(_fetched(book)).encode() for name, book in found.items()}

    def damage(self, parts: Mapping[str, bytes]) -> Iterable[str]:  # noqa: ARG002 - Google keeps them whole
        return ()

    def ensure_empty(self) -> None:
        """Those that are there stay as they are: they are newer than any backup."""

    def put_back(self, parts: Mapping[str, bytes]) -> None:
        """Those that are not there. Raises BackupError, NoRoom and WorkbookError."""
        there = self.files.listed()
        for path in sorted(parts):
            name = path.removesuffix(".json")
            code = name.removeprefix(CASE_FILES)
            if name.startswith(CASE_FILES) and code not in there:
                self.files.restore(code, partial(_put_back, copy=_copy(parts, name)))


def _part(name: str) -> str:
    return f"{name}.json"


def _copy(parts: Mapping[str, bytes], name: str) -> Json:
    if _part(name) not in parts:
        raise BackupError(f"The backup holds no {name}. Take another one.")
    copy: Json = json.loads(parts[_part(name)])
    return copy


def _fetched(book: SheetsWorkbook) -> Json:
    found: Json = dict(book.client.fetch_sheet_metadata(book.id, {"fields": CONTENT}))
    found["sheets"] = [sheet for sheet in found["sheets"] if _is_peoples(sheet["properties"])]
    return found


def _is_peoples(properties: Mapping[str, Any]) -> bool:
    """A tab of cells, and not one of those that every write replaces."""
    return "gridProperties" in properties and not is_kept_by_jobs(properties["title"])


def _put_back(book: SheetsWorkbook, copy: Json) -> None:
    """In as few batches as Google takes; then read again and compared."""
    blank = next(iter(book.take().tabs.values()))
    ids = dict(_ids(copy, blank.sheet_id))
    book.send(list(_tabs(copy, ids)))
    for part in _in_parts(_cells(copy, ids)):
        book.take()
        book.send(part)
    if not _same(read_grid(_fetched(book)), read_grid(copy)):
        raise BackupError(
            f"The {book.name} does not read back as it was written: somebody may have edited it. Make a new "
            "empty spreadsheet and restore again."
        )


def _ids(copy: Json, blank: int) -> Iterator[tuple[str, int]]:
    """The blank tab becomes the first; the others keep the ids that links to them may hold."""
    first, *others = copy["sheets"]
    yield first["properties"]["title"], blank
    for sheet in others:
        id_ = sheet["properties"].get("sheetId", 0)
        free = id_ if id_ != blank else first["properties"].get("sheetId", 0)
        yield sheet["properties"]["title"], free


def _tabs(copy: Json, ids: Mapping[str, int]) -> Iterator[Json]:
    """Google's batch requests that make the tabs. The first is hidden last: one must always be seen."""
    spreadsheet = {"properties": copy["properties"], "fields": ",".join(copy["properties"])}
    yield {"updateSpreadsheetProperties": spreadsheet}
    first, *others = ({**s["properties"], "sheetId": ids[s["properties"]["title"]]} for s in copy["sheets"])
    yield {"updateSheetProperties": {"properties": {**first, "index": 0}, "fields": TAB}}
    for number, properties in enumerate(others, 1):
        yield {"addSheet": {"properties": {**properties, "index": number}}}
    if first.get("hidden"):
        yield {"updateSheetProperties": {"properties": first, "fields": "hidden"}}


def _cells(copy: Json, ids: Mapping[str, int]) -> Iterator[Json]:
    """One request a row."""
    for sheet in copy["sheets"]:
        for stretch in sheet.get("data", ()):
            for number, row in enumerate(stretch.get("rowData", ()), stretch.get("startRow", 0)):
                start = {"sheetId": ids[sheet["properties"]["title"]], "rowIndex": number, "columnIndex": 0}
                if any(row.get("values", ())):
                    yield {"updateCells": {"rows": [row], "fields": CELL, "start": start}}


def _in_parts(requests: Iterable[Json]) -> Iterator[list[Json]]:
    part: list[Json] = []
    room = PART
    for request in requests:
        size = len(json.dumps(request))
        if part and size > room:
            yield part
            part, room = [], PART
        part.append(request)
        room -= size
    if part:
        yield part


def _same(one: Grid, other: Grid) -> bool:
    return one.tabs.keys() == other.tabs.keys() and all(
        _same_cells(tab.rows, other.tabs[title].rows) for title, tab in one.tabs.items()
    )


def _same_cells(one: Rows, other: Rows) -> bool:
    spots = {(r, c) for rows in (one, other) for r, row in enumerate(rows) for c in range(len(row))}
    return all(alike(at(one, r, c), at(other, r, c)) for r, c in spots)
