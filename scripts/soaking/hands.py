"""People's eyes and hands at the workbooks, the same on both platforms: they see cells, and change them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from soaking.tables import Table, Value

SEEN = {
    "board": ("Cases", "Availability"),
    "office": (
        "Intake", "Restricted cases", "Roster", "Conflicts", "Assignments", "Agreements in force",
        "Releases", "Runs",
    ),
}  # fmt: skip
KEYS: Mapping[str, tuple[str, ...]] = {
    "Cases": ("Case",),
    "Restricted cases": ("Case",),
    "Availability": ("Volunteer",),
    "Intake": ("Case",),
    "Roster": ("Volunteer",),
    "Conflicts": ("Case", "Volunteer", "Kind"),
    "Agreements in force": ("Case",),
    "Parties": ("Label",),
    "Plan": ("Step",),
}
"""What tells a row of a tab from the others."""

CASE_TABS = ("Summary", "Parties", "Contact log", "Plan", "Closure")


class Hands(Protocol):
    """`book` is board, office, or `case-files/CODE`. Lines count from 1, columns from 0; line 0 is the
    headers. What was changed is there for the jobs after `save`.
    """

    def table(self, book: str, tab: str) -> Table: ...

    def put(self, book: str, tab: str, line: int, column: int, value: Value) -> None: ...

    def sort(self, book: str, tab: str, column: int, descending: bool) -> None:
        """All lines below the headers, blanks last."""

    def insert_line(self, book: str, tab: str, line: int) -> None: ...

    def delete_line(self, book: str, tab: str, line: int) -> None: ...

    def move_column(self, book: str, tab: str, column: int, to: int) -> None: ...

    def save(self) -> None: ...

    def texts(self, book: str) -> str:
        """Every byte of it."""

    def codes(self) -> frozenset[str]:
        """Of the cases that have a file."""

    def touched(self) -> Iterator[str]:
        """Codes of those whose file changed since this was asked last."""

    def reports(self) -> Mapping[str, bytes]:
        """Every published file, by its path."""

    def exports(self) -> str:
        """What lies where form exports are dropped."""


class Typist:
    """Types into rows by key, whatever lies where."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def type(self, book: str, tab: str, key: str, header: str, value: Value) -> bool:
        """Whether the row and the column are there."""
        table = self.hands.table(book, tab)
        line = table.line_of(key, *KEYS[tab])
        if line is None or header not in table.headers:
            return False
        self.hands.put(book, tab, line, table.column(header), value)
        return True

    def append(self, book: str, tab: str, row: Mapping[str, Any]) -> None:
        """Below the last line of which anything is filled in."""
        table = self.hands.table(book, tab)
        line = len(table.lines) + 1
        for header, value in row.items():
            self.hands.put(book, tab, line, table.column(header), value)


def sorted_lines(lines: Sequence[Sequence[Any]], value: Callable[[Any], Any], descending: bool) -> list[int]:
    """The places of the lines in their new order: numbers and days before words, blanks last."""
    filled = [n for n, line in enumerate(lines) if value(line) is not None]
    blank = [n for n, line in enumerate(lines) if value(line) is None]
    order = sorted(filled, key=lambda n: (isinstance(value(lines[n]), str), str(value(lines[n]))))
    return [*(reversed(order) if descending else order), *blank]
