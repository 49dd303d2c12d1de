"""`status`: counts, no content."""

import json
from dataclasses import asdict
from datetime import datetime

from automations.cli.assembly import world
from automations.cli.terminal import say, table
from automations.core import assignment, overview
from automations.jobs.desk import Desk
from automations.settings import Settings
from sheets_schema import codec


def run_status(settings: Settings, now: datetime, as_json: bool) -> None:
    """Raises CrtError if the workbooks can't be read."""
    desk = Desk(world(settings, only_reads=True), now)
    counts = overview.counts(desk.office, desk.team, desk.today)
    rotation = desk.rotation
    short = assignment.short_of_pair(rotation)
    flags = overview.flags(desk.office, desk.board, short, desk.team, desk.today)
    shares = overview.shares(rotation)
    if as_json:
        people = [asdict(share) for share in shares]
        say(json.dumps({"now": now.isoformat(), "cases": counts, "flags": flags, "volunteers": people}))
        return
    table("Cases", ("", "how many"), [(name, str(number)) for name, number in counts.items()])
    table(
        "Open and closed cases by flag",
        ("flag", "how many"),
        [(f, str(n)) for f, n in flags.items()],
    )
    table(
        "Volunteers, the most owed first",
        ("", "open cases", "cases in all", "owed"),
        [(s.volunteer, str(s.open), str(s.cases), f"{s.owed:+.1f}") for s in shares],
    )
    say(_last_run(desk))


def _last_run(desk: Desk) -> str:
    rows = desk.office.snapshot["Runs"].rows
    moments = [codec.read_timestamp(row.get("When")) for row in rows]
    known = [moment for moment in moments if isinstance(moment, datetime)]
    if not known:
        return "The jobs have not run yet."
    return f"Last change by the jobs: {max(known).astimezone(desk.team.zone):%Y-%m-%d %H:%M}."
