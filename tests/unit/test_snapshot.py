"""A workbook as it was read, what differs in it, and how it looks once changes are made."""

from collections.abc import Mapping, Sequence
from datetime import date, time

import pytest

from automations.core import snapshot
from automations.core.changes import AddColumns, AppendRows, Change, Forget, SetCells
from automations.core.snapshot import Aside, Row, TabSnapshot, WorkbookSnapshot, make_tab
from automations.errors import SchemaError
from sheets_schema.codec import Cell, NoValue
from sheets_schema.columns import Kind, Tab, WorkbookShape, by_people

THINGS = Tab("Things", "", tuple(by_people(h, Kind.TEXT, "") for h in ("Name", "Key", "Colour")), key="Key")
NOTES = Tab("Notes", "", (by_people("Words", Kind.TEXT, ""), by_people("Day", Kind.DATE, "")))
SHAPE = WorkbookShape("book", "everybody", (THINGS, NOTES))


def things(*rows: Row) -> TabSnapshot:
    return make_tab(THINGS, THINGS.headers, rows)


def book(*rows: Row, notes: tuple[Row, ...] = ()) -> WorkbookSnapshot:
    tabs = {"Things": things(*rows), "Notes": make_tab(NOTES, NOTES.headers, notes)}
    return WorkbookSnapshot(SHAPE, tabs)


def test_rows_are_found_by_their_key_the_first_of_each() -> None:
    first, second, third = {"Key": " a ", "Name": "1"}, {"Key": "a", "Name": "2"}, {"Key": "a", "Name": "3"}
    number, own, blank = {"Key": 3.0}, {"Name": "people's own"}, {"Key": "  "}
    tab = things(first, second, number, own, blank, third, blank)
    assert tab.rows == (first, second, number, own, blank, third, blank)
    assert tab.by_key == {"a": first, "3": number}
    assert (tab.doubled, tab.headers) == (frozenset({"a"}), ("Name", "Key", "Colour"))
    assert tab.same_key("a") == [first, second, third]
    assert tab.same_key("3") == [number]
    assert tab.same_key("b") == []


def test_a_tab_without_a_key_has_rows_alone() -> None:
    rows: tuple[Row, ...] = ({"Words": "a"}, {"Words": "a"})
    tab = make_tab(NOTES, ["Words", "Day"], iter(rows))
    assert tab == TabSnapshot(NOTES, ("Words", "Day"), rows, {}, frozenset())


RED: Row = {"Key": "a", "Name": "one", "Colour": "red"}


@pytest.mark.parametrize(
    ("rows", "wanted", "cells"),
    [
        ((RED,), {"Colour": "red"}, None),
        ((RED,), {"Colour": "red", "Name": "two"}, {"Name": "two"}),
        ((RED,), {"Colour": None}, {"Colour": None}),
        ((RED,), {"Shape": None}, None),
        ((RED,), {"Shape": None, "Colour": "blue"}, {"Colour": "blue"}),
        ((RED,), RED, None),
        ((RED,), {}, None),
        (({**RED, "Name": 3.0},), {"Name": 3}, None),
        ((RED, {**RED, "Colour": "blue"}), {"Colour": "red"}, {"Colour": "red"}),
        ((RED, {**RED, "Colour": "blue"}), {"Colour": "red", "Name": "one"}, {"Colour": "red"}),
        ((RED, RED), {"Colour": "red"}, None),
        ((RED, {**RED, "Key": "b"}), {"Colour": "blue"}, {"Colour": "blue"}),
        (({**RED, "Key": "b"},), {"Colour": "blue"}, None),
        ((), {"Colour": "blue"}, None),
    ],
)
def test_only_cells_that_differ_are_written_and_those_of_a_row_that_stands_twice(
    rows: tuple[Row, ...], wanted: Row, cells: Row | None
) -> None:
    change = None if cells is None else SetCells("Things", "a", cells)
    assert things(*rows).differing("a", wanted) == change


def after(*changes: Change, rows: tuple[Row, ...] = (RED,)) -> TabSnapshot:
    return book(*rows).after(changes)["Things"]


def test_columns_are_added_at_the_right_end_once() -> None:
    found = after(AddColumns("Things", ("Size", "Key")), AddColumns("Things", ("Weight", "Size")))
    assert found.headers == ("Name", "Key", "Colour", "Size", "Weight")
    assert found.rows == (RED,)


def test_rows_are_added_below_and_found_by_their_key() -> None:
    blue, green = {"Key": "b", "Colour": "blue"}, {"Key": "c"}
    found = after(AppendRows("Things", (blue,)), AppendRows("Things", (green,)))
    assert found.rows == (RED, blue, green)
    assert found.by_key == {"a": RED, "b": blue, "c": green}


def test_cells_are_set_in_every_row_with_the_key_also_in_one_just_added() -> None:
    rows = ({**RED, "Key": " a "}, {**RED, "Key": "b"}, RED)
    found = after(
        SetCells("Things", "a", {"Colour": "blue"}),
        AppendRows("Things", ({"Key": "c"},)),
        SetCells("Things", "c", {"Colour": "green"}),
        SetCells("Things", "a", {"Name": None}),
        SetCells("Things", "nobody's", {"Colour": "white"}),
        rows=rows,
    )
    assert found.rows == (
        {"Key": " a ", "Name": None, "Colour": "blue"},
        {**RED, "Key": "b"},
        {"Key": "a", "Name": None, "Colour": "blue"},
        {"Key": "c", "Colour": "green"},
    )
    assert rows == ({**RED, "Key": " a "}, {**RED, "Key": "b"}, RED)


def test_of_two_words_on_one_cell_the_later_counts() -> None:
    found = after(SetCells("Things", "a", {"Colour": "blue"}), SetCells("Things", "a", {"Colour": "green"}))
    assert found.rows == ({**RED, "Colour": "green"},)


def test_what_is_forgotten_is_cleared_but_for_what_is_kept() -> None:
    other = {**RED, "Key": "b", "Colour": "blue"}
    rows = (RED, other, {**RED, "Key": "c", "Colour": " red ", "Ours": "x"})
    found = after(Forget("Things", "Colour", "red", ("Key",)), rows=rows)
    assert found.rows == (
        {"Key": "a", "Name": None, "Colour": None},
        other,
        {"Key": "c", "Name": None, "Colour": None, "Ours": None},
    )


def test_a_row_of_which_nothing_is_left_is_gone() -> None:
    found = after(Forget("Things", "Key", "a"), rows=(RED, {"Key": "b", "Name": None}))
    assert (found.rows, found.by_key) == (({"Key": "b", "Name": None},), {"b": {"Key": "b", "Name": None}})


def test_changes_to_one_tab_leave_the_others_and_what_stands_beside_as_they_are() -> None:
    aside = Aside(snapshot.NOTE, "Things", "a", "words")
    tabs = {"Things": things(RED), "Notes": make_tab(NOTES, NOTES.headers, ({"Words": "a"},))}
    before = WorkbookSnapshot(SHAPE, tabs, (aside,), True)
    found = before.after([AppendRows("Notes", ({"Words": "b"},)), SetCells("Notes", "", {"Words": "c"})])
    wanted = {
        "Things": things(RED),
        "Notes": make_tab(NOTES, NOTES.headers, ({"Words": "a"}, {"Words": "b"})),
    }
    assert found == WorkbookSnapshot(SHAPE, wanted, (aside,), True)
    assert before["Notes"].rows == ({"Words": "a"},)
    assert before.after([]) == before


def test_changes_to_two_tabs_are_both_made() -> None:
    found = book(RED).after(
        [AppendRows("Notes", ({"Words": "b"},)), SetCells("Things", "a", {"Colour": "blue"})]
    )
    assert (found["Notes"].rows, found["Things"].rows) == (({"Words": "b"},), ({**RED, "Colour": "blue"},))


def test_each_tab_says_by_what_its_rows_are_known() -> None:
    assert book().keys == {"Things": "Key", "Notes": None}


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (" some words ", "some words"), (12, "12"), (3.0, "3"), (1.5, "1.5"), (0, "0"), ("", ""), (None, ""),
        (True, ""), (False, ""), (date(2026, 11, 3), ""), (time(9), ""), (NoValue.FORMULA, ""),
    ],
)  # fmt: skip
def test_only_words_and_digits_were_typed_by_somebody(cell: Cell, words: str) -> None:
    assert snapshot.typed(cell) == words


@pytest.mark.parametrize(
    ("cell", "so"), [("a", True), (" a\n", True), ("A", False), ("ab", False), (None, False), ("", False)]
)
def test_a_row_is_meant_by_its_value_whatever_spaces_stand_around_it(cell: Cell, so: bool) -> None:
    assert snapshot.is_found(cell, "a") is so


def test_every_column_must_be_there_once() -> None:
    snapshot.check_headers("office", THINGS, ("Colour", "Ours", "Key", "Ours", "Name"))


@pytest.mark.parametrize(
    ("headers", "trouble"),
    [
        (
            ("Name", "Colour"),
            "office, tab Things: the column 'Key' is missing. If it was renamed, give it its name back; if "
            "it was deleted, run `setup`.",
        ),
        (
            ("Name", "Key", "Colour", "Key"),
            "office, tab Things: the column 'Key' is there 2 times. Rename or delete all but one.",
        ),
        (
            ("Name", "Key", "Name", "Colour", "Name"),
            "office, tab Things: the column 'Name' is there 3 times. Rename or delete all but one.",
        ),
    ],
)
def test_a_column_that_is_missing_or_doubled_is_told_with_what_to_do(
    headers: tuple[str, ...], trouble: str
) -> None:
    with pytest.raises(SchemaError) as found:
        snapshot.check_headers("office", THINGS, headers)
    assert str(found.value) == trouble


def asides(grids: Mapping[str, Sequence[Sequence[str]]], *notes: Aside) -> tuple[Aside, ...]:
    return snapshot.make_asides(SHAPE, grids, str.strip, notes)


def loose(row: str, text: str, tab: str = "Things") -> Aside:
    return Aside("a column without a header of its own", tab, row, text)


HEADERS = ["Name", "Key", "Colour"]


@pytest.mark.parametrize(
    ("grid", "found"),
    [
        ([HEADERS, ["one", "a", "red"]], []),
        ([HEADERS, ["one", "a", "red", "x"], ["two", "b", "blue"]], [loose("a", "x")]),
        ([HEADERS, ["one", "a", "red", " x ", "", "y"]], [loose("a", "x"), loose("a", "y")]),
        ([[*HEADERS, "", "Ours"], ["one", " a ", "red", "x", "known"]], [loose("a", "x")]),
        ([[*HEADERS, "Key"], ["one", "a", "red", "b"]], [loose("a", "b")]),
        ([[*HEADERS, "Key"], ["one", "a"], ["two", "b", "red", "c"]], [loose("b", "c")]),
        ([["", *HEADERS], ["x"], ["y", "one"], ["z", "one", "a"]],
         [loose("", "x"), loose("", "y"), loose("a", "z")]),
        ([["Key", ""], ["a", "x"], ["b", "y"]], [loose("a", "x"), loose("b", "y")]),
        ([["Name", ""], ["a", "x"]], [loose("", "x")]),
        ([[], ["x"]], [loose("", "x")]),
        ([HEADERS], []),
        ([], []),
    ],
)  # fmt: skip
def test_what_stands_under_no_header_of_its_own_is_seen_with_its_row(
    grid: list[list[str]], found: list[Aside]
) -> None:
    assert asides({"Things": grid}) == (*found,)


def test_in_a_tab_without_a_key_what_stands_under_no_header_is_at_no_row() -> None:
    assert asides({"Notes": [["Words", "Day"], ["a", "b", "c"]]}) == (loose("", "c", "Notes"),)


def test_of_a_tab_that_people_added_its_title_and_each_line_are_seen() -> None:
    note = Aside(snapshot.COMMENT, "Things", "a", "words")
    grids = {
        "Ours": [[" Who ", "What"], ["", " "], ["Ada Lind", "x", "Ada Lind"]],
        "Things": [[*HEADERS], ["one", "a", "red", "loose"]],
        "Empty": [],
    }
    assert asides(grids, note) == (
        Aside("the title of a tab", "", "", "Ours"),
        Aside("line 1 of an added tab", "", "", "Who"),
        Aside("line 1 of an added tab", "", "", "What"),
        Aside("line 3 of an added tab", "", "", "Ada Lind"),
        Aside("line 3 of an added tab", "", "", "x"),
        loose("a", "loose"),
        Aside("the title of a tab", "", "", "Empty"),
        note,
    )
