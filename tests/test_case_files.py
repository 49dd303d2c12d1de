"""Case files: made for the pair, read where somebody edited them, and answered."""

from datetime import date
from typing import Any

import pytest

from tests.place import TEAM, Place, append, column, response

pytestmark = pytest.mark.case_files

NEXT = "2026-11-11T09:00:00-08:00"


def asked(place: Place, **answers: str) -> str:
    """The case code of one request."""
    place.drop(response(**answers))
    place.run()
    return str(place.intake()[0]["Case"])


def summary(place: Place, case: str) -> dict[str, Any]:
    return {str(row["Topic"]): row["What we know"] for row in place.rows(f"case-files/{case}", "Summary")}


def write(place: Place, case: str, tab: str, **cells: object) -> None:
    """A line that the pair writes; underscores in the headers' place of spaces."""
    with place.editing(f"case-files/{case}") as book:
        append(book[tab], {header.replace("_", " "): value for header, value in cells.items()})


def shown(place: Place, case: str, tab: str = "Parties") -> list[object]:
    return [row["What next"] for row in place.rows(f"case-files/{case}", tab)]


def notice(place: Place) -> str:
    return str(place.intake()[0]["Notice"])


def test_a_case_file_is_made_with_the_pair_and_its_link_goes_to_the_board(place: Place) -> None:
    case = asked(place)
    assert place.board()[0]["Case file"] == place.link(case)
    with place.editing(f"case-files/{case}") as book:
        assert book.sheetnames[:6] == [
            "Summary", "Parties", "Accounts and roadmap", "Contact log", "Plan", "Closure",
        ]  # fmt: skip
    place.run(now=NEXT)
    assert {n: j for n, j in place.run(now=NEXT).jobs.items() if j["result"] != "nothing to do"} == {}


def test_none_is_made_where_nobody_has_the_case(bare: Place) -> None:
    bare.drop(response(), response("2026/11/03 9:15:23 AM GMT-8", immediate_danger="Yes"))
    bare.run()
    assert bare.case_codes() == set()


def test_the_pair_learns_how_to_reach_the_requester_safely_first(place: Place) -> None:
    case = asked(
        place,
        contact="river@example.org",
        may_contact_by="Text me, Message me on Signal",
        safe_contact="Only on weekday mornings",
        name="River",
        formal_report="Yes",
    )
    told = summary(place, case)
    assert next(iter(told)) == "How to reach them"
    assert told["How to reach them"] == "river@example.org"
    assert (told["Text me"], told["Message me on Signal"]) == ("yes", "yes")
    assert told["Email me"] == told["Call me"] == told["Leave a voicemail"] == "no: never do it"
    assert told["To contact them safely"] == "Only on weekday mornings"
    assert "Never name the team in a voicemail" in told["Always"]
    assert "grievance officer" in told["Formal report"]


def test_the_pair_never_learns_who_was_avoided_or_preferred_or_the_phrase(place: Place) -> None:
    case = asked(
        place, volunteers_to_avoid=TEAM[0], volunteers_preferred=TEAM[1], own_phrase="blue heron at dusk"
    )
    told = str(summary(place, case))
    assert TEAM[0] not in told
    assert TEAM[1] not in told
    assert "blue heron" not in told


def test_what_people_write_in_a_case_file_stays(place: Place) -> None:
    case = asked(place)
    place.type(f"case-files/{case}", "Summary", "Always", What_we_know="my own words", Done="yes")
    write(place, case, "Accounts and roadmap", Date=date(2026, 11, 9), Whose="A")
    place.run(now=NEXT)
    place.run(now="2026-11-12T09:00:00-08:00")
    assert summary(place, case)["Always"] == "my own words"
    assert len(place.rows(f"case-files/{case}", "Accounts and roadmap")) == 1


CONSENTED = {"Requester_consulted_on": date(2026, 11, 6), "Consent_to_contact": "yes"}


@pytest.mark.parametrize(
    ("answers", "party", "words"),
    [
        ({}, {"Consent_to_contact": "yes"}, "the requester was not consulted"),
        ({}, {"Requester_consulted_on": date(2026, 11, 6)}, "the requester has not agreed"),
        ({}, CONSENTED | {"Consent_to_contact": "no"}, "the requester said no"),
        ({}, CONSENTED | {"Consent_to_contact": "withdrawn"}, "took their consent back"),
        ({}, CONSENTED | {"Requester_consulted_on": date(2026, 11, 8)}, "consulted only afterwards"),
        ({"contact": ""}, {"Consent_to_contact": "yes"}, "the requester left no way to be asked"),
        ({"contact": ""}, CONSENTED, "the requester left no way to be asked, and the Contact log has no"),
        ({"may_contact_by": "Wait, I will contact you"}, CONSENTED, "the requester left no way to be asked"),
        ({"requesting_for": "Someone else, and they know"}, CONSENTED, "the affected person has not agreed"),
    ],
)
def test_a_party_told_without_consent_is_said_in_the_file_and_to_coordinators(
    place: Place, answers: dict[str, str], party: dict[str, object], words: str
) -> None:
    case = asked(place, **answers)
    write(place, case, "Parties", Label="A", Name="Somebody Quiet", **party)
    place.run(now=NEXT)
    assert "Don't contact them" in str(shown(place, case)[0]) or "afterwards" in words
    assert "told without the consent" not in notice(place)
    place.type(f"case-files/{case}", "Parties", "A", Told_on=date(2026, 11, 7))
    place.run(now="2026-11-12T09:00:00-08:00")
    assert words in str(shown(place, case)[0])
    assert "A party was told without the consent it takes (A in the case file)" in notice(place)
    assert "Somebody Quiet" not in notice(place)
    row = place.board()[0]
    assert "A party" not in str(row)


def test_a_party_may_be_contacted_once_all_agreed(place: Place) -> None:
    case = asked(place, requesting_for="Someone else, and they know")
    write(place, case, "Parties", Label="A", Affected_person_agreed="yes", **CONSENTED)
    place.run(now=NEXT)
    assert shown(place, case) == ["You may contact them. Don't say who asked."]
    place.type(f"case-files/{case}", "Parties", "A", Told_on=date(2026, 11, 7), May_say_who_asked="yes")
    place.run(now="2026-11-12T09:00:00-08:00")
    assert shown(place, case) == ["Told Sat 7 Nov."]
    assert "told without" not in notice(place)


def test_who_left_no_way_is_consulted_where_they_came_by_themselves(place: Place) -> None:
    case = asked(place, contact="")
    write(place, case, "Contact log", Date=date(2026, 11, 5), Attempt_or_conversation="Conversation")
    write(place, case, "Parties", Label="A", Told_on=date(2026, 11, 7), **CONSENTED)
    place.run(now=NEXT)
    assert shown(place, case) == ["Told Sat 7 Nov."]
    assert "told without" not in notice(place)


def test_of_two_parties_under_one_label_neither_may_be_contacted(place: Place) -> None:
    case = asked(place)
    write(place, case, "Parties", Label="W", Name="Kurt", **CONSENTED)
    write(place, case, "Parties", Label="W", Name="Bert", **CONSENTED | {"Consent_to_contact": "no"})
    place.run(now=NEXT)
    assert shown(place, case) == ["This label stands twice: give each its own."] * 2


def test_a_party_without_a_label_is_asked_for_one_and_a_breach_is_told_all_the_same(place: Place) -> None:
    case = asked(place)
    with place.editing(f"case-files/{case}") as book:
        sheet = book["Parties"]
        sheet.cell(2, column(sheet, "Name")).value = "Kurt"
        sheet.cell(2, column(sheet, "Told on")).value = date(2026, 11, 9)
    place.run(now=NEXT)
    assert "a party without a label, line 2" in notice(place)
    assert "has no label" in notice(place)
    assert "Give each party one of their own" in summary(place, case)["Parties without a label"]
    before = summary(place, case)
    place.run(now="2026-11-12T09:00:00-08:00")
    assert summary(place, case) == before


def test_a_day_to_come_is_no_consultation(place: Place) -> None:
    case = asked(place)
    write(place, case, "Parties", Label="A", **CONSENTED | {"Requester_consulted_on": date(2027, 11, 6)})
    place.run(now=NEXT)
    (told,) = shown(place, case)
    assert "Don't contact them" in str(told)
    assert "lies in the future" in str(told)


@pytest.mark.parametrize("typed", ["no", "not yet", "-", "Not yet.", False])
def test_not_told_yet_is_no_breach(place: Place, typed: object) -> None:
    case = asked(place)
    write(place, case, "Parties", Label="A", Told_on=typed)
    place.run(now=NEXT)
    assert "Don't contact them" in str(shown(place, case)[0])
    assert "was told without" not in notice(place)


def test_a_day_of_telling_that_can_not_be_read_is_asked_about_and_may_be_a_breach(place: Place) -> None:
    case = asked(place)
    write(place, case, "Parties", Label="A", Told_on="on the phone")
    place.run(now=NEXT)
    (told,) = shown(place, case)
    assert "Told on can't be read" in str(told)
    assert "If they were told, stop" in str(told)
    assert "was told without" in notice(place)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("no", "Overdue since"),
        (False, "Overdue since"),
        ("not yet", "Overdue since"),
        ("-", "Overdue since"),
        ("yes", "Done can't be read"),
    ],
)
def test_only_a_day_makes_a_step_of_the_plan_done(place: Place, typed: object, words: str) -> None:
    case = asked(place)
    write(place, case, "Plan", Step="Training", Due=date(2026, 11, 1), Done=typed)
    place.run(now=NEXT)
    assert words in str(shown(place, case, "Plan")[0])


def test_of_two_steps_with_the_same_words_neither_shows_the_other_s_day(place: Place) -> None:
    case = asked(place)
    write(place, case, "Plan", Step="Training", Due=date(2026, 11, 1), Done=date(2026, 11, 2))
    write(place, case, "Plan", Step="Training", Due=date(2026, 11, 1))
    place.run(now=NEXT)
    assert shown(place, case, "Plan") == ["This step stands twice: word one of them otherwise."] * 2


def test_a_volunteer_among_the_parties_makes_the_case_restricted_and_leaves_the_row_as_it_is(
    place: Place,
) -> None:
    case = asked(place)
    before = place.board()[0]
    someone = next(name for name in TEAM if name not in (before["Volunteer 1"], before["Volunteer 2"]))
    write(place, case, "Parties", Label="A", Name=someone)
    place.run()
    assert place.board()[0] == before
    assert [row["Case"] for row in place.rows("office", "Restricted cases")] == [case]
    assert {row["Volunteer"] for row in place.rows("office", "Conflicts")} == {someone}


def test_so_does_one_who_comes_to_the_roster_later(place: Place) -> None:
    case = asked(place)
    write(place, case, "Parties", Label="A", Name="Late Comer")
    place.run()
    assert place.rows("office", "Restricted cases") == []
    place.roster("Late Comer")
    place.run()
    assert len(place.rows("office", "Restricted cases")) == 1


def test_three_attempts_without_an_answer_go_to_a_coordinator(place: Place) -> None:
    case = asked(place)
    for number in (4, 6):
        write(place, case, "Contact log", Date=date(2026, 11, number), Attempt_or_conversation="attempt")
    place.run()
    assert "attempts without an answer" not in notice(place)
    write(place, case, "Contact log", Date=date(2026, 11, 8), Attempt_or_conversation="Attempt")
    place.run(now=NEXT)
    assert "3 attempts without an answer" in notice(place)
    write(place, case, "Contact log", Date=date(2026, 11, 9), Attempt_or_conversation="conversation")
    place.run(now="2026-11-12T09:00:00-08:00")
    assert "attempts without an answer" not in notice(place)


def test_a_step_of_the_plan_that_is_overdue_is_told_to_the_pair_and_not_on_the_board(place: Place) -> None:
    case = asked(place)
    place.type("board", "Cases", case, Reached_out_on=date(2026, 11, 5))
    write(place, case, "Plan", Step="Read the guide", Due=date(2026, 11, 11))
    place.run()
    assert shown(place, case, "Plan") == ["Due Wed 11 Nov."]
    before = place.board()
    place.run(now="2026-11-12T09:00:00-08:00")
    assert shown(place, case, "Plan") == ["Overdue since Wed 11 Nov."]
    assert place.board() == before
    place.type(f"case-files/{case}", "Plan", "Read the guide", Done=date(2026, 11, 12))
    place.run(now="2026-11-13T09:00:00-08:00")
    assert shown(place, case, "Plan") == ["Done."]


def test_a_case_without_a_next_check_in_is_asked_about_after_30_days(place: Place) -> None:
    case = asked(place)
    place.type("board", "Cases", case, Reached_out_on=date(2026, 11, 5), Stage="In conversation")
    place.run(now="2026-12-04T09:00:00-08:00")
    assert place.board()[0]["Flag"] == "On time"
    place.run(now="2026-12-05T09:00:00-08:00")
    row = place.board()[0]
    assert (row["Flag"], row["What next"]) == (
        "Check-in due", "Check in: nothing was written down since Thu 5 Nov.",
    )  # fmt: skip
    write(place, case, "Contact log", Date=date(2026, 12, 5), Attempt_or_conversation="conversation")
    place.run(now="2026-12-06T09:00:00-08:00")
    assert place.board()[0]["Flag"] == "On time"


def test_a_restricted_case_is_asked_about_30_days_after_what_was_last_written_in_its_file_too(
    place: Place,
) -> None:
    case = asked(place, team_involved=TEAM[0])
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do="Accept")
    place.type("office", "Restricted cases", case, Reached_out_on=date(2026, 11, 5), Stage="Dialogue")
    place.run(now=NEXT)
    write(place, case, "Contact log", Date=date(2026, 12, 1), Attempt_or_conversation="conversation")
    for day, flag in (("2026-12-05", "On time"), ("2026-12-31", "Check-in due")):
        place.run(now=f"{day}T09:00:00-08:00")
        assert [row["Flag"] for row in place.rows("office", "Restricted cases")] == [flag]


def test_closed_without_an_outcome_is_check_the_row_and_is_not_a_closing(place: Place) -> None:
    case = asked(place)
    place.type("board", "Cases", case, Reached_out_on=date(2026, 11, 5), Stage="Closed")
    place.run()
    row = place.board()[0]
    assert (row["Flag"], row["Closed"]) == ("Check the row", None)
    assert "write it in the case file under Closure" in str(row["What next"])
    assert "released" not in {row["Event"] for row in place.rows("office", "Assignments")}
    place.outcome(case, "went on  Elsewhere")
    place.run(now=NEXT)
    row = place.board()[0]
    assert row["Flag"] == "Done"
    assert place.intake()[0]["Outcome"] == "Went on elsewhere"
    assert "elsewhere" not in str(row)


def test_who_gives_a_case_up_is_told_to_coordinators(place: Place) -> None:
    case = asked(place)
    topic = next(topic for topic in summary(place, case) if topic.startswith("I give the case up"))
    place.type(f"case-files/{case}", "Summary", topic, What_we_know=str(place.board()[0]["Volunteer 1"]))
    place.run(now=NEXT)
    assert "Somebody gives the case up" in notice(place)


def test_what_the_requester_changes_later_stands_below_dated_and_what_people_wrote_stays(
    place: Place,
) -> None:
    case = asked(place, what_happened="first", contact="one@example.org")
    place.run(now=NEXT)
    place.type(f"case-files/{case}", "Summary", "What happened", What_we_know="our own words")
    place.drop(
        response(what_happened="second thoughts", contact="two@example.org", volunteers_to_avoid=TEAM[0])
    )
    for now in ("2026-11-12T09:00:00-08:00", "2026-11-13T09:00:00-08:00", "2026-11-14T09:00:00-08:00"):
        place.run(now=now)
    told = summary(place, case)
    assert told["What happened"] == "our own words"
    assert told["Changed no. 1"].splitlines()[0] == "Thu 12 Nov."
    assert "What happened: second thoughts" in told["Changed no. 1"]
    assert "How to reach them: two@example.org" in told["Changed no. 1"]
    assert TEAM[0] not in told["Changed no. 1"]
    assert "Changed no. 2" not in told


def test_a_change_whose_line_somebody_deleted_is_not_written_again(place: Place) -> None:
    case = asked(place, what_happened="one")
    place.drop(response(what_happened="two"))
    place.run(now=NEXT)
    place.drop(response(what_happened="three"))
    place.run(now="2026-11-12T09:00:00-08:00")
    with place.editing(f"case-files/{case}") as book:
        sheet = book["Summary"]
        (line,) = (r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == "Changed no. 1")
        sheet.delete_rows(line)
    for hour in (9, 10, 11):
        place.run(now=f"2026-11-13T{hour:02}:00:00-08:00")
    assert [topic for topic in summary(place, case) if topic.startswith("Changed")] == ["Changed no. 2"]
    place.drop(response(what_happened="four"))
    place.run(now="2026-11-14T09:00:00-08:00")
    assert "What happened: four" in summary(place, case)["Changed no. 3"]


def test_a_cell_of_intake_that_a_person_damaged_is_no_change_of_the_requester_s(place: Place) -> None:
    case = asked(place, what_happened="one")
    place.run(now=NEXT)
    with place.editing("office") as book:
        book["Intake"].cell(2, column(book["Intake"], "what_happened")).value = "oops"
    for day in (12, 13):
        place.run(now=f"2026-11-{day}T09:00:00-08:00")
    assert place.intake()[0]["what_happened"] == "one"
    assert "Changed no. 1" not in summary(place, case)
    assert "they changed" not in notice(place)


@pytest.mark.parametrize("about", ["Adding to an earlier one", "New"])
def test_what_the_requester_changes_in_an_addition_or_a_duplicate_reaches_the_pair_too(
    place: Place, about: str
) -> None:
    first = response(own_phrase="blue heron at dusk")
    again = {"about": about, "own_phrase": "blue heron at dusk"} if about != "New" else {}
    place.drop(first)
    place.run()
    case = str(place.intake()[0]["Case"])
    place.drop(first, response("2026/11/10 9:00:00 AM GMT-8", what_happened="a second evening", **again))
    place.run(now=NEXT)
    if about == "New":
        key = str(place.intake()[1]["Response"])
        place.type("office", "Intake", key, What_to_do="Duplicate", Same_as=case)
    place.run(now=NEXT)
    place.run(now=NEXT)
    place.drop(first, response("2026/11/10 9:00:00 AM GMT-8", what_happened="only text me", **again))
    for day in (12, 13):
        place.run(now=f"2026-11-{day}T09:00:00-08:00")
    told = summary(place, case)["Changed no. 1"]
    assert "only text me" in told
    assert f"in what they wrote again as {place.intake()[1]['Case']}" in told


def test_a_case_file_that_can_not_be_read_stops_no_other(place: Place) -> None:
    place.drop(response(), response("2026/11/03 9:15:23 AM GMT-8"))
    place.run()
    first, second = (str(row["Case"]) for row in place.board())
    with place.editing(f"case-files/{first}") as book:
        del book["Parties"]
    write(place, second, "Parties", Label="A")
    ran = place.run(now=NEXT)
    assert ran.code == 1
    assert first in ran.jobs["check-ins"]["error"]
    assert "Don't contact them" in str(shown(place, second)[0])


def test_a_case_file_that_was_deleted_is_made_again(place: Place) -> None:
    case = asked(place)
    place.delete_case_file(case)
    place.run(now=NEXT)
    assert summary(place, case)["How to reach them"]


def test_of_a_large_import_the_newest_cases_get_files_and_the_others_are_told_of(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("automations.jobs.case_files.MOST", 2)
    place.drop(*(response(f"2026/11/0{n} 9:00:00 AM GMT-8") for n in range(1, 6)))
    assert "3 older cases of a large import got no case file" in place.command("run", "--now", NEXT).out
    newest = {row["Case"] for row in place.intake()[3:]}
    assert place.case_codes() == newest
    place.run(now=NEXT)
    assert {n: j for n, j in place.run(now=NEXT).jobs.items() if j["result"] != "nothing to do"} == {}


@pytest.mark.files
def test_a_file_that_a_killed_run_promised_is_made_by_the_next(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("automations.platforms.files.case_folder.CaseFolder.make", killed)
        place.drop(response())
        place.run()
    assert len(place.rows("office", "Assignments")) == 2
    assert not (place.folder / "case-files").exists()
    place.run(now=NEXT)
    assert place.board()[0]["Case file"]
