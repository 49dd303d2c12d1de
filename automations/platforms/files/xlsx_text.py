"""Text in .xlsx files: every character survives, and none of it becomes a formula."""

import re

from sheets_schema.text import NEEDS_ESCAPE

NONCHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
"""Unicode gives these two no meaning and no .xlsx file can hold them (XML 1.0, 2.2)."""

LIKE_AN_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """`_xHHHH_` for what XML can't hold, and for text that would itself be read as such an escape."""
    return NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text.translate(NONCHARACTERS))


def unescaped(text: str) -> str:
    return LIKE_AN_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
