"""Large answers: what stands in every cell is put into the finished text, not written out each time."""

from __future__ import annotations

import json

from tests.google.wire import Json

WORTHWHILE = 20_000
"""Cells from which on it pays."""


def written(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


MOST = 200
"""Each mark is looked for in the whole text, so that many would take longer than writing out."""


class Shorthand:
    """Marks are single private characters with a number, which no cell holds alone."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def mark(self, value: Json) -> Json:
        """The mark that stands for the value, or the value itself if there are too many already."""
        text = written(value)
        if text not in self._marks and len(self._marks) >= MOST:
            return value
        return self._marks.setdefault(text, f"\ue000{len(self._marks)}\ue001")

    def content(self, value: Json) -> bytes:
        text = written(value)
        for full, mark in self._marks.items():
            text = text.replace(f'"{mark}"', full)
        return text.encode()
