"""Coordinators in the office: they decide, replace, keep away, release, hold, keep longer, delete."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from soaking.checks.known import Known, names, text
from soaking.hands import Hands
from soaking.record import NEW, Record, Request
from soaking.tables import Value
from soaking.volunteers import Team

DECISIONS = ("Accept",) * 14 + ("Hold", "Hold", "Out of scope", "Out of scope", "Refer to grievance officer")
AGREEMENTS = "Agreements in force"
RESTRICTING = ("involved", "kept apart", "possible match")


@dataclass
class InTheOffice:
    hands: Hands
    record: Record
    known: Known
    team: Team
    chance: random.Random
    edits: int = 0

    def work(self, days: int) -> None:
        rows = dict(self._rows())
        for code, (line, row) in rows.items():
            self._row(code, line, row, days)
        for code in self.chance.sample(sorted(rows), min(len(rows), 1)):
            if self._happens(0.3):
                self._now_and_then(code, *rows[code])
        self._release(days)
        self._agreements()

    def _rows(self) -> Iterator[tuple[str, tuple[int, dict[str, Value]]]]:
        """Of cases that are still there."""
        table = self.hands.table("office", "Intake")
        key = table.column("Case")
        for number, line in enumerate(table.lines, 1):
            code = text(line[key])
            if code in self.known.request_of and code not in self.known.gone:
                yield code, (number, dict(zip(table.headers, line, strict=False)))

    def _happens(self, chance: float) -> bool:
        return self.chance.random() < chance

    def _within(self, days: int, mean: float) -> bool:
        return self._happens(1 - (1 - 1 / mean) ** max(1, days))

    def type(self, code: str, line: int, header: str, value: Value) -> None:
        table = self.hands.table("office", "Intake")
        self.hands.put("office", "Intake", line, table.column(header), value)
        self.record.type("office", "Intake", code, header, value)
        self.edits += 1

    def _request(self, code: str) -> Request:
        return self.record.requests[self.known.request_of[code]]

    def _row(self, code: str, line: int, row: dict[str, Value], days: int) -> None:
        """What its Notice asks for, sooner or later."""
        decision, notice = text(row["What to do"]), text(row["Notice"])
        there = self.known.place(code).everybody
        if decision == "" and "aits for your word" in notice and self._within(days, 4):
            self._decide(code, line)
        elif decision == "Hold" and self._within(days, 40):
            self.type(code, line, "What to do", self.chance.choice(("Accept", "Out of scope")))
        if text(row["Replace"]) and not set(names(row["Replace"])) & set(there):
            self.type(code, line, "Replace", None)
        elif self._leavers(code) and not text(row["Replace"]):
            self.type(code, line, "Replace", "; ".join(self._leavers(code)))
        if text(row["Delete now"]) == "yes" and self._happens(0.7):
            self.type(code, line, "Delete now", code)
        if "is deleted for good on" in notice and self._within(days, 600):
            self.type(code, line, "Keep longer", "yes")

    def _leavers(self, code: str) -> list[str]:
        """Of an open case: who left, or turned out to be part of it."""
        place = self.known.place(code)
        if place.closed:
            return []
        left = {volunteer.name for volunteer in self.team.everybody if volunteer.status == "Left"}
        return sorted((left | self._request(code).named) & set(place.everybody))

    def _decide(self, code: str, line: int) -> None:
        request = self._request(code)
        word = self.chance.choice(DECISIONS)
        if request.kind == NEW and not request.answers["own_phrase"] and self._happens(0.08):
            earlier = self._earlier(code)
            if earlier:
                self.type(code, line, "Same as", earlier)
                word = "Duplicate"
        self.type(code, line, "What to do", word)

    def _earlier(self, code: str) -> str:
        """An open case of the last weeks that stands for itself; blank where there is none."""
        cells = self.record.typed
        numbers = range(max(0, self.known.request_of[code] - 30), self.known.request_of[code])
        codes = [self.known.code_of[n] for n in numbers if n in self.known.code_of]
        good = [
            other
            for other in codes
            if other not in self.known.gone
            and self._request(other).kind == NEW
            and cells.get(("office", "Intake", other, "What to do")) in (None, "Accept")
            and self.known.place(other).closed is None
        ]
        return self.chance.choice(good) if good else ""

    def _now_and_then(self, code: str, line: int, row: dict[str, Value]) -> None:
        """What nobody asked for."""
        place, some = self.known.place(code), self.chance.choice(self.team.there).name
        what = self.chance.randrange(9)
        if what == 0 and place.pair and not text(row["Replace"]):
            self.type(code, line, "Replace", self.chance.choice(place.pair))
        elif what == 1:
            self.type(code, line, "Keep away from", some)
        elif what == 2:
            self.type(code, line, "Give to", some)
        elif what == 3:
            self.type(code, line, "Also open to", None if text(row["Also open to"]) else some)
        elif what == 4:
            self.type(code, line, "Keep longer", None if text(row["Keep longer"]) else "yes")
        elif what == 5 and self._happens(0.5):
            self.type(code, line, "Delete now", "yes")
        elif what == 6 and (other := self._earlier(code)):
            self.type(code, line, "Related to", other)
        elif what == 7 and text(row["What to do"]) in ("", "Accept") and self._happens(0.5):
            self.type(code, line, "What to do", self.chance.choice(("Hold", "Accept")))

    def _release(self, days: int) -> None:
        """Sometimes a coordinator sees that it is somebody else of that name."""
        table = self.hands.table("office", "Conflicts")
        columns = {header: table.column(header) for header in ("Case", "Volunteer", "Kind", "Released")}
        for number, line in enumerate(table.lines, 1):
            code, name, kind, released = (text(line[place]) for place in columns.values())
            if (
                kind not in RESTRICTING
                or released
                or code not in self.known.request_of
                or code in self.known.gone
            ):
                continue
            wrong = name not in self._request(code).named
            if self._within(days, 6 if wrong and kind == "possible match" else 400):
                self.hands.put("office", "Conflicts", number, columns["Released"], "yes")
                self.record.type("office", "Conflicts", f"{code}|{name}|{kind}", "Released", "yes")
                self.edits += 1

    def _agreements(self) -> None:
        """What goes on is written down."""
        table = self.hands.table("office", AGREEMENTS)
        for number, line in enumerate(table.lines, 1):
            row = dict(zip(table.headers, line, strict=False))
            code = text(row["Case"])
            if code and not text(row["What was agreed"]) and self._happens(0.2):
                for header, value in (("What was agreed", "they keep apart"), ("They know", "yes")):
                    self.hands.put("office", AGREEMENTS, number, table.column(header), value)
                    self.record.type("office", AGREEMENTS, code, header, value)
                    self.edits += 1
