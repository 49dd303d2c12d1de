"""Ledgers as they are reckoned with by hand: the smallest number shown is 6, one over k."""

from collections.abc import Container, Mapping
from datetime import date

from automations.reporting import monthly
from automations.reporting.knowledge import knowledge
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.rules import attempts
from automations.reporting.solver import intervals
from automations.reporting.sums import Bounds, Sum, over
from automations.reporting.tables import ALL, FIRST_CONTACT, REQUESTER, REQUESTS, Counts, Table
from automations.reporting.windows import Window, month_of

K = 5
JANUARY = month_of(date(2026, 1, 1))
MONTH, NEXT, BEFORE = Window(JANUARY, 1), Window(JANUARY + 1, 1), Window(JANUARY - 1, 1)
QUARTER = Window(JANUARY, 3)
MYSELF, OTHERS = REQUESTER.categories
IN_TIME, LATE = FIRST_CONTACT.categories
NEAR = range(JANUARY - 12, JANUARY + 12)


def told(table: Table, window: Window, *counts: int, most: int | None = None) -> Attempt:
    """Withheld where no counts are given."""
    return Attempt(
        table, window, dict(zip(table.categories, counts, strict=True)) if counts else None, K, most
    )


def ledger(*attempts: Attempt) -> Ledger:
    """Each in a report of its own, made when its window was over."""
    return Ledger(tuple(Release(n, one.window.last, (one,)) for n, one in enumerate(attempts, 1)))


def possible(
    known: Ledger,
    asked: Sum,
    *given: Bounds,
    last: int = JANUARY + 2,
    focus: Container[int] = NEAR,
) -> tuple[int, int] | None:
    """The least and the most that it can be for who knows the reports and what is given; None: anything."""
    found = knowledge(known, last, focus)
    found.bounds += given
    return next(((one.least, one.most) for one in intervals(found, [asked]).values()), None)


def of(table: Table, category: str, window: Window = MONTH) -> Sum:
    return over(window, table.name, category)


def by_category(table: Table, *counts: int) -> Mapping[str, int]:
    return dict(zip(table.categories, counts, strict=True))


def tried(month: int, known: Ledger, reach_out_days: int = 7, **counts: int) -> list[tuple[str, int, bool]]:
    """Table, months of the window, whether it is shown. `requests`: those of each month; of every other
    table each category has `each`.
    """

    def tally(table: Table, window: Window) -> Counts:
        if table is REQUESTS:
            return {ALL: counts["requests"] * window.length}
        return dict.fromkeys(table.categories, counts.get("each", 0))

    decide = monthly.decide if "decided" in counts else attempts
    found = decide(month, known, tally, K, reach_out_days)
    return [(one.table.name, one.window.length, one.counts is not None) for one in found]
