"""`status`: counts, no content."""

import json
from collections import Counter
from datetime import datetime, timedelta

from automations.cli.assembly import world
from automations.cli.terminal import say, table
from automations.core import first_contact, projection
from automations.core.office import Standing
from automations.jobs.desk import Desk
from automations.settings import Settings
from sheets_schema import codec
from sheets_schema.words import Flag


def run_status(settings: Settings, now: datetime, as_json: bool) -> None:
    """Raises CrtError if the workbooks can't be read."""
    desk = Desk(world(settings), now)
    flags, counts = _flags(desk), _counts(desk)
    if as_json:
        say(json.dumps({"now": now.isoformat(), "cases": counts, "flags": flags}))
        return
    table("Cases", ("", "how many"), [(name, str(number)) for name, number in counts.items()])
    table(
        "Open and closed cases by flag",
        ("flag", "how many"),
        [(f, str(n)) for f, n in flags.items()],
    )
    say(_last_run(desk))


def _counts(desk: Desk) -> dict[str, int]:
    office = desk.office
    late = desk.today - timedelta(days=desk.team.reach_out_days)
    waiting = [case for case in office.cases if case.standing is Standing.WAITING]
    return {
        "all": len(office.cases),
        "waiting for a coordinator": len(waiting),
        "waiting past their due date": sum(case.received < late for case in waiting),
        "set aside": sum(case.standing is Standing.SET_ASIDE for case in office.cases),
        "restricted": sum(case.restricted for case in office.cases),
        "closed": sum(office.history.closed(case.code) for case in office.cases),
    }


def _flags(desk: Desk) -> dict[str, int]:
    """As they are today, whether or not the jobs have run: counted, not read from the cells."""
    found: Counter[Flag] = Counter()
    for case in desk.office.cases:
        if not _has_row(case.code, desk):
            continue
        words = projection.words_on(case, desk.office, desk.board, desk.team, desk.today)
        without = len(desk.office.history.pair(case.code)) == 0
        made = projection.promise(case, words, without, desk.team, case.standing)
        found[first_contact.flag(made, words, desk.today, desk.team)] += 1
    return {str(flag): found[flag] for flag in Flag if found[flag]}


def _has_row(code: str, desk: Desk) -> bool:
    restricted = desk.office.snapshot["Restricted cases"]
    return code in desk.board["Cases"].by_key or code in restricted.by_key


def _last_run(desk: Desk) -> str:
    rows = desk.office.snapshot["Runs"].rows
    moments = [codec.read_timestamp(row.get("When")) for row in rows]
    known = [moment for moment in moments if isinstance(moment, datetime)]
    if not known:
        return "The jobs have not run yet."
    return f"Last change by the jobs: {max(known).astimezone(desk.team.zone):%Y-%m-%d %H:%M}."
