"""The timestamps of form exports, as moments in UTC.

Offsets are read here because `GMT-8` means eight hours behind, as people write it, and not what
POSIX means by the same letters; and because PST is a name, not an offset.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from sheets_schema import dates
from sheets_schema.dates import DateOrder

_SHAPE = re.compile(
    r"""^\s*(?P<a>\d{1,4})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{1,4})\.?
    [\sT,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:\.\d+)?
    \s*(?P<half>[ap]\.?\s?m\.?)?
    \s*(?P<zone>Z|[A-Za-z]{2,5}(?:[+−-]\d{1,2}(?::?\d{2})?)?|[+−-]\d{2}:?\d{2})?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_OFFSET = re.compile(r"^(?:GMT|UTC)?([+−-])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)


class Unreadable(ValueError):
    """The text is no timestamp that means one moment. Its message says why."""


class WrongOrder(Unreadable):
    """Day and month can't be in the order that the settings give, so no row of the file is sure."""


def moment(text: str, zone: ZoneInfo, order: DateOrder) -> datetime:
    """The moment, to the second, in UTC. Without a zone it is the team's clock that was read."""
    match = _SHAPE.match(text)
    if match is None:
        raise Unreadable("the timestamp can't be read")
    year, month, day = _date(match, order)
    hour = _hour(match)
    minute, second = int(match["minute"]), int(match["second"] or 0)
    try:
        # The zone is looked up below, and depends on the year.
        local = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        raise Unreadable("the timestamp names a time that does not exist") from None
    if not dates.EARLIEST <= local.date() < dates.LATEST:
        raise Unreadable("the timestamp names a year that can't be right")
    here = _zone(match["zone"], local.year, zone)
    if local.replace(tzinfo=here).utcoffset() != local.replace(tzinfo=here, fold=1).utcoffset():
        raise Unreadable("the timestamp has no zone and falls into the hour in which clocks are turned")
    return local.replace(tzinfo=here).astimezone(UTC)


def has_zone(text: str) -> bool:
    match = _SHAPE.match(text)
    return match is not None and bool(match["zone"])


def _date(match: re.Match[str], order: DateOrder) -> tuple[int, int, int]:
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 4:
        return int(a), int(b), int(c)
    if len(c) != 4:
        raise Unreadable("the timestamp has no year of four digits")
    day_first = order is DateOrder.DAY_FIRST
    month, day = (int(b), int(a)) if day_first else (int(a), int(b))
    if month > 12 >= day:
        raise WrongOrder(f"the timestamp is not in the order '{order}'")
    return int(c), month, day


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    if not match["half"]:
        return hour
    if not 1 <= hour <= 12:
        raise Unreadable("the timestamp names a time that does not exist")
    return hour % 12 + (12 if match["half"][0] in "pP" else 0)


def _zone(name: str | None, year: int, zone: ZoneInfo) -> timezone | ZoneInfo:
    if not name:
        return zone
    if name.upper() in ("Z", "UTC", "GMT"):
        return UTC
    if match := _OFFSET.match(name):
        sign = 1 if match[1] == "+" else -1
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if offset < timedelta(hours=15):
            return timezone(sign * offset)
    offset_of = _names(zone, year)
    if name.upper() not in offset_of:
        raise Unreadable(f"the timestamp has a time zone that {zone.key} does not use")
    return timezone(offset_of[name.upper()])


@lru_cache
def _names(zone: ZoneInfo, year: int) -> dict[str, timedelta]:
    """The names that the zone's clocks go by in that year, with what they mean there."""
    noons = (datetime(year, month, 1, 12, tzinfo=zone) for month in range(1, 13))
    return {str(noon.tzname()).upper(): noon.utcoffset() or timedelta() for noon in noons}
