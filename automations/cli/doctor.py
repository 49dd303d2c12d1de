"""`doctor`: what is wrong with the set-up and how to mend it; who can read everything."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from automations.cli.assembly import exports, team_folder, world
from automations.cli.terminal import program, say
from automations.core.assignment import PAIR
from automations.core.responses import ALL
from automations.core.team import Roster, read_availability
from automations.errors import CrtError
from automations.jobs.desk import Desk
from automations.platforms.files import disk, open_elsewhere
from automations.settings import Settings
from sheets_schema import codec
from sheets_schema.codec import Unreadable
from sheets_schema.words import Status


def run_doctor(settings: Settings, now: datetime) -> int:
    """Prints what was found; the number of problems."""
    desk = Desk(world(settings), now)
    problems = 0
    checks: tuple[Callable[[Settings, Desk], Iterator[str]], ...] = (
        _files, _exports, _workbooks, _roster, _availability, _runs,
    )  # fmt: skip
    for check in checks:
        for problem in check(settings, desk):
            problems += 1
            say(f"problem: {problem}")
    say(*(f"note: {note}" for note in _notes(settings)))
    say("Nothing is wrong with the set-up." if not problems else f"{problems} to mend.")
    return problems


def _files(settings: Settings, _: Desk) -> Iterator[str]:
    folder = team_folder(settings)
    if not folder.path.is_dir():
        yield f"the folder {folder.path} is not there. Run `setup`."
        return
    for path in (folder.path, *(book.path for book in folder.workbooks.values())):
        if path.exists() and disk.readable_by_others(path):
            yield f"{path} can be read by other users of this machine. Run: chmod go-rwx '{path}'"
        for lock in open_elsewhere.lock_files(path):
            yield f"{path.name} is open in another program ({lock.name}). Close it there."


def _exports(settings: Settings, _: Desk) -> Iterator[str]:
    if not settings.responses.is_dir():
        yield f"the folder {settings.responses} for form exports is not there. Run `setup`."
        return
    read = exports(settings).read(ALL)
    yield from read.problems
    yield from read.cautions
    if not read.responses and not read.problems:
        yield f"no form export lies in {settings.responses}. Put the downloaded CSV there."


def _workbooks(_: Settings, desk: Desk) -> Iterator[str]:
    for read in (lambda: desk.office, lambda: desk.board):
        try:
            read()
        except CrtError as error:
            yield str(error)


def _roster(_: Settings, desk: Desk) -> Iterator[str]:
    try:
        tab, roster = desk.office.snapshot["Roster"], desk.office.roster
    except CrtError:
        return
    if roster.doubled:
        count = len(roster.doubled)
        yield f"office, tab Roster: {count} names are there twice and get no cases. Keep one row of each."
    for number, row in enumerate(tab.rows, 1):
        if isinstance(codec.read_date(row.get("Approved on"), desk.team.date_order), Unreadable):
            yield f"office, tab Roster, volunteer no. {number}: Approved on {codec.UNREADABLE_DATE.trouble}"
        if isinstance(codec.read_choice(row.get("Status"), Status), Unreadable):
            yield f"office, tab Roster, volunteer no. {number}: Status {codec.UNREADABLE_CHOICE.trouble}"
    if (ready := _ready(roster)) < PAIR:
        yield (
            f"office, tab Roster: {ready} volunteers are Active and approved; a pair needs {PAIR}. "
            "Fill in Volunteer and Approved on."
        )


def _ready(roster: Roster) -> int:
    return sum(
        v.approved and v.status is Status.ACTIVE and v.name not in roster.doubled for v in roster.volunteers
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


def _notes(settings: Settings) -> Iterator[str]:
    yield (
        f"who can read everything: {_owner(settings.folder)} on this machine, its administrators, "
        "and whoever holds its backups or a synchronised copy of "
        f"{settings.folder}; the form's owner and editors read every response on Google."
    )
    yield "on plain files, pass on board.xlsx only; office.xlsx is for coordinators."
    if not settings.team.outside_contact:
        yield (
            "no outside contact is set, so a request about a coordinator reaches the coordinators. "
            "Name one under [team] outside_contact, and on the form."
        )


def _owner(folder: Path) -> str:
    if os.name != "posix" or not folder.exists():
        return "you"
    return f"the user {folder.owner()}"
