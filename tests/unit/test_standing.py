"""Where a case stands with the coordinators, why it waits, and with which other case it goes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from automations.core.case import Case, Conflict, Standing, answer_headers
from automations.core.gone import Gone
from automations.core.joining import ADDING, WITHDRAWING, WRONG, Joined
from sheets_schema.codec import UNREADABLE_CHOICE, Unreadable
from sheets_schema.form import KEYS
from sheets_schema.words import ConflictKind, WhatToDo
from tests.unit.made_cases import made_case
from tests.unit.offices import OTHER, RULES, THIRD

PLAIN = {
    "about": "New",
    "contact": "someone@example.org",
    "concerns": "Set up a mediated conversation",
    "within_org": "Yes",
    "immediate_danger": "No",
}
ADDS = {**PLAIN, "about": "Adding to an earlier one"}
WITHDRAWS = {**PLAIN, "about": "Withdrawing an earlier one"}
VIOLENCE = {**PLAIN, "concerns": "Harassment or violence"}

INVOLVED = "somebody on the team is or may be involved"
CAME_BACK = "its row was deleted and came back, and what you had decided is lost"
NOT_OF_THE_LIST = "What to do is not one of the list"
NO_FIRST = "a Duplicate needs the code of an earlier case that goes on, under Same as"

ADDING_TO, TAKING_BACK = Joined(ADDING, OTHER), Joined(WITHDRAWING, OTHER)
TOO_LATE, BACK_TOO_LATE = Joined(ADDING, OTHER, True), Joined(WITHDRAWING, OTHER, True)
NO_SUCH_PHRASE = Joined(WRONG, "")
DECISIONS = tuple(WhatToDo)
WAITING, ACCEPTED, ASIDE = Standing.WAITING, Standing.ACCEPTED, Standing.SET_ASIDE


def made(
    answers: dict[str, str] = PLAIN,
    decision: WhatToDo | Unreadable | None = None,
    joined: Joined | None = None,
    first: str = "",
    same_as: tuple[str, ...] = (),
) -> Case:
    case = made_case(answers)
    return replace(case, decision=decision, joined=joined, first=first, same_as=same_as)


def conflict(kind: ConflictKind, released: bool = False) -> Conflict:
    return Conflict("Sam Okafor", kind, released)


def went(accepted: bool = False, restricted: bool = False, reachable: bool = False) -> Gone:
    return Gone(datetime(2026, 11, 5, tzinfo=UTC), True, accepted, restricted, reachable, False)


def test_further_pieces_of_an_answer_are_no_questions_of_their_own() -> None:
    row = {
        "Question: Why?": "a",
        "Question: Why? (2)": "b",
        "Question: When? (2)": "c",
        "what_happened (2)": "d",
        "Notice": "e",
    }
    assert answer_headers(row) == [*KEYS, "Question: Why?", "Question: When? (2)"]


def test_answers_are_whole_and_those_that_were_not_asked_are_absent() -> None:
    long = "a" * 32_767
    case = made_case({"name": "Ola", "what_happened": long, "what_happened (2)": "b"})
    case = replace(case, row={**case.row, "Question: Why?": "so"}, unasked=("contact", "concerns"))
    others = {key: "" for key in KEYS if key not in ("contact", "concerns")}
    wanted = {**others, "name": "Ola", "what_happened": f"{long}b", "Question: Why?": "so"}
    assert case.answers == wanted


@pytest.mark.parametrize(
    ("kind", "restricts"),
    [
        (ConflictKind.INVOLVED, True),
        (ConflictKind.KEPT_APART, True),
        (ConflictKind.POSSIBLE_MATCH, True),
        (ConflictKind.ASKED_TO_AVOID, False),
        (ConflictKind.KEPT_AWAY, False),
    ],
)
def test_a_case_is_restricted_while_somebody_on_the_team_may_be_part_of_it(
    kind: ConflictKind, restricts: bool
) -> None:
    released = conflict(ConflictKind.INVOLVED, True)
    case = made()
    assert case.restricted is False
    assert replace(case, conflicts=(conflict(kind),)).restricted is restricts
    assert replace(case, conflicts=(released, conflict(kind))).restricted is restricts
    assert replace(case, conflicts=(conflict(kind, True),)).restricted is False


@pytest.mark.parametrize("restricted", [True, False])
def test_a_case_that_was_let_go_of_stays_as_restricted_as_it_was(restricted: bool) -> None:
    found = conflict(ConflictKind.INVOLVED)
    case = replace(made(), gone=went(restricted=restricted), conflicts=() if restricted else (found,))
    assert case.restricted is restricted


@pytest.mark.parametrize(
    ("case", "reasons", "plainly"),
    [
        (made(), (), ACCEPTED),
        (made(VIOLENCE), ("harassment or violence",), WAITING),
        (replace(made(), returned=True), (CAME_BACK,), WAITING),
        (made(decision=UNREADABLE_CHOICE), (NOT_OF_THE_LIST,), WAITING),
        (made(decision=WhatToDo.DUPLICATE, same_as=(OTHER,)), (NO_FIRST,), WAITING),
        (made(decision=WhatToDo.DUPLICATE, same_as=(OTHER,), first=OTHER), (), ASIDE),
        (made(decision=WhatToDo.DUPLICATE), (), ASIDE),
        (replace(made(), described=("team_involved",)), (INVOLVED,), ACCEPTED),
        (replace(made(), described=("volunteers_to_avoid",)), (), ACCEPTED),
        (replace(made(), conflicts=(conflict(ConflictKind.KEPT_APART),)), (INVOLVED,), ACCEPTED),
        (
            replace(
                made(VIOLENCE, UNREADABLE_CHOICE),
                returned=True,
                conflicts=(conflict(ConflictKind.INVOLVED),),
            ),
            ("harassment or violence", CAME_BACK, NOT_OF_THE_LIST, INVOLVED),
            WAITING,
        ),
        (
            replace(made(VIOLENCE, WhatToDo.DUPLICATE, same_as=(OTHER,)), returned=True),
            ("harassment or violence", CAME_BACK, NO_FIRST),
            WAITING,
        ),
    ],
)  # fmt: skip
def test_a_case_waits_for_a_coordinator_and_says_why_but_never_on_the_board_for_being_restricted(
    case: Case, reasons: tuple[str, ...], plainly: Standing
) -> None:
    assert case.reasons_to_wait == reasons
    assert case.standing_on_board is plainly
    assert case.standing is (WAITING if reasons else plainly)


@pytest.mark.parametrize("answers", [PLAIN, VIOLENCE])
@pytest.mark.parametrize(
    ("decision", "standing"),
    [
        (WhatToDo.ACCEPT, ACCEPTED),
        (WhatToDo.HOLD, ASIDE),
        (WhatToDo.OUT_OF_SCOPE, ASIDE),
        (WhatToDo.DUPLICATE, ASIDE),
        (WhatToDo.REFER, ASIDE),
    ],
)
def test_a_coordinator_s_word_decides_whatever_the_case_waited_for(
    answers: dict[str, str], decision: WhatToDo, standing: Standing
) -> None:
    assert made(answers, decision).standing is standing
    assert made(answers, decision).standing_on_board is standing


@pytest.mark.parametrize("decision", [None, *DECISIONS, UNREADABLE_CHOICE])
def test_who_withdrew_has_no_case_whatever_was_decided_of_it(decision: WhatToDo | None) -> None:
    assert replace(made(VIOLENCE, decision), withdrawn=True).standing is ASIDE


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_case_that_was_let_go_of_stands_as_it_stood(accepted: bool, withdrawn: bool) -> None:
    decision = WhatToDo.HOLD if accepted else WhatToDo.ACCEPT
    case = replace(made(decision=decision), gone=went(accepted), withdrawn=withdrawn)
    assert case.standing is (ACCEPTED if accepted else ASIDE)


@pytest.mark.parametrize(
    ("answers", "joined", "standing"),
    [
        (ADDS, ADDING_TO, ASIDE),
        (WITHDRAWS, TAKING_BACK, ASIDE),
        (PLAIN, ADDING_TO, ASIDE),
        ({**PLAIN, "about": f"{ADDS['about']}\n{WITHDRAWS['about']}"}, TAKING_BACK, ASIDE),
        ({**ADDS, "immediate_danger": "Yes"}, ADDING_TO, WAITING),
        ({**WITHDRAWS, "concerns": "Harassment or violence"}, TAKING_BACK, WAITING),
        (ADDS, TOO_LATE, WAITING),
        (ADDS, NO_SUCH_PHRASE, WAITING),
        (ADDS, None, WAITING),
    ],
)
def test_a_request_that_joins_an_earlier_one_waits_only_for_more_than_that(
    answers: dict[str, str], joined: Joined | None, standing: Standing
) -> None:
    assert made(answers, joined=joined).standing is standing


@pytest.mark.parametrize(
    ("joined", "decision", "joins", "withdraws", "shares"),
    [
        (None, None, "", False, ""),
        (None, WhatToDo.ACCEPT, "", False, ""),
        (NO_SUCH_PHRASE, None, "", False, ""),
        (ADDING_TO, None, OTHER, False, OTHER),
        (ADDING_TO, WhatToDo.ACCEPT, "", False, ""),
        (ADDING_TO, WhatToDo.HOLD, "", False, ""),
        (ADDING_TO, UNREADABLE_CHOICE, "", False, ""),
        (TOO_LATE, None, "", False, ""),
        (TAKING_BACK, None, OTHER, True, OTHER),
        (TAKING_BACK, WhatToDo.ACCEPT, "", True, OTHER),
        (TAKING_BACK, WhatToDo.OUT_OF_SCOPE, "", True, OTHER),
        (TAKING_BACK, UNREADABLE_CHOICE, "", True, OTHER),
        (TAKING_BACK, WhatToDo.HOLD, "", True, ""),
        (BACK_TOO_LATE, None, "", True, OTHER),
        (BACK_TOO_LATE, WhatToDo.HOLD, "", True, ""),
    ],
)
def test_an_addition_joins_until_somebody_decides_and_a_withdrawal_until_it_was_a_mistake(
    joined: Joined | None, decision: WhatToDo | None, joins: str, withdraws: bool, shares: str
) -> None:
    case = made(joined=joined, decision=decision)
    assert (case.joins, case.withdraws, case.shares) == (joins, withdraws, shares)
    assert case.goes_into == shares


@pytest.mark.parametrize(
    ("joined", "decision", "first", "into"),
    [
        (None, WhatToDo.DUPLICATE, THIRD, THIRD),
        (None, WhatToDo.DUPLICATE, "", ""),
        (None, None, THIRD, ""),
        (None, WhatToDo.HOLD, THIRD, ""),
        (ADDING_TO, WhatToDo.DUPLICATE, THIRD, THIRD),
        (TAKING_BACK, WhatToDo.DUPLICATE, THIRD, OTHER),
    ],
)
def test_what_a_duplicate_says_goes_to_the_pair_of_the_case_that_it_leads_to(
    joined: Joined | None, decision: WhatToDo | None, first: str, into: str
) -> None:
    case = made(joined=joined, decision=decision, first=first, same_as=(first,))
    assert case.goes_into == into


@pytest.mark.parametrize("decision", [None, *DECISIONS, UNREADABLE_CHOICE])
@pytest.mark.parametrize(("same_as", "first"), [((), ""), ((OTHER,), ""), ((OTHER,), OTHER)])
def test_only_a_duplicate_of_a_case_that_is_not_there_leads_nowhere(
    decision: WhatToDo | None, same_as: tuple[str, ...], first: str
) -> None:
    nowhere = decision is WhatToDo.DUPLICATE and (same_as, first) == ((OTHER,), "")
    assert made(decision=decision, same_as=same_as, first=first).leads_nowhere is nowhere


@pytest.mark.parametrize(
    ("contact", "gone", "reached"),
    [
        ("someone@example.org", None, True),
        ("", None, False),
        ("none", None, False),
        ("someone@example.org", went(reachable=False), False),
        ("", went(reachable=True), True),
    ],
)
def test_first_contact_is_due_where_a_way_to_be_reached_was_left(
    contact: str, gone: Gone | None, reached: bool
) -> None:
    case = replace(made({**PLAIN, "contact": contact}), gone=gone)
    assert case.is_reachable is reached
    assert case.due(RULES) == (date(2026, 11, 10) if reached else None)
    in_three = replace(RULES, reach_out_days=3, zone=ZoneInfo("Pacific/Auckland"))
    assert case.due(in_three) == (date(2026, 11, 6) if reached else None)
