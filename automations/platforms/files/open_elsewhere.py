"""Is a workbook open in LibreOffice or Excel? Both leave a file beside it that says so."""

import logging
import time
from pathlib import Path

from automations.errors import WorkbookBusy

log = logging.getLogger("automations")

STALE_SECONDS = 24 * 3600
"""A lock file older than this was left by a program that crashed, unless a process still holds it."""


def lock_files(workbook: Path) -> list[Path]:
    """What LibreOffice (`.~lock.NAME#`) and Excel (`~$NAME`) put beside an open workbook."""
    names = (f".~lock.{workbook.name}#", f"~${workbook.name}")
    return [path for name in names if (path := workbook.with_name(name)).exists()]


def ensure_closed(workbook: Path) -> None:
    """Raises WorkbookBusy if another program has it open."""
    for lock in lock_files(workbook):
        if _age(lock) < STALE_SECONDS or _held(workbook, lock):
            raise WorkbookBusy(
                f"{workbook.name} is open in another program (there is {lock.name} beside it). "
                "Close it there; nothing is lost, the next run catches up."
            )
        log.warning(
            "%s: %s is more than a day old and no program holds it: passed over. Delete it.",
            workbook.name,
            lock.name,
        )


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return STALE_SECONDS


def _held(*paths: Path) -> bool:
    """Whether a living process of this machine has one of the files open."""
    # Only in this rare case: psutil takes its time to load.
    import psutil

    wanted = {str(path.resolve()) for path in paths}
    for process in psutil.process_iter():
        try:
            if wanted & {file.path for file in process.open_files()}:
                return True
        except (psutil.Error, OSError):
            continue
    return False
