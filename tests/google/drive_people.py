"""People and permissions as Drive describes them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from tests.google.wire import Caller, Json
from tests.google.world import File, World

VIEWS = {"kind": "drive#permission", "deleted": False, "pendingOwner": False}


def permission_id(kind: str, address: str = "") -> str:
    """The same for a person on every file, as Google has it."""
    if kind == "anyone":
        return "anyoneWithLink"
    digits = str(int(sha256(address.casefold().encode()).hexdigest(), 16))[:20]
    return digits + ("k" if kind == "domain" else "")


def display_name(address: str) -> str:
    return address.split("@", maxsplit=1)[0]


def person(address: str, caller: Caller | None = None) -> Json:
    return {
        "kind": "drive#user",
        "displayName": display_name(address),
        "me": caller is not None and caller.email.casefold() == address.casefold(),
        "permissionId": permission_id("user", address),
        "emailAddress": address,
    }


def permission(kind: str, role: str, address: str = "") -> dict[str, Any]:
    """A permission resource as a file keeps it; `address` is an e-mail address or a domain."""
    made: dict[str, Any] = {"id": permission_id(kind, address), "type": kind, "role": role}
    if kind in ("user", "group"):
        made |= {"emailAddress": address, "displayName": display_name(address)}
    elif kind == "domain":
        made |= {"domain": address, "displayName": address, "allowFileDiscovery": False}
    else:
        made["allowFileDiscovery"] = False
    return made


def permissions_of(world: World, file: File) -> list[Json]:
    """With the owner's, which the file does not keep, and those of the folders that it is in."""
    own = [permission("user", "owner", file.owner)] if file.owner else []
    shared = [described(p) for p in [*own, *world.shared_with(file)]]
    return [_detailed(p) for p in shared] if world.drive_of(file) else [_plain(p) for p in shared]


def described(one: dict[str, Any]) -> Json:
    extra = {} if one["type"] == "anyone" else VIEWS
    return {"kind": "drive#permission", **one, **extra}


def _plain(one: Json) -> Json:
    return {name: value for name, value in one.items() if name != "inheritedFrom"}


def _detailed(one: Json) -> Json:
    """In shared drives it is told where a permission comes from."""
    source = one.get("inheritedFrom")
    detail = {
        "permissionType": "member" if source else "file",
        "role": one["role"],
        "inherited": bool(source),
    }
    return _plain(one) | {"permissionDetails": [detail | ({"inheritedFrom": source} if source else {})]}
