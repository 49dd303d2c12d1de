"""What is known to have been answered and typed; the checker holds the sheets against it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from soaking.tables import Value

NEW, ADDING, WITHDRAWING = "New", "Adding to an earlier one", "Withdrawing an earlier one"


@dataclass
class Request:
    """A submitted form. `at` is in UTC, `day` the day where the team is. `named` are volunteers who are part
    of it, by display name; `avoided` those whom the requester would rather not work with. `target`: the
    number of the request that it adds to or withdraws, where its phrase is the right one. `edited` is set
    while an edit waits to be delivered; `before` are the answers until then.
    """

    number: int
    at: datetime
    day: date
    answers: dict[str, str]
    named: set[str] = field(default_factory=set)
    avoided: set[str] = field(default_factory=set)
    target: int | None = None
    delivered: bool = False
    edited: bool = False
    before: dict[str, str] = field(default_factory=dict)
    place: int = 0
    """Among those of the same second, from 1."""

    @property
    def kind(self) -> str:
        return self.answers["about"]

    @property
    def gated(self) -> bool:
        """Whether its answers alone make it wait for a coordinator's word."""
        answers = self.answers
        return (
            "Harassment or violence" in answers["concerns"]
            or answers["immediate_danger"] == "Yes"
            or answers["within_org"] == "No"
        )

    @property
    def reachable(self) -> bool:
        return bool(self.answers["contact"]) and self.answers["may_contact_by"] != "Wait, I will contact you"


Cell = tuple[str, str, str, str]
"""Workbook, tab, key, header."""


@dataclass
class Record:
    """`typed` are people's cells, `notes` what they wrote in lines without a key, `lines` what they wrote in
    tabs of case files, by workbook and tab.
    """

    requests: list[Request] = field(default_factory=list)
    typed: dict[Cell, Value] = field(default_factory=dict)
    notes: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    lines: dict[tuple[str, str], Counter[tuple[tuple[str, Value], ...]]] = field(default_factory=dict)
    outcomes: set[str] = field(default_factory=set)
    """Codes of cases whose file has an outcome."""
    moved: dict[str, date] = field(default_factory=dict)
    """By case code, the last day that its file tells of."""
    agreed: dict[str, date] = field(default_factory=dict)
    """By case code, until when something agreed goes on."""

    def type(self, book: str, tab: str, key: str, header: str, value: Value) -> None:
        if value is None:
            self.typed.pop((book, tab, key, header), None)
        else:
            self.typed[book, tab, key, header] = value

    def row_gone(self, book: str, tab: str, key: str, keep: frozenset[str] = frozenset()) -> None:
        """Forget what was typed in the row, but for these columns."""
        for cell in [c for c in self.typed if c[:3] == (book, tab, key) and c[3] not in keep]:
            del self.typed[cell]

    def write_line(self, code: str, tab: str, row: Mapping[str, Value]) -> None:
        """Into a tab of a case file."""
        self.lines.setdefault((code, tab), Counter())[tuple(sorted(row.items(), key=str))] += 1

    def note(self, book: str, tab: str, text: str) -> None:
        self.notes.setdefault((book, tab), Counter())[text] += 1
