"""What a reader can know, reckoned by hand: from what was told, from what was withheld, from how the tables
hang together. The smallest number shown is 6, one over k.
"""

import pytest

from automations.reporting.ledger import LedgerError
from automations.reporting.sums import (
    CARRIED,
    ENDLESS,
    NONE,
    PROMPT,
    SEVERAL,
    UNDUE,
    Bounds,
    all_of,
    closed,
    due,
    plus,
    requests,
)
from automations.reporting.tables import (
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
    least_excess,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import (
    IN_TIME,
    JANUARY,
    LATE,
    MONTH,
    MYSELF,
    NEXT,
    OTHERS,
    QUARTER,
    K,
    ledger,
    of,
    possible,
    told,
)


def at_least_six(table: Table, window: Window = MONTH) -> list[Bounds]:
    return [Bounds(of(table, category, window), least=6) for category in table.categories]


def test_the_requests_of_a_month_are_what_was_told_and_one_that_was_withheld_has_few() -> None:
    assert possible(ledger(told(REQUESTS, MONTH, 12)), requests(MONTH)) == (12, 12)
    assert possible(ledger(told(REQUESTS, MONTH)), requests(MONTH)) == (0, 5)
    assert possible(ledger(told(REQUESTS, MONTH, 12)), requests(NEXT)) is None
    assert possible(ledger(told(REQUESTS, QUARTER, 12)), requests(NEXT)) == (0, 12)


def test_a_total_may_have_been_withheld_for_saying_too_much_of_its_months() -> None:
    known = ledger(told(REQUESTS, QUARTER, most=10))
    assert possible(known, requests(QUARTER)) == (0, 3 * ENDLESS)
    assert possible(known, requests(QUARTER), Bounds(requests(QUARTER), least=6)) == (11, 3 * ENDLESS)
    assert possible(known, requests(QUARTER), Bounds(requests(QUARTER), most=10)) == (0, 5)


def test_who_gave_no_answer_is_the_rest_of_the_requests() -> None:
    shown = told(REQUESTER, MONTH, 12, 10)
    assert possible(ledger(told(REQUESTS, MONTH, 30), shown), of(REQUESTER, NONE)) == (8, 8)
    assert possible(ledger(shown), requests(MONTH)) == (22, ENDLESS)
    assert possible(ledger(shown), of(REQUESTER, MYSELF)) == (12, 12)
    assert possible(ledger(shown), of(REQUESTER, NONE)) == (0, ENDLESS - 22)


def test_a_table_by_requester_is_withheld_for_an_answer_or_for_those_without_one() -> None:
    known, thirty = ledger(told(REQUESTER, MONTH)), Bounds(requests(MONTH), 30, 30)
    mine, theirs, none = (of(REQUESTER, answer) for answer in (MYSELF, OTHERS, NONE))
    assert possible(known, mine, thirty, Bounds(theirs, least=6), Bounds(none, 0, 0)) == (0, 5)
    assert possible(known, theirs, thirty, Bounds(mine, least=6), Bounds(none, 0, 0)) == (0, 5)
    assert possible(known, none, thirty, *at_least_six(REQUESTER)) == (1, 5)
    with pytest.raises(LedgerError):
        possible(known, none, thirty, *at_least_six(REQUESTER), Bounds(none, least=6))


def test_of_several_choices_everybody_made_one_and_nobody_one_of_them_twice() -> None:
    known = ledger(told(REQUESTS, MONTH, 20), told(CONCERN_GROUP, MONTH, 12, 10, 6))
    assert possible(known, of(CONCERN_GROUP, SEVERAL)) == (4, 8)
    with pytest.raises(LedgerError):
        possible(
            ledger(told(REQUESTS, MONTH, 20), told(CONCERN_GROUP, MONTH, 7, 6, 6)), of(CONCERN_GROUP, SEVERAL)
        )
    alone = ledger(told(CONCERN_GROUP, MONTH, 12, 10, 6))
    assert possible(alone, requests(MONTH)) == (12, 28)
    assert possible(alone, of(CONCERN_GROUP, SEVERAL)) == (0, 14)


def test_a_concern_is_in_its_group_and_a_group_has_a_concern_of_it() -> None:
    mine = (
        "Think through a difficult situation",
        "Set up a mediated conversation",
        "Understand my communication style",
    )
    counts = [7 if label in mine else 9 for label in CONCERN.categories]
    known = ledger(told(REQUESTS, MONTH, 40), told(CONCERN, MONTH, *counts), told(CONCERN_GROUP, MONTH))
    assert possible(known, of(CONCERN_GROUP, "Talking it through")) == (7, 21)
    assert possible(known, of(CONCERN_GROUP, "Group culture")) == (9, 18)
    groups_alone = ledger(told(CONCERN_GROUP, MONTH, 12, 10, 6), told(CONCERN, MONTH))
    assert possible(groups_alone, of(CONCERN, mine[0])) == (0, 12)
    only = ledger(told(CONCERN, MONTH, *counts))
    assert possible(only, of(CONCERN_GROUP, "Group culture")) is None


@pytest.mark.parametrize("table", [CONCERN, CONCERN_GROUP])
def test_a_table_of_several_choices_is_withheld_for_too_few_in_it_out_of_it_or_with_more_than_one(
    table: Table,
) -> None:
    known, hundred = ledger(told(table, MONTH)), Bounds(requests(MONTH), 100, 100)
    first = table.categories[0]
    out_of = [Bounds(of(table, category), most=94) for category in table.categories]
    excess = plus(all_of(table, MONTH), requests(MONTH, -1))
    single = Bounds(excess, 0, 0)
    sound = at_least_six(table)
    assert possible(known, of(table, first), hundred, *sound[1:], *out_of, single) == (0, 5)
    many = Bounds(excess, least=least_excess(table, K))
    assert possible(known, of(table, first), hundred, *sound, *out_of[1:], many) == (95, 100)
    assert possible(known, excess, hundred, *sound, *out_of) == (1, least_excess(table, K) - 1)
    with pytest.raises(LedgerError):
        possible(known, excess, hundred, *sound, *out_of, many)
    with pytest.raises(LedgerError):
        possible(known, excess, hundred, *sound, *out_of, single)


def test_a_first_contact_is_due_in_the_month_in_the_next_or_never() -> None:
    known = ledger(told(REQUESTS, MONTH, 30), told(FIRST_CONTACT, MONTH, 15, 10))
    carried, undue = of(FIRST_CONTACT, CARRIED), of(FIRST_CONTACT, UNDUE)
    assert possible(known, of(FIRST_CONTACT, PROMPT)) == (25, 25)
    assert possible(known, plus(carried, undue)) == (5, 5)
    assert possible(known, of(FIRST_CONTACT, IN_TIME)) == (15, 15)
    assert possible(known, due(MONTH, JANUARY)) == (25, 25)


def test_what_was_due_in_a_month_came_in_then_or_in_the_month_before() -> None:
    known = ledger(told(REQUESTS, MONTH, 7), told(REQUESTS, NEXT, 20), told(FIRST_CONTACT, NEXT, 12, 10))
    assert possible(known, of(FIRST_CONTACT, CARRIED)) == (2, 7)
    assert possible(known, of(FIRST_CONTACT, PROMPT, NEXT)) == (15, 20)
    first = ledger(told(REQUESTS, NEXT, 20), told(FIRST_CONTACT, NEXT, 10, 8))
    assert possible(first, of(FIRST_CONTACT, PROMPT, NEXT)) == (18, 18)
    assert possible(first, of(FIRST_CONTACT, PROMPT, MONTH)) is None


def test_a_table_of_first_contacts_is_withheld_for_too_few_of_a_kind_or_too_many_in_all() -> None:
    known = ledger(told(REQUESTS, MONTH, 40), told(FIRST_CONTACT, MONTH, most=30))
    in_time, late = of(FIRST_CONTACT, IN_TIME), of(FIRST_CONTACT, LATE)
    assert possible(known, in_time, Bounds(late, least=6), Bounds(plus(in_time, late), most=30)) == (0, 5)
    assert possible(known, plus(in_time, late), *at_least_six(FIRST_CONTACT)) == (31, 40)


def test_no_more_cases_are_closed_than_came_in() -> None:
    known = ledger(
        told(REQUESTS, MONTH, 60),
        told(OUTCOME, MONTH, *[8] * 6),
        told(REQUESTS, NEXT, 50),
        told(OUTCOME, NEXT),
    )
    assert possible(known, closed(MONTH)) == (48, 48)
    assert possible(known, closed(NEXT)) == (0, 62)
    assert possible(known, of(OUTCOME, OUTCOME.categories[0], NEXT)) == (0, 62)
    assert possible(known, closed(Window(JANUARY + 2, 1))) is None


def test_what_is_told_after_the_last_month_does_not_count_for_it() -> None:
    known = ledger(told(REQUESTS, MONTH, 60), told(OUTCOME, NEXT, *[8] * 6))
    assert possible(known, closed(NEXT), last=JANUARY) is None


def test_of_months_far_off_only_the_sums_are_kept() -> None:
    known = ledger(
        told(REQUESTS, MONTH, 60),
        told(REQUESTER, MONTH, 30, 20),
        told(CONCERN_GROUP, MONTH, 30, 20, 20),
        told(FIRST_CONTACT, MONTH, 30, 20),
        told(OUTCOME, MONTH, *[8] * 6),
        told(REQUESTER, NEXT),
    )
    far: list[int] = [JANUARY + 1]
    assert possible(known, requests(MONTH), focus=far) == (60, 60)
    assert possible(known, closed(MONTH), focus=far) == (48, 48)
    assert possible(known, due(MONTH, JANUARY), focus=far) == (50, 50)
    for table in (REQUESTER, CONCERN_GROUP, OUTCOME):
        assert possible(known, of(table, table.categories[0]), focus=far) is None
    assert possible(known, of(REQUESTER, MYSELF, NEXT), focus=far) == (0, ENDLESS)
    assert possible(ledger(told(REQUESTER, MONTH)), of(REQUESTER, MYSELF), focus=far) is None
    assert possible(ledger(told(REQUESTS, MONTH)), requests(MONTH), focus=far) == (0, 5)
