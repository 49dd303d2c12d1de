"""Large answers: what stands in every cell is put into the finished text, not written out each time."""

from __future__ import annotations

import json

from tests.google.wire import Json

WORTHWHILE = 20_000
"""Cells from which on it pays."""


def written(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Shorthand:
    """Marks are single private characters with a number, which no cell holds alone."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def mark(self, value: Json) -> str:
        mark = f"\ue000{len(self._texts)}\ue001"
        self._texts[mark] = written(value)
        return mark

    def content(self, value: Json) -> bytes:
        text = written(value)
        for mark, full in self._texts.items():
            text = text.replace(f'"{mark}"', full)
        return text.encode()
