"""Bodies of uploads: metadata and content in one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from tests.google.drive_errors import drive_error
from tests.google.wire import Json, Request

BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
HEADER = re.compile(rb"^content-type:\s*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Upload:
    """`content` is None where metadata came alone."""

    metadata: Json
    content: bytes | None = None
    mime_type: str = ""


def upload_of(request: Request) -> Upload:
    match request.query.get("uploadType"):
        case None:
            return Upload(request.body or {})
        case "media":
            kind = request.headers.get("Content-Type", "application/octet-stream")
            return Upload({}, request.raw, kind.split(";")[0].strip())
        case "multipart":
            return _related(request)
    raise drive_error(400, "badRequest", "Only uploadType media and multipart are known here.", "uploadType")


def _related(request: Request) -> Upload:
    boundary = BOUNDARY.search(request.headers.get("Content-Type", ""))
    if boundary is None:
        raise drive_error(400, "badContent", "Missing multipart boundary")
    parts = request.raw.split(b"--" + boundary[1].encode())[1:-1]
    if len(parts) != 2:
        raise drive_error(400, "badContent", "Multipart must have two parts")
    (_, metadata), (kind, content) = map(_part, parts)
    return Upload(_object(metadata), content, kind)


def _object(text: bytes) -> Json:
    try:
        value = json.loads(text or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise drive_error(400, "parseError", "Parse Error")
    return value


def _part(part: bytes) -> tuple[str, bytes]:
    part = part.removeprefix(b"\r\n").removeprefix(b"\n")
    end = re.search(rb"\r?\n\r?\n", part)
    head, content = (part[: end.start()], part[end.end() :]) if end else (b"", part)
    content = content.removesuffix(b"\n").removesuffix(b"\r")
    kind = HEADER.search(head)
    return (kind[1].decode().split(";")[0].strip() if kind else ""), content
