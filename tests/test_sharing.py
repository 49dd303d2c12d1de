"""Case files on Google are open to just those they are for: what drifted, what Google refuses."""

from pathlib import Path

import pytest

from tests.case_access import (
    LATER,
    LEAD,
    NEXT,
    READING,
    STRANGER,
    asked,
    by_hand,
    email,
    notice,
    own_folder,
    pair,
    team_with_case_files,
    who_can_open,
)
from tests.google.drive_people import permission
from tests.google.server import Server
from tests.google.wire import Caller
from tests.google_place import GooglePlace
from tests.place import NOW, TEAM, response

pytestmark = [pytest.mark.google, pytest.mark.case_files]


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    return team_with_case_files(tmp_path, server)


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


def test_who_is_refused_on_one_file_keeps_the_others(place: GooglePlace) -> None:
    place.drop(response(), response("2026/11/03 9:15:23 AM GMT-8"))
    place.run()
    place.run()
    cases = [str(row["Case"]) for row in place.board()]
    before = {case: who_can_open(place, case) for case in cases}
    bad = place.file_of(f"case-files/{cases[0]}")
    bad.permissions.clear()
    refuse(place, "drive.permissions.create", f"/{bad.id}/")
    ran = place.run(now=NEXT)
    assert ran.code == 1
    assert f"{cases[0]}: Google refused" in ran.out
    assert "example.org" not in ran.out
    place.run(now=NEXT)
    assert who_can_open(place, cases[1]) == before[cases[1]]
    assert "belongs to no Google account" not in notice(place)
    place.server.world.faults.clear()
    place.run(now=NEXT)
    assert who_can_open(place, cases[0]) == before[cases[0]]


def refuse(place: GooglePlace, api: str, path: str = "") -> None:
    place.server.world.faults.add("status", api=api, path=path, status=403, count=999)


def test_one_address_that_is_refused_keeps_nobody_else_out(place: GooglePlace) -> None:
    place.server.world.faults.add("status", api="drive.permissions.create", status=403)
    place.drop(response())
    place.run()
    (case,) = place.case_codes()
    assert len(who_can_open(place, case)) == 2
    place.run(now=NOW)
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}


def test_who_has_no_account_keeps_what_they_can_open_elsewhere(place: GooglePlace) -> None:
    case = asked(place)
    before = who_can_open(place, case)
    place.server.world.accounts.not_google.extend(map(email, TEAM))
    place.drop(response(), response("2026/11/03 9:15:23 AM GMT-8"))
    place.run(now=NEXT)
    place.run(now=NEXT)
    assert who_can_open(place, case) == before


def test_who_can_not_be_shut_out_keeps_nobody_out(place: GooglePlace) -> None:
    case = asked(place)
    file = place.file_of(f"case-files/{case}")
    file.permissions[:] = [permission("user", "writer", STRANGER), permission("anyone", "reader")]
    refuse(place, "drive.permissions.delete", permission("user", "writer", STRANGER)["id"])
    ran = place.run(now=NEXT)
    assert ran.code == 1
    assert STRANGER not in ran.out
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD), STRANGER}
    place.server.world.faults.clear()
    place.run(now=NEXT)
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}


def test_files_that_can_not_be_put_right_hold_up_no_other(place: GooglePlace) -> None:
    rows = [response(f"2026/11/03 9:15:2{n} AM GMT-8") for n in range(5)]
    place.drop(*rows[:4])
    place.run()
    for file in place._case_files():
        place.share(file, STRANGER)
    refuse(place, "drive.permissions.delete", STRANGER.partition("@")[0])
    place.drop(*rows)
    ran = place.run(now=NEXT)
    assert ran.code == 1
    assert ran.out.count("could not be shut out") == 1
    assert STRANGER in who_can_open(place, str(place.intake()[0]["Case"]))
    case = str(place.intake()[4]["Case"])
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}


def test_a_file_made_by_hand_is_closed_before_anything_is_written_in_it(place: GooglePlace) -> None:
    case = made_by_hand(place)
    file = place.file_of(f"case-files/{case}")
    file.permissions.append(permission("anyone", "reader"))
    refuse(place, "drive.permissions.delete")
    ran = place.run(now=NEXT)
    assert "the empty case file is open to somebody else" in ran.out
    assert "someone@example.org" not in str(file.content.to_json())
    place.server.world.faults.clear()
    place.server.world.calls.reset()
    place.run(now=NEXT)
    calls = place.server.world.calls.entries
    seen = [call.api for call in calls if file.id in call.path]
    assert seen.index("drive.permissions.delete") < seen.index("sheets.batchUpdate")
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}


def made_by_hand(place: GooglePlace) -> str:
    own_folder(place)
    place.drop(response(contact="someone@example.org"))
    place.run()
    case = str(place.intake()[0]["Case"])
    by_hand(place, case)
    return case


def test_a_case_file_that_is_not_ours_to_delete_is_closed_first(place: GooglePlace) -> None:
    case = asked(place)
    file = place.file_of(f"case-files/{case}")
    refuse(place, "drive.files.delete")
    place.type("office", "Intake", place.intake()[0]["Response"], Delete_now=case)
    place.run(now=NEXT)
    place.run(now=NEXT)
    assert file.trashed
    assert who_can_open(place, case) == set()


def test_a_case_file_that_a_person_must_delete_stays_closed(place: GooglePlace) -> None:
    case = made_by_hand(place)
    place.run(now=NEXT)
    place.type("office", "Intake", place.intake()[0]["Response"], Delete_now=case)
    for now in (LATER, "2026-11-13T09:00:00-08:00", "2026-11-14T09:00:00-08:00"):
        place.run(now=now)
        place.run(now=now)
    assert not place.file_of(f"case-files/{case}").trashed
    assert who_can_open(place, case) == set()


def test_an_address_that_google_spells_otherwise_is_let_in_once(place: GooglePlace) -> None:
    own_spelling = {email(name): email(name).replace("@", ".primary@") for name in TEAM}
    place.server.world.accounts.spelled |= own_spelling
    case = made_by_hand(place)
    place.run(now=NEXT)
    world, file = place.server.world, place.file_of(f"case-files/{case}")
    assert all(world.role(file, Caller(own_spelling[one], READING)) for one in pair(place, case))
    place.run(now=NEXT)
    world.calls.reset()
    place.run(now=LATER)
    assert [call.api for call in world.calls.entries if "permissions" in call.api] == []


def test_nobody_is_out_for_a_moment_because_google_spells_their_address_otherwise(
    place: GooglePlace,
) -> None:
    case = asked(place)
    there = {permission("user", "writer", one)["id"] for one in pair(place, case)}
    file = place.file_of(f"case-files/{case}")
    for one in file.permissions:
        one["emailAddress"] = str(one["emailAddress"]).replace("@", ".primary@")
    place.server.world.calls.reset()
    place.run(now=NEXT)
    gone = [c.path for c in place.server.world.calls.entries if c.api == "drive.permissions.delete"]
    assert not any(id_ in path for id_ in there for path in gone)


def test_a_folder_that_is_shared_costs_an_idle_run_one_look_at_it(place: GooglePlace) -> None:
    own_folder(place)
    place.share(place.files["case_files_folder"], "third@example.org")
    place.drop(*(response(f"2026/11/0{n} 9:15:22 AM GMT-8") for n in (1, 2, 3)))
    place.run()
    for row in place.intake():
        by_hand(place, str(row["Case"]))
    place.run()
    place.run()
    place.server.world.calls.reset()
    place.run()
    asked_for = [call.api for call in place.server.world.calls.entries if "permissions" in call.api]
    assert asked_for == ["drive.permissions.list"]


def test_comments_that_may_not_be_read_keep_nobody_from_the_board(place: GooglePlace) -> None:
    place.server.world.faults.add("status", api="drive.comments.list", status=404, count=999)
    case = asked(place)
    assert place.board()[0]["Case"] == case
