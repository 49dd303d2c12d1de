"""A run that could not look at what it wrote: the next one does, and leaves what people did since."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from automations.platforms.google.cells import Raw
from automations.platforms.google.grid import LAST_WRITE, TabGrid
from automations.platforms.google.last_write import CELL, is_in_doubt, kept
from automations.platforms.google.placing import Placed, put
from sheets_schema.office import OFFICE
from tests.google.calls import Call
from tests.google.server import Server
from tests.google.sheets_edits import batch
from tests.google_person import shown
from tests.google_place import GooglePlace
from tests.google_races import (
    LATER,
    Killed,
    Scene,
    damage,
    in_every_gap,
    killed_at,
    make_scene,
    run,
)
from tests.place import response

pytestmark = pytest.mark.google


@pytest.fixture
def scene(tmp_path: Path, server: Server) -> Scene:
    scene = make_scene(tmp_path, server)
    scene.begin()
    return scene


def columns(place: GooglePlace, name: str, tab: str, start: int, to: int) -> None:
    sheet = place.files[name].content.titled(tab)
    span = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": start, "endIndex": start + 1}
    moved = {"moveDimension": {"source": span, "destinationIndex": to}}
    batch(place.server.world, place.files[name], [moved])


def kill_in_a_misplaced_write(place: GooglePlace, name: str, tab: str, start: int, to: int) -> None:
    """Somebody moves a column just before our write; we are killed when it has landed."""
    writes = {"office": 1, "board": 2}[name]

    def act(call: Call) -> None:
        nonlocal writes
        if call.api == "sheets.batchUpdate":
            writes -= 1
            if writes == 0:
                columns(place, name, tab, start, to)

    last_call = {"office": 5, "board": 6}[name]
    with pytest.raises(Killed), in_every_gap(place, act), killed_at(last_call, after=True):
        run(place)
    assert writes == 0


@pytest.mark.parametrize(
    ("name", "tab", "start", "to"),
    [
        ("board", "Cases", 5, 9),  # Reached out on, to stand behind Flag and What next
        ("board", "Cases", 0, 8),
        ("office", "Intake", 2, 0),
        ("office", "Assignments", 0, 4),
        ("office", "Conflicts", 1, 0),
    ],
)
def test_what_a_killed_run_misplaced_is_put_right_by_the_next(
    scene: Scene, name: str, tab: str, start: int, to: int
) -> None:
    place = scene.place
    typed: Any = {("board", "Cases", row["Case"], "Stage"): row["Stage"] for row in place.board()[:2]}
    kill_in_a_misplaced_write(place, name, tab, start, to)
    assert run(place) == 0
    assert list(damage(place, typed, Counter())) == []


def test_rows_inserted_just_before_a_write_that_nobody_answered_are_blank_again(scene: Scene) -> None:
    place = scene.place
    for row in place.board():
        place.type("board", "Cases", row["Case"], Stage="Paused")
    cases = place.files["board"].content.titled("Cases")
    span = {"sheetId": cases.id, "dimension": "ROWS", "startIndex": 1, "endIndex": 9}
    writes = 0

    def act(call: Call) -> None:
        nonlocal writes
        writes += call.api == "sheets.batchUpdate"
        if call.api == "sheets.batchUpdate" and writes == 2:
            batch(place.server.world, place.files["board"], [{"insertDimension": {"range": span}}])

    add = place.server.world.faults.add
    add(kind="status", status=503, applied=True, api="sheets.batchUpdate", nth=2, count=99)
    with in_every_gap(place, act):
        assert run(place) == 1
    place.server.world.faults.clear()
    assert any(map(any, shown(place, "board", "Cases")[1:9]))
    assert run(place) == 0
    assert not any(map(any, shown(place, "board", "Cases")[1:9]))


def test_what_people_do_after_a_write_that_went_well_is_left_as_it_is(scene: Scene) -> None:
    place = scene.place
    assert run(place) == 0
    assert run(place) == 0
    cases = place.files["board"].content.titled("Cases")
    area = {"sheetId": cases.id, "startRowIndex": 1}
    sort = {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}}
    batch(place.server.world, place.files["board"], [sort])
    columns(place, "board", "Cases", 5, 0)
    columns(place, "office", "Intake", 3, 1)
    span = {"sheetId": cases.id, "dimension": "ROWS", "startIndex": 2, "endIndex": 4}
    batch(place.server.world, place.files["board"], [{"insertDimension": {"range": span}}])
    before = {name: place.files[name].content.to_json() for name in ("board", "office")}
    assert run(place) == 0
    assert before == {name: place.files[name].content.to_json() for name in ("board", "office")}


def test_a_day_that_a_person_types_where_the_same_one_stood_before_they_moved_columns_is_theirs(
    scene: Scene,
) -> None:
    place = scene.place
    assert run(place) == 0
    *_, row = place.board()
    columns(place, "board", "Cases", list(row).index("Reached out on"), list(row).index("Reach out by"))
    place.type("board", "Cases", row["Case"], Reached_out_on=row["Reach out by"].date(), Flag="typed over")
    assert run(place) == 0
    assert {r["Case"]: r["Reached out on"] for r in place.board()}[row["Case"]] == row["Reach out by"]


@pytest.mark.parametrize("typed", ["hello", "[", "[1]", '[{"tab": 3}]', "{}", "null", "7"])
def test_who_types_where_the_last_write_is_told_stops_nothing(scene: Scene, typed: str) -> None:
    place = scene.place
    told = place.files["board"].content.titled(LAST_WRITE)
    start = {"sheetId": told.id, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [{"userEnteredValue": {"stringValue": typed}}]}]
    update = {"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}}
    batch(place.server.world, place.files["board"], [update])
    assert run(place) == 0
    assert list(damage(place, {}, Counter())) == []


def test_who_deletes_it_stops_nothing(scene: Scene) -> None:
    place = scene.place

    def act(call: Call) -> None:
        board = place.files["board"]
        told = [sheet for sheet in board.content.sheets if sheet.title == LAST_WRITE]
        if call.api == "sheets.batchUpdate" and told:
            batch(place.server.world, board, [{"deleteSheet": {"sheetId": told[0].id}}])

    with in_every_gap(place, act):
        assert run(place) == 0
    assert list(damage(place, {}, Counter())) == []


@pytest.mark.parametrize("again", [False, True])
def test_an_answer_that_was_changed_and_came_to_stand_in_another_row_is_put_right_on_the_same_day(
    scene: Scene, again: bool
) -> None:
    """`again`: the next run is killed as well, once it has put right what it can."""
    place = scene.place
    before = answers(place)
    place.drop(response("2026/11/03 9:15:22 AM GMT-8", what_happened="matter 3, as I see it now"))
    intake = place.files["office"].content.titled("Intake")
    area = {"sheetId": intake.id, "startRowIndex": 1}
    specs = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    done = list[str]()

    def sort(call: Call) -> None:
        if call.api == "sheets.batchUpdate" and not done:
            done.append(call.api)
            batch(
                place.server.world,
                place.files["office"],
                [{"sortRange": {"range": area, "sortSpecs": specs}}],
            )

    with pytest.raises(Killed), in_every_gap(place, sort), killed_at(5, after=True):
        run(place)
    assert done
    assert answers(place) != before
    if again:
        with pytest.raises(Killed), killed_at(4, after=True):
            run(place)
    assert run(place) == 0
    after = answers(place)
    changed = {key for key, words in before.items() if after[key] != words}
    assert [after[key] for key in changed] == ["matter 3, as I see it now"]


def answers(place: GooglePlace) -> dict[str, Any]:
    return {row["Response"]: row["what_happened"] for row in place.intake()}


def test_readers_put_nothing_right(scene: Scene) -> None:
    place = scene.place
    kill_in_a_misplaced_write(place, "board", "Cases", 5, 9)
    before = place.files["board"].content.to_json()
    assert place.command("status").code == 0
    assert place.command("run", "--dry-run", "--now", LATER).code == 0
    assert before == place.files["board"].content.to_json()


@pytest.mark.parametrize(("cells", "in_doubt"), [(24, False), (25, True)])
def test_a_write_too_large_to_be_kept_leaves_the_next_run_in_doubt(cells: int, in_doubt: bool) -> None:
    headers: list[Raw] = [{"stringValue": header} for header in OFFICE.tab("Intake").headers]
    tab = TabGrid(1, "Intake", 100, 100, [headers, []])
    written = Placed(tab, [headers, []])
    put(written, 1, {column: {"stringValue": "å" * 40_000} for column in range(cells)})
    texts = kept([written], OFFICE, in_doubt=False)
    assert max(map(len, texts)) <= CELL
    noted = TabGrid(2, LAST_WRITE, 1, 1, [[{"stringValue": text} for text in texts]])
    assert is_in_doubt(noted) == in_doubt
