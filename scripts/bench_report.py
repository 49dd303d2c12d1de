"""Measure a release over a ledger of ten years: .venv/bin/python scripts/bench_report.py [years]"""

import sys
import time
from functools import partial

from anonymity_worlds import BEGIN, REACH_OUT_DAYS, K, publish, world

from automations.reporting.counting import tally
from automations.reporting.ledger import Ledger
from automations.reporting.monthly import decide

YEARS = 10


def main() -> None:
    """The twelve reports of the last year; December's tells most, and takes longest."""
    months = 12 * (int(sys.argv[1]) if len(sys.argv) > 1 else YEARS)
    for rate in (2, 5, 9, 18, 30):
        made = world(rate, 1, months)
        ledger = publish(made, months)
        taken = []
        for month in range(BEGIN + months - 12, BEGIN + months):
            before = Ledger(ledger.reports[: month - BEGIN])
            cases = [case for one in made if (case := one.at(month, before))]
            start = time.perf_counter()
            decide(month, before, partial(tally, cases), K, REACH_OUT_DAYS)
            taken.append(time.perf_counter() - start)
        usual = sorted(taken)[len(taken) // 2]
        print(f"{rate:2} requests a month: {usual:.2f} s, at most {max(taken):.2f} s", flush=True)


if __name__ == "__main__":
    main()
