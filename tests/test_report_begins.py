"""With which month the reports begin: it tells of nobody either."""

import pytest

from tests.place import TEAM, Place
from tests.test_report import NOW, month, october, table


def folders(place: Place) -> list[str]:
    return sorted(path.name for path in (place.folder / "reports").glob("*"))


def test_a_restricted_case_begins_no_reports(place: Place) -> None:
    place.drop(*month(6, 1, what_happened=f"{TEAM[0]} hit me"), *october(6))
    place.run(now=NOW)
    assert folders(place) == ["2026-10"]


def test_where_all_cases_are_restricted_there_is_no_report(place: Place) -> None:
    place.drop(*month(6, 3, what_happened=f"{TEAM[0]} hit me"))
    place.run(now=NOW)
    assert folders(place) == []


@pytest.mark.files
@pytest.mark.parametrize("count", [0, 1, 5])
def test_reports_begin_when_the_jobs_ran_first_whether_a_request_came_or_not(
    place: Place, count: int
) -> None:
    place.run(now="2026-10-02T09:00:00-07:00")
    if count:
        place.drop(*october(count))
    place.run(now=NOW)
    assert folders(place) == ["2026-10"]
    assert table(place) == []
    assert "Not told in this report." in (place.folder / "reports/2026-10/report.html").read_text("utf-8")


@pytest.mark.files
def test_a_clock_or_a_year_that_was_wrong_makes_no_hundreds_of_reports(place: Place) -> None:
    place.run(now="1970-01-02T09:00:00-07:00")
    place.drop(*october(6))
    place.run("intake", now=NOW)
    ran = place.command("report", "--month", "2016-10", "--now", NOW)
    assert ran.code == 1
    assert "a month before 2025-10" in ran.out + ran.err
    place.run(now=NOW)
    assert folders(place) == ["2026-10"]


@pytest.mark.files
@pytest.mark.parametrize(
    "wrong", ["2026-1", "+026-10", " 026-10", "\uff12\uff10\uff12\uff16-10", "2026-13", "2026_10"]
)
def test_a_month_is_written_with_four_digits_and_two(place: Place, wrong: str) -> None:
    place.drop(*october(6))
    assert place.command("report", "--month", wrong, "--now", NOW).code == 2
