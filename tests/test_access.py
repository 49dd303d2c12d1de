"""Who can open a case file on Google: its pair, whom a coordinator admits, the coordinators, nobody else."""

import re
from datetime import date
from pathlib import Path

import pytest

from automations.platforms.google.account import Scope
from automations.platforms.google.login import SCOPES
from tests.google import keys
from tests.google.drive_people import permission
from tests.google.server import Server
from tests.google.wire import Caller
from tests.google.world import FOLDER, SPREADSHEET, File
from tests.google_place import OWNER, GooglePlace
from tests.place import NOW, TEAM, append, response

pytestmark = [pytest.mark.google, pytest.mark.case_files]

NEXT, LATER = "2026-11-11T09:00:00-08:00", "2026-11-12T09:00:00-08:00"
STRANGER = "stranger@example.org"
LEAD = "Lead Person"
READING = frozenset({str(Scope.ALL_FILES)})


def email(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    place = GooglePlace(tmp_path, server, case_files=True)
    place.set_up()
    place.roster(*({"Volunteer": name, "Email": email(name)} for name in TEAM))
    lead = {"Volunteer": LEAD, "Email": email(LEAD), "Coordinator": "yes", "Status": "Resting"}
    place.roster(lead)
    return place


def asked(place: GooglePlace, **answers: str) -> str:
    place.drop(response(**answers))
    assert place.run().code == 0
    return str(place.intake()[0]["Case"])


def who_can_open(place: GooglePlace, case: str) -> set[str]:
    """Tried as each of them."""
    world, file = place.server.world, place.file_of(f"case-files/{case}")
    everybody = {*map(email, TEAM), email(LEAD), STRANGER}
    return {who for who in everybody if world.role(file, Caller(who, READING))}


def pair(place: GooglePlace, case: str) -> set[str]:
    (row,) = [
        row for row in (*place.board(), *place.rows("office", "Restricted cases")) if row["Case"] == case
    ]
    return {email(row[header]) for header in ("Volunteer 1", "Volunteer 2") if row[header]}


def log(place: GooglePlace, case: str, **cells: object) -> None:
    with place.editing(f"case-files/{case}") as book:
        append(book["Contact log"], {header.replace("_", " "): value for header, value in cells.items()})


def notice(place: GooglePlace) -> str:
    return str(place.intake()[0]["Notice"])


def replace_first(place: GooglePlace, now: str) -> tuple[str, str]:
    """Who was replaced, and who came."""
    (before,) = place.board()
    place.type("office", "Intake", place.intake()[0]["Response"], Replace=before["Volunteer 1"])
    place.run(now=now)
    (after,) = place.board()
    (fresh,) = {after[h] for h in ("Volunteer 1", "Volunteer 2")} - {
        before["Volunteer 1"],
        before["Volunteer 2"],
    }
    return str(before["Volunteer 1"]), str(fresh)


def test_exactly_the_pair_and_the_coordinators_can_open_it(place: GooglePlace) -> None:
    case = asked(place)
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}
    assert place.server.world.role(place.file_of(f"case-files/{case}"), Caller(place.robot, READING))


def test_a_third_can_open_it_while_a_coordinator_says_so(place: GooglePlace) -> None:
    case = asked(place)
    third = next(name for name in TEAM if email(name) not in pair(place, case))
    response_id = place.intake()[0]["Response"]
    place.type("office", "Intake", response_id, Also_open_to=third)
    place.run(now=NEXT)
    assert who_can_open(place, case) == pair(place, case) | {email(third), email(LEAD)}
    place.type("office", "Intake", response_id, Also_open_to=None)
    place.run(now=LATER)
    assert email(third) not in who_can_open(place, case)


def test_who_is_replaced_loses_access_in_the_same_run(place: GooglePlace) -> None:
    case = asked(place)
    gone, fresh = replace_first(place, NEXT)
    assert email(gone) not in who_can_open(place, case)
    assert email(fresh) in who_can_open(place, case)


def test_who_comes_after_the_first_conversation_waits_for_the_requester(place: GooglePlace) -> None:
    case = asked(place)
    log(place, case, Date=date(2026, 11, 9), Attempt_or_conversation="conversation")
    place.run(now=NEXT)
    gone, fresh = replace_first(place, LATER)
    assert not {email(gone), email(fresh)} & who_can_open(place, case)
    place.run(now=LATER)
    assert f"{fresh} came after the first conversation" in notice(place)
    place.type(f"case-files/{case}", "Summary", "A new volunteer may read this (yes)", What_we_know="yes")
    place.run(now="2026-11-13T09:00:00-08:00")
    assert email(fresh) in who_can_open(place, case)
    assert "after the first conversation" not in notice(place)


def test_a_coordinator_may_decide_that_and_it_is_noted(place: GooglePlace) -> None:
    case = asked(place)
    log(place, case, Date=date(2026, 11, 9), Attempt_or_conversation="conversation")
    place.run(now=NEXT)
    _, fresh = replace_first(place, LATER)
    place.type("office", "Intake", place.intake()[0]["Response"], Also_open_to=fresh)
    place.run(now=LATER)
    assert email(fresh) in who_can_open(place, case)
    assert f"{fresh} reads the case file on a coordinator's word" in notice(place)


def test_who_held_the_first_conversation_is_not_locked_out_by_it(place: GooglePlace) -> None:
    case = asked(place)
    _, fresh = replace_first(place, NEXT)
    log(place, case, Date=date(2026, 11, 12), Attempt_or_conversation="conversation")
    place.run(now="2026-11-13T09:00:00-08:00")
    assert email(fresh) in who_can_open(place, case)


def test_a_coordinator_in_conflict_can_not_open_it(place: GooglePlace) -> None:
    place.roster({"Volunteer": "Other Lead", "Email": "other@example.org", "Coordinator": "yes"})
    case = asked(place, volunteers_to_avoid=LEAD)
    world, file = place.server.world, place.file_of(f"case-files/{case}")
    assert email(LEAD) not in who_can_open(place, case)
    assert world.role(file, Caller("other@example.org", READING))


def test_nobody_who_left_can_open_it(place: GooglePlace) -> None:
    place.type("office", "Roster", LEAD, Status="Left")
    case = asked(place)
    assert who_can_open(place, case) == pair(place, case)


@pytest.mark.parametrize(
    "shared",
    [
        permission("user", "reader", STRANGER),
        permission("anyone", "reader"),
        permission("user", "writer", STRANGER),
    ],
)
def test_what_drifted_is_mended(place: GooglePlace, shared: dict[str, object]) -> None:
    case = asked(place)
    place.file_of(f"case-files/{case}").permissions.append(shared)
    assert STRANGER in who_can_open(place, case)
    place.run(now=NEXT)
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}


def test_who_lost_access_by_hand_gets_it_back(place: GooglePlace) -> None:
    case = asked(place)
    place.file_of(f"case-files/{case}").permissions.clear()
    place.run(now=NEXT)
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}


def test_an_address_that_is_not_google_s_is_a_notice_and_tried_once_a_day(place: GooglePlace) -> None:
    world = place.server.world
    world.accounts.not_google.extend(map(email, TEAM))
    case = asked(place)
    assert who_can_open(place, case) == {email(LEAD)}
    place.run()
    names = sorted(row for row in (place.board()[0]["Volunteer 1"], place.board()[0]["Volunteer 2"]))
    assert all(f"can't be shared with {name}" in notice(place) for name in names)
    world.calls.reset()
    place.run()
    assert "drive.permissions.create" not in [call.api for call in world.calls.entries]
    world.accounts.not_google.clear()
    place.run(now=NEXT)
    place.run(now=NEXT)
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}
    assert "can't be shared" not in notice(place)


def test_without_an_address_on_the_roster_a_notice_says_so(place: GooglePlace) -> None:
    place.type("office", "Roster", LEAD, Email=None)
    asked(place)
    place.run(now=NEXT)
    assert f"{LEAD} has no Email on the Roster" in notice(place)


def own_folder(place: GooglePlace, owner: str = "person@example.org") -> None:
    """The folder lies in a person's own Drive, where a service account has no room."""
    world = place.server.world
    folder = world.add(File(world.new_id(), "Case files", FOLDER, owner, None))
    place.share(folder, place.robot)
    text = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(text.replace(place.files["case_files_folder"].id, folder.id), encoding="utf-8")
    place.files["case_files_folder"] = folder


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


def by_hand(place: GooglePlace, case: str) -> None:
    from tests.google.contents import new_content

    world, folder = place.server.world, place.files["case_files_folder"]
    content = new_content(SPREADSHEET, case)
    world.add(File(world.new_id(), case, SPREADSHEET, folder.owner, content, parents=[folder.id]))


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
    place.server.world.calls.reset()
    place.run()
    found = [call.api for call in place.server.world.calls.entries if call.api != "oauth.token"]
    assert sorted(found) == [
        "drive.comments.list", "drive.files.list", "forms.responses.list", "sheets.get", "sheets.get",
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
