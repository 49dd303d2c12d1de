"""What a report says beside its numbers: kept with the release, so that it can be made again as it was."""

from dataclasses import replace

import pytest

from automations.core.snapshot import Row
from automations.core.team import Roster
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.tables import BREAKDOWNS, FIRST_CONTACT, REQUESTER, REQUESTS, TABLES, Table
from automations.reporting.windows import Window
from automations.reporting.words import words, words_of_correction
from tests.unit.ledgers import JANUARY, MONTH, NEXT, ledger, told
from tests.unit.offices import RULES, made_office
from tests.unit.situations import ADA, LEE, SAM, WILL, person

TEAM = replace(
    RULES,
    name="Our team",
    reach_out_days=10,
    threshold=7,
    form="https://example.org/form",
    grievance_officer="officer@example.org",
    outside_contact="outside@example.org",
    feedback="feedback@example.org",
)


def roster(*rows: Row) -> Roster:
    return made_office(Roster=rows).roster


def test_a_report_keeps_all_that_its_page_says_beside_the_numbers() -> None:
    known = ledger(told(REQUESTS, MONTH, 30), told(REQUESTER, MONTH, 9, 9))
    assert words(TEAM, roster(person(SAM)), " Thank you.\n\nThe team ", JANUARY, known) == {
        "team": "Our team",
        "days": 10,
        "least": 8,
        "form": "https://example.org/form",
        "grievance officer": "officer@example.org",
        "outside contact": "outside@example.org",
        "feedback": "feedback@example.org",
        "volunteers": [SAM],
        "note": "Thank you.\n\nThe team",
        "last": {
            "requests": "January 2026",
            "concern": "",
            "concern group": "",
            "requester": "January 2026",
            "first contact": "",
            "outcome": "",
        },
        "next": {
            "requests": "February 2026",
            "concern": "January to June 2026",
            "concern group": "January to March 2026",
            "requester": "April to June 2026",
            "first contact": "January to March 2026",
            "outcome": "January to March 2026",
        },
    }


def test_the_team_on_the_page_are_the_approved_by_name_each_once_but_for_who_left() -> None:
    known = roster(
        person(WILL, Status="Resting"),
        person("ola Nordmann"),
        person(ADA, Status="Left"),
        {"Volunteer": LEE},
        person("Kim Twice"),
        person("kim twice"),
        person(SAM),
    )
    assert words(TEAM, known, "", JANUARY, Ledger())["volunteers"] == ["ola Nordmann", SAM, WILL]


def last_told(*attempts: Attempt) -> object:
    found = words(RULES, roster(), "", JANUARY + 2, ledger(*attempts))["last"]
    assert isinstance(found, dict) and list(found) == [table.name for table in TABLES]
    return found["requests"]


def test_a_table_was_last_told_for_the_latest_window_it_was_shown_for() -> None:
    months = [Window(JANUARY + n, 1) for n in range(3)]
    shown = [told(REQUESTS, month, 9) for month in months]
    assert last_told(*shown) == "March 2026"
    assert last_told(*shown[:2], told(REQUESTS, months[2])) == "February 2026"
    assert last_told(told(REQUESTS, months[2])) == ""


def test_nothing_is_promised_for_what_later_reports_have_tried_already() -> None:
    years = [Window(JANUARY + 12 * n, 12) for n in (0, 1)]
    known = ledger(*(told(table, year) for year in years for table in BREAKDOWNS))
    found = words(RULES, roster(), "", JANUARY - 1, known)["next"]
    assert isinstance(found, dict)
    assert [found[table.name] for table in BREAKDOWNS] == [""] * 5


def again(table: Table, window: Window, corrects: int, *counts: int) -> Attempt:
    return replace(told(table, window, *counts), corrects=corrects)


def test_a_correction_keeps_where_the_numbers_so_far_were_told_and_what_they_were() -> None:
    known = Ledger(
        (
            Release(1, JANUARY, (told(REQUESTS, MONTH, 30), told(REQUESTER, MONTH, 10, 20))),
            Release(2, JANUARY, (again(REQUESTER, MONTH, 1, 17, 13),)),
            Release(3, JANUARY + 1, (told(FIRST_CONTACT, NEXT, 8, 9), told(REQUESTER, NEXT, 7, 6))),
        )
    )
    tried = [again(FIRST_CONTACT, NEXT, 3, 15, 16), again(REQUESTER, MONTH, 2, 10, 20)]
    assert words_of_correction(TEAM, tried, known) == {
        "team": "Our team",
        "days": 10,
        "least": 8,
        "feedback": "feedback@example.org",
        "before": [["the report for February 2026", [8, 9]], ["correction 2", [17, 13]]],
    }


@pytest.mark.parametrize(("number", "where"), [(1, "the report for January 2026"), (2, "correction 2")])
def test_a_release_is_called_by_its_month_or_by_its_number(number: int, where: str) -> None:
    first = Release(1, JANUARY, (told(REQUESTER, MONTH, 10, 20),))
    second = Release(2, JANUARY, (again(REQUESTER, MONTH, 1, 17, 13),))
    known = Ledger((first, second)[:number])
    found = words_of_correction(TEAM, [again(REQUESTER, MONTH, number, 10, 20)], known)["before"]
    assert found == [[where, [10, 20] if number == 1 else [17, 13]]]
