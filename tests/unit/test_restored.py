"""What backups are called and which are let go, and what coordinators know of an office put back from one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from automations.core import marks
from automations.core.changes import AppendRows, SetCells
from automations.core.letting_go import backups, restored
from automations.core.letting_go.restored import Since
from automations.core.snapshot import Row
from tests.unit.offices import CODE, NOW, OTHER, RULES, THIRD, office_snapshot, request

FOURTH = "dear-fox-moor"
MADE = datetime(2026, 11, 1, 17, tzinfo=UTC)
WENT = "2026-11-05T18:00:00+00:00 accepted"


def called(day: int, hour: int = 17, second: int = 0) -> str:
    return f"crt-backup-202611{day:02}T{hour:02}00{second:02}Z.age"


@pytest.mark.parametrize(
    "moment",
    [
        MADE,
        MADE.replace(microsecond=999_999),
        MADE.astimezone(timezone(timedelta(hours=-8))),
        MADE.astimezone(timezone(timedelta(hours=13))),
    ],
)
def test_a_backup_s_name_tells_when_it_was_made_in_utc(moment: datetime) -> None:
    assert backups.name(moment) == "crt-backup-20261101T170000Z.age"
    assert backups.made_at("crt-backup-20261101T170000Z.age") == MADE


@pytest.mark.parametrize(
    "name",
    [
        "",
        "crt-backup-20261301T170000Z.age",
        "crt-backup-20261101T250000Z.age",
        "crt-backup-20261101T170000Z.age.part",
        "my-crt-backup-20261101T170000Z.age",
        "crt-backup-20261101T170000Z-age",
        "crt-backup-20261101T170000.age",
        "CRT-backup-20261101T170000Z.age",
        "notes.txt",
    ],
)
def test_a_file_of_another_name_is_no_backup_of_ours(name: str) -> None:
    assert backups.made_at(name) is None
    assert backups.newest_first([name, called(1)]) == [called(1)]
    assert backups.let_go([name, called(1)], 0, 0, NOW) == [called(1)]


def test_backups_are_listed_with_the_newest_first() -> None:
    names = [called(2), called(10), called(1), called(2, 18)]
    assert backups.newest_first(names) == [called(10), called(2, 18), called(2), called(1)]
    assert backups.newest_first([]) == []


@pytest.mark.parametrize(
    ("keep", "days", "gone"),
    [
        (4, 30, []),
        (3, 30, [called(1)]),
        (2, 30, [called(3), called(1)]),
        (0, 30, [called(9), called(8), called(3), called(1)]),
        (4, 2, [called(3), called(1)]),
        (4, 7, [called(1)]),
        (4, 1, [called(8), called(3), called(1)]),
        (1, 7, [called(8), called(3), called(1)]),
    ],
)
def test_a_backup_is_let_go_beyond_the_number_kept_or_once_it_is_too_old(
    keep: int, days: int, gone: list[str]
) -> None:
    names = [called(1), called(8), called(3), called(9)]
    assert backups.let_go(names, keep, days, NOW) == gone


def test_a_backup_is_too_old_from_the_second_after_its_last_day() -> None:
    now = datetime(2026, 11, 10, 9, tzinfo=timezone(timedelta(hours=-8)))
    at_the_limit, a_second_more = called(3), called(3, 16, 59)
    assert backups.let_go([at_the_limit, a_second_more], 9, 7, now) == [a_second_more]


def test_what_a_newer_office_no_longer_has_vanished_since() -> None:
    nameless = {**request(FOURTH), "Case": None}
    office = office_snapshot(
        request(THIRD), request(), request(OTHER), nameless, request(THIRD, Response="2")
    )
    newer = office_snapshot(request(OTHER), request("new-since-then"))
    assert restored.since(office, newer) == Since((THIRD, CODE), {})
    assert restored.since(office, office) == Since((), {})


def test_what_had_been_let_go_of_is_let_go_of_again_and_stays_away() -> None:
    before = {
        marks.let_go(THIRD): "2026-10-01T18:00:00+00:00",
        marks.SALT: "old",
        marks.case_of("r"): CODE,
    }
    after = {
        **before,
        marks.SALT: "pepper",
        marks.let_go(CODE): WENT,
        marks.let_go(OTHER): "2026-11-06T18:00:00+00:00",
        marks.letting_go(FOURTH): WENT,
        "gone 0123": CODE,
        marks.answers(CODE): "x",
    }
    newer = restored.since(office_snapshot(marks=before), office_snapshot(marks=after))
    assert newer.marks == {
        marks.SALT: "pepper",
        marks.letting_go(CODE): WENT,
        marks.letting_go(OTHER): "2026-11-06T18:00:00+00:00",
        "gone 0123": CODE,
    }
    assert newer.let_go == 2
    assert Since().let_go == 0


def test_coordinators_are_told_case_by_case_what_is_back() -> None:
    told = {marks.told(CODE, 1): "as it was", marks.SALT: "old"}
    office = office_snapshot(request(), request(OTHER), Roster=({"Volunteer": "Sam Okafor"},), marks=told)
    newer = Since((CODE, OTHER), {marks.SALT: "pepper", marks.letting_go(THIRD): WENT})
    made, now = datetime(2025, 12, 31, 7, tzinfo=UTC), datetime(2026, 11, 11, 7, 30, 0, 5, tzinfo=UTC)
    sentence = (
        "Tue 10 Nov: back from a backup of Tue 30 Dec 2025; a later one no longer had it. If it had been "
        "deleted, write yes under Delete now."
    )
    row: Row = {
        "When": datetime(2026, 11, 11, 7, 30),
        "Job": "restore",
        "Result": "ok",
        "Read": 5,
        "Written": 5,
    }
    assert list(restored.noted(office, newer, made, now, RULES)) == [
        AppendRows("Runs", (row,)),
        AppendRows(
            "Internal",
            (
                {"Key": marks.told(CODE, 2), "Value": sentence},
                {"Key": marks.told(OTHER, 1), "Value": sentence},
            ),
        ),
        SetCells("Internal", marks.SALT, {"Value": "pepper"}),
        AppendRows("Internal", ({"Key": marks.letting_go(THIRD), "Value": WENT},)),
    ]


def test_where_nothing_newer_is_known_only_the_run_is_noted() -> None:
    [change] = restored.noted(office_snapshot(request()), Since(), MADE, NOW, RULES)
    row: Row = {"When": datetime(2026, 11, 10, 17), "Job": "restore", "Result": "ok", "Read": 1, "Written": 1}
    assert change == AppendRows("Runs", (row,))
