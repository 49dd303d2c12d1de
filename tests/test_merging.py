"""What one requester wrote in several requests counts as one, and nobody reads in it of themselves."""

from datetime import date

import pytest

from tests.place import TEAM, Place, append, response

pytestmark = pytest.mark.case_files

PHRASE = "blue heron at dusk"
FIRST = response(own_phrase=PHRASE)
ADDED = "2026/11/10 8:00:00 AM GMT-8"
DAY = "2026-11-{:02}T09:00:00-08:00"
HARM = "helped him do it"


def later(about: str = "Adding to an earlier one", **answers: str) -> dict[str, str]:
    return response(ADDED, about=about, own_phrase=PHRASE, **answers)


def again(**answers: str) -> dict[str, str]:
    """Another request by the same person, that a coordinator must recognise."""
    return response(ADDED, **answers)


def mark_duplicate(place: Place, of: int = 0, row: int = 1) -> None:
    rows = place.intake()
    place.type("office", "Intake", rows[row]["Response"], What_to_do="Duplicate", Same_as=rows[of]["Case"])


def summary(place: Place) -> str:
    return str(place.rows(f"case-files/{place.intake()[0]['Case']}", "Summary"))


def notice(place: Place, row: int = 0) -> str:
    return str(place.intake()[row]["Notice"])


@pytest.mark.parametrize("how", ["added", "written again", "changed"])
def test_nobody_reads_in_the_case_file_what_is_said_of_themselves(place: Place, how: str) -> None:
    place.drop(FIRST)
    place.run()
    one = str(place.board()[0]["Volunteer 1"])
    words = f"{one} {HARM}"
    new = {"added": [FIRST, later(what_happened=words)], "written again": [FIRST, again(what_happened=words)]}
    place.drop(*new.get(how, [response(own_phrase=PHRASE, what_happened=words)]))
    place.run(now=DAY.format(11))
    if how == "written again":
        mark_duplicate(place)
    place.run(now=DAY.format(12))
    place.run(now=DAY.format(13))
    assert HARM not in summary(place)
    assert one in notice(place)
    assert "not in the case file" in notice(place)
    place.type("office", "Intake", place.intake()[0]["Response"], Replace=one, What_to_do="Accept")
    place.run(now=DAY.format(16))
    assert HARM in summary(place)
    assert "not in the case file" not in notice(place)


@pytest.mark.parametrize(
    "answers",
    [{"volunteers_to_avoid": TEAM[2]}, {"what_happened": f"{TEAM[2]} {HARM}"}, {"team_involved": TEAM[2]}],
    ids=str,
)
@pytest.mark.parametrize("how", ["added", "written again"])
def test_a_case_is_not_given_to_whom_its_requester_named_later(
    bare: Place, how: str, answers: dict[str, str]
) -> None:
    bare.roster(*TEAM[:2])
    bare.drop(FIRST)
    bare.run()
    bare.drop(FIRST, later(**answers) if how == "added" else again(**answers))
    bare.roster(TEAM[2])
    bare.run(now=DAY.format(11))
    if how == "written again":
        mark_duplicate(bare)
    bare.type("office", "Intake", bare.intake()[0]["Response"], Replace=TEAM[0])
    bare.run(now=DAY.format(12))
    bare.run(now=DAY.format(13))
    code = bare.intake()[0]["Case"]
    (row,) = [row for row in bare.board() if row["Case"] == code]
    assert TEAM[2] not in (row["Volunteer 1"], row["Volunteer 2"])
    assert code in {row["Case"] for row in bare.rows("office", "Conflicts")}


@pytest.mark.parametrize("how", ["added", "written again"])
def test_how_to_reach_them_safely_from_now_on_gets_to_the_pair(place: Place, how: str) -> None:
    place.drop(FIRST)
    place.run()
    new = {"safe_contact": "Never call, he reads my phone", "may_contact_by": "Message me on Signal"}
    place.drop(FIRST, later(**new) if how == "added" else again(**new))
    place.run(now=DAY.format(11))
    if how == "written again":
        mark_duplicate(place)
    place.run(now=DAY.format(12))
    assert "Never call, he reads my phone" in summary(place)
    assert "reached by: Message me on Signal" in summary(place)


@pytest.mark.parametrize(
    "word", ["Out of scope", "Duplicate", "Accept", "Refer to grievance officer", "done", "Hold"]
)
def test_a_withdrawal_stands_whatever_is_decided_of_its_row_but_hold(place: Place, word: str) -> None:
    place.drop(FIRST)
    place.run()
    place.drop(FIRST, later("Withdrawing an earlier one"))
    place.run(now=DAY.format(11))
    place.type("office", "Intake", place.intake()[1]["Response"], What_to_do=word)
    place.run(now=DAY.format(12))
    place.run(now=DAY.format(13))
    stands = place.board()[0]["Flag"] == "With a coordinator" and "withdrew" in notice(place)
    assert stands == (word != "Hold")


def test_deleting_a_withdrawal_does_not_take_it_back(place: Place) -> None:
    place.drop(FIRST)
    place.run()
    place.drop(FIRST, later("Withdrawing an earlier one"))
    place.run(now=DAY.format(11))
    row = place.intake()[1]
    place.type("office", "Intake", row["Response"], Delete_now=row["Case"])
    place.run(now=DAY.format(12))
    place.run(now=DAY.format(13))
    assert place.board()[0]["Flag"] == "With a coordinator"
    assert "withdrew" in notice(place)


@pytest.mark.parametrize("about", ["Adding to an earlier one", "Withdrawing an earlier one"])
def test_the_phrase_of_a_duplicate_is_that_of_its_case(place: Place, about: str) -> None:
    rows = [response(), again(own_phrase=PHRASE)]
    place.drop(*rows)
    place.run(now=DAY.format(10))
    mark_duplicate(place)
    place.run(now=DAY.format(11))
    place.drop(*rows, response("2026/11/12 8:00:00 AM GMT-8", about=about, own_phrase=PHRASE, name="Robin"))
    place.run(now=DAY.format(12))
    place.run(now=DAY.format(13))
    assert "Robin" in summary(place)
    withdraws = about.startswith("Withdrawing")
    assert ("Withdrawn: stop all contact" in summary(place)) == withdraws
    assert ("contact stops" in notice(place)) == withdraws


def test_a_duplicate_of_a_duplicate_reaches_the_pair_of_the_first(place: Place) -> None:
    place.drop(response(), again(), response("2026/11/10 8:00:01 AM GMT-8", hoped_for="Quiet, at last"))
    place.run(now=DAY.format(10))
    mark_duplicate(place)
    mark_duplicate(place, of=1, row=2)
    place.run(now=DAY.format(11))
    assert "Quiet, at last" in summary(place)


def test_a_phrase_used_for_a_case_and_its_duplicate_is_no_wrong_one(place: Place) -> None:
    rows = [FIRST, again(own_phrase=PHRASE)]
    place.drop(*rows)
    place.run(now=DAY.format(10))
    mark_duplicate(place)
    place.run(now=DAY.format(11))
    withdrawal = response(
        "2026/11/12 8:00:00 AM GMT-8", about="Withdrawing an earlier one", own_phrase=PHRASE
    )
    place.drop(*rows, withdrawal)
    place.run(now=DAY.format(12))
    assert "contact stops" in notice(place)


def test_deleting_a_duplicate_says_where_its_words_stay(place: Place) -> None:
    place.drop(FIRST, again())
    place.run(now=DAY.format(10))
    mark_duplicate(place)
    place.type("office", "Intake", place.intake()[1]["Response"], Delete_now="yes")
    place.run(now=DAY.format(11))
    assert f"stays in the case file of {place.intake()[0]['Case']}" in notice(place, 1)


def test_a_breach_of_consent_in_a_closed_case_is_told_all_the_same(place: Place) -> None:
    place.drop(FIRST)
    place.run()
    case = place.intake()[0]["Case"]
    with place.editing(f"case-files/{case}") as book:
        append(book["Parties"], {"Label": "A", "Told on": date(2026, 11, 9)})
        append(book["Closure"], {"Outcome": "Went on elsewhere"})
    place.type("board", "Cases", case, Stage="Closed", Reached_out_on=date(2026, 11, 4))
    place.run(now=DAY.format(11))
    place.run(now=DAY.format(12))
    assert place.board()[0]["Flag"] == "Done"
    assert "told without the consent" in notice(place)
