"""What the checker remembers from one picture to the next."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from soaking.record import Record
from soaking.tables import EPOCH, Picture, Value

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True)
class Event:
    """A row of Assignments."""

    when: datetime
    case: str
    volunteer: str
    what: str
    why: str


@dataclass
class Place:
    """Who is on a case: `pair` in the order of their seats, `beside` who was admitted, `released` whose work
    ended, `last` when something last happened.
    """

    seats: list[str] = field(default_factory=lambda: ["", ""])
    beside: list[str] = field(default_factory=list)
    released: set[str] = field(default_factory=set)
    were: set[str] = field(default_factory=set)
    closed: datetime | None = None
    last: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    @property
    def pair(self) -> list[str]:
        return [name for name in self.seats if name]

    @property
    def everybody(self) -> list[str]:
        return [*self.pair, *self.beside]

    def happen(self, event: Event) -> None:
        self.last = max(self.last, event.when)
        name = event.volunteer
        if event.what == "assigned":
            self._take(name, event.why)
        elif event.what == "replaced":
            self.seats = ["" if seat == name else seat for seat in self.seats]
            self.beside = [other for other in self.beside if other != name]
        else:
            self.released.add(name)
            if self.released >= set(self.everybody):
                self.closed = event.when

    def _take(self, name: str, why: str) -> None:
        self.closed = None
        self.released.discard(name)
        self.were.add(name)
        if name in self.everybody:
            return
        if "" in self.seats and not why.startswith("Admitted"):
            self.seats[self.seats.index("")] = name
        else:
            self.beside.append(name)


@dataclass
class Known:
    """`code_of` and `request_of` tie the numbers of requests to case codes; `codes` are all that ever were.
    `unsure` are requests that add to a case which was closed at about the same time. `shown` is what the
    board's row of a case named last while it was no restricted one, `joined` which code became a duplicate of
    which.
    """

    record: Record
    code_of: dict[int, str] = field(default_factory=dict)
    request_of: dict[str, int] = field(default_factory=dict)
    gone: dict[str, date] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    on_board: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    fresh: list[Event] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    counted: Counter[tuple[Value, ...]] = field(default_factory=Counter)
    shown: dict[str, tuple[Value, Value]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    joined: set[tuple[str, str]] = field(default_factory=set)
    releases: Counter[tuple[Value, ...]] = field(default_factory=Counter)
    reports: dict[str, bytes] = field(default_factory=dict)

    def place(self, code: str) -> Place:
        return self.places.get(code) or Place()

    def open_cases(self, aside: set[str]) -> Counter[str]:
        """By volunteer."""
        places = (place for code, place in self.places.items() if code not in aside)
        return Counter(n for p in places for n in p.everybody if n not in p.released)


@dataclass(frozen=True)
class Moment:
    """`now` of the run; `complete`: it ended well, so that nothing may be left undone; `in_place`: what it
    wrote must stand where it belongs. On Google the next run puts right what one that was killed misplaced.
    """

    now: datetime
    complete: bool
    in_place: bool

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()


def moment_of(value: Value) -> datetime:
    """Of a cell in UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, (int, float)):
        midnight = datetime(EPOCH.year, EPOCH.month, EPOCH.day, tzinfo=UTC)
        return midnight + timedelta(seconds=round(value * 86_400))
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)


def text(value: Value) -> str:
    return "" if value is None else str(value).strip()


def names(value: Value) -> list[str]:
    """Of a cell with ; between several."""
    return [name.strip() for name in text(value).split(";") if name.strip()]


@dataclass(frozen=True)
class Looked:
    """What all checks are given."""

    known: Known
    picture: Picture
    moment: Moment
