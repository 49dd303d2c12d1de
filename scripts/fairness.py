"""Hold the turns against other rules on simulated teams: .venv/bin/python scripts/fairness.py [--seeds 20]

Prints the tables of docs/fairness.md. Each rule is given the same cases, conflicts, leave and newcomers.
`--picture FILE` draws the spread of a team of 12 besides.
"""

import argparse
import os
import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path

from fairness_measures import Measured, bets, simulate
from simulated_teams import CONDITIONS, RULES, Condition

TEAMS, CASES = (6, 12, 30), (200, 1000, 5000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--picture", type=Path, metavar="FILE")
    parser.add_argument("--teams", type=int, nargs="+", default=TEAMS, metavar="SIZE")
    options = parser.parse_args()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        run = partial(_all_seeds, pool, range(options.seeds))
        _spreads(run, options.teams)
        _our_figures(run, options.teams)
        _bets(pool, range(min(options.seeds, 8)), options.teams)
        if options.picture:
            _draw(options.picture, run)


Run = Callable[[Condition, int, int, str], list[Measured]]


def _all_seeds(
    pool: ProcessPoolExecutor, seeds: range, condition: Condition, size: int, cases: int, rule: str
) -> list[Measured]:
    return list(pool.map(partial(simulate, condition, size, cases, rule), seeds))


def _spreads(run: Run, teams: Sequence[int]) -> None:
    print("Spread of (cases minus fair share), median and worst, 1,000 cases\n")
    print("| | team | " + " | ".join(RULES) + " | best possible |")
    print("|---|" + "---|" * (len(RULES) + 2))
    for condition in CONDITIONS:
        for size in teams:
            found = {rule: run(condition, size, 1000, rule) for rule in RULES}
            best = statistics.median(one.best for one in found["turns"])
            cells = [*map(_median_and_worst, found.values()), f"{best:.1f}"]
            print(f"| {condition.name} | {size} | " + " | ".join(cells) + " |", flush=True)


def _median_and_worst(found: Sequence[Measured]) -> str:
    spreads = [one.spread for one in found]
    return f"{statistics.median(spreads):.1f} / {max(spreads):.1f}"


def _our_figures(run: Run, teams: Sequence[int]) -> None:
    heads = "spread, most-used pair, never used, most in n, on coming, unpaired, optimum, wrong".split(", ")
    print(f"\nTurns\n\n| | team | cases | {' | '.join(heads)} |\n|" + "---|" * 11)
    for condition in CONDITIONS:
        for size in teams:
            for cases in CASES:
                found = run(condition, size, cases, "turns")
                print(
                    f"| {condition.name} | {size} | {cases} | {_median_and_worst(found)} "
                    f"| {max(one.most_used for one in found):.2f} | {max(one.never for one in found)} "
                    f"| {max(one.crowded for one in found)} | {max(one.flooded for one in found):.2f} "
                    f"| {sum(one.unpaired for one in found)} | {sum(one.optimum for one in found)} "
                    f"| {sum(one.conflicts for one in found)} |",
                    flush=True,
                )


def _bets(pool: ProcessPoolExecutor, seeds: range, teams: Sequence[int]) -> None:
    print("\nBets on who was passed over, conflicts 10 %\n")
    print("| team | one in conflict often | rule | right | blind | certain |\n|---|---|---|---|---|---|")
    for size, often, rule in product(teams, (0.0, 0.75), ("turns", "round robin")):
        found = list(pool.map(partial(bets, rule, size, often), seeds))
        right, blind, certain = (
            statistics.mean(getattr(one, name) for one in found) for name in ("right", "blind", "certain")
        )
        told = f"{right:.0%} | {blind:.0%} | {certain:.0%}"
        print(f"| {size} | {'75 %' if often else 'no'} | {rule} | {told} |", flush=True)


def _draw(path: Path, run: Run) -> None:
    # Only for the picture: it takes its time to load.
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4.2), layout="constrained")
    wanted = ("conflicts 10 %", "leave", "newcomers", "preferences", "all of it")
    shown = [condition for condition in CONDITIONS if condition.name in wanted]
    for number, rule in enumerate(RULES):
        heights = [statistics.median(m.spread for m in run(c, 12, 1000, rule)) for c in shown]
        places = [place + 0.2 * number for place in range(len(shown))]
        bars = axes.bar(places, heights, 0.18, label=rule)
        axes.bar_label(bars, fmt="%.0f", fontsize=7)
    axes.set_yscale("log")
    axes.set_yticks([1, 3, 10, 30, 100], ["1", "3", "10", "30", "100"])
    axes.minorticks_off()
    axes.set_xticks([place + 0.3 for place in range(len(shown))], [c.name for c in shown])
    axes.set_ylabel("cases between the most and the least burdened")
    axes.set_title("1,000 cases, 12 volunteers: how far shares drift apart", fontsize=11)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130)


if __name__ == "__main__":
    main()
