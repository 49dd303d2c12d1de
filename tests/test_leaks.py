"""What should not stand on the board is told to coordinators by its place, and never repeated."""

import pytest
from openpyxl.comments import Comment

from automations.core.casework import case_names
from automations.core.names.contacts import contact
from automations.core.names.lookout import Person, lookout
from automations.core.names.mentions import mentions, prepare
from automations.wordlists import ordinary_words
from tests.google.sheets_edits import batch
from tests.google_place import GooglePlace
from tests.place import TEAM, Place, response
from tests.test_names import CORPUS, INNOCENT

NEXT = "2026-11-11T09:00:00-08:00"


@pytest.fixture
def named(place: Place) -> Place:
    place.drop(response(name="Quillon Fairweather", what_happened="a quiet matter"))
    place.run()
    return place


def scribble(place: Place, text: str | float, row: int = 2) -> None:
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
        ("Herr Fairwether", "a name from the case"),
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
    assert "board, tab Cases, a row without a known key, an added column: an e-mail address" in ran.out
    assert "q.f@" not in ran.out


def test_a_number_that_the_sheet_made_of_it_is_a_phone_number_still(named: Place) -> None:
    scribble(named, 4155550132)
    named.run(now=NEXT)
    assert "an added column: a phone number" in str(named.intake()[0]["Notice"])


def test_a_count_is_none(named: Place) -> None:
    scribble(named, 46335)
    named.run(now=NEXT)
    assert "On the board" not in str(named.intake()[0]["Notice"])


@pytest.mark.parametrize(
    "text",
    [
        "415-555-0132", "(415)555-0132", "(415) 555 - 0132", "+1 415 555 0132", "06.12.34.56.78",
        "06-12-34-56-78", "06.12.11.10.09", "06/12 34 56 78", "+33 6 12 34 56 78", "030 / 555 01 32",
        "+49(0)30-555-0132", "415\u2011555\u20110132", "415\u00a0555\u00a00132", "415 – 555 – 0132",
        "415·555·0132", "415,555,0132", "415_555_0132", "415-555-0132x12", "tel4155550132", "555-0132",
        "４１５５５５０１３２", "٠١٢٣٤٥٦٧٨٩", "电话4155550132", "on 2026-11-03 415 555 0132",
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert contact(text) == "a phone number"


@pytest.mark.parametrize(
    "text",
    [
        "met on 2026-11-03 and 11/5/2026", "2026-11-03–2026-11-05", "3. 11. 2026", "20261103",
        "11/3, 11/5, 11/9", "11/12 11/13 11/14", "13.11.-15.11.", "14.30-16.00",
        "2026-11-03 14:30, 2026-11-05 16:00",
        "14:30-16:00 17:00-18:00", "Nov 3 2026 14:30", "10-12 14-16", "2026-2027", "1,250,000",
        "rooms 101, 102, 103",
        "https://docs.google.com/spreadsheets/d/1AbC/edit#gid=1834728374",
    ],
)  # fmt: skip
def test_days_times_and_counts_are_no_numbers(text: str) -> None:
    assert contact(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "q.f＠example.org", "q.f@exämple.org", "q.f @ example.org", "q.f(at)example.org",
        "q.f [at] example [dot] org", "quillon at example dot org", "<mailto:Q.F@EXAMPLE.ORG>",
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_written(text: str) -> None:
    assert contact(text) == "an e-mail address"


@pytest.mark.parametrize(
    "text", ["lunch at noon. Then home", "meet @ noon. Bring cake", "look at example.org", "Call @sam.b"]
)
def test_a_place_a_website_and_a_handle_are_no_addresses(text: str) -> None:
    assert contact(text) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jürgen Müller", "Mueller called"), ("Søren", "Soeren"), ("Anne-Marie", "Annemarie called"),
        ("Jean Luc Picard", "Jean-Luc"), ("Fairweather", "the Fairweathers"), ("王伟", "和王伟谈过了"),
        ("김민수", "김민수가 전화함"), ("Jo Ng", "Jo called"), ("Li", "Li called"),
        ("Siobhán O'Brien", "OBrien"),
        ("Quillon Fairweather", "QF called"), ("You can call me Rose Teller", "met Rose"),
        ("Quillon (not for the group)", "Quillon"), ("will park", "i think will was there"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    assert is_named(text, {"name": name})


@pytest.mark.parametrize(
    "name",
    ["I'd rather not say", "Prefer Not To Say", "Anonymous", "anon", "My name is not for you", "J.", ""],
)
def test_an_answer_that_gives_no_name_holds_nothing(name: str) -> None:
    said = "Would rather talk in the evening, not before. Prefer mail, say so: my name for you, J"
    assert not is_named(said, {"name": name})


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Quillon Fairweather", "talked to Fairweather"),
        ("My ex Quillon, and the kitchen crew", "Quillon called"),
        ("John; Maria", "Maria came"),
        ("He's called Jürgen Müller. I am scared.", "Mueller again"),
        ("El comité, Juan Pérez", "juan"),
    ],
)
def test_names_of_who_else_is_involved_are_looked_for(answer: str, text: str) -> None:
    assert is_named(text, {"people_involved": answer})


@pytest.mark.parametrize(
    "answer",
    [
        "My co-chair. They would rather not be told. Only the two of us, on Tuesdays",
        "Housemates, Neighbors; everybody on the Food Committee",
        "Mein Chef und die Kollegin",
        "El comité de acogida, ocho personas",
    ],
)
def test_in_a_story_about_others_ordinary_words_are_no_names(answer: str) -> None:
    assert list(case_names.told_in(answer, ordinary_words())) == []


def is_named(text: str, answers: dict[str, str]) -> bool:
    ordinary = ordinary_words()
    names = (
        *case_names.given_in(answers.get("name", ""), ordinary),
        *case_names.told_in(answers.get("people_involved", ""), ordinary),
    )
    return bool(mentions(prepare(text), lookout([Person(name, (name,)) for name in names], ordinary)))


def test_few_innocent_sentences_are_held_even_where_names_are_ordinary_words() -> None:
    ordinary = ordinary_words()
    names = [n for row in CORPUS["volunteers"] for n in case_names.given_in(row["name"], ordinary)]
    watch = lookout([Person(name, (name,)) for name in names], ordinary)
    held = [text for text in INNOCENT if mentions(prepare(text), watch)]
    assert len(held) <= 0.08 * len(INNOCENT), held
    assert [text for text in INNOCENT if contact(text) and "@" not in text and "555" not in text] == []


def test_a_name_said_elsewhere_than_in_its_own_row_is_found(named: Place) -> None:
    named.type("board", "Availability", TEAM[0], Away_from="with Quillon")
    with named.editing("board") as book:
        book["Cases"].cell(1, 14).value = "Fairweather"
        added = book.create_sheet("Mine")
        added.cell(3, 2).value = "ask Fairweather"
    out = named.command("run", "--now", NEXT).out
    assert f"board, tab Availability, row of {TEAM[0]}, column 'Away from': a name from the case" in out
    assert "board, tab Cases, the header of an added column: a name from the case" in out
    assert "board, line 3 of an added tab: a name from the case" in out
    assert "Quillon" not in out
    assert "Fairweather" not in out


def test_what_stands_beside_the_table_is_searched(named: Place) -> None:
    case = str(named.board()[0]["Case"])
    with named.editing("board") as book:
        book["Cases"].cell(2, 15).value = "ask Fairweather"
    named.run(now=NEXT)
    place = f"On the board, tab Cases, row of {case}, a column without a header of its own"
    assert f"{place}: a name from the case." in str(named.intake()[0]["Notice"])


def test_a_row_that_people_made_is_searched_whole_and_its_key_never_repeated(named: Place) -> None:
    with named.editing("board") as book:
        book["Cases"].cell(6, 1).value = "Quillon Fairweather"
    out = named.command("run", "--now", NEXT).out
    assert "board, tab Cases, a row without a known key, column 'Case': a name from the case" in out
    assert "Quillon" not in out
