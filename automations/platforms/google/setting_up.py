"""`setup` on Google: tabs and columns that are missing are made, in one batch a workbook."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from automations.errors import SchemaError
from automations.platforms.google.cells import raw, text, to_sheet
from automations.platforms.google.dressing import ROSTER_ROWS, ROWS, Sheet, dressing, letter
from automations.platforms.google.grid import is_kept_by_jobs
from automations.platforms.google.workbook import SheetsWorkbook
from sheets_schema.columns import Tab
from sheets_schema.office import ROSTER

Json = dict[str, Any]

LOOKS = (
    "properties(timeZone),sheets(properties,protectedRanges,filterViews,conditionalFormats,"
    "data(rowData(values(userEnteredValue,note,dataValidation))))"
)


def set_up(workbook: SheetsWorkbook, zone: str, names: Sequence[str], restored: bool = False) -> bool:
    """Make or mend the tabs; whether anything was changed. `zone` is the team's time zone; `restored`
    tabs have their cells and nothing of their looks yet.

    Raises SchemaError where a header stands twice, for only a person knows which is meant; and
    ChangedMeanwhile, Refused and WorkbookError.
    """
    grid = workbook.take()
    found = workbook.client.fetch_sheet_metadata(workbook.id, {"fields": LOOKS})
    requests = list(_requests(workbook, found, zone, names, restored))
    if requests or grid.fence is None:
        workbook.send(requests)
    return bool(requests)


def _requests(
    workbook: SheetsWorkbook, found: Mapping[str, Any], zone: str, names: Sequence[str], restored: bool
) -> Iterator[Json]:
    by_title = {sheet["properties"]["title"]: sheet for sheet in found["sheets"]}
    tabs = workbook.shape.tabs
    _refuse_other_capitals(workbook.shape.name, tabs, by_title)
    blank = _the_blank_one(by_title) if not any(tab.title in by_title for tab in tabs) else None
    if blank is not None and found.get("properties", {}).get("timeZone") != zone:
        properties = {"timeZone": zone}
        yield {"updateSpreadsheetProperties": {"properties": properties, "fields": "timeZone"}}
    taken = {sheet["properties"].get("sheetId", 0) for sheet in found["sheets"]}
    sheets = []
    for number, tab in enumerate(tabs):
        there = by_title.get(tab.title, blank if number == 0 else None)
        fresh = there is None or there is blank
        id_ = there["properties"].get("sheetId", 0) if there else _free_id(workbook, tab, taken)
        yield from _tab(tab, id_, number, fresh, made=there is None)
        sheet = _columns(workbook.shape.name, tab, there or {}, id_, fresh)
        yield from _headers(sheet, 0 if fresh else _used(there or {}))
        sheets.append(sheet)
    volunteers = _volunteers(sheets)
    for sheet in sheets:
        bare = frozenset(sheet.columns) if restored else sheet.fresh
        dressed = Sheet(sheet.tab, sheet.found, sheet.id, sheet.columns, bare, volunteers)
        yield from dressing(dressed, names if sheet.tab.title == "Cases" else ())


def _refuse_other_capitals(workbook: str, tabs: Sequence[Tab], titles: Iterable[str]) -> None:
    known = {tab.title.casefold(): tab.title for tab in tabs}
    for title in titles:
        wanted = known.get(title.casefold(), title)
        if wanted != title:
            raise SchemaError(
                f"{workbook}: a tab must be called {wanted}, capitals too. Rename it, then run `setup`."
            )


def _the_blank_one(by_title: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The one empty tab of a spreadsheet that somebody just made: it becomes the first."""
    others = [sheet for title, sheet in by_title.items() if not is_kept_by_jobs(title)]
    return others[0] if len(others) == 1 and not _used(others[0]) else None


def _grid(sheet: Mapping[str, Any]) -> list[list[str]]:
    data = sheet.get("data") or [{}]
    rows = [[text(raw(cell)) for cell in row.get("values", ())] for row in data[0].get("rowData", ())]
    return rows if any(any(row) for row in rows) else []


def _used(sheet: Mapping[str, Any]) -> int:
    """How many columns have anything in them, be it a formula."""
    data = sheet.get("data") or [{}]
    rows = (row.get("values", ()) for row in data[0].get("rowData", ()))
    return max((n for row in rows for n, cell in enumerate(row, 1) if raw(cell)), default=0)


def _free_id(workbook: SheetsWorkbook, tab: Tab, taken: set[int]) -> int:
    """The same for every team, unless a tab has it already."""
    digest = hashlib.blake2b(f"{workbook.shape.name}/{tab.title}".encode(), digest_size=4).digest()
    id_ = int.from_bytes(digest) % 2**31
    while id_ in taken:
        id_ = workbook.draw_id()
    taken.add(id_)
    return id_


def _tab(tab: Tab, id_: int, number: int, fresh: bool, *, made: bool) -> Iterator[Json]:
    if not fresh:
        return
    size = {"rowCount": ROWS, "columnCount": len(tab.columns), "frozenRowCount": 1, "frozenColumnCount": 1}
    properties = {
        "sheetId": id_,
        "title": tab.title,
        "index": number,
        "hidden": tab.hidden,
        "gridProperties": size,
    }
    if made:
        yield {"addSheet": {"properties": properties}}
    else:
        fields = "title,index,hidden," + ",".join(f"gridProperties.{name}" for name in size)
        yield {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _columns(workbook: str, tab: Tab, found: Mapping[str, Any], id_: int, fresh: bool) -> Sheet:
    rows = [] if fresh else _grid(found)
    headers = rows[0] if rows else []
    _refuse_doubled(workbook, tab, headers)
    missing = [header for header in tab.headers if header not in headers]
    if len(missing) == len(tab.headers):
        _refuse_lower_headers(workbook, tab, rows)
    columns = {header: place for place, header in enumerate(headers) if header}
    start = 0 if fresh else _used(found)
    columns |= {header: start + number for number, header in enumerate(missing)}
    return Sheet(tab, found, id_, columns, frozenset(missing))


def _headers(sheet: Sheet, at: int) -> Iterator[Json]:
    """Columns that are missing, inserted behind the last that is used; a new tab has room already."""
    missing = sorted(sheet.columns[header] for header in sheet.fresh)
    if not missing:
        return
    if at:
        span = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + len(missing)}
        yield {"insertDimension": {"range": span, "inheritFromBefore": True}}
    names = {place: header for header, place in sheet.columns.items()}
    values = [{"userEnteredValue": to_sheet(names[place])} for place in missing]
    start = {"sheetId": sheet.id, "rowIndex": 0, "columnIndex": missing[0]}
    yield {"updateCells": {"rows": [{"values": values}], "fields": "userEnteredValue", "start": start}}


def _refuse_doubled(workbook: str, tab: Tab, headers: Sequence[str]) -> None:
    for header in tab.headers:
        if headers.count(header) > 1:
            raise SchemaError(
                f"{workbook}, tab {tab.title}: the column '{header}' is there {headers.count(header)} times. "
                "Rename or delete all but one, then run `setup` again."
            )


def _refuse_lower_headers(workbook: str, tab: Tab, rows: Sequence[Sequence[str]]) -> None:
    """Somebody put a title above them: a second set of columns would leave the rows unread."""
    for number, cells in enumerate(rows[1:20], 2):
        if sum(header in cells for header in tab.headers) * 2 > len(tab.headers):
            raise SchemaError(
                f"{workbook}, tab {tab.title}: the headers stand in row {number}. They must be in row 1: "
                "delete the rows above them, then run `setup` again."
            )


def _volunteers(sheets: Sequence[Sheet]) -> str:
    """The range of the Roster's names, where the workbook has it."""
    for sheet in sheets:
        if sheet.tab is ROSTER:
            column = letter(sheet.columns["Volunteer"])
            return f"='{ROSTER.title}'!${column}$2:${column}${ROSTER_ROWS}"
    return ""
