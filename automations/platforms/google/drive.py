"""Files on Drive: found or made for a team account, and who they are shared with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from automations.platforms.google.client import Client

Json = dict[str, Any]

FILES = "https://www.googleapis.com/drive/v3/files"
ABOUT = "https://www.googleapis.com/drive/v3/about"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
MARK = "conflictResolutionTeam"
"""The property by which a file that was made earlier is found again."""


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody who can open a file. `email` is blank where it is anyone, or a whole domain."""

    kind: str
    role: str
    email: str

    @property
    def may_edit(self) -> bool:
        return self.role in ("writer", "fileOrganizer", "organizer", "owner")


def found_or_made(client: Client, what: str, name: str, mime_type: str) -> str:
    """The id of the account's file for `what` (board, office, form): a second call makes no second one."""
    if found := _found(client, what):
        return found
    body = {"name": name, "mimeType": mime_type, "appProperties": {MARK: what}}
    made = client.request("post", FILES, params={"fields": "id"}, json=body).json()["id"]
    # Where it was sent more than once there may be two: the first is taken, now and later.
    return (_found(client, what) if client.tries > 1 else "") or str(made)


def _found(client: Client, what: str) -> str:
    query = f"appProperties has {{ key='{MARK}' and value='{what}' }} and trashed = false"
    params = {"q": query, "orderBy": "createdTime", "fields": "files(id)"}
    files = client.request("get", FILES, params=params).json().get("files", ())
    return str(files[0]["id"]) if files else ""


def own_address(client: Client) -> str:
    """The e-mail address of the account itself."""
    about = client.request("get", ABOUT, params={"fields": "user(emailAddress)"}).json()
    return str(about.get("user", {}).get("emailAddress", ""))


def shares(client: Client, file_id: str) -> list[Share]:
    """Everybody who can open the file. Those who may only answer a form are not among them."""
    found = (p for p in _permissions(client, file_id, "") if p.get("view") != "published")
    return [Share(p["type"], p["role"], p.get("emailAddress", "")) for p in found]


def anyone_may_answer(client: Client, form_id: str) -> bool:
    """Whether the form's link is enough to answer it (Forms API guide, "Publish and manage responders")."""
    found = _permissions(client, form_id, "published")
    return any(p["type"] == "anyone" and p.get("view") == "published" for p in found)


def let_anyone_answer(client: Client, form_id: str) -> None:
    """For a form that this account made."""
    body = {"type": "anyone", "role": "reader", "view": "published"}
    client.request("post", f"{FILES}/{form_id}/permissions", json=body)


def _permissions(client: Client, file_id: str, view: str) -> Iterator[Json]:
    token = ""
    while True:
        params = {
            "fields": "nextPageToken,permissions(type,role,emailAddress,view)",
            "supportsAllDrives": "true",
            "pageSize": "100",
        }
        params |= {"pageToken": token} if token else {}
        params |= {"includePermissionsForView": view} if view else {}
        page = client.request("get", f"{FILES}/{file_id}/permissions", params=params).json()
        yield from page.get("permissions", ())
        token = page.get("nextPageToken", "")
        if not token:
            return
