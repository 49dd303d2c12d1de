"""What is kept of every report and correction: to the letter, in whatever state the workbook is."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from automations.core.marks import Marks
from automations.core.snapshot import Row, TabSnapshot, make_tab
from automations.reporting.ledger import (
    Attempt,
    Ledger,
    LedgerError,
    Release,
    correction_folder,
    ledger_rows,
    mark,
    missing_rows,
    read_ledger,
)
from automations.reporting.tables import ALL, CONCERN, CONCERN_GROUP, REQUESTER, REQUESTS
from automations.reporting.windows import Window
from sheets_schema.codec import Cell
from sheets_schema.office import RELEASES
from tests.unit.ledgers import JANUARY, MONTH, NEXT, QUARTER, K, told

REPORT = Release(
    1, JANUARY, (told(REQUESTS, MONTH, 40), told(CONCERN_GROUP, MONTH), told(REQUESTER, MONTH, 30, 8))
)
SECOND = Release(2, JANUARY + 1, (told(REQUESTS, NEXT, 9, most=10),))
MENDED = Attempt(REQUESTER, MONTH, {"Myself": 20, "Someone else": 20}, K, corrects=1)
CORRECTION = Release(3, JANUARY + 1, (MENDED,))
AGAIN = Release(
    7, JANUARY + 1, (Attempt(REQUESTER, MONTH, {"Myself": 32, "Someone else": 8}, K, corrects=3),)
)
ALL_OF_IT = Ledger((REPORT, SECOND, CORRECTION, AGAIN))
TODAY = date(2026, 5, 1)


def releases(*rows: Row) -> TabSnapshot:
    return make_tab(RELEASES, RELEASES.headers, rows)


def row(**other: Cell) -> dict[str, Cell]:
    """As somebody may find it in the tab."""
    usual: dict[str, Cell] = {
        "Release": 4, "Published": TODAY, "Table": "requests", "Window start": date(2026, 1, 1),
        "Window end": date(2026, 1, 31), "Category": "all", "Count": 12, "Correction of": None,
    }  # fmt: skip
    return usual | {name.replace("_", " ").capitalize(): value for name, value in other.items()}


def test_reports_and_corrections_are_kept_apart() -> None:
    assert ALL_OF_IT.reports == (REPORT, SECOND)
    assert ALL_OF_IT.attempts == (*REPORT.attempts, *SECOND.attempts)
    assert ALL_OF_IT.months == (JANUARY, JANUARY + 1)
    assert ALL_OF_IT.begins == JANUARY
    assert Ledger((SECOND, REPORT)).begins == JANUARY
    assert (Ledger().begins, Ledger((CORRECTION,)).begins) == (None, None)
    assert [one.is_correction for one in ALL_OF_IT.releases] == [False, False, True, True]
    assert [one.folder for one in ALL_OF_IT.releases] == [
        "2026-01",
        "2026-02",
        "correction-3",
        "correction-7",
    ]
    assert correction_folder(12) == "correction-12"
    mixed = Release(5, JANUARY, (told(REQUESTS, MONTH, 9), MENDED))
    assert mixed.is_correction


def test_of_a_release_only_what_was_not_withheld_is_published() -> None:
    assert list(REPORT.published) == [REPORT.attempts[0], REPORT.attempts[2]]
    assert [one.total for one in REPORT.attempts] == [40, 0, 38]
    assert list(ALL_OF_IT.published(REQUESTER)) == [REPORT.attempts[2]]
    assert list(ALL_OF_IT.published(CONCERN_GROUP)) == []


def test_tables_of_one_family_are_found_together() -> None:
    assert list(ALL_OF_IT.of(CONCERN)) == [REPORT.attempts[1]]
    assert list(ALL_OF_IT.of(REQUESTS)) == [REPORT.attempts[0], SECOND.attempts[0]]


def test_every_edition_of_a_table_is_known_and_which_release_has_the_latest() -> None:
    assert ALL_OF_IT.editions == {
        (REQUESTS, MONTH): [REPORT.attempts[0]],
        (REQUESTER, MONTH): [REPORT.attempts[2], MENDED, AGAIN.attempts[0]],
        (REQUESTS, NEXT): [SECOND.attempts[0]],
    }
    assert ALL_OF_IT.standing == {(REQUESTS, MONTH): 1, (REQUESTER, MONTH): 7, (REQUESTS, NEXT): 2}


def test_numbers_go_up_from_the_highest_that_there_ever_was() -> None:
    assert Ledger().next_number == 1
    assert ALL_OF_IT.next_number == 8
    assert Ledger((AGAIN, REPORT)).next_number == 8


def test_a_report_in_the_making_is_added_with_the_last_of_its_months() -> None:
    tried = told(REQUESTER, NEXT), told(REQUESTS, QUARTER, 60), told(REQUESTS, MONTH)
    assert ALL_OF_IT.plus(*tried).releases == (*ALL_OF_IT.releases, Release(8, JANUARY + 2, tried))
    assert ALL_OF_IT.plus() is ALL_OF_IT


def test_the_requests_of_a_window_are_what_was_told_of_its_parts_if_of_all() -> None:
    assert ALL_OF_IT.totals == {MONTH: 40, NEXT: 9}
    assert ALL_OF_IT.total(Window(JANUARY, 2)) == 49
    assert (ALL_OF_IT.total(MONTH), ALL_OF_IT.total(NEXT), ALL_OF_IT.total(QUARTER)) == (40, 9, None)
    assert [ALL_OF_IT.told(JANUARY + n) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    withheld = Ledger((Release(1, JANUARY, (told(REQUESTS, MONTH),)),))
    assert (withheld.totals, withheld.total(MONTH), withheld.told(JANUARY)) == ({}, None, False)


def test_what_is_noted_of_a_release_is_all_of_it() -> None:
    start = JANUARY
    assert json.loads(mark(Release(1, start, REPORT.attempts, {"note": "Zürich"}))) == {
        "month": "2026-01",
        "tables": [
            ["requests", start, 1, 5, None, [40]],
            ["concern group", start, 1, 5, None, None],
            ["requester", start, 1, 5, None, [30, 8]],
        ],
        "words": {"note": "Zürich"},
    }
    assert mark(SECOND) == (
        f'{{"month": "2026-02", "tables": [["requests", {start + 1}, 1, 5, 10, [9]]], "words": {{}}}}'
    )
    assert mark(CORRECTION) == (
        f'{{"month": "2026-02", "tables": [["requester", {start}, 1, 5, null, [20, 20], 1]], "words": {{}}}}'
    )


def test_words_are_noted_in_letters_that_every_workbook_can_hold() -> None:
    words = {"note": "Zürich \ufffe and \uffff, “q”"}
    noted = mark(Release(1, JANUARY, (), words))
    assert noted == '{"month": "2026-01", "tables": [], "words": {"note": "Zürich \\ufffe and \\uffff, “q”"}}'
    assert read_ledger(releases(), Marks({"release 1": noted}), K) == Ledger(
        (Release(1, JANUARY, (), words),)
    )


def test_releases_are_read_in_the_order_of_their_numbers_whatever_kept_them() -> None:
    marks = Marks({f"release {one.number}": mark(one) for one in (AGAIN, SECOND, REPORT)})
    rows = [*ledger_rows(CORRECTION, TODAY), *({**one, "Count": 1} for one in ledger_rows(SECOND, TODAY))]
    # Rows do not say after which report a correction was made.
    from_rows = replace(CORRECTION, month=JANUARY)
    assert read_ledger(releases(*rows), marks, K) == Ledger((REPORT, SECOND, from_rows, AGAIN))


@pytest.mark.parametrize(
    "key",
    ["release", "release ", "release 03", "release 3 ", "release ³", "release ٣", "Release 3", "sealed 3"],
)
def test_what_is_noted_under_another_name_is_no_release(key: str) -> None:
    assert read_ledger(releases(), Marks({key: mark(REPORT)}), K) == Ledger()


def test_a_release_with_a_number_of_several_digits_is_one() -> None:
    noted = Marks({"sealed 3": "{", "release 10": mark(REPORT), "release 2": mark(SECOND)})
    found = read_ledger(releases(), noted, K).releases
    assert [(one.number, one.attempts) for one in found] == [(2, SECOND.attempts), (10, REPORT.attempts)]


def damaged(**other: object) -> str:
    return json.dumps({"month": "2026-01", "tables": [], "words": {}} | other)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "3", "null", '"x"', "[]",
        '{"tables": [], "words": {}}', '{"month": "2026-01", "words": {}}',
        '{"month": "2026-01", "tables": []}',
        damaged(month="January"), damaged(month=None), damaged(words=3), damaged(tables=None),
        damaged(tables=[["requests", JANUARY, 1, K, None]]),
        damaged(tables=[["requests", JANUARY, 1, K, None, [1], None, None]]),
        damaged(tables=[["others", JANUARY, 1, K, None, [1]]]),
        damaged(tables=[["requests", JANUARY, 1, K, None, [1, 2]]]),
        damaged(tables=[["requester", JANUARY, 1, K, None, [1]]]),
        damaged(tables=[["requests", JANUARY, 1, K, None, ["many"]]]),
        damaged(tables=[["requests", "then", 1, K, None, [1]]]),
        damaged(tables=[["requests", JANUARY, None, K, None, [1]]]),
        damaged(tables=[["requests", JANUARY, 1, None, None, [1]]]),
    ],
)  # fmt: skip
def test_whatever_is_wrong_in_a_note_stops_with_the_number_of_its_release(text: str) -> None:
    with pytest.raises(LedgerError, match=r"^what was noted of release 12 can't be read$"):
        read_ledger(releases(), Marks({"release 12": text}), K)


def test_a_note_whose_numbers_became_text_is_read_all_the_same() -> None:
    text = damaged(tables=[["requester", str(JANUARY), "3", "5", None, ["30", "8"]]])
    assert read_ledger(releases(), Marks({"release 1": text}), 9).releases == (
        Release(1, JANUARY, (told(REQUESTER, QUARTER, 30, 8),)),
    )


def test_a_release_of_which_only_rows_are_there_is_made_of_them() -> None:
    rows = [
        row(), row(table="requester", category="Myself", count="30", window_end="03/31/2026"),
        row(table="requester", category="Someone else", count=8.0, window_end=datetime(2026, 3, 31, 9)),
        row(table="requester", category="Myself", count=20, correction_of="1"),
        row(table="requester", category="Someone else", count=None, correction_of=1.0),
        row(release=" 5 ", window_start="02/01/2026", window_end="02/28/2026"),
    ]  # fmt: skip
    assert read_ledger(releases(*rows), Marks({}), 9).releases == (
        Release(4, JANUARY + 2, (
            Attempt(REQUESTS, MONTH, {ALL: 12}, 9),
            Attempt(REQUESTER, QUARTER, {"Myself": 30, "Someone else": 8}, 9),
            Attempt(REQUESTER, MONTH, None, 9, corrects=1),
        )),
        Release(5, JANUARY + 1, (Attempt(REQUESTS, NEXT, {ALL: 12}, 9),)),
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"table": "Requests"}, {"table": None}, {"window_start": None}, {"window_start": "then"},
        {"window_end": None}, {"window_end": "31/01/2026"},
    ],
)  # fmt: skip
def test_of_rows_that_no_longer_say_which_table_or_when_only_the_number_is_kept(other: Row) -> None:
    assert read_ledger(releases(row(**other)), Marks({}), K).releases == (Release(4, 0, ()),)


@pytest.mark.parametrize("number", [None, "", "four", "4a", -4, 1.5])
def test_a_row_without_a_number_belongs_to_no_release(number: Cell) -> None:
    assert read_ledger(releases(row(release=number), row()), Marks({}), K).releases == (
        Release(4, JANUARY, (told(REQUESTS, MONTH, 12),)),
    )


def test_a_count_that_nobody_can_read_was_withheld() -> None:
    for count in (None, "", "many", -1, True):
        [found] = read_ledger(releases(row(count=count)), Marks({}), K).releases
        assert found.attempts == (told(REQUESTS, MONTH),)


def test_a_correction_is_written_with_the_number_of_what_it_replaces() -> None:
    common = {
        "Release": 3, "Published": TODAY, "Table": "requester",
        "Window start": date(2026, 1, 1), "Window end": date(2026, 1, 31), "Correction of": 1,
    }  # fmt: skip
    assert list(ledger_rows(CORRECTION, TODAY)) == [
        {**common, "Category": "Myself", "Count": 20},
        {**common, "Category": "Someone else", "Count": 20},
    ]


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, False),
        ({"Published": date(2026, 2, 2)}, False),
        ({"Published": None}, False),
        ({"Release": "3", "Count": 20.0, "Correction of": " 1 "}, False),
        ({"Window start": "01/01/2026", "Window end": datetime(2026, 1, 31, 12)}, False),
        ({"Release": 2}, True),
        ({"Table": "requests"}, True),
        ({"Window start": date(2026, 1, 2)}, True),
        ({"Window start": "31/01/2026"}, True),
        ({"Window end": date(2026, 1, 30)}, True),
        ({"Window end": "01/02/2026"}, True),
        ({"Category": "myself"}, True),
        ({"Count": 21}, True),
        ({"Count": None}, True),
        ({"Correction of": None}, True),
        ({"Correction of": 2}, True),
    ],
)
def test_a_row_that_says_something_else_than_was_published_is_written_again(
    changed: Row, missing: bool
) -> None:
    first, second = ledger_rows(CORRECTION, date(2026, 4, 9))
    tab = releases(second, {**first, **changed})
    again = [{**first, "Published": TODAY}] if missing else []
    assert missing_rows(Ledger((CORRECTION,)), tab, TODAY) == again


def test_days_that_somebody_typed_are_read_with_the_month_first() -> None:
    [written] = ledger_rows(SECOND, TODAY)
    typed = {**written, "Window start": "02/01/2026", "Window end": "02/28/2026"}
    assert missing_rows(Ledger((SECOND,)), releases(typed), TODAY) == []
