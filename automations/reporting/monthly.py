"""Which months are to be reported, and what a month's report says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.rules import Tally, attempts
from automations.reporting.windows import month_of


def due_months(first: int, ledger: Ledger, reach_out_days: int, read_on: date) -> list[int]:
    """Months from `first` that are not in the ledger, whose last due date had passed when responses were last
    read.
    """
    settled = read_on - timedelta(days=reach_out_days)
    return list(range(_next(first, ledger), month_of(settled)))


def months_up_to(month: int, first: int, ledger: Ledger) -> list[int]:
    """The month, and those before it that have no report: each counts what the one before it left."""
    return list(range(_next(min(first, month), ledger), month + 1))


def _next(first: int, ledger: Ledger) -> int:
    return max(ledger.months) + 1 if ledger.months else first


def decide(
    month: int,
    ledger: Ledger,
    tally: Tally,
    k: int,
    reach_out_days: int,
    moved: Callable[[float], None] = lambda _: None,
) -> list[Attempt]:
    """The tables of the month's report. What the gate refuses is withheld. `moved` is told which part of the
    work is done, 0 to 1.

    Raises LedgerError if the ledger contradicts itself.
    """
    # Only now: the solver takes its time to load.
    from automations.reporting.gate import passes

    tried = attempts(month, ledger, tally, k, reach_out_days)
    if not tried or passes(ledger, tried, k, moved):
        return tried
    kept: list[Attempt] = []
    # Those that follow from a total which the gate refuses are left out again below.
    for attempt in tried:
        if passes(ledger, [*kept, attempt], k):
            kept.append(attempt)
        else:
            kept.append(replace(attempt, counts=None))
    after = ledger.plus(*kept)
    return [a for a in kept if a.table.is_total or after.total(a.window) is not None]
