"""The gate: before anything is published, how narrow would it make what is known of any small group?

It reckons from what was published and from the tables that are to be, and knows no more than a reader
will: so that its refusal, too, tells nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence

from automations.reporting.chain import windows_before
from automations.reporting.corrected import changed, versions
from automations.reporting.knowledge import knowledge, still_open
from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.solver import Interval, Moved, intervals, narrower_than
from automations.reporting.sums import CARRIED, NONE, PROMPT, SEVERAL, UNDUE, Sum, over, plus, requests
from automations.reporting.tables import (
    BREAKDOWNS,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    smallest_shown,
)
from automations.reporting.windows import LEVELS, Window


def passes(ledger: Ledger, tried: Sequence[Attempt], k: int, moved: Moved = lambda _: None) -> bool:
    """Whether with these attempts no group that may be a handful is known to fewer than k + 1 values, or
    to no fewer than before. Somebody who knows one case finds one value less: k.

    Raises LedgerError.
    """
    after = ledger.plus(*tried)
    last = max(attempt.window.last for attempt in tried)
    focus = {month for attempt in tried for month in attempt.window.months}
    asked = list(groups(after, {attempt.window for attempt in tried}))
    found = narrower_than(smallest_shown(k), knowledge(after, last, focus), asked, moved)
    narrow = {number: interval for number, interval in found if _handful(interval, k)}
    if not narrow:
        return True
    before = intervals(knowledge(ledger, last, focus), asked=[asked[number] for number in narrow])
    return before == dict(enumerate(narrow.values()))


def _handful(interval: Interval, k: int) -> bool:
    return interval.least < smallest_shown(k) and interval.most > 0


def groups(ledger: Ledger, windows: Iterable[Window]) -> Iterator[Sum]:
    """What might be a handful of people: by month, over each window and over the calendar's windows in it,
    every category and who is not in it, who chose several or none, what was due later, what was open, what
    was corrected.
    """
    for span in {part for window in windows for part in _parts(window)}:
        yield requests(span)
        for table in BREAKDOWNS:
            yield from (over(span, table.name, category) for category in table.categories)
        for table in (CONCERN, CONCERN_GROUP):
            yield over(span, table.name, SEVERAL)
            for category in table.categories:
                yield plus(requests(span), over(span, table.name, category, -1))
        yield over(span, REQUESTER.name, NONE)
        yield from (over(span, FIRST_CONTACT.name, part) for part in (PROMPT, CARRIED, UNDUE))
        yield from _at_the_end(span, ledger)
        for told in versions(ledger):
            if span.within(told[0].window):
                yield from changed(told, span)


def _at_the_end(span: Window, ledger: Ledger) -> Iterator[Sum]:
    """What was still due and still open then, and at the end of each window before it."""
    for window in (span, *windows_before(span, ledger)):
        before, end = Window(window.first - 1, 1), Window(window.last, 1)
        yield over(before, FIRST_CONTACT.name, CARRIED)
        yield plus(over(end, FIRST_CONTACT.name, CARRIED), over(window, FIRST_CONTACT.name, UNDUE))
    windows = [attempt.window for attempt in ledger.attempts if attempt.table is OUTCOME]
    told = {month for window in windows for month in window.months}
    begins = span.last if ledger.begins is None else ledger.begins
    for month in {span.first - 1, span.last, *(window.last for window in windows)}:
        yield still_open(begins, month, told)


def _parts(window: Window) -> Iterator[Window]:
    for length in LEVELS:
        for first in window.months:
            if first % length == 0 and first + length - 1 <= window.last:
                yield Window(first, length)
