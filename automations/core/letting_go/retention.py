"""Letting go: which cases are deleted for good and when, what is asked before, and what stays."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from automations.core import gone, marks
from automations.core.case import Case, Standing
from automations.core.changes import Change, Forget, SetCells
from automations.core.gone import Gone
from automations.core.history import CONTACT
from automations.core.letting_go import agreements
from automations.core.office import Office
from automations.core.responses import choices
from automations.core.snapshot import Row, TabSnapshot, WorkbookSnapshot
from automations.core.team import Team
from sheets_schema import codec
from sheets_schema.form import BY_KEY
from sheets_schema.words import WhatToDo

KEEP_LONGER, DELETE_NOW = "Keep longer", "Delete now"

COUNTED = ("about", "requesting_for", "concerns")
"""Answers that reports count; of these what the form offers stays, never a requester's own words."""

DELETED = "deleted"
"""Stands, with the case code, in the place of the response's id."""

STAYS_IN_INTAKE = ("Response", "Case", "Received at", "Outcome")
STAYS_IN_ASSIGNMENTS = ("When", "Case", "Volunteer", "Event")

TURNED_AWAY = (WhatToDo.OUT_OF_SCOPE, WhatToDo.REFER)
"""Decisions after which nobody goes on with a case. What is held, or waits for a word, may still be accepted:
it is asked about and never deleted by itself, for somebody may be waiting.
"""


def leaving(office: Office, open_again: Collection[str], team: Team, today: date) -> list[Case]:
    """Cases to be let go of today, each with the requests that belong to it. `open_again` are the codes of
    those that people opened again since they were closed.
    """
    found: dict[str, Case] = {}
    for case in office.cases:
        if not case.gone and case.code not in open_again and _is_due(case, office, team, today):
            found |= {one.code: one for one in (case, *_parts(case, office))}
    return list(found.values())


def _is_due(case: Case, office: Office, team: Team, today: date) -> bool:
    if not is_confirmed(case):
        day = last_day(case, office, team)
        if day is None or day >= today or agreements.unwritten(case, office, today):
            return False
    return not any(map(is_kept, (case, *_parts(case, office))))


def _parts(case: Case, office: Office) -> list[Case]:
    """The requests that belong to it, but for those that were let go of before it."""
    return [part for part in office.parts(case.code) if not part.gone]


def is_kept(case: Case) -> bool:
    """Whether a coordinator holds it: also in words that are no clear yes."""
    cell = case.row.get(KEEP_LONGER)
    return case.decision is WhatToDo.HOLD or not (codec.is_blank(cell) or codec.read_yes_no(cell) is False)


def is_confirmed(case: Case) -> bool:
    """Whether a coordinator said twice that it is to be deleted now."""
    return codec.read_text(case.row.get(DELETE_NOW)).strip().casefold() == case.code


def last_day(case: Case, office: Office, team: Team) -> date | None:
    """The last day on which it is kept, as long as the last of the requests that belong to it would be; None
    while nobody can tell, or one of these waits for somebody.
    """
    own = _own_last_day(case, office, team)
    others = _parts(case, office)
    if own is None or any(other.standing is not Standing.SET_ASIDE for other in others):
        return None
    closed = office.history.closed(case.code)
    days = team.keep_closed_days if closed else team.keep_unaccepted_days
    return max([own, *(other.received + timedelta(days=days - 1) for other in others)])


def _own_last_day(case: Case, office: Office, team: Team) -> date | None:
    closed_at = office.history.closed_at(case.code)
    if closed_at is not None:
        days = team.keep_unaccepted_days if _is_turned_away_outside(case, office) else team.keep_closed_days
        return team.day(closed_at) + timedelta(days=days - 1)
    unnamed = case.decision is WhatToDo.DUPLICATE and not case.same_as
    if case.decision not in TURNED_AWAY and not unnamed:
        return None
    if case.code not in office.history.cases:
        return case.received + timedelta(days=team.keep_unaccepted_days - 1)
    return team.day(office.history.cases[case.code].last) + timedelta(days=team.keep_closed_days - 1)


def _is_turned_away_outside(case: Case, office: Office) -> bool:
    """The outside contact has a case before deciding about it, so that having it accepts nothing."""
    return case.decision in TURNED_AWAY and office.history.pair(case.code) == (CONTACT,)


def begin(office: Office, cases: Iterable[Case], new_salt: Callable[[], str], now: datetime) -> list[Change]:
    """What stands in the office before anything is deleted, so that it is all deleted in the end."""
    cases = list(cases)
    if not cases:
        return []
    salt = office.marks.get(marks.SALT) or new_salt()
    wanted = {marks.SALT: salt}
    for case in cases:
        wanted[marks.letting_go(case.code)] = _as_it_stood(case, now).value
        ids = gone.ids_of(office.marks, case.response, _moment(case), _is_alone(case, office))
        wanted |= {gone.remembered(salt, id_): case.code for id_ in ids}
    return office.marks.set(wanted)


def _as_it_stood(case: Case, now: datetime) -> Gone:
    accepted = case.standing is Standing.ACCEPTED
    return Gone(now.astimezone(UTC), False, accepted, case.restricted, case.is_reachable, False)


def _moment(case: Case) -> datetime | None:
    found = codec.read_timestamp(case.row.get("Received at"))
    return found if isinstance(found, datetime) else None


def _is_alone(case: Case, office: Office) -> bool:
    here = case.row.get("Received at")
    return sum(codec.same(row.get("Received at"), here) for row in office.intake.rows) == 1


def unfinished(office: Office) -> list[Case]:
    """Cases that were let go of and of which words are left, or there again."""
    whys = (row for row in office.snapshot["Assignments"].rows if row.get("Why") is not None)
    rows = (*office.snapshot["Conflicts"].rows, *whys)
    told = {codec.read_text(row.get("Case")).strip().casefold() for row in rows}
    return [
        case
        for case in office.cases
        if case.gone
        and not (case.gone.done and case.response == f"{DELETED} {case.code}" and case.code not in told)
    ]


def forgetting(case: Case, stood: Gone, office: Office, team: Team, notice: str | None) -> list[Change]:
    """What is cleared in the office once the rest is deleted, and the mark that says so."""
    return [
        Forget("Intake", "Case", case.code, STAYS_IN_INTAKE),
        SetCells("Intake", case.response, {**_what_stays(case, team), "Notice": notice}),
        *(Forget("Conflicts", "Case", written) for written in _spellings(case, office)),
        Forget("Assignments", "Case", case.code, STAYS_IN_ASSIGNMENTS),
        *_row_forgotten(case, office.snapshot["Restricted cases"]),
        *(Forget(marks.TAB, "Key", key) for key in _keys(case, office)),
        *office.marks.set({marks.let_go(case.code): replace(stood, done=True).value}),
    ]


def _spellings(case: Case, office: Office) -> list[str]:
    """How the code is written in Conflicts: people may have typed it."""
    cells = (codec.read_text(row.get("Case")).strip() for row in office.snapshot["Conflicts"].rows)
    return sorted({cell for cell in cells if cell.casefold() == case.code})


def forgotten_on_board(case: Case, board: WorkbookSnapshot) -> list[Change]:
    """What people added to its row there, beside what reports count."""
    noted = any(aside.row == case.code for aside in board.asides)
    return _row_forgotten(case, board["Cases"], noted)


def _row_forgotten(case: Case, tab: TabSnapshot, noted: bool = False) -> list[Change]:
    own = set(tab.by_key.get(case.code, {})) - set(tab.shape.headers)
    return [Forget(tab.shape.title, "Case", case.code, tab.shape.headers)] if own or noted else []


def _what_stays(case: Case, team: Team) -> Row:
    """A day for a time of day, and of the answers what the form offered."""
    noon = datetime.combine(case.received, time(12), team.zone).astimezone(UTC)
    kept = {key: _offered(case, key) for key in COUNTED}
    decided = str(case.decision) if isinstance(case.decision, WhatToDo) else None
    stays = {"Response": f"{DELETED} {case.code}", "Received at": codec.write(noon)}
    return {**stays, "What to do": decided, **kept}


def _offered(case: Case, key: str) -> str | None:
    taken = {choice.casefold() for choice in choices(case.answers, key)}
    return ", ".join(choice for choice in BY_KEY[key].choices if choice.casefold() in taken) or None


def responses_of(case: Case, office: Office) -> frozenset[str]:
    """The ids that the case's response has or had, also where a run was killed after its row was cleared."""
    prefix = marks.case_of("")
    kept = (k.removeprefix(prefix) for k, v in office.marks.values.items() if v == case.code)
    known = {id_ for id_ in kept if marks.case_of(id_) in office.marks}
    return frozenset({*known, case.response} - {f"{DELETED} {case.code}"})


def _keys(case: Case, office: Office) -> Iterator[str]:
    """Marks that say anything of the case or its response."""
    code, responses = case.code, responses_of(case, office)
    own = (
        *map(marks.case_of, responses),
        marks.not_asked(code),
        marks.returned(code),
        marks.case_file(code),
        marks.phrase(code),
        # Deleting the withdrawal does not take it back.
        *(() if case.withdraws else (marks.joins(code),)),
        marks.no_room(code),
        marks.edits(code),
        marks.answers(code),
        marks.opened_to(code),
        marks.letting_go(code),
    )
    prefix = marks.recognised("")
    for key, value in office.marks.values.items():
        twin = key.startswith(prefix) and value in responses
        if key in own or twin or key.startswith(marks.told_of(code)):
            yield key
