"""What the outside contact is shown: due dates, flags and Notices in the outside office."""

from collections.abc import Iterator
from datetime import date

from automations.core.board import projection
from automations.core.case import Case, Standing
from automations.core.changes import Change
from automations.core.conflicts import RESTRICTING
from automations.core.coordinators import guidance
from automations.core.coordinators.outside import ANYBODY, is_released
from automations.core.first_contact import NOTHING_MORE, Said
from automations.core.history import CONTACT
from automations.core.letting_go import farewell
from automations.core.letting_go.retention import TURNED_AWAY
from automations.core.office import Office
from automations.core.snapshot import Row, WorkbookSnapshot
from automations.core.team import Team
from sheets_schema.codec import Unreadable
from sheets_schema.dates import spoken
from sheets_schema.words import Flag

SET_ASIDE: Row = {
    "Flag": str(Flag.PAUSED),
    "What next": "Set aside: no time runs. The Notice in Intake says more.",
}
TURNED: Row = {"Flag": str(Flag.DONE), "What next": NOTHING_MORE}


def shown(outside: Office, board: WorkbookSnapshot, team: Team, today: date) -> list[Change]:
    rows: dict[str, Row] = {}
    told: dict[str, Row] = {}
    for case in outside.cases:
        words = projection.words_in_office(case, outside, board, team, today)
        rows[case.code] = _cells(case, words, outside, team, today)
        told[case.response] = {"Notice": " ".join(_notice(case, words, outside, team, today)) or None}
    return projection.mended(outside.snapshot, "Restricted cases", rows) + projection.mended(
        outside.snapshot, "Intake", told
    )


def _cells(case: Case, words: Said, outside: Office, team: Team, today: date) -> Row:
    made = projection.promise(case, words, False, team, Standing.ACCEPTED)
    cells = projection.cells_in_office(case, made, words, outside, today, team)
    if _is_aside(case) and not case.gone:
        stands = TURNED if case.decision in TURNED_AWAY else SET_ASIDE
        cells = {**cells, "Reach out by": None, **({} if words.closed and stands is SET_ASIDE else stands)}
    return {**cells, "Volunteer 1": CONTACT}


def _is_aside(case: Case) -> bool:
    """That somebody on the team is involved makes nothing wait here."""
    return case.standing_on_board is Standing.SET_ASIDE


def _notice(case: Case, words: Said, outside: Office, team: Team, today: date) -> Iterator[str]:
    if not case.gone:
        yield from guidance.about_joining(case, outside)
        yield from _reached_you(case, outside)
        yield from _when(case, words, outside, team, today)
        yield from guidance.words_to_give(case, team)
        yield from guidance.codes(case, outside)
        yield from outside.marks.told(case.code)
    yield from farewell.sentences(case, outside, None, team, today)


def _reached_you(case: Case, outside: Office) -> Iterator[str]:
    if is_released(case, outside):
        yield "You said under Conflicts that it concerns no coordinator: the team has it now."
        return
    found = sorted({c.volunteer for c in case.conflicts if not c.released and c.kind in RESTRICTING})
    if found == [ANYBODY]:
        yield (
            "It came to you and not to the coordinators, for what it adds to or withdraws may be about one "
            "of them. If it is not, write yes under Released in Conflicts, and the team gets it."
        )
    elif named := " and ".join(name for name in found if name != ANYBODY):
        yield (
            f"It may be about {named}, or from them, so it came to you and not to the coordinators. Whoever "
            "can open the form can still read it there. If it does not concern them, write yes under "
            "Released in Conflicts, and the team gets it."
        )


def _when(case: Case, words: Said, outside: Office, team: Team, today: date) -> Iterator[str]:
    if isinstance(case.decision, Unreadable):
        yield f"What to do {case.decision.trouble}"
    if is_released(case, outside) or _is_aside(case) or words.closed or isinstance(words.reached_out, date):
        return
    due = case.due(team)
    yield f"First contact is due by {spoken(due, today)}." if due else "They left no way to be reached."
