"""The schedule: each turn once, whatever clocks, sleep and errors do; and stopping in good order."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.core.running.timetable import Daily, Often, Turns, again, offset
from automations.scheduler import Timetable, watch

PACIFIC = ZoneInfo("America/Los_Angeles")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NONE: frozenset[str] = frozenset()


class Simulated:
    """A clock that goes on when somebody waits. `asleep`: when the machine sleeps, and how long."""

    def __init__(
        self, begin: datetime, end: datetime, asleep: dict[datetime, timedelta] | None = None
    ) -> None:
        self.now, self.end, self.asleep = begin, end, dict(asleep or {})

    def __call__(self) -> datetime:
        return self.now

    def stopped(self, pause: timedelta) -> bool:
        # Half a second more, so that waiting never takes no time.
        self.now += pause + timedelta(seconds=0.5)
        for moment in [m for m in self.asleep if m <= self.now]:
            self.now += self.asleep.pop(moment)
        return self.now >= self.end


def played(
    clock: Simulated,
    turns: dict[str, Turns],
    failing: Callable[[datetime], Collection[str]] = lambda _: NONE,
) -> dict[str, list[datetime]]:
    """When each job was done."""
    found: dict[str, list[datetime]] = {name: [] for name in turns}

    def perform(names: Sequence[str]) -> Collection[str]:
        for name in names:
            found[name].append(clock())
        return failing(clock())

    watch(Timetable(turns, clock), perform, clock.stopped)
    return found


def test_six_months_over_both_changes_of_the_clocks_give_each_job_each_of_its_turns_once() -> None:
    begin = datetime(2026, 10, 1, 12, 0, tzinfo=PACIFIC).astimezone(UTC)
    end = datetime(2027, 4, 1, 12, 0, tzinfo=PACIFIC).astimezone(UTC)
    shift = offset(b"a team's id")
    turns: dict[str, Turns] = {name: Often(shift) for name in ("intake", "assign", "first-contact")}
    turns |= {name: Daily(time(7, 30), PACIFIC, shift) for name in ("report", "retention")}
    done = played(Simulated(begin, end), turns)
    quarters = (end - begin) // timedelta(minutes=15)
    for name in ("intake", "assign", "first-contact"):
        assert len(done[name]) == 1 + quarters
        apart = {(b - a) // MINUTE for a, b in zip(done[name][1:], done[name][2:], strict=False)}
        assert apart <= {14, 15}
    for name in ("report", "retention"):
        days = Counter(moment.astimezone(PACIFIC).date() for moment in done[name][1:])
        assert days == {date(2026, 10, 2) + n * DAY: 1 for n in range((end.date() - begin.date()).days)}
        clocks = {(moment.astimezone(PACIFIC) - shift).strftime("%H:%M") for moment in done[name][1:]}
        assert clocks == {"07:30"}


@pytest.mark.parametrize(
    ("at", "zone", "begin"),
    [
        (time(2, 30), PACIFIC, datetime(2027, 3, 12, 12, tzinfo=PACIFIC)),
        (time(1, 30), PACIFIC, datetime(2026, 10, 30, 12, tzinfo=PACIFIC)),
        (time(2, 15), ZoneInfo("Australia/Lord_Howe"), datetime(2026, 10, 2, 0, tzinfo=UTC)),
        (time(0, 0), ZoneInfo("Africa/Cairo"), datetime(2026, 4, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_time_that_a_day_has_not_or_has_twice_gives_one_turn_all_the_same(
    at: time, zone: ZoneInfo, begin: datetime
) -> None:
    daily, moment = Daily(at, zone), begin.astimezone(UTC)
    days = []
    for _ in range(5):
        moment = daily.after(moment)
        days.append(moment.astimezone(zone).date())
    assert days == [days[0] + n * DAY for n in range(5)]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.times(timezones=st.none()),
    st.binary(min_size=1, max_size=8),
)
def test_the_next_turn_is_later_and_there_is_none_between(moment: datetime, at: time, seed: bytes) -> None:
    for turns in (Often(offset(seed)), Daily(at, PACIFIC, offset(seed))):
        following = turns.after(moment)
        assert following > moment
        assert turns.after(following - timedelta(microseconds=1)) == following
        assert following - moment <= timedelta(hours=25)


def test_what_was_missed_while_the_machine_slept_is_caught_up_once() -> None:
    begin = datetime(2026, 11, 2, 18, tzinfo=UTC)
    asleep = {begin + timedelta(hours=1): timedelta(days=3)}
    turns: dict[str, Turns] = {"intake": Often(timedelta()), "report": Daily(time(7, 30), PACIFIC)}
    done = played(Simulated(begin, begin + timedelta(days=3, hours=2), asleep), turns)
    woke = begin + timedelta(days=3, hours=1)
    assert len(done["report"]) == 2
    assert [m for m in done["intake"] if woke <= m < woke + MINUTE] == [done["intake"][4]]
    assert len(done["intake"]) == 4 + 4


def test_a_job_that_fails_is_tried_again_with_growing_pauses_and_never_stops_the_others() -> None:
    begin = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
    turns: dict[str, Turns] = {"intake": Often(timedelta()), "report": Daily(time(7, 30), PACIFIC)}
    mended = begin + timedelta(hours=3)
    clock = Simulated(begin, begin + timedelta(hours=6))
    done = played(clock, turns, lambda now: {"report"} if now < mended else NONE)
    pauses = [(b - a) // MINUTE for a, b in zip(done["report"], done["report"][1:], strict=False)]
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128]
    assert len(done["intake"]) == 6 * 4


def test_a_pass_that_raises_is_tried_again_and_the_watch_goes_on() -> None:
    begin = datetime(2026, 11, 2, 18, 0, 10, tzinfo=UTC)
    clock, tries = Simulated(begin, begin + timedelta(minutes=14)), list[datetime]()

    def perform(_: Sequence[str]) -> Collection[str]:
        tries.append(clock())
        raise ZeroDivisionError

    watch(Timetable({"intake": Often(timedelta())}, clock), perform, clock.stopped)
    assert [(moment - begin) // MINUTE for moment in tries] == [0, 1, 3, 7]


def test_no_failure_makes_a_job_wait_longer_than_for_its_next_turn() -> None:
    now = datetime(2026, 11, 2, 18, 1, tzinfo=UTC)
    for failures in (1, 5, 50, 5000):
        assert now < again(Often(timedelta()), failures, now) <= now + timedelta(minutes=14)


def test_a_clock_that_is_put_back_by_a_day_stops_nothing() -> None:
    begin = datetime(2026, 11, 2, 18, tzinfo=UTC)
    clock = Simulated(begin, begin + timedelta(hours=1), {begin + timedelta(minutes=30): -DAY})
    done = played(clock, {"intake": Often(timedelta())})["intake"]
    assert len([m for m in done if m < begin]) == 24 * 4 - 3
