"""What everybody is owed, counted anew from who has which case and who was available when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from automations.core.history import LONG_AGO, History, Place
from automations.core.pairs.turns import Pool, Tally

AVAILABLE = "Available then: "
"""Begins the line of Why that says among whom the case is shared out."""

ROLES, NAMES = " | ", "; "

Then = Callable[[datetime], Pool]
"""Who was available at a moment, as far as the Roster and the Availability still tell."""

Order = Callable[[str], Any]
"""The order in which cases are given a pair within one run."""


def tally(history: History, then: Then, order: Order, called: Callable[[str], str]) -> Tally:
    """`then` is asked where Why does not say who was available: somebody wrote the row by hand. `called`:
    what somebody of this name is called now.
    """
    counted = Tally()

    @cache
    def pool(told: str) -> Pool:
        return Pool(tuple(tuple(map(called, group)) for group in read_pool(told).groups))

    for case, place, told in sorted(_places(history), key=lambda found: (found[2].since, order(found[0]))):
        if place.opened:
            there = pool(told.line) if told.line else then(place.since)
            counted.share(there.sharing(place.volunteer))
        everybody = history.everybody(case)
        if place.volunteer in everybody and not _comes_again(history, case, place):
            before = everybody[: everybody.index(place.volunteer)]
            counted.take((place.volunteer,), before)
    return counted


@dataclass(frozen=True, slots=True)
class _Told:
    """Who was available when a decision was made, and when that was."""

    line: str
    since: datetime


def _places(history: History) -> Iterator[tuple[str, Place, _Told]]:
    """Of a pair, the second was available when the first was: it is written once."""
    for case, engagement in history.cases.items():
        told = _Told("", LONG_AGO)
        for place in engagement.places:
            own = line(place.why)
            if own or not told.line:
                told = _Told(own, place.since)
            yield case, place, told


def _comes_again(history: History, case: str, place: Place) -> bool:
    """Whether the volunteer was replaced and then took a later place on the case."""
    later = [found for found in history.cases[case].places if found.volunteer == place.volunteer]
    return later[-1] is not place


def line(why: str) -> str:
    """The line of Why that says who was available; blank if none does."""
    return next((part for part in reversed(why.splitlines()) if part.startswith(AVAILABLE)), "")


def told(pool: Pool) -> str:
    """The line for Why: names, the experienced first where they have a share of their own."""
    return AVAILABLE + ROLES.join(NAMES.join(group) for group in pool.groups)


def read_pool(told: str) -> Pool:
    groups = told.removeprefix(AVAILABLE).split(ROLES)
    return Pool(tuple(tuple(filter(None, group.split(NAMES))) for group in groups))
