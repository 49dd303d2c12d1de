"""Backups: whole, sealed, put back only where nothing is in the way, and kept no longer than said."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from automations.cli import backup as backup_command
from automations.cli.assembly import alone, team_drive
from automations.cli.watch import _perform, _turns
from automations.core.letting_go import backups
from automations.platforms.google import copying
from automations.platforms.google.grid import is_kept_by_jobs
from automations.platforms.google.workbook import SheetsWorkbook
from automations.settings import load
from tests.backups import LATER, back_up, forged, lose_everything, newest, opened, restore, with_key
from tests.google.sheets_edits import batch
from tests.google_place import GooglePlace
from tests.place import NOW, Place, response
from tests.test_killed import KILLED, UNTIL_KILLED

ROOT = Path(__file__).parent.parent
TABS = {
    "office": ("Intake", "Restricted cases", "Roster", "Conflicts", "Assignments", "Releases"),
    "board": ("Cases", "Availability", "Read me"),
}
CANARY = "Quillon Fairweather"


@pytest.fixture
def filled(place: Place) -> Place:
    """Five requests, and what people add of their own."""
    stories = ["=1+1", "'quoted", "naïve — 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🐢\nsecond line", "0012", CANARY]
    place.drop(
        *[response(f"2026/11/0{n} 9:00:00 AM GMT-8", what_happened=s) for n, s in enumerate(stories, 3)]
    )
    place.run()
    with place.editing("board") as book:
        book["Cases"].cell(1, 14).value = "Our remarks"
        book["Cases"].cell(2, 14).value = "=1+2"
        own = book.create_sheet("Meeting notes")
        append_row(own, ["When", datetime(2026, 11, 5)], ["How many", 7.5], ["Sure", True])
    place.type("board", "Cases", str(place.board()[0]["Case"]), Reached_out_on=datetime(2026, 11, 9))
    return place


def append_row(sheet: Any, *rows: list[object]) -> None:
    for row in rows:
        sheet.append(row)


def everything(place: Place) -> dict[str, list[dict[str, Any]]]:
    return {f"{book}/{tab}": place.rows(book, tab) for book, tabs in TABS.items() for tab in tabs}


def meeting_notes(place: Place) -> list[list[Any]]:
    rows = place.rows("board", "Meeting notes")
    return [[value for value in row.values() if value is not None] for row in rows]


def test_everything_comes_back_as_it_was_and_the_next_run_goes_on(filled: Place) -> None:
    key = with_key(filled)
    before, notes = everything(filled), meeting_notes(filled)
    file = back_up(filled)
    lose_everything(filled)
    ran = restore(filled, file, key)
    assert ran.code == 0, ran.err
    assert "nothing is missing" in ran.out
    assert everything(filled) == before
    assert meeting_notes(filled) == notes
    filled.run(now=LATER)
    assert [row["Case"] for row in filled.intake()] == [row["Case"] for row in before["office/Intake"]]
    assert len(filled.board()) == len(before["board/Cases"])


def test_a_restore_is_told_in_the_office(filled: Place) -> None:
    key, file = with_key(filled), back_up(filled)
    lose_everything(filled)
    restore(filled, file, key)
    assert filled.rows("office", "Runs")[-1]["Job"] == "restore"


@pytest.mark.files
def test_on_files_every_workbook_and_report_comes_back_to_the_byte(filled: Place) -> None:
    (filled.folder / "reports" / "2026-09").mkdir(parents=True)
    (filled.folder / "reports" / "2026-09" / "report.csv").write_bytes(b"table\r\n")
    paths = ["board.xlsx", "reports/2026-09/report.csv"]
    paths += [f"case-files/{path.name}" for path in (filled.folder / "case-files").glob("*.xlsx")]
    before = {path: (filled.folder / path).read_bytes() for path in paths}
    key, file = with_key(filled), back_up(filled)
    lose_everything(filled)
    restore(filled, file, key)
    assert len(paths) > 4
    assert {path: (filled.folder / path).read_bytes() for path in paths} == before
    kept = filled.folder / "settings-of-the-backup.toml"
    assert kept.read_bytes() == filled.settings.read_bytes()


@pytest.mark.google
def test_on_google_restored_tabs_look_and_behave_as_set_up_ones(filled: Place) -> None:
    assert isinstance(filled, GooglePlace)
    filled.command("setup")
    key, file = with_key(filled), back_up(filled)
    before = looks(filled)
    lose_everything(filled)
    restore(filled, file, key)
    assert looks(filled) == before
    assert "Everything was in place" in filled.command("setup").out


LOOKS = (
    "properties(timeZone,locale),sheets(properties(title,hidden,gridProperties),conditionalFormats,"
    "protectedRanges(range,description,warningOnly),filterViews(title,filterSpecs),"
    "data(columnMetadata(pixelSize),rowData(values(note,dataValidation,userEnteredFormat))))"
)


def looks(place: GooglePlace) -> dict[str, Any]:
    """Dropdowns, colours, formats, notes, protections, views, but for tabs that every write replaces."""
    settings = load(place.settings)
    found: dict[str, Any] = {}
    for name, book in team_drive(settings).workbooks.items():
        found[name] = book.client.fetch_sheet_metadata(book.id, {"fields": LOOKS})
        sheets = found[name]["sheets"]
        found[name]["sheets"] = [s for s in sheets if not is_kept_by_jobs(s["properties"]["title"])]
    return found


@pytest.mark.google
def test_a_spreadsheet_too_large_for_one_call_comes_back_whole(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, file, before = with_key(filled), back_up(filled), everything(filled)
    monkeypatch.setattr(copying, "PART", 4_000)
    lose_everything(filled)
    assert restore(filled, file, key).code == 0
    assert everything(filled) == before


@pytest.mark.google
def test_a_person_who_types_into_a_spreadsheet_while_it_is_restored_is_noticed(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(filled, GooglePlace)
    key, file = with_key(filled), back_up(filled)
    lose_everything(filled)
    fetched = copying._fetched

    def typed_meanwhile(book: SheetsWorkbook) -> dict[str, Any]:
        if book.name == "board":
            with filled.editing("board") as sheets:
                sheets["Availability"].cell(2, 2).value = "yes"
        return fetched(book)

    monkeypatch.setattr(copying, "_fetched", typed_meanwhile)
    ran = restore(filled, file, key)
    assert ran.code == 1
    assert "The board does not read back" in ran.err


@pytest.mark.files
@pytest.mark.parametrize("operations", range(0, 60, 6))
def test_a_restore_that_was_killed_is_never_taken_for_a_whole_one(filled: Place, operations: int) -> None:
    key, file = with_key(filled), back_up(filled)
    before = everything(filled)
    lose_everything(filled)
    command = [sys.executable, "-c", UNTIL_KILLED, str(operations), str(filled.folder)]
    command += [
        "--config",
        str(filled.settings),
        "restore",
        str(file),
        "--identity",
        str(key),
        "--now",
        LATER,
    ]
    killed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == KILLED
    if killed and not filled.file("office").exists():
        assert filled.run(now=LATER).code == 1
        lose_everything(filled)
        assert restore(filled, file, key).code == 0
    assert everything(filled) == before


def test_a_dry_run_says_what_is_in_it_and_writes_nothing(filled: Place) -> None:
    key, file = with_key(filled), back_up(filled)
    before = everything(filled)
    ran = restore(filled, file, key, "--dry-run")
    assert ran.code == 0
    assert "Intake" in ran.out
    assert CANARY not in ran.out
    assert everything(filled) == before


def test_what_is_there_is_never_overwritten(filled: Place) -> None:
    key, file = with_key(filled), back_up(filled)
    before = everything(filled)
    ran = restore(filled, file, key)
    assert ran.code == 1
    assert "not empty" in ran.err
    assert everything(filled) == before


@pytest.mark.google
def test_a_spreadsheet_with_a_single_word_in_it_is_not_empty(filled: Place) -> None:
    key, file = with_key(filled), back_up(filled)
    lose_everything(filled)
    assert isinstance(filled, GooglePlace)
    board = filled.files["board"]
    typed = {
        "rows": [{"values": [{"userEnteredValue": {"stringValue": "mine"}}]}],
        "fields": "userEnteredValue",
    }
    start = {"sheetId": board.content.sheets[0].id, "rowIndex": 40, "columnIndex": 3}
    batch(filled.server.world, board, [{"updateCells": {**typed, "start": start}}])
    ran = restore(filled, file, key)
    assert ran.code == 1
    assert "The board is not empty" in ran.err


@pytest.mark.files
@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "responses/old.csv"])
def test_a_folder_with_a_single_file_in_it_is_not_empty(filled: Place, name: str) -> None:
    key, file = with_key(filled), back_up(filled)
    lose_everything(filled)
    (filled.folder / name).parent.mkdir(parents=True)
    (filled.folder / name).write_text("mine")
    assert restore(filled, file, key).code == 1
    assert (filled.folder / name).read_text() == "mine"
    assert not (filled.folder / "office.xlsx").exists()


def test_a_backup_of_the_other_platform_is_refused(filled: Place) -> None:
    key, file = with_key(filled), back_up(filled)
    parts = opened(file, key)
    about = json.loads(parts["backup.json"])
    about["platform"] = {"files": "google", "google": "files"}[about["platform"]]
    forged(file, key, parts | {"backup.json": json.dumps(about).encode()})
    lose_everything(filled)
    ran = restore(filled, file, key)
    assert ran.code == 1
    assert "same platform" in ran.err


@pytest.mark.files
class TestSealed:
    def test_a_key_that_it_was_not_made_for_opens_nothing(self, filled: Place) -> None:
        with_key(filled)
        file, other = back_up(filled), filled.path / "other.key"
        filled.command("backup", "--new-key", str(other))
        ran = restore(filled, file, other, "--dry-run")
        assert ran.code == 1
        assert "made for others" in ran.err

    def test_each_coordinator_s_key_opens_it_alone(self, filled: Place) -> None:
        key, second = with_key(filled), filled.path / "second.key"
        public = filled.command("backup", "--new-key", str(second)).out.rsplit('"', 2)[1]
        text = filled.settings.read_text().replace('recipients = ["', f'recipients = ["{public}", "')
        filled.settings.write_text(text)
        file = back_up(filled)
        assert all(restore(filled, file, one, "--dry-run").code == 0 for one in (key, second))

    @pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.7, 0.999])
    def test_a_backup_cut_short_is_refused_whole(self, filled: Place, share: float) -> None:
        key, file = with_key(filled), back_up(filled)
        content = file.read_bytes()
        file.write_bytes(content[: int(len(content) * share)])
        assert_refused(filled, file, key)

    @pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.3, 0.7, 0.9999])
    def test_a_backup_with_one_bit_changed_is_refused_whole(self, filled: Place, share: float) -> None:
        key, file = with_key(filled), back_up(filled)
        content = bytearray(file.read_bytes())
        content[int(len(content) * share)] ^= 1
        file.write_bytes(content)
        assert_refused(filled, file, key)

    @pytest.mark.parametrize(
        "path", ["../out.xlsx", "/tmp/out.xlsx", "case-files/../../out.xlsx", "a\\..\\b"]
    )
    def test_a_forged_backup_writes_nowhere_else(self, filled: Place, path: str) -> None:
        key, file = with_key(filled), back_up(filled)
        parts = opened(file, key)
        about = json.loads(parts["backup.json"])
        about["parts"][path] = sha256(b"x").hexdigest()
        forged(file, key, parts | {"backup.json": json.dumps(about).encode(), path: b"x"})
        assert_refused(filled, file, key)

    @pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"parts": [1]}', b"\xff"])
    def test_a_file_that_is_no_backup_is_refused(self, filled: Place, content: bytes) -> None:
        key, file = with_key(filled), back_up(filled)
        forged(file, key, {"backup.json": content})
        assert_refused(filled, file, key)

    def test_parts_that_are_not_as_they_were_listed_are_refused(self, filled: Place) -> None:
        key, file = with_key(filled), back_up(filled)
        parts = opened(file, key)
        forged(file, key, parts | {"office.xlsx": parts["board.xlsx"]})
        assert_refused(filled, file, key)
        del parts["board.xlsx"]
        forged(file, key, parts)
        assert_refused(filled, file, key)

    @pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1QQQ", "\xff\xfe", "age1public"])
    def test_what_is_no_key_is_told_and_not_shown(self, filled: Place, text: str) -> None:
        key, file = with_key(filled), back_up(filled)
        key.write_bytes(text.encode("latin-1"))
        ran = restore(filled, file, key, "--dry-run")
        assert ran.code == 1
        assert not text or text not in ran.err

    def test_only_its_owner_may_read_a_backup_or_a_key(self, filled: Place) -> None:
        key, file = with_key(filled), back_up(filled)
        if os.name == "posix":
            assert {stat.S_IMODE(path.stat().st_mode) for path in (key, file)} == {0o600}
            assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700

    def test_a_key_is_never_overwritten(self, filled: Place) -> None:
        key = with_key(filled)
        before = key.read_bytes()
        assert filled.command("backup", "--new-key", str(key)).code == 2
        assert key.read_bytes() == before

    @pytest.mark.age
    def test_the_program_age_opens_it_and_its_keys_are_taken(self, filled: Place) -> None:
        key, file = with_key(filled), back_up(filled)
        command = ["age", "--decrypt", "-i", str(key), str(file)]
        plain = subprocess.run(command, capture_output=True, check=True).stdout
        assert plain.startswith(b"PK")
        own = filled.path / "own.key"
        made = subprocess.run(["age-keygen", "-o", str(own)], capture_output=True, check=True, text=True)
        public = made.stderr.strip().rsplit(" ", 1)[1]
        filled.settings.write_text(f'[backup]\nrecipients = ["{public}"]\n')
        assert restore(filled, back_up(filled, LATER), own, "--dry-run").code == 0


def assert_refused(place: Place, file: Path, key: Path) -> None:
    """With a sentence, before anything is written."""
    lose_everything(place)
    ran = restore(place, file, key)
    assert ran.code == 1
    assert "Nothing was restored" in ran.err
    assert not place.folder.exists()


WATCHED = """
import runpy, os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT)
def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        os.write(log, (str(arguments[0]) + "\\n").encode())
sys.addaudithook(watch)
sys.argv[0] = "automations"
runpy.run_module("automations", run_name="__main__")
"""


def test_nothing_but_ciphertext_is_written_to_any_disk(filled: Place) -> None:
    with_key(filled)
    log = filled.path / "written.txt"
    command = [sys.executable, "-B", "-c", WATCHED, str(log), "--config", str(filled.settings), "backup"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    paths = (Path(line) for line in log.read_text().splitlines() if not line.isdigit())
    name = newest(filled).name
    assert {path.name for path in paths} - {".run.lock", "null"} == {f"{name}.unfinished"}
    assert CANARY.encode() not in newest(filled).read_bytes()


def test_what_a_backup_says_and_how_it_is_called_tells_no_content(filled: Place) -> None:
    key = with_key(filled)
    ran = filled.command("backup", "--now", NOW)
    said = ran.out + ran.err + newest(filled).name
    codes = [str(row["Case"]) for row in filled.intake()]
    assert not any(word in said for word in (CANARY, *codes, "Ada", "AGE-SECRET"))
    assert (
        any(CANARY.encode() in part for part in opened(newest(filled), key).values())
        or filled.folder.exists()
    )


@pytest.mark.files
@pytest.mark.parametrize("share", ["before", "unfinished"])
def test_a_backup_that_was_broken_off_leaves_none_that_looks_whole(filled: Place, share: str) -> None:
    with_key(filled)
    folder = filled.path / "backups"
    folder.mkdir()
    half = folder / "crt-backup-20261101T000000Z.age.unfinished"
    half.write_bytes(b"half" if share == "unfinished" else b"")
    back_up(filled)
    assert [path.name for path in folder.iterdir()] == ["crt-backup-20261110T170000Z.age"]


@pytest.mark.files
def test_where_the_library_is_missing_a_sentence_says_so(filled: Place) -> None:
    without = "import runpy, sys; sys.modules['pyrage'] = None; sys.argv[0] = 'automations'; "
    without += "runpy.run_module('automations', run_name='__main__')"
    command = [sys.executable, "-c", without, "--config", str(filled.settings)]
    ran = subprocess.run([*command, "backup"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "use Python for x64" in ran.stderr
    assert subprocess.run([*command, "status"], cwd=ROOT, check=False, capture_output=True).returncode == 0


@pytest.mark.files
class TestKept:
    def test_the_newest_are_kept_and_what_is_too_old_is_deleted(self, filled: Place) -> None:
        with_key(filled, "keep = 3\nkeep_days = 10\n")
        for day in (1, 2, 8, 9, 10):
            back_up(filled, f"2026-11-{day:02}T09:00:00-08:00")
        assert [path.name[11:19] for path in sorted((filled.path / "backups").iterdir())] == [
            "20261108", "20261109", "20261110",
        ]  # fmt: skip
        back_up(filled, "2026-11-19T09:00:00-08:00")
        assert [path.name[11:19] for path in sorted((filled.path / "backups").iterdir())] == [
            "20261109", "20261110", "20261119",
        ]  # fmt: skip

    def test_other_files_beside_them_stay(self, filled: Place) -> None:
        with_key(filled, "keep = 1\n")
        back_up(filled, "2026-11-09T09:00:00-08:00")
        others = ["crt-backup-20200101T000000Z.age.txt", "crt-backup-99999999T999999Z.age", "holiday.jpg"]
        for name in others:
            (filled.path / "backups" / name).write_bytes(b"")
        back_up(filled)
        left = {path.name for path in (filled.path / "backups").iterdir()}
        assert left == {*others, "crt-backup-20261110T170000Z.age"}

    def test_nothing_is_let_go_for_a_backup_of_a_damaged_workbook(self, filled: Place) -> None:
        key = with_key(filled, "keep = 1\n")
        good = back_up(filled, "2026-11-09T09:00:00-08:00")
        filled.file("board").write_bytes(filled.file("board").read_bytes()[:4000])
        ran = filled.command("backup", "--now", NOW)
        assert ran.code == 1
        assert "board.xlsx is no whole workbook" in ran.out
        assert good.exists()
        assert "board.xlsx" in opened(newest(filled), key)

    def test_without_an_office_there_is_no_backup(self, filled: Place) -> None:
        with_key(filled)
        filled.file("office").unlink()
        ran = filled.command("backup")
        assert ran.code == 1
        assert "office.xlsx can't be read" in ran.err
        assert not (filled.path / "backups").exists()

    def test_one_made_while_a_run_goes_on_waits_and_then_says_so(
        self, filled: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with_key(filled)
        monkeypatch.setattr(backup_command, "PATIENCE", 0)
        with alone(load(filled.settings)):
            assert filled.command("backup").code == 3


@pytest.mark.files
class TestSettings:
    def test_without_a_public_key_nothing_is_backed_up(self, filled: Place) -> None:
        ran = filled.command("backup")
        assert ran.code == 2
        assert "--new-key" in ran.err

    def test_a_secret_key_in_the_settings_is_refused_and_never_shown(self, filled: Place) -> None:
        secret = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQ"
        filled.settings.write_text(f'[backup]\nrecipients = ["{secret}"]\n')
        ran = filled.command("backup")
        assert ran.code == 2
        assert secret not in ran.out + ran.err

    @pytest.mark.parametrize("recipient", ["", "age1tooshort", "ssh-ed25519 AAAA", "ada@example.org"])
    def test_what_is_no_public_key_is_refused(self, filled: Place, recipient: str) -> None:
        filled.settings.write_text(f'[backup]\nrecipients = ["{recipient}"]\n')
        assert filled.command("backup").code == 2
        assert not (filled.path / "backups").exists()

    @pytest.mark.parametrize("line", ["keep = 0", "keep_days = 0", 'keep_days = "long"', "keeps = 3"])
    def test_numbers_that_would_keep_nothing_are_refused(self, filled: Place, line: str) -> None:
        filled.settings.write_text(f"[backup]\n{line}\n")
        assert filled.command("backup").code == 2

    def test_doctor_tells_of_backups_that_are_missing_late_or_kept_too_long(self, filled: Place) -> None:
        assert "no backups are made" in filled.command("doctor", "--now", NOW).out
        with_key(filled, "keep_days = 5\n")
        assert "there is no backup in" in filled.command("doctor", "--now", NOW).out
        back_up(filled)
        assert "backup is" not in filled.command("doctor", "--now", LATER).out
        said = filled.command("doctor", "--now", "2026-11-20T09:00:00-08:00").out
        assert "the newest backup is 10 days old" in said
        assert "1 backups in" in said


def test_what_was_deleted_since_an_older_backup_is_told_case_by_case(filled: Place) -> None:
    key, file = with_key(filled), back_up(filled)
    deleted, *stay = [str(row["Case"]) for row in filled.intake()]
    with filled.editing("office") as book:
        book["Intake"].delete_rows(2)
    back_up(filled, LATER)
    lose_everything(filled)
    assert "1 requests are back" in restore(filled, file, key).out
    filled.run(now=LATER)
    notices = {str(row["Case"]): str(row["Notice"]) for row in filled.intake()}
    assert "back from a backup of Tue 10 Nov" in notices[deleted]
    assert not any("back from a backup" in notices[case] for case in stay)


def test_a_case_that_was_let_go_of_since_is_let_go_of_again(filled: Place) -> None:
    key, file = with_key(filled), back_up(filled)
    first = filled.intake()[0]
    filled.type("office", "Intake", first["Response"], Delete_now=first["Case"])
    assert filled.run(now=LATER).code == 0
    back_up(filled, LATER)
    lose_everything(filled)
    assert "1 that were deleted since are deleted again" in restore(filled, file, key).out
    assert any(row["Response"] == first["Response"] for row in filled.intake())
    filled.run(now=LATER)
    (row,) = [row for row in filled.intake() if row["Case"] == first["Case"]]
    assert (row["Response"], row["what_happened"]) == (f"deleted {first['Case']}", None)


@pytest.mark.case_files
def test_case_files_come_back_with_what_the_pairs_wrote_and_are_found_again(place: Place) -> None:
    place.drop(response())
    place.run()
    case = str(place.intake()[0]["Case"])
    with place.editing(f"case-files/{case}") as book:
        book["Accounts and roadmap"].append([None, "A", CANARY])
    before = place.rows(f"case-files/{case}", "Accounts and roadmap")
    key, file = with_key(place), back_up(place)
    lose_everything(place)
    if isinstance(place, GooglePlace):
        place.delete_case_file(case)
    assert restore(place, file, key).code == 0
    assert place.rows(f"case-files/{case}", "Accounts and roadmap") == before
    assert place.run(now=LATER).code == 0
    place.run(now=LATER)
    assert place.board()[0]["Case file"] == place.link(case)
    assert place.case_codes() == {case}


def test_the_watch_makes_one_a_day_and_says_so_in_its_log(
    filled: Place, caplog: pytest.LogCaptureFixture
) -> None:
    key = with_key(filled)
    settings = load(filled.settings)
    assert "backup" in _turns(settings)
    caplog.set_level("INFO", logger="automations")
    assert _perform(settings, ["intake", "backup"], datetime.fromisoformat(NOW)) == []
    assert opened(newest(filled), key)
    assert "backup" in caplog.text
    assert CANARY not in caplog.text


def test_without_keys_for_it_the_watch_makes_none(filled: Place) -> None:
    assert "backup" not in _turns(load(filled.settings))


MOMENTS = [datetime(2026, 11, 30, tzinfo=UTC) - timedelta(days=days) for days in range(30)]


def test_nothing_outlives_its_days_and_the_newest_always_stays() -> None:
    names = [backups.name(moment) for moment in MOMENTS]
    gone = set(backups.let_go(names, keep=100, keep_days=7, now=MOMENTS[0]))
    assert {names.index(name) for name in gone} == set(range(8, 30))
    assert names[0] not in backups.let_go(names, keep=1, keep_days=1, now=MOMENTS[0])
