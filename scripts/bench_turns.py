"""Measure the turns: .venv/bin/python scripts/bench_turns.py

A history of 5,000 cases counted anew, and 200 assignments in a team of 100, a tenth in conflict each.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent.parent))

from automations.core import assignment
from automations.core.conflicts import Watch
from automations.core.office import Office, read_office
from automations.core.rotation import Rotation
from automations.core.snapshot import Row, WorkbookSnapshot, make_tab
from automations.core.team import Team
from automations.wordlists import CODE_WORDS
from sheets_schema.dates import DateOrder
from sheets_schema.office import OFFICE

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 17, tzinfo=UTC)
TEAM = Team("Team", ZoneInfo("America/Los_Angeles"), 7, 2, 3, DateOrder.MONTH_FIRST, "", 5)


def main() -> None:
    grown = office(volunteers=30, cases=5000)
    made = assignment.assign(rotation(grown), (), NOW)
    history = office(volunteers=30, cases=5000, assigned=made.rows)
    seconds = fastest(lambda: rotation(history).tally(history.read_history()))
    print(f"history of 5,000 cases, {len(made.rows)} rows, 30 volunteers: {seconds:.3f} s")
    large = office(volunteers=100, cases=200)
    seconds = fastest(lambda: assignment.assign(rotation(large), (), NOW))
    print(f"an assignment at 100 volunteers: {seconds / 200 * 1000:.2f} ms")


def fastest(act: Callable[[], Any]) -> float:
    """Median of five, in seconds."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def rotation(there: Office) -> Rotation:
    return Rotation(there, {}, Watch(there.roster, frozenset()), TODAY, "secret", TEAM.day)


def office(volunteers: int, cases: int, assigned: list[Row] | None = None) -> Office:
    chance = random.Random(1)  # noqa: S311 - the same each time, nothing secret
    names = [f"{CODE_WORDS[n].title()} {CODE_WORDS[-n - 1].title()}" for n in range(volunteers)]
    codes = [f"case-{number}" for number in range(cases)]
    rows: dict[str, list[Row]] = {
        "Roster": [{"Volunteer": name, "Approved on": date(2020, 1, 1)} for name in names],
        "Intake": [
            {
                "Response": f"response {number}",
                "Case": code,
                "Received at": NOW - timedelta(days=100, minutes=-number),
                "concerns": "Set up a mediated conversation",
                "within_org": "Yes",
                "immediate_danger": "No",
            }
            for number, code in enumerate(codes)
        ],
        "Conflicts": [
            {"Case": code, "Volunteer": name, "Kind": "asked to avoid"}
            for code in codes
            for name in chance.sample(names, volunteers // 10)
        ],
        "Assignments": assigned or [],
    }
    tabs = {tab.title: make_tab(tab, tab.headers, rows.get(tab.title, [])) for tab in OFFICE.tabs}
    return read_office(WorkbookSnapshot(OFFICE, tabs), TEAM, TODAY)


if __name__ == "__main__":
    main()
