"""Volunteers at the board and in case files: days, stages, check-ins, outcomes; slips, and their mending."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from soaking.canaries import canary
from soaking.checks.days import as_day
from soaking.checks.known import Known
from soaking.hands import Hands, Typist
from soaking.record import Record
from soaking.tables import Table, Value

STAGES = ("In conversation", "Gathering accounts", "Dialogue", "Plan agreed", "Checking in")
OUTCOMES = (
    "Agreement or plan carried out", "Talked through, no plan needed", "Went on elsewhere",
    "The requester ended it", "No contact could be made", "Ended without agreement",
)  # fmt: skip
SLIPS = ("soon", "2027-13-45", "yesterday?", "31/31/2027", "next tuesday")


@dataclass
class Row:
    """A row of Cases or Restricted cases, with its place."""

    book: str
    tab: str
    line: int
    code: str
    cells: dict[str, Value]


@dataclass
class AtTheBoard:
    hands: Hands
    record: Record
    known: Known
    chance: random.Random
    edits: int = 0

    def work(self, today: date, days: int) -> None:
        """What people do in so many days."""
        shown = set()
        for book, tab in (("office", "Restricted cases"), ("board", "Cases")):
            for row in _rows(book, tab, self.hands.table(book, tab)):
                if row.code in self.known.request_of and row.code not in self.known.gone:
                    self._row(row, today, days, row.code in shown)
                shown.add(row.code)

    def mend_many(self) -> None:
        """They come to see that contacts were noted later than they were made."""
        for row in _rows("board", "Cases", self.hands.table("board", "Cases")):
            tried = as_day(row.cells["Reached out on"])
            if row.code in self.known.request_of and row.code not in self.known.gone and tried:
                day = self._received(row) + timedelta(days=3)
                if tried > self._received(row) + timedelta(days=7):
                    self._type(row, "Reached out on", day)

    def _row(self, row: Row, today: date, days: int, elsewhere: bool) -> None:
        """`elsewhere`: it goes on in the office, and hardly anybody touches this row any more."""
        cells = row.cells
        if cells["Flag"] is None or (elsewhere and not self._happens(0.02)):
            return
        if cells["Flag"] == "With a coordinator" and not self._happens(0.1):
            return
        if cells["Stage"] == "Closed":
            self._closed(row, days)
        elif cells["Reached out on"] is None:
            if self._within(days, 3):
                self._type(row, "Reached out on", self._first_try(today, self._received(row)))
        elif cells["Flag"] == "Check the row":
            self._mend(row, today)
        elif self._within(days, 9):
            self._go_on(row, today)

    def _happens(self, chance: float) -> bool:
        return self.chance.random() < chance

    def _within(self, days: int, mean: float) -> bool:
        """Whether what comes on average after so many days comes within these."""
        return self._happens(1 - (1 - 1 / mean) ** max(1, days))

    def _received(self, row: Row) -> date:
        return self.record.requests[self.known.request_of[row.code]].day

    def _first_try(self, today: date, received: date) -> Value:
        if self._happens(0.06):
            return self.chance.choice((*SLIPS, today + timedelta(days=20)))
        return self._as_typed(max(received, today - timedelta(days=self.chance.randrange(3))))

    def _as_typed(self, day: date) -> Value:
        """In one of the ways in which people write a day."""
        ways: tuple[Value, ...] = (
            day, day, day.isoformat(), f"{day.month}/{day.day}/{day.year}", f"{day:%b} {day.day}, {day.year}",
        )  # fmt: skip
        return self.chance.choice(ways)

    def _type(self, row: Row, header: str, value: Value) -> None:
        table = self.hands.table(row.book, row.tab)
        self.hands.put(row.book, row.tab, row.line, table.column(header), value)
        self.record.type(row.book, row.tab, row.code, header, value)
        self.edits += 1

    def _mend(self, row: Row, today: date) -> None:
        for header, value in (("Reached out on", today), ("Next check-in", today + timedelta(days=14))):
            if isinstance(row.cells[header], str):
                self._type(row, header, value)
        if row.cells["Stage"] not in (*STAGES, "New", "Paused", None):
            self._type(row, "Stage", "In conversation")

    def _go_on(self, row: Row, today: date) -> None:
        """One of the things that happen in a case."""
        stage = row.cells["Stage"]
        later = STAGES[STAGES.index(stage) + 1 :] if stage in STAGES else STAGES
        what = self.chance.random()
        if what < 0.3:
            self._type(
                row,
                "Stage",
                self.chance.choice((*later[:2], "Paused", "Closed", *("Dialog",) * (what < 0.02))),
            )
        elif what < 0.5:
            soon = today + timedelta(days=self.chance.randint(3, 25))
            self._type(
                row, "Next check-in", self.chance.choice((soon, self._as_typed(soon), None, "when they call"))
            )
        elif what < 0.75:
            self._write_down(row, today)
        else:
            self._end(row, today)

    def _end(self, row: Row, today: date) -> None:
        """The outcome first, as the guide says; some forget it."""
        if not self._happens(0.1):
            self._outcome(row.code, today)
        self._type(row, "Stage", "Closed")

    def _closed(self, row: Row, days: int) -> None:
        if row.cells["Flag"] == "Check the row":
            self._outcome(row.code, self._received(row))
            if row.cells["Reached out on"] is None:
                self._type(row, "Reached out on", self._received(row))
        elif self._within(days, 2500):
            self._type(row, "Stage", "Dialogue")

    def _outcome(self, code: str, today: date) -> None:
        book = f"case-files/{code}"
        if code in self.record.outcomes or not self._has_file(code):
            return
        row: dict[str, Value] = {"Outcome": self.chance.choice(OUTCOMES)}
        if self._happens(0.03):
            row["Agreement in force until"] = today + timedelta(days=365)
            self.record.agreed[code] = today + timedelta(days=365)
        self._line(book, code, "Closure", row)
        self.record.outcomes.add(code)

    def _has_file(self, code: str) -> bool:
        """A whole one: on Google a run that is killed may leave one without its tabs."""
        there = code in self.hands.codes()
        return there and bool(self.hands.table(f"case-files/{code}", "Closure").headers)

    def _write_down(self, row: Row, today: date) -> None:
        """In the case file: a try or a talk, a party, a step of a plan."""
        code = row.code
        if not self._has_file(code):
            return
        book, number = f"case-files/{code}", len(self.record.lines.get((code, "Parties"), ()))
        what = self.chance.random()
        if what < 0.6:
            kind = self.chance.choice(("attempt", "conversation", "conversation"))
            line: dict[str, Value] = {"Date": today, "With": "requester", "Attempt or conversation": kind}
            self._line(book, code, "Contact log", line)
        elif what < 0.8:
            name = canary(self.known.request_of[code], "people_involved").title()
            consent = self.chance.choice(("yes", "no", "withdrawn", None))
            line = {"Label": f"P{number}", "Name": name, "Requester consulted on": today}
            line |= {"Consent to contact": consent, "Told on": today if self._happens(0.3) else None}
            self._line(book, code, "Parties", line)
        else:
            line = {"Step": f"step {self.edits}", "Kind": "Reading", "Due": today + timedelta(days=20)}
            self._line(book, code, "Plan", line)
            return
        self.record.moved[code] = max(today, self.record.moved.get(code, today))

    def _line(self, book: str, code: str, tab: str, row: dict[str, Value]) -> None:
        written = {header: value for header, value in row.items() if value is not None}
        Typist(self.hands).append(book, tab, written)
        self.record.write_line(code, tab, written)
        self.edits += 1


def _rows(book: str, tab: str, table: Table) -> list[Row]:
    key = table.column("Case")
    return [
        Row(book, tab, number, str(line[key]), dict(zip(table.headers, line, strict=False)))
        for number, line in enumerate(table.lines, 1)
        if line[key] is not None
    ]
