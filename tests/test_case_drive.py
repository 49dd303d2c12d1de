"""Case files on Google: made once, also by killed runs and by hand, at little cost."""

import re
from datetime import date
from pathlib import Path

import pytest

from automations.platforms.google.account import Scope
from automations.platforms.google.login import SCOPES
from tests.case_access import (
    LEAD,
    NEXT,
    asked,
    by_hand,
    email,
    log,
    notice,
    own_folder,
    pair,
    team_with_case_files,
    who_can_open,
)
from tests.google import keys
from tests.google.server import Server
from tests.google.world import FOLDER, File
from tests.google_place import OWNER, GooglePlace
from tests.place import NOW, TEAM, response

pytestmark = [pytest.mark.google, pytest.mark.case_files]


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    return team_with_case_files(tmp_path, server)


def test_where_google_makes_no_file_a_notice_tells_how_and_one_made_by_hand_is_filled(
    place: GooglePlace,
) -> None:
    own_folder(place)
    place.drop(response(contact="someone@example.org"))
    ran = place.run()
    assert ran.code == 0
    case = str(place.intake()[0]["Case"])
    place.run()
    assert f"make an empty spreadsheet and name it {case}" in notice(place)
    place.server.world.calls.reset()
    place.run()
    assert "drive.files.create" not in [call.api for call in place.server.world.calls.entries]
    by_hand(place, case)
    place.run()
    place.run()
    told = {row["Topic"]: row["What we know"] for row in place.rows(f"case-files/{case}", "Summary")}
    assert told["How to reach them"] == "someone@example.org"
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}
    assert place.board()[0]["Case file"] == place.link(case)
    assert "empty spreadsheet" not in notice(place)


def test_the_next_day_it_is_tried_again(place: GooglePlace) -> None:
    own_folder(place)
    place.drop(response())
    place.run()
    assert place.case_codes() == set()
    drive = File(place.server.world.new_id(19), "Team", FOLDER, "", None, extra={"drive": {}})
    place.share(place.server.world.add(drive), place.robot, "organizer")
    place.files["case_files_folder"].parents.append(drive.id)
    place.files["case_files_folder"].owner = ""
    place.run(now=NEXT)
    assert len(place.case_codes()) == 1


def test_a_run_that_only_looks_makes_and_shares_nothing(place: GooglePlace) -> None:
    place.drop(response())
    place.command("run", "--dry-run", "--now", NOW)
    assert place.case_codes() == set()


def test_an_idle_run_makes_one_listing_more_and_reads_no_case_file(place: GooglePlace) -> None:
    asked(place)
    place.run()
    place.run()
    place.server.world.calls.reset()
    place.run()
    found = [call.api for call in place.server.world.calls.entries if call.api != "oauth.token"]
    assert sorted(found) == [
        "drive.comments.list", "drive.files.get", "drive.files.get", "drive.files.list",
        "forms.responses.list",
    ]  # fmt: skip


def test_only_files_that_somebody_edited_are_read(place: GooglePlace) -> None:
    place.drop(response(), response("2026/11/03 9:15:23 AM GMT-8"))
    place.run()
    place.run()
    first, second = (str(row["Case"]) for row in place.board())
    log(place, first, Date=date(2026, 11, 9), Attempt_or_conversation="attempt")
    place.server.world.calls.reset()
    place.run()
    paths = [call.path for call in place.server.world.calls.entries if call.api == "sheets.get"]
    assert any(place.file_of(f"case-files/{first}").id in path for path in paths)
    assert not any(place.file_of(f"case-files/{second}").id in path for path in paths)


def test_a_listing_that_lags_makes_no_second_file(
    place: GooglePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asked(place)
    with monkeypatch.context() as patched:
        patched.setattr("automations.platforms.google.case_drive.CaseDrive._all", lambda _: iter(()))
        place.run(now=NEXT)
    assert len(place.server.world.files) == len({id(f) for f in place.server.world.files.values()})
    assert [f.name for f in place._case_files()] == [case]


def test_a_run_killed_while_it_makes_one_is_finished_by_the_next(
    place: GooglePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("CaseDrive._fill", "CaseDrive._patch", "CaseDrive.open_to"):
        with monkeypatch.context() as patched:
            patched.setattr(f"automations.platforms.google.case_drive.{step}", killed)
            place.drop(response())
            place.run()
    place.run(now=NEXT)
    (case,) = place.case_codes()
    assert [f.name for f in place._case_files()] == [case]
    topics = [row["Topic"] for row in place.rows(f"case-files/{case}", "Summary")]
    assert len(topics) == len(set(topics))
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}


def test_a_team_account_gets_a_folder_and_needs_to_see_no_other_file_of_its_owner(
    tmp_path: Path, server: Server
) -> None:
    place = GooglePlace(tmp_path, server)
    place.set_up()
    scopes = tuple(str(scope) for scope in SCOPES)
    team = keys.authorized_user(server.world, server.url, OWNER, scopes)
    keys.written(place.path / "credentials.json", team)
    for file in place.files.values():
        file.apps.append(server.world.accounts.refresh[team["refresh_token"]].project)
    found = re.search('case_files_folder = "(.+)"', place.command("setup").out)
    assert found
    place.case_files, place.files["case_files_folder"] = True, server.world.files[found[1]]
    text = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(text.replace("[google]", f"[google]\n{found[0]}"), encoding="utf-8")
    place.roster(*({"Volunteer": name, "Email": email(name)} for name in TEAM))
    case = asked(place)
    assert who_can_open(place, case) == pair(place, case)
    assert str(Scope.ALL_FILES) not in scopes
