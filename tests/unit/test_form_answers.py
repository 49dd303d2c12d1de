"""Which question a title asks, which choices were taken, and which answers a coordinator must see first."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from automations.core.gates import gates, reachable
from automations.core.responses import choices, csv_id, split_choices
from automations.core.taking_in.headings import cautions, headings
from sheets_schema.form import BY_KEY, FORM, KEYS

OFFERED = ("Email me", "Email", "Wait, I will contact you", "Call me")


@pytest.mark.parametrize(
    ("moment", "number", "id_"),
    [
        (datetime(2026, 11, 3, 17, 15, 22, tzinfo=UTC), 1, "20261103T171522Z-1"),
        (datetime(2026, 11, 3, 22, 5, 9, tzinfo=timezone(timedelta(hours=-8))), 12, "20261104T060509Z-12"),
    ],
)
def test_a_response_of_an_export_is_told_by_its_second_in_utc(
    moment: datetime, number: int, id_: str
) -> None:
    assert csv_id(moment, number) == id_


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Email me", ["Email me"]),
        ("Email me, Call me", ["Email me", "Call me"]),
        ("Email me;Call me", ["Email me", "Call me"]),
        ("Email me\nCall me", ["Email me", "Call me"]),
        ("Email, Email me", ["Email", "Email me"]),
        ("  EMAIL ME ;; call me ; ", ["EMAIL ME", "call me"]),
        ("Wait, I will contact you, Call me", ["Wait, I will contact you", "Call me"]),
        ("Wait, I will contact you", ["Wait, I will contact you"]),
        ("wait, perhaps", ["wait, perhaps"]),
        ("by letter, at work", ["by letter, at work"]),
        ("by letter, Call me", ["by letter", "Call me"]),
        ("by letter, at work, call me", ["by letter, at work", "call me"]),
        ("by letter; at work", ["by letter", "at work"]),
        ("by letter,Call me", ["by letter", "Call me"]),
        ("Email me, by letter", ["Email me", "by letter"]),
        ("Email me\nby letter", ["Email me", "by letter"]),
        ("Email me;XMPP", ["Email me", "XMPP"]),
        ("Call me at night, Email me", ["Call me at night", "Email me"]),
        ("Email mee", ["Email mee"]),
        ("by post ; ", ["by post"]),
        ("", []),
        (" ; ", []),
        ("\n", []),
    ],
)
def test_several_choices_are_told_apart_whatever_stands_between(text: str, found: list[str]) -> None:
    assert split_choices(text, OFFERED) == found


def test_a_choice_may_have_in_it_what_stands_between_choices() -> None:
    offered = ("lee", "Lee, Park", "Yes; always", "Yes")
    assert split_choices("Lee, Park", offered) == ["Lee, Park"]
    assert split_choices("Lee, Will", offered) == ["Lee", "Will"]
    assert split_choices("Yes; always", offered) == ["Yes; always"]
    assert split_choices("Yes; always;Yes; Lee, Park", offered) == ["Yes; always", "Yes", "Lee, Park"]


def test_the_choices_of_a_question_are_its_own_or_the_team() -> None:
    answers = {
        "may_contact_by": "Wait, I will contact you, Call me",
        "team_involved": "Park, Lee, Sam Okafor",
    }
    assert choices(answers, "may_contact_by") == ["Wait, I will contact you", "Call me"]
    assert choices(answers, "may_contact_by", ("Wait", "I will contact you")) == [
        "Wait, I will contact you",
        "Call me",
    ]
    assert choices(answers, "team_involved", ("Sam Okafor", "Park, Lee")) == ["Park, Lee", "Sam Okafor"]
    assert choices(answers, "team_involved") == ["Park, Lee, Sam Okafor"]
    assert choices(answers, "concerns") == []


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Timestamp", "timestamp"),
        ("marca  temporal", "timestamp"),
        ("タイムスタンプ", "timestamp"),
        ("You may", "may_contact_by"),
        ("  YOU  may: ", "may_contact_by"),
        ("You may. *", "may_contact_by"),
        ("Who else is involved", "people_involved"),
        ("Is anyone in danger right now?!", "immediate_danger"),
        ("Someone we can’t name?", "name"),
        ("Would you like to work with us?", "Would you like to work with us?"),
        (" A new\n question? ", "A new question?"),
        ("Email Address", ""),
        ("Total score:", ""),
        ("RESPONDENT’S EMAIL", ""),
        ("respondent's email address", ""),
        ("", ""),
        (" ? ", ""),
    ],
)
def test_a_title_asks_its_question_however_it_was_mangled(title: str, key: str) -> None:
    own = {"Someone we can't NAME": "name"}
    assert headings([title], own) == [key]
    assert headings(["You may", title, "Timestamp"], own) == ["may_contact_by", key, "timestamp"]


def test_a_title_that_ends_otherwise_is_another() -> None:
    assert headings(["Group A", "group x:", "Group"], {"Group X": "name"}) == ["Group A", "name", "Group"]


def test_every_title_of_the_form_is_known_and_a_team_may_give_it_another_meaning() -> None:
    assert headings([question.title for question in FORM], {}) == list(KEYS)
    own = {"Timestamp": "pronouns", "You may": "contact", "Username": "name"}
    assert headings(["timestamp", "You may?", "Username", "Horodateur"], own) == [
        "pronouns", "contact", "name", "timestamp",
    ]  # fmt: skip


def cautioned(missing: Iterable[str], *extra: str, not_asked: tuple[str, ...] = ()) -> list[str]:
    found = [key for key in KEYS if key not in {*missing}]
    return list(cautions("a.csv", [*found, "timestamp", "", *extra], not_asked))


ADVICE = "If a title was changed, map it under [form.titles] in the settings."


def test_where_questions_are_missing_and_titles_unknown_it_is_told() -> None:
    four = ("name", "pronouns", "hoped_for", "may_contact_by")
    assert cautioned(("pronouns",), "What pronouns?") == [
        f"a.csv: questions that were not found: 1 (Your pronouns); titles that are not known: 1. {ADVICE}"
    ]
    assert cautioned(four[:3], "One", "Two") == [
        "a.csv: questions that were not found: 3 (Your name (you may leave this blank); Your pronouns; "
        f"What are you hoping for?); titles that are not known: 2. {ADVICE}"
    ]
    assert cautioned(four, "One") == [
        "a.csv: questions that were not found: 4 (Your name (you may leave this blank); Your pronouns; "
        f"You may; …); titles that are not known: 1. {ADVICE}"
    ]
    assert cautioned(four, "One", not_asked=("name", "hoped_for")) == [
        "a.csv: questions that were not found: 2 (Your pronouns; You may); titles that are not known: 1. "
        f"{ADVICE}"
    ]
    assert cautioned(four) == []
    assert cautioned((), "One") == []
    assert cautioned(("name",), "One", not_asked=("name",)) == []


PLAIN = {
    "about": "New",
    "concerns": "Set up a mediated conversation",
    "within_org": "Yes",
    "immediate_danger": "No",
}
DANGER, HARM = "somebody may be in danger right now", "harassment or violence"


def strange(key: str) -> str:
    return f"the answer to '{BY_KEY[key].title}' is none that is known"


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        ({}, []),
        ({"concerns": "HARASSMENT or violence"}, [HARM]),
        ({"concerns": "Violenza"}, [HARM]),
        ({"concerns": "Make amends, assédio ou violência"}, [HARM]),
        ({"concerns": "Harcèlement"}, [HARM]),
        ({"immediate_danger": "No\n  YES. \n"}, [DANGER]),
        ({"immediate_danger": "Yes\nPerhaps"}, [DANGER, strange("immediate_danger")]),
        ({"within_org": "Yes\n NO! "}, ["not about organizing work"]),
        ({"within_org": "None"}, [strange("within_org")]),
        ({"immediate_danger": "No XX"}, [strange("immediate_danger")]),
        ({"about": "New\nADDING to an earlier one."}, ["adds to an earlier request"]),
        ({"about": "New\n withdrawing an earlier one"}, ["withdraws an earlier request"]),
        ({"about": "Not adding", "within_org": "?", "immediate_danger": "maybe"},
         [strange("about"), strange("within_org"), strange("immediate_danger")]),
        (
            {"concerns": "Gewalt", "immediate_danger": "yes", "within_org": "no",
             "about": "Adding to an earlier one\nWithdrawing an earlier one\nBoth"},
            [HARM, DANGER, "not about organizing work", "adds to an earlier request",
             "withdraws an earlier request", strange("about")],
        ),
    ],
)  # fmt: skip
def test_why_a_coordinator_speaks_first(answers: dict[str, str], reasons: list[str]) -> None:
    assert list(gates({**PLAIN, **answers})) == reasons


def test_what_an_export_did_not_ask_a_coordinator_looks_at() -> None:
    concerns, within, danger = (
        f"'{BY_KEY[key].title}'" for key in ("concerns", "within_org", "immediate_danger")
    )
    assert list(gates({})) == [f"the export had no column for {concerns} or {within} or {danger}"]
    assert list(gates({**PLAIN, "about": ""})) == []
    without = {key: answer for key, answer in PLAIN.items() if key != "within_org"}
    assert list(gates(without)) == [f"the export had no column for {within}"]


@pytest.mark.parametrize(
    ("contact", "ways", "can"),
    [
        ("sam@example.org", None, True),
        (" NONE. ", None, False),
        ("n/a!", "Email me", False),
        ("— 7 —", None, True),
        ("@X", None, True),
        ("?", None, False),
        ("sam@example.org", "WAIT, I will contact you", False),
        ("sam@example.org", "Wait, I will contact you;Text me", True),
        ("sam@example.org", "by letter", True),
        (None, "Email me", False),
    ],
)
def test_who_can_be_reached_left_an_address_and_did_not_say_to_wait(
    contact: str | None, ways: str | None, can: bool
) -> None:
    answers = {"contact": contact, "may_contact_by": ways}
    assert reachable({key: answer for key, answer in answers.items() if answer is not None}) is can
