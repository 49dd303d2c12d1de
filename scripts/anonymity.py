"""What can be worked out of the reports, and what they tell: .venv/bin/python scripts/anonymity.py

Prints the tables of docs/anonymity.md. Every made-up team publishes 36 months (--months) by the job's own
decisions and gate; then a reader with every file, who knows the rules, solves for what is hidden.
"""

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from statistics import mean

import naive_report
from anonymity_attack import Attack, Cell, model, read, replay
from anonymity_worlds import BEGIN, REACH_OUT_DAYS, K, publish, shelf, world

from automations.reporting.counting import Counted, tally
from automations.reporting.ledger import Ledger
from automations.reporting.tables import BREAKDOWNS, REQUESTS, TABLES, sound
from automations.reporting.windows import Window

RATES, MONTHS = (2, 5, 9, 18, 30), 36
CLOSE = 4
"""A cell with fewer possible values than this is known within 1."""


@dataclass(frozen=True)
class Found:
    """Of one team. `tables`: how many of each were published in all; `alone`: how many would be, if a month
    were shown or not and never came again; `covered`: the part of the requests in published totals.
    """

    hidden: int
    exact: int
    close: int
    close_by_rounding: int
    tables: Counter[str]
    alone: Counter[str]
    covered: float


def measure(months: int, rate: float, seed: int) -> Found:
    made = world(rate, seed, months)
    ledger = publish(made, months)
    known = replay(read(shelf(ledger)), K, REACH_OUT_DAYS)
    if known.attempts != ledger.attempts:
        raise AssertionError("the files tell less, or more, than the ledger")
    final = [case for one in made if (case := one.at(BEGIN + months, ledger))]
    small = dict(handfuls(final, ledger, months))
    narrow = Attack(model(known, range(BEGIN, BEGIN + months)), list(small)).intervals(CLOSE)
    return Found(
        len(small),
        sum(least == most for least, most in narrow.values()),
        len(narrow),
        sum(count <= 2 for count in small.values()),
        Counter(attempt.table.name for attempt in ledger.attempts if attempt.counts),
        _alone(final, months),
        sum(ledger.totals.values()) / max(1, len(final)),
    )


def handfuls(cases: Sequence[Counted], ledger: Ledger, months: int) -> Iterable[tuple[Cell, int]]:
    """Categories by month that hold 1 to k - 1 people."""
    shown = {(a.table, a.window) for a in ledger.attempts if a.counts}
    for table in TABLES:
        for month in range(BEGIN, BEGIN + months):
            window = Window(month, 1)
            if (table, window) not in shown:
                for category, count in tally(cases, table, window).items():
                    if 0 < count < K:
                        yield (table.name, category, month), count


def _alone(cases: Sequence[Counted], months: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for month in range(BEGIN, BEGIN + months):
        window = Window(month, 1)
        total = tally(cases, REQUESTS, window)["all"]
        found.update(t.name for t in TABLES if sound(t, tally(cases, t, window), total, K))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--months", type=int, default=MONTHS)
    options = parser.parse_args()
    seeds = range(options.seeds)
    _usual()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        running = {
            rate: [pool.submit(measure, options.months, rate, seed) for seed in seeds] for rate in RATES
        }
        found = {rate: [one.result() for one in running[rate]] for rate in RATES}
    _secrets(found)
    _told(found, options.months)


def _usual() -> None:
    made, hidden = naive_report.attacked(naive_report.shelf(naive_report.simulated()))
    narrow = Attack(made, hidden).intervals(CLOSE)
    exact = sum(least == most for least, most in narrow.values())
    print(f"The usual way: {len(hidden)} cells left blank, {exact / len(hidden):.1%} known exactly, ", end="")
    print(f"{len(narrow) / len(hidden):.1%} within 1\n", flush=True)


def _secrets(found: dict[int, list[Found]]) -> None:
    print("| requests a month | small cells hidden | known exactly | within 1 | within 1 if rounded to 5 |")
    print("|---|---|---|---|---|")
    for rate, teams in found.items():
        hidden = sum(one.hidden for one in teams)
        parts = [
            sum(getattr(one, name) for one in teams) / hidden
            for name in ("exact", "close", "close_by_rounding")
        ]
        print(f"| {rate} | {hidden:,} | " + " | ".join(f"{part:.1%}" for part in parts) + " |")
    print()


def _told(found: dict[int, list[Found]], months: int) -> None:
    names = [REQUESTS.name, *(table.name for table in BREAKDOWNS)]
    print("| requests a month | counted in a total | " + " | ".join(names) + " |")
    print("|---|---|" + "---|" * len(names))
    for rate, teams in found.items():
        cells = [_a_year(teams, name, months) for name in names]
        print(f"| {rate} | {mean(one.covered for one in teams):.0%} | " + " | ".join(cells) + " |")


def _a_year(teams: Sequence[Found], name: str, months: int) -> str:
    """Ours, and in brackets months alone."""
    ours, alone = (
        mean(getattr(one, way)[name] for one in teams) * 12 / months for way in ("tables", "alone")
    )
    return f"{ours:.1f} ({alone:.1f})"


if __name__ == "__main__":
    main()
