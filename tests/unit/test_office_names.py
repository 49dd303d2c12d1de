"""Who is kept from a case by the rows of Conflicts, by a coordinator's word, and by what was answered."""

import pytest

from automations.core.case import Conflict
from automations.core.office import read_conflicts
from automations.core.snapshot import Row, make_tab
from sheets_schema.codec import Cell
from sheets_schema.office import CONFLICTS
from sheets_schema.words import ConflictKind
from tests.unit.offices import CODE, OTHER, conflict, made_office, request

SAM: Row = {"Volunteer": "Sam Okafor", "Also known as": "Sammy Okafor; Sam O"}
LEE: Row = {"Volunteer": "Lee Park"}


def test_conflicts_are_read_by_case_and_on_the_safe_side() -> None:
    rows = (
        conflict("Sam Okafor", " Kept Apart "),
        conflict("sam o", "asked to avoid", Released=" Yes "),
        conflict("Lee Park", "no kind", OTHER, Released="no"),
        conflict("Will Reed", None, Released="perhaps"),
        conflict("Lee Park", "kept away by coordinator", OTHER, Released=True),
    )
    roster = made_office(Roster=(SAM, LEE)).roster
    assert read_conflicts(make_tab(CONFLICTS, CONFLICTS.headers, rows), roster) == {
        CODE: [
            Conflict("Sam Okafor", ConflictKind.KEPT_APART, False),
            Conflict("Sam Okafor", ConflictKind.ASKED_TO_AVOID, True),
            Conflict("Will Reed", ConflictKind.POSSIBLE_MATCH, False),
        ],
        OTHER: [
            Conflict("Lee Park", ConflictKind.POSSIBLE_MATCH, False),
            Conflict("Lee Park", ConflictKind.KEPT_AWAY, True),
        ],
    }


def test_a_coordinator_s_word_keeps_somebody_away_before_its_row_is_written() -> None:
    office = made_office(
        request(Keep_away_from="Lee Park; Sam Okafor"),
        Roster=(SAM, LEE),
        Conflicts=(conflict("Sam Okafor", "kept away by coordinator", Released="yes"), conflict("Lee Park")),
    )
    assert office.by_code[CODE].conflicts == (
        Conflict("Sam Okafor", ConflictKind.KEPT_AWAY, True),
        Conflict("Lee Park", ConflictKind.INVOLVED, False),
        Conflict("Lee Park", ConflictKind.KEPT_AWAY, False),
    )


@pytest.mark.parametrize(
    ("cells", "conflicts", "unclear"),
    [
        ({}, (), ()),
        ({"Give to": "Sam O", "Keep away from": "Lee Park"}, (conflict("Sam Okafor"),), ()),
        ({"Give to": "Somebody"}, (), ("Give to",)),
        ({"Keep away from": "Somebody"}, (), ("Keep away from",)),
        ({"Also open to": "Somebody", "Replace": "Somebody"}, (), ()),
        ({}, (conflict("Somebody"),), ("Conflicts",)),
        ({}, (conflict("Sam Okafor"), conflict("Somebody")), ("Conflicts",)),
        ({}, (conflict("Somebody", Released="yes"),), ()),
        ({}, (conflict("Somebody", "involved", OTHER),), ()),
        (
            {"Give to": "Somebody", "Keep away from": "Somebody", "Replace": "Somebody"},
            (conflict("Somebody"),),
            ("Give to", "Keep away from", "Conflicts"),
        ),
    ],
)
def test_names_that_are_nobody_s_must_be_mended_where_they_keep_somebody_from_the_case(
    cells: dict[str, Cell], conflicts: tuple[Row, ...], unclear: tuple[str, ...]
) -> None:
    office = made_office({**request(), **cells}, Roster=(SAM, LEE), Conflicts=conflicts)
    assert office.by_code[CODE].unclear == unclear


@pytest.mark.parametrize(
    ("answers", "described"),
    [
        ({"team_involved": "Lee Park"}, ()),
        ({"team_involved": "Nobody."}, ()),
        ({"team_involved": "somebody tall"}, ("team_involved",)),
        ({"volunteers_to_avoid": "somebody tall"}, ("volunteers_to_avoid",)),
        (
            {"team_involved": "somebody tall", "volunteers_to_avoid": "who was at the lake"},
            ("team_involved", "volunteers_to_avoid"),
        ),
        ({"team_involved": "Sam from the kitchen"}, ()),
        ({"team_involved": "Lee from the kitchen"}, ("team_involved",)),
        ({"volunteers_preferred": "somebody tall"}, ()),
    ],
)
def test_whom_a_requester_describes_only_a_person_can_tell(
    answers: dict[str, str], described: tuple[str, ...]
) -> None:
    office = made_office(request(**answers), Roster=(SAM, LEE), Conflicts=(conflict("Sam Okafor"),))
    assert office.by_code[CODE].described == described
