"""What everybody is owed, counted anew from who has which case and who was available when."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from automations.core.history import History, when
from automations.core.turns import Pool, Tally
from sheets_schema import codec

AVAILABLE = "Available then: "
"""Begins the line of Why that says among whom the case is shared out."""

ROLES, NAMES = " | ", "; "

Then = Callable[[datetime], Pool]
"""Who was available at a moment, as far as the Roster and the Availability still tell."""


def tally(history: History, then: Then, called: Callable[[str], str]) -> Tally:
    """`then` is asked where Why does not say who was available: somebody wrote the row by hand. `called`:
    what somebody of this name is called now.
    """
    counted = Tally()

    @cache
    def pool(told: str) -> Pool:
        return Pool(tuple(tuple(map(called, group)) for group in read_pool(told).groups))

    for engagement in history.cases.values():
        counted.take(engagement.everybody, ())
        told = ""
        for row in engagement.opened:
            # Of a pair, the second was available when the first was: it is written once.
            told = line(codec.read_text(row.get("Why"))) or told
            there = pool(told) if told else then(when(row))
            counted.share(there.sharing(codec.read_text(row.get("Volunteer"))))
    return counted


def line(why: str) -> str:
    """The line of Why that says who was available; blank if none does."""
    return next((part for part in reversed(why.splitlines()) if part.startswith(AVAILABLE)), "")


def told(pool: Pool) -> str:
    """The line for Why: names, the experienced first where they have a share of their own."""
    return AVAILABLE + ROLES.join(NAMES.join(group) for group in pool.groups)


def read_pool(told: str) -> Pool:
    groups = told.removeprefix(AVAILABLE).split(ROLES)
    return Pool(tuple(tuple(filter(None, group.split(NAMES))) for group in groups))
