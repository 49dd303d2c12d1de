"""Names that are only near: misspelt, or given by initials; and which words are too ordinary for it."""

from dataclasses import replace

import pytest

from automations.core.names.lookout import Person, lookout
from automations.core.names.mentions import in_dictionary
from tests.unit.test_mentions import ORDINARY, POSSIBLE, SURE, also, named, seen


def by_initials(text: str, name: str) -> bool:
    """Whether the text names this person where nothing but initials is looked for."""
    watch = replace(lookout([Person(name, (name,))], ORDINARY), whole={}, parts={})
    found = seen(text, watch)
    assert found in ({}, {name: POSSIBLE})
    return bool(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then Okafur shouted", {"Sam Okafor": POSSIBLE}),
        ("then Okafur and Okafur shouted", {"Sam Okafor": POSSIBLE}),
        ("then Ukafor shouted", {"Sam Okafor": POSSIBLE}),
        ("then Okofur shouted", {}),
        ("then Samokafur shouted", {"Sam Okafor": POSSIBLE}),
        ("then Kofy shouted", {"Kofi Ito": POSSIBLE}),
        ("then Kofii shouted", {"Kofi Ito": POSSIBLE}),
        ("then Okfi shouted", {"Kofi Ito": POSSIBLE}),
        ("then Mofi shouted", {}),
        ("then Kof shouted", {}),
        ("then Leee shouted", {"Lee Amand": POSSIBLE}),
        ("then Leen shouted", {"Lee Amand": POSSIBLE}),
        ("then Samm shouted", {"Sam Okafor": POSSIBLE}),
        ("then Ssam shouted", {"Sam Okafor": POSSIBLE}),
        ("then Sama shouted", {}),
        ("then Alee shouted", {}),
        ("then Lea shouted", {}),
        ("then Samma shouted", {}),
        ("then Boo shouted", {}),
        ("then Boom shouted", {}),
        ("then marx shouted", {}),
        ("then june shouted", {}),
        ("then Jone shouted", {"Jane Abe": POSSIBLE}),
        ("then hand shouted", {}),
        ("then hands shouted", {}),
    ],
)
def test_a_word_that_is_one_edit_away_from_a_name_is_possible(text: str, found: dict[str, bool]) -> None:
    team = ("Sam Okafor", "Kofi Ito", "Lee Amand", "Bo Ude", "Mara Marc", "Hande Abe", "Jane Abe")
    assert named(text, *team) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we took sams car", {"Ada Lind": POSSIBLE}),
        ("we met at marks place", {"Ada Lind": POSSIBLE}),
        ("we took marks off his paper", {}),
        ("they took junipers car", {"Juniper": POSSIBLE}),
        ("then Samuels shouted", {}),
    ],
)
def test_a_nickname_or_a_name_of_one_word_may_lack_its_apostrophe(text: str, found: dict[str, bool]) -> None:
    assert named(text, also("Ada Lind", "Sam", "Mark"), "Juniper") == found


def test_what_is_one_volunteer_s_own_name_is_nobody_else_s_misspelt() -> None:
    team = (also("Ada Lind", "Lina"), "Lena Ito")
    assert named("then Lina shouted", *team) == {"Ada Lind": SURE}
    assert named("then Lona shouted", *team) == {"Ada Lind": POSSIBLE, "Lena Ito": POSSIBLE}


def test_a_word_that_was_seen_before_is_judged_the_same_again() -> None:
    watch = lookout([Person("Sam Okafor", ("Sam Okafor",))], ORDINARY)
    for _ in range(2):
        assert seen("then Okafur shouted", watch) == {"Sam Okafor": POSSIBLE}
        assert seen("then Okonfur shouted", watch) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("later Samira K. shouted", True), ("later Samira K shouted", True), ("it was Samira, K.", True),
        ("later samira k shouted", False), ("later samira K shouted", True), ("later Samira k shouted", True),
        ("later Xamira K. shouted", False), ("later K. Samira shouted", True), ("so S, Kaya left", False),
        ("so Kaya, S. left", True), ("so S. Kaya left", True), ("so S (Kaya) left", False),
        ("so S.K. left", True), ("so S. K. left", True), ("so S K left", False), ("so S K. left", True),
        ("so S K ... left", False),
        ("so s. k. left", False), ("so S. k. left", False), ("so s. K. left", False),
        ("it was SK again", True), ("it was sk again", False), ("IT WAS SK AGAIN", False),
        ("it was S", False), ("it was Kaya", False), ("it was S. - K. again", False),
        ("so K, Samira left", False),
    ],
)  # fmt: skip
def test_initials_stand_for_a_name_where_they_are_written_as_such(text: str, found: bool) -> None:
    assert by_initials(text, "Samira Kaya") is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("later ada o shouted", False),
        ("later ada o. shouted", True),
        ("later Ada o shouted", False),
        ("later ada O shouted", True),
        ("later a okafor shouted", False),
        ("later a. okafor shouted", True),
        ("later a. Okafor shouted", True),
    ],
)
def test_a_small_letter_that_is_a_word_needs_a_full_stop(text: str, found: bool) -> None:
    assert by_initials(text, "Ada Okafor") is found


@pytest.mark.parametrize(("text", "found"), [("at 9 AM we met", False), ("at 9 AB we met", True)])
def test_letters_in_use_for_something_else_are_nobody_s_initials(text: str, found: bool) -> None:
    assert (by_initials(text, "Ada Moss") or by_initials(text, "Ada Bose")) is found


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("walk", "walk"), ("walks", "walk"), ("boxes", "box"), ("ladies", "lady"), ("walked", "walk"),
        ("hoped", "hope"), ("married", "marry"), ("walking", "walk"), ("hoping", "hope"), ("walker", "walk"),
        ("baker", "bake"), ("walkers", "walk"), ("bakers", "bake"), ("kindly", "kind"), ("happily", "happy"),
        ("kindest", "kind"), ("kindness", "kind"), ("readable", "read"), ("payment", "pay"),
        ("payments", "pay"), ("hopeful", "hope"), ("hopeless", "hope"), ("shouldnt", "should"),
        ("stopped", "stop"), ("running", "run"), ("bigger", "big"), ("cats", "cat"),
    ],
)  # fmt: skip
def test_a_word_with_an_ending_is_as_ordinary_as_without(word: str, known: str) -> None:
    assert in_dictionary(word, frozenset({known, "zebra"}))
    assert not in_dictionary(word, frozenset({"zebra"}))


@pytest.mark.parametrize(
    ("word", "known"),
    [("okafor", "lamp"), ("eds", "ed"), ("anns", "an"), ("lad", "lady"), ("hop", "hope"), ("walked", "wal")],
)
def test_what_only_looks_like_a_word_s_beginning_is_no_word(word: str, known: str) -> None:
    assert not in_dictionary(word, frozenset({known}))
