"""The case load on one day, in memory: an office, a board, and when mail may go out."""

from collections.abc import Collection
from datetime import date

from automations.core.mail.tellings import Situation
from automations.core.office import Office
from automations.core.snapshot import Row, WorkbookSnapshot
from automations.core.team import Team
from sheets_schema.board import BOARD
from tests.unit.offices import CODE, RULES, TODAY, event, workbook

SAM, LEE, ADA, WILL = "Sam Okafor", "Lee Park", "Ada Lind", "Will Reed"


def made_board(*cases: Row, availability: tuple[Row, ...] = ()) -> WorkbookSnapshot:
    return workbook(BOARD, {"Cases": cases, "Availability": availability})


def person(name: str, email: str = "", **cells: str) -> Row:
    """A row of the Roster, of somebody who was approved; `_` for the spaces of its headers."""
    others = {header.replace("_", " "): cell for header, cell in cells.items()}
    return {"Volunteer": name, "Email": email, "Approved on": date(2026, 1, 5), **others}


def pair(
    code: str = CODE, when: str = "2026-11-03T18:00:00Z", names: tuple[str, ...] = (SAM, LEE)
) -> tuple[Row, ...]:
    """Rows of Assignments."""
    return tuple(event("assigned", name, when, code) for name in names)


def seen(
    office: Office,
    board: WorkbookSnapshot | None = None,
    short: Collection[str] = (),
    until: date = TODAY,
    since: date = date(2026, 11, 9),
    team: Team = RULES,
) -> Situation:
    """On `TODAY`."""
    return Situation(office, board or made_board(), short, team, TODAY, until, since)
