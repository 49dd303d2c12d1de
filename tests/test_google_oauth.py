"""The test server's sign-in with Google's own libraries: keys, consents, scopes, switched-off interfaces."""

import base64
import hashlib
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import google.auth.crypt
import google.auth.jwt
import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.credentials import Credentials
from google.oauth2.service_account import Credentials as ServiceAccount
from google_auth_oauthlib.flow import InstalledAppFlow
from googleapiclient.errors import HttpError

from tests.google import keys
from tests.google.admin_sheets import make_spreadsheet
from tests.google.clients import service
from tests.google.drive_people import permission
from tests.google.server import Server, serve

SHEETS = "https://www.googleapis.com/auth/spreadsheets"
DRIVE = "https://www.googleapis.com/auth/drive"
OWN_FILES = "https://www.googleapis.com/auth/drive.file"
PERSON = "ada@example.org"


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(strict_auth=True) as running:
        yield running


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def key(server: Server) -> Any:
    return keys.service_account(server.world, server.url)


def robot(key: Any, *scopes: str) -> Any:
    given: Any = ServiceAccount
    return given.from_service_account_info(key, scopes=scopes or (SHEETS,))


def refused(credentials: Any) -> str:
    with requests.Session() as session, pytest.raises(RefreshError) as error:
        credentials.refresh(Request(session))
    return str(error.value.args[1]["error_description"])


def assertion(key: Any, server: Server, **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": key["client_email"],
        "scope": SHEETS,
        "aud": f"{server.url}/token",
        "iat": now,
        "exp": now + 3600,
    }
    signers: Any = google.auth.crypt.RSASigner
    signer = signers.from_service_account_info(key)
    encoded: Any = google.auth.jwt
    return str(encoded.encode(signer, claims | changes).decode())


def exchange(http: requests.Session, server: Server, signed: str) -> Any:
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": signed}
    return http.post(f"{server.url}/token", data=form, timeout=10).json()


class TestServiceAccounts:
    def test_a_key_opens_what_is_shared_with_it(self, server: Server, key: Any) -> None:
        file = make_spreadsheet(server.world, {"owner": PERSON, "tabs": {"Cases": [["Case"]]}})
        file.permissions.append(permission("user", "writer", key["client_email"]))
        with service(server.url, "sheets", robot(key)) as sheets:
            got = sheets.spreadsheets().values().get(spreadsheetId=file.id, range="Cases").execute()
        assert got["values"] == [["Case"]]

    def test_a_spreadsheet_that_is_not_shared_is_forbidden(self, server: Server, key: Any) -> None:
        file = make_spreadsheet(server.world, {"owner": PERSON})
        with service(server.url, "sheets", robot(key)) as sheets, pytest.raises(HttpError) as error:
            sheets.spreadsheets().get(spreadsheetId=file.id).execute()
        assert (error.value.status_code, error.value.reason) == (403, "The caller does not have permission")

    def test_reading_rights_do_not_let_write(self, server: Server, key: Any) -> None:
        file = make_spreadsheet(server.world, {"owner": PERSON})
        file.permissions.append(permission("user", "reader", key["client_email"]))
        with service(server.url, "sheets", robot(key)) as sheets:
            sheets.spreadsheets().get(spreadsheetId=file.id).execute()
            clearing = sheets.spreadsheets().values().clear(spreadsheetId=file.id, range="Sheet1")
            with pytest.raises(HttpError, match="The caller does not have permission"):
                clearing.execute()

    def test_another_accounts_key_is_refused(self, server: Server, key: Any) -> None:
        other = keys.service_account(server.world, server.url, "other", number=1)
        assert refused(robot(key | {"private_key": other["private_key"]})) == "Invalid JWT Signature."

    def test_a_key_that_was_deleted_is_refused(self, server: Server, key: Any) -> None:
        server.world.accounts.service_accounts[key["client_email"]].keys.clear()
        assert refused(robot(key)) == "Invalid JWT Signature."

    def test_an_unknown_account_is_refused(self, key: Any) -> None:
        assert refused(robot(key | {"client_email": "no@x.iam"})) == "Invalid grant: account not found"

    def test_a_wrong_clock_is_refused(self, server: Server, key: Any) -> None:
        server.world.accounts.clock_shift = 4 * 3600
        assert refused(robot(key)).startswith("Invalid JWT: Token must be a short-lived token (60 minutes)")

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"aud": "https://example.org"}, "Invalid JWT: Failed audience check."),
            ({"scope": ""}, "Invalid OAuth scope or ID token audience provided."),
            ({"exp": 4_000_000_000}, "Invalid JWT: Token must be a short-lived token (60 minutes)"),
            ({"sub": PERSON}, "Client is unauthorized to retrieve access tokens using this method"),
        ],
    )
    def test_claims_are_checked(
        self, server: Server, http: requests.Session, key: Any, changes: Any, error: str
    ) -> None:
        assert "access_token" in exchange(http, server, assertion(key, server))
        assert exchange(http, server, assertion(key, server, **changes))["error_description"].startswith(
            error
        )

    def test_it_has_no_room_for_files_of_its_own(self, server: Server, key: Any) -> None:
        with service(server.url, "drive", robot(key, DRIVE)) as drive, pytest.raises(HttpError) as error:
            drive.files().create(body={"name": "x", "mimeType": "text/plain"}).execute()
        assert error.value.error_details[0]["reason"] == "storageQuotaExceeded"
        with service(server.url, "sheets", robot(key)) as sheets, pytest.raises(HttpError, match="403"):
            sheets.spreadsheets().create(body={}).execute()

    def test_it_makes_files_in_shared_drives(self, server: Server, http: requests.Session, key: Any) -> None:
        given = {"name": "Team", "members": {key["client_email"]: "organizer"}}
        drive_id = http.post(f"{server.url}/admin/drives", json=given, timeout=10).json()["id"]
        body = {"name": "x", "parents": [drive_id], "mimeType": "application/vnd.google-apps.spreadsheet"}
        with service(server.url, "drive", robot(key, DRIVE)) as drive:
            file = drive.files().create(body=body, supportsAllDrives=True, fields="driveId").execute()
        assert file == {"driveId": drive_id}


class TestPeople:
    def test_a_consent_in_the_browser_gives_tokens(
        self, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server.world.accounts.person = PERSON
        file = make_spreadsheet(server.world, {"owner": PERSON})
        secrets = keys.written(tmp_path / "client.json", keys.client_secrets(server.world, server.url))
        monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
        monkeypatch.setattr(webbrowser, "get", Browser)
        flow: Any = InstalledAppFlow.from_client_secrets_file(str(secrets), [SHEETS])
        with flow.oauth2session:
            credentials = flow.run_local_server(port=0, timeout_seconds=10)
        with service(server.url, "sheets", credentials) as sheets:
            assert sheets.spreadsheets().get(spreadsheetId=file.id).execute()["spreadsheetId"] == file.id
        assert credentials.refresh_token

    def test_a_code_needs_its_verifier(self, server: Server, http: requests.Session) -> None:
        client = keys.client_secrets(server.world, server.url)["installed"]
        challenge = base64.urlsafe_b64encode(hashlib.sha256(b"secret" * 9).digest()).decode().rstrip("=")
        for verifier, error in (("wrong", "invalid_grant"), ("secret" * 9, None)):
            code = _consent(server, http, client, code_challenge=challenge, code_challenge_method="S256")[
                "code"
            ]
            form = _exchange(client, code) | {"code_verifier": verifier}
            answer = http.post(f"{server.url}/token", data=form, timeout=10).json()
            assert answer.get("error") == error
            again = http.post(f"{server.url}/token", data=form, timeout=10).json()
            assert again["error_description"] == "Malformed auth code."

    def test_a_person_can_refuse(self, server: Server, http: requests.Session) -> None:
        server.world.accounts.denies = True
        client = keys.client_secrets(server.world, server.url)["installed"]
        assert _consent(server, http, client) == {"error": "access_denied", "state": "s"}

    def test_consent_goes_to_this_machine_only(self, server: Server, http: requests.Session) -> None:
        client = keys.client_secrets(server.world, server.url)["installed"]
        query = urlencode({"client_id": client["client_id"], "redirect_uri": "https://example.org/"})
        assert http.get(f"{server.url}/o/oauth2/auth?{query}", timeout=10).status_code == 400

    def test_a_consent_can_be_renewed_until_it_is_revoked(self, server: Server) -> None:
        credentials = consented(keys.authorized_user(server.world, server.url, PERSON))
        with requests.Session() as session:
            credentials.refresh(Request(session))
            token = {"token": credentials.refresh_token}
            assert session.post(f"{server.url}/revoke", data=token, timeout=10).status_code == 200
        assert refused(credentials) == "Token has been expired or revoked."

    def test_a_client_must_know_its_secret(self, server: Server) -> None:
        info = keys.authorized_user(server.world, server.url, PERSON)
        assert refused(consented(info | {"client_secret": "wrong"})) == "Unauthorized"


class Browser:
    """Opens the address in the background and goes where it is sent."""

    def __init__(self, name: str | None = None) -> None:
        pass

    def open(self, url: str, **_: Any) -> None:
        threading.Thread(target=self._visit, args=(url,)).start()

    def _visit(self, url: str) -> None:
        with requests.Session() as session:
            session.trust_env = False
            session.get(url, timeout=10)


def consented(info: Any) -> Any:
    """Not from_authorized_user_info, which knows no other address for tokens than Google's."""
    named = {name: info[name] for name in ("refresh_token", "token_uri", "client_id", "client_secret")}
    return Credentials(None, **named)  # type: ignore[no-untyped-call]


def _consent(server: Server, http: requests.Session, client: Any, **more: str) -> dict[str, str]:
    asked = {"response_type": "code", "scope": SHEETS, "state": "s", "redirect_uri": "http://127.0.0.1:1/"}
    query = urlencode(asked | {"client_id": client["client_id"]} | more)
    answer = http.get(f"{server.url}/o/oauth2/auth?{query}", allow_redirects=False, timeout=10)
    given = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
    given.pop("scope", None)
    return given


def _exchange(client: Any, code: str) -> dict[str, str]:
    named = {name: client[name] for name in ("client_id", "client_secret")}
    return named | {"grant_type": "authorization_code", "code": code, "redirect_uri": "http://127.0.0.1:1/"}


class TestTokens:
    def ask(self, server: Server, token: str) -> requests.Response:
        credentials: Any = Credentials(token)  # type: ignore[no-untyped-call]
        with AuthorizedSession(credentials, refresh_status_codes=()) as session:  # type: ignore[no-untyped-call]
            session.trust_env = False
            answer: requests.Response = session.get(f"{server.url}/v1/forms/none", timeout=10)
            return answer

    def test_a_token_lasts_an_hour(self, server: Server) -> None:
        token = keys.access_token(server.world, PERSON)
        assert self.ask(server, token).status_code == 404
        server.world.accounts.clock_shift = 3601
        answer = self.ask(server, token)
        assert answer.status_code == 401
        assert answer.json()["error"]["message"].startswith("Request had invalid authentication credentials.")

    def test_a_token_serves_only_what_was_consented_to(self, server: Server) -> None:
        answer = self.ask(server, keys.access_token(server.world, PERSON, (SHEETS,)))
        error = answer.json()["error"]
        assert (error["code"], error["message"]) == (403, "Request had insufficient authentication scopes.")
        assert error["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"

    def test_a_token_for_own_files_opens_no_others(self, server: Server) -> None:
        theirs = make_spreadsheet(server.world, {"owner": PERSON})
        own_only = Credentials(keys.access_token(server.world, PERSON, (OWN_FILES,)))  # type: ignore[no-untyped-call]
        with (
            service(server.url, "sheets", own_only) as sheets,
            service(server.url, "drive", own_only) as drive,
        ):
            own = sheets.spreadsheets().create(body={}).execute()["spreadsheetId"]
            assert sheets.spreadsheets().get(spreadsheetId=own).execute()["spreadsheetId"] == own
            assert [file["id"] for file in drive.files().list().execute()["files"]] == [own]
            with pytest.raises(HttpError, match=r"Requested entity was not found\."):
                sheets.spreadsheets().get(spreadsheetId=theirs.id).execute()
            theirs.apps.append(keys.PROJECT)
            assert drive.files().get(fileId=theirs.id).execute()["id"] == theirs.id

    def test_an_interface_that_is_not_enabled_says_where_to_enable_it(self, server: Server) -> None:
        server.world.accounts.disabled = {keys.PROJECT: ["forms.googleapis.com"]}
        error = self.ask(server, keys.access_token(server.world, PERSON)).json()["error"]
        assert error["message"].startswith("Google Forms API has not been used in project ")
        assert error["details"][0]["reason"] == "SERVICE_DISABLED"
