"""What goes wrong around a run: it is killed, a file is open elsewhere, an export is broken, Google fails."""

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from unittest import mock

from automations.platforms.google import client
from tests.google_place import GooglePlace
from tests.google_races import Killed, in_every_gap, killed_at
from tests.place import Place

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate"}
Mishap = Callable[[Place, random.Random], AbstractContextManager[None]]


class _Kill:
    """An audit hook can't be taken away again: it is armed for one run."""

    def __init__(self) -> None:
        self.folder, self.left, self.is_there = "", 0, False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folder or not (event in CHANGES or event == "open"):
            return
        written = event != "open" or (
            isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if written and any(
            str(a).startswith(self.folder) for a in arguments if isinstance(a, (str, os.PathLike))
        ):
            self.left -= 1
            if self.left < 0:
                raise Killed

    @contextmanager
    def armed(self, folder: str, left: int) -> Iterator[None]:
        if not self.is_there:
            sys.addaudithook(self)
            self.is_there = True
        self.folder, self.left = folder, left
        try:
            with suppress(Killed):
                yield
        finally:
            self.folder = ""


KILL = _Kill()


@contextmanager
def killed(place: Place, chance: random.Random) -> Iterator[None]:
    """Before one of its changes to a file."""
    with KILL.armed(str(place.folder), chance.randrange(24)):
        yield


@contextmanager
def open_elsewhere(place: Place, chance: random.Random) -> Iterator[None]:
    """In LibreOffice."""
    name = chance.choice(("office", "board"))
    lock = place.folder / f".~lock.{name}.xlsx#"
    lock.write_text("somebody", encoding="utf-8")
    try:
        yield
    finally:
        lock.unlink()


@contextmanager
def broken_export(place: Place, chance: random.Random) -> Iterator[None]:
    """Beside the good ones: cut short, of another form, of another kind, or no file at all."""
    newest = max(
        (place.folder / "responses").glob("Responses *.csv"), key=lambda p: p.stat().st_mtime, default=None
    )
    content = newest.read_bytes() if newest else b"Timestamp\n"
    broken = place.folder / "responses" / chance.choice(("cut.csv", "other.csv", "table.xlsx", "zipped.zip"))
    ways = {
        "cut.csv": content[: len(content) * 2 // 3],
        "other.csv": b"Timestamp,Favourite colour\n2026/11/03 9:15:22 AM GMT-8,blue\n",
    }
    broken.write_bytes(ways.get(broken.name, b"no such file"))
    try:
        yield
    finally:
        broken.unlink()


@contextmanager
def broken_settings(place: Place, chance: random.Random) -> Iterator[None]:
    good = place.settings.read_text(encoding="utf-8")
    worse = ("[team\n", '[team]\ntime_zone = "Mars/Olympus"\n', "[report]\nthreshold = 2\n")
    place.settings.write_text(chance.choice(worse) + good, encoding="utf-8")
    try:
        yield
    finally:
        place.settings.write_text(good, encoding="utf-8")


@contextmanager
def cut_short(place: Place, chance: random.Random) -> Iterator[None]:
    """A workbook was copied only in part."""
    path = place.file(chance.choice(("office", "board")))
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    try:
        yield
    finally:
        path.write_bytes(good)


ON_FILES: tuple[Mishap, ...] = (
    killed,
    killed,
    killed,
    open_elsewhere,
    broken_export,
    broken_settings,
    cut_short,
)


@dataclass
class OnGoogle:
    """`edit` is what somebody does at the spreadsheets meanwhile."""

    edit: Callable[[], None]

    @contextmanager
    def failing(self, place: Place, chance: random.Random) -> Iterator[None]:
        """Google refuses, breaks off, answers late or not at all; the run is killed; people go on."""
        if not isinstance(place, GooglePlace):
            raise TypeError(place)
        for _ in range(chance.randint(1, 3)):
            place.server.world.faults.add(**_fault(chance))
        kill = chance.randint(1, 9) if chance.random() < 0.4 else 0
        often = chance.choice((0.0, 0.3))
        with ExitStack() as held:
            held.callback(place.server.world.faults.clear)
            held.enter_context(suppress(Killed))
            held.enter_context(killed_at(kill, chance.random() < 0.5))
            held.enter_context(mock.patch.object(client, "TIMEOUT", (1, 0.6)))
            act = lambda _: self.edit() if chance.random() < often else None  # noqa: E731
            held.enter_context(in_every_gap(place, act))
            yield


def _fault(chance: random.Random) -> dict[str, Any]:
    """For one call or some; as many as a run gives up on seldom."""
    status = chance.choice((429, 500, 502, 503))
    kinds: tuple[dict[str, Any], ...] = (
        {"kind": "status", "status": 503, "applied": True},
        {"kind": "status", "status": status, "body": chance.choice(("json", "html"))},
        {"kind": "drop_before", "reset": chance.random() < 0.5},
        {"kind": "drop_after", "reset": chance.random() < 0.5},
        {"kind": "late", "status": chance.choice((0, 503, 504))},
        {"kind": "hang", "ms": 900, "applied": True},
        {"kind": "truncated"},
        {"kind": "cut"},
    )  # fmt: skip
    api = chance.choice(("sheets.batchUpdate", "sheets.batchUpdate", "sheets.get", "forms.responses.list"))
    often = {"nth": chance.randint(1, 3), "count": chance.choice((1, 1, 1, 2, 9))}
    return {**chance.choice(kinds), "api": api, **often}
