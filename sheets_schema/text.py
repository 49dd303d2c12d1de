"""Long text over several cells: an answer too long for one continues in `<key> (2)`, `<key> (3)`, …"""

import re
from collections.abc import Iterator, Mapping

from sheets_schema.codec import Cell, read_text

CELL_UNITS = 32_767
"""UTF-16 units that a cell of an .xlsx file holds (Excel specifications and limits, Microsoft).

Google Sheets would hold 50,000 characters; one limit for both lets a team move between them."""

ESCAPE = "_xHHHH_"
NEEDS_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff]")
"""What an .xlsx file can't hold as it is (ECMA-376, 22.9.2.19, ST_Xstring).

The carriage return is among them: XML readers turn it into a line feed."""

_CONTINUES = re.compile(r"^(.+) \((?:[2-9]|[1-9][0-9]+)\)$", re.DOTALL)

_SAFE_LENGTH = CELL_UNITS // len(ESCAPE)


def continuation(header: str, number: int) -> str:
    """The header of piece `number`, counted from 1."""
    return header if number == 1 else f"{header} ({number})"


def pieces(text: str) -> list[str]:
    """The text cut so that every piece fits into a cell, no character broken; at least one piece."""
    if len(text) <= _SAFE_LENGTH:
        return [text]
    return list(_cut(text))


def _cut(text: str) -> Iterator[str]:
    escaped = {match.start() for match in NEEDS_ESCAPE.finditer(text)}
    start = used = 0
    for index, character in enumerate(text):
        units = len(ESCAPE) if index in escaped else 2 if character > "\uffff" else 1
        if used + units > CELL_UNITS:
            yield text[start:index]
            start, used = index, 0
        used += units
    yield text[start:]


def joined(header: str, cells: Mapping[str, Cell]) -> str:
    """The whole text from the cells of a row."""
    text = read_text(cells.get(header))
    # Only a full cell can have another after it, or one that was cut before a character of two units.
    if len(text) < _SAFE_LENGTH:
        return text
    number = 2
    while piece := read_text(cells.get(continuation(header, number))):
        text, number = text + piece, number + 1
    return text


def head(header: str) -> str:
    """The header that this one continues; empty if it continues none."""
    match = _CONTINUES.match(header)
    return match[1] if match else ""
