"""What corrections tell a reader who lays old and new tables side by side; see anonymity_attack.py."""

from collections.abc import Sequence
from itertools import combinations
from typing import Protocol

from automations.reporting.ledger import Attempt
from automations.reporting.tables import FIRST_CONTACT, OUTCOME, REQUESTER, REQUESTS, Table

NOBODY = "none"
MOST = 500
Terms = list[tuple[int, float]]


class Rows(Protocol):
    """An integer programme."""

    def column(self, *cell: str | int) -> int: ...

    def row(self, terms: Terms, low: float, high: float) -> None: ...


def name(table: Table, edition: int) -> str:
    """Of the columns for what was told first (0), or in a later correction."""
    return f"{table.name} {edition}" if edition else table.name


def moved(table: Table, way: str, old: int, new: int) -> str:
    """Of the columns for those who left a category, or joined it."""
    return f"{table.name} {way} {old} to {new}"


def answers(table: Table) -> tuple[str, ...]:
    return (*table.categories, NOBODY) if table is REQUESTER else table.categories


def corrected(made: Rows, told: Sequence[Attempt]) -> None:
    """All editions of one table for one window."""
    table, months = told[0].table, told[0].window.months
    for edition, attempt in enumerate(told[1:], 1):
        for category, count in (attempt.counts or {}).items():
            made.row([(made.column(name(table, edition), category, m), 1.0) for m in months], count, count)
    for month in months if told[1:] else ():
        for edition in range(len(told)):
            _together(made, table, edition, month)
        for old, new in combinations(range(len(told)), 2):
            _moves(made, table, old, new, month)


def _all(made: Rows, table: Table, edition: int, month: int, times: float = 1) -> Terms:
    return [(made.column(name(table, edition), answer, month), times) for answer in answers(table)]


def _total(made: Rows, month: int, times: float = 1) -> Terms:
    return [(made.column(REQUESTS.name, "all", month), times)]


def _together(made: Rows, table: Table, edition: int, month: int) -> None:
    """Those counted are the same as before."""
    whole = _all(made, table, edition, month)
    if table is REQUESTER:
        made.row([*whole, *_total(made, month, -1)], 0, 0)
    elif table in (FIRST_CONTACT, OUTCOME):
        made.row([*whole, *_all(made, table, 0, month, -1)], 0, 0)
    else:
        made.row([*whole, *_total(made, month, -1)], 0, 8 * MOST)
        for part in whole:
            made.row([part, *_total(made, month, -1)], -MOST, 0)


def _moves(made: Rows, table: Table, old: int, new: int, month: int) -> None:
    """Nobody leaves a category without joining another, except who chose several before or does now."""
    left, joined = (
        {a: made.column(moved(table, way, old, new), a, month) for a in answers(table)}
        for way in ("left", "joined")
    )
    for answer in answers(table):
        was, now = (made.column(name(table, edition), answer, month) for edition in (old, new))
        made.row([(was, 1), (left[answer], -1), (joined[answer], 1), (now, -1)], 0, 0)
        made.row([(left[answer], 1), (was, -1)], -MOST, 0)
        made.row([(joined[answer], 1), (now, -1)], -MOST, 0)
        if table.several:
            made.row([(was, 1), (joined[answer], 1), *_total(made, month, -1)], -MOST, 0)
        for one, other, edition in ((left, joined, old), (joined, left, new)):
            others = [(column, -1.0) for a, column in other.items() if a != answer]
            made.row([(one[answer], 1), *others, *_more(made, table, edition, month)], -99 * MOST, 0)


def _more(made: Rows, table: Table, edition: int, month: int) -> Terms:
    """No more chose several than there are choices over and above the requests."""
    return [*_all(made, table, edition, month, -1), *_total(made, month)] if table.several else []
