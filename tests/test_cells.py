"""Cells to values and back: text stays text, yes and no are what people write, lists are exact."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema import codec, text
from sheets_schema.codec import Cell
from sheets_schema.words import Stage


@pytest.mark.parametrize(
    "words", ["00123", "1e5", "nan", "NULL", "+1", "=1+1", " x ", "12345678901234567890"]
)
def test_text_stays_text(words: str) -> None:
    assert codec.read_text(words) == words


@pytest.mark.parametrize(("cell", "read"), [(3, "3"), (3.0, "3"), (3.5, "3.5"), (None, ""), (True, "True")])
def test_a_number_where_text_belongs_is_read_as_it_looks(cell: Cell, read: str) -> None:
    assert codec.read_text(cell) == read


@pytest.mark.parametrize(("cell", "value"), [
    ("yes", True), ("Yes ", True), ("Y", True), (True, True), (1, True), ("x", True), ("✓", True),
    ("no", False), ("N", False), (False, False), (0, False), (None, None), ("", None),
    ("maybe", codec.UNREADABLE_YES_NO), (2, codec.UNREADABLE_YES_NO),
])  # fmt: skip
def test_yes_and_no_are_read_as_people_write_them(cell: Cell, value: object) -> None:
    assert codec.read_yes_no(cell) == value


@pytest.mark.parametrize(("cell", "value"), [
    (3, 3), (3.0, 3), ("3", 3), (" 3 ", 3), (0, 0), (None, None),
    ("three", codec.UNREADABLE_NUMBER), (-1, codec.UNREADABLE_NUMBER), (2.5, codec.UNREADABLE_NUMBER),
    (True, codec.UNREADABLE_NUMBER), ("٣", codec.UNREADABLE_NUMBER), ("9" * 400, codec.UNREADABLE_NUMBER),
])  # fmt: skip
def test_whole_numbers_are_read_and_nothing_else(cell: Cell, value: object) -> None:
    assert codec.read_whole_number(cell) == value


def test_a_choice_is_read_whatever_its_capitals_and_spaces() -> None:
    assert codec.read_choice(" in  CONVERSATION", Stage) is Stage.IN_CONVERSATION
    assert codec.read_choice("talking", Stage) == codec.UNREADABLE_CHOICE
    assert codec.read_choice("", Stage) is None


def test_a_list_keeps_the_commas_of_its_names() -> None:
    assert codec.read_list("Okafor, Sam; Kim\nLee;;") == ("Okafor, Sam", "Kim", "Lee")


def test_a_moment_is_written_in_utc_without_its_zone_and_read_back() -> None:
    moment = datetime(2026, 11, 3, 9, 15, 22, tzinfo=timezone(timedelta(hours=-8)))
    assert codec.write(moment) == datetime(2026, 11, 3, 17, 15, 22)
    assert codec.read_timestamp(codec.write(moment)) == moment
    assert codec.read_timestamp("2026-11-03T17:15:22Z") == moment
    assert codec.read_timestamp(46329.7190046296) == datetime(2026, 11, 3, 17, 15, 22, tzinfo=UTC)
    assert codec.read_timestamp("long ago") == codec.UNREADABLE_DATE


@pytest.mark.parametrize(("cell", "wanted", "same"), [
    (datetime(2026, 11, 3), date(2026, 11, 3), True), (date(2026, 11, 3), date(2026, 11, 3), True),
    (datetime(2026, 11, 3, 1), date(2026, 11, 3), False), (None, None, True), ("", None, False),
    ("1", 1, False), (1.0, 1, True), (True, 1, False), ("a", "A", False), (None, date(2026, 11, 3), False),
])  # fmt: skip
def test_a_cell_that_shows_the_value_already_is_not_written(cell: Cell, wanted: Cell, same: bool) -> None:
    assert codec.same(cell, wanted) is same


@given(st.text(max_size=50), st.integers(0, 40_000), st.sampled_from(["x", "😀", "\x01", "_x0041_", "é"]))
def test_long_text_is_cut_into_cells_that_hold_it_and_joined_to_the_letter(
    start: str, count: int, filling: str
) -> None:
    whole = start + filling * count
    pieces = text.pieces(whole)
    cells = {text.continuation("what_happened", n): piece for n, piece in enumerate(pieces, 1)}
    assert text.joined("what_happened", cells) == whole
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) <= 2 * text.CELL_UNITS for piece in pieces)


def test_an_answer_that_just_fits_stays_in_one_cell() -> None:
    assert len(text.pieces("x" * text.CELL_UNITS)) == 1
    assert len(text.pieces("x" * (text.CELL_UNITS + 1))) == 2
    assert text.head("what_happened (2)") == "what_happened"
    assert text.head("what_happened") == text.head("Question: why (really)") == ""
