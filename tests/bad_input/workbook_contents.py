"""What people do to tabs and columns, which must be told, and what they type, which stays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from tests.bad_input.team import CANARY
from tests.place import Place, column

NAME_BACK, DELETE = "give it its name back", "Rename or delete all but one"
Edit = Callable[[Any], object]


@dataclass(frozen=True)
class Kind:
    """`says`: parts of the message, none where all works. `holds`: whether what was done stays as it was."""

    name: str
    book: str
    spoil: Callable[[Place], None]
    says: tuple[str, ...] = ()
    holds: Edit = lambda _: True


def edited(book: str, edit: Edit) -> Callable[[Place], None]:
    def spoil(place: Place) -> None:
        with place.editing(book) as opened:
            edit(opened)

    return spoil


def told(book: str, name: str, edit: Edit, *says: str) -> Kind:
    return Kind(f"{book}: {name}", book, edited(book, edit), (book, *says))


def renamed(tab: str, header: str, to: str | None) -> Edit:
    def edit(book: Any) -> None:
        book[tab].cell(1, column(book[tab], header)).value = to

    return edit


def retitled(tab: str, to: str) -> Edit:
    def edit(book: Any) -> None:
        book[tab].title = to

    return edit


def doubled(tab: str, header: str) -> Edit:
    def edit(book: Any) -> None:
        book[tab].cell(1, 60).value = header

    return edit


def chart_in_place(book: Any) -> None:
    book["Cases"].title = "Old"
    book.create_chartsheet("Cases")


TOLD = (
    told(
        "board",
        "a tab with another name",
        retitled("Cases", "Our cases"),
        "the tab Cases is missing",
        "run `setup`",
    ),
    told(
        "board",
        "a tab in small letters",
        retitled("Cases", "cases"),
        "the tab Cases is missing",
        "run `setup`",
    ),
    told(
        "board",
        "a blank after a tab's name",
        retitled("Cases", "Cases "),
        "the tab Cases is missing",
        "run `setup`",
    ),
    told(
        "board",
        "a tab that is gone",
        lambda b: b.remove(b["Availability"]),
        "the tab Availability is missing",
        "run `setup`",
    ),
    told(
        "board",
        "a chart in place of a tab",
        chart_in_place,
        "tab Cases: the column 'Case' is missing",
        "run `setup`",
    ),
    told(
        "board",
        "a column with another name",
        renamed("Cases", "Stage", "Step"),
        "the column 'Stage' is missing",
        NAME_BACK,
    ),
    told(
        "board",
        "a column in small letters",
        renamed("Cases", "Stage", "stage"),
        "the column 'Stage' is missing",
        NAME_BACK,
    ),
    told(
        "board",
        "a column without a name",
        renamed("Cases", "Case", None),
        "the column 'Case' is missing",
        NAME_BACK,
    ),
    told("board", "a column that is gone", lambda b: b["Cases"].delete_cols(6), "is missing", "run `setup`"),
    told(
        "board",
        "a column that stands twice",
        doubled("Cases", "Stage"),
        "the column 'Stage' is there 2 times",
        DELETE,
    ),
    told(
        "board",
        "a title above the headers",
        lambda b: b["Cases"].insert_rows(1),
        "the column 'Case' is missing",
        NAME_BACK,
    ),
    told(
        "board",
        "the headers deleted",
        lambda b: b["Cases"].delete_rows(1),
        "the column 'Case' is missing",
        NAME_BACK,
    ),
    told(
        "board",
        "all of a tab deleted",
        lambda b: b["Cases"].delete_rows(1, 99),
        "the column 'Case' is missing",
        NAME_BACK,
    ),
    told(
        "board",
        "cells of the jobs merged",
        lambda b: b["Cases"].merge_cells("I2:J2"),
        "row 2",
        "Undo the merge",
    ),
    told(
        "office",
        "a tab with another name",
        retitled("Intake", "Requests"),
        "the tab Intake is missing",
        "run `setup`",
    ),
    told(
        "office",
        "the jobs' own tab deleted",
        lambda b: b.remove(b["Internal"]),
        "the tab Internal is missing",
        "run `setup`",
    ),
    told(
        "office",
        "a column with another name",
        renamed("Roster", "Volunteer", "Name"),
        "the column 'Volunteer' is missing",
        NAME_BACK,
    ),
    told(
        "office",
        "a column that stands twice",
        doubled("Intake", "Case"),
        "the column 'Case' is there 2 times",
        DELETE,
    ),
)


def typed(tab: str, header: str, row: int, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[tab].cell(row, column(book[tab], header)).value = value

    return edit


def still(tab: str, header: str, row: int, value: object) -> Edit:
    """Days come back as moments."""
    wanted = str(value)[:10] if isinstance(value, date) else value

    def holds(book: Any) -> bool:
        found = book[tab].cell(row, column(book[tab], header)).value
        return bool((str(found)[:10] if isinstance(value, date) else found) == wanted)

    return holds


def kept(name: str, value: object, header: str = "Next check-in", tab: str = "Cases", row: int = 2) -> Kind:
    """Typed by people where something else belongs: it stays to the letter."""
    book = {"Cases": "board", "Availability": "board"}.get(tab, "office")
    spoil = edited(book, typed(tab, header, row, value))
    return Kind(f"{book}: {name}", book, spoil, (), still(tab, header, row, value))


TYPED = (
    kept("a formula where a day belongs", "=TODAY()"),
    kept("a formula that leads into another file", "='[other.xlsx]Sheet1'!$A$1"),
    kept("a formula that calls a program", "=cmd|' /C calc'!A0"),
    kept("a formula for a stage", '=IF(1,"Closed","New")', "Stage", row=3),
    kept("a day before 1900 in words", "1899-12-31"),
    kept("a number below all days", -1),
    kept("the number of a day that there never was", 60),
    kept("a number beyond all days", 10**15),
    kept("a number with a fraction of nothing", 1e-300),
    kept("a time without a day", time(9, 30)),
    kept("a day of the year 9999", date(9999, 12, 31)),
    kept("yes where a day belongs", True),
    kept("an error of a formula", "#REF!"),
    kept("an error for a lookup", "#N/A", "Reached out on", row=3),
    kept("a division by zero", "#DIV/0!", "Stage", row=3),
    kept("a cell as full as can be", f"{CANARY} " * 2000),
    kept("letters of all kinds", "😀 \u202e ﷽ ñ \t ﬁ"),
    kept("a stage that is not in the list", "having tea", "Stage", row=3),
    kept("limits that are no number", "a few", "Most open cases", "Availability"),
    kept("away until before away from", date(2020, 1, 1), "Away until", "Availability"),
    kept("a decision that there is not", "maybe", "What to do", "Intake"),
    kept("somebody that nobody knows", f"{CANARY} Nobody", "Give to", "Intake"),
    kept("a case that is the same as itself", "x-y", "Same as", "Intake"),
    kept("a coordinator perhaps", "perhaps", "Experienced", "Roster"),
    kept("approved in words", "last spring", "Approved on", "Roster", 7),
)
