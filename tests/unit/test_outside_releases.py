"""What the outside contact releases, closes and opens again, on offices in memory."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from automations.core import marks
from automations.core.changes import AppendRows, Change, SetCells
from automations.core.coordinators import outside
from automations.core.snapshot import Row
from sheets_schema.board import BOARD
from tests.unit.offices import (
    CODE,
    NOW,
    OTHER,
    RULES,
    THIRD,
    event,
    known,
    made_office,
    request,
    row_of,
    sent,
    workbook,
)
from tests.unit.outside_offices import RELEASED, conflict, there

JOINS = {marks.joins(CODE): f"adding {OTHER}"}
OTHER_RELEASED = conflict(code=OTHER, Released="yes")


@pytest.mark.parametrize(
    ("conflicts", "joins", "released"),
    [
        ((), {}, False),
        ((conflict(),), {}, False),
        ((RELEASED,), {}, True),
        ((RELEASED, conflict("Ada Lind", "kept apart")), {}, False),
        ((RELEASED, conflict("Ada Lind", "asked to avoid")), {}, True),
        ((conflict(kind="asked to avoid", Released="yes"),), {}, False),
        ((OTHER_RELEASED,), {}, False),
        ((OTHER_RELEASED,), JOINS, True),
        ((conflict(code=OTHER),), JOINS, False),
        ((OTHER_RELEASED, conflict()), JOINS, False),
        ((conflict(code=OTHER), RELEASED), JOINS, True),
        ((conflict(code=THIRD, Released="yes"),), {**JOINS, marks.joins(OTHER): f"adding {THIRD}"}, True),
        ((conflict(code=THIRD),), {**JOINS, marks.joins(OTHER): f"adding {THIRD}"}, False),
        ((), {marks.joins(CODE): "adding lost-owl-marsh"}, False),
        ((), {marks.joins(CODE): f"adding {CODE}"}, False),
        ((), {marks.joins(CODE): "wrong"}, False),
    ],
)
def test_a_request_is_released_once_it_concerns_no_coordinator_any_more(
    conflicts: tuple[Row, ...], joins: dict[str, str], released: bool
) -> None:
    rows = (row_of(sent()), request(OTHER), request(THIRD))
    other = made_office(*rows, marks={**known(sent()), **joins}, Conflicts=conflicts)
    assert outside.is_released(other.by_code[CODE], other) is released


def test_requests_that_join_each_other_through_duplicates_are_held() -> None:
    fourth = "dim-lark-moor"
    of_each_other = (
        request(THIRD, What_to_do="Duplicate", Same_as=CODE),
        request(fourth, What_to_do="Duplicate", Same_as=OTHER),
    )
    joins = {marks.joins(CODE): f"adding {fourth}", marks.joins(OTHER): f"adding {THIRD}"}
    other = made_office(request(), request(OTHER), *of_each_other, marks=joins)
    assert [outside.is_released(case, other) for case in other.cases] == [False] * 4


def test_of_whom_it_was_said_that_it_does_not_concern_them() -> None:
    both = (RELEASED, conflict("Ada Lind", "possible match", Released="yes"))
    avoided = conflict("Lee Park", "asked to avoid", Released="yes")
    assert outside.released(there(sent(), *both, avoided), sent()) == {"Will Reed", "Ada Lind"}
    assert outside.released(there(sent(), RELEASED, conflict("Ada Lind")), sent()) == frozenset()
    assert outside.released(there(sent(), *both), sent("unknown")) == frozenset()
    # What joins another is released with it, and names nobody itself.
    joins = {**known(sent()), **JOINS}
    joining = made_office(row_of(sent()), request(OTHER), marks=joins, Conflicts=(OTHER_RELEASED,))
    assert outside.released(joining, sent()) == frozenset()


def test_what_was_decided_outside_is_not_asked_again_in_the_office() -> None:
    found: list[Change] = [
        SetCells("Internal", "key", {"Value": "v"}),
        AppendRows("Intake", (conflict(),)),
        AppendRows("Conflicts", (
            conflict(), conflict("Ada Lind"), conflict(kind="asked to avoid"), conflict(code=OTHER),
            conflict(kind="possible match"), conflict(code=THIRD),
        )),
    ]  # fmt: skip
    decided = outside.with_releases(found, {CODE: frozenset({"Will Reed"}), OTHER: frozenset({"Ada Lind"})})
    assert decided == [*found[:2], AppendRows("Conflicts", (
        RELEASED, conflict("Ada Lind"), conflict(kind="asked to avoid"), conflict(code=OTHER),
        conflict(kind="possible match", Released="yes"), conflict(code=THIRD),
    ))]  # fmt: skip


def test_what_was_released_is_asked_again_once_its_words_changed() -> None:
    rows = (RELEASED, conflict("Ada Lind"), OTHER_RELEASED)
    before = made_office(request(), request(OTHER), Conflicts=rows)
    after = outside.asked_again(before, {CODE})
    assert [[c.volunteer for c in case.conflicts] for case in after.cases] == [["Ada Lind"], ["Will Reed"]]
    first, second = before.cases
    asked = replace(first, conflicts=(first.conflicts[1],))
    assert after == replace(before, cases=(asked, second))


def test_what_joins_nobody_known_may_be_about_any_coordinator() -> None:
    joins = {"a": "wrong", "b": f"adding {CODE}", "c": "several", "d": "unheard", "e": f"withdrawing {CODE}"}
    rows = tuple(conflict("any coordinator", "possible match", code) for code in "acd")
    assert outside.joining_nobody(joins) == rows


CONTACT = "outside contact"
AT = datetime(2026, 11, 10, 17)


def happened(what: str, why: str, code: str = CODE) -> Row:
    return {"When": AT, "Case": code, "Volunteer": CONTACT, "Event": what, "Why": why}


def test_each_request_is_the_outside_contacts_from_the_first_moment() -> None:
    rows = (request(), request(OTHER), request(THIRD))
    other = made_office(*rows, Assignments=(event("assigned", CONTACT, case=OTHER),))
    why = "About a coordinator, or from one."
    fresh = (happened("assigned", why), happened("assigned", why, THIRD))
    assert outside.given(other, [CODE, OTHER, THIRD], NOW) == [AppendRows("Assignments", fresh)]
    assert outside.given(other, [OTHER], NOW) == []


IS_OPEN = (event("assigned", CONTACT),)
IS_CLOSED = (*IS_OPEN, event("released", CONTACT, "2026-11-05T18:00:00Z"))
CLOSES = happened("released", "The case was closed.")
OPENS = happened("assigned", "The case was opened again.")
LET_GO = {marks.let_go(CODE): "2026-11-01T17:00:00+00:00"}
NO_OUTCOME = {marks.case_file(CODE): '["a.xlsx", "1", {}, 0]'}


@pytest.mark.parametrize(
    ("events", "stage", "decision", "known", "row"),
    [
        (IS_OPEN, "Closed", None, {}, CLOSES),
        (IS_OPEN, "Dialogue", None, {}, None),
        (IS_OPEN, None, None, {}, None),
        (IS_OPEN, "finished", None, {}, None),
        (IS_OPEN, "Closed", None, NO_OUTCOME, None),
        (IS_CLOSED, "Dialogue", None, {}, OPENS),
        (IS_CLOSED, "Closed", None, {}, None),
        (IS_CLOSED, None, None, {}, None),
        (IS_CLOSED, "finished", None, {}, None),
        (IS_OPEN, None, "Out of scope", {}, CLOSES),
        (IS_OPEN, "Dialogue", "Refer to grievance officer", {}, CLOSES),
        (IS_CLOSED, "Dialogue", "Out of scope", {}, None),
        (IS_OPEN, None, "Hold", {}, None),
        (IS_OPEN, "Closed", None, LET_GO, None),
        (IS_CLOSED, "Dialogue", None, LET_GO, None),
        ((), "Closed", None, {}, None),
    ],
)
def test_a_case_ends_and_begins_again_as_the_outside_contact_chooses(
    events: tuple[Row, ...], stage: str | None, decision: str | None, known: dict[str, str], row: Row | None
) -> None:
    other = made_office(
        request(What_to_do=decision),
        request(OTHER),
        marks=known,
        Assignments=(*events, event("assigned", CONTACT, case=OTHER)),
        Restricted_cases=(
            {"Case": CODE, "Stage": stage, "Reached out on": "11/5/2026"},
            {"Case": OTHER, "Stage": "Closed", "Reached out on": date(2026, 11, 5)},
        ),
    )
    closes_too = happened("released", "The case was closed.", OTHER)
    found = outside.ended(other, workbook(BOARD, {}), RULES, NOW)
    assert found == [AppendRows("Assignments", (*([row] if row else []), closes_too))]


def test_where_nothing_ended_nothing_is_written() -> None:
    other = made_office(request(), Assignments=IS_OPEN, Restricted_cases=({"Case": CODE},))
    assert outside.ended(other, workbook(BOARD, {}), RULES, NOW) == []
