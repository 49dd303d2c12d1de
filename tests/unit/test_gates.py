"""Answers after which a coordinator speaks first, and whether the requester can be reached."""

import pytest

from automations.core.gates import ADDS, DANGER, WITHDRAWS, gates, reachable
from sheets_schema.form import BY_KEY

PLAIN = {
    "about": "New",
    "concerns": "Set up a mediated conversation",
    "within_org": "Yes",
    "immediate_danger": "No",
}


def strange(key: str) -> str:
    return f"the answer to '{BY_KEY[key].title}' is none that is known"


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        ({}, []),
        ({"concerns": "Harassment or violence"}, ["harassment or violence"]),
        ({"concerns": "Make amends, HARASSMENT or violence"}, ["harassment or violence"]),
        ({"concerns": "Acoso o violencia"}, ["harassment or violence"]),
        ({"concerns": "Belästigung oder Gewalt"}, ["harassment or violence"]),
        ({"immediate_danger": "Yes"}, [DANGER]),
        ({"immediate_danger": " yes! "}, [DANGER]),
        ({"immediate_danger": "No\nYes"}, [DANGER]),
        ({"immediate_danger": "Yes, since Monday"}, [DANGER, strange("immediate_danger")]),
        ({"immediate_danger": ""}, []),
        ({"within_org": "No"}, ["not about organizing work"]),
        ({"within_org": "Not sure"}, []),
        ({"within_org": "Yes\nno."}, ["not about organizing work"]),
        ({"about": "Adding to an earlier one"}, [ADDS]),
        ({"about": "Withdrawing an earlier one"}, [WITHDRAWS]),
        ({"about": "Nueva"}, [strange("about")]),
        ({"within_org": "Sí"}, [strange("within_org")]),
        (
            {"concerns": "Harassment or violence", "within_org": "No", "immediate_danger": "Yes"},
            ["harassment or violence", DANGER, "not about organizing work"],
        ),
    ],
)
def test_a_coordinator_speaks_first_after_these_answers(answers: dict[str, str], reasons: list[str]) -> None:
    assert list(gates({**PLAIN, **answers})) == reasons


def test_where_a_question_was_not_asked_a_coordinator_must_look() -> None:
    asked = {key: answer for key, answer in PLAIN.items() if key not in ("concerns", "within_org")}
    titles = f"'{BY_KEY['concerns'].title}' or '{BY_KEY['within_org'].title}'"
    assert list(gates(asked)) == [f"the export had no column for {titles}"]
    assert list(gates({key: answer for key, answer in PLAIN.items() if key != "about"})) == []


@pytest.mark.parametrize("contact", ["", " ", "none", "None.", "N/A", "no", "nope!", "—", "..."])
def test_who_left_no_address_can_not_be_reached(contact: str) -> None:
    assert not reachable({"contact": contact})


@pytest.mark.parametrize(
    ("ways", "can"),
    [
        ("", True),
        ("Email me", True),
        ("Wait, I will contact you", False),
        ("Email me, Wait, I will contact you", True),
    ],
)
def test_who_said_to_wait_for_them_and_nothing_else_is_not_reached_out_to(ways: str, can: bool) -> None:
    assert reachable({"contact": "someone@example.org", "may_contact_by": ways}) is can


def test_an_export_without_the_questions_leaves_nobody_to_reach() -> None:
    assert not reachable({})
    assert reachable({"contact": "someone@example.org"})
