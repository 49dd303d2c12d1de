"""The spreadsheets of the test server behave as Google's do."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.google.sheets.api import ROUTES
from tests.google.sheets.book import Spreadsheet, copied
from tests.google.sheets.export import as_csv, as_xlsx
from tests.google.sheets.people import type_cell
from tests.google.wire import ApiError, Caller, Request
from tests.google.world import World

OWNER, OTHER = "owner@example.org", "other@example.org"


class Sheets:
    """One spreadsheet, asked through the handlers without HTTP."""

    def __init__(self, locale: str = "en_US") -> None:
        self.world = World(clock=lambda: datetime(2026, 9, 14, 10, 0, tzinfo=UTC))
        self.caller = Caller(OWNER, frozenset())
        body = {"properties": {"locale": locale}}
        self.id = self.ask("POST", "/v4/spreadsheets", body)["spreadsheetId"]

    def ask(self, method: str, path: str, body: Any = None, /, **query: str) -> Any:
        for route in ROUTES:
            found = re.fullmatch(route.pattern, path)
            if found and route.method == method:
                request = Request(self.world, self.caller, found.groupdict(), MultiDict(query), body, {})
                return route.handler(request)
        raise AssertionError(path)

    @property
    def path(self) -> str:
        return f"/v4/spreadsheets/{self.id}"

    @property
    def book(self) -> Spreadsheet:
        book: Spreadsheet = self.world.files[self.id].content
        return book

    def batch(self, *requests: Any, **more: Any) -> Any:
        return self.ask("POST", f"{self.path}:batchUpdate", {"requests": list(requests), **more})

    def put(self, area: str, *rows: list[Any], option: str = "USER_ENTERED", **query: str) -> Any:
        body = {"values": list(rows)}
        return self.ask("PUT", f"{self.path}/values/{area}", body, valueInputOption=option, **query)

    def append(self, area: str, *rows: list[Any], **query: str) -> Any:
        path = f"{self.path}/values/{area}:append"
        return self.ask("POST", path, {"values": list(rows)}, valueInputOption="RAW", **query)

    def values(self, area: str = "Sheet1", **query: str) -> Any:
        return self.ask("GET", f"{self.path}/values/{area}", **query).get("values", [])

    def raw(self, area: str = "Sheet1") -> Any:
        return self.values(area, valueRenderOption="UNFORMATTED_VALUE")

    def formulas(self, area: str = "Sheet1") -> Any:
        return self.values(area, valueRenderOption="FORMULA")

    def get(self, fields: str = "", **query: str) -> Any:
        return self.ask("GET", self.path, **({"fields": fields} if fields else {}), **query)

    def cell(self, area: str) -> Any:
        data = self.get(ranges=f"Sheet1!{area}", includeGridData="true")["sheets"][0]["data"][0]
        return data.get("rowData", [{}])[0].get("values", [{}])[0]


@pytest.fixture
def sheets() -> Sheets:
    return Sheets()


def refused(sheets: Sheets, request: Any) -> str:
    with pytest.raises(ApiError) as caught:
        sheets.batch(request)
    assert caught.value.status == 400
    return caught.value.message


def area(top: int = 0, bottom: int | None = None, left: int = 0, right: int | None = None) -> Any:
    found = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": 0} | {key: value for key, value in found.items() if value is not None}


def lines(start: int, end: int, axis: str = "ROWS") -> Any:
    return {"sheetId": 0, "dimension": axis, "startIndex": start, "endIndex": end}


def text(*values: str) -> Any:
    return {"values": [{"userEnteredValue": {"stringValue": value}} for value in values]}


@pytest.fixture
def plain() -> Sheets:
    """A first sheet with the id 0, as Drive makes it."""
    sheets = Sheets()
    sheets.batch({"addSheet": {"properties": {"sheetId": 1, "title": "Second"}}})
    return sheets


def test_a_failing_request_leaves_everything_as_it_was(sheets: Sheets) -> None:
    sheets.put("A1", ["kept"])
    before = sheets.book.to_json()
    with pytest.raises(ApiError, match=r"Invalid requests\[2\]\.deleteSheet: No sheet with id: 123"):
        sheets.batch(
            {"updateCells": {"start": {"sheetId": 0}, "rows": [text("lost")], "fields": "*"}},
            {"addSheet": {"properties": {"title": "New"}}},
            {"deleteSheet": {"sheetId": 123}},
        )
    assert sheets.book.to_json() == before


def test_requests_of_a_batch_see_what_came_before_them(sheets: Sheets) -> None:
    sheets.batch(
        {"addSheet": {"properties": {"sheetId": 7, "title": "New"}}},
        {"updateCells": {"start": {"sheetId": 7}, "rows": [text("b"), text("a")], "fields": "*"}},
        {"sortRange": {"range": {"sheetId": 7}, "sortSpecs": [{"dimensionIndex": 0}]}},
    )
    assert sheets.values("New") == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"addSheet": {"properties": {"sheetId": 1}}}, "Sheet with id 1 already exists"),
        (
            {"addSheet": {"properties": {"title": "second"}}},
            'A sheet with the name "second" already exists. Please enter another name.',
        ),
        ({"updateCells": {"start": {"sheetId": 9}, "fields": "*"}}, "No grid with id: 9"),
        ({"deleteDimension": {"range": lines(1000, 1001)}}, "Cannot delete a row that doesn't exist."),
        ({"deleteDimension": {"range": lines(0, 1000)}}, "You can't delete all the rows on the sheet."),
        (
            {"repeatCell": {"range": area(1000), "fields": "note", "cell": {"note": "x"}}},
            "exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            {"updateCells": {"range": area(0, 1), "rows": []}},
            "At least one field must be listed in 'fields'.",
        ),
        (
            {"updateCells": {"start": {"rowIndex": 999}, "rows": [text("a"), text("b")], "fields": "*"}},
            "Attempting to write row: 1000, beyond the last requested row of: 999",
        ),
        (
            {"updateCells": {"start": {}, "rows": [text("x" * 50_001)], "fields": "*"}},
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
        ({"appendDimension": {"dimension": "ROWS", "length": 400_000}}, "above the limit of 10000000 cells"),
        ({"insertDimension": {"range": lines(1001, 1002)}}, "larger than current grid size (1000)"),
    ],
)
def test_refusals_say_which_request_and_why(plain: Sheets, request_: Any, message: str) -> None:
    kind = next(iter(request_))
    found = refused(plain, request_)
    assert found.startswith(f"Invalid requests[0].{kind}: ")
    assert message in found


def test_the_last_sheet_cannot_be_deleted(sheets: Sheets) -> None:
    assert "remove all the sheets" in refused(sheets, {"deleteSheet": {"sheetId": 0}})


def test_unknown_fields_of_a_mask_are_refused(sheets: Sheets) -> None:
    with pytest.raises(ApiError, match="invalid argument"):
        sheets.get("sheets.nonsense")
    assert "nonsense" in refused(sheets, {"updateCells": {"range": area(), "fields": "nonsense"}})


@pytest.mark.parametrize(
    "fields",
    ["sheets.properties.title", "sheets(properties(title))", "sheets/properties/title"],
)
def test_masks_choose_in_three_notations(sheets: Sheets, fields: str) -> None:
    assert sheets.get(fields) == {"sheets": [{"properties": {"title": "Sheet1"}}]}


def test_a_mask_with_cells_brings_cells_without_being_asked_for_grid_data(sheets: Sheets) -> None:
    sheets.put("A1", ["x"], [""], ["y"])
    found = sheets.get("sheets.data.rowData.values.formattedValue")
    rows = [{"values": [{"formattedValue": "x"}]}, {}, {"values": [{"formattedValue": "y"}]}]
    assert found == {"sheets": [{"data": [{"rowData": rows}]}]}


def test_append_cells_comes_after_the_last_row_with_a_value_and_grows_the_grid(sheets: Sheets) -> None:
    sheets.put("B1000", ["last"])
    sheets.batch({"repeatCell": {"range": area(0, 5), "cell": {"note": "n"}, "fields": "note"}})
    sheets.batch({"appendCells": {"rows": [text("new")], "fields": "*"}})
    assert sheets.values("A1001") == [["new"]]
    assert sheets.get("sheets.properties.gridProperties.rowCount")["sheets"][0]["properties"] == {
        "gridProperties": {"rowCount": 1001}
    }


def test_update_cells_clears_what_the_mask_names_and_the_cell_lacks(sheets: Sheets) -> None:
    sheets.put("A1", ["x"])
    bold = {"userEnteredFormat": {"textFormat": {"bold": True, "italic": True}}, "note": "n"}
    fields = "userEnteredFormat.textFormat,note"
    sheets.batch({"repeatCell": {"range": area(0, 1, 0, 1), "cell": bold, "fields": fields}})
    cleared = {"rows": [{"values": [{}]}], "start": {}, "fields": "note,userEnteredFormat.textFormat.bold"}
    sheets.batch({"updateCells": cleared})
    cell = sheets.cell("A1")
    assert "note" not in cell
    assert cell["userEnteredFormat"] == {"textFormat": {"italic": True}}
    assert cell["formattedValue"] == "x"


def test_a_colour_brings_its_style_and_gives_it_in_32_bit_fractions(sheets: Sheets) -> None:
    format_ = {"backgroundColor": {"red": 0.2, "green": 0, "blue": 1}}
    request = {
        "range": area(0, 1, 0, 1),
        "cell": {"userEnteredFormat": format_},
        "fields": "userEnteredFormat",
    }
    sheets.batch({"repeatCell": request})
    color = {"red": 0.2, "blue": 1}
    expected = {"backgroundColor": color, "backgroundColorStyle": {"rgbColor": color}}
    assert sheets.cell("A1")["userEnteredFormat"] == expected


def test_sorting_moves_whole_rows_blanks_last_and_numbers_before_texts(sheets: Sheets) -> None:
    sheets.put("A1", ["b", 1], ["", 2], [10, 3], ["A", 4], [9, 5], ["TRUE", 6])
    sort = {"range": area(0, 6, 0, 2), "sortSpecs": [{"dimensionIndex": 0}]}
    sheets.batch({"sortRange": sort})
    assert sheets.raw() == [[9, 5], [10, 3], ["A", 4], ["b", 1], [True, 6], ["", 2]]
    sort["sortSpecs"] = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    sheets.batch({"sortRange": sort})
    assert [row[0] for row in sheets.raw()] == [True, "b", "A", 10, 9, ""]


def test_sorting_leaves_hidden_rows_where_they_are(sheets: Sheets) -> None:
    sheets.put("A1", ["c"], ["b"], ["a"])
    hide = {"range": lines(1, 2), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    sheets.batch({"updateDimensionProperties": hide}, {"sortRange": {"range": area(0, 3)}})
    assert sheets.values() == [["a"], ["b"], ["c"]]


@pytest.mark.parametrize("follows", [True, False])
def test_metadata_of_rows_sorts_as_the_world_says(sheets: Sheets, follows: bool) -> None:
    sheets.world.switches.metadata_follows_sort = follows
    sheets.put("A1", ["b"], ["a"])
    location = {"dimensionRange": lines(0, 1)}
    metadata = {"metadataKey": "k", "visibility": "DOCUMENT", "location": location}
    sheets.batch(
        {"createDeveloperMetadata": {"developerMetadata": metadata}}, {"sortRange": {"range": area(0, 2)}}
    )
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "k"}}]}
    found = sheets.ask("POST", f"{sheets.path}/developerMetadata:search", lookup)
    where = found["matchedDeveloperMetadata"][0]["developerMetadata"]["location"]["dimensionRange"]
    assert where["startIndex"] == (1 if follows else 0)


def test_metadata_moves_with_its_row_and_goes_with_it(sheets: Sheets) -> None:
    location = {"dimensionRange": lines(3, 4)}
    metadata = {"metadataId": 5, "metadataKey": "k", "visibility": "DOCUMENT", "location": location}
    sheets.batch(
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        {"insertDimension": {"range": lines(0, 2)}},
        {"moveDimension": {"source": lines(5, 6), "destinationIndex": 0}},
    )
    found = sheets.ask("GET", f"{sheets.path}/developerMetadata/5")["location"]["dimensionRange"]
    assert (found["startIndex"], found["endIndex"]) == (0, 1)
    sheets.batch({"deleteDimension": {"range": lines(0, 1)}})
    with pytest.raises(ApiError):
        sheets.ask("GET", f"{sheets.path}/developerMetadata/5")


@pytest.mark.parametrize(
    ("locale", "typed", "value", "shown"),
    [
        ("en_US", "1/2/2024", 45293, "1/2/2024"),
        ("en_GB", "1/2/2024", 45323, "01/02/2024"),
        ("de_DE", "1.2.2024", 45323, "01.02.2024"),
        ("en_US", "2024-02-01", 45323, "2024-02-01"),
        ("en_US", "2024-02-01 18:30:00", 45323.770833333336, "2024-02-01 18:30:00"),
        ("en_US", "6:30 PM", 0.7708333333333334, "6:30 pm"),
        ("en_US", "Feb 1, 2024", 45323, "Feb 1, 2024"),
        ("en_US", "Mar 2024", 45352, "Mar 2024"),
        ("en_US", "2024-02-01T18:30:00", "2024-02-01T18:30:00", "2024-02-01T18:30:00"),
        ("en_US", "31/2/2024", "31/2/2024", "31/2/2024"),
        ("en_US", "1,234.50", 1234.5, "1,234.50"),
        ("de_DE", "1.234,50", 1234.5, "1.234,50"),
        ("de_DE", "12,5", 12.5, "12,5"),
        ("en_US", "12.5%", 0.125, "12.50%"),
        ("en_US", "$5", 5, "$5"),
        ("en_US", "0042", 42, "42"),
        ("en_US", "'0042", "0042", "0042"),
        ("en_US", "true", True, "TRUE"),
        ("en_US", "1-800", "1-800", "1-800"),
        ("en_US", "3_2_1", "3_2_1", "3_2_1"),
    ],
)
def test_what_is_typed_becomes_what_it_reads_as(locale: str, typed: str, value: Any, shown: str) -> None:
    sheets = Sheets(locale)
    sheets.put("A1", [typed])
    assert sheets.raw() == [[value]]
    assert sheets.values() == [[shown]]


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (0, '0;-0;"none"', "none"),
        (45293.5, "dddd, mmmm d, yyyy h:mm AM/PM", "Tuesday, January 2, 2024 12:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (1234567, '0.0,,"M"', "1.2M"),
        (5, "000", "005"),
        (3.14159, "0.##", "3.14"),
        (5, "[$€-407] #,##0.00", "€ 5.00"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (1 / 3, "", "0.3333333333"),
        (1234567890123456, "", "1.23457E+15"),
    ],
)
def test_numbers_show_by_their_patterns(sheets: Sheets, value: float, pattern: str, shown: str) -> None:
    format_ = {"numberFormat": {"type": "NUMBER", "pattern": pattern}} if pattern else {}
    cell = {"userEnteredValue": {"numberValue": value}, "userEnteredFormat": format_}
    sheets.batch({"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "*"}})
    assert sheets.values() == [[shown]]


def test_raw_values_are_taken_as_they_are(sheets: Sheets) -> None:
    sheets.put("A1", ["=1+1", "1/2/2024", 5, True, "'x"], option="RAW")
    assert sheets.raw() == [["=1+1", "1/2/2024", 5, True, "'x"]]


def test_a_cell_formatted_as_text_takes_what_is_typed_as_text(sheets: Sheets) -> None:
    format_ = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    request = {"range": area(0, 1, 0, 1), "cell": format_, "fields": "userEnteredFormat.numberFormat"}
    sheets.batch({"repeatCell": request})
    sheets.put("A1", ["0042"])
    assert sheets.raw() == [["0042"]]


def test_dates_are_serial_numbers_unless_asked_for_as_shown(sheets: Sheets) -> None:
    sheets.put("A1", ["1/2/2024"])
    shown = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"}
    assert sheets.values(**shown) == [["1/2/2024"]]
    assert sheets.formulas() == [[45293]]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1/1024", "0.0009765625"),
        ("=2+3*4^2", "50"),
        ('="a"&1', "a1"),
        ("=SUM(C1:C3)", "6"),
        ('=COUNTIF(C1:C3,">1")', "2"),
        ('=IF(C1>C2,"more","less")', "less"),
        ("=TODAY()", "9/14/2026"),
        ('=TEXT(0.5,"0.0%")', "50.0%"),
        ('=HYPERLINK("https://example.org","here")', "here"),
        ("=1/0", "#DIV/0!"),
        ("=NOSUCH(1)", "#NAME?"),
        ('="a"+1', "#VALUE!"),
        ("=1+", "#ERROR!"),
        ("=A1", "#REF!"),
        ('=IFERROR(1/0,"none")', "none"),
        ("=ROUND(2.5)&MAX(1,2)", "32"),
    ],
)
def test_formulas_are_worked_out(sheets: Sheets, formula: str, shown: str) -> None:
    sheets.put("C1", [1], [2], [3])
    sheets.put("A1", [formula])
    assert sheets.values("A1") == [[shown]]


def test_a_formula_that_fails_has_an_error_value(sheets: Sheets) -> None:
    sheets.put("A1", ["=1/0"])
    error = sheets.cell("A1")["effectiveValue"]["errorValue"]
    assert error == {"type": "DIVIDE_BY_ZERO", "message": "Function DIVIDE parameter 2 cannot be zero."}


def test_formulas_follow_rows_and_columns(sheets: Sheets) -> None:
    sheets.put("A1", [1, "=A1+$A$2", "=SUM(A1:A3)"], [2], [3])
    sheets.batch({"insertDimension": {"range": lines(1, 2)}})
    assert sheets.formulas("B1:C1") == [["=A1+$A$3", "=SUM(A1:A4)"]]
    sheets.batch({"deleteDimension": {"range": lines(2, 3)}}, {"insertDimension": {"range": lines(0, 1)}})
    assert sheets.formulas("B2:C2") == [["=A2+#REF!", "=SUM(A2:A4)"]]
    copy = {"source": area(1, 2, 2, 3), "destination": area(4, 5, 2, 3)}
    sheets.batch({"copyPaste": copy})
    assert sheets.formulas("C5") == [["=SUM(A5:A7)"]]


def test_trailing_blanks_are_left_out_of_values(sheets: Sheets) -> None:
    sheets.put("A1", ["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", ""], ["A4"], [""])
    assert sheets.values("A1:D5") == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4"]]
    columns = sheets.values("A1:D5", majorDimension="COLUMNS")
    assert columns == [["A1", "", "", "A4"], ["B1", "b2"], [], ["D1"]]


def test_null_leaves_a_cell_and_the_empty_text_clears_it(sheets: Sheets) -> None:
    sheets.put("A1", ["a", "b"])
    assert sheets.put("A1", [None, ""])["updatedCells"] == 1
    assert sheets.values() == [["a"]]


def test_writing_beyond_a_bounded_range_is_refused(sheets: Sheets) -> None:
    with pytest.raises(ApiError) as caught:
        sheets.put("Sheet1!A1:B1", ["a", "b", "c"])
    asked = "Requested writing within range [Sheet1!A1:B1]"
    assert caught.value.message == f"{asked}, but tried writing to column [C]"
    with pytest.raises(ApiError, match="exceeds grid limits"):
        sheets.put("A1001", ["a"])
    with pytest.raises(ApiError, match="Unable to parse range: Nowhere!A1"):
        sheets.values("Nowhere!A1")


def test_append_finds_the_table_that_the_range_touches(sheets: Sheets) -> None:
    sheets.put("A1", ["h", "i"], ["1", "2"], [], [], ["", "", "x"])
    answer = sheets.append("A1", ["3", "4"])
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!A1:B2", "Sheet1!A3:B3")
    assert sheets.append("Sheet1", ["y"])["updates"]["updatedRange"] == "Sheet1!C6"
    assert "tableRange" not in sheets.append("F1", ["z"])
    assert sheets.values("F1") == [["z"]]


def test_append_with_insert_rows_pushes_down_what_is_below(sheets: Sheets) -> None:
    sheets.put("A1", ["h"], ["1"], [""], ["below"])
    sheets.append("A1", ["2"], ["3"], insertDataOption="INSERT_ROWS")
    assert sheets.values() == [["h"], ["1"], ["2"], ["3"], [], ["below"]]


def test_hard_protected_cells_can_be_edited_by_their_editors_only(sheets: Sheets) -> None:
    sheets.world.files[sheets.id].permissions.append(
        {"id": "1", "type": "user", "role": "writer", "emailAddress": OTHER}
    )
    sheets.batch({"addProtectedRange": {"protectedRange": {"range": area(0, 1)}}})
    sheets.batch({"addProtectedRange": {"protectedRange": {"range": area(5, 6), "warningOnly": True}}})
    sheets.caller = Caller(OTHER, frozenset())
    with pytest.raises(ApiError, match="You are trying to edit a protected cell or object"):
        sheets.put("A1", ["x"])
    sheets.put("A2", ["x"])
    sheets.put("A6", ["x"])
    assert "protected cell" in refused(sheets, {"deleteDimension": {"range": lines(0, 1)}})


def test_ranges_follow_the_grid(sheets: Sheets) -> None:
    sheets.batch(
        {"addNamedRange": {"namedRange": {"name": "Named", "range": area(2, 4, 0, 2)}}},
        {"mergeCells": {"range": area(2, 4, 0, 2), "mergeType": "MERGE_ALL"}},
        {"insertDimension": {"range": lines(3, 4)}},
        {"deleteDimension": {"range": lines(0, 1, "COLUMNS")}},
    )
    moved = {"startRowIndex": 2, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    found = sheets.get("namedRanges.range,sheets.merges")
    assert found == {"namedRanges": [{"range": moved}], "sheets": [{"merges": [moved]}]}
    assert sheets.ask("GET", f"{sheets.path}/values/Named")["range"] == "Sheet1!A3:A5"


def test_groups_have_depths_and_hide_when_collapsed(sheets: Sheets) -> None:
    sheets.batch({"addDimensionGroup": {"range": lines(1, 5)}}, {"addDimensionGroup": {"range": lines(2, 3)}})
    group = {"range": lines(2, 3), "depth": 2, "collapsed": True}
    sheets.batch({"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}})
    groups = sheets.get("sheets.rowGroups")["sheets"][0]["rowGroups"]
    assert [(one["depth"], one.get("collapsed")) for one in groups] == [(1, None), (2, True)]
    found = sheets.get("sheets.data.rowMetadata.hiddenByUser", ranges="Sheet1!A2:A4")
    rows = found["sheets"][0]["data"][0]["rowMetadata"]
    assert rows == [{}, {"hiddenByUser": True}, {}]


def test_the_basic_filter_hides_rows(sheets: Sheets) -> None:
    sheets.put("A1", ["h"], ["a"], ["b"])
    filter_ = {"range": area(0, 3, 0, 1), "criteria": {"0": {"hiddenValues": ["a"]}}}
    sheets.batch({"setBasicFilter": {"filter": filter_}})
    found = sheets.get("sheets.data.rowMetadata.hiddenByFilter", ranges="Sheet1!A1:A3")
    rows = found["sheets"][0]["data"][0]["rowMetadata"]
    assert rows == [{}, {"hiddenByFilter": True}, {}]


def test_a_large_answer_says_the_same_as_a_small_one(sheets: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets.put("A1", ["a", 1, "1/2/2024"], ["b", True, "=1+1"])
    red = {"userEnteredFormat": {"backgroundColor": {"red": 1}}}
    sheets.batch({"repeatCell": {"range": area(0, 2, 0, 1), "cell": red, "fields": "userEnteredFormat"}})
    small = sheets.get(includeGridData="true")
    monkeypatch.setattr("tests.google.sheets.api_spreadsheets.WORTHWHILE", 0)
    assert json.loads(sheets.get(includeGridData="true").content) == small


def test_a_batch_can_answer_with_the_spreadsheet(sheets: Sheets) -> None:
    request = {"updateSheetProperties": {"properties": {"title": "New"}, "fields": "title"}}
    answer = sheets.batch(request, includeSpreadsheetInResponse=True)
    assert answer["updatedSpreadsheet"]["sheets"][0]["properties"]["title"] == "New"


def test_a_spreadsheet_can_be_created_with_its_content(sheets: Sheets) -> None:
    row_data = [text("a"), text("b", "c")]
    described = {
        "properties": {"title": "Full", "sheetId": 0},
        "data": [{"startRow": 1, "rowData": row_data}],
    }
    named = [{"name": "Named", "range": area(1, 2, 0, 1)}]
    sheets.id = sheets.ask("POST", "/v4/spreadsheets", {"sheets": [described], "namedRanges": named})[
        "spreadsheetId"
    ]
    assert sheets.values("Full") == [[], ["a"], ["b", "c"]]
    assert sheets.values("Named") == [["a"]]


def test_find_and_replace_counts_what_it_changed(sheets: Sheets) -> None:
    sheets.put("A1", ["aa", "b"], ["a", "=1"])
    request = {"find": "A", "replacement": "c", "allSheets": True}
    answer = sheets.batch({"findReplace": request})["replies"][0]["findReplace"]
    assert answer == {"valuesChanged": 2, "occurrencesChanged": 3, "rowsChanged": 2, "sheetsChanged": 1}


def test_a_person_types_as_into_a_browser(sheets: Sheets) -> None:
    type_cell(sheets.book, 0, 0, 0, "50%", world=sheets.world)
    assert sheets.cell("A1")["userEnteredFormat"]["numberFormat"] == {"type": "PERCENT", "pattern": "0%"}


def test_copies_are_independent_and_states_come_back(sheets: Sheets) -> None:
    sheets.put("A1", ["=1+1", "x"])
    twin = copied(sheets.book)
    sheets.put("B1", ["y"])
    assert twin.sheets[0].cell(0, 1).value == {"stringValue": "x"}
    assert Spreadsheet.from_json(sheets.book.to_json()).to_json() == sheets.book.to_json()


def test_exports_hold_what_is_shown(sheets: Sheets) -> None:
    sheets.put("A1", ["=1+1", "a,b"], ["", "1/2/2024"])
    now = sheets.world.clock()
    assert as_csv(sheets.book, sheets.book.sheets[0], now) == b'2,"a,b"\r\n,1/2/2024'
    assert as_xlsx(sheets.book, now).startswith(b"PK")
