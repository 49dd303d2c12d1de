"""The mail server's password: from the environment, else from the system's keyring."""

import os
from collections.abc import Mapping

from automations.errors import MailError

VARIABLE = "CRT_MAIL_PASSWORD"
SERVICE = "crt-mail"


def password(user: str, environment: Mapping[str, str] = os.environ) -> str:
    """Raises MailError if there is none."""
    return environment.get(VARIABLE) or _from_keyring(user) or _missing(user)


def _from_keyring(user: str) -> str | None:
    # Only for this: it asks the system for its stores, which takes its time.
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, user)
    except KeyringError:
        return None


def _missing(user: str) -> str:
    raise MailError(
        f"There is no password for [mail] user. Put it into the variable {VARIABLE}, or run: "
        f"python -m keyring set {SERVICE} {user}"
    )
