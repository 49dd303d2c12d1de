"""Whose turn it is: a history counted anew, and single assignments in a large team."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from automations.core.conflicts import Watch
from automations.core.office import Office, read_office
from automations.core.pairs import assignment
from automations.core.pairs.rotation import Rotation
from automations.core.snapshot import Row, WorkbookSnapshot, make_tab
from automations.core.team import Team
from automations.wordlists import CODE_WORDS
from benchmarks.figures import Figure, figure
from benchmarks.measure import Cost, inside, shared, typical
from sheets_schema.dates import DateOrder
from sheets_schema.office import OFFICE

SECTION = "turns"
TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 17, tzinfo=UTC)
TEAM = Team("Team", ZoneInfo("America/Los_Angeles"), 7, 2, 3, DateOrder.MONTH_FIRST, "", 5)


def measure(numbers: Sequence[int]) -> Iterator[Figure]:
    for number in numbers:
        counted, repeats = typical(_counting(number))
        yield figure(SECTION, "all turns of 30 volunteers counted anew", number, counted, repeats)
        assigned, repeats = typical(_assigning(number))
        yield figure(
            SECTION, "one assignment among 100 volunteers", number, shared(assigned, number), repeats
        )


def _counting(cases: int) -> Callable[[], Cost]:
    made = assignment.assign(_rotation(_office(30, cases)), (), NOW)
    history = _office(30, cases, made.rows)
    return lambda: inside(lambda: _rotation(history).tally(history.read_history()))


def _assigning(cases: int) -> Callable[[], Cost]:
    """All of them at once, a tenth of the volunteers in conflict with each."""
    office = _office(100, cases)
    return lambda: inside(lambda: assignment.assign(_rotation(office), (), NOW))


def _rotation(there: Office) -> Rotation:
    return Rotation(there, {}, Watch(there.roster, frozenset()), TODAY, "secret", TEAM.day)


def _request(number: int, code: str) -> Row:
    return {
        "Response": f"response {number}",
        "Case": code,
        "Received at": NOW - timedelta(days=100, minutes=-number),
        "concerns": "Set up a mediated conversation",
        "within_org": "Yes",
        "immediate_danger": "No",
    }


def _office(volunteers: int, cases: int, assigned: list[Row] | None = None) -> Office:
    chance = random.Random(1)  # noqa: S311 - the same each time, nothing secret
    names = [f"{CODE_WORDS[n].title()} {CODE_WORDS[-n - 1].title()}" for n in range(volunteers)]
    codes = [f"case-{number}" for number in range(cases)]
    rows: dict[str, list[Row]] = {
        "Roster": [{"Volunteer": name, "Approved on": date(2020, 1, 1)} for name in names],
        "Intake": [_request(number, code) for number, code in enumerate(codes)],
        "Conflicts": [
            {"Case": code, "Volunteer": name, "Kind": "asked to avoid"}
            for code in codes
            for name in chance.sample(names, volunteers // 10)
        ],
        "Assignments": assigned or [],
    }
    tabs = {tab.title: make_tab(tab, tab.headers, rows.get(tab.title, [])) for tab in OFFICE.tabs}
    return read_office(WorkbookSnapshot(OFFICE, tabs), TEAM, TODAY)
