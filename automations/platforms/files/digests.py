"""The folder of the digests, apart from the reports: coordinators only."""

from dataclasses import dataclass
from pathlib import Path

from automations.platforms.files import disk


@dataclass(frozen=True, slots=True)
class DigestFolder:
    folder: Path

    def put(self, month: str, content: bytes) -> None:
        """Raises WorkbookError."""
        disk.make_private_folder(self.folder)
        disk.write_whole(self.folder / f"{month}.txt", content)
