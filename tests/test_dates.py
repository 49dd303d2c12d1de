"""Dates as people type them: read where they mean one day, told where they don't, never guessed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema import codec
from sheets_schema.codec import Unreadable
from sheets_schema.dates import DateOrder, spoken

MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
THIRD = date(2026, 11, 3)


@pytest.mark.parametrize(
    "cell",
    [
        THIRD, datetime(2026, 11, 3), datetime(2026, 11, 3, 14, 30), 46329, 46329.0, 46329.75,
        "2026-11-03", " 2026-11-03 ", "2026-11-3", "2026/11/03", "2026.11.3", "20261103", 20261103,
        "11/3/2026", "11/03/26", "11-3-2026", "11 / 3 / 2026", "Nov 3, 2026", "Nov 3 2026",
        "November 3rd, 2026", "nov. 3, 2026", "3 Nov 2026", "3rd of November 2026", "3-Nov-2026",
        "Tue, Nov 3, 2026", "Tuesday 3 November 2026", "2026-11-03 14:30", "2026-11-03T14:30:00Z",
        "11/3/2026 2:30 PM", "3-Nov-26", "Nov 3, 26", "2026\u201111\u201103", "11\u20133\u20132026",
        "Sept 3, 2026".replace("Sept", "Nov"),
    ],
)  # fmt: skip
def test_the_ways_people_write_a_day_are_read_month_first(cell: codec.Cell) -> None:
    assert codec.read_date(cell, MONTH) == THIRD


@pytest.mark.parametrize("text", ["3/11/2026", "3.11.2026", "03.11.26", "3-11-2026", "3.11.2026."])
def test_the_ways_people_write_a_day_are_read_day_first(text: str) -> None:
    assert codec.read_date(text, DAY) == THIRD


@pytest.mark.parametrize(
    "cell",
    [
        "yesterday", "11/3", "Nov 3", "3.11.", "soon", "?", "13/11/2026", "3.11.2026", "2026-02-30",
        "31/31/2026", "Mon, Nov 3, 2026", "Marching 3, 2026", "0", 0, -5, 3, 99999999, True,
        "11/3/1926", date(1899, 12, 31), datetime(1900, 1, 1), "2026-11-03 and 2026-11-04",
        codec.NoValue.FORMULA, codec.NoValue.ERROR,
    ],
)  # fmt: skip
def test_what_means_no_day_or_more_than_one_is_never_guessed(cell: codec.Cell) -> None:
    assert codec.read_date(cell, MONTH) == codec.UNREADABLE_DATE


def test_a_contradiction_of_the_order_is_not_turned_round() -> None:
    assert isinstance(codec.read_date("11/13/2026", DAY), Unreadable)


@pytest.mark.parametrize("cell", [None, "", "  ", "\n"])
def test_blank_is_no_date_and_no_trouble(cell: codec.Cell) -> None:
    assert codec.read_date(cell, MONTH) is None


def test_a_day_to_come_is_told_for_what_has_happened() -> None:
    assert codec.read_past_date("2026-11-04", MONTH, THIRD) == codec.FUTURE_DATE
    assert codec.read_past_date("2026-11-03", MONTH, THIRD) == THIRD


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_written_date_is_read_as_itself(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for cell in (day, day.isoformat(), serial, float(serial), f"{day:%B} {day.day}, {day.year}"):
        assert codec.read_date(cell, MONTH) == day
    assert codec.read_date(f"{day.month}/{day.day}/{day.year}", MONTH) == day
    assert codec.read_date(f"{day.day}.{day.month}.{day.year}", DAY) == day


@given(st.text())
def test_any_text_is_read_or_told_and_never_raises(text: str) -> None:
    found = codec.read_date(text, MONTH)
    assert found is None or isinstance(found, (date, Unreadable))


def test_the_year_is_said_when_it_is_not_this_one() -> None:
    assert spoken(date(2026, 11, 13), THIRD) == "Fri 13 Nov"
    assert spoken(date(2027, 1, 2), THIRD) == "Sat 2 Jan 2027"
