"""How tables by different dates bound each other, and which months have a report due: reckoned by hand."""

from collections.abc import Sequence
from datetime import date

import pytest

from automations.reporting.chain import (
    UNBOUNDED,
    most_closed,
    most_due,
    most_in_month,
    most_requests,
    windows_before,
)
from automations.reporting.correcting import may_replace
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.monthly import due_months, months_up_to
from automations.reporting.tables import (
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

FEBRUARY, MARCH, APRIL = (Window(JANUARY + n, 1) for n in (1, 2, 3))


def withheld(window: Window, k: int) -> Attempt:
    return Attempt(REQUESTS, window, None, k)


@pytest.mark.parametrize(
    ("tried", "k", "most"),
    [
        ([], 5, None),
        # Each month might still be any number up to its own threshold but one of them.
        ([withheld(MONTH, 5), withheld(FEBRUARY, 5), withheld(MARCH, 5)], 5, 10),
        ([withheld(MONTH, 7), withheld(FEBRUARY, 5), withheld(MARCH, 4)], 5, 11),
        ([withheld(MONTH, 7), withheld(FEBRUARY, 5), withheld(MARCH, 4)], 3, 13),
        ([withheld(MONTH, 5), withheld(FEBRUARY, 5)], 5, None),
        ([withheld(MONTH, 5), told(REQUESTS, FEBRUARY, 20), withheld(MARCH, 5)], 5, None),
        # What lies outside has no part in it.
        ([withheld(BEFORE, 5), withheld(MONTH, 5), withheld(FEBRUARY, 5), withheld(MARCH, 5)], 5, 10),
        ([withheld(MONTH, 5), withheld(FEBRUARY, 5), withheld(MARCH, 5), withheld(APRIL, 5)], 5, 10),
        ([withheld(BEFORE, 5), withheld(FEBRUARY, 5), withheld(MARCH, 5)], 5, None),
        ([withheld(BEFORE, 5)], 5, None),
        # Months before the first report count nothing.
        ([withheld(MARCH, 5)], 5, 0),
        ([withheld(FEBRUARY, 5), withheld(MARCH, 6)], 5, 6),
    ],
)
def test_a_quarter_s_total_may_be_what_leaves_its_withheld_months_as_wide_as_they_were(
    tried: Sequence[Attempt], k: int, most: int | None
) -> None:
    assert most_requests(QUARTER, ledger(*tried), k) == most


def test_a_quarter_that_was_withheld_stands_for_its_months() -> None:
    half = Window(JANUARY, 6)
    months = [withheld(Window(JANUARY + n, 1), 5) for n in range(6)]
    assert most_requests(half, ledger(*months), 5) == 25
    assert most_requests(half, ledger(*months, withheld(QUARTER, 7)), 5) == 17
    assert (
        most_requests(half, ledger(*months, withheld(QUARTER, 7), withheld(Window(JANUARY + 3, 3), 8)), 5)
        == 10
    )


@pytest.mark.parametrize(
    ("requests", "contacts", "k", "most"),
    [
        # Before the first month nothing was due, and everybody knows.
        ([30], [], 5, 0),
        # Up to all of the last month and of the month before may have been due in it.
        ([30, 20], [], 5, 40), ([20, 30], [], 5, 45), ([30, 30], [], 5, 55), ([30, 30], [], 7, 53),
        # 7 may have been left from January: 20 + 7, and five fewer, so that 0 to 5 are left in February.
        ([7, 20], [], 5, 22), ([5, 20], [], 5, 20), ([4, 20], [], 5, 0), ([7, 20], [], 7, 20),
        ([6, 20], [], 7, 0), ([5, 2], [], 5, 0), ([7, 5], [], 5, 7),
        ([1, 1], [], 1, 1), ([2, 1], [], 1, 2), ([1], [], 1, 0),
        # 22 due of February's 20: two at least were left from January, so at most five from February.
        ([7, 20, 20], [22], 5, 20), ([7, 20, 20], [20], 5, 22), ([7, 20, 20], [15], 5, 27),
        ([7, 20, 20], [10], 5, 32), ([7, 20, 20], [5], 5, 35), ([7, 20, 20], [23], 5, 0),
        ([7, 20, 20, 9], [22, 20], 5, 9),
        ([7, 20, 20, 9], [22, 17], 5, 12),
    ],
)  # fmt: skip
def test_so_many_first_contacts_may_be_told_that_those_still_due_may_be_more_than_k_numbers(
    requests: list[int], contacts: list[int], k: int, most: int
) -> None:
    totals = [told(REQUESTS, Window(JANUARY + n, 1), count) for n, count in enumerate(requests)]
    known = [told(FIRST_CONTACT, Window(JANUARY + n, 1), 1, count - 1) for n, count in enumerate(contacts, 1)]
    assert most_due(Window(JANUARY + len(requests) - 1, 1), ledger(*totals, *known), k) == most


def test_first_contacts_of_a_quarter_are_bounded_by_the_month_before_it_and_by_its_last() -> None:
    spring = Window(JANUARY + 3, 3)
    totals = [told(REQUESTS, Window(JANUARY + n, 1), count) for n, count in enumerate((9, 9, 9, 20, 20, 7))]
    # 47 came in and 9 may have been left: 56, and five fewer.
    assert most_due(spring, ledger(*totals), K) == 51
    # 20 due of the 18 of February and March: two at least were left before, so at most 7 are left after.
    contacts = [told(FIRST_CONTACT, Window(JANUARY + n, 1), 1, 9) for n in (1, 2)]
    assert most_due(spring, ledger(*totals, *contacts), K) == 49


def test_where_the_requests_were_not_told_no_first_contacts_are() -> None:
    assert most_due(FEBRUARY, ledger(told(REQUESTS, MONTH, 30)), K) == 0
    assert most_due(MONTH, Ledger(), K) == 0


def test_windows_that_follow_one_another_are_found_up_to_the_first_gap() -> None:
    autumn, december = Window(JANUARY - 6, 3), Window(JANUARY - 1, 1)
    contacts = [told(FIRST_CONTACT, one, 9, 9) for one in (autumn, MONTH, december, FEBRUARY)]
    known = ledger(*contacts, told(FIRST_CONTACT, MARCH), told(REQUESTER, Window(JANUARY - 3, 1), 9, 9))
    assert windows_before(MARCH, known) == [december, MONTH, FEBRUARY]
    assert windows_before(Window(JANUARY - 3, 3), known) == [autumn]
    assert windows_before(APRIL, known) == []
    assert windows_before(MONTH, known) == [december]


@pytest.mark.parametrize(
    ("attempts", "most"),
    [
        ([], UNBOUNDED),
        ([told(REQUESTS, NEXT, 30)], 30),
        ([told(REQUESTS, QUARTER, 33)], 33),
        ([told(REQUESTS, QUARTER, 33), told(REQUESTS, NEXT, 30)], 30),
        ([withheld(NEXT, 7)], 7),
        ([withheld(NEXT, 7), told(REQUESTS, QUARTER, 6)], 6),
        ([withheld(QUARTER, 4)], 4),
        ([told(REQUESTS, NEXT, most=10)], 5),
        # It may have been withheld for being over ten.
        ([told(REQUESTS, QUARTER, most=10)], UNBOUNDED),
        ([told(REQUESTS, QUARTER, most=10), withheld(NEXT, 7)], 7),
        ([told(REQUESTS, MONTH, 3), told(REQUESTS, MARCH, 4), told(REQUESTER, NEXT, 1, 1)], UNBOUNDED),
    ],
)
def test_a_month_has_at_most_what_was_told_or_withheld_of_a_window_around_it(
    attempts: Sequence[Attempt], most: int
) -> None:
    known = ledger(told(REQUESTER, BEFORE), *attempts)
    assert most_in_month(NEXT.first, known) == most
    assert most_in_month(BEFORE.first - 1, known) == 0


@pytest.mark.parametrize(
    ("attempts", "most"),
    [
        ([], 0),
        ([told(REQUESTS, MONTH, 5)], 0), ([told(REQUESTS, MONTH, 6)], 0), ([told(REQUESTS, MONTH, 7)], 1),
        ([told(REQUESTS, MONTH, 40), told(REQUESTS, BEFORE, 10)], 44),
        ([told(REQUESTS, MONTH, 40), told(REQUESTS, NEXT, 10), told(OUTCOME, NEXT, *[9] * 6)], 34),
        ([told(REQUESTS, MONTH, 40), told(OUTCOME, BEFORE, *[2] * 6), told(OUTCOME, MONTH, *[1] * 6)], 16),
        ([told(REQUESTS, MONTH, 40), told(OUTCOME, BEFORE), told(REQUESTER, MONTH, 6, 6)], 34),
        ([told(REQUESTS, MONTH, 40), told(OUTCOME, MONTH, *[8] * 6)], 0),
        ([told(REQUESTS, MONTH, 40), told(REQUESTS, QUARTER, 10)], 34),
    ],
)  # fmt: skip
def test_so_many_closed_cases_may_be_told_that_six_that_were_told_of_stay_open(
    attempts: Sequence[Attempt], most: int
) -> None:
    assert most_closed(MONTH, ledger(*attempts), K) == most


@pytest.mark.parametrize(
    ("days", "read_on", "months"),
    [
        (7, date(2026, 2, 7), []), (7, date(2026, 2, 8), [0]), (0, date(2026, 1, 31), []),
        (0, date(2026, 2, 1), [0]), (28, date(2026, 2, 28), []), (28, date(2026, 3, 1), [0]),
        (7, date(2026, 4, 8), [0, 1, 2]), (7, date(2025, 12, 8), []),
    ],
)  # fmt: skip
def test_a_month_s_report_is_due_once_the_last_day_for_first_contact_has_passed(
    days: int, read_on: date, months: list[int]
) -> None:
    assert due_months(JANUARY, Ledger(), days, read_on) == [JANUARY + n for n in months]


def test_months_that_have_a_report_get_no_other_one() -> None:
    report = Release(1, JANUARY + 1, (told(REQUESTS, NEXT, 9),))
    mended = Release(2, JANUARY + 5, (Attempt(REQUESTS, NEXT, {"all": 20}, K, corrects=1),))
    for known in (Ledger((report,)), Ledger((report, mended)), Ledger((report, Release(3, JANUARY, ())))):
        assert due_months(JANUARY, known, 7, date(2026, 5, 8)) == [JANUARY + 2, JANUARY + 3]
        assert months_up_to(JANUARY + 3, JANUARY, known) == [JANUARY + 2, JANUARY + 3]
        assert months_up_to(JANUARY + 2, JANUARY + 3, known) == [JANUARY + 2]
        assert months_up_to(JANUARY + 1, JANUARY, known) == []


def test_of_a_month_before_the_first_only_that_month_is_made() -> None:
    assert months_up_to(JANUARY, JANUARY + 4, Ledger()) == [JANUARY]
    assert months_up_to(JANUARY, JANUARY, Ledger()) == [JANUARY]
    assert months_up_to(JANUARY, JANUARY - 2, Ledger()) == [JANUARY - 2, JANUARY - 1, JANUARY]


@pytest.mark.parametrize(
    ("table", "old", "new", "k", "so"),
    [
        (REQUESTER, (20, 20), (20, 20), 5, False),
        (REQUESTER, (20, 20), (20, 26), 5, True), (REQUESTER, (20, 20), (20, 25), 5, False),
        (REQUESTER, (20, 20), (26, 14), 5, True), (REQUESTER, (20, 20), (14, 26), 5, True),
        (REQUESTER, (20, 20), (14, 20), 5, True), (REQUESTER, (20, 20), (15, 20), 5, False),
        (REQUESTER, (20, 20), (21, 40), 5, False), (REQUESTER, (20, 20), (40, 21), 5, False),
        (REQUESTER, (20, 20), (40, 13), 5, True),
        # Each moved by enough, the sum by one.
        (REQUESTER, (20, 20), (27, 14), 5, False), (REQUESTER, (20, 20), (13, 26), 5, False),
        (REQUESTER, (20, 20), (22, 18), 1, True), (REQUESTER, (20, 20), (21, 19), 1, False),
        (CONCERN_GROUP, (20, 20, 20), (20, 20, 26), 5, True),
        (CONCERN_GROUP, (20, 20, 20), (20, 19, 26), 5, False),
        (FIRST_CONTACT, (20, 20), (26, 14), 5, True), (FIRST_CONTACT, (20, 20), (26, 20), 5, False),
        (FIRST_CONTACT, (20, 20), (40, 40), 5, False), (FIRST_CONTACT, (20, 20), (20, 20), 5, False),
        (OUTCOME, (20,) * 6, (26, 14, 20, 20, 20, 20), 5, True),
        (OUTCOME, (20,) * 6, (26, 20, 20, 20, 20, 20), 5, False),
    ],
)  # fmt: skip
def test_new_numbers_replace_old_ones_that_no_handful_lies_between(
    table: Table, old: tuple[int, ...], new: tuple[int, ...], k: int, so: bool
) -> None:
    before, after = (dict(zip(table.categories, counts, strict=True)) for counts in (old, new))
    assert may_replace(table, [before], after, k) is so


def test_new_numbers_are_held_against_all_that_was_ever_told_and_differ_from_the_last() -> None:
    first, second, near = ({"Myself": n, "Someone else": 20} for n in (20, 30, 24))
    assert may_replace(REQUESTER, [first, second], first, K)
    assert not may_replace(REQUESTER, [first, second], second, K)
    assert not may_replace(REQUESTER, [first, second], near, K)
    assert not may_replace(REQUESTER, [near, second], first, K)
    due: list[Counts] = [{"Within 7 days": n, "Later or not yet": 40 - n} for n in (20, 30)]
    assert may_replace(FIRST_CONTACT, due, {"Within 7 days": 10, "Later or not yet": 30}, K)
    assert not may_replace(FIRST_CONTACT, due, {"Within 7 days": 10, "Later or not yet": 36}, K)
