"""How a word that is also somebody's name reads where it stands: as the name, or as the word.

The word asked about stands in braces.
"""

import pytest

from automations.core.names.reading import Text, possessive_without_mark
from automations.core.names.spelling import tokens


def placed(marked: str) -> tuple[Text, int]:
    """The text without the braces, and which of its words stood in them."""
    start = marked.index("{")
    text = marked.replace("{", "").replace("}", "")
    words = tokens(text)
    return Text(text, words), [word.start for word in words].index(start)


def reads_as_name(marked: str) -> bool:
    text, index = placed(marked)
    return text.reads_as_name(index)


def surname_stands(marked: str) -> bool:
    text, index = placed(marked)
    return text.surname_stands(index)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("I saw {Mark} there.", True),
        ("I saw {Young} there.", True),
        ("The {Hope} sisters left.", True),
        ("We and Ada saw a {mark} there.", False),
        ("Ada went past {mark} quickly", True),
        ("We and Ada went past {mark} quickly", False),
        ("WE WENT PAST {MARK} QUICKLY", True),
        ("We Went Past {Mark} Quickly", True),
        ("we saw the {MARK} there", False),
        ("What The {Mark} Left Open", False),
        ("We saw what the {Mark} left open", True),
    ],
)
def test_a_capital_tells_a_name_where_capitals_tell_something(marked: str, name: bool) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("We broke up in {May} again", False),
        ("It was 4 {May} again", False),
        ("It was the 4th {May} again", False),
        ("It was here {May} 4 again", False),
        ("It was our {May} day march", False),
        ("It was our {May} meeting", False),
        ("It was our {May} meetings that failed", False),
        ("It was our {May} newsletter", False),
        ("I think {May} is fine", False),
        ("I think {May} was fine", False),
        ("It was our {May} June letter", False),
        ("It was April and {May} again", False),
        ("It was our {May} or June", False),
        ("It was our {May} and Lee", True),
        ("It was our {May} with June", True),
        ("It was April with {May} again", True),
        ("It was our {May} and May", True),
        ("We left in April then, {May} and Ada came", True),
        ("I saw {May} there", True),
        ("I saw {Mark} 4 times", True),
        ("I saw {Mark} and June", True),
    ],
)
def test_a_month_is_no_name_where_a_day_is_told(marked: str, name: bool) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("la casa de {park} y el perro", True),
        ("the house of {park} in town", False),
        ("they took {park}'s keys", True),
        ("they took {park} keys", False),
        ("they took the {park}'s keys", False),
        ("then ada {mark} faded on us", True),
        ("then ada's {mark} faded on us", False),
    ],
)
def test_in_spanish_and_with_an_apostrophe_it_is_a_name_and_what_is_owned_is_none(
    marked: str, name: bool
) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("{Do} said so.", True),
        ("{Do} you know?", False),
        ("{An} told me.", True),
        ("{An} apple fell.", False),
        ("{Mark}.", True),
        ("{Mark}, my words were ignored.", True),
        ("{Mark} from the committee was there.", True),
        ("{Mark} my ex threw it.", True),
        ("{Mark} my words.", False),
        ("{Mark} the box.", False),
        ("{Grace} of friend and foe.", False),
        ("{Hope} things get better.", False),
        ("{Hope} both said so.", True),
        ("{Grace} Jones left.", True),
        ("{Grace} Jones left?", True),
        ("{Will} Jones left.", True),
        ("{Will} Jones left. Who knows?", True),
        ("{Will} Jones left! Who knows?", True),
        ("{Will} Jones left\nWho knows?", True),
        ("{Will}? Or somebody else.", True),
        ("{Will} volunteers see this?", False),
        ("{Will} do.", False),
        ("{Will} they call.", False),
        ("{Will} said what?", True),
    ],
)
def test_at_the_start_of_a_sentence_what_follows_decides(marked: str, name: bool) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("{park} lee ada", True),
        ("{park} lee ada bo", False),
        ("for {park} lee", True),
        ("{park} into lee", False),
        ("they told {do} everything", False),
        ("they told {will} everything", True),
        ("did you see that {park} hit me", True),
        ("they know what {park} said then", True),
        ("did you see that {park} bench there", False),
        ("they say the {park} has rats", False),
        ("on this sheet you {mark} hit or miss", False),
        ("then {park} and i fought", True),
        ("then {park} n me fought", True),
        ("then {park} and they fought", False),
        ("then {park} or i fought", False),
        ("then {park} & the others fought", True),
        ("we sat there in {park}", False),
        ("we are afraid of {park} there", True),
        ("we are out of {park} there", False),
        ("we got tired around {park} trees", False),
        ("of {park} they were always afraid", False),
        ("it was {mark}", True),
        ("there was {hope}", False),
        ("what counts only is {hope}", False),
        ("it was {park}", False),
        ("it was {mark} we needed", False),
        ("we had {grace}", False),
    ],
)
def test_in_small_letters_signs_beside_it_make_a_name_of_a_word(marked: str, name: bool) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("and why does {grace} decide it", True),
        ("so what did {grace} decide then", True),
        ("so when do {grace} meetings end", True),
        ("so where was {grace} hiding", True),
        ("so then does {grace} decide it", False),
        ("and why would {grace} decide it", False),
    ],
)
def test_who_is_asked_about_is_a_name(marked: str, name: bool) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("we told {park} there in town", True),
        ("we told, {park} there in town", False),
        ("later my boyfriend {will} come", False),
        ("later my ex {will} hit me", False),
        ("they all miss my boyfriend {will}", True),
        ("my friend {park} the liar shouted", True),
        ("we helped {park} the bus", False),
        ("trying to {park} took an hour", False),
        ("it went on about {young}", True),
        ("sitting near {young} and talking", True),
        ("sitting near {young} trees again", False),
        ("then he lied to {young} again", True),
        ("then a walk to {young} again", False),
        ("then lee came with {will}", True),
        ("it was only lee and {will}", False),
        ("it was only lee or {will}", True),
        ("it was only lee and {young}", True),
        ("once lee and {will} after that", False),
    ],
)
def test_who_is_told_or_spoken_of_is_a_name(marked: str, name: bool) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("we went past {mark} there", True),
        ("they saw the {mark} there", False),
        ("there is so little {grace} in him", False),
        ("everybody {mark} your sheet", False),
        ("please {mark} your sheet", False),
        ("they have {hope} too", False),
        ("they want to {mark} sheets", False),
        ("he lied to {mark} all night", True),
        ("the red {mark} on him", False),
        ("this red {mark} on him", False),
        ("then red {mark} on him", True),
        ("we said this about {mark} years ago", True),
        ("{hope} you are all well", False),
        ("{mark} the box for them", False),
        ("{hope} to see them soon", False),
        ("{hope} for better days here", False),
        ("{mark} of the beast here", False),
        ("we tried and {hope} you see it", False),
        ("we went past {mark} you see", True),
        ("{mark} lee ada bo", True),
    ],
)
def test_in_doubt_it_is_a_name_unless_it_stands_as_the_word_does(marked: str, name: bool) -> None:
    assert reads_as_name(marked) is name


@pytest.mark.parametrize(
    ("marked", "acts"),
    [
        ("then {young} hit me", True),
        ("then {will} hit me", False),
        ("then {will} hits me", True),
        ("then {young}, hit me", False),
        ("then {young} said so", True),
        ("then {young} would come", True),
        ("then {young} always said so", True),
        ("then {young} really suddenly said so", True),
        ("then there {young} suddenly", False),
        ("then {young} shoved me", True),
        ("then {young} aced it", True),
        ("then {young} fed me", False),
        ("then {young} hundred of us", False),
        ("then {young} pins me down", True),
        ("then {young} grabs attention", False),
        ("then {young} always grabs me", True),
        ("then {young} grabs always me", False),
        ("then {young} press me", False),
        ("then {young} gas me", False),
        ("then {young} grab me", False),
        *((f"then {{young}} grabs {word} there", True) for word in "me my him her us over up at".split()),
    ],
)
def test_who_does_what_only_a_person_does_is_a_name(marked: str, acts: bool) -> None:
    assert reads_as_name(marked) is acts


@pytest.mark.parametrize(
    ("marked", "stands"),
    [
        ("we met {park} there", True),
        ("We met {Park} Slope people", True),
        ("We sat in the {Park} there", False),
        ("We sat for so {Long} there", False),
        ("We sat in Dolores {Park} there", False),
        ("Later we saw Dolores. {Park} said so", True),
        ("Later we saw Dolores, {Park} came", True),
        ("{Park} said so", True),
        ("{Park} rules were clear", False),
        ("then {park} said so", True),
        ("then {park} benches broke", False),
        ("We sat near {Park} Slope", False),
        ("We sat near {Park} SLOPE", True),
        ("We sat near {Park}. Ada came", True),
        ("We sat near {Park} again", True),
        ("We sat near {Park}", True),
        ("It was us until {May} again", False),
        ("They sat near {MARK} again", True),
    ],
)
def test_a_surname_that_is_a_word_too_needs_more_than_a_capital(marked: str, stands: bool) -> None:
    assert surname_stands(marked) is stands


@pytest.mark.parametrize(
    ("marked", "owns"),
    [
        ("we met at {marks} place", True),
        ("{marks} been following me", True),
        ("we met at {marks} wall", False),
        ("these {marks} always hurt", False),
        ("he {marks} a box", False),
        ("so {marks} always hurt", False),
    ],
)
def test_somebody_may_own_something_without_an_apostrophe(marked: str, owns: bool) -> None:
    assert possessive_without_mark(*placed(marked)) is owns
