"""What was decided, put together so that each tab and each row is written once."""

import pytest

from automations.core.changes import AddColumns, AppendRows, Change, Forget, SetCells, coalesced, rows_touched

KEYS = {"Things": "Key", "Others": "Key", "Log": None}


def test_columns_of_one_tab_are_added_together_each_once() -> None:
    changes = [AddColumns("Things", ("b", "a")), AddColumns("Log", ("a",)), AddColumns("Things", ("a", "c"))]
    wanted = [AddColumns("Things", ("b", "a", "c")), AddColumns("Log", ("a",))]
    assert coalesced(changes, KEYS) == wanted


def test_rows_of_one_tab_are_added_together_in_their_order() -> None:
    changes = [
        AppendRows("Things", ({"Key": "b"}, {"Key": "a"})),
        AppendRows("Log", ({"What": "x"},)),
        AppendRows("Things", ({"Key": "c"},)),
        AppendRows("Log", ({"What": "x"},)),
    ]
    assert coalesced(changes, KEYS) == [
        AppendRows("Things", ({"Key": "b"}, {"Key": "a"}, {"Key": "c"})),
        AppendRows("Log", ({"What": "x"}, {"What": "x"})),
    ]


def test_cells_of_one_row_are_set_together_and_the_later_word_counts() -> None:
    first = SetCells("Things", "a", {"Colour": "red", "Size": 1})
    changes = [
        first,
        SetCells("Others", "a", {"Colour": "white"}),
        SetCells("Things", "b", {"Colour": "green"}),
        SetCells("Things", "a", {"Colour": "blue"}),
    ]
    assert coalesced(changes, KEYS) == [
        SetCells("Things", "a", {"Colour": "blue", "Size": 1}),
        SetCells("Others", "a", {"Colour": "white"}),
        SetCells("Things", "b", {"Colour": "green"}),
    ]
    assert first == SetCells("Things", "a", {"Colour": "red", "Size": 1})


def test_cells_of_a_row_that_is_just_added_go_into_it() -> None:
    fresh = AppendRows("Things", ({"Key": "a"}, {"Key": 7, "Colour": "red"}))
    changes: list[Change] = [
        SetCells("Things", "a", {"Size": 1}),
        fresh,
        SetCells("Things", "7", {"Colour": "blue"}),
        SetCells("Things", "a", {"Colour": "green"}),
        SetCells("Others", "a", {"Colour": "white"}),
    ]
    assert coalesced(changes, KEYS) == [
        SetCells("Things", "a", {"Size": 1}),
        SetCells("Others", "a", {"Colour": "white"}),
        AppendRows("Things", ({"Key": "a", "Colour": "green"}, {"Key": 7, "Colour": "blue"})),
    ]
    assert fresh == AppendRows("Things", ({"Key": "a"}, {"Key": 7, "Colour": "red"}))


def test_columns_come_first_and_what_is_forgotten_before_what_is_set() -> None:
    forget, another = Forget("Things", "Key", "a", ("Key",)), Forget("Log", "What", "x")
    changes: list[Change] = [
        AppendRows("Log", ({"What": "y"},)),
        SetCells("Things", "b", {"Colour": "red"}),
        forget,
        AddColumns("Things", ("Colour",)),
        another,
    ]
    assert coalesced(changes, KEYS) == [
        AddColumns("Things", ("Colour",)),
        forget,
        another,
        SetCells("Things", "b", {"Colour": "red"}),
        AppendRows("Log", ({"What": "y"},)),
    ]


def test_nothing_decided_is_nothing_to_do() -> None:
    assert coalesced([], KEYS) == []


@pytest.mark.parametrize(
    ("changes", "touched"),
    [
        ([], {}),
        ([AddColumns("Things", ("a", "b"))], {"Things": 0}),
        ([SetCells("Things", "a", {"x": 1, "y": 2})], {"Things": 1}),
        ([Forget("Things", "Key", "a")], {"Things": 1}),
        ([AppendRows("Things", ({"Key": "a"}, {"Key": "b"}, {"Key": "c"}))], {"Things": 3}),
        (
            [
                AppendRows("Things", ({"Key": "a"}, {"Key": "b"})),
                SetCells("Log", "a", {"x": 1}),
                AddColumns("Things", ("a",)),
                SetCells("Things", "c", {"x": 1}),
                Forget("Things", "Key", "d"),
            ],
            {"Things": 4, "Log": 1},
        ),
    ],
)
def test_how_many_rows_are_touched_is_counted_by_tab(changes: list[Change], touched: dict[str, int]) -> None:
    assert rows_touched(changes) == touched
