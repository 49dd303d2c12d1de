"""Who on the lookout is named in a text: surely, possibly, or not at all."""

import pytest

from automations.core.names.lookout import Lookout, Person, lookout
from automations.core.names.mentions import Mention, mentions, prepare, surest

ORDINARY = frozenset("mark park hope grace will blue bell lamp hand".split())
SURE, POSSIBLE = True, False


def named(text: str, *people: Person | str, names_only: bool = False) -> dict[str, bool]:
    """Whom of these it names, and whether surely; each once."""
    known = [Person(one, (one,)) if isinstance(one, str) else one for one in people]
    return seen(text, lookout(known, ORDINARY), names_only)


def seen(text: str, watch: Lookout, names_only: bool = False) -> dict[str, bool]:
    prepared = prepare(text)
    found = mentions(prepared, watch, names_only=True) if names_only else mentions(prepared, watch)
    assert len({mention.person for mention in found}) == len(found)
    return {mention.person: mention.sure for mention in found}


def also(name: str, *others: str) -> Person:
    return Person(name, (name, *others))


@pytest.mark.parametrize(
    ("text", "addresses", "rest"),
    [
        ("Ask sam@example.org now", {"sam@example.org"}, ["ask", "now"]),
        ("Ask o'brien@example.org", {"o'brien@example.org", "brien@example.org"}, ["ask"]),
        ("sam at example dot org", {"sam@example.org"}, ["sam", "at", "example", "dot", "org"]),
        ("sam(AT)mail[DOT]example(dot)org", {"sam@mail.example.org"}, None),
        ("sam [at] example.org", {"sam@example.org"}, None),
        ("we met Sam there", set(), ["we", "met", "sam", "there"]),
    ],
)
def test_addresses_are_read_apart_from_the_words(
    text: str, addresses: set[str], rest: list[str] | None
) -> None:
    prepared = prepare(text)
    assert set(prepared.addresses) == addresses
    words = [word.plain for word in prepared.readings[0].words]
    assert rest is None or words == rest
    assert prepared.words == len(words)


def test_a_text_is_read_in_each_way_that_it_may_be_meant() -> None:
    assert [r.text for r in prepare("5am SamOkafor").readings] == [
        "5am SamOkafor",
        "5am Sam Okafor",
        "sam SamOkafor",
    ]
    assert [r.text for r in prepare("Ask a@example.org, now").readings] == ["Ask              , now"]
    assert [r.text for r in prepare("sam\u200b said").readings] == ["sam said"]


@pytest.mark.parametrize("text", ["Luke W hit me", "it was Luke W.", "then Luke W shouted"])
def test_an_initial_in_place_of_a_surname_is_part_of_the_name(text: str) -> None:
    assert named(text, "Luke W") == {"Luke W": SURE}


def test_each_person_is_mentioned_as_surely_as_anywhere() -> None:
    found = [Mention("Lee Park", False), Mention("Sam Okafor", False), Mention("Sam Okafor", True)]
    assert surest(iter(found)) == {Mention("Lee Park", False), Mention("Sam Okafor", True)}
    assert named("Okafor, I mean Sam Okafor. And Lee", "Sam Okafor", "Lee Park") == {
        "Sam Okafor": SURE,
        "Lee Park": POSSIBLE,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask s.ok+news@googlemail.com or lee@example.org", {"Sam Okafor": SURE, "Lee Park": SURE}),
        ("Ask sok@example.org", {}),
        ("Ask okafor_sam77@example.net or lee.park@example.net", {"Sam Okafor": SURE, "Lee Park": SURE}),
        ("Ask okafor@example.net or park8@example.net", {"Sam Okafor": POSSIBLE, "Lee Park": POSSIBLE}),
        ("Ask s.okafor@example.net or lee-p@example.net", {"Sam Okafor": POSSIBLE, "Lee Park": POSSIBLE}),
        ("Ask lp@example.net or lpa@example.net", {}),
        ("Ask bou@example.net and 王小明", {"Bo Ude": POSSIBLE, "王小明": SURE}),
        ("Ask ada@park.org", {}),
    ],
)
def test_an_address_names_whose_it_is_and_whose_name_stands_in_it(text: str, found: dict[str, bool]) -> None:
    sam = Person("Sam Okafor", ("Sam Okafor",), ("SOk@gmail.com", "sok@googlemail.com"))
    lee = Person("Lee Park", ("Lee Park",), ("Lee@Example.org",))
    assert named(text, sam, lee, "Bo Ude", "王小明") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我和王小明吵架了", {"王小明": SURE}),
        ("我和小明吵架了", {"王小明": POSSIBLE}),
        ("我和王小吵架了", {}),
        ("昨日LEE王は来た", {"Lee王": SURE}),
        ("和王小明和Lee王", {"王小明": SURE, "Lee王": SURE}),
    ],
)
def test_names_in_scripts_without_spaces_are_found_within_other_signs(
    text: str, found: dict[str, bool]
) -> None:
    assert named(text, "王小明", "Lee王") == found


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("then Sam Okafor shouted", SURE),
        ("then Okafor, Sam shouted", SURE),
        ("then Sam J. Okafor shouted", SURE),
        ("then Sam J. K. Okafor shouted", SURE),
        ("then Sam J. K. L. Okafor shouted", POSSIBLE),
        ("then sam j okafor shouted", POSSIBLE),
        ("then Sam of Okafor shouted", POSSIBLE),
        ("then sam okafors friend shouted", SURE),
        ("then sam okafor77 shouted", SURE),
        ("then sam7 okafor shouted", POSSIBLE),
        ("Sam Okafor", SURE),
    ],
)
def test_a_whole_name_is_sure_with_initials_in_its_midst_and_endings(text: str, sure: bool) -> None:
    assert named(text, "Sam Okafor") == {"Sam Okafor": sure}


def test_of_a_longer_name_what_stands_in_the_middle_may_be_left_out() -> None:
    people = ("Ana Maria Cruz", "Maria Lind")
    assert named("it was Ana Cruz", *people) == {"Ana Maria Cruz": SURE}
    assert named("it was Ana M. Cruz", *people) == {"Ana Maria Cruz": SURE}
    assert named("it was Ana Maria Cruz", *people) == {"Ana Maria Cruz": SURE}


def test_an_initial_is_part_of_a_name_at_its_beginning_and_at_the_end_of_a_text() -> None:
    assert named("then X Lind shouted", "X Lind") == {"X Lind": SURE}
    assert named("it was Luke W", "Luke W") == {"Luke W": SURE}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then june bug shouted", {"Junebug": SURE}),
        ("then sam mie shouted", {"Sammie": SURE}),
        ("then sam mie9 shouted", {"Sammie": SURE}),
        ("then boz zo shouted", {}),
        ("they told me I lied", {}),
        ("then mei shouted", {"Mei": SURE}),
        ("then mei88 shouted", {"Mei": SURE}),
        ("then Mei's friend shouted", {"Mei": SURE}),
        ("then 1312 shouted", {"@1312": SURE}),
        ("then 312 shouted", {}),
    ],
)
def test_a_short_name_of_one_word_is_not_put_together_from_two(text: str, found: dict[str, bool]) -> None:
    assert named(text, "Junebug", "Sammie", "Bozzo", "Mei", "@1312") == found


def test_whose_whole_name_it_is_takes_its_words_from_others_but_for_a_name_of_one_word() -> None:
    team = ("Sam Okafor", "Sam Ito", "Lee Okafor", "Will Reed", "Reed Will")
    assert named("Sam Okafor shouted", *team) == {"Sam Okafor": SURE}
    assert named("Ito, then Sam Okafor shouted", *team) == {"Sam Okafor": SURE, "Sam Ito": POSSIBLE}
    assert named("Sam Okafor, Ito shouted", *team) == {"Sam Okafor": SURE, "Sam Ito": POSSIBLE}
    assert named("Sam Okafor shouted, then Ito", *team) == {"Sam Okafor": SURE, "Sam Ito": POSSIBLE}
    assert named("Sam Okafor and Ada Lind came", "Sam Okafor", "Ada Lind", "Sam Ito", "Ada Ito") == {
        "Sam Okafor": SURE,
        "Ada Lind": SURE,
    }
    assert named("Samira shouted", also("Ada Lind", "Samira"), "Samira Ito") == {
        "Ada Lind": SURE,
        "Samira Ito": POSSIBLE,
    }


@pytest.mark.parametrize(
    ("text", "names_only", "found"),
    [
        ("we hope so", False, {}),
        ("we hope so", True, {"Hope": SURE}),
        ("We saw Hope there", False, {"Hope": SURE}),
        ("they have hope too", False, {}),
        ("they have high hopes", False, {}),
        ("they have @hope too", False, {"Hope": SURE}),
        ("hope you read that", False, {}),
        ("@hope you read that", False, {"Hope": SURE}),
        ("we did an do-over", False, {}),
        ("we did An do-over", False, {"An Do": SURE}),
        ("he will park there", False, {}),
        ("he will park Ada's car", False, {}),
        ("he Will park there", False, {"Will Park": SURE}),
        ("then will park came", False, {"Will Park": SURE}),
        ("will park hit someone", False, {"Will Park": SURE}),
        ("they and will park came", False, {"Will Park": SURE}),
    ],
)
def test_a_whole_name_of_ordinary_words_counts_where_it_stands_as_a_name(
    text: str, names_only: bool, found: dict[str, bool]
) -> None:
    assert named(text, "Hope", "An Do", "Will Park", names_only=names_only) == found


@pytest.mark.parametrize(
    ("text", "names_only", "found"),
    [
        ("later Okafor shouted", False, {"Sam Okafor": POSSIBLE}),
        ("We sat in Dolores Park there", False, {}),
        ("We sat in Dolores Park there", True, {"Lee Park": POSSIBLE}),
        ("we met park there", False, {"Lee Park": POSSIBLE}),
        ("we sat in the park", False, {}),
        ("we sat in the @park", False, {"Lee Park": POSSIBLE}),
        ("We met Sister Grace there", False, {"Grace Ito": POSSIBLE}),
        ("we had grace", False, {}),
        ("we had grace", True, {"Grace Ito": POSSIBLE}),
        ("we had @grace", False, {"Grace Ito": POSSIBLE}),
        ("later Okafor and Ito shouted", False, {"Sam Okafor": POSSIBLE, "Grace Ito": POSSIBLE}),
    ],
)
def test_a_part_of_a_name_is_possible_where_it_stands_as_a_name(
    text: str, names_only: bool, found: dict[str, bool]
) -> None:
    assert named(text, "Sam Okafor", "Lee Park", "Grace Ito", names_only=names_only) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then mark77 wrote", {"Mark Adler": POSSIBLE}),
        ("they took sams car", {"Sam Okafor": POSSIBLE}),
        ("then sams shouting began", {"Sam Okafor": POSSIBLE}),
        ("it was at marks place", {"Mark Adler": POSSIBLE}),
        ("high marks on the wall", {}),
        ("it was in may2023", {}),
        ("then ito1 wrote about adlers friend", {"May Ito": POSSIBLE, "Mark Adler": POSSIBLE}),
    ],
)
def test_a_number_behind_it_or_a_forgotten_apostrophe_is_no_part_of_a_name(
    text: str, found: dict[str, bool]
) -> None:
    assert named(text, "Mark Adler", "Sam Okafor", "May Ito") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then Xiao Ming shouted", {"Xiaoming Wang": POSSIBLE}),
        ("then xiao-ming shouted", {"Xiaoming Wang": POSSIBLE}),
        ("it was xiao ming", {"Xiaoming Wang": POSSIBLE}),
        ("then xiao, ming shouted", {}),
        ("then Xiao, Ming shouted", {}),
        ("then mar ley shouted", {"Marley Ito": POSSIBLE}),
        ("then bo ris shouted", {}),
        ("my friend T. J. hit me", {"T.J. Wong": POSSIBLE}),
        ("my friend t. j. hit me", {}),
        ("my friend T. j. hit me", {}),
        ("my friend t. J. hit me", {}),
        ("then blue bell shouted", {}),
        ("then bright hand shouted", {"Brighthand Lind": POSSIBLE}),
        ("then hand some shouted", {"Handsome Reed": POSSIBLE}),
    ],
)
def test_a_part_of_a_name_may_be_written_as_two_words(text: str, found: dict[str, bool]) -> None:
    team = ("Xiaoming Wang", "Marley Ito", "Boris Ito", "T.J. Wong", "Bluebell Lind", "Brighthand Lind")
    assert named(text, *team, "Handsome Reed") == found


def test_of_two_words_none_may_belong_to_somebody_else_s_whole_name() -> None:
    team = ("Xiaoming Wang", "Ming Lind")
    assert named("then Xiao Ming Lind shouted", *team) == {"Ming Lind": SURE}
    assert named("then Xiao Ming, Sam Okafor shouted", "Xiaoming Wang", "Sam Okafor") == {
        "Xiaoming Wang": POSSIBLE,
        "Sam Okafor": SURE,
    }
    assert named("then Lind Ming and Xiao Ming shouted", *team) == {
        "Ming Lind": SURE,
        "Xiaoming Wang": POSSIBLE,
    }
