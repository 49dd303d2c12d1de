"""The shapes that the declarations are made of."""

from dataclasses import dataclass
from enum import StrEnum


class Owner(StrEnum):
    """Who writes a column: the jobs, or people (jobs fill it at most when they make the row)."""

    JOBS = "J"
    PEOPLE = "P"


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date"
    TIMESTAMP = "UTC timestamp"
    YES_NO = "yes or no"
    WHOLE_NUMBER = "whole number"
    NUMBER = "number"
    CHOICE = "one of a list"
    NAMES = "names, with ; between them"
    CODES = "case codes, with ; between them"
    LINK = "link"


SENTENCES = 50
"""Columns of text at least as wide hold sentences."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` is in characters; `volunteers` offers the Roster's names as a dropdown."""

    header: str
    kind: Kind
    owner: Owner
    help: str
    choices: tuple[str, ...] = ()
    width: int = 14
    volunteers: bool = False

    @property
    def wraps(self) -> bool:
        """Whether its text is told in sentences, over several lines of the cell."""
        return self.kind is Kind.TEXT and self.width >= SENTENCES


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. `key` names the column that identifies a row; without one, rows are only ever appended."""

    title: str
    help: str
    columns: tuple[Column, ...]
    key: str | None = None
    hidden: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    def computes(self, header: str) -> bool:
        """Whether the jobs compute the column again from the row's key, whatever stands in it."""
        found = (column for column in self.columns if column.header == header)
        return header != self.key and any(column.owner is Owner.JOBS for column in found)

    def column(self, header: str) -> Column:
        """Raises KeyError for a header that is not declared."""
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(header)


@dataclass(frozen=True, slots=True)
class WorkbookShape:
    """One kind of workbook: its name in errors and file names, who can open it, its tabs in order."""

    name: str
    readers: str
    tabs: tuple[Tab, ...]

    def tab(self, title: str) -> Tab:
        """Raises KeyError for a tab that is not declared."""
        for tab in self.tabs:
            if tab.title == title:
                return tab
        raise KeyError(title)


def by_jobs(header: str, kind: Kind, help: str, width: int = 14, choices: tuple[str, ...] = ()) -> Column:
    return Column(header, kind, Owner.JOBS, help, choices, width)


def by_people(
    header: str,
    kind: Kind,
    help: str,
    width: int = 14,
    choices: tuple[str, ...] = (),
    volunteers: bool = False,
) -> Column:
    return Column(header, kind, Owner.PEOPLE, help, choices, width, volunteers)
