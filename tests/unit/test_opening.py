"""What stands in a case file when it is made, line by line, and what joins it later."""

from dataclasses import replace

import pytest

from automations.core.case import EXTRA, Case
from automations.core.casework.case_file import FIRST_CONVERSATION, NEVER, changed, joining, opening
from automations.core.changes import AppendRows, Change
from automations.core.joining import WITHDRAWING, Joined
from sheets_schema.codec import Cell
from tests.unit.made_cases import made_case

CONTACT = {"contact": "someone@example.org"}
NONE_TICKED = ("Ways they ticked", "None: write once, in neutral words, and ask how.")
END = [
    ("Always", NEVER),
    *((f"First conversation {n}", step) for n, step in enumerate(FIRST_CONVERSATION, 1)),
    ("I give the case up (write your name)", None),
    ("A new volunteer may read this (write their name)", None),
]


def lines(changes: list[Change]) -> list[tuple[Cell, Cell]]:
    """Topic and words, of what goes into the Summary."""
    [change] = changes
    assert isinstance(change, AppendRows) and change.tab == "Summary"
    assert all(row.keys() == {"Topic", "What we know"} for row in change.rows)
    return [(row["Topic"], row["What we know"]) for row in change.rows]


def opened(answers: dict[str, str], officer: str = "") -> list[tuple[Cell, Cell]]:
    """Without what stands in every file."""
    found = lines(opening(made_case(answers), officer))
    assert set(END) <= set(found)
    return [line for line in found if line not in END]


def test_who_left_nothing_is_waited_for() -> None:
    assert opened({}) == [("How to reach them", "They left no way: wait for them."), NONE_TICKED]
    assert opened({"contact": "  "})[0] == ("How to reach them", "They left no way: wait for them.")


def test_each_way_stands_by_itself_and_what_is_not_ticked_is_never_used() -> None:
    assert opened({**CONTACT, "may_contact_by": "Email me;TEXT me"}) == [
        ("How to reach them", "someone@example.org"),
        ("Email me", "yes"),
        ("Text me", "yes"),
        ("Call me", "no: never do it"),
        ("Leave a voicemail", "no: never do it"),
        ("Message me on Signal", "no: never do it"),
    ]


def test_who_would_rather_write_first_is_left_to_it() -> None:
    wait = "Wait, I will contact you"
    assert opened({**CONTACT, "may_contact_by": wait})[-1] == (wait, "yes")


def test_all_that_the_pair_is_given_stands_there_and_no_more() -> None:
    answers = {
        **CONTACT, "safe_contact": "After six.", "name": "Ola", "pronouns": "they",
        "requesting_for": "Myself",
        "concerns": "Set up a mediated conversation", "what_happened": "This.", "hoped_for": "That.",
        "people_involved": "Kari", "team_involved": "No", "volunteers_to_avoid": "Sam Okafor",
        "volunteers_preferred": "Lee Park", f"{EXTRA}Where was it?": "There.", f"{EXTRA}Empty": "",
        "formal_report": "No", "name_of_something_else": "x",
    }  # fmt: skip
    assert opened(answers) == [
        ("How to reach them", "someone@example.org"),
        NONE_TICKED,
        ("To contact them safely", "After six."),
        ("Name", "Ola"),
        ("Pronouns", "they"),
        ("For whom they ask", "Myself"),
        ("What brings them here", "Set up a mediated conversation"),
        ("What happened", "This."),
        ("What they hope for", "That."),
        ("Who else is involved", "Kari"),
        ("Who on our team is involved", "No"),
        ("Where was it?", "There."),
    ]


def test_an_answer_too_long_for_a_cell_goes_on_in_further_lines() -> None:
    long = "a" * 40_000
    found = dict(opened({**CONTACT, "what_happened": long, f"{EXTRA}More": long}))
    for topic in ("What happened", "More"):
        assert f"{found[topic]}{found[f'{topic} (2)']}" == long


@pytest.mark.parametrize(
    ("officer", "where"), [("", ""), ("help@example.org", " You reach one here: help@example.org.")]
)
@pytest.mark.parametrize("answer", ["Yes", " yes "])
def test_who_asked_about_a_formal_report_is_told_how(answer: str, officer: str, where: str) -> None:
    words = (
        "They would like to know how to file one. You may say: “You can file a formal report with a "
        f"grievance officer, now or later, whether or not you go on with us.{where} We can help you "
        "write it. We pass nothing on unless you agree in writing.”"
    )
    assert opened({**CONTACT, "formal_report": answer}, officer)[-1] == ("Formal report", words)


def test_what_the_requester_changed_joins_below_but_for_whom_they_avoid() -> None:
    case = made_case({"name": "Ola", "safe_contact": "", "volunteers_to_avoid": "Sam"})
    keys = ("name", "safe_contact", "volunteers_to_avoid")
    told = "Tue 10 Nov.\nName: Ola\nTo contact them safely: (nothing any more)"
    assert lines(changed(case, 2, "Tue 10 Nov", keys)) == [("Changed no. 2", told)]
    hidden = "Tue 10 Nov.\nSomething that you need not know."
    assert lines(changed(case, 3, "Tue 10 Nov", ["volunteers_to_avoid"])) == [("Changed no. 3", hidden)]


def again() -> Case:
    return replace(made_case({"name": "Ola", "volunteers_to_avoid": "Sam"}), code="b-c-d")


def test_what_they_wrote_again_joins_below_unless_it_is_withheld() -> None:
    topic = "Written again as b-c-d"
    assert lines(joining(again(), "Tue 10 Nov", withheld=False)) == [
        (topic, "Received Tue 10 Nov.\nName: Ola")
    ]
    assert lines(joining(again(), "Tue 10 Nov", withheld=True)) == [(topic, "Received Tue 10 Nov.")]
    withdrawal = replace(again(), joined=Joined(WITHDRAWING, "a-b-c"))
    stop = "Withdrawn: stop all contact, and wait for a coordinator. Received Tue 10 Nov."
    assert lines(joining(withdrawal, "Tue 10 Nov", withheld=True)) == [(topic, stop)]
