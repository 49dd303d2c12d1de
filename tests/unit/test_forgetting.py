"""What is cleared of a deleted case, what stays of it, and what is given back that was cleared by mistake."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from automations.core import marks
from automations.core.changes import Forget, SetCells
from automations.core.gone import Gone, remembered
from automations.core.letting_go import overwritten, retention
from automations.core.letting_go.retention import STAYS_IN_ASSIGNMENTS, STAYS_IN_INTAKE
from automations.core.snapshot import Aside, Row
from sheets_schema.board import BOARD
from tests.unit.offices import (
    CODE,
    NOW,
    OTHER,
    RULES,
    THIRD,
    TODAY,
    event,
    kept,
    made_office,
    request,
    workbook,
)

GONE = Gone(datetime(2026, 11, 1, 17, tzinfo=UTC), True, True, False, True, False)


def test_before_anything_is_deleted_stands_how_it_was_and_what_must_not_come_back() -> None:
    office = made_office(request(), marks={marks.recognised("twin"): f"response of {CODE}"})
    found = kept(retention.begin(office, office.cases, lambda: "pepper", NOW))
    ids = (f"response of {CODE}", "twin", "20261103T170000Z-1")
    assert found == {
        marks.SALT: "pepper",
        marks.letting_go(CODE): "2026-11-10T17:00:00+00:00 accepted reachable",
        **{remembered("pepper", id_): CODE for id_ in ids},
    }
    assert retention.begin(office, (), lambda: "pepper", NOW) == []


def test_of_two_that_came_in_one_second_the_second_is_not_remembered() -> None:
    office = made_office(
        request(contact="", immediate_danger="Yes"), request(OTHER), marks={marks.SALT: "old"}
    )
    found = kept(retention.begin(office, office.cases[:1], lambda: "pepper", NOW))
    assert found == {
        marks.letting_go(CODE): "2026-11-10T17:00:00+00:00",
        remembered("old", f"response of {CODE}"): CODE,
    }


def test_what_stays_is_what_reports_count_and_a_day() -> None:
    row = request(
        received="2026-11-04T02:00:00Z",
        concerns="My own words, Harassment or violence;set up a mediated conversation",
        requesting_for="For my neighbour",
        What_to_do="Accept",
    )
    office = made_office(
        row,
        request(OTHER),
        marks={
            marks.case_of(f"response of {CODE}"): CODE, marks.case_of("another"): OTHER,
            marks.told(CODE, 1): "x", marks.told(CODE, 2): "y", marks.case_file(CODE): "z",
            marks.joins(CODE): "adding b", marks.recognised("twin"): f"response of {CODE}",
            marks.recognised("other"): f"response of {OTHER}",
            marks.letting_go(CODE): GONE.value, marks.answers(OTHER): "h", marks.on_board(CODE): "1",
            **{name(CODE): "x" for name in (
                marks.not_asked, marks.returned, marks.phrase, marks.no_room, marks.edits, marks.answers,
                marks.opened_to,
            )},
        },
        Conflicts=({"Case": f" {CODE.upper()} "}, {"Case": CODE}, {"Case": OTHER}),
        Restricted_cases=({"Case": CODE, "Ours": "words"}, {"Case": OTHER, "Ours": "words"}),
    )  # fmt: skip
    changes = retention.forgetting(office.by_code[CODE], replace(GONE, done=False), office, RULES, "gone")
    keys = [c.value for c in changes if isinstance(c, Forget) and c.tab == "Internal"]
    expected = {
        marks.case_of(f"response of {CODE}"),
        marks.told(CODE, 1),
        marks.told(CODE, 2),
        marks.case_file(CODE),
    }
    expected |= {marks.joins(CODE), marks.recognised("twin"), marks.letting_go(CODE), marks.not_asked(CODE)}
    expected |= {marks.returned(CODE), marks.phrase(CODE), marks.no_room(CODE), marks.edits(CODE)}
    assert set(keys) == expected | {marks.answers(CODE), marks.opened_to(CODE)}
    assert all(c.header == "Key" for c in changes if isinstance(c, Forget) and c.tab == "Internal")
    assert changes[:2] == [
        Forget("Intake", "Case", CODE, STAYS_IN_INTAKE),
        SetCells("Intake", f"response of {CODE}", {
            "Response": f"deleted {CODE}", "Received at": datetime(2026, 11, 3, 20), "What to do": "Accept",
            "about": "New", "requesting_for": None,
            "concerns": "Set up a mediated conversation, Harassment or violence", "Notice": "gone",
        }),
    ]  # fmt: skip
    others = [c for c in changes[2:] if isinstance(c, Forget) and c.tab != "Internal"]
    assert others == [
        Forget("Conflicts", "Case", CODE.upper()),
        Forget("Conflicts", "Case", CODE),
        Forget("Assignments", "Case", CODE, STAYS_IN_ASSIGNMENTS),
        Forget("Restricted cases", "Case", CODE, office.snapshot["Restricted cases"].shape.headers),
    ]
    assert kept(changes) == {marks.let_go(CODE): GONE.value}


def test_a_withdrawal_stays_one_when_it_is_deleted() -> None:
    office = made_office(request(), request(OTHER), marks={marks.joins(CODE): f"withdrawing {OTHER}"})
    changes = retention.forgetting(office.by_code[CODE], GONE, office, RULES, None)
    assert marks.joins(CODE) not in {c.value for c in changes if isinstance(c, Forget)}


def test_on_the_board_goes_what_people_added_to_its_row() -> None:
    case = made_office(request()).by_code[CODE]
    columns = (
        BOARD.tabs[0].headers
        if BOARD.tabs[0].title == "Cases"
        else workbook(BOARD, {})["Cases"].shape.headers
    )
    plain = workbook(BOARD, {"Cases": ({"Case": CODE},)})
    assert retention.forgotten_on_board(case, plain) == []
    forgets = [Forget("Cases", "Case", CODE, columns)]
    assert (
        retention.forgotten_on_board(case, workbook(BOARD, {"Cases": ({"Case": CODE, "Ours": "x"},)}))
        == forgets
    )
    noted = replace(plain, asides=(Aside("a note", "Cases", CODE, "x"),))
    assert retention.forgotten_on_board(case, noted) == forgets
    elsewhere = replace(plain, asides=(Aside("a note", "Cases", OTHER, "x"),))
    assert retention.forgotten_on_board(case, elsewhere) == []


DONE: Row = request(Response=f"deleted {CODE}")


@pytest.mark.parametrize(
    ("row", "stood", "tabs", "left"),
    [
        (DONE, GONE, {}, False),
        (DONE, replace(GONE, done=False), {}, True),
        (request(), GONE, {}, True),
        (DONE, GONE, {"Conflicts": ({"Case": CODE.upper(), "Volunteer": "Sam"},)}, True),
        (DONE, GONE, {"Conflicts": ({"Case": OTHER},)}, False),
        (DONE, GONE, {"Assignments": (event("assigned", "Sam", why="because"),)}, True),
        (DONE, GONE, {"Assignments": ({"Case": CODE, "Volunteer": "Sam", "Event": "assigned"},)}, False),
    ],
)
def test_of_what_was_deleted_nothing_is_left(
    row: Row, stood: Gone, tabs: dict[str, tuple[Row, ...]], left: bool
) -> None:
    mark = marks.let_go(CODE) if stood.done else marks.letting_go(CODE)
    conflicts, events = tabs.get("Conflicts", ()), tabs.get("Assignments", ())
    known = {mark: stood.value}
    office = made_office(row, request(OTHER), marks=known, Conflicts=conflicts, Assignments=events)
    assert [case.code for case in retention.unfinished(office)] == [CODE] * left


def test_a_response_is_known_by_every_id_that_it_ever_had() -> None:
    office = made_office(
        request(), marks={marks.case_of("a"): CODE, marks.case_of("b"): OTHER, "other key": CODE}
    )
    assert retention.responses_of(office.by_code[CODE], office) == {"a", f"response of {CODE}"}
    cleared = made_office(DONE, marks={marks.case_of("a"): CODE})
    assert retention.responses_of(cleared.by_code[CODE], cleared) == {"a"}


def test_a_row_that_was_cleared_in_place_of_another_is_given_back() -> None:
    mistaken = request(Response=f"deleted {OTHER}")
    ids = {marks.case_of("a"): CODE}
    office = made_office(mistaken, request(THIRD, Response=f"deleted {THIRD}"), marks=ids)
    changes = overwritten.given_back(office, TODAY)
    assert changes[0] == SetCells("Intake", f"deleted {OTHER}", {"Response": "a", "What to do": None})
    told = "Tue 10 Nov: its row was cleared while others were deleted, and is filled again."
    assert kept(changes) == {marks.returned(CODE): "yes", marks.told(CODE, 1): told}
    assert overwritten.given_back(made_office(DONE, marks=ids), TODAY) == []
    assert overwritten.given_back(made_office(request(), marks=ids), TODAY) == []
    assert overwritten.given_back(made_office(mistaken), TODAY) == []
    let_go = made_office(mistaken, marks={**ids, marks.let_go(CODE): GONE.value})
    assert overwritten.given_back(let_go, TODAY) == []


def test_a_case_about_somebody_on_the_team_stays_known_as_one() -> None:
    about: Row = {"Case": CODE, "Volunteer": "Sam Okafor", "Kind": "involved"}
    office = made_office(request(), Conflicts=(about,))
    found = kept(retention.begin(office, office.cases, lambda: "pepper", NOW))
    assert found[marks.letting_go(CODE)] == "2026-11-10T17:00:00+00:00 restricted reachable"


def test_a_row_in_which_people_added_nothing_is_left_as_it_is() -> None:
    office = made_office(request(), Restricted_cases=({"Case": CODE, "Stage": "Paused"},))
    changes = retention.forgetting(office.by_code[CODE], GONE, office, RULES, None)
    assert not [change for change in changes if change.tab == "Restricted cases"]
