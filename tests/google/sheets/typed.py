"""What a cell becomes when a text is typed into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from tests.google.sheets.formats import serial_of
from tests.google.sheets.locales import Locale
from tests.google.sheets.schema import whole
from tests.google.wire import Json


@dataclass(frozen=True, slots=True)
class Typed:
    """The value, and the number format that the way of typing asks for."""

    value: Json
    number_format: Json = None
    link: str | None = None


_TIME = re.compile(
    r"(\d{1,4}):(\d{1,2})(?::(\d{1,2})(\.\d{1,3})?)?(?:\s*([AaPp])\.?[Mm]\.?)?|(\d{1,2})\s*([AaPp])\.?[Mm]\.?"
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]{3,})\.?(?:,?[ -](\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?[ -](\d{1,2})(?:(?:,\s*|[ -])(\d{4}|\d{2}))?")
_MONTH_AND_YEAR = re.compile(r"([^\W\d_]{3,})\.?[ -](\d{4})")
_URL = re.compile(r"(?:https?://|www\.)[^\s]+\.[^\s]+|mailto:\S+@\S+", re.IGNORECASE)
_CURRENCIES = "$€£¥₹"


def typed(text: str, locale: Locale, year: int) -> Typed:
    """A number, date, truth value, formula or text, as the text reads in the locale."""
    if text.startswith("'"):
        return Typed({"stringValue": text[1:]})
    is_formula = text.startswith(("=", "+")) and len(text) > 1
    if is_formula and (text[0] == "=" or not _number(text.strip(), locale)):
        return Typed({"formulaValue": text if text[0] == "=" else "=" + text})
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return Typed({"boolValue": bare.upper() == "TRUE"})
    if not bare or _is_plain(bare, locale):
        return Typed({"stringValue": text})
    found = _number(bare, locale) or _moment(bare, locale, year)
    if found:
        return found
    link = bare if _URL.fullmatch(bare) else None
    return Typed({"stringValue": text}, None, link)


def _is_plain(text: str, locale: Locale) -> bool:
    """Whether it begins as only words do: no month, no currency, no address."""
    if not text[0].isalpha() or _URL.match(text):
        return False
    return text[:3].casefold() not in _beginnings(locale) and not text.startswith(locale.currency)


@cache
def _beginnings(locale: Locale) -> frozenset[str]:
    return frozenset(name[:3].casefold() for name in (*locale.months, *_ENGLISH_MONTHS))


def _number(text: str, locale: Locale) -> Typed | None:
    if not any(letter.isdigit() for letter in text):
        return None
    negative, rest = _sign(text)
    symbol = next((mark for mark in (*_CURRENCIES, locale.currency) if mark in rest), None)
    if symbol is not None:
        bare = rest.replace(symbol, "", 1).strip()
        if not (rest.startswith(symbol) or rest.endswith(symbol)):
            return None
        inner, rest = _sign(bare)
        negative = negative != inner
    percent = rest.endswith("%") and symbol is None
    rest = rest[:-1].strip() if percent else rest
    number = _digits(rest, locale)
    if number is None:
        return None
    value = -number if negative else number
    form = _number_format(rest, percent, symbol, locale)
    return Typed({"numberValue": whole(_hundredth(value) if percent else value)}, form)


def _hundredth(value: float) -> float:
    return float(f"{value / 100:.15g}")


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text[:1] in "+-":
        return text[:1] == "-", text[1:].strip()
    return False, text


def _digits(text: str, locale: Locale) -> float | None:
    mark, group = re.escape(locale.decimal), re.escape(locale.thousands)
    if locale.thousands in "\u202f\u00a0":
        group = "[\u202f\u00a0 ]"
    whole_part = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)"
    if not re.fullmatch(rf"(?:{whole_part}(?:{mark}\d*)?|{mark}\d+)(?:[eE][+-]?\d{{1,3}})?", text):
        return None
    bare = re.sub(group, "", text).replace(locale.decimal, ".")
    return float(bare)


def _number_format(text: str, percent: bool, symbol: str | None, locale: Locale) -> Json:
    fraction = "." in text.replace(locale.decimal, ".") and locale.decimal in text
    if percent:
        return {"type": "PERCENT", "pattern": "0.00%" if fraction else "0%"}
    if symbol is not None:
        return {"type": "CURRENCY", "pattern": _currency_pattern(symbol, fraction, locale)}
    if re.search(r"[eE]", text):
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if re.search(r"\d.\d{3}", text) and re.search(rf"\d[{re.escape(locale.thousands)} ]\d{{3}}", text):
        return {"type": "NUMBER", "pattern": "#,##0.00" if fraction else "#,##0"}
    return None


def _currency_pattern(symbol: str, fraction: bool, locale: Locale) -> str:
    pattern = locale.currency_pattern if symbol == locale.currency else f"[${symbol}]#,##0.00"
    return pattern if fraction else pattern.replace("0.00", "0")


def _moment(text: str, locale: Locale, year: int) -> Typed | None:
    """A date, a time, or both with a space between them; with a `T` it is just a text."""
    if found := _date(text, locale, year):
        day, pattern = found
        return Typed({"numberValue": whole(serial_of(day))}, {"type": "DATE", "pattern": pattern})
    if time := _time(text):
        return Typed({"numberValue": whole(time[0])}, {"type": "TIME", "pattern": time[1]})
    for split in re.finditer(r" +", text):
        date, time = _date(text[: split.start()], locale, year), _time(text[split.end() :])
        if date and time and time[0] < 1:
            form = {"type": "DATE_TIME", "pattern": f"{date[1]} {time[1]}"}
            return Typed({"numberValue": whole(serial_of(date[0]) + time[0])}, form)
    return None


def _time(text: str) -> tuple[float, str] | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1] or found[6]), int(found[2] or 0)
    second = float((found[3] or "0") + (found[4] or ""))
    half = (found[5] or found[7] or "").lower()
    if minute > 59 or second >= 60 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    hours = "[h]" if hour > 23 else "h" if half else "H"
    pattern = hours + ":mm" + (":ss" if found[3] else "") + (" am/pm" if half else "")
    return (hour * 3600 + minute * 60 + second) / 86400, pattern


def _date(text: str, locale: Locale, year: int) -> tuple[datetime, str] | None:
    if found := _ISO.fullmatch(text):
        mark = found[2]
        day = _day(int(found[1]), int(found[3]), int(found[4]))
        pattern = (
            f"yyyy{mark}{'mm' if len(found[3]) == 2 else 'm'}{mark}{'dd' if len(found[4]) == 2 else 'd'}"
        )
        return (day, pattern) if day else None
    if found := _PARTS.fullmatch(text):
        return _numeric_date(found, locale, year)
    return _named_date(text, locale, year)


def _numeric_date(found: re.Match[str], locale: Locale, year: int) -> tuple[datetime, str] | None:
    mark, first, second = found[2], int(found[1]), int(found[3])
    if mark == "." and locale.decimal == "." and found[4] is None:
        return None
    month, day = (second, first) if locale.order == "dmy" else (first, second)
    date = _day(_year(found[4], year), month, day)
    if date is None:
        return None
    if found[4] is None:
        return date, f"d{mark}m" if locale.order == "dmy" else f"m{mark}d"
    usual = mark in locale.date and len(found[4]) == 4
    letters = "dm" if locale.order == "dmy" else "md"
    sizes = len(found[1]), len(found[3])
    spelled = [letter * size for letter, size in zip(letters, sizes, strict=True)]
    return date, locale.date if usual else mark.join([*spelled, "yyyy" if len(found[4]) == 4 else "yy"])


def _named_date(text: str, locale: Locale, this_year: int) -> tuple[datetime, str] | None:
    if found := _MONTH_AND_YEAR.fullmatch(text):
        day, name, year, pattern = "1", found[1], found[2], "mmm yyyy"
    elif found := _DAY_FIRST.fullmatch(text):
        day, name, year, pattern = found[1], found[2], found[3], "d mmm yyyy"
    elif found := _MONTH_FIRST.fullmatch(text):
        day, name, year, pattern = found[2], found[1], found[3], "mmm d, yyyy"
    else:
        return None
    month = _month(name, locale)
    date = _day(_year(year, this_year), month, int(day)) if month else None
    if date is None:
        return None
    pattern = pattern if len(name) == 3 else pattern.replace("mmm", "mmmm")
    mark = "-" if "-" in text else " "
    pattern = pattern if year else pattern.replace(" yyyy", "").rstrip(",")
    return date, pattern.replace(", ", ",").replace(" ", mark).replace(",", ", ")


def _month(name: str, locale: Locale) -> int | None:
    wanted = name.casefold()
    for names in (locale.months, _ENGLISH_MONTHS):
        for number, month in enumerate(names, 1):
            if wanted in (month.casefold(), month[:3].casefold()):
                return number
    return None


_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _year(text: str | None, this: int) -> int:
    if text is None:
        return this
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 30 else 1900)


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None
