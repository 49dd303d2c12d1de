"""A cold start: what Python and its libraries take before anything is done."""

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, figure
from benchmarks.files import NOW, Place, command
from benchmarks.measure import python, typical

SECTION = "start"
IMPORTED = ("openpyxl", "gspread", "pandas")


def measure(numbers: Sequence[int]) -> Iterator[Figure]:
    """`numbers`: how many responses the team has had."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as made:
            yield from _measured(Place(Path(made)), number)


def _measured(place: Place, number: int) -> Iterator[Figure]:
    place.set_up(number)
    # Until there is nothing to do.
    place.run()
    place.run()
    found = {"Python alone": typical(lambda: python("-c", "pass"))}
    found["--help"] = typical(lambda: python("-m", "automations", "--help"))
    found["status"] = typical(lambda: command(place.team, "status", "--now", NOW))
    found["idle run"] = typical(place.run)
    for name in IMPORTED:
        found[f"import {name}"] = typical(partial(python, "-c", f"import {name}"))
    for what, (taken, repeats) in found.items():
        yield figure(SECTION, what, number, taken, repeats)
