"""`report --correct` as a team meets it: a release of its own, and only when enough cases have changed."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from automations.core.marks import Marks
from automations.core.snapshot import TabSnapshot
from automations.jobs.correct import TOO_FEW
from automations.reporting.ledger import ledger_rows, read_ledger
from automations.reporting.windows import read_month
from sheets_schema.office import RELEASES
from tests.place import TEAM, Place, Ran, response

NOW = "2026-10-09T09:00:00-07:00"
LATER = "2026-11-09T09:00:00-08:00"
OTHERS = "Someone else, and they know"


def quarter(for_others: int, **answers: str) -> list[dict[str, str]]:
    """July to September, nine a month; the first so many write for somebody else."""
    return [
        response(
            f"2026/{7 + n // 9:02}/{n % 9 + 1:02} 9:15:00 AM GMT-7",
            **({"requesting_for": OTHERS} if n < for_others else {}) | answers,
        )
        for n in range(27)
    ]


def told(place: Place, folder: str) -> list[tuple[str, str, int]]:
    path = place.folder / "reports" / folder / "report.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["table"], row["category"], int(row["count"])) for row in csv.DictReader(file)]


def correct(place: Place, *arguments: str) -> Ran:
    return place.command("report", "--correct", "--now", "2026-10-20T12:00:00-07:00", *arguments)


def change(place: Place, for_others: int, day: int = 10, **answers: str) -> None:
    """Seen on that day of October: what is old is looked at again once a day."""
    place.drop(*quarter(for_others, **answers))
    place.run("intake", now=f"2026-10-{day}T09:00:00-07:00")


def shelf(place: Place) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (place.folder / "reports").rglob("*.*")}


@pytest.fixture
def told_once(place: Place) -> Place:
    """Of 27 requests 9 are for somebody else, and the quarter's report says so."""
    place.drop(*quarter(9))
    place.run(now=NOW)
    assert told(place, "2026-09")[1:] == [("requester", "Myself", 18), ("requester", "Someone else", 9)]
    return place


def test_numbers_that_changed_in_many_cases_are_told_anew_and_the_old_ones_stay(told_once: Place) -> None:
    before = shelf(told_once)
    change(told_once, 15)
    ran = correct(told_once)
    assert ran.code == 0
    assert "reports/correction-4" in ran.out
    assert told(told_once, "correction-4") == [
        ("requester", "Myself", 12),
        ("requester", "Someone else", 15),
    ]
    assert before.items() <= shelf(told_once).items()
    page = (told_once.folder / "reports/correction-4/report.html").read_text(encoding="utf-8")
    assert "the report for September 2026" in page
    rows = [row for row in told_once.rows("office", "Releases") if row["Release"] == 4]
    assert [(row["Category"], row["Count"], row["Correction of"]) for row in rows] == [
        ("Myself", 12, 3),
        ("Someone else", 15, 3),
    ]


@pytest.mark.parametrize("for_others", [9, 10, 14, 4])
def test_where_too_few_changed_nothing_is_told_and_nobody_can_tell_how_few(
    told_once: Place, for_others: int
) -> None:
    before = shelf(told_once)
    change(told_once, for_others)
    ran = correct(told_once)
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == f"report: {TOO_FEW}"
    assert shelf(told_once) == before
    assert {row["Release"] for row in told_once.rows("office", "Releases")} == {1, 2, 3}


def test_nothing_is_corrected_unless_somebody_asks(told_once: Place) -> None:
    before = shelf(told_once)
    change(told_once, 20)
    told_once.run(now="2026-10-20T12:00:00-07:00")
    assert shelf(told_once) == before


def test_a_correction_is_made_again_as_it_was_whatever_changed_since(told_once: Place) -> None:
    change(told_once, 15)
    correct(told_once)
    before = shelf(told_once)
    change(told_once, 27, day=11)
    for path in (told_once.folder / "reports/correction-4").iterdir():
        path.unlink()
    told_once.run(now="2026-10-20T12:00:00-07:00")
    assert shelf(told_once) == before


def test_a_correction_of_a_correction_names_the_release_whose_numbers_it_replaces(told_once: Place) -> None:
    for day, for_others in ((10, 15), (11, 21)):
        change(told_once, for_others, day)
        assert correct(told_once).code == 0
    rows = [row for row in told_once.rows("office", "Releases") if row["Release"] == 5]
    assert [(row["Count"], row["Correction of"]) for row in rows] == [(6, 4), (21, 4)]
    page = (told_once.folder / "reports/correction-5/report.html").read_text(encoding="utf-8")
    assert "instead of the numbers in correction 4" in page


def test_a_correction_may_not_come_near_any_earlier_number(told_once: Place) -> None:
    change(told_once, 15)
    correct(told_once)
    before = shelf(told_once)
    # Six fewer than last told, and one off what was told first.
    change(told_once, 8, day=11)
    correct(told_once)
    assert shelf(told_once) == before
    change(told_once, 9, day=12)
    correct(told_once)
    assert told(told_once, "correction-5") == told(told_once, "2026-09")[1:]


def test_who_was_counted_stays_counted(told_once: Place) -> None:
    before = shelf(told_once)
    change(told_once, 9, what_happened=f"{TEAM[0]} hit me")
    correct(told_once)
    assert shelf(told_once) == before


def test_a_correction_can_be_asked_for_one_report_alone(told_once: Place) -> None:
    change(told_once, 15)
    assert "too little has changed" in correct(told_once, "--month", "2026-08").out
    assert correct(told_once, "--month", "2026-06").code == 1
    assert correct(told_once, "--month", "2026-10").code == 2
    assert correct(told_once, "--month", "2026-09").code == 0
    assert len(told(told_once, "correction-4")) == 2


def test_corrected_or_not_the_next_report_says_the_same(told_once: Place) -> None:
    change(told_once, 15)
    correct(told_once)
    told_once.drop(*quarter(15), *[response(f"2026/10/{n + 1:02} 9:15:00 AM GMT-7") for n in range(8)])
    assert told_once.run(now=LATER).code == 0
    assert told(told_once, "2026-10") == [("requests", "all", 8)]
    assert {row["Release"]: row["Table"] for row in told_once.rows("office", "Releases")}[5] == "requests"


def test_a_correction_that_the_office_does_not_know_stops_the_next(told_once: Place) -> None:
    before = shelf(told_once)
    folder = told_once.folder / "reports/correction-4"
    folder.mkdir()
    for name in ("report.html", "report.csv"):
        (folder / name).write_text("", encoding="utf-8")
    change(told_once, 15)
    ran = correct(told_once, "--json")
    assert ran.code == 1
    assert "the office knows nothing of it" in json.loads(ran.out)["jobs"]["report"]["error"]
    assert before.items() <= shelf(told_once).items()
    assert {row["Release"] for row in told_once.rows("office", "Releases")} == {1, 2, 3}


def test_a_correction_that_only_the_tab_remembers_is_still_one(told_once: Place) -> None:
    change(told_once, 15)
    correct(told_once)
    rows: list[dict[str, Any]] = told_once.rows("office", "Releases")
    typed = TabSnapshot(RELEASES, tuple(rows[0]), tuple(rows))
    ledger = read_ledger(typed, Marks({}), 5)
    assert ledger.months == tuple(read_month(f"2026-0{m}") for m in (7, 8, 9))
    (corrected,) = [release for release in ledger.releases if release.is_correction]
    assert corrected.folder == "correction-4"
    assert [row["Correction of"] for row in ledger_rows(corrected, date(2026, 10, 20))] == [3, 3]
