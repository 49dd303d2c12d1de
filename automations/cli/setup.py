"""`setup`."""

from datetime import UTC, datetime
from pathlib import Path

from automations.cli.assembly import alone, on_google, team_drive, team_folder, with_ids
from automations.cli.terminal import program, say
from automations.cli.world import world
from automations.core.board.projection import first_delivery
from automations.core.board.read_me import guide
from automations.core.changes import coalesced
from automations.core.pairs.assignment import availability_rows
from automations.jobs.desk import Desk
from automations.platforms.files import disk
from automations.settings import Settings

BOOKS = ("office", "board")


def run_setup(settings: Settings) -> None:
    """Raises CrtError."""
    (_set_up_drive if on_google(settings) else _set_up_folder)(settings)


def set_up_folder(settings: Settings) -> list[Path]:
    """The files that were made or mended, each once."""
    folder = team_folder(settings)
    disk.make_private_folder(folder.path)
    with alone(settings):
        changed = folder.set_up()
        changed += [folder.workbooks["board"].path] if _fill(settings) else []
    return list(dict.fromkeys(changed))


def _set_up_folder(settings: Settings) -> None:
    folder, changed = team_folder(settings), set_up_folder(settings)
    for path in changed:
        say(f"made or mended: {path}")
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


def _set_up_drive(settings: Settings) -> None:
    changed = _dressed(_with_what_is_missing(settings))
    for name in dict.fromkeys(changed):
        say(f"made or mended: the {name}")
    if not changed:
        say("Everything was in place; nothing was changed.")
        return
    say(
        "",
        "Next, if this is new:",
        "  1. Type your volunteers into the office's Roster.",
        "  2. Share the office with the coordinators alone, the board with all volunteers, as Editors.",
        f"  3. Make the form, once: {program()} form create",
        f"  4. Run: {program()} run",
        "When the Roster changes, run `setup` and `form sync` again.",
    )


def _with_what_is_missing(settings: Settings) -> Settings:
    """The settings, with spreadsheets and the folder of the case files made that they do not name yet."""
    # Only for a team on Google: its libraries take their time to load.
    from automations.cli.google_files import made
    from automations.platforms.google.account import Kind
    from automations.platforms.google.drive import FOLDER, SPREADSHEET
    from automations.platforms.google.team_drive import CASE_FILES, TO_SET_UP

    drive, team = team_drive(settings, TO_SET_UP), settings.team.name
    fresh = {n: made(drive, n, f"{team}: {n}", SPREADSHEET) for n in BOOKS if not drive.ids[n]}
    if not drive.ids[CASE_FILES] and drive.account.kind is Kind.TEAM_ACCOUNT:
        fresh[CASE_FILES] = made(drive, CASE_FILES, f"{team}: case files", FOLDER)
    return with_ids(settings, fresh)


def _dressed(settings: Settings) -> list[str]:
    """The names of the spreadsheets in which anything was made or mended."""
    from automations.platforms.google.setting_up import set_up
    from automations.platforms.google.team_drive import TO_SET_UP

    books, zone = team_drive(settings, TO_SET_UP).workbooks, settings.team.zone.key
    changed = [name for name in books if name != "board" and set_up(books[name], zone, ())]
    names = Desk(world(settings), datetime.now(UTC)).office.roster.on_form
    changed += ["board"] if set_up(books["board"], zone, names) else []
    return changed + (["board"] if _fill(settings) else [])


def _fill(settings: Settings) -> bool:
    """What a new board needs: the lines of its Read me, a row of Availability for each volunteer on the
    Roster, the number of the last delivery.
    """
    desk = Desk(world(settings), datetime.now(UTC))
    rows = availability_rows(desk.office.roster, desk.board["Availability"])
    changes = [*guide(desk.board), *rows, *first_delivery(desk.office, desk.board)]
    if changes:
        desk.world.workbooks["board"].write(coalesced(changes, desk.board.keys))
    return bool(changes)
