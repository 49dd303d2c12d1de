"""Corrections: new numbers for tables whose cases have been changed since they were published.

Whether a table may be corrected follows from its old numbers and its new ones, all of them public once it
is: so a correction tells no more than its numbers do. That there is none tells nothing: nobody knows whether
one was tried.
"""

from collections.abc import Callable, Iterator

from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.rules import Tally
from automations.reporting.tables import FIRST_CONTACT, OUTCOME, Counts, Table, smallest_shown, sound


def decide(
    ledger: Ledger,
    tally: Tally,
    k: int,
    month: int | None = None,
    moved: Callable[[float], None] = lambda _: None,
) -> list[Attempt]:
    """Tables of the month's report, of every report if None, that can be told anew. `moved` is told which
    part of the work is done, 0 to 1. Raises LedgerError.
    """
    # Only now: the solver takes its time to load.
    from automations.reporting.gate import passes

    tried = list(_candidates(ledger, tally, k, month))
    if not tried or passes(ledger, tried, k, moved):
        return tried
    kept: list[Attempt] = []
    for attempt in tried:
        if passes(ledger, [*kept, attempt], k):
            kept.append(attempt)
    return kept


def _candidates(ledger: Ledger, tally: Tally, k: int, month: int | None) -> Iterator[Attempt]:
    for first in _published(ledger, month):
        table, window = first.table, first.window
        counts, told = tally(table, window), ledger.editions[table, window]
        large = sound(table, counts, ledger.total(window) or 0, k)
        if large and may_replace(table, [one.counts or {} for one in told], counts, k):
            yield Attempt(table, window, counts, k, corrects=ledger.standing[table, window])


def _published(ledger: Ledger, month: int | None) -> Iterator[Attempt]:
    """Never totals: who was counted stays counted."""
    for release in ledger.releases:
        if not release.is_correction and month in (None, release.month):
            yield from (attempt for attempt in release.published if not attempt.table.is_total)


def may_replace(table: Table, told: list[Counts], counts: Counts, k: int) -> bool:
    """Whether the counts differ from what was told last, and no count, nor their sum, differs by 1 to k from
    any that was told: so few changed cases would be a group too small to tell of.

    By due date and by date closed the sum stays, for later tables build on it.
    """
    if counts == told[-1]:
        return False
    steps = [step for before in told for step in _steps(before, counts)]
    sums = [sum(counts.values()) - sum(before.values()) for before in told]
    if table in (FIRST_CONTACT, OUTCOME) and any(sums):
        return False
    return all(step == 0 or abs(step) >= smallest_shown(k) for step in [*steps, *sums])


def _steps(before: Counts, after: Counts) -> Iterator[int]:
    return (after[category] - count for category, count in before.items())
