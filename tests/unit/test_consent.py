"""The consent gate, cell by cell: nobody is told before the requester was asked, or against their word."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core.casework.consent import (
    NO_LABEL,
    TWICE,
    Gate,
    asked_for_labels,
    breach,
    breaches,
    gate,
    missing,
    shown,
    unlabelled,
)
from automations.core.changes import AppendRows
from automations.core.snapshot import Row, TabSnapshot, WorkbookSnapshot, make_tab
from sheets_schema.case_file import CASE_FILE, PARTIES, SUMMARY
from sheets_schema.codec import Cell
from sheets_schema.dates import DateOrder
from tests.unit.made_cases import made_case

ORDER, TODAY = DateOrder.MONTH_FIRST, date(2026, 11, 10)
THEIRS = Gate(reachable=True, for_another=False)
FOR_ANOTHER = Gate(reachable=True, for_another=True)
OUT_OF_REACH = Gate(reachable=False, for_another=False)
ASKED: Row = {"Label": "A", "Requester consulted on": date(2026, 11, 5), "Consent to contact": "yes"}


def parties(*rows: Row) -> TabSnapshot:
    return make_tab(PARTIES, PARTIES.headers, rows)


def what_next(row: Row, asked: Gate = THEIRS) -> Cell:
    return shown(parties({"Label": "A", **row}), asked, ORDER, TODAY)["A"]["What next"]


@pytest.mark.parametrize(
    ("cells", "lacking"),
    [
        ({}, []),
        ({"Requester consulted on": None}, ["the requester was not consulted"]),
        (
            {"Requester consulted on": date(2026, 11, 11)},
            ["the day under Requester consulted on lies in the future"],
        ),
        ({"Requester consulted on": "soon"}, ["the day under Requester consulted on can't be read"]),
        ({"Requester consulted on": TODAY}, []),
        ({"Consent to contact": None}, ["the requester has not agreed"]),
        ({"Consent to contact": "perhaps"}, ["the requester has not agreed"]),
        ({"Consent to contact": "no"}, ["the requester said no"]),
        ({"Consent to contact": "withdrawn"}, ["the requester took their consent back"]),
        ({"Affected person agreed": "no"}, []),
        (
            {"Requester consulted on": None, "Consent to contact": None},
            ["the requester was not consulted", "the requester has not agreed"],
        ),
    ],
)
def test_it_takes_the_day_on_which_the_requester_was_asked_and_their_yes(
    cells: Row, lacking: list[str]
) -> None:
    assert missing({**ASKED, **cells}, THEIRS, ORDER, TODAY) == lacking


@pytest.mark.parametrize(
    ("said", "enough"), [("yes", True), ("no", False), (None, False), ("perhaps", False)]
)
def test_for_another_it_takes_the_affected_person_s_yes_too(said: Cell, enough: bool) -> None:
    lacking = [] if enough else ["the affected person has not agreed"]
    assert missing({**ASKED, "Affected person agreed": said}, FOR_ANOTHER, ORDER, TODAY) == lacking


def test_a_requester_who_can_not_be_asked_was_not_asked_whatever_day_stands_there() -> None:
    no_way = "the requester left no way to be asked"
    assert missing({**ASKED, "Requester consulted on": None}, OUT_OF_REACH, ORDER, TODAY) == [no_way]
    found = missing(ASKED, OUT_OF_REACH, ORDER, TODAY)
    assert found == [f"{no_way}, and the Contact log has no conversation with them"]


def test_whoever_came_by_themselves_can_be_asked() -> None:
    away = made_case({"contact": "", "requesting_for": "Myself"})
    assert gate(away, talked=False) == OUT_OF_REACH
    assert gate(away, talked=True) == THEIRS


@pytest.mark.parametrize(
    ("answer", "for_another"),
    [
        ("Myself", False),
        ("Someone else, and they know", True),
        (" someone else, and they don't know yet", True),
        ("", False),
    ],
)
def test_who_the_request_is_for_decides_whose_word_it_takes(answer: str, for_another: bool) -> None:
    asked = made_case({"contact": "someone@example.org", "requesting_for": answer})
    assert gate(asked, talked=False) == Gate(True, for_another)


def test_a_form_that_did_not_ask_for_whom_is_answered_for_oneself() -> None:
    asked = replace(made_case({"contact": "someone@example.org"}), unasked=("requesting_for",))
    assert gate(asked, talked=False) == THEIRS


def test_told_too_early_against_their_word_or_before_they_were_asked_is_a_breach() -> None:
    told = {**ASKED, "Told on": date(2026, 11, 6)}
    assert breach(told, THEIRS, ORDER, TODAY) == []
    assert breach({**ASKED, "Consent to contact": "no"}, THEIRS, ORDER, TODAY) == []
    assert breach({**told, "Consent to contact": "no"}, THEIRS, ORDER, TODAY) == ["the requester said no"]
    assert breach({**told, "Told on": date(2026, 11, 5)}, THEIRS, ORDER, TODAY) == []
    before: Row = {**told, "Told on": date(2026, 11, 4), "Consent to contact": "no"}
    found = ["the requester was consulted only afterwards", "the requester said no"]
    assert breach(before, THEIRS, ORDER, TODAY) == found


def test_a_day_that_can_not_be_read_may_be_one_on_which_they_were_told() -> None:
    unread = {"Label": "A", "Told on": "last week"}
    assert breach(unread, THEIRS, ORDER, TODAY) == [
        "the requester was not consulted", "the requester has not agreed"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "asked", "sentence"),
    [
        ({}, THEIRS, "Don't contact them: the requester was not consulted and the requester has not agreed."),
        (ASKED, THEIRS, "You may contact them. Don't say who asked."),
        ({**ASKED, "May say who asked": "perhaps"}, THEIRS, "You may contact them. Don't say who asked."),
        ({**ASKED, "May say who asked": "yes"}, THEIRS, "You may contact them."),
        ({**ASKED, "Told on": date(2026, 11, 6)}, THEIRS, "Told Fri 6 Nov."),
        (
            {**ASKED, "Told on": date(2026, 11, 6)},
            FOR_ANOTHER,
            "Told, though the affected person has not agreed. Stop, and speak with a coordinator today.",
        ),
        (
            {**ASKED, "Told on": date(2026, 11, 11)},
            THEIRS,
            "Told on lies in the future: write the day it happened, like 2026-11-03.",
        ),
        (
            {**ASKED, "Told on": "last week", "Consent to contact": "no"},
            THEIRS,
            "Told on can't be read: write it like 2026-11-03. If they were told, stop, and speak with a "
            "coordinator today: the requester said no.",
        ),
    ],
)
def test_what_next_says_whether_they_may_be_told(cells: Row, asked: Gate, sentence: str) -> None:
    assert what_next(cells, asked) == sentence


def test_every_reason_is_told() -> None:
    both = "the requester was not consulted and the requester has not agreed"
    told: Row = {"Told on": date(2026, 11, 6)}
    unread: Row = {"Told on": "last week"}
    assert what_next(told) == f"Told, though {both}. Stop, and speak with a coordinator today."
    assert str(what_next(unread)).endswith(
        f" If they were told, stop, and speak with a coordinator today: {both}."
    )


def test_days_are_read_as_the_team_writes_them() -> None:
    fifth, sixth = "5/11/2026", "6/11/2026"
    told: Row = {**ASKED, "Requester consulted on": fifth, "Told on": sixth}

    def says(row: Row, order: DateOrder) -> Cell:
        return shown(parties(row), THEIRS, order, TODAY)["A"]["What next"]

    assert says(told, DateOrder.DAY_FIRST) == "Told Fri 6 Nov."
    assert (
        says({**told, "Told on": None}, DateOrder.DAY_FIRST) == "You may contact them. Don't say who asked."
    )
    swapped: Row = {**told, "Requester consulted on": sixth, "Told on": fifth}
    afterwards = (
        "Told, though the requester was consulted only afterwards. Stop, and speak with a coordinator today."
    )
    assert says(swapped, DateOrder.DAY_FIRST) == afterwards
    to_come: Row = {**told, "Requester consulted on": "12/11/2026", "Told on": None}
    future = "Don't contact them: the day under Requester consulted on lies in the future."
    assert says(to_come, DateOrder.DAY_FIRST) == future


def test_a_team_that_writes_the_month_first_is_read_so() -> None:
    asked: Row = {**ASKED, "Requester consulted on": "1/12/2026"}
    told: Row = {**asked, "Told on": "2/1/2026"}
    assert what_next(asked) == "You may contact them. Don't say who asked."
    assert what_next(told) == "Told Sun 1 Feb."
    assert list(breaches(parties(told), THEIRS, ORDER, TODAY)) == []
    assert list(breaches(parties({**told, "Told on": "1/11/2026"}), THEIRS, ORDER, TODAY)) == ["A"]


def test_who_may_have_been_told_before_a_day_that_is_still_to_come_is_a_breach() -> None:
    row: Row = {**ASKED, "Requester consulted on": date(2026, 11, 12), "Told on": "last week"}
    assert list(breaches(parties(row), THEIRS, ORDER, TODAY)) == ["A"]
    assert "coordinator today: the day under Requester consulted on lies in the future" in str(what_next(row))


def test_a_day_to_come_on_which_the_requester_is_asked_allows_nothing_yet() -> None:
    to_come: Row = {**ASKED, "Requester consulted on": date(2026, 11, 12)}
    reason = "the day under Requester consulted on lies in the future"
    assert what_next(to_come) == f"Don't contact them: {reason}."
    assert breach({**to_come, "Told on": TODAY}, THEIRS, ORDER, TODAY) == [
        "the requester was consulted only afterwards", reason
    ]  # fmt: skip


def test_what_one_agreed_to_says_nothing_of_another_under_the_same_label() -> None:
    tab = parties(ASKED, {**ASKED, "Consent to contact": "no"}, {**ASKED, "Label": "B"})
    found = {label: row["What next"] for label, row in shown(tab, THEIRS, ORDER, TODAY).items()}
    assert found == {"A": TWICE, "B": "You may contact them. Don't say who asked."}


def test_a_breach_is_told_by_the_label_or_by_the_line() -> None:
    told: Row = {"Told on": date(2026, 11, 6)}
    tab = parties({**told, "Label": " A "}, ASKED, told)
    assert list(breaches(tab, THEIRS, ORDER, TODAY)) == ["A", "a party without a label, line 4"]


def test_a_party_without_a_label_is_asked_about_once_and_an_empty_line_is_none() -> None:
    empty: Row = {"What next": "as the jobs left it"}
    tab = parties(ASKED, empty, {"Name": "Ola Nordmann"})
    assert unlabelled(tab) == [4]
    shapes = {shape.title: make_tab(shape, shape.headers, ()) for shape in CASE_FILE.tabs}
    file = WorkbookSnapshot(CASE_FILE, {**shapes, "Parties": tab})
    words = (
        "On Tue 10 Nov a line of Parties had no Label. Give each party one of their own: What next says "
        "nothing of those without, and nobody may contact them."
    )
    line = {"Topic": "Parties without a label", "What we know": words}
    assert asked_for_labels(file, TODAY) == [AppendRows("Summary", (line,))]
    assert (
        asked_for_labels(WorkbookSnapshot(CASE_FILE, {**shapes, "Parties": parties(ASKED, empty)}), TODAY)
        == []
    )
    said = make_tab(SUMMARY, SUMMARY.headers, [{"Topic": NO_LABEL}])
    known = WorkbookSnapshot(CASE_FILE, {**shapes, "Parties": tab, "Summary": said})
    assert asked_for_labels(known, TODAY) == []
