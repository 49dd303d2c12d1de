"""What is noted of a release is all that is needed to know it again; rows of Releases do where nothing is."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core.marks import Marks
from automations.core.snapshot import Row, TabSnapshot, make_tab
from automations.reporting.ledger import (
    Attempt,
    Ledger,
    LedgerError,
    Release,
    ledger_rows,
    mark,
    missing_rows,
    read_ledger,
)
from automations.reporting.tables import ALL, REQUESTER, REQUESTS
from automations.reporting.windows import Window, month_of
from sheets_schema.office import RELEASES

K = 5
MARCH = month_of(date(2026, 3, 1))
QUARTER, MONTH = Window(MARCH - 2, 3), Window(MARCH, 1)
REPORT = Release(
    3,
    MARCH,
    (
        Attempt(REQUESTS, QUARTER, {ALL: 40}, K, 50),
        Attempt(REQUESTS, MONTH, None, 7),
        Attempt(REQUESTER, QUARTER, {"Myself": 30, "Someone else": 10}, K),
    ),
    {"note": "Zürich"},
)
CORRECTION = Release(
    4, MARCH, (Attempt(REQUESTER, QUARTER, {"Myself": 20, "Someone else": 20}, K, corrects=3),)
)
PUBLISHED = date(2026, 4, 9)


def releases(*rows: Row) -> TabSnapshot:
    return make_tab(RELEASES, RELEASES.headers, rows)


def noted(*found: Release) -> Marks:
    return Marks({f"release {release.number}": mark(release) for release in found})


def test_a_release_is_known_again_by_what_was_noted_of_it() -> None:
    assert read_ledger(releases(), noted(CORRECTION, REPORT), K) == Ledger((REPORT, CORRECTION))


def test_what_was_noted_counts_whatever_the_rows_say_now() -> None:
    rows = [{**row, "Count": 1} for row in ledger_rows(REPORT, PUBLISHED)]
    assert read_ledger(releases(*rows), noted(REPORT), K) == Ledger((REPORT,))


def test_without_a_note_the_rows_tell_all_but_what_bounded_the_numbers() -> None:
    rows = [row for release in (REPORT, CORRECTION) for row in ledger_rows(release, PUBLISHED)]
    found = read_ledger(releases(*rows), Marks({}), K)
    attempts = tuple(replace(attempt, k=K, most=None) for attempt in REPORT.attempts)
    assert found == Ledger((Release(3, MARCH, attempts), CORRECTION))


def test_a_table_with_a_blank_count_was_withheld_and_an_unreadable_row_is_none() -> None:
    blank, other = ledger_rows(Release(1, MARCH, (REPORT.attempts[2],)), PUBLISHED)
    strange = (
        {**other, "Table": "something else"},
        {**other, "Window start": "then"},
        {**other, "Release": "?"},
    )
    [found] = read_ledger(releases({**blank, "Count": None}, other, *strange), Marks({}), K).releases
    assert [attempt.counts for attempt in found.attempts] == [None]


@pytest.mark.parametrize(
    "damaged", ["{", "{}", "[]", mark(REPORT).replace("requester", "?"), mark(REPORT).replace("-03", "-13")]
)
def test_a_damaged_note_stops_with_the_number_of_its_release(damaged: str) -> None:
    with pytest.raises(LedgerError, match=r"^what was noted of release 3 can't be read$"):
        read_ledger(releases(), Marks({"release 3": damaged}), K)


def test_marks_of_other_things_are_no_releases() -> None:
    others = Marks({"release": "{", "release 03": "{", "release x": "{", "sealed 3": "{"})
    assert read_ledger(releases(), others, K) == Ledger()


def test_rows_of_a_release_that_somebody_deleted_are_written_again() -> None:
    ledger = Ledger((REPORT, CORRECTION))
    [row, *others] = ledger_rows(REPORT, PUBLISHED)
    assert row == {
        "Release": 3, "Published": PUBLISHED, "Table": "requests", "Window start": date(2026, 1, 1),
        "Window end": date(2026, 3, 31), "Category": "all", "Count": 40, "Correction of": None,
    }  # fmt: skip
    assert [r["Count"] for r in others] == [None, 30, 10]
    today = date(2026, 5, 1)
    again, correction = list(ledger_rows(REPORT, today)), list(ledger_rows(CORRECTION, today))
    assert missing_rows(ledger, releases(row), today) == again[1:] + correction
    assert missing_rows(ledger, releases(row, *others, *correction), today) == []


def test_a_correction_stands_beside_its_report_and_changes_no_later_one() -> None:
    ledger = Ledger((REPORT, CORRECTION))
    assert ledger.reports == (REPORT,)
    assert ledger.attempts == REPORT.attempts
    assert ledger.next_number == 5
    assert ledger.standing[REQUESTER, QUARTER] == 4
    assert ledger.editions[REQUESTER, QUARTER] == [REPORT.attempts[2], CORRECTION.attempts[0]]
    assert [release.folder for release in ledger.releases] == ["2026-03", "correction-4"]
    assert Ledger().next_number == 1


def test_the_requests_of_a_window_are_known_where_what_was_told_adds_up_to_it() -> None:
    ledger = Ledger((REPORT,)).plus(Attempt(REQUESTS, Window(MARCH + 1, 1), {ALL: 10}, K))
    assert ledger.total(QUARTER) == 40
    assert ledger.total(Window(MARCH - 2, 4)) == 50
    assert ledger.total(MONTH) is None
    assert (ledger.told(MARCH), ledger.told(MARCH + 1), ledger.told(MARCH + 2)) == (True, True, False)
    assert ledger.plus() is ledger
