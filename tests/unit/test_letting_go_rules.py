"""What is deleted when, what is asked before and said after, day by day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from automations.core import marks
from automations.core.gone import Gone
from automations.core.letting_go import farewell, retention
from automations.core.office import Office
from automations.core.snapshot import Row
from sheets_schema.codec import Cell
from sheets_schema.dates import DateOrder
from tests.unit.offices import (
    CODE,
    OTHER,
    RULES,
    TODAY,
    closed,
    event,
    made_office,
    request,
)

BY_THE_OUTSIDE_CONTACT = (event("assigned", "outside contact"), event("released", "outside contact"))
FORM = {marks.FORM: "what is known of it"}
NOTHING: Mapping[str, str] = {}
GONE = Gone(datetime(2026, 11, 1, 17, tzinfo=UTC), True, True, False, True, False)


def leaving(office: Office, today: date, opened: tuple[str, ...] = ()) -> list[str]:
    return [case.code for case in retention.leaving(office, opened, RULES, today)]


def last(office: Office, code: str = CODE) -> date | None:
    return retention.last_day(office.by_code[code], office, RULES)


def asked(office: Office, today: date = TODAY, moved_on: date | None = None) -> list[str]:
    return list(farewell.sentences(office.by_code[CODE], office, moved_on, RULES, today))


@pytest.mark.parametrize(
    ("office", "day"),
    [
        (made_office(request(), Assignments=closed()), date(2027, 5, 3)),
        (made_office(request(), Assignments=closed()[:3]), None),
        (made_office(request()), None),
        (made_office(request(What_to_do="Hold")), None),
        (made_office(request(What_to_do="Accept")), None),
        (made_office(request(What_to_do="Out of scope")), date(2027, 1, 1)),
        (made_office(request(What_to_do="Refer to grievance officer")), date(2027, 1, 1)),
        (made_office(request(What_to_do="Duplicate")), date(2027, 1, 1)),
        (made_office(request(What_to_do="Duplicate", Same_as=OTHER), request(OTHER)), None),
        (
            made_office(request(What_to_do="Out of scope"), Assignments=(event("assigned", "Sam Okafor"),)),
            date(2027, 5, 1),
        ),
        (
            made_office(request(What_to_do="Out of scope"), Assignments=BY_THE_OUTSIDE_CONTACT),
            date(2027, 1, 1),
        ),
        (
            made_office(
                request(),
                Assignments=(event("assigned", "outside contact"), event("released", "outside contact")),
            ),
            date(2027, 5, 1),
        ),
    ],
)
def test_the_last_day_on_which_a_case_is_kept(office: Office, day: date | None) -> None:
    assert last(office) == day
    if day:
        assert leaving(office, day) == []
        assert leaving(office, date.fromordinal(day.toordinal() + 1)) == [CODE]
    else:
        assert leaving(office, date(2040, 1, 1)) == []


def test_a_case_is_kept_as_long_as_the_last_of_what_belongs_to_it() -> None:
    duplicate = request(OTHER, "2026-12-01T17:00:00Z", What_to_do="Duplicate", Same_as=CODE)
    office = made_office(request(), duplicate, Assignments=closed())
    assert last(office) == date(2027, 5, 29)
    assert leaving(office, date(2027, 5, 30)) == [CODE, OTHER]
    turned_away = made_office(request(What_to_do="Out of scope"), duplicate)
    assert last(turned_away) == date(2027, 1, 29)
    waiting = request(OTHER, immediate_danger="Yes", about="Adding to an earlier one")
    waits = made_office(
        request(), waiting, Assignments=closed(), marks={marks.joins(OTHER): f"adding {CODE}"}
    )
    assert last(waits) is None


def test_what_people_opened_again_is_not_let_go_of() -> None:
    office = made_office(request(), Assignments=closed())
    assert leaving(office, date(2027, 6, 1), (CODE,)) == []


@pytest.mark.parametrize(
    ("cell", "kept_longer"), [("yes", True), ("perhaps", True), ("no", False), (None, False), (" ", False)]
)
def test_keep_longer_holds_it_in_any_words_but_no(cell: Cell, kept_longer: bool) -> None:
    office = made_office(request(Keep_longer=cell), Assignments=closed())
    assert retention.is_kept(office.by_code[CODE]) == kept_longer
    assert (leaving(office, date(2027, 6, 1)) == []) == kept_longer


def test_keep_longer_on_a_duplicate_holds_its_case_too() -> None:
    duplicate = request(OTHER, What_to_do="Duplicate", Same_as=CODE, Keep_longer="yes")
    office = made_office(request(), duplicate, Assignments=closed())
    assert leaving(office, date(2027, 6, 1)) == []


@pytest.mark.parametrize(
    ("cell", "confirmed"),
    [(CODE, True), (f" {CODE.upper()} ", True), ("yes", False), (OTHER, False), (None, False)],
)
def test_only_its_own_code_deletes_a_case_at_once(cell: Cell, confirmed: bool) -> None:
    office = made_office(request(Delete_now=cell))
    assert leaving(office, TODAY) == [CODE] * confirmed


@pytest.mark.parametrize(
    ("cells", "sentences"),
    [
        ({}, []),
        ({"Delete_now": "no"}, []),
        (
            {"Delete_now": "yes"},
            [f"To delete it for good, today, write its code, {CODE}, under Delete now in place of yes. "
             "Nobody can bring it back."],
        ),
        ({"Delete_now": OTHER}, ["Delete now has neither yes nor this case's own code: mend it."]),
        ({"Delete_now": CODE}, []),
        ({"Delete_now": "yes", "Keep_longer": "yes"},
         ["Keep longer and Delete now say the opposite: clear one of them."]),
        ({"Delete_now": CODE, "Keep_longer": "yes"},
         ["Keep longer and Delete now say the opposite: clear one of them."]),
        ({"Keep_longer": "perhaps"},
         ["Keep longer has words that can't be read: it is kept until yes or nothing stands there."]),
    ],
)  # fmt: skip
def test_what_is_asked_before_a_case_is_deleted(cells: dict[str, str], sentences: list[str]) -> None:
    assert asked(made_office(request(**cells))) == sentences


def test_who_deletes_a_duplicate_is_told_where_its_words_stay() -> None:
    duplicate = request(What_to_do="Duplicate", Same_as=OTHER, Delete_now="yes")
    assert asked(made_office(request(OTHER), duplicate))[1:] == [
        f"What it says stays in the case file of {OTHER}: delete it there by hand."
    ]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2027, 4, 2), False),
        (date(2027, 4, 3), True),
        (date(2027, 5, 3), True),
        (date(2027, 5, 4), False),
    ],
)
def test_a_month_before_its_notice_says_when_it_goes(today: date, told: bool) -> None:
    office = made_office(request(), Assignments=closed())
    sentence = "It is deleted for good on Tue 4 May, unless you write yes under Keep longer."
    assert asked(office, today) == [sentence] * told
    assert asked(made_office(request(Keep_longer="yes"), Assignments=closed()), today) == []


@pytest.mark.parametrize(("today", "told"), [(date(2027, 1, 1), False), (date(2027, 1, 2), True)])
def test_what_is_on_hold_for_long_is_asked_about(today: date, told: bool) -> None:
    sentence = (
        "On Hold since it came in on Tue 3 Nov 2026: decide what is to become of it, or write yes under "
        "Delete now."
    )
    assert asked(made_office(request(What_to_do="Hold")), today) == [sentence] * told
    assert asked(made_office(request(What_to_do="Hold"), Assignments=closed()), today) == []
    assert asked(made_office(request()), today) == []


@pytest.mark.parametrize(("today", "told"), [(date(2027, 5, 8), False), (date(2027, 5, 9), True)])
def test_a_case_of_which_nothing_is_written_for_long_is_asked_about(today: date, told: bool) -> None:
    moved = date(2026, 11, 10)
    sentence = (
        "Nothing is written down since Tue 10 Nov 2026: ask the pair whether it goes on, or have it closed."
    )
    assert asked(made_office(request()), today, moved) == [sentence] * told
    assert asked(made_office(request()), today) == []
    assert asked(made_office(request(immediate_danger="Yes")), today, moved) == []
    assert sentence not in asked(made_office(request(), Assignments=closed()), today, moved)


def gone(stood: Gone = GONE, further: Mapping[str, str] = NOTHING) -> Office:
    """An office that let go of a case on 1 November."""
    return made_office(request(), marks={marks.let_go(CODE): stood.value, **further})


DELETED = "Deleted for good on Sun 1 Nov; what stands here is what reports count."
STILL_THERE = (
    "If the form still has its response of Tue 3 Nov, delete it there, and every export elsewhere that "
    "holds it. Have the pair destroy their copies of the case file."
)
HISTORY = (
    "Version history, and comments that were never deleted, keep what was in office and board until you move "
    "to fresh spreadsheets, once a year."
)
BY_HAND = (
    f"Its case file {CODE} could not be deleted, or was not where it was made: find it, and every copy, and "
    "delete them, from the bin too."
)


def test_after_a_deletion_the_notice_says_what_only_people_can_delete() -> None:
    assert asked(gone()) == [DELETED, STILL_THERE]
    assert asked(gone(further=FORM)) == [DELETED, HISTORY]
    assert asked(gone(replace(GONE, file_stays=True))) == [DELETED, BY_HAND, STILL_THERE]
    sent = {marks.still_sent(CODE): "2026-11-03T17:00:05+00:00"}
    in_form = "Still in the form: under Responses, Individual, delete the one of 2026-11-03 09:00:05."
    assert asked(gone(further=sent)) == [DELETED, in_form]
    assert asked(gone(further={**FORM, **sent}), date(2027, 3, 1)) == [in_form]


@pytest.mark.parametrize(("today", "told"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_a_month_after_a_deletion_its_notice_is_empty(today: date, told: bool) -> None:
    assert (asked(gone(replace(GONE, file_stays=True)), today) != []) == told
    assert (asked(gone(further=FORM), today) != []) == told


def test_all_whose_time_is_up_go_on_the_same_day() -> None:
    turned_away = (request(code, What_to_do="Out of scope") for code in (CODE, OTHER))
    assert leaving(made_office(*turned_away), date(2027, 1, 2)) == [CODE, OTHER]


def test_a_notice_says_too_what_is_to_be_done_about_an_agreement() -> None:
    row: Row = {"Case": CODE, "What was agreed": "They stay away.", "In force until": date(2027, 6, 1)}
    reviewed = {**row, "They know": "yes", "Review on": "10/11/2026"}
    office = made_office(request(), Agreements_in_force=(reviewed,))
    day_first = replace(RULES, date_order=DateOrder.DAY_FIRST)
    told = list(farewell.sentences(office.by_code[CODE], office, None, day_first, TODAY))
    assert told == ["Its agreement was to be reviewed on Tue 10 Nov: do so, and change Review on."]
