"""The digests for coordinators: each day's by mail, in counts and codes; the month's, with true numbers."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core.casework.facts import Facts
from automations.core.casework.filed import Filed
from automations.core.mail.digest import Digest, digest
from automations.core.marks import case_file
from automations.core.office import Office, read_office
from automations.core.snapshot import Row
from automations.reporting import digest as monthly
from automations.reporting.counting import Counted
from automations.reporting.ledger import Release
from automations.reporting.tables import CONCERN, REQUESTER, REQUESTS
from automations.reporting.windows import Window, month_of
from sheets_schema.dates import DateOrder
from tests.unit.ledgers import told
from tests.unit.offices import CODE, OTHER, RULES, THIRD, TODAY, closed, made_office, office_snapshot, request
from tests.unit.situations import ADA, LEE, SAM, WILL, made_board, pair, person, seen

QUIET = Digest(0, "2026-11-09", 0, (), (), (), (), 0, 0, 0, {})


def received(month: int, day: int) -> str:
    return f"2026-{month:02}-{day:02}T18:00:00Z"


def conflict(code: str, released: str = "", kind: str = "asked to avoid") -> Row:
    return {"Case": code, "Volunteer": SAM, "Kind": kind, "Released": released}


def test_on_a_quiet_day_there_is_nothing_to_tell() -> None:
    assert digest(seen(made_office()), SAM) == QUIET


def test_each_case_stands_where_a_coordinator_looks_for_it_the_most_urgent_first() -> None:
    waits, accepted = {"within_org": "No"}, {"What_to_do": "Accept"}
    office = made_office(
        request("waits-later", received(11, 8), **waits),
        request("waits-sooner", received(11, 2), **waits),
        request("waits-as-soon", received(11, 2), **waits),
        request("waits-unreachable", received(10, 1), contact="", **waits),
        request("short-later", received(10, 2)),
        request("short-sooner", received(10, 1)),
        request("short-unreachable", received(10, 1), contact="", **accepted),
        request("late-by-one", received(11, 2)),
        request("late-by-thirteen", received(10, 21)),
        request("late-by-fourteen", received(10, 20)),
        request("late-by-twenty", received(10, 14)),
        request("in-time", received(11, 10)),
        request("held", received(10, 14), What_to_do="Hold"),
        request("closed", received(11, 9)),
        Assignments=closed("closed"),
    )
    short = ("short-later", "short-sooner", "short-unreachable", "waits-later", "held")
    assert digest(seen(office, short=short), SAM) == Digest(
        12,
        "2026-11-09",
        1,
        (
            ("waits-as-soon", "2026-11-09"),
            ("waits-sooner", "2026-11-09"),
            ("waits-later", "2026-11-15"),
            ("waits-unreachable", ""),
        ),
        (("short-sooner", "2026-10-08"), ("short-later", "2026-10-09"), ("short-unreachable", "")),
        (("late-by-twenty", "2026-10-21"), ("late-by-fourteen", "2026-10-27")),
        (("late-by-thirteen", "2026-10-28"), ("late-by-one", "2026-11-09")),
        0,
        0,
        0,
        {},
    )


def test_of_a_case_that_a_coordinator_is_in_conflict_with_they_learn_nothing_not_even_in_a_count() -> None:
    office = made_office(
        request(CODE, received(11, 9)),
        request(OTHER, received(11, 9), within_org="No"),
        request(THIRD, received(11, 9), within_org="No"),
        Conflicts=(conflict(CODE), conflict(OTHER), conflict(THIRD, "yes")),
    )
    for name, count, waiting in ((SAM, 1, (THIRD,)), (LEE, 3, (OTHER, THIRD))):
        found = digest(seen(office, short=(CODE,)), name)
        assert (found.open, found.fresh) == (count, count)
        assert found.waiting == tuple((code, "2026-11-16") for code in waiting)
        assert found.short == (() if name == SAM else ((CODE, "2026-11-16"),))


@pytest.mark.parametrize(("when", "fresh"), [("2026-11-06T08:00:00Z", 1), ("2026-11-06T07:59:59Z", 0)])
def test_what_came_in_since_the_last_day_of_mail_is_new_by_the_team_s_days(when: str, fresh: int) -> None:
    office = made_office(request(received=when), request(OTHER, received(11, 2)))
    found = digest(seen(office, since=date(2026, 11, 6)), SAM)
    assert (found.since, found.fresh, found.open) == ("2026-11-06", fresh, 2)


def test_rows_of_availability_that_can_not_be_read_are_counted_by_the_team_s_order_of_dates() -> None:
    rows: tuple[Row, ...] = (
        {"Volunteer": SAM, "Away from": "13/11/2026", "Away until": "14/11/2026"},
        {"Volunteer": LEE, "Away from": "11/13/2026"},
        {"Volunteer": "Ola Nordmann", "Away until": "11/14/2026"},
        {"Volunteer": ADA, "On rotation": "perhaps"},
        {"Volunteer": WILL},
        {"Volunteer": "reed, will"},
    )
    roster = tuple(person(name) for name in (SAM, LEE, ADA, WILL))
    board = made_board(availability=rows)
    day_first = replace(RULES, date_order=DateOrder.DAY_FIRST)
    office = made_office(Roster=roster)
    assert digest(seen(office, board, team=day_first), SAM).unreadable == 4
    assert digest(seen(office, made_board(availability=rows[:1])), SAM).unreadable == 1


def test_volunteers_with_open_cases_and_without_an_address_are_counted() -> None:
    office = made_office(
        request(),
        request(OTHER),
        request(THIRD),
        Roster=(
            person(SAM, "sam@example.org"),
            person(LEE),
            person(ADA, Status="Left"),
            person(WILL),
            person("Kari Nordmann"),
            person("Ola Nordmann"),
        ),
        Assignments=(
            *pair(CODE),
            *pair(OTHER, names=(ADA, WILL)),
            *closed("d-e-f"),
            *pair(THIRD, names=("Nobody Known", LEE)),
            *pair("g-h-i", names=("Kari Nordmann",)),
        ),
    )
    assert digest(seen(office), SAM).unaddressed == 3


@pytest.mark.parametrize(
    ("mark", "count"),
    [
        ("2026-11-10 3", 3),
        ("2026-11-10 12", 12),
        ("2026-11-10 0", 0),
        ("2026-11-10", 0),
        ("3", 0),
        ("", 0),
        ("2026-11-10 many", 0),
        ("2026-11-10 ³", 0),
        ("2026-11-10 3 4", 0),
    ],
)
def test_what_is_wrong_with_access_is_counted_and_nothing_where_the_mark_was_broken(
    mark: str, count: int
) -> None:
    assert digest(seen(made_office(marks={"access": mark})), SAM).access == count


def test_where_access_was_never_looked_at_nothing_is_wrong_with_it() -> None:
    assert digest(seen(made_office()), SAM).access == 0


def run(job: object, result: str, when: str = "2026-11-09T18:00:00Z") -> Row:
    return {"When": when, "Job": str(job), "Result": result}


def test_jobs_that_failed_since_the_last_day_of_mail_are_counted() -> None:
    office = made_office(
        Runs=(
            run("mail", "failed"),
            run("mail", "Failed "),
            run("assign", "failed", "2026-11-09T08:00:00Z"),
            run("assign", "failed", "2026-11-09T07:59:59Z"),
            run("assign", "failed", "yesterday"),
            {"Job": "assign", "Result": "failed"},
            {"When": "2026-11-09T18:00:00Z", "Result": "failed"},
            run("mail", "ok"),
            run("mail", "who knows"),
            run("mail", ""),
        )
    )
    assert digest(seen(office), SAM).failed == {"mail": 2, "assign": 1, "": 1}


NOVEMBER = month_of(TODAY)
LABELS = CONCERN.categories


def counted(label: str = LABELS[0], requester: str = "Myself", received: int = NOVEMBER) -> Counted:
    return Counted(
        received, NOVEMBER, NOVEMBER, frozenset({label}), requester, "Within 7 days", "Went on elsewhere"
    )


def of_month(office: Office, release: Release, *cases: Counted) -> str:
    return monthly.digest(release, cases, office, RULES, date(2026, 12, 28)).decode()


OF_NOVEMBER = (
    "INTERNAL: for coordinators alone. Small numbers point to people. Pass on the report, never this.",
    "",
    "Team: November 2026",
    "",
    "Requests (published)",
    "      3  all",
    "",
    "Concern (not published for this month)",
    "      2  Think through a difficult situation",
    "      0  Set up a mediated conversation",
    "      0  Hold someone accountable for harm",
    "      0  Make amends for harm I may have caused",
    "      0  Intervene in harmful dynamics between others",
    "      0  Change oppressive dynamics in a group",
    "      0  Understand my communication style",
    "      1  Harassment or violence",
    "",
    "Concern group (not published for this month)",
    "      2  Talking it through",
    "      1  Harm and accountability",
    "      0  Group culture",
    "",
    "Requester (not published for this month)",
    "      1  Myself",
    "      2  Someone else",
    "",
    "First contact (not published for this month)",
    "      4  Within 7 days",
    "      0  Later or not yet",
    "",
    "Outcome (not published for this month)",
    "      0  Agreement or plan carried out",
    "      0  Talked through, no plan needed",
    "      4  Went on elsewhere",
    "      0  The requester ended it",
    "      0  No contact could be made",
    "      0  Ended without agreement",
    "",
)


def test_the_month_s_digest_has_the_true_numbers_and_says_which_of_them_are_public() -> None:
    month = Window(NOVEMBER, 1)
    release = Release(
        1,
        NOVEMBER,
        (told(REQUESTS, month, 12), told(REQUESTER, Window(NOVEMBER - 1, 1), 6, 6), told(CONCERN, month)),
    )
    snapshot = office_snapshot(
        request("waits-a-while", "2026-12-27T18:00:00Z", within_org="No"),
        request("waits-too-long", "2026-12-01T18:00:00Z", within_org="No"),
        request("waits-for-them", "2026-12-01T18:00:00Z", within_org="No", contact=""),
        request(CODE),
        request(OTHER),
        request(THIRD, What_to_do="Hold"),
        Conflicts=(conflict(OTHER, kind="involved"),),
        Assignments=closed(CODE),
        marks={case_file(CODE): Filed("a", "1", Facts(outcome="x")).mark()},
    )
    office = read_office(snapshot, RULES, TODAY)
    cases = [
        counted(),
        counted(LABELS[7], "Someone else"),
        counted(LABELS[0], "Someone else"),
        counted(received=NOVEMBER - 1),
    ]
    assert of_month(office, release, *cases).split("\n") == [
        *OF_NOVEMBER,
        "All cases, on Mon 28 Dec",
        "      6  all",
        "      4  waiting for a coordinator",
        "      2  waiting past their due date",
        "      1  set aside",
        "      1  restricted",
        "      1  closed",
        "",
        "Waiting for your word",
        "  waits-a-while, reach out by Sun 3 Jan 2027",
        "  waits-too-long, reach out by Tue 8 Dec",
        "  waits-for-them, no day, for they left no way to be reached",
        f"  {OTHER}, reach out by Tue 10 Nov",
        "",
    ]


def test_where_nothing_waits_the_month_s_digest_says_so() -> None:
    found = of_month(made_office(request()), Release(1, NOVEMBER, ()))
    assert found.split("\n")[-3:] == ["Waiting for your word", "  none", ""]
    assert "Requests (not published for this month)\n      0  all\n" in found
