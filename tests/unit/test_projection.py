"""What a row says that the jobs fill in, in the office and on the board, from what is known of the case."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core import marks
from automations.core.board import projection
from automations.core.case import Standing
from automations.core.casework.facts import Facts
from automations.core.casework.filed import Filed
from automations.core.first_contact import Promise, Said
from automations.core.office import Office
from automations.core.snapshot import Row, WorkbookSnapshot
from sheets_schema.board import BOARD
from sheets_schema.codec import FUTURE_DATE, UNREADABLE_DATE, Unreadable
from sheets_schema.dates import DateOrder
from sheets_schema.words import Stage
from tests.unit.offices import CODE, OTHER, RULES, TODAY, closed, event, made_office, request, workbook

TEAM = replace(RULES, date_order=DateOrder.DAY_FIRST)
RECEIVED, DUE = date(2026, 11, 3), date(2026, 11, 10)
CONTACT, CHECK_IN = date(2026, 11, 5), date(2026, 12, 6)
PAIR = (event("assigned", "Sam Okafor"), event("assigned", "Lee Park"))
EVENING = closed(when="2026-11-06T03:00:00Z")
"""Closed on 5 November, where the team is."""
RESTRICTED: tuple[Row, ...] = ({"Case": CODE, "Volunteer": "Ada Lind", "Kind": "involved"},)
TYPED: Row = {
    "Case": CODE, "Reached out on": "5/11/2026", "Stage": "Dialogue", "Next check-in": "6/12/2026"
}  # fmt: skip
OTHERS: Row = {"Case": OTHER, "Reached out on": "4/11/2026", "Stage": "Paused"}
LINK = "https://files.example.org/amber-heron-lake"
WRITTEN = Facts(moved_on="2026-11-08")
ENDED = Facts(moved_on="2026-11-08", outcome="Went on elsewhere")
GONE = {marks.let_go(CODE): "2026-11-09T17:00:00+00:00 accepted reachable"}
NOTHING_TYPED, OWED = Said(), Promise(DUE, False)
LOOKED_AFTER = "A coordinator looks after this case."


def board(*cases: Row) -> WorkbookSnapshot:
    return workbook(BOARD, {"Cases": cases})


def file(said: Facts, link: str = LINK) -> dict[str, str]:
    return {marks.case_file(CODE): Filed(link, "7", said).mark()}


def in_office(office: Office, there: WorkbookSnapshot, today: date = TODAY) -> Said:
    return projection.words_in_office(office.by_code[CODE], office, there, TEAM, today)


def on_board(office: Office, there: WorkbookSnapshot, today: date = TODAY) -> Said:
    return projection.words_on_board(office.by_code[CODE], office, there, TEAM, today)


def test_what_was_typed_on_the_board_is_read_as_the_team_writes_days() -> None:
    office = made_office(request(), request(OTHER))
    found = Said(CONTACT, Stage.DIALOGUE, CHECK_IN, 1)
    assert in_office(office, board(OTHERS, TYPED)) == found
    assert on_board(office, board(OTHERS, TYPED)) == found


@pytest.mark.parametrize(
    ("day", "read"),
    [
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2026, 11, 11), FUTURE_DATE),
        (date(2026, 8, 4), Unreadable("lies long before the request came in: check the year.")),
    ],
)
def test_a_first_contact_was_since_the_request_and_is_not_to_come(day: date, read: date | Unreadable) -> None:
    row: Row = {"Case": CODE, "Reached out on": day}
    for conflicts in ((), RESTRICTED):
        office = made_office(request(), Conflicts=conflicts)
        assert in_office(office, board(row)) == Said(read)
        assert on_board(office, board(row)) == Said(read)


def test_in_the_office_its_own_row_comes_before_that_of_the_board() -> None:
    row: Row = {"Case": CODE, "Stage": "Paused", "Reached out on": "soon"}
    office = made_office(request(), Restricted_cases=(row, OTHERS), Conflicts=RESTRICTED)
    assert in_office(office, board(TYPED, OTHERS)) == Said(CONTACT, Stage.PAUSED, CHECK_IN, 1)
    assert on_board(office, board(TYPED, OTHERS)) == Said(CONTACT, Stage.DIALOGUE, CHECK_IN, 1)
    # One that is restricted no more shows on the board what went on in the office.
    free = made_office(request(), Restricted_cases=(row, OTHERS))
    assert on_board(free, board(TYPED, OTHERS)) == Said(CONTACT, Stage.PAUSED, CHECK_IN, 1)


def test_a_doubled_row_is_told_of_in_the_tab_that_has_it() -> None:
    single: Row = {"Case": CODE, "Stage": "Paused"}

    def rows(office: Office, *there: Row) -> tuple[int, int]:
        return in_office(office, board(*there)).rows, on_board(office, board(*there)).rows

    plain = made_office(request())
    assert rows(plain) == (0, 0)
    assert rows(plain, TYPED, TYPED) == (2, 2)
    assert rows(made_office(request(), Restricted_cases=(single,)), TYPED, TYPED) == (1, 2)
    assert rows(made_office(request(), Restricted_cases=(single, single)), TYPED) == (2, 1)
    kept = made_office(request(), Restricted_cases=(single,), Conflicts=RESTRICTED)
    assert rows(kept, TYPED, TYPED) == (1, 2)


@pytest.mark.parametrize(
    ("office", "moved_on", "outcome_missing"),
    [
        (made_office(request()), None, False),
        (made_office(request(), marks=file(Facts())), None, True),
        (made_office(request(), marks=file(WRITTEN)), date(2026, 11, 8), True),
        (made_office(request(), marks=file(ENDED)), date(2026, 11, 8), False),
        (made_office(request(), marks=file(WRITTEN), Assignments=closed()), date(2026, 11, 8), False),
        (
            made_office(request(), marks=file(WRITTEN), Assignments=closed(OTHER)),
            date(2026, 11, 8),
            True,
        ),
        (made_office(request(), marks={marks.case_file(CODE): "broken"}), None, False),
    ],
)
def test_the_case_file_tells_when_it_moved_on_and_whether_an_outcome_is_missing(
    office: Office, moved_on: date | None, outcome_missing: bool
) -> None:
    found = Said(CONTACT, Stage.DIALOGUE, CHECK_IN, 1, outcome_missing, moved_on)
    assert in_office(office, board(TYPED)) == found
    assert on_board(office, board(TYPED)) == found


def test_of_a_restricted_case_the_board_does_not_tell_when_its_file_moved_on() -> None:
    office = made_office(request(), marks=file(WRITTEN), Conflicts=RESTRICTED)
    assert in_office(office, board(TYPED)).moved_on == date(2026, 11, 8)
    assert on_board(office, board(TYPED)) == Said(CONTACT, Stage.DIALOGUE, CHECK_IN, 1, True, None)


@pytest.mark.parametrize("known", [{}, file(WRITTEN)])
def test_a_case_that_was_let_go_of_is_closed_whatever_stands_in_its_row(known: dict[str, str]) -> None:
    office = made_office(request(), marks={**known, **GONE})
    found = Said(CONTACT, Stage.CLOSED, CHECK_IN, 1, gone=True)
    assert in_office(office, board(TYPED)) == found
    assert on_board(office, board(TYPED)) == found


def test_a_closed_case_stays_closed_when_its_stage_vanished_but_people_may_open_it_again() -> None:
    blank: Row = {"Case": CODE, "Reached out on": CONTACT}
    for assignments, stage in ((closed(), Stage.CLOSED), (closed(OTHER), None), (closed()[:3], None)):
        office = made_office(request(), Assignments=assignments)
        assert in_office(office, board(blank)) == Said(CONTACT, stage)
        assert on_board(office, board(blank)) == Said(CONTACT, stage)
    office = made_office(request(), Assignments=closed())
    assert in_office(office, board(TYPED)).stage is Stage.DIALOGUE
    assert on_board(office, board(TYPED)).stage is Stage.DIALOGUE


@pytest.mark.parametrize(
    ("remembered", "stage"),
    [
        ({marks.kept_closed(CODE): "2026-11-04"}, Stage.CLOSED),
        ({marks.kept_closed(CODE): ""}, None),
        ({}, Stage.CLOSED),
        ({marks.kept_closed(OTHER): ""}, Stage.CLOSED),
    ],
)
def test_a_kept_row_stays_closed_if_it_was_when_the_case_became_restricted(
    remembered: dict[str, str], stage: Stage | None
) -> None:
    office = made_office(request(), marks=remembered, Assignments=closed(), Conflicts=RESTRICTED)
    blank: Row = {"Case": CODE, "Reached out on": CONTACT}
    assert on_board(office, board(blank)) == Said(CONTACT, stage)
    assert on_board(office, board(TYPED)).stage is Stage.DIALOGUE


def test_a_kept_row_that_was_never_closed_is_not() -> None:
    office = made_office(request(), Assignments=PAIR, Conflicts=RESTRICTED)
    assert on_board(office, board({"Case": CODE})) == Said()


@pytest.mark.parametrize(
    ("contact", "reached_out", "short", "standing", "promise"),
    [
        ("a@example.org", None, False, Standing.ACCEPTED, Promise(DUE, False)),
        ("a@example.org", CONTACT, False, Standing.ACCEPTED, Promise(DUE, False)),
        ("a@example.org", None, True, Standing.ACCEPTED, Promise(DUE, True)),
        ("a@example.org", None, False, Standing.WAITING, Promise(DUE, True)),
        ("a@example.org", CONTACT, False, Standing.SET_ASIDE, Promise(DUE, True)),
        ("none", None, False, Standing.ACCEPTED, Promise(None, True)),
        ("none", UNREADABLE_DATE, False, Standing.ACCEPTED, Promise(None, True)),
        ("none", CONTACT, False, Standing.ACCEPTED, Promise(None, False)),
        ("none", CONTACT, True, Standing.ACCEPTED, Promise(None, True)),
        ("none", CONTACT, False, Standing.WAITING, Promise(None, True)),
    ],
)
def test_what_is_promised_goes_by_who_can_be_reached_who_can_help_and_a_coordinators_word(
    contact: str, reached_out: date | Unreadable | None, short: bool, standing: Standing, promise: Promise
) -> None:
    [case] = made_office(request(contact=contact)).cases
    assert projection.promise(case, Said(reached_out), short, RULES, standing) == promise


def promised(office: Office, short: tuple[str, ...] = ()) -> tuple[bool, bool]:
    """Whether the case is with a coordinator: in the office, and on the board."""
    case, there = office.by_code[CODE], board(TYPED, OTHERS)
    made, said = projection.in_office(case, office, there, short, TEAM, TODAY)
    assert said == in_office(office, there)
    shown, said_there = projection.on_board(case, office, there, short, TEAM, TODAY)
    assert said_there == on_board(office, there)
    assert made.due == shown.due == DUE
    return made.with_coordinator, shown.with_coordinator


@pytest.mark.parametrize(
    ("office", "short", "found"),
    [
        (made_office(request()), (), (False, False)),
        (made_office(request()), (OTHER,), (False, False)),
        (made_office(request()), (OTHER, CODE), (True, True)),
        (made_office(request(immediate_danger="Yes")), (), (True, True)),
        # Its neighbours must not tell from its row that a case became restricted.
        (made_office(request(), Assignments=PAIR, Conflicts=RESTRICTED), (), (True, False)),
        (made_office(request(), Assignments=PAIR, Conflicts=RESTRICTED), (CODE,), (True, False)),
        (
            made_office(request(What_to_do="Accept"), Assignments=PAIR, Conflicts=RESTRICTED),
            (CODE,),
            (True, False),
        ),
        (
            made_office(request(What_to_do="Accept"), Assignments=PAIR, Conflicts=RESTRICTED),
            (),
            (False, False),
        ),
        (made_office(request(What_to_do="Accept"), Conflicts=RESTRICTED), (), (False, True)),
        (
            made_office(
                request(What_to_do="Accept"),
                marks={marks.kept_pair(CODE): ""},
                Assignments=PAIR,
                Conflicts=RESTRICTED,
            ),
            (),
            (False, True),
        ),
    ],
)
def test_who_looks_after_a_case_shows_on_the_board_as_it_was_before_the_case_became_restricted(
    office: Office, short: tuple[str, ...], found: tuple[bool, bool]
) -> None:
    assert promised(office, short) == found


@pytest.mark.parametrize(("typed", "waits"), [(TYPED, False), ({"Case": CODE}, True)])
def test_whoever_left_no_way_to_be_reached_is_waited_for_until_they_were_talked_with(
    typed: Row, waits: bool
) -> None:
    office, there = made_office(request(contact="none")), board(typed)
    [case] = office.cases
    for shown in (projection.in_office, projection.on_board):
        assert shown(case, office, there, (), TEAM, TODAY)[0] == Promise(None, waits)


def cells(
    office: Office, words: Said = NOTHING_TYPED, made: Promise = OWED, today: date = TODAY
) -> tuple[Row, Row]:
    """In the office, and on the board."""
    case = office.by_code[CODE]
    return (
        projection.cells_in_office(case, made, words, office, today, TEAM),
        projection.cells_on_board(case, made, words, office, today, TEAM),
    )


def row(flag: str, what_next: str, due: date | None = DUE, **others: date | str) -> Row:
    told: Row = {"Received": RECEIVED, "Reach out by": due, "Flag": flag, "What next": what_next}
    return {**told, "Closed": others.get("closed"), "Case file": others.get("link")}


def test_office_and_board_show_the_same_of_a_case_with_a_pair() -> None:
    office = made_office(request(), marks=file(WRITTEN), Assignments=PAIR)
    expected = row("Due soon", "Reach out by Tue 10 Nov.", link=LINK)
    assert cells(office, today=date(2026, 11, 8)) == (expected, expected)
    late = row("Well overdue", "Reach out today: it was due Tue 10 Nov.", link=LINK)
    assert cells(office, today=date(2026, 11, 24)) == (late, late)


def test_the_case_file_shows_on_the_board_once_there_is_a_pair() -> None:
    said = ("On time", "Reach out by Tue 10 Nov.")
    office = made_office(request(), marks=file(WRITTEN))
    assert cells(office, today=RECEIVED) == (row(*said, link=LINK), row(*said))
    unmade = made_office(request(), marks=file(WRITTEN, ""), Assignments=PAIR)
    assert cells(unmade, today=RECEIVED) == (row(*said), row(*said))
    without = made_office(request(), Assignments=PAIR)
    assert cells(without, today=RECEIVED) == (row(*said), row(*said))


def test_a_closed_case_has_the_day_of_its_closing_where_the_team_is() -> None:
    office = made_office(request(), marks=file(ENDED), Assignments=EVENING)
    done = row("Done", "Nothing more to do.", closed=CONTACT, link=LINK)
    assert cells(office, Said(CONTACT, Stage.CLOSED)) == (done, done)


def test_no_row_with_a_coordinator_has_a_due_date_on_the_board_and_every_other_row_has_one() -> None:
    """A row that differed would tell that the requester left no way to be reached."""
    office = made_office(request())
    held = Promise(DUE, True)
    aside = ("With a coordinator", LOOKED_AFTER)
    assert cells(office, made=held) == (row(*aside), row(*aside, None))
    assert cells(office, made=Promise(None, True)) == (row(*aside, None), row(*aside, None))
    agree = ("On time", "Agree on the next check-in and write its day under Next check-in.")
    assert cells(office, Said(CONTACT), Promise(None, False)) == (row(*agree, None), row(*agree))
    done = ("Done", "Nothing more to do.")
    assert cells(office, Said(CONTACT, Stage.CLOSED), held) == (row(*done), row(*done))


def test_of_a_case_that_was_let_go_of_no_file_is_linked() -> None:
    office = made_office(request(), marks={**file(ENDED), **GONE}, Assignments=EVENING)
    done = row("Done", "Nothing more to do.", closed=CONTACT)
    assert cells(office, Said(CONTACT, Stage.CLOSED, gone=True)) == (done, done)


def test_the_kept_row_shows_the_closing_and_the_file_as_the_office_remembers_them() -> None:
    remembered = {marks.kept_closed(CODE): "2026-11-04", marks.kept_pair(CODE): "Sam Okafor; Lee Park"}
    office = made_office(request(), marks={**file(ENDED), **remembered}, Assignments=(), Conflicts=RESTRICTED)
    done = ("Done", "Nothing more to do.")
    shown = row(*done, closed=date(2026, 11, 4), link=LINK)
    assert cells(office, Said(CONTACT, Stage.CLOSED)) == (row(*done, link=LINK), shown)
