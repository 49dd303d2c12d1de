"""How things stand: cases and flags in counts, everybody's share of the work, and whether the jobs run."""

import json
from datetime import UTC, date, datetime

import pytest

from automations.core import marks
from automations.core.board.overview import Share, counts, flags, shares
from automations.core.conflicts import Watch
from automations.core.office import Office
from automations.core.pairs.rotation import Rotation
from automations.core.running.health import Health, health
from automations.core.snapshot import Row, WorkbookSnapshot
from sheets_schema.board import BOARD
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, OTHER, RULES, THIRD, TODAY, closed, event, made_office, request, workbook

FOURTH, FIFTH, SIXTH = "dusky-finch-moor", "early-robin-lane", "fresh-heron-brook"
RESTRICTED: tuple[Row, ...] = ({"Case": CODE, "Volunteer": "Ada Lind", "Kind": "involved"},)


def board(*cases: Row, read_me: tuple[Row, ...] = ()) -> WorkbookSnapshot:
    return workbook(BOARD, {"Cases": cases, "Read me": read_me})


def test_cases_are_counted_by_how_they_stand() -> None:
    office = made_office(
        request(),
        request(OTHER, immediate_danger="Yes"),
        request(THIRD, "2026-11-01T17:00:00Z", immediate_danger="Yes"),
        request(FOURTH, What_to_do="Hold"),
        request(FIFTH, What_to_do="Out of scope"),
        request(SIXTH, "2026-11-01T17:00:00Z", What_to_do="Duplicate"),
        request("gentle-robin-mill"),
        Conflicts=RESTRICTED,
        Assignments=(*closed(), *closed(FOURTH)[:3], *closed(FIFTH)),
    )
    assert counts(office, RULES, TODAY) == {
        "all": 7,
        "waiting for a coordinator": 3,
        "waiting past their due date": 1,
        "set aside": 3,
        "restricted": 1,
        "closed": 2,
    }


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2026, 11, 9), 0), (date(2026, 11, 10), 1), (date(2026, 11, 11), 2)],
)
def test_a_case_waits_too_long_once_its_last_day_is_over(today: date, late: int) -> None:
    office = made_office(
        request(immediate_danger="Yes"),
        # Still the evening of 2 November where the team is.
        request(OTHER, "2026-11-03T05:00:00Z", immediate_danger="Yes"),
        request(THIRD, "2026-10-01T05:00:00Z"),
        request(FOURTH, "2026-10-01T05:00:00Z", immediate_danger="Yes", contact=""),
    )
    assert counts(office, RULES, today)["waiting past their due date"] == late


def test_an_empty_office_counts_none() -> None:
    assert set(counts(made_office(), RULES, TODAY).values()) == {0}
    assert flags(made_office(), board(), (), RULES, TODAY) == {}


def test_flags_are_counted_in_their_order_as_they_are_today() -> None:
    reached: Row = {"Reached out on": date(2026, 11, 5)}
    office = made_office(
        request(),
        request(OTHER),
        request(THIRD),
        request(FOURTH, "2026-11-01T17:00:00Z"),
        request(FIFTH),
        request(SIXTH, immediate_danger="Yes"),
    )
    there = board(
        {"Case": CODE, **reached, "Flag": "Done"},
        {"Case": OTHER, **reached},
        {"Case": THIRD},
        {"Case": FOURTH},
        {"Case": SIXTH},
        {"Case": "gentle-robin-mill"},
    )
    found = flags(office, there, (), RULES, TODAY)
    assert list(found.items()) == [
        ("With a coordinator", 1),
        ("Overdue", 1),
        ("Due soon", 1),
        ("On time", 2),
    ]
    short = flags(office, there, (THIRD,), RULES, TODAY)
    assert short == {"With a coordinator": 2, "Overdue": 1, "On time": 2}
    assert flags(office, there, (), RULES, date(2026, 11, 24)) == {
        "With a coordinator": 1,
        "Well overdue": 2,
        "On time": 2,
    }


def test_a_restricted_case_counts_as_it_stands_in_the_office() -> None:
    pair = (event("assigned", "Sam Okafor"), event("assigned", "Lee Park"))

    def office_of(*intake: Row, there: tuple[Row, ...] = ({"Case": CODE},)) -> Office:
        return made_office(*intake, Conflicts=RESTRICTED, Assignments=pair, Restricted_cases=there)

    there = board({"Case": CODE}, {"Case": OTHER, "Reached out on": date(2026, 11, 5)})
    office = office_of(request(), request(OTHER))
    assert flags(office, there, (), RULES, TODAY) == {"With a coordinator": 1, "On time": 1}
    # Without its row in the office yet, as it stands on the board.
    office = office_of(request(), request(OTHER), there=())
    assert flags(office, there, (), RULES, TODAY) == {"Due soon": 1, "On time": 1}
    accepted = office_of(request(What_to_do="Accept"), request(OTHER))
    assert flags(accepted, there, (CODE,), RULES, TODAY) == {"With a coordinator": 1, "On time": 1}
    assert flags(accepted, there, (), RULES, date(2026, 11, 24)) == {"Well overdue": 1, "On time": 1}
    # A day that is still to come is none on which anybody reached out.
    row: Row = {"Case": CODE, "Reached out on": date(2026, 11, 11)}
    early = office_of(request(What_to_do="Accept"), request(OTHER), there=(row,))
    assert flags(early, there, (), RULES, TODAY) == {"Check the row": 1, "On time": 1}
    assert flags(early, there, (), RULES, date(2026, 11, 11)) == {"On time": 2}


def volunteer(name: str, **cells: Cell) -> Row:
    return {"Volunteer": name, "Approved on": date(2026, 1, 1), **cells}


def given(name: str, code: str, *among: str, when: str = "2026-11-03T18:00:00Z") -> Row:
    return event("assigned", name, when, code, why=f"Available then: {'; '.join(among)}")


def rotation(office: Office) -> Rotation:
    return Rotation(office, {}, Watch(office.roster, frozenset()), TODAY, "secret", RULES.day)


def test_everybody_who_may_be_given_a_case_has_their_share_the_most_owed_first() -> None:
    three = ("Will Reed", "Lee Park", "Ada Lind")
    office = made_office(
        request(),
        request(OTHER),
        request(THIRD, What_to_do="Hold"),
        Roster=(
            volunteer("Will Reed"),
            volunteer("Lee Park"),
            volunteer("Sam Okafor"),
            volunteer("Ada Lind"),
            volunteer("Ola Nordmann", Status="Resting"),
            {"Volunteer": "New One"},
        ),
        Assignments=(
            given("Will Reed", CODE, *three),
            given("Lee Park", CODE, *three),
            event("released", "Will Reed", "2026-11-05T18:00:00Z"),
            event("released", "Lee Park", "2026-11-05T18:00:00Z"),
            given("Will Reed", OTHER, *three, when="2026-11-06T18:00:00Z"),
            given("Will Reed", THIRD, *three, when="2026-11-07T18:00:00Z"),
        ),
    )
    # Four places, each shared by three; Sam Okafor was not there then.
    assert shares(rotation(office)) == [
        Share("Ada Lind", 0, 0, 1.33),
        Share("Lee Park", 0, 1, 0.33),
        Share("Sam Okafor", 0, 0, 0.0),
        Share("Will Reed", 1, 3, -1.67),
    ]


def test_who_is_owed_as_much_as_another_stands_by_name_and_nobody_is_owed_minus_nothing() -> None:
    # Each took one of six places: the sixths that they earned add up to a little less than one.
    team = ("Will Reed", "Ada Lind", "Lee Park", "Sam Okafor", "Ola Nordmann", "Will Park")
    places = zip(team, (CODE, CODE, OTHER, OTHER, THIRD, THIRD), range(1, 7), strict=True)
    office = made_office(
        request(),
        request(OTHER),
        request(THIRD),
        Roster=tuple(map(volunteer, team)),
        Assignments=tuple(
            given(name, code, *team, when=f"2026-11-0{day}T18:00:00Z") for name, code, day in places
        ),
    )
    found = shares(rotation(office))
    assert found == [Share(name, 1, 1, 0.0) for name in sorted(team)]
    assert {str(share.owed) for share in found} == {"0.0"}


def run(job: str, when: Cell, result: Cell) -> Row:
    return {"When": when, "Job": job, "Result": result}


def moment(hour: int, day: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rows", "last_run", "failing"),
    [
        ((), None, ()),
        ((run("intake", datetime(2026, 11, 10, 9), "ok"),), moment(9), ()),
        ((run("intake", "2026-11-10T09:00:00+02:00", " FAILED "),), moment(7), ("intake",)),
        (
            (
                run("report", datetime(2026, 11, 10, 9), "failed"),
                run("assign", datetime(2026, 11, 9, 9), "failed"),
                run("intake", datetime(2026, 11, 8, 9), "skipped"),
            ),
            moment(9),
            ("assign", "report"),
        ),
        # What a job last told of itself counts, however people sorted the rows.
        (
            (
                run("intake", datetime(2026, 11, 10, 9), "ok"),
                run("intake", datetime(2026, 11, 9, 9), "failed"),
                run("assign", datetime(2026, 11, 8, 9), "ok"),
                run("assign", datetime(2026, 11, 9, 9), "failed"),
            ),
            moment(9),
            ("assign",),
        ),
        # Of two in one second, the row below.
        (
            (
                run("intake", datetime(2026, 11, 10, 9), "ok"),
                run("intake", datetime(2026, 11, 10, 9), "failed"),
                run("assign", datetime(2026, 11, 10, 9), "failed"),
                run("assign", datetime(2026, 11, 10, 9), "nothing to do"),
            ),
            moment(9),
            ("intake",),
        ),
        (
            (
                run("intake", "some day", "failed"),
                run("assign", None, "failed"),
                run("report", datetime(2026, 11, 9, 9), "perhaps"),
            ),
            moment(9, 9),
            (),
        ),
    ],
)
def test_what_fails_is_told_until_it_goes_well_again(
    rows: tuple[Row, ...], last_run: datetime | None, failing: tuple[str, ...]
) -> None:
    assert health(made_office(Runs=rows), board()) == Health(last_run, "", failing, 0)


def test_the_last_good_day_and_mails_of_which_nobody_knows_whether_they_went_are_told() -> None:
    told = [["new case", CODE, ""], ["due soon", OTHER, ""]]
    going = {
        f"{marks.MAIL_TO}Sam Okafor": json.dumps(["2026-11-09", [], told, 1]),
        f"{marks.MAIL_TO}Lee Park": json.dumps(["2026-11-09", told, told, 2]),
        f"{marks.MAIL_TO}Ada Lind": json.dumps(["2026-11-09", told, [], 0]),
        f"{marks.MAIL_TO}Will Reed": "broken",
    }
    office = made_office(marks=going, Roster=(volunteer("Lee Park", **{"Also known as": "Sam Okafor"}),))
    line: Row = {"Topic": "Last good run", "Explanation": "2026-11-09: the last day"}
    assert health(made_office(marks=going), board(read_me=(line,))) == Health(None, "2026-11-09", (), 2)
    # One who went by two names has one outbox.
    assert health(office, board()) == Health(None, "", (), 1)
