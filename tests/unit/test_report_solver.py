"""What the solver says of a sum is what trying every number says."""

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import pytest

from automations.reporting.ledger import LedgerError
from automations.reporting.solver import intervals, narrower_than
from automations.reporting.sums import ENDLESS, Bounds, Choice, Knowledge, Sum, Unknown

MOST = 4
"""No unknown is larger here."""
UNKNOWNS: list[Unknown] = [("table", letter, month) for letter in "abc" for month in (1, 2)]
A, B, C, *_ = UNKNOWNS


def some_sum(random: Random, most: int = 3) -> Sum:
    return {
        unknown: random.choice((-2, -1, 1, 1, 1, 2))
        for unknown in random.sample(UNKNOWNS, random.randint(1, most))
    }


def some_bounds(random: Random) -> Bounds:
    least, most = sorted(random.sample(range(-3, 8), 2))
    return random.choice((
        Bounds(some_sum(random), least=least),
        Bounds(some_sum(random), most=most),
        Bounds(some_sum(random), least, most),
        Bounds(some_sum(random), most, most),
        Bounds({random.choice(UNKNOWNS): 1}, abs(least), abs(least)),
    ))  # fmt: skip


def some_choice(random: Random) -> Choice:
    return [[some_bounds(random) for _ in range(random.randint(1, 2))] for _ in range(random.randint(1, 3))]


def some_knowledge(random: Random) -> Knowledge:
    bounds = [Bounds({unknown: 1}, most=MOST) for unknown in UNKNOWNS]
    bounds += [some_bounds(random) for _ in range(random.randint(0, 3))]
    random.shuffle(bounds)
    return Knowledge(bounds, [some_choice(random) for _ in range(random.randint(0, 2))])


def value(total: Sum, world: dict[Unknown, int]) -> int:
    return sum(times * world[unknown] for unknown, times in total.items())


def worlds(known: Knowledge) -> Iterator[dict[Unknown, int]]:
    """Whatever numbers agree with all that is known."""
    for numbers in product(range(MOST + 1), repeat=len(UNKNOWNS)):
        world = dict(zip(UNKNOWNS, numbers, strict=True))
        if all(bounds.hold(world) for bounds in known.bounds) and all(
            any(all(bounds.hold(world) for bounds in way) for way in choice) for choice in known.choices
        ):
            yield world


def ends(known: Knowledge, asked: Sequence[Sum]) -> list[tuple[int, int]]:
    """By trying."""
    found = [[value(total, world) for total in asked] for world in worlds(known)]
    return [(min(column), max(column)) for column in zip(*found, strict=True)]


@pytest.mark.parametrize("seed", range(60))
def test_the_ends_of_every_sum_are_those_that_trying_every_number_finds(seed: int) -> None:
    random = Random(seed)
    known, asked = some_knowledge(random), [some_sum(random, 4) for _ in range(4)]
    expected = dict(enumerate(ends(known, asked)))
    if not expected:
        with pytest.raises(LedgerError, match="can't all be so"):
            intervals(known, [*asked, dict.fromkeys(UNKNOWNS, 1)])
        return
    found = {number: (one.least, one.most) for number, one in intervals(known, asked).items()}
    assert found == expected
    narrow = {n: (one.least, one.most) for n, one in narrower_than(4, known, asked)}
    assert narrow == {n: (least, most) for n, (least, most) in expected.items() if most - least + 1 < 4}


@pytest.mark.parametrize(
    ("bounds", "so"),
    [
        (Bounds({A: 1, B: -2}, -4, -4), True),
        (Bounds({A: 1, B: -2}, least=-4), True),
        (Bounds({A: 1, B: -2}, most=-4), True),
        (Bounds({A: 1, B: -2}, least=-3), False),
        (Bounds({A: 1, B: -2}, most=-5), False),
        (Bounds({A: 1}), True),
    ],
)
def test_bounds_hold_from_the_least_to_the_most(bounds: Bounds, so: bool) -> None:
    assert bounds.hold({A: 2, B: 3, C: 9}) == so


def test_of_what_nothing_is_known_nothing_is_said() -> None:
    known = Knowledge([Bounds({A: 1}, 2, 3)])
    found = intervals(known, [{B: 1}, {A: 1}, {A: 1, B: 1}, {}])
    assert {n: (one.least, one.most) for n, one in found.items()} == {1: (2, 3)}


def test_what_has_no_upper_end_is_endless() -> None:
    [found] = intervals(Knowledge([Bounds({A: 1, B: -1}, least=2)]), [{A: 1}]).values()
    assert (found.least, found.most, found.values) == (2, ENDLESS, ENDLESS - 1)


def test_what_is_settled_ties_nothing_together_and_is_reckoned_with_all_the_same() -> None:
    known = Knowledge([Bounds({A: 1}, 2, 2), Bounds({A: 1, B: 1}, 5, 6), Bounds({A: 1, C: 1}, most=3)])
    found = intervals(known, [{A: 1}, {B: 1}, {C: 1}, {B: 1, C: 1}])
    assert {n: (one.least, one.most) for n, one in found.items()} == {
        0: (2, 2), 1: (3, 4), 2: (0, 1), 3: (3, 5)
    }  # fmt: skip


def test_how_far_the_reckoning_is_goes_up_to_all_of_it() -> None:
    done: list[float] = []
    known = Knowledge([Bounds({unknown: 1}, 1, 3) for unknown in (A, B, C)])
    list(narrower_than(2, known, [{A: 1}, {B: 1}, {A: 1, B: 1}, {C: 1}], done.append))
    assert done == [0.25, 0.5, 0.75, 1]
