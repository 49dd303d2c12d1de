"""Names as they are looked for and read: taken apart, spelled otherwise, and with an address beside them."""

import unicodedata

import pytest

from automations.core.names.contacts import contact
from automations.core.names.lookout import Lookout, Person, lookout, mailbox
from automations.core.names.spelling import Token, clean, disguises, plain, spellings, tokens, unspaced

SAM = "Sam Okafor"


def meant(words: str, *people: str) -> dict[str, frozenset[str]]:
    """Each of the words to the same people."""
    return {word: frozenset(people) for word in words.split()}


def shortened(pairs: str, *people: str) -> dict[tuple[str, str], frozenset[str]]:
    """Each pair of words, written with a - between, to the same people."""
    found = (pair.split("-") for pair in pairs.split())
    return {(one, two): frozenset(people) for one, two in found}


def named(*names: str) -> Lookout:
    return lookout([Person("she", names)], frozenset())


def test_a_name_of_two_words_is_looked_for_whole_in_part_and_shortened() -> None:
    person = Person(SAM, (SAM,), ("S.Okafor+crt@GMail.com", "sam@example.org"))
    assert lookout([person], frozenset({"river"})) == Lookout(
        whole=meant("samokafor okaforsam", SAM),
        single=frozenset(),
        beginnings=frozenset(
            """s sa sam samo samok samoka samokaf samokafo samokafor
            o ok oka okaf okafo okafor okafors okaforsa okaforsam""".split()
        ),
        parts=meant("sam okafor samokafor", SAM),
        firsts=frozenset({"sam"}),
        abbreviated=shortened("sam-o s-okafor okafor-s o-sam s-o", SAM),
        initials=meant("so", SAM),
        emails=meant("sokafor@gmail.com sam@example.org", SAM),
        scripts={},
        script_parts={},
        ordinary=frozenset({"river"}),
        longest=2,
    )


def test_words_in_the_middle_of_a_name_may_be_left_out_or_stand_with_the_next() -> None:
    found = named("Ana de Vries")
    assert found.whole == meant(
        "anadevries anavriesde deanavries devriesana vriesanade vriesdeana anavries vriesana", "she"
    )
    assert found.parts == meant("ana vries devries anade", "she")
    assert found.firsts == {"ana"}
    assert found.abbreviated == shortened("ana-v a-vries vries-a v-ana a-v a-devries", "she")
    assert found.initials == meant("adv av", "she")
    assert found.longest == 3


def test_a_middle_name_of_four_letters_is_looked_for_alone_one_of_three_is_not() -> None:
    assert named("Ada Rosa Lind").parts == meant("ada lind rosa rosalind adarosa", "she")
    assert named("Ana Rosa de Vries").parts == meant("ana vries rosa anarosa anarosade rosadevries", "she")
    assert named("Ada Eva Lind").parts == meant("ada lind evalind adaeva", "she")


def test_initials_before_a_surname_are_one_first_name() -> None:
    found = named("J. R. Ito")
    assert found.whole == meant("jrito jitor rjito ritoj itojr itorj jito itoj", "she")
    assert found.parts == meant("jr ito jrito", "she")
    assert found.firsts == {"jr"}
    assert found.abbreviated == shortened("jr-i j-ito ito-j i-jr j-i", "she")
    assert found.initials == meant("jri ji", "she")
    three = named("J. R. R. Ito")
    assert three.parts == meant("jrr ito jrrito", "she")
    assert three.initials == meant("jrri ji", "she")


def test_a_single_initial_is_nobodys_name_by_itself() -> None:
    found = named("J. Ito")
    assert found.parts == meant("ito jito", "she")
    assert found.firsts == {"j"}
    assert found.abbreviated == shortened("j-i j-ito ito-j i-j", "she")
    only = named("T. J.")
    assert (only.parts, only.firsts) == ({}, frozenset({"t"}))
    assert only.initials == meant("tj", "she")


def test_initials_behind_the_first_name_stay_where_they_are() -> None:
    found = named("Ada J. K.")
    assert found.firsts == {"ada"}
    assert found.parts == meant("ada adaj", "she")
    assert found.initials == meant("ajk ak", "she")


def test_of_a_very_long_name_the_first_and_the_last_four_words_count() -> None:
    found = named("Ada Bea Cleo Dora Edda Fay")
    assert len(found.whole) == 120 + 2
    assert found.whole["adacleodoraeddafay"] == {"she"}
    assert found.whole["fayeddadoracleoada"] == {"she"}
    assert {"adafay", "fayada"} <= found.whole.keys()
    assert found.longest == 6
    five = named("Ada Bea Cleo Dora Edda")
    assert len(five.whole) == 120 + 2
    assert "adabeacleodoraedda" in five.whole


def test_a_nickname_of_one_word_is_a_whole_name_and_a_first_name() -> None:
    found = lookout([Person(SAM, (SAM, "Bo"))], frozenset())
    assert found.single == {"bo"}
    assert found.firsts == {"sam", "bo"}
    assert found.whole == meant("samokafor okaforsam bo", SAM)
    assert found.parts == meant("sam okafor samokafor", SAM)
    assert {"b", "bo"} <= found.beginnings
    alone = named("Bo")
    assert (alone.longest, alone.initials, alone.abbreviated) == (1, {}, {})
    assert lookout([], frozenset()).longest == 1


@pytest.mark.parametrize("handle", ["@lee_park", "lee_park", "@lee-park", "Lee Park 1"])
def test_of_a_handle_no_part_is_anybodys_name(handle: str) -> None:
    found = named(handle)
    assert "leepark" in found.beginnings
    assert (found.parts, found.initials, found.abbreviated, found.firsts) == ({}, {}, {}, frozenset())


def test_a_name_that_two_have_means_both() -> None:
    found = lookout(
        [Person(SAM, (SAM,), ("crt@example.org",)), Person("Sam Ito", ("Sam Ito",), ("CRT@example.org",))],
        frozenset(),
    )
    assert found.parts["sam"] == {SAM, "Sam Ito"}
    assert found.parts["ito"] == {"Sam Ito"}
    assert found.emails == meant("crt@example.org", SAM, "Sam Ito")
    assert found.initials == {"so": frozenset({SAM}), "si": frozenset({"Sam Ito"})}


def test_in_a_script_without_spaces_the_given_name_follows_the_first_sign() -> None:
    found = named(" 李小龍 ")
    assert found.scripts == meant("李小龍", "she")
    assert found.script_parts == meant("小龍", "she")
    assert found.whole == meant("lixiaolong", "she")
    two = named("李龍")
    assert (two.scripts, two.script_parts) == (meant("李龍", "she"), {})
    apart = named("李 小龍")
    assert (apart.scripts, apart.script_parts) == ({"李 小龍": frozenset({"she"})}, {})
    mixed = named("LEE李")
    assert (mixed.scripts, mixed.script_parts) == (meant("lee李", "she"), meant("ee李", "she"))
    assert named(SAM).scripts == {}


def test_an_umlaut_is_looked_for_in_both_ways_to_write_it() -> None:
    found = named("Jörg Lind")
    assert found.whole == meant("jorglind lindjorg joerglind lindjoerg", "she")
    assert found.firsts == {"jorg", "joerg"}


@pytest.mark.parametrize(
    ("address", "box"),
    [
        (" S.Okafor+crt@GMAIL.com ", "sokafor@gmail.com"),
        ("s.oka.for@googlemail.com", "sokafor@googlemail.com"),
        ("Sam.Okafor+crt+more@Example.org", "sam.okafor@example.org"),
        ("sam@ho.me@gmail.com", "sam@home@gmail.com"),
        ("ｓａｍ@example.org", "sam@example.org"),
        ("sam\u200b@example.org", "sam@example.org"),
    ],
)
def test_addresses_at_which_the_same_person_gets_mail_are_one(address: str, box: str) -> None:
    assert mailbox(address) == box


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P a r k  said", "Park  said"),
        ("it was O.k.a.f.o.r", "it was Okafor"),
        ("O_k-a·f*o r", "Okafor"),
        ("S a went", "S a went"),
        ("S a m went", "Sam went"),
        ("it was S_a-m", "it was Sam"),
        ("J. R. R. Ito", "J. R. R. Ito"),
        ("Sa\u200bm\u00ad O\ufeffkafor", "Sam Okafor"),
        ("ﬁne Ｓａｍ", "fine Sam"),
        ("Jo\u0308rg", "J\u00f6rg"),
    ],
)
def test_a_name_in_which_letters_are_apart_or_hidden_signs_stand_is_read_whole(text: str, words: str) -> None:
    assert clean(text) == words


def test_a_text_is_read_word_by_word() -> None:
    assert tokens("Sam’s O'Brien ANNA i J (TJ's) x2, Müller’ ー") == [
        Token("sam", 0, 5, capital=True, shouted=False, owner=True),
        Token("obrien", 6, 13, capital=True, shouted=False, owner=False),
        Token("anna", 14, 18, capital=True, shouted=True, owner=False),
        Token("i", 19, 20, capital=False, shouted=False, owner=False),
        Token("j", 21, 22, capital=True, shouted=False, owner=False),
        Token("tj", 24, 28, capital=True, shouted=True, owner=True),
        Token("x2", 30, 32, capital=False, shouted=False, owner=False),
        Token("muller", 34, 40, capital=True, shouted=False, owner=False),
    ]
    assert [token.plain for token in tokens("ー Sam_Okafor ー Lee")] == ["sam", "okafor", "lee"]


@pytest.mark.parametrize(
    ("word", "simple"),
    [
        ("O'Brien", "obrien"),
        ("O’Bʼr`ien", "obrien"),
        ("MÜLLER", "muller"),
        ("Łukasz", "lukasz"),
        ("Ильич", "ilich"),
        ("李小龍", "lixiaolong"),
        (unicodedata.normalize("NFD", "홍길동"), "honggildong"),
        ("ß", "ss"),
        ("sam7", "sam7"),
        ("々", ""),
    ],
)
def test_a_word_is_compared_as_small_latin_letters(word: str, simple: str) -> None:
    assert plain(word) == simple


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (SAM, [["sam", "okafor"]]),
        ("MÜLLER, Åsa", [["muller", "asa"], ["mueller", "aasa"]]),
        ("Bjørn Löf-Käll", [["bjorn", "lof", "kall"], ["bjoern", "loef", "kaell"]]),
        ("", []),
        (" – ", []),
    ],
)
def test_a_name_has_a_spelling_with_its_umlauts_written_out(name: str, found: list[list[str]]) -> None:
    assert spellings(name) == found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("it was Sam", set()),
        ("it was Sаm Оkаfоr", {"it was Sam Okafor"}),
        ("5am 0kaf0r", {"sam okafor"}),
        ("s@m met a$hley", {"sam met ashley"}),
        ("$am owes me $50", {"sam owes me $50"}),
        ("sam_0 in 2026, room 571", set()),
        ("Сергей", set()),
        ("SamOkafor", {"Sam Okafor"}),
        ("5am and LeePark", {"sam and LeePark", "5am and Lee Park"}),
        ("IT WAS SAM", set()),
    ],
)
def test_a_disguised_name_is_read_as_it_looks(text: str, read: set[str]) -> None:
    assert disguises(text) == read


@pytest.mark.parametrize(
    ("text", "holds"),
    [("홍길동", True), ("it was 李", True), ("สมชาย", True), (SAM, False), ("Ольга", False), ("", False)],
)
def test_which_scripts_have_no_spaces_to_tell_a_name_by(text: str, holds: bool) -> None:
    assert unspaced(text) is holds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to sam@example.org", "an e-mail address"),
        ("SAM (AT) EXAMPLE (DOT) ORG", "an e-mail address"),
        ("sam at example dot org", "an e-mail address"),
        ("ｓａｍ＠example.org", "an e-mail address"),
        ("call +1 (555) 010-0199", "a phone number"),
        ("٠١٧٠١٢٣٤٥٦٧", "a phone number"),
        ("５５５ ０１０ ０１９９", "a phone number"),
        ("from 11/3 - 11/5, then 555 010 0199", "a phone number"),
        ("555 010 0199 but not on 11/3 - 11/5", "a phone number"),
        ("from 11/3 - 11/5", ""),
        ("1,250,000 people", ""),
        ("on 2026-11-03 at 14:30", ""),
        ("room 123 2026-11-03 45 chairs", ""),
        ("see name at example.org", ""),
        ("about seven people", ""),
        ("", ""),
    ],
)
def test_a_way_to_reach_somebody_is_told_from_days_times_and_counts(text: str, kind: str) -> None:
    assert contact(text) == kind
