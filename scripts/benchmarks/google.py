"""Google: responses are taken in, and then nothing happens, or little. The test server takes its place."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Figure, figure
from benchmarks.files import command
from benchmarks.google_place import GooglePlace, server
from benchmarks.measure import Cost, grown, typical, usual

SECTION = "google"
NOW, LATER, LATEST = (f"2026-11-22T09:{minute}:00-08:00" for minute in ("00", "15", "30"))
ROW_BY_ROW, WHOLE = "with_gspread", "with_gspread_dataframe"
MOST = 200
"""So many responses are taken in row by row; what more would take is reckoned from them."""


def measure(numbers: Sequence[int]) -> Iterator[Figure]:
    for number in numbers:
        with tempfile.TemporaryDirectory() as made, server() as url:
            place = GooglePlace(Path(made) / "team", url)
            yield from _jobs(place, number)
            yield from _usual(place, number)


def _jobs(place: GooglePlace, number: int) -> Iterator[Figure]:
    """No folder for case files is set: a file a case would be most of what is measured."""

    def prepare() -> None:
        place.set_up()
        place.submit(number)

    taken, repeats = typical(lambda: _run(place, NOW), prepare)
    yield figure(SECTION, "a run that takes them in", number, taken, repeats)
    yield figure(SECTION, "run after it", number, _run(place, LATER))
    idle, repeats = typical(lambda: _run(place, LATER))
    yield figure(SECTION, "idle run", number, idle, repeats)
    place.submit_one_more()
    yield figure(SECTION, "a run with one more", number, _run(place, LATEST))


def _run(place: GooglePlace, now: str) -> Cost:
    return place.with_traffic(lambda: command(place.folder, "run", "--now", now, "--json"))


def _usual(place: GooglePlace, number: int) -> Iterator[Figure]:
    nothing, repeats = typical(_using(place, ROW_BY_ROW, place.sheets(number, number)))
    everything = _row_by_row(place, number, nothing)
    scaled = MOST if number > MOST else None
    yield figure(SECTION, "gspread, everything new", number, everything, scaled=scaled)
    yield figure(SECTION, "gspread, nothing new", number, nothing, repeats)
    empty = place.sheets(number, 0)
    yield figure(SECTION, "gspread-dataframe, everything new", number, _using(place, WHOLE, empty)())
    nothing, repeats = typical(_using(place, WHOLE, empty))
    yield figure(SECTION, "gspread-dataframe, nothing new", number, nothing, repeats)


def _row_by_row(place: GooglePlace, number: int, nothing: Cost) -> Cost:
    few = min(number, MOST)
    taken = _using(place, ROW_BY_ROW, place.sheets(number, number - few))()
    return grown(nothing, taken, number / few)


def _using(place: GooglePlace, program: str, sheets: Sequence[str]) -> Callable[[], Cost]:
    """The program, told where to look and whose key it has."""
    return lambda: place.with_traffic(lambda: usual(program, str(place.key), place.url, *sheets))
