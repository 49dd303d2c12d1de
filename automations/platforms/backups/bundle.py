"""What a backup holds: a zip archive of parts, with a list that says what belongs in it."""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from automations.errors import BackupError

_LIST = "backup.json"
_VERSION = 1
_PART = re.compile(r"[\w][\w .-]*(/[\w][\w .-]*){0,3}")
"""Paths below a folder: whoever has a public key can make a backup, so none is believed."""

Parts = Mapping[str, bytes]
"""Contents by path, with / between folders."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """`platform` is where the workbooks lived (`files` or `google`), `made` when they were copied."""

    platform: str
    made: datetime
    parts: Parts


def packed(bundle: Bundle) -> bytes:
    archive = io.BytesIO()
    listed = {path: hashlib.sha256(content).hexdigest() for path, content in bundle.parts.items()}
    about = {
        "version": _VERSION,
        "platform": bundle.platform,
        "made": bundle.made.isoformat(),
        "parts": listed,
    }
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(_LIST, json.dumps(about, indent=1))
        for path, content in bundle.parts.items():
            file.writestr(path, content)
    return archive.getvalue()


def unpacked(content: bytes) -> Bundle:
    """Raises BackupError unless every part is there, and as it was listed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            about = json.loads(file.read(_LIST))
            parts = {path: file.read(path) for path in map(_checked, about["parts"])}
        bundle = Bundle(str(about["platform"]), datetime.fromisoformat(about["made"]), parts)
        whole = all(hashlib.sha256(parts[path]).hexdigest() == sum_ for path, sum_ in about["parts"].items())
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, OSError):
        raise BackupError(_NOT_OURS) from None
    if not whole or about["version"] != _VERSION or bundle.made.tzinfo is None:
        raise BackupError(_NOT_OURS)
    return bundle


_NOT_OURS = (
    "What is in this file is no backup that this version knows, or parts of it are damaged. Nothing was "
    "restored. Take another one, or the version of this program that made it."
)


def _checked(path: str) -> str:
    if not _PART.fullmatch(path):
        raise ValueError(path)
    return path
