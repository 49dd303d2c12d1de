"""What passes from a requester's other requests to the case they go into, and what is held back from whom."""

import pytest

from automations.core import marks
from automations.core.office import Office
from automations.core.snapshot import Row
from automations.core.taking_in import merging
from tests.unit.offices import CODE, OTHER, THIRD, conflict, event, made_office, request

SAM, LEE, ADA, WILL = "Sam Okafor", "Lee Park", "Ada Lind", "Will Reed"
ROSTER: tuple[Row, ...] = tuple({"Volunteer": name} for name in (SAM, LEE, ADA, WILL))
FOURTH = "dapper-wren-mill"


def duplicate(of: str, code: str) -> Row:
    return request(code, What_to_do="Duplicate", Same_as=of)


def made(*intake: Row, conflicts: tuple[Row, ...], **further: str) -> Office:
    return made_office(*intake, marks=further, Roster=ROSTER, Conflicts=conflicts)


def test_who_is_kept_from_a_duplicate_is_kept_from_the_case_it_leads_to() -> None:
    there = (
        conflict(SAM, "involved", OTHER),
        conflict(LEE, "possible match", OTHER),
        conflict(LEE, "asked to avoid", OTHER),
        conflict(ADA, "involved", OTHER, Released="yes"),
        conflict(WILL, "kept apart", OTHER),
        conflict(WILL, "kept apart", CODE),
        conflict(LEE, "possible match", CODE, Released="yes"),
        conflict(SAM, "asked to avoid", CODE),
    )
    office = made(request(), duplicate(CODE, OTHER), conflicts=there)
    assert merging.conflicts(office) == (
        conflict(LEE, "asked to avoid", CODE),
        conflict(SAM, "involved", CODE),
    )
    assert merging.conflicts(made(request(), request(OTHER), conflicts=there)) == ()


def test_who_is_kept_from_what_was_added_is_kept_from_its_case() -> None:
    there = (
        conflict(SAM, "involved", OTHER),
        conflict(ADA, "involved", FOURTH),
        conflict(LEE, "kept apart", THIRD),
    )
    rows = (request(), request(OTHER), request(FOURTH), duplicate(OTHER, THIRD))
    joins = {marks.joins(OTHER): f"adding {CODE}"}
    office = made_office(*rows, marks=joins, Roster=ROSTER, Conflicts=there)
    assert merging.conflicts(office) == (conflict(SAM, "involved", CODE), conflict(LEE, "kept apart", OTHER))
    two = made(request(), duplicate(CODE, OTHER), duplicate(CODE, FOURTH), conflicts=there)
    assert merging.conflicts(two) == (conflict(ADA, "involved", CODE), conflict(SAM, "involved", CODE))


def test_what_goes_into_a_case_that_is_not_there_or_was_deleted_adds_nobody() -> None:
    there = (conflict(SAM, "involved", OTHER), conflict(LEE, "involved", FOURTH))
    rows = (request(), request(OTHER), request(THIRD), duplicate(THIRD, FOURTH))
    joins = {marks.joins(OTHER): f"adding {CODE}", marks.let_go(CODE): "2026-11-01T17:00:00+00:00"}
    passed_on = (conflict(LEE, "involved", THIRD),)
    assert merging.conflicts(made_office(*rows, marks=joins, Roster=ROSTER, Conflicts=there)) == passed_on
    nowhere = made_office(
        *rows, marks={marks.joins(OTHER): "adding a-missing-case"}, Roster=ROSTER, Conflicts=there
    )
    assert merging.conflicts(nowhere) == passed_on


def held_back(*conflicts: Row, also_open_to: str | None = None) -> tuple[str, ...]:
    """Of a duplicate, in a case that Sam and Lee have and Will gave up."""
    events = (
        event("assigned", WILL),
        event("assigned", LEE),
        event("replaced", WILL),
        event("assigned", SAM),
        event("assigned", ADA, case=THIRD),
    )
    office = made_office(
        request(Also_open_to=also_open_to),
        duplicate(CODE, OTHER),
        Roster=ROSTER,
        Conflicts=conflicts,
        Assignments=events,
    )
    return merging.held_back(office.by_code[OTHER], office.by_code[CODE], office)


@pytest.mark.parametrize("kind", ["involved", "possible match", "kept apart", "somehow"])
def test_what_tells_of_a_reader_is_not_written_where_they_read_it(kind: str) -> None:
    assert held_back(conflict(SAM, kind, OTHER)) == (SAM,)
    assert held_back(conflict(SAM, kind, OTHER), conflict(LEE, kind, OTHER)) == (LEE, SAM)
    assert held_back(conflict(SAM, kind, CODE), conflict(SAM, kind, THIRD)) == ()
    assert held_back(conflict(ADA, kind, OTHER), conflict(WILL, kind, OTHER)) == ()
    assert held_back(conflict(ADA, kind, OTHER), conflict(SAM, kind, OTHER), also_open_to=ADA) == (ADA, SAM)


@pytest.mark.parametrize("kind", ["asked to avoid", "kept away by coordinator"])
def test_who_is_only_not_wanted_may_read_it(kind: str) -> None:
    assert held_back(conflict(SAM, kind, OTHER)) == ()


@pytest.mark.parametrize("released_in", [CODE, OTHER])
def test_once_a_coordinator_says_that_it_is_not_them_it_is_written(released_in: str) -> None:
    involved, released = (
        conflict(SAM, "involved", OTHER),
        conflict(SAM, "involved", released_in, Released="yes"),
    )
    assert held_back(involved, released) == ()
    assert held_back(involved, released, conflict(LEE, "involved", OTHER)) == (LEE,)
    assert held_back(involved, conflict(SAM, "involved", released_in, Released="no")) == (SAM,)
    other_kind = conflict(SAM, "possible match", released_in, Released="yes")
    assert held_back(involved, other_kind) == (SAM,)
    assert held_back(involved, conflict(LEE, "involved", released_in, Released="yes")) == (SAM,)
    assert held_back(involved, conflict(SAM, "involved", THIRD, Released="yes")) == (SAM,)
