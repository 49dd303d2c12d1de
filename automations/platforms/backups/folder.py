"""The folder in which backups lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from automations.core.letting_go import backups
from automations.errors import BackupError
from automations.platforms.files.disk import UNFINISHED, make_private_folder, sweep, write_whole


@dataclass(frozen=True, slots=True)
class BackupFolder:
    path: Path

    def names(self) -> list[str]:
        """The backups that lie there, the newest first; other files are nobody's business here."""
        try:
            return backups.newest_first(file.name for file in self.path.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BackupError(
                f"The folder {self.path} can't be read ({error.strerror}). Check that it is yours."
            ) from None

    def put(self, name: str, content: bytes) -> Path:
        """Raises WorkbookError if it can't be written: then nothing of it is there."""
        if not self.path.is_dir():
            make_private_folder(self.path)
        sweep(
            path.with_name(path.name.removesuffix(UNFINISHED))
            for path in self.path.glob(f"crt-backup-*{UNFINISHED}")
        )
        write_whole(self.path / name, content)
        if read(self.path / name) != content:
            raise BackupError(f"{name} does not read back as it was written. Check that disk.")
        return self.path / name

    def delete(self, names: Sequence[str]) -> None:
        for name in names:
            try:
                (self.path / name).unlink(missing_ok=True)
            except OSError as error:
                raise BackupError(
                    f"{name} should no longer be kept, and can't be deleted ({error.strerror}). Delete it."
                ) from None


def read(path: Path) -> bytes:
    """Raises BackupError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BackupError(f"{path} is not there. Check the path.") from None
    except OSError as error:
        raise BackupError(f"{path} can't be read ({error.strerror}). Check that it is yours.") from None
