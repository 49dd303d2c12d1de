"""drive.files: made, found, changed, copied, deleted."""

from __future__ import annotations

from typing import Any

from tests.google import contents
from tests.google.drive_errors import drive_error, insufficient, invalid, no_file, no_storage
from tests.google.drive_query import in_order, query_test
from tests.google.drive_resources import CHANGEABLE, answered, brief, file_of, resource
from tests.google.drive_uploads import upload_of
from tests.google.wire import Json, Reply, Request, Route
from tests.google.world import FOLDER, ROLES, File, World

FILES = r"(?:/upload)?/drive/v3/files"
ONE = FILES + r"/(?P<fileId>[^/:]+)"
USE_ADD_PARENTS = (
    "The parents field is not directly writable in update requests. Use the addParents and removeParents "
    "parameters instead."
)
UNKNOWN_TYPE = "application/octet-stream"


def _create(request: Request) -> Json:
    upload = upload_of(request)
    name = upload.metadata.get("name") or "Untitled"
    mime_type = upload.metadata.get("mimeType") or upload.mime_type or UNKNOWN_TYPE
    file = _placed(request, upload.metadata, name, mime_type)
    file.content = contents.new_content(mime_type, name)
    _describe(file, upload.metadata)
    request.world.add(file)
    if upload.content is not None:
        contents.replace(request.world, file, upload.content, upload.mime_type)
    return answered(request, file)


def _placed(request: Request, metadata: Json, name: str, mime_type: str) -> File:
    """A new file, in the folders asked for; what lies in a shared drive belongs to nobody."""
    world, caller = request.world, request.caller
    parents = [p for p in metadata.get("parents") or [] if p not in ("root", world.root_id(caller.email))]
    for parent in parents:
        folder = world.files.get(parent)
        if folder is None or world.role(folder, caller) is None:
            raise no_file(parent)
        if ROLES.index(world.role(folder, caller) or "reader") < ROLES.index("writer"):
            raise insufficient(parent)
    in_drive = any(world.drive_of(world.files[p]) for p in parents)
    if not in_drive and not world.may_own(caller) and mime_type != FOLDER:
        raise no_storage()
    owner = "" if in_drive else caller.email
    return File(metadata.get("id") or world.new_id(), name, mime_type, owner, None, parents=parents)


def _describe(file: File, metadata: Json) -> None:
    """What a body says beyond name and type; null takes a property away."""
    for name in CHANGEABLE:
        if name in metadata:
            file.extra[name] = metadata[name]
    changed = file.app_properties | (metadata.get("appProperties") or {})
    file.app_properties = {k: v for k, v in changed.items() if v is not None}
    own = file.extra.get("properties")
    if own:
        file.extra["properties"] = {k: v for k, v in own.items() if v is not None}


def _get(request: Request) -> Json:
    file = file_of(request)
    if request.query.get("alt") != "media":
        return answered(request, file)
    if not isinstance(file.content, bytes):
        message = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        raise drive_error(403, "fileNotDownloadable", message, "alt")
    return Reply(file.content, content_type=file.extra.get("uploaded", file.mime_type))


def _update(request: Request) -> Json:
    file, upload = file_of(request, "writer"), upload_of(request)
    metadata, world = upload.metadata, request.world
    if "parents" in metadata:
        raise drive_error(403, "fieldNotWritable", USE_ADD_PARENTS)
    _move(request, file)
    if "trashed" in metadata:
        if ROLES.index(world.role(file, request.caller) or "reader") < ROLES.index("organizer"):
            raise insufficient(file.id)
        file.trashed = bool(metadata["trashed"])
    if metadata.get("name") is not None:
        contents.rename(file, metadata["name"])
    _describe(file, metadata)
    if upload.content is not None:
        contents.replace(world, file, upload.content, upload.mime_type)
    world.touch(file)
    return answered(request, file)


def _move(request: Request, file: File) -> None:
    world, query = request.world, request.query
    added, removed = (_ids(query.get(name, "")) for name in ("addParents", "removeParents"))
    root = world.root_id(request.caller.email)
    for parent in added:
        if parent not in (root, "root") and parent not in world.files:
            raise no_file(parent)
    kept = [p for p in file.parents if p not in removed and p not in added]
    if added or removed:
        file.parents = kept + [p for p in added if p not in (root, "root")]
        file.owner = "" if world.drive_of(file) else file.owner or request.caller.email


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _copy(request: Request) -> Json:
    original, body = file_of(request), request.body or {}
    if original.is_folder:
        raise drive_error(403, "cannotCopyFile", "This file cannot be copied by the user.")
    name = body.get("name") or f"Copy of {original.name}"
    metadata: dict[str, Any] = {
        "parents": original.parents,
        **{k: v for k, v in body.items() if v is not None},
    }
    file = _placed(request, metadata, name, original.mime_type)
    file.content = contents.copied(original, name)
    file.app_properties = dict(original.app_properties)
    _describe(file, metadata)
    return answered(request, request.world.add(file))


def _delete(request: Request) -> Reply:
    file = file_of(request)
    if ROLES.index(request.world.role(file, request.caller) or "reader") < ROLES.index("organizer"):
        raise insufficient(file.id)
    for gone in [file, *_below(request.world, file)]:
        request.world.note(gone)
        request.world.files.pop(gone.id, None)
    return Reply(None, 204)


def _below(world: World, folder: File) -> list[File]:
    children = [f for f in world.files.values() if folder.id in f.parents]
    return children + [f for child in children for f in _below(world, child)]


def _list(request: Request) -> Json:
    world, query = request.world, request.query
    test = query_test(query.get("q", ""), world, request.caller) if query.get("q") else lambda file: True
    seen = (f for f in world.files.values() if not f.is_drive and world.role(f, request.caller))
    drive = query.get("driveId") or query.get("teamDriveId")
    if drive:
        seen = (f for f in seen if (found := world.drive_of(f)) and found.id == drive)
    files = in_order([f for f in seen if test(f)], query.get("orderBy", ""))
    start, size = _page(request)
    shown = [resource(world, f, request.caller) for f in files[start : start + size]]
    if not query.get("fields"):
        shown = [brief(one) for one in shown]
    answer = {"kind": "drive#fileList", "incompleteSearch": False, "files": shown}
    return answer | ({"nextPageToken": f"~!!~{start + size}"} if start + size < len(files) else {})


def _page(request: Request) -> tuple[int, int]:
    size, token = request.query.get("pageSize") or "100", request.query.get("pageToken") or "~!!~0"
    start = token.removeprefix("~!!~")
    if not size.isdigit() or not 1 <= int(size) <= 1000:
        message = f"Invalid value '{size}'. Values must be within the range: [1, 1000]"
        raise drive_error(400, "invalidParameter", message, "pageSize")
    if not start.isdigit() or start == token:
        raise invalid("pageToken")
    return int(start), int(size)


def _export(request: Request) -> Reply:
    return contents.exported(request.world, file_of(request), request.query.get("mimeType", ""))


def _generate_ids(request: Request) -> Json:
    count = int(request.query.get("count", "10"))
    made = [request.world.new_id(33) for _ in range(count)]
    return {"kind": "drive#generatedIds", "space": "drive", "ids": made}


def _comments(request: Request) -> Json:
    file = file_of(request)
    return {"kind": "drive#commentList", "comments": file.extra.get("comments", [])}


def _empty_trash(request: Request) -> Reply:
    world = request.world
    own = [f for f in world.files.values() if f.trashed and f.owner == request.caller.email]
    for file in own:
        world.note(file)
        del world.files[file.id]
    return Reply(None, 204)


ROUTES = [
    Route("GET", r"/drive/v3/files/generateIds", _generate_ids),
    Route("DELETE", r"/drive/v3/files/trash", _empty_trash),
    Route("POST", FILES, _create),
    Route("GET", FILES, _list),
    Route("GET", ONE, _get),
    Route("PATCH", ONE, _update),
    Route("DELETE", ONE, _delete),
    Route("POST", ONE + "/copy", _copy),
    Route("GET", ONE + "/export", _export),
    Route("GET", ONE + "/comments", _comments),
]
