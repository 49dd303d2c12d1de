"""Files as Drive describes them, and finding one that the caller may use."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.google.drive_errors import insufficient, no_file
from tests.google.drive_people import permissions_of, person
from tests.google.wire import Caller, Json, Request
from tests.google.world import FORM, ROLES, SPREADSHEET, File, World

LINKS = {
    SPREADSHEET: "https://docs.google.com/spreadsheets/d/{}/edit?usp=drivesdk",
    FORM: "https://docs.google.com/forms/d/{}/edit?usp=drivesdk",
}
BRIEF = ("kind", "id", "name", "mimeType")
"""What is told of a file when no `fields` are asked for."""

CHANGEABLE = ("description", "starred", "properties", "writersCanShare", "copyRequiresWriterPermission")


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def file_of(request: Request, need: str = "reader") -> File:
    """The file in the path; who may not even read it is told that there is none."""
    file_id = request.path["fileId"]
    file = request.world.files.get(file_id)
    role = request.world.role(file, request.caller) if file else None
    if file is None or role is None:
        raise no_file(file_id)
    if ROLES.index(role) < ROLES.index(need):
        raise insufficient(file_id)
    return file


def answered(request: Request, file: File) -> Json:
    whole = resource(request.world, file, request.caller)
    return whole if request.query.get("fields") else brief(whole)


def brief(whole: Json) -> Json:
    kept = (*BRIEF, "driveId", "teamDriveId")
    return {name: whole[name] for name in kept if name in whole}


def resource(world: World, file: File, caller: Caller) -> Json:
    role = world.role(file, caller) or "reader"
    rank = ROLES.index(role)
    drive = world.drive_of(file)
    whole = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "starred": False,
        "trashed": file.trashed,
        "explicitlyTrashed": file.trashed,
        "parents": world.parents(file),
        "spaces": ["drive"],
        "version": str(world.behind.get(file.id, file.version)),
        "createdTime": stamp(file.created),
        "modifiedTime": stamp(file.modified),
        "shared": bool(world.shared_with(file)),
        "ownedByMe": file.owner.casefold() == caller.email.casefold(),
        "webViewLink": LINKS.get(file.mime_type, "https://drive.google.com/file/d/{}/view").format(file.id),
        "capabilities": _capabilities(rank, file),
        "appProperties": file.app_properties or None,
        "size": str(len(file.content)) if isinstance(file.content, bytes) else None,
        **{name: file.extra[name] for name in CHANGEABLE if name in file.extra},
    }
    whole |= {"driveId": drive.id, "teamDriveId": drive.id} if drive else _owned(file, caller)
    if rank >= ROLES.index("writer") and not drive:
        permissions = permissions_of(world, file)
        whole |= {"permissions": permissions, "permissionIds": [p["id"] for p in permissions]}
    return {name: value for name, value in whole.items() if value is not None}


def _owned(file: File, caller: Caller) -> Json:
    return {"owners": [person(file.owner, caller)], "lastModifyingUser": person(file.owner, caller)}


def _capabilities(rank: int, file: File) -> Json:
    writes, owns = rank >= ROLES.index("writer"), rank >= ROLES.index("organizer")
    return {
        "canEdit": writes,
        "canRename": writes,
        "canShare": writes,
        "canComment": rank >= ROLES.index("commenter"),
        "canCopy": not file.is_folder,
        "canDownload": True,
        "canDelete": owns,
        "canTrash": owns,
        "canAddChildren": writes and file.is_folder,
        "canListChildren": file.is_folder,
        "canReadRevisions": writes,
        "canModifyContent": writes,
    }
