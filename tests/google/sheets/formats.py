"""Numbers, dates and texts shown by the patterns of number formats."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from tests.google.sheets.locales import Locale
from tests.google.wire import Json

EPOCH = datetime(1899, 12, 30)

_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(AM/PM|am/pm|A/P|a/p)'
    r"|([yYmMdDhHsS]+)|(\.0+(?=$|[^#?]))|([#0?][#0?,.]*(?:[eE][+-][#0?]+)?)|(%)|(@)|_(.)|\*(.)|(.)",
    re.DOTALL,
)
_DATE_LETTERS = re.compile(r"[yYmMdDhHsS]")


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is one of text, bracket, half, date, fraction, number, percent, at."""

    kind: str
    text: str


@cache
def pieces(pattern: str) -> tuple[Piece, ...]:
    result = []
    for found in _PIECE.finditer(pattern):
        quoted, escaped, bracket, half, date, fraction, number, percent, at, gap, _fill, other = (
            found.groups()
        )
        if quoted is not None or escaped is not None:
            result.append(Piece("text", quoted if quoted is not None else escaped))
        elif bracket is not None:
            result.append(Piece("bracket", bracket))
        elif gap is not None:
            result.append(Piece("text", " "))
        else:
            names = ("half", "date", "fraction", "number", "percent", "at", "text")
            texts = (half, date, fraction, number, percent, at, other)
            named = zip(names, texts, strict=True)
            result.extend(Piece(kind, text) for kind, text in named if text is not None)
    return tuple(result)


@cache
def sections(pattern: str) -> tuple[str, ...]:
    return tuple(re.findall(r'(?:^|;)((?:"[^"]*"|\\.|[^;"\\])*)', pattern))


def default_pattern(kind: str, locale: Locale) -> str:
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": locale.currency_pattern,
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": locale.date_time,
        "SCIENTIFIC": "0.00E+00",
        "TEXT": "@",
    }.get(kind, "")


def shown_number(value: float, form: Json, locale: Locale) -> str:
    """A number as its cell shows it."""
    kind = (form or {}).get("type", "")
    pattern = (form or {}).get("pattern") or default_pattern(kind, locale)
    if not pattern or kind == "TEXT" or pattern in ("@", "General"):
        return plain_number(value, locale)
    parts = sections(pattern)
    chosen, shown = parts[0], value
    if value < 0 and len(parts) > 1 and "[<" not in parts[1]:
        chosen, shown = parts[1], -value
    elif value == 0 and len(parts) > 2:
        chosen = parts[2]
    found = pieces(chosen)
    if any(piece.kind == "date" for piece in found) or re.search(r"\[[hms]+\]", chosen, re.IGNORECASE):
        return _shown_date(value, found, locale)
    return _shown_by_pattern(shown, found, locale)


def shown_text(value: str, form: Json) -> str:
    """A text as its cell shows it: only the fourth part of a pattern concerns texts."""
    pattern = (form or {}).get("pattern") or ""
    parts = sections(pattern) if pattern else ()
    if len(parts) < 4 and not (len(parts) == 1 and "@" in pattern):
        return value
    found = pieces(parts[-1])
    return "".join(value if piece.kind == "at" else piece.text for piece in found if piece.kind != "bracket")


def plain_number(value: float, locale: Locale) -> str:
    """Without a format: at most 15 digits, ten of them shown after the point."""
    if type(value) is int and -(10**15) < value < 10**15:
        return str(value)
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 1e15 or size < 1e-9:
        mantissa, exponent = f"{value:.5E}".split("E")
        digits = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return digits.replace(".", locale.decimal) + f"E{int(exponent):+03d}"
    whole_digits = max(int(math.log10(size)) + 1, 1)
    text = f"{Decimal(repr(float(value))):.{max(min(10, 15 - whole_digits), 0)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text == "-0" else text).replace(".", locale.decimal)


def _shown_by_pattern(value: float, found: tuple[Piece, ...], locale: Locale) -> str:
    percents = sum(piece.kind == "percent" for piece in found)
    number = Decimal(repr(float(value))) * (100**percents)
    result, negative = [], number < 0
    for piece in found:
        if piece.kind in ("number", "fraction"):
            result.append(_digits(abs(number), piece.text, locale))
        elif piece.kind == "bracket":
            result.append(_currency_of(piece.text))
        elif piece.kind == "at":
            result.append(plain_number(value, locale))
        else:
            result.append(piece.text)
    text = "".join(result)
    return "-" + text if negative and re.search(r"[1-9]|E", text) else text


def _currency_of(bracket: str) -> str:
    """`[$€-407]` shows €; colours and conditions show nothing."""
    return bracket[2:-1].split("-", maxsplit=1)[0] if bracket.startswith("[$") else ""


def _digits(number: Decimal, pattern: str, locale: Locale) -> str:
    if found := re.search(r"[eE]([+-])([#0?]+)", pattern):
        return _scientific(number, pattern[: found.start()], found[1], len(found[2]), locale)
    bare = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(bare)))
    before, _, after = bare.partition(".")
    least, most = after.count("0"), len(after)
    rounded = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    width = before.replace(",", "").count("0")
    whole = ("" if whole == "0" else whole).rjust(width, "0")
    if "," in before:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", locale.thousands, whole)
    return whole + (locale.decimal + fraction if fraction else "")


def _scientific(number: Decimal, mantissa: str, sign: str, width: int, locale: Locale) -> str:
    exponent = number.adjusted() if number else 0
    shown = _digits(number.scaleb(-exponent), mantissa, locale)
    mark = "-" if exponent < 0 else "+" if sign == "+" else ""
    return f"{shown}E{mark}{abs(exponent):0{width}d}"


def _shown_date(serial: float, found: tuple[Piece, ...], locale: Locale) -> str:
    precise = any(piece.kind == "fraction" for piece in found)
    moment = moment_of(serial, precise)
    half_day = any(piece.kind == "half" for piece in found)
    result = []
    for index, piece in enumerate(found):
        if piece.kind == "date":
            text = piece.text.lower()
            if text[0] == "m" and _is_minute(found, index):
                text = "n" * len(text)
            result.append(_date_part(moment, text, half_day, locale))
        elif piece.kind == "half":
            result.append(_half(moment, piece.text))
        elif piece.kind == "bracket":
            result.append(_elapsed(serial, piece.text))
        elif piece.kind == "fraction":
            result.append(f"{moment.microsecond / 1e6:.{len(piece.text) - 1}f}"[1:])
        else:
            result.append(piece.text)
    return "".join(result)


def moment_of(serial: float, precise: bool = False) -> datetime:
    seconds = Decimal(repr(float(serial))) * 86400
    exact = round(seconds * 1000) if precise else int(seconds.quantize(Decimal(1), ROUND_HALF_UP)) * 1000
    return EPOCH + timedelta(milliseconds=exact)


def serial_of(moment: datetime) -> float:
    span = moment - EPOCH
    return span.days + (span.seconds + span.microseconds / 1e6) / 86400


def _is_minute(found: tuple[Piece, ...], index: int) -> bool:
    """`m` means minutes after hours and before seconds."""
    before = next((p for p in reversed(found[:index]) if p.kind in ("date", "bracket")), None)
    after = next((p for p in found[index + 1 :] if p.kind in ("date", "bracket")), None)
    is_after_hour = before is not None and before.text.lower().strip("[]").startswith("h")
    return is_after_hour or (after is not None and after.text.lower().strip("[]").startswith("s"))


def _date_part(moment: datetime, text: str, half_day: bool, locale: Locale) -> str:
    letter, width = text[0], len(text)
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and width > 2:
        name = locale.months[moment.month - 1]
        return {3: name[:3], 4: name}.get(width, name[0])
    if letter == "d" and width > 2:
        name = locale.days[moment.weekday()]
        return name[:3] if width == 3 else name
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[letter]
    return f"{number:02d}" if width > 1 else str(number)


def _half(moment: datetime, text: str) -> str:
    shown = "PM" if moment.hour >= 12 else "AM"
    shown = shown[0] if len(text) == 3 else shown
    return shown.lower() if text.islower() else shown


def _elapsed(serial: float, bracket: str) -> str:
    unit = bracket[1:-1].lower()
    if not unit or set(unit) - set("hms"):
        return _currency_of(bracket)
    amount = int(round(serial * 86400) // {"h": 3600, "m": 60, "s": 1}[unit[0]])
    return f"{amount:0{len(unit)}d}"
