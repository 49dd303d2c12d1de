"""Windows are the calendar's months, quarters, half-years and years; what a table may show follows from k."""

from datetime import date

import pytest

from automations.reporting.tables import (
    ALL,
    BREAKDOWNS,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    TABLES,
    Table,
    least_excess,
    smallest_shown,
    sound,
)
from automations.reporting.windows import (
    Window,
    ending_in,
    first_day,
    month_of,
    named,
    read_month,
    spanning,
)

JANUARY = 2026 * 12
QUARTER = Window(JANUARY, 3)


@pytest.mark.parametrize(
    ("window", "start", "end", "said"),
    [
        (Window(JANUARY, 1), date(2026, 1, 1), date(2026, 1, 31), "January 2026"),
        (Window(JANUARY + 1, 1), date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        (Window(JANUARY + 11, 1), date(2026, 12, 1), date(2026, 12, 31), "December 2026"),
        (Window(JANUARY + 6, 3), date(2026, 7, 1), date(2026, 9, 30), "July to September 2026"),
        (Window(JANUARY + 9, 3), date(2026, 10, 1), date(2026, 12, 31), "October to December 2026"),
        (Window(JANUARY, 6), date(2026, 1, 1), date(2026, 6, 30), "January to June 2026"),
        (Window(JANUARY, 12), date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_a_window_goes_from_its_first_day_to_its_last_and_is_called_by_its_months(
    window: Window, start: date, end: date, said: str
) -> None:
    assert (window.start, window.end, str(window)) == (start, end, said)
    assert spanning(start, end) == window


def test_a_window_has_so_many_months_as_it_is_long() -> None:
    assert (QUARTER.last, list(QUARTER.months)) == (JANUARY + 2, [JANUARY, JANUARY + 1, JANUARY + 2])
    single = Window(JANUARY, 1)
    assert (single.last, list(single.months)) == (JANUARY, [JANUARY])


@pytest.mark.parametrize(
    ("other", "meets", "within"),
    [
        (Window(JANUARY - 1, 1), False, False),
        (Window(JANUARY, 1), True, True),
        (Window(JANUARY + 1, 1), True, True),
        (Window(JANUARY + 2, 1), True, True),
        (Window(JANUARY + 3, 1), False, False),
        (Window(JANUARY - 3, 3), False, False),
        (Window(JANUARY - 2, 3), True, False),
        (QUARTER, True, True),
        (Window(JANUARY + 2, 3), True, False),
        (Window(JANUARY + 3, 3), False, False),
        (Window(JANUARY, 6), True, False),
        (Window(JANUARY - 3, 6), True, False),
    ],
)
def test_windows_meet_where_they_share_a_month_and_lie_in_one_another_where_they_share_all(
    other: Window, meets: bool, within: bool
) -> None:
    assert (other.meets(QUARTER), QUARTER.meets(other), other.within(QUARTER)) == (meets, meets, within)


@pytest.mark.parametrize(
    ("day", "name", "first"),
    [
        (date(2026, 1, 1), "2026-01", date(2026, 1, 1)),
        (date(2026, 1, 31), "2026-01", date(2026, 1, 1)),
        (date(2026, 11, 30), "2026-11", date(2026, 11, 1)),
        (date(2026, 12, 1), "2026-12", date(2026, 12, 1)),
        (date(2026, 12, 31), "2026-12", date(2026, 12, 1)),
        (date(2027, 1, 1), "2027-01", date(2027, 1, 1)),
    ],
)
def test_a_day_is_in_one_month_of_the_calendar(day: date, name: str, first: date) -> None:
    month = month_of(day)
    assert (named(month), first_day(month), read_month(name)) == (name, first, month)


@pytest.mark.parametrize(
    "wrong",
    [
        "2026-1",
        "26-01",
        "2026-001",
        " 2026-01",
        "2026-01\n",
        "2026-01-01",
        "2026/01",
        "",
        "٢٠٢٦-٠١",
        "12026-01",
    ],
)
def test_what_is_no_month_is_told_as_such(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"^a month is written YYYY-MM$"):
        read_month(wrong)


@pytest.mark.parametrize("wrong", ["2026-00", "2026-13"])
def test_a_month_that_no_year_has_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_month(wrong)


@pytest.mark.parametrize(
    ("month", "lengths"),
    [
        (0, [1]), (1, [1]), (2, [1, 3]), (3, [1]), (5, [1, 3, 6]), (8, [1, 3]), (10, [1]),
        (11, [1, 3, 6, 12]),
    ],
)  # fmt: skip
def test_at_the_end_of_a_month_so_many_windows_of_the_calendar_end(month: int, lengths: list[int]) -> None:
    assert list(ending_in(JANUARY + month)) == [
        Window(JANUARY + month - length + 1, length) for length in lengths
    ]


def test_only_the_number_of_requests_is_a_total() -> None:
    assert [table.is_total for table in TABLES] == [True, False, False, False, False, False]
    assert BREAKDOWNS == (CONCERN, CONCERN_GROUP, REQUESTER, FIRST_CONTACT, OUTCOME)


@pytest.mark.parametrize(("k", "least"), [(1, 2), (5, 6), (10, 11)])
def test_the_smallest_number_shown_is_one_over_k(k: int, least: int) -> None:
    assert smallest_shown(k) == least
    for count in (0, least - 1, least, least + 1):
        assert sound(REQUESTS, {ALL: count}, 0, k) is (count >= least)


@pytest.mark.parametrize(
    ("table", "k", "least"),
    [
        # Of three groups, n choices more were made by n/2 to n cases: k numbers from n = 2k - 2 on; and 2.
        (CONCERN_GROUP, 1, 3), (CONCERN_GROUP, 2, 4), (CONCERN_GROUP, 3, 6),
        (CONCERN_GROUP, 5, 10), (CONCERN_GROUP, 10, 20),
        # Of eight concerns by n/7 to n cases: k numbers from n = k on while n is 7 at most; and 7.
        (CONCERN, 1, 8), (CONCERN, 2, 9), (CONCERN, 5, 12), (CONCERN, 7, 14),
        # 8 choices more were made by 2 to 8 cases, which are seven numbers; 9 by 2 to 9.
        (CONCERN, 8, 16),
    ],
)  # fmt: skip
def test_so_many_choices_more_than_cases_hide_how_many_made_several(table: Table, k: int, least: int) -> None:
    assert least_excess(table, k) == least


@pytest.mark.parametrize(
    ("table", "counts", "total", "so"),
    [
        (CONCERN_GROUP, (10, 10, 10), 30, True),
        (CONCERN_GROUP, (10, 10, 10), 29, False),
        (CONCERN_GROUP, (10, 10, 10), 21, False),
        (CONCERN_GROUP, (10, 10, 10), 20, True),
        (CONCERN_GROUP, (10, 10, 10), 16, True),
        (CONCERN_GROUP, (10, 10, 10), 15, False),
        (CONCERN_GROUP, (5, 10, 15), 30, False),
        (CONCERN_GROUP, (15, 10, 5), 30, False),
        (REQUESTER, (6, 6), 12, True),
        (REQUESTER, (6, 6), 13, False),
        (REQUESTER, (6, 6), 17, False),
        (REQUESTER, (6, 6), 18, True),
        (REQUESTER, (6, 5), 30, False),
        (REQUESTER, (5, 6), 30, False),
        (FIRST_CONTACT, (6, 6), 13, True),
        (FIRST_CONTACT, (6, 5), 13, False),
        (OUTCOME, (6, 6, 6, 6, 6, 6), 37, True),
        (OUTCOME, (6, 6, 6, 6, 6, 5), 37, False),
    ],
)
def test_a_table_is_shown_where_no_group_that_it_tells_of_is_smaller_than_six(
    table: Table, counts: tuple[int, ...], total: int, so: bool
) -> None:
    assert sound(table, dict(zip(table.categories, counts, strict=True)), total, 5) is so


def test_a_category_of_which_nothing_was_counted_is_empty_and_too_small() -> None:
    assert not sound(REQUESTER, {"Myself": 30}, 30, 5)
    assert not sound(REQUESTER, {"Myself": 30}, 31, 1)
    assert not sound(REQUESTER, {}, 0, 5)
