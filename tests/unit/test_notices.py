"""What a Notice says of a case, sentence by sentence, and what comes first."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from automations.core import marks
from automations.core.board.leaks import Leak
from automations.core.casework.access import Readers
from automations.core.coordinators.notices import Trouble
from automations.core.gone import Gone
from automations.core.pairs.rotation import Reason
from tests.unit.noticing import CALM, ONLINE, PAIR, TEAM, conflict, filed, told
from tests.unit.offices import CODE, OTHER, TODAY, closed, made_office, request


def test_where_nothing_is_to_be_said_the_notice_is_blank() -> None:
    assert told(made_office(request(), Assignments=PAIR, Roster=TEAM, marks=filed(ONLINE))) is None


def test_of_a_deleted_case_only_that_is_told() -> None:
    stood = Gone(datetime(2026, 11, 10, 5, tzinfo=UTC), True, True, False, True, False).value
    known = {marks.let_go(CODE): stood, marks.FORM: "f", marks.told(CODE, 1): "Once said."}
    office = made_office(request(), marks=known)
    assert told(office, replace(CALM, twice=True)) == (
        "Deleted for good on Mon 9 Nov; what stands here is what reports count. Version history, and "
        "comments that were never deleted, keep what was in office and board until you move to fresh "
        "spreadsheets, once a year."
    )
    assert told(office, today=date(2026, 12, 9)) is None


def test_what_leaked_to_the_board_is_told_by_its_place() -> None:
    found = (Leak("Cases", CODE, "column 'Stage'", "a long text"), Leak("", "", "a comment", "an address"))
    clear = "Clear that cell: everybody on the team can read it, and its older versions."
    assert told(made_office(request()), replace(CALM, leaks=found)) == (
        f"On the board, tab Cases, row of {CODE}, column 'Stage': a long text. {clear} "
        f"On the board, a comment: an address. {clear}"
    )


BREACH = (
    "A party was told without the consent it takes (B in the case file): speak with the pair today, and then "
    "with the requester."
)


def test_what_the_file_says_is_told_of_a_closed_case_only_where_somebody_was_told_too_much() -> None:
    known = filed(ONLINE, breaches=["B"], gives_up="Sam Okafor")
    gives_up = "Somebody gives the case up, see its file: write the name under Replace."
    assert told(made_office(request(), Assignments=PAIR, marks=known)) == f"{BREACH} {gives_up}"
    assert told(made_office(request(), Assignments=closed(), marks=known)) == BREACH


def test_who_can_not_open_a_file_is_told_where_people_open_it_by_themselves() -> None:
    found = replace(CALM, readers=Readers(frozenset(), (), ("Ada Lind",), ("Sam Okafor",), (), ()))
    word = "Ada Lind reads the case file on a coordinator's word (Also open to), without the requester's."
    no_email = "Sam Okafor has no Email on the Roster, so the case file can't be shared with them."
    assert told(made_office(request(), marks=filed(ONLINE)), found) == f"{word} {no_email}"
    assert told(made_office(request(), marks=filed("case-files/a.xlsx")), found) == word
    assert told(made_office(request()), found) is None


def test_a_file_for_which_there_is_no_room_is_made_by_hand() -> None:
    by_hand = (
        "Its case file can't be made, for the jobs' account has no room on Google. In the folder of the case "
        f"files make an empty spreadsheet and name it {CODE}: the next run does the rest."
    )
    no_room = {marks.no_room(CODE): "2026-11-10"}
    assert told(made_office(request(), marks={**filed(""), **no_room})) == by_hand
    assert told(made_office(request(), marks={**filed(ONLINE), **no_room})) is None
    assert told(made_office(request(), marks=no_room)) is None
    assert told(made_office(request(), marks={**filed(""), marks.no_room(OTHER): "2026-11-10"})) is None


@pytest.mark.parametrize(
    ("cells", "today", "says"),
    [
        ({"immediate_danger": "Yes"}, TODAY,
         "Waits for your word: somebody may be in danger right now. First contact is due by Tue 10 Nov. "
         "Choose in What to do."),
        ({"immediate_danger": "Yes", "within_org": "No"}, date(2027, 1, 2),
         "Waits for your word: somebody may be in danger right now; not about organizing work. First contact "
         "is due by Tue 10 Nov 2026. Choose in What to do."),
        ({"immediate_danger": "Yes", "contact": "none"}, TODAY,
         "Waits for your word: somebody may be in danger right now. Choose in What to do. The requester left "
         "no way to be reached, so there is no due date: wait for them."),
        ({"immediate_danger": "Yes", "What_to_do": "Accept"}, TODAY, None),
        ({"immediate_danger": "Yes", "What_to_do": "Hold"}, TODAY, None),
    ],
)  # fmt: skip
def test_what_waits_for_a_coordinator_says_why_and_until_when(
    cells: dict[str, str], today: date, says: str | None
) -> None:
    assert told(made_office(request(**cells), request(OTHER)), today=today) == says


def test_a_restricted_case_says_for_whom_it_is() -> None:
    rows = (
        conflict("Lee Park", "kept apart"),
        conflict("Sam Okafor"),
        conflict("Sam Okafor", "kept apart", Released="yes"),
        conflict("Ada Lind", "possible match"),
    )
    assert told(made_office(request(What_to_do="Accept"), Roster=TEAM, Conflicts=rows)) == (
        "Restricted (Lee Park: kept apart; Ada Lind: possible match): it goes on in Restricted cases, not on "
        "the board. If that is a mistake, write yes under Released in Conflicts."
    )


def test_a_case_closed_before_anybody_had_it_is_asked_about() -> None:
    assert told(made_office(request()), replace(CALM, closed_alone=True)) == (
        "Its Stage is Closed, and nobody was ever given it. If somebody should be, choose another Stage: the "
        f"next run draws a pair. If you saw to it yourself, write {CODE} under Delete now once nobody needs "
        "it any more, for it is not deleted by itself."
    )


def test_who_can_not_be_reached_is_waited_for_as_long_as_the_case_goes_on() -> None:
    wait = "The requester left no way to be reached, so there is no due date: wait for them."
    assert told(made_office(request(contact="none"))) == wait
    assert told(made_office(request(contact="none"), Assignments=closed(OTHER))) == wait
    assert told(made_office(request(contact="none", What_to_do="Hold"))) is None
    assert told(made_office(request(contact="none"), Assignments=closed())) is None


def test_a_case_on_which_nothing_moved_for_half_a_year_is_asked_about() -> None:
    office = made_office(request(), Assignments=PAIR)
    still = replace(CALM, moved_on=date(2026, 5, 14))
    assert told(office, still) == (
        "Nothing is written down since Thu 14 May: ask the pair whether it goes on, or have it closed."
    )
    assert told(office, replace(CALM, moved_on=date(2026, 5, 15))) is None


def test_rows_that_stand_twice_are_told() -> None:
    on_board = "Its row stands there twice: keep one and delete the other."
    assert told(made_office(request()), replace(CALM, twice=True)) == on_board
    response = "This response stands here in two rows: delete one."
    assert told(made_office(request(), request(OTHER, Response=f"response of {CODE}"))) == response
    code = "This case code stands here in two rows: delete the copy."
    copied = made_office(request(), request(Response="a copy"), request(OTHER))
    assert told(copied) == code
    assert told(copied, code=OTHER) is None
    assert told(made_office(request(), request())) == response


def test_what_is_most_urgent_stands_first() -> None:
    known = {
        **filed("", breaches=["B"]),
        marks.no_room(CODE): "2026-11-10",
        marks.told(CODE, 1): "Said first.",
        marks.told(CODE, 2): "Said then.",
        marks.told(OTHER, 1): "Of another case.",
    }
    row = request(immediate_danger="Yes", contact="none", Give_to="Ola", Related_to=CODE, Delete_now="yes")
    rows = (conflict("Sam Okafor"), conflict("Lee Park", "kept apart"), conflict("Ola Nordmann"))
    office = made_office(row, row, Assignments=PAIR[:1], Roster=TEAM, Conflicts=rows, marks=known)
    leak, away = Leak("Cases", CODE, "column 'Stage'", "a long text"), Reason("Ada Lind", "away")
    everything = Trouble(
        (away,),
        True,
        True,
        (("Give to", away),),
        (Reason("Sam Okafor", "avoided in a related case"),),
        (leak,),
        None,
        None,
    )
    found = told(office, everything)
    assert found is not None
    begins = [
        "Sam Okafor has the case and is in conflict",
        "Sam Okafor has the case and is avoided in a related case",
        "On the board",
        "A party was told",
        "Its case file can't be made",
        "Waits for your word",
        "Restricted (Lee Park",
        "Related to has a code",
        "Fewer than two",
        "You may also offer",
        "Its Stage is Closed",
        "The requester left no way",
        "Its row stands there twice",
        "Give to has a name",
        "Give to: Ada Lind does not",
        "Conflicts has somebody",
        "To delete it for good",
        "This response stands here",
        "Said first. Said then.",
    ]
    places = [found.find(words) for words in begins]
    assert -1 not in places
    assert places == sorted(places)
    assert found.endswith("Said first. Said then.")
