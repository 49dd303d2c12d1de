"""Somebody sorts while a run is under way, and no harm comes of it: on Google before every call that the run
makes, on plain files between its reading and its writing of each workbook.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from automations.platforms.files import xlsx_write
from automations.platforms.google.client import Client
from tests.google.sheets_edits import batch
from tests.google_place import GooglePlace
from tests.google_races import Killed, in_every_gap
from tests.place import Place, column, response

LATER = "2026-11-10T10:00:00-08:00"
OVER = "2027-01-05T10:00:00-08:00"
"""What was never accepted is deleted by then."""

FLAGS = {
    "On time": {"Stage": "Dialogue"},
    "Paused": {"Stage": "Paused"},
    "Check-in due": {"Stage": "Dialogue", "Next_check-in": "2026-11-09"},
    "Check the row": {"Stage": "Dialog"},
}
"""What people typed, by the flag that it gives."""

SORTED = (
    ("board", "Cases", "Reached out on"),
    ("office", "Intake", "Case"),
    ("office", "Assignments", "Why"),
)
KEPT = ("Received", "Volunteer 1", "Volunteer 2", "Reached out on", "Stage", "Case file")
ANSWERED = ("Case", "what_happened")


def sort_file(place: Place, name: str, tab: str, header: str) -> None:
    """All rows below the headers, by one column, descending, blanks last."""
    with place.editing(name) as book:
        sheet = book[tab]
        by = column(sheet, header) - 1
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        filled = sorted(
            (row for row in rows if row[by] is not None), key=lambda row: str(row[by]), reverse=True
        )
        for number, row in enumerate([*filled, *(row for row in rows if row[by] is None)], 2):
            for place_, value in enumerate(row, 1):
                sheet.cell(number, place_).value = value


def sort_spreadsheet(place: GooglePlace, name: str, tab: str, number: int) -> None:
    """By another column each time, so that rows never lie as they lay before."""
    sheet = place.files[name].content.titled(tab)
    spec = {
        "dimensionIndex": number % len(sheet.rows[0]),
        "sortOrder": ("DESCENDING", "ASCENDING")[number % 2],
    }
    request = {"sortRange": {"range": {"sheetId": sheet.id, "startRowIndex": 1}, "sortSpecs": [spec]}}
    batch(place.server.world, place.files[name], [request])


@contextmanager
def sorting_on_google(place: GooglePlace) -> Iterator[list[str]]:
    done = list[str]()

    def sort_all(call: Any) -> None:
        number = len(done) // len(SORTED)
        for name, tab, _ in SORTED:
            sort_spreadsheet(place, name, tab, number)
            done.append(f"{name}/{tab} before {call.api}")

    with in_every_gap(place, sort_all):
        yield done


@contextmanager
def sorting_files(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    done, changed = list[str](), xlsx_write.changed

    def and_somebody_saves(book: Any, shape: Any, changes: Any, title: str = "") -> bytes:
        for name, tab, header in SORTED:
            # Once each: who saved all the time would have the run give up, with exit code 3.
            if name == shape.name and f"{name}/{tab}" not in done:
                sort_file(place, name, tab, header)
                done.append(f"{name}/{tab}")
        return changed(book, shape, changes, title)

    monkeypatch.setattr(xlsx_write, "changed", and_somebody_saves)
    yield done
    monkeypatch.undo()


def by_key(rows: list[dict[str, Any]], key: str, *headers: str) -> dict[str, list[Any]]:
    """What stands under the headers, row by row."""
    found = {str(row[key]): [row[header] for header in headers] for row in rows}
    assert len(found) == len(rows)
    return found


def requests(count: int) -> list[dict[str, str]]:
    return [
        response(f"2026/11/0{n} 9:15:22 AM GMT-8", what_happened=f"matter {n}") for n in range(1, count + 1)
    ]


@pytest.fixture
def codes(place: Place) -> list[str]:
    """Six cases, four of which people worked on in four ways."""
    place.drop(*requests(6))
    place.run()
    codes = [str(row["Case"]) for row in place.board()]
    for number, (code, flag) in enumerate(zip(codes, FLAGS, strict=False), 6):
        place.type("board", "Cases", code, Reached_out_on=f"2026-11-0{number}", **FLAGS[flag])
    return codes


def test_a_sort_in_the_middle_of_a_run_does_no_harm(
    place: Place, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    board, intake = by_key(place.board(), "Case", *KEPT), by_key(place.intake(), "Response", *ANSWERED)
    place.drop(*requests(9))
    hosted = place if isinstance(place, GooglePlace) else None
    with sorting_on_google(hosted) if hosted else sorting_files(place, monkeypatch) as done:
        assert place.run(now=LATER).code == 0
    assert len(done) >= len(SORTED)
    assert board.items() <= by_key(place.board(), "Case", *KEPT).items()
    assert intake.items() <= by_key(place.intake(), "Response", *ANSWERED).items()
    assert len(place.intake()) == len(place.board()) == 9
    flags = by_key(place.board(), "Case", "Flag")
    assert [flags[code] for code in codes[:4]] == [[flag] for flag in FLAGS]
    days = [str(row["Reached out on"]) for row in place.board() if row["Reached out on"]]
    assert hosted or days == sorted(days, reverse=True)
    assert {job["result"] for job in place.run(now=LATER).jobs.values()} == {"nothing to do"}


def every_other_is_to_go(place: Place) -> set[str]:
    """Their codes. An even number of cases: turned round, each lies where one of the others was."""
    place.drop(
        *(
            response(f"2026/11/03 9:1{n}:00 AM GMT-8", what_happened=f"matter {n}", immediate_danger="Yes")
            for n in range(8)
        )
    )
    place.run()
    goes = place.intake()[1::2]
    for row in goes:
        place.type("office", "Intake", row["Response"], What_to_do="Out of scope")
    return {row["Case"] for row in goes}


@pytest.mark.google
def test_a_sort_while_cases_are_deleted_costs_no_other_case_a_word(place: Place) -> None:
    """Sorted once in the very moment of the deletion, and again before each of the next runs."""
    assert isinstance(place, GooglePlace)
    goes = every_other_is_to_go(place)
    before = {row["Case"]: row for row in place.intake()}
    column_ = list(place.intake()[0]).index("what_happened")
    sorted_at = list[str]()

    def act(call: Any) -> None:
        begun = any(str(row["Key"]).startswith("letting go") for row in place.rows("office", "Internal"))
        if call.api == "sheets.batchUpdate" and begun and not sorted_at:
            sort_spreadsheet(place, "office", "Intake", column_)
            sorted_at.append(call.api)

    with in_every_gap(place, act):
        place.run(now=OVER)
    assert sorted_at
    for number in (1, 2):
        sort_spreadsheet(place, "office", "Intake", column_ + number)
        place.run(now=OVER)
    rows = place.intake()
    assert sorted(row["Case"] for row in rows) == sorted(before)
    for row in rows:
        was, is_gone = before[row["Case"]], row["Case"] in goes
        assert row["Response"] == (f"deleted {row['Case']}" if is_gone else was["Response"])
        assert [row["what_happened"], row["contact"]] == (
            [None, None] if is_gone else [was["what_happened"], was["contact"]]
        )


@pytest.mark.google
def test_nor_if_the_run_is_killed_right_then(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row was cleared that was to stay: the answers come back, and what was to go, goes."""
    assert isinstance(place, GooglePlace)
    goes = every_other_is_to_go(place)
    before = {row["Case"]: row for row in place.intake()}
    column_ = list(place.intake()[0]).index("what_happened")
    writes, sent = list[str](), Client._sent

    def act(call: Any) -> None:
        begun = any(str(row["Key"]).startswith("letting go") for row in place.rows("office", "Internal"))
        if call.api == "sheets.batchUpdate" and begun:
            writes.append(call.api)
        if len(writes) == 2:
            sort_spreadsheet(place, "office", "Intake", column_)

    def and_die(self: Client, *arguments: Any, **named: Any) -> Any:
        answer = sent(self, *arguments, **named)
        if len(writes) == 2:
            raise Killed
        return answer

    monkeypatch.setattr(Client, "_sent", and_die)
    with pytest.raises(Killed), in_every_gap(place, act):
        place.run(now=OVER)
    monkeypatch.undo()
    assert not [row for row in place.intake() if row["Case"] not in goes and row["what_happened"]]
    for _ in range(2):
        assert place.run(now=OVER).code == 0
    for row in place.intake():
        was = before[row["Case"]]
        if row["Case"] in goes:
            assert (row["Response"], row["what_happened"]) == (f"deleted {row['Case']}", None)
        else:
            assert (row["Response"], row["what_happened"]) == (was["Response"], was["what_happened"])
            assert "Waits for your word" in row["Notice"]
            assert "its row was cleared while others were deleted" in row["Notice"]
    assert len(place.intake()) == len(before)
    assert {job["result"] for job in place.run(now=OVER).jobs.values()} == {"nothing to do"}
