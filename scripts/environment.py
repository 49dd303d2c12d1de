"""The project's virtual environment: made once, and again when what it must hold changes."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
OLDEST = (3, 11)


def python() -> Path:
    """The environment's own interpreter."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(requirements: str) -> None:
    """Make the environment hold what the file pins; nothing is done where it does already."""
    if sys.version_info < OLDEST:
        sys.exit("This needs Python 3.11 or later. Get it from python.org, then run this again.")
    wanted = _fingerprint(requirements)
    mark = FOLDER / f"{requirements}.installed"
    if python().exists() and mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return
    if not _usable():
        print("Making the virtual environment …", flush=True)
        _make()
    print("Installing what is needed (a minute or two, the first time only) …", flush=True)
    _install(requirements)
    mark.write_text(wanted, encoding="utf-8")


def _usable() -> bool:
    """Whether there is an environment of this Python with pip in it, not one that was cut short."""
    version = FOLDER / "python-version"
    if not python().exists() or not version.exists() or version.read_text(encoding="utf-8") != sys.version:
        return False
    return (
        subprocess.run([str(python()), "-m", "pip", "--version"], check=False, capture_output=True).returncode
        == 0
    )


def _make() -> None:
    try:
        venv.create(FOLDER, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError):
        sys.exit(
            "The environment can't be made. On Debian or Ubuntu, install python3-venv; then run this again."
        )
    (FOLDER / "python-version").write_text(sys.version, encoding="utf-8")


def _fingerprint(requirements: str) -> str:
    content = (ROOT / requirements).read_bytes()
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def _install(requirements: str) -> None:
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--require-hashes", "-r", str(ROOT / requirements)], check=False)
    if done.returncode:
        sys.exit("Installing failed. Check the network, then run this again: it goes on where it stopped.")


def run(*arguments: str) -> int:
    """Run the environment's Python in the project's folder; its exit code."""
    return subprocess.run([str(python()), *arguments], cwd=ROOT, check=False).returncode
