"""Office/Releases: all that was ever published, frozen as it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from automations.core.snapshot import Row, TabSnapshot
from sheets_schema import codec
from sheets_schema.dates import DateOrder


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one table. `count` is None where it is withheld; the window's end is included."""

    table: str
    start: date
    end: date
    category: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Release:
    """What one report says."""

    number: int
    figures: tuple[Figure, ...]

    @property
    def month(self) -> str:
        """The month that the report is filed under, YYYY-MM: the one its windows end in."""
        return f"{max(figure.end for figure in self.figures):%Y-%m}"


def read_ledger(tab: TabSnapshot) -> tuple[Release, ...]:
    """Releases in their order. Rows that were damaged are passed over."""
    figures: dict[int, list[Figure]] = {}
    for row in tab.rows:
        number = codec.read_whole_number(row.get("Release"))
        start, end = (
            codec.read_date(row.get(h), DateOrder.MONTH_FIRST) for h in ("Window start", "Window end")
        )
        count = codec.read_whole_number(row.get("Count"))
        if isinstance(number, int) and isinstance(start, date) and isinstance(end, date):
            table, category = (
                codec.read_text(row.get("Table")),
                codec.read_text(row.get("Category")),
            )
            known = count if isinstance(count, int) else None
            figures.setdefault(number, []).append(Figure(table, start, end, category, known))
    return tuple(Release(number, tuple(found)) for number, found in sorted(figures.items()))


def ledger_rows(release: Release, published: date) -> Iterable[Row]:
    for figure in release.figures:
        yield {
            "Release": release.number,
            "Published": published,
            "Table": figure.table,
            "Window start": figure.start,
            "Window end": figure.end,
            "Category": figure.category,
            "Count": figure.count,
        }
