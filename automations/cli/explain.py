"""`explain`: read from the office, so for coordinators only."""

from datetime import datetime

from automations.cli.assembly import world
from automations.cli.terminal import say
from automations.core.office import Case, Office, Standing
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
        f"Case {case.code}, received {spoken(case.received, desk.today)}.",
        *_lines(case, desk.office),
    )


def _lines(case: Case, office: Office) -> list[str]:
    lines = [f"It {_standing(case)}."]
    for row in office.history.cases[case.code].why if case.code in office.history.cases else ():
        when = codec.read_text(row.get("When"))[:10]
        lines.append(f"{when}: {row.get('Volunteer')} {row.get('Event')}. {row.get('Why') or ''}")
    if notice := codec.read_text(case.row.get("Notice")):
        lines.append(f"Notice: {notice}")
    return lines


def _standing(case: Case) -> str:
    if case.standing is Standing.WAITING:
        return "waits for a coordinator's word: " + "; ".join(case.reasons_to_wait)
    restricted = " and restricted, so never on the board" if case.restricted else ""
    return f"is {case.standing.value}{restricted}"
