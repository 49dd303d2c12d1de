"""What a report says beside its numbers: kept with the release, so that it can be made again as it was."""

from collections.abc import Mapping, Sequence

from automations.core.team import Roster, Team
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.rules import expected
from automations.reporting.tables import TABLES, Table, smallest_shown
from automations.reporting.windows import Window
from sheets_schema.words import Status

LONGEST_NOTE = 5_000
"""Characters: it must fit into a cell beside the rest."""


def words(team: Team, roster: Roster, note: str, month: int, ledger: Ledger) -> Mapping[str, object]:
    """`ledger`: with what the month's own report tries."""
    return {
        "team": team.name,
        "days": team.reach_out_days,
        "least": smallest_shown(team.threshold),
        "form": team.form,
        "grievance officer": team.grievance_officer,
        "outside contact": team.outside_contact,
        "feedback": team.feedback,
        "volunteers": sorted(_approved(roster), key=str.casefold),
        "note": note.strip(),
        "last": {table.name: _last(table, ledger) for table in TABLES},
        "next": {table.name: _next(table, month, ledger, team.threshold) for table in TABLES},
    }


def words_of_correction(team: Team, tried: Sequence[Attempt], ledger: Ledger) -> Mapping[str, object]:
    """`before`: for each table, where its numbers so far were told, and what they are. `ledger`: without what
    is tried.
    """
    told = [ledger.editions[attempt.table, attempt.window][-1] for attempt in tried]
    where = {release.number: _called(release) for release in ledger.releases}
    return {
        "team": team.name,
        "days": team.reach_out_days,
        "least": smallest_shown(team.threshold),
        "feedback": team.feedback,
        "before": [
            [where.get(attempt.corrects or 0, ""), list((was.counts or {}).values())]
            for attempt, was in zip(tried, told, strict=True)
        ],
    }


def _called(release: Release) -> str:
    if release.is_correction:
        return f"correction {release.number}"
    return f"the report for {Window(release.month, 1)}"


def _approved(roster: Roster) -> list[str]:
    """Who is on the team, for everyone to see."""
    there = (v.name for v in roster.volunteers if v.approved and v.status is not Status.LEFT)
    return [name for name in dict.fromkeys(there) if name not in roster.doubled]


def _last(table: Table, ledger: Ledger) -> str:
    """The window for which it was last published; blank if never."""
    windows = [attempt.window for attempt in ledger.published(table)]
    return str(windows[-1]) if windows else ""


def _next(table: Table, month: int, ledger: Ledger, k: int) -> str:
    window = expected(table, month, ledger, k)
    return str(window) if window else ""
