"""`explain`: read from the office, so for coordinators only."""

from collections.abc import Iterator
from datetime import datetime

from automations.cli.terminal import say
from automations.cli.world import world
from automations.core.case import Case, Standing
from automations.core.pairs import assignment, whys
from automations.core.pairs.rotation import Rotation
from automations.errors import SettingsError
from automations.jobs.desk import Desk
from automations.settings import Settings
from sheets_schema import codec
from sheets_schema.dates import spoken


def run_explain(settings: Settings, code: str, now: datetime) -> None:
    """Raises SettingsError for a code that no case has, CrtError if the office can't be read."""
    desk = Desk(world(settings, only_reads=True), now)
    case = desk.office.by_code.get(code.strip().lower())
    if case is None:
        raise SettingsError("No case in the office has this code. Copy it from the board or Intake.")
    say(
        f"Case {case.code}, received {spoken(case.received, desk.today)}. It {_standing(case)}.",
        *_events(case, desk),
        *_nobody_yet(case, desk.rotation),
    )
    if notice := codec.read_text(case.row.get("Notice")):
        say(f"Notice: {notice}")


def _events(case: Case, desk: Desk) -> Iterator[str]:
    """What happened, on which day where the team is, with the lines of Why as they were written then."""
    engagement = desk.office.history.cases.get(case.code)
    for row in engagement.rows if engagement else ():
        when = codec.read_timestamp(row.get("When"))
        day = desk.team.day(when).isoformat() if isinstance(when, datetime) else "Some day"
        yield f"{day}: {row.get('Volunteer')} {row.get('Event')}"
        yield from (f"    {line}" for line in codec.read_text(row.get("Why")).splitlines())


def _nobody_yet(case: Case, rotation: Rotation) -> Iterator[str]:
    """Why there is no pair today."""
    unable = assignment.short_of_pair(rotation).get(case.code)
    if unable is not None:
        tally = rotation.tally(rotation.office.history)
        yield "Fewer than two volunteers who may work together can take it now."
        yield f"    Could not: {whys.unable(unable, tally) or 'nobody else is there'}."


def _standing(case: Case) -> str:
    if case.standing is Standing.WAITING:
        return "waits for a coordinator's word: " + "; ".join(case.reasons_to_wait)
    restricted = " and restricted, so never on the board" if case.restricted else ""
    return f"is {case.standing.value}{restricted}"
