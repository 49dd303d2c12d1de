"""Who is given which case and why: by turns, by a coordinator's word, beside the pair."""

from automations.core import marks
from automations.core.pairs import whys
from automations.core.pairs.rotation import Reason
from automations.core.pairs.turns import Pick, Tally
from tests.unit.offices import CODE, OTHER, THIRD, made_office, request
from tests.unit.rotations import (
    ADA,
    AVAILABLE,
    BESIDE,
    FOUR,
    LEE,
    OLA,
    SAM,
    WILL,
    assign,
    conflict,
    could,
    drawn,
    given,
    got,
    joined,
    team,
    volunteer,
)

GONE = "2026-11-01T17:00:00+00:00 accepted"
LATER = "2026-11-04T17:00:00Z"


def test_cases_are_given_oldest_first_each_by_what_the_ones_before_changed() -> None:
    intake = (request(OTHER, LATER), request(THIRD, "2026-11-05T17:00:00Z"), request())
    assert assign(made_office(*intake, Roster=team(*FOUR))) == (
        [
            got(
                ADA,
                drawn(*FOUR),
                could("Sam Okafor +0.0; Lee Park +0.0; Ada Lind +0.0; Will Reed +0.0"),
                AVAILABLE,
            ),
            got(WILL, joined(ADA, "never before", SAM, LEE, WILL), after=1),
            got(
                ADA,
                drawn(*FOUR),
                could("Sam Okafor +0.5; Lee Park +0.5; Ada Lind -0.5; Will Reed -0.5"),
                AVAILABLE,
                case=OTHER,
            ),
            got(SAM, joined(ADA, "never before", SAM, LEE, WILL), case=OTHER, after=1),
            got(
                WILL,
                drawn(SAM, LEE, WILL),
                could("Sam Okafor +0.0; Lee Park +1.0; Ada Lind -1.0; Will Reed +0.0"),
                AVAILABLE,
                case=THIRD,
            ),
            got(SAM, joined(WILL, "never before", SAM, LEE), case=THIRD, after=1),
        ],
        [CODE, OTHER, THIRD],
    )


def test_where_the_experienced_are_few_each_role_takes_turns_by_itself() -> None:
    roster = (volunteer(SAM, Experienced="yes"), *team(LEE, ADA))
    roles = f"Available then: {SAM} | {LEE}; {ADA}"
    assert assign(made_office(request(), request(OTHER, LATER), Roster=roster)) == (
        [
            got(SAM, drawn(SAM), could("Sam Okafor +0.0; Lee Park +0.0; Ada Lind +0.0"), roles),
            got(ADA, joined(SAM, "never before", LEE, ADA), after=1),
            got(SAM, drawn(SAM), could("Sam Okafor +0.0; Lee Park +0.5; Ada Lind -0.5"), roles, case=OTHER),
            got(LEE, joined(SAM, "never before", LEE, ADA), case=OTHER, after=1),
        ],
        [CODE, OTHER],
    )


def test_whoever_has_a_case_alone_is_joined_by_whom_they_had_the_fewest_cases_with() -> None:
    """The draw would have put Ada before Will."""
    there = (*given(LEE), *given(LEE, ADA, case=OTHER))
    office = made_office(request(), request(OTHER, LATER), Roster=team(*FOUR), Assignments=there)
    assert assign(office) == (
        [
            got(
                WILL,
                joined(LEE, "never before", SAM, ADA, WILL),
                could("Sam Okafor +0.8; Ada Lind -0.2; Will Reed +0.8"),
                "Could not: Lee Park -1.2 (has it already).",
                AVAILABLE,
            )
        ],
        [CODE],
    )


def test_why_tells_a_wish_of_the_requester_and_who_could_not_take_the_case() -> None:
    roster = (*team(SAM, LEE, ADA), volunteer(WILL, Status="Resting"), volunteer(OLA))
    told = request(volunteers_preferred=f"{SAM};{LEE};{OLA}")
    assert assign(made_office(told, Roster=roster, Conflicts=(conflict(OLA, "asked to avoid"),))) == (
        [
            got(
                LEE,
                "The requester would like to work with them, and their share allows it.",
                could("Sam Okafor +0.0; Lee Park +0.0; Ada Lind +0.0"),
                "Could not: Will Reed +0.0 (resting); Ola Nordmann +0.0 (asked to avoid).",
                f"Available then: {SAM}; {LEE}; {ADA}; {OLA}",
            ),
            got(SAM, "The requester would like to work with them, and their share allows it.", after=1),
        ],
        [CODE],
    )


def test_nobody_is_given_a_case_that_is_closed_waits_was_deleted_or_has_an_unknown_name() -> None:
    word = {"Give_to": SAM, "Also_open_to": WILL}
    told = (
        request(**word),
        request(OTHER, **word, immediate_danger="Yes"),
        request(THIRD, Give_to=f"{SAM}; Nobody Known"),
        request("dim-swan-moor", **word),
        request("even-lark-glen", **word, What_to_do="Hold"),
    )
    office = made_office(*told, marks={marks.let_go("dim-swan-moor"): GONE}, Roster=team(*FOUR))
    assert assign(office, closed=(CODE,)) == ([], [])


def test_whom_a_coordinator_wants_comes_first_and_the_rest_of_the_pair_is_drawn() -> None:
    roster = (*team(SAM, ADA, WILL), volunteer(LEE, Status="Resting"))
    office = made_office(request(Give_to=f"{LEE}; {WILL}; {WILL}"), Roster=roster)
    there = f"Available then: {SAM}; {ADA}; {WILL}"
    assert assign(office) == (
        [
            got(WILL, "Given by a coordinator.", there),
            got(
                ADA,
                joined(WILL, "never before", SAM, ADA),
                could("Sam Okafor +0.3; Ada Lind +0.3"),
                "Could not: Will Reed -0.7 (has it already); Lee Park +0.0 (resting).",
                there,
                after=1,
            ),
        ],
        [CODE],
    )


def test_a_coordinator_gives_two_a_case_and_no_third() -> None:
    office = made_office(request(Give_to=f"{WILL}; {SAM}; {ADA}"), Roster=team(*FOUR))
    rows = [got(name, "Given by a coordinator.", AVAILABLE, after=n) for n, name in enumerate((WILL, SAM))]
    assert assign(office) == (rows, [CODE])
    complete = made_office(request(Give_to=ADA), Roster=team(*FOUR), Assignments=given(SAM, LEE))
    assert assign(complete) == ([], [])


def test_who_is_admitted_joins_a_complete_pair_and_takes_a_place() -> None:
    told = request(Also_open_to=f"{SAM}; {ADA}; {WILL}", What_to_do="Accept")
    there, kinds = given(SAM, LEE), (conflict(ADA, "involved"),)
    both = made_office(told, Roster=team(*FOUR), Assignments=there)
    assert assign(both) == ([got(ADA, BESIDE), got(WILL, BESIDE, after=1)], [CODE])
    one = made_office(told, request(OTHER, LATER), Roster=team(*FOUR), Assignments=there, Conflicts=kinds)
    assert assign(one) == (
        [
            got(WILL, BESIDE),
            got(
                ADA,
                drawn(*FOUR),
                could("Sam Okafor -0.2; Lee Park -0.2; Ada Lind +0.8; Will Reed -0.2"),
                AVAILABLE,
                case=OTHER,
            ),
            got(WILL, joined(ADA, "never before", SAM, LEE, WILL), case=OTHER, after=1),
        ],
        [CODE, OTHER],
    )


def test_nobody_is_admitted_beside_one_alone() -> None:
    """Ada has as many cases as she wants: a coordinator could open the case to her, beside a pair."""
    told, roster = request(Also_open_to=ADA), (*team(SAM, ADA), volunteer(LEE, Status="Resting"))
    assert assign(made_office(told, Roster=roster, Assignments=given(SAM)), Ada=0) == ([], [])
    assert assign(made_office(told, Roster=roster), Ada=0) == ([], [])


def test_who_is_full_after_the_cases_of_this_run_gets_no_more_of_them() -> None:
    by_hand = {"Give_to": f"{SAM}; {LEE}"}
    intake = (request(**by_hand), request(OTHER, LATER, **by_hand), request(THIRD, "2026-11-05T17:00:00Z"))
    rows, cases = assign(made_office(*intake, Roster=team(SAM, LEE, ADA)), Sam=2)
    three, two = f"Available then: {SAM}; {LEE}; {ADA}", f"Available then: {LEE}; {ADA}"
    assert rows == [
        got(SAM, "Given by a coordinator.", three),
        got(LEE, "Given by a coordinator.", three, after=1),
        got(SAM, "Given by a coordinator.", three, case=OTHER),
        got(LEE, "Given by a coordinator.", three, case=OTHER, after=1),
        got(
            ADA,
            drawn(ADA),
            could("Lee Park -0.7; Ada Lind +1.3"),
            "Could not: Sam Okafor -0.7 (full).",
            two,
            case=THIRD,
        ),
        got(LEE, joined(ADA, "never before", LEE), case=THIRD, after=1),
    ]
    assert cases == [CODE, OTHER, THIRD]


def test_why_names_each_with_what_they_were_owed_or_what_holds_the_case_up() -> None:
    counted = Tally()
    counted.owed.update({SAM: 1.26, LEE: -0.0, ADA: -2.5})
    reasons = (
        Reason(SAM, "away"),
        Reason("", "Give to has a name"),
        Reason(LEE, "full"),
        Reason(WILL, "left"),
    )
    assert whys.unable(reasons, counted) == (
        "Sam Okafor +1.3 (away); Give to has a name; Lee Park +0.0 (full); Will Reed +0.0 (left)"
    )
    assert whys.unable((), counted) == ""
    assert whys.joined(Pick(SAM, (SAM, ADA), together=3), LEE) == joined(LEE, "3 times before", SAM, ADA)
    assert whys.joined(Pick(SAM, (SAM, ADA), together=1), LEE) == joined(LEE, "once before", SAM, ADA)
    assert whys.why("One line.") == "One line."


def test_who_is_let_go_of_in_a_run_is_free_for_another_case_in_it() -> None:
    there = given(SAM, LEE, case=OTHER)
    intake = (request(OTHER, LATER, Replace=SAM), request())
    rows, cases = assign(made_office(*intake, Roster=team(SAM, LEE), Assignments=there), Sam=1)
    assert {(row["Event"], row["Case"], row["Volunteer"]) for row in rows} == {
        ("replaced", OTHER, SAM),
        ("assigned", CODE, SAM),
        ("assigned", CODE, LEE),
    }
    assert cases == [CODE]
