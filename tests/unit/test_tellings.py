"""Who is told what of which case, day by day, and who hears nothing of it."""

from datetime import date

import pytest

from automations.core.casework.facts import Facts
from automations.core.casework.filed import Filed
from automations.core.mail.tellings import (
    Kind,
    Thing,
    addresses,
    at_once,
    coordinators,
    in_conflict,
    of_cases,
    open_cases,
)
from automations.core.marks import case_file
from automations.core.snapshot import Row
from sheets_schema.words import Flag
from tests.unit.offices import CODE, OTHER, THIRD, TODAY, closed, event, made_office, request
from tests.unit.situations import ADA, LEE, SAM, WILL, made_board, pair, person, seen

LONG_AGO = "2026-10-20T18:00:00Z"
"""Who was given the case then has no news of it."""

INVOLVED: tuple[Row, ...] = ({"Case": CODE, "Volunteer": ADA, "Kind": "involved"},)
"""Conflicts that make the case a restricted one."""


def received(day: date) -> str:
    return f"{day}T18:00:00Z"


def told(day: date, until: date = TODAY, row: Row | None = None) -> list[Thing]:
    """What either is told of a case that came in on this day; `row`: what people typed on the board."""
    office = made_office(request(received=received(day)), Assignments=pair(when=LONG_AGO))
    board = made_board({"Case": CODE, **row}) if row else None
    found = of_cases(seen(office, board, until=until))
    assert found[SAM] == found[LEE]
    return found[SAM]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 11, 6), []),
        (date(2026, 11, 5), [Kind.SOON]),
        (date(2026, 11, 3), [Kind.SOON]),
        (date(2026, 11, 2), [Kind.OVERDUE]),
        (date(2026, 10, 21), [Kind.OVERDUE]),
        (date(2026, 10, 20), [Kind.OVERDUE]),
    ],
)
def test_the_pair_is_told_two_days_before_the_promise_ends_and_once_it_is_broken(
    day: date, kinds: list[Kind]
) -> None:
    assert told(day) == [Thing(kind, CODE) for kind in kinds]


@pytest.mark.parametrize(
    ("until", "kinds"),
    [
        (date(2026, 11, 10), []),
        (date(2026, 11, 11), [Kind.SOON]),
        (date(2026, 11, 13), [Kind.SOON]),
        (date(2026, 11, 14), [Kind.SOON]),
        (date(2026, 11, 30), [Kind.SOON]),
    ],
)
def test_what_will_be_due_before_mail_goes_out_again_is_told_now(until: date, kinds: list[Kind]) -> None:
    assert told(date(2026, 11, 6), until) == [Thing(kind, CODE) for kind in kinds]


def test_no_stage_keeps_what_will_be_due_before_mail_goes_out_again_from_being_told() -> None:
    for stage, until in (("Paused", 13), ("Paused", 14), ("Nearly there", 14)):
        found = told(date(2026, 11, 6), date(2026, 11, until), {"Stage": stage})
        assert found == [Thing(Kind.SOON, CODE)]


def test_what_is_due_today_is_not_called_overdue_because_it_will_be_after_the_days_off() -> None:
    assert told(date(2026, 11, 3), until=date(2026, 11, 13)) == [Thing(Kind.SOON, CODE)]


def test_who_reached_out_is_told_of_no_promise_any_more() -> None:
    assert told(date(2026, 10, 20), row={"Reached out on": date(2026, 11, 3)}) == []


@pytest.mark.parametrize(("day", "comes"), [(11, False), (10, True), (9, True)])
def test_a_check_in_is_told_on_its_day_and_by_its_day(day: int, comes: bool) -> None:
    row: Row = {"Reached out on": date(2026, 10, 22), "Next check-in": date(2026, 11, day)}
    assert told(date(2026, 10, 20), row=row) == (
        [Thing(Kind.CHECK_IN, CODE, f"2026-11-{day:02}")] if comes else []
    )


def test_a_check_in_that_nobody_agreed_on_is_told_a_month_after_the_last_movement() -> None:
    reached: Row = {"Case": CODE, "Reached out on": date(2026, 10, 1)}
    early = request(received="2026-09-28T18:00:00Z")
    moved = {case_file(CODE): Filed("a", "1", Facts(moved_on="2026-10-09", outcome="x")).mark()}
    for marks, day in (({}, "2026-10-01"), (moved, "2026-10-09")):
        office = made_office(early, marks=marks, Assignments=pair(when=LONG_AGO))
        found = seen(office, made_board(reached))
        assert found.check_in(office.cases[0]) == day
        assert of_cases(found)[SAM] == [Thing(Kind.CHECK_IN, CODE, day)]


def test_a_check_in_on_a_day_that_can_not_be_read_is_on_no_day() -> None:
    office = made_office(request(), Assignments=pair())
    row: Row = {"Case": CODE, "Reached out on": date(2026, 11, 4), "Next check-in": "soon"}
    assert seen(office, made_board(row)).check_in(office.cases[0]) == ""
    assert seen(office).check_in(office.cases[0]) == ""


def test_of_a_restricted_case_what_stands_in_the_office_counts() -> None:
    overdue = request(received=received(date(2026, 10, 30)), What_to_do="Accept")
    in_office: Row = {"Case": CODE, "Reached out on": date(2026, 11, 3), "Next check-in": date(2026, 11, 9)}
    office = made_office(
        overdue, Conflicts=INVOLVED, Assignments=pair(when=LONG_AGO), Restricted_cases=(in_office,)
    )
    found = seen(office, made_board({"Case": CODE, "Next check-in": date(2026, 11, 8)}))
    assert found.flag(office.cases[0], TODAY) is Flag.CHECK_IN_DUE
    assert of_cases(found)[SAM] == [Thing(Kind.CHECK_IN, CODE, "2026-11-09")]


def test_of_any_other_case_the_row_on_the_board_counts() -> None:
    office = made_office(
        request(), Assignments=pair(when=LONG_AGO), Restricted_cases=({"Case": CODE, "Stage": "New"},)
    )
    row: Row = {"Case": CODE, "Reached out on": date(2026, 11, 4)}
    assert seen(office, made_board(row)).flag(office.cases[0], TODAY) is Flag.ON_TIME
    assert seen(office, made_board(row, row)).flag(office.cases[0], TODAY) is Flag.CHECK_THE_ROW


def test_a_case_that_is_short_of_a_pair_is_with_a_coordinator() -> None:
    overdue = request(received=received(date(2026, 10, 30)))
    office = made_office(overdue, Assignments=pair(when=LONG_AGO, names=(SAM,)))
    case = office.cases[0]
    assert seen(office, short=(CODE,)).flag(case, TODAY) is Flag.WITH_A_COORDINATOR
    assert seen(office, short=(OTHER,)).flag(case, TODAY) is Flag.OVERDUE
    assert of_cases(seen(office, short=(CODE,))) == {SAM: []}


@pytest.mark.parametrize(
    ("given", "comes"),
    [
        ("2026-11-10T16:00:00Z", True),
        ("2026-11-03T08:00:00Z", True),
        ("2026-11-03T00:00:00-08:00", True),
        ("2026-11-03T07:59:59Z", False),
        ("2026-11-02T23:59:59-08:00", False),
    ],
)
def test_a_new_case_is_news_for_seven_days_where_the_team_is(given: str, comes: bool) -> None:
    office = made_office(request(received=received(TODAY)), Assignments=pair(when=given))
    assert of_cases(seen(office))[SAM] == ([Thing(Kind.NEW, CODE)] if comes else [])


def test_who_came_later_or_again_has_news_and_the_others_do_not() -> None:
    rows = (
        *pair(when=LONG_AGO),
        event("replaced", SAM, "2026-10-22T18:00:00Z"),
        event("assigned", ADA, "2026-10-22T18:00:00Z"),
        event("replaced", ADA, "2026-11-06T18:00:00Z"),
        event("assigned", SAM, "2026-11-06T18:00:00Z"),
    )
    office = made_office(request(received=received(TODAY)), Assignments=rows)
    assert of_cases(seen(office)) == {SAM: [Thing(Kind.NEW, CODE)], LEE: []}


def test_somebody_hears_of_each_of_their_cases_in_the_order_of_intake_and_of_nobody_else_s() -> None:
    office = made_office(
        request(OTHER, received(date(2026, 11, 4))),
        request(CODE, received(date(2026, 11, 1))),
        request(THIRD, received(date(2026, 11, 10))),
        Assignments=(
            *pair(CODE),
            *pair(OTHER, "2026-11-09T18:00:00Z", (SAM, ADA)),
            *pair(THIRD, LONG_AGO, (WILL, ADA)),
        ),
    )
    new, soon = Thing(Kind.NEW, OTHER), Thing(Kind.SOON, OTHER)
    first, late = Thing(Kind.NEW, CODE), Thing(Kind.OVERDUE, CODE)
    assert of_cases(seen(office)) == {
        SAM: [new, soon, first, late],
        ADA: [new, soon],
        LEE: [first, late],
        WILL: [],
    }


def test_who_joined_beside_the_pair_is_told_too() -> None:
    rows = (*pair(), event("assigned", ADA, "2026-11-09T18:00:00Z"))
    office = made_office(request(received=received(TODAY)), Assignments=rows)
    assert list(of_cases(seen(office))) == [SAM, LEE, ADA]


def test_who_is_in_conflict_hears_nothing_until_a_coordinator_released_them() -> None:
    conflicts: tuple[Row, ...] = (
        {"Case": CODE, "Volunteer": LEE, "Kind": "asked to avoid"},
        {"Case": CODE, "Volunteer": SAM, "Kind": "asked to avoid", "Released": "yes"},
        {"Case": OTHER, "Volunteer": SAM, "Kind": "asked to avoid"},
    )
    office = made_office(
        request(received=received(TODAY)), request(OTHER), Conflicts=conflicts, Assignments=pair()
    )
    assert in_conflict(office.by_code[CODE]) == {LEE}
    assert in_conflict(office.by_code[OTHER]) == {SAM}
    assert of_cases(seen(office)) == {SAM: [Thing(Kind.NEW, CODE)]}


def test_of_what_waits_or_was_set_aside_and_of_what_is_closed_the_pair_hears_nothing() -> None:
    office = made_office(
        request(CODE, within_org="No"),
        request(OTHER, What_to_do="Hold"),
        request(THIRD),
        Assignments=(*pair(CODE), *pair(OTHER), *closed(THIRD)),
    )
    assert of_cases(seen(office)) == {}
    assert [case.code for case in open_cases(office)] == [CODE, OTHER]


def test_danger_is_told_at_once_as_long_as_no_coordinator_has_spoken() -> None:
    codes = ("a-b-c", "d-e-f", "g-h-i", "j-k-l", "m-n-o")
    office = made_office(
        request(codes[0], immediate_danger="Yes"),
        request(codes[1], within_org="No"),
        request(codes[2], immediate_danger="yes", What_to_do="Accept"),
        request(codes[3], immediate_danger="Yes", within_org="No"),
        request(codes[4], immediate_danger="Yes"),
        Assignments=closed(codes[4]),
    )
    assert [case.code for case in at_once(office)] == [codes[0], codes[3]]


def test_one_address_each_and_none_for_who_left_or_stands_there_twice() -> None:
    roster = made_office(
        Roster=(
            person(SAM, "sam@example.org; okafor@example.org"),
            person(LEE),
            person(ADA, "ada@example.org", Status="Left"),
            person(WILL, "will@example.org"),
            person(WILL, "reed@example.org"),
            person("Ola Nordmann", "ola@example.org", Status="Resting"),
        )
    ).roster
    assert addresses(roster) == {SAM: "sam@example.org", "Ola Nordmann": "ola@example.org"}


def test_coordinators_are_who_the_roster_says_but_for_those_who_left() -> None:
    roster = made_office(
        Roster=(
            person(SAM, Coordinator="yes"),
            person(LEE, Coordinator="no"),
            person(ADA, Coordinator="yes", Status="Left"),
            person(WILL, Coordinator="YES", Status="resting"),
        )
    ).roster
    assert coordinators(roster) == [SAM, WILL]
