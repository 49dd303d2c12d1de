"""Who can take a case, who can't and why, in whose order, and who was available when."""

from datetime import date

import pytest

from automations.core import marks
from automations.core.pairs.rotation import Rotation
from automations.core.pairs.turns import Pool
from automations.core.snapshot import Row
from automations.core.team import Availability, Volunteer
from sheets_schema.codec import UNREADABLE_DATE, UNREADABLE_NUMBER, UNREADABLE_YES_NO, Cell
from tests.unit.offices import CODE, OTHER, THIRD, TODAY, event, made_office, request
from tests.unit.rotations import (
    ADA,
    LEE,
    OLA,
    SAM,
    WILL,
    conflict,
    given,
    made_rotation,
    team,
    volunteer,
)

UNREADABLE = "has an availability that can't be read"


def found(rotation: Rotation, name: str) -> Volunteer:
    return next(v for v in rotation.office.roster.volunteers if v.name == name)


def test_open_cases_are_work_but_not_those_that_are_released_or_set_aside() -> None:
    intake = (request(), request(OTHER, What_to_do="Hold"), request(THIRD, immediate_danger="Yes"))
    rows = (
        *given(SAM, LEE),
        *given(SAM, ADA, case=OTHER),
        *given(SAM, WILL, case=THIRD),
        *given(SAM, case="not-in-intake"),
        event("released", WILL, "2026-11-05T18:00:00Z", THIRD),
    )
    office = made_office(*intake, Assignments=rows)
    assert made_rotation(office).load(office.history) == {SAM: 3, LEE: 1}


def test_the_oldest_case_comes_first_and_of_one_day_the_order_is_that_of_the_responses() -> None:
    intake = (
        request("violet-gull-pond"),
        request(THIRD, received="2026-11-02T07:30:00Z"),
        request(CODE, received="2026-11-03T23:00:00Z"),
        request(OTHER, received="2026-11-02T08:30:00Z"),
    )
    rotation = made_rotation(made_office(*intake))
    assert [case.code for case in rotation.oldest_first] == [THIRD, OTHER, CODE, "violet-gull-pond"]


def capped(*rows: Row) -> tuple[Row, ...]:
    """Before these, Ada earned five cases, so that she earns nothing of what comes next."""
    why = f"Available then: {ADA}"
    old = (event("assigned", OLA, "2026-10-01T17:00:00Z", f"old-{n}", why) for n in range(5))
    return (*old, *rows)


@pytest.mark.parametrize(
    ("adas", "wills", "ada", "will"),
    [
        (CODE, OTHER, 4.5, 0.5),
        (OTHER, CODE, 4, 1),
        ("zephyr-wren-bay", CODE, 4.5, 0.5),
        (OTHER, "zephyr-wren-bay", 4, 1),
        ("aspen-wren-bay", "zephyr-wren-bay", 4.5, 0.5),
        ("zephyr-wren-bay", "aspen-wren-bay", 4, 1),
    ],
)
def test_cases_of_one_run_count_oldest_first_and_those_that_are_not_in_intake_before_them(
    adas: str, wills: str, ada: float, will: float
) -> None:
    """Will's case is shared with Ada only where hers came before it: amber-heron-lake is the oldest."""
    both = f"Available then: {ADA}; {WILL}"
    rows = capped(*given(WILL, case=wills, why=both), *given(ADA, case=adas, why=both))
    intake = (request(OTHER), request(CODE, received="2026-10-20T17:00:00Z"))
    rotation = made_rotation(made_office(*intake, Assignments=rows, Roster=team(ADA, WILL)))
    assert dict(rotation.tally(rotation.office.history).owed) == {OLA: -5, ADA: ada, WILL: will}


def test_who_goes_by_another_name_now_keeps_what_was_earned() -> None:
    roster = (volunteer(SAM, Also_known_as="Sam Ode"), volunteer(LEE))
    rows = given("Sam Ode", LEE, why=f"Available then: sam ode; {LEE}")
    rotation = made_rotation(made_office(request(), Roster=roster, Assignments=rows))
    assert dict(rotation.tally(rotation.office.history).owed) == {SAM: 0, LEE: 0}


@pytest.mark.parametrize(
    ("experienced", "others", "few"),
    [(0, 3, False), (1, 0, False), (1, 1, False), (1, 2, True), (2, 2, False), (2, 3, True), (3, 2, False)],
)
def test_the_experienced_are_few_where_they_are_fewer_than_half_of_the_team(
    experienced: int, others: int, few: bool
) -> None:
    roster = [volunteer(f"Lead {n}", Experienced="yes") for n in range(experienced)]
    roster += [volunteer(f"Other {n}", Experienced="no") for n in range(others)]
    assert made_rotation(made_office(Roster=tuple(roster))).by_role is few


def test_only_who_is_active_and_approved_and_stands_there_once_tells_whether_the_experienced_are_few() -> (
    None
):
    lead = volunteer(SAM, Experienced="yes")
    passed_over = (
        volunteer(ADA, Experienced="yes", Status="Resting"),
        volunteer(WILL, Experienced="yes", approved=None),
        volunteer("Twice There", Experienced="yes"),
        volunteer("Twice There", Experienced="yes"),
    )
    few = made_rotation(made_office(Roster=(lead, *team(LEE, OLA), *passed_over)))
    assert few.by_role
    assert few.experienced == {SAM, ADA}
    rest = (volunteer(ADA, Status="Left"), volunteer(WILL, approved=None), *team("Twice There") * 2)
    assert not made_rotation(made_office(Roster=(lead, volunteer(LEE), *rest))).by_role


def test_who_is_available_are_those_with_room_whatever_their_conflicts_each_role_by_itself() -> None:
    roster = (
        volunteer(SAM, Experienced="yes"),
        *team(LEE, ADA, WILL),
        volunteer(OLA, Status="Resting"),
        volunteer("Max Free", Experienced="yes"),
        volunteer("New Here"),
    )
    own = {LEE: Availability(most_open=2), WILL: Availability(most_open=1), "New Here": Availability(None)}
    office = made_office(request(), Roster=roster, Conflicts=(conflict(ADA, "involved"),))
    rotation = made_rotation(office, own)
    load = {LEE: 2, SAM: 7}
    assert rotation.pool(load) == Pool(((SAM, "Max Free"), (ADA, WILL, "New Here")))
    assert made_rotation(made_office(Roster=team(SAM, LEE))).pool({}) == Pool(((SAM, LEE),))


@pytest.mark.parametrize(
    ("own", "open_cases", "words"),
    [
        (Availability(), 99, None),
        (Availability(most_open=2), 1, None),
        (Availability(most_open=2), 2, "full"),
        (Availability(most_open=2), 3, "full"),
        (Availability(most_open=0), 0, "full"),
        (Availability(most_open=UNREADABLE_NUMBER), 0, UNREADABLE),
        (Availability(on_rotation=True), 0, None),
        (Availability(on_rotation=False), 0, "not on rotation"),
        (Availability(on_rotation=False, away_from=TODAY, most_open=0), 0, "not on rotation"),
        (Availability(on_rotation=UNREADABLE_YES_NO), 0, UNREADABLE),
        (Availability(on_rotation=False, away_until=UNREADABLE_DATE), 0, UNREADABLE),
        (Availability(away_from=date(2026, 11, 10), most_open=0), 0, "away"),
        (Availability(away_from=date(2026, 11, 11)), 0, None),
        (Availability(away_until=date(2026, 11, 10)), 0, "away"),
        (Availability(away_until=date(2026, 11, 9)), 0, None),
        (Availability(away_from=date(2026, 11, 12), away_until=date(2026, 11, 8)), 0, UNREADABLE),
    ],
)
def test_what_volunteers_say_of_their_own_time_counts(
    own: Availability, open_cases: int, words: str | None
) -> None:
    rotation = made_rotation(made_office(Roster=team(SAM, LEE)), {SAM: own})
    assert rotation.not_available(found(rotation, SAM), open_cases) == words
    assert rotation.not_available(found(rotation, LEE), open_cases) is None


NOT_ELIGIBLE: list[tuple[dict[str, Cell], str | None]] = [
    ({}, None),
    ({"Status": "active"}, None),
    ({"Status": "Resting"}, "resting"),
    ({"Status": " LEFT "}, "left"),
    ({"Status": "sabbatical"}, "has a Status that can't be read"),
    ({"Approved on": None}, "not approved yet"),
    ({"Approved on": date(2026, 11, 10)}, None),
    ({"Approved on": date(2026, 11, 11)}, "not approved yet"),
    ({"Status": "Resting", "Approved on": None}, "resting"),
]


@pytest.mark.parametrize(("cells", "words"), NOT_ELIGIBLE)
def test_only_who_is_active_and_approved_is_given_a_case(cells: dict[str, Cell], words: str | None) -> None:
    roster = (volunteer(LEE), {**volunteer(SAM), **cells})
    rotation = made_rotation(made_office(Roster=roster), {SAM: Availability(most_open=3)})
    assert rotation.not_eligible(found(rotation, SAM)) == words
    assert rotation.not_eligible_by_name(SAM) == words
    assert rotation.not_available(found(rotation, SAM), 2) == words


def test_who_stands_on_the_roster_twice_or_not_at_all_is_given_nothing() -> None:
    rotation = made_rotation(made_office(Roster=(volunteer(SAM), *team(LEE), volunteer("sam okafor"))))
    assert rotation.not_eligible_by_name(SAM) == "stands on the Roster twice"
    assert rotation.not_eligible_by_name("sam okafor") == "stands on the Roster twice"
    assert rotation.not_eligible_by_name(ADA) == "not on the Roster"
    assert rotation.not_eligible_by_name(LEE) is None


def test_away_and_full_do_not_stand_against_a_coordinators_word() -> None:
    own = {SAM: Availability(away_from=TODAY), LEE: Availability(most_open=0)}
    rotation = made_rotation(made_office(Roster=team(SAM, LEE)), own)
    assert (rotation.not_eligible_by_name(SAM), rotation.not_eligible_by_name(LEE)) == (None, None)


@pytest.mark.parametrize(
    ("when", "owed"),
    [
        ("2026-11-04T07:59:59Z", {OLA: -1, SAM: 1}),
        ("2026-11-04T08:00:00Z", {OLA: -1, SAM: 0.5, ADA: 0.5}),
        ("2026-11-05T07:59:59Z", {OLA: -1, SAM: 0.5, ADA: 0.5}),
        ("2026-11-05T08:00:00Z", {OLA: -1, SAM: 0.25, LEE: 0.25, ADA: 0.25, WILL: 0.25}),
    ],
)
def test_who_was_available_then_is_told_by_the_roster_and_by_leave_on_the_teams_own_day(
    when: str, owed: dict[str, float]
) -> None:
    """Midnight in Los Angeles is 8 in the morning UTC. How many cases somebody had then is not known."""
    roster = (
        *team(SAM, LEE),
        volunteer(ADA, approved=date(2026, 11, 4)),
        volunteer(WILL, approved=date(2026, 11, 5)),
        volunteer("Not Approved", approved=None),
        volunteer("At Rest", Status="Resting"),
        volunteer("No Status", Status="sabbatical"),
        volunteer("Off Rotation"),
        volunteer("Can't Tell"),
        *team("Twice There") * 2,
    )
    own = {
        SAM: Availability(most_open=0),
        LEE: Availability(away_until=date(2026, 11, 4)),
        "Off Rotation": Availability(on_rotation=False),
        "Can't Tell": Availability(away_until=UNREADABLE_DATE),
    }
    office = made_office(request(), Roster=roster, Assignments=(event("assigned", OLA, when),))
    assert dict(made_rotation(office, own).tally(office.history).owed) == owed


def test_who_was_available_then_is_told_for_each_role() -> None:
    roster = (volunteer(SAM, Experienced="yes"), *team(LEE, ADA))
    office = made_office(request(), Roster=roster, Assignments=given(SAM, LEE))
    assert dict(made_rotation(office).tally(office.history).owed) == {SAM: 0, LEE: -0.5, ADA: 0.5}


def test_what_a_case_that_was_let_go_of_keeps_is_no_work() -> None:
    gone = {marks.let_go(CODE): "2026-11-01T17:00:00+00:00"}
    office = made_office(
        request(), request(OTHER), marks=gone, Assignments=(*given(SAM), *given(SAM, case=OTHER))
    )
    assert made_rotation(office).load(office.history) == {SAM: 1}
