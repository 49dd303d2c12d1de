"""Dates as people write them, read in the order that the team's settings give, never guessed."""

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

SPREADSHEET_EPOCH = date(1899, 12, 30)
"""Day 0 of the serial numbers of Excel's 1900 system and of Google Sheets (ECMA-376, 18.17.4.1)."""

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""A date outside these is a slip of the keyboard, not a date of a case."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
"""What word processors and telephones make of a hyphen."""
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+", re.IGNORECASE)
_TIME = re.compile(
    r"[T\s,]+(at\s+)?\d{1,2}(:\d{2}){1,2}(\.\d+)?\s*([ap]\.?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})$")
_COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})$")
_NUMBERS = re.compile(r"^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?$")
_MONTH_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_NAMED = re.compile(
    rf"^(\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s+of)?[\s-]*{_MONTH_NAME}[\s,-]*(\d{{4}}|\d{{2}})$", re.IGNORECASE
)
_NAMED_DAY = re.compile(
    rf"^{_MONTH_NAME}[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,-]+(\d{{4}}|\d{{2}})$", re.IGNORECASE
)
_FULL_MONTHS = "january february march april may june july august september october november december".split()


class DateOrder(StrEnum):
    """What 11/3/2026 means."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


def from_serial(number: float) -> date | None:
    """The day that a spreadsheet's serial number stands for; None outside the years of use."""
    if not 0 < number < 80_000:
        return None
    return _plausible(SPREADSHEET_EPOCH + timedelta(days=int(number)))


def from_text(text: str, order: DateOrder) -> date | None:
    """The day that the text names in just one way, else None."""
    text = " ".join(text.translate(_DASHES).split())
    weekday = _WEEKDAY.match(text)
    day = _from_words(_TIME.sub("", text[weekday.end() :] if weekday else text), order)
    if day and weekday and WEEKDAYS[day.weekday()] != weekday[1].lower():
        return None
    return day


def _from_words(text: str, order: DateOrder) -> date | None:
    if match := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.match(text):
        return _in_order(match, order)
    if (match := _DAY_NAMED.match(text)) and _is_month(text):
        return _day(_year(match[3]), _month(match[2]), int(match[1]))
    if (match := _NAMED_DAY.match(text)) and _is_month(text):
        return _day(_year(match[3]), _month(match[1]), int(match[2]))
    return None


def _in_order(match: re.Match[str], order: DateOrder) -> date | None:
    """13/11/2026 where months come first is a contradiction, not a date."""
    first, separator, second = int(match[1]), match[2], int(match[3])
    year = _year(match[4])
    if order is DateOrder.DAY_FIRST:
        return _day(year, second, first)
    # Dots are written day first wherever they are written, so here they have two meanings.
    if separator == "." and first != second:
        return None
    return _day(year, first, second)


def _is_month(text: str) -> bool:
    """Whether the word in it is a month's name or its abbreviation, not merely begins like one."""
    words: list[str] = re.findall(r"[a-z]+", text.lower())
    word = next(word for word in words if word[:3] in MONTHS)
    return word in MONTHS or word in _FULL_MONTHS or word == "sept"


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return None


def _plausible(day: date) -> date | None:
    return day if EARLIEST <= day < LATEST else None


def spoken(day: date, today: date) -> str:
    """`Fri 13 Nov`, with the year where it is not this one."""
    name = f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1].title()}"
    return name if day.year == today.year else f"{name} {day.year}"


def as_utc_cell(moment: datetime) -> datetime:
    """Spreadsheet cells carry no zone; columns of kind timestamp are in UTC, to the second."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
