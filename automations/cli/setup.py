"""`setup`."""

from automations.cli.assembly import alone, team_folder
from automations.cli.terminal import say
from automations.platforms.files import disk
from automations.settings import Settings


def run_setup(settings: Settings) -> None:
    """Raises CrtError."""
    folder = team_folder(settings)
    disk.make_private_folder(folder.path)
    with alone(settings):
        changed = folder.set_up()
    for name in changed:
        say(f"made or mended: {folder.path / name}")
    if not changed:
        say("Everything was in place; nothing was changed.")
        return
    say(
        "",
        "Next:",
        f"  1. Type your volunteers into the Roster of {folder.path / 'office.xlsx'}.",
        f"  2. Drop the form's responses, as downloaded (CSV), into {folder.responses}.",
        "  3. Run `python -m automations run`.",
    )
