"""What stands in the workbooks, cell by cell, as people see it: the checker's own reading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

Value = str | float | int | bool | date | None
EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's dates."""

DAYS = frozenset({
    "Received", "Reach out by", "Reached out on", "Next check-in", "Closed", "Away from", "Away until",
    "Approved on", "In force until", "Review on", "Published", "Window start", "Window end", "Date",
    "Requester consulted on", "Told on", "Due", "Done", "Review date", "Agreement in force until",
})  # fmt: skip
"""Columns in which a number is a day."""


def as_day(header: object, value: object) -> Value:
    """A value as it was typed: numbers in columns of days are days, and a day is no time."""
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value
    if header in DAYS and isinstance(value, (int, float)) and not isinstance(value, bool) and value > 30_000:
        return EPOCH + timedelta(days=int(value)) if value == int(value) else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, int, float, bool, date)) else None


@dataclass
class Table:
    """One tab. `lines` are all below the headers; the first is line 1."""

    headers: list[str]
    lines: list[list[Value]]

    def column(self, header: str) -> int:
        return self.headers.index(header)

    def rows(self) -> Iterator[dict[str, Value]]:
        """Header to value, of lines that are not blank."""
        for line in self.lines:
            if any(value is not None for value in line):
                yield dict(zip(self.headers, line, strict=False))

    def keyed(self, *headers: str) -> dict[str, dict[str, Value]]:
        """Rows by key, of those that have one; the last of several."""
        found = ((key_of(row, headers), row) for row in self.rows())
        return {key: row for key, row in found if key}

    def line_of(self, key: str, *headers: str) -> int | None:
        """Counted from 1."""
        for number, line in enumerate(self.lines, 1):
            if key_of(dict(zip(self.headers, line, strict=False)), headers) == key:
                return number
        return None


def key_of(row: Mapping[str, Value], headers: Sequence[str]) -> str:
    """Blank where a part of it is blank."""
    parts = [str(row.get(header) or "") for header in headers]
    return "|".join(parts) if all(parts) else ""


def table(grid: Sequence[Sequence[object]]) -> Table:
    """Rows of raw values, the headers first."""
    if not grid:
        return Table([], [])
    headers = ["" if value is None else str(value) for value in grid[0]]
    width = len(headers)
    lines = []
    for row in grid[1:]:
        values = [as_day(header, value) for header, value in zip(headers, row, strict=False)]
        lines.append(values + [None] * (width - len(values)))
    while lines and not any(value is not None for value in lines[-1]):
        lines.pop()
    return Table(headers, lines)


@dataclass
class Picture:
    """All that can be seen after a run. `tabs` by workbook and tab; `texts` by workbook, every byte of it;
    `case_files` are the codes that have one, `touched` the texts of those that changed since the last
    picture, `touched_tabs` their tabs; `reports` by path; `said` is what the run printed and logged;
    `exports` what lies where form exports are dropped.
    """

    tabs: Mapping[tuple[str, str], Table]
    texts: Mapping[str, str]
    case_files: frozenset[str] = frozenset()
    touched: Mapping[str, str] = field(default_factory=dict)
    touched_tabs: Mapping[str, Mapping[str, Table]] = field(default_factory=dict)
    reports: Mapping[str, bytes] = field(default_factory=dict)
    said: str = ""
    exports: str = ""

    def __getitem__(self, tab: tuple[str, str]) -> Table:
        return self.tabs[tab]
