"""What the last run saw, so that a run with no news is known before anything is read cell by cell.

Not state: without the file, or with a damaged one, a run just reads everything again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from automations.errors import WorkbookError
from automations.platforms.files import disk


@dataclass(frozen=True, slots=True)
class Memo:
    path: Path

    def recall(self, fingerprint: str) -> Mapping[str, int] | None:
        """How many things each job read when everything was as it is now; None if it never was."""
        with suppress(OSError, ValueError, AttributeError, TypeError):
            found = json.loads(self.path.read_bytes())
            if found.get("fingerprint") == fingerprint:
                return {str(name): int(count) for name, count in found["read"].items()}
        return None

    def keep(self, fingerprint: str, read: Mapping[str, int]) -> None:
        with suppress(WorkbookError):
            disk.write_whole(self.path, json.dumps({"fingerprint": fingerprint, "read": read}).encode())


def fingerprint(*parts: Iterable[bytes]) -> str:
    """Of the parts' bytes and their order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        for piece in part:
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()
