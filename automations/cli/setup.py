"""`setup`."""

from datetime import UTC, datetime

from automations.cli.assembly import alone, team_folder, world
from automations.cli.terminal import program, say
from automations.core.assignment import availability_rows
from automations.core.projection import first_delivery
from automations.jobs.desk import Desk
from automations.platforms.files import disk
from automations.settings import Settings


def _fill(settings: Settings) -> list[str]:
    """What a new board needs of the office: a row of Availability for each volunteer on the Roster, and
    the number of the last delivery.
    """
    desk = Desk(world(settings), datetime.now(UTC))
    rows = availability_rows(desk.office.roster, desk.board["Availability"])
    changes = [*rows, *first_delivery(desk.office, desk.board)]
    if changes:
        desk.world.workbooks["board"].write(changes)
    return ["board.xlsx"] if changes else []


def run_setup(settings: Settings) -> None:
    """Raises CrtError."""
    folder = team_folder(settings)
    disk.make_private_folder(folder.path)
    with alone(settings):
        changed = folder.set_up()
        changed += _fill(settings)
    for name in dict.fromkeys(changed):
        say(f"made or mended: {folder.path / name}")
    if not changed:
        say("Everything was in place; nothing was changed.")
        return
    say(
        "",
        "Next:",
        f"  1. Type your volunteers into the Roster of {folder.path / 'office.xlsx'}.",
        f"  2. Drop the form's responses, as downloaded (CSV), into {folder.responses}.",
        f"  3. Run: {program()} run",
    )
