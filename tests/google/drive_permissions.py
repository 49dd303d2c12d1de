"""drive.permissions: who may do what with a file."""

from __future__ import annotations

import re
from typing import Any

from tests.google.drive_errors import drive_error, insufficient, invalid, no_account, no_permission
from tests.google.drive_people import described, permission, permission_id, permissions_of
from tests.google.drive_resources import file_of
from tests.google.wire import ApiError, Json, Reply, Request, Route
from tests.google.world import ROLES, File

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
TYPES = ("user", "group", "domain", "anyone")
BRIEF = ("kind", "id", "type", "role")

PATH = r"/drive/v3/files/(?P<fileId>[^/:]+)/permissions"
ONE = PATH + r"/(?P<permissionId>[^/:]+)"


def _list(request: Request) -> Json:
    file, query = file_of(request, "writer"), request.query
    found = permissions_of(request.world, file)
    start, size = _page(request, 100 if request.world.drive_of(file) else len(found))
    page = found[start : start + size]
    answer: dict[str, Json] = {"kind": "drive#permissionList"}
    if start + size < len(found):
        answer["nextPageToken"] = f"~!!~{start + size}"
    return answer | {"permissions": page if query.get("fields") else [_brief(p) for p in page]}


def _page(request: Request, most: int) -> tuple[int, int]:
    """Where a page begins and how long it is; nobody need ask for pages."""
    size, start = request.query.get("pageSize") or str(most), request.query.get("pageToken") or "~!!~0"
    if not size.isdigit() or (request.query.get("pageSize") and not 1 <= int(size) <= 100):
        message = f"Invalid value '{size}'. Values must be within the range: [1, 100]"
        raise drive_error(400, "invalidParameter", message, "pageSize")
    if not start.removeprefix("~!!~").isdigit():
        raise invalid("pageToken")
    return int(start.removeprefix("~!!~")), int(size)


def _get(request: Request) -> Json:
    return _answered(request, _find(request, file_of(request)))


def _create(request: Request) -> Json:
    file, body = file_of(request, "writer"), request.body or {}
    kind, role = str(body.get("type") or ""), str(body.get("role") or "")
    _check_kind(kind, role)
    if role == "owner":
        return _answered(request, _hand_over(request, file, body.get("emailAddress", "")))
    address = _address(request, kind, body)
    made = permission(kind, role, address)
    made |= {k: body[k] for k in ("allowFileDiscovery", "expirationTime", "view") if k in body}
    _place(file, made)
    request.world.note(file)
    return _answered(request, described(made))


def _update(request: Request) -> Json:
    file, body = file_of(request, "writer"), request.body or {}
    old = _find(request, file)
    role = body.get("role", old["role"])
    _check_kind(old["type"], role)
    if role == "owner":
        return _answered(request, _hand_over(request, file, old.get("emailAddress", "")))
    if old["role"] == "owner":
        raise insufficient(file.id)
    kept = next((p for p in file.permissions if p["id"] == old["id"]), None)
    if kept is None:
        raise _inherited()
    kept["role"] = role
    request.world.note(file)
    return _answered(request, described(kept))


def _inherited() -> ApiError:
    message = "Cannot change inherited permissions on this item."
    return drive_error(403, "cannotModifyInheritedPermission", message)


def _delete(request: Request) -> Reply:
    wanted = request.path["permissionId"]
    own = wanted == permission_id("user", request.caller.email)
    file = file_of(request, "reader" if own else "writer")
    if _find(request, file)["role"] == "owner":
        raise insufficient(file.id)
    if all(p["id"] != wanted for p in file.permissions):
        raise _inherited()
    file.permissions = [p for p in file.permissions if p["id"] != wanted]
    request.world.note(file)
    return Reply(None, 204)


def _check_kind(kind: str, role: str) -> None:
    for name, value, known in (("type", kind, TYPES), ("role", role, ROLES)):
        if not value:
            message = f"The permission {name} field is required."
            raise drive_error(400, "required", message, f"permission.{name}", "other")
        if value not in known:
            message = f"The specified {name} is invalid or not supported."
            raise drive_error(400, "invalid", message, f"permission.{name}", "other")


def _address(request: Request, kind: str, body: Json) -> str:
    """The address or domain that is given the permission; a person or group needs an account, or mail."""
    if kind == "anyone":
        return ""
    name = "domain" if kind == "domain" else "emailAddress"
    address = body.get(name) or ""
    if not address or (name == "emailAddress" and not ADDRESS.fullmatch(address)):
        message = f"The specified {name} is invalid or not applicable for the given permission type."
        raise drive_error(400, "invalid", message, f"permission.{name}", "other")
    notified = request.query.get("sendNotificationEmail", "true").lower() != "false"
    if name == "emailAddress" and not notified and not request.world.accounts.is_google(address):
        raise no_account(address)
    return request.world.accounts.spelled.get(address, str(address))


def _hand_over(request: Request, file: File, address: str) -> Json:
    if request.query.get("transferOwnership", "").lower() != "true":
        message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        raise drive_error(403, "forbidden", message, "transferOwnership")
    if request.world.role(file, request.caller) != "owner":
        raise insufficient(file.id)
    if not ADDRESS.fullmatch(address):
        raise invalid("permission.emailAddress")
    file.permissions = [p for p in file.permissions if p.get("emailAddress") != address]
    file.permissions.append(permission("user", "writer", file.owner))
    file.owner = address
    request.world.note(file)
    return described(permission("user", "owner", address))


def _place(file: File, made: dict[str, Any]) -> None:
    """Sharing again with someone changes the role."""
    file.permissions = [p for p in file.permissions if p["id"] != made["id"]] + [made]


def _find(request: Request, file: File) -> Json:
    wanted = request.path["permissionId"]
    for one in permissions_of(request.world, file):
        if one["id"] == wanted:
            return one
    raise no_permission(wanted)


def _answered(request: Request, one: Json) -> Json:
    return one if request.query.get("fields") else _brief(one)


def _brief(one: Json) -> Json:
    return {name: one[name] for name in BRIEF}


ROUTES = [
    Route("GET", PATH, _list),
    Route("POST", PATH, _create),
    Route("GET", ONE, _get),
    Route("PATCH", ONE, _update),
    Route("DELETE", ONE, _delete),
]
