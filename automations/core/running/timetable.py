"""When a job's turn comes, and when one that failed is tried again. Moments are in UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

OFTEN = timedelta(minutes=15)

FIRST_PAUSE = timedelta(minutes=1)
"""After a first failure; each further one doubles it, but no job waits longer than for its next turn."""

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Turns(Protocol):
    def after(self, moment: datetime) -> datetime:
        """The first turn later than the moment."""
        ...


@dataclass(frozen=True, slots=True)
class Often:
    """Every so often, whatever people's clocks show. `offset` shifts all turns."""

    offset: timedelta
    every: timedelta = OFTEN

    def after(self, moment: datetime) -> datetime:
        start = LONG_AGO + self.offset
        return start + ((moment - start) // self.every + 1) * self.every


@dataclass(frozen=True, slots=True)
class Daily:
    """Once on each day of the zone, `offset` after a time of its clocks. A time that is left out when clocks
    are put forward counts as an hour later, of one that comes twice the first counts (PEP 495, fold 0).
    """

    at: time
    zone: ZoneInfo
    offset: timedelta = timedelta()

    def after(self, moment: datetime) -> datetime:
        day = moment.astimezone(self.zone).date() - timedelta(days=1)
        while (turn := datetime.combine(day, self.at, self.zone).astimezone(UTC) + self.offset) <= moment:
            day += timedelta(days=1)
        return turn


def again(turns: Turns, failures: int, now: datetime) -> datetime:
    """When to try a job again that failed so many times in a row, once or more."""
    # Past twenty doublings any turn comes first.
    return min(now + FIRST_PAUSE * (1 << min(failures - 1, 20)), turns.after(now))


def offset(seed: bytes) -> timedelta:
    """The same for the same team and spread over a quarter of an hour, so that many teams don't ask Google in
    one second. `seed`: bytes by chance, or a hash's.
    """
    return timedelta(seconds=int.from_bytes(seed) % int(OFTEN.total_seconds()))
