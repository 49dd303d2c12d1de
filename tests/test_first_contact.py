"""Due dates and flags: the promise of seven days, whatever people type and however the clock turns."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.core.first_contact import LOOKED_AFTER, Promise, Said, flag, said, what_next
from automations.core.team import Team
from sheets_schema.codec import UNREADABLE_DATE, Unreadable
from sheets_schema.dates import DateOrder
from sheets_schema.words import Flag, Stage
from tests.place import Place, append, response

TEAM = Team("Team", ZoneInfo("America/Los_Angeles"), 7, 2, 3, DateOrder.MONTH_FIRST, "", 5)
DUE = date(2026, 11, 10)
PROMISE = Promise(DUE, False)


def shown(words: Said, day: int, promise: Promise = PROMISE) -> tuple[str, str]:
    today = date(2026, 11, day)
    found = flag(promise, words, today, TEAM)
    return str(found), what_next(promise, words, today, found)


@pytest.mark.parametrize(
    ("day", "name", "sentence"),
    [
        (3, "On time", "Reach out by Tue 10 Nov."), (7, "On time", "Reach out by Tue 10 Nov."),
        (8, "Due soon", "Reach out by Tue 10 Nov."), (10, "Due soon", "Reach out by Tue 10 Nov."),
        (11, "Overdue", "Reach out today: it was due Tue 10 Nov."),
        (12, "Overdue", "Reach out today: it was due Tue 10 Nov."),
        (13, "Well overdue", "Reach out today: it was due Tue 10 Nov."),
    ],
)  # fmt: skip
def test_the_clock_of_the_first_contact(day: int, name: str, sentence: str) -> None:
    assert shown(Said(), day) == (name, sentence)


def test_what_is_due_today_is_due_soon_whatever_days_the_team_has_set() -> None:
    hasty = replace(TEAM, due_soon_days=0, well_overdue_days=0)
    flags = [flag(PROMISE, Said(), date(2026, 11, day), hasty) for day in (9, 10, 11)]
    assert flags == [Flag.ON_TIME, Flag.DUE_SOON, Flag.WELL_OVERDUE]


def test_reaching_out_stops_the_clock_also_when_it_was_late() -> None:
    assert shown(Said(date(2026, 11, 20)), 25)[0] == "On time"


@pytest.mark.parametrize("stage", [s for s in Stage if s is not Stage.CLOSED])
def test_no_stage_but_closed_stops_the_clock_of_the_first_contact(stage: Stage) -> None:
    assert shown(Said(None, stage), 11)[0] == "Overdue"


def test_an_unreadable_day_never_hides_that_it_is_overdue_and_is_told() -> None:
    unreadable = Said(UNREADABLE_DATE)
    assert shown(unreadable, 11) == ("Overdue", "Reached out on can't be read: write it like 2026-11-03.")
    assert shown(unreadable, 5)[0] == "Check the row"


def test_a_day_to_come_or_of_another_year_counts_as_none() -> None:
    for day, trouble in ((date(2026, 12, 1), "lies in the future"), (date(2025, 11, 4), "check the year")):
        words = said([{"Reached out on": day}], date(2026, 11, 3), date(2026, 11, 11), DateOrder.MONTH_FIRST)
        name, sentence = shown(words, 11)
        assert name == "Overdue"
        assert trouble in sentence


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (Said(DUE, Stage.DIALOGUE, date(2026, 11, 20)), "Check-in due"),
        (Said(DUE, Stage.DIALOGUE, date(2026, 11, 21)), "On time"),
        (Said(DUE, Stage.PAUSED, date(2026, 11, 1)), "Paused"),
        (Said(DUE, Stage.CLOSED, date(2026, 11, 1)), "Done"),
        (Said(DUE, Unreadable("x")), "Check the row"),
        (Said(DUE, None, UNREADABLE_DATE), "Check the row"),
        (Said(None, Stage.CLOSED), "Check the row"),
        (Said(DUE, Stage.DIALOGUE, rows=2), "Check the row"),
    ],
)
def test_after_the_first_contact(words: Said, name: str) -> None:
    assert shown(words, 20)[0] == name


def test_with_a_coordinator_comes_before_all_and_has_one_sentence() -> None:
    for promise in (Promise(DUE, True), Promise(None, True)):
        assert shown(Said(), 30, promise) == ("With a coordinator", LOOKED_AFTER)
    assert shown(Said(DUE, Stage.CLOSED), 30, Promise(DUE, True))[0] == "Done"


@given(
    st.builds(
        Said,
        st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.just(UNREADABLE_DATE),
        st.none() | st.sampled_from(Stage) | st.just(UNREADABLE_DATE),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.just(UNREADABLE_DATE),
        st.integers(1, 2),
    ),
    st.builds(Promise, st.none() | st.just(DUE), st.booleans()),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_every_row_has_a_flag_and_a_sentence_and_no_overdue_one_looks_fine(
    words: Said, promise: Promise, today: date
) -> None:
    found = flag(promise, words, today, TEAM)
    assert what_next(promise, words, today, found).endswith(".")
    late = promise.due and today > promise.due and not isinstance(words.reached_out, date)
    if late and words.stage is not Stage.CLOSED:
        assert found in (Flag.WITH_A_COORDINATOR, Flag.WELL_OVERDUE, Flag.OVERDUE, Flag.CHECK_THE_ROW)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026/03/05 11:59:59 PM PST", "2026-03-12"), ("2026/03/08 12:00:01 AM PST", "2026-03-15"),
        ("2026/10/31 11:30:00 PM PDT", "2026-11-07"), ("2026/12/28 9:00:00 AM PST", "2027-01-04"),
        ("2028/02/25 9:00:00 AM PST", "2028-03-03"), ("2026/11/04 7:30:00 AM GMT", "2026-11-10"),
    ],
)  # fmt: skip
def test_the_due_date_is_seven_days_on_where_the_team_is_over_every_turn_of_clock_and_year(
    place: Place, received: str, due: str
) -> None:
    place.drop(response(received))
    place.run(now="2028-03-01T09:00:00-08:00")
    assert str(place.board()[0]["Reach out by"])[:10] == due


@pytest.mark.parametrize(
    "answers",
    [{"contact": ""}, {"contact": " - "}, {"may_contact_by": "Wait, I will contact you"}],
    ids=str,
)
def test_who_left_no_way_to_be_reached_has_no_clock_and_gets_a_pair_all_the_same(
    place: Place, answers: dict[str, str]
) -> None:
    place.drop(response(**answers))
    place.run(now="2027-01-10T09:00:00-08:00")
    (row,) = place.board()
    assert row["Flag"] == "With a coordinator"
    assert row["Volunteer 2"]
    assert row["Reach out by"] is None
    assert "no way to be reached" in str(place.intake()[0]["Notice"])


@pytest.mark.case_files
def test_a_case_that_is_over_asks_nobody_to_wait_for_its_requester(place: Place) -> None:
    place.drop(response(contact=""), response("2026/11/03 9:15:23 AM GMT-8", contact=""))
    place.run()
    closed, _ = (row["Case"] for row in place.intake())
    place.type("board", "Cases", closed, Stage="Closed", Reached_out_on=date(2026, 11, 4))
    place.type("office", "Intake", place.intake()[1]["Response"], What_to_do="Out of scope")
    with place.editing(f"case-files/{closed}") as book:
        append(book["Closure"], {"Outcome": "No contact could be made"})
    place.run(now="2026-11-12T09:00:00-08:00")
    assert "wait for them" not in " ".join(str(row["Notice"]) for row in place.intake())


def test_no_row_of_the_board_tells_whether_the_requester_could_be_reached(place: Place) -> None:
    place.drop(response(), response("2026/11/03 9:15:23 AM GMT-8", contact=""))
    place.run()
    for row in place.board():
        place.type("board", "Cases", row["Case"], Reached_out_on=date(2026, 11, 5), Stage="Dialogue")
    place.run()
    first, second = (
        {k: v for k, v in row.items() if k not in ("Case", "Volunteer 1", "Volunteer 2", "Case file")}
        for row in place.board()
    )
    assert first == second
