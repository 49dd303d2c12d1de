"""What becomes of reports when somebody touches what was noted of them."""

import shutil

import pytest

from tests.place import Place
from tests.test_report import LATER, NOW, month, october


def shelf(place: Place) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (place.folder / "reports").rglob("*.*")}


def forget(place: Place, *beginnings: str) -> None:
    """Delete the rows of Internal whose key begins so."""
    with place.editing("office") as book:
        sheet = book["Internal"]
        for row in range(sheet.max_row, 1, -1):
            if str(sheet.cell(row, 1).value).startswith(beginnings):
                sheet.delete_rows(row)


def test_a_deleted_row_of_the_ledger_is_put_back_and_publishes_nothing_twice(place: Place) -> None:
    place.drop(*october(6), *month(9, 6))
    place.run(now=NOW)
    with place.editing("office") as book:
        book["Releases"].delete_rows(2)
    for _ in range(2):
        (place.folder / ".last-run.json").unlink(missing_ok=True)
        assert place.run(now=NOW).code == 0
    assert sorted(row["Release"] for row in place.rows("office", "Releases")) == [1, 2]


def test_a_number_that_somebody_changed_in_the_ledger_is_put_back_beside_it_and_changes_no_report(
    place: Place,
) -> None:
    place.drop(*october(7))
    place.run(now=NOW)
    files = shelf(place)
    with place.editing("office") as book:
        book["Releases"].cell(2, 7).value = 99
    shutil.rmtree(place.folder / "reports" / "2026-10")
    for _ in range(2):
        assert place.run("report", now=NOW).code == 0
    assert [row["Count"] for row in place.rows("office", "Releases")] == [99, 7]
    assert shelf(place) == files


def test_a_damaged_ledger_stops_all_reports_and_says_where(place: Place) -> None:
    place.drop(*october(7))
    place.run(now=NOW)
    with place.editing("office") as book:
        sheet = book["Internal"]
        row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == "release 1")
        sheet.cell(row, 2).value = "{"
    ran = place.run(now=LATER)
    assert ran.code == 1
    assert "office, tab Internal" in ran.jobs["report"]["error"]


@pytest.mark.files
@pytest.mark.parametrize(
    "noted",
    [
        "[]",
        "null",
        '{"month": 202610, "tables": [], "words": {}}',
        '{"month": "2026-10", "tables": [["requests", "x", 1, 5, null, [7]]], "words": {}}',
        '{"month": "2026-10", "tables": [["requests", 24321, 1, 5, null, ["x"]]], "words": {}}',
        '{"month": "2026-10", "tables": [["requests", 24321, 1, 5, null, [7]]], "words": []}',
        '{"month": "2026-10", "tables": [["requests", 24321, 1, 5, null, [7]]], "words": {}}',
    ],
)
def test_whatever_is_damaged_in_the_ledger_is_told_as_such_and_changes_nothing(
    place: Place, noted: str
) -> None:
    place.drop(*october(7))
    place.run(now=NOW)
    place.type("office", "Internal", "release 1", Value=noted)
    (place.folder / "reports/2026-10/report.html").unlink()
    files = shelf(place)
    ran = place.run("report", now=LATER)
    assert ran.code == 1
    assert "release 1" in ran.jobs["report"]["error"]
    assert shelf(place) == files


@pytest.mark.files
def test_a_page_whose_words_are_lost_is_never_made_anew(place: Place) -> None:
    place.drop(*october(7))
    place.run(now=NOW)
    forget(place, "release ")
    place.run(now=LATER)
    (place.folder / "reports/2026-10/report.html").unlink()
    ran = place.run("report", now=LATER)
    assert ran.code == 1
    assert "what release 1 says beside its numbers is lost" in ran.jobs["report"]["error"]


@pytest.mark.files
@pytest.mark.parametrize("asked", [(), ("--month", "2026-10"), ("--month", "2026-11")])
def test_a_report_that_the_office_does_not_know_stops_all_others(
    place: Place, asked: tuple[str, ...]
) -> None:
    place.drop(*month(9, 8), *october(7))
    place.run(now=NOW)
    files = shelf(place)
    forget(place, "release ", "reported ")
    with place.editing("office") as book:
        book["Releases"].delete_rows(2, 9)
    ran = place.command("report", *asked, "--now", LATER)
    assert ran.code == 1
    assert "reports/2026-09 is there, but the office knows nothing of it" in ran.out + ran.err
    assert place.rows("office", "Releases") == []
    assert shelf(place) == files


@pytest.mark.files
def test_a_report_that_can_not_be_put_on_the_shelf_is_told(place: Place) -> None:
    place.drop(*october(6))
    (place.folder / "reports" / "2026-10").write_text("in the way", encoding="utf-8")
    ran = place.run(now=NOW)
    assert ran.code == 1
    assert ran.jobs["report"]["result"] == "failed"
