"""What stands on the board and may not: found wherever people write, told by its place and never repeated."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from automations.core import marks
from automations.core.board.leaks import Leak, by_case, in_note, leaks
from automations.core.board.projection import DELIVERY
from automations.core.casework.facts import Facts
from automations.core.casework.filed import Filed
from automations.core.office import Office
from automations.core.snapshot import COMMENT, LOOSE, NOTE, TITLE, Aside, Row
from sheets_schema.board import BOARD
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, OTHER, THIRD, made_office, request, workbook

NAME, EMAIL, PHONE, LONG = "a name from the case", "an e-mail address", "a phone number", "a long text"
ORDINARY = frozenset({"asked", "called", "again", "the", "garden"})
ADDED = "an added column"
OFFICE = made_office(
    request(name="Ola Nordmann"),
    request(OTHER, people_involved="Will Reed"),
    marks={marks.case_file(CODE): Filed("", "1", Facts(names=("Ada Lind",))).mark()},
    Roster=({"Volunteer": "Sam Okafor"}, {"Volunteer": "Lee Park"}),
)


def ordinary() -> frozenset[str]:
    return ORDINARY


def found(*, office: Office = OFFICE, asides: tuple[Aside, ...] = (), **tabs: tuple[Row, ...]) -> list[Leak]:
    there = workbook(BOARD, {title.replace("_", " "): rows for title, rows in tabs.items()})
    return list(leaks(replace(there, asides=asides), office, ordinary))


def remark(text: Cell, code: str = CODE, header: str = "Remarks") -> list[str]:
    """What kind is found of a text in a column that somebody added."""
    leaking = found(Cases=({"Case": code, header: text},))
    assert {(leak.tab, leak.row, leak.place) for leak in leaking} <= {("Cases", code, ADDED)}
    return [leak.what for leak in leaking]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("write to someone@example.org", [EMAIL]),
        ("call 415 555 0132", [PHONE]),
        ("Nordmann asked again", [NAME]),
        ("Ada Lind called", [NAME]),
        ("Nordmann called from 415 555 0132", [PHONE]),
        ("the garden " * 18, []),
        ("a" * 199, []),
        ("a" * 200, [LONG]),
        (f"  {'a' * 199}  ", []),
        ("Nordmann " * 30, [NAME]),
        (4155550132, [PHONE]),
        (415.0, []),
        (True, []),
        (None, []),
        ("the garden", []),
    ],
)
def test_names_addresses_numbers_and_stories_are_found(text: Cell, kinds: list[str]) -> None:
    assert remark(text) == kinds


def test_in_the_row_of_a_case_its_own_names_are_looked_for_and_not_those_of_others() -> None:
    assert remark("Nordmann asked") == [NAME]
    assert remark("Reed asked") == []
    assert remark("Reed asked", OTHER) == [NAME]
    assert remark("Nordmann asked", OTHER) == []


def test_a_row_that_no_case_has_is_searched_for_the_names_of_all() -> None:
    for key in (THIRD, "", None):
        rows: tuple[Row, ...] = ({"Case": key, "Remarks": "Reed and Nordmann", "Stage": "the garden"},)
        assert found(Cases=rows) == [Leak("Cases", "", ADDED, NAME)]


def test_a_case_of_which_nobody_is_known_is_searched_for_contacts_only() -> None:
    office = made_office(request())
    rows: tuple[Row, ...] = ({"Case": CODE, "One": "Nordmann", "Two": "someone@example.org"},)
    assert found(office=office, Cases=rows) == [Leak("Cases", CODE, ADDED, EMAIL)]
    assert found(office=office, Availability=({"Volunteer": "Ola Nordmann"},)) == []


def test_in_an_answer_that_tells_a_story_words_of_the_dictionary_are_no_names() -> None:
    story = "I talked with Nordmann in the Garden"
    for office in (made_office(request(name=story)), made_office(request(people_involved=story))):
        rows: tuple[Row, ...] = ({"Case": CODE, "One": "Garden", "Two": "Nordmann"},)
        assert found(office=office, Cases=rows) == [Leak("Cases", CODE, ADDED, NAME)]
        assert list(in_note("the Garden", office, ordinary)) == []
        assert list(in_note("Nordmann", office, ordinary)) == ["a name from a case"]


def test_a_name_with_a_slip_in_it_is_found_but_an_ordinary_word_that_is_like_one_is_not() -> None:
    office = made_office(request(name="Ola Gardne"))
    assert found(office=office, Cases=({"Case": CODE, "Remarks": "Nordmann Gardna"},)) == [
        Leak("Cases", CODE, ADDED, NAME)
    ]
    assert found(office=office, Cases=({"Case": CODE, "Remarks": "the garden again"},)) == []


def test_columns_of_the_jobs_are_put_right_anyway_but_not_in_a_row_that_people_made() -> None:
    told: Row = {"What next": "Nordmann asked", "Volunteer 1": "Nordmann"}
    assert found(Cases=({"Case": CODE, **told},)) == []
    assert found(Cases=({"Case": f" {CODE} ", **told},)) == []
    assert found(Cases=({"Case": THIRD, **told},)) == [
        Leak("Cases", "", "column 'What next'", NAME),
        Leak("Cases", "", "column 'Volunteer 1'", NAME),
    ]
    assert found(Cases=({"Case": "Nordmann", "Remarks": "the garden"},)) == [
        Leak("Cases", "", "column 'Case'", NAME)
    ]


def test_columns_that_people_fill_in_are_searched_in_every_row() -> None:
    rows: tuple[Row, ...] = (
        {"Case": OTHER, "Stage": "Paused"},
        {"Case": CODE, "Stage": "ask Nordmann", "Next check-in": "call 415 555 0132", "Mine": "Lind"},
        {"Case": THIRD, "Reached out on": "Will Reed"},
    )
    assert found(Cases=rows) == [
        Leak("Cases", CODE, "column 'Stage'", NAME),
        Leak("Cases", CODE, "column 'Next check-in'", PHONE),
        Leak("Cases", CODE, ADDED, NAME),
        Leak("Cases", "", "column 'Reached out on'", NAME),
    ]


def test_a_choice_that_is_offered_gives_nobody_away() -> None:
    office = made_office(request(name="Paused"))
    assert found(office=office, Cases=({"Case": CODE, "Stage": "Paused", "Flag": "Paused"},)) == []
    assert found(office=office, Cases=({"Case": CODE, "Remarks": "Paused"},)) == [
        Leak("Cases", CODE, ADDED, NAME)
    ]


def test_the_header_of_an_added_column_is_searched_for_the_names_of_all() -> None:
    rows: tuple[Row, ...] = ({"Case": CODE, "asked by Reed": None, "Garden": None, "415 555 0132": "yes"},)
    leaking = found(Cases=rows)
    header = "the header of an added column"
    assert leaking == [Leak("Cases", "", header, NAME), Leak("Cases", "", header, PHONE)]
    assert str(leaking[0]) == "board, tab Cases, the header of an added column: a name from the case"


def test_elsewhere_the_words_of_the_volunteers_own_names_may_stand() -> None:
    office = made_office(request(name="Sam Nordmann"), Roster=({"Volunteer": "Sam Okafor"},))
    rows: tuple[Row, ...] = (
        {"Volunteer": "Sam Okafor", "Away from": "ask Sam Okafor", "Mine": "Nordmann"},
        {"Volunteer": "Sam"},
        {"Volunteer": "Nordmann"},
    )
    assert found(office=office, Availability=rows) == [
        Leak("Availability", "Sam Okafor", ADDED, NAME),
        Leak("Availability", "", "column 'Volunteer'", NAME),
    ]
    named = made_office(request(name="Sam Okafor"), Roster=({"Volunteer": "Sam Okafor"},))
    assert found(office=named, Availability=({"Volunteer": "", "Away from": "Sam Okafor"},)) == []


def test_the_lines_that_the_jobs_put_on_the_read_me_are_known_and_others_are_not() -> None:
    topics = ("What this is", "Last good run", DELIVERY)
    lines: tuple[Row, ...] = tuple({"Topic": topic, "Explanation": "Nordmann"} for topic in topics)
    assert found(Read_me=lines) == []
    assert found(Read_me=tuple({**line, "Mine": "Nordmann"} for line in lines)) == [
        Leak("Read me", topic, ADDED, NAME) for topic in topics
    ]
    assert found(Read_me=({"Topic": "Our own", "Explanation": "Nordmann"},)) == [
        Leak("Read me", "", "column 'Explanation'", NAME)
    ]


def test_what_stands_beside_the_rows_is_searched_too() -> None:
    asides = (
        Aside(NOTE, "Cases", CODE, "ask Nordmann"),
        Aside(NOTE, "Cases", CODE, "ask Reed"),
        Aside(LOOSE, "Cases", THIRD, "ask Reed"),
        Aside(NOTE, "Availability", "Sam Okafor", "someone@example.org"),
        Aside(NOTE, "Availability", CODE, "call 415 555 0132"),
        Aside(TITLE, "", "", "Nordmann"),
        Aside("line 2 of an added tab", "", "", "the garden"),
        Aside(COMMENT, "", "", "ask Will Reed"),
    )
    assert found(asides=asides) == [
        Leak("Cases", CODE, NOTE, NAME),
        Leak("Cases", "", LOOSE, NAME),
        Leak("Availability", "Sam Okafor", NOTE, EMAIL),
        Leak("Availability", "", NOTE, PHONE),
        Leak("", "", TITLE, NAME),
        Leak("", "", COMMENT, NAME),
    ]


def test_tabs_are_gone_through_in_their_order_and_what_stands_beside_them_last() -> None:
    leaking = found(
        Read_me=({"Topic": "Our own", "Explanation": "Reed"},),
        Cases=({"Case": CODE, "Nordmann": "415 555 0132"}, {"Case": OTHER, "Nordmann": "Will Reed"}),
        asides=(Aside(TITLE, "", "", "Nordmann"),),
    )
    assert list(map(str, leaking)) == [
        "board, tab Cases, the header of an added column: a name from the case",
        f"board, tab Cases, row of {CODE}, an added column: a phone number",
        f"board, tab Cases, row of {OTHER}, an added column: a name from the case",
        "board, tab Read me, a row without a known key, column 'Explanation': a name from the case",
        "board, the title of a tab: a name from the case",
    ]


def test_leaks_in_rows_of_cases_are_told_with_the_case() -> None:
    one, two = Leak("Cases", CODE, ADDED, NAME), Leak("Cases", CODE, NOTE, PHONE)
    other = Leak("Cases", OTHER, ADDED, EMAIL)
    elsewhere = [
        Leak("Cases", "", ADDED, NAME),
        Leak("Cases", THIRD, ADDED, NAME),
        Leak("Availability", CODE, ADDED, NAME),
        Leak("", "", TITLE, NAME),
    ]
    expected: Mapping[str, list[Leak]] = {CODE: [one, two], OTHER: [other]}
    assert by_case([elsewhere[0], one, other, *elsewhere[1:], two], OFFICE) == expected


def test_the_dictionary_is_not_loaded_where_there_is_no_word_to_search() -> None:
    loaded: list[str] = []

    def words() -> frozenset[str]:
        loaded.append("dictionary")
        return ORDINARY

    rows: tuple[Row, ...] = ({"Case": CODE, "Next check-in": "11/3", "Stage": "Paused"},)
    assert list(leaks(workbook(BOARD, {"Cases": rows}), OFFICE, words)) == []
    assert loaded == []


@pytest.mark.parametrize(
    ("note", "kinds"),
    [
        ("We had a quiet month in the garden.", []),
        ("Thanks to Sam Okafor and Lee Park.", []),
        ("Write to someone@example.org.", [EMAIL]),
        ("Ola Nordmann asked us.", ["a name from a case"]),
        ("Will Reed and Ada Lind asked us.", ["a name from a case"]),
        ("In amber-heron-lake we waited.", ["a case code"]),
        ("Amber Heron Lake", ["a case code"]),
        ("of Brisk-Otter-Field", ["a case code"]),
        ("amber heron lakes", []),
        ("chamber-heron-lake", []),
        ("amber heron", []),
        (
            "Nordmann, 415 555 0132, amber-heron-lake",
            [PHONE, "a name from a case", "a case code"],
        ),
        ("", []),
    ],
)
def test_a_note_that_is_to_be_published_names_nobody_and_no_case(note: str, kinds: list[str]) -> None:
    assert list(in_note(note, OFFICE, ordinary)) == kinds


def test_a_note_is_held_against_the_cases_that_there_are() -> None:
    assert list(in_note("Ola Nordmann of amber-heron-lake", made_office(), ordinary)) == []
