"""What a program costs, run as a process of its own."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[2]
STOPWATCH = Path(__file__).with_name("stopwatch.py")

REPEATS, ENOUGH = 5, 20.0
"""A measurement is repeated so often, but not once so many seconds are used up."""


class Cost(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """`seconds` by the clock, `processor` in seconds, `peak` memory in MB; `calls` to Google without the
    sign-in, and the MB of what they carried both ways, before any compression. None: not measured.
    """

    seconds: float
    processor: float | None = None
    peak: float | None = None
    calls: int | None = None
    sent: float | None = None
    received: float | None = None


def cost(*command: str, folder: Path = ROOT) -> Cost:
    """Of a program, begun in the folder. Ends the measuring if the program fails."""
    watched = [sys.executable, "-I", "-S", str(STOPWATCH), *command]
    done = subprocess.run(watched, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    seconds, processor, peak = map(float, done.stderr.split("\n")[-2].split())
    return Cost(seconds=seconds, processor=processor, peak=peak / 1e6)


def python(*arguments: str) -> Cost:
    return cost(sys.executable, *arguments)


def usual(program: str, *arguments: str) -> Cost:
    """One of the programs in `usual`."""
    return cost(sys.executable, "-m", f"benchmarks.usual.{program}", *arguments, folder=ROOT / "scripts")


def typical(measured: Callable[[], Cost], prepare: Callable[[], object] = lambda: None) -> tuple[Cost, int]:
    """The one of the middle by the clock, and of how many. `prepare` is called before each, unmeasured."""
    found: list[Cost] = []
    while len(found) < REPEATS and sum(one.seconds for one in found) < ENOUGH:
        prepare()
        found.append(measured())
    return sorted(found, key=lambda one: one.seconds)[len(found) // 2], len(found)


def inside(act: Callable[[], object]) -> Cost:
    """Of a call in this process, whose memory tells nothing."""
    start, used = time.perf_counter(), time.process_time()
    act()
    return Cost(seconds=time.perf_counter() - start, processor=time.process_time() - used)


def shared(whole: Cost, among: int) -> Cost:
    """What one of so many took."""
    assert whole.processor is not None  # noqa: S101 - it was measured inside
    return Cost(seconds=whole.seconds / among, processor=whole.processor / among)


def grown(nothing: Cost, some: Cost, times: float) -> Cost:
    """What it would cost to do so many times as much, of which `nothing` is what it costs to do nothing."""

    def more(name: str) -> float:
        least = getattr(nothing, name)
        return float(least + (getattr(some, name) - least) * times)

    return Cost(
        seconds=more("seconds"),
        processor=more("processor"),
        peak=some.peak,
        calls=round(more("calls")),
        sent=more("sent"),
        received=more("received"),
    )


def machine() -> str:
    """In general words."""
    version = ".".join(platform.python_version_tuple()[:2])
    return f"{platform.system()}, {os.cpu_count()} cores, Python {version}"


def load() -> float:
    """How many processes wanted a processor during the last minute, these measurements among them."""
    return round(os.getloadavg()[0], 1)
