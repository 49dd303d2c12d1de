"""A person signs the team account in, once, in their browser; what Google gives is kept for the jobs."""

import json
import os
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from google_auth_oauthlib.flow import InstalledAppFlow
from oauthlib.oauth2 import OAuth2Error

from automations.errors import SettingsError
from automations.platforms.google.account import Kind, Scope

SCOPES = (Scope.SHEETS, Scope.READ_RESPONSES, Scope.FORM, Scope.OWN_FILES, Scope.READ_METADATA)
DONE = "Signed in. You can close this window and go back to the terminal."


def sign_in(client: Path, keep: Path, endpoint: str, say: Callable[[str], None]) -> None:
    """`client` is the app's file from Google's console, `keep` where the sign-in goes; `endpoint` takes
    the place of Google's addresses, on this machine only.

    Raises SettingsError.
    """
    _refuse_key(keep)
    flow = InstalledAppFlow.from_client_config(_client(client, endpoint), [str(scope) for scope in SCOPES])
    if endpoint:
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # http, to this machine alone
    say("Your browser opens. If it does not, open the address below in it, and sign in as the team account.")
    kept = _asked(flow)
    if not kept.get("refresh_token"):  # without one it would be good for an hour
        raise SettingsError(
            "The sign-in was not completed. Run `form login` again, and leave every box ticked."
        )
    _keep(keep, kept)


def _asked(flow: InstalledAppFlow) -> dict[str, Any]:
    """What the browser brings; empty where the sign-in was not completed."""
    try:
        signed_in = flow.run_local_server(
            port=0,
            open_browser=_has_browser(),
            authorization_prompt_message="{url}",
            success_message=DONE,
            timeout_seconds=600,
        )
        return {**json.loads(signed_in.to_json()), "type": str(Kind.TEAM_ACCOUNT)}
    except (OAuth2Error, OSError, Warning, AttributeError, ValueError):
        return {}


def _has_browser() -> bool:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _refuse_key(keep: Path) -> None:
    if keep.exists() and str(Kind.SERVICE_ACCOUNT) in keep.read_text(encoding="utf-8", errors="replace"):
        raise SettingsError(
            f"{keep} is a service account's key, which would be lost. Name another file under "
            "google.credentials in the settings, or move the key away."
        )


def _client(path: Path, endpoint: str) -> Any:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        installed = config["installed"]
    except FileNotFoundError:
        raise SettingsError(
            f"{path} is not there. Download it as docs/google-setup.md describes, or name it with --client."
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingsError(
            f"{path} is not the file of a desktop app from Google's console. See docs/google-setup.md."
        ) from None
    if endpoint:
        installed |= {"auth_uri": f"{endpoint}/o/oauth2/auth", "token_uri": f"{endpoint}/token"}
    return config


def _keep(path: Path, content: Any) -> None:
    """Readable by nobody else from its first moment."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)
    unfinished.replace(path)
