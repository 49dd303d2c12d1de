"""A run on Google that would see just what the last one left reads no spreadsheet, and misses nothing."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from automations.platforms.google.account import Scope
from automations.platforms.google.team_drive import TO_RUN
from tests.case_access import STRANGER, asked, log, team_with_case_files, who_can_open
from tests.google import keys
from tests.google.calls import Call
from tests.google.server import Server
from tests.google_place import OWNER, GooglePlace
from tests.google_races import Killed, killed_at
from tests.place import NOW, TEAM, Ran, response

pytestmark = pytest.mark.google

NEXT_HOUR, NEXT_DAY = "2026-11-10T10:05:00-08:00", "2026-11-11T09:00:00-08:00"
LOOKS = {"drive.files.get": 2, "forms.responses.list": 1}
STAGES = ("Paused", "In conversation")


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    """Two cases, and a run that found nothing to do."""
    place = GooglePlace(tmp_path, server)
    place.set_up()
    place.roster(*TEAM)
    place.drop(response(), response("2026/11/04 9:15:22 AM GMT-8"))
    return settled(place)


def settled(place: GooglePlace) -> GooglePlace:
    while any(job["result"] != "nothing to do" for job in place.run().jobs.values()):
        pass
    assert looked_only(place)
    return place


def counted(place: GooglePlace, now: str = NOW) -> dict[str, int]:
    """How often the run made each call."""
    place.server.world.calls.reset()
    assert place.run(now=now).code == 0
    found = [call.api for call in place.server.world.calls.entries if call.api != "oauth.token"]
    return {api: found.count(api) for api in sorted(set(found))}


def looked_only(place: GooglePlace, now: str = NOW) -> bool:
    return "sheets.get" not in counted(place, now)


def pause(place: GooglePlace, stage: str = "Paused") -> None:
    place.type("board", "Cases", str(place.board()[0]["Case"]), Stage=stage, Reached_out_on="2026-11-05")


def answered(place: GooglePlace) -> bool:
    """Whether the jobs answered in Flag what a person chose as Stage."""
    row = place.board()[0]
    return bool((row["Flag"] == "Paused") == (row["Stage"] == "Paused"))


def test_an_idle_run_costs_no_more_after_years_of_responses(tmp_path: Path, server: Server) -> None:
    costs = []
    for old in (0, 120):
        path = tmp_path / str(old)
        path.mkdir()
        place = GooglePlace(path, server)
        place.set_up()
        place.roster(*TEAM)
        place.drop(*(response(f"2026/10/0{n % 9 + 1} 9:15:{n % 60:02} AM GMT-8") for n in range(old)))
        place.drop(response("2026/11/09 9:15:22 AM GMT-8"))
        settled(place)
        assert counted(place) == LOOKS
        costs.append([c.response_bytes for c in server.world.calls.entries if c.api != "oauth.token"])
    few, many = map(sum, costs)
    assert abs(few - many) < 20
    assert many < 1000


def typed_in_intake(place: GooglePlace) -> None:
    place.type("office", "Intake", str(place.intake()[0]["Response"]), What_to_do="Hold")


def sent(place: GooglePlace) -> None:
    place.drop(response("2026/11/10 8:00:00 AM GMT-8"))


def edited(place: GooglePlace) -> None:
    place.drop(response(what_happened="second thoughts"))


def other_settings(place: GooglePlace) -> None:
    text = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(f"[team]\nreach_out_days = 3\n{text}", encoding="utf-8")


@pytest.mark.parametrize("news", [pause, typed_in_intake, sent, edited, other_settings])
def test_news_of_any_kind_are_acted_on_by_the_next_run(
    place: GooglePlace, news: Callable[[GooglePlace], None]
) -> None:
    news(place)
    assert any(job["result"] == "ok" for job in place.run().jobs.values())


def test_what_is_typed_in_any_gap_of_a_run_that_reads_all_is_answered_by_the_next(place: GooglePlace) -> None:
    """Before the versions, between them and the reading, between two readings, after the last."""
    hours = iter(f"2026-11-10T{hour}:05:00-08:00" for hour in range(10, 24))
    for gap in range(len(of_a_run_that_reads_all(place, next(hours))) + 1):
        now = next(hours)
        typing_at(place, gap, partial(place.run, now=now), STAGES[gap % 2])
        place.run(now=now)
        assert answered(place), gap
        settle_in(place, now)


def test_what_is_typed_in_any_gap_of_a_run_that_writes_is_answered_by_the_next(place: GooglePlace) -> None:
    for gap in range(10):
        place.drop(response(f"2026/11/10 8:00:{gap:02} AM GMT-8"))
        typing_at(place, gap, place.run, STAGES[gap % 2])
        place.run()
        assert answered(place), gap
        settled(place)


def test_what_is_typed_in_any_gap_of_an_idle_run_is_answered_by_the_next(place: GooglePlace) -> None:
    for gap in range(sum(LOOKS.values()) + 1):
        typing_at(place, gap, place.run, STAGES[gap % 2])
        place.run()
        assert answered(place), gap
        settled(place)


def of_a_run_that_reads_all(place: GooglePlace, now: str) -> list[Call]:
    assert not looked_only(place, now)
    return [call for call in place.server.world.calls.entries if call.api != "oauth.token"]


def settle_in(place: GooglePlace, now: str) -> None:
    place.run(now=now)
    assert looked_only(place, now)


def typing_at(place: GooglePlace, gap: int, run: Callable[[], Ran], stage: str) -> None:
    """A person types just before the call of this number, or after the last if there are fewer."""
    left, typed = gap, False

    def between(when: str, call: Call) -> None:
        nonlocal left, typed
        if when == "before" and call.api != "oauth.token" and not typed:
            left -= 1
            if left < 0:
                typed = True
                pause(place, stage)

    place.server.between = between
    assert run().code == 0
    place.server.between = None
    if not typed:
        pause(place, stage)


@pytest.fixture
def behind(place: GooglePlace) -> dict[str, int]:
    """Drive goes on telling the versions of now."""
    told = {file.id: file.version for file in place.files.values()}
    place.server.world.behind = told
    return told


def test_a_version_that_is_told_late_delays_the_answer_and_loses_nothing(
    place: GooglePlace, behind: dict[str, int]
) -> None:
    pause(place)
    assert looked_only(place)
    behind.clear()
    place.run()
    assert answered(place)


def test_however_late_it_is_told_once_an_hour_all_is_read(place: GooglePlace, behind: dict[str, int]) -> None:
    pause(place)
    assert behind
    place.run(now=NEXT_HOUR)
    assert answered(place)


def test_a_run_that_read_more_than_the_version_tells_is_followed_by_one_that_reads_again(
    place: GooglePlace, behind: dict[str, int]
) -> None:
    pause(place)
    place.run(now=NEXT_HOUR)
    place.run(now=NEXT_HOUR)
    assert looked_only(place, NEXT_HOUR)
    behind.clear()
    assert not looked_only(place, NEXT_HOUR)
    assert answered(place)


def test_the_first_run_of_a_day_and_of_an_hour_reads_all(place: GooglePlace) -> None:
    assert not looked_only(place, NEXT_HOUR)
    assert looked_only(place, NEXT_HOUR)
    assert not looked_only(place, NEXT_DAY)


def without_the_api(place: GooglePlace) -> None:
    project = json.loads((place.path / "credentials.json").read_text(encoding="utf-8"))["project_id"]
    place.server.world.accounts.disabled[project] = ["drive.googleapis.com"]


def without_the_scope(place: GooglePlace) -> None:
    scopes = tuple(str(scope) for scope in TO_RUN - {Scope.READ_METADATA})
    team = keys.authorized_user(place.server.world, place.server.url, OWNER, scopes)
    keys.written(place.path / "credentials.json", team)


def drive_is_down(place: GooglePlace) -> None:
    place.server.world.faults.add("status", api="drive.files.get", status=503, count=99)


def no_version_is_told(place: GooglePlace) -> None:
    place.server.world.faults.add("status", api="drive.files.get", status=200, body="empty", count=99)


@pytest.mark.parametrize("trouble", [without_the_api, without_the_scope, drive_is_down, no_version_is_told])
def test_where_drive_does_not_tell_every_run_reads_all_and_asks_drive_but_once(
    place: GooglePlace, trouble: Callable[[GooglePlace], None]
) -> None:
    trouble(place)
    for _ in range(3):
        found = counted(place)
        assert (found["drive.files.get"], found["sheets.get"]) == (1, 2)
    pause(place)
    place.run()
    assert answered(place)
    assert "so every run reads all of them whole" in place.command("doctor", "--now", NOW).out


def test_doctor_says_nothing_of_it_where_drive_tells(place: GooglePlace) -> None:
    assert "reads all of them whole" not in place.command("doctor", "--now", NOW).out


def test_a_machine_that_keeps_nothing_reads_all_each_time(place: GooglePlace) -> None:
    for _ in range(2):
        shutil.rmtree(place.folder)
        assert not looked_only(place)
    place.folder.joinpath(".last-run.json").write_text("[]", encoding="utf-8")
    assert not looked_only(place)
    shutil.rmtree(place.folder)
    place.folder.write_text("no folder", encoding="utf-8")
    assert not looked_only(place)
    assert not looked_only(place)


def test_what_another_machine_wrote_is_seen(place: GooglePlace, tmp_path: Path) -> None:
    other = GooglePlace(tmp_path / "other", place.server, place.files)
    other.path.mkdir()
    for name in ("settings.toml", "credentials.json"):
        shutil.copy2(place.path / name, other.path)
    pause(place)
    assert other.run().code == 0
    assert answered(place)
    assert not looked_only(place)


@pytest.mark.parametrize("call", range(1, 10))
def test_a_run_that_was_killed_anywhere_is_made_good_by_the_next(place: GooglePlace, call: int) -> None:
    pause(place)
    place.drop(response("2026/11/10 8:00:00 AM GMT-8"))
    with suppress(Killed), killed_at(call, after=True):
        place.run()
    place.run()
    assert answered(place)
    assert len(place.board()) == 3


def test_what_is_kept_on_the_machine_tells_nothing(place: GooglePlace) -> None:
    kept = place.folder.joinpath(".last-run.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(kept)
    assert set(told["left"]) == {"asked", "answered", "version of the board", "version of the office"}
    words = {*TEAM, *(str(row[h]) for row in place.intake() for h in ("Case", "Response", "contact"))}
    assert not [word for word in words if word in kept]


@pytest.fixture
def filed(tmp_path: Path, server: Server) -> GooglePlace:
    place = team_with_case_files(tmp_path, server)
    asked(place)
    return settled(place)


def test_an_edit_in_a_case_file_is_seen(filed: GooglePlace) -> None:
    (case,) = filed.case_codes()
    log(filed, case, Date="2026-11-09", Attempt_or_conversation="attempt")
    assert not looked_only(filed)


def test_who_let_a_stranger_into_a_case_file_is_undone_by_the_next_run(filed: GooglePlace) -> None:
    (case,) = filed.case_codes()
    filed.share(filed.file_of(f"case-files/{case}"), STRANGER)
    filed.run(now=NEXT_DAY)
    assert STRANGER not in who_can_open(filed, case)


def test_a_comment_on_the_board_is_seen_and_what_is_to_be_told_is_told_each_time(filed: GooglePlace) -> None:
    filed.files["board"].extra["comments"] = [{"content": "ask someone@example.org"}]
    for _ in range(3):
        assert "board, a comment" in filed.command("run", "--now", NOW).out
