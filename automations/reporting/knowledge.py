"""What a reader can know, as linear constraints on whole numbers: all that was published and all that
follows from it, by a reader who knows these rules and when the first report was made.

The unknowns are margins by month. That is exact: whatever margins satisfy these constraints, there are
cases that have them, since no table crosses two answers.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.tables import (
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    GROUPS,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
    least_excess,
    smallest_shown,
)
from automations.reporting.windows import Window

Unknown = tuple[str, str, int]
"""Table, category, month."""
Sum = Mapping[Unknown, int]
"""Unknowns and how often each is added."""

ENDLESS = 10_000
"""More than any count here."""

REQUEST, PROMPT, CARRIED, UNDUE = "requests", "due in the same month", "due in the next", "never due"
SEVERAL, NONE, CLOSED = "several", "no answer", "closed"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The sum lies between `least` and `most`, where there are any."""

    sum: Sum
    least: int | None = None
    most: int | None = None


Choice = list[list[Bounds]]
"""All bounds of at least one entry hold."""


@dataclass(slots=True)
class Knowledge:
    """All of `bounds` hold, and each of `choices`."""

    bounds: list[Bounds] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def over(window: Window, table: str, category: str, sign: int = 1) -> Sum:
    return {(table, category, month): sign for month in window.months}


def plus(*sums: Sum) -> Sum:
    found: dict[Unknown, int] = {}
    for one in sums:
        for unknown, times in one.items():
            found[unknown] = found.get(unknown, 0) + times
    return {unknown: times for unknown, times in found.items() if times}


def requests(window: Window, sign: int = 1) -> Sum:
    return over(window, REQUEST, REQUEST, sign)


def knowledge(ledger: Ledger, last: int, focus: Container[int]) -> Knowledge:
    """`last`: the last month to reckon with. Of months that are not in `focus` only what adds up over
    months is kept (requests, first contacts due, cases closed): whatever these are, there are categories
    for them that agree with what was published, or withheld, for windows outside.
    """
    known = Knowledge()
    begins = ledger.begins if ledger.begins is not None else last
    for month in range(begins, last + 1):
        known.bounds += _of_month(Window(month, 1), ledger, month in focus)
    known.bounds += _openings(ledger, begins, last, focus)
    for attempt in ledger.attempts:
        near = any(month in focus for month in attempt.window.months)
        if attempt.counts is None and (near or attempt.table is REQUESTS):
            known.choices.append(list(_failures(attempt)))
        elif attempt.counts is not None:
            known.bounds += _shown(attempt) if near else _shown_in_all(attempt, begins)
    return known


def _of_month(month: Window, ledger: Ledger, near: bool) -> Iterator[Bounds]:
    """How the tables hang together, as far as any of them was ever tried for the month."""
    there = {a.table for a in ledger.attempts if a.window.first <= month.first <= a.window.last}
    after = {a.table for a in ledger.attempts if a.window.first <= month.first + 1 <= a.window.last}
    begins = ledger.begins if ledger.begins is not None else month.first
    if FIRST_CONTACT in there | after:
        parts = (over(month, FIRST_CONTACT.name, part, -1) for part in (PROMPT, CARRIED, UNDUE))
        yield Bounds(plus(requests(month), *parts), 0, 0)
    if near and FIRST_CONTACT in there:
        yield Bounds(plus(_due(month, begins), _all_of(FIRST_CONTACT, month, -1)), 0, 0)
    if near and REQUESTER in there:
        answers = plus(_all_of(REQUESTER, month, -1), over(month, REQUESTER.name, NONE, -1))
        yield Bounds(plus(requests(month), answers), 0, 0)
    for table in (t for t in (CONCERN, CONCERN_GROUP) if near and t in there):
        yield from _of_several(table, month)
    if near and {CONCERN, CONCERN_GROUP} <= there:
        yield from _labels_in_groups(month)


def _due(window: Window, begins: int) -> Sum:
    before = [Window(month - 1, 1) for month in window.months if month > begins]
    carried = (over(month, FIRST_CONTACT.name, CARRIED) for month in before)
    return plus(over(window, FIRST_CONTACT.name, PROMPT), *carried)


def _all_of(table: Table, window: Window, sign: int = 1) -> Sum:
    return plus(*(over(window, table.name, category, sign) for category in table.categories))


def _of_several(table: Table, month: Window) -> Iterator[Bounds]:
    """Everybody chose one category at least; `SEVERAL` counts those who chose more."""
    several, most = over(month, table.name, SEVERAL), len(table.categories) - 1
    excess = plus(_all_of(table, month), requests(month, -1))
    for category in table.categories:
        yield Bounds(plus(over(month, table.name, category), requests(month, -1)), most=0)
    yield Bounds(plus(several, requests(month, -1)), most=0)
    yield Bounds(plus(excess, over(month, table.name, SEVERAL, -1)), least=0)
    yield Bounds(plus(excess, *[over(month, table.name, SEVERAL, -1)] * most), most=0)


def _labels_in_groups(month: Window) -> Iterator[Bounds]:
    for group, labels in GROUPS.items():
        whole = over(month, CONCERN_GROUP.name, group, -1)
        single = [over(month, CONCERN.name, label) for label in labels]
        yield Bounds(plus(*single, whole), least=0)
        for label in single:
            yield Bounds(plus(label, whole), most=0)


def _openings(ledger: Ledger, begins: int, last: int, focus: Container[int]) -> Iterator[Bounds]:
    """No more cases are closed than came in."""
    tried = [a.window for a in ledger.attempts if a.table is OUTCOME]
    months = {month for window in tried for month in window.months if month <= last}
    for month in sorted(months):
        yield Bounds(still_open(begins, month, months), least=0)
        if month in focus:
            one = Window(month, 1)
            yield Bounds(plus(_closed(one), _all_of(OUTCOME, one, -1)), 0, 0)


def still_open(begins: int, end: int, told: Container[int]) -> Sum:
    """Cases that came in by the end of a month and were not closed; `told`: the months for which it was
    ever tried to tell how many were closed.
    """
    months = [Window(month, 1) for month in range(begins, end + 1)]
    closed = (_closed(month, -1) for month in months if month.first in told)
    return plus(*map(requests, months), *closed)


def _closed(window: Window, sign: int = 1) -> Sum:
    return over(window, OUTCOME.name, CLOSED, sign)


def _shown_in_all(attempt: Attempt, begins: int) -> Iterator[Bounds]:
    whole = {
        REQUESTS: requests(attempt.window),
        FIRST_CONTACT: _due(attempt.window, begins),
        OUTCOME: _closed(attempt.window),
    }
    if attempt.table in whole:
        yield Bounds(whole[attempt.table], attempt.total, attempt.total)


def _shown(attempt: Attempt) -> Iterator[Bounds]:
    for category, count in (attempt.counts or {}).items():
        yield Bounds(_count(attempt, category), count, count)


def _count(attempt: Attempt, category: str) -> Sum:
    if attempt.table is REQUESTS:
        return requests(attempt.window)
    return over(attempt.window, attempt.table.name, category)


def _failures(attempt: Attempt) -> Iterator[list[Bounds]]:
    """The ways in which the table can have failed its rule, see `tables.sound`."""
    table, window, small = attempt.table, attempt.window, smallest_shown(attempt.k) - 1
    for category in table.categories:
        yield [Bounds(_count(attempt, category), most=small)]
    whole = requests(window) if table is REQUESTS else _all_of(table, window)
    if attempt.most is not None:
        yield [Bounds(whole, least=attempt.most + 1)]
    if table is REQUESTER:
        yield [Bounds(over(window, table.name, NONE), 1, small)]
    if table.several:
        for category in table.categories:
            yield [Bounds(plus(requests(window), over(window, table.name, category, -1)), most=small)]
        excess = plus(whole, requests(window, -1))
        yield [Bounds(excess, 1, least_excess(table, attempt.k) - 1)]
