"""The monthly report as a team meets it: what is counted when, frozen, and made again the same."""

import csv
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise
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


def month(number: int, count: int, **answers: str) -> list[dict[str, str]]:
    return [
        response(f"2026/{number:02}/{n % 28 + 1:02} 9:{n:02}:00 AM GMT-7", **answers) for n in range(count)
    ]


LATER = "2026-12-20T09:00:00-08:00"
JANUARY = "2027-01-20T09:00:00-08:00"


def test_three_months_that_were_too_small_come_again_as_a_quarter(place: Place) -> None:
    place.drop(*month(7, 3), *month(8, 2), *month(9, 3))
    place.run(now=NOW)
    assert [table(place, f"2026-0{m}") for m in (7, 8)] == [[], []]
    assert [(r["window_start"], r["window_end"], r["count"]) for r in table(place, "2026-09")] == [
        ("2026-07-01", "2026-09-30", "8")
    ]
    rows = place.rows("office", "Releases")
    assert [row["Count"] for row in rows] == [None, None, None, 8, None]


def test_a_quarter_of_which_a_month_was_told_never_comes(place: Place) -> None:
    place.drop(*month(7, 8), *month(8, 2), *month(9, 3))
    place.run(now=NOW)
    assert [len(table(place, f"2026-0{m}")) for m in (7, 8, 9)] == [1, 0, 0]


def test_a_table_is_shown_when_each_of_its_categories_is_large_enough(place: Place) -> None:
    others = "Someone else, and they know"
    place.drop(*[r for m in (7, 8, 9) for r in (*month(m, 6), *month(m, 3, requesting_for=others))])
    place.run(now=NOW)
    shown = [r for r in table(place, "2026-09") if r["table"] == "requester"]
    assert [(r["category"], r["count"]) for r in shown] == [("Myself", "18"), ("Someone else", "9")]
    assert {(r["window_start"], r["window_end"]) for r in shown} == {("2026-07-01", "2026-09-30")}
    assert "concern" not in {r["table"] for r in table(place, "2026-09")}


def test_a_response_that_comes_late_is_counted_in_the_next_window(place: Place) -> None:
    place.drop(*month(9, 7))
    place.run(now="2026-10-09T09:00:00-07:00")
    place.drop(*month(9, 9), *october(6))
    place.run(now=NOW)
    assert table(place, "2026-09")[0]["count"] == "7"
    assert table(place, "2026-10")[0]["count"] == "8"


def test_whoever_counts_the_board_s_rows_finds_none_missing_from_the_report(place: Place) -> None:
    on_board = [*october(8), *month(10, 1, what_happened="the one they call Biscuit")]
    place.drop(*on_board)
    place.run(now="2026-10-31T09:00:00-07:00")
    place.type("office", "Roster", TEAM[2], Also_known_as="Biscuit")
    place.drop(*on_board, response("2026/10/31 6:00:00 PM GMT-7", what_happened="Biscuit again"))
    place.run(now=NOW)
    assert len(place.rows("office", "Restricted cases")) == 2
    assert len(place.board()) == 9
    assert [row["count"] for row in table(place)] == ["9"]


def test_a_case_that_becomes_restricted_after_it_was_counted_changes_nothing(place: Place) -> None:
    place.drop(*month(7, 9), *month(8, 9), *month(9, 9))
    place.run(now="2026-09-09T09:00:00-07:00")
    place.drop(*month(7, 9, what_happened=f"{TEAM[0]} hit me"), *month(8, 9), *month(9, 9))
    place.run(now=NOW)
    assert [table(place, f"2026-0{m}")[0]["count"] for m in (7, 8, 9)] == ["9", "9", "9"]


def test_a_report_is_made_again_as_it_was_whatever_changed_since(place: Place) -> None:
    notes = place.folder / "report-notes"
    notes.mkdir(parents=True)
    (notes / "2026-10.txt").write_text("A quiet month.", encoding="utf-8")
    place.drop(*october(7))
    place.run(now=NOW)
    files = {path: path.read_bytes() for path in (place.folder / "reports").rglob("*.*")}
    assert b"A quiet month." in files[place.folder / "reports/2026-10/report.html"]
    (notes / "2026-10.txt").write_text("A loud month.", encoding="utf-8")
    place.settings.write_text(
        place.settings.read_text(encoding="utf-8") + '[report]\nthreshold = 9\nfeedback = "x@example.org"\n',
        encoding="utf-8",
    )
    place.roster("Somebody New")
    place.drop(*october(7, about="Adding to an earlier one"), *month(9, 9))
    for path in files:
        path.unlink()
    place.run(now=NOW)
    assert files == {path: path.read_bytes() for path in files}


def test_a_month_is_told_only_after_its_responses_were_read(place: Place) -> None:
    place.drop(*october(7))
    place.run(now="2026-11-05T09:00:00-08:00")
    place.run("report", now=NOW)
    assert not (place.folder / "reports" / "2026-10").exists()
    place.run("intake", "report", now=NOW)
    assert len(table(place)) == 1


def test_a_month_asked_for_brings_those_before_it(place: Place) -> None:
    place.drop(*month(8, 7), *month(9, 8), *october(9))
    place.run("intake", now="2026-11-01T09:00:00-07:00")
    assert place.command("report", "--now", "2026-11-01T09:00:00-07:00").code == 0
    assert [table(place, f"2026-{m}")[0]["count"] for m in ("08", "09", "10")] == ["7", "8", "9"]
    assert place.command("report", "--month", "2026-07", "--now", NOW).code == 1


def test_first_contact_and_outcome_are_counted_by_their_own_days(place: Place) -> None:
    place.drop(*month(6, 9), *month(7, 18), *month(8, 18), *month(9, 18))
    place.run(now="2026-07-09T09:00:00-07:00")
    place.run(now="2026-09-30T09:00:00-07:00")
    with place.editing("board") as book:
        sheet = book["Cases"]
        headers = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            days = 7 if row % 3 else 8
            received = sheet.cell(row, headers["Received"]).value
            if received:
                sheet.cell(row, headers["Reached out on"]).value = received + timedelta(days=days)
    place.run(now=NOW)
    shown = [r for r in table(place, "2026-09") if r["table"] == "first contact"]
    assert [r["category"] for r in shown] == ["Within 7 days", "Later or not yet"]
    # Received from 24 June to 23 September: nobody of June's last week, for all came on its first days.
    assert sum(int(r["count"]) for r in shown) == 54
    assert min(int(r["count"]) for r in shown) >= 6


def test_the_ledger_counts_on_over_a_year_and_never_tells_a_day_twice(place: Place) -> None:
    place.drop(*[r for m in range(1, 13) for r in month(m, 3 + m % 7)])
    place.run(now=JANUARY)
    seen: dict[str, list[tuple[str, str]]] = {}
    for path in (place.folder / "reports").glob("*/report.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                seen.setdefault(row["table"] + row["category"], []).append(
                    (row["window_start"], row["window_end"])
                )
    for windows in seen.values():
        ordered = sorted(windows)
        assert all(end < start for (_, end), (start, _) in pairwise(ordered))


@pytest.mark.files
def test_an_idle_run_loads_neither_the_solver_nor_the_templates(place: Place) -> None:
    place.drop(*october(7))
    place.run(now=NOW)
    command = [sys.executable, "-X", "importtime", "-m", "automations", "--config", str(place.settings)]
    done = subprocess.run([*command, "run", "--now", NOW], capture_output=True, text=True, check=True)
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "automations" in loaded
    assert not loaded & {"highspy", "numpy", "scipy", "pandas", "matplotlib", "jinja2"}


def test_the_digest_has_true_numbers_and_never_lies_beside_the_report(place: Place) -> None:
    place.drop(*october(2), *month(9, 1, immediate_danger="Yes"))
    place.run(now=NOW)
    path = place.folder / "digest" / "2026-10.txt"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("INTERNAL")
    assert "    2  all" in text
    (waiting,) = [row["Case"] for row in place.intake() if row["immediate_danger"] == "Yes"]
    assert waiting in text
    assert {p.name for p in (place.folder / "reports" / "2026-10").iterdir()} == {"report.csv", "report.html"}
    assert path.stat().st_mode & 0o077 == 0
