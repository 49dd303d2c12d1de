"""OAuth: tokens for service accounts and for people, consent in a browser, and revocation."""

from __future__ import annotations

import base64
import secrets
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.google import jwt
from tests.google.accounts import LIFETIME, Accounts, Client, Code, Grant
from tests.google.jwt import Invalid
from tests.google.replies import html_page, json_reply
from tests.google.wire import Json, Reply, Request, Route

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_URLS = {"https://oauth2.googleapis.com/token", "https://www.googleapis.com/oauth2/v4/token"}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
OUT_OF_BAND = "The out-of-band (OOB) flow has been blocked in order to keep users secure."

Form = dict[str, str]


def _token(request: Request) -> Reply:
    form = dict(parse_qsl(request.raw.decode(), keep_blank_values=True)) | _basic(request)
    accounts = request.world.accounts
    try:
        answer = _granted(accounts, form, request.base)
    except Invalid as invalid:
        return _refused(invalid)
    return json_reply(answer, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


def _basic(request: Request) -> Form:
    """The client may give its id and secret in a header instead."""
    kind, _, coded = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "basic":
        return {}
    client, _, secret = base64.b64decode(coded).decode().partition(":")
    return {"client_id": unquote(client), "client_secret": unquote(secret)}


def _granted(accounts: Accounts, form: Form, base: str) -> Json:
    match form.get("grant_type", ""):
        case t if t == JWT_BEARER:
            return _for_assertion(accounts, form, base)
        case "refresh_token":
            return _for_refresh(accounts, form)
        case "authorization_code":
            return _for_code(accounts, form)
        case other:
            raise Invalid("unsupported_grant_type", f"Invalid grant_type: {other}")


def _refused(invalid: Invalid) -> Reply:
    status = 401 if invalid.error == "invalid_client" else 400
    return json_reply({"error": invalid.error, "error_description": invalid.description}, status)


def _answer(accounts: Accounts, grant: Grant) -> Json:
    return {"access_token": accounts.new_access(grant), "expires_in": LIFETIME - 1, "token_type": "Bearer"}


def _for_assertion(accounts: Accounts, form: Form, base: str) -> Json:
    audiences = TOKEN_URLS | {base + path for path in ("/token", "/oauth2/v4/token")}
    account, claims = jwt.checked(accounts, form.get("assertion", ""), audiences)
    subject = claims.get("sub")
    if subject and subject != account.email:
        words = (
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized "
        )
        raise Invalid("unauthorized_client", words + "for any of the scopes requested.")
    return _answer(accounts, Grant(account.email, claims["scope"].split(), account.project))


def _client(accounts: Accounts, form: Form) -> Client:
    client = accounts.clients.get(form.get("client_id", ""))
    if client is None:
        raise Invalid("invalid_client", "The OAuth client was not found.")
    if not secrets.compare_digest(client.secret, form.get("client_secret", "")):
        raise Invalid("invalid_client", "Unauthorized")
    return client


def _for_refresh(accounts: Accounts, form: Form) -> Json:
    client = _client(accounts, form)
    grant = accounts.refresh.get(form.get("refresh_token", ""))
    if grant is None or grant.client != client.id or 0 < grant.expires <= accounts.now():
        raise jwt.grant("Token has been expired or revoked.")
    asked = form.get("scope", "").split()
    if set(asked) - set(grant.scopes):
        raise Invalid("invalid_scope", "Some requested scopes were invalid.")
    return _answer(accounts, grant) | {"scope": " ".join(grant.scopes)}


def _for_code(accounts: Accounts, form: Form) -> Json:
    client = _client(accounts, form)
    code = accounts.codes.pop(form.get("code", ""), None)
    if code is None or code.grant.client != client.id or 0 < code.grant.expires <= accounts.now():
        raise jwt.grant("Malformed auth code.")
    if form.get("redirect_uri") != code.redirect_uri:
        raise Invalid("redirect_uri_mismatch", "Bad Request")
    verifier = form.get("code_verifier", "")
    if code.challenge and _challenge(verifier) != code.challenge:
        raise jwt.grant("Invalid code verifier." if verifier else "Missing code verifier.")
    grant = Grant(code.grant.email, code.grant.scopes, code.grant.project, client=client.id)
    refresh = accounts.new_refresh(grant)
    return _answer(accounts, grant) | {"refresh_token": refresh, "scope": " ".join(grant.scopes)}


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def _consent(request: Request) -> Reply:
    """The person at the browser agrees at once, or refuses where `denies` is set."""
    query, accounts = request.query.to_dict(), request.world.accounts
    client = accounts.clients.get(query.get("client_id", ""))
    if client is None:
        return html_page(401, "invalid_client", "The OAuth client was not found.")
    redirect, problem = query.get("redirect_uri", ""), _problem(query)
    if problem:
        return html_page(400, "invalid_request", problem)
    if accounts.denies:
        answer = {"error": "access_denied"}
    else:
        answer = {"code": _code(accounts, client, query), "scope": query["scope"]}
    state = {"state": query["state"]} if "state" in query else {}
    return Reply(b"", 302, headers={"Location": f"{redirect}?{urlencode(state | answer)}"})


def _problem(query: Form) -> str:
    redirect = query.get("redirect_uri", "")
    if redirect.startswith("urn:ietf:wg:oauth:2.0:oob"):
        return OUT_OF_BAND
    if urlsplit(redirect).hostname not in LOOPBACK or urlsplit(redirect).scheme != "http":
        return "Error 400: redirect_uri_mismatch"
    if query.get("response_type") != "code":
        return "Required parameter is missing: response_type"
    if not query.get("scope", "").split():
        return "Missing required parameter: scope"
    if query.get("code_challenge") and query.get("code_challenge_method") != "S256":
        return "Only code_challenge_method S256 is known here."
    return ""


def _code(accounts: Accounts, client: Client, query: Form) -> str:
    email = query.get("login_hint") or accounts.person
    grant = Grant(email, query["scope"].split(), client.project, accounts.now() + 600, client.id)
    code = "4/0" + secrets.token_urlsafe(40)
    accounts.codes[code] = Code(grant, query["redirect_uri"], query.get("code_challenge", ""))
    return code


def _revoke(request: Request) -> Reply:
    form = dict(parse_qsl(request.raw.decode(errors="replace"))) | request.query.to_dict()
    if request.world.accounts.revoke(form.get("token", "")):
        return json_reply({})
    return _refused(Invalid("invalid_token", "Token expired or revoked"))


def _token_info(request: Request) -> Reply:
    grant = request.world.accounts.valid(request.query.get("access_token", ""))
    if grant is None:
        return _refused(Invalid("invalid_token", "Invalid Value"))
    left = str(int(grant.expires - request.world.accounts.now()))
    return json_reply({"scope": " ".join(grant.scopes), "expires_in": left, "email": grant.email})


ROUTES = [
    *(Route("POST", path, _token) for path in ("/token", "/oauth2/v4/token", "/o/oauth2/token")),
    *(Route("GET", path, _consent) for path in ("/o/oauth2/auth", "/o/oauth2/v2/auth")),
    *(Route(verb, path, _revoke) for verb in ("GET", "POST") for path in ("/revoke", "/o/oauth2/revoke")),
    Route("GET", "/tokeninfo", _token_info),
]
