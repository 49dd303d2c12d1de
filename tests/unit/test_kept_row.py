"""The row of a case that became restricted goes on as it was, from what the office remembers of it."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core import marks
from automations.core.board import kept
from automations.core.first_contact import Said
from automations.core.office import Office
from automations.core.snapshot import Row, WorkbookSnapshot
from sheets_schema.board import BOARD
from sheets_schema.dates import DateOrder
from sheets_schema.words import Stage
from tests.unit.offices import CODE, OTHER, RULES, THIRD, TODAY, closed, event, made_office, request, workbook

EVENING = "2026-11-06T03:00:00Z"
"""5 November, where the team is."""
REMEMBERED = {marks.kept_pair(CODE): "Sam Okafor; Lee Park", marks.kept_closed(CODE): ""}


def board(*codes: str) -> WorkbookSnapshot:
    return workbook(BOARD, {"Cases": tuple({"Case": code} for code in codes)})


def involved(*codes: str) -> tuple[Row, ...]:
    return tuple({"Case": code, "Volunteer": "Ada Lind", "Kind": "involved"} for code in codes)


def pair(*names: str, case: str = CODE) -> tuple[Row, ...]:
    return tuple(event("assigned", name, case=case) for name in names)


@pytest.mark.parametrize(
    ("conflicts", "there", "known", "is_kept"),
    [
        (involved(CODE), (CODE,), {}, True),
        (involved(CODE), (), {marks.on_board(CODE): "1"}, True),
        (involved(CODE), (), {marks.on_board(CODE): "0"}, False),
        (involved(CODE), (OTHER,), {marks.on_board(OTHER): "1"}, False),
        (involved(OTHER), (CODE,), {marks.on_board(CODE): "1"}, False),
        ((), (CODE,), {}, False),
    ],
)
def test_a_restricted_case_has_a_kept_row_only_if_it_was_ever_on_the_board(
    conflicts: tuple[Row, ...], there: tuple[str, ...], known: dict[str, str], is_kept: bool
) -> None:
    office = made_office(request(), marks=known, Conflicts=conflicts)
    assert kept.is_kept(office.by_code[CODE], office, board(*there)) == is_kept


def test_pair_and_closing_are_remembered_of_every_case_that_became_restricted_since() -> None:
    office = made_office(
        request(),
        request(OTHER),
        request(THIRD),
        Conflicts=involved(CODE, OTHER),
        Assignments=(
            *pair("Sam Okafor", "Lee Park"),
            *closed(OTHER, EVENING),
            *pair("Will Reed", case=THIRD),
        ),
    )
    assert kept.to_remember(office, board(CODE, OTHER, THIRD), RULES) == {
        f"kept pair {CODE}": "Sam Okafor; Lee Park",
        f"kept closed {CODE}": "",
        f"kept pair {OTHER}": "Sam Okafor; Lee Park",
        f"kept closed {OTHER}": "2026-11-05",
    }


def test_what_never_was_on_the_board_is_not_remembered() -> None:
    office = made_office(request(), Conflicts=involved(CODE), Assignments=pair("Sam Okafor"))
    assert kept.to_remember(office, board(), RULES) == {}


def test_what_is_remembered_stays_while_the_case_is_restricted() -> None:
    office = made_office(
        request(), marks=REMEMBERED, Conflicts=involved(CODE), Assignments=pair("Will Reed", "Ada Lind")
    )
    assert kept.to_remember(office, board(CODE), RULES) == {}


def test_while_the_case_is_an_ordinary_one_again_what_is_remembered_follows_it() -> None:
    office = made_office(
        request(), request(OTHER), marks=REMEMBERED, Assignments=pair("Will Reed", "Ada Lind")
    )
    assert kept.to_remember(office, board(CODE, OTHER), RULES) == {
        f"kept pair {CODE}": "Will Reed; Ada Lind",
        f"kept closed {CODE}": "",
    }


@pytest.mark.parametrize(
    ("conflicts", "known", "shown"),
    [
        ((), {}, ("Will Reed", "Ada Lind")),
        ((), REMEMBERED, ("Will Reed", "Ada Lind")),
        (involved(CODE), {}, ("Will Reed", "Ada Lind")),
        (involved(OTHER), {marks.kept_pair(OTHER): "Lee Park"}, ("Will Reed", "Ada Lind")),
        (involved(CODE), REMEMBERED, ("Sam Okafor", "Lee Park-Lind")),
        (involved(CODE), {marks.kept_pair(CODE): "Sam Okafor"}, ("Sam Okafor",)),
        (involved(CODE), {marks.kept_pair(CODE): ""}, ()),
    ],
)
def test_the_kept_row_names_the_pair_of_then_by_what_they_are_called_now(
    conflicts: tuple[Row, ...], known: dict[str, str], shown: tuple[str, ...]
) -> None:
    office = made_office(
        request(),
        marks=known,
        Conflicts=conflicts,
        Assignments=pair("Will Reed", "Ada Lind"),
        Roster=({"Volunteer": "Lee Park-Lind", "Also known as": "Lee Park"},),
    )
    assert kept.pair_shown(office.by_code[CODE], office) == shown


@pytest.mark.parametrize(
    ("conflicts", "known", "day"),
    [
        ((), {}, date(2026, 11, 5)),
        ((), {marks.kept_closed(CODE): "2026-11-04"}, date(2026, 11, 5)),
        (involved(CODE), {}, date(2026, 11, 5)),
        (involved(OTHER), {marks.kept_closed(OTHER): ""}, date(2026, 11, 5)),
        (involved(CODE), {marks.kept_closed(CODE): "2026-11-04"}, date(2026, 11, 4)),
        (involved(CODE), {marks.kept_closed(CODE): ""}, None),
        (involved(CODE), {marks.kept_closed(CODE): "broken by hand"}, None),
        # As somebody wrote it who mended the mark by hand.
        (involved(CODE), {marks.kept_closed(CODE): "4/11/2026"}, date(2026, 11, 4)),
    ],
)
def test_the_kept_row_shows_the_day_of_closing_that_the_office_remembers(
    conflicts: tuple[Row, ...], known: dict[str, str], day: date | None
) -> None:
    team = replace(RULES, date_order=DateOrder.DAY_FIRST)
    office = made_office(request(), marks=known, Conflicts=conflicts, Assignments=closed(when=EVENING))
    assert kept.closed_shown(office.by_code[CODE], office, team) == day


@pytest.mark.parametrize("conflicts", [(), involved(CODE)])
def test_an_open_case_shows_no_day_of_closing(conflicts: tuple[Row, ...]) -> None:
    office = made_office(request(), Conflicts=conflicts, Assignments=pair("Sam Okafor", "Lee Park"))
    assert kept.closed_shown(office.by_code[CODE], office, RULES) is None


def closing(office: Office, stage: Stage | None, outcome_missing: bool = False) -> dict[str, str]:
    words = Said(date(2026, 11, 5), stage, outcome_missing=outcome_missing)
    return dict(kept.closing_to_remember(office.by_code[CODE], office, words, TODAY))


def test_closing_the_kept_row_is_remembered_and_so_is_opening_it_again() -> None:
    mark = marks.kept_closed(CODE)
    still_open = made_office(request(), marks={mark: ""}, Conflicts=involved(CODE))
    assert closing(still_open, Stage.CLOSED) == {mark: "2026-11-10"}
    assert closing(still_open, Stage.CLOSED, outcome_missing=True) == {}
    assert closing(still_open, Stage.DIALOGUE) == {}
    was_closed = made_office(request(), marks={mark: "2026-11-04"}, Conflicts=involved(CODE))
    assert closing(was_closed, Stage.CLOSED) == {}
    assert closing(was_closed, Stage.DIALOGUE) == {mark: ""}


def test_of_a_case_without_a_kept_row_no_closing_is_remembered() -> None:
    mark = marks.kept_closed(CODE)
    ordinary = made_office(request(), marks={mark: "2026-11-04"}, Conflicts=involved(OTHER))
    never = made_office(request(), marks={marks.kept_closed(OTHER): ""}, Conflicts=involved(CODE))
    for office in (ordinary, never):
        assert closing(office, Stage.CLOSED) == {}
        assert closing(office, Stage.DIALOGUE) == {}
