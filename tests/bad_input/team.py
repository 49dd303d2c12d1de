"""A team at work whose things are spoiled, and what no message or file may show of it."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.place import TEAM, Place, Ran, response

CANARY = "quetzalcoatl"
"""Stands in every answer, in people's cells, and in settings that are nobody's business."""

SETTINGS = '[files]\noutside_office = "outside-office.xlsx"\n[mail]\nuser = "quetzalcoatl"\n'
REACHED, STAGE = date(2026, 11, 5), "In conversation"
OF_NO_WEIGHT = (".run.lock", ".last-run.json")
"""Files that a run may touch without having written anything: the lock, and what the last run saw."""


def settle(path: Path) -> Place:
    """Six volunteers, two cases, one of which somebody works on; an outside office."""
    place = Place(path)
    place.set_up(SETTINGS)
    place.roster(*TEAM)
    place.drop(told("2026/11/02 9:00:00 AM GMT-8"), told("2026/11/03 9:00:00 AM GMT-8"), name="first.csv")
    assert place.run().code == 0
    worked = str(place.board()[0]["Case"])
    place.type("board", "Cases", worked, Reached_out_on=REACHED, Stage=STAGE)
    assert place.run().code == 0
    return place


def told(received: str, **answers: str) -> dict[str, str]:
    """A response with the canary in all that a requester writes in their own words."""
    words = {"name": f"{CANARY} name", "what_happened": f"{CANARY} story", "contact": f"{CANARY}@example.org"}
    return response(received, **words | answers)


FRESH = told("2026/11/09 9:00:00 AM GMT-8")
"""One that comes in while something is spoiled."""


def drop_fresh(place: Place) -> None:
    place.drop(FRESH, name="fresh.csv")


def contents(folder: Path, *besides: str) -> dict[str, bytes]:
    """All files there, by path, but those of no weight and those named."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {path.name, *OF_NO_WEIGHT} & {*besides} and path.name not in OF_NO_WEIGHT
    }


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def assert_plain(ran: Ran, logged: str, *says: str) -> None:
    """One that tells where, what and the next step, in sentences, without a traceback or any content."""
    said = f"{ran.out}\n{ran.err}\n{logged}"
    assert "Traceback" not in said
    assert "an error it does not know" not in said, said
    assert CANARY not in said.lower()
    for words in says:
        assert words in said, f"{words!r} is not in {said!r}"


def assert_nothing_leaked(place: Place, *holders: str) -> None:
    """The canary stands in offices, case files and exports, where it belongs, and in those named."""
    may = ("office.xlsx", "outside-office.xlsx", *holders)
    for path in place.folder.rglob("*"):
        hidden = path.parent.name in ("responses", "case-files") or path.name in may
        if path.is_file() and not hidden:
            assert CANARY.encode() not in unpacked(path.read_bytes()).lower(), path
    if zipfile.is_zipfile(place.file("office")):
        assert CANARY not in str(place.rows("office", "Runs"))


def unpacked(content: bytes) -> bytes:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def worked_rows(place: Place) -> list[dict[str, object]]:
    """Rows of the board that hold what people typed in the beginning."""
    return [
        row
        for row in place.board()
        if row["Stage"] == STAGE and str(row["Reached out on"])[:10] == str(REACHED)
    ]


def without_numbers(text: str) -> str:
    return re.sub(r"\d+\.\d+", "", text)
