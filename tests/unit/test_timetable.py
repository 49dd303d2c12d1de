"""When a job's turn comes, and when one that failed is tried again."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from automations.core.running.timetable import Daily, Often, again, offset

PACIFIC, KATHMANDU = ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Kathmandu")
NO_SHIFT = timedelta()
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("turns", "moment", "following"),
    [
        (Often(NO_SHIFT), at(18, 1), at(18, 15)),
        (Often(NO_SHIFT), at(18, 14, 59), at(18, 15)),
        (Often(NO_SHIFT), at(18, 15), at(18, 30)),
        (Often(NO_SHIFT), at(23, 50), at(0, 0, day=11)),
        (Often(timedelta(seconds=70)), at(18, 1), at(18, 1, 10)),
        (Often(timedelta(seconds=70)), at(18, 1, 10), at(18, 16, 10)),
        (Often(NO_SHIFT, timedelta(hours=1)), at(18, 1), at(19)),
        (Often(5 * MINUTE, timedelta(hours=1)), at(18, 5), at(19, 5)),
        (Often(NO_SHIFT), datetime(2026, 11, 10, 23, 40, tzinfo=KATHMANDU), at(18)),
    ],
)
def test_often_is_every_quarter_of_an_hour_and_never_now(
    turns: Often, moment: datetime, following: datetime
) -> None:
    assert turns.after(moment) == following


@pytest.mark.parametrize(
    ("turns", "moment", "following"),
    [
        (Daily(time(7, 30), PACIFIC), at(15, 29, 59), at(15, 30)),
        (Daily(time(7, 30), PACIFIC), at(15, 30), at(15, 30, day=11)),
        (Daily(time(7, 30), PACIFIC), at(3), at(15, 30)),
        (Daily(time(7, 30), PACIFIC, 5 * MINUTE), at(15, 34, 59), at(15, 35)),
        (Daily(time(7, 30), PACIFIC, 5 * MINUTE), at(15, 35), at(15, 35, day=11)),
        # A turn that comes after midnight is still that of the day before.
        (Daily(time(23, 55), PACIFIC, 10 * MINUTE), at(8, 1), at(8, 5)),
        (Daily(time(23), PACIFIC, timedelta(hours=20)), at(2, day=11), at(3, day=11)),
        (Daily(time(0, 5), KATHMANDU), at(18, 19), at(18, 20)),
        (Daily(time(0, 5), KATHMANDU), at(18, 20), at(18, 20, day=11)),
        (Daily(time(7, 30), PACIFIC), datetime(2026, 11, 10, 23, 40, tzinfo=KATHMANDU), at(15, 30, day=11)),
    ],
)
def test_daily_is_once_on_each_day_where_the_team_is(
    turns: Daily, moment: datetime, following: datetime
) -> None:
    found = turns.after(moment)
    assert found == following
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("turns", "moment", "following"),
    [
        # 2026-03-08 has no 02:30 there: it counts as an hour later.
        (Daily(time(2, 30), PACIFIC), datetime(2026, 3, 8, 9, tzinfo=UTC), datetime(2026, 3, 8, 10, 30)),
        (Daily(time(2, 30), PACIFIC), datetime(2026, 3, 8, 10, 30, tzinfo=UTC), datetime(2026, 3, 9, 9, 30)),
        # 2026-11-01 has 01:30 twice: the first counts.
        (Daily(time(1, 30), PACIFIC), datetime(2026, 11, 1, 8, tzinfo=UTC), datetime(2026, 11, 1, 8, 30)),
        (Daily(time(1, 30), PACIFIC), datetime(2026, 11, 1, 8, 30, tzinfo=UTC), datetime(2026, 11, 2, 9, 30)),
        # The shift is time that passes, whatever the clocks show meanwhile.
        (
            Daily(time(1, 59), PACIFIC, 10 * MINUTE),
            datetime(2026, 3, 8, 9, tzinfo=UTC),
            datetime(2026, 3, 8, 10, 9),
        ),
    ],
)
def test_a_day_on_which_the_clocks_are_changed_has_one_turn_too(
    turns: Daily, moment: datetime, following: datetime
) -> None:
    assert turns.after(moment) == following.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "pause"), [(1, 1), (2, 2), (3, 4), (4, 8), (10, 512), (20, 2**19), (21, 2**20), (22, 2**20)]
)
def test_each_failure_in_a_row_doubles_the_pause_up_to_twenty_times(failures: int, pause: int) -> None:
    seldom = Often(NO_SHIFT, timedelta(days=36_500))
    assert again(seldom, failures, at(18, 1)) == at(18, 1) + pause * MINUTE


@pytest.mark.parametrize(
    ("failures", "following"),
    [(1, at(18, 2)), (4, at(18, 9)), (5, at(18, 15)), (50, at(18, 15)), (5000, at(18, 15))],
)
def test_no_job_that_failed_waits_longer_than_for_its_next_turn(failures: int, following: datetime) -> None:
    assert again(Often(NO_SHIFT), failures, at(18, 1)) == following


@pytest.mark.parametrize(
    ("seed", "seconds"),
    [
        (b"", 0),
        (b"\x05", 5),
        (b"\x00\x05", 5),
        (b"\x01\x00", 256),
        (b"\x03\x83", 899),
        (b"\x03\x84", 0),
        (b"\x03\x85", 1),
    ],
)
def test_a_team_s_turns_are_shifted_by_less_than_a_quarter_of_an_hour(seed: bytes, seconds: int) -> None:
    assert offset(seed) == seconds * SECOND
