"""The team's rules, and who is on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from automations.core.snapshot import Row, TabSnapshot
from automations.core.spelling import clean, spellings
from sheets_schema import codec
from sheets_schema.codec import Unreadable
from sheets_schema.dates import DateOrder
from sheets_schema.words import Status


@dataclass(frozen=True, slots=True)
class Team:
    """What the settings say. Days are calendar days in `zone`."""

    name: str
    zone: ZoneInfo
    reach_out_days: int
    due_soon_days: int
    well_overdue_days: int
    date_order: DateOrder
    outside_contact: str
    threshold: int

    def day(self, moment: datetime) -> date:
        """The calendar day of a moment where the team is."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Volunteer:
    """A row of the Roster. `approved` is False for a day to come or one that can't be read."""

    name: str
    email: str
    aliases: tuple[str, ...]
    apart_from: tuple[str, ...]
    approved: bool
    coordinator: bool
    status: Status | Unreadable

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Roster:
    """`doubled` are names that stand twice: nobody knows which row counts, so they get no cases."""

    volunteers: tuple[Volunteer, ...]
    doubled: frozenset[str]
    spelled: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(volunteer.name for volunteer in self.volunteers)

    def known(self, text: str) -> str | None:
        """The display name of the volunteer who goes by exactly this name, alias or address."""
        return self.spelled.get(_key(text))


def read_roster(tab: TabSnapshot, today: date, order: DateOrder) -> Roster:
    volunteers = tuple(_volunteer(name, row, today, order) for name, row in tab.by_key.items())
    return Roster(volunteers, tab.doubled, spelled(volunteers))


def _volunteer(name: str, row: Row, today: date, order: DateOrder) -> Volunteer:
    approved = codec.read_date(row.get("Approved on"), order)
    return Volunteer(
        name,
        codec.read_text(row.get("Email")).strip(),
        codec.read_list(row.get("Also known as")),
        codec.read_list(row.get("Keep apart from")),
        isinstance(approved, date) and approved <= today,
        codec.read_yes_no(row.get("Coordinator")) is True,
        codec.read_choice(row.get("Status"), Status) or Status.ACTIVE,
    )


def spelled(volunteers: Iterable[Volunteer]) -> dict[str, str]:
    """Each way to write a volunteer that means just one of them."""
    owners: dict[str, set[str]] = {}
    for volunteer in volunteers:
        for name in (*volunteer.names, volunteer.email):
            if key := _key(name):
                owners.setdefault(key, set()).add(volunteer.name)
    return {key: next(iter(names)) for key, names in owners.items() if len(names) == 1}


def _key(text: str) -> str:
    """A name in any case, accents, spacing and order."""
    variants = spellings(text)
    return " ".join(sorted(variants[0])) if variants else clean(text).strip().casefold()


@dataclass(frozen=True, slots=True)
class Availability:
    """What a volunteer says of their own time. Unreadable words count as away."""

    on_rotation: bool | Unreadable | None = None
    away_from: date | Unreadable | None = None
    away_until: date | Unreadable | None = None
    most_open: int | Unreadable | None = None

    @property
    def unreadable(self) -> bool:
        said = (self.on_rotation, self.away_from, self.away_until, self.most_open)
        return any(isinstance(value, Unreadable) for value in said)

    def away(self, today: date) -> bool:
        """Away on this day: both ends count, and either may be left open."""
        if self.unreadable:
            return True
        begun = not isinstance(self.away_from, date) or self.away_from <= today
        lasts = not isinstance(self.away_until, date) or today <= self.away_until
        said = isinstance(self.away_from, date) or isinstance(self.away_until, date)
        return said and begun and lasts


def read_availability(tab: TabSnapshot, order: DateOrder) -> dict[str, Availability]:
    return {
        name: Availability(
            codec.read_yes_no(row.get("On rotation")),
            codec.read_date(row.get("Away from"), order),
            codec.read_date(row.get("Away until"), order),
            codec.read_whole_number(row.get("Most open cases")),
        )
        for name, row in tab.by_key.items()
    }
