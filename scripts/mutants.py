"""Would the tests notice? One small change at a time to the decisions and to the disclosure control, and the
tests that reach it, until one fails: `.venv/bin/python scripts/mutants.py 600`.

A mutant meets the fastest few of its tests first, and all of them if it survives those. Which are drawn is
the same each time, as long as the code is. Not on Windows, where mutmut doesn't run.
"""

import argparse
import json
import random
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import environment

FEW = 15
"""Tests that every mutant meets."""

MUTANTS = environment.ROOT / "mutants"
STATS = MUTANTS / "mutmut-stats.json"
REACHED_BY = "tests_by_mangled_function_name"
ANY = "automations.core.mail.letters.*"
"""Of a small module: naming a few makes mutmut write all mutants, and learn which tests reach what."""

NOTICED = {"killed", "timeout"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="mutants to draw, of all modules alike")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--only", nargs="*", default=[""], help="parts of module names, such as core.casework.consent"
    )
    options = parser.parse_args()
    environment.ensure("requirements-mutants.txt")
    environment.run("-m", "mutmut", "run", ANY)
    there = sorted(name for name in results() if any(part in name for part in options.only))
    drawn = random.Random(options.seed).sample(there, min(options.count, len(there)))  # noqa: S311 # a sample
    reached_by = json.loads(STATS.read_text(encoding="utf-8"))
    write(reached_by | {REACHED_BY: fewer(reached_by)})
    environment.run("-m", "mutmut", "run", *drawn)
    write(reached_by)
    ended = results()
    if left := [name for name in drawn if ended[name] not in NOTICED]:
        environment.run("-m", "mutmut", "run", *left)
    tell(drawn, len(there))
    return 0


def results() -> dict[str, str]:
    """Of each mutant by name, in mutmut's words."""
    command = [str(environment.python()), "-m", "mutmut", "results", "--all", "true"]
    told = subprocess.run(command, cwd=environment.ROOT, check=True, capture_output=True, text=True).stdout
    return dict(line.strip().rsplit(": ", 1) for line in told.splitlines() if ": " in line)


def fewer(stats: dict[str, Any]) -> dict[str, list[str]]:
    took = stats["duration_by_test"]
    return {name: sorted(tests, key=took.__getitem__)[:FEW] for name, tests in stats[REACHED_BY].items()}


def write(stats: dict[str, Any]) -> None:
    STATS.write_text(json.dumps(stats), encoding="utf-8")


def tell(drawn: Iterable[str], of: int) -> None:
    found, ended = defaultdict[str, Counter[str]](Counter), results()
    for name in drawn:
        found[name.rpartition(".")[0].removeprefix("automations.")][ended[name]] += 1
    for module, counts in sorted(found.items()):
        print(f"| {module} | {counts.total()} | {sum(counts[word] for word in NOTICED)} |")
    total = sum(found.values(), Counter[str]())
    noticed = sum(total[word] for word in NOTICED)
    print(
        f"{noticed} of {total.total()} noticed: {noticed / total.total():.1%}. Drawn from {of}; {dict(total)}"
    )
    for name in drawn:
        if ended[name] not in NOTICED:
            print(f"  {ended[name]}: {name}")


if __name__ == "__main__":
    raise SystemExit(main())
