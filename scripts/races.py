"""Runs of the jobs against people, other machines and a failing Google: `python scripts/races.py 1000`.

Every seed begins from the same cases. What was not as it must be afterwards is printed with its seed;
`python scripts/races.py 1 --first SEED` runs that one again.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests import google_races
from tests.google.server import serve
from tests.google_races import Race, Scene

KINDS: dict[str, Callable[[Scene, int], Race]] = {
    "a person in every gap": google_races.with_a_person,
    "a second run, and a person": google_races.with_a_second_run,
    "faults and kills": google_races.with_faults,
    "little is new": google_races.with_little_new,
}
CHUNK, LARGE, OLD = 25, 250, 230
"""Seeds that share a scene; the first of every `LARGE` seeds, so many, begin with `OLD` cases more."""


def races(kind: str, seeds: range) -> list[Race]:
    with tempfile.TemporaryDirectory() as folder, serve(strict_auth=True) as server:
        scene = google_races.make_scene(Path(folder), server, OLD if seeds.start % LARGE == 0 else 0)
        return [KINDS[kind](scene, seed) for seed in seeds]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="seeds of each kind")
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    options = parser.parse_args()
    end = options.first + options.count
    chunks = [range(n, min(n + CHUNK, end)) for n in range(options.first, end, CHUNK)]
    failed = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for kind in KINDS:
            found = [race for done in pool.map(races, [kind] * len(chunks), chunks) for race in done]
            failed += _tell(kind, found)
    return 1 if failed else 0


def _tell(kind: str, found: Iterable[Race]) -> int:
    found = list(found)
    bad = [race for race in found if race.damage]
    codes = Counter(race.code for race in found)
    ended = ", ".join(f"{count} ended {_ended(code)}" for code, count in codes.most_common())
    print(f"{kind}: {len(found)} seeds, {len(bad)} with damage ({ended})")
    for race in bad:
        print(f"  seed {race.seed}: {'; '.join(race.damage)} | {'; '.join(race.edits)}")
    return len(bad)


def _ended(code: int) -> str:
    return "killed" if code < 0 else f"with exit code {code}"


if __name__ == "__main__":
    raise SystemExit(main())
