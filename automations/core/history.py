"""Office/Assignments, read: who has which case, since when, and which cases are closed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from automations.core.snapshot import Row, TabSnapshot
from sheets_schema import codec
from sheets_schema.codec import Cell
from sheets_schema.words import Event

Turn = tuple[datetime, int]
"""When somebody was last assigned, and at which place in the order of Assignments."""

NEVER: Turn = (datetime(1970, 1, 1, tzinfo=UTC), 0)


@dataclass(slots=True)
class Engagement:
    """One case's pair. A replaced volunteer's place is free for the next one assigned; a released
    one keeps it, and the case is closed once everybody on it is released.
    """

    places: list[str | None] = field(default_factory=lambda: [None, None])
    released: set[str] = field(default_factory=set)
    released_at: Cell = None
    why: list[Row] = field(default_factory=list)

    @property
    def pair(self) -> tuple[str, ...]:
        return tuple(name for name in self.places if name)

    @property
    def closed(self) -> bool:
        return bool(self.pair) and self.released >= set(self.pair)

    def take(self, name: str) -> None:
        self.released.discard(name)
        if name in self.places:
            return
        if None in self.places:
            self.places[self.places.index(None)] = name
        else:
            self.places.append(name)


@dataclass(slots=True)
class History:
    cases: dict[str, Engagement]
    last_assigned: dict[str, Turn]
    rows: int = 0

    def pair(self, case: str) -> tuple[str, ...]:
        """The volunteers on the case, also after it was closed."""
        return self.cases[case].pair if case in self.cases else ()

    def closed(self, case: str) -> bool:
        return case in self.cases and self.cases[case].closed

    def closed_at(self, case: str) -> datetime | None:
        moment = codec.read_timestamp(self.cases[case].released_at) if self.closed(case) else None
        return moment if isinstance(moment, datetime) else None

    def caseload(self) -> dict[str, int]:
        """Open cases of each volunteer."""
        load: dict[str, int] = {}
        for engagement in self.cases.values():
            for name in engagement.pair:
                if name not in engagement.released:
                    load[name] = load.get(name, 0) + 1
        return load


def read_history(tab: TabSnapshot) -> History:
    """Rows count by their time, and in their order within a second, also where somebody sorted them."""
    history = History({}, {})
    for row in sorted(tab.rows, key=_when):
        record(history, row)
    return history


def _when(row: Row) -> datetime:
    moment = codec.read_timestamp(row.get("When"))
    return moment if isinstance(moment, datetime) else NEVER[0]


def record(history: History, row: Row) -> None:
    """Let one more row of Assignments count. Rows that name no case or volunteer are passed over."""
    case, name = codec.read_text(row.get("Case")), codec.read_text(row.get("Volunteer"))
    event = row.get("Event")
    if not case or not name:
        return
    history.rows += 1
    engagement = history.cases.setdefault(case, Engagement())
    engagement.why.append(row)
    if event == Event.ASSIGNED:
        engagement.take(name)
        moment = codec.read_timestamp(row.get("When"))
        if isinstance(moment, datetime):
            turn = (moment, history.rows)
            history.last_assigned[name] = max(turn, history.last_assigned.get(name, NEVER))
    elif event == Event.REPLACED and name in engagement.places:
        engagement.places[engagement.places.index(name)] = None
    elif event == Event.RELEASED:
        engagement.released.add(name)
        engagement.released_at = row.get("When")


def events(now: datetime, case: str, names: Iterable[str], event: Event, why: str) -> tuple[Row, ...]:
    """Rows of Assignments for what happens now."""
    return tuple(
        {"When": codec.write(now), "Case": case, "Volunteer": name, "Event": str(event), "Why": why}
        for name in names
    )
