"""How tables by different dates hang together, and what they may therefore add up to.

A request of a month's last days is due in the next month. Requests are published by the day they came in,
first contacts by the day they were due: the difference between the two tables tells how many were still
due at the end of a window, a small group. The same with outcomes: requests less closed cases are the open
ones. Both are bounded here from published numbers alone.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.tables import FIRST_CONTACT, OUTCOME, REQUESTS, smallest_shown
from automations.reporting.windows import Window

UNBOUNDED = 10_000
"""More requests than any month has."""


def most_requests(window: Window, ledger: Ledger, k: int) -> int | None:
    """How many requests a window may be said to have whose parts were too small to be shown, so that each
    of these might still be any small number. None where no part was tried before.
    """
    parts = _withheld_parts(window, ledger)
    before = ledger.begins if ledger.begins is not None else window.last
    covered = {month for part in parts for month in part.window.months}
    if not parts or any(month not in covered for month in window.months if month >= before):
        return None
    return sum(part.k for part in parts) - k


def _withheld_parts(window: Window, ledger: Ledger) -> list[Attempt]:
    """The largest windows inside it whose total was withheld."""
    inside = [a for a in ledger.of(REQUESTS) if a.counts is None and a.window.within(window)]
    return [a for a in inside if not any(a.window != b.window and a.window.within(b.window) for b in inside)]


def most_due(window: Window, ledger: Ledger, k: int) -> int:
    """How many first contacts due in the window may be published, its requests being so; 0 if none."""
    windows = [*windows_before(window, ledger), window]
    caps = [most_in_month(w.first - 1, ledger) for w in windows] + [most_in_month(window.last, ledger)]
    shifts = [_due(w, ledger) - (ledger.total(w) or 0) for w in windows[:-1]]
    total = ledger.total(window) or 0
    possible = (n for n in range(total + min(caps[-2], total), 0, -1) if _wide(caps, [*shifts, n - total], k))
    return next(possible, 0)


def _due(window: Window, ledger: Ledger) -> int:
    return sum(a.total for a in ledger.published(FIRST_CONTACT) if a.window == window)


def windows_before(window: Window, ledger: Ledger) -> list[Window]:
    """Those of published first contacts that follow one another up to this window, oldest first."""
    found: list[Window] = []
    by_end = {a.window.last: a.window for a in ledger.published(FIRST_CONTACT)}
    first = window.first
    while first - 1 in by_end:
        found.insert(0, by_end[first - 1])
        first = found[0].first
    return found


def most_in_month(month: int, ledger: Ledger) -> int:
    """The largest number of requests that the month can have had, as far as any reader knows."""
    if ledger.begins is None or month < ledger.begins:
        return 0
    found = [UNBOUNDED]
    for attempt in ledger.of(REQUESTS):
        if month in attempt.window.months:
            shown = attempt.total if attempt.counts else None
            small = attempt.k if attempt.most is None or attempt.window.length == 1 else UNBOUNDED
            found.append(small if shown is None else shown)
    return min(found)


def _wide(caps: Sequence[int], shifts: Sequence[int], k: int) -> bool:
    """Whether what was still due at each boundary may be k + 1 different numbers. `shifts`: by how much the
    first contacts of each window exceed its requests; what was never due lies between the two. A boundary
    from which the next can be reached in so many ways is as wide itself, so the upper ends decide.
    """
    return min(accumulate(zip(caps[1:], shifts, strict=True), _next_highest, initial=caps[0])) >= k


def _next_highest(high: int, step: tuple[int, int]) -> int:
    cap, shift = step
    return min(cap, high - shift)


def most_closed(window: Window, ledger: Ledger, k: int) -> int:
    """How many closed cases may be published, so that those still open are no small group; 0 if none."""
    received = _up_to(window, ledger.totals.items())
    closed = _up_to(window, ((a.window, a.total) for a in ledger.published(OUTCOME)))
    return max(0, received - closed - smallest_shown(k))


def _up_to(window: Window, found: Iterable[tuple[Window, int]]) -> int:
    return sum(count for there, count in found if there.last <= window.last)
