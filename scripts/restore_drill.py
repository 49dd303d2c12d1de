"""A restore, tried: .venv/bin/python scripts/restore_drill.py [requests]

For a team on plain files, and for one on Google (the test server): requests come in, get their pairs and
case files; a backup is made; everything is lost; the backup is put back; every cell is compared; a run goes
on. Prints how long it took and how much it was. Ends with 1 if anything is missing.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.backups import LATER, back_up, lose_everything, restore, with_key
from tests.google.server import serve
from tests.google_place import GooglePlace
from tests.place import NOW, TEAM, Place, response

TABS = {
    "office": ("Intake", "Restricted cases", "Roster", "Conflicts", "Assignments", "Releases"),
    "board": ("Cases", "Availability", "Read me"),
}
STORY = "What happened is told here, in about as many words as people take for it. " * 6


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        whole = _drill("plain files", Place(Path(folder)), count)
    with tempfile.TemporaryDirectory() as folder, serve(strict_auth=True) as server:
        whole &= _drill("Google", GooglePlace(Path(folder), server, case_files=True), count)
    return 0 if whole else 1


def _drill(name: str, place: Place, count: int) -> bool:
    place.set_up()
    place.roster(*TEAM)
    place.drop(*_requests(count))
    place.run(now=NOW)
    key, before, files = with_key(place), _cells(place), _case_files(place)
    with _timed() as backing_up:
        file = back_up(place)
    size = file.stat().st_size
    _lose(place)
    with _timed() as restoring:
        ran = restore(place, file, key)
    after, again = _cells(place), _case_files(place)
    place.run(now=LATER)
    whole = ran.code == 0 and after == before and again == files and len(place.intake()) == count
    rows = sum(map(len, before.values()))
    print(f"{name}: {count} requests, {rows} rows in {len(before)} tabs, {len(files)} case files")
    print(f"  backup   {backing_up():6.2f} s  {size / 1e6:.2f} MB")
    print(f"  restore  {restoring():6.2f} s  {'every cell as it was' if whole else 'SOMETHING IS MISSING'}")
    return whole


def _requests(count: int) -> Iterator[dict[str, str]]:
    first = datetime(2026, 5, 1, tzinfo=UTC)
    for number in range(count):
        moment = first + timedelta(minutes=number * 900_000 // 5 // count)
        yield response(f"{moment:%Y/%m/%d %I:%M:%S %p} GMT+0", what_happened=f"{number}: {STORY}")


def _lose(place: Place) -> None:
    lose_everything(place)
    if isinstance(place, GooglePlace):
        for code in place.case_codes():
            place.delete_case_file(code)


Cells = dict[str, list[dict[str, Any]]]


def _cells(place: Place) -> Cells:
    """But for the links of case files, which on Google are others once these are made anew."""
    found = {f"{book}/{tab}": place.rows(book, tab) for book, tabs in TABS.items() for tab in tabs}
    for row in (row for rows in found.values() for row in rows):
        row.pop("Case file", None)
    return found


def _case_files(place: Place) -> Cells:
    return {code: place.rows(f"case-files/{code}", "Summary") for code in place.case_codes()}


@contextmanager
def _timed() -> Iterator[Callable[[], float]]:
    """The seconds, once it is over."""
    start, end = time.perf_counter(), 0.0
    yield lambda: end - start
    end = time.perf_counter()


if __name__ == "__main__":
    sys.exit(main())
