"""What a request is, what answers it, and how Google words an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import MultiDict

if TYPE_CHECKING:
    from tests.google.world import World

Json = Any
"""A JSON value."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. `scopes` is None where any token is taken: then everything is allowed. `only_app` is the
    project whose own files alone may be used, where no scope is given but `drive.file`.
    """

    email: str
    scopes: frozenset[str] | None = None
    only_app: str | None = None

    @property
    def unchecked(self) -> bool:
        return self.scopes is None


@dataclass(frozen=True, slots=True)
class Request:
    """`path` holds the parts named in the route's pattern, decoded; `body` is None without one, or
    where it isn't JSON: `raw` is what came. `base` is the address the server was called by.
    """

    world: World
    caller: Caller
    path: Mapping[str, str]
    query: MultiDict[str, str]
    body: Json
    headers: Mapping[str, str]
    raw: bytes = b""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is not simply JSON with status 200. `content` None means no body."""

    content: bytes | None
    status: int = 200
    content_type: str = "application/json; charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Request], "Json | Reply"]
"""Answers a request with JSON or a Reply, or raises ApiError. Called with the world's lock held, so
that a request is applied whole before the next begins; what it raises must leave the world as it was.
"""


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` is a regular expression for the whole, still encoded path, with named groups."""

    method: str
    pattern: str
    handler: Handler


STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """Answered as Google does: {"error": {"code", "message", "status", …}}. Drive v3 errors have no
    status but `errors: [{"domain", "reason", "message", …}]`: give them as `errors`.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        details: list[Json] | None = None,
        errors: list[Json] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message = status, message
        self.code = code or STATUS.get(status, "UNKNOWN")
        self.details, self.errors = details, errors


def info(reason: str, **metadata: str) -> Json:
    """A detail of an error that programs look at."""
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    return {"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": metadata}
