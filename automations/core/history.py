"""Office/Assignments, read: who has which case, since when, and which cases are closed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from automations.core.snapshot import Row, TabSnapshot
from automations.core.turns import PAIR
from sheets_schema import codec
from sheets_schema.codec import Cell
from sheets_schema.words import Event

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that was damaged."""


@dataclass(slots=True)
class Engagement:
    """The volunteers on one case: two seats, and who was admitted beside the pair. A replaced volunteer's
    seat is free for the next one; a released one keeps it, and the case is closed once everybody on it
    is released. `opened` are the rows that made a place which nobody had before.
    """

    seats: list[str | None] = field(default_factory=lambda: [None] * PAIR)
    beside: list[str] = field(default_factory=list)
    released: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)
    released_at: Cell = None
    rows: list[Row] = field(default_factory=list)
    opened: list[Row] = field(default_factory=list)
    vacated: int = 0

    @property
    def pair(self) -> tuple[str, ...]:
        return tuple(name for name in self.seats if name)

    @property
    def everybody(self) -> tuple[str, ...]:
        return (*self.pair, *self.beside)

    @property
    def closed(self) -> bool:
        return bool(self.pair) and self.released >= set(self.everybody)

    def take(self, name: str, row: Row) -> None:
        self.released.discard(name)
        if name in self.everybody:
            return
        if None in self.seats:
            self.seats[self.seats.index(None)] = name
        else:
            self.beside.append(name)
        if self.vacated and name in self.seats:
            self.vacated -= 1
        else:
            self.opened.append(row)

    def leave(self, name: str) -> None:
        self.replaced.add(name)
        if name in self.seats:
            self.seats[self.seats.index(name)] = None
            self.vacated += 1
        elif name in self.beside:
            self.beside.remove(name)


@dataclass(slots=True)
class History:
    cases: dict[str, Engagement]

    def pair(self, case: str) -> tuple[str, ...]:
        """The volunteers on the case, also after it was closed."""
        return self.cases[case].pair if case in self.cases else ()

    def everybody(self, case: str) -> tuple[str, ...]:
        """The pair, and who was admitted beside it."""
        return self.cases[case].everybody if case in self.cases else ()

    def replaced(self, case: str) -> frozenset[str]:
        return frozenset(self.cases[case].replaced) if case in self.cases else frozenset()

    def closed(self, case: str) -> bool:
        return case in self.cases and self.cases[case].closed

    def closed_at(self, case: str) -> datetime | None:
        moment = codec.read_timestamp(self.cases[case].released_at) if self.closed(case) else None
        return moment if isinstance(moment, datetime) else None

    def caseload(self) -> dict[str, int]:
        """Open cases of each volunteer."""
        load: dict[str, int] = {}
        for engagement in self.cases.values():
            for name in engagement.everybody:
                if name not in engagement.released:
                    load[name] = load.get(name, 0) + 1
        return load


def read_history(tab: TabSnapshot, called: Callable[[str], str]) -> History:
    """Rows count by their time, and in their order within a second, also where somebody sorted them.
    `called`: what somebody of this name is called now.
    """
    history = History({})
    for row in sorted(tab.rows, key=when):
        record(history, row, called)
    return history


def when(row: Row) -> datetime:
    moment = codec.read_timestamp(row.get("When"))
    return moment if isinstance(moment, datetime) else LONG_AGO


def record(history: History, row: Row, called: Callable[[str], str] = str) -> None:
    """Let one more row of Assignments count. Rows that name no case or volunteer are passed over."""
    case, name = codec.read_text(row.get("Case")), called(codec.read_text(row.get("Volunteer")))
    if not case or not name:
        return
    engagement = history.cases.setdefault(case, Engagement())
    engagement.rows.append(row)
    match row.get("Event"):
        case Event.ASSIGNED:
            engagement.take(name, {**row, "Volunteer": name})
        case Event.REPLACED:
            engagement.leave(name)
        case Event.RELEASED:
            engagement.released.add(name)
            engagement.released_at = row.get("When")


def event(now: datetime, case: str, name: str, what: Event, why: str) -> Row:
    """A row of Assignments for what happens now."""
    return {"When": codec.write(now), "Case": case, "Volunteer": name, "Event": str(what), "Why": why}


def events(now: datetime, case: str, names: Iterable[str], what: Event, why: str) -> tuple[Row, ...]:
    return tuple(event(now, case, name, what, why) for name in names)
