"""Windows: the calendar months, quarters, half-years and years that a published table covers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

LEVELS = (1, 3, 6, 12)
"""How many months a window may have."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """`first` counts months from the year 0; a window of n months begins at a multiple of n."""

    first: int
    length: int

    @property
    def last(self) -> int:
        return self.first + self.length - 1

    @property
    def months(self) -> range:
        return range(self.first, self.first + self.length)

    @property
    def start(self) -> date:
        return first_day(self.first)

    @property
    def end(self) -> date:
        """The last day, which is counted."""
        return first_day(self.last + 1) - timedelta(days=1)

    def meets(self, other: "Window") -> bool:
        return self.first <= other.last and other.first <= self.last

    def within(self, other: "Window") -> bool:
        return other.first <= self.first and self.last <= other.last

    def __str__(self) -> str:
        """`October 2026`, `July to September 2026`, `2026`."""
        if self.length == 12:
            return f"{self.start:%Y}"
        return f"{self.end:%B %Y}" if self.length == 1 else f"{self.start:%B} to {self.end:%B %Y}"


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def spanning(start: date, end: date) -> Window:
    first = month_of(start)
    return Window(first, month_of(end) - first + 1)


def ending_in(month: int) -> Iterator[Window]:
    """The calendar's windows whose last month this is, shortest first."""
    return (Window(month + 1 - n, n) for n in LEVELS if (month + 1) % n == 0)


def named(month: int) -> str:
    """YYYY-MM"""
    return f"{first_day(month):%Y-%m}"


def read_month(text: str) -> int:
    """Of YYYY-MM. Raises ValueError for anything else."""
    if not _MONTH.fullmatch(text):
        raise ValueError("a month is written YYYY-MM")
    return month_of(date.fromisoformat(f"{text}-01"))
