"""Who can open a case file on Google: its pair, whom a coordinator admits, the coordinators, nobody else."""

from datetime import date
from pathlib import Path

import pytest

from tests.case_access import (
    LATER,
    LEAD,
    NEXT,
    READING,
    asked,
    email,
    log,
    notice,
    pair,
    replace_first,
    team_with_case_files,
    who_can_open,
)
from tests.google.server import Server
from tests.google.wire import Caller
from tests.google_place import GooglePlace
from tests.place import TEAM, append

pytestmark = [pytest.mark.google, pytest.mark.case_files]


MAY_READ = "A new volunteer may read this (write their name)"


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    return team_with_case_files(tmp_path, server)


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
    place.type(f"case-files/{case}", "Summary", MAY_READ, What_we_know=fresh)
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


def test_without_an_address_on_the_roster_a_notice_says_so(place: GooglePlace) -> None:
    place.type("office", "Roster", LEAD, Email=None)
    asked(place)
    place.run(now=NEXT)
    assert f"{LEAD} has no Email on the Roster" in notice(place)


@pytest.mark.parametrize(
    "cells",
    [
        {"Date": "yesterday evening", "Attempt_or_conversation": "conversation"},
        {"Date": date(2026, 11, 9), "Attempt_or_conversation": "conversation", "With": "Maria"},
        {"Date": date(2026, 11, 9), "Attempt_or_conversation": "conversation", "With": "requester (phone)"},
        {"Date": date(2026, 11, 9), "Attempt_or_conversation": "talked for an hour"},
        {"Date": date(2026, 11, 9), "Result": "They told me everything"},
    ],
    ids=range(5),
)
def test_a_conversation_that_is_logged_oddly_is_one_all_the_same(
    place: GooglePlace, cells: dict[str, object]
) -> None:
    case = asked(place, name="Maria")
    log(place, case, **cells)
    place.run(now=NEXT)
    _, fresh = replace_first(place, LATER)
    assert email(fresh) not in who_can_open(place, case)


def test_neither_an_attempt_nor_talking_with_a_party_is_the_first_conversation(place: GooglePlace) -> None:
    case = asked(place)
    with place.editing(f"case-files/{case}") as book:
        append(book["Parties"], {"Label": "W", "Name": "Kurt Example"})
    log(place, case, Date=date(2026, 11, 9), With="w", Attempt_or_conversation="conversation")
    log(place, case, Date=date(2026, 11, 9), Attempt_or_conversation="attempt")
    place.run(now=NEXT)
    _, fresh = replace_first(place, LATER)
    assert email(fresh) in who_can_open(place, case)


def test_what_the_requester_agreed_to_for_one_newcomer_is_not_agreed_to_for_the_next(
    place: GooglePlace,
) -> None:
    case, fresh = newcomer(place)
    place.type(f"case-files/{case}", "Summary", MAY_READ, What_we_know=fresh)
    place.run(now="2026-11-13T09:00:00-08:00")
    assert email(fresh) in who_can_open(place, case)
    place.type("office", "Intake", place.intake()[0]["Response"], Replace=fresh)
    before = pair(place, case)
    place.run(now="2026-11-14T09:00:00-08:00")
    (after,) = pair(place, case) - before
    assert after not in who_can_open(place, case)


@pytest.mark.parametrize("typed", ["yes", "{}: no", "no, {}", "not {}", "ask {} first"])
def test_only_a_name_alone_is_an_agreement(place: GooglePlace, typed: str) -> None:
    case, fresh = newcomer(place)
    place.type(f"case-files/{case}", "Summary", MAY_READ, What_we_know=typed.format(fresh))
    place.run(now="2026-11-13T09:00:00-08:00")
    assert email(fresh) not in who_can_open(place, case)
    place.run(now="2026-11-13T09:00:00-08:00")
    assert "the pair writes that name, and nothing else" in notice(place)


def newcomer(place: GooglePlace) -> tuple[str, str]:
    """The case, and who came after its first conversation."""
    case = asked(place)
    log(place, case, Date=date(2026, 11, 9), Attempt_or_conversation="conversation")
    place.run(now=NEXT)
    return case, replace_first(place, LATER)[1]


def test_a_coordinator_whose_status_can_not_be_read_can_not_open_it(place: GooglePlace) -> None:
    place.type("office", "Roster", LEAD, Status="left in May")
    case = asked(place)
    assert who_can_open(place, case) == pair(place, case)


def test_one_of_the_pair_whose_status_can_not_be_read_reads_on_and_a_notice_says_so(
    place: GooglePlace,
) -> None:
    case = asked(place)
    place.type("office", "Roster", place.board()[0]["Volunteer 1"], Status="left in May")
    place.run(now=NEXT)
    assert who_can_open(place, case) == pair(place, case) | {email(LEAD)}
    assert "Status that can't be read" in notice(place)
    assert "Until you replace them they can open the case file." in notice(place)


def test_one_of_the_pair_who_turns_out_to_be_in_conflict_reads_on_and_the_notice_says_so(
    place: GooglePlace,
) -> None:
    case = asked(place)
    member = place.board()[0]["Volunteer 1"]
    place.type("office", "Intake", place.intake()[0]["Response"], Keep_away_from=member)
    place.run(now=NEXT)
    assert email(member) in who_can_open(place, case)
    assert "Until you replace them they can open the case file." in notice(place)


@pytest.mark.parametrize("said", ["yes (since May)", "maybe", "no"])
def test_whether_somebody_coordinates_must_be_said_plainly(place: GooglePlace, said: str) -> None:
    place.type("office", "Roster", LEAD, Coordinator=said)
    case = asked(place)
    assert who_can_open(place, case) == pair(place, case)


def test_an_address_that_is_also_that_of_somebody_who_must_not_read_opens_nothing(
    place: GooglePlace,
) -> None:
    case = asked(place, volunteers_to_avoid=LEAD)
    member = str(place.board()[0]["Volunteer 1"])
    place.type("office", "Roster", member, Email=email(LEAD).upper())
    place.run(now=NEXT)
    assert email(LEAD) not in who_can_open(place, case)
    place.run(now=NEXT)
    assert f"{member} can't open the case file: the same Email stands on the Roster" in notice(place)


def test_who_is_replaced_in_a_closed_case_can_not_open_its_file_and_it_stays_closed(
    place: GooglePlace,
) -> None:
    case = asked(place)
    with place.editing(f"case-files/{case}") as book:
        append(book["Closure"], {"Outcome": "Went on elsewhere"})
    place.type("board", "Cases", case, Stage="Closed", Reached_out_on=date(2026, 11, 4))
    place.run(now=NEXT)
    (row,) = place.board()
    first, second = row["Volunteer 1"], row["Volunteer 2"]
    place.type("office", "Intake", place.intake()[0]["Response"], Keep_away_from=first)
    place.run(now=LATER)
    assert f"{first} had the case, is in conflict and can open its case file still" in notice(place)
    place.type("office", "Intake", place.intake()[0]["Response"], Replace=f"{first}; {second}")
    place.run(now="2026-11-13T09:00:00-08:00")
    assert who_can_open(place, case) == {email(LEAD)}
    (row,) = place.board()
    assert (row["Flag"], row["Volunteer 1"]) == ("Done", None)
    place.type("office", "Intake", place.intake()[0]["Response"], Also_open_to=TEAM[5], Replace=None)
    place.run(now="2026-11-14T09:00:00-08:00")
    assert "the case is closed: choose another Stage first" in notice(place)
