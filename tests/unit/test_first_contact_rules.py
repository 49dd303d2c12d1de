"""What a row says from what people typed in it: its flag, and one sentence of what to do next."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core.first_contact import Promise, Said, flag, last_day, said, trouble, what_next
from automations.core.snapshot import Row
from sheets_schema.codec import FUTURE_DATE, UNREADABLE_CHOICE, UNREADABLE_DATE, Unreadable
from sheets_schema.dates import DateOrder
from sheets_schema.words import Flag, Stage
from tests.unit.offices import RULES

RECEIVED, DUE = date(2026, 11, 3), date(2026, 11, 10)
PROMISE, AWAITED = Promise(DUE, False), Promise(None, False)
WITH_COORDINATOR = Promise(DUE, True)
CONTACT = date(2026, 11, 6)
LATER = date(2026, 11, 20)
TWO_ROWS = "This case stands in two rows: keep one and delete the other."
AGREE = "Agree on the next check-in and write its day under Next check-in."
NO_OUTCOME = "Closed without an outcome: write it in the case file under Closure."
NO_DAY = "Closed without a day under Reached out on: write it, or choose another stage."
OVER = "Nothing more to do."


def shown(words: Said, today: date, promise: Promise = PROMISE) -> tuple[str, str]:
    found = flag(promise, words, today, RULES)
    return str(found), what_next(promise, words, today, found)


@pytest.mark.parametrize(
    ("today", "name", "sentence"),
    [
        (date(2026, 11, 7), "On time", "Reach out by Tue 10 Nov."),
        (date(2026, 11, 8), "Due soon", "Reach out by Tue 10 Nov."),
        (date(2026, 11, 10), "Due soon", "Reach out by Tue 10 Nov."),
        (date(2026, 11, 11), "Overdue", "Reach out today: it was due Tue 10 Nov."),
        (date(2026, 11, 23), "Overdue", "Reach out today: it was due Tue 10 Nov."),
        (date(2026, 11, 24), "Well overdue", "Reach out today: it was due Tue 10 Nov."),
        (date(2027, 1, 4), "Well overdue", "Reach out today: it was due Tue 10 Nov 2026."),
    ],
)
def test_until_somebody_reaches_out_the_row_says_how_much_time_is_left(
    today: date, name: str, sentence: str
) -> None:
    assert shown(Said(), today) == (name, sentence)


@pytest.mark.parametrize(
    ("well_overdue_days", "day", "name"),
    [
        (0, 10, Flag.DUE_SOON),
        (0, 11, Flag.WELL_OVERDUE),
        (1, 11, Flag.WELL_OVERDUE),
        (2, 11, Flag.OVERDUE),
        (2, 12, Flag.WELL_OVERDUE),
    ],
)
def test_how_late_is_well_overdue_is_for_the_team_to_say_and_what_is_due_today_is_not_late(
    well_overdue_days: int, day: int, name: Flag
) -> None:
    team = replace(RULES, well_overdue_days=well_overdue_days)
    assert flag(PROMISE, Said(), date(2026, 11, day), team) is name


def test_the_promise_counts_the_days_that_the_team_has_set_over_the_end_of_a_year() -> None:
    assert last_day(date(2026, 12, 28), RULES) == date(2027, 1, 4)
    assert last_day(RECEIVED, replace(RULES, reach_out_days=3)) == date(2026, 11, 6)


@pytest.mark.parametrize("today", [date(2026, 11, 4), date(2026, 12, 1)])
def test_without_a_way_to_be_reached_there_is_no_clock(today: date) -> None:
    assert shown(Said(), today, AWAITED) == ("On time", AGREE)


@pytest.mark.parametrize(
    ("words", "today", "name", "sentence"),
    [
        (Said(CONTACT), date(2026, 11, 24), "On time", AGREE),
        (Said(CONTACT, Stage.DIALOGUE, LATER), date(2026, 11, 19), "On time", "Next check-in Fri 20 Nov."),
        (Said(CONTACT, Stage.DIALOGUE, LATER), date(2026, 11, 20), "Check-in due", "Check in today."),
        (
            Said(CONTACT, Stage.DIALOGUE, LATER),
            date(2026, 11, 21),
            "Check-in due",
            "Check in: it was due Fri 20 Nov.",
        ),
        (
            Said(CONTACT, None, LATER),
            date(2027, 1, 4),
            "Check-in due",
            "Check in: it was due Fri 20 Nov 2026.",
        ),
        (
            Said(CONTACT, Stage.PAUSED, LATER),
            date(2026, 11, 21),
            "Paused",
            "Paused: choose another stage when the work goes on.",
        ),
        (
            Said(CONTACT, Stage.PAUSED),
            date(2027, 1, 4),
            "Paused",
            "Paused: choose another stage when the work goes on.",
        ),
        (Said(CONTACT, Stage.CLOSED, LATER), date(2026, 11, 21), "Done", OVER),
        (Said(CONTACT, Stage.CLOSED), date(2027, 1, 4), "Done", OVER),
    ],
)
def test_after_the_first_contact_the_row_goes_from_one_check_in_to_the_next(
    words: Said, today: date, name: str, sentence: str
) -> None:
    assert shown(words, today) == (name, sentence)


@pytest.mark.parametrize(
    ("moved_on", "today", "quiet_since"),
    [
        (None, date(2026, 12, 5), None),
        (None, date(2026, 12, 6), "Fri 6 Nov"),
        (date(2026, 11, 16), date(2026, 12, 15), None),
        (date(2026, 11, 16), date(2026, 12, 16), "Mon 16 Nov"),
        (date(2026, 11, 4), date(2026, 12, 5), None),
        (date(2026, 11, 4), date(2027, 1, 1), "Fri 6 Nov 2026"),
    ],
)
def test_a_case_in_which_nothing_was_written_down_for_thirty_days_is_asked_about(
    moved_on: date | None, today: date, quiet_since: str | None
) -> None:
    words = Said(CONTACT, Stage.IN_CONVERSATION, moved_on=moved_on)
    asked = ("Check-in due", f"Check in: nothing was written down since {quiet_since}.")
    assert shown(words, today) == (asked if quiet_since else ("On time", AGREE))


def test_a_check_in_that_was_agreed_on_is_kept_to_however_long_nothing_is_written_down() -> None:
    agreed = Said(CONTACT, Stage.IN_CONVERSATION, date(2027, 2, 1))
    assert shown(agreed, date(2027, 1, 20)) == ("On time", "Next check-in Mon 1 Feb.")


def test_whoever_was_never_reached_is_not_asked_about_for_being_quiet() -> None:
    words = Said(None, Stage.IN_CONVERSATION, moved_on=date(2026, 11, 4))
    assert shown(words, date(2027, 1, 4), AWAITED) == ("On time", AGREE)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (Said(), None),
        (Said(CONTACT, Stage.DIALOGUE, LATER), None),
        (Said(FUTURE_DATE), "Reached out on lies in the future: write the day it happened, like 2026-11-03."),
        (Said(CONTACT, UNREADABLE_CHOICE), "Stage is not one of the list: choose one."),
        (
            Said(CONTACT, None, UNREADABLE_DATE),
            "Next check-in can't be read: write it like 2026-11-03.",
        ),
        (
            Said(UNREADABLE_DATE, UNREADABLE_CHOICE, UNREADABLE_DATE),
            "Reached out on can't be read: write it like 2026-11-03.",
        ),
        (Said(CONTACT, Stage.DIALOGUE, rows=2), TWO_ROWS),
        (Said(UNREADABLE_DATE, rows=3), TWO_ROWS),
        (Said(CONTACT, Stage.CLOSED), None),
        (Said(CONTACT, Stage.CLOSED, outcome_missing=True), NO_OUTCOME),
        (Said(None, Stage.CLOSED, outcome_missing=True), NO_OUTCOME),
        (Said(CONTACT, Stage.DIALOGUE, outcome_missing=True), None),
        (Said(None, Stage.CLOSED), NO_DAY),
        (Said(None, Stage.DIALOGUE), None),
    ],
)
def test_what_needs_a_hand_is_asked_for_one_thing_at_a_time(words: Said, sentence: str | None) -> None:
    assert trouble(words) == sentence
    if sentence:
        assert shown(words, date(2026, 11, 8)) == ("Check the row", sentence)


def test_what_can_not_be_read_never_hides_that_nobody_reached_out() -> None:
    late = date(2026, 11, 11)
    assert shown(Said(UNREADABLE_DATE), late) == (
        "Overdue", "Reached out on can't be read: write it like 2026-11-03."
    )  # fmt: skip
    assert shown(Said(None, Stage.CLOSED, outcome_missing=True), late) == ("Overdue", NO_OUTCOME)
    assert shown(Said(None, Stage.PAUSED), late)[0] == "Overdue"


def test_a_closed_case_is_not_overdue_but_its_day_is_asked_for() -> None:
    for promise in (PROMISE, AWAITED):
        assert shown(Said(None, Stage.CLOSED), date(2026, 12, 24), promise) == ("Check the row", NO_DAY)


@pytest.mark.parametrize("words", [Said(), Said(UNREADABLE_DATE), Said(CONTACT, Stage.DIALOGUE, LATER)])
def test_a_row_with_a_coordinator_says_the_same_whatever_the_reason(words: Said) -> None:
    for day in (date(2026, 11, 4), date(2026, 12, 24)):
        found = shown(words, day, WITH_COORDINATOR)
        assert found == ("With a coordinator", "A coordinator looks after this case.")


def test_a_closed_case_is_with_no_coordinator_any_more_but_one_without_an_outcome_is_not_closed() -> None:
    assert shown(Said(CONTACT, Stage.CLOSED), LATER, WITH_COORDINATOR) == ("Done", OVER)
    half = Said(CONTACT, Stage.CLOSED, outcome_missing=True)
    assert shown(half, LATER, WITH_COORDINATOR)[0] == "With a coordinator"


def test_a_row_that_stands_there_twice_is_settled_before_all_else() -> None:
    assert shown(Said(rows=2), date(2026, 12, 24), WITH_COORDINATOR) == ("Check the row", TWO_ROWS)
    assert shown(Said(CONTACT, Stage.CLOSED, rows=2), LATER) == ("Check the row", TWO_ROWS)


def test_of_a_deleted_case_nothing_is_asked() -> None:
    for promise in (PROMISE, WITH_COORDINATOR):
        assert shown(Said(UNREADABLE_DATE, Stage.CLOSED, rows=2, gone=True), LATER, promise) == ("Done", OVER)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("5/11/2026", date(2026, 11, 5)),
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2026, 11, 11), FUTURE_DATE),
        (date(2026, 8, 5), date(2026, 8, 5)),
        (date(2026, 8, 4), Unreadable("lies long before the request came in: check the year.")),
        ("last week", UNREADABLE_DATE),
        (" ", None),
    ],
)
def test_the_first_contact_has_a_day_that_can_have_been(
    cell: str | date, day: date | Unreadable | None
) -> None:
    row: Row = {"Reached out on": cell, "Stage": " plan  AGREED", "Next check-in": "6/12/2026"}
    found = said([row], RECEIVED, DUE, DateOrder.DAY_FIRST)
    assert found == Said(day, Stage.PLAN_AGREED, date(2026, 12, 6), 1)


def test_days_are_read_in_the_team_s_order() -> None:
    row: Row = {"Reached out on": "11/5/2026", "Next check-in": "12/6/2026"}
    assert said([row], RECEIVED, DUE, DateOrder.MONTH_FIRST) == Said(
        date(2026, 11, 5), None, date(2026, 12, 6), 1
    )


def test_of_several_rows_the_first_word_that_can_be_read_counts() -> None:
    rows: list[Row] = [
        {"Reached out on": "soon", "Stage": None, "Next check-in": "soon"},
        {"Reached out on": CONTACT, "Stage": "Dialogue", "Next check-in": None},
        {"Reached out on": date(2026, 11, 7), "Stage": "Paused", "Next check-in": None},
    ]
    order = DateOrder.MONTH_FIRST
    assert said(rows, RECEIVED, DUE, order) == Said(CONTACT, Stage.DIALOGUE, UNREADABLE_DATE, 3)
    unread: list[Row] = [{}, {"Reached out on": date(2026, 11, 12)}, {"Reached out on": "soon"}]
    assert said(unread, RECEIVED, DUE, order) == Said(FUTURE_DATE, None, None, 3)
    assert said([], RECEIVED, DUE, order) == Said(None, None, None, 0)
