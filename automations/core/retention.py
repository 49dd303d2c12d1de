"""Letting go: which cases are deleted for good and when, what is asked before, and what stays."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from automations.core import agreements, gone, marks
from automations.core.changes import Change, Forget, SetCells
from automations.core.gone import Gone
from automations.core.office import Case, Office, Standing
from automations.core.responses import choices
from automations.core.snapshot import Row
from automations.core.team import Team
from sheets_schema import codec
from sheets_schema.form import BY_KEY
from sheets_schema.words import WhatToDo

KEEP_LONGER, DELETE_NOW = "Keep longer", "Delete now"

COUNTED = ("about", "requesting_for", "concerns")
"""Answers that reports count; of these what the form offers stays, never a requester's own words."""

STAYS_IN_INTAKE = ("Response", "Case", "Received at", "What to do", "Outcome", "Notice", *COUNTED)
STAYS_IN_ASSIGNMENTS = ("When", "Case", "Volunteer", "Event")

TURNED_AWAY = (WhatToDo.OUT_OF_SCOPE, WhatToDo.REFER)
"""Decisions after which a case was never accepted. What is held, or waits for a word, may still be: it is
asked about and never deleted by itself, for somebody may be waiting.
"""


def leaving(office: Office, team: Team, today: date) -> list[Case]:
    """Cases to be let go of today, each with the requests that belong to it."""
    found = {case.code: case for case in office.cases if _is_due(case, office, team, today)}
    for code in list(found):
        found |= {other.code: other for other in belonging(office, code)}
    return [case for case in found.values() if not case.gone]


def belonging(office: Office, code: str) -> Iterator[Case]:
    """Requests that add to the case or withdraw it, and the same requester's duplicates of it."""
    yield from office.joined_by.get(code, ())
    for case in office.cases:
        if case.decision is WhatToDo.DUPLICATE and code in case.same_as:
            yield case


def _is_due(case: Case, office: Office, team: Team, today: date) -> bool:
    if case.gone or codec.read_yes_no(case.row.get(KEEP_LONGER)) is True:
        return False
    if is_confirmed(case):
        return True
    day = last_day(case, office, team)
    return day is not None and day < today and not agreements.unwritten(case, office, today)


def is_confirmed(case: Case) -> bool:
    """Whether a coordinator said twice that it is to be deleted now."""
    return codec.read_text(case.row.get(DELETE_NOW)).strip().casefold() == case.code


def last_day(case: Case, office: Office, team: Team) -> date | None:
    """The last day on which it is kept; None while nobody can tell."""
    closed_at = office.history.closed_at(case.code)
    if closed_at is not None:
        return team.day(closed_at) + timedelta(days=team.keep_closed_days - 1)
    if case.decision in TURNED_AWAY and case.code not in office.history.cases:
        return case.received + timedelta(days=team.keep_unaccepted_days - 1)
    return None


def begin(office: Office, cases: Iterable[Case], new_salt: Callable[[], str], today: date) -> list[Change]:
    """What stands in the office before anything is deleted, so that it is all deleted in the end."""
    cases = list(cases)
    if not cases:
        return []
    salt = office.marks.get(marks.SALT) or new_salt()
    wanted = {marks.SALT: salt}
    for case in cases:
        wanted[marks.letting_go(case.code)] = _as_it_stood(case, today).value
        ids = gone.ids_of(office.marks, case.response, _moment(case), _is_alone(case, office))
        wanted |= {gone.remembered(salt, id_): case.code for id_ in ids}
    return office.marks.set(wanted)


def _as_it_stood(case: Case, today: date) -> Gone:
    accepted = case.standing is Standing.ACCEPTED
    reachable = case.is_reachable
    return Gone(today, False, accepted, case.restricted, reachable, False)


def _moment(case: Case) -> datetime | None:
    found = codec.read_timestamp(case.row.get("Received at"))
    return found if isinstance(found, datetime) else None


def _is_alone(case: Case, office: Office) -> bool:
    here = case.row.get("Received at")
    return sum(codec.same(row.get("Received at"), here) for row in office.intake.rows) == 1


def forgetting(case: Case, office: Office, team: Team, file_stays: bool) -> list[Change]:
    """What is cleared in the office once the rest is deleted, and the mark that says so."""
    stood = case.gone or _as_it_stood(case, case.received)
    left = Gone(stood.since, True, stood.accepted, stood.restricted, stood.reachable, file_stays)
    return [
        Forget("Intake", "Response", case.response, STAYS_IN_INTAKE),
        SetCells("Intake", case.response, _what_stays(case, team)),
        Forget("Conflicts", "Case", case.code),
        Forget("Assignments", "Case", case.code, STAYS_IN_ASSIGNMENTS),
        *(Forget(marks.TAB, "Key", key) for key in _keys(case, office)),
        *office.marks.set({marks.let_go(case.code): left.value}),
    ]


def _what_stays(case: Case, team: Team) -> Row:
    """A day for a time of day, and of the answers what the form offered."""
    noon = datetime.combine(case.received, time(12), team.zone).astimezone(UTC)
    kept = {key: _offered(case, key) for key in COUNTED}
    return {"Response": f"deleted {case.code}", "Received at": codec.write(noon), **kept}


def _offered(case: Case, key: str) -> str | None:
    taken = {choice.casefold() for choice in choices(case.answers, key)}
    return ", ".join(choice for choice in BY_KEY[key].choices if choice.casefold() in taken) or None


def _keys(case: Case, office: Office) -> Iterator[str]:
    """Marks that say anything of the case or its response."""
    code, response = case.code, case.response
    own = (
        marks.case_of(response),
        marks.not_asked(code),
        marks.returned(code),
        marks.case_file(code),
        marks.phrase(code),
        marks.joins(code),
        marks.no_room(code),
        marks.edits(code),
        marks.answers(code),
        marks.opened_to(code),
        marks.letting_go(code),
    )
    prefix = marks.recognised("")
    for key, value in office.marks.values.items():
        twin = key.startswith(prefix) and value == response
        if key in own or twin or key.startswith(marks.told_of(code)):
            yield key
