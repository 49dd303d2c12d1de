"""Would the tests notice? One small change at a time to the decisions and to the disclosure control, and the
tests that reach it, until one fails: `.venv/bin/python scripts/mutants.py 600`.

A mutant meets the tests about its part of the code first, the fast ones before the slow, and then others that
reach it, for as long as `--seconds` says: what it survives may still be noticed by the rest. Which are drawn
is the same each time, as long as the code is. Not on Windows, where mutmut doesn't run.
"""

import argparse
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import environment

SHORTLY = 4.0
"""Seconds of tests that every mutant meets; only survivors meet more."""

PLAIN = re.compile(r"[\w./:\[\] -]+")
"""Of a test's id: pytest finds none again by one with quotes or escapes in it."""

ABOUT = {
    "names": "names leaks restricted hostile",
    "pairs": "turns_rules turns assignment decisions",
    "casework": "consent case_files access sharing first_contact decisions",
    "taking_in": "intake merging exports dates phrases",
    "letting_go": "retention",
    "board": "board leaks cells restricted",
    "coordinators": "decisions outside board access",
    "mail": "mail",
    "running": "health",
    "core": "gates intake phrases merging board dates decisions first_contact names",
    "reporting": "report_rules report_knowledge report_groups report_solver ledger report_begins report_ledger"
    " report_notes corrections report",
}
"""By folder, the tests that are about it."""

NOTICED = {1: "a test fails", 3: "pytest fails", -24: "without end", 24: "without end", 152: "without end"}
"""What the tests' exit codes tell; any other is none of these."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="mutants to draw, of all modules alike")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--only", nargs="*", default=[""], help="parts of module names, such as core.casework.consent"
    )
    parser.add_argument("--seconds", type=float, default=60, help="of tests that a survivor meets")
    options = parser.parse_args()
    environment.ensure("requirements-mutants.txt")
    os.chdir(environment.ROOT)
    import mutating  # it needs what was just installed

    runner, reach = mutating.prepared(os.cpu_count() or 1)
    there = sorted(name for name in reach.tests if any(part in name for part in options.only))
    drawn = random.Random(options.seed).sample(there, min(options.count, len(there)))  # noqa: S311 # a sample
    runner.startup()
    ended = dict.fromkeys(drawn, 0)
    for seconds in (SHORTLY, options.seconds):
        left = {
            name: [*chosen(name, reach.tests[name], reach.took, seconds)]
            for name in drawn
            if ended[name] not in NOTICED and reach.tests[name]
        }
        for name, code in mutating.met(runner, left, reach.took):
            ended[name] = code
            print(f"{name}: {NOTICED.get(code, 'not noticed')}", flush=True)
    runner.shutdown()
    tell(ended, {name for name in drawn if not reach.tests[name]}, len(there))
    return 0


def chosen(name: str, tests: set[str], took: Mapping[str, float], seconds: float) -> Iterator[str]:
    """Of the tests that reach a mutant those that fit into this time, and one more."""
    folder = next((part for part in reversed(name.split(".")[:-1]) if part in ABOUT), "core")
    about = {f"tests/test_{stem}.py" for stem in ABOUT[folder].split()}
    plain = filter(PLAIN.fullmatch, tests)
    for test in sorted(plain, key=lambda test: (test.partition("::")[0] not in about, took[test], test)):
        yield test
        seconds -= took[test]
        if seconds < 0:
            return


def tell(ended: Mapping[str, int], unreached: set[str], of: int) -> None:
    """A table by module, the sum, and each mutant that was not noticed."""
    found = defaultdict[str, Counter[bool]](Counter)
    for name, code in ended.items():
        found[name.rpartition(".")[0].removeprefix("automations.")][code in NOTICED] += 1
    for module, counts in sorted(found.items()):
        print(f"| {module} | {counts.total()} | {counts[True]} |")
    noticed = sum(counts[True] for counts in found.values())
    print(f"{noticed} of {len(ended)} noticed: {noticed / len(ended):.1%}.")
    print(f"Drawn from {of}; {len(unreached)} meet no test.")
    for name, code in ended.items():
        if code not in NOTICED:
            print(f"  {'no test' if name in unreached else f'exit code {code}'}: {name}")


if __name__ == "__main__":
    raise SystemExit(main())
