"""Would the tests notice? One small change at a time to the decisions and to the disclosure control, and the
tests that reach it, until one fails: `.venv/bin/python scripts/mutants.py 600`.

A mutant meets the tests about its part of the code first, the fast ones before the slow, and then others that
reach it, for as long as `--seconds` says: what it survives may still be noticed by the rest. Which are drawn
is the same each time, as long as the code is. Not on Windows, where mutmut doesn't run.
"""

import argparse
import json
import random
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

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
    "reporting": "report_rules ledger report_begins report_ledger report_notes corrections report",
}
"""By folder, the tests that are about it."""

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
    parser.add_argument("--seconds", type=float, default=60, help="of tests that a survivor meets")
    options = parser.parse_args()
    environment.ensure("requirements-mutants.txt")
    environment.run("-m", "mutmut", "run", ANY)
    there = sorted(name for name in results() if any(part in name for part in options.only))
    drawn = random.Random(options.seed).sample(there, min(options.count, len(there)))  # noqa: S311 # a sample
    reached_by = json.loads(STATS.read_text(encoding="utf-8"))
    left = drawn
    for seconds in (SHORTLY, options.seconds):
        write(reached_by | {REACHED_BY: within(reached_by, seconds)})
        environment.run("-m", "mutmut", "run", *left)
        ended = results()
        left = [name for name in left if ended[name] not in NOTICED]
        if not left:
            break
    write(reached_by)
    tell(drawn, len(there))
    return 0


def results() -> dict[str, str]:
    """Of each mutant by name, in mutmut's words."""
    command = [str(environment.python()), "-m", "mutmut", "results", "--all", "true"]
    told = subprocess.run(command, cwd=environment.ROOT, check=True, capture_output=True, text=True).stdout
    return dict(line.strip().rsplit(": ", 1) for line in told.splitlines() if ": " in line)


def within(stats: dict[str, Any], seconds: float) -> dict[str, list[str]]:
    """Of each function the tests that it meets in this time; one at least, if pytest finds any by its id."""
    took = stats["duration_by_test"]
    return {name: [*_chosen(name, tests, took, seconds)] for name, tests in stats[REACHED_BY].items()}


def _chosen(name: str, tests: Iterable[str], took: dict[str, float], seconds: float) -> Iterator[str]:
    folder = next((part for part in reversed(name.split(".")[:-2]) if part in ABOUT), "core")
    about = {f"tests/test_{stem}.py" for stem in ABOUT[folder].split()}
    plain = filter(PLAIN.fullmatch, tests)
    for test in sorted(plain, key=lambda test: (test.partition("::")[0] not in about, took[test], test)):
        yield test
        seconds -= took[test]
        if seconds < 0:
            return


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
