"""The rest of Drive: about, changes, revisions and shared drives."""

from __future__ import annotations

from tests.google.drive_errors import drive_error, insufficient, invalid, no_drive
from tests.google.drive_people import permission, person
from tests.google.drive_resources import file_of, resource, stamp
from tests.google.partial import parse, pick
from tests.google.wire import Json, Reply, Request, Route
from tests.google.world import FOLDER, ROLES, File

DRIVES = "/drive/v3/drives"
DRIVE = DRIVES + r"/(?P<driveId>[^/:]+)"
REVISIONS = r"/drive/v3/files/(?P<fileId>[^/:]+)/revisions"


def _about(request: Request) -> Json:
    fields = request.query.get("fields")
    if not fields:
        message = "The 'fields' parameter is required for this method."
        raise drive_error(400, "required", message, "fields")
    owns = request.world.may_own(request.caller)
    quota = {
        "limit": str(15 * 2**30 if owns else 0),
        "usage": "0",
        "usageInDrive": "0",
        "usageInDriveTrash": "0",
    }
    return pick(
        {
            "kind": "drive#about",
            "user": person(request.caller.email, request.caller),
            "storageQuota": quota,
            "canCreateDrives": owns,
        },
        parse(fields),
    )


def _start_page_token(request: Request) -> Json:
    token = str(request.world.sequence + 1)
    return {"kind": "drive#startPageToken", "startPageToken": token}


def _changes(request: Request) -> Json:
    """All since the token, oldest first; a file changed twice comes once."""
    token, world = request.query.get("pageToken", ""), request.world
    if not token.isdigit():
        raise invalid("pageToken")
    numbered = sorted((number, one) for one, number in world.changes.items() if number >= int(token))
    found = [_change(request, file_id) for _, file_id in numbered]
    after = str(world.sequence + 1)
    return {"kind": "drive#changeList", "changes": [c for c in found if c], "newStartPageToken": after}


def _change(request: Request, file_id: str) -> Json:
    file, now = request.world.files.get(file_id), stamp(request.world.clock())
    about = {"kind": "drive#change", "type": "file", "changeType": "file", "fileId": file_id}
    if file is None:
        return {**about, "time": now, "removed": True}
    if request.world.role(file, request.caller) is None:
        return None
    shown = resource(request.world, file, request.caller)
    return {**about, "time": stamp(file.modified), "removed": False, "file": shown}


def _revisions(request: Request) -> Json:
    return {"kind": "drive#revisionList", "revisions": [_revision(file_of(request, "writer"))]}


def _revision_get(request: Request) -> Json:
    return _revision(file_of(request, "writer"))


def _revision(file: File) -> Json:
    return {
        "kind": "drive#revision",
        "id": str(file.version),
        "mimeType": file.mime_type,
        "modifiedTime": stamp(file.modified),
    }


def _drive(request: Request, need: str = "reader") -> File:
    drive_id = request.path["driveId"]
    file = request.world.files.get(drive_id)
    role = request.world.role(file, request.caller) if file and file.is_drive else None
    if file is None or role is None:
        raise no_drive(drive_id)
    if ROLES.index(role) < ROLES.index(need):
        raise insufficient(drive_id)
    return file


def _shown(file: File) -> Json:
    return {"kind": "drive#drive", "id": file.id, "name": file.name}


def _drives(request: Request) -> Json:
    world = request.world
    seen = [f for f in world.files.values() if f.is_drive and world.role(f, request.caller)]
    return {"kind": "drive#driveList", "drives": [_shown(f) for f in seen]}


def _drive_get(request: Request) -> Json:
    return _shown(_drive(request)) | {"createdTime": stamp(_drive(request).created), "hidden": False}


def _drive_create(request: Request) -> Json:
    if not request.query.get("requestId"):
        message = "Required parameter: requestId"
        raise drive_error(400, "required", message, "requestId")
    if not request.world.may_own(request.caller):
        message = "The user does not have permission to create a shared drive."
        raise drive_error(403, "userCannotCreateTeamDrives", message)
    name = (request.body or {}).get("name") or "Untitled"
    return _shown(new_drive(request, name))


def new_drive(request: Request, name: str) -> File:
    world = request.world
    drive = File("0A" + world.new_id(14) + "PVA", name, FOLDER, "", None, extra={"drive": True})
    drive.permissions = [permission("user", "organizer", request.caller.email)]
    return world.add(drive)


def _drive_delete(request: Request) -> Reply:
    drive = _drive(request, "organizer")
    if any(drive.id in f.parents for f in request.world.files.values()):
        message = "A shared drive can only be deleted if it is empty."
        raise drive_error(403, "cannotDeleteSharedDriveWithItems", message)
    del request.world.files[drive.id]
    return Reply(None, 204)


ROUTES = [
    Route("GET", "/drive/v3/about", _about),
    Route("GET", "/drive/v3/changes/startPageToken", _start_page_token),
    Route("GET", "/drive/v3/changes", _changes),
    Route("GET", REVISIONS, _revisions),
    Route("GET", REVISIONS + r"/(?P<revisionId>[^/:]+)", _revision_get),
    Route("GET", DRIVES, _drives),
    Route("POST", DRIVES, _drive_create),
    Route("GET", DRIVE, _drive_get),
    Route("DELETE", DRIVE, _drive_delete),
]
