"""Which tables a report tries and which it shows, reckoned by hand: the smallest shown is 6, one over k."""

import pytest

from automations.reporting.chain import most_requests
from automations.reporting.ledger import Ledger
from automations.reporting.rules import FAR_OFF, attempt, expected, requests_a_month, total_is_due
from automations.reporting.tables import (
    ALL,
    REQUESTER,
    REQUESTS,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import JANUARY, K, ledger, told, tried

DECEMBER = JANUARY + 11
YEAR_BEFORE = Window(JANUARY - 12, 12)
"""JANUARY is of the second year that is reported."""


def a_year_of(requests: int) -> Ledger:
    """The year before, told month by month; nothing else was tried."""
    shared = [requests // 12 + (month < requests % 12) for month in range(12)]
    return ledger(*(told(REQUESTS, Window(YEAR_BEFORE.first + m, 1), n) for m, n in enumerate(shared)))


def test_in_its_first_year_a_team_s_total_is_tried_every_month() -> None:
    assert total_is_due(Window(JANUARY, 1), Ledger(), K)
    assert total_is_due(Window(JANUARY + 3, 1), ledger(told(REQUESTS, Window(JANUARY, 1), 7)), K)


@pytest.mark.parametrize(
    ("last_year", "length"), [(120, 1), (108, 1), (107, 3), (36, 3), (35, 6), (18, 6), (17, 12), (8, 12)]
)
def test_a_total_comes_as_often_as_last_year_promises_half_more_than_is_needed(
    last_year: int, length: int
) -> None:
    known = a_year_of(last_year)
    due = [n for n in (1, 3, 6, 12) if total_is_due(Window(JANUARY, n), known, K)]
    assert due == [n for n in (1, 3, 6, 12) if n >= length]


def test_a_team_that_began_in_the_year_goes_on_month_by_month_until_its_end() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in range(11)))
    assert total_is_due(Window(DECEMBER, 1), known, K)


def test_no_day_is_told_in_two_totals() -> None:
    known = ledger(told(REQUESTS, Window(JANUARY + 1, 1), 7))
    assert not total_is_due(Window(JANUARY, 3), known, K)
    assert total_is_due(Window(JANUARY + 3, 3), known, K)


def test_three_months_that_were_withheld_may_come_as_a_quarter_of_no_more_than_two_k() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in range(3)))
    assert most_requests(Window(JANUARY, 3), known, K) == 10
    before = known.plus(told(REQUESTS, Window(JANUARY - 1, 1)))
    assert most_requests(Window(JANUARY, 3), before, K) == 10
    assert total_is_due(Window(JANUARY, 3), known, K)


@pytest.mark.parametrize(("a_month", "shown"), [(3, True), (4, False)])
def test_a_quarter_s_total_is_held_against_what_its_withheld_months_allow(a_month: int, shown: bool) -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in range(2)))
    found = tried(JANUARY + 2, known, requests=a_month)
    assert found == [("requests", 1, False), ("requests", 3, shown)]


def test_a_quarter_of_which_two_months_were_withheld_would_give_them_away() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in (1, 2)))
    assert most_requests(Window(JANUARY, 3), known, K) == 5
    assert not total_is_due(Window(JANUARY, 3), known, K)


def test_where_a_month_was_never_tried_the_quarter_has_no_upper_end() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in (0, 2)))
    assert most_requests(Window(JANUARY, 3), known, K) is None
    first = ledger(
        told(REQUESTER, Window(JANUARY, 1)), *(told(REQUESTS, Window(JANUARY + m, 1)) for m in (1, 2))
    )
    assert most_requests(Window(JANUARY, 3), first, K) is None
    assert most_requests(Window(JANUARY, 1), Ledger(), K) is None


def test_of_windows_within_each_other_the_larger_that_was_withheld_counts() -> None:
    months = [told(REQUESTS, Window(JANUARY + m, 1)) for m in range(6)]
    quarters = [told(REQUESTS, Window(JANUARY + m, 3)) for m in (0, 3)]
    assert most_requests(Window(JANUARY, 6), ledger(*months, *quarters), K) == 5


def test_requests_a_month_are_those_that_were_told_over_the_months_they_were_told_for() -> None:
    known = ledger(told(REQUESTS, Window(JANUARY - 12, 3), 30), told(REQUESTS, Window(JANUARY - 9, 1), 6))
    assert requests_a_month(YEAR_BEFORE, known) == 9
    assert requests_a_month(Window(JANUARY, 12), known) == 0


def test_a_number_over_what_may_be_said_is_withheld_and_one_that_meets_it_is_shown() -> None:
    window = Window(JANUARY, 1)
    assert attempt(REQUESTS, window, {ALL: 10}, 0, K, 10) == told(REQUESTS, window, 10, most=10)
    assert attempt(REQUESTS, window, {ALL: 11}, 0, K, 10).counts is None
    assert attempt(REQUESTS, window, {ALL: 5}, 0, K, None).counts is None


def test_a_report_tries_totals_first_then_the_tables_in_their_order() -> None:
    assert tried(JANUARY, Ledger(), requests=200, each=30) == [
        ("requests", 1, True),
        ("concern", 1, True),
        ("requester", 1, True),
        ("outcome", 1, True),
    ]


def test_where_single_concerns_can_not_be_shown_their_groups_are_tried() -> None:
    found = tried(JANUARY, Ledger(), requests=200, each=5)
    assert found[1:3] == [("concern", 1, False), ("concern group", 1, False)]


def test_what_is_due_after_more_than_four_weeks_gets_no_table() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1), 200) for m in (0, 1)))
    at, beyond = (tried(JANUARY + 2, known, days, requests=200, each=90) for days in (FAR_OFF, FAR_OFF + 1))
    assert set(at) - set(beyond) == {("first contact", 1, True)}


@pytest.mark.parametrize(
    ("table", "wanted"), [("concern", 120), ("concern group", 36), ("requester", 24), ("outcome", 60)]
)
def test_a_table_waits_until_a_window_has_enough_requests_for_it(table: str, wanted: int) -> None:
    for requests, comes in ((wanted - 1, False), (wanted, True)):
        assert (
            table in {name for name, _, _ in tried(JANUARY, Ledger(), requests=requests, each=1)}
        ) is comes


def test_in_a_year_it_is_enough_that_every_category_can_be_shown() -> None:
    known = ledger(told(REQUESTS, Window(JANUARY, 6), 6), told(REQUESTS, Window(JANUARY + 6, 6), 6))
    fewer = ledger(told(REQUESTS, Window(JANUARY, 6), 6), told(REQUESTS, Window(JANUARY + 6, 6), 5))
    assert ("requester", 12, True) in tried(DECEMBER, known, requests=0, each=6)
    assert not tried(DECEMBER, fewer, requests=0, each=6)


@pytest.mark.parametrize(("shown", "wanted"), [(True, 75), (False, 200)])
def test_after_a_table_it_takes_three_quarters_of_its_requests_twice_as_many_if_it_was_too_small(
    shown: bool, wanted: int
) -> None:
    before = Window(JANUARY, 1)
    known = ledger(told(REQUESTS, before, 100), told(REQUESTER, before, *((50, 50) if shown else ())))
    for requests, comes in ((wanted - 1, False), (wanted, True)):
        found = tried(JANUARY + 1, known, requests=requests, each=6)
        assert ("requester" in {name for name, _, _ in found}) is comes


def test_a_table_is_tried_once_for_a_day_whether_it_was_shown_or_not() -> None:
    halves = told(REQUESTS, Window(JANUARY, 6), 400), told(REQUESTS, Window(JANUARY + 6, 6), 5)
    before = told(REQUESTER, Window(JANUARY, 6)), told(REQUESTER, Window(JANUARY, 6), 200, 200)
    for known, comes in ((ledger(*halves), True), *((ledger(*halves, one), False) for one in before)):
        assert (("requester", 12, True) in tried(DECEMBER, known, requests=0, each=50)) is comes


@pytest.mark.parametrize(("last_year", "groups"), [(239, True), (240, False)])
def test_groups_wait_where_half_a_year_will_do_for_single_concerns(last_year: int, groups: bool) -> None:
    found = tried(JANUARY, a_year_of(last_year), requests=40, each=30)
    assert (("concern group", 1, True) in found) is groups


def test_groups_wait_in_every_month_of_such_a_year() -> None:
    found = tried(JANUARY + 1, a_year_of(240), requests=40, each=30)
    assert "concern group" not in {name for name, _, _ in found}


def test_in_half_a_year_groups_wait_no_longer() -> None:
    known = a_year_of(240).plus(told(REQUESTS, Window(JANUARY, 6), 119))
    assert ("concern group", 6, True) in tried(JANUARY + 5, known, requests=119, each=60)


def test_the_page_says_when_a_total_is_likely_next() -> None:
    assert expected(REQUESTS, JANUARY - 1, a_year_of(36), K) == Window(JANUARY, 3)
    assert expected(REQUESTS, JANUARY - 1, a_year_of(120), K) == Window(JANUARY, 1)


def test_the_page_says_when_a_table_is_likely_next() -> None:
    assert expected(REQUESTER, JANUARY - 1, a_year_of(96), K) == Window(JANUARY, 3)
    assert expected(REQUESTER, JANUARY - 1, a_year_of(36), K) == Window(JANUARY, 12)
    assert expected(REQUESTER, JANUARY - 1, a_year_of(12), K) == Window(JANUARY, 12)
    again = a_year_of(96).plus(told(REQUESTER, Window(JANUARY, 3)))
    assert expected(REQUESTER, JANUARY - 1, again, K) == Window(JANUARY + 3, 3)
