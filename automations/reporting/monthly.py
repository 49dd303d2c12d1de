"""Which months are to be reported, and what a month's report says."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from automations.core.office import Case
from automations.core.team import Team
from automations.reporting.ledger import Figure, Release
from sheets_schema.words import WhatToDo

REQUESTS = "requests"
ALL = "all"


def window(month: str) -> tuple[date, date]:
    """First and last day of YYYY-MM. Raises ValueError for anything else."""
    year, _, number = month.partition("-")
    if len(year) != 4 or len(number) != 2:
        raise ValueError("a month is written YYYY-MM")
    start = date(int(year), int(number), 1)
    return start, _next_month(start) - timedelta(days=1)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_before(today: date) -> str:
    """The last month that has ended, YYYY-MM."""
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def months_to_report(
    cases: Sequence[Case], releases: Iterable[Release], team: Team, today: date
) -> list[str]:
    """Months from the first request on whose last due date has passed and that have no report."""
    if not cases:
        return []
    done = {release.month for release in releases}
    start = min(case.received for case in cases).replace(day=1)
    months = []
    while (after := _next_month(start)) + timedelta(days=team.reach_out_days) <= today:
        months.append(f"{start:%Y-%m}")
        start = after
    return [month for month in months if month not in done]


def release(month: str, number: int, cases: Iterable[Case], team: Team) -> Release:
    """The month's total, by the day that requests were received; withheld under the threshold.

    Restricted cases are never counted, so that nobody learns of one by counting the board's rows;
    nor is the same requester writing again.
    """
    start, end = window(month)
    count = sum(start <= case.received <= end and counts(case) for case in cases)
    shown = count if count >= team.threshold else None
    return Release(number, (Figure(REQUESTS, start, end, ALL, shown),))


def counts(case: Case) -> bool:
    """Whether the case is a request of its own that may be counted in public."""
    about = case.answers.get("about", "").strip().casefold()
    again = about.startswith(("adding", "withdrawing")) or case.decision is WhatToDo.DUPLICATE
    return not case.restricted and not again
