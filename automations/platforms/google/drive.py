"""Files on Drive: found or made for a team account, and who they are shared with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from automations.errors import WorkbookError
from automations.platforms.google.client import Client

Json = dict[str, Any]

FILES = "https://www.googleapis.com/drive/v3/files"
ABOUT = "https://www.googleapis.com/drive/v3/about"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"
MARK = "conflictResolutionTeam"
"""The property by which a file that was made earlier is found again."""
PERMISSION = "id,type,role,emailAddress,view,permissionDetails(inherited)"


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody who can open a file. `email` is blank where it is anyone, or a whole domain. `inherited`: by
    the shared drive or the folder that it lies in, as far as Google tells.
    """

    kind: str
    role: str
    email: str
    id: str
    inherited: bool

    @property
    def is_person(self) -> bool:
        """Somebody, or a list of people, by an address."""
        return self.kind in ("user", "group")

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
    return shares_of(_permissions(client, file_id, ""))


def shares_of(permissions: Iterable[Json]) -> list[Share]:
    return [_share(found) for found in permissions if found.get("view") != "published"]


def _share(found: Json) -> Share:
    inherited = any(detail.get("inherited") for detail in found.get("permissionDetails", ()))
    return Share(found["type"], found["role"], found.get("emailAddress", ""), found["id"], inherited)


def anyone_may_answer(client: Client, form_id: str) -> bool:
    """Whether the form's link is enough to answer it (Forms API guide, "Publish and manage responders")."""
    found = _permissions(client, form_id, "published")
    return any(p["type"] == "anyone" and p.get("view") == "published" for p in found)


def let_anyone_answer(client: Client, form_id: str) -> None:
    """For a form that this account made."""
    body = {"type": "anyone", "role": "reader", "view": "published"}
    client.request("post", f"{FILES}/{form_id}/permissions", json=body)


def _permissions(client: Client, file_id: str, view: str) -> Iterator[Json]:
    params = {
        "fields": f"nextPageToken,permissions({PERMISSION})",
        "supportsAllDrives": "true",
        "pageSize": "100",
    }
    params |= {"includePermissionsForView": view} if view else {}
    return pages(client, f"{FILES}/{file_id}/permissions", params, "permissions")


def comments(client: Client, file_id: str) -> list[str]:
    """What people discuss beside the file, with what was answered; also what was resolved is still there."""
    params = {
        "fields": "nextPageToken,comments(content,deleted,replies(content,deleted))",
        "pageSize": "100",
    }
    found = pages(client, f"{FILES}/{file_id}/comments", params, "comments")
    said = [one for comment in found for one in (comment, *comment.get("replies", ()))]
    return [one.get("content", "") for one in said if not one.get("deleted")]


def version(client: Client, file_id: str) -> str:
    """A number that grows with every change of the file (Drive API reference, files, `version`)."""
    params = {"fields": "version", "supportsAllDrives": "true"}
    answer = client.request("get", f"{FILES}/{file_id}", params=params).json()
    return _version(client, answer)


def versions_in(client: Client, folder: str) -> list[str]:
    """The spreadsheets in the folder, each with its version."""
    found = spreadsheets_in(client, folder, "id,version")
    return [f"{file['id']} {_version(client, file)}" for file in found]


def _version(client: Client, file: Json) -> str:
    if not file.get("version"):
        raise WorkbookError(f"Google did not tell the version of the {client.thing.name}.")
    return str(file["version"])


def spreadsheets_in(client: Client, folder: str, fields: str) -> Iterator[Json]:
    """Oldest first."""
    params = {
        "q": f"'{folder}' in parents and mimeType = '{SPREADSHEET}' and trashed = false",
        "orderBy": "createdTime",
        "fields": f"nextPageToken,files({fields})",
        "pageSize": "1000",
        "supportsAllDrives": "true",
        "includeItemsFromAllDrives": "true",
    }
    return pages(client, FILES, params, "files")


def pages(client: Client, url: str, params: Mapping[str, str], what: str) -> Iterator[Json]:
    """All that a listing holds under `what`, page after page."""
    token = ""
    while True:
        asked = {**params, **({"pageToken": token} if token else {})}
        page = client.request("get", url, params=asked).json()
        yield from page.get(what, ())
        token = page.get("nextPageToken", "")
        if not token:
            return
