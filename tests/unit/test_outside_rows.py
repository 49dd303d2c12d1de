"""What the outside contact is shown of each case: its cells and its Notice, on offices in memory."""

from datetime import date, datetime

import pytest

from automations.core import marks
from automations.core.casework.filed import Filed
from automations.core.changes import SetCells
from automations.core.coordinators.outside_rows import shown
from automations.core.office import Office
from automations.core.snapshot import Row
from sheets_schema.board import BOARD
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, OTHER, RULES, THIRD, TODAY, event, made_office, request, workbook
from tests.unit.outside_offices import conflict

CONTACT = "outside contact"
IS_OPEN = (event("assigned", CONTACT),)
IS_CLOSED = (*IS_OPEN, event("released", CONTACT, "2026-11-06T05:00:00Z"))
DUE = "First contact is due by Tue 10 Nov."
GONE = "2026-11-08T17:00:00+00:00"
STALE: Row = {
    "Received": date(2026, 1, 1),
    "Volunteer 1": "Sam Okafor",
    "Reach out by": date(2026, 1, 8),
    "Flag": "Overdue",
    "What next": "Reach out today.",
    "Closed": date(2026, 1, 2),
    "Case file": "https://docs.example.org/b",
}
"""What somebody put into the cells of the jobs."""


def outside_office(
    intake: Row | None = None,
    events: tuple[Row, ...] = IS_OPEN,
    conflicts: tuple[Row, ...] = (),
    known: dict[str, str] | None = None,
    typed: Row | None = None,
) -> Office:
    """`typed`: in its row of Restricted cases."""
    row = {"Case": CODE, **STALE, **(typed or {})}
    return made_office(
        intake or request(),
        request(OTHER),
        marks=known,
        Assignments=events,
        Conflicts=conflicts,
        Restricted_cases=(row,),
    )


def shows(office: Office, today: date = TODAY) -> tuple[dict[str, Cell], Cell]:
    """The cells of its row in Restricted cases once they are mended, and its Notice."""
    after = office.snapshot.after(shown(office, workbook(BOARD, {}), RULES, today))
    row = after["Restricted cases"].by_key[CODE]
    return {header: row[header] for header in STALE}, after["Intake"].by_key[f"response of {CODE}"].get(
        "Notice"
    )


def cells(flag: str, what_next: str, due: date | None, ended: date | None = None) -> dict[str, Cell]:
    return {
        "Received": date(2026, 11, 3),
        "Volunteer 1": CONTACT,
        "Reach out by": due,
        "Flag": flag,
        "What next": what_next,
        "Closed": ended,
        "Case file": None,
    }


LAST = date(2026, 11, 10)
SOON = cells("Due soon", "Reach out by Tue 10 Nov.", LAST)


def test_each_case_has_its_cells_and_its_notice() -> None:
    rows = ({"Case": CODE}, {"Case": OTHER, "Volunteer 1": CONTACT, "Reached out on": "11/9/2026"})
    both = (request(), request(OTHER, "2026-11-08T05:00:00Z", immediate_danger="Yes"))
    office = made_office(*both, Restricted_cases=rows)
    one: Row = {k: cell for k, cell in SOON.items() if cell is not None}
    other: Row = {
        "Received": date(2026, 11, 7),
        "Reach out by": date(2026, 11, 14),
        "Flag": "On time",
        "What next": "Agree on the next check-in and write its day under Next check-in.",
    }
    assert shown(office, workbook(BOARD, {}), RULES, TODAY) == [
        SetCells("Restricted cases", CODE, one),
        SetCells("Restricted cases", OTHER, other),
        SetCells("Intake", f"response of {CODE}", {"Notice": DUE}),
    ]
    assert shown(made_office(), workbook(BOARD, {}), RULES, TODAY) == []


def test_what_people_put_into_the_cells_of_the_jobs_is_mended() -> None:
    assert shows(outside_office()) == (SOON, DUE)
    file = {marks.case_file(CODE): Filed("https://docs.example.org/a", "1").mark()}
    assert shows(outside_office(known=file))[0] == {**SOON, "Case file": "https://docs.example.org/a"}


def test_a_closed_case_shows_the_day_and_asks_for_nothing() -> None:
    typed: Row = {"Stage": "Closed", "Reached out on": "11/5/2026"}
    # Still the 5th where the team is.
    done = cells("Done", "Nothing more to do.", LAST, date(2026, 11, 5))
    assert shows(outside_office(events=IS_CLOSED, typed=typed)) == (done, None)
    unreached = outside_office(events=IS_CLOSED, typed={"Stage": "Closed"})
    assert shows(unreached)[1] is None


PAUSED = cells("Paused", "Set aside: no time runs. The Notice in Intake says more.", None)
DONE = cells("Done", "Nothing more to do.", None)


@pytest.mark.parametrize(
    ("decision", "stage", "wanted"),
    [
        ("Hold", None, PAUSED),
        ("Hold", "Dialogue", PAUSED),
        ("Hold", "Closed", DONE),
        ("Out of scope", None, DONE),
        ("Refer to grievance officer", "Dialogue", DONE),
        ("Out of scope", "Closed", DONE),
        ("Duplicate", None, PAUSED),
    ],
)
def test_what_is_set_aside_has_no_due_date_and_what_was_turned_away_is_done(
    decision: str, stage: str | None, wanted: dict[str, Cell]
) -> None:
    typed: Row = {"Stage": stage, "Reached out on": date(2026, 11, 4)}
    there = outside_office(request(What_to_do=decision), typed=typed)
    assert shows(there)[0] == wanted
    assert DUE not in str(shows(there)[1])


@pytest.mark.parametrize("decision", ["Accept", None])
def test_that_a_coordinator_is_in_it_or_that_it_is_urgent_makes_nothing_wait(decision: str | None) -> None:
    urgent = request(immediate_danger="Yes", What_to_do=decision)
    assert shows(outside_office(urgent, conflicts=(conflict(),)))[0] == SOON


def test_of_a_deleted_case_only_that_is_told() -> None:
    known = {marks.let_go(CODE): f"{GONE} reachable", marks.FORM: "f", marks.told(CODE, 1): "Once said."}
    there = outside_office(request(What_to_do="Out of scope"), conflicts=(conflict(),), known=known)
    assert shows(there) == (
        cells("Done", "Nothing more to do.", LAST),
        "Deleted for good on Sun 8 Nov; what stands here is what reports count. Version history, and "
        "comments that were never deleted, keep what was in office and board until you move to fresh "
        "spreadsheets, once a year.",
    )
    assert shows(there, date(2026, 12, 8))[1] is None


def about(names: str) -> str:
    return (
        f"It may be about {names}, or from them, so it came to you and not to the coordinators. Whoever "
        "can open the form can still read it there. If it does not concern them, write yes under Released in "
        "Conflicts, and the team gets it."
    )


ABOUT_ANYBODY = (
    "It came to you and not to the coordinators, for what it adds to or withdraws may be about one of them. "
    "If it is not, write yes under Released in Conflicts, and the team gets it."
)
THE_TEAM_HAS_IT = "You said under Conflicts that it concerns no coordinator: the team has it now."
ANYBODY = conflict("any coordinator", "possible match")


@pytest.mark.parametrize(
    ("conflicts", "notice"),
    [
        ((), DUE),
        ((conflict(kind="asked to avoid"), conflict(code=OTHER)), DUE),
        ((conflict(),), f"{about('Will Reed')} {DUE}"),
        ((conflict(), conflict("Ada Lind", "possible match"), conflict(kind="kept apart")),
         f"{about('Ada Lind and Will Reed')} {DUE}"),
        ((conflict(), conflict("Ada Lind", Released="yes")), f"{about('Will Reed')} {DUE}"),
        ((ANYBODY,), f"{ABOUT_ANYBODY} {DUE}"),
        ((ANYBODY, conflict()), f"{about('Will Reed')} {DUE}"),
        ((conflict(Released="yes"),), THE_TEAM_HAS_IT),
        ((conflict(Released="yes"), conflict("Ada Lind", Released="yes"), conflict(kind="asked to avoid")),
         THE_TEAM_HAS_IT),
        ((conflict("any coordinator", "possible match", Released="yes"),), THE_TEAM_HAS_IT),
    ],
)  # fmt: skip
def test_why_it_came_to_the_outside_contact_is_told(conflicts: tuple[Row, ...], notice: str) -> None:
    assert shows(outside_office(conflicts=conflicts))[1] == notice


@pytest.mark.parametrize(
    ("answers", "typed", "today", "notice"),
    [
        ({}, {}, TODAY, DUE),
        ({}, {}, date(2027, 1, 2), "First contact is due by Tue 10 Nov 2026."),
        ({"contact": "none"}, {}, TODAY, "They left no way to be reached."),
        ({}, {"Reached out on": date(2026, 11, 9)}, TODAY, None),
        ({}, {"Reached out on": date(2026, 11, 11)}, TODAY, DUE),
        ({}, {"Reached out on": "soon"}, TODAY, DUE),
        ({}, {"Stage": "Closed"}, TODAY, None),
        ({"What_to_do": "Hold"}, {}, TODAY, None),
        ({"What_to_do": "perhaps"}, {}, TODAY,
         f"What to do is not one of the list: choose one. {DUE}"),
    ],
)  # fmt: skip
def test_the_first_contact_is_asked_for_until_it_was_made(
    answers: dict[str, str], typed: Row, today: date, notice: str | None
) -> None:
    assert shows(outside_office(request(**answers), typed=typed), today)[1] == notice


def test_a_case_that_waits_for_its_requester_is_with_the_contact() -> None:
    alone = cells("With a coordinator", "A coordinator looks after this case.", None)
    assert shows(outside_office(request(contact="none")))[0] == alone
    reached = outside_office(request(contact="none"), typed={"Reached out on": datetime(2026, 11, 9)})
    on_time = "Agree on the next check-in and write its day under Next check-in."
    assert shows(reached)[0] == cells("On time", on_time, None)


def test_what_joins_it_comes_first_and_what_is_to_be_deleted_last() -> None:
    known = {
        marks.joins(OTHER): f"adding {CODE}",
        marks.told(CODE, 1): "Said first.",
        marks.told(CODE, 2): "Said then.",
        marks.told(OTHER, 1): "Of another case.",
    }
    row = request(Related_to=THIRD, Delete_now="yes")
    there = outside_office(row, conflicts=(conflict(),), known=known)
    assert shows(there)[1] == " ".join([
        f"The requester added to it: see {OTHER}.",
        about("Will Reed"),
        DUE,
        "Related to has a code that no other case has: mend it.",
        "Said first. Said then.",
        f"To delete it for good, today, write its code, {CODE}, under Delete now in place of yes. Nobody can "
        "bring it back.",
    ])  # fmt: skip


def test_who_is_turned_away_gets_words_and_the_contact_learns_when_it_is_deleted() -> None:
    row = request(What_to_do="Out of scope", received="2026-09-12T17:00:00Z")
    there = outside_office(row, events=())
    found = str(shows(there)[1])
    assert found.startswith("Words to give: “Thank you for telling us. This is not something our team")
    assert found.endswith("It is deleted for good on Wed 11 Nov, unless you write yes under Keep longer.")
