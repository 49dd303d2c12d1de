"""What the jobs keep for themselves: under which keys, and how it is read, set, and added to."""

import pytest

from automations.core import marks
from automations.core.changes import AppendRows, SetCells
from automations.core.marks import Marks, read_marks
from automations.core.snapshot import Row, make_tab
from sheets_schema.office import INTERNAL
from tests.unit.offices import CODE, OTHER


def test_what_an_earlier_version_kept_is_found_under_the_same_keys() -> None:
    of_a_case = {
        marks.on_board: "on board amber-heron-lake",
        marks.in_office: "restricted amber-heron-lake",
        marks.not_asked: "not asked amber-heron-lake",
        marks.kept_pair: "kept pair amber-heron-lake",
        marks.kept_closed: "kept closed amber-heron-lake",
        marks.returned: "returned amber-heron-lake",
        marks.told_of: "told amber-heron-lake ",
        marks.case_file: "file amber-heron-lake",
        marks.phrase: "phrase amber-heron-lake",
        marks.joins: "joins amber-heron-lake",
        marks.answers: "answers amber-heron-lake",
        marks.no_room: "no room amber-heron-lake",
        marks.opened_to: "opened to amber-heron-lake",
        marks.letting_go: "letting go amber-heron-lake",
        marks.let_go: "let go amber-heron-lake",
        marks.still_sent: "still sent amber-heron-lake",
        marks.edits: "edits amber-heron-lake",
        marks.reported: "reported amber-heron-lake",
    }
    assert {key: key(CODE) for key in of_a_case} == of_a_case
    assert marks.told(CODE, 2) == "told amber-heron-lake 2"
    assert (marks.case_of("r"), marks.recognised("r")) == ("case of r", "same as r")
    assert marks.release_mark(7) == "release 7"


def test_a_mark_that_is_not_there_is_blank() -> None:
    known = Marks({"draw": "pepper", "salt": ""})
    assert ("draw" in known, "salt" in known, "clock" in known) == (True, True, False)
    assert (known.get("draw"), known.get("clock"), known.get("clock", "none")) == ("pepper", "", "none")


@pytest.mark.parametrize(
    ("value", "number"), [("12", 12), ("0", 0), ("", 0), ("twelve", 0), ("-3", 0), ("1.5", 0), ("²", 0)]
)
def test_a_counter_that_somebody_broke_begins_again(value: str, number: int) -> None:
    known = Marks({"counter": value, "other": "99"})
    assert known.number("counter") == number


def test_a_counter_that_was_never_set_is_nought() -> None:
    assert Marks({"other": "99"}).number("counter") == 0


def test_sentences_are_told_oldest_first_up_to_the_first_gap() -> None:
    known = Marks(
        {
            marks.told(CODE, 2): "second",
            marks.told(CODE, 1): "first",
            marks.told(CODE, 4): "after a gap",
            marks.told(OTHER, 1): "of another",
            marks.told(OTHER, 2): "",
            marks.told(OTHER, 3): "after a blank",
        }
    )
    assert known.told(CODE) == ["first", "second"]
    assert known.told(OTHER) == ["of another"]
    assert known.told("calm-raven-hill") == []


def test_only_marks_that_are_new_or_other_are_written() -> None:
    known = Marks({"a": "1", "b": "2", "c": "3"})
    assert known.set({"new": "x", "a": "1", "b": "other", "newer": "y", "c": ""}) == [
        SetCells("Internal", "b", {"Value": "other"}),
        SetCells("Internal", "c", {"Value": ""}),
        AppendRows("Internal", ({"Key": "new", "Value": "x"}, {"Key": "newer", "Value": "y"})),
    ]
    assert known.set({"a": "1"}) == []
    assert known.set({}) == []


def test_sentences_are_added_behind_those_that_were_told() -> None:
    known = Marks({marks.told(CODE, 1): "first"})
    assert known.tell({CODE: ["second", "third"], OTHER: ["another"]}) == [
        AppendRows(
            "Internal",
            (
                {"Key": "told amber-heron-lake 2", "Value": "second"},
                {"Key": "told amber-heron-lake 3", "Value": "third"},
                {"Key": "told brisk-otter-field 1", "Value": "another"},
            ),
        )
    ]
    assert known.tell({CODE: []}) == []


def test_marks_are_the_rows_of_internal_as_words() -> None:
    rows: tuple[Row, ...] = ({"Key": " a ", "Value": 3.0}, {"Key": "b"}, {"Key": "", "Value": "nobody's"})
    assert read_marks(make_tab(INTERNAL, INTERNAL.headers, rows)) == Marks({"a": "3", "b": ""})
