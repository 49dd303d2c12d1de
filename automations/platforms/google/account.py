"""Who the jobs are on Google: a service account, or a team account that signed in once."""

import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from google.auth.exceptions import GoogleAuthError
from google.oauth2.credentials import Credentials as SignedIn
from google.oauth2.service_account import Credentials as ServiceAccount

from automations.errors import SettingsError

_HOME = "https://www.googleapis.com/auth/"


class Scope(StrEnum):
    """What a command asks Google to be allowed: no command asks for more than it uses."""

    SHEETS = _HOME + "spreadsheets"
    READ_SHEETS = _HOME + "spreadsheets.readonly"
    READ_RESPONSES = _HOME + "forms.responses.readonly"
    READ_FORM = _HOME + "forms.body.readonly"
    FORM = _HOME + "forms.body"
    OWN_FILES = _HOME + "drive.file"
    ALL_FILES = _HOME + "drive"
    READ_METADATA = _HOME + "drive.metadata.readonly"


class Kind(StrEnum):
    SERVICE_ACCOUNT = "service_account"
    TEAM_ACCOUNT = "authorized_user"


class _Robot(ServiceAccount):
    """Asks no one but the token's own address. google-auth would also ask Google Cloud in which regions the
    account may be used: that concerns no Sheets or Forms, and means a host more to be let through to.
    """

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Account:
    """`email` is blank for a team account, whose file does not hold it. `endpoint` takes the place of
    Google's own addresses, on this machine only.
    """

    kind: Kind
    email: str
    path: Path
    endpoint: str
    _content: Mapping[str, Any] = field(repr=False)

    @property
    def called(self) -> str:
        """How messages name it."""
        return self.email or "the team account"

    def credentials(self, scopes: Iterable[Scope]) -> ServiceAccount | SignedIn:
        """A team account may do what it consented to, whatever the scopes. Raises SettingsError for a file
        that is no key.
        """
        wanted = [str(scope) for scope in scopes]
        content = dict(self._content)
        if self.endpoint:
            content["token_uri"] = f"{self.endpoint}/token"
        try:
            if self.kind is Kind.SERVICE_ACCOUNT:
                return _Robot.from_service_account_info(content, scopes=wanted)  # type: ignore[no-untyped-call,no-any-return] # google-auth leaves these out
            kept = {
                name: content[name] for name in ("refresh_token", "token_uri", "client_id", "client_secret")
            }
            return SignedIn(None, **kept)  # type: ignore[no-untyped-call] # as above
        except (ValueError, KeyError, GoogleAuthError):
            raise SettingsError(
                f"{self.path} is damaged. Make a new key as docs/google-setup.md describes."
            ) from None


def load(path: Path, endpoint: str) -> Account:
    """Raises SettingsError for a file that is missing, that others may read, or that is no key."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        kind = Kind(content["type"])
    except FileNotFoundError:
        raise SettingsError(
            f"{path} is not there. Put the credentials there, as docs/google-setup.md describes."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path} can't be read. Check that it is yours.") from None
    except (ValueError, KeyError, TypeError):
        raise SettingsError(
            f"{path} is neither a service account's key nor a signed-in team account. "
            "Follow docs/google-setup.md to get one."
        ) from None
    if is_open_to_others(path):
        raise SettingsError(
            f"{path} can be read by others on this machine: whoever has it can read everything. "
            f"Run: chmod 600 '{path}'"
        )
    return Account(kind, str(content.get("client_email", "")), path, endpoint, content)


def is_open_to_others(path: Path) -> bool:
    """On Windows a person's own folders are closed to others already."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
