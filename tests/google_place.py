"""A team's things on Google as people use them: the same gestures as on plain files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl

from automations.core.responses import choices
from automations.platforms.files import timestamps
from automations.platforms.google import cells
from automations.platforms.google.grid import is_kept_by_jobs
from sheets_schema.board import BOARD
from sheets_schema.case_file import CASE_FILE
from sheets_schema.columns import Kind
from sheets_schema.dates import DateOrder
from sheets_schema.form import FORM
from sheets_schema.office import OFFICE, OUTSIDE_OFFICE
from tests.google import keys
from tests.google.admin_forms import answer_form, make_form
from tests.google.admin_sheets import make_spreadsheet
from tests.google.form_responses import edit
from tests.google.server import Server
from tests.google.sheets_edits import batch
from tests.google.world import FOLDER, File
from tests.place import Place

OWNER = "coordinator@example.org"
CONTACT = "kim@example.net"
CASE_FILES = "case-files"
ITEMS = [
    {
        "title": q.title,
        "itemId": f"{n:08x}",
        "questionItem": {"question": {"questionId": f"{n + 100:08x}", "textQuestion": {}}},
    }
    for n, q in enumerate(FORM, 1)
]
KINDS = {
    (shape.name, tab.title, c.header): c.kind
    for shape in (BOARD, OFFICE, CASE_FILE, OUTSIDE_OFFICE)
    for tab in shape.tabs
    for c in tab.columns
}


@dataclass
class GooglePlace(Place):
    """`server` holds the form, the board and the office; `submitted` are the ids of responses by the
    row of an export that they would be.
    """

    server: Server
    files: dict[str, File] = field(default_factory=dict)
    submitted: dict[tuple[str, int], str] = field(default_factory=dict)
    robot: str = ""
    case_files: bool = False
    """Whether the team has a folder for case files, in a shared drive."""
    outside: bool = False
    """Whether there is an outside office, which belongs to the outside contact."""

    def set_up(self, settings: str = "") -> None:
        world = self.server.world
        form = {"info": {"title": "Ask us"}, "items": ITEMS}
        self.files["form"] = make_form(world, {"owner": OWNER, "form": form})
        for name in ("board", "office"):
            self.files[name] = make_spreadsheet(world, {"owner": OWNER, "name": name})
        if self.outside:
            self.files[OUTSIDE_OFFICE.name] = make_spreadsheet(world, {"owner": CONTACT, "name": "outside"})
        open_to_answers = {"id": "anyoneWithLink", "type": "anyone", "role": "reader", "view": "published"}
        self.files["form"].permissions.append(open_to_answers)
        key = keys.service_account(world, self.server.url)
        keys.written(self.path / "credentials.json", key)
        self.robot = key["client_email"]
        for file in self.files.values():
            self.share(file, self.robot)
        if self.case_files:
            self.files["case_files_folder"] = self.make_folder()
        keys_ = {name.replace(" ", "_"): file.id for name, file in self.files.items()}
        lines = "".join(f'{key} = "{id_}"\n' for key, id_ in keys_.items())
        google = f'[platform]\nkind = "google"\n[google]\n{lines}endpoint = "{self.server.url}"\n'
        super().set_up(f"{settings}\n{google}")

    def make_folder(self) -> File:
        world = self.server.world
        drive = world.add(File(world.new_id(19), "Team", FOLDER, "", None, extra={"drive": {}}))
        self.share(drive, self.robot, "organizer")
        return world.add(File(world.new_id(), "Case files", FOLDER, "", None, parents=[drive.id]))

    def file_of(self, name: str) -> File:
        """Of the form, a workbook, or as `case-files/CODE` a case file. Raises KeyError for none."""
        kind, _, code = name.partition("/")
        if kind != CASE_FILES:
            return self.files[name]
        return next(f for f in self._case_files() if f.name == code)

    def _case_files(self) -> list[File]:
        folder = self.files["case_files_folder"].id if self.case_files else ""
        return [f for f in self.server.world.files.values() if folder in f.parents]

    def case_codes(self) -> set[str]:
        return {file.name for file in self._case_files()}

    def delete_case_file(self, code: str) -> None:
        file = self.file_of(f"{CASE_FILES}/{code}")
        del self.server.world.files[file.id]

    def link(self, code: str) -> str:
        return f"https://docs.google.com/spreadsheets/d/{self.file_of(f'{CASE_FILES}/{code}').id}/edit"

    def share(self, file: File, email: str, role: str = "writer") -> None:
        file.permissions.append({"id": email, "type": "user", "role": role, "emailAddress": email})
        self.server.world.note(file)

    def drop(self, *rows: dict[str, str], name: str = "responses.csv") -> None:
        """The requests of an export, made on the form; one that was made before is edited."""
        seen: dict[str, int] = {}
        for row in rows:
            stamp = row["Timestamp"]
            seen[stamp] = seen.get(stamp, 0) + 1
            self._submit((stamp, seen[stamp]), row)

    def _submit(self, place: tuple[str, int], row: Mapping[str, str]) -> None:
        form, world = self.files["form"], self.server.world
        answers = {q.title: _given(q.key, row[q.title]) for q in FORM if row.get(q.title)}
        known = form.content.responses.get(self.submitted.get(place, ""))
        if known is not None:
            edit(world, form, known, answers, None)
            return
        moment = timestamps.moment(place[0], ZoneInfo("America/Los_Angeles"), DateOrder.MONTH_FIRST)
        at = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{place[1]:06}Z"
        made = answer_form(world, form, {"answers": answers, "at": at, "force": True})
        self.submitted[place] = made.id

    @contextmanager
    def editing(self, name: str) -> Iterator[Any]:
        """The workbook as openpyxl shows one; what was changed in it is typed into the spreadsheet."""
        book, ids = self._as_book(name)
        yield book
        self._take_over(name, book, ids)

    def rows(self, name: str, tab: str) -> list[dict[str, Any]]:
        headers, *rows = self._values(name, tab)
        width = len(headers)
        padded = ([*row, *[None] * (width - len(row))] for row in rows)
        return [dict(zip(headers, row, strict=False)) for row in padded if any(c is not None for c in row)]

    def _values(self, name: str, tab: str) -> list[list[Any]]:
        sheet = self.file_of(name).content.titled(tab)
        headers = [cell.value.get("stringValue") if cell and cell.value else None for cell in sheet.rows[0]]
        book = "case file" if name.startswith(CASE_FILES) else name
        kinds = [KINDS.get((book, tab, str(header))) for header in headers]
        return [
            headers,
            *(
                [
                    _shown(cell.value if cell else None, kind)
                    for cell, kind in zip(row, [*kinds, *[None] * len(row)], strict=False)
                ]
                for row in sheet.rows[1:]
            ),
        ]

    def _as_book(self, name: str) -> tuple[Any, dict[int, int]]:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        ids = {}
        for sheet in self.file_of(name).content.sheets:
            if not is_kept_by_jobs(sheet.title):
                shown = book.create_sheet(sheet.title)
                for number, row in enumerate(self._values(name, sheet.title), 1):
                    for place, value in enumerate(row, 1):
                        if value is not None:
                            shown.cell(number, place).value = value
                ids[id(shown)] = sheet.id
        return book, ids

    def _take_over(self, name: str, book: Any, ids: dict[int, int]) -> None:
        file, world = self.file_of(name), self.server.world
        kept = {ids[id(sheet)] for sheet in book.worksheets if id(sheet) in ids}
        requests: list[Any] = [{"deleteSheet": {"sheetId": i}} for i in ids.values() if i not in kept]
        for sheet in book.worksheets:
            if id(sheet) not in ids:
                replies = batch(world, file, [{"addSheet": {"properties": {"title": sheet.title}}}])
                ids[id(sheet)] = replies[0]["addSheet"]["properties"]["sheetId"]
            requests += _rewritten(file, ids[id(sheet)], sheet)
        with world.lock:
            batch(world, file, requests)


def _given(key: str, answer: str) -> Any:
    several = choices({key: answer}, key) if key in ("may_contact_by", "concerns") else [answer]
    return several or [answer]


def _shown(value: Any, kind: Kind | None) -> Any:
    if value and "formulaValue" in value:
        return value["formulaValue"]
    cell = cells.from_sheet(value, kind)
    return datetime(cell.year, cell.month, cell.day) if type(cell) is date else cell


def _rewritten(file: File, sheet_id: int, sheet: Any) -> Iterator[Any]:
    there = file.content.find(sheet_id)
    rows = [[_raw(cell) for cell in row] for row in sheet.iter_rows()]
    height, width = max(len(rows), there.grid["rowCount"]), max(sheet.max_column, there.grid["columnCount"])
    grid = {"rowCount": height, "columnCount": width}
    properties = {"sheetId": sheet_id, "title": sheet.title, "gridProperties": grid}
    fields = "title,gridProperties.rowCount,gridProperties.columnCount"
    yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
    area = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": height, "startColumnIndex": 0}
    values = [{"values": [{"userEnteredValue": value} if value else {} for value in row]} for row in rows]
    area["endColumnIndex"] = width
    yield {"updateCells": {"range": area, "rows": values, "fields": "userEnteredValue"}}


def _raw(cell: Any) -> Any:
    if cell.data_type == "f":
        return {"formulaValue": cell.value}
    return cells.to_sheet(cell.value)
