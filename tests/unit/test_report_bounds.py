"""What must hold of a table's numbers, and what they may add up to, reckoned by hand."""

from collections.abc import Sequence
from datetime import date

import pytest

from automations.reporting.chain import most_closed, most_due, most_in_month, windows_before
from automations.reporting.ledger import Ledger
from automations.reporting.tables import (
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
    least_excess,
    sound,
)
from automations.reporting.windows import Window, ending_in, named, read_month, spanning
from tests.unit.ledgers import JANUARY, K, by_category, ledger, told

DECEMBER = JANUARY + 11


@pytest.mark.parametrize(
    ("counts", "total", "shown"),
    [((6, 6), 12, True), ((5, 7), 12, False), ((6, 6), 13, False), ((6, 6), 17, False), ((6, 6), 18, True)],
)
def test_neither_a_category_nor_those_who_gave_no_answer_may_be_a_handful(
    counts: tuple[int, int], total: int, shown: bool
) -> None:
    assert sound(REQUESTER, by_category(REQUESTER, *counts), total, K) is shown


def test_first_contacts_and_outcomes_need_not_add_up_to_the_requests() -> None:
    assert sound(FIRST_CONTACT, by_category(FIRST_CONTACT, 6, 6), 13, K)
    assert sound(OUTCOME, dict.fromkeys(OUTCOME.categories, 6), 1000, K)


def test_neither_who_chose_no_such_thing_nor_who_chose_several_may_be_a_handful() -> None:
    enough = least_excess(CONCERN_GROUP, K)
    for counts, total, shown in (
        ((10, 10, 10), 30, True),
        ((10, 10, 10), 29, False),
        ((10, 10, 10), 30 - enough + 1, False),
        ((10, 10, 10), 30 - enough, True),
        ((24, 10, 6), 30, True),
        ((25, 10, 6), 30, False),
    ):
        assert sound(CONCERN_GROUP, by_category(CONCERN_GROUP, *counts), total, K) is shown, (counts, total)


@pytest.mark.parametrize("table", [CONCERN, CONCERN_GROUP])
def test_from_the_least_excess_on_k_values_remain_also_for_who_knows_a_case_with_all_choices(
    table: Table,
) -> None:
    def values(excess: int) -> int:
        """How many cases may have made several choices, or k if they are no handful whatever they are."""
        possible = [n for n in range(1, excess + 1) if excess <= n * most]
        return K if min(possible) >= K else len(possible)

    most = len(table.categories) - 1
    least = least_excess(table, K)
    assert all(values(n) >= K and values(n - most) >= K for n in range(least, least + 100))
    assert values(least - 1 - most) < K


def test_a_window_is_a_calendar_s_month_quarter_half_year_or_year() -> None:
    assert [str(window) for window in ending_in(DECEMBER)] == [
        "December 2026", "October to December 2026", "July to December 2026", "2026"
    ]  # fmt: skip
    assert list(ending_in(JANUARY)) == [Window(JANUARY, 1)]
    assert list(ending_in(JANUARY + 2)) == [Window(JANUARY + 2, 1), Window(JANUARY, 3)]
    assert spanning(date(2026, 1, 1), date(2026, 3, 31)) == Window(JANUARY, 3)
    assert Window(JANUARY, 3).start == date(2026, 1, 1)
    assert Window(JANUARY, 3).end == date(2026, 3, 31)


def test_windows_meet_where_they_share_a_month() -> None:
    quarter = Window(JANUARY, 3)
    assert quarter.meets(Window(JANUARY + 2, 1))
    assert Window(JANUARY + 2, 1).meets(quarter)
    assert quarter.meets(Window(JANUARY - 2, 3))
    assert not quarter.meets(Window(JANUARY + 3, 3))
    assert not quarter.meets(Window(JANUARY - 3, 3))


def test_a_month_is_written_in_one_way_alone() -> None:
    assert read_month("2026-01") == JANUARY
    assert named(JANUARY) == "2026-01"
    for wrong in ("2026-1", "26-01", "2026-13", "2026", "2026-001"):
        with pytest.raises(ValueError, match=r".+"):
            read_month(wrong)


def test_so_many_closed_cases_are_told_that_the_open_ones_are_no_handful() -> None:
    quarter = Window(JANUARY, 3)
    known = ledger(
        told(REQUESTS, quarter, 40),
        told(OUTCOME, Window(JANUARY, 1), *[2] * len(OUTCOME.categories)),
        told(REQUESTS, Window(JANUARY + 3, 1), 100),
    )
    closed = 2 * len(OUTCOME.categories)
    assert most_closed(quarter, known, K) == 40 - closed - 6
    assert most_closed(Window(JANUARY - 1, 1), known, K) == 0


def test_first_contacts_are_followed_back_as_far_as_they_were_told_without_a_gap() -> None:
    first, second = Window(JANUARY, 1), Window(JANUARY + 1, 1)
    known = ledger(told(FIRST_CONTACT, first, 9, 9), told(FIRST_CONTACT, second, 9, 9))
    assert windows_before(Window(JANUARY + 2, 1), known) == [first, second]
    assert windows_before(Window(JANUARY + 3, 1), known) == []


def test_a_month_has_no_more_requests_than_was_told_of_it_or_may_be_hidden_in_it() -> None:
    known = ledger(
        told(REQUESTS, Window(JANUARY, 1)),
        told(REQUESTS, Window(JANUARY + 1, 1), 30),
        told(REQUESTS, Window(JANUARY, 3), 33),
    )
    assert [most_in_month(JANUARY + n, known) for n in (-1, 0, 1, 2)] == [0, 5, 30, 33]
    assert most_in_month(JANUARY, Ledger()) == 0


def test_in_the_first_month_no_first_contacts_are_told_whose_rest_would_be_a_handful() -> None:
    window = Window(JANUARY, 1)
    most = most_due(window, ledger(told(REQUESTS, window, 30)), K)
    assert most == 0


def test_later_first_contacts_may_exceed_their_requests_by_what_was_still_due() -> None:
    months = [told(REQUESTS, Window(JANUARY + m, 1), 30) for m in range(3)]
    assert most_due(Window(JANUARY + 2, 1), ledger(*months), K) == 55


def widest(requests: Sequence[int], told: Sequence[int]) -> int:
    """The most first contacts of the last month that leave k + 1 numbers of requests that may still be due at
    the end of each: by trying every number that may have been due, and never due. `told`: of the months
    between the first and the last.
    """

    def hidden(count: int) -> bool:
        chains: list[tuple[int, ...]] = [(due,) for due in range(requests[0] + 1)]
        for came, due in zip(requests[1:], (*told, count), strict=True):
            chains = [
                (*chain, after) for chain in chains for after in range(min(came, chain[-1] + came - due) + 1)
            ]
        return bool(chains) and all(len(set(ends)) > K for ends in zip(*chains, strict=True))

    return next((n for n in range(requests[-1] + min(requests[-2:]), 0, -1) if hidden(n)), 0)


@pytest.mark.parametrize(
    ("requests", "contacts"),
    [
        ((12, 12), ()), ((12, 7), ()), ((7, 12), ()), ((12, 12, 12), (12,)), ((12, 12, 12), (9,)),
        ((12, 12, 12), (14,)), ((12, 9, 12), (10,)), ((9, 12, 9), (13,)), ((9, 12, 9, 9), (11, 9)),
    ],
)  # fmt: skip
def test_so_many_first_contacts_are_told_that_those_still_due_are_no_handful_at_any_month_s_end(
    requests: tuple[int, ...], contacts: tuple[int, ...]
) -> None:
    totals = [told(REQUESTS, Window(JANUARY + m, 1), n) for m, n in enumerate(requests)]
    known = [told(FIRST_CONTACT, Window(JANUARY + m, 1), n, 0) for m, n in enumerate(contacts, 1)]
    last = Window(JANUARY + len(requests) - 1, 1)
    assert most_due(last, ledger(*totals, *known), K) == widest(requests, contacts)


def test_a_quarter_that_was_withheld_for_it_would_tell_of_its_months_bounds_none_of_them() -> None:
    began = told(REQUESTS, Window(JANUARY - 1, 1), 7)
    over = ledger(began, told(REQUESTS, Window(JANUARY, 3), most=10))
    small = ledger(began, told(REQUESTS, Window(JANUARY, 3)))
    month = ledger(began, told(REQUESTS, Window(JANUARY, 1), most=10))
    assert most_in_month(JANUARY + 1, over) > 1000
    assert most_in_month(JANUARY + 1, small) == K
    assert most_in_month(JANUARY, month) == K
