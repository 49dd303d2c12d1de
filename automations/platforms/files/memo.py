"""How the last run left everything, so that one with no news is known before anything is read cell by cell.

Not state: without the file, or with a damaged one, a run just reads everything again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from automations.errors import WorkbookError
from automations.platforms.files import disk


@dataclass(frozen=True, slots=True)
class Remembered:
    """`left`: how things were told; `read`: how many each job read. Both empty where nothing is known."""

    left: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memo:
    path: Path

    def recall(self, circumstances: str) -> Remembered:
        """What the last run left, if it ran in the same circumstances."""
        with suppress(OSError, ValueError, AttributeError, TypeError, KeyError):
            found = json.loads(self.path.read_bytes())
            if found["circumstances"] == circumstances:
                left = {str(name): str(told) for name, told in found["left"].items()}
                return Remembered(left, {str(name): int(count) for name, count in found["read"].items()})
        return Remembered()

    def keep(self, circumstances: str, what: Remembered) -> None:
        told = {"circumstances": circumstances, "left": dict(what.left), "read": dict(what.read)}
        with suppress(WorkbookError):
            if not self.path.parent.exists():
                disk.make_private_folder(self.path.parent)
            disk.write_whole(self.path, json.dumps(told).encode())

    def forget(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def fingerprint(*parts: Iterable[bytes]) -> str:
    """Of the parts' bytes and their order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        for piece in part:
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()
