"""The tables that may be published: their fixed categories, and what must hold of their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from sheets_schema.form import BY_KEY, CULTURE, HARM, TALKING
from sheets_schema.words import Outcome

Counts = Mapping[str, int]

ALL = "all"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Talking it through": TALKING,
    "Harm and accountability": HARM,
    "Group culture": CULTURE,
}


@dataclass(frozen=True, slots=True)
class Table:
    """`several`: a case may count under more than one category. `family`: tables of one family never
    cover the same day twice, so that none can be held against the other. `wants`: how many requests, in
    multiples of the smallest number that is shown, make it likely that no category is too small.
    """

    name: str
    categories: tuple[str, ...]
    family: str
    wants: int
    several: bool = False

    @property
    def is_total(self) -> bool:
        return self.categories == (ALL,)


REQUESTS = Table("requests", (ALL,), "requests", 1)
CONCERN = Table("concern", BY_KEY["concerns"].choices, "concern", 20, several=True)
CONCERN_GROUP = Table("concern group", tuple(GROUPS), "concern", 6, several=True)
REQUESTER = Table("requester", ("Myself", "Someone else"), "requester", 4)
FIRST_CONTACT = Table("first contact", ("Within 7 days", "Later or not yet"), "first contact", 4)
OUTCOME = Table("outcome", tuple(Outcome), "outcome", 10)

TABLES = (REQUESTS, CONCERN, CONCERN_GROUP, REQUESTER, FIRST_CONTACT, OUTCOME)
BREAKDOWNS = TABLES[1:]
BY_NAME = {table.name: table for table in TABLES}


def smallest_shown(k: int) -> int:
    """One more than k: whoever knows one of the cases still finds k others beside it."""
    return k + 1


def sound(table: Table, counts: Counts, total: int, k: int) -> bool:
    """Whether every group that the numbers tell of is large enough; `total`: the requests of the window.

    That is: each category; with several choices all who did not choose it, and those who chose more than
    one; with one choice those who chose none.
    """
    least = smallest_shown(k)
    values = [counts.get(category, 0) for category in table.categories]
    if min(values) < least:
        return False
    if table.several:
        excess = sum(values) - total
        return total - max(values) >= least and (excess == 0 or excess >= least_excess(table, k))
    return table is not REQUESTER or total == sum(values) or total - sum(values) >= least


def least_excess(table: Table, k: int) -> int:
    """From how many choices more than cases on nobody can tell, within k values, how many made several.

    n choices more were made by n/(c - 1) to n cases, c being the categories; who knows a case with all
    of them takes c - 1 off.
    """
    most = len(table.categories) - 1
    return next(n for n in range(1, 9 * k) if n - ceil(n / most) + 1 >= k) + most
