"""What a case file says that decides anything, cell by cell."""

from collections.abc import Mapping
from datetime import date

import pytest

from automations.core.casework import check_ins, plan
from automations.core.casework.case_file import CHANGED, NEW_VOLUNTEER, TO_BE_REPLACED, WRITTEN_AGAIN
from automations.core.casework.facts import IN_FORCE, NO_FACTS, Facts, read_facts, talked
from automations.core.casework.filed import Filed, facts, filed
from automations.core.marks import Marks, case_file
from automations.core.snapshot import Row, WorkbookSnapshot, make_tab
from sheets_schema.case_file import CASE_FILE, PLAN
from sheets_schema.codec import Cell
from sheets_schema.dates import DateOrder

ORDER, TODAY = DateOrder.DAY_FIRST, date(2026, 11, 10)
TRIED, TALKED = "attempt", "conversation"
LONG_AGO = "2000-01-01"


def file_with(**rows: tuple[Row, ...]) -> WorkbookSnapshot:
    """A case file; tabs by their titles, with `_` for the spaces."""
    found = {title.replace("_", " "): these for title, these in rows.items()}
    tabs = {s.title: make_tab(s, s.headers, found.get(s.title, ())) for s in CASE_FILE.tabs}
    return WorkbookSnapshot(CASE_FILE, tabs)


def read(*breaches: str, **rows: tuple[Row, ...]) -> Facts:
    return read_facts(file_with(**rows), breaches, ORDER)


def tried(day: Cell = "3/11/2026", whom: str | None = None) -> Row:
    return {"Date": day, "With": whom, "Attempt or conversation": TRIED}


def spoke(day: Cell = "5/11/2026", whom: str | None = None) -> Row:
    return {"Date": day, "With": whom, "Attempt or conversation": TALKED}


def test_an_empty_case_file_says_nothing() -> None:
    assert read() == NO_FACTS


def test_a_full_one_says_all_that_decides_anything() -> None:
    found = read(
        "A",
        Parties=(
            {"Label": "A", "Name": " Ola Nordmann ", "Told on": "7/11/2026"},
            {"Name": "Kari Nordmann"},
            {"Label": "C"},
        ),
        Contact_log=(spoke("4/11/2026"), tried(), tried()),
        Plan=(
            {"Step": "one", "Due": "20/11/2026"},
            {"Step": "two", "Due": "21/11/2026", "Done": "9/11/2026"},
            {"Step": "three", "Due": "soon"},
        ),
        Closure=(
            {"Review date": "1/2/2027"},
            {"Outcome": "Went on elsewhere", "Review date": "1/3/2027", IN_FORCE: "2/4/2027"},
            {"Outcome": "Ended without agreement"},
        ),
        Summary=(
            {"Topic": TO_BE_REPLACED, "What we know": " Sam Okafor "},
            {"Topic": NEW_VOLUNTEER, "What we know": "Lee Park; Ada Lind"},
            {"Topic": f"{WRITTEN_AGAIN}amber-heron-lake", "What we know": "again"},
            {"Topic": f"{CHANGED}12"},
            {"Topic": f"{CHANGED}3"},
        ),
    )  # fmt: skip
    assert found == Facts(
        names=("Ola Nordmann", "Kari Nordmann"),
        breaches=("A",),
        attempts=2,
        moved_on="2026-11-09",
        due=("2026-11-20",),
        outcome="Went on elsewhere",
        gives_up="Sam Okafor",
        joined=("amber-heron-lake",),
        talked_on="2026-11-04",
        agreed_to=("Lee Park", "Ada Lind"),
        edits=12,
        in_force_until="2027-04-02",
        review_on="2027-03-01",
        unlabelled=1,
        open_ended=False,
    )


@pytest.mark.parametrize(
    ("tab", "header"),
    [
        ("Contact_log", "Date"),
        ("Accounts_and_roadmap", "Date"),
        ("Parties", "Requester consulted on"),
        ("Parties", "Told on"),
        ("Plan", "Done"),
    ],
)
def test_a_case_moved_on_with_the_last_day_that_anything_is_written_of(tab: str, header: str) -> None:
    assert (
        read(**{tab: ({header: "3/11/2026"}, {header: "9/11/2026"}, {header: "8/11/2026"})}).moved_on
        == "2026-11-09"
    )
    assert read(**{tab: ({header: "soon"},)}).moved_on == ""


@pytest.mark.parametrize(
    ("log", "attempts"),
    [
        ((tried(), tried(), tried()), 3),
        ((tried(), spoke(), tried()), 1),
        ((tried(), tried(), spoke()), 0),
        ((tried(), tried(whom="A"), tried(whom="requester"), tried(whom=" The Requester ")), 3),
        ((tried(), spoke(whom=" a ")), 1),
        ((tried(), {"Attempt or conversation": "perhaps"}), 1),
    ],
)
def test_attempts_count_from_the_last_conversation_with_the_requester(
    log: tuple[Row, ...], attempts: int
) -> None:
    assert read(Parties=({"Label": "A"}, {"Label": "requester"}), Contact_log=log).attempts == attempts


@pytest.mark.parametrize(
    ("row", "day"),
    [
        (spoke("5/11/2026"), "2026-11-05"),
        (spoke(None), LONG_AGO),
        (spoke("last week"), LONG_AGO),
        (tried(), ""),
        ({"With": "requester"}, ""),
        ({"Next check-in": "5/11/2026"}, ""),
        ({"Date": "5/11/2026"}, "2026-11-05"),
        ({"Channel": "phone"}, LONG_AGO),
        ({"Result": "we talked"}, LONG_AGO),
        ({"Date": "5/11/2026", "Attempt or conversation": "perhaps"}, "2026-11-05"),
        (spoke(whom="A"), ""),
    ],
)
def test_what_can_not_be_read_counts_as_a_conversation_and_as_long_ago(row: Row, day: str) -> None:
    assert read(Parties=({"Label": "A"},), Contact_log=(row,)).talked_on == day


def test_the_first_conversation_counts() -> None:
    assert read(Contact_log=(spoke("8/11/2026"), spoke("5/11/2026"))).talked_on == "2026-11-05"


@pytest.mark.parametrize(
    ("row", "so"),
    [
        (spoke(), True),
        (spoke(None), True),
        (tried(), False),
        (spoke(whom="A"), False),
        ({"Result": "x"}, False),
    ],
)
def test_only_a_conversation_that_is_written_down_makes_it_sure_that_they_were_reached(
    row: Row, so: bool
) -> None:
    assert talked(file_with(Parties=({"Label": "A"},), Contact_log=(row,))) == so


@pytest.mark.parametrize(
    ("cell", "open_ended"),
    [("until further notice", True), ("2/4/2027", False), (None, False), ("  ", False)],
)
def test_words_for_the_last_day_of_an_agreement_leave_it_open(cell: Cell, open_ended: bool) -> None:
    assert read(Closure=({IN_FORCE: cell},)).open_ended == open_ended


@pytest.mark.parametrize("outcome", ["Something else", None, " "])
def test_what_is_no_outcome_closes_nothing(outcome: Cell) -> None:
    assert read(Closure=({"Outcome": outcome},)).outcome == ""


@pytest.mark.parametrize(
    ("topic", "edits"),
    [
        (f"{CHANGED}7", 7),
        (f"{CHANGED}7 (2)", 0),
        (f"{CHANGED}", 0),
        (f"{CHANGED}²", 0),
        ("7", 0),
        (f"x{CHANGED}7", 0),
    ],
)
def test_of_later_changes_the_highest_number_counts(topic: str, edits: int) -> None:
    assert read(Summary=({"Topic": topic},)).edits == edits


def test_steps_past_their_day_are_overdue() -> None:
    assert Facts(due=("2026-11-09", "2026-11-10", "2026-11-11")).overdue(TODAY) == 1


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ({}, "Agree on a day and write it under Due."),
        ({"Due": "10/11/2026"}, "Due Tue 10 Nov."),
        ({"Due": "11/11/2026"}, "Due Wed 11 Nov."),
        ({"Due": "9/11/2026"}, "Overdue since Mon 9 Nov."),
        ({"Due": "soon"}, "Due can't be read: write it like 2026-11-03."),
        ({"Due": "9/11/2026", "Done": "8/11/2026"}, "Done."),
        ({"Due": "9/11/2026", "Done": "nearly"}, "Done can't be read: write it like 2026-11-03."),
    ],
)
def test_of_each_step_it_says_what_next(step: Mapping[str, Cell], sentence: str) -> None:
    row = {"Step": "write to them", **step}
    tab = make_tab(PLAN, PLAN.headers, [row])
    assert plan.shown(tab, ORDER, TODAY) == {"write to them": {"What next": sentence}}
    assert plan.is_done(row, ORDER) == (sentence == "Done.")


def test_two_steps_in_the_same_words_are_asked_to_be_told_apart() -> None:
    tab = make_tab(PLAN, PLAN.headers, [{"Step": "a"}, {"Step": "a", "Due": "9/11/2026"}])
    assert plan.shown(tab, ORDER, TODAY) == {"a": {"What next": plan.TWICE}}


def test_coordinators_are_told_what_takes_a_decision() -> None:
    assert list(check_ins.notices(NO_FACTS)) == []
    assert list(check_ins.notices(Facts(attempts=2))) == []
    found = Facts(breaches=("A", "B"), attempts=3, gives_up="Sam Okafor", unlabelled=1)
    assert list(check_ins.notices(found)) == [
        "A party was told without the consent it takes (A, B in the case file): speak with the pair today, "
        "and then with the requester.",
        "A party in its case file has no label, so nothing of consent is said there: have one given.",
        "3 attempts without an answer: decide with the pair whether to go on trying, to wait, or to close.",
        "Somebody gives the case up, see its file: write the name under Replace.",
    ]


def test_what_was_noted_of_a_case_file_is_known_again() -> None:
    noted = Filed("https://example.org/1", "7", Facts(names=("Ola",), attempts=2, open_ended=True), 3)
    marks = Marks({case_file("amber-heron-lake"): noted.mark()})
    assert filed(marks, "amber-heron-lake") == noted
    assert facts(marks, "amber-heron-lake") == noted.facts
    assert (filed(marks, "another"), facts(marks, "another")) == (None, None)


@pytest.mark.parametrize("broken", ["", "null", "[1, 2]", '["", "", 7, 0]', "{", "7"])
def test_a_note_of_a_case_file_that_somebody_broke_is_none(broken: str) -> None:
    assert filed(Marks({case_file("amber-heron-lake"): broken}), "amber-heron-lake") is None


def test_facts_that_an_earlier_version_noted_and_this_one_does_not_know_are_left_out() -> None:
    marks = Marks({case_file("amber-heron-lake"): '["a.xlsx", "1", {"names": ["Ola"], "shoe_size": 42}, 0]'})
    assert filed(marks, "amber-heron-lake") == Filed("a.xlsx", "1", Facts(names=("Ola",)))


@pytest.mark.parametrize(
    ("link", "shared"), [("https://example.org/1", True), ("case-files/a.xlsx", False), ("", False)]
)
def test_a_file_is_shared_where_people_open_it_by_themselves(link: str, shared: bool) -> None:
    assert Filed(link, "1").shared == shared
