"""Which tables a month's report tries, in which windows, and which of them it shows.

Everything but the last step, whether the numbers are large enough, follows from what was published
before. So a table that is absent tells only that it failed that step.
"""

from collections.abc import Callable, Iterator, Sequence

from automations.reporting.chain import most_closed, most_due, most_requests
from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.tables import (
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Counts,
    Table,
    smallest_shown,
    sound,
)
from automations.reporting.windows import LEVELS, Window, ending_in

Tally = Callable[[Table, Window], Counts]

FAR_OFF = 28
"""Days: a first contact promised later than that may be due two months on, which no table tells of."""

AMPLE = 1.5
"""A window is expected to hold so many times the smallest number that is shown."""

FAMILIES: tuple[tuple[Table, ...], ...] = (
    (CONCERN, CONCERN_GROUP),
    (REQUESTER,),
    (FIRST_CONTACT,),
    (OUTCOME,),
)


def attempts(month: int, ledger: Ledger, tally: Tally, k: int, reach_out_days: int) -> list[Attempt]:
    """What the month's report tries, in order; each follows from what came before it."""
    tried: list[Attempt] = []
    for window in ending_in(month):
        if total_is_due(window, ledger.plus(*tried), k):
            most = most_requests(window, ledger.plus(*tried), k)
            tried.append(attempt(REQUESTS, window, tally(REQUESTS, window), 0, k, most))
    for window in ending_in(month):
        for family in FAMILIES:
            if family != (FIRST_CONTACT,) or reach_out_days <= FAR_OFF:
                tried += _breakdown(family, window, ledger.plus(*tried), tally, k)
    return tried


def attempt(table: Table, window: Window, counts: Counts, total: int, k: int, most: int | None) -> Attempt:
    """The table with its numbers if it may be shown, else without."""
    shown = sound(table, counts, total, k) and (most is None or sum(counts.values()) <= most)
    return Attempt(table, window, counts if shown else None, k, most)


def total_is_due(window: Window, ledger: Ledger, k: int) -> bool:
    """A total comes as often as last year's numbers promise it will be large enough; one that was too
    small comes again in a longer window of which nothing was published.
    """
    if window.length < _usual_length(window, ledger, k):
        return False
    if any(attempt.counts and attempt.window.meets(window) for attempt in ledger.of(REQUESTS)):
        return False
    most = most_requests(window, ledger, k)
    return most is None or most >= smallest_shown(k) + k - 1


def _usual_length(window: Window, ledger: Ledger, k: int) -> int:
    """In months, the same for a whole calendar year: 1 in a team's first."""
    this_year = window.first - window.first % 12
    if ledger.begins is None or ledger.begins >= this_year:
        return LEVELS[0]
    a_month = requests_a_month(Window(this_year - 12, 12), ledger)
    wanted = AMPLE * smallest_shown(k)
    return next((length for length in LEVELS if a_month * length >= wanted), LEVELS[-1])


def requests_a_month(year: Window, ledger: Ledger) -> float:
    """As published for that year; 0 where nothing was."""
    told = [(window.length, count) for window, count in ledger.totals.items() if window.within(year)]
    return sum(count for _, count in told) / sum(length for length, _ in told) if told else 0.0


def _breakdown(
    family: Sequence[Table], window: Window, ledger: Ledger, tally: Tally, k: int
) -> Iterator[Attempt]:
    """The first table of the family that can be shown, and those that could not before it."""
    total = ledger.total(window)
    if total is None or any(a.window.meets(window) for a in ledger.of(family[0])):
        return
    for table in family:
        most = _most(table, window, ledger, k)
        if _wanted(table, window, ledger, k) <= total and (most is None or most >= _least(table, k)):
            tried = attempt(table, window, tally(table, window), total, k, most)
            yield tried
            if tried.counts:
                return


def _most(table: Table, window: Window, ledger: Ledger, k: int) -> int | None:
    bounds = {FIRST_CONTACT: most_due, OUTCOME: most_closed}
    return bounds[table](window, ledger, k) if table in bounds else None


def _least(table: Table, k: int) -> int:
    return len(table.categories) * smallest_shown(k)


def _wanted(table: Table, window: Window, ledger: Ledger, k: int) -> int:
    """How many requests the window must have for the table to be tried. A table is tried only once in any
    window, so it waits for a longer one unless it is likely to be large enough: twice as many as last time
    if it was too small then.
    """
    if table is CONCERN:
        return _learnt(CONCERN, ledger, k)
    if table is CONCERN_GROUP and _concern_is_near(window, ledger, k):
        return UNATTAINED
    return _least(table, k) if window.length == LEVELS[-1] else _learnt(table, ledger, k)


def _concern_is_near(window: Window, ledger: Ledger, k: int) -> bool:
    """Whether half a year will be enough for the single concerns: then the groups wait for it too."""
    last_year = Window(window.first - window.first % 12 - 12, 12)
    expected = requests_a_month(last_year, ledger) * HALF
    return window.length < HALF and expected >= _learnt(CONCERN, ledger, k)


HALF = 6
UNATTAINED = 10**9


def _learnt(table: Table, ledger: Ledger, k: int) -> int:
    usual = table.wants * smallest_shown(k)
    tried = [a for a in ledger.of(table) if a.table is table]
    if not tried:
        return usual
    total = ledger.total(tried[-1].window) or 0
    return max(usual, total * 3 // 4) if tried[-1].counts else max(usual, 2 * total)


AHEAD = 24
"""Months in which every table has had its turn."""


def expected(table: Table, month: int, ledger: Ledger, k: int) -> Window | None:
    """For which window the table is likely to be tried next, if requests go on as they were published."""
    a_month = _lately(month, ledger)
    for end in range(month + 1, month + AHEAD + 1):
        for window in ending_in(end):
            if table.is_total and total_is_due(window, ledger, k):
                return window
            free = not any(a.window.meets(window) for a in ledger.of(table))
            enough = _wanted(table, window, ledger, k) <= a_month * window.length
            if not table.is_total and free and (enough or window.length == LEVELS[-1]):
                return window
    return None


def _lately(month: int, ledger: Ledger) -> float:
    """Requests a month, as published for the year that ends with this month."""
    return requests_a_month(Window(month - 11, 12), ledger)
