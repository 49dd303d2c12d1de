"""Names in stories: none missed that the Roster lets one know, few innocent stories held.

The corpus in data/names.toml was written as people write, before the rules it is held against; each
share is what it is, and a change for the worse fails.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from automations.core.conflicts import Watch, find_conflicts
from automations.core.team import Roster, Volunteer, spelled
from automations.wordlists import ordinary_words
from sheets_schema.words import ConflictKind, Status

CORPUS: dict[str, list[Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8")
)
NAMED, INNOCENT = CORPUS["named"], CORPUS["innocent"]
MISSED_AT_MOST, HELD_AT_MOST = 0.02, 0.08


def volunteer(
    name: str, *emails: str, aliases: tuple[str, ...] = (), apart: tuple[str, ...] = ()
) -> Volunteer:
    return Volunteer(name, emails, aliases, apart, date(2026, 1, 1), Status.ACTIVE)


def watch(*volunteers: Volunteer) -> Watch:
    return Watch(Roster(volunteers, frozenset(), spelled(volunteers)), ordinary_words())


@pytest.fixture(scope="module")
def team() -> Watch:
    rows = CORPUS["volunteers"]
    return watch(*(volunteer(r["name"], r["email"], aliases=tuple(r["aliases"])) for r in rows))


def found(text: str, team: Watch, key: str = "what_happened") -> dict[str, ConflictKind]:
    return {f.volunteer: f.kind for f in find_conflicts({key: text}, team)}


def test_no_conflict_is_missed_that_the_roster_lets_one_know(team: Watch) -> None:
    sure = [entry for entry in NAMED if entry["sure"]]
    missed = [
        e["text"] for e in sure if e["volunteer"] not in found(e["text"], team, e.get("key", "what_happened"))
    ]
    assert len(sure) >= 100
    assert missed == []


def test_hardly_an_approximate_name_is_missed(team: Watch) -> None:
    missed = [
        e["text"]
        for e in NAMED
        if e["volunteer"] not in found(e["text"], team, e.get("key", "what_happened"))
    ]
    assert len(missed) <= MISSED_AT_MOST * len(NAMED), missed


def test_few_innocent_stories_are_held(team: Watch) -> None:
    held = [text for text in INNOCENT if found(text, team)]
    assert len(held) <= HELD_AT_MOST * len(INNOCENT), held


@pytest.mark.parametrize(
    "text",
    [
        "Sam Okafor",
        "okafor, sam",
        "SAM  OKAFOR",
        "SamOkafor",
        "sam_okafor@example.net",
        "Sám Òkafor",
        "@samok",
    ],
)
@pytest.mark.parametrize(
    "key", ["what_happened", "people_involved", "name", "contact", "hoped_for", "Another question"]
)
def test_a_known_name_is_sure_in_every_free_answer(text: str, key: str) -> None:
    team = watch(volunteer("Sam Okafor", "sam@example.org", aliases=("@samok",)))
    assert found(text, team, key) == {"Sam Okafor": ConflictKind.INVOLVED}


@pytest.mark.parametrize("text", ["Sam was there", "Okafor", "Sam Okafur", "S. Okafor"])
def test_an_approximate_name_is_possible(text: str) -> None:
    assert found(text, watch(volunteer("Sam Okafor"))) == {"Sam Okafor": ConflictKind.POSSIBLE_MATCH}


@pytest.mark.parametrize("text", ["Sam shouted", "Sam O. shouted", "sam did it", "it was Sam's idea"])
def test_a_name_that_is_one_volunteers_own_may_be_anothers_first_name(text: str) -> None:
    team = watch(volunteer("Samira Ito", aliases=("Sam",)), volunteer("Sam Okafor"))
    assert found(text, team) == {
        "Samira Ito": ConflictKind.INVOLVED,
        "Sam Okafor": ConflictKind.POSSIBLE_MATCH,
    }


def test_whose_surname_stands_beside_the_first_name_is_meant_alone() -> None:
    team = watch(volunteer("Sam Okafor"), volunteer("Sam Ito"))
    assert found("Sam Okafor shouted", team) == {"Sam Okafor": ConflictKind.INVOLVED}


def test_a_word_of_four_letters_may_be_a_name_that_is_written_wrong_one_of_three_is_none() -> None:
    team = watch(volunteer("Kofi Okafor"))
    assert found("it was Kofy again", team) == {"Kofi Okafor": ConflictKind.POSSIBLE_MATCH}
    assert found("it was Kof again", team) == {}


def test_a_name_that_is_another_s_nickname_is_the_one_who_bears_it() -> None:
    sam, nicknamed = volunteer("Sam Okafor"), volunteer("Lee Park", aliases=("Sam Okafor",))
    assert spelled([sam, nicknamed])["okafor sam"] == "Sam Okafor"
    twice = spelled([volunteer("Ada Lind", aliases=("Bo",)), volunteer("Eva Lund", aliases=("Bo",))])
    assert set(twice.values()) == {"Ada Lind", "Eva Lund"}
    assert "bo" not in twice


def test_a_volunteer_ticked_as_one_to_avoid_is_that_and_no_party() -> None:
    team = watch(volunteer("Sam Okafor", aliases=("Sammy",)), volunteer("Will Reed"))
    for answer in ("Sam Okafor", "sammy", "Okafor, Sam", "Will Reed;Sam Okafor"):
        kinds = found(answer, team, "volunteers_to_avoid")
        assert kinds["Sam Okafor"] is ConflictKind.ASKED_TO_AVOID


def test_a_story_under_other_is_read_as_a_story() -> None:
    team = watch(volunteer("Sam Okafor"))
    avoided = find_conflicts({"volunteers_to_avoid": "Sam Okafor, because he hit me"}, team)
    assert ConflictKind.POSSIBLE_MATCH in {f.kind for f in avoided}
    assert found("Not Sam Okafor: he hit me", team, "volunteers_preferred") == {
        "Sam Okafor": ConflictKind.INVOLVED
    }


def test_a_preferred_volunteer_has_no_conflict() -> None:
    assert found("Sam Okafor", watch(volunteer("Sam Okafor")), "volunteers_preferred") == {}


def test_a_partner_named_in_a_story_keeps_the_volunteer_away() -> None:
    team = watch(volunteer("Sam Okafor", apart=("Rowan Castellanos",)))
    assert found("Rowan Castellanos said it", team) == {"Sam Okafor": ConflictKind.KEPT_APART}
    assert found("Rowan said it", team) == {"Sam Okafor": ConflictKind.POSSIBLE_MATCH}


def test_whoever_is_kept_apart_from_an_involved_volunteer_is_kept_away_both_ways() -> None:
    team = watch(volunteer("Sam Okafor", apart=("reed, will",)), volunteer("Will Reed"))
    assert found("Will Reed said it", team)["Sam Okafor"] is ConflictKind.KEPT_APART
    assert found("Sam Okafor said it", team)["Will Reed"] is ConflictKind.KEPT_APART


def test_a_handle_is_looked_for_whole_and_not_by_its_parts() -> None:
    team = watch(volunteer("Maria Cruz", aliases=("@maricruz_dsa",)))
    assert found("the DSA meeting went badly", team) == {}
    assert found("maricruz_dsa wrote it", team) == {"Maria Cruz": ConflictKind.INVOLVED}


@pytest.mark.parametrize(
    "text", ["a" * 49_000 + " @", "will mark hope " * 3_300, "will. " * 8_000, "x@" * 20_000]
)
def test_a_hostile_text_is_read_without_getting_stuck(text: str) -> None:
    assert isinstance(found(text, watch(volunteer("Will Reed"), volunteer("Hope Mark"))), dict)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my roommate T.J. hit me", "T.J. Wong"), ("TJ hit me", "T.J. Wong"), ("tj hit me", "T.J. Wong"),
        ("T. J. hit me", "T.J. Wong"), ("mariajose hit me", "María-José de la Cruz"),
        ("it was SMJ", "Siobhan Murphy-Jones"), ("write to smurphyjones@example.net", "Siobhan Murphy-Jones"),
        ("小龍打我", "李小龍"), ("길동이가 그랬어요", "홍길동"), ("Ms. Murphy-Jones", "Siobhan Murphy-Jones"),
    ],
)  # fmt: skip
def test_parts_and_initials_of_longer_names_are_seen(text: str, name: str) -> None:
    assert name in found(text, watch(volunteer(name)))


def test_names_to_keep_apart_may_have_commas_between_them() -> None:
    team = watch(volunteer("Sam Okafor", apart=("Will Reed", "Rowan Castellanos")), volunteer("Will Reed"))
    assert found("Rowan Castellanos said it", team)["Sam Okafor"] is ConflictKind.KEPT_APART


def test_a_name_made_of_the_commonest_words_needs_its_capitals() -> None:
    team = watch(volunteer("An Do"))
    assert found("i don't know what an do-over means", team) == {}
    assert found("An Do told me", team) == {"An Do": ConflictKind.INVOLVED}


def test_everyday_words_as_first_names_in_small_letters_are_mostly_seen() -> None:
    """The hardest kind: the corpus's own names apart, no capital and no surname to go by."""
    hardest = CORPUS["small_letters"][0]
    missed = [
        sentence
        for name in hardest["names"]
        for sentence in hardest["sentences"]
        if not found(sentence.format(name=name), watch(volunteer(f"{name.title()} Zelinskaya")))
    ]
    assert len(missed) <= 0.07 * len(hardest["names"]) * len(hardest["sentences"]), missed


@pytest.mark.parametrize("name", ["Mike", "Jack", "Nick", "Ken", "Sandy", "Reed", "Penny", "Josh"])
def test_a_name_that_is_hardly_ever_a_word_counts_wherever_it_stands(name: str) -> None:
    text = f"I saw Alice there. After that {name.lower()} everything changed in Brooklyn."
    assert found(text, watch(volunteer(f"{name} Zelinskaya"))) != {}


@pytest.mark.parametrize(
    "text",
    [
        "then mark n i had words", "then mark n me had words", "what did mark say", "where does mark live",
        "what do mark and the others want", "mark", "mark.",
    ],
)  # fmt: skip
def test_a_first_name_in_small_letters_that_is_a_verb_too_counts_where_it_stands_like_a_name(
    text: str,
) -> None:
    assert found(text, watch(volunteer("Mark Adler"))) == {"Mark Adler": ConflictKind.POSSIBLE_MATCH}


@pytest.mark.parametrize("text", ["sometimes will pinches me", "then will drags her out", "will corners us"])
def test_a_first_name_in_small_letters_that_is_a_helping_verb_too_counts_before_what_somebody_does(
    text: str,
) -> None:
    assert found(text, watch(volunteer("Will Park"))) == {"Will Park": ConflictKind.POSSIBLE_MATCH}


@pytest.mark.parametrize("text", ["they mark the ballots", "we did mark the ballots"])
def test_where_it_stands_like_a_verb_it_is_no_name(text: str) -> None:
    assert found(text, watch(volunteer("Mark Adler"))) == {}
