"""`form create`, `form sync`, `form login`: the hosted form, and the team account's sign-in."""

from datetime import UTC, datetime
from pathlib import Path

from automations.cli.assembly import on_google, team_drive
from automations.cli.terminal import program, say
from automations.cli.world import world
from automations.errors import SettingsError
from automations.jobs.desk import Desk
from automations.settings import Settings
from sheets_schema.form_pages import Told, opening


def run_create(settings: Settings) -> None:
    """Raises CrtError."""
    # Only for a team on Google: its libraries take their time to load.
    from automations.cli.google_files import made
    from automations.platforms.google.drive import FORM, let_anyone_answer
    from automations.platforms.google.form_making import FormMaker
    from automations.platforms.google.team_drive import TO_MAKE

    names = _names(settings)
    title = f"Ask the {settings.team.name}"
    drive = team_drive(settings, TO_MAKE)
    form = drive.ids["form"] or made(drive, "form", title, FORM)
    text = opening(_told(settings))
    maker = FormMaker(drive.client("form"), form)
    maker.fill(title, text, names)
    if not drive.ids["form"]:
        let_anyone_answer(drive.client("form"), form)
    _tell(settings, maker.address())


def _told(settings: Settings) -> Told:
    team = settings.team
    return Told(
        team.name,
        team.outside_contact,
        settings.policy,
        settings.grievance_officer,
        team.keep_closed_days,
        team.keep_unaccepted_days,
        settings.has_outside_office,
    )


def _tell(settings: Settings, address: str) -> None:
    """Where the form is, and what it does not say because the settings do not."""
    say(f"The form is made and published. Members fill it in here: {address}")
    say(
        "Open it once without signing in, and read it as a member would. `doctor` tells whether anyone may "
        "answer it."
    )
    blank = {
        "[form] misconduct_policy": settings.policy,
        "[form] grievance_officer": settings.grievance_officer,
        "[team] outside_contact": settings.team.outside_contact,
    }
    for setting in (setting for setting, value in blank.items() if not value):
        say(
            f"note: {setting} is blank in the settings, so the form says nothing of it. Write it in yourself."
        )


def run_sync(settings: Settings) -> None:
    """Raises CrtError."""
    from automations.platforms.google.form_making import FormMaker
    from automations.platforms.google.team_drive import TO_MAKE

    names = _names(settings)
    drive = team_drive(settings, TO_MAKE)
    changed = FormMaker(drive.client("form"), drive.id("form")).sync(names, settings.titles)
    say(f"Questions that offer other volunteers now: {changed}." if changed else "The form is up to date.")


def run_login(settings: Settings, client: Path) -> None:
    """Raises SettingsError."""
    _refuse_files(settings)
    from automations.platforms.google.login import sign_in

    keep = settings.hosted.credentials
    sign_in(client, keep, settings.hosted.endpoint, say)
    say(f"Signed in. {keep} holds the sign-in: whoever has it can read everything. Next: {program()} doctor")


def _names(settings: Settings) -> tuple[str, ...]:
    _refuse_files(settings)
    names = Desk(world(settings, only_reads=True), datetime.now(UTC)).office.roster.on_form
    if not names:
        raise SettingsError(
            "The Roster is empty, so the form would offer no volunteer. Type them into the office's Roster, "
            "then run the command again."
        )
    return names


def _refuse_files(settings: Settings) -> None:
    if not on_google(settings):
        raise SettingsError(
            'The form commands are for a team on Google. Write kind = "google" under [platform] in the '
            "settings; docs/google-setup.md shows how."
        )
