"""What people do to a workbook from within: what must be told, and what just works."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.bad_input.team import CANARY
from tests.bad_input.workbook_files import packed, part, parts, rewritten
from tests.place import TEAM, Place, column

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


def row_again(tab: str, row: int) -> Edit:
    def edit(book: Any) -> None:
        book[tab].append([cell.value for cell in book[tab][row]])

    return edit


def works(book: str, name: str, edit: Edit, holds: Edit) -> Kind:
    return Kind(f"{book}: {name}", book, edited(book, edit), (), holds)


def hide(book: Any) -> None:
    book["Cases"].row_dimensions[2].hidden = True
    book["Cases"].column_dimensions["D"].hidden = True


def filtered(book: Any) -> None:
    book["Cases"].auto_filter.ref = "A1:L3"
    book["Cases"].auto_filter.add_filter_column(8, ["Overdue"])
    book["Cases"].row_dimensions[3].hidden = True


def as_table(book: Any) -> None:
    book["Cases"].auto_filter.ref = None
    book["Cases"].add_table(Table(displayName="Ours", ref="A1:L3"))


def formatted(book: Any) -> None:
    for row in range(4, 20_000):
        book["Cases"].cell(row, 1).fill = PatternFill("solid", fgColor="FFEEEEEE")


def protect(book: Any) -> None:
    book["Cases"].protection.enable()
    book["Cases"].protection.password = "x"


def draw(book: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(book["Cases"], 4, 1, 4, 3))
    book.create_sheet("Ours").add_chart(chart, "A1")


def notes(book: Any) -> None:
    book["Cases"]["G2"].comment = Comment("ours", "us")
    book["Cases"]["L40"] = "a line of our own"


def listed(book: Any) -> None:
    rule = DataValidation("list", formula1='"a,b"', sqref="G2:G9")
    book["Cases"].add_data_validation(rule)
    book["Cases"].conditional_formatting.add("G2", CellIsRule("equal", ["1"], fill=PatternFill("solid")))


def of_1904(content: bytes) -> bytes:
    """Days counted as old Macintoshes did, from 1904; the cells are left as they are."""
    return part(
        r"xl/workbook\.xml", lambda c: re.sub(rb"<workbookPr[^>]*/>", b'<workbookPr date1904="1"/>', c)
    )(content)


def with_macros(content: bytes) -> bytes:
    files = parts(content)
    plain, macro = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    kinds = files["[Content_Types].xml"].replace(b"openxmlformats-officedocument." + plain, macro)
    return packed(files | {"[Content_Types].xml": kinds, "xl/vbaProject.bin": bytes(512)})


def with_external_link(content: bytes) -> bytes:
    files = parts(content)
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return packed(
        files | {"xl/externalLinks/externalLink1.xml": link, "xl/connections.xml": b"<connections/>"}
    )


WORKS = (
    works("board", "rows and columns hidden", hide, lambda b: b["Cases"].row_dimensions[2].hidden),
    works("board", "a filter on", filtered, lambda b: b["Cases"].auto_filter.ref),
    works("board", "made a table", as_table, lambda b: "Ours" in b["Cases"].tables),
    works(
        "board",
        "colours down to row 20,000",
        formatted,
        lambda b: b["Cases"]["A9000"].fill.fgColor.rgb == "FFEEEEEE",
    ),
    works("board", "sheet protection", protect, lambda b: b["Cases"].protection.sheet),
    works("board", "a chart of the team's own", draw, lambda b: "Ours" in b.sheetnames),
    works(
        "board",
        "notes and lines of people's own",
        notes,
        lambda b: b["Cases"]["L40"].value == "a line of our own",
    ),
    works(
        "board",
        "lists and colours by rule",
        listed,
        lambda b: len(b["Cases"].data_validations.dataValidation) > 0,
    ),
    works(
        "board",
        "people's cells merged",
        lambda b: b["Cases"].merge_cells("N5:O6"),
        lambda b: "N5:O6" in b["Cases"].merged_cells,
    ),
    works(
        "board",
        "tabs in another order",
        lambda b: b.move_sheet("Cases", 2),
        lambda b: b.sheetnames[0] != "Cases",
    ),
    works(
        "board",
        "a tab hidden",
        lambda b: setattr(b["Cases"], "sheet_state", "hidden"),
        lambda b: b["Cases"].sheet_state == "hidden",
    ),
    works("board", "blanks around a header", renamed("Cases", "Stage", " Stage "), lambda b: True),
    works(
        "board",
        "no columns frozen",
        lambda b: setattr(b["Cases"], "freeze_panes", None),
        lambda b: not b["Cases"].freeze_panes,
    ),
    works(
        "board",
        "columns grouped",
        lambda b: b["Cases"].column_dimensions.group("B", "D"),
        lambda b: b["Cases"].column_dimensions["B"].outline_level,
    ),
    works(
        "board",
        "a name for cells",
        lambda b: b.defined_names.add(DefinedName("Ours", attr_text="Cases!$A$1")),
        lambda b: "Ours" in b.defined_names,
    ),
    works("board", "a case that stands twice", row_again("Cases", 3), lambda b: b["Cases"].max_row >= 5),
    works(
        "board",
        "a volunteer that stands twice",
        row_again("Availability", 2),
        lambda b: b["Availability"].max_row >= 8,
    ),
    works(
        "office", "a response that stands twice", row_again("Intake", 2), lambda b: b["Intake"].max_row >= 4
    ),
    works(
        "office", "somebody twice on the Roster", row_again("Roster", 7), lambda b: b["Roster"].max_row == 8
    ),
    works(
        "office",
        "somebody without a name",
        typed("Roster", "Email", 8, f"{CANARY}@example.org"),
        lambda b: b["Roster"].max_row == 8,
    ),
    works(
        "office",
        "a Roster in another order",
        lambda b: b["Roster"].move_range("A7:H7", 5),
        lambda b: b["Roster"]["A12"].value == TEAM[5],
    ),
    Kind("board: days counted from 1904", "board", rewritten("board", of_1904)),
    Kind("board: a workbook with macros renamed", "board", rewritten("board", with_macros)),
    Kind("board: links to other files", "board", rewritten("board", with_external_link)),
)

FINE = (*TYPED, *WORKS)
