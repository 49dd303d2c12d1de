"""The gate: what may be a handful is known to no fewer than k + 1 values, and to no fewer than before."""

from collections.abc import Sequence

import pytest

from automations.reporting.gate import groups, passes
from automations.reporting.ledger import Attempt, Ledger, LedgerError
from automations.reporting.sums import CARRIED, CLOSED, PROMPT, REQUEST, UNDUE, Sum, over, plus, requests
from automations.reporting.tables import (
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import BEFORE, JANUARY, MONTH, NEXT, QUARTER, K, ledger, of, told

FEBRUARY, MARCH, APRIL = (Window(JANUARY + n, 1) for n in (1, 2, 3))


@pytest.mark.parametrize(("count", "so"), [(0, True), (1, False), (5, False), (6, True), (60, True)])
def test_a_total_passes_where_there_was_nobody_or_no_handful(count: int, so: bool) -> None:
    assert passes(Ledger(), [told(REQUESTS, MONTH, count)], K) is so


@pytest.mark.parametrize(("k", "so"), [(4, True), (5, False)])
def test_what_was_withheld_passes_where_it_may_be_k_numbers_and_none(k: int, so: bool) -> None:
    assert passes(Ledger(), [Attempt(REQUESTS, MONTH, None, 4)], k) is so


@pytest.mark.parametrize(
    ("table", "counts", "of_how_many", "so"),
    [
        (REQUESTER, (12, 12), 30, True),
        (REQUESTER, (12, 13), 30, False),
        (REQUESTER, (12, 17), 30, False),
        (REQUESTER, (12, 18), 30, True),
        (REQUESTER, (24, 6), 30, True),
        (REQUESTER, (25, 5), 30, False),
        (CONCERN_GROUP, (10, 10, 10), 30, True),
        (CONCERN_GROUP, (10, 10, 11), 30, False),
        (CONCERN_GROUP, (24, 10, 6), 30, True),
        (CONCERN_GROUP, (25, 10, 6), 30, False),
        (CONCERN_GROUP, (24, 10, 5), 30, False),
        (CONCERN, (8,) * 8, 64, True),
        (CONCERN, (8,) * 8, 63, False),
        (CONCERN, (8, 8, 8, 8, 8, 8, 8, 5), 61, False),
        (FIRST_CONTACT, (12, 12), 30, True),
        (FIRST_CONTACT, (12, 13), 30, False),
        (FIRST_CONTACT, (12, 17), 30, False),
        (FIRST_CONTACT, (24, 5), 60, False),
        (OUTCOME, (9, 9, 9, 9, 9, 9), 60, True),
        (OUTCOME, (9, 9, 9, 9, 9, 10), 60, False),
        (OUTCOME, (9, 9, 9, 9, 9, 5), 60, False),
    ],
)
def test_a_table_passes_where_neither_its_categories_nor_who_is_in_none_or_in_several_are_a_handful(
    table: Table, counts: Sequence[int], of_how_many: int, so: bool
) -> None:
    assert passes(Ledger(), [told(REQUESTS, MONTH, of_how_many), told(table, MONTH, *counts)], K) is so


def test_a_quarter_passes_where_it_does_not_give_a_month_away_that_was_withheld() -> None:
    withheld, others = told(REQUESTS, MONTH), [told(REQUESTS, one, 20) for one in (FEBRUARY, MARCH)]
    assert not passes(ledger(withheld, *others), [told(REQUESTS, QUARTER, 42)], K)
    assert passes(ledger(withheld, others[0]), [told(REQUESTS, QUARTER, 42)], K)


def test_what_was_narrow_before_may_stay_so() -> None:
    small = told(REQUESTS, MONTH, 3), told(REQUESTS, FEBRUARY, 4), told(REQUESTS, MARCH, 20)
    assert passes(ledger(*small), [told(REQUESTS, APRIL, 20)], K)
    assert passes(ledger(*small), [told(REQUESTS, QUARTER, 27)], K)
    once = ledger(Attempt(REQUESTS, MONTH, None, 4), *small[1:])
    assert passes(once, [told(REQUESTS, APRIL, 20)], K)
    assert not passes(once, [told(REQUESTS, QUARTER, 27)], K)


def test_every_month_and_every_window_of_all_that_is_tried_is_asked_about() -> None:
    totals = [told(REQUESTS, MONTH, 30), told(REQUESTS, FEBRUARY, 20), told(REQUESTS, MARCH, 20)]
    began = told(REQUESTS, BEFORE, 20)
    for tried, so in (
        ([told(REQUESTER, QUARTER, 40, 24)], True),
        ([told(REQUESTER, QUARTER, 40, 25)], False),
        ([told(REQUESTER, FEBRUARY, 10, 9)], False),
        ([told(REQUESTER, MARCH, 10, 9)], False),
        ([told(REQUESTER, MARCH, 10, 10), told(REQUESTER, MONTH, 20, 9)], False),
        ([told(REQUESTER, MARCH, 10, 9), told(REQUESTER, MONTH, 20, 10)], False),
        ([told(REQUESTER, MARCH, 10, 10), told(REQUESTER, MONTH, 20, 10)], True),
    ):
        for order in (1, -1):
            assert passes(ledger(began), [*totals, *tried][::order], K) is so, tried
            assert passes(ledger(began, *totals), tried[::order], K) is so, tried


@pytest.mark.parametrize(("new", "so"), [((54, 6), True), ((55, 5), False)])
def test_a_correction_passes_where_its_new_numbers_are_no_handful(new: tuple[int, int], so: bool) -> None:
    known = ledger(told(REQUESTS, MONTH, 60), told(REQUESTER, MONTH, 30, 30))
    counts = dict(zip(REQUESTER.categories, new, strict=True))
    assert passes(known, [Attempt(REQUESTER, MONTH, counts, K, corrects=2)], K) is so


@pytest.mark.parametrize(("came", "so"), [(30, True), (31, False), (35, False), (36, True)])
def test_cases_still_open_are_no_handful_at_the_end_of_any_month_that_told_of_closed_ones(
    came: int, so: bool
) -> None:
    known = ledger(told(REQUESTS, BEFORE, 60), told(OUTCOME, BEFORE, *[8] * 6), told(REQUESTS, MONTH, came))
    assert passes(known, [told(OUTCOME, MONTH, *[7] * 6)], K) is so


def test_numbers_that_can_not_all_be_so_stop_it() -> None:
    for known, tried in (
        (told(REQUESTS, MONTH, 12), told(REQUESTS, MONTH, 13)),
        (told(REQUESTS, MONTH, 12), told(REQUESTS, QUARTER, 11)),
    ):
        with pytest.raises(LedgerError, match=r"^what was published can't all be so$"):
            passes(ledger(known), [tried], K)


def test_it_says_how_far_it_is() -> None:
    done: list[float] = []
    known, tried = ledger(told(REQUESTS, MONTH, 20)), [told(REQUESTS, FEBRUARY, 20)]
    assert passes(known, tried, K, done.append)
    # The requests of February, and the open cases before and after it.
    assert done == [1 / 3, 2 / 3, 1]


def asked(known: Ledger, window: Window, *tables: str) -> set[frozenset[tuple[tuple[str, str, int], int]]]:
    """Sums over nothing but these tables, or parts of them."""
    found = (frozenset(total.items()) for total in groups(known, [window]))
    return {total for total in found if {unknown[:2] for unknown, _ in total} <= set(map(_pair, tables))}


def _pair(name: str) -> tuple[str, str]:
    table, _, category = name.partition(": ")
    return table, category


def every(*sums: Sum) -> set[frozenset[tuple[tuple[str, str, int], int]]]:
    return {frozenset(total.items()) for total in sums}


def test_what_is_open_is_asked_at_each_end_of_every_part_and_of_every_window_that_told_of_closed_cases() -> (
    None
):
    known = ledger(told(REQUESTS, BEFORE, 60), told(OUTCOME, BEFORE, *[8] * 6), told(REQUESTS, QUARTER, 60))
    left = plus(requests(BEFORE), over(BEFORE, OUTCOME.name, CLOSED, -1))
    found = asked(known, QUARTER, f"{REQUEST}: {REQUEST}", f"{OUTCOME.name}: {CLOSED}")
    assert found == every(
        requests(MONTH), requests(FEBRUARY), requests(MARCH), requests(QUARTER),
        left, plus(left, requests(MONTH)), plus(left, requests(Window(JANUARY, 2))),
        plus(left, requests(QUARTER)),
    )  # fmt: skip


def test_before_the_first_report_only_what_comes_in_last_can_be_open() -> None:
    found = asked(Ledger(), QUARTER, f"{REQUEST}: {REQUEST}", f"{OUTCOME.name}: {CLOSED}")
    assert found == every(
        {}, requests(MONTH), requests(FEBRUARY), requests(MARCH), requests(QUARTER)
    )  # fmt: skip


def test_what_is_still_due_is_asked_at_each_end_of_every_part_and_of_each_window_told_before() -> None:
    autumn = Window(JANUARY - 3, 3)
    known = ledger(told(FIRST_CONTACT, autumn, 10, 10))
    names = [f"{FIRST_CONTACT.name}: {part}" for part in (PROMPT, CARRIED, UNDUE)]
    carried = {n: of(FIRST_CONTACT, CARRIED, Window(JANUARY + n, 1)) for n in (-4, -1, 0, 1, 2)}
    spans = [MONTH, FEBRUARY, MARCH, QUARTER]
    assert asked(known, QUARTER, *names) == every(
        *(of(FIRST_CONTACT, part, span) for part in (PROMPT, CARRIED, UNDUE) for span in spans),
        *carried.values(),
        plus(carried[-1], of(FIRST_CONTACT, UNDUE, autumn)),
        *(plus(carried[n], of(FIRST_CONTACT, UNDUE, Window(JANUARY + n, 1))) for n in (0, 1, 2)),
        plus(carried[2], of(FIRST_CONTACT, UNDUE, QUARTER)),
    )


def test_a_year_is_asked_about_in_its_months_quarters_and_halves() -> None:
    found = asked(Ledger(), Window(JANUARY, 12), f"{REQUESTER.name}: {REQUESTER.categories[0]}")
    spans = [Window(JANUARY + m, n) for n in (1, 3, 6, 12) for m in range(0, 12, n)]
    assert len(spans) == 19
    assert found == every({}, *(of(REQUESTER, REQUESTER.categories[0], span) for span in spans))


@pytest.mark.parametrize("first", [JANUARY - 2, JANUARY - 1, JANUARY + 1, JANUARY + 2])
def test_a_window_that_begins_within_a_quarter_has_no_part_that_the_calendar_has_not(first: int) -> None:
    found = asked(Ledger(), Window(first, 3), f"{REQUESTER.name}: {REQUESTER.categories[0]}")
    months = [Window(first + n, 1) for n in range(3)]
    assert found == every({}, *(of(REQUESTER, REQUESTER.categories[0], month) for month in months))


def test_a_correction_is_asked_about_in_the_windows_that_lie_in_its_own() -> None:
    counts = dict(zip(REQUESTER.categories, (40, 20), strict=True))
    known = ledger(
        told(REQUESTS, NEXT, 60),
        told(REQUESTER, NEXT, 30, 30),
        Attempt(REQUESTER, NEXT, counts, K, corrects=2),
    )
    name = "requester, correction 1"
    mine = over(NEXT, name, REQUESTER.categories[0])
    for window in (NEXT, QUARTER):
        assert asked(known, window, f"{name}: {REQUESTER.categories[0]}") == every({}, mine)
    assert asked(known, MONTH, f"{name}: {REQUESTER.categories[0]}") == every({})
