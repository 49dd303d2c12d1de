"""Case files as spreadsheets in one folder on Drive, each open to exactly the people it is for."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automations.core.casework.access import NOBODY, Circle
from automations.core.changes import AppendRows, Change
from automations.core.snapshot import WorkbookSnapshot
from automations.errors import NoRoom, OneFileAlone, WorkbookError
from automations.platforms.google import drive
from automations.platforms.google.client import Client
from automations.platforms.google.drive import FILES, MARK, SPREADSHEET
from automations.platforms.google.refusals import Refused
from automations.platforms.google.setting_up import set_up
from automations.platforms.google.sharing import Sharing
from automations.platforms.google.workbook import SheetsWorkbook
from automations.ports import Listed, Opened
from sheets_schema.case_file import CASE_FILE

CASE, STATE, BEGUN, MADE = "case", "state", "begun", "made"
"""Properties of the files: which case, and whether the first content is in it. What a person made by hand has
neither, and is known by its name.
"""

FIELDS = f"id,name,createdTime,modifiedTime,trashed,appProperties,permissions({drive.PERMISSION})"
_LINK = re.compile(r"/d/([\w-]+)")

Json = dict[str, Any]


@dataclass
class CaseDrive:
    """`folder` is its id. `own` is the account's address where it is known, `zone` the team's time zone."""

    client: Client
    folder: str
    own: str
    zone: str
    draw_id: Callable[[], int]
    only_reads: bool = False
    _files: dict[str, Json] = field(default_factory=dict, repr=False)
    _begun: dict[str, Json] = field(default_factory=dict, repr=False)
    _above: frozenset[str] | None = field(default=None, repr=False)

    def listed(self) -> Mapping[str, Listed]:
        found = list(self._all())
        self._files = {code: file for file in reversed(found) if (code := _case(file, MADE))}
        self._begun = {code: file for file in reversed(found) if (code := _begun(file))}
        return {code: _listed(file) for code, file in self._files.items()}

    def _all(self) -> Iterator[Json]:
        """Oldest first, so that of two for the same case the first counts, now and later."""
        return drive.spreadsheets_in(self.client, self.folder, FIELDS)

    @property
    def begun(self) -> Collection[str]:
        return self._begun.keys() - self._files.keys()

    def workbook(self, code: str) -> SheetsWorkbook:
        return self._workbook(self._files[code]["id"])

    def _workbook(self, file_id: str) -> SheetsWorkbook:
        return SheetsWorkbook(self.client, file_id, CASE_FILE, self.draw_id, self.only_reads)

    def make(self, code: str, changes: Sequence[Change], known: str) -> Listed:
        there = self._at(known) or self._begun.get(code)
        file = there or self._create(code)
        if not _case(file, MADE):
            if there and self._share(file, NOBODY).problem:
                raise OneFileAlone(
                    f"{code}: the empty case file is open to somebody else, and Google does not let the jobs "
                    "shut them out, so nothing was written in it. Under Share in the file, remove everybody."
                )
            self._fill(file["id"], changes)
            file = self._patch(file["id"], {CASE: code, STATE: MADE})
        self._files[code] = file
        return _listed(file)

    def _at(self, link: str) -> Json | None:
        """The file that was made earlier and no listing shows yet; None where it is gone."""
        found = _LINK.search(link)
        if found is None:
            return None
        try:
            file: Json = self._call("get", f"{FILES}/{found[1]}", params={"fields": FIELDS})
        except Refused as refused:
            if refused.status != 404:
                raise
            return None
        return None if file.get("trashed") else file

    def _create(self, code: str) -> Json:
        properties = {MARK: "case file", CASE: code, STATE: BEGUN}
        body = {"name": code, "mimeType": SPREADSHEET, "parents": [self.folder], "appProperties": properties}
        try:
            return self._call("post", FILES, params={"fields": FIELDS}, json=body)
        except Refused as refused:
            if refused.reason == "storageQuotaExceeded":
                raise NoRoom(str(refused)) from None
            raise

    def _fill(self, file_id: str, changes: Sequence[Change]) -> None:
        """Lines that an interrupted run put there already are not put there twice."""
        workbook = self._workbook(file_id)
        set_up(workbook, self.zone, ())
        if missing := _missing(changes, workbook.read()):
            workbook.write(missing)

    def _patch(self, file_id: str, properties: Mapping[str, str]) -> Json:
        body = {"appProperties": properties}
        return self._call("patch", f"{FILES}/{file_id}", params={"fields": FIELDS}, json=body)

    def restore(self, code: str, put_back: Callable[[SheetsWorkbook], None]) -> None:
        """A new file with what `put_back` writes into it, dressed as any other. Raises as `make`."""
        file = self._create(code)
        workbook = self._workbook(file["id"])
        put_back(workbook)
        set_up(workbook, self.zone, (), restored=True)
        self._files[code] = self._patch(file["id"], {CASE: code, STATE: MADE})

    def as_left(self, code: str) -> Listed | None:  # noqa: ARG002 - whichever it is
        """People may be typing in it meanwhile: the next run looks for itself."""
        return None

    def open_to(self, code: str, circle: Circle) -> Opened:
        try:
            return self._share(self._files[code], circle)
        except Refused as refused:
            return Opened(problem=str(refused))

    def _share(self, file: Json, circle: Circle) -> Opened:
        known = drive.shares_of(file["permissions"]) if "permissions" in file else None
        there = drive.shares(self.client, file["id"]) if known is None else known
        return Sharing(self.client, file["id"], self.own, there, self._shares_above).make(circle)

    def _shares_above(self) -> frozenset[str]:
        """Looked at once: in a folder of My Drive they show on every file in it."""
        if self._above is None:
            self._above = frozenset(share.id for share in drive.shares(self.client, self.folder))
        return self._above

    def delete(self, code: str, known: str) -> bool:
        """For good where this account owns it; else closed to all but its owner, and into the bin where that
        can be: what lies there can still be opened.
        """
        file = self._files.get(code) or self._at(known)
        if file is None:
            return False
        self._files[code] = file
        url = f"{FILES}/{file['id']}"
        for method, body in (("delete", None), ("patch", {"trashed": True})):
            try:
                self._call(method, url, json=body)
            except Refused as refused:
                if refused.status not in (403, 404):
                    raise
            else:
                return method == "delete"
            if method == "delete":
                self.open_to(code, NOBODY)
        return False

    def _call(self, method: str, url: str, params: Mapping[str, str] | None = None, json: Any = None) -> Json:
        asked = {**(params or {}), "supportsAllDrives": "true"}
        answer = self.client.request(method, url, params=asked, json=json)
        return dict(answer.json()) if answer.content else {}


def _listed(file: Json) -> Listed:
    link = f"https://docs.google.com/spreadsheets/d/{file['id']}/edit"
    return Listed(link, file["modifiedTime"], "permissions" in file)


def _case(file: Json, state: str) -> str:
    properties = file.get("appProperties", {})
    return str(properties.get(CASE, "")) if properties.get(STATE) == state else ""


def _begun(file: Json) -> str:
    by_hand = CASE not in file.get("appProperties", {})
    return file["name"].strip().casefold() if by_hand else _case(file, BEGUN)


def _missing(changes: Sequence[Change], there: WorkbookSnapshot) -> list[Change]:
    found: list[Change] = []
    for change in changes:
        if not isinstance(change, AppendRows):
            raise WorkbookError("A new case file is filled with rows alone.")
        tab = there[change.tab]
        rows = tuple(row for row in change.rows if row[str(tab.shape.key)] not in tab.by_key)
        found += [AppendRows(change.tab, rows)] if rows else []
    return found
