"""A request about a coordinator, or from one, reaches the outside contact and leaves no trace elsewhere."""

import re
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from typing import Any

import pytest

from automations.errors import WorkbookError
from tests.google_place import GooglePlace
from tests.place import NOW, TEAM, Place, column, response
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
        response("2026/11/03 9:15:25 AM GMT-8", team_involved="Ada Byron"),
    )
    place.run()
    assert len(outside(place)) == 1
    assert len(place.intake()) == 3


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
    release(place, conflict["Case"])
    place.run(now=NEXT)
    (row,) = place.intake()
    assert "the team has it now" in outside(place)[0]["Notice"]
    assert conflict["Volunteer"] == LEAD
    # Nobody there is asked about it again.
    (conflict,) = place.rows("office", "Conflicts")
    assert (conflict["Volunteer"], conflict["Released"]) == (LEAD, "yes")
    assert "can open this office" not in str(row["Notice"])
    assert [case["Case"] for case in place.board()] == [row["Case"]]


def test_whom_a_requester_avoids_is_nothing_that_the_outside_contact_releases(place: Place) -> None:
    place.drop(response(what_happened="my friend Lindqvist told me of you", volunteers_to_avoid=LEAD))
    place.run()
    release(place, outside(place)[0]["Case"])
    place.run(now=NEXT)
    found = {row["Kind"]: row["Released"] for row in place.rows("office", "Conflicts")}
    assert found == {"possible match": "yes", "asked to avoid": None}


def broken(place: Place) -> None:
    with place.editing(OUTSIDE) as book:
        book["Intake"].title = "Something"


def test_while_it_can_not_be_read_what_is_meant_for_it_waits_and_the_rest_goes_on(place: Place) -> None:
    place.drop(response(**ABOUT_HER), response("2026/11/03 9:15:23 AM GMT-8", what_happened="other"))
    broken(place)
    assert place.run().code == 0
    assert [row["what_happened"] for row in place.intake()] == ["other"]
    assert CANARY not in held(place, "office")
    with place.editing(OUTSIDE) as book:
        book["Something"].title = "Intake"
    assert place.run(now=NEXT).code == 0
    assert len(outside(place)) == 1


def test_that_it_can_not_be_read_is_told_in_the_same_words_whether_or_not_something_came(
    place: Place,
) -> None:
    place.run()
    broken(place)
    before = place.rows("office", "Runs")
    idle = place.command("run", "--now", NOW)
    place.drop(response(**ABOUT_HER))
    busy = place.command("run", "--now", NOW)
    assert "The outside office can't be opened" in idle.out
    assert idle.code == busy.code == 0
    assert without_seconds(idle.out) == without_seconds(busy.out)
    assert place.rows("office", "Runs") == before
    problems = place.command("doctor").out
    assert "outside office" in problems
    assert "problem" in problems


def without_seconds(printed: str) -> str:
    return re.sub(r"\d+\.\d+", "", printed)


@pytest.mark.files
def test_one_that_is_open_elsewhere_gives_nothing_away_either(place: Place) -> None:
    place.run()
    lock = place.file(OUTSIDE).with_name(f".~lock.{OUTSIDE}.xlsx#")
    lock.write_text(",kim,pc,10.11.2026 09:00,;")
    idle = place.command("run", "--now", NOW)
    place.drop(response(**ABOUT_HER))
    busy = place.command("run", "--now", NOW)
    assert without_seconds(idle.out) == without_seconds(busy.out)
    assert (idle.code, busy.code) == (0, 0)
    lock.unlink()
    place.run()
    assert len(outside(place)) == 1


def test_one_that_can_not_be_written_is_told_of_though_nothing_came(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise WorkbookError("it is not shared for writing")

    kind = (
        "google.workbook.SheetsWorkbook" if isinstance(place, GooglePlace) else "files.workbook.XlsxWorkbook"
    )
    with monkeypatch.context() as patched:
        patched.setattr(f"automations.platforms.{kind}.write", only_outside(kind, refused))
        ran = place.command("run", "--now", NOW)
    assert ran.code == 0
    assert "The outside office can't be opened" in ran.out


def only_outside(kind: str, refused: Callable[..., None]) -> Callable[..., None]:
    module, name = f"automations.platforms.{kind}".rsplit(".", 1)
    real = getattr(import_module(module), name).write

    def write(book: Any, changes: Any) -> None:
        (refused if book.shape.name == OUTSIDE else real)(book, changes)

    return write


@pytest.mark.files
def test_doctor_warns_of_making_an_empty_one_while_the_outside_contact_has_it(place: Place) -> None:
    place.run()
    place.file(OUTSIDE).rename(place.path / "with-kim.xlsx")
    told = place.command("doctor").out
    assert "Don't run `setup`, which would make an empty one" in " ".join(told.split())


ADDING = {"about": "Adding to an earlier one", "what_happened": f"{CANARY} she did it again"}


def test_what_adds_to_nobody_knows_which_goes_to_the_outside_contact_who_can_release_it(place: Place) -> None:
    first = response(own_phrase="blue heron at dusk", **ABOUT_HER)
    place.drop(first, response("2026/11/05 9:00:00 AM GMT-8", own_phrase="blue heron at down", **ADDING))
    place.run()
    assert place.intake() == []
    assert CANARY not in held(place, "office")
    assert "may be about one of them" in outside(place)[1]["Notice"]
    release(place, outside(place)[1]["Case"])
    place.run(now=NEXT)
    assert [row["what_happened"] for row in place.intake()] == [ADDING["what_happened"]]
    assert "the team has it now" in outside(place)[1]["Notice"]


def test_what_adds_to_a_request_of_the_office_stays_in_the_office(place: Place) -> None:
    first = response(own_phrase="blue heron at dusk")
    place.drop(first)
    place.run()
    place.drop(first, response("2026/11/05 9:00:00 AM GMT-8", own_phrase="Blue heron at dusk", **ADDING))
    place.run(now=NEXT)
    assert outside(place) == []
    assert "by the right phrase" in place.intake()[1]["Notice"]


def test_more_than_five_wrong_phrases_a_day_are_left_to_the_outside_contact(place: Place) -> None:
    first = response(own_phrase="blue heron at dusk")
    wrong = [
        response(f"2026/11/05 9:0{n}:00 AM GMT-8", own_phrase=f"a wrong guess {n}", **ADDING)
        for n in range(5)
    ]
    place.drop(
        first, *wrong, response("2026/11/05 9:30:00 AM GMT-8", own_phrase="blue heron at dusk", **ADDING)
    )
    place.run()
    assert len(place.intake()) == 1
    assert "was not compared" in outside(place)[5]["Notice"]


def release(place: Place, case: str) -> None:
    """Every row of the case."""
    with place.editing(OUTSIDE) as book:
        sheet = book["Conflicts"]
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, column(sheet, "Case")).value == case:
                sheet.cell(row, column(sheet, "Released")).value = "yes"


def test_new_words_about_a_coordinator_do_not_come_into_the_office_that_has_the_old_ones(
    place: Place,
) -> None:
    place.drop(response(what_happened="hello"))
    place.run()
    place.run(now=NEXT)
    before = place.intake()
    read = place.run(now=NEXT).jobs["intake"]["read"]
    place.drop(response(what_happened=f"{CANARY} it was Greta Lindqvist"))
    for now in (NEXT, "2026-11-12T09:00:00-08:00"):
        ran = place.run(now=now)
        assert CANARY not in held(place, "office", "board")
        assert ran.jobs["intake"]["read"] == read
    assert place.intake() == before
    (row,) = outside(place)
    assert CANARY in row["what_happened"]
    assert row["Case"] != before[0]["Case"]


def test_they_come_once_the_outside_contact_has_released_these_very_words(place: Place) -> None:
    place.drop(response(what_happened="hello"))
    place.run()
    place.drop(response(what_happened="Lindqvist is my name too"))
    place.run(now=NEXT)
    release(place, outside(place)[0]["Case"])
    place.run(now="2026-11-12T09:00:00-08:00")
    assert [row["what_happened"] for row in place.intake()] == ["Lindqvist is my name too"]
    place.drop(response(what_happened=f"{CANARY} it was Lindqvist of your team"))
    for day in (13, 14):
        place.run(now=f"2026-11-{day}T09:00:00-08:00")
        assert CANARY not in held(place, "office")
    assert CANARY in outside(place)[0]["what_happened"]


@pytest.mark.parametrize("typed", ["yes (since May)", "until June", "?"])
def test_whoever_may_be_a_coordinator_counts_as_one(place: Place, typed: str) -> None:
    place.roster({"Volunteer": "Hugo Odd", "Coordinator": typed})
    place.drop(response(what_happened=f"{CANARY} Hugo Odd"))
    place.run()
    assert place.intake() == []
    assert "Coordinator can't be read" in " ".join(place.command("doctor").out.split())


def without_setting(place: Place, instead: str = "") -> None:
    lines = place.settings.read_text().splitlines()
    kept = [instead if "outside_office" in line else line for line in lines]
    place.settings.write_text("\n".join(kept))


def test_a_setting_that_is_lost_brings_nothing_of_it_into_the_office(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    kept = place.settings.read_text()
    without_setting(place)
    ran = place.run(now=NEXT)
    assert ran.code == 1
    assert "Put outside_office back" in ran.jobs["intake"]["error"]
    assert {job["result"] for name, job in ran.jobs.items() if name != "intake"} <= {"ok", "nothing to do"}
    assert CANARY not in held(place, "office")
    assert "outside_office back" in " ".join(place.command("doctor").out.split())
    place.settings.write_text(kept)
    assert place.run(now=NEXT).code == 0


def test_a_team_that_gives_it_up_says_so(place: Place) -> None:
    place.run()
    without_setting(place, 'outside_office = "none"')
    place.drop(response(**ABOUT_HER))
    assert place.run(now=NEXT).code == 0
    assert len(place.intake()) == 1
    without_setting(place)
    assert place.run(now="2026-11-12T09:00:00-08:00").code == 0


@pytest.mark.parametrize("word", ["Out of scope", "Refer to grievance officer", "Hold", "Duplicate"])
def test_what_the_outside_contact_sets_aside_has_no_clock(place: Place, word: str) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    place.type(OUTSIDE, "Intake", outside(place)[0]["Response"], What_to_do=word)
    place.run(now="2026-11-20T09:00:00-08:00")
    (row,) = outside(place, "Restricted cases")
    assert row["Reach out by"] is None
    assert row["Flag"] in ("Paused", "Done")
    told = outside(place)[0]["Notice"]
    assert "First contact is due" not in told
    assert ("Words to give" in told) == (word in ("Out of scope", "Refer to grievance officer"))


def test_the_due_date_is_not_told_once_it_was_met(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    (row,) = outside(place)
    assert "First contact is due" in row["Notice"]
    place.type(OUTSIDE, "Restricted cases", row["Case"], Reached_out_on=date(2026, 11, 10))
    place.run(now=NEXT)
    assert "First contact is due" not in outside(place)[0]["Notice"]


def test_a_withdrawal_stops_the_clock_of_the_outside_contact(place: Place) -> None:
    first = response(own_phrase="blue heron at dusk", **ABOUT_HER)
    withdrawing = response(
        "2026/11/05 9:00:00 AM GMT-8", about="Withdrawing an earlier one", own_phrase="blue heron at dusk"
    )
    place.drop(first, withdrawing)
    place.run()
    place.run(now="2026-11-20T09:00:00-08:00")
    assert {row["Flag"] for row in outside(place, "Restricted cases")} == {"Paused"}
    assert "The requester withdrew it" in outside(place)[0]["Notice"]
    assert "First contact is due" not in outside(place)[0]["Notice"]


def test_the_outside_contact_can_have_it_deleted(place: Place) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    (row,) = outside(place)
    place.type(OUTSIDE, "Intake", row["Response"], Delete_now=row["Case"])
    place.run(now=NEXT)
    assert CANARY not in held(place, OUTSIDE)
    place.type("office", "Roster", LEAD, Coordinator=None)
    if not isinstance(place, GooglePlace):  # whose form has it still
        place.drop(response(**ABOUT_HER), name="again.csv")
    place.run(now="2026-11-12T09:00:00-08:00")
    assert CANARY not in held(place, OUTSIDE, "office")


@pytest.mark.parametrize("word", ["Out of scope", "Refer to grievance officer"])
def test_what_the_outside_contact_turns_away_is_deleted_after_60_days(place: Place, word: str) -> None:
    place.drop(response(**ABOUT_HER))
    place.run()
    place.type(OUTSIDE, "Intake", outside(place)[0]["Response"], What_to_do=word)
    place.run(now="2026-11-12T09:00:00-08:00")
    place.run(now="2027-01-10T09:00:00-08:00")
    assert CANARY in held(place, OUTSIDE)
    place.run(now="2027-01-11T09:00:00-08:00")
    assert CANARY not in held(place, OUTSIDE)


def test_what_the_office_deleted_goes_nowhere_when_its_volunteer_becomes_a_coordinator(place: Place) -> None:
    place.type("office", "Roster", LEAD, Coordinator=None)
    place.drop(response(**ABOUT_HER))
    place.run()
    (row,) = place.intake()
    place.type("office", "Intake", row["Response"], Delete_now=row["Case"])
    place.run(now=NEXT)
    assert CANARY not in held(place, "office")
    place.type("office", "Roster", LEAD, Coordinator="yes")
    if not isinstance(place, GooglePlace):  # whose form has it still
        place.drop(response(**ABOUT_HER), name="again.csv")
    place.run(now="2026-11-12T09:00:00-08:00")
    assert CANARY not in held(place, "office", OUTSIDE)


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
