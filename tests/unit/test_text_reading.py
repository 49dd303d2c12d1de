"""What holds for a whole text in which names are looked for: its capitals, its language, its sentences."""

import pytest

from automations.core.names.reading import Text, also_a_word
from automations.core.names.spelling import tokens
from tests.unit.test_reading import placed


@pytest.mark.parametrize(
    ("word", "ordinary"), [("park", True), ("grace", True), ("do", True), ("okafor", False), ("", False)]
)
def test_only_a_name_that_is_a_word_too_is_judged_by_its_place(word: str, ordinary: bool) -> None:
    assert also_a_word(word) is ordinary


@pytest.mark.parametrize(
    ("text", "everywhere"),
    [
        ("Grace Under Pressure Again", True),
        ("Grace Under Pressure", False),
        ("THE GRACE PERIOD IS OVER", True),
        ("One Two Three Four Five Six Seven eight nine ten", True),
        ("One Two Three Four Five Six seven eight nine ten", False),
        ("Grace Under 12 34 56", False),
        ("12 34 56 78 Grace Under Pressure Again", True),
        ("", False),
    ],
)
def test_in_a_title_of_four_words_or_more_capitals_tell_nothing(text: str, everywhere: bool) -> None:
    assert Text(text, tokens(text)).capitals_everywhere is everywhere


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("we met Ada there", True),
        ("We met there. Ada came", False),
        ("we met ADA there", False),
        ("you and I met there", False),
        ("we met ada there", False),
    ],
)
def test_a_writer_who_gives_names_capitals_is_known_by_one_within_a_sentence(text: str, within: bool) -> None:
    assert Text(text, tokens(text)).capitals_within is within


@pytest.mark.parametrize(
    ("text", "spanish"),
    [
        ("que de", True),
        ("que", False),
        ("que me", True),
        ("que de the", False),
        ("que de la the", True),
        ("que de la una the from", False),
        ("", False),
    ],
)
def test_a_text_is_spanish_where_more_than_two_to_one_of_the_little_words_are(
    text: str, spanish: bool
) -> None:
    assert Text(text, tokens(text)).spanish is spanish


@pytest.mark.parametrize(
    ("marked", "starts"),
    [
        ("{Mark} left.", True),
        ('"{Mark} left"', True),
        ("- {Mark} left", True),
        ("            {Mark} left", True),
        ("He left. {Mark} stayed.", True),
        ("He left for good! “{Mark} stayed.”", True),
        ("those who were there: {Mark}", True),
        ("he left for good\n{Mark} stayed", True),
        ("He left, {Mark} stayed.", False),
        ("X {Mark} left", False),
        ("when we all had left the {Mark}", False),
    ],
)
def test_a_sentence_starts_after_an_end_a_colon_or_a_line(marked: str, starts: bool) -> None:
    text, index = placed(marked)
    assert text.starts_sentence(text.words[index]) is starts


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("lee, mark", True),
        ("lee. mark", True),
        ("lee - mark", True),
        ("lee / mark", True),
        ("lee-mark", False),
        ("lee & mark", False),
        ("lee mark", False),
    ],
)
def test_words_are_beside_each_other_unless_a_stop_parts_them(text: str, stop: bool) -> None:
    one, other = tokens(text)
    assert Text(text, (one, other)).stop_between(one, other) is stop
