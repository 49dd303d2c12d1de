"""What everybody is owed, counted from Assignments: who took which place, and who was available then."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from automations.core.pairs import credit
from automations.core.pairs.turns import Pool, Tally
from automations.core.snapshot import Row
from tests.unit.offices import CODE, OTHER, THIRD, event, made_office
from tests.unit.rotations import ADA, LEE, OLA, SAM, WILL, given

ADMITTED = "Admitted beside the pair by a coordinator."
FOUR = f"Available then: {SAM}; {LEE}; {ADA}; {WILL}"


def nobody(moment: datetime) -> Pool:
    """Who was available as far as the Roster tells; it is not asked where Why says so."""
    return Pool(((f"asked for {moment}",),))


def tally(
    *rows: Row,
    then: Callable[[datetime], Pool] = nobody,
    order: Callable[[str], object] = str,
    called: Callable[[str], str] = str,
) -> Tally:
    return credit.tally(made_office(Assignments=rows).history, then, order, called)


def pairs(counted: Tally) -> Mapping[tuple[str, ...], int]:
    return {tuple(sorted(pair)): count for pair, count in counted.together.items()}


def earned(count: int, name: str = ADA) -> tuple[Row, ...]:
    """So many cases that Ola took while only this one was available."""
    return tuple(
        event("assigned", OLA, "2026-10-01T17:00:00Z", f"old-{number}", f"Available then: {name}")
        for number in range(count)
    )


def test_both_places_of_a_pair_are_shared_out_among_those_available_when_it_was_made() -> None:
    counted = tally(*given(SAM, why=f"Drawn.\n{FOUR}"), *given(LEE, why="Least often with Sam Okafor."))
    assert dict(counted.owed) == {SAM: -0.5, LEE: -0.5, ADA: 0.5, WILL: 0.5}
    assert dict(counted.taken) == {SAM: 1, LEE: 1}
    assert pairs(counted) == {(LEE, SAM): 1}


def test_each_role_shares_out_what_its_own_took() -> None:
    roles = f"Available then: {SAM}; {WILL} | {LEE}; {ADA}"
    counted = tally(*given(SAM, why=roles), *given(LEE))
    assert dict(counted.owed) == {SAM: -0.5, WILL: 0.5, LEE: -0.5, ADA: 0.5}


def test_whoever_takes_a_place_that_was_left_has_it_and_it_is_shared_out_no_second_time() -> None:
    counted = tally(
        *given(SAM, LEE, why=FOUR),
        event("replaced", SAM, "2026-11-04T18:00:00Z"),
        event("assigned", WILL, "2026-11-04T18:00:01Z", why=f"Available then: {OLA}"),
    )
    assert dict(counted.owed) == {SAM: 0.5, LEE: -0.5, ADA: 0.5, WILL: -0.5}
    assert dict(counted.taken) == {LEE: 1, WILL: 1}
    assert pairs(counted) == {(LEE, WILL): 1}


def test_who_was_replaced_and_came_back_has_the_case_once() -> None:
    counted = tally(
        *given(SAM, LEE, why=FOUR),
        event("replaced", SAM, "2026-11-04T18:00:00Z"),
        event("assigned", WILL, "2026-11-04T18:00:01Z"),
        event("replaced", LEE, "2026-11-05T18:00:00Z"),
        event("assigned", SAM, "2026-11-05T18:00:01Z"),
    )
    assert dict(counted.owed) == {SAM: -0.5, LEE: 0.5, ADA: 0.5, WILL: -0.5}
    assert dict(counted.taken) == {WILL: 1, SAM: 1}
    assert pairs(counted) == {(SAM, WILL): 1}


def test_who_was_admitted_beside_the_pair_took_a_place_and_was_with_both() -> None:
    admitted = event("assigned", ADA, "2026-11-04T18:00:00Z", why=f"{ADMITTED}\n{FOUR}")
    counted = tally(*given(SAM, LEE, why=FOUR), admitted)
    assert dict(counted.owed) == {SAM: -0.25, LEE: -0.25, ADA: -0.25, WILL: 0.75}
    assert dict(counted.taken) == {SAM: 1, LEE: 1, ADA: 1}
    assert pairs(counted) == {(LEE, SAM): 1, (ADA, SAM): 1, (ADA, LEE): 1}


def test_for_rows_written_by_hand_the_roster_says_who_was_available_at_each() -> None:
    there = {
        datetime(2026, 11, 3, 18, tzinfo=UTC): Pool(((ADA,),)),
        datetime(2026, 11, 4, 18, tzinfo=UTC): Pool(((WILL,),)),
    }
    counted = tally(*given(SAM), event("assigned", LEE, "2026-11-04T18:00:00Z"), then=there.__getitem__)
    assert dict(counted.owed) == {SAM: -1, LEE: -1, ADA: 1, WILL: 1}
    told = event("assigned", LEE, "2026-11-05T18:00:00Z", why=f"Available then: {OLA}")
    assert dict(tally(*given(SAM), told, then=there.__getitem__).owed) == {SAM: -1, LEE: -1, ADA: 1, OLA: 1}


def test_what_was_earned_follows_who_is_called_otherwise_now() -> None:
    now = {"Sam Ode": SAM, "Ada Berg": ADA}
    why = f"Available then: Sam Ode; {LEE} | Ada Berg; {WILL}"
    counted = tally(*given(SAM, why=why), *given(ADA), called=lambda name: now.get(name, name))
    assert dict(counted.owed) == {SAM: -0.5, LEE: 0.5, ADA: -0.5, WILL: 0.5}


@pytest.mark.parametrize(
    ("second", "owed"),
    [
        ("", {OLA: -3, SAM: -1, LEE: -1, ADA: 5, WILL: 0}),
        (f"Available then: {ADA}", {OLA: -3, SAM: -1, LEE: -1, ADA: 5.5, WILL: -0.5}),
    ],
)
def test_places_count_in_the_order_of_when_it_was_told_who_was_available(
    second: str, owed: dict[str, float]
) -> None:
    """Ada is owed five cases, and earns no more, only if both places of amber-heron-lake come first."""
    counted = tally(
        *earned(3),
        event("assigned", SAM, "2026-11-03T18:00:00Z", why=f"Available then: {ADA}"),
        event("assigned", WILL, "2026-11-04T18:00:00Z", OTHER, f"Available then: {ADA}; {WILL}"),
        event("assigned", LEE, "2026-11-05T18:00:00Z", why=second),
    )
    assert dict(counted.owed) == owed


@pytest.mark.parametrize(
    ("order", "owed"),
    [
        ({CODE: 1, OTHER: 2}, {OLA: -5, ADA: 4.5, WILL: 0.5}),
        ({CODE: 2, OTHER: 1}, {OLA: -5, ADA: 4, WILL: 1}),
    ],
)
def test_cases_of_one_moment_count_in_the_order_in_which_they_were_given(
    order: dict[str, int], owed: dict[str, float]
) -> None:
    """Ada is owed five cases, and earns nothing of Will's unless her own comes before it."""
    both = f"Available then: {ADA}; {WILL}"
    rows = (*earned(5), *given(ADA, why=both), *given(WILL, case=OTHER, why=both))
    assert dict(tally(*rows, order=lambda case: order.get(case, 0)).owed) == owed


def test_no_places_nothing_owed() -> None:
    released = event("released", SAM, case=THIRD)
    assert tally(released) == Tally()


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("", ""),
        ("Given by a coordinator.", ""),
        ("They said: Available then: Sam Okafor", ""),
        ("available then: Sam Okafor", ""),
        (f"Drawn.\n{FOUR}", FOUR),
        (f"{FOUR}\nA coordinator's own words.", FOUR),
        (f"Available then: {OLA}\n{FOUR}", FOUR),
    ],
)
def test_the_last_line_of_why_that_says_who_was_available_counts(why: str, line: str) -> None:
    assert credit.line(why) == line


@pytest.mark.parametrize(
    ("groups", "line"),
    [
        (((SAM, LEE),), "Available then: Sam Okafor; Lee Park"),
        (((SAM, LEE), (ADA, WILL)), "Available then: Sam Okafor; Lee Park | Ada Lind; Will Reed"),
        (((), (ADA,)), "Available then:  | Ada Lind"),
        (((),), "Available then: "),
    ],
)
def test_who_was_available_is_told_and_read_again(groups: tuple[tuple[str, ...], ...], line: str) -> None:
    assert credit.told(Pool(groups)) == line
    assert credit.read_pool(line) == Pool(groups)


def test_nothing_is_lost_in_sharing() -> None:
    """Of thirds and sevenths too: what some are owed, others took."""
    three, seven = f"Available then: {SAM}; {LEE}; {ADA}", "Available then: " + "; ".join("abcdefg")
    counted = tally(*given(SAM, LEE, why=three), *given("a", "b", case=OTHER, why=seven))
    thirds = {SAM: Fraction(-1, 3), LEE: Fraction(-1, 3), ADA: Fraction(2, 3)}
    sevenths = {**dict.fromkeys("ab", Fraction(-5, 7)), **dict.fromkeys("cdefg", Fraction(2, 7))}
    assert dict(counted.owed) == pytest.approx({k: float(v) for k, v in (thirds | sevenths).items()})
