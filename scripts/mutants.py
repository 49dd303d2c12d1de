"""Would the tests notice? One small change at a time to the decisions and to the disclosure control, and the
tests in `tests/unit` that reach it, until one fails: `.venv/bin/python scripts/mutants.py`, or a part of it
with `--only core.gates reporting`. Not on Windows, where mutmut doesn't run.
"""

import argparse
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping

import environment


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", nargs="*", default=[""], help="beginnings of module names, such as core.gates"
    )
    only = tuple(f"automations.{name}" for name in parser.parse_args().only)
    environment.ensure("requirements-mutants.txt")
    os.chdir(environment.ROOT)
    import mutating  # it needs what was just installed

    runner, tests = mutating.prepared(os.cpu_count() or 1)
    wanted = {name: files for name, files in sorted(tests.items()) if name.startswith(only)}
    reached = {name: files for name, files in wanted.items() if files}
    codes: dict[str, int] = {}
    for number, (name, code) in enumerate(mutating.ended(runner, reached), 1):
        codes[name] = code
        print(f"\r{number} of {len(reached)}", end="", flush=True)
    print()
    tell({name: codes.get(name) in mutating.NOTICED for name in wanted}, codes, mutating.change)
    return 0


def tell(noticed: Mapping[str, bool], reached: Collection[str], change: Callable[[str], str]) -> None:
    """Each mutant that was not noticed, then a table by module, and the sum."""
    for name in (name for name, so in noticed.items() if not so):
        print(f"{name}{'' if name in reached else ': no test reaches it'}\n{change(name)}")
    found = defaultdict[str, Counter[bool]](Counter)
    for name, so in noticed.items():
        found[name.rpartition(".")[0].removeprefix("automations.")][so] += 1
    for module, counts in sorted(found.items()):
        print(f"| {module} | {counts.total()} | {counts[True]} | {counts[True] / counts.total():.0%} |")
    count = sum(noticed.values())
    print(f"| | {len(noticed)} | {count} | {count / len(noticed):.1%} |")


if __name__ == "__main__":
    raise SystemExit(main())
