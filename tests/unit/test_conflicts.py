"""Whom an answer keeps from a case, and why: by name, by choice, and by whom they are close to."""

from datetime import date

import pytest

from automations.core.conflicts import (
    Found,
    Watch,
    chosen,
    conflict_row,
    describes_somebody,
    entries,
    find_conflicts,
    free_texts,
)
from automations.core.team import Roster, Volunteer, spelled
from sheets_schema.words import ConflictKind, Status

INVOLVED, AVOID = ConflictKind.INVOLVED, ConflictKind.ASKED_TO_AVOID
APART, POSSIBLE = ConflictKind.KEPT_APART, ConflictKind.POSSIBLE_MATCH
SAM, LEE, ADA, WILL = "Sam Okafor", "Lee Park", "Ada Lind", "Will Reed"


def volunteer(
    name: str, *emails: str, known_as: tuple[str, ...] = (), apart: tuple[str, ...] = ()
) -> Volunteer:
    return Volunteer(name, emails, known_as, apart, date(2026, 1, 1), Status.ACTIVE)


def roster(*volunteers: Volunteer) -> Roster:
    return Roster(volunteers, frozenset(), spelled(volunteers))


TEAM = roster(
    volunteer(SAM, "sam@example.org", known_as=("Sammy",), apart=("reed, will",)),
    volunteer(LEE),
    volunteer(ADA, apart=("Kari Nordmann", "Ola <ola@example.org>")),
    volunteer(WILL),
)


def conflicts(answers: dict[str, str], team: Roster = TEAM, *ordinary: str) -> set[tuple[str, ConflictKind]]:
    found = find_conflicts(answers, Watch(team, frozenset(ordinary)))
    return {(conflict.volunteer, conflict.kind) for conflict in found}


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, set()),
        ({"what_happened": "Nobody hit me"}, set()),
        ({"team_involved": LEE}, {(LEE, INVOLVED)}),
        ({"team_involved": f"{LEE};{ADA}"}, {(LEE, INVOLVED), (ADA, INVOLVED)}),
        ({"volunteers_to_avoid": LEE}, {(LEE, AVOID)}),
        ({"volunteers_preferred": LEE}, set()),
        ({"team_involved": LEE, "volunteers_to_avoid": f"{LEE}, {ADA}"},
         {(LEE, INVOLVED), (LEE, AVOID), (ADA, AVOID)}),
        ({"what_happened": "Lee Park and Ada Lind hit me"}, {(LEE, INVOLVED), (ADA, INVOLVED)}),
        ({"What else?": "Lee Park hit me"}, {(LEE, INVOLVED)}),
        ({"parties": "Lee Park"}, {(LEE, INVOLVED)}),
        ({"what_happened": "It was Park", "hoped_for": "that Lind goes"}, {(LEE, POSSIBLE), (ADA, POSSIBLE)}),
        ({"what_happened": "It was Park", "hoped_for": "that Lee Park goes"}, {(LEE, INVOLVED)}),
        ({"what_happened": "It was Park", "team_involved": LEE}, {(LEE, INVOLVED)}),
    ],
)  # fmt: skip
def test_who_is_named_is_involved_or_may_be_and_who_is_to_be_avoided_is_that(
    answers: dict[str, str], found: set[tuple[str, ConflictKind]]
) -> None:
    assert conflicts(answers) == found


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"volunteers_to_avoid": f"{LEE}, because of what I saw"}, {(LEE, AVOID), (LEE, POSSIBLE)}),
        ({"volunteers_to_avoid": f"{LEE};{ADA};the tall one"},
         {(LEE, AVOID), (ADA, AVOID), (LEE, POSSIBLE), (ADA, POSSIBLE)}),
        ({"volunteers_to_avoid": LEE, "team_involved": f"{ADA}, because of what I saw"},
         {(LEE, AVOID), (ADA, INVOLVED)}),
        ({"volunteers_to_avoid": LEE, "what_happened": "I saw it"}, {(LEE, AVOID)}),
    ],
)  # fmt: skip
def test_who_is_avoided_for_a_reason_may_be_part_of_it(
    answers: dict[str, str], found: set[tuple[str, ConflictKind]]
) -> None:
    assert conflicts(answers) == found


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"team_involved": SAM}, {(SAM, INVOLVED), (WILL, APART)}),
        ({"team_involved": WILL}, {(SAM, APART), (WILL, INVOLVED)}),
        ({"what_happened": "Sammy hit me"}, {(SAM, INVOLVED), (WILL, APART)}),
        ({"what_happened": "sam@example.org wrote"}, {(SAM, INVOLVED), (WILL, APART)}),
        ({"team_involved": f"{SAM}, {WILL}"}, {(SAM, INVOLVED), (WILL, INVOLVED)}),
        ({"volunteers_to_avoid": SAM}, {(SAM, AVOID)}),
        ({"what_happened": "It was Okafor"}, {(SAM, POSSIBLE), (WILL, POSSIBLE)}),
        ({"what_happened": "It was Okafor", "team_involved": WILL}, {(SAM, APART), (WILL, INVOLVED)}),
        ({"what_happened": "It was Okafor", "team_involved": LEE},
         {(LEE, INVOLVED), (SAM, POSSIBLE), (WILL, POSSIBLE)}),
    ],
)  # fmt: skip
def test_two_who_are_to_be_kept_apart_share_what_keeps_one_of_them_from_a_case(
    answers: dict[str, str], found: set[tuple[str, ConflictKind]]
) -> None:
    assert conflicts(answers) == found


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"what_happened": "Kari Nordmann hit me"}, {(ADA, APART)}),
        ({"what_happened": "kari was there"}, {(ADA, POSSIBLE)}),
        ({"contact": "ola@example.org"}, {(ADA, APART)}),
        ({"what_happened": "Kari Nordmann hit me", "team_involved": ADA}, {(ADA, INVOLVED)}),
        ({"what_happened": "Kari Nordmann hit me and so did Lind"}, {(ADA, APART)}),
        ({"people_involved": "Kari Nordmann; Lee Park"}, {(ADA, APART), (LEE, INVOLVED)}),
    ],
)
def test_whoever_is_close_to_somebody_outside_the_team_is_kept_from_their_case(
    answers: dict[str, str], found: set[tuple[str, ConflictKind]]
) -> None:
    assert conflicts(answers) == found


def test_a_word_of_the_dictionary_is_no_name_written_wrong() -> None:
    assert conflicts({"what_happened": "the parkk and the nordman"}) == {(LEE, POSSIBLE), (ADA, POSSIBLE)}
    assert conflicts({"what_happened": "the parkk and the nordman"}, TEAM, "parkk", "nordman") == set()


@pytest.mark.parametrize("key", ["name", "people_involved", "team_involved", "parties"])
def test_where_names_are_listed_up_to_four_words_between_commas_may_be_a_name(key: str) -> None:
    assert conflicts({key: "my boss of then; they will be there"}) == {(WILL, POSSIBLE), (SAM, POSSIBLE)}
    assert conflicts({key: "they will be there"}) == {(WILL, POSSIBLE), (SAM, POSSIBLE)}
    assert conflicts({key: "my boss of then; they will all be there"}) == set()
    assert conflicts({key: "then Lee Park came into the room"}) == {(LEE, INVOLVED)}


@pytest.mark.parametrize("key", ["what_happened", "hoped_for", "What else?", "volunteers_to_avoid"])
def test_where_a_story_is_told_an_everyday_word_is_no_name(key: str) -> None:
    assert conflicts({key: "my boss of then; they will be there"}) == set()


def test_closeness_counts_both_ways_and_for_names_that_come_near() -> None:
    team = roster(
        volunteer(SAM, apart=("reed, will", ADA, "Kari Nordmann")),
        volunteer(LEE, apart=("the other will from accounting", "Lee Park")),
        volunteer(ADA, apart=("Sam Okafro",)),
        volunteer(WILL),
        volunteer("Ola Nordmann", apart=("Ola Nordmann",)),
        volunteer("Eva Berg"),
    )
    assert Watch(team, frozenset()).closeness == {
        SAM: {WILL, ADA, "Ola Nordmann"},
        WILL: {SAM, LEE},
        LEE: {WILL},
        ADA: {SAM},
        "Ola Nordmann": {SAM},
    }


def test_a_nickname_to_be_kept_apart_from_is_its_bearer_and_nobody_else_called_so() -> None:
    team = roster(volunteer(SAM, apart=("Bo",)), volunteer(LEE, known_as=("Bo",)), volunteer("Bo Berg"))
    assert Watch(team, frozenset()).closeness == {SAM: {LEE}, LEE: {SAM}}


def test_only_who_is_not_on_the_team_is_looked_for_as_close_to_somebody() -> None:
    watch = Watch(TEAM, frozenset({"river"}))
    assert watch.close_ones.whole["karinordmann"] == {ADA}
    assert set().union(*watch.close_ones.whole.values()) == {ADA}
    assert "willreed" not in watch.close_ones.whole
    assert watch.close_ones.emails == {"ola@example.org": {ADA}}
    assert watch.close_ones.ordinary == {"river"}


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("", []),
        ("Lee Park, Sam Okafor", [LEE, SAM]),
        ("sammy; Park, Lee", [SAM, LEE]),
        ("Will Reed;Sam Okafor and Ada Lind", [WILL, SAM, ADA]),
        ("Sammy, Lind Ada, ", [SAM, ADA]),
        ("SAM@example.org", [SAM]),
        ("Sammy and somebody", []),
        ("Somebody", []),
        (", ", []),
    ],
)
def test_a_volunteer_is_chosen_by_a_tick_or_by_exactly_their_name(answer: str, names: list[str]) -> None:
    assert chosen({"team_involved": answer, "volunteers_to_avoid": WILL}, "team_involved", TEAM) == names


@pytest.mark.parametrize(
    ("answer", "found", "described"),
    [
        ("", (), False),
        ("Lee Park", (), False),
        ("sammy and Lee Park", (), False),
        ("No one.", (), False),
        (" NOBODY! ", (), False),
        ("not that I know of", (), False),
        ("N/A", (), False),
        ("the tall one", (), True),
        ("Lee Park;the tall one", (), True),
        ("Lee Park;no one", (), False),
        ("No XX", (), True),
        ("Sam, the tall one", (), True),
        ("Sam, the tall one", (SAM,), False),
        ("SÁM's brother", (SAM,), False),
        ("Sammy from the kitchen", (LEE, SAM), False),
        ("Sam, the tall one", (LEE,), True),
        ("Sam, or so;the tall one", (SAM,), True),
    ],
)
def test_whom_a_requester_describes_and_does_not_name_a_person_must_find_out(
    answer: str, found: tuple[str, ...], described: bool
) -> None:
    assert describes_somebody(answer, TEAM, found) is described


def test_everything_in_the_requesters_own_words_is_read() -> None:
    answers = {
        "name": "Ola",
        "pronouns": "  ",
        "what_happened": "It began in May.\n",
        "within_org": "Yes",
        "immediate_danger": "No; perhaps",
        "concerns": "Make amends for harm I may have caused, my landlord",
        "may_contact_by": "Wait, I will contact you",
        "team_involved": "Lee Park, sammy",
        "volunteers_to_avoid": "Lee Park;Ada, because of May;Will Reed and Ada Lind",
        "volunteers_preferred": "Anybody",
        "Which shop?": " The one in Main Street",
    }
    assert list(free_texts(answers, TEAM)) == [
        ("name", "Ola"),
        ("what_happened", "It began in May.\n"),
        ("immediate_danger", "perhaps"),
        ("concerns", "my landlord"),
        ("volunteers_to_avoid", "Ada, because of May"),
        ("volunteers_preferred", "Anybody"),
        ("Which shop?", " The one in Main Street"),
    ]


def test_names_are_listed_between_many_kinds_of_marks() -> None:
    listed = entries("Sam;Lee\nAda & Will and Ola/Eva, Sandy")
    assert [entry.strip() for entry in listed] == ["Sam", "Lee", "Ada", "Will", "Ola", "Eva", "Sandy"]


def test_a_row_of_conflicts_says_who_must_not_have_which_case_and_why() -> None:
    assert conflict_row("amber-heron-lake", Found(LEE, POSSIBLE)) == {
        "Case": "amber-heron-lake",
        "Volunteer": "Lee Park",
        "Kind": "possible match",
    }
