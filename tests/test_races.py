"""Whatever happens between two calls to Google, nothing is lost, doubled, misplaced or overwritten.
`scripts/races.py` runs many more seeds.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.google.calls import Call
from tests.google.server import Server
from tests.google.sheets_edits import batch
from tests.google_races import (
    LATER,
    Race,
    Scene,
    make_scene,
    with_a_person,
    with_a_second_run,
    with_faults,
    with_little_new,
)

pytestmark = pytest.mark.google


@pytest.fixture
def scene(tmp_path: Path, server: Server) -> Scene:
    return make_scene(tmp_path, server)


@pytest.mark.parametrize(
    ("races", "seeds"),
    [
        # The named ones met what others did not: a row or column moved while things were put right.
        (with_a_person, (*range(12), 303, 351, 389)),
        (with_a_second_run, range(6)),
        (with_faults, range(12)),
        (with_little_new, range(6)),
    ],
)
def test_a_race_leaves_everything_where_it_belongs(
    scene: Scene, races: Callable[[Scene, int], Race], seeds: tuple[int, ...]
) -> None:
    for seed in seeds:
        race = races(scene, seed)
        assert not race.damage, race


def test_so_does_one_on_sheets_that_have_grown(tmp_path: Path, server: Server) -> None:
    scene = make_scene(tmp_path, server, old=230)
    for seed in range(4):
        race = with_a_person(scene, seed)
        assert not race.damage, race


@pytest.mark.parametrize("dimension", ["insertDimension", "deleteDimension"])
def test_rows_that_come_or_go_above_those_appended_take_nothing_of_theirs(
    tmp_path: Path, server: Server, dimension: str
) -> None:
    scene = make_scene(tmp_path, server, old=230)
    office = scene.place.files["office"]
    sheet = office.content.titled("Intake")
    span = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": 220, "endIndex": 224}
    request: dict[str, object] = {dimension: {"range": span}}

    def between(when: str, call: Call) -> None:
        if when == "before" and call.api == "sheets.batchUpdate":
            scene.place.server.between = None
            batch(server.world, office, [request])

    before = {row["Response"]: dict(row) for row in scene.place.intake()}
    scene.place.server.between = between
    assert scene.place.run(now=LATER).code == 0
    after = {row["Response"]: dict(row) for row in scene.place.intake()}
    kept = [response for response in before if response in after]
    assert len(kept) >= len(before) - 4
    assert all(after[response] == before[response] for response in kept)
