"""The team's rules, and who is on it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from automations.core.names.spelling import EMAIL, clean, spellings
from automations.core.snapshot import Row, TabSnapshot
from automations.errors import SchemaError
from sheets_schema import codec
from sheets_schema.codec import Cell, NoValue, Unreadable
from sheets_schema.dates import DateOrder
from sheets_schema.words import Status

PAIR = 2
"""Volunteers that a case has."""


@dataclass(frozen=True, slots=True)
class Team:
    """What the settings say. Days are calendar days in `zone`. `grievance_officer`: how to reach one.
    `keep_closed_days`: how long a case is kept after its closing, `keep_unaccepted_days` one that was never
    accepted after it came in.
    `form` and `feedback`: where members fill in the form, and say what they think of a report.
    """

    name: str
    zone: ZoneInfo
    reach_out_days: int
    due_soon_days: int
    well_overdue_days: int
    date_order: DateOrder
    outside_contact: str
    threshold: int
    grievance_officer: str = ""
    keep_closed_days: int = 180
    keep_unaccepted_days: int = 60
    form: str = ""
    feedback: str = ""

    def day(self, moment: datetime) -> date:
        """The calendar day of a moment where the team is."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Volunteer:
    """A row of the Roster. `approved` is None for a day to come or one that can't be read.
    `may_coordinate`: Coordinator says anything but no, so that requests about them go past the office.
    """

    name: str
    emails: tuple[str, ...]
    aliases: tuple[str, ...]
    apart_from: tuple[str, ...]
    approved: date | None
    status: Status | Unreadable
    experienced: bool = False
    coordinator: bool = False
    may_coordinate: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Roster:
    """`volunteers`: one a row. `doubled` are names that stand twice: nobody knows which row counts, so
    they get no cases, but each row's names are looked for. `spelled`: see `known`.
    """

    volunteers: tuple[Volunteer, ...]
    doubled: frozenset[str]
    spelled: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(volunteer.name for volunteer in self.volunteers))

    @property
    def on_form(self) -> tuple[str, ...]:
        """Whom the form offers: who rests stays on it, who left does not."""
        there = (v.name for v in self.volunteers if v.status is not Status.LEFT)
        return tuple(name for name in dict.fromkeys(there) if name not in self.doubled)

    def known(self, text: str) -> str | None:
        """The display name of the volunteer who goes by exactly this name, alias or address."""
        return self.spelled.get(_key(text))

    def called(self, text: str) -> str:
        """The display name of the volunteer who goes by this name, or went by it; else the text."""
        return self.known(text) or text

    def named(self, cell: Cell) -> tuple[list[str], bool]:
        """The volunteers a cell names, and whether it has a name that is nobody's here."""
        found: list[str | None] = []
        for entry in codec.read_list(cell):
            whole = self.known(entry)
            found += [whole] if whole else [self.known(part) for part in entry.split(",")]
        return [name for name in found if name], None in found


def read_roster(tab: TabSnapshot, today: date, order: DateOrder) -> Roster:
    """Raises SchemaError where a formula or an error stands: a name that can't be read is a conflict
    that can't be seen.
    """
    for header in tab.shape.headers:
        if any(isinstance(row.get(header), NoValue) for row in tab.rows):
            raise SchemaError(
                f"office, tab Roster: a cell under '{header}' holds a formula or an error. "
                "Write the words themselves there; until then nobody is given a case."
            )
    rows = ((_display_name(row.get("Volunteer")), row) for row in tab.rows)
    volunteers = tuple(_volunteer(name, row, today, order) for name, row in rows if name)
    return Roster(volunteers, _doubled(volunteers), spelled(volunteers))


_SEPARATORS = re.compile(r"[;|\s]+")


def _display_name(cell: Cell) -> str:
    """On one line, and without what stands between names in other cells."""
    return _SEPARATORS.sub(" ", codec.read_text(cell)).strip()


def _doubled(volunteers: Iterable[Volunteer]) -> frozenset[str]:
    """Also where the two differ in capitals alone."""
    count = Counter(volunteer.name.casefold() for volunteer in volunteers)
    return frozenset(v.name for v in volunteers if count[v.name.casefold()] > 1)


def _volunteer(name: str, row: Row, today: date, order: DateOrder) -> Volunteer:
    approved = codec.read_date(row.get("Approved on"), order)
    return Volunteer(
        name,
        tuple(EMAIL.findall(codec.read_text(row.get("Email")))),
        _names(row.get("Also known as")),
        _names(row.get("Keep apart from")),
        approved if isinstance(approved, date) and approved <= today else None,
        codec.read_choice(row.get("Status"), Status) or Status.ACTIVE,
        codec.read_yes_no(row.get("Experienced")) is True,
        codec.read_yes_no(row.get("Coordinator")) is True,
        codec.read_yes_no(row.get("Coordinator")) not in (None, False),
    )


def _names(cell: Cell) -> tuple[str, ...]:
    """Names with ; between them, or commas where each part is a full name: "Last, First" is one."""
    found: list[str] = []
    for entry in codec.read_list(cell):
        parts = [part.strip() for part in entry.split(",")]
        found += parts if all(len(part.split()) > 1 for part in parts) else [entry]
    return tuple(found)


def spelled(volunteers: Iterable[Volunteer]) -> dict[str, str]:
    """Each way to write a volunteer that means just one of them."""
    owners: dict[str, set[str]] = {}
    for volunteer in volunteers:
        for name in (*volunteer.names, *volunteer.emails):
            if key := _key(name):
                owners.setdefault(key, set()).add(volunteer.name)
    own: dict[str, set[str]] = {}
    for name in {name for names in owners.values() for name in names}:
        own.setdefault(_key(name), set()).add(name)
    # Somebody's display name is theirs, also where it is another's nickname.
    return {key: next(iter(n)) for key, names in owners.items() if len(n := own.get(key, names)) == 1}


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
        start, end = self.away_from, self.away_until
        turned = isinstance(start, date) and isinstance(end, date) and start > end
        return turned or any(isinstance(value, Unreadable) for value in said)

    def away(self, today: date) -> bool:
        """Away on this day: both ends count, and either may be left open."""
        if self.unreadable:
            return True
        begun = not isinstance(self.away_from, date) or self.away_from <= today
        lasts = not isinstance(self.away_until, date) or today <= self.away_until
        said = isinstance(self.away_from, date) or isinstance(self.away_until, date)
        return said and begun and lasts


TWICE = Unreadable("stands in two rows: keep one.")


def read_availability(tab: TabSnapshot, order: DateOrder, roster: Roster) -> dict[str, Availability]:
    """By display name, however the name is written; who stands there twice can't be read."""
    found: dict[str, Availability] = {}
    for row in tab.rows:
        text = codec.read_text(row.get("Volunteer")).strip()
        name = roster.known(text) or text
        found[name] = Availability(TWICE) if name in found else _availability(row, order)
    return found


def _availability(row: Row, order: DateOrder) -> Availability:
    return Availability(
        codec.read_yes_no(row.get("On rotation")),
        codec.read_date(row.get("Away from"), order),
        codec.read_date(row.get("Away until"), order),
        codec.read_whole_number(row.get("Most open cases")),
    )
