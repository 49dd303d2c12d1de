"""The anonymised monthly report: first into the ledger, then on the shelf, never changed after."""

from automations.core.changes import AppendRows
from automations.core.outcome import Outcome
from automations.jobs.desk import Desk
from automations.reporting import monthly
from automations.reporting.ledger import Release, ledger_rows, read_ledger


def run(desk: Desk) -> Outcome:
    office = desk.office
    releases = read_ledger(office.snapshot["Releases"])
    months = _months(desk, releases)
    fresh = [
        monthly.release(month, number, office.cases, desk.team)
        for number, month in enumerate(months, max((r.number for r in releases), default=0) + 1)
    ]
    rows = tuple(row for release in fresh for row in ledger_rows(release, desk.today))
    changed = desk.hand_in("office", [AppendRows("Releases", rows)] if rows else [])
    missing = [r for r in (*releases, *fresh) if not desk.world.reports.holds(r.month)]
    for release in missing:
        desk.hand_in_report(release.month, _files(desk, release))
    return Outcome(len(office.cases), len(missing), changed or bool(missing))


def _months(desk: Desk, releases: tuple[Release, ...]) -> list[str]:
    if desk.month is None:
        due = monthly.months_to_report(desk.office.cases, releases, desk.team, desk.today)
        # A report that lies there was released, also where somebody deleted its row of the ledger.
        return [month for month in due if not desk.world.reports.holds(month)]
    return [] if desk.month in {release.month for release in releases} else [desk.month]


def _files(desk: Desk, release: Release) -> dict[str, bytes]:
    # Only now: an idle run needs no template engine.
    from automations.reporting.render import render

    team = desk.team
    return dict(render(release, team.name, team.reach_out_days, team.threshold))
