"""The office as it is read: which rows are cases, what each says, and how they belong together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from automations.core import marks
from automations.core.case import Case, Conflict
from automations.core.gone import Gone
from automations.core.joining import Joined
from automations.core.marks import Marks
from automations.core.office import Office, read_office
from automations.core.snapshot import Row
from automations.core.wishes import Wishes
from sheets_schema.codec import UNREADABLE_CHOICE, Cell
from sheets_schema.dates import DateOrder
from sheets_schema.words import ConflictKind, Event, WhatToDo
from tests.unit.offices import (
    CODE,
    OTHER,
    RULES,
    THIRD,
    TODAY,
    conflict,
    event,
    made_office,
    office_snapshot,
    request,
)

FOURTH = "dear-fox-moor"
SAM: Row = {
    "Volunteer": "Sam Okafor",
    "Also known as": "Sammy Okafor; Sam O",
    "Approved on": date(2026, 1, 1),
}
LEE: Row = {"Volunteer": "Lee Park", "Approved on": date(2026, 1, 1)}


def duplicate(code: str, of: str | None, **more: Cell) -> Row:
    return {**request(code, What_to_do="Duplicate", Same_as=of), **more}


def firsts(*rows: Row, known: dict[str, str] | None = None) -> dict[str, str]:
    """Of each case, which one it leads to."""
    return {case.code: case.first for case in made_office(*rows, marks=known).cases}


def codes(office: Office) -> list[str]:
    return [case.code for case in office.cases]


def test_a_case_is_all_that_stands_of_it_in_the_office() -> None:
    row = request(
        received="2026-11-04T02:00:00Z",
        What_to_do=" accept ",
        Same_as="A-b-c, d-e-f;; g-h-i",
        Related_to="Brisk-Otter-Field",
        Give_to="Sam O; Somebody",
        Keep_away_from="Lee Park",
        team_involved="somebody tall",
    )
    office = made_office(
        row,
        request(OTHER),
        marks={
            marks.not_asked(CODE): "concerns within_org",
            marks.returned(CODE): "yes",
            marks.joins(CODE): "adding a-b-c late",
            marks.letting_go(CODE): "2026-11-05T18:00:00+00:00 accepted",
        },
        Roster=(SAM, LEE),
        Conflicts=(conflict("Sam Okafor", Released="yes"), conflict("Lee Park", "involved", OTHER)),
    )
    assert office.by_code[CODE] == Case(
        CODE,
        "response of amber-heron-lake",
        date(2026, 11, 3),
        row,
        WhatToDo.ACCEPT,
        (
            Conflict("Sam Okafor", ConflictKind.INVOLVED, True),
            Conflict("Lee Park", ConflictKind.KEPT_AWAY, False),
        ),
        ("concerns", "within_org"),
        True,
        Wishes(("Sam Okafor",), ("Lee Park",), (), (), ("Give to",)),
        ("Give to",),
        ("a-b-c", "d-e-f", "g-h-i"),
        ("brisk-otter-field",),
        Joined("adding", "a-b-c", True),
        False,
        Gone(datetime(2026, 11, 5, 18, tzinfo=UTC), False, True, False, False, False),
        ("team_involved",),
        "",
    )
    assert codes(office) == [CODE, OTHER]


def test_of_a_plain_request_nothing_but_its_answers_stands_there() -> None:
    row = request()
    [case] = made_office(row).cases
    wishes = Wishes()
    assert case == Case(
        CODE, "response of amber-heron-lake", date(2026, 11, 3), row, None, (), (), False, wishes, (), (), (),
        None, False, None, (), "",
    )  # fmt: skip


def test_a_decision_that_is_none_of_the_list_is_none_that_can_be_read() -> None:
    assert made_office(request(What_to_do="Perhaps")).by_code[CODE].decision == UNREADABLE_CHOICE


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("2026-11-03T07:59:59Z", date(2026, 11, 2)),
        ("2026-11-03T08:00:00Z", date(2026, 11, 3)),
        ("2026-11-03T23:30:00-08:00", date(2026, 11, 3)),
        (datetime(2026, 11, 4, 2), date(2026, 11, 3)),
    ],
)
def test_a_request_came_in_on_the_day_that_it_was_where_the_team_is(received: Cell, day: date) -> None:
    row = {**request(), "Received at": received}
    assert made_office(row).by_code[CODE].received == day


def test_a_row_without_its_code_or_its_time_is_no_case_until_it_is_mended() -> None:
    rows = (
        {**request(OTHER), "Case": None},
        {**request(THIRD), "Received at": "last week"},
        {**request(FOURTH), "Received at": None},
        request(),
    )
    assert codes(made_office(*rows)) == [CODE]


def test_of_two_rows_with_one_code_the_first_that_has_its_time_counts() -> None:
    first, second = request(Response="one", name="Ola"), request(Response="two", name="Ada")
    assert [case.response for case in made_office(first, second, request(OTHER)).cases] == [
        "one",
        "response of brisk-otter-field",
    ]
    damaged = {**first, "Received at": "last week"}
    assert [case.response for case in made_office(damaged, second).cases] == ["two"]


def test_codes_that_stand_in_two_rows_are_known() -> None:
    rows = (request(Response="one"), request(OTHER), request(Response="two"), request(THIRD))
    assert made_office(*rows).doubled_codes == {CODE}
    assert made_office(request(), request(OTHER)).doubled_codes == frozenset()


def test_days_of_the_roster_are_read_in_the_team_s_order_and_as_of_today() -> None:
    roster = (
        {"Volunteer": "Sam Okafor", "Approved on": "10/11/2026"},
        {"Volunteer": "Lee Park", "Approved on": "11/11/2026"},
    )
    day_first = replace(RULES, date_order=DateOrder.DAY_FIRST)
    office = read_office(office_snapshot(Roster=roster), day_first, TODAY)
    assert [volunteer.approved for volunteer in office.roster.volunteers] == [date(2026, 11, 10), None]


def test_marks_are_those_of_the_office() -> None:
    assert made_office(marks={"draw": "pepper"}).marks == Marks({"draw": "pepper"})


def test_who_has_a_case_goes_by_the_name_they_have_now() -> None:
    had = (event("assigned", "sammy okafor"), event("assigned", "Somebody Else"))
    office = made_office(request(), Assignments=had, Roster=(SAM,))
    assert office.history.pair(CODE) == ("Sam Okafor", "Somebody Else")


def test_what_happens_in_a_history_of_one_s_own_happens_nowhere_else() -> None:
    office = made_office(request(), Assignments=(event("assigned", "Sam Okafor"),))
    own = office.read_history()
    own.cases[CODE].take("Lee Park", "", datetime(2026, 11, 4, tzinfo=UTC))
    assert own.pair(CODE) == ("Sam Okafor", "Lee Park")
    assert office.history.pair(CODE) == office.read_history().pair(CODE) == ("Sam Okafor",)
    assert office.history is office.history
    assert office.history.cases[CODE].rows[0]["Event"] == Event.ASSIGNED


def test_cases_on_one_matter_are_related_whichever_row_says_so() -> None:
    office = made_office(
        request(Related_to=f"{OTHER.upper()}; unknown-old-case, {CODE}"),
        request(OTHER),
        request(THIRD, Related_to=f"{OTHER}; {CODE}"),
        request(FOURTH, Related_to="unknown-old-case"),
    )
    assert office.related == {CODE: {OTHER, THIRD}, OTHER: {CODE, THIRD}, THIRD: {CODE, OTHER}}


def test_a_case_related_to_itself_or_to_one_that_is_not_there_is_related_to_nothing() -> None:
    assert made_office(request(Related_to=CODE), request(OTHER, Related_to=THIRD)).related == {}


@pytest.mark.parametrize(
    ("rows", "led"),
    [
        ((duplicate(CODE, OTHER), request(OTHER)), {CODE: OTHER, OTHER: ""}),
        ((duplicate(CODE, f" {OTHER.upper()} "), request(OTHER)), {CODE: OTHER, OTHER: ""}),
        ((duplicate(CODE, f";{OTHER}; {THIRD}"), request(OTHER), request(THIRD)),
         {CODE: OTHER, OTHER: "", THIRD: ""}),
        ((duplicate(CODE, OTHER), duplicate(OTHER, THIRD), request(THIRD)),
         {CODE: THIRD, OTHER: THIRD, THIRD: ""}),
        ((duplicate(CODE, OTHER), request(OTHER, What_to_do="Hold", Same_as=THIRD), request(THIRD)),
         {CODE: OTHER, OTHER: OTHER, THIRD: ""}),
        ((duplicate(CODE, OTHER), duplicate(OTHER, CODE)), {CODE: "", OTHER: ""}),
        ((duplicate(CODE, CODE),), {CODE: ""}),
        ((duplicate(CODE, "unknown-old-case"), request(OTHER)), {CODE: "", OTHER: ""}),
        ((duplicate(CODE, OTHER), duplicate(OTHER, None)), {CODE: "", OTHER: ""}),
        ((duplicate(CODE, None), request(OTHER)), {CODE: "", OTHER: ""}),
    ],
)  # fmt: skip
def test_a_duplicate_leads_to_the_case_at_the_end_of_the_chain(
    rows: tuple[Row, ...], led: dict[str, str]
) -> None:
    assert firsts(*rows) == led


@pytest.mark.parametrize("mark", [marks.letting_go, marks.let_go])
def test_a_duplicate_of_a_case_that_was_let_go_of_leads_nowhere(
    mark: Callable[[str], str],
) -> None:
    went = {mark(OTHER): "2026-11-05T18:00:00+00:00"}
    rows = (duplicate(CODE, OTHER), request(OTHER), duplicate(THIRD, FOURTH), request(FOURTH))
    assert firsts(*rows, known=went) == {CODE: "", OTHER: "", THIRD: FOURTH, FOURTH: ""}


def test_a_chain_does_not_go_on_through_a_row_that_lost_its_code() -> None:
    lost = {**duplicate(FOURTH, THIRD), "Case": None}
    rows = (duplicate(CODE, OTHER), duplicate(OTHER, ""), lost, request(THIRD))
    assert firsts(*rows) == {CODE: "", OTHER: "", THIRD: ""}


def test_of_two_rows_with_one_code_a_chain_goes_on_with_the_first() -> None:
    twice = (request(OTHER, Response="one"), duplicate(OTHER, THIRD, Response="two"))
    assert firsts(duplicate(CODE, OTHER), *twice, request(THIRD)) == {CODE: OTHER, OTHER: "", THIRD: ""}


def test_duplicates_and_requests_that_join_go_with_the_case_they_lead_to() -> None:
    office = made_office(
        duplicate(CODE, OTHER),
        request(OTHER),
        request(THIRD),
        duplicate(FOURTH, OTHER),
        request("x-y-z"),
        request("u-v-w", What_to_do="Hold", Same_as=OTHER),
        duplicate("o-p-q", "unknown-old-case"),
        marks={marks.joins(THIRD): f"adding {OTHER}", marks.joins("x-y-z"): f"withdrawing {OTHER}"},
    )
    by = office.by_code
    assert office.duplicates_of == {OTHER: (by[CODE], by[FOURTH])}
    assert office.joined_by == {OTHER: (by[THIRD], by["x-y-z"])}
    assert office.parts(OTHER) == (by[CODE], by[FOURTH], by[THIRD], by["x-y-z"])
    assert office.parts(CODE) == ()


def test_who_joins_a_duplicate_joins_the_case_that_it_leads_to() -> None:
    office = made_office(
        request(), duplicate(OTHER, THIRD), request(THIRD), marks={marks.joins(CODE): f"adding {OTHER} late"}
    )
    assert office.by_code[CODE].joined == Joined("adding", THIRD, True)


@pytest.mark.parametrize("row", [duplicate(OTHER, None), request(THIRD)])
def test_who_joins_a_case_that_leads_nowhere_joins_it_all_the_same(row: Row) -> None:
    office = made_office(request(), row, marks={marks.joins(CODE): f"adding {OTHER}"})
    assert office.by_code[CODE].joined == Joined("adding", OTHER)


def test_a_phrase_that_is_no_case_s_joins_none_also_where_a_row_lost_its_code() -> None:
    damaged = {**duplicate(OTHER, THIRD), "Case": None}
    office = made_office(request(), damaged, request(THIRD), marks={marks.joins(CODE): "wrong"})
    assert office.by_code[CODE].joined == Joined("wrong", "")


def withdrawn(*rows: Row, mark: str) -> list[str]:
    return [case.code for case in made_office(*rows, marks={marks.joins(CODE): mark}).cases if case.withdrawn]


@pytest.mark.parametrize("decision", [None, "Accept", "Out of scope", "Perhaps"])
def test_a_case_is_withdrawn_whatever_is_decided_of_the_withdrawal(decision: Cell) -> None:
    rows = (request(What_to_do=decision), request(OTHER), request(THIRD))
    assert withdrawn(*rows, mark=f"withdrawing {OTHER}") == [OTHER]
    assert withdrawn(*rows, mark=f"withdrawing {OTHER} late") == [OTHER]


def test_a_withdrawal_on_hold_was_a_mistake_and_an_addition_withdraws_nothing() -> None:
    rows = (request(), request(OTHER))
    assert withdrawn(request(What_to_do=" hold"), rows[1], mark=f"withdrawing {OTHER}") == []
    assert withdrawn(*rows, mark=f"adding {OTHER}") == []
    assert withdrawn(*rows, mark="wrong") == []


def test_who_withdraws_a_duplicate_withdraws_the_case() -> None:
    rows = (request(), duplicate(OTHER, THIRD), request(THIRD))
    assert withdrawn(*rows, mark=f"withdrawing {OTHER}") == [THIRD]
