"""`status`: counts, no content."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from automations.cli.terminal import say, table
from automations.cli.world import world
from automations.core.board import overview
from automations.core.pairs import assignment
from automations.core.running.health import Health, health
from automations.core.team import Team
from automations.jobs.desk import Desk
from automations.settings import Settings


def run_status(settings: Settings, now: datetime, as_json: bool) -> None:
    """Raises CrtError if the workbooks can't be read."""
    desk = Desk(world(settings, only_reads=True), now)
    counts = overview.counts(desk.office, desk.team, desk.today)
    rotation = desk.rotation
    short = assignment.short_of_pair(rotation)
    flags = overview.flags(desk.office, desk.board, short, desk.team, desk.today)
    shares = overview.shares(rotation)
    found = health(desk.office, desk.board)
    if as_json:
        people = [asdict(share) for share in shares]
        told = {"now": now.isoformat(), "cases": counts, "flags": flags, "volunteers": people}
        say(json.dumps(told | _told(found)))
        return
    table("Cases", ("", "how many"), [(name, str(number)) for name, number in counts.items()])
    if flags:
        table("Open and closed cases by flag", ("flag", "how many"), [(f, str(n)) for f, n in flags.items()])
    if shares:
        table(
            "Volunteers, the most owed first",
            ("", "open cases", "cases in all", "owed"),
            [(s.volunteer, str(s.open), str(s.cases), f"{s.owed:+.1f}") for s in shares],
        )
    say(*_health(found, desk.team))


def _told(found: Health) -> dict[str, object]:
    last_run = found.last_run.isoformat() if found.last_run else None
    return asdict(found) | {"last_run": last_run, "last_good_run": found.last_good_run or None}


def _health(found: Health, team: Team) -> Iterator[str]:
    if found.last_run is None:
        yield "The jobs have not run yet."
        return
    yield f"Last change by the jobs: {found.last_run.astimezone(team.zone):%Y-%m-%d %H:%M}."
    yield f"Last day on which all of them did their work: {found.last_good_run or 'none'}."
    if found.failing:
        yield f"Failed when they last ran: {', '.join(found.failing)}."
    if found.mails_on_their_way:
        yield f"Mails of which it is not known whether they went: {found.mails_on_their_way}."
