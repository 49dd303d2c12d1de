"""The kept row of a case that became restricted: it goes on showing what it showed when that happened,
and follows nothing but what people type in it. Any other row is mended from the office; so is this one,
from what the office remembers of it, so that no damage to the board can tell it from its neighbours.
"""

from collections.abc import Mapping
from datetime import date

from automations.core import marks
from automations.core.case import Case
from automations.core.first_contact import Said
from automations.core.office import Office
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Team
from sheets_schema import codec


def is_kept(case: Case, office: Office, board: WorkbookSnapshot) -> bool:
    """Whether a restricted case has, or had, a row on the board."""
    there = case.code in board["Cases"].by_key or office.marks.number(marks.on_board(case.code)) > 0
    return case.restricted and there


def to_remember(office: Office, board: WorkbookSnapshot, team: Team) -> Mapping[str, str]:
    """Marks for cases that have become restricted since: the pair that was shown, the day of closing.
    While a case that was restricted once is an ordinary one, they follow it, should it become so again.
    """
    fresh: dict[str, str] = {}
    for case in office.cases:
        remembered = marks.kept_pair(case.code) in office.marks
        if not case.restricted if remembered else is_kept(case, office, board):
            closed_at = office.history.closed_at(case.code)
            fresh[marks.kept_pair(case.code)] = "; ".join(office.history.pair(case.code))
            fresh[marks.kept_closed(case.code)] = team.day(closed_at).isoformat() if closed_at else ""
    return fresh


def pair_shown(case: Case, office: Office) -> tuple[str, ...]:
    """The volunteers whom the board's row names, by what they are called now, as every row does."""
    mark = marks.kept_pair(case.code)
    if not case.restricted or mark not in office.marks:
        return office.history.pair(case.code)
    return tuple(office.roster.called(name) for name in office.marks.get(mark).split("; ") if name)


def closed_shown(case: Case, office: Office, team: Team) -> date | None:
    """The day that the board's row shows as closed, if people closed it there."""
    mark = marks.kept_closed(case.code)
    if not case.restricted or mark not in office.marks:
        closed_at = office.history.closed_at(case.code)
        return team.day(closed_at) if closed_at else None
    day = codec.read_date(office.marks.get(mark), team.date_order)
    return day if isinstance(day, date) else None


def closing_to_remember(case: Case, office: Office, words: Said, today: date) -> Mapping[str, str]:
    """A mark that changes when people close the kept row, or open it again, on the board."""
    mark = marks.kept_closed(case.code)
    if not case.restricted or mark not in office.marks:
        return {}
    if words.closed and not office.marks.get(mark):
        return {mark: today.isoformat()}
    return {mark: ""} if not words.closed and office.marks.get(mark) else {}
