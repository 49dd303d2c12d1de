""" "We have it": to the address that a requester left, and only if they asked for it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from automations.core.case import Case
from automations.core.marks import ACKNOWLEDGED, Marks
from automations.core.names.spelling import EMAIL
from automations.core.office import Office
from automations.core.responses import choices

RECENT = timedelta(days=7)
"""Whoever wrote longer ago has heard, or would wonder."""

MOST = 20
"""A day. More are a flood, and the mail would land on people who never wrote."""

_PLAIN = re.compile(r"[!-~]{3,254}")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """By case code the day (ISO) of the mail; blank, with a count of attempts, while it is on its way."""

    days: Mapping[str, str]

    def mark(self) -> str:
        return json.dumps(dict(self.days))

    def going(self, codes: Iterable[str], today: date) -> "Acknowledged":
        """What is too old to count is forgotten, and so is what is on its way no longer."""
        since = (today - 2 * RECENT).isoformat()
        kept = {code: day for code, day in self.days.items() if _is_day(day) and day > since}
        tries = {code: str(int(self.days.get(code, "0")) + 1) for code in codes}
        return Acknowledged(kept | tries)

    def is_done(self, code: str) -> bool:
        return _is_day(self.days.get(code, ""))


def _is_day(text: str) -> bool:
    return "-" in text


def read_acknowledged(marks: Marks) -> Acknowledged:
    """None where somebody broke the mark."""
    try:
        found = json.loads(marks.get(ACKNOWLEDGED))
        days = {str(code): str(day) for code, day in found.items()}
        return Acknowledged({c: d for c, d in days.items() if _is_day(d) or (d.isascii() and d.isdigit())})
    except (ValueError, AttributeError):
        return Acknowledged({})


def noted(marks: Marks, _refused: bool, *, code: str, today: date) -> Mapping[str, str]:
    """What the mark is to hold once the mail went; one that was refused for good is not tried again."""
    days = read_acknowledged(marks).days
    return {ACKNOWLEDGED: Acknowledged({**days, code: today.isoformat()}).mark()}


def to_acknowledge(office: Office, known: Acknowledged, today: date) -> dict[str, str]:
    """The addresses to write to, by case code, the newest request first: one mail a day to each."""
    wished = {case.code: address for case in reversed(office.cases) for address in _address(case, today)}
    mailed = [wished[code] for code in wished if known.days.get(code) == today.isoformat()]
    taken = [address.casefold() for address in mailed]
    found: dict[str, str] = {}
    for code, address in wished.items():
        if not known.is_done(code) and address.casefold() not in taken and len(taken) < MOST:
            found[code] = address
            taken.append(address.casefold())
    return found


def _address(case: Case, today: date) -> Iterator[str]:
    """The whole answer must be an address: nobody else's in a sentence is ever written to."""
    ticked = [way.casefold() for way in choices(case.answers, "may_contact_by")]
    asked = case.answers.get("acknowledge", "").strip().casefold() == "yes"
    contact = case.answers.get("contact", "").strip()
    whole = EMAIL.fullmatch(contact) and _PLAIN.fullmatch(contact)
    if asked and whole and "email me" in ticked and today - case.received <= RECENT:
        yield contact
