"""The commands from outside: exit codes, JSON, errors that say where, what, and the next step."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from automations import settings
from automations.jobs.run import JOBS, WHEN_NAMED
from automations.platforms.files.xlsx_dress import list_source
from sheets_schema import dictionary
from sheets_schema.board import BOARD, GUIDE
from sheets_schema.office import OFFICE
from tests.place import NOW, TEAM, Place, response

ROOT = Path(__file__).parent.parent


def shell(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "automations", *arguments],
        cwd=cwd, check=False, capture_output=True, text=True, errors="replace",
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )  # fmt: skip


@pytest.mark.files
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[team]\ntime_zone = "Mars/Olympus"', "team.time_zone"),
        ("[team]\nreach_out_days = 0", "team.reach_out_days"),
        ('[team]\nreach_out_days = "7"', "team.reach_out_days"), ("[team]\nnames = 3", "team"),
        ("[tean]\nname = 3", "the file"), ("[report]\nthreshold = 4", "report.threshold"),
        ('[files]\ndate_order = "ymd"', "files.date_order"), ("[team", "not TOML"),
        ('[form.titles]\n"Was?" = "what"', "question's key"), ('[form]\nnot_asked = ["x"]', "question's key"),
        ('[platform]\nkind = "excel"', "platform.kind"),
    ],
)  # fmt: skip
def test_unusable_settings_end_with_exit_code_2_and_say_which(place: Place, text: str, word: str) -> None:
    place.settings.write_text(text, encoding="utf-8")
    for command in ("run", "setup", "status", "doctor", "report"):
        ran = place.command(command)
        assert ran.code == 2
        assert "settings.toml" in ran.err
        assert word in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "nosuchjob"], ["run", "--now", "yesterday"], ["run", "--now", "2026-11-03T09:00:00"],
        ["run", "--now", "9999-12-31T23:59:00-11:00"], ["run", "--now", "0001-01-01T00:00:00+14:00"],
        ["explain", "no-such-case"],
    ],
)  # fmt: skip
def test_unusable_arguments_end_with_exit_code_2(place: Place, arguments: list[str]) -> None:
    assert place.command(*arguments).code == 2


def test_the_settings_file_is_found_by_option_variable_and_place(place: Place, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    assert shell("status", cwd=tmp_path).returncode == 0
    assert shell("status", cwd=other, CRT_SETTINGS=str(place.settings)).returncode == 0
    assert shell("--config", str(place.settings), "status", cwd=other).returncode == 0
    missing = shell("--config", "nowhere.toml", "status", cwd=other)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "nowhere.toml is not there" in missing.stderr


def test_without_settings_the_embedded_default_is_a_folder_here(tmp_path: Path) -> None:
    before = shell("run", cwd=tmp_path)
    assert before.returncode == 1
    assert "Run `setup` first" in before.stderr
    assert shell("setup", cwd=tmp_path).returncode == 0
    assert shell("run", cwd=tmp_path).returncode == 0
    assert {p.name for p in (tmp_path / "crt-data").glob("*.xlsx")} == {"board.xlsx", "office.xlsx"}


@pytest.mark.files
def test_json_is_one_object_and_nothing_else_on_standard_output(place: Place) -> None:
    place.drop(response(), response("broken"))
    done = shell("--config", str(place.settings), "run", "--now", NOW, "--json")
    found = json.loads(done.stdout)
    assert found["now"] == NOW
    assert set(found["jobs"]) == set(JOBS) - WHEN_NAMED
    assert set(JOBS) >= {
        "intake",
        "check-ins",
        "assign",
        "case-files",
        "first-contact",
        "report",
        "retention",
        "mail",
    }
    assert {"result", "read", "written", "seconds", "error"} == set(found["jobs"]["intake"])
    assert done.returncode == 1
    assert shell("--config", str(place.settings), "run", "intake", "--json").stdout.count('"result"') == 1


def test_a_dry_run_shows_what_would_change_and_changes_nothing(place: Place) -> None:
    place.drop(response())
    before = {path: path.read_bytes() for path in place.folder.rglob("*.*") if path.suffix != ".lock"}
    ran = place.command("run", "--dry-run", "--now", NOW)
    assert "office, tab Intake: 1 rows would be written" in ran.out
    assert "board, tab Cases: 1 rows would be written" in ran.out
    assert before == {path: path.read_bytes() for path in before}
    place.run()
    place.type("board", "Cases", str(place.board()[0]["Case"]), Reached_out_on="2026-11-05")
    ran = place.command("run", "--dry-run", "--now", NOW)
    assert "board, tab Cases: 1 rows would be written" in ran.out


@pytest.mark.files
def test_setup_again_changes_not_a_byte_and_mends_what_is_missing(place: Place) -> None:
    place.drop(response())
    place.run()
    before = {path: path.read_bytes() for path in place.folder.glob("*.xlsx")}
    assert "nothing was changed" in place.command("setup").out
    assert before == {path: path.read_bytes() for path in before}
    data = place.board()
    with place.editing("board") as book:
        book["Cases"].delete_cols(6)
        del book["Read me"]
    assert place.command("setup").code == 0
    assert place.run().code == 0
    assert place.board() == [row | {"Reached out on": None} for row in data]


def test_setup_twice_on_a_new_folder_finds_everything_in_place(bare: Place) -> None:
    assert "nothing was changed" in bare.command("setup").out


def test_setup_leaves_a_doubled_header_to_a_person(place: Place) -> None:
    with place.editing("board") as book:
        book["Cases"].cell(1, 20).value = "Flag"
    ran = place.command("setup")
    assert ran.code == 1
    assert "board, tab Cases: the column 'Flag' is there 2 times" in ran.err


@pytest.mark.files
def test_workbooks_are_made_to_be_worked_in(place: Place) -> None:
    for shape in (BOARD, OFFICE):
        book = load_workbook(place.file(shape.name))
        for tab in shape.tabs:
            sheet = book[tab.title]
            assert [cell.value for cell in sheet[1]] == list(tab.headers)
            assert sheet.freeze_panes == "B2"
            assert all(cell.font.bold and cell.comment for cell in sheet[1])
            assert not sheet.protection.sheet
            assert (sheet.sheet_state == "hidden") == tab.hidden
    sheet = load_workbook(place.file("board"))["Cases"]
    lists = {v.promptTitle: v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert "In conversation" in lists["Stage"]
    assert len(sheet.conditional_formatting) == 2


def test_a_list_too_long_for_a_dropdown_of_its_own_goes_through_a_name() -> None:
    book = Workbook()
    assert list_source(book, "Short", ("a", "b")) == '"a,b"'
    long = tuple(f"choice number {n}" for n in range(30))
    assert list_source(book, "Long one", long) == "List_Long_one"
    assert list_source(book, "With, comma", ("a, b",)) == "List_With__comma"
    assert book.defined_names["List_Long_one"].attr_text == "'Lists'!$A$2:$A$31"
    assert [cell.value for cell in book["Lists"]["A"]][1:] == list(long)
    assert book["Lists"].sheet_state == "hidden"


@pytest.mark.files
def test_doctor_says_what_is_wrong_how_to_mend_it_and_who_can_read_all(bare: Place) -> None:
    ran = bare.command("doctor")
    assert ran.code == 1
    for words in (
        "a pair needs 2",
        "no form export lies in",
        "the jobs have not run yet",
        "who can read everything",
    ):
        assert words in ran.out
    bare.roster(*TEAM)
    bare.drop(response())
    bare.run(now=NOW)
    done = bare.command("doctor", "--now", NOW)
    assert (done.code, "Nothing is wrong" in done.out) == (0, True)
    bare.file("office").chmod(0o644)
    bare.type("board", "Availability", TEAM[0], Away_from="soon")
    told = bare.command("doctor", "--now", NOW).out
    assert "chmod go-rwx" in told
    assert "Availability, volunteer no. 1: something in the row can't be read" in told


def test_status_counts_and_tells_no_content(place: Place) -> None:
    place.drop(response(name="Wanda"), response("2026/11/01 9:00:00 AM GMT-8", immediate_danger="Yes"))
    place.run()
    ran = place.command("status", "--json", "--now", NOW)
    found = json.loads(ran.out)
    assert found["cases"]["all"] == 2
    assert found["cases"]["waiting past their due date"] == 1
    assert found["flags"] == {"Due soon": 1}
    assert "Wanda" not in place.command("status").out


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    done = shell("demo", "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_the_demo_runs_every_job_on_made_up_people_and_runs_again(demo: Path, tmp_path: Path) -> None:
    again = shell("demo", "--folder", str(demo))
    assert again.returncode == 0, again.stderr
    rows = [row for row in load_workbook(demo / "board.xlsx")["Cases"].iter_rows(values_only=True) if row[0]]
    flags = {row[8] for row in rows[1:]}
    assert {"With a coordinator", "Well overdue", "Due soon", "Check-in due", "On time", "Done"} <= flags
    assert list((demo / "reports").glob("*/report.html"))
    opened = re.findall(rf"^  ({re.escape(str(demo))}\S+)  ", again.stdout, re.M)
    assert {Path(path).name for path in opened} > {"board.xlsx", "office.xlsx", "case-files"}
    assert all(Path(path).exists() for path in opened)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    for taken in (tmp_path, tmp_path / "notes.txt"):
        assert shell("demo", "--folder", str(taken)).returncode == 2


def test_what_the_demo_shows_came_month_by_month_as_it_does_in_a_team(demo: Path) -> None:
    board = load_workbook(demo / "board.xlsx")
    explained = {row[0] for row in board["Read me"].iter_rows(values_only=True)}
    assert {topic for topic, _ in GUIDE} < explained
    closed = {row[10] for row in board["Cases"].iter_rows(min_row=2, values_only=True) if row[10]}
    assert len(closed) > 3
    digests = [path.read_text(encoding="utf-8") for path in (demo / "digest").glob("*.txt")]
    reached = [number for text in digests for number in re.findall(r"(\d+)  Within 7 days", text)]
    assert sum(number != "0" for number in reached) > 3


HEAVY = {"openpyxl", "pandas", "numpy", "scipy", "highspy", "matplotlib", "jinja2", "psutil"}
GOOGLES = {"gspread", "googleapiclient", "google", "google_auth_httplib2", "httplib2", "oauthlib", "requests"}


def loaded_by_an_idle_run(place: Place) -> set[str]:
    code = (
        "import runpy, sys; sys.argv[0] = 'automations'\n"
        "try: runpy.run_module('automations', run_name='__main__')\n"
        "finally: print(*sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "--config", str(place.settings), "run", "--now", NOW]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "nothing to do" in done.stdout
    assert " ok " not in done.stdout
    return set(done.stderr.split())


def test_nothing_heavy_is_loaded_by_an_idle_run(place: Place) -> None:
    place.drop(response())
    place.run()
    place.run()
    assert not loaded_by_an_idle_run(place) & HEAVY


@pytest.mark.files
def test_no_library_of_another_platform_is_loaded_by_an_idle_run(place: Place) -> None:
    """Also by one that has to look at everything, as the first of each day."""
    place.drop(response())
    place.run()
    place.run()
    assert not loaded_by_an_idle_run(place) & GOOGLES
    (place.folder / ".last-run.json").unlink()
    assert not loaded_by_an_idle_run(place) & (GOOGLES | HEAVY)


def test_an_error_that_nobody_foresaw_shows_no_traceback_and_no_content_and_stops_no_other_job(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from automations.core.taking_in import intake

    def fail(*_: object) -> None:
        raise ValueError("a secret story")

    monkeypatch.setattr(intake, "take_in", fail)
    ran = place.run()
    assert ran.code == 1
    assert "ValueError" in ran.jobs["intake"]["error"]
    assert "secret" not in ran.out + ran.err
    assert ran.jobs["assign"]["result"] == "ok"


@pytest.mark.files
def test_runs_is_written_when_something_changed_or_failed_else_once_a_day(place: Place) -> None:
    place.drop(response())
    place.run()
    first = len(place.rows("office", "Runs"))
    place.run(now="2026-11-10T12:00:00-08:00")
    assert len(place.rows("office", "Runs")) == first
    place.run("report", now="2026-11-13T12:00:00-08:00")
    assert len(place.rows("office", "Runs")) == first + 1
    place.drop(response("broken"))
    place.run("intake", now="2026-11-13T13:00:00-08:00")
    last = place.rows("office", "Runs")[-1]
    assert (last["Job"], last["Result"]) == ("intake", "failed")


def test_the_data_dictionary_is_what_the_schema_says() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == dictionary.markdown()


@pytest.mark.files
def test_setup_says_what_to_do_with_a_file_that_is_no_workbook(place: Place) -> None:
    place.file("board").write_bytes(b"not a workbook")
    ran = place.command("setup")
    assert ran.code == 1
    assert "board.xlsx can't be read as an .xlsx workbook" in ran.err
    assert place.file("board").read_bytes() == b"not a workbook"
    assert place.run().code == 1


def test_setup_gives_everybody_on_the_roster_a_row_of_availability(bare: Place) -> None:
    bare.roster(*TEAM)
    assert bare.command("setup").code == 0
    assert {row["Volunteer"] for row in bare.rows("board", "Availability")} == set(TEAM)


def test_a_python_without_the_packages_is_told_which_one_has_them() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "automations"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "is not installed for this Python" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_example_settings_are_the_default_ones() -> None:
    example, default = (settings.load(path, {}) for path in (ROOT / "settings.example.toml", None))
    assert (example.team.name, example.team.zone) == (default.team.name, default.team.zone)
    assert (example.folder, example.responses) == (ROOT / "crt-data", ROOT / "crt-data" / "responses")
    assert (example.titles, example.not_asked) == (default.titles, default.not_asked)


def test_a_missing_folder_is_one_json_object_too(tmp_path: Path) -> None:
    done = shell("run", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["jobs"]["intake"]["result"] == "failed"


def test_a_pipe_that_lacks_the_letters_of_a_name_is_no_error(bare: Place) -> None:
    bare.roster("Анна Иванова", *TEAM[:2])
    bare.drop(response(volunteers_to_avoid="Анна Иванова"))
    bare.run()
    done = shell(
        "--config", str(bare.settings), "explain", str(bare.board()[0]["Case"]), PYTHONIOENCODING="cp1252"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_demo_that_was_interrupted_is_made_anew(tmp_path: Path) -> None:
    unfinished = tmp_path / "demo.unfinished"
    unfinished.mkdir()
    (unfinished / "settings.toml").write_text("", encoding="utf-8")
    assert shell("demo", "--folder", str(tmp_path / "demo"), cwd=tmp_path).returncode == 0
    assert not unfinished.exists()


def test_setup_makes_no_second_set_of_columns_beneath_a_title(place: Place) -> None:
    with place.editing("board") as book:
        book["Cases"].insert_rows(1)
        book["Cases"]["A1"] = "Our team's board"
    ran = place.command("setup")
    assert ran.code == 1
    assert "the headers stand in row 2" in ran.err


@pytest.mark.files
def test_merged_cells_beside_the_headers_are_passed_by(place: Place) -> None:
    with place.editing("office") as book:
        book["Intake"].merge_cells("AL1:AM1")
    place.drop(response() | {"One more question": "yes"})
    assert place.run().code == 0
    assert place.intake()[0]["Question: One more question"] == "yes"
