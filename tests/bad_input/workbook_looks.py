"""What people do to the looks of a workbook, to its rows and to what else it holds: all of it just works."""

import re
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.bad_input.team import CANARY
from tests.bad_input.workbook_contents import TYPED, Edit, Kind, edited, renamed, typed
from tests.bad_input.workbook_files import packed, part, parts, rewritten
from tests.place import TEAM


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
