"""The team changes: people come, rest, leave, are away; and everybody sorts, inserts and notes."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from soaking.checks.known import Known
from soaking.hands import KEYS, Hands, Typist
from soaking.record import Record
from soaking.tables import Value, key_of
from soaking.volunteers import OUTSIDER, SIZE, Team, Volunteer

SORTED = (("board", "Cases"), ("board", "Availability"), ("office", "Intake"), ("office", "Roster"))
OWN = "Mine"
"""A column that people add."""
MOST_NOTES = 12


@dataclass
class OnTheRoster:
    hands: Hands
    record: Record
    known: Known
    team: Team
    chance: random.Random
    edits: int = 0

    def begin(self, today: date) -> None:
        """The Roster is typed in."""
        for _ in range(SIZE):
            self._come(today - timedelta(days=30))

    def _come(self, approved: date) -> None:
        newcomer = self.team.come()
        if newcomer:
            row = {h: v for h, v in newcomer.row(approved).items() if v is not None}
            Typist(self.hands).append("office", "Roster", row)
            for header, value in row.items():
                self.record.type("office", "Roster", newcomer.name, header, value)
            self.edits += 1

    def work(self, today: date, days: int) -> None:
        if self._within(days, 45):
            self._change_team(today)
        for volunteer in self.team.there:
            if self._within(days, 70):
                self._availability(volunteer, today)
        for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
            self.disorder()

    def _within(self, days: int, mean: float) -> bool:
        return self.chance.random() < 1 - (1 - 1 / mean) ** max(1, days)

    def _roster(self, name: str, header: str, value: Value) -> None:
        if Typist(self.hands).type("office", "Roster", name, header, value):
            self.record.type("office", "Roster", name, header, value)
            self.edits += 1

    def _change_team(self, today: date) -> None:
        somebody = self.chance.choice([v for v in self.team.there if not v.coordinator])
        what = self.chance.random()
        if what < 0.35 and len(self.team.there) >= SIZE:
            self._status(somebody, "Left")
        elif what < 0.55:
            self._status(somebody, "Resting" if somebody.status == "Active" else "Active")
        elif what < 0.7:
            other = self.chance.choice([v.name for v in self.team.there if v is not somebody] + [OUTSIDER])
            self._roster(somebody.name, "Keep apart from", other)
        elif what < 0.75:
            self._roster(somebody.name, "Also known as", f"{somebody.alias}; {somebody.name.split()[0]}y")
        if len(self.team.there) < SIZE:
            self._come(today + timedelta(days=self.chance.choice((0, 0, 10))))

    def _status(self, volunteer: Volunteer, status: str) -> None:
        volunteer.status = status
        self._roster(volunteer.name, "Status", None if status == "Active" else status)

    def _availability(self, volunteer: Volunteer, today: date) -> None:
        start = today + timedelta(days=self.chance.randint(-1, 10))
        ways: tuple[Mapping[str, Value], ...] = (
            {"Away from": start, "Away until": start + timedelta(days=self.chance.randint(0, 14))},
            {"Away from": None, "Away until": start.isoformat()},
            {"On rotation": self.chance.choice(("no", "yes"))},
            {"On rotation": None, "Away from": None, "Away until": None},
            {"Most open cases": self.chance.randint(12, 40)},
            {"Away until": "after the holidays"},
            {"On rotation": None, "Away from": None, "Away until": None, "Most open cases": None},
        )
        for header, value in self.chance.choice(ways).items():
            if Typist(self.hands).type("board", "Availability", volunteer.name, header, value):
                self.record.type("board", "Availability", volunteer.name, header, value)
                self.edits += 1

    def disorder(self) -> None:
        """Somebody sorts, inserts, moves, notes something of their own."""
        book, tab = self.chance.choice(SORTED)
        what = self.chance.random()
        headers = self.hands.table(book, tab).headers
        self.edits += 1
        if what < 0.45:
            self.hands.sort(book, tab, self.chance.randrange(len(headers)), self.chance.random() < 0.5)
        elif what < 0.55:
            self.hands.insert_line(
                book, tab, self.chance.randint(1, len(self.hands.table(book, tab).lines) + 1)
            )
        elif what < 0.65:
            self._note(book, tab)
        elif what < 0.75:
            self.hands.move_column(book, tab, *(self.chance.randrange(len(headers)) for _ in range(2)))
        elif what < 0.97:
            self._own_column(book, tab)
        elif (book, tab) == ("board", "Cases"):
            self._delete_row()

    def _note(self, book: str, tab: str) -> None:
        """A line of their own below the rest, where no key stands."""
        written = self.record.notes.get((book, tab))
        number = written.total() if written else 0
        if number < MOST_NOTES:
            table = self.hands.table(book, tab)
            places = [n for n, header in enumerate(table.headers) if header not in KEYS[tab]]
            text = f"note {number} of {tab}"
            self.hands.put(book, tab, len(table.lines) + 1, self.chance.choice(places), text)
            self.record.note(book, tab, text)

    def _own_column(self, book: str, tab: str) -> None:
        table = self.hands.table(book, tab)
        if OWN not in table.headers:
            self.hands.put(book, tab, 0, len(table.headers), OWN)
        line, key = self._some_line(book, tab)
        if line and key not in self.known.gone:
            text = f"note of {self.edits}"
            self.hands.put(book, tab, line, self.hands.table(book, tab).column(OWN), text)
            self.record.type(book, tab, key, OWN, text)

    def _some_line(self, book: str, tab: str) -> tuple[int, str]:
        table = self.hands.table(book, tab)
        rows = [dict(zip(table.headers, line, strict=False)) for line in table.lines]
        keys = [(n, key) for n, row in enumerate(rows, 1) if (key := key_of(row, KEYS[tab]))]
        return self.chance.choice(keys) if keys else (0, "")

    def _delete_row(self) -> None:
        """Of the board: it comes back, and what was typed in it does not."""
        line, code = self._some_line("board", "Cases")
        restricted = any(c[1] == "Conflicts" and c[2].startswith(code) for c in self.record.typed)
        if line and code not in self.known.gone and not restricted:
            self.hands.delete_line("board", "Cases", line)
            self.record.row_gone("board", "Cases", code)
