"""What is counted: each case once, in the month of its report, in the categories that it is in."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core.marks import on_board, reported
from automations.core.snapshot import Row
from automations.reporting.counting import (
    Counted,
    Placed,
    counts,
    place,
    placed_marks,
    read_placed,
    tally,
)
from automations.reporting.tables import (
    ALL,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
)
from automations.reporting.windows import Window, month_of
from tests.unit.offices import CODE, OTHER, RULES, THIRD, closed, made_office, request
from tests.unit.situations import SAM, pair

OCTOBER, NOVEMBER, DECEMBER = (month_of(date(2026, month, 1)) for month in (10, 11, 12))


def involved(code: str, released: str = "") -> Row:
    """Of office/Conflicts: makes the case a restricted one."""
    return {"Case": code, "Volunteer": SAM, "Kind": "involved", "Released": released}


TALK, MEDIATE, VIOLENCE = (
    "Think through a difficult situation",
    "Set up a mediated conversation",
    "Harassment or violence",
)


def a_case(
    *concerns: str, received: int = NOVEMBER, due: int | None = NOVEMBER, closed: int | None = None
) -> Counted:
    return Counted(received, due, closed, frozenset(concerns), "Myself", "Within 7 days", "Went on elsewhere")


def numbers(table: Table, *cases: Counted, window: Window | None = None) -> list[int]:
    """In the order of the table's categories."""
    found = tally(cases, table, window or Window(NOVEMBER, 1))
    assert tuple(found) == table.categories
    return list(found.values())


def test_requests_concerns_and_requesters_are_counted_by_the_month_they_came_in() -> None:
    cases = [
        a_case(TALK, MEDIATE, due=DECEMBER),
        a_case(TALK, VIOLENCE, due=None),
        a_case(TALK, received=OCTOBER, closed=NOVEMBER),
        a_case(TALK, received=DECEMBER),
    ]
    assert numbers(REQUESTS, *cases) == [2]
    assert numbers(CONCERN, *cases) == [2, 1, 0, 0, 0, 0, 0, 1]
    assert numbers(CONCERN_GROUP, *cases) == [2, 1, 0]
    assert numbers(REQUESTER, *cases, replace(a_case(), requester="")) == [2, 0]


def test_first_contacts_are_counted_by_the_month_they_were_due_in() -> None:
    cases = [a_case(received=OCTOBER), a_case(due=DECEMBER), a_case(due=None)]
    assert numbers(FIRST_CONTACT, *cases) == [1, 0]
    late = replace(a_case(), contact="Later or not yet")
    assert numbers(FIRST_CONTACT, *cases, late) == [1, 1]


def test_outcomes_are_counted_by_the_month_of_the_closing() -> None:
    cases = [a_case(closed=NOVEMBER, received=OCTOBER), a_case(closed=DECEMBER), a_case()]
    assert numbers(OUTCOME, *cases) == [0, 0, 1, 0, 0, 0]
    assert numbers(OUTCOME, replace(cases[0], outcome="")) == [0] * 6


def test_a_window_has_all_of_its_months_and_no_other() -> None:
    cases = [a_case(received=month) for month in range(OCTOBER - 1, DECEMBER + 2)]
    assert numbers(REQUESTS, *cases, window=Window(OCTOBER, 3)) == [3]
    assert tally(cases[:1], REQUESTS, Window(OCTOBER, 3)) == {ALL: 0}


@pytest.mark.parametrize(
    ("said", "is_counted"),
    [
        ({}, True),
        ({"about": "New"}, True),
        ({"about": ""}, True),
        ({"about": " ADDING to an earlier one"}, False),
        ({"about": "Withdrawing an earlier one"}, False),
        ({"What_to_do": "Duplicate"}, False),
        ({"What_to_do": "Hold"}, True),
        ({"What_to_do": "Out of scope"}, True),
    ],
)
def test_whoever_writes_again_is_counted_once(said: dict[str, str], is_counted: bool) -> None:
    office = made_office(request(**said))
    assert counts(office.cases[0], office) is is_counted
    delivered = made_office(request(**said), marks={on_board(CODE): "1"})
    assert counts(delivered.cases[0], delivered) is is_counted


def test_where_the_form_does_not_ask_whether_it_is_new_each_request_is_counted() -> None:
    office = made_office(request(about="Adding to an earlier one"), marks={f"not asked {CODE}": "about"})
    assert counts(office.cases[0], office)


@pytest.mark.parametrize(
    ("mark", "released", "is_counted"),
    [
        ("", "", False),
        ("0", "", False),
        ("1", "", True),
        ("7", "", True),
        ("", "yes", True),
        ("0", "yes", True),
    ],
)
def test_a_restricted_case_is_counted_only_where_the_board_has_a_row_of_it(
    mark: str, released: str, is_counted: bool
) -> None:
    marks = {on_board(CODE): mark} if mark else {}
    office = made_office(request(), marks=marks, Conflicts=(involved(CODE, released), involved(OTHER)))
    assert counts(office.cases[0], office) is is_counted


def test_which_report_counts_a_case_is_kept_and_read_again() -> None:
    placed = {CODE: Placed(OCTOBER), OTHER: Placed(OCTOBER, DECEMBER)}
    marks = {reported(CODE): "2026-10", reported(OTHER): "2026-10 2026-12"}
    assert placed_marks(placed) == marks
    assert read_placed(made_office(request(THIRD), request(CODE), request(OTHER), marks=marks)) == placed
    assert read_placed(made_office(request(CODE), marks={reported(CODE): "2026-10 2026-12 2027-01"})) == {
        CODE: Placed(OCTOBER, DECEMBER)
    }


def test_each_case_gets_its_place_in_the_first_report_that_can_have_it_and_keeps_it() -> None:
    office = made_office(
        request("restricted", "2026-11-03T18:00:00Z"),
        request("too-early", "2026-12-01T18:00:00Z"),
        request("in-time", "2026-11-30T18:00:00Z"),
        request("came-late", "2026-09-30T18:00:00Z"),
        request("has-a-place", "2026-09-30T18:00:00Z"),
        request("again", "2026-11-03T18:00:00Z", about="Adding to an earlier one"),
        request("restricted-since", "2026-10-03T18:00:00Z"),
        Conflicts=(involved("restricted"), involved("restricted-since")),
    )
    placed = {
        "has-a-place": Placed(OCTOBER - 1),
        "restricted-since": Placed(OCTOBER),
        "gone": Placed(OCTOBER),
    }
    place(office, RULES, NOVEMBER, placed)
    assert placed == {
        "has-a-place": Placed(OCTOBER - 1),
        "restricted-since": Placed(OCTOBER),
        "gone": Placed(OCTOBER),
        "in-time": Placed(NOVEMBER),
        "came-late": Placed(NOVEMBER),
    }


@pytest.mark.parametrize(
    ("when", "before", "month"),
    [
        ("2026-11-05T18:00:00Z", Placed(OCTOBER), NOVEMBER),
        ("2026-12-01T07:59:59Z", Placed(OCTOBER), NOVEMBER),
        ("2026-12-01T08:00:00Z", Placed(OCTOBER), None),
        ("2026-10-05T18:00:00Z", Placed(OCTOBER), NOVEMBER),
        ("2026-10-05T18:00:00Z", None, NOVEMBER),
        ("2026-11-05T18:00:00Z", Placed(OCTOBER, OCTOBER), OCTOBER),
        ("2027-01-01T18:00:00Z", None, None),
    ],
)
def test_a_closing_is_counted_once_in_the_report_of_its_month_or_the_next_there_is(
    when: str, before: Placed | None, month: int | None
) -> None:
    """By the days where the team is."""
    office = made_office(
        request(received="2026-10-01T18:00:00Z"),
        request(OTHER, "2026-10-01T18:00:00Z"),
        Assignments=(*pair(when="2026-10-01T19:00:00Z"), *closed(CODE, when)[2:]),
    )
    placed = {CODE: before} if before else {}
    place(office, RULES, NOVEMBER, placed)
    assert placed == {CODE: Placed(before.received if before else NOVEMBER, month), OTHER: Placed(NOVEMBER)}


def test_also_the_closing_of_a_case_that_became_restricted_is_counted_where_the_case_was() -> None:
    office = made_office(request(), Conflicts=(involved(CODE),), Assignments=closed())
    placed = {CODE: Placed(OCTOBER)}
    place(office, RULES, NOVEMBER, placed)
    assert placed == {CODE: Placed(OCTOBER, NOVEMBER)}
