"""How people in a spreadsheet's locale write numbers, money, dates and times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_ENGLISH = "January February March April May June July August September October November December".split()
_MONTHS = {
    "en": _ENGLISH,
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    ).split(),
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica".split(),
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
}


@dataclass(frozen=True, slots=True)
class Locale:
    """`order` is the order of a typed date's parts: `mdy`, `dmy` or `ymd`."""

    name: str
    order: str
    date: str
    time: str
    decimal: str
    thousands: str
    currency: str
    currency_pattern: str
    months: tuple[str, ...]
    days: tuple[str, ...]

    @property
    def date_time(self) -> str:
        return f"{self.date} {self.time}"


_POINT = (".", ",")
_COMMA = (",", ".")
_SPACE = (",", "\u202f")
_BEFORE, _AFTER = "{0}#,##0.00", "#,##0.00 {0}"
_KNOWN: dict[str, tuple[str, str, str, tuple[str, str], str, str]] = {
    "en_US": ("mdy", "M/d/yyyy", "h:mm:ss AM/PM", _POINT, "$", _BEFORE),
    "en_GB": ("dmy", "dd/MM/yyyy", "HH:mm:ss", _POINT, "£", _BEFORE),
    "en_IE": ("dmy", "d/M/yyyy", "HH:mm:ss", _POINT, "€", _BEFORE),
    "en_AU": ("dmy", "dd/MM/yyyy", "h:mm:ss AM/PM", _POINT, "$", _BEFORE),
    "en_NZ": ("dmy", "d/MM/yyyy", "h:mm:ss AM/PM", _POINT, "$", _BEFORE),
    "en_CA": ("ymd", "yyyy-MM-dd", "h:mm:ss AM/PM", _POINT, "$", _BEFORE),
    "en_IN": ("dmy", "dd/MM/yyyy", "h:mm:ss AM/PM", _POINT, "₹", _BEFORE),
    "de_DE": ("dmy", "dd.MM.yyyy", "HH:mm:ss", _COMMA, "€", _AFTER),
    "de_AT": ("dmy", "dd.MM.yyyy", "HH:mm:ss", (",", " "), "€", "{0} #,##0.00"),
    "de_CH": ("dmy", "dd.MM.yyyy", "HH:mm:ss", (".", "’"), "CHF", "{0} #,##0.00"),
    "fr_FR": ("dmy", "dd/MM/yyyy", "HH:mm:ss", _SPACE, "€", _AFTER),
    "es_ES": ("dmy", "d/M/yyyy", "H:mm:ss", _COMMA, "€", _AFTER),
    "it_IT": ("dmy", "dd/MM/yyyy", "H.mm.ss", _COMMA, "€", _AFTER),
    "nl_NL": ("dmy", "d-M-yyyy", "HH:mm:ss", _COMMA, "€", "{0} #,##0.00"),
    "pl_PL": ("dmy", "d.MM.yyyy", "HH:mm:ss", (",", "\u00a0"), "zł", _AFTER),
    "sv_SE": ("ymd", "yyyy-MM-dd", "HH:mm:ss", (",", "\u00a0"), "kr", _AFTER),
    "ja_JP": ("ymd", "yyyy/MM/dd", "H:mm:ss", _POINT, "¥", _BEFORE),
}
_DEFAULTS = {"de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "nl": "nl_NL", "ja": "ja_JP"}


@cache
def locale_of(name: str) -> Locale:
    language = name.replace("-", "_").split("_")[0]
    key = name.replace("-", "_")
    if key not in _KNOWN:
        key = _DEFAULTS.get(language, "en_US")
    order, date, time, marks, currency, pattern = _KNOWN[key]
    months, days = _MONTHS.get(language, _ENGLISH), _DAYS.get(language, _DAYS["en"])
    quoted = currency if currency in "$€£¥₹" else f'"{currency}"'
    shown = pattern.format(quoted)
    return Locale(key, order, date, time, *marks, currency, shown, tuple(months), tuple(days))
