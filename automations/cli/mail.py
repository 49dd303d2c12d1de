"""`mail test`."""

import secrets

from automations.cli.assembly import mail_server
from automations.cli.terminal import say
from automations.core.mail.wording import test_letter
from automations.errors import SettingsError
from automations.settings import Settings


def run_test(settings: Settings, to: str) -> None:
    """Raises SettingsError where the settings name no server, MailError if it takes no mail."""
    server = mail_server(settings)
    if server is None:
        raise SettingsError(
            "No mail is set up. Name a server under [mail] in the settings; docs/settings.md says how."
        )
    letter = test_letter(to or server.sender, secrets.token_hex(8))
    for error in server.send([letter]).values():
        raise error
    say(f"Sent to {letter.to}. If it does not come, look into its spam folder.")
