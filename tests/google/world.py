"""Everything the server holds: files with their owners and permissions, and how it is to behave."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tests.google.accounts import Accounts
from tests.google.calls import Calls
from tests.google.faults import Faults
from tests.google.quota import Quota
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
    apps: list[str] = field(default_factory=list)
    """The projects that made it or were given it to open."""

    @property
    def is_folder(self) -> bool:
        return self.mime_type == FOLDER

    @property
    def is_drive(self) -> bool:
        """Whether it is the uppermost folder of a shared drive; what lies in one has no owner."""
        return "drive" in self.extra


@dataclass
class Switches:
    """Where Google's behaviour is not documented, both ways can be had."""

    forms_filter: str = "created"
    """`created` or `submitted`: which time the filter of forms.responses.list tests."""
    forms_order: str = "submitted"
    """`submitted`, `reversed` or `shuffled`: in which order forms.responses.list gives results."""
    metadata_follows_sort: bool = True
    """Whether developer metadata of rows moves along when a range is sorted."""
    strict_auth: bool = False
    """Whether only tokens issued here are taken, with their scopes, and permissions are checked."""
    latency_ms: float = 0
    """How long each answer of the APIs is held back."""


@dataclass
class World:
    """`lock` is held while a request is applied. `clock` gives the time in UTC."""

    files: dict[str, File] = field(default_factory=dict)
    switches: Switches = field(default_factory=Switches)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    random: random.Random = field(default_factory=lambda: random.Random(0))
    lock: threading.RLock = field(default_factory=threading.RLock)
    accounts: Accounts = field(default_factory=Accounts)
    faults: Faults = field(default_factory=Faults)
    quota: Quota = field(default_factory=Quota)
    calls: Calls = field(default_factory=Calls)
    changes: dict[str, int] = field(default_factory=dict)
    """The number of the last change to each file, deleted ones too."""
    sequence: int = 0
    behind: dict[str, int] = field(default_factory=dict)
    """Versions that Drive still tells of files that have changed since: it may be minutes late."""
    acting: str = ""
    """The project of the request being applied."""

    def new_id(self, length: int = 44) -> str:
        return "".join(self.random.choices(ALPHABET, k=length))

    def role(self, file: File, caller: Caller) -> str | None:
        """The strongest role that the caller has on the file; None for none."""
        if caller.only_app is not None and caller.only_app not in file.apps:
            return None
        if caller.unchecked or caller.email.casefold() == file.owner.casefold():
            return "owner"
        roles = [p["role"] for p in file.permissions if _is_for(p, caller.email)]
        anywhere = replace(caller, only_app=None)
        above = [self.role(self.files[p], anywhere) for p in file.parents if p in self.files]
        inherited = ["writer" if role == "owner" else role for role in above if role]
        return max([*roles, *inherited], key=ROLES.index, default=None)

    def shared_with(self, file: File) -> list[dict[str, Any]]:
        """The permissions on a file and, where none of its own is stronger, on the folders it is in."""
        found = {p["id"]: p for p in file.permissions}
        for parent in (self.files[p] for p in file.parents if p in self.files):
            for inherited in self.shared_with(parent):
                own = found.get(inherited["id"])
                if own is None or ROLES.index(own["role"]) < ROLES.index(inherited["role"]):
                    found[inherited["id"]] = {"inheritedFrom": parent.id, **inherited}
        return list(found.values())

    def drive_of(self, file: File) -> File | None:
        """The shared drive that a file lies in."""
        if file.is_drive:
            return file
        above = (self.drive_of(self.files[p]) for p in file.parents if p in self.files)
        return next(filter(None, above), None)

    def root_id(self, email: str) -> str:
        """The id of a person's My Drive."""
        return "0A" + sha256(email.casefold().encode()).hexdigest()[:15] + "PVA"

    def parents(self, file: File) -> list[str]:
        """What isn't in a folder lies in its owner's My Drive."""
        return file.parents or ([self.root_id(file.owner)] if file.owner else [])

    def may_own(self, caller: Caller) -> bool:
        """Service accounts have no storage of their own: they create files in shared drives only."""
        return caller.unchecked or caller.email not in self.accounts.service_accounts

    def open(self, file_id: str, caller: Caller, mime_type: str, need: str = "reader") -> File:
        """The file, if it is there and the caller's role suffices; the errors of Sheets and Forms."""
        file = self.files.get(file_id)
        hidden = file and caller.only_app is not None and caller.only_app not in file.apps
        if file is None or file.mime_type != mime_type or hidden:
            raise ApiError(404, "Requested entity was not found.")
        role = self.role(file, caller)
        if role is None or ROLES.index(role) < ROLES.index(need):
            raise ApiError(403, "The caller does not have permission")
        return file

    def touch(self, file: File) -> None:
        """After a change to the content."""
        file.modified = self.clock()
        self.note(file)

    def note(self, file: File) -> None:
        """After a change to anything about the file; drive.changes tells of it."""
        file.version += 1
        self.sequence += 1
        self.changes[file.id] = self.sequence

    def add(self, file: File) -> File:
        file.created = file.modified = self.clock()
        if self.acting:
            file.apps.append(self.acting)
        self.files[file.id] = file
        self.note(file)
        return file


def _is_for(permission: dict[str, Any], email: str) -> bool:
    if permission.get("view") == "published":  # may answer a form, not read it
        return False
    if permission["type"] == "anyone":
        return True
    address = str(permission.get("emailAddress", "")).casefold()
    return permission["type"] in ("user", "group") and address == email.casefold()
