"""Which files in the folder of the case files are one case's: by their names, and by the title in them.

A file that people copy or rename keeps its title: Excel and LibreOffice write again what stood there.
"""

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CODE = re.compile("[a-z]+(?:-[a-z]+){1,2}")
TITLE = re.compile(rb"<dc:title\b[^>]*>([^<]*)</dc:title>")
TITLED = ("docProps/core.xml", "meta.xml")
"""Where the title stands in an .xlsx, and in an .ods."""

LOCKS = (".~lock.", "~$")
"""Begin the names of what a program puts beside a file that it has open."""


class Whose(Enum):
    THIS, OTHER, UNSURE = range(3)


@dataclass(frozen=True, slots=True)
class Copies:
    """Of the case file: those that are its own for sure, and how many may be another case's as well."""

    sure: list[Path] = field(default_factory=list)
    unsure: list[Path] = field(default_factory=list)


def copies(folder: Path, code: str) -> Copies:
    """Raises OSError where the folder can't be read."""
    found = Copies()
    others = {path.stem.casefold() for path in folder.glob("*.xlsx")} - {code}
    for path in _files(folder):
        whose = _whose(path, folder, code, others)
        if whose is not Whose.OTHER:
            (found.sure if whose is Whose.THIS else found.unsure).append(path)
    return found


def folders(folder: Path, code: str) -> list[Path]:
    """Those that are called as the case, the deepest first."""
    found = [path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()]
    return sorted((path for path in found if code in _words(path.name)), reverse=True)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if (path.is_symlink() or not path.is_dir()) and not path.name.startswith(LOCKS):
            yield path


def _whose(path: Path, folder: Path, code: str, others: Collection[str]) -> Whose:
    """A folder that is called as the case stands for all that lies in it."""
    if path.name.casefold() == f"{code}.xlsx":
        return Whose.THIS
    words = {word for part in path.relative_to(folder).parts for word in _words(part)}
    title = _title(path)
    near = any(re.search(rf"(?:^|-){re.escape(code)}(?:-|$)", word) for word in words)
    if not near and title != code:
        return Whose.OTHER
    another = any(CODE.fullmatch(word) for word in words.intersection(others)) or title not in ("", code)
    return Whose.THIS if (code in words or title == code) and not another else Whose.UNSURE


def _words(name: str) -> list[str]:
    return WORDS.findall(name.casefold())


def _title(path: Path) -> str:
    """Blank where there is none, or no telling."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(part) for part in TITLED if part in archive.namelist()]
    except (OSError, zipfile.BadZipFile):
        return ""
    return next((match[1].decode("utf-8", "replace") for match in map(TITLE.search, parts) if match), "")
