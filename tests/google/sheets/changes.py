"""How indexes of rows or columns change when some are inserted, deleted or moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tests.google.wire import Json

Span = tuple[int | None, int | None]


class Change(Protocol):
    def point(self, index: int) -> int | None:
        """Where a row or column is afterwards; None if it is gone."""

    def span(self, start: int | None, end: int | None) -> Span | None:
        """The same for a span, `end` not included; None stands for open sides."""


@dataclass(frozen=True, slots=True)
class Insert:
    at: int
    count: int

    def point(self, index: int) -> int | None:
        return index + self.count if index >= self.at else index

    def span(self, start: int | None, end: int | None) -> Span | None:
        first = None if start is None else self.point(start)
        return first, end if end is None or end <= self.at else end + self.count


@dataclass(frozen=True, slots=True)
class Delete:
    start: int
    end: int

    def point(self, index: int) -> int | None:
        if index >= self.end:
            return index - (self.end - self.start)
        return index if index < self.start else None

    def _edge(self, index: int) -> int:
        return index - max(min(index, self.end) - self.start, 0)

    def span(self, start: int | None, end: int | None) -> Span | None:
        first = None if start is None else self._edge(start)
        last = None if end is None else self._edge(end)
        whole = start is not None and end is not None and start < end
        if whole and first == last:
            return None
        return first, last


@dataclass(frozen=True, slots=True)
class Move:
    """Rows or columns from `start` to `end` now stand before the one that was at `to`."""

    start: int
    end: int
    to: int

    def point(self, index: int) -> int | None:
        count = self.end - self.start
        landing = self.to - count if self.to > self.start else self.to
        if self.start <= index < self.end:
            return index - self.start + landing
        index = index - count if index >= self.end else index
        return index + count if index >= landing else index

    def span(self, start: int | None, end: int | None) -> Span | None:
        """A span keeps its place unless it lies within what moves or is passed by it."""
        if start is None or end is None:
            return start, end
        ends = sorted((self.point(start) or 0, self.point(end - 1) or 0))
        if ends[1] - ends[0] == end - 1 - start:
            return ends[0], ends[1] + 1
        return start, end


class _Gone:
    """Stands for a range of which nothing is left."""


GONE = _Gone()
_ROW_KEYS = ("startRowIndex", "endRowIndex")
_COLUMN_KEYS = ("startColumnIndex", "endColumnIndex")


def adjusted(value: Json, sheet_id: int, axis: str, change: Change) -> Json:
    """Any resource with all ranges in it following the change; GONE if its range is gone."""
    if isinstance(value, list):
        items = [adjusted(item, sheet_id, axis, change) for item in value]
        kept = [item for item in items if item is not GONE]
        return GONE if items and not kept else kept
    if not isinstance(value, dict):
        return value
    if any(key in value for key in (*_ROW_KEYS, *_COLUMN_KEYS)):
        return _grid_range(value, sheet_id, axis, change)
    if "dimension" in value and "startIndex" in value:
        return _dimension_range(value, sheet_id, axis, change)
    return _fields(value, sheet_id, axis, change)


def _fields(value: Json, sheet_id: int, axis: str, change: Change) -> Json:
    result = {}
    for key, item in value.items():
        changed = adjusted(item, sheet_id, axis, change)
        if changed is not GONE:
            result[key] = changed
        elif key in ("range", "ranges", "dimensionRange", "location"):
            return GONE
    return result


def _grid_range(area: Json, sheet_id: int, axis: str, change: Change) -> Json:
    if area.get("sheetId", 0) != sheet_id:
        return area
    keys = _ROW_KEYS if axis == "ROWS" else _COLUMN_KEYS
    return _spanned(area, keys, change)


def _dimension_range(area: Json, sheet_id: int, axis: str, change: Change) -> Json:
    if area.get("sheetId", 0) != sheet_id or area["dimension"] != axis:
        return area
    return _spanned(area, ("startIndex", "endIndex"), change)


def _spanned(area: Json, keys: tuple[str, str], change: Change) -> Json:
    span = change.span(area.get(keys[0]), area.get(keys[1]))
    if span is None:
        return GONE
    found = {key: index for key, index in zip(keys, span, strict=True) if index is not None}
    return {**{key: value for key, value in area.items() if key not in keys}, **found}
