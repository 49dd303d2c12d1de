"""A team simulated over years, on plain files or on Google's test server, looked at after every run:
`python scripts/soak.py files --years 3 --responses 2000`. Ends with 1 if anything was not as it must be.
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from soaking.attack import attacked
from soaking.begin import begin
from soaking.story import Plan


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("platform", choices=("files", "google"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", type=float, default=3)
    parser.add_argument("--responses", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=400)
    options = parser.parse_args()
    plan = Plan(options.seed, options.years, options.responses, options.runs)
    started = time.process_time()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        story = begin(options.platform, folder, plan, _say, held)
        figures = story.live()
        known = attacked(story.checker.known.reports)
    for what, count in sorted(figures.counts.items()):
        print(f"| {what} | {count:,} |")
    print(f"cells by month that no report tells: {known.hidden:,}; known to be a handful exactly: ", end="")
    print(f"{known.exact}, within 1: {known.close}")
    _say(f"{time.process_time() - started:.0f} s of the processor")
    return 1 if figures.violations or known.close else 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
