"""How the tables see a case: by its months, its answers, and whether the first contact was in time."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core.snapshot import Row, WorkbookSnapshot
from automations.core.team import Team
from automations.reporting.counting import Counted, Placed, counted
from automations.reporting.ledger import Ledger
from automations.reporting.tables import REQUESTS
from automations.reporting.windows import Window, month_of
from sheets_schema.dates import DateOrder
from tests.unit.ledgers import ledger, told
from tests.unit.offices import CODE, OTHER, RULES, TODAY, made_office, request
from tests.unit.situations import SAM, made_board

OCTOBER, NOVEMBER, DECEMBER = (month_of(date(2026, month, 1)) for month in (10, 11, 12))
THIS_MONTH = Placed(NOVEMBER)
NOBODY_TOLD = Ledger()
TALK, MEDIATE, VIOLENCE = (
    "Think through a difficult situation",
    "Set up a mediated conversation",
    "Harassment or violence",
)


def only(
    *intake: Row,
    board: WorkbookSnapshot | None = None,
    placed: Placed = THIS_MONTH,
    team: Team = RULES,
    marks: dict[str, str] | None = None,
    **tabs: tuple[Row, ...],
) -> Counted:
    """How the tables see amber-heron-lake; nothing else has a place."""
    office = made_office(*intake, marks=marks, **tabs)
    [found] = counted(office, board or made_board(), team, {CODE: placed}, NOBODY_TOLD, TODAY)
    return found


def test_a_case_is_seen_by_its_months_and_its_answers_and_by_nothing_else() -> None:
    answers = {
        "concerns": f"{TALK}; {VIOLENCE.upper()}, something else of theirs",
        "requesting_for": " someone else, and they know",
        "Outcome": "went on  ELSEWHERE",
        "What_to_do": "Accept",
    }
    board = made_board({"Case": CODE, "Reached out on": date(2026, 11, 10)})
    assert only(
        request(OTHER), request(**answers), board=board, placed=Placed(NOVEMBER, DECEMBER)
    ) == Counted(
        NOVEMBER,
        NOVEMBER,
        DECEMBER,
        frozenset({TALK, VIOLENCE}),
        "Someone else",
        "Within 7 days",
        "Went on elsewhere",
    )


@pytest.mark.parametrize(
    ("said", "concerns"),
    [
        ("", set()),
        ("Something else", set()),
        (MEDIATE.upper(), {MEDIATE}),
        (f"{TALK}, {MEDIATE};  {VIOLENCE}", {TALK, MEDIATE, VIOLENCE}),
        (f"{VIOLENCE};Something else", {VIOLENCE}),
    ],
)
def test_what_brought_somebody_here_is_counted_as_the_form_offers_it(said: str, concerns: set[str]) -> None:
    assert only(request(concerns=said, What_to_do="Accept")).concerns == concerns


@pytest.mark.parametrize(
    ("said", "requester"),
    [
        ("Myself", "Myself"),
        (" MYSELF ", "Myself"),
        ("Someone else, and they know", "Someone else"),
        ("Someone else, and they don't know yet", "Someone else"),
        ("For a friend", ""),
        ("Not Myself", ""),
        ("", ""),
    ],
)
def test_for_whom_somebody_asked_is_counted_by_how_the_answer_begins(said: str, requester: str) -> None:
    assert only(request(requesting_for=said)).requester == requester


def test_a_question_that_was_not_asked_counts_as_without_an_answer() -> None:
    asked = {f"not asked {CODE}": "concerns requesting_for about"}
    found = only(request(What_to_do="Accept"), marks=asked)
    assert (found.concerns, found.requester) == (frozenset(), "")


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [(None, ""), ("", ""), ("It went well", ""), (" no contact could be MADE", "No contact could be made")],
)
def test_only_an_outcome_of_the_list_is_counted(cell: str | None, outcome: str) -> None:
    assert only(request(Outcome=cell)).outcome == outcome


@pytest.mark.parametrize(
    ("received", "placed", "due"),
    [
        ("2026-11-23T18:00:00Z", NOVEMBER, NOVEMBER),
        ("2026-11-24T18:00:00Z", NOVEMBER, DECEMBER),
        ("2026-11-24T07:59:59Z", NOVEMBER, NOVEMBER),
        ("2026-10-03T18:00:00Z", NOVEMBER, NOVEMBER),
        ("2026-10-31T18:00:00Z", DECEMBER, DECEMBER),
    ],
)
def test_a_first_contact_is_due_in_the_month_of_its_last_day_and_not_before_the_case_is_counted(
    received: str, placed: int, due: int
) -> None:
    assert only(request(received=received), placed=Placed(placed)).due == due


IN_TIME, LATE = "Within 7 days", "Later or not yet"


@pytest.mark.parametrize(
    ("reached", "said", "contact"),
    [
        ("11/3/2026", {}, IN_TIME),
        ("11/9/2026", {}, IN_TIME),
        ("11/10/2026", {}, LATE),
        ("11/11/2026", {}, LATE),
        ("soon", {}, LATE),
        ("", {}, LATE),
        ("", {"contact": ""}, ""),
        ("", {"What_to_do": "Out of scope"}, ""),
        ("", {"What_to_do": "Refer to grievance officer"}, ""),
        ("", {"What_to_do": "Hold"}, LATE),
        ("11/9/2026", {"What_to_do": "Out of scope"}, IN_TIME),
        ("11/9/2026", {"contact": ""}, IN_TIME),
    ],
)
def test_a_first_contact_is_in_time_until_the_promised_day_and_asked_only_where_it_was_promised(
    reached: str, said: dict[str, str], contact: str
) -> None:
    case = request(received="2026-11-02T18:00:00Z", **said)
    found = only(case, board=made_board({"Case": CODE, "Reached out on": reached}))
    assert found.contact == contact
    assert found.due == (NOVEMBER if contact else None)


def test_no_first_contact_is_asked_of_a_request_that_was_withdrawn() -> None:
    withdrawal = request(OTHER, about="Withdrawing an earlier one")
    found = only(request(), withdrawal, marks={f"joins {OTHER}": f"withdrawing {CODE}"})
    assert (found.contact, found.due) == ("", None)


def test_a_first_contact_is_held_against_the_team_s_own_promise_and_order_of_dates() -> None:
    team = replace(RULES, reach_out_days=3, date_order=DateOrder.DAY_FIRST)
    for reached, contact in (("5/11/2026", IN_TIME), ("6/11/2026", LATE)):
        board = made_board({"Case": CODE, "Reached out on": reached})
        found = only(request(received="2026-11-02T18:00:00Z"), board=board, team=team)
        assert found.contact == contact


def test_a_restricted_case_goes_on_being_counted_where_a_published_total_has_it() -> None:
    office = made_office(
        request("restricted", "2026-11-03T18:00:00Z"),
        request("ordinary", "2026-11-03T18:00:00Z"),
        request("told", "2026-10-03T18:00:00Z"),
        request("has-no-place", "2026-11-03T18:00:00Z"),
        Conflicts=tuple(
            {"Case": code, "Volunteer": SAM, "Kind": "involved"} for code in ("restricted", "told")
        ),
    )
    placed = {"restricted": Placed(NOVEMBER), "ordinary": Placed(NOVEMBER), "told": Placed(OCTOBER)}
    for known, months in (
        (ledger(told(REQUESTS, Window(OCTOBER, 1), 9)), [NOVEMBER, OCTOBER]),
        (ledger(told(REQUESTS, Window(OCTOBER, 1))), [NOVEMBER]),
    ):
        found = counted(office, made_board(), RULES, placed, known, TODAY)
        assert [case.received for case in found] == months
