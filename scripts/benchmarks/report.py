"""A release over a long ledger."""

from collections.abc import Iterator, Sequence
from functools import partial

from anonymity_worlds import BEGIN, REACH_OUT_DAYS, K, Made, publish, world

from automations.reporting.counting import tally
from automations.reporting.ledger import Ledger
from automations.reporting.monthly import decide
from benchmarks.figures import Figure, figure
from benchmarks.measure import Cost, inside

SECTION = "report"
RATES = (2, 5, 9, 18, 30)
"""Requests a month."""


def measure(numbers: Sequence[int]) -> Iterator[Figure]:
    """`numbers`: months of which the ledger tells."""
    for months in numbers:
        for rate in RATES:
            taken = sorted(_last_year(rate, months), key=lambda cost: cost.seconds)
            name, count = f"{rate} requests a month", len(taken)
            yield figure(SECTION, f"{name}: usual", months, taken[count // 2], count)
            yield figure(SECTION, f"{name}: slowest", months, taken[-1], count)


def _last_year(rate: int, months: int) -> list[Cost]:
    """Its reports made once more; December's tells most, and takes longest."""
    made = world(rate, 1, months)
    ledger = publish(made, months)
    last = range(BEGIN + max(months - 12, 0), BEGIN + months)
    return [inside(partial(_release, made, Ledger(ledger.reports[: month - BEGIN]), month)) for month in last]


def _release(made: Sequence[Made], before: Ledger, month: int) -> None:
    cases = [case for one in made if (case := one.at(month, before))]
    decide(month, before, partial(tally, cases), K, REACH_OUT_DAYS)
