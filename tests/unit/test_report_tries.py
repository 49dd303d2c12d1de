"""Which tables a report tries, and for which windows."""

from collections.abc import Sequence

import pytest

from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.rules import Tally, attempt, attempts, expected, requests_a_month, total_is_due
from automations.reporting.tables import (
    ALL,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Counts,
    Table,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import BEFORE, JANUARY, MONTH, NEXT, QUARTER, K, ledger, told

YEAR = Window(JANUARY, 12)
DECEMBER = JANUARY + 11
FIRST_HALF, SECOND_HALF = Window(JANUARY, 6), Window(JANUARY + 6, 6)
LAST_YEAR = [Window(JANUARY - 12 + n, 1) for n in range(12)]


def counting(requests: int, each: int) -> Tally:
    """`requests` in every window; `each` in each category of every other table."""

    def tally(table: Table, _: Window) -> Counts:
        return {ALL: requests} if table is REQUESTS else dict.fromkeys(table.categories, each)

    return tally


def tried(month: int, known: Ledger, requests: int, each: int = 30) -> list[tuple[Table, Window]]:
    return [(one.table, one.window) for one in attempts(month, known, counting(requests, each), K, 7)]


def test_a_report_holds_each_table_with_its_numbers_and_what_bounded_them() -> None:
    found = attempts(JANUARY, Ledger(), counting(130, 7), K, 7)
    assert found == [
        told(REQUESTS, MONTH, 130),
        # Seven in each of eight concerns are fewer choices than cases.
        told(CONCERN, MONTH), told(CONCERN_GROUP, MONTH),
        told(REQUESTER, MONTH, 7, 7), told(OUTCOME, MONTH, *[7] * 6, most=124),
    ]  # fmt: skip
    known = ledger(told(REQUESTS, BEFORE, 30))
    contacts = next(
        one for one in attempts(JANUARY, known, counting(40, 20), K, 7) if one.table is FIRST_CONTACT
    )
    # 40, and up to 30 from December, of which five may still be left.
    assert contacts == told(FIRST_CONTACT, MONTH, 20, 20, most=65)


def test_at_the_end_of_a_quarter_its_month_comes_first_then_the_quarter() -> None:
    known = ledger(told(REQUESTS, MONTH, 40), told(REQUESTS, NEXT, 40))
    march = Window(JANUARY + 2, 1)
    assert tried(JANUARY + 2, known, 40) == [
        (REQUESTS, march), (CONCERN_GROUP, march), (REQUESTER, march), (FIRST_CONTACT, march),
        (OUTCOME, QUARTER),
    ]  # fmt: skip
    assert tried(JANUARY + 2, known, 20) == [
        (REQUESTS, march), (CONCERN_GROUP, QUARTER), (REQUESTER, QUARTER), (OUTCOME, QUARTER),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "count", "comes"),
    [
        (CONCERN, 119, False), (CONCERN, 120, True), (CONCERN_GROUP, 17, False), (CONCERN_GROUP, 18, True),
        (REQUESTER, 11, False), (REQUESTER, 12, True),
        # Six of six outcomes, and six more that stay open.
        (OUTCOME, 41, False), (OUTCOME, 42, True),
        # Of the first report's year everybody knows that nothing was due before it.
        (FIRST_CONTACT, 1000, False),
    ],
)  # fmt: skip
def test_a_year_is_tried_for_all_but_single_concerns_where_it_may_do(
    table: Table, count: int, comes: bool
) -> None:
    known = ledger(told(REQUESTS, FIRST_HALF, count - 5), told(REQUESTS, SECOND_HALF, 5))
    assert ((table, YEAR) in tried(DECEMBER, known, 0, 0)) is comes


@pytest.mark.parametrize(
    ("earlier", "least"),
    [
        ([], 24),
        # Three quarters of what was enough, twice what was not, and never less than usual.
        ([(told(REQUESTER, MONTH, 50, 50), 100)], 75), ([(told(REQUESTER, MONTH), 100)], 200),
        ([(told(REQUESTER, MONTH, 16, 16), 32)], 24), ([(told(REQUESTER, MONTH, 16, 17), 33)], 24),
        ([(told(REQUESTER, MONTH, 17, 17), 34)], 25), ([(told(REQUESTER, MONTH), 12)], 24),
        ([(told(REQUESTER, MONTH), 13)], 26),
        # The last time counts.
        ([(told(REQUESTER, BEFORE, 50, 50), 100), (told(REQUESTER, MONTH), 30)], 60),
        ([(told(REQUESTER, BEFORE), 100), (told(REQUESTER, MONTH, 20, 20), 40)], 30),
    ],
)  # fmt: skip
def test_how_many_requests_a_table_waits_for_is_learnt_from_the_last_time(
    earlier: Sequence[tuple[Attempt, int]], least: int
) -> None:
    known = ledger(*(a for one, total in earlier for a in (told(REQUESTS, one.window, total), one)))
    for requests, comes in ((least - 1, False), (least, True)):
        assert ((REQUESTER, NEXT) in tried(NEXT.first, known, requests)) is comes


def test_groups_and_single_concerns_learn_each_from_their_own() -> None:
    month = told(REQUESTS, MONTH, 200)
    groups = ledger(month, told(CONCERN_GROUP, MONTH))
    assert (CONCERN, NEXT) in tried(NEXT.first, groups, 120)
    assert (CONCERN_GROUP, NEXT) not in tried(NEXT.first, groups, 119)
    single = ledger(month, told(CONCERN, MONTH))
    assert (CONCERN, NEXT) not in tried(NEXT.first, single, 399)
    assert (CONCERN, NEXT) in tried(NEXT.first, single, 400)
    assert (CONCERN_GROUP, NEXT) in tried(NEXT.first, single, 36)


@pytest.mark.parametrize(("a_month", "this_january", "groups"), [(19, 500, True), (20, 0, False)])
def test_whether_groups_wait_for_half_a_year_is_told_by_last_year_alone(
    a_month: int, this_january: int, groups: bool
) -> None:
    years = [told(REQUESTS, Window(JANUARY - 13, 1), this_january)]
    years += [told(REQUESTS, one, a_month) for one in LAST_YEAR]
    known = ledger(*years, told(REQUESTS, MONTH, this_january))
    assert ((CONCERN_GROUP, NEXT) in tried(NEXT.first, known, 40)) is groups


@pytest.mark.parametrize(
    ("a_month", "around", "lengths"), [(2, 100, [6]), (9, 0, [1, 3, 6]), (3, 100, [3, 6]), (1, 100, [])]
)
def test_how_often_a_total_comes_is_told_by_last_year_alone_all_year_long(
    a_month: int, around: int, lengths: list[int]
) -> None:
    years = [told(REQUESTS, Window(JANUARY - 13, 1), around)]
    years += [told(REQUESTS, one, a_month) for one in LAST_YEAR]
    known = ledger(*years, told(REQUESTS, MONTH, around))
    windows = [Window(JANUARY + 6, length) for length in (1, 3, 6)]
    assert [one.length for one in windows if total_is_due(one, known, K)] == lengths


def test_a_quarter_in_which_the_report_itself_tells_a_month_is_not_tried() -> None:
    known = ledger(told(REQUESTS, MONTH), told(REQUESTS, NEXT))
    assert tried(JANUARY + 2, known, 20) == [(REQUESTS, Window(JANUARY + 2, 1))]
    assert tried(JANUARY + 2, known, 5)[:2] == [(REQUESTS, Window(JANUARY + 2, 1)), (REQUESTS, QUARTER)]


def test_no_window_is_told_of_twice_by_tables_of_one_family() -> None:
    totals = told(REQUESTS, MONTH, 40), told(REQUESTS, NEXT, 200)
    march = Window(JANUARY + 2, 1)
    free = tried(JANUARY + 2, ledger(*totals), 20, 40)
    assert free == [(REQUESTS, march), (CONCERN, QUARTER), (REQUESTER, QUARTER), (OUTCOME, QUARTER)]
    for before in (told(CONCERN_GROUP, MONTH, 20, 20, 20), told(REQUESTER, NEXT), told(OUTCOME, MONTH)):
        left = [one for one in free if one[0].family != before.table.family]
        assert tried(JANUARY + 2, ledger(*totals, before), 20, 40) == left


@pytest.mark.parametrize(
    ("counts", "most", "shown"),
    [
        ((6, 6), None, True),
        ((6, 6), 12, True),
        ((6, 6), 11, False),
        ((6, 5), None, False),
        ((6, 7), 12, False),
    ],
)
def test_a_table_is_shown_where_its_numbers_and_their_sum_may_be(
    counts: tuple[int, int], most: int | None, shown: bool
) -> None:
    numbers = dict(zip(FIRST_CONTACT.categories, counts, strict=True))
    assert attempt(FIRST_CONTACT, NEXT, numbers, 30, K, most) == told(
        FIRST_CONTACT, NEXT, *(counts if shown else ()), most=most
    )


def test_a_total_that_could_say_too_little_is_not_tried() -> None:
    three = [Window(JANUARY + n, 1) for n in range(3)]
    for ks, due in (((5, 5, 5), True), ((5, 5, 4), False), ((7, 5, 5), True)):
        withheld = [Attempt(REQUESTS, one, None, k) for one, k in zip(three, ks, strict=True)]
        assert total_is_due(QUARTER, ledger(*withheld), K) is due


def test_requests_a_month_are_told_by_windows_that_lie_in_the_year() -> None:
    across = told(REQUESTS, Window(JANUARY - 1, 3), 900)
    known = ledger(
        across, told(REQUESTS, Window(JANUARY + 2, 1), 11), told(REQUESTS, Window(JANUARY + 3, 3), 9)
    )
    assert requests_a_month(YEAR, known) == 5
    assert requests_a_month(YEAR, ledger(across)) == 0


@pytest.mark.parametrize(
    ("table", "a_month", "after", "window"),
    [
        (REQUESTS, 9, (), MONTH), (REQUESTS, 8, (), QUARTER), (REQUESTS, 3, (), QUARTER),
        (REQUESTS, 2, (), FIRST_HALF), (REQUESTS, 1, (), YEAR),
        (REQUESTER, 24, (), MONTH), (REQUESTER, 23, (), QUARTER), (REQUESTER, 8, (), QUARTER),
        (REQUESTER, 7, (), FIRST_HALF), (REQUESTER, 4, (), FIRST_HALF), (REQUESTER, 3, (), YEAR),
        (CONCERN, 120, (), MONTH), (CONCERN, 40, (), QUARTER), (CONCERN, 39, (), FIRST_HALF),
        (CONCERN, 20, (), FIRST_HALF), (CONCERN, 19, (), YEAR),
        # A window that was tried is not tried again, nor is one that it lies in.
        (REQUESTER, 8, (told(REQUESTER, QUARTER),), Window(JANUARY + 3, 3)),
        (REQUESTER, 3, (told(REQUESTER, MONTH, 9, 9),), Window(JANUARY + 12, 12)),
        (CONCERN, 40, (told(CONCERN_GROUP, QUARTER),), Window(JANUARY + 3, 3)),
    ],
)  # fmt: skip
def test_the_page_says_for_which_window_a_table_is_likely_next(
    table: Table, a_month: int, after: Sequence[Attempt], window: Window
) -> None:
    known = ledger(*(told(REQUESTS, one, a_month) for one in LAST_YEAR))
    assert expected(table, JANUARY - 1, known.plus(*after), K) == window


def test_what_comes_next_is_told_by_the_year_up_to_the_month_of_the_report() -> None:
    old = [told(REQUESTS, one, 100) for one in LAST_YEAR[:6]]
    since = [told(REQUESTS, Window(JANUARY - 6 + n, 1), 7) for n in range(12)]
    known = ledger(*old, *since, told(REQUESTS, Window(JANUARY + 6, 1), 1000))
    # 53.5 requests a month up to December, 14.75 up to May, 7 up to June.
    assert expected(REQUESTER, JANUARY - 1, known, K) == MONTH
    assert expected(REQUESTER, JANUARY + 4, known, K) == Window(JANUARY + 3, 3)
    assert expected(REQUESTER, JANUARY + 5, known, K) == SECOND_HALF
