"""Spreadsheets and forms made for a team account. A service account can own no files."""

from automations.cli.terminal import say
from automations.errors import SettingsError
from automations.platforms.google.account import Kind
from automations.platforms.google.drive import found_or_made
from automations.platforms.google.team_drive import CASE_FILES, TeamDrive

CALLED = {CASE_FILES: "folder of the case files"}
BLANK = {"form": "forms.new", "board": "sheets.new", "office": "sheets.new"}


def made(drive: TeamDrive, what: str, name: str, mime_type: str) -> str:
    """The id of the file, which a second call finds again; says where to put it.

    Raises SettingsError for a service account.
    """
    if drive.account.kind is Kind.SERVICE_ACCOUNT:
        raise SettingsError(
            f"google.{what} is blank in the settings, and a service account can't own files. Make an empty "
            f"one at {BLANK[what]}, share it with {drive.account.email} as Editor, and put its address there."
        )
    id_ = found_or_made(drive.client(what), what, name, mime_type)
    say(f'Made the {CALLED.get(what, what)}. Put this under [google] in the settings:  {what} = "{id_}"')
    return id_
