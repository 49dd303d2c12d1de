"""The reports folder: one folder a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from automations.platforms.files import disk

FILES = ("report.html", "report.csv")


@dataclass(frozen=True, slots=True)
class Shelf:
    folder: Path

    def holds(self, month: str) -> bool:
        return all((self.folder / month / name).is_file() for name in FILES)

    def put(self, month: str, files: Mapping[str, bytes]) -> None:
        """A file that is there stays as it is: what was released is never changed."""
        disk.make_private_folder(self.folder / month)
        for name, content in files.items():
            if not (self.folder / month / name).is_file():
                disk.write_whole(self.folder / month / name, content)
