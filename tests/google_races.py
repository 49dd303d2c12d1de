"""Runs against people: somebody edits, another machine runs, Google fails, the run is killed, in any gap
between two calls. What was answered or typed must be where it belongs afterwards, and nothing twice.
"""

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from automations.platforms.google import client, patience
from tests.google.calls import Call
from tests.google.server import Server
from tests.google_person import KEY, TABS, Person, Typed, shown
from tests.google_place import GooglePlace
from tests.place import TEAM, response

DAYS = ("2026-11-04T09:00:00-08:00", "2026-11-08T09:00:00-08:00", "2026-11-10T09:00:00-08:00")
LATER = "2026-11-11T09:00:00-08:00"
ANSWERS = {"Notice", "Flag", "What next"}
"""Columns in which the jobs answer what people type."""


KILLED = -9
"""Stands for the exit code of a run that was killed."""


class Killed(BaseException):
    """In place of kill -9: no handler of ours sees it, and nothing that it left in memory is used again."""


@dataclass
class Scene:
    """A team's place with cases in it, and the same state to begin every race from."""

    place: GooglePlace
    kept: dict[str, Any] = field(default_factory=dict)
    submitted: dict[tuple[str, int], str] = field(default_factory=dict)

    def keep(self) -> None:
        self.kept = {
            name: file.content.to_json() for name, file in self.place.files.items() if name != "form"
        }
        self.kept["form"] = dict(self.place.files["form"].content.responses)
        self.kept = copy.deepcopy(self.kept)
        self.submitted = dict(self.place.submitted)

    def begin(self) -> None:
        for name in ("board", "office"):
            file = self.place.files[name]
            file.content = type(file.content).from_json(copy.deepcopy(self.kept[name]))
            self.place.server.world.touch(file)
        self.place.files["form"].content.responses = copy.deepcopy(self.kept["form"])
        self.place.submitted = dict(self.submitted)
        self.place.server.between = None
        self.place.server.world.faults.clear()


def make_scene(path: Path, server: Server, old: int = 0) -> Scene:
    """Six volunteers, five cases in several states, and three requests that nobody took in yet; and so
    many `old` cases, for sheets that have grown.
    """
    place = GooglePlace(path, server)
    place.set_up()
    place.roster(*TEAM)
    place.drop(*(response(f"2026/10/0{n % 9 + 1} 9:{n // 60:02}:{n % 60:02} AM GMT-8") for n in range(old)))
    place.drop(*(response(f"2026/11/0{n} 9:15:22 AM GMT-8", what_happened=f"matter {n}") for n in (1, 2, 3)))
    assert place.run(now=DAYS[0]).code == 0
    place.drop(response("2026/11/05 9:15:22 AM GMT-8"), response("2026/11/06 9:15:22 AM GMT-8", about="hm"))
    assert place.run(now=DAYS[1]).code == 0
    for case in [row["Case"] for row in place.board()][:2]:
        place.type("board", "Cases", case, Stage="Gathering accounts", Reached_out_on="2026-11-07")
    assert place.run(now=DAYS[2]).code == 0
    place.drop(*(response(f"2026/11/10 1{n}:00:00 AM GMT-8", what_happened=f"late {n}") for n in (0, 1)))
    place.drop(response("2026/11/10 1:00:00 PM GMT-8", what_happened="Carla Ruiz was there"))
    scene = Scene(place)
    scene.keep()
    return scene


@contextmanager
def in_every_gap(
    place: GooglePlace, act: Callable[[Call], None], asked: tuple[str, ...] = ("sheets.", "forms.")
) -> Iterator[None]:
    """Have something happen before every call to these."""
    busy = False

    def between(when: str, call: Call) -> None:
        nonlocal busy
        if when == "before" and call.api.startswith(asked) and not busy:
            busy = True
            try:
                act(call)
            finally:
                busy = False

    place.server.between = between
    try:
        yield
    finally:
        place.server.between = None


@contextmanager
def killed_at(call: int, after: bool) -> Iterator[None]:
    """The run ends at the call of this number, before it is sent or when its answer is there."""
    left, sent = call, client.Client._sent

    def counting(self: client.Client, *arguments: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and not after:
            raise Killed
        answer = sent(self, *arguments, **named)
        if left == 0:
            raise Killed
        return answer

    with mock.patch.object(client.Client, "_sent", counting):
        yield


def run(place: GooglePlace) -> int:
    """Its exit code."""
    with mock.patch.object(patience, "sleep", lambda _: None):
        return place.run(now=LATER).code


@dataclass(frozen=True)
class Race:
    """What one seed brought: the edits made meanwhile, the exit code, and what was not as it must be."""

    seed: int
    edits: tuple[str, ...]
    code: int
    damage: tuple[str, ...]


def with_a_person(scene: Scene, seed: int) -> Race:
    """A person edits in every gap between two calls."""
    scene.begin()
    person, edits = Person(scene.place, random.Random(seed)), list[str]()
    with in_every_gap(scene.place, lambda _: edits.append(person.edit())):
        code = run(scene.place)
    if code:
        run(scene.place)
    return Race(seed, tuple(edits), code, tuple(damage(scene.place, person.typed, person.notes)))


def with_a_second_run(scene: Scene, seed: int) -> Race:
    """A run on another machine, whole, in one or more of the gaps; and a person in others."""
    scene.begin()
    chance = random.Random(seed)
    person, edits = Person(scene.place, chance), list[str]()

    def act(_: Call) -> None:
        if chance.random() < 0.3:
            edits.append(f"second run, exit code {run(scene.place)}")
        elif chance.random() < 0.3:
            edits.append(person.edit())

    with in_every_gap(scene.place, act):
        code = run(scene.place)
    if code:
        run(scene.place)
    return Race(seed, tuple(edits), code, tuple(damage(scene.place, person.typed, person.notes)))


def with_faults(scene: Scene, seed: int) -> Race:
    """Google fails in several ways, the run may be killed, a person may edit; then it runs again
    undisturbed.
    """
    scene.begin()
    chance = random.Random(seed)
    faults = [_fault(chance) for _ in range(chance.randint(1, 4))]
    for fault in faults:
        scene.place.server.world.faults.add(**fault)
    kill = chance.randint(1, 11) if chance.random() < 0.5 else 0
    person = Person(scene.place, chance)
    edits, code = [str(fault) for fault in faults], KILLED
    often = chance.choice((0.0, 0.5))

    def act(_: Call) -> None:
        if chance.random() < often:
            edits.append(person.edit())

    hurried = mock.patch.object(client, "TIMEOUT", (1, 0.15))
    with suppress(Killed), killed_at(kill, chance.random() < 0.5), hurried, in_every_gap(scene.place, act):
        code = run(scene.place)
    edits.append(f"killed at call {kill}" if code == KILLED else "not killed")
    scene.place.server.world.faults.clear()
    if code:
        run(scene.place)
    return Race(seed, tuple(edits), code, tuple(damage(scene.place, person.typed, person.notes)))


def with_little_new(scene: Scene, seed: int) -> Race:
    """Runs that may find nothing new, with a person in some of the gaps, and Drive
    telling late what changed. Nothing that a run takes as known may hide what one that knows nothing finds.
    """
    scene.begin()
    place, chance = scene.place, random.Random(seed)
    for _ in range(3):
        run(place)
    person, edits, often = Person(place, chance), list[str](), chance.choice((0.05, 0.2))
    world = place.server.world

    def act(_: Call) -> None:
        if chance.random() < often:
            edits.append(person.edit())
        if chance.random() < often / 4:
            late = chance.choice(("board", "office"))
            world.behind[place.files[late].id] = place.files[late].version

    with in_every_gap(place, act, ("sheets.", "forms.", "drive.")):
        codes = [run(place) for _ in range(chance.randint(2, 5))]
    world.behind.clear()
    run(place)
    run(place)
    place.folder.joinpath(".last-run.json").unlink(missing_ok=True)
    found = place.run(now=LATER)
    hidden = [name for name, job in found.jobs.items() if job["result"] != "nothing to do"]
    missed = [f"a run that knew too much hid work from {', '.join(hidden)}"] if hidden else []
    return Race(seed, tuple(edits), max(codes), (*missed, *damage(place, person.typed, person.notes)))


def _fault(chance: random.Random) -> dict[str, Any]:
    api = chance.choice(("sheets.batchUpdate", "sheets.batchUpdate", "sheets.get", "forms.responses.list"))
    kinds: tuple[dict[str, Any], ...] = (
        {"kind": "status", "status": 503, "applied": True},
        {
            "kind": "status",
            "status": chance.choice((429, 500, 502, 503)),
            "body": chance.choice(("json", "html")),
        },
        {"kind": "drop_before", "reset": chance.random() < 0.5},
        {"kind": "drop_after", "reset": chance.random() < 0.5},
        {"kind": "late", "status": chance.choice((0, 503, 504))},
        {"kind": "late", "status": 0, "ms": 20},
        {"kind": "hang", "ms": 300, "applied": True},
        {"kind": "truncated"},
        {"kind": "cut"},
    )
    fault = chance.choice(kinds)
    return {**fault, "api": api, "nth": chance.randint(1, 3), "count": chance.choice((1, 1, 1, 2, 9))}


def damage(place: GooglePlace, typed: Typed, notes: Counter[str]) -> list[str]:
    """What is not as it must be; words that say what, never what stands there."""
    return [*_requests(place), *_rows_of_people(place, typed, notes), *_not_settled(place)]


def _requests(place: GooglePlace) -> Iterator[str]:
    wanted = Counter(r.id for r in place.files["form"].content.responses.values())
    intake = [row for row in place.intake() if row.get("Response")]
    if Counter(row["Response"] for row in intake) != wanted:
        yield "a response is lost, doubled or misplaced"
    codes = Counter(row["Case"] for row in intake)
    if max(codes.values(), default=0) > 1:
        yield "two responses share a case"
    board = Counter(row["Case"] for row in place.board() if row["Case"])
    if set(board) - set(codes) or max(board.values(), default=0) > 1:
        yield "the board has a row too many"
    given = Counter(row["Case"] for row in place.rows("office", "Assignments") if row["Event"] == "assigned")
    if any(count != 2 for count in given.values()):
        yield "a case has not just one pair"
    for row in intake:
        if not row["Received at"] or (
            not row["what_happened"] and row["about"] != "hm" and row["contact"] is None
        ):
            yield "an answer is lost"


def _rows_of_people(place: GooglePlace, typed: Typed, notes: Counter[str]) -> Iterator[str]:
    for (name, tab, key, header), value in typed.items():
        rows = [row for row in place.rows(name, tab) if row.get(KEY[tab]) == key]
        if not any(str(row.get(header)) == value for row in rows):
            yield f"typed in {name}/{tab}/{header}, and gone"
    found = Counter(
        value
        for name, tab in TABS
        for row in shown(place, name, tab)
        for value in row
        if isinstance(value, str) and value.startswith("note ")
    )
    if found != notes:
        yield "a person's own line is lost or doubled"


def _not_settled(place: GooglePlace) -> Iterator[str]:
    """No column without a header, or line without a key, has anything in it but people's notes; and the
    next run, of the same moment, only answers what was typed since.
    """
    yield from _left_over(place)
    before = _keyed_cells(place)
    place.run(now=LATER)
    changed = {
        header
        for cell, value in _keyed_cells(place).items()
        if before.get(cell) != value
        for header in [cell[3]]
    }
    if changed - ANSWERS:
        yield f"the run left something to be mended: {sorted(changed - ANSWERS)}"
    ran = place.run(now=LATER)
    if ran.code or any(job["result"] != "nothing to do" for job in ran.jobs.values()):
        yield "the jobs do not come to rest"


def _left_over(place: GooglePlace) -> Iterator[str]:
    for name, tab in TABS:
        headers, *rows = shown(place, name, tab)
        key = headers.index(KEY[tab])
        for row in rows:
            keyed = key < len(row) and row[key]
            for column, value in enumerate(row):
                ours = value is not None and not str(value).startswith("note ")
                if ours and (not keyed or column >= len(headers) or not headers[column]):
                    yield f"something of ours is left in {name}/{tab}"
                    return


def _keyed_cells(place: GooglePlace) -> dict[tuple[str, str, str, str], Any]:
    return {
        (name, tab, str(row[KEY[tab]]), header): value
        for name, tab in TABS
        for row in place.rows(name, tab)
        if row[KEY[tab]]
        for header, value in row.items()
        if header
    }
