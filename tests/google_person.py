"""Somebody at the spreadsheets, who does what people do."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.google.sheets_edits import batch
from tests.google_place import GooglePlace
from tests.place import TEAM

TABS = (("board", "Cases"), ("board", "Availability"), ("office", "Intake"), ("office", "Roster"))
KEY = {"Cases": "Case", "Intake": "Case", "Availability": "Volunteer", "Roster": "Volunteer"}
TYPED: dict[str, dict[str, tuple[str, ...]]] = {
    "Cases": {"Stage": ("In conversation", "Dialogue"), "Reached out on": ("2026-11-05", "soon")},
    "Intake": {"Keep longer": ("yes", "no"), "Related to": ("a note", "b note")},
    "Availability": {"Away from": ("2027-01-02",), "Most open cases": ("7", "9")},
    "Roster": {"Experienced": ("yes", "no")},
}
Typed = dict[tuple[str, str, str, str], str]


@dataclass
class Person:
    """Somebody at the spreadsheets: what they typed, by workbook, tab, key and header."""

    place: GooglePlace
    chance: random.Random
    typed: Typed = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def edit(self) -> str:
        """One edit, of any kind; its name."""
        name, tab = self.chance.choice(TABS)
        columns = (self.insert_column, self.move_column)
        rest = (self.sort, self.type, self.type, self.insert_row, self.note)
        kind: Callable[[str, str], None] = self.chance.choice((*columns, *rest))
        kind(name, tab)
        return f"{kind.__name__} {name}/{tab}"

    def sort(self, name: str, tab: str) -> None:
        sheet = self._sheet(name, tab)
        spec: dict[str, Any] = {"dimensionIndex": self.chance.randrange(len(self._headers(name, tab)))}
        spec["sortOrder"] = self.chance.choice(("ASCENDING", "DESCENDING"))
        area = {"sheetId": sheet.id, "startRowIndex": 1}
        self._do(name, {"sortRange": {"range": area, "sortSpecs": [spec]}})

    def insert_row(self, name: str, tab: str) -> None:
        self._insert(name, tab, "ROWS", self.chance.randint(1, len(self._rows(name, tab))))

    def insert_column(self, name: str, tab: str) -> None:
        self._insert(name, tab, "COLUMNS", self.chance.randint(0, len(self._headers(name, tab)) - 1))

    def move_column(self, name: str, tab: str) -> None:
        last = len(self._headers(name, tab)) - 1
        start, to = self.chance.randint(0, last), self.chance.randint(0, last)
        if to in (start, start + 1):
            return
        span = self._span(name, tab, "COLUMNS", start)
        self._do(name, {"moveDimension": {"source": span, "destinationIndex": to}})

    def type(self, name: str, tab: str) -> None:
        """Into a cell that is a person's, of a row that has its key."""
        header = self.chance.choice(list(TYPED[tab]))
        rows = self._keyed(name, tab)
        headers = self._headers(name, tab)
        if not rows or header not in headers:
            return
        key = self.chance.choice(sorted(rows))
        value = self.chance.choice(TYPED[tab][header])
        self._put(name, tab, rows[key], headers.index(header), value)
        self.typed[name, tab, key, header] = value

    def note(self, name: str, tab: str) -> None:
        """A line of their own below the rest, not where a row's key stands."""
        text, row, sheet = f"note {len(self.notes)}", len(self._rows(name, tab)), self._sheet(name, tab)
        if row == sheet.grid["rowCount"]:
            self._do(name, {"appendDimension": {"sheetId": sheet.id, "dimension": "ROWS", "length": 1}})
        column = self.chance.randint(3, 6)
        column += self._headers(name, tab)[column] == KEY[tab]
        self._put(name, tab, row, column, text)
        self.notes[text] += 1

    def _put(self, name: str, tab: str, row: int, column: int, value: str) -> None:
        start = {"sheetId": self._sheet(name, tab).id, "rowIndex": row, "columnIndex": column}
        rows = [{"values": [{"userEnteredValue": {"stringValue": value}}]}]
        self._do(name, {"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}})

    def _insert(self, name: str, tab: str, dimension: str, at: int) -> None:
        span = self._span(name, tab, dimension, at)
        self._do(name, {"insertDimension": {"range": span, "inheritFromBefore": at > 0}})

    def _span(self, name: str, tab: str, dimension: str, at: int) -> dict[str, Any]:
        sheet = self._sheet(name, tab)
        return {"sheetId": sheet.id, "dimension": dimension, "startIndex": at, "endIndex": at + 1}

    def _do(self, name: str, request: Any) -> None:
        world = self.place.server.world
        with world.lock:
            batch(world, self.place.files[name], [request])

    def _sheet(self, name: str, tab: str) -> Any:
        return self.place.files[name].content.titled(tab)

    def _rows(self, name: str, tab: str) -> list[list[Any]]:
        return shown(self.place, name, tab)

    def _headers(self, name: str, tab: str) -> list[Any]:
        return self._rows(name, tab)[0]

    def _keyed(self, name: str, tab: str) -> dict[str, int]:
        headers, *rows = self._rows(name, tab)
        if KEY[tab] not in headers:
            return {}
        column = headers.index(KEY[tab])
        keys = (str(row[column]) if column < len(row) and row[column] else "" for row in rows)
        return {key: number for number, key in enumerate(keys, 1) if "-" in key or key in TEAM}


def shown(place: GooglePlace, name: str, tab: str) -> list[list[Any]]:
    """What was entered, row by row, without the blank ones behind."""
    rows = [
        [next(iter(cell.value.values())) if cell and cell.value else None for cell in row]
        for row in place.files[name].content.titled(tab).rows
    ]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
