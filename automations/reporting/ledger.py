"""Office/Releases, and what the jobs keep beside it: all that was ever published, frozen as it was."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from automations.core.marks import Marks, release_mark
from automations.core.snapshot import Row, TabSnapshot
from automations.reporting.tables import BY_NAME, REQUESTS, Counts, Table
from automations.reporting.windows import Window, named, read_month, spanning
from sheets_schema import codec
from sheets_schema.dates import DateOrder

NONCHARACTERS = {code: f"\\u{code:04x}" for code in (0xFFFE, 0xFFFF)}
"""As JSON can write them: not every workbook can hold them."""


class LedgerError(ValueError):
    """What was noted of earlier releases can't be read, or can't all be so: nobody can say what a further
    number would tell.
    """


@dataclass(frozen=True, slots=True)
class Attempt:
    """A table for a window. `counts` is None where it is withheld, for a category is too small or the
    sum is over `most`; `most` follows from what was published before. `k` is the threshold it had to meet.
    `corrects` is the number of the release whose numbers for the same table and window these replace.
    """

    table: Table
    window: Window
    counts: Counts | None
    k: int
    most: int | None = None
    corrects: int | None = None

    @property
    def total(self) -> int:
        return sum((self.counts or {}).values())


@dataclass(frozen=True, slots=True)
class Release:
    """One report, or one correction: that of `month` is the last report before it. `words` is what its page
    says beside the numbers.
    """

    number: int
    month: int
    attempts: tuple[Attempt, ...]
    words: Mapping[str, object] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Where it lies: YYYY-MM, or correction-N."""
        return correction_folder(self.number) if self.is_correction else named(self.month)

    @property
    def is_correction(self) -> bool:
        return any(attempt.corrects is not None for attempt in self.attempts)

    @property
    def published(self) -> Iterator[Attempt]:
        return (attempt for attempt in self.attempts if attempt.counts is not None)


def correction_folder(number: int) -> str:
    return f"correction-{number}"


@dataclass(frozen=True)
class Ledger:
    """All releases, oldest first. What a report tries follows from earlier reports alone, never from what was
    corrected: so `attempts` and all that is made of them leave corrections out.
    """

    releases: tuple[Release, ...] = ()

    @cached_property
    def reports(self) -> tuple[Release, ...]:
        return tuple(release for release in self.releases if not release.is_correction)

    @cached_property
    def attempts(self) -> tuple[Attempt, ...]:
        return tuple(attempt for report in self.reports for attempt in report.attempts)

    @cached_property
    def months(self) -> tuple[int, ...]:
        return tuple(report.month for report in self.reports)

    @cached_property
    def editions(self) -> Mapping[tuple[Table, Window], list[Attempt]]:
        """All that was published of a table for a window: first in a report, then in corrections."""
        found: dict[tuple[Table, Window], list[Attempt]] = {}
        for attempt in (a for release in self.releases for a in release.published):
            found.setdefault((attempt.table, attempt.window), []).append(attempt)
        return found

    @cached_property
    def standing(self) -> Mapping[tuple[Table, Window], int]:
        """The number of the release that has the latest numbers of a table for a window."""
        return {(a.table, a.window): release.number for release in self.releases for a in release.published}

    @property
    def next_number(self) -> int:
        return max((release.number for release in self.releases), default=0) + 1

    def of(self, table: Table) -> Iterator[Attempt]:
        """Attempts at a table of the same family."""
        return (attempt for attempt in self.attempts if attempt.table.family == table.family)

    def published(self, table: Table) -> Iterator[Attempt]:
        return (a for a in self.attempts if a.table is table and a.counts is not None)

    @cached_property
    def totals(self) -> Mapping[Window, int]:
        """The published numbers of requests."""
        return {a.window: a.total for a in self.published(REQUESTS)}

    def told(self, month: int) -> bool:
        """Whether the month's requests are in a published number."""
        return any(month in window.months for window in self.totals)

    def total(self, window: Window) -> int | None:
        """The requests of the window, where what was published adds up to it."""
        inside = {w: n for w, n in self.totals.items() if w.within(window)}
        covered = sum(w.length for w in inside) == window.length
        return sum(inside.values()) if covered else None

    def plus(self, *attempts: Attempt) -> "Ledger":
        """With attempts of a report that is being made."""
        last = max((attempt.window.last for attempt in attempts), default=0)
        return Ledger((*self.releases, Release(self.next_number, last, attempts))) if attempts else self

    @property
    def begins(self) -> int | None:
        """The first month that was reported: nothing is counted before it."""
        return min(self.months, default=None)


def read_ledger(tab: TabSnapshot, marks: Marks, k: int) -> Ledger:
    """What was noted when a release was made counts; rows of Releases where nothing was. Raises
    LedgerError if what was noted can't be read.
    """
    rows = _by_number(tab)
    noted = {number: marks.get(release_mark(number)) for number in _numbers(marks)}
    found = [_from_mark(number, text) for number, text in noted.items()]
    found += [_from_rows(n, attempts, k) for n, attempts in rows.items() if n not in noted]
    return Ledger(tuple(sorted(found, key=lambda release: release.number)))


def _numbers(marks: Marks) -> Iterator[int]:
    for key in marks.values:
        _, _, number = key.partition(" ")
        if number.isascii() and number.isdigit() and key == release_mark(int(number)):
            yield int(number)


def _by_number(tab: TabSnapshot) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in tab.rows:
        number = codec.read_whole_number(row.get("Release"))
        if isinstance(number, int):
            found.setdefault(number, []).append(row)
    return found


def _from_rows(number: int, rows: Iterable[Row], k: int) -> Release:
    found: dict[tuple[Table, Window, int | None], dict[str, int | None]] = {}
    for row in rows:
        start, end = (
            codec.read_date(row.get(h), DateOrder.MONTH_FIRST) for h in ("Window start", "Window end")
        )
        table = BY_NAME.get(codec.read_text(row.get("Table")))
        if isinstance(start, date) and isinstance(end, date) and table:
            attempt = table, spanning(start, end), _number(row, "Correction of")
            found.setdefault(attempt, {})[codec.read_text(row.get("Category"))] = _number(row, "Count")
    attempts = tuple(Attempt(t, w, _whole(counts), k, corrects=c) for (t, w, c), counts in found.items())
    return Release(number, max((a.window.last for a in attempts), default=0), attempts)


def _number(row: Row, header: str) -> int | None:
    found = codec.read_whole_number(row.get(header))
    return found if isinstance(found, int) else None


def _whole(counts: Mapping[str, int | None]) -> Counts | None:
    known = {category: count for category, count in counts.items() if count is not None}
    return known if len(known) == len(counts) else None


def ledger_rows(release: Release, published: date) -> Iterable[Row]:
    for attempt in release.attempts:
        for category in attempt.table.categories:
            yield {
                "Release": release.number,
                "Published": published,
                "Table": attempt.table.name,
                "Window start": attempt.window.start,
                "Window end": attempt.window.end,
                "Category": category,
                "Count": None if attempt.counts is None else attempt.counts[category],
                "Correction of": attempt.corrects,
            }


def missing_rows(ledger: Ledger, tab: TabSnapshot, today: date) -> list[Row]:
    """Rows that somebody deleted, or changed: what they say now stays beside them."""
    there = {_said(row) for row in tab.rows}
    rows = (row for release in ledger.releases for row in ledger_rows(release, today))
    return [row for row in rows if _said(row) not in there]


def _said(row: Row) -> tuple[object, ...]:
    """All that a row tells, but for the day, in whatever way its cells are written."""
    numbers = (codec.read_whole_number(row.get(header)) for header in ("Release", "Count", "Correction of"))
    ends = (codec.read_date(row.get(f"Window {end}"), DateOrder.MONTH_FIRST) for end in ("start", "end"))
    return (*numbers, *ends, *(codec.read_text(row.get(header)) for header in ("Table", "Category")))


def mark(release: Release) -> str:
    """All that making the report again takes."""
    attempts = [
        [a.table.name, a.window.first, a.window.length, a.k, a.most, a.counts and list(a.counts.values())]
        + ([] if a.corrects is None else [a.corrects])
        for a in release.attempts
    ]
    noted = {"month": named(release.month), "tables": attempts, "words": dict(release.words)}
    return json.dumps(noted, ensure_ascii=False).translate(NONCHARACTERS)


def _from_mark(number: int, text: str) -> Release:
    try:
        noted = json.loads(text)
        attempts = tuple(_attempt(*values) for values in noted["tables"])
        month, words = read_month(noted["month"]), dict(noted["words"])
    except (ValueError, KeyError, TypeError):
        raise LedgerError(f"what was noted of release {number} can't be read") from None
    return Release(number, month, attempts, words)


def _attempt(
    name: str,
    first: int,
    length: int,
    k: int,
    most: int | None,
    values: list[int] | None,
    corrects: int | None = None,
) -> Attempt:
    table = BY_NAME[name]
    counts = None if values is None else dict(zip(table.categories, map(int, values), strict=True))
    return Attempt(table, Window(int(first), int(length)), counts, int(k), most, corrects)
