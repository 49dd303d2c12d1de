"""Which earlier case a request joins, and how its phrase is kept and known again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from automations.core import joining, marks, phrases
from automations.core.joining import Joined
from automations.core.marks import Marks
from tests.unit.offices import CODE, OTHER, THIRD, sent

PHRASE = "The blue heron, at dusk"
HASHED = "acc2ec637246077eb9b65d1a4a185fa1a9472bc0d126acf3e9bcca7aa949ecb4"
"""scrypt (RFC 7914; N 16384, r 8, p 1, 32 octets) of theblueheronatdusk with the salt `salt`."""
KEPT = f"salt {HASHED}"
TOO_SHORT = "a-b c!"
ADDING, WITHDRAWING = "Adding to an earlier one", "Withdrawing an earlier one"


def is_closed(code: str) -> bool:
    return code == OTHER


def itself(code: str) -> str:
    return code


def marked(value: str, code: str = CODE) -> Joined | None:
    return joining.joined(Marks({marks.joins(code): value, marks.joins(THIRD): "wrong"}), CODE)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (f"adding {OTHER}", Joined("adding", OTHER)),
        (f"withdrawing {OTHER}", Joined("withdrawing", OTHER)),
        (f"adding {OTHER} late", Joined("adding", OTHER, late=True)),
        (f"adding {OTHER} early", Joined("adding", OTHER)),
        (f"adding {OTHER} late or so", Joined("adding", OTHER, late=True)),
        ("wrong", Joined("wrong", "")),
        ("several", Joined("several", "")),
        ("", None),
        (" ", None),
    ],
)
def test_what_was_found_when_a_request_came_in_is_read_back(value: str, found: Joined | None) -> None:
    assert marked(value) == found
    assert marked(value, OTHER) is None


@pytest.mark.parametrize(
    ("found", "mark"),
    [
        (f"adding {CODE}", f"adding {CODE}"),
        (f"adding {OTHER}", f"adding {OTHER} late"),
        (f"withdrawing {OTHER}", f"withdrawing {OTHER} late"),
        ("wrong", "wrong"),
    ],
)
def test_what_joins_a_case_that_was_closed_meanwhile_came_late(found: str, mark: str) -> None:
    assert joining.as_it_is_now(found, is_closed) == mark
    assert joining.as_it_is_now("unheard", lambda _: True) == "unheard"


def test_once_a_case_is_opened_again_what_came_late_for_it_joins_it() -> None:
    known = Marks(
        {
            marks.joins("a"): f"adding {CODE} late",
            marks.joins("b"): f"withdrawing {THIRD} late",
            marks.joins("c"): f"adding {OTHER} late",
            marks.joins("d"): f"adding {CODE}",
            marks.joins("e"): "wrong",
            marks.answers("f"): f"adding {CODE} late",
        }
    )
    assert joining.no_longer_late(known, is_closed) == {
        marks.joins("a"): f"adding {CODE}",
        marks.joins("b"): f"withdrawing {THIRD}",
    }


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"about": ADDING}, "adding"), ({"about": " WITHDRAWING an earlier one "}, "withdrawing"),
        ({"about": "New"}, ""), ({"about": "Not adding"}, ""), ({"about": ""}, ""), ({}, ""),
        ({"name": ADDING}, ""),
    ],
)  # fmt: skip
def test_a_request_says_itself_that_it_joins_an_earlier_one(answers: dict[str, str], kind: str) -> None:
    assert joining.kind(answers) == kind


def test_wrong_phrases_are_counted_by_the_day() -> None:
    day, before = date(2026, 11, 10), date(2026, 11, 9)
    values = {"a": "wrong", "b": "wrong", "c": "unheard", "d": f"adding {CODE}", "e": "wrong", "f": "wrong"}
    known = {marks.joins(code): value for code, value in values.items()} | {marks.answers("g"): "wrong"}
    received = {"a": day, "b": day, "c": day, "d": day, "e": before, "g": day}
    assert joining.guesses(known, received, day) == 2
    assert joining.guesses(known, received, before) == 1
    assert joining.guesses(known, received, date(2026, 11, 11)) == 0


def found(
    known: Mapping[str, str], *newest: str, guessed: int = 0, about: str = ADDING, phrase: str = PHRASE
) -> str:
    return joining.found(sent(about=about, own_phrase=phrase), known, newest, guessed, itself)


def test_the_right_phrase_joins_its_case_and_any_other_none() -> None:
    known = {marks.phrase(CODE): KEPT, marks.phrase(OTHER): f"other {HASHED}"}
    assert found(known, THIRD, OTHER, CODE) == f"adding {CODE}"
    assert found(known, CODE, about=WITHDRAWING) == f"withdrawing {CODE}"
    assert found(known, THIRD, OTHER) == "wrong"
    assert found(known, CODE, phrase="The red heron, at dusk") == "wrong"
    assert found({marks.phrase(CODE): phrases.kept("abc", "salt")}, CODE, phrase="abc") == "wrong"
    nothing_said = replace(sent(), answers={"about": ADDING})
    assert joining.found(nothing_said, known, [CODE], 0, itself) == "wrong"


def test_a_phrase_of_several_cases_joins_none_but_a_duplicate_leads_to_its_case() -> None:
    known = {marks.phrase(CODE): KEPT, marks.phrase(OTHER): KEPT}
    assert found(known, CODE, OTHER) == "several"
    response = sent(about=ADDING, own_phrase=PHRASE)
    leads = {CODE: THIRD, OTHER: THIRD}
    assert joining.found(response, known, [CODE, OTHER], 0, leads.__getitem__) == f"adding {THIRD}"


@pytest.mark.parametrize(("guessed", "heard"), [(4, True), (5, False), (6, False)])
def test_after_five_wrong_phrases_a_day_none_is_heard(guessed: int, heard: bool) -> None:
    known = {marks.phrase(CODE): KEPT}
    assert found(known, CODE, guessed=guessed) == (f"adding {CODE}" if heard else "unheard")


def test_only_the_newest_cases_that_have_a_phrase_are_held_against_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(phrases, "MOST_COMPARED", 2)  # a hundred take seconds
    known = {marks.phrase(CODE): KEPT, marks.phrase(OTHER): KEPT, marks.phrase(THIRD): KEPT}
    newest = ["without", OTHER, CODE, THIRD]
    assert joining.meant(PHRASE, known, newest) == [OTHER, CODE]
    assert joining.meant(TOO_SHORT, known, newest) == []


def test_only_a_new_request_s_phrase_that_says_enough_is_kept() -> None:
    salts = iter(["salt"])
    new = sent(about="New", own_phrase=PHRASE)
    assert joining.keep(new, CODE, lambda: next(salts)) == {marks.phrase(CODE): KEPT}
    assert joining.keep(sent(about=ADDING, own_phrase=PHRASE), CODE, lambda: next(salts)) == {}
    assert joining.keep(sent(own_phrase=TOO_SHORT), CODE, lambda: next(salts)) == {}
    assert joining.keep(sent(), CODE, lambda: next(salts)) == {}


def test_a_phrase_that_was_kept_long_ago_is_known_again() -> None:
    assert phrases.kept(" the BLUE heron - at dusk ", "salt") == KEPT
    assert phrases.matches("theblueheronatdusk", KEPT)
    assert not phrases.matches(PHRASE, f"other {HASHED}")
    assert not phrases.matches(PHRASE, f"{KEPT} more")
    assert not phrases.matches(PHRASE, "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (PHRASE, "the blue HERON at dusk!", True),
        ("Straße 12", "STRASSE １２", True),
        ("ﾈｺ好き", "ネコ好き", True),
        ("İstanbul", "istanbul", True),
        ("don´t look", "dont look", True),
        ("cafe´s", "cafes", True),
        ("❤\ufe0f heart", "❤heart", True),
        ("1 + 2 = three", "12three", True),
        ("a^b `c", "abc", True),
        ("«Blue» — heron", "blue heron", True),
        ("☂\ufe00 rain", "☂ rain", True),
        ("🐦🏽", "🐦🏿", False),
        ("₀ x²", "0 x2", True),
        ("कमल", "कामिल", False),
        ("café", "cafe", False),
        ("phrase 1", "phrase 2", False),
        ("ist", "ıst", False),
    ],
)
def test_two_phrases_are_the_same_but_for_spaces_capitals_and_punctuation(
    one: str, other: str, same: bool
) -> None:
    assert phrases.are_same(one, other) is same


@pytest.mark.parametrize(
    ("phrase", "too_short"),
    [
        ("abc", True), ("abcd", False), ("a b-c!", True), ("a b-c d", False), ("鳥", True), ("青鳥", False),
        ("ab鳥", False), ("a鳥", True), ("🐦", True), ("🐦🐦", False), ("ｱｲｳ", False), ("ａｂｃ", True),
        ("12 34", False), ("", True),
    ],
)  # fmt: skip
def test_a_phrase_needs_four_letters_or_two_signs_as_wide_as_two(phrase: str, too_short: bool) -> None:
    assert phrases.says_nothing(phrase) is too_short
