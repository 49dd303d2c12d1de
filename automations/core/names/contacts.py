"""Addresses and numbers at which somebody can be reached, however they are written in a text.

Patterns of our own: libphonenumber asks in which countries, and either passes over numbers that are written
oddly or takes days for numbers. Here anything counts that a stranger could dial, unless it is a day.
"""

import re

from anyascii import anyascii

from automations.core.names.spelling import clean

_EMAIL = re.compile(
    r"[\w.+'-]{1,64}(?:@| @ | ?[(\[{<]at[)\]}>] ?)"
    r"(?:[\w-]{1,63}(?:\.| ?[(\[{<]dot[)\]}>] ?| dot ))+[a-z][a-z0-9-]"
    r"|\w at (?:[\w-]{1,63} dot ){1,4}[a-z]{2}",
    re.IGNORECASE,
)
"""`name at example.org` is none: so is a website told of."""

_MONTH, _DAY, _YEAR = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])", r"(?:19|20)\d\d"
_NO_NUMBER = re.compile(
    rf"(?<!\d)(?:{_YEAR}[-./]{_MONTH}[-./]{_DAY}|{_DAY}[-./] ?{_DAY}[-./] ?{_YEAR}|{_YEAR} ?[-/] ?{_YEAR}"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|[0-2]?\d[:h][0-5]\d(?::[0-5]\d)?)(?!\d)|gid=\d+"
)
"""Days, years, times of day, and the tab that the address of a spreadsheet leads to."""

_SHORT_DAY = r"[0-3]?\d[./][0-5]?\d(?:[./]\d\d)?\.?"
_SPAN = r"[0-3]?\d-[0-3]?\d"
_DAYS = re.compile(
    rf"{_SHORT_DAY}(?: ?- ?{_SHORT_DAY}| {_SHORT_DAY})*|{_SPAN}(?: {_SPAN})*|\d{{1,3}}(?:,\d{{3}})+"
)
"""11/3 - 11/5, 14.30-16.00, 10-12 14-16, 1,250,000: as many digits as a number, but days, times, a count."""

_NUMBER = re.compile(r"(?<!\d)\+?\d(?:(?:[-./_() ]{1,3}|(?<=\d{3}),(?=\d{3}))?\d){6,14}(?!\d)")
"""As many digits as a number has (ITU-T E.164: 15 at most), and what people put between."""


def contact(text: str) -> str:
    """Of which kind one is that stands in the text; blank if none does."""
    plain = anyascii(clean(text))
    if _EMAIL.search(plain):
        return "an e-mail address"
    numbers = (match[0] for match in _NUMBER.finditer(_NO_NUMBER.sub("|", plain)))
    return "a phone number" if any(not _DAYS.fullmatch(number) for number in numbers) else ""
