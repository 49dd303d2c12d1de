"""Whether a request may be made at all: its token, the token's scopes, the project's APIs."""

from __future__ import annotations

from tests.google.accounts import Accounts, Grant
from tests.google.discovery import Method
from tests.google.listening import Incoming
from tests.google.wire import ApiError, Caller, Json, info
from tests.google.world import World

SEE = "See https://developers.google.com/identity/sign-in/web/devconsole-project."
EXPECTED = "Expected OAuth 2 access token, login cookie or other valid authentication credential. " + SEE

OWN_FILES = "https://www.googleapis.com/auth/drive.file"

TITLES = {
    "forms.googleapis.com": "Google Forms API",
    "sheets.googleapis.com": "Google Sheets API",
    "drive.googleapis.com": "Google Drive API",
}


def caller_of(world: World, incoming: Incoming, method: Method) -> Caller:
    token = _token(incoming)
    if not token:
        raise _unauthenticated(
            "Request is missing required authentication credential. " + EXPECTED,
            "CREDENTIALS_MISSING",
            {"message": "Login Required.", "reason": "required"},
            method,
        )
    grant = world.accounts.valid(token)
    if not world.switches.strict_auth:
        return Caller(grant.email if grant else world.accounts.person)
    if grant is None:
        raise _unauthenticated(
            "Request had invalid authentication credentials. " + EXPECTED,
            "ACCESS_TOKEN_EXPIRED" if token in world.accounts.access else "ACCESS_TOKEN_TYPE_UNSUPPORTED",
            {"message": "Invalid Credentials", "reason": "authError"},
            method,
        )
    _check_api(world.accounts, grant, method)
    _check_scopes(grant, method)
    own_only = not (method.scopes & set(grant.scopes)) - {OWN_FILES}
    return Caller(grant.email, frozenset(grant.scopes), grant.project if own_only else None)


def account_of(world: World, incoming: Incoming) -> str:
    """Whose call it is, for the log and for quotas."""
    grant = world.accounts.access.get(_token(incoming))
    return grant.email if grant else world.accounts.person


def project_of(world: World, incoming: Incoming) -> str:
    grant = world.accounts.access.get(_token(incoming))
    return grant.project if grant else "project"


def _token(incoming: Incoming) -> str:
    kind, _, token = incoming.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def _unauthenticated(message: str, reason: str, error: dict[str, str], method: Method) -> ApiError:
    where = {"domain": "global", "location": "Authorization", "locationType": "header"}
    details = [info(reason, service=method.service, method=method.id)]
    return ApiError(401, message, errors=[error | where], details=details)


def _check_scopes(grant: Grant, method: Method) -> None:
    if method.scopes and not method.scopes & set(grant.scopes):
        details = [info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", service=method.service, method=method.id)]
        error = {
            "message": "Insufficient Permission",
            "domain": "global",
            "reason": "insufficientPermissions",
        }
        message = "Request had insufficient authentication scopes."
        raise ApiError(403, message, errors=[error], details=details)


def _check_api(accounts: Accounts, grant: Grant, method: Method) -> None:
    if method.service not in accounts.disabled.get(grant.project, ()):
        return
    number, title = accounts.project_number(grant.project), TITLES[method.service]
    url = f"https://console.developers.google.com/apis/api/{method.service}/overview?project={number}"
    message = (
        f"{title} has not been used in project {number} before or it is disabled. Enable it by visiting "
        f"{url} then retry. If you enabled this API recently, wait a few minutes for the action to "
        "propagate to our systems and retry."
    )
    links = [{"description": "Google developers console API activation", "url": url}]
    named = {"service": method.service, "consumer": f"projects/{number}", "containerInfo": number}
    named |= {"serviceTitle": title, "activationUrl": url}
    details: list[Json] = [
        info("SERVICE_DISABLED", **named),
        {"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": message},
        {"@type": "type.googleapis.com/google.rpc.Help", "links": links},
    ]
    errors = [{"domain": "usageLimits", "reason": "accessNotConfigured", "extendedHelp": url}]
    drive = method.service.startswith("drive")
    raise ApiError(403, message, errors=errors if drive else None, details=details)
