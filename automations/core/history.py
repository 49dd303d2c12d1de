"""Office/Assignments, read: who has which case, since when, and which cases are closed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from automations.core.snapshot import Row, TabSnapshot
from automations.core.team import PAIR
from sheets_schema import codec
from sheets_schema.codec import Cell
from sheets_schema.words import Event

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that was damaged in the first row."""

SECOND = timedelta(seconds=1)

CONTACT = "outside contact"
"""Stands for the outside contact where the office has volunteers."""

ADMITTED = "Admitted beside the pair by a coordinator."
"""Begins the Why of who joined beside the pair."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place on a case. `opened`: nobody had it before. `why` and `since` are of their row."""

    volunteer: str
    opened: bool
    why: str
    since: datetime


@dataclass(slots=True)
class Engagement:
    """The volunteers on one case: two seats, and who was admitted beside the pair. A replaced volunteer's
    seat is free for the next one; a released one keeps it, and the case is closed once everybody on it
    is released. `places` are all that were ever taken, in their order.
    """

    seats: list[str | None] = field(default_factory=lambda: [None] * PAIR)
    beside: list[str] = field(default_factory=list)
    released: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)
    released_at: Cell = None
    rows: list[Row] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    vacated: int = 0
    ended: bool = False
    last: datetime = LONG_AGO

    @property
    def pair(self) -> tuple[str, ...]:
        return tuple(name for name in self.seats if name)

    @property
    def everybody(self) -> tuple[str, ...]:
        return (*self.pair, *self.beside)

    @property
    def closed(self) -> bool:
        return self.ended or self._is_released

    @property
    def _is_released(self) -> bool:
        return bool(self.pair) and self.released >= set(self.everybody)

    def release(self, name: str, when: Cell) -> None:
        self.released.add(name)
        self.released_at = when
        # Whoever is replaced later loses access to the case file, and opens the case for nobody.
        self.ended = self.ended or self._is_released

    def take(self, name: str, why: str, since: datetime) -> None:
        self.ended = False
        self.released.discard(name)
        if name in self.everybody:
            return
        if None in self.seats and not why.startswith(ADMITTED):
            self.seats[self.seats.index(None)] = name
        else:
            self.beside.append(name)
        fills = bool(self.vacated) and name in self.seats
        self.vacated -= fills
        self.places.append(Place(name, not fills, why, since))

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

    def caseload(self, aside: Collection[str] = ()) -> dict[str, int]:
        """Open cases of each volunteer, but for those that coordinators set aside."""
        load: dict[str, int] = {}
        for engagement in (found for case, found in self.cases.items() if case not in aside):
            for name in engagement.everybody:
                if name not in engagement.released:
                    load[name] = load.get(name, 0) + 1
        return load


def read_history(tab: TabSnapshot, called: Callable[[str], str]) -> History:
    """Rows count by their time, whatever order people sorted them into; one whose time was damaged with the
    row above it. `called`: what somebody of this name is called now.
    """
    timed: list[tuple[datetime, Row]] = []
    for row in tab.rows:
        moment = codec.read_timestamp(row.get("When"))
        above = timed[-1][0] if timed else LONG_AGO
        timed.append((moment if isinstance(moment, datetime) else above, row))
    history = History({})
    for moment, row in sorted(timed, key=lambda found: found[0]):
        record(history, row, moment, called)
    return history


def record(history: History, row: Row, moment: datetime, called: Callable[[str], str] = str) -> None:
    """Let one more row of Assignments count. Rows that name no case or volunteer are passed over."""
    case, name = codec.read_text(row.get("Case")), called(codec.read_text(row.get("Volunteer")))
    if not case or not name:
        return
    engagement = history.cases.setdefault(case, Engagement())
    engagement.rows.append(row)
    engagement.last = max(engagement.last, moment)
    match codec.read_choice(row.get("Event"), Event):
        case Event.ASSIGNED:
            engagement.take(name, codec.read_text(row.get("Why")), moment)
        case Event.REPLACED:
            engagement.leave(name)
        case Event.RELEASED:
            engagement.release(name, row.get("When"))


def happen(history: History, now: datetime, case: str, name: str, what: Event, why: str) -> Row:
    """A row of Assignments for what happens now, which counts from now on. Its time is later than that of
    the case's other rows, also where the clock was set back, so that people may sort them.
    """
    there = history.cases.get(case)
    since = now if there is None else max(now, there.last.replace(microsecond=0) + SECOND)
    row: Row = {"When": codec.write(since), "Case": case, "Volunteer": name, "Event": str(what), "Why": why}
    record(history, row, since)
    return row
