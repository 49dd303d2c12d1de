"""The digest: true numbers of a month, for coordinators alone. It is never published."""

from collections.abc import Iterator, Sequence
from datetime import date

from automations.core.board import overview
from automations.core.case import Standing
from automations.core.office import Office
from automations.core.team import Team
from automations.reporting.counting import Counted, tally
from automations.reporting.ledger import Release
from automations.reporting.tables import TABLES
from automations.reporting.windows import Window
from sheets_schema.dates import spoken

INTERNAL = "INTERNAL: for coordinators alone. Small numbers point to people. Pass on the report, never this."


def digest(release: Release, cases: Sequence[Counted], office: Office, team: Team, today: date) -> bytes:
    """As plain text."""
    counts = overview.counts(office, team, today)
    return "\n".join(
        [
            INTERNAL,
            "",
            f"{team.name}: {Window(release.month, 1)}",
            *_tables(release, cases),
            "",
            f"All cases, on {spoken(today, today)}",
            *(f"  {count:5}  {what}" for what, count in counts.items()),
            "",
            "Waiting for your word",
            *(_waiting(office, team, today) or ["  none"]),
            "",
        ]
    ).encode()


def _tables(release: Release, cases: Sequence[Counted]) -> Iterator[str]:
    month = Window(release.month, 1)
    shown = {(attempt.table, attempt.window) for attempt in release.published}
    for table in TABLES:
        public = "published" if (table, month) in shown else "not published for this month"
        yield from ("", f"{table.name.capitalize()} ({public})")
        yield from (f"  {count:5}  {category}" for category, count in tally(cases, table, month).items())


def _waiting(office: Office, team: Team, today: date) -> list[str]:
    waiting = (case for case in office.cases if case.standing is Standing.WAITING)
    return [f"  {case.code}, {_until(case.due(team), today)}" for case in waiting]


def _until(due: date | None, today: date) -> str:
    return f"reach out by {spoken(due, today)}" if due else "no day, for they left no way to be reached"
