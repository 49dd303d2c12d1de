"""When mail may go out: not at night, on days off, or on holidays."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Hours:
    """From `earliest` until `latest` by the clocks of `zone`. `days_off` are weekdays, Monday is 0;
    `holidays` are written 2026-12-24, or 12-25 for every year.
    """

    zone: ZoneInfo
    earliest: time
    latest: time
    days_off: frozenset[int]
    holidays: frozenset[str]

    def awake(self, now: datetime) -> bool:
        """Whether it is no time of night."""
        return self.earliest <= now.astimezone(self.zone).time() < self.latest

    def may_send(self, now: datetime) -> bool:
        return self.awake(now) and self.works(now.astimezone(self.zone).date())

    def works(self, day: date) -> bool:
        off = day.weekday() in self.days_off
        return not off and not {day.isoformat(), f"{day:%m-%d}"} & self.holidays

    def before_next(self, day: date) -> date:
        """The last day before mail may go out again: on a Friday the Sunday after it."""
        return self._first(day, 1) - timedelta(days=1)

    def last(self, day: date) -> date:
        """The day before this one on which mail could last go out."""
        return self._first(day, -1)

    def _first(self, day: date, step: int) -> date:
        """Within a month, for nobody gives up mail by holidays for longer."""
        days = (day + timedelta(days=step * n) for n in range(1, 32))
        return next((other for other in days if self.works(other)), day + timedelta(days=step))


def unreadable(holidays: Collection[str]) -> list[str]:
    """Those that are no days."""
    return [text for text in holidays if not _is_day(text)]


def _is_day(text: str) -> bool:
    # Any leap year, so that 02-29 is a day.
    whole = text if len(text) > 5 else f"2024-{text}"
    try:
        return date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False
