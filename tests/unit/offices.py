"""Offices in memory, for decisions that need no file: rows by tab, marks by key."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from automations.core import marks as names
from automations.core.changes import AppendRows, Change, Forget, SetCells
from automations.core.office import Office, read_office
from automations.core.responses import Response
from automations.core.snapshot import Row, WorkbookSnapshot, make_tab
from automations.core.taking_in import answers
from automations.core.team import Team
from sheets_schema.codec import Cell
from sheets_schema.columns import WorkbookShape
from sheets_schema.dates import DateOrder
from sheets_schema.form import KEYS
from sheets_schema.office import OFFICE

CODE = "amber-heron-lake"
OTHER = "brisk-otter-field"
THIRD = "calm-raven-hill"
TODAY = date(2026, 11, 10)
NOW = datetime(2026, 11, 10, 17, tzinfo=UTC)
RULES = Team(
    "Team", ZoneInfo("America/Los_Angeles"), 7, 2, 14, DateOrder.MONTH_FIRST, "Our umbrella", 5
)  # fmt: skip
SENT = datetime(2026, 11, 3, 17, tzinfo=UTC)
GATES = {"concerns": "Set up a mediated conversation", "within_org": "Yes", "immediate_danger": "No"}


def workbook(shape: WorkbookShape, tabs: Mapping[str, tuple[Row, ...]]) -> WorkbookSnapshot:
    """Every tab of the shape; columns that people added are those of the rows."""
    found = {}
    for tab in shape.tabs:
        rows = tabs.get(tab.title, ())
        headers = dict.fromkeys((*tab.headers, *(header for row in rows for header in row)))
        found[tab.title] = make_tab(tab, tuple(headers), rows)
    return WorkbookSnapshot(shape, found)


def request(code: str = CODE, received: str = "2026-11-03T17:00:00Z", **cells: Cell) -> Row:
    """A row of Intake, with `_` for the spaces of its headers; a requester who can be reached."""
    answers: Row = {"contact": "someone@example.org", "requesting_for": "Myself", "about": "New"}
    answers = {
        **answers,
        "concerns": "Set up a mediated conversation",
        "within_org": "Yes",
        "immediate_danger": "No",
    }
    others = {header if header in KEYS else header.replace("_", " "): cell for header, cell in cells.items()}
    return {"Response": f"response of {code}", "Case": code, "Received at": received, **answers, **others}


def conflict(volunteer: str, kind: Cell = "involved", code: str = CODE, **more: Cell) -> Row:
    """A row of Conflicts."""
    return {"Case": code, "Volunteer": volunteer, "Kind": kind, **more}


def event(
    what: str, volunteer: str, when: str = "2026-11-03T18:00:00Z", case: str = CODE, why: str = ""
) -> Row:
    """A row of Assignments."""
    return {"When": when, "Case": case, "Volunteer": volunteer, "Event": what, "Why": why}


def closed(code: str = CODE, when: str = "2026-11-05T18:00:00Z") -> tuple[Row, ...]:
    """Rows of Assignments, of a case that two had and were released from."""
    pair = ("Sam Okafor", "Lee Park")
    return (
        *(event("assigned", name, case=code) for name in pair),
        *(event("released", name, when, code) for name in pair),
    )


def office_snapshot(
    *intake: Row, marks: Mapping[str, str] | None = None, **tabs: tuple[Row, ...]
) -> WorkbookSnapshot:
    kept = tuple({"Key": key, "Value": value} for key, value in (marks or {}).items())
    named = {title.replace("_", " "): rows for title, rows in tabs.items()}
    return workbook(OFFICE, {"Intake": intake, "Internal": kept, **named})


def made_office(*intake: Row, marks: Mapping[str, str] | None = None, **tabs: tuple[Row, ...]) -> Office:
    """Of `TODAY`; tabs by their titles, with `_` for the spaces."""
    return read_office(office_snapshot(*intake, marks=marks, **tabs), RULES, TODAY)


def kept(changes: list[Change]) -> dict[str, str]:
    """The marks that the changes set."""
    found: dict[str, str] = {}
    for change in (c for c in changes if c.tab == "Internal"):
        match change:
            case AppendRows(_, rows):
                found |= {str(row["Key"]): str(row["Value"]) for row in rows}
            case SetCells(_, key, cells):
                found[key] = str(cells["Value"])
            case Forget():
                pass
    return found


def sent(id_: str = "r", **said: str) -> Response:
    return Response(id_, SENT, {**GATES, "contact": "someone@example.org", **said})


def row_of(response: Response, code: str = CODE, **cells: Cell) -> Row:
    """As it was taken in."""
    received: Row = {"Response": response.id, "Case": code, "Received at": datetime(2026, 11, 3, 17)}
    return {**received, **answers.cells(response.answers), **cells}


def known(response: Response, code: str = CODE) -> dict[str, str]:
    return {names.case_of(response.id): code, names.answers(code): answers.digest(response)}
