"""What Google's refusals mean, and who must do what. Google's own words may quote a cell: they are
never repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from automations.errors import WorkbookError
from automations.platforms.google.account import Account, Kind
from automations.platforms.google.patience import Passing


@dataclass(frozen=True, slots=True)
class Thing:
    """What a call is about: `name` as people call it, its key in the settings, the role needed on it."""

    name: str
    setting: str
    role: str


class Refused(WorkbookError):
    """Google refused for good. `status` is HTTP's, `reason` Google's word for it, where it gave one."""

    def __init__(self, message: str, status: int, reason: str = "") -> None:
        super().__init__(message)
        self.status, self.reason = status, reason


def check(status: int, headers: Mapping[str, str], body: Any, thing: Thing, account: Account) -> None:
    """Raises Passing for what may be over soon, Refused for the rest of what is no success."""
    if status < 400:
        return
    if status in (408, 429) or status >= 500 or _is_rate_limit(status, body):
        raise Passing(f"Google answered {status} for the {thing.name}", _retry_after(headers))
    raise Refused(_sentence(status, body, thing, account), status, _reason(body))


def gone(thing: Thing) -> WorkbookError:
    """Google could not be reached, or kept failing."""
    return WorkbookError(
        f"Google could not be reached for the {thing.name}, or kept failing. Nothing is lost: the next run "
        "catches up. If it goes on, check this machine's connection and google.com/appsstatus."
    )


def _error(body: Any) -> Mapping[str, Any]:
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _reason(body: Any) -> str:
    """The machine's word for it: from ErrorInfo where there is one."""
    error = _error(body)
    for detail in (*error.get("details", ()), *error.get("errors", ())):
        if isinstance(detail, dict) and detail.get("reason"):
            return str(detail["reason"])
    return str(error.get("status", ""))


def _service(body: Any) -> str:
    """The API's name where Google tells it."""
    for detail in _error(body).get("details", ()):
        if isinstance(detail, dict) and (name := detail.get("metadata", {}).get("service")):
            return f"Google's API {name}"
    return "An API of Google's"


def _is_rate_limit(status: int, body: Any) -> bool:
    """Drive words its rate limits as 403."""
    return status == 403 and _reason(body) in ("rateLimitExceeded", "userRateLimitExceeded")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Google asks to wait."""
    asked = headers.get("Retry-After") or headers.get("retry-after") or ""
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    in_utc = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((in_utc - datetime.now(UTC)).total_seconds(), 0.0)


def _sentence(status: int, body: Any, thing: Thing, account: Account) -> str:
    reason = _reason(body)
    if reason in ("SERVICE_DISABLED", "accessNotConfigured"):
        return (
            f"{_service(body)} is switched off in the project of these credentials. Switch on the Sheets, "
            "Forms and Drive APIs as docs/google-setup.md describes."
        )
    if reason in ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions") or status == 401:
        return credentials_refused(account)
    if reason == "storageQuotaExceeded":
        return (
            f"{account.called} has no room on Drive, so Google makes no file for it. Put the case files into "
            "a folder of a shared drive, as docs/google-setup.md describes, or make them by hand."
        )
    if status == 403:
        return f"Google does not let {account.called} into the {thing.name}. {share(thing, account)}"
    if status == 404:
        return (
            f"There is no {thing.name} under the id that google.{thing.setting} has in the settings, or "
            f"{account.called} may not see it. Compare it with the address in the browser. "
            f"{share(thing, account)}"
        )
    return _not_accepted(status, thing)


def _not_accepted(status: int, thing: Thing) -> str:
    hint = (
        "Somebody may be editing it just now: run the command again."
        if thing.setting == "form"
        else "Somebody may have protected cells against editing: in Data > Protect sheets and ranges, choose "
        "'Show a warning', then run `setup`."
    )
    return f"Google did not accept the change to the {thing.name} (HTTP {status}). {hint}"


def share(thing: Thing, account: Account) -> str:
    return f"Share the {thing.name} with {account.called} as {thing.role}."


def credentials_refused(account: Account) -> str:
    if account.kind is Kind.TEAM_ACCOUNT:
        return (
            "Google no longer accepts the team account's sign-in, or it does not allow this. Run `form "
            "login` again. While the app is in 'Testing', every sign-in ends after 7 days: publish it."
        )
    return (
        f"Google does not accept the key of {account.email}. It may have been deleted, or this machine's "
        "clock is wrong: check the clock, then make a new key as docs/google-setup.md describes."
    )
