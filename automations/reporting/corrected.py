"""What a reader can know of a corrected table: its new numbers, and how many cases are told otherwise than
before. The old numbers stay what they were; the new ones are unknowns of their own, tied to the same
requests, first contacts due and closed cases.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import combinations

from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.sums import (
    NONE,
    SEVERAL,
    Bounds,
    Sum,
    all_of,
    closed,
    due,
    of_requester,
    of_several,
    over,
    plus,
    requests,
)
from automations.reporting.tables import FIRST_CONTACT, OUTCOME, REQUESTER, Counts, Table
from automations.reporting.windows import Window


@dataclass(frozen=True, slots=True)
class Version:
    """`place` is 0 for what was published first, and goes up by one with each correction."""

    table: Table
    window: Window
    counts: Counts
    place: int

    @property
    def name(self) -> str:
        """Of its unknowns."""
        return f"{self.table.name}, correction {self.place}" if self.place else self.table.name

    @property
    def answers(self) -> tuple[str, ...]:
        """The categories, and none where that is possible."""
        return (*self.table.categories, NONE) if self.table is REQUESTER else self.table.categories


def versions(ledger: Ledger) -> Iterator[list[Version]]:
    """Of each table that was corrected, oldest first."""
    for (table, window), found in ledger.editions.items():
        if len(found) > 1:
            yield [Version(table, window, counts_of(one), place) for place, one in enumerate(found)]


def counts_of(attempt: Attempt) -> Counts:
    return attempt.counts or {}


def of_correction(told: list[Version], begins: int, focus: Container[int]) -> Iterator[Bounds]:
    """What follows from all versions of a table, the first one left out, for the months in `focus`."""
    months = [Window(month, 1) for month in told[0].window.months if month in focus]
    if not months:
        return
    for version in told[1:]:
        for category, count in version.counts.items():
            yield Bounds(over(version.window, version.name, category), count, count)
        for month in months:
            yield from _of_month(version, month, begins)
    for before, after in combinations(told, 2):
        for month in months:
            yield from _of_change(before, after, month)


def _of_month(version: Version, month: Window, begins: int) -> Iterator[Bounds]:
    table, whole = version.table, all_of(version.table, month, -1, version.name)
    if table is REQUESTER:
        yield of_requester(month, version.name)
    elif table is FIRST_CONTACT:
        yield Bounds(plus(due(month, begins), whole), 0, 0)
    elif table is OUTCOME:
        yield Bounds(plus(closed(month), whole), 0, 0)
    else:
        yield from of_several(table, month, version.name)


def left(before: Version, after: Version, category: str, span: Window, sign: int = 1) -> Sum:
    """Cases that were in the category and no longer are."""
    stayed = over(span, _stayed(before, after), category, -sign)
    return plus(over(span, before.name, category, sign), stayed)


def joined(before: Version, after: Version, category: str, span: Window, sign: int = 1) -> Sum:
    stayed = over(span, _stayed(before, after), category, -sign)
    return plus(over(span, after.name, category, sign), stayed)


def _stayed(before: Version, after: Version) -> str:
    return f"{before.table.name}, the same in {before.place} and {after.place}"


def _of_change(before: Version, after: Version, month: Window) -> Iterator[Bounds]:
    """Who leaves a category joins another, unless several were or are chosen."""
    pair, answers = (before, after), before.answers
    for category in answers:
        others = [other for other in answers if other != category]
        gone, come = (way(*pair, category, month) for way in (left, joined))
        yield Bounds(gone, least=0)
        yield Bounds(come, least=0)
        went = (joined(*pair, other, month) for other in others)
        came = (left(*pair, other, month) for other in others)
        yield Bounds(plus(*went, _chose_more(before, month), left(*pair, category, month, -1)), least=0)
        yield Bounds(plus(*came, _chose_more(after, month), joined(*pair, category, month, -1)), least=0)
        if before.table.several:
            within = (over(month, before.name, category, -1), joined(*pair, category, month, -1))
            yield Bounds(plus(requests(month), *within), least=0)


def _chose_more(version: Version, month: Window) -> Sum:
    return over(month, version.name, SEVERAL) if version.table.several else {}


def changed(told: list[Version], span: Window) -> Iterator[Sum]:
    """What might be a handful of people in a corrected table: in each category and out of it, and those whose
    answer is not what it was.
    """
    for version in told[1:]:
        yield from (over(span, version.name, answer) for answer in version.answers)
        if version.table.several:
            yield over(span, version.name, SEVERAL)
            for category in version.table.categories:
                yield plus(requests(span), over(span, version.name, category, -1))
    for before, after in combinations(told, 2):
        for answer in before.answers:
            yield left(before, after, answer, span)
            yield joined(before, after, answer, span)
        if not before.table.several:
            yield plus(*(left(before, after, answer, span) for answer in before.answers))
