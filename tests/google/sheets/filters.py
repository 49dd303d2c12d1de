"""Which rows the basic filter hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.google.sheets.grid import Sheet

if TYPE_CHECKING:
    from tests.google.sheets.render import Renderer


def filtered_rows(renderer: Renderer, sheet: Sheet) -> frozenset[int]:
    return frozenset()
