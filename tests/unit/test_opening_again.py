"""Who is released when a case is closed, who gets it back, and what coordinators are told of pairs."""

from datetime import datetime, timedelta, timezone

import pytest

from automations.core import marks
from automations.core.changes import AppendRows
from automations.core.office import Office
from automations.core.pairs import assignment
from automations.core.pairs.rotation import Reason
from automations.core.snapshot import Row
from automations.core.team import Availability
from sheets_schema.board import BOARD
from tests.unit.offices import CODE, OTHER, THIRD, closed, event, made_office, request, workbook
from tests.unit.rotations import (
    ADA,
    LEE,
    OLA,
    SAM,
    WILL,
    conflict,
    given,
    happened,
    made_rotation,
    team,
    volunteer,
)

NOW = datetime(2026, 11, 10, 9, tzinfo=timezone(timedelta(hours=-8)))
BESIDE = "Admitted beside the pair by a coordinator."
AGAIN = "The case was opened again."


def not_again(why: str) -> str:
    return f"The case was opened again, and they can't take it back ({why})."


def refusals(office: Office, code: str = CODE) -> list[tuple[str, Reason]]:
    return list(assignment.refusals(made_rotation(office), office.by_code[code]))


def unfit(office: Office, code: str = CODE) -> list[Reason]:
    return list(assignment.unfit(made_rotation(office), office.by_code[code]))


def test_everybody_on_a_closed_case_is_released_once() -> None:
    there = (
        *given(SAM, LEE),
        *given(ADA, why=BESIDE),
        *given(WILL, SAM, case=OTHER),
        event("released", WILL, case=OTHER),
        *given(SAM, LEE, case=THIRD),
    )
    office = made_office(request(), request(OTHER), request(THIRD), Assignments=there)
    why = "The case was closed."
    assert assignment.closings(office, (OTHER, "never-given-away", CODE), NOW) == (
        happened("released", SAM, why, OTHER),
        happened("released", SAM, why),
        happened("released", LEE, why, after=1),
        happened("released", ADA, why, after=2),
    )
    assert assignment.closings(office, (), NOW) == ()


def test_a_case_that_is_opened_again_goes_back_to_whoever_may_still_have_it() -> None:
    roster = (
        volunteer(SAM, Keep_apart_from=ADA),
        volunteer(LEE, Keep_apart_from=WILL),
        *team(ADA, WILL),
        volunteer(OLA, Status="Resting", Keep_apart_from=LEE),
        volunteer("Ben Free"),
    )
    names = (SAM, LEE, ADA, WILL, OLA, "Gone Away", "Ben Free")
    kinds = (
        conflict(SAM, "involved"),
        conflict("Ben Free", "asked to avoid", Released="yes"),
        conflict(ADA, "involved", OTHER),
    )
    there = (*given(*names), *(event("released", name, "2026-11-05T18:00:00Z") for name in names))
    office = made_office(request(), request(OTHER), Roster=roster, Conflicts=kinds, Assignments=there)
    opened = (OTHER, CODE, "never-given-away")
    assert assignment.reopenings(made_rotation(office), opened, NOW) == (
        happened("replaced", SAM, not_again("involved")),
        happened("assigned", LEE, AGAIN, after=1),
        happened("assigned", ADA, AGAIN, after=2),
        happened("replaced", WILL, not_again("to be kept apart from Lee Park"), after=3),
        happened("replaced", OLA, not_again("resting"), after=4),
        happened("replaced", "Gone Away", not_again("not on the Roster"), after=5),
        happened("assigned", "Ben Free", AGAIN, after=6),
    )


def test_whom_the_requester_of_a_related_case_avoids_does_not_get_it_back() -> None:
    avoided = (conflict(SAM, "asked to avoid", OTHER), conflict(LEE, "asked to avoid", OTHER, Released="yes"))
    intake = (request(Related_to=OTHER), request(OTHER))
    office = made_office(*intake, Roster=team(SAM, LEE), Conflicts=avoided, Assignments=closed())
    assert assignment.reopenings(made_rotation(office), (CODE,), NOW) == (
        happened("replaced", SAM, not_again("avoided in a related case")),
        happened("assigned", LEE, AGAIN, after=1),
    )


def test_who_is_away_or_full_gets_back_what_they_had() -> None:
    office = made_office(request(), Roster=team(SAM, LEE), Assignments=closed())
    own = {SAM: Availability(most_open=0), LEE: Availability(on_rotation=False)}
    rows = (happened("assigned", SAM, AGAIN), happened("assigned", LEE, AGAIN, after=1))
    assert assignment.reopenings(made_rotation(office, own), (CODE,), NOW) == rows


def test_a_case_that_was_never_closed_is_not_opened_again() -> None:
    half = (*given(SAM, LEE, ADA), event("released", LEE))
    rotation = made_rotation(made_office(request(), Roster=team(SAM, LEE, ADA), Assignments=half))
    assert assignment.reopenings(rotation, (CODE,), NOW) == ()


def test_of_accepted_cases_those_are_short_for_which_no_two_are_left() -> None:
    """Sam, Ada and Will can take cases; Will has as many as he wants, and Lee rests."""
    roster = (*team(SAM, ADA, WILL), volunteer(LEE, Status="Resting"))
    apart = (CODE, OTHER, "full-house", "closed-case", "gone-case")
    intake = (
        *map(request, (*apart, "free-case", "half-free", "one-left")),
        request("set-aside", What_to_do="Hold"),
    )
    there = (
        *given(SAM, case=OTHER),
        *given(SAM, LEE, case="full-house"),
        *given(WILL, case="half-free"),
        *given(SAM, case="one-left"),
        *given(SAM, case="closed-case"),
        event("released", SAM, "2026-11-05T18:00:00Z", "closed-case"),
    )
    office = made_office(
        *intake,
        request("waits-on", immediate_danger="Yes"),
        marks={marks.let_go("gone-case"): "2026-11-01T17:00:00+00:00 accepted"},
        Roster=roster,
        Conflicts=tuple(conflict(ADA, "asked to avoid", code) for code in (*apart, "set-aside", "waits-on")),
        Assignments=there,
    )
    rotation = made_rotation(office, {WILL: Availability(most_open=1)})
    avoided, full, rests = Reason(ADA, "asked to avoid"), Reason(WILL, "full"), Reason(LEE, "resting")
    assert assignment.short_of_pair(rotation) == {
        CODE: (avoided, full, rests),
        OTHER: (Reason(SAM, "has it already"), avoided, full, rests),
    }


def test_where_no_case_waits_for_a_pair_none_is_short() -> None:
    assert assignment.short_of_pair(made_rotation(made_office())) == {}
    paired = made_office(request(), Roster=team(SAM, LEE), Assignments=given(SAM, LEE))
    assert assignment.short_of_pair(made_rotation(paired)) == {}


def test_a_case_that_a_wrong_name_holds_up_is_short_and_says_so() -> None:
    office = made_office(request(Give_to="Nobody Known"), Roster=team(SAM, LEE))
    held = Reason("", "Give to has a name that is not on the Roster")
    assert assignment.short_of_pair(made_rotation(office)) == {CODE: (held,)}


def test_coordinators_are_told_which_wishes_are_not_done_and_why() -> None:
    roster = (*team(SAM, LEE, ADA, WILL), volunteer(OLA, Status="Resting"))
    told = request(Give_to=f"{OLA}; {SAM}; {ADA}; {WILL}", Also_open_to=f"{OLA}; {LEE}; {ADA}; {WILL}")
    kinds = (conflict(WILL, "involved"),)
    rests, involved = Reason(OLA, "resting"), Reason(WILL, "involved")
    complete = Reason(ADA, "the pair is complete: write under Replace whose place they take")
    both = made_office(told, Roster=roster, Conflicts=kinds, Assignments=given(SAM, LEE))
    assert refusals(both) == [
        ("Give to", rests),
        ("Give to", complete),
        ("Give to", involved),
        ("Also open to", rests),
        ("Also open to", involved),
    ]
    one = made_office(told, Roster=roster, Conflicts=kinds, Assignments=given(SAM))
    assert refusals(one) == [
        ("Give to", rests),
        ("Give to", involved),
        ("Also open to", rests),
        ("Also open to", involved),
    ]
    assert refusals(made_office(request(Keep_away_from=ADA), Roster=roster)) == []


def test_on_a_closed_case_a_coordinator_is_told_to_choose_another_stage_first() -> None:
    told = request(Give_to=f"{SAM}; {ADA}", Also_open_to=OLA)
    words = "the case is closed: choose another Stage first"
    office = made_office(told, Roster=team(SAM, LEE, ADA), Assignments=closed())
    assert refusals(office) == [("Give to", Reason(ADA, words))]
    known = made_office(told, Roster=team(SAM, LEE, ADA, OLA), Assignments=closed())
    assert refusals(known) == [("Give to", Reason(ADA, words)), ("Also open to", Reason(OLA, words))]


def test_coordinators_are_told_who_has_a_case_and_could_not_be_given_it_now() -> None:
    roster = (
        volunteer(SAM, Status="Resting"),
        volunteer(LEE, Keep_apart_from=f"{ADA}; {WILL}; {OLA}"),
        *team(ADA, WILL, OLA),
    )
    kinds = (
        conflict(LEE, "involved"),
        conflict(WILL, "asked to avoid", OTHER),
        conflict(SAM, "asked to avoid", OTHER),
    )
    office = made_office(
        request(Related_to=OTHER),
        request(OTHER),
        Roster=roster,
        Conflicts=kinds,
        Assignments=(*given(SAM, LEE, ADA, WILL, "Gone Away"), *given(SAM, OLA, case=OTHER)),
    )
    rests = Reason(SAM, "not Active and approved on the Roster (resting)")
    assert unfit(office) == [
        rests,
        Reason(LEE, f"to be kept apart from {ADA}, {WILL}"),
        Reason(ADA, "to be kept apart from Lee Park"),
        Reason(WILL, "avoided in a related case"),
        Reason("Gone Away", "not Active and approved on the Roster (not on the Roster)"),
    ]
    assert unfit(office, OTHER) == [rests]


ROWS: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    ((), (SAM, ADA, OLA)),
    ((SAM,), (ADA, OLA)),
    (("okafor,  SAM", "Bo", "ada@example.org"), ()),
    (("Somebody Else",), (SAM, ADA, OLA)),
]


@pytest.mark.parametrize(("there", "added"), ROWS)
def test_who_has_not_left_and_has_no_row_under_any_of_their_names_gets_one(
    there: tuple[str, ...], added: tuple[str, ...]
) -> None:
    roster = (
        volunteer(SAM),
        volunteer(LEE, Status="Left"),
        volunteer(ADA, Also_known_as="Bo"),
        volunteer(OLA, Status="Resting", Email="ada@example.org"),
        volunteer(SAM),
    )
    rows = tuple({"Volunteer": name} for name in added)
    assert availability(roster, there) == ([AppendRows("Availability", rows)] if rows else [])


def test_two_of_one_name_in_another_order_have_a_row_each() -> None:
    roster = team("Okafor Sam", SAM)
    assert availability(roster, (SAM, "Okafor Sam")) == []
    assert availability(roster, (SAM,)) == [AppendRows("Availability", ({"Volunteer": "Okafor Sam"},))]


def availability(roster: tuple[Row, ...], there: tuple[str, ...]) -> list[AppendRows]:
    tab = workbook(BOARD, {"Availability": tuple({"Volunteer": name} for name in there)})["Availability"]
    return assignment.availability_rows(made_office(Roster=roster).roster, tab)
