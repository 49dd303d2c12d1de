"""What should not stand on the board is told to coordinators by its place, and never repeated."""

import pytest
from openpyxl.comments import Comment

from tests.google.sheets_edits import batch
from tests.google_place import GooglePlace
from tests.place import Place, response

NEXT = "2026-11-11T09:00:00-08:00"


@pytest.fixture
def named(place: Place) -> Place:
    place.drop(response(name="Quillon Fairweather", what_happened="a quiet matter"))
    place.run()
    return place


def scribble(place: Place, text: str, row: int = 2) -> None:
    """In a column that somebody added."""
    with place.editing("board") as book:
        book["Cases"].cell(1, 14).value = "Remarks"
        book["Cases"].cell(row, 14).value = text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("write to q.f@example.org", "an e-mail address"),
        ("call (415) 555-0132 after six", "a phone number"),
        ("+49 30 5550132", "a phone number"),
        ("FAIRWEATHER called back", "a name from the case"),
        ("Quillon's sister", "a name from the case"),
        ("they told me " * 20, "a long text"),
    ],
)
def test_it_is_told_by_its_place(named: Place, text: str, what: str) -> None:
    case = named.board()[0]["Case"]
    scribble(named, text)
    ran = named.run(now=NEXT)
    notice = str(named.intake()[0]["Notice"])
    assert f"On the board, tab Cases, row of {case}, an added column: {what}." in notice
    for word in (text, "555", "Fairweather", "Quillon"):
        assert word not in notice
        assert word not in ran.out


def test_a_note_at_a_cell_is_searched_too(named: Place) -> None:
    case = str(named.board()[0]["Case"])
    add_note(named, "call Fairweather")
    named.run(now=NEXT)
    notice = str(named.intake()[0]["Notice"])
    assert f"On the board, tab Cases, row of {case}, a note: a name from the case." in notice
    assert "Fairweather" not in notice


def test_so_are_the_titles_of_tabs(named: Place) -> None:
    with named.editing("board") as book:
        book.create_sheet("Quillon F.")
    out = named.command("run", "--now", NEXT).out
    assert "board, the title of a tab: a name from the case" in out
    assert "Quillon" not in out


@pytest.mark.google
@pytest.mark.case_files
def test_and_what_people_discuss_in_comments(named: GooglePlace) -> None:
    said = {"content": "what now?", "replies": [{"content": "ask Fairweather"}]}
    named.files["board"].extra["comments"] = [said]
    out = named.command("run", "--now", NEXT).out
    assert "board, a comment: a name from the case" in out
    assert "Fairweather" not in out


def add_note(place: Place, text: str) -> None:
    if isinstance(place, GooglePlace):
        sheet = place.files["board"].content.titled("Cases")
        start = {"sheetId": sheet.id, "rowIndex": 1, "columnIndex": 2}
        noted = {"rows": [{"values": [{"note": text}]}], "fields": "note", "start": start}
        batch(place.server.world, place.files["board"], [{"updateCells": noted}])
        return
    with place.editing("board") as book:
        book["Cases"].cell(2, 3).comment = Comment(text, "somebody")


@pytest.mark.parametrize(
    "text",
    ["met on 2026-11-03 and 11/5/2026", "third try on Tuesday", "room 12, 14:30", "see 2 notes", "555"],
)
def test_what_is_no_leak_is_none(named: Place, text: str) -> None:
    scribble(named, text)
    named.run(now=NEXT)
    assert "On the board" not in str(named.intake()[0]["Notice"])


def test_once_it_is_cleared_the_notice_goes(named: Place) -> None:
    scribble(named, "write to q.f@example.org")
    named.run(now=NEXT)
    scribble(named, "done")
    named.run(now="2026-11-12T09:00:00-08:00")
    assert "On the board" not in str(named.intake()[0]["Notice"])


def test_in_a_row_of_nobody_s_it_is_told_to_whoever_runs_the_jobs(named: Place) -> None:
    scribble(named, "write to q.f@example.org", row=6)
    ran = named.command("run", "--now", NEXT)
    assert "board, tab Cases, a row without a key, an added column: an e-mail address" in ran.out
    assert "q.f@" not in ran.out
