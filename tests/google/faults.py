"""Planned misbehaviour: which calls go wrong, and how."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from tests.google.replies import error_reply, html_page
from tests.google.wire import ApiError, Json, Reply

KINDS = {
    "status": "answered with `status` and a `body`; done nevertheless where `applied`",
    "delay": "answered as ever after `ms`",
    "drop_before": "connection closed, nothing done",
    "drop_after": "done, but the connection is closed without an answer",
    "late": "answered with `status` (0: connection closed), done `ms` later or after the next request",
    "hang": "no answer for `ms`, then the connection is closed; done first where `applied`",
    "truncated": "done, and answered with half of the JSON as if it were all",
    "cut": "done, but the connection breaks in the middle of the answer",
}

MESSAGES = {
    404: "Requested entity was not found.",
    409: "The operation was aborted.",
    500: "Internal error encountered.",
    502: "Bad Gateway",
    503: "The service is currently unavailable.",
}


@dataclass
class Fault:
    """Strikes the `nth` call that it fits, and the `count - 1` after that. `api` is a short method
    name with wildcards, `path` a regular expression searched in the encoded path. A `late` one
    without `ms` is applied after the next request. `body` is json, html, truncated or empty. Where a
    connection is closed, `reset` does it rudely: httplib2 sends a request again after the polite way.
    """

    kind: str
    api: str = "*"
    method: str = ""
    path: str = ""
    nth: int = 1
    count: int = 1
    status: int = 503
    body: str = "json"
    message: str = ""
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    ms: float = 0
    applied: bool = False
    reset: bool = False
    seen: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such kind of fault: {self.kind}")

    def fits(self, method: str, path: str, api: str) -> bool:
        same = not self.method or self.method.upper() == method
        return same and fnmatchcase(api, self.api) and re.search(self.path, path) is not None

    def strikes(self) -> bool:
        self.seen += 1
        return self.nth <= self.seen

    @property
    def spent(self) -> bool:
        return self.seen >= self.nth + self.count - 1

    def reply(self) -> Reply:
        message = self.message or MESSAGES.get(self.status, "Internal error encountered.")
        if self.body == "html":
            page = html_page(self.status, "Server Error", message)
            return Reply(page.content, page.status, page.content_type, self.headers)
        reply = error_reply(ApiError(self.status, message, code=self.code or None), self.headers)
        whole = reply.content or b""
        sizes = {"json": len(whole), "truncated": len(whole) // 2, "empty": 0}
        return Reply(whole[: sizes[self.body]], self.status, reply.content_type, reply.headers)


@dataclass
class Faults:
    """A call is struck by the first in the plan that is due; those behind it don't count that call."""

    plan: list[Fault] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, **details: Json) -> Fault:
        fault = Fault(kind, **details)
        with self.guard:
            self.plan.append(fault)
        return fault

    def clear(self) -> None:
        with self.guard:
            self.plan.clear()

    def take(self, method: str, path: str, api: str) -> Fault | None:
        with self.guard:
            for fault in self.plan:
                if fault.fits(method, path, api) and fault.strikes():
                    if fault.spent:
                        self.plan.remove(fault)
                    return fault
        return None


def truncated(reply: Reply) -> Reply:
    content = reply.content or b""
    return Reply(content[: len(content) // 2], reply.status, reply.content_type, reply.headers)


def from_json(value: Json) -> list[Fault]:
    """A fault, or a list of them, as an admin request gives them."""
    given = value if isinstance(value, list) else [value]
    return [Fault(**json.loads(json.dumps(one))) for one in given]
