"""`doctor`: what is wrong with the set-up and how to mend it; who can read everything."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from automations.cli import doctor_backups
from automations.cli.assembly import on_google
from automations.cli.doctor_of import doctor_of
from automations.cli.terminal import program, say
from automations.cli.world import world
from automations.core.names.spelling import EMAIL
from automations.core.snapshot import TabSnapshot
from automations.core.team import PAIR, Roster, read_availability
from automations.errors import CrtError, SettingsError
from automations.jobs import outside
from automations.jobs.desk import OUTSIDE, Desk
from automations.settings import Settings
from sheets_schema import codec
from sheets_schema.codec import Unreadable
from sheets_schema.dates import DateOrder
from sheets_schema.words import Status


def run_doctor(settings: Settings, now: datetime) -> int:
    """Prints what was found; the number of problems. Raises SettingsError for credentials of no use."""
    here = doctor_of(settings)
    desk = Desk(world(settings, only_reads=True), now)
    found: set[str] = set()
    checks: tuple[Callable[[Settings, Desk], Iterator[str]], ...] = (
        here.problems, _workbooks, _outside, _roster, _availability, _runs, _backups,
    )  # fmt: skip
    for check in checks:
        for problem in check(settings, desk):
            if problem not in found:
                say(f"problem: {problem}")
            found.add(problem)
    say(*(f"note: {note}" for note in (*here.notes(settings), *_notes(settings))))
    say("Nothing is wrong with the set-up." if not found else f"{len(found)} to mend.")
    return len(found)


def _workbooks(_: Settings, desk: Desk) -> Iterator[str]:
    for read in (lambda: desk.office, lambda: desk.board):
        try:
            read()
        except CrtError as error:
            yield str(error)


def _outside(settings: Settings, desk: Desk) -> Iterator[str]:
    with suppress(CrtError):  # an office that can't be read was a problem already
        try:
            outside.ensure_not_forgotten(desk)
        except SettingsError as error:
            yield str(error)
    if settings.has_outside_office:
        try:
            desk.read(desk.snapshot(OUTSIDE))
        except CrtError as error:
            yield f"{error}{'' if on_google(settings) else ELSEWHERE}"


ELSEWHERE = (
    " It is the outside office: if the outside contact has it, put theirs back. Don't run `setup`, which "
    "would make an empty one in its place. Until then what is meant for it waits."
)


def _roster(_: Settings, desk: Desk) -> Iterator[str]:
    try:
        tab, roster = desk.office.snapshot["Roster"], desk.office.roster
    except CrtError:
        return
    if roster.doubled:
        count = len(roster.doubled)
        yield f"office, tab Roster: names that are there twice get no cases ({count}). Keep one row of each."
    yield from _unreadable(tab, desk.team.date_order)
    yield from _same_email(tab)
    if (ready := _ready(roster)) < PAIR:
        yield (
            f"office, tab Roster: {ready} volunteers are Active and approved; a pair needs {PAIR}. "
            "Fill in Volunteer and Approved on."
        )


def _unreadable(tab: TabSnapshot, order: DateOrder) -> Iterator[str]:
    for number, row in enumerate(tab.rows, 1):
        read = {
            "Approved on": codec.read_date(row.get("Approved on"), order),
            "Status": codec.read_choice(row.get("Status"), Status),
            "Experienced": codec.read_yes_no(row.get("Experienced")),
            "Coordinator": codec.read_yes_no(row.get("Coordinator")),
        }
        for header, value in read.items():
            if isinstance(value, Unreadable):
                yield f"office, tab Roster, volunteer no. {number}: {header} {value.trouble}"


def _same_email(tab: TabSnapshot) -> Iterator[str]:
    """Who must not open a case file could, with somebody else's leave."""
    rows: dict[str, list[str]] = {}
    for number, row in enumerate(tab.rows, 1):
        for email in {found.casefold() for found in EMAIL.findall(codec.read_text(row.get("Email")))}:
            rows.setdefault(email, []).append(str(number))
    for numbers in rows.values():
        if len(numbers) > 1:
            yield (
                f"office, tab Roster: the same Email stands at {len(numbers)} volunteers, no. "
                f"{', '.join(numbers)}. Write each one's own: whoever reads that mail reads for all of them."
            )


def _ready(roster: Roster) -> int:
    return sum(
        v.approved is not None and v.status is Status.ACTIVE and v.name not in roster.doubled
        for v in roster.volunteers
    )


def _availability(_: Settings, desk: Desk) -> Iterator[str]:
    try:
        tab, roster = desk.board["Availability"], desk.office.roster
    except CrtError:
        return
    said = read_availability(tab, desk.team.date_order, roster)
    for number, availability in enumerate(said.values(), 1):
        if availability.unreadable:
            yield (
                f"board, tab Availability, volunteer no. {number}: something in the row can't be read, or "
                "there are two rows, so they count as away. Mend it."
            )


def _runs(_: Settings, desk: Desk) -> Iterator[str]:
    try:
        rows = desk.office.snapshot["Runs"].rows
    except CrtError:
        return
    moments = [codec.read_timestamp(row.get("When")) for row in rows]
    known = [moment for moment in moments if isinstance(moment, datetime)]
    if not known:
        yield f"the jobs have not run yet. Run: {program()} run"
    elif (desk.now - max(known)).days >= 1:
        yield f"the last run is more than a day old. Run every day: {program()} run"


def _backups(settings: Settings, desk: Desk) -> Iterator[str]:
    try:
        yield from doctor_backups.problems(settings, desk.now)
    except CrtError as error:
        yield str(error)


def _notes(settings: Settings) -> Iterator[str]:
    yield from doctor_backups.notes(settings)
    if not settings.team.outside_contact:
        yield (
            "no outside contact is set, so a request about a coordinator reaches the coordinators. "
            "Name one under [team] outside_contact, and on the form."
        )
    elif not settings.has_outside_office:
        yield (
            "no outside office is set, so a request about a coordinator, or from one, waits in the office, "
            "where that coordinator can read it. docs/coordinators.md tells how to set one up."
        )
    else:
        yield (
            "requests about a coordinator, or from one, go to the outside office; the form's owner and "
            "editors, and whoever downloads responses or runs the jobs, can read them all the same."
        )
