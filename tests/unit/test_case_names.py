"""Which names a response itself gives, so that they are found where they should not stand."""

from dataclasses import replace

import pytest

from automations.core import marks
from automations.core.casework import case_names
from automations.core.casework.facts import Facts
from automations.core.casework.filed import Filed
from tests.unit.made_cases import made_case
from tests.unit.offices import CODE, OTHER, made_office, request

ORDINARY = frozenset(
    """bailey call called committee crew evening food id kitchen help house mediation meeting muller plan
    team think walk""".split()
)


def given_in(answer: str) -> list[str]:
    return [name.strip() for name in case_names.given_in(answer, ORDINARY)]


def told_in(answer: str) -> list[str]:
    return list(case_names.told_in(answer, ORDINARY))


def filed(code: str, *names: str) -> dict[str, str]:
    return {marks.case_file(code): Filed("a.xlsx", "1", Facts(names=names)).mark()}


def test_the_requester_and_the_parties_are_those_of_the_answer_and_the_case_file() -> None:
    office = made_office(
        request(), marks={**filed(CODE, "Lee Park; Ada Lind", "it was Will Reed"), **filed(OTHER, "Ola")}
    )
    unfiled = made_office(request(), marks=filed(OTHER, "Ola Nordmann"))
    case = made_case({"name": "Sam Okafor", "people_involved": "Ola Nordmann"})
    assert case_names.given(case, office, ORDINARY) == ("Sam Okafor", "Lee Park", "Ada Lind", "Reed")
    assert case_names.given(case, unfiled, ORDINARY) == ("Sam Okafor",)
    assert case_names.given(made_case({}), office, ORDINARY) == ("Lee Park", "Ada Lind", "Reed")
    assert case_names.given(made_case({"name": "Call me in the Evening"}), unfiled, ORDINARY) == ()


def test_who_else_is_involved_is_read_from_that_answer_alone() -> None:
    case = made_case({"name": "Sam Okafor", "people_involved": "My ex Quillon, and the Kitchen crew"})
    assert case_names.told(case, ORDINARY) == ("Quillon",)
    assert case_names.told(made_case({"name": "Sam Okafor"}), ORDINARY) == ()


def test_a_question_that_was_not_asked_gives_no_names() -> None:
    said = made_case({"name": "Sam Okafor", "people_involved": "Ola Nordmann"})
    case = replace(said, unasked=("name", "people_involved"))
    office = made_office(request(), marks=filed(CODE, "Lee Park"))
    assert case_names.given(case, office, ORDINARY) == ("Lee Park",)
    assert case_names.told(case, ORDINARY) == ()


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Sam Okafor", ["Sam Okafor"]),
        ("sam okafor", ["sam okafor"]),
        ("will park", ["will park"]),
        ("Kitchen Crew", ["Kitchen Crew"]),
        ("Sam Okafor; Lee Park and Ada", ["Sam Okafor", "Lee Park", "Ada"]),
        ("Sam Do", ["Sam Do"]),
        ("sam do", []),
        ("S\u200bam", ["Sam"]),
        ("Anonymous", []),
        ("Anonymous Member", []),
        ("Anonymous Sam", ["Anonymous Sam"]),
        ("Anonymous; Sam", ["Sam"]),
        ("J.", []),
        ("J. K", []),
        ("J", []),
        ("Bo", ["Bo"]),
        ("王", []),
        ("王伟", ["王伟"]),
        ("오 에", ["오 에"]),
        ("", []),
        ("You can call me Quillon Fairweather", ["Quillon Fairweather"]),
        ("It Is Quillon", ["Quillon"]),
        ("for Quillon Fairweather, it was Ada", ["Quillon Fairweather", "Ada"]),
        ("I'd rather not say", []),
    ],
)
def test_a_name_is_all_of_the_answer_unless_that_is_a_sentence_or_no_name(
    answer: str, names: list[str]
) -> None:
    assert given_in(answer) == names


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("I think Quillon Fairweather told Ada Lind", ["Quillon Fairweather", "Ada Lind"]),
        ("I think Quillon Müller was there", ["Quillon Müller"]),
        ("I think Müller was there", []),
        ("I think Quillon  Müller was there", ["Quillon"]),
        ("I think Quillon-Müller was there", ["Quillon"]),
        ("I think Quillon Is there", ["Quillon"]),
        ("I think Quillon and then Ada came", ["Quillon", "Ada"]),
        ("I think quillon was there", []),
        ("I think Q was there", []),
        ("I think Qi was there", ["Qi"]),
        ("I think it was my Neighbor, on Tuesday", []),
        ("I think it was my Neighbors, on Tuesdays", []),
        ("I think Nobodys was there", []),
        ("I think Boss was there", []),
        ("I think Walks was there", []),
        ("I think Bailey was there", ["Bailey"]),
        ("I think Grace was there", ["Grace"]),
        ("I think the trouble is in May", []),
        ("I think Park was there", []),
        ("in our Park", []),
        ("Mark my words, I told them", []),
        ("my Park", ["Park"]),
        ("of our Grace period, Grace is a word", ["Grace", "Grace"]),
        ("I think QUILLON was there", ["QUILLON"]),
        ("I think ANKITA was there", ["ANKITA"]),
        ("I think YDSAX was there", []),
        ("I think DSA was there", []),
        ("I THINK QUILLON WAS THERE", []),
    ],
)
def test_in_a_story_only_what_hardly_can_be_anything_else_is_a_name(answer: str, names: list[str]) -> None:
    assert told_in(answer) == names


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Quillon Fairweather; Kitchen Crew", ["Quillon Fairweather"]),
        ("Quillon Anna Maria Fairweather", ["Quillon Anna Maria Fairweather"]),
        ("El comité, Juan Pérez ", ["Juan Pérez"]),
        ("El comité, Juan Pérez y la otra", []),
        ("Quillon kommt", []),
        ("Quillon me grita", []),
        ("Herr Meier, Anna Maria Rosa Luisa Meier", ["Herr Meier"]),
        ("Kitchen Quillon", ["Kitchen Quillon"]),
        ("with Kitchen Quillon", ["Quillon"]),
        ("que el de las, Quillon told it", []),
        ("de Quillon", []),
        ("", []),
        ("S\u200bamira", ["Samira"]),
    ],
)
def test_elsewhere_than_in_english_only_entries_that_are_names_throughout_are_taken(
    answer: str, names: list[str]
) -> None:
    assert told_in(answer) == names
