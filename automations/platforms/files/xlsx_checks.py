"""What is looked at before a workbook is opened: whether it is one, and whether it fits into memory."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from python_calamine import CalamineError

from automations.errors import SchemaError, WorkbookError
from sheets_schema.columns import WorkbookShape

DAMAGED = (
    CalamineError, OSError, ValueError, KeyError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error,
    ElementTree.ParseError,
)  # fmt: skip
"""What reading a file raises that is no whole workbook."""

LARGEST = 2**30
"""Bytes, unpacked. The office of 50,000 requests takes less than half."""

MOST_CELLS, LAST_ROW = 5_000_000, 1_000_000
"""From the first cell to the farthest, for that is what reading a sheet takes memory for; and below the last
row nothing can be added.
"""

_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files begin of Office before 2007, and those locked with a password (MS-CFB 2.2, MS-OFFCRYPTO 2.3)."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_FAR = re.compile(rb'<c r="(?:[A-Z]{3}[0-9]+|[A-Z]+[0-9]{6,})"[^>]*(?<!/)>')
_FILLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*(?<!/)>')


def ensure_usable(content: bytes, name: str, shape: WorkbookShape) -> None:
    """Raises WorkbookError for what is no .xlsx file or too large, SchemaError for a tab that is."""
    if content.startswith(_OLD_OR_LOCKED):
        raise WorkbookError(
            f"{name} is locked with a password, or of the old kind .xls. Open it in a spreadsheet program "
            "and save it as .xlsx, without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise WorkbookError(
                    f"{name} would take more than a gigabyte to open. Put a good copy in its place, or copy "
                    "what people typed into a new workbook."
                )
            _ensure_near(archive, shape)
    except DAMAGED:
        raise unreadable(name) from None


def unreadable(name: str) -> WorkbookError:
    return WorkbookError(
        f"{name} can't be read as an .xlsx workbook. Put a good copy in its place, or open it in a "
        "spreadsheet program and save it as .xlsx."
    )


def sheet_files(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet names and the files they are in. Raises what is in DAMAGED."""
    # Expat bounds the growth of entities itself since 2.4.1; every supported Python has a later one.
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - as above
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            yield str(sheet.get("name")), path


def _ensure_near(archive: zipfile.ZipFile, shape: WorkbookShape) -> None:
    """Ctrl and an arrow lead to the last row or column, and there somebody types: only what is formatted
    there does no harm.
    """
    known = {tab.title for tab in shape.tabs}
    for title, path in sheet_files(archive):
        sheet = archive.read(path) if title in known else b""
        if _FAR.search(sheet):
            cells = [(_number(column), int(row)) for column, row in _FILLED.findall(sheet)]
            column, row = max(cells)[0], max(row for _, row in cells)
            if column * row > MOST_CELLS or row > LAST_ROW:
                raise SchemaError(
                    f"{shape.name}, tab {title}: something stands far from the table, in row {row} or column "
                    f"no. {column}. Delete it: Ctrl+End leads there."
                )


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
