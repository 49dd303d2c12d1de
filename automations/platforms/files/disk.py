"""Files that only their owner can read, written whole or not at all."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from automations.errors import WorkbookBusy, WorkbookError

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
UNFINISHED = ".unfinished"
"""Ends the name of a file that is being written; what a killed run left of it is swept away."""

RETRIES, PAUSE = 6, 0.25
"""Windows refuses to replace a file for as long as a virus scanner or an indexer looks at it."""


def make_private_folder(folder: Path) -> None:
    """Raises WorkbookError if it can't be made."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise WorkbookError(f"{folder}: can't be made ({_why(error)}). Check the folder.") from None


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file in one move, so that whoever reads it finds the old or the new, never half. Where
    the path is a link, what it leads to: people keep their board in a folder that is shared.

    Raises WorkbookBusy if another program holds it, WorkbookError if the disk refuses.
    """
    path = _target(path)
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        _write_through(unfinished, content)
        _replace(unfinished, path)
        _settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise _refusal(path, error) from None


def _refusal(path: Path, error: OSError) -> WorkbookError:
    cannot = f"{path.name} can't be written ({_why(error)})."
    if isinstance(error, PermissionError):
        return WorkbookBusy(
            f"{cannot} If it is open in another program, close it there; the next run catches up."
        )
    return WorkbookError(f"{cannot} Nothing in it was changed; mend that and run again.")


def sweep(paths: Iterable[Path]) -> None:
    """Delete what a killed run left half written of these files: it may hold what only the office may."""
    for path in paths:
        with suppress(OSError, WorkbookError):
            target = _target(path)
            target.with_name(target.name + UNFINISHED).unlink()


def _target(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        raise WorkbookError(
            f"{path.name} is a link that leads to itself. Put the file itself there."
        ) from None


def readable_by_others(path: Path) -> bool:
    """Whether the system lets anybody but the owner read it; always False where it has no modes."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def _write_through(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
    for attempt in range(RETRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == RETRIES - 1:
                raise
            time.sleep(PAUSE)
        else:
            return


def _settle(folder: Path) -> None:
    """Have the rename survive a power cut, where folders can be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems refuse; the file itself has been replaced and synced by now.
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
