"""What the people of the team are to be told by mail: case code and kind, nothing else."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from automations.core import first_contact
from automations.core.board import projection
from automations.core.case import Case, Standing
from automations.core.first_contact import Promise, Said
from automations.core.gates import DANGER
from automations.core.office import Office
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Roster, Team
from sheets_schema.words import Flag, Status

NEWS = timedelta(days=7)
"""What somebody was given longer ago is no news: mail may have been switched on since."""

LATE = frozenset({Flag.OVERDUE, Flag.WELL_OVERDUE})


class Kind(StrEnum):
    NEW = "new case"
    SOON = "due soon"
    OVERDUE = "overdue"
    CHECK_IN = "check-in"
    NOW = "look now"
    DIGEST = "digest"
    LOOK_IN = "look in"


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Something that somebody is told once. `day` (ISO) where the same comes up again another day."""

    kind: Kind
    code: str = ""
    day: str = ""


@dataclass(frozen=True)
class Situation:
    """The case load on one day. `short`: codes of cases that fewer than two volunteers can take. `until`: the
    last day before mail may go out again; `since`: the last before today on which it could.
    """

    office: Office
    board: WorkbookSnapshot
    short: Collection[str]
    team: Team
    today: date
    until: date
    since: date

    def flag(self, case: Case, day: date) -> Flag:
        return first_contact.flag(*self._said(case), day, self.team)

    def check_in(self, case: Case) -> str:
        """The day of the check-in that is due; where none was agreed on, of the last movement."""
        _, words = self._said(case)
        day = words.next_check_in or words.moved_on or words.reached_out
        return day.isoformat() if isinstance(day, date) else ""

    def _said(self, case: Case) -> tuple[Promise, Said]:
        """As in the row that is worked on."""
        shown = projection.in_office if case.restricted else projection.on_board
        return shown(case, self.office, self.board, self.short, self.team, self.today)


def addresses(roster: Roster) -> dict[str, str]:
    """One for each volunteer who can be written to."""
    there = (v for v in roster.volunteers if v.status is not Status.LEFT and v.name not in roster.doubled)
    return {v.name: v.emails[0] for v in there if v.emails}


def in_conflict(case: Case) -> frozenset[str]:
    """Who hears nothing of it."""
    return frozenset(c.volunteer for c in case.conflicts if not c.released)


def of_cases(seen: Situation) -> dict[str, list[Thing]]:
    """For each volunteer what there is to tell of their own cases."""
    found: dict[str, list[Thing]] = {}
    for case in open_cases(seen.office):
        if case.standing is Standing.ACCEPTED:
            things = list(_state(case, seen))
            for name in seen.office.history.everybody(case.code):
                if name not in in_conflict(case):
                    found.setdefault(name, []).extend((*_news(case, name, seen), *things))
    return found


def _news(case: Case, name: str, seen: Situation) -> Iterator[Thing]:
    places = [p for p in seen.office.history.cases[case.code].places if p.volunteer == name]
    if places and seen.today - seen.team.day(places[-1].since) <= NEWS:
        yield Thing(Kind.NEW, case.code)


def _state(case: Case, seen: Situation) -> Iterator[Thing]:
    flag, soon = seen.flag(case, seen.today), seen.flag(case, seen.until)
    if flag in LATE:
        yield Thing(Kind.OVERDUE, case.code)
    # What will be due soon before mail goes out again is told now, not when it is too late.
    elif {flag, soon} & {Flag.DUE_SOON, *LATE}:
        yield Thing(Kind.SOON, case.code)
    elif flag is Flag.CHECK_IN_DUE:
        yield Thing(Kind.CHECK_IN, case.code, seen.check_in(case))


def open_cases(office: Office) -> list[Case]:
    return [case for case in office.cases if not office.history.closed(case.code)]


def at_once(office: Office) -> list[Case]:
    """Those that a coordinator must look at now, be it night."""
    waiting = (case for case in open_cases(office) if case.standing is Standing.WAITING)
    return [case for case in waiting if DANGER in case.reasons_to_wait]


def coordinators(roster: Roster) -> list[str]:
    return [v.name for v in roster.volunteers if v.coordinator and v.status is not Status.LEFT]
