"""Reading .xlsx: with calamine, which is fast; with openpyxl only where calamine can't tell.

Calamine shows a formula that was never computed, and an error, as a blank cell. A blank cell means
something here, so a sheet that holds either is looked at again with openpyxl.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

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
from automations.platforms.files.xlsx_checks import DAMAGED, ensure_usable, sheet_files, unreadable
from sheets_schema.codec import Cell, NoValue
from sheets_schema.columns import Kind, Tab, WorkbookShape


def read_workbook(content: bytes, name: str, shape: WorkbookShape) -> WorkbookSnapshot:
    """Raises SchemaError for a missing tab or damaged headers, WorkbookError for an unusable file."""
    ensure_usable(content, name, shape)
    try:
        return _read(content, shape)
    except DAMAGED:
        raise unreadable(name) from None


def _read(content: bytes, shape: WorkbookShape) -> WorkbookSnapshot:
    grids = _grids(content, shape)
    for tab in shape.tabs:
        check_headers(shape.name, tab, _headers(grids[tab.title]))
    suspects = _with_formulas_or_errors(content, shape)
    found = _valueless(content, suspects) if suspects else {}
    tabs = {tab.title: _tab(tab, grids[tab.title], found.get(tab.title, {})) for tab in shape.tabs}
    return WorkbookSnapshot(shape, tabs, _asides(content, shape, grids))


Grid = Sequence[Sequence[Cell]]
Valueless = Mapping[tuple[int, str], NoValue]
"""Row (counted from 1) and header of cells that show something but hold no value."""


def _grids(content: bytes, shape: WorkbookShape) -> dict[str, Grid]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        missing = [tab.title for tab in shape.tabs if tab.title not in book.sheet_names]
        if missing:
            raise SchemaError(
                f"{shape.name}: the tab {missing[0]} is missing. Give it its name back, or run `setup`."
            )
        sheets = map(book.get_sheet_by_name, book.sheet_names)
        return {sheet.name: sheet.to_python(skip_empty_area=False) for sheet in sheets}


def _headers(grid: Grid) -> list[str]:
    return [str(cell).strip() for cell in grid[0]] if grid else []


def _tab(shape: Tab, grid: Grid, valueless: Valueless) -> TabSnapshot:
    headers = _headers(grid)
    places = [(i, h) for i, h in enumerate(headers) if h and headers.index(h) == i]
    moments = [c.header for c in shape.columns if c.kind is Kind.TIMESTAMP]
    rows: list[Row] = []
    for number, cells in enumerate(grid[1:], 2):
        row: dict[str, Cell] = {h: cells[i] for i, h in places if cells[i] != ""}
        if valueless:
            row |= {h: value for (at, h), value in valueless.items() if at == number}
        for header in moments:
            if isinstance(moment := row.get(header), date):
                row[header] = _to_the_second(moment)
        if row:
            rows.append(row)
    return make_tab(shape, [header for header in headers if header], rows)


def _to_the_second(moment: date) -> datetime:
    """A file holds moments as fractions of a day, which come back some microseconds off; midnight
    comes back as a mere day.
    """
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - cells carry no zone
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _with_formulas_or_errors(content: bytes, shape: WorkbookShape) -> list[Tab]:
    """Tabs in whose sheet anything but plain values stands."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = dict(sheet_files(archive))
        tabs = [tab for tab in shape.tabs if tab.title in files]
        return [tab for tab in tabs if _has_valueless(archive.read(files[tab.title]))]


def _has_valueless(sheet: bytes) -> bool:
    return any(mark in sheet for mark in (b"<f>", b"<f ", b"<f/", b't="e"'))


def _asides(content: bytes, shape: WorkbookShape, grids: Mapping[str, Grid]) -> tuple[Aside, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = dict(sheet_files(archive))
        notes = [note for title, path in files.items() for note in _notes(archive, path, title, shape, grids)]
    return make_asides(shape, grids, typed, notes)


def _notes(
    archive: zipfile.ZipFile, path: str, title: str, shape: WorkbookShape, grids: Mapping[str, Grid]
) -> Iterator[Aside]:
    """Those below the headers, which have notes of ours."""
    folder, _, name = path.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    keys = {tab.title: tab.key for tab in shape.tabs}
    for relation in ElementTree.fromstring(archive.read(relations)):  # noqa: S314 - as above
        target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target")))).lstrip("/")
        if "omment" in str(relation.get("Type")) and target in archive.namelist():
            for note in ElementTree.fromstring(archive.read(target)).iter():  # noqa: S314 - as above
                row = int("".join(filter(str.isdigit, note.get("ref") or "")) or 0)
                if row > 1:
                    key = _key_at(grids.get(title, ()), keys.get(title), row)
                    yield Aside(NOTE, title, key, "".join(note.itertext()))


def _key_at(grid: Grid, header: str | None, row: int) -> str:
    headers = _headers(grid)
    if header not in headers or row > len(grid):
        return ""
    return str(grid[row - 1][headers.index(header)]).strip()


def _valueless(content: bytes, tabs: Sequence[Tab]) -> dict[str, dict[tuple[int, str], NoValue]]:
    # Only in this case: openpyxl takes its time to load.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True)
    kinds = {"f": NoValue.FORMULA, "e": NoValue.ERROR}
    found: dict[str, dict[tuple[int, str], NoValue]] = {}
    for tab in tabs:
        rows = book[tab.title].iter_rows()
        headers = [str(cell.value or "").strip() for cell in next(rows, ())]
        known = set(tab.headers)
        found[tab.title] = {
            (number, headers[place]): kinds[cell.data_type]
            for number, row in enumerate(rows, 2)
            for place, cell in enumerate(row)
            if cell.data_type in kinds and place < len(headers) and headers[place] in known
        }
    book.close()
    return found
