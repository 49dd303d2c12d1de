"""When mail may go out by the team's clocks: not at night, on days off, or on holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from automations.core.mail.mail_hours import Hours, unreadable

ZONE = ZoneInfo("America/Los_Angeles")
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (6, 7, 8, 9))


def hours(*holidays: str, off: tuple[int, ...] = (5, 6)) -> Hours:
    return Hours(ZONE, time(8), time(20), frozenset(off), frozenset(holidays))


@pytest.mark.parametrize(
    ("now", "awake"),
    [
        ("2026-11-09T07:59:59-08:00", False),
        ("2026-11-09T08:00:00-08:00", True),
        ("2026-11-09T16:00:00+00:00", True),
        ("2026-11-09T19:59:59-08:00", True),
        ("2026-11-10T03:59:59+00:00", True),
        ("2026-11-09T20:00:00-08:00", False),
        ("2026-11-10T04:00:00+00:00", False),
        ("2026-11-10T12:00:00+00:00", False),
    ],
)
def test_mail_goes_out_from_the_first_hour_until_the_last_by_the_team_s_clocks(now: str, awake: bool) -> None:
    assert hours().awake(datetime.fromisoformat(now)) is awake
    assert hours().may_send(datetime.fromisoformat(now)) is awake


def test_the_day_is_that_where_the_team_is() -> None:
    still_friday, still_sunday = (datetime(2026, 11, day, 3, tzinfo=UTC) for day in (7, 9))
    assert hours().may_send(still_friday)
    assert not hours().may_send(still_sunday)
    assert hours().awake(still_sunday)


def test_no_mail_goes_out_on_days_off_and_on_holidays() -> None:
    assert [hours().works(day) for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)] == [True, False, False, True]
    once, yearly = hours("2026-12-24"), hours("12-24")
    for year, holiday in ((2026, True), (2027, False)):
        assert once.works(date(year, 12, 24)) is not holiday
    assert not any(yearly.works(date(year, 12, 24)) for year in (2026, 2027))
    assert once.works(date(2026, 12, 23)) and yearly.works(date(2026, 12, 25))


def test_what_is_told_on_a_friday_must_last_until_sunday() -> None:
    assert hours().before_next(FRIDAY) == SUNDAY
    assert hours("2026-11-09").before_next(FRIDAY) == MONDAY
    assert hours().before_next(MONDAY) == MONDAY


def test_on_a_monday_mail_could_last_go_out_on_friday() -> None:
    assert hours().last(MONDAY) == FRIDAY
    assert hours("11-06").last(MONDAY) == date(2026, 11, 5)
    assert hours().last(date(2026, 11, 10)) == MONDAY


@pytest.mark.parametrize(("free", "found"), [(30, 30), (31, 0)])
def test_days_off_without_an_end_are_taken_for_none(free: int, found: int) -> None:
    today = date(2026, 11, 10)
    for step in (1, -1):
        others = (today + timedelta(days=step * n) for n in range(1, free + 1))
        asked = hours(*map(str, others), off=())
        if step == 1:
            assert asked.before_next(today) == today + timedelta(days=found)
        else:
            assert asked.last(today) == today - timedelta(days=found + 1)


def test_holidays_that_are_no_days_are_named() -> None:
    wrong = ["13-01", "2026-02-29", "24.12.", "02-30", "", "Christmas", "20261224", "2026-W52-4", "W01-1"]
    assert unreadable(["2026-12-24", *wrong[:3], "12-25", "02-29", *wrong[3:], "2028-02-29"]) == wrong
    assert unreadable([]) == []
