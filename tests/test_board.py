"""People work in the board all the time: they sort, insert, type, paste, delete. The jobs live with it."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from tests.place import TEAM, Place, column, response

LATER = "2026-11-11T09:00:00-08:00"


@pytest.fixture
def worked(place: Place) -> Place:
    """Four cases on the board, none reached out to."""
    place.drop(*[response(f"2026/11/0{day} 9:00:00 AM GMT-8", what_happened=str(day)) for day in range(2, 6)])
    place.run()
    return place


def by_case(place: Place) -> dict[str, dict[str, object]]:
    return {str(row["Case"]): row for row in place.board()}


def test_sorting_the_rows_changes_nothing_but_their_order(worked: Place) -> None:
    with worked.editing("board") as book:
        sheet = book["Cases"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value
    before = worked.board()
    worked.run()
    assert worked.board() == before


def test_columns_and_rows_that_people_insert_stay_where_they_are(worked: Place) -> None:
    with worked.editing("board") as book:
        sheet = book["Cases"]
        sheet.insert_cols(3)
        sheet.cell(1, 3).value = "My notes"
        sheet.cell(2, 3).value = "call on Tuesday"
        sheet.insert_rows(3)
        sheet.cell(3, 3).value = "a row of my own"
    worked.run(now=LATER)
    rows = worked.board()
    assert rows[0]["My notes"] == "call on Tuesday"
    assert rows[1]["My notes"] == "a row of my own"
    assert {row["Flag"] for row in rows if row["Case"]} == {"Overdue", "Due soon"}


@pytest.mark.files
def test_formats_and_notes_of_people_s_own_stay(worked: Place) -> None:
    with worked.editing("board") as book:
        cell = book["Cases"].cell(2, 6)
        cell.fill = PatternFill("solid", fgColor="FF00FF00")
        cell.comment = Comment("ask Ada", "me")
        book["Cases"].column_dimensions["A"].width = 40
        book.create_sheet("Scratch").cell(1, 1).value = "mine"
    worked.run(now=LATER)
    book = openpyxl.load_workbook(worked.file("board"))
    assert book["Cases"].cell(2, 6).fill.fgColor.rgb == "FF00FF00"
    assert book["Cases"].cell(2, 6).comment.text == "ask Ada"
    assert book["Cases"].column_dimensions["A"].width == 40
    assert book["Scratch"].cell(1, 1).value == "mine"


@pytest.mark.parametrize(
    "header", ["Received", "Volunteer 1", "Volunteer 2", "Reach out by", "Flag", "What next", "Closed"]
)
@pytest.mark.parametrize("damage", ["x", 7, None, "=1+1", date(2020, 1, 1)])
def test_a_damaged_cell_of_the_jobs_is_mended(worked: Place, header: str, damage: object) -> None:
    before = worked.board()
    code = before[1]["Case"]
    worked.type("board", "Cases", code, **{header: damage})
    worked.run()
    assert worked.board() == before


def test_what_people_type_is_never_written_again(worked: Place) -> None:
    typed = {"Reached out on": "last tuesday", "Stage": "talking", "Next check-in": "3.11."}
    code = worked.board()[0]["Case"]
    worked.type("board", "Cases", code, **typed)
    worked.run(now=LATER)
    row = by_case(worked)[str(code)]
    assert {header: row[header] for header in typed} == typed
    assert row["What next"] == "Reached out on can't be read: write it like 2026-11-03."


def test_a_formula_where_a_day_belongs_counts_as_none_and_is_told(worked: Place) -> None:
    code = worked.board()[0]["Case"]
    worked.type("board", "Cases", code, Reached_out_on="=TODAY()")
    worked.run(now=LATER)
    row = by_case(worked)[str(code)]
    assert row["Flag"] == "Overdue"
    assert "can't be read" in str(row["What next"])
    assert row["Reached out on"] == "=TODAY()"


@pytest.mark.files
@pytest.mark.parametrize("tab", ["Cases", "Availability"])
def test_a_missing_or_doubled_header_is_told_and_that_workbook_is_not_touched(
    worked: Place, tab: str
) -> None:
    header = {"Cases": "Reached out on", "Availability": "Away until"}[tab]
    for spoil, word in (("Reached out", "is missing"), (header, "there 2 times")):
        with worked.editing("board") as book:
            sheet = book[tab]
            sheet.cell(1, column(sheet, header) if word == "is missing" else 30).value = spoil
        before = worked.file("board").read_bytes()
        worked.drop(response("2026/11/09 9:00:00 AM GMT-8", what_happened=word))
        ran = worked.run()
        assert ran.code == 1
        assert (
            f"board, tab {tab}: the column '{header}' is {word.removeprefix('is ')}"
            in ran.jobs["intake"]["error"]
        )
        assert worked.file("board").read_bytes() == before
        assert word in {row["what_happened"] for row in worked.intake()}
        with worked.editing("board") as book:
            sheet = book[tab]
            place = column(sheet, spoil) if word == "is missing" else 30
            sheet.cell(1, place).value = header if word == "is missing" else None
    assert worked.run().code == 0
    assert len(worked.board()) == 5


def test_a_damaged_office_stops_all_and_writes_nothing(worked: Place) -> None:
    with worked.editing("office") as book:
        book["Roster"].cell(1, 1).value = "Name"
    before = {path: path.read_bytes() for path in worked.folder.glob("*.xlsx")}
    ran = worked.run(now=LATER)
    assert ran.code == 1
    assert "office, tab Roster: the column 'Volunteer' is missing" in ran.jobs["assign"]["error"]
    assert before == {path: path.read_bytes() for path in before}


def test_a_row_that_vanished_is_made_again_and_the_coordinators_are_told(worked: Place) -> None:
    code = str(worked.board()[1]["Case"])
    worked.type("board", "Cases", code, Reached_out_on=date(2026, 11, 5))
    worked.run()
    with worked.editing("board") as book:
        book["Cases"].delete_rows(3)
    worked.run()
    row = by_case(worked)[code]
    assert row["Volunteer 1"]
    assert row["Reached out on"] is None
    (notice,) = (str(i["Notice"]) for i in worked.intake() if i["Case"] == code)
    assert "its row was gone and was made again" in notice
    assert worked.run().jobs["intake"]["result"] == "nothing to do"


def test_a_doubled_row_is_flagged_on_both_and_the_rest_goes_on(worked: Place) -> None:
    with worked.editing("board") as book:
        sheet = book["Cases"]
        sheet.append([cell.value for cell in sheet[2]])
    worked.run(now=LATER)
    first = worked.board()[0]["Case"]
    flags = [row["Flag"] for row in worked.board() if row["Case"] == first]
    assert flags == ["Check the row", "Check the row"]
    assert [row["Flag"] for row in worked.board() if row["Case"] != first].count("Check the row") == 0
    assert any("stands there twice" in str(row["Notice"]) for row in worked.intake())


def test_an_emptied_board_comes_back_whole(worked: Place) -> None:
    before = worked.board()
    with worked.editing("board") as book:
        book["Cases"].delete_rows(2, 10)
        book["Availability"].delete_rows(2, 10)
    worked.run()
    assert worked.board() == before
    assert {row["Volunteer"] for row in worked.rows("board", "Availability")} == set(TEAM)


def test_a_closed_case_is_released_and_shows_its_day(worked: Place) -> None:
    code = str(worked.board()[0]["Case"])
    worked.type("board", "Cases", code, Reached_out_on=date(2026, 11, 5), Stage="Closed")
    worked.outcome(code)
    worked.run(now=LATER)
    row = by_case(worked)[code]
    assert (row["Flag"], str(row["Closed"])[:10]) == ("Done", "2026-11-11")
    worked.type("board", "Cases", code, Stage="Dialogue")
    worked.run(now=LATER)
    assert by_case(worked)[code]["Closed"] is None


@pytest.mark.files
def test_a_merged_cell_is_told_where_it_is(worked: Place) -> None:
    with worked.editing("board") as book:
        sheet = book["Cases"]
        sheet.merge_cells(start_row=2, end_row=2, start_column=9, end_column=10)
    ran = worked.run(now=LATER)
    assert ran.code == 1
    assert (
        "board, tab Cases, row 2: the cell under 'What next' is merged" in ran.jobs["first-contact"]["error"]
    )


@pytest.mark.files
@pytest.mark.parametrize("lock", [".~lock.board.xlsx#", "~$board.xlsx"])
def test_a_board_that_is_open_elsewhere_is_left_alone_and_caught_up_next_time(
    worked: Place, lock: str
) -> None:
    (worked.folder / lock).write_text(",me,here,today;", encoding="utf-8")
    before = worked.file("board").read_bytes()
    worked.drop(response("2026/11/09 9:00:00 AM GMT-8"))
    ran = worked.run(now=LATER)
    assert ran.code == 1
    assert "board.xlsx is open in another program" in ran.jobs["first-contact"]["error"]
    assert worked.file("board").read_bytes() == before
    assert len(worked.intake()) == 5
    (worked.folder / lock).unlink()
    assert worked.run(now=LATER).code == 0
    assert len(worked.board()) == 5


@pytest.mark.files
def test_an_open_office_stops_the_writing_and_nothing_is_lost(worked: Place) -> None:
    lock = worked.folder / ".~lock.office.xlsx#"
    lock.write_text("", encoding="utf-8")
    before = {path: path.read_bytes() for path in worked.folder.glob("*.xlsx")}
    assert worked.run(now=LATER).code == 1
    assert before == {path: path.read_bytes() for path in before}
    lock.unlink()
    assert worked.run(now=LATER).code == 0


@pytest.mark.files
def test_a_lock_that_a_crash_left_behind_is_passed_over_after_a_day(
    worked: Place, caplog: pytest.LogCaptureFixture
) -> None:
    import os
    import time

    lock = worked.folder / ".~lock.board.xlsx#"
    lock.write_text("", encoding="utf-8")
    old = time.time() - 2 * 86_400
    os.utime(lock, (old, old))
    assert worked.run(now=LATER).code == 0
    assert "passed over" in caplog.text
    with lock.open():
        worked.type("board", "Cases", worked.board()[0]["Case"], Flag="x")
        assert worked.run(now=LATER).code == 1


@pytest.mark.files
def test_a_board_saved_by_somebody_during_the_run_is_read_again_and_not_overwritten(
    worked: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from automations.platforms.files import xlsx_write

    real = xlsx_write.changed
    saves: list[int] = []

    def and_somebody_saves(*arguments: object) -> bytes:
        if not saves:
            saves.append(1)
            worked.type("board", "Cases", worked.board()[0]["Case"], Stage="Dialogue")
        return real(*arguments)  # type: ignore[arg-type] # handed through

    monkeypatch.setattr(xlsx_write, "changed", and_somebody_saves)
    assert worked.run("first-contact", now=LATER).code == 0
    assert worked.board()[0]["Stage"] == "Dialogue"
    assert worked.board()[0]["Flag"] == "Overdue"


@pytest.mark.files
def test_workbooks_that_libreoffice_would_write_are_read_alike(worked: Path | Place) -> None:
    """Ranges of like columns, as spreadsheet programs store them, keep their formats."""
    assert isinstance(worked, Place)
    with worked.editing("board") as book:
        for sheet in book.worksheets:
            dimensions = sheet.column_dimensions
            dimensions["B"].min, dimensions["B"].max = 2, 4
            for letter in "CD":
                dimensions.pop(letter, None)
    worked.drop(response("2026/11/09 9:00:00 AM GMT-8"))
    assert worked.run().code == 0
    book = openpyxl.load_workbook(worked.file("board"))
    assert book["Cases"].cell(6, 2).number_format == "yyyy-mm-dd"


@pytest.mark.files
@pytest.mark.filterwarnings("ignore:Cell F2 is marked as a date")
@pytest.mark.parametrize("typed", [20261102, 1e10])
def test_a_number_that_is_no_date_is_kept_in_a_date_cell(worked: Place, typed: float) -> None:
    code = worked.board()[0]["Case"]
    with worked.editing("board") as book:
        cell = book["Cases"].cell(2, 6)
        cell.value = typed
        cell.number_format = "yyyy-mm-dd"
    for now in (LATER, "2026-11-14T09:00:00-08:00", "2026-11-15T09:00:00-08:00"):
        worked.run(now=now)
    with CalamineWorkbook.from_path(worked.file("board")) as opened:
        assert opened.get_sheet_by_name("Cases").to_python()[1][5] == typed
    flag = next(row["Flag"] for row in worked.board() if row["Case"] == code)
    assert (flag == "Well overdue") is (typed != 20261102)


def test_merged_cells_below_the_rows_are_passed_by(worked: Place) -> None:
    with worked.editing("board") as book:
        book["Cases"].merge_cells("A7:H9")
        book["Cases"]["A7"] = None
    worked.drop(response("2026/11/09 9:00:00 AM GMT-8"))
    assert worked.run().code == 0
    assert len(worked.board()) == 5


def test_sorting_assignments_by_time_backwards_changes_no_history(worked: Place) -> None:
    code = str(worked.board()[0]["Case"])
    worked.type("board", "Cases", code, Reached_out_on=date(2026, 11, 5), Stage="Closed")
    worked.outcome(code)
    worked.run(now=LATER)
    with worked.editing("office") as book:
        sheet = book["Assignments"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        rows.sort(key=lambda row: row[0], reverse=True)
        for number, row in enumerate(rows, 2):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value
    before = worked.board()
    worked.run(now="2026-11-11T10:00:00-08:00")
    assert worked.board() == before
    assert len(worked.rows("office", "Assignments")) == len(rows)


def test_a_second_row_of_availability_or_days_the_wrong_way_round_count_as_away(worked: Place) -> None:
    with worked.editing("board") as book:
        sheet = book["Availability"]
        sheet.append([TEAM[0].upper(), "no"])
        sheet.cell(3, 3).value, sheet.cell(3, 4).value = date(2026, 12, 1), date(2026, 11, 1)
    away = {TEAM[0], str(worked.rows("board", "Availability")[1]["Volunteer"])}
    worked.drop(*[response(f"2026/11/09 9:{n:02}:00 AM GMT-8") for n in range(8)])
    before = len(worked.rows("office", "Assignments"))
    worked.run()
    assert not away & {row["Volunteer"] for row in worked.rows("office", "Assignments")[before:]}
    assert worked.command("doctor", "--now", LATER).out.count("they count as away") == 2


def test_a_case_closed_before_it_had_a_pair_takes_nobody_s_turn(bare: Place) -> None:
    bare.drop(response())
    bare.run()
    bare.type("board", "Cases", bare.board()[0]["Case"], Stage="Closed", Reached_out_on=date(2026, 11, 5))
    bare.outcome(bare.board()[0]["Case"])
    bare.roster(*TEAM)
    bare.run()
    assert bare.rows("office", "Assignments") == []


@pytest.mark.files
def test_a_board_that_was_deleted_comes_back_and_the_coordinators_are_told(worked: Place) -> None:
    worked.drop(response("2026/11/09 9:00:00 AM GMT-8"))
    worked.run()
    worked.file("board").unlink()
    assert worked.command("setup").code == 0
    assert worked.run().code == 0
    assert len(worked.board()) == 5
    assert sum("its row was gone" in str(row["Notice"]) for row in worked.intake()) == 5


@pytest.mark.files
def test_an_open_office_fails_every_job_that_had_something_to_write(worked: Place) -> None:
    (worked.folder / ".~lock.office.xlsx#").write_text("", encoding="utf-8")
    ran = worked.run(now=LATER)
    assert ran.jobs["first-contact"]["result"] == "failed"
    assert ran.jobs["report"]["result"] == "nothing to do"
    assert worked.run(now="2026-11-11T23:00:00-08:00").jobs["report"]["result"] == "nothing to do"


def test_a_row_whose_code_somebody_changed_says_what_to_do_and_is_made_again(worked: Place) -> None:
    code = str(worked.board()[0]["Case"])
    worked.type("board", "Cases", code, Reached_out_on=date(2026, 11, 5), Case="other-words-here")
    worked.run()
    rows = by_case(worked)
    assert rows["other-words-here"]["Flag"] == "Check the row"
    assert "No case has this code" in str(rows["other-words-here"]["What next"])
    assert rows[code]["Volunteer 1"]
    assert worked.run().jobs["first-contact"]["result"] == "nothing to do"
