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
from itertools import combinations, product
from statistics import mean

import naive_report
from anonymity_attack import Attack, Cell, model, read, read_corrections, replay
from anonymity_attack_corrections import moved, name
from anonymity_worlds import BEGIN, REACH_OUT_DAYS, K, Seen, mended, publish, seen, shelf, world

from automations.reporting.counting import Counted, tally
from automations.reporting.ledger import Ledger
from automations.reporting.tables import BREAKDOWNS, REQUESTS, TABLES, Table, sound
from automations.reporting.windows import Window

RATES, MONTHS = (2, 5, 9, 18, 30), 36
CLOSE = 4
"""A cell with fewer possible values than this is known within 1."""


@dataclass(frozen=True)
class Found:
    """Of one team. `tables`: how many of each were published in all; `corrected`: how many were told anew;
    `alone`: how many would be told, if a month were shown or not and never came again; `covered`: the part of
    the requests in published totals.
    """

    hidden: int
    exact: int
    close: int
    close_by_rounding: int
    tables: Counter[str]
    corrected: int
    alone: Counter[str]
    covered: float


def measure(months: int, rate: float, seed: int) -> Found:
    made = mended(world(rate, seed, months), seed)
    ledger = publish(made, months)
    files = shelf(ledger)
    known = replay(read(files), K, REACH_OUT_DAYS, read_corrections(files))
    if (known.attempts, known.editions) != (ledger.attempts, ledger.editions):
        raise AssertionError("the files tell less, or more, than the ledger")
    final = seen(made, BEGIN + months, ledger)
    small = dict(handfuls(final, ledger, months)) | few_moved(made, ledger)
    narrow = Attack(model(known, range(BEGIN, BEGIN + months)), list(small)).intervals(CLOSE)
    return Found(
        len(small),
        sum(least == most for least, most in narrow.values()),
        len(narrow),
        sum(count <= 2 for count in small.values()),
        Counter(attempt.table.name for attempt in ledger.attempts if attempt.counts),
        sum(len(told) - 1 for told in ledger.editions.values()),
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


def few_moved(made: Sequence[Seen], ledger: Ledger) -> dict[Cell, int]:
    """Of corrected tables, the categories by month that 1 to k - 1 people left or joined, and those that then
    held as few.
    """
    return {cell: count for cell, count in _moved(made, ledger) if 0 < count < K}


def _moved(made: Sequence[Seen], ledger: Ledger) -> Iterable[tuple[Cell, int]]:
    for (table, window), told in ledger.editions.items():
        states = [_as_of(made, ledger, number) for number in _releases(ledger, table, window)]
        for edition, month in product(range(1, len(told)), window.months if window.length > 1 else ()):
            there = [case for case in states[edition] if case]
            for category, count in tally(there, table, Window(month, 1)).items():
                yield (name(table, edition), category, month), count
        for (old, new), month in product(combinations(range(len(told)), 2), window.months):
            was, now = ([_where(table, month, case) for case in states[e]] for e in (old, new))
            for category in table.categories:
                gone = [category in a and category not in b for a, b in zip(was, now, strict=True)]
                come = [category in b and category not in a for a, b in zip(was, now, strict=True)]
                yield (moved(table, "left", old, new), category, month), sum(gone)
                yield (moved(table, "joined", old, new), category, month), sum(come)


def _releases(ledger: Ledger, table: Table, window: Window) -> Iterable[int]:
    """Places in the ledger of those that tell the table."""
    for place, release in enumerate(ledger.releases):
        if any((a.table, a.window) == (table, window) for a in release.published):
            yield place


def _as_of(made: Sequence[Seen], ledger: Ledger, place: int) -> list[Counted | None]:
    release, before = ledger.releases[place], Ledger(ledger.releases[:place])
    return [one.at(release.month + release.is_correction, before) for one in made]


def _where(table: Table, month: int, case: Counted | None) -> set[str]:
    there = tally([case], table, Window(month, 1)) if case else {}
    return {category for category, count in there.items() if count}


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
    print("| requests a month | counted in a total | " + " | ".join(names) + " | corrected |")
    print("|---|---|" + "---|" * len(names) + "---|")
    for rate, teams in found.items():
        cells = [_a_year(teams, name, months) for name in names]
        anew = mean(one.corrected for one in teams) * 12 / months
        covered = mean(one.covered for one in teams)
        print(f"| {rate} | {covered:.0%} | " + " | ".join(cells) + f" | {anew:.1f} |")


def _a_year(teams: Sequence[Found], name: str, months: int) -> str:
    """Ours, and in brackets months alone."""
    ours, alone = (
        mean(getattr(one, way)[name] for one in teams) * 12 / months for way in ("tables", "alone")
    )
    return f"{ours:.1f} ({alone:.1f})"


if __name__ == "__main__":
    main()
