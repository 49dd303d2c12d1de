"""Notices of offices in memory, and what they are made of."""

from dataclasses import replace
from datetime import date

from automations.core import marks
from automations.core.casework.facts import NO_FACTS
from automations.core.casework.filed import Filed
from automations.core.coordinators.notices import Trouble, notice
from automations.core.office import Office
from automations.core.snapshot import Row
from automations.core.team import Team
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, RULES, TODAY, event

SAM: Row = {"Volunteer": "Sam Okafor"}
LEE: Row = {"Volunteer": "Lee Park"}
ADA: Row = {"Volunteer": "Ada Lind"}
TEAM = (SAM, LEE, ADA)
PAIR = (event("assigned", "Sam Okafor"), event("assigned", "Lee Park"))
ONLINE = "https://docs.example.org/a"
CALM = Trouble(None, False, False, (), (), (), None, None)


def conflict(volunteer: str, kind: str = "asked to avoid", code: str = CODE, **more: Cell) -> Row:
    return {"Case": code, "Volunteer": volunteer, "Kind": kind, **more}


def filed(link: str, code: str = CODE, **facts: object) -> dict[str, str]:
    return {marks.case_file(code): Filed(link, "1", replace(NO_FACTS, **facts)).mark()}  # type: ignore[arg-type] # names of fields


def told(
    office: Office, trouble: Trouble = CALM, code: str = CODE, team: Team = RULES, today: date = TODAY
) -> str | None:
    return notice(office.by_code[code], office, trouble, today, team)
