"""Whatever happens between two calls to Google, nothing is lost, doubled, misplaced or overwritten.
`scripts/races.py` runs many more seeds.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.google.server import Server
from tests.google_races import Race, Scene, make_scene, with_a_person, with_a_second_run, with_faults

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
    ],
)
def test_a_race_leaves_everything_where_it_belongs(
    scene: Scene, races: Callable[[Scene, int], Race], seeds: tuple[int, ...]
) -> None:
    for seed in seeds:
        race = races(scene, seed)
        assert not race.damage, race
