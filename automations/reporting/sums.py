"""Sums of unknown whole numbers, and what can be said of them: the words that all reckoning is done in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from automations.reporting.tables import FIRST_CONTACT, OUTCOME, REQUESTER, Table
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

    def hold(self, values: Mapping[Unknown, int]) -> bool:
        """Whether it is so where these are the values of all unknowns in the sum."""
        total = sum(times * values[unknown] for unknown, times in self.sum.items())
        return (self.least is None or self.least <= total) and (self.most is None or total <= self.most)


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


def all_of(table: Table, window: Window, sign: int = 1, name: str = "") -> Sum:
    """Every category of the table; `name` is that of its version, its own if left out."""
    return plus(*(over(window, name or table.name, category, sign) for category in table.categories))


def due(window: Window, begins: int) -> Sum:
    """First contacts due in the window; `begins`: the first month that was reported."""
    before = [Window(month - 1, 1) for month in window.months if month > begins]
    carried = (over(month, FIRST_CONTACT.name, CARRIED) for month in before)
    return plus(over(window, FIRST_CONTACT.name, PROMPT), *carried)


def closed(window: Window, sign: int = 1) -> Sum:
    return over(window, OUTCOME.name, CLOSED, sign)


def of_requester(month: Window, name: str) -> Bounds:
    """Everybody gave one answer or none. `name`: the table's, or that of a version of it."""
    answers = plus(all_of(REQUESTER, month, -1, name), over(month, name, NONE, -1))
    return Bounds(plus(requests(month), answers), 0, 0)


def of_several(table: Table, month: Window, name: str) -> Iterator[Bounds]:
    """Everybody chose one category at least; `SEVERAL` counts those who chose more. `name` as above."""
    several, most = over(month, name, SEVERAL), len(table.categories) - 1
    excess = plus(all_of(table, month, 1, name), requests(month, -1))
    for category in table.categories:
        yield Bounds(plus(over(month, name, category), requests(month, -1)), most=0)
    yield Bounds(plus(several, requests(month, -1)), most=0)
    yield Bounds(plus(excess, over(month, name, SEVERAL, -1)), least=0)
    yield Bounds(plus(excess, *[over(month, name, SEVERAL, -1)] * most), most=0)
