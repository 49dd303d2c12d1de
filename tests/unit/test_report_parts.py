"""What bears on a sum is reckoned with, and nothing else; what can't all be so is told."""

import pytest

from automations.reporting.connected import Part, parts
from automations.reporting.ledger import LedgerError
from automations.reporting.solver import Interval, Problem, intervals, narrower_than
from automations.reporting.sums import ENDLESS, Bounds, Knowledge, Sum, Unknown
from tests.unit.ledgers import JANUARY

A, B, C, D, E, F = (("table", letter, JANUARY) for letter in "abcdef")


def test_what_bears_on_a_sum_is_all_that_shares_an_unknown_with_it_and_so_on() -> None:
    rows = {
        "a": Bounds({A: 1}, 2, 3), "ab": Bounds({A: 1, B: 1}, most=5), "c": Bounds({C: 1}, 1, 1),
        "bc": Bounds({B: 1, C: 1}, least=2), "d": Bounds({D: 2}, 4, 4),
    }  # fmt: skip
    choice = [[Bounds({D: 1}, least=1)], [Bounds({E: 1, C: 1}, most=3), Bounds({D: 1}, most=9)]]
    found = parts(
        Knowledge([*rows.values()], [choice]),
        [{A: 1}, {B: 1, C: -1}, {E: 1}, {}, {F: 1}, {C: 1}, {D: 1, F: 1}, {A: 1, E: 1}],
    )
    one = Bounds({C: 1}, 1, 1)
    near = [rows["a"], rows["ab"], rows["bc"]]
    assert list(found) == [
        Part([0, 1], Knowledge([*near, one], [])),
        Part([2], Knowledge([rows["d"], one], [choice])),
        Part([5], Knowledge([one], [])),
        Part([7], Knowledge([*near, rows["d"], one], [choice])),
    ]  # fmt: skip


def test_unknowns_hang_together_by_others_in_whatever_order_they_are_told() -> None:
    pairs: list[tuple[Unknown, Unknown]] = [(A, B), (C, D), (E, F), (B, C), (F, A)]
    rows = [Bounds({x: 1, y: 1}, most=9) for x, y in pairs]
    for order in (rows, rows[::-1], [*rows[2:], *rows[:2]]):
        assert list(parts(Knowledge(order), [{D: 1}, {E: 1}])) == [Part([0, 1], Knowledge(order))]


@pytest.mark.parametrize(
    ("bounds", "choices", "so"),
    [
        ([], [], True),
        ([Bounds({A: 1, B: 1}, 5, 5)], [], True),
        ([Bounds({A: 1, B: 1}, 6)], [], False),
        ([Bounds({A: 1}, 3, 3)], [], False),
        ([Bounds({A: 1, C: 1}, 9)], [], True),
        ([], [[[Bounds({A: 1}, 3)], [Bounds({B: 1}, 3)]]], True),
        ([], [[[Bounds({A: 1}, 3)], [Bounds({B: 1}, 4)]]], False),
        ([], [[[Bounds({A: 1}, 2), Bounds({B: 1}, 4)]]], False),
        ([], [[[Bounds({A: 1}, 2)]], [[Bounds({B: 1}, 4)]]], False),
        ([], [[[Bounds({A: 1}, 3)], [Bounds({C: 1}, 4)]]], True),
        ([], [[[Bounds({A: 1, B: 1}, 6)]]], False),
        ([], [[[Bounds({A: 1, B: 1}, 5)]]], True),
    ],
)
def test_what_is_settled_must_agree_with_all_that_is_said_of_nothing_else(
    bounds: list[Bounds], choices: list[list[list[Bounds]]], so: bool
) -> None:
    said = Knowledge([Bounds({A: 1}, 2, 2), Bounds({B: 1}, 3, 3), *bounds], choices)
    if so:
        assert list(parts(said, [])) == []
    else:
        with pytest.raises(LedgerError, match=r"^what was published can't all be so$"):
            list(parts(said, []))


def ends(known: Knowledge, *asked: Sum) -> dict[int, tuple[int, int]]:
    return {number: (one.least, one.most) for number, one in intervals(known, asked).items()}


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        (Bounds({A: 2}, 3, 5), (2, 2)),
        (Bounds({A: 2, B: 2}, most=5), (0, 2)),
        (Bounds({A: -2, B: 3}, -5, -5), (4, ENDLESS)),
        # 6, 10 and 15 make up 31 in one way alone.
        (Bounds({A: 6, B: 10, C: 15}, 31, 31), (1, 1)),
        (Bounds({A: 6, B: 10, C: 15}, 60, 60), (0, 10)),
        (Bounds({A: 3, B: 5}, 23, 23), (1, 6)),
    ],
)
def test_people_come_in_whole_numbers(bounds: Bounds, found: tuple[int, int]) -> None:
    assert ends(Knowledge([bounds]), {A: 1}) == {0: found}


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds({A: 2}, 3, 3),
        Bounds({A: 2, B: -2}, 1, 1),
        Bounds({A: 6, B: 10, C: 15}, 29, 29),
        Bounds({A: 1}, 3, 2),
    ],
)
def test_what_no_whole_numbers_make_up_can_not_be_so(bounds: Bounds) -> None:
    with pytest.raises(LedgerError, match=r"^what was published can't all be so$"):
        intervals(Knowledge([bounds]), [{A: 1}])


def test_one_of_several_ways_is_the_case_however_far_apart_they_are() -> None:
    both = Bounds({A: 1, B: 1}, most=9001)
    known = Knowledge([both], [[[Bounds({A: 1}, least=9000)], [Bounds({B: 1}, least=9000)]]])
    found = ends(known, {A: 1}, {A: 1, B: 1}, {A: 1, B: -1})
    assert found == {0: (0, 9001), 1: (9000, 9001), 2: (-9001, 9001)}
    one, other = (
        [Bounds({A: 1}, most=1), Bounds({B: 1}, 7, 8)],
        [Bounds({A: 1, B: -1}, 9, 9), Bounds({B: 1}, most=0)],
    )
    either = [one, other]
    found = ends(Knowledge([both], [either]), {A: 1}, {B: 1}, {A: 1, B: 1})
    assert found == {0: (0, 9), 1: (0, 8), 2: (7, 9)}
    rest = Bounds({B: 1}, least=1)
    assert ends(Knowledge([both, rest], [either]), {A: 1}, {B: 1}) == {0: (0, 1), 1: (7, 8)}


def test_a_sum_of_which_there_is_no_end_is_wider_than_any_number_that_is_asked_about() -> None:
    known = Knowledge([Bounds({A: 1, B: 1, C: 1}, least=2)])
    assert ends(known, {A: 1, B: 1, C: 1}, {A: 1, B: -1}) == {0: (2, 3 * ENDLESS), 1: (-ENDLESS, ENDLESS)}
    assert list(narrower_than(2 * ENDLESS, known, [{A: 1, B: 1}])) == []
    assert list(narrower_than(2 * ENDLESS + 2, known, [{A: 1, B: 1}])) == [(0, Interval(0, 2 * ENDLESS))]


@pytest.mark.parametrize(("values", "narrow"), [(3, []), (4, [1]), (5, [1, 2]), (6, [1, 2, 0])])
def test_a_sum_is_narrow_with_fewer_values_than_asked_for(values: int, narrow: list[int]) -> None:
    # The first shares nothing with the others.
    known = Knowledge([Bounds({A: 1}, 2, 6), Bounds({B: 1, C: 1}, 4, 6), Bounds({B: 1}, most=3)])
    asked: list[Sum] = [{A: 1}, {B: 1, C: 1}, {B: 1}]
    exact = {0: Interval(2, 6), 1: Interval(4, 6), 2: Interval(0, 3)}
    found = dict(narrower_than(values, known, asked))
    assert found == {number: exact[number] for number in narrow}


def test_of_a_sum_that_is_wide_enough_no_more_is_asked() -> None:
    problem = Problem(
        Knowledge([Bounds({A: 1}, 2, 6), Bounds({B: 1}, most=1)]), [{A: 1}, {B: 1}, {A: 1, B: 1}]
    )
    wide, *others = problem.intervals(3)
    assert (wide.values >= 3, wide.least >= 2, wide.most <= 6) == (True, True, True)
    assert others[0] == Interval(0, 1)
    assert (Interval(2, 6).values, Interval(3, 3).values, Interval(-1, 1).values) == (5, 1, 3)


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (3, 4), (0, 4), (0, 8), (1, 9)])
def test_a_few_solutions_show_both_ends_of_sums_that_leave_each_other_no_room(one: int, other: int) -> None:
    people: list[Unknown] = [("table", letter, JANUARY) for letter in "abcdefghij"]
    known = Knowledge([Bounds({person: 1}, most=9) for person in people])
    # At most 9 of the one, and then none of the other, of which there are 6 at most.
    known.bounds.append(Bounds({people[one]: 2, people[other]: 3}, most=18))
    seen = list(Problem(known, [{person: 1} for person in people]).intervals(1))
    assert seen == [Interval(0, 6 if number == other else 9) for number in range(10)]
