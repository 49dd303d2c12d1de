"""A copy of the project as somebody has it who just got it."""

import hashlib
import shutil
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
IGNORED = (*(ROOT / ".gitignore").read_text(encoding="utf-8").split(), ".git")


def copy_of_the_project(target: Path) -> None:
    shutil.copytree(ROOT, target, ignore=_left_out)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What is no part of the project, as .gitignore says."""
    top = Path(folder) == ROOT
    patterns = [p.strip("/") for p in IGNORED if top or not p.startswith("/")]
    return {name for name in names for pattern in patterns if fnmatch(name, pattern)}


def with_an_environment(project: Path, *elsewhere: Path) -> None:
    """As `scripts/start.py` leaves one behind, with the packages of the Python that runs this; that Python
    answers to these other paths as well.
    """
    for path in (project / ".venv/bin/python", *elsewhere):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        path.chmod(0o755)
    (project / ".venv/python-version").write_text(sys.version, encoding="utf-8")
    for name in ("requirements.txt", "requirements-dev.txt"):
        mark = hashlib.sha256((ROOT / name).read_bytes() + sys.version.encode()).hexdigest()
        (project / f".venv/{name}.installed").write_text(mark, encoding="utf-8")
