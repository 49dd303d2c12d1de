"""Adding to a request and withdrawing it without an account, by a phrase that only the requester knows."""

from datetime import date

import pytest

from automations.core import phrases
from tests.place import NOW, TEAM, Place, response

NEXT = "2026-11-11T09:00:00-08:00"
LATER = "2026-11-12T09:00:00-08:00"
PHRASE = "The blue heron, at dusk"
ADDING = "Adding to an earlier one"
WITHDRAWING = "Withdrawing an earlier one"


def asked(place: Place) -> str:
    place.drop(response(own_phrase=PHRASE))
    place.run()
    return str(place.intake()[0]["Case"])


def ask_again(place: Place, number: int = 1, **answers: str) -> None:
    again = [response(f"2026/11/10 9:{n:02}:00 AM GMT-8", **answers) for n in range(number)]
    place.drop(response(own_phrase=PHRASE), *again)
    place.run(now=NEXT)


def close(place: Place, case: str) -> None:
    """As its pair does; the next run carries it out."""
    place.type("board", "Cases", case, Reached_out_on=date(2026, 11, 10), Stage="Closed")
    place.outcome(case)


def notice(place: Place, number: int) -> str:
    return str(place.intake()[number]["Notice"])


def test_the_phrase_is_kept_as_a_salted_hash_and_nowhere_else(place: Place) -> None:
    case = asked(place)
    words = ("heron", "dusk")
    for name, tabs in (("office", ("Intake", "Internal", "Conflicts", "Runs")), ("board", ("Cases",))):
        for tab in tabs:
            assert not any(word in str(place.rows(name, tab)) for word in words), tab
    assert place.intake()[0]["own_phrase"] == "given"
    (kept,) = [row["Value"] for row in place.rows("office", "Internal") if row["Key"] == f"phrase {case}"]
    assert len(str(kept).split(" ")[1]) == 64


@pytest.mark.parametrize("phrase", [PHRASE, "the BLUE  heron at dusk", " theblueheron,atdusk. "])
def test_an_addition_by_the_right_phrase_joins_its_case(place: Place, phrase: str) -> None:
    case = asked(place)
    ask_again(place, about=ADDING, own_phrase=phrase, what_happened="there was a second evening")
    other = str(place.intake()[1]["Case"])
    assert f"Adds to {case}, by the right phrase" in notice(place, 1)
    assert f"The requester added to it: see {other}." in notice(place, 0)
    assert [row["Case"] for row in place.board()] == [case]
    assert all(job["result"] == "nothing to do" for job in place.run(now=NEXT).jobs.values())


@pytest.mark.parametrize(
    ("one", "again"),
    [
        ("Straße nach Süden", "STRASSE NACH SÜDEN"),
        ("İstanbul gecesi", "istanbul gecesi"),
        ("café au lait", "cafe\u0301 au lait"),
        ("मेरा घर नीला है", "मेरा  घर, नीला है"),
        ("青い鳥", "青い 鳥"),
        ("ネコ好き", "ﾈｺ好き"),
        ("🐦🐦❤\ufe0f", "🐦 🐦 ❤"),
        ("1234", "１２３４"),
        ("don't look back", "don´t look back"),
    ],
)
def test_a_phrase_is_known_again_in_every_script(one: str, again: str) -> None:
    assert not phrases.says_nothing(one)
    assert phrases.are_same(one, again)
    assert phrases.matches(again, phrases.kept(one, "salt"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("कमल कमल", "कामिल कोमल"), ("🐦🐦🐦", "🐟🐟🐟"), ("blue heron", "blue herons"), ("café", "cafe")],
)
def test_one_with_other_letters_is_another(one: str, other: str) -> None:
    assert not phrases.are_same(one, other)
    assert not phrases.matches(other, phrases.kept(one, "salt"))


@pytest.mark.parametrize("phrase", ["", "abc", "a-b c!", "....", "鳥", "🐦", "  \u200b"])
def test_too_short_a_one_says_nothing(phrase: str) -> None:
    assert phrases.says_nothing(phrase)


def test_an_addition_that_tells_of_danger_waits_for_a_coordinator_all_the_same(place: Place) -> None:
    asked(place)
    ask_again(place, about=ADDING, own_phrase=PHRASE, immediate_danger="Yes")
    assert "Waits for your word" in notice(place, 1)
    assert "danger right now" in notice(place, 1)
    assert "The requester added to it" in notice(place, 0)


@pytest.mark.files
def test_what_was_added_stands_in_the_case_file(place: Place) -> None:
    case = asked(place)
    ask_again(place, about=ADDING, own_phrase=PHRASE, what_happened="there was a second evening")
    assert "there was a second evening" in str(place.rows(f"case-files/{case}", "Summary"))


@pytest.mark.files
def test_what_was_added_before_there_was_a_case_file_stands_in_it_from_the_first(place: Place) -> None:
    told = "there was a second evening"
    again = response("2026/11/04 9:00:00 AM GMT-8", about=ADDING, own_phrase=PHRASE, what_happened=told)
    place.drop(response(own_phrase=PHRASE), again)
    for now in (NOW, NEXT, LATER):
        place.run(now=now)
        case = place.intake()[0]["Case"]
        assert str(place.rows(f"case-files/{case}", "Summary")).count(told) == 1


def test_a_withdrawal_stops_contact_and_asks_a_coordinator_to_confirm(place: Place) -> None:
    case = asked(place)
    before = place.board()[0]
    ask_again(place, about=WITHDRAWING, own_phrase=PHRASE)
    row = place.board()[0]
    assert (row["Flag"], row["What next"]) == ("With a coordinator", "A coordinator looks after this case.")
    assert row["Volunteer 1"] == before["Volunteer 1"]
    assert "The requester withdrew it" in notice(place, 0)
    assert "Delete now" in notice(place, 0)
    assert f"Withdraws {case}" in notice(place, 1)
    key = str(place.intake()[1]["Response"])
    place.type("office", "Intake", key, What_to_do="Hold")
    place.run(now=LATER)
    assert place.board()[0]["Flag"] != "With a coordinator"


@pytest.mark.files
def test_the_pair_of_a_withdrawn_case_is_told_in_its_file(place: Place) -> None:
    case = asked(place)
    ask_again(place, about=WITHDRAWING, own_phrase=PHRASE)
    assert "Withdrawn: stop all contact" in str(place.rows(f"case-files/{case}", "Summary"))


@pytest.mark.parametrize("phrase", ["the red heron at dusk", "", "a", "given"])
def test_a_wrong_phrase_touches_nothing_and_tells_nobody_outside(place: Place, phrase: str) -> None:
    asked(place)
    place.run(now=NEXT)
    before = place.board()
    ask_again(place, about=WITHDRAWING, own_phrase=phrase)
    assert "withdrew" not in notice(place, 0)
    assert "Waits for your word" in notice(place, 1)
    assert place.board() == before


def test_guesses_are_limited(place: Place) -> None:
    asked(place)
    ask_again(place, 5, about=WITHDRAWING, own_phrase="a wrong guess")
    wrong = [
        response(f"2026/11/10 9:{n:02}:00 AM GMT-8", about=WITHDRAWING, own_phrase="a wrong guess")
        for n in range(5)
    ]
    right = response("2026/11/10 10:00:00 AM GMT-8", about=WITHDRAWING, own_phrase=PHRASE)
    place.drop(response(own_phrase=PHRASE), *wrong, right)
    place.run(now=LATER)
    assert "was not compared, too many wrong ones" in notice(place, 6)
    assert "withdrew" not in notice(place, 0)


def test_a_name_in_a_phrase_is_a_conflict_all_the_same(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(own_phrase=f"{TEAM[0]} knows"))
    bare.run()
    assert {row["Volunteer"] for row in bare.rows("office", "Conflicts")} == {TEAM[0]}


def test_of_two_cases_with_one_phrase_neither_is_taken(place: Place) -> None:
    place.drop(response(own_phrase=PHRASE), response("2026/11/03 9:15:23 AM GMT-8", own_phrase=PHRASE))
    place.run()
    again = response("2026/11/10 9:00:00 AM GMT-8", about=WITHDRAWING, own_phrase=PHRASE)
    place.drop(response(own_phrase=PHRASE), response("2026/11/03 9:15:23 AM GMT-8", own_phrase=PHRASE), again)
    place.run(now=NEXT)
    assert "that of several cases" in notice(place, 2)


@pytest.mark.parametrize("about", [ADDING, WITHDRAWING])
def test_what_joins_a_closed_case_waits_for_a_coordinator_and_its_own_time_runs(
    place: Place, about: str
) -> None:
    case = asked(place)
    close(place, case)
    ask_again(place, about=about, own_phrase=PHRASE, what_happened="there was a second evening")
    does = "Adds to" if about == ADDING else "Withdraws"
    assert f"{does} {case}, which is closed" in notice(place, 1)
    assert "Waits for your word" in notice(place, 1)
    assert "First contact is due by Tue 17 Nov" in notice(place, 1)


def test_it_joins_after_all_once_that_case_is_opened_again(place: Place) -> None:
    case = asked(place)
    close(place, case)
    ask_again(place, about=ADDING, own_phrase=PHRASE, what_happened="there was a second evening")
    place.type("board", "Cases", case, Stage="In conversation")
    place.run(now=LATER)
    assert "by the right phrase" in notice(place, 1)
    assert "Waits for your word" not in notice(place, 1)
    assert "The requester added to it" in notice(place, 0)


def test_a_coordinator_may_accept_it_as_a_case_of_its_own(place: Place) -> None:
    case = asked(place)
    close(place, case)
    ask_again(place, about=ADDING, own_phrase=PHRASE, what_happened="there was a second evening")
    place.type("office", "Intake", str(place.intake()[1]["Response"]), What_to_do="Accept")
    place.run(now=LATER)
    assert [row["Case"] for row in place.board()] == [case, place.intake()[1]["Case"]]
