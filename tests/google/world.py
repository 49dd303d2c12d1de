"""Everything the server holds: files with their owners and permissions, and how it is to behave."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.google.wire import ApiError, Caller

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"

ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
"""Weakest first."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


@dataclass
class File:
    """One file on Drive. `content` is a Spreadsheet, a Form, bytes, or None for a folder.
    `permissions` are Drive permission resources: {"id", "type", "role", "emailAddress"?, …}.
    """

    id: str
    name: str
    mime_type: str
    owner: str
    content: Any
    permissions: list[dict[str, Any]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    created: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    modified: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    version: int = 1
    trashed: bool = False
    app_properties: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Switches:
    """Where Google's behaviour is not documented, both ways can be had."""

    forms_filter: str = "created"
    """`created` or `submitted`: which time the filter of forms.responses.list tests."""
    forms_order: str = "submitted"
    """`submitted`, `reversed` or `shuffled`: in which order forms.responses.list gives results."""
    metadata_follows_sort: bool = True
    """Whether developer metadata of rows moves along when a range is sorted."""


@dataclass
class World:
    """`lock` is held while a request is applied. `clock` gives the time in UTC."""

    files: dict[str, File] = field(default_factory=dict)
    switches: Switches = field(default_factory=Switches)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    random: random.Random = field(default_factory=lambda: random.Random(0))
    lock: threading.RLock = field(default_factory=threading.RLock)

    def new_id(self, length: int = 44) -> str:
        return "".join(self.random.choices(ALPHABET, k=length))

    def role(self, file: File, caller: Caller) -> str | None:
        """The strongest role that the caller has on the file; None for none."""
        if caller.unchecked or caller.email == file.owner:
            return "owner"
        roles = [p["role"] for p in file.permissions if _is_for(p, caller.email)]
        return max(roles, key=ROLES.index, default=None)

    def open(self, file_id: str, caller: Caller, mime_type: str, need: str = "reader") -> File:
        """The file, if it is there and the caller's role suffices; the errors of Sheets and Forms."""
        file = self.files.get(file_id)
        if file is None or file.mime_type != mime_type:
            raise ApiError(404, "Requested entity was not found.")
        role = self.role(file, caller)
        if role is None or ROLES.index(role) < ROLES.index(need):
            raise ApiError(403, "The caller does not have permission")
        return file

    def touch(self, file: File) -> None:
        """After a change to the content."""
        file.modified = self.clock()
        file.version += 1


def _is_for(permission: dict[str, Any], email: str) -> bool:
    if permission["type"] == "anyone":
        return True
    address = str(permission.get("emailAddress", "")).casefold()
    return permission["type"] in ("user", "group") and address == email.casefold()
