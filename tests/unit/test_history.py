"""Who has which case, since when, and which cases are closed, from the rows of Assignments."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from automations.core import history
from automations.core.history import ADMITTED, LONG_AGO, Engagement, History, Place, read_history
from automations.core.snapshot import Row, make_tab
from sheets_schema.codec import Cell
from sheets_schema.office import ASSIGNMENTS
from sheets_schema.words import Event
from tests.unit.offices import CODE, OTHER, THIRD, event

SAM, LEE, ADA, WILL, OLA = "Sam Okafor", "Lee Park", "Ada Lind", "Will Reed", "Ola Nordmann"
PACIFIC = timezone(timedelta(hours=-8))


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 3, hour, minute, second, tzinfo=UTC)


def read(*rows: Row, called: Callable[[str], str] = str) -> History:
    return read_history(make_tab(ASSIGNMENTS, ASSIGNMENTS.headers, rows), called)


def told(*steps: str, case: str = CODE) -> tuple[Row, ...]:
    """Rows an hour apart from 01:00: `assigned Sam Okafor`, with `: Why` behind it."""
    rows = []
    for hour, step in enumerate(steps, 1):
        said, _, why = step.partition(": ")
        what, _, name = said.partition(" ")
        rows.append(event(what, name, f"2026-11-03T{hour:02}:00:00Z", case, why))
    return tuple(rows)


def case(*steps: str) -> Engagement:
    return read(*told(*steps)).cases[CODE]


PAIR = (f"assigned {SAM}", f"assigned {LEE}")
RELEASED = (f"released {SAM}", f"released {LEE}")
REPLACED = (f"replaced {SAM}", f"replaced {LEE}")


def test_two_who_were_assigned_are_the_pair_and_whoever_follows_is_beside_it() -> None:
    rows = told(f"assigned {SAM}: drawn", f"assigned {LEE}: drawn too", f"assigned {ADA}: asked for")
    assert read(*rows).cases == {
        CODE: Engagement(
            seats=[SAM, LEE],
            beside=[ADA],
            rows=list(rows),
            places=[
                Place(SAM, True, "drawn", at(1)),
                Place(LEE, True, "drawn too", at(2)),
                Place(ADA, True, "asked for", at(3)),
            ],
            last=at(3),
        )
    }


def test_who_is_admitted_beside_the_pair_leaves_its_free_seat_free() -> None:
    found = case(f"assigned {SAM}", f"assigned {ADA}: {ADMITTED} She asked.", f"assigned {LEE}")
    assert (found.seats, found.pair, found.beside) == ([SAM, LEE], (SAM, LEE), [ADA])
    assert found.everybody == (SAM, LEE, ADA)


def test_words_that_only_mention_an_admission_admit_nobody() -> None:
    assert case(f"assigned {SAM}", f"assigned {LEE}: Not so. {ADMITTED}").seats == [SAM, LEE]


def test_who_is_assigned_twice_has_one_place() -> None:
    found = case(*PAIR, f"assigned {ADA}", *PAIR, f"assigned {ADA}")
    assert (found.everybody, len(found.places)) == ((SAM, LEE, ADA), 3)


def test_the_seat_of_a_replaced_volunteer_goes_to_the_next() -> None:
    found = case(*PAIR, f"replaced {SAM}", f"assigned {ADA}: instead", f"assigned {WILL}")
    assert (found.seats, found.beside, found.replaced) == ([ADA, LEE], [WILL], {SAM})
    assert found.places[2:] == [Place(ADA, False, "instead", at(4)), Place(WILL, True, "", at(5))]


@pytest.mark.parametrize(
    ("steps", "opened"),
    [
        ((f"assigned {SAM}", f"replaced {SAM}", f"assigned {ADA}", f"assigned {LEE}"), [True, False, True]),
        ((*PAIR, *REPLACED, f"assigned {ADA}", f"assigned {WILL}"), [True, True, False, False]),
        (
            (*PAIR, *REPLACED, f"assigned {ADA}", f"assigned {WILL}", f"assigned {OLA}"),
            [True, True, False, False, True],
        ),
        (
            (*PAIR, f"replaced {SAM}", f"assigned {ADA}: {ADMITTED}", f"assigned {WILL}"),
            [True, True, True, False],
        ),
        ((*PAIR, f"assigned {ADA}", f"replaced {ADA}", f"assigned {WILL}"), [True, True, True, True]),
        ((f"assigned {SAM}", f"replaced {OLA}", f"assigned {LEE}"), [True, True]),
    ],
)
def test_a_place_is_new_unless_it_fills_a_seat_that_somebody_gave_up(
    steps: tuple[str, ...], opened: list[bool]
) -> None:
    assert [place.opened for place in case(*steps).places] == opened


def test_who_is_beside_the_pair_can_leave_too() -> None:
    found = case(*PAIR, f"assigned {ADA}", f"assigned {WILL}", f"replaced {ADA}")
    assert (found.everybody, found.replaced, found.vacated) == ((SAM, LEE, WILL), {ADA}, 0)


def test_who_was_never_on_the_case_leaves_no_gap() -> None:
    found = case(*PAIR, f"replaced {OLA}")
    assert (found.seats, found.beside, found.vacated, found.replaced) == ([SAM, LEE], [], 0, {OLA})


@pytest.mark.parametrize(
    ("steps", "closed"),
    [
        (PAIR, False),
        ((*PAIR, f"released {SAM}"), False),
        ((*PAIR, *RELEASED), True),
        ((f"assigned {SAM}", f"released {SAM}"), True),
        ((*PAIR, f"assigned {ADA}", *RELEASED), False),
        ((*PAIR, f"assigned {ADA}", *RELEASED, f"released {ADA}"), True),
        ((*PAIR, *REPLACED), False),
        ((f"released {SAM}",), False),
        ((f"assigned {ADA}: {ADMITTED}", f"released {ADA}"), False),
    ],
)
def test_a_case_is_closed_once_everybody_on_it_is_released(steps: tuple[str, ...], closed: bool) -> None:
    assert read(*told(*steps)).closed(CODE) is closed


@pytest.mark.parametrize("then", [REPLACED, REPLACED[:1], (*REPLACED, f"released {OLA}")])
def test_a_closed_case_stays_closed_when_somebody_loses_their_place(then: tuple[str, ...]) -> None:
    assert read(*told(*PAIR, *RELEASED, *then)).closed(CODE) is True


@pytest.mark.parametrize("name", [SAM, ADA])
def test_a_closed_case_is_open_again_once_somebody_is_assigned(name: str) -> None:
    rows = told(*PAIR, *RELEASED, f"assigned {name}")
    found = read(*rows)
    assert found.closed(CODE) is False
    assert found.cases[CODE].ended is False
    assert found.caseload() == {name: 1}
    assert found.closed_at(CODE) is None


@pytest.mark.parametrize("when", ["2026-11-05T18:00:00Z", "2026-11-05T10:00:00-08:00"])
def test_a_case_was_closed_when_the_last_was_released(when: str) -> None:
    rows = (*told(*PAIR, f"released {SAM}"), event("released", LEE, when))
    assert read(*rows).closed_at(CODE) == datetime(2026, 11, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize("when", ["last week", None])
def test_of_a_closing_whose_time_was_damaged_nobody_knows_when(when: Cell) -> None:
    damaged: Row = {**event("released", LEE), "When": when}
    found = read(*told(*PAIR, f"released {SAM}"), damaged)
    assert (found.closed(CODE), found.closed_at(CODE)) == (True, None)


def test_of_a_case_that_nobody_had_nothing_is_known() -> None:
    found = read(*told(*PAIR, *RELEASED))
    assert (found.pair(OTHER), found.everybody(OTHER), found.replaced(OTHER)) == ((), (), frozenset())
    assert (found.closed(OTHER), found.closed_at(OTHER)) == (False, None)


def test_each_case_has_its_own_volunteers() -> None:
    rows = (*told(*PAIR, f"assigned {ADA}", f"replaced {SAM}"), *told(f"assigned {OLA}", case=OTHER))
    found = read(*rows)
    assert (found.pair(CODE), found.everybody(CODE)) == ((LEE,), (LEE, ADA))
    assert found.replaced(CODE) == {SAM}
    assert (found.pair(OTHER), found.everybody(OTHER)) == ((OLA,), (OLA,))


def test_the_pair_is_known_also_after_the_case_was_closed() -> None:
    assert read(*told(*PAIR, *RELEASED)).pair(CODE) == (SAM, LEE)


def test_a_caseload_are_the_open_cases_but_for_those_set_aside() -> None:
    rows = (
        *told(*PAIR, f"assigned {ADA}", f"released {LEE}"),
        *told(*PAIR, case=OTHER),
        *told(f"assigned {SAM}", f"assigned {WILL}", case=THIRD),
    )
    found = read(*rows)
    assert found.caseload() == {SAM: 3, ADA: 1, LEE: 1, WILL: 1}
    assert found.caseload((THIRD,)) == {SAM: 2, ADA: 1, LEE: 1}
    assert found.caseload({CODE, OTHER, THIRD}) == {}


def test_rows_count_by_their_time_in_whatever_order_they_stand() -> None:
    rows = told(*PAIR, f"replaced {SAM}", f"assigned {ADA}")
    assert read(*reversed(rows)).cases == read(*rows).cases
    assert read(*reversed(rows)).pair(CODE) == (ADA, LEE)


def test_rows_of_one_moment_count_in_the_order_in_which_they_stand() -> None:
    found = read(event("assigned", LEE), event("assigned", SAM), event("assigned", ADA))
    assert found.everybody(CODE) == (LEE, SAM, ADA)


def test_a_row_whose_time_was_damaged_counts_with_the_row_above_it() -> None:
    first, second, third, fourth = told(*PAIR, f"assigned {ADA}", f"assigned {WILL}")
    damaged = {**event("assigned", OLA), "When": "soon"}
    found = read(third, fourth, second, damaged, first)
    assert found.everybody(CODE) == (SAM, LEE, OLA, ADA, WILL)
    assert [place.since for place in found.cases[CODE].places if place.volunteer == OLA] == [at(2)]


def test_a_damaged_time_in_the_first_row_was_long_ago() -> None:
    damaged = {**event("assigned", OLA), "When": None}
    found = read(damaged, *told(*PAIR))
    assert found.pair(CODE) == (OLA, SAM)
    assert found.cases[CODE].places[0] == Place(OLA, True, "", LONG_AGO)


def test_a_volunteer_counts_under_the_name_they_have_now() -> None:
    rows = told("assigned Sammy", f"assigned {LEE}", f"assigned {SAM}", f"released {LEE}", "released Sammy")
    found = read(*rows, called=lambda name: SAM if name == "Sammy" else name)
    assert (found.everybody(CODE), found.closed(CODE)) == ((SAM, LEE), True)
    assert read(*rows).everybody(CODE) == ("Sammy", LEE, SAM)


@pytest.mark.parametrize("blank", [{"Case": ""}, {"Case": None}, {"Volunteer": ""}, {"Volunteer": None}])
def test_a_row_that_names_no_case_or_nobody_is_passed_over(blank: Row) -> None:
    assert read({**event("assigned", SAM), **blank}).cases == {}


def test_what_happened_may_be_written_in_capitals_and_with_spaces() -> None:
    assert read(event("  Assigned ", SAM)).pair(CODE) == (SAM,)


def test_an_event_that_is_none_of_the_list_moves_nobody_but_was_the_last_thing_done() -> None:
    first, odd = event("assigned", SAM), event("promoted", LEE, "2026-11-04T18:00:00Z")
    found = read(first, odd).cases[CODE]
    assert (found.everybody, found.released, found.replaced) == ((SAM,), set(), set())
    assert (found.rows, found.last) == ([first, odd], datetime(2026, 11, 4, 18, tzinfo=UTC))


def test_the_last_thing_done_is_the_latest_whatever_is_recorded_after_it() -> None:
    found = read(*told(*PAIR))
    history.record(found, event("assigned", ADA), at(1))
    assert found.cases[CODE].last == at(2)


def test_what_happens_now_is_a_row_and_counts_at_once() -> None:
    found = History({})
    now = datetime(2026, 11, 3, 10, 0, 0, 500_000, tzinfo=PACIFIC)
    row = history.happen(found, now, CODE, SAM, Event.ASSIGNED, "drawn")
    assert row == {
        "When": datetime(2026, 11, 3, 18),
        "Case": CODE,
        "Volunteer": SAM,
        "Event": "assigned",
        "Why": "drawn",
    }
    assert type(row["Event"]) is str
    assert found.cases == {
        CODE: Engagement([SAM, None], rows=[row], places=[Place(SAM, True, "drawn", now)], last=now)
    }
    history.happen(found, now, CODE, SAM, Event.RELEASED, "closed")
    assert (found.closed(CODE), found.closed_at(CODE)) == (True, at(18, 0, 1))
    assert found.cases[CODE].last == at(18, 0, 1)


@pytest.mark.parametrize(
    ("now", "when"),
    [
        (at(12), at(18, 0, 1)),
        (at(18), at(18, 0, 1)),
        (at(18, 0, 1), at(18, 0, 1)),
        (at(18, 0, 2), at(18, 0, 2)),
        (datetime(2026, 11, 3, 10, 30, tzinfo=PACIFIC), at(18, 30)),
    ],
)
def test_what_happens_now_is_later_than_all_else_of_the_case_also_where_the_clock_was_set_back(
    now: datetime, when: datetime
) -> None:
    found = read(event("assigned", SAM), event("assigned", OLA, "2026-11-09T18:00:00Z", OTHER))
    row = history.happen(found, now, CODE, LEE, Event.ASSIGNED, "")
    assert row["When"] == when.replace(tzinfo=None)
    assert found.cases[CODE].last == when
    assert found.pair(CODE) == (SAM, LEE)
