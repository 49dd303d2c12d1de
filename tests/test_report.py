"""The first monthly report: a total, frozen, or nothing that could point to somebody."""

import csv
from pathlib import Path

import pytest

from tests.place import TEAM, Place, response

NOW = "2026-11-09T09:00:00-08:00"


def october(count: int, **answers: str) -> list[dict[str, str]]:
    return [response(f"2026/10/{n % 30 + 1:02} 9:{n:02}:00 AM GMT-7", **answers) for n in range(count)]


def table(place: Place, month: str = "2026-10") -> list[dict[str, str]]:
    path = place.folder / "reports" / month / "report.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_month_s_total_is_published_once_its_last_due_date_has_passed(place: Place) -> None:
    place.drop(*october(6))
    place.run(now="2026-11-07T09:00:00-08:00")
    assert not (place.folder / "reports" / "2026-10").exists()
    place.run(now="2026-11-08T09:00:00-08:00")
    assert table(place) == [
        {
            "table": "requests",
            "window_start": "2026-10-01",
            "window_end": "2026-10-31",
            "category": "all",
            "count": "6",
        }
    ]
    assert "<strong>6</strong>" in (place.folder / "reports/2026-10/report.html").read_text(encoding="utf-8")


@pytest.mark.files
def test_a_total_that_is_too_small_is_absent_and_nobody_can_tell_how_small(tmp_path: Path) -> None:
    found = set()
    for count in (0, 1, 4, 5):
        place = Place(tmp_path / str(count))
        place.path.mkdir()
        place.set_up()
        place.roster(*TEAM)
        place.drop(*october(count), response("2026/09/05 9:00:00 AM GMT-7"))
        place.run(now=NOW)
        assert table(place) == []
        found.add((place.folder / "reports/2026-10/report.html").read_bytes())
    assert len(found) == 1


def test_restricted_and_doubled_requests_are_never_counted_and_the_page_says_so_always(place: Place) -> None:
    place.drop(
        *october(6),
        *[response("2026/10/05 6:00:00 PM GMT-7", what_happened=f"{TEAM[0]} hit me")],
        response("2026/10/06 6:00:00 PM GMT-7", about="Adding to an earlier one"),
    )
    place.run(now=NOW)
    assert table(place)[0]["count"] == "6"
    page = (place.folder / "reports/2026-10/report.html").read_text(encoding="utf-8")
    assert "never counted" in page


def test_what_was_published_is_frozen_whatever_comes_later(place: Place) -> None:
    place.drop(*october(6))
    place.run(now=NOW)
    files = {path: path.read_bytes() for path in (place.folder / "reports").rglob("*.*")}
    place.drop(*october(9))
    place.run(now=NOW)
    assert files == {path: path.read_bytes() for path in files}
    for path in files:
        path.unlink()
    place.run(now=NOW)
    assert files == {path: path.read_bytes() for path in files}
    assert [row["Count"] for row in place.rows("office", "Releases")] == [6]


@pytest.mark.files
def test_the_threshold_may_be_raised_never_lowered(place: Place) -> None:
    place.settings.write_text("[report]\nthreshold = 7\n", encoding="utf-8")
    place.drop(*october(6))
    place.run(now=NOW)
    assert table(place) == []
    place.settings.write_text("[report]\nthreshold = 4\n", encoding="utf-8")
    assert place.run(now=NOW).code == 2


def test_the_command_makes_the_report_of_a_month_that_has_ended_and_no_other(place: Place) -> None:
    place.drop(*october(6))
    place.run("intake", now="2026-11-01T09:00:00-08:00")
    assert place.command("report", "--month", "2026-11", "--now", NOW).code == 2
    assert place.command("report", "--month", "october", "--now", NOW).code == 2
    assert place.command("report", "--now", "2026-11-01T09:00:00-08:00").code == 0
    assert table(place)[0]["count"] == "6"


def test_a_page_carries_nothing_of_who_made_it_where_and_when(place: Place) -> None:
    place.drop(*october(6, name="Somebody Special"))
    place.run(now=NOW)
    content = b"".join(path.read_bytes() for path in (place.folder / "reports").rglob("*.*"))
    for word in (b"Somebody", b"2026-11", b"09:00", str(place.path).encode(), b"jinja"):
        assert word not in content


def test_a_deleted_row_of_the_ledger_is_put_back_and_publishes_nothing_twice(place: Place) -> None:
    place.drop(*october(6), *[response(f"2026/09/{n:02} 9:00:00 AM GMT-7") for n in range(1, 7)])
    place.run(now=NOW)
    with place.editing("office") as book:
        book["Releases"].delete_rows(2)
    for _ in range(2):
        (place.folder / ".last-run.json").unlink(missing_ok=True)
        assert place.run(now=NOW).code == 0
    assert sorted(row["Release"] for row in place.rows("office", "Releases")) == [1, 2]


@pytest.mark.files
def test_a_report_that_can_not_be_put_on_the_shelf_is_told(place: Place) -> None:
    place.drop(*october(6))
    (place.folder / "reports" / "2026-10").write_text("in the way", encoding="utf-8")
    ran = place.run(now=NOW)
    assert ran.code == 1
    assert ran.jobs["report"]["result"] == "failed"
