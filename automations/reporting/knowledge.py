"""What a reader can know, as linear constraints on whole numbers: all that was published and all that
follows from it, by a reader who knows these rules and when the first report was made.

The unknowns are margins by month. That is exact: whatever margins satisfy these constraints, there are
cases that have them, since no table crosses two answers.
"""

from collections.abc import Container, Iterator

from automations.reporting.corrected import of_correction, versions
from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.sums import (
    CARRIED,
    NONE,
    PROMPT,
    UNDUE,
    Bounds,
    Knowledge,
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
from automations.reporting.tables import (
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    GROUPS,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    least_excess,
    smallest_shown,
)
from automations.reporting.windows import Window


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
    for told in versions(ledger):
        known.bounds += of_correction(told, begins, focus)
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
        yield Bounds(plus(due(month, begins), all_of(FIRST_CONTACT, month, -1)), 0, 0)
    if near and REQUESTER in there:
        yield of_requester(month, REQUESTER.name)
    for table in (t for t in (CONCERN, CONCERN_GROUP) if near and t in there):
        yield from of_several(table, month, table.name)
    if near and {CONCERN, CONCERN_GROUP} <= there:
        yield from _labels_in_groups(month)


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
            yield Bounds(plus(closed(one), all_of(OUTCOME, one, -1)), 0, 0)


def still_open(begins: int, end: int, told: Container[int]) -> Sum:
    """Cases that came in by the end of a month and were not closed; `told`: the months for which it was
    ever tried to tell how many were closed.
    """
    months = [Window(month, 1) for month in range(begins, end + 1)]
    done = (closed(month, -1) for month in months if month.first in told)
    return plus(*map(requests, months), *done)


def _shown_in_all(attempt: Attempt, begins: int) -> Iterator[Bounds]:
    whole = {
        REQUESTS: requests(attempt.window),
        FIRST_CONTACT: due(attempt.window, begins),
        OUTCOME: closed(attempt.window),
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
    whole = requests(window) if table is REQUESTS else all_of(table, window)
    if attempt.most is not None:
        yield [Bounds(whole, least=attempt.most + 1)]
    if table is REQUESTER:
        yield [Bounds(over(window, table.name, NONE), 1, small)]
    if table.several:
        for category in table.categories:
            yield [Bounds(plus(requests(window), over(window, table.name, category, -1)), most=small)]
        excess = plus(whole, requests(window, -1))
        yield [Bounds(excess, 1, least_excess(table, attempt.k) - 1)]
