"""A request about a coordinator, or from one, reaches the outside contact and leaves no trace elsewhere."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.google_place import GooglePlace
from tests.place import TEAM, Place, response
from tests.searching import held

LEAD = "Greta Lindqvist"
OUTSIDE = "outside office"
NEXT = "2026-11-11T09:00:00-08:00"
CANARY = "Zyxwvut"
ABOUT_HER = {"what_happened": f"{CANARY}: Greta Lindqvist shouted at me"}


@pytest.fixture
def place(unset: Place) -> Place:
    lines = '[team]\noutside_contact = "Kim, kim@example.net"\n'
    if isinstance(unset, GooglePlace):
        unset.outside = True
    else:
        lines += f'[files]\noutside_office = "{OUTSIDE}.xlsx"\n'
    unset.set_up(lines)
    unset.roster(*TEAM, {"Volunteer": LEAD, "Coordinator": "yes", "Email": "greta@example.org"})
    return unset


def outside(place: Place, tab: str = "Intake") -> list[dict[str, Any]]:
    return place.rows(OUTSIDE, tab)


@pytest.mark.parametrize(
    "answers",
    [
        ABOUT_HER,
        {"team_involved": LEAD, "what_happened": CANARY},
        {"name": LEAD, "what_happened": CANARY},
        {"contact": "greta@example.org", "what_happened": CANARY},
        {"what_happened": f"{CANARY} Lindqvist and others"},
    ],
)
def test_it_goes_to_the_outside_contact_and_leaves_no_trace(place: Place, answers: dict[str, str]) -> None:
    place.run()
    before = held(place, "office", "board").count(".")
    place.drop(response(**answers))
    ran = place.run()
    assert ran.code == 0
    (row,) = outside(place)
    assert CANARY in row["what_happened"]
    assert "it came to you and not to the coordinators" in row["Notice"]
    assert place.intake() == []
    kept = held(place, "office", "board")
    assert CANARY not in kept
    assert row["Case"] not in kept
    assert row["Response"] not in kept
    assert abs(kept.count(".") - before) < 40
    assert ran.jobs["intake"]["read"] == ran.jobs["intake"]["written"] == 0
    assert row["Case"] not in ran.out


def test_runs_tell_nothing_of_it(place: Place) -> None:
    place.run()
    before = place.rows("office", "Runs")
    place.drop(response(**ABOUT_HER))
    place.run()
    assert place.rows("office", "Runs") == before


def test_other_requests_go_to_the_office_as_ever(place: Place) -> None:
    place.drop(
        response(**ABOUT_HER),
        response("2026/11/03 9:15:23 AM GMT-8", volunteers_to_avoid=LEAD),
        response("2026/11/03 9:15:24 AM GMT-8", what_happened="Ada Byron was there"),
    )
    place.run()
    assert len(outside(place)) == 1
    assert len(place.intake()) == 2


def test_the_outside_contact_sees_the_due_date_and_what_is_overdue(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    (row,) = outside(place, "Restricted cases")
    assert (row["Reach out by"], row["Flag"]) == (datetime(2026, 11, 10), "Due soon")
    place.run(now=NEXT)
    assert outside(place, "Restricted cases")[0]["Flag"] == "Overdue"
    place.type(OUTSIDE, "Restricted cases", row["Case"], Reached_out_on=date(2026, 11, 11), Stage="Closed")
    place.run(now=NEXT)
    (row,) = outside(place, "Restricted cases")
    assert (row["Flag"], row["Closed"]) == ("Done", datetime(2026, 11, 11))


def test_running_again_brings_nothing_twice(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    for now in ("2026-11-10T09:00:00-08:00", NEXT, "2026-11-12T09:00:00-08:00"):
        assert place.run(now=now).code == 0
    assert len(outside(place)) == 1
    assert place.intake() == []
    assert len(outside(place, "Assignments")) == 1


def test_who_stops_being_a_coordinator_does_not_get_to_read_it(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    place.type("office", "Roster", LEAD, Coordinator=None)
    place.run(now=NEXT)
    assert place.intake() == []
    assert CANARY not in held(place, "office")


def test_what_adds_to_it_or_withdraws_it_goes_there_too(place: Place) -> None:
    first = response(own_phrase="blue heron at dusk", **ABOUT_HER)
    adding = response(
        "2026/11/05 9:00:00 AM GMT-8",
        about="Adding to an earlier one",
        own_phrase="Blue  Heron at dusk",
        what_happened="more of it",
    )
    place.drop(first, adding)
    place.run()
    place.run(now=NEXT)
    assert [row["what_happened"] for row in outside(place)][1] == "more of it"
    assert place.intake() == []
    assert "Adds to" in outside(place)[1]["Notice"]


def test_what_the_outside_contact_releases_goes_to_the_team(place: Place) -> None:
    place.drop(response(what_happened="my friend Lindqvist told me of you"))
    place.run()
    (conflict,) = outside(place, "Conflicts")
    with place.editing(OUTSIDE) as book:
        headers = [cell.value for cell in book["Conflicts"][1]]
        book["Conflicts"].cell(2, headers.index("Released") + 1).value = "yes"
    place.run(now=NEXT)
    assert len(place.intake()) == 1
    assert "the team has it now" in outside(place)[0]["Notice"]
    assert conflict["Volunteer"] == LEAD


def test_while_it_can_not_be_read_what_is_meant_for_it_waits_and_the_rest_goes_on(place: Place) -> None:
    place.drop(response(**ABOUT_HER), response("2026/11/03 9:15:23 AM GMT-8", what_happened="other"))
    with place.editing(OUTSIDE) as book:
        book["Intake"].title = "Something"
    ran = place.run()
    assert ran.code == 1
    assert "waits until then" in ran.jobs["intake"]["error"]
    assert [row["what_happened"] for row in place.intake()] == ["other"]
    assert CANARY not in held(place, "office")
    with place.editing(OUTSIDE) as book:
        book["Something"].title = "Intake"
    assert place.run(now=NEXT).code == 0
    assert len(outside(place)) == 1


def test_the_outside_contact_can_have_it_deleted(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    (row,) = outside(place)
    place.type(OUTSIDE, "Intake", row["Response"], Delete_now=row["Case"])
    place.run(now=NEXT)
    assert CANARY not in held(place, OUTSIDE)
    place.drop(response(**ABOUT_HER), name="again.csv")
    place.run(now="2026-11-12T09:00:00-08:00")
    assert CANARY not in held(place, OUTSIDE, "office")


def test_a_dry_run_and_status_tell_nothing_of_it(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    out = place.command("run", "--dry-run", "--now", NEXT).out
    assert "outside" not in out
    assert "Nothing would be written" in out or "1" not in out.split("What would happen")[0]
    place.run()
    assert '"open": 1' not in place.command("status", "--json").out


def test_without_one_it_waits_and_the_notice_says_to_whom_it_should_go(unset: Place) -> None:
    unset.set_up('[team]\noutside_contact = "Kim, kim@example.net"\n')
    unset.roster(*TEAM, {"Volunteer": LEAD, "Coordinator": "yes"})
    unset.drop(response(**ABOUT_HER))
    unset.run()
    (row,) = unset.intake()
    assert "give it to Kim, kim@example.net" in row["Notice"]
    assert unset.board() == []
