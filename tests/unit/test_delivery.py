"""Rows made on the board and in the office, made again where they vanished; and what is put right there."""

from datetime import date, datetime

import pytest

from automations.core import marks
from automations.core.board import read_me
from automations.core.board.projection import (
    DELIVERY,
    Delivery,
    belongs_in_office,
    deliver_to_board,
    deliver_to_office,
    first_delivery,
    mended,
    stray_rows,
)
from automations.core.changes import AppendRows, SetCells
from automations.core.snapshot import Row, WorkbookSnapshot
from sheets_schema.board import BOARD, GUIDE, LAST_GOOD_RUN
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, OTHER, THIRD, TODAY, made_office, request, workbook

FOURTH = "dusky-finch-moor"
RECEIVED, NEXT_DAY = date(2026, 11, 3), date(2026, 11, 4)
LATER = "2026-11-05T05:00:00Z"
"""The evening before where the team is."""
GONE = "Tue 10 Nov: its row was gone and was made again; what people had typed in it is lost."
LEAVE_IT = "Leave this line as it is."
LAST_GOOD = (
    ": the last day on which the jobs did all their work. When this turns red they have stopped, and what "
    "stands on this board is old: tell a coordinator."
)


def board(*cases: Row, delivered: Cell = None, read_me: tuple[Row, ...] = ()) -> WorkbookSnapshot:
    line: tuple[Row, ...] = ({"Topic": DELIVERY, "Explanation": delivered},) if delivered else ()
    return workbook(BOARD, {"Cases": cases, "Read me": (*read_me, *line)})


def involved(*codes: str) -> tuple[Row, ...]:
    """Rows of Conflicts that make these cases restricted ones."""
    return tuple({"Case": code, "Volunteer": "Sam Okafor", "Kind": "involved"} for code in codes)


def marked(**wanted: str) -> AppendRows:
    """Rows of Internal: by what is marked, with `_` for the spaces, then the code."""
    return AppendRows("Internal", tuple({"Key": key, "Value": value} for key, value in wanted.items()))


def note(number: int) -> AppendRows:
    return AppendRows("Read me", ({"Topic": DELIVERY, "Explanation": f"Delivery {number}. {LEAVE_IT}"},))


def renumbered(number: int) -> SetCells:
    return SetCells("Read me", DELIVERY, {"Explanation": f"Delivery {number}. {LEAVE_IT}"})


def test_what_is_restricted_gets_a_row_in_the_office_and_nothing_else_does() -> None:
    office = made_office(request(), request(OTHER, LATER), request(THIRD), Conflicts=involved(CODE, OTHER))
    assert deliver_to_office(office, TODAY) == [
        AppendRows(
            "Restricted cases",
            ({"Case": CODE, "Received": RECEIVED}, {"Case": OTHER, "Received": NEXT_DAY}),
        ),
        marked(**{f"restricted {CODE}": "yes", f"restricted {OTHER}": "yes"}),
    ]


def test_a_row_in_the_office_that_vanished_is_made_again_and_told_of() -> None:
    there = {marks.in_office(CODE): "yes", marks.told(CODE, 1): "An older sentence."}
    office = made_office(request(), request(OTHER, LATER), marks=there, Conflicts=involved(OTHER))
    assert deliver_to_office(office, TODAY) == [
        AppendRows(
            "Restricted cases",
            ({"Case": CODE, "Received": RECEIVED}, {"Case": OTHER, "Received": NEXT_DAY}),
        ),
        marked(**{f"restricted {OTHER}": "yes"}),
        marked(**{f"told {CODE} 2": GONE}),
    ]


def test_a_row_in_the_office_that_is_there_is_made_no_second_time() -> None:
    office = made_office(
        request(),
        request(OTHER),
        marks={marks.in_office(CODE): "yes"},
        Conflicts=involved(CODE),
        Restricted_cases=({"Case": CODE},),
    )
    assert deliver_to_office(office, TODAY) == []


def test_a_case_that_was_restricted_once_keeps_its_row_in_the_office() -> None:
    office = made_office(
        request(),
        request(OTHER),
        request(THIRD),
        marks={marks.in_office(OTHER): "yes"},
        Conflicts=involved(CODE),
    )
    assert [belongs_in_office(case, office) for case in office.cases] == [True, True, False]


def test_what_is_accepted_gets_a_row_on_the_board_and_no_other_case_does() -> None:
    office = made_office(
        request(),
        request(OTHER, LATER, immediate_danger="Yes", What_to_do="Accept"),
        request(THIRD, immediate_danger="Yes"),
        request(FOURTH, What_to_do="Out of scope"),
        request("early-robin-lane", What_to_do="Accept"),
        Conflicts=involved("early-robin-lane"),
    )
    rows = AppendRows("Cases", ({"Case": CODE, "Received": RECEIVED}, {"Case": OTHER, "Received": NEXT_DAY}))
    remembered = marked(**{f"on board {CODE}": "1", f"on board {OTHER}": "1"})
    assert deliver_to_board(office, board(), TODAY) == Delivery((remembered,), (rows, note(1)))


@pytest.mark.parametrize("request_", [request(immediate_danger="Yes"), request(What_to_do="Hold")])
def test_where_there_is_nothing_to_deliver_nothing_is_written(request_: Row) -> None:
    assert deliver_to_board(made_office(request_), board(), TODAY) == Delivery((), ())
    assert deliver_to_board(made_office(request()), board({"Case": CODE}), TODAY) == Delivery((), ())


def test_a_further_delivery_has_the_next_number_on_the_line_that_is_there() -> None:
    office = made_office(request(), request(OTHER), marks={marks.on_board(OTHER): "6"})
    rows = AppendRows("Cases", ({"Case": CODE, "Received": RECEIVED},))
    found = deliver_to_board(office, board({"Case": OTHER}, delivered="Delivery 6."), TODAY)
    assert found == Delivery((marked(**{f"on board {CODE}": "7"}),), (rows, renumbered(7)))


@pytest.mark.parametrize("number", ["1", "2"])
@pytest.mark.parametrize(
    ("decided", "conflicts"),
    [
        ({}, ()),
        ({"What_to_do": "Out of scope"}, ()),
        ({"immediate_danger": "Yes"}, ()),
        ({}, involved(CODE)),
    ],
)
def test_a_row_that_somebody_deleted_is_made_again_and_told_of_whatever_became_of_the_case(
    number: str, decided: dict[str, str], conflicts: tuple[Row, ...]
) -> None:
    office = made_office(
        request(**decided),
        request(OTHER),
        marks={marks.on_board(CODE): number, marks.on_board(OTHER): "2"},
        Conflicts=conflicts,
    )
    found = deliver_to_board(office, board({"Case": OTHER}, delivered="Delivery 2."), TODAY)
    assert found == Delivery(
        (SetCells("Internal", f"on board {CODE}", {"Value": "3"}), marked(**{f"told {CODE} 1": GONE})),
        (AppendRows("Cases", ({"Case": CODE, "Received": RECEIVED},)), renumbered(3)),
    )


def test_a_row_that_never_arrived_is_delivered_without_a_word() -> None:
    """A run was killed between office and board."""
    office = made_office(
        request(), request(OTHER), marks={marks.on_board(CODE): "4", marks.on_board(OTHER): "3"}
    )
    found = deliver_to_board(office, board({"Case": OTHER}, delivered="Delivery 3."), TODAY)
    assert found == Delivery(
        (SetCells("Internal", f"on board {CODE}", {"Value": "5"}),),
        (AppendRows("Cases", ({"Case": CODE, "Received": RECEIVED},)), renumbered(5)),
    )


def test_a_row_that_never_arrived_and_may_no_longer_be_shown_is_forgotten() -> None:
    """It would otherwise seem to have been there, and deleted, once later ones arrive."""
    there = {marks.on_board(CODE): "4", marks.on_board(OTHER): "3", marks.on_board(THIRD): "4"}
    held = made_office(
        request(What_to_do="Hold"), request(OTHER), request(THIRD, What_to_do="Hold"), marks=there
    )
    forgotten = tuple(SetCells("Internal", f"on board {code}", {"Value": "0"}) for code in (CODE, THIRD))
    found = deliver_to_board(held, board({"Case": OTHER}, delivered="Delivery 3."), TODAY)
    assert set(map(str, found.office)) == set(map(str, forgotten))
    assert found.board == ()
    restricted = made_office(request(), request(OTHER), marks=there, Conflicts=involved(CODE))
    assert deliver_to_board(restricted, board({"Case": OTHER}, delivered="Delivery 3."), TODAY) == Delivery(
        forgotten[:1], ()
    )


def test_what_was_lost_what_is_new_and_what_never_arrived_go_in_one_delivery() -> None:
    office = made_office(
        request(),
        request(OTHER),
        request(THIRD),
        request(FOURTH, What_to_do="Hold"),
        marks={marks.on_board(OTHER): "2", marks.on_board(THIRD): "8", marks.on_board(FOURTH): "8"},
    )
    rows: tuple[Row, ...] = tuple({"Case": code, "Received": RECEIVED} for code in (CODE, OTHER, THIRD))
    assert deliver_to_board(office, board(delivered="Delivery 5."), TODAY) == Delivery(
        (
            SetCells("Internal", f"on board {FOURTH}", {"Value": "0"}),
            SetCells("Internal", f"on board {OTHER}", {"Value": "9"}),
            SetCells("Internal", f"on board {THIRD}", {"Value": "9"}),
            marked(**{f"on board {CODE}": "9"}),
            marked(**{f"told {OTHER} 1": GONE}),
        ),
        (AppendRows("Cases", rows), renumbered(9)),
    )


@pytest.mark.parametrize(
    ("line", "arrived"),
    [
        ("Delivery 2. Leave this line as it is.", False),
        ("Delivery 3. Leave this line as it is.", True),
        ("3", True),
        (2.0, False),
        ("number 2 of 9", False),
        ("Delivery 999. Leave this line as it is.", True),
        ("Delivery . Leave this line as it is.", True),
        (None, True),
    ],
)
def test_where_the_line_of_the_deliveries_was_damaged_all_counts_as_arrived(
    line: Cell, arrived: bool
) -> None:
    office = made_office(request(), marks={marks.on_board(CODE): "3"})
    found = deliver_to_board(office, board(delivered=line), TODAY)
    told = (marked(**{f"told {CODE} 1": GONE}),) if arrived else ()
    assert found == Delivery(
        (SetCells("Internal", f"on board {CODE}", {"Value": "4"}), *told),
        (
            AppendRows("Cases", ({"Case": CODE, "Received": RECEIVED},)),
            renumbered(4) if line else note(4),
        ),
    )


def test_a_new_board_has_the_line_of_the_last_delivery_and_keeps_it() -> None:
    there = {marks.on_board(CODE): "3", marks.on_board(OTHER): "12", marks.on_board(THIRD): "99"}
    office = made_office(request(), request(OTHER), marks=there)
    assert first_delivery(office, board()) == [note(12)]
    assert first_delivery(made_office(), board()) == [note(0)]
    assert first_delivery(office, board(delivered="Delivery 3.")) == []


def test_only_cells_that_differ_of_rows_that_are_there_are_put_right() -> None:
    there = board(
        {"Case": CODE, "Flag": "On time", "What next": "By hand"},
        {"Case": OTHER, "Flag": "On time", "What next": "As it is"},
    )
    wanted: dict[str, Row] = {
        CODE: {"Flag": "On time", "What next": "As it is"},
        OTHER: {"Flag": "On time", "What next": "As it is"},
        THIRD: {"Flag": "On time", "What next": "As it is"},
    }
    assert mended(there, "Cases", wanted) == [SetCells("Cases", CODE, {"What next": "As it is"})]


def test_a_row_under_a_code_that_no_case_has_is_asked_about() -> None:
    asked: Row = {
        "Flag": "Check the row",
        "What next": "No case has this code: copy what you typed to the right row, then delete this one.",
    }
    there = board({"Case": CODE}, {"Case": OTHER, "Flag": "On time"}, {"Case": THIRD, **asked})
    assert stray_rows(made_office(request()), there) == [SetCells("Cases", OTHER, asked)]


def guide_row(number: int) -> Row:
    return {"Topic": GUIDE[number][0], "Explanation": GUIDE[number][1]}


def test_the_board_explains_itself_and_what_somebody_changed_there_is_put_right() -> None:
    lines = [guide_row(number) for number in range(len(GUIDE))]
    assert read_me.guide(board()) == [AppendRows("Read me", tuple(lines))]
    assert read_me.guide(board(read_me=tuple(lines))) == []
    changed: Row = {**lines[1], "Explanation": "Anywhere"}
    assert read_me.guide(board(read_me=(lines[0], changed, *lines[3:]))) == [
        AppendRows("Read me", (lines[2],)),
        SetCells("Read me", str(lines[1]["Topic"]), {"Explanation": lines[1]["Explanation"]}),
    ]


@pytest.mark.parametrize(
    ("stands_there", "day"),
    [
        (None, ""),
        ("", ""),
        ("2026-11-09", "2026-11-09"),
        ("2026-11-09: the last day", "2026-11-09"),
        (datetime(2026, 11, 9), "2026-11-09"),
        ("on 2026-11-09", ""),
        ("yesterday", ""),
    ],
)
def test_the_last_good_day_is_read_from_its_line_whatever_people_wrote_behind_it(
    stands_there: Cell, day: str
) -> None:
    lines: tuple[Row, ...] = (
        () if stands_there is None else ({"Topic": LAST_GOOD_RUN, "Explanation": stands_there},)
    )
    assert read_me.last_good_run(board(read_me=lines)) == day


@pytest.mark.parametrize(
    ("stands_there", "written"),
    [
        ("2026-11-09: good", True),
        ("2026-11-10: good", False),
        ("2026-11-11: good", False),
        ("lost", True),
    ],
)
def test_a_good_day_is_written_down_once_and_never_an_earlier_one(stands_there: str, written: bool) -> None:
    cells = {"Explanation": f"2026-11-10{LAST_GOOD}"}
    there = board(read_me=({"Topic": LAST_GOOD_RUN, "Explanation": stands_there},))
    expected = [SetCells("Read me", LAST_GOOD_RUN, cells)] if written else []
    assert read_me.ran_well(there, TODAY) == expected
    assert read_me.ran_well(board(), TODAY) == [AppendRows("Read me", ({"Topic": LAST_GOOD_RUN, **cells},))]
