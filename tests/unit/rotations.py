"""Teams whose turns can be reckoned by hand: who is on the Roster, and whom the draw puts first."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta, timezone

from automations.core.conflicts import Watch
from automations.core.office import Office
from automations.core.pairs import assignment
from automations.core.pairs.rotation import Rotation
from automations.core.snapshot import Row
from automations.core.team import Availability
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, RULES, TODAY, event

SAM, LEE, ADA, WILL, OLA = "Sam Okafor", "Lee Park", "Ada Lind", "Will Reed", "Ola Nordmann"
SECRET = "only the office holds it"
"""With it the draw puts Ada, Will, Lee, Sam, Ola in this order for amber-heron-lake; Ada, Ola, Will, Sam, Lee
for brisk-otter-field; Will, Sam, Lee, Ola, Ada for calm-raven-hill.
"""
NOW = datetime(2026, 11, 10, 9, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=-8)))
FOUR = (SAM, LEE, ADA, WILL)
AVAILABLE = f"Available then: {SAM}; {LEE}; {ADA}; {WILL}"
BESIDE = f"Admitted beside the pair by a coordinator.\n{AVAILABLE}"


def volunteer(name: str, approved: date | None = date(2026, 1, 1), **cells: Cell) -> Row:
    """A row of the Roster, with `_` for the spaces of its headers."""
    named = {header.replace("_", " "): cell for header, cell in cells.items()}
    return {"Volunteer": name, "Approved on": approved, **named}


def team(*names: str) -> tuple[Row, ...]:
    return tuple(map(volunteer, names))


def made_rotation(office: Office, availability: Mapping[str, Availability] | None = None) -> Rotation:
    watch = Watch(office.roster, frozenset())
    return Rotation(office, availability or {}, watch, TODAY, SECRET, RULES.day)


def given(*names: str, case: str = CODE, why: str = "") -> tuple[Row, ...]:
    """Rows of Assignments."""
    return tuple(event("assigned", name, case=case, why=why) for name in names)


def conflict(name: str, kind: str, case: str = CODE, **cells: Cell) -> Row:
    return {"Case": case, "Volunteer": name, "Kind": kind, **cells}


def happened(what: str, name: str, why: str, case: str = CODE, after: int = 0) -> Row:
    """A row of Assignments as it is written at 17:00 UTC on `TODAY`, and so many seconds `after` it."""
    when = datetime(2026, 11, 10, 17) + timedelta(seconds=after)
    return {"When": when, "Case": case, "Volunteer": name, "Event": what, "Why": why}


def assign(office: Office, closed: Collection[str] = (), **most: int) -> tuple[list[Row], list[str]]:
    """`most`: how many open cases they want, by first names."""
    own = {name: Availability(most_open=most[name.split()[0]]) for name in FOUR if name.split()[0] in most}
    made = assignment.assign(made_rotation(office, own), closed, NOW)
    return made.rows, made.cases


def got(name: str, *why: str, case: str = CODE, after: int = 0) -> Row:
    return happened("assigned", name, "\n".join(why), case, after)


def drawn(*among: str) -> str:
    return f"Drawn by the secret draw among those owed most: {', '.join(among)}."


def joined(first: str, times: str, *among: str) -> str:
    return f"Least often with {first} ({times}) among those owed most: {', '.join(among)}."


def could(owed: str) -> str:
    return f"Could take it, with the cases each was owed: {owed}."
