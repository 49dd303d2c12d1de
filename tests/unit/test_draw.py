"""Whose turn it is: what a place is worth, the secret draw, experience, preference, who is kept apart."""

from collections.abc import Collection, Mapping
from itertools import combinations

import pytest

from automations.core.pairs.turns import Draw, Pick, Pool, Tally, Turn
from tests.unit.offices import CODE, OTHER, THIRD
from tests.unit.rotations import ADA, LEE, OLA, SAM, SECRET, WILL

HAIR = 5e-10
"""As little as sums of fractions are off."""


def tally(
    owed: Mapping[str, float] | None = None, together: Mapping[tuple[str, str], int] | None = None
) -> Tally:
    made = Tally()
    made.owed.update(owed or {})
    made.together.update({frozenset(pair): count for pair, count in (together or {}).items()})
    return made


def turn(
    *able: str,
    experienced: Collection[str] = (),
    by_role: bool = False,
    counted: Tally | None = None,
    preferred: Collection[str] = (),
    apart: Mapping[str, frozenset[str]] | None = None,
    case: str = THIRD,
) -> Turn:
    counted = tally() if counted is None else counted
    return Turn(able, experienced, by_role, counted, Draw(SECRET, case), preferred, apart or {})


def kept_apart(*pairs: tuple[str, str]) -> dict[str, frozenset[str]]:
    names = {name for pair in pairs for name in pair}
    return {name: frozenset(n for p in pairs if name in p for n in p if n != name) for name in names}


@pytest.mark.parametrize(
    ("groups", "name", "among"),
    [
        (((SAM, LEE), (ADA, WILL)), SAM, (SAM, LEE)),
        (((SAM, LEE), (ADA, WILL)), WILL, (ADA, WILL)),
        (((SAM, LEE), (ADA, WILL)), OLA, (SAM, LEE, ADA, WILL)),
        (((SAM, LEE),), OLA, (SAM, LEE)),
        (((), ()), OLA, (OLA,)),
        ((), OLA, (OLA,)),
    ],
)
def test_a_place_is_earned_by_the_group_of_who_took_it(
    groups: tuple[tuple[str, ...], ...], name: str, among: tuple[str, ...]
) -> None:
    assert Pool(groups).sharing(name) == among


@pytest.mark.parametrize(
    ("before", "names", "after"),
    [
        ({}, (), {}),
        ({}, (SAM,), {SAM: 1}),
        ({SAM: 1.5}, (SAM, LEE), {SAM: 2, LEE: 0.5}),
        ({SAM: 1.5, OLA: 2}, (LEE, ADA), {SAM: 1.5, OLA: 2, LEE: 0.5, ADA: 0.5}),
        ({SAM: 5, LEE: 4.75, ADA: 6}, (SAM, LEE, ADA, WILL), {SAM: 5, LEE: 5.25, ADA: 6, WILL: 0.5}),
        ({SAM: 5, LEE: 7}, (SAM, LEE), {SAM: 5.5, LEE: 7.5}),
    ],
)
def test_a_place_is_earned_in_equal_parts_but_not_by_who_is_owed_five_cases(
    before: dict[str, float], names: tuple[str, ...], after: dict[str, float]
) -> None:
    counted = tally(before)
    counted.share(names)
    assert dict(counted.owed) == after


def test_who_takes_a_place_is_owed_one_less_and_was_with_everybody_there() -> None:
    counted = tally({SAM: 2.5, OLA: 1})
    counted.take((SAM, LEE), (ADA,))
    counted.take((SAM,), (LEE,))
    assert dict(counted.owed) == {SAM: 0.5, LEE: -1, OLA: 1}
    assert dict(counted.taken) == {SAM: 2, LEE: 1}
    assert dict(counted.together) == {
        frozenset((SAM, ADA)): 1,
        frozenset((LEE, ADA)): 1,
        frozenset((SAM, LEE)): 2,
    }


def test_who_never_earned_or_took_anything_is_owed_nothing() -> None:
    counted = tally({SAM: -1.5})
    assert (counted.credit(SAM), counted.credit(LEE)) == (-1.5, 0)
    assert dict(counted.owed) == {SAM: -1.5}


@pytest.mark.parametrize(
    ("case", "name", "drawn"),
    [
        (CODE, ADA, "04d3661a8e3d7df1"),
        (CODE, SAM, "427adc78ec13809d"),
        (OTHER, ADA, "0fdea6ef00e126e3"),
        (THIRD, OLA, "d78852a9225db73a"),
    ],
)
def test_the_draw_can_be_repeated_with_the_secret(case: str, name: str, drawn: str) -> None:
    """A team may have it checked with other programs: `b2sum` of the secret is the key, and
    `openssl mac -macopt size:8 -macopt hexkey:KEY BLAKE2BMAC` draws.
    """
    assert Draw(SECRET, case)(name).hex() == drawn


def test_the_draw_favours_nobody_and_without_the_secret_nobody_can_foresee_it() -> None:
    team = (SAM, LEE, ADA)
    cases = [f"amber-heron-{number}" for number in range(300)]
    first = [min(team, key=Draw(SECRET, case)) for case in cases]
    assert all(75 <= first.count(name) <= 125 for name in team)
    guessed = [min(team, key=Draw("a guess", case)) for case in cases]
    assert 75 <= sum(map(str.__eq__, first, guessed)) <= 125


def test_the_partner_is_drawn_among_those_owed_most_who_were_least_often_with_the_first() -> None:
    owed = {SAM: 1 - HAIR, LEE: 0.9, ADA: 2, WILL: 1}
    counted = tally(owed, {(OLA, SAM): 3, (OLA, ADA): 3, (OLA, WILL): 4, (ADA, SAM): 9})
    one = turn(LEE, ADA, SAM, WILL, OLA, counted=counted)
    assert one.partner(OLA) == Pick(SAM, (ADA, SAM, WILL), preferred=False, together=3)
    assert one.joining(OLA) == [ADA, SAM]
    assert turn(LEE, ADA, SAM, counted=tally()).partner(OLA) == Pick(SAM, (LEE, ADA, SAM), together=0)


@pytest.mark.parametrize(
    ("owed", "among"),
    [
        (0.0, (ADA, SAM)),
        (-2.0, (ADA, SAM)),
        (-2.0 - HAIR, (ADA, SAM)),
        (-2.0 + HAIR, (ADA, SAM)),
        (-2.01, (ADA,)),
    ],
)
def test_whom_the_requester_wishes_for_comes_first_up_to_two_cases_beyond_the_share(
    owed: float, among: tuple[str, ...]
) -> None:
    counted = tally({LEE: 4, SAM: owed}, {(OLA, SAM): 7})
    one = turn(ADA, SAM, LEE, OLA, counted=counted, preferred={ADA, SAM, WILL})
    picked = Pick(SAM if SAM in among else ADA, among, preferred=True)
    assert one.partner(OLA) == picked
    assert one.pair()[0] == picked


def test_whom_the_requester_wishes_for_waits_for_their_turn_once_they_took_much_more() -> None:
    counted = tally({SAM: -3, ADA: 0.5})
    one = turn(SAM, LEE, ADA, counted=counted, preferred={SAM})
    assert one.pair() == (Pick(LEE, (LEE, ADA)), Pick(ADA, (ADA,), together=0))


def test_nobody_is_their_own_partner_or_that_of_one_whom_they_are_kept_apart_from() -> None:
    assert turn(SAM).partner(SAM) is None
    assert turn(SAM).joining(SAM) == ()
    assert turn(SAM).pair() == ()
    assert turn().pair() == ()
    assert turn(SAM, LEE, apart=kept_apart((SAM, LEE))).pair() == ()
    assert turn(SAM, LEE, ADA, apart=kept_apart((SAM, LEE))).partner(SAM) == Pick(ADA, (ADA,), together=0)


def test_where_the_first_can_have_no_partner_the_next_is_asked() -> None:
    apart = kept_apart((WILL, SAM), (WILL, LEE))
    one = turn(WILL, LEE, SAM, apart=apart)
    assert one.pair() == (Pick(SAM, (LEE, SAM)), Pick(LEE, (LEE,), together=0))
    wished = turn(WILL, LEE, SAM, apart=apart, preferred={WILL, LEE})
    assert wished.pair() == (Pick(SAM, (LEE, SAM)), Pick(LEE, (LEE,), preferred=True))


@pytest.mark.parametrize(
    ("by_role", "experienced", "first", "joining"),
    [
        (False, {SAM}, LEE, [SAM]),
        (False, {SAM, ADA}, LEE, [ADA, SAM]),
        (False, {SAM, ADA}, SAM, [LEE, ADA, WILL]),
        (False, set(), LEE, [ADA, WILL, SAM]),
        (False, {LEE}, LEE, [ADA, WILL, SAM]),
        (True, {SAM, ADA}, SAM, [LEE, WILL]),
        (True, {SAM, ADA, LEE, WILL}, SAM, [LEE, ADA, WILL]),
        (True, {SAM, ADA}, LEE, [ADA, SAM]),
    ],
)
def test_one_of_a_pair_is_experienced_and_where_they_are_few_only_one(
    by_role: bool, experienced: set[str], first: str, joining: list[str]
) -> None:
    one = turn(LEE, ADA, WILL, SAM, experienced=experienced, by_role=by_role)
    assert one.joining(first) == joining


@pytest.mark.parametrize(
    ("by_role", "experienced", "leading"),
    [
        (False, {SAM, ADA}, [LEE, WILL]),
        (True, {SAM, ADA}, [SAM]),
        (True, {OLA}, [LEE, WILL]),
        (True, set(), [LEE, WILL]),
    ],
)
def test_where_the_experienced_are_few_one_of_them_is_drawn_first(
    by_role: bool, experienced: set[str], leading: list[str]
) -> None:
    counted = tally({LEE: 3, WILL: 2.5, SAM: 1, ADA: -1})
    one = turn(LEE, ADA, WILL, SAM, experienced=experienced, by_role=by_role, counted=counted)
    assert one.leading() == leading
    assert one.pair()[0].among == tuple(leading)


def test_somebody_experienced_is_in_the_pair_if_any_two_may_then_work_together() -> None:
    """Will is drawn first, and must not work with the only one who is experienced."""
    one = turn(WILL, LEE, SAM, ADA, experienced={SAM}, apart=kept_apart((WILL, SAM)))
    assert one.pair() == (Pick(SAM, (LEE, SAM, ADA)), Pick(LEE, (LEE, ADA), together=0))
    led = turn(WILL, LEE, SAM, ADA, experienced={WILL})
    assert led.pair() == (Pick(WILL, (WILL, LEE, SAM, ADA)), Pick(SAM, (LEE, SAM, ADA), together=0))


def test_a_pair_without_experience_is_better_than_none() -> None:
    alone = kept_apart(*((SAM, name) for name in (WILL, LEE, ADA)))
    first = (Pick(WILL, (WILL, LEE, SAM, ADA)), Pick(LEE, (LEE, ADA), together=0))
    assert turn(WILL, LEE, SAM, ADA, experienced={SAM}, apart=alone).pair() == first
    nobody = (Pick(WILL, (WILL, LEE, ADA)), Pick(LEE, (LEE, ADA), together=0))
    assert turn(WILL, LEE, ADA, experienced={OLA}).pair() == nobody


def test_where_all_are_kept_apart_there_is_no_pair() -> None:
    everybody = (WILL, LEE, SAM)
    assert turn(*everybody, experienced={SAM}, apart=kept_apart(*combinations(everybody, 2))).pair() == ()
