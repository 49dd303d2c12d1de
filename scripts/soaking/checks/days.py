"""Days as people type them, read by the letter of the guides; months come first in 11/3/2026."""

import re
from datetime import date

from soaking.tables import Value

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def as_day(value: Value) -> date | None:
    """None where it is blank or can't be read."""
    if isinstance(value, date):
        return value
    words = str(value or "").strip().casefold()
    if found := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", words):
        return _day(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", words):
        month, day, year = map(int, found.groups())
        return _day(year, month, day)
    if (found := re.fullmatch(r"([a-z]{3}) (\d\d?), (\d{4})", words)) and found[1] in MONTHS:
        return _day(int(found[3]), MONTHS.index(found[1]) + 1, int(found[2]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
