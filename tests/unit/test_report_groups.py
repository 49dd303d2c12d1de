"""What the gate asks of: every group that might be a handful, also in a table that was corrected."""

from collections.abc import Iterable

import pytest

from automations.reporting.corrected import changed, joined, left, versions
from automations.reporting.gate import groups
from automations.reporting.ledger import Attempt, Ledger, LedgerError, Release
from automations.reporting.sums import (
    CARRIED,
    CLOSED,
    NONE,
    PROMPT,
    REQUEST,
    SEVERAL,
    UNDUE,
    Sum,
    closed,
    due,
    over,
    plus,
    requests,
)
from automations.reporting.tables import (
    BREAKDOWNS,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import (
    BEFORE,
    JANUARY,
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


def corrected(table: Table, before: Iterable[int], after: Iterable[int], requests: int) -> Ledger:
    first = Release(1, JANUARY, (told(REQUESTS, MONTH, requests), told(table, MONTH, *before)))
    counts = dict(zip(table.categories, after, strict=True))
    return Ledger((first, Release(2, JANUARY, (Attempt(table, MONTH, counts, K, corrects=1),))))


def test_of_a_corrected_table_one_can_know_how_many_changed_their_answer_and_no_more() -> None:
    known = corrected(REQUESTER, (12, 10), (20, 8), 30)
    [[before, after]] = versions(known)
    assert (before.name, after.name) == ("requester", "requester, correction 1")
    ends = {
        (way.__name__, answer): possible(known, way(before, after, answer, MONTH))
        for way in (left, joined)
        for answer in (MYSELF, OTHERS, NONE)
    }
    assert ends == {
        ("left", MYSELF): (0, 10), ("left", OTHERS): (2, 10), ("left", NONE): (6, 8),
        ("joined", MYSELF): (8, 18), ("joined", OTHERS): (0, 8), ("joined", NONE): (0, 2),
    }  # fmt: skip
    assert possible(known, over(MONTH, after.name, NONE)) == (2, 2)
    assert possible(known, over(MONTH, before.name, NONE)) == (8, 8)


def test_where_several_were_chosen_who_leaves_one_need_not_join_another() -> None:
    known = corrected(CONCERN_GROUP, (20, 20, 20), (20, 20, 8), 30)
    [[before, after]] = versions(known)
    culture = CONCERN_GROUP.categories[-1]
    assert possible(known, left(before, after, culture, MONTH)) == (12, 20)
    assert possible(known, joined(before, after, culture, MONTH)) == (0, 8)
    assert possible(known, over(MONTH, after.name, SEVERAL)) == (9, 18)
    assert possible(known, over(MONTH, before.name, SEVERAL)) == (15, 30)
    single = corrected(CONCERN_GROUP, (10, 10, 10), (10, 14, 6), 30)
    [[before, after]] = versions(single)
    assert possible(single, over(MONTH, after.name, SEVERAL)) == (0, 0)
    assert possible(single, left(before, after, culture, MONTH)) == (4, 10)
    assert possible(single, joined(before, after, culture, MONTH)) == (0, 6)
    crowded = corrected(CONCERN_GROUP, (10, 10, 10), (28, 14, 6), 30)
    [[before, after]] = versions(crowded)
    assert possible(crowded, joined(before, after, CONCERN_GROUP.categories[0], MONTH)) == (18, 20)


@pytest.mark.parametrize(("table", "whole"), [(FIRST_CONTACT, due(MONTH, JANUARY)), (OUTCOME, closed(MONTH))])
def test_a_correction_of_first_contacts_or_outcomes_adds_up_to_what_was_told(
    table: Table, whole: Sum
) -> None:
    least = [7] * len(table.categories)
    known = corrected(table, least, [*least[:-1], 7], 60)
    [[_, after]] = versions(known)
    assert possible(known, plus(*(over(MONTH, after.name, c) for c in table.categories))) == (
        sum(least),
        sum(least),
    )
    moved = corrected(table, least, [13, *least[1:-1], 1], 60)
    [[before, after]] = versions(moved)
    assert possible(moved, left(before, after, table.categories[-1], MONTH)) == (6, 7)
    wrong = corrected(table, least, [13, *least[1:]], 60)
    with pytest.raises(LedgerError):
        possible(wrong, whole)


def test_a_correction_of_a_month_far_off_says_nothing() -> None:
    known = corrected(REQUESTER, (12, 10), (20, 8), 30)
    [[_, after]] = versions(known)
    assert possible(known, over(MONTH, after.name, MYSELF), focus=[JANUARY + 1]) is None


def asked(known: Ledger, *windows: Window) -> set[frozenset[tuple[tuple[str, str, int], int]]]:
    return {frozenset(total.items()) for total in groups(known, windows)}


def test_what_may_be_a_handful_is_every_category_who_is_not_in_it_and_what_was_left_at_the_end() -> None:
    known = ledger(told(REQUESTS, MONTH, 60))
    expected = [requests(MONTH), of(REQUESTER, NONE)]
    expected += [of(table, category) for table in BREAKDOWNS for category in table.categories]
    for table in (CONCERN, CONCERN_GROUP):
        expected += [of(table, SEVERAL)]
        expected += [
            {(REQUEST, REQUEST, JANUARY): 1, (table.name, category, JANUARY): -1}
            for category in table.categories
        ]
    expected += [of(FIRST_CONTACT, part) for part in (PROMPT, CARRIED, UNDUE)]
    expected += [
        of(FIRST_CONTACT, CARRIED, BEFORE),
        plus(of(FIRST_CONTACT, CARRIED), of(FIRST_CONTACT, UNDUE)),
    ]
    expected += [{}]  # what was open before anything was counted
    assert asked(known, MONTH) == {frozenset(total.items()) for total in expected}


def test_a_window_is_asked_of_in_every_part_that_the_calendar_has() -> None:
    found = asked(Ledger(), Window(JANUARY, 6))
    spans = [Window(JANUARY + month, 1) for month in range(6)] + [
        QUARTER,
        Window(JANUARY + 3, 3),
        Window(JANUARY, 6),
    ]
    totals = [
        total
        for total in found
        if len({table for (table, _, _), _ in total}) == 1
        and {table for (table, _, _), _ in total} == {REQUESTER.name}
    ]
    wanted = {
        frozenset(of(REQUESTER, answer, span).items()) for span in spans for answer in (MYSELF, OTHERS, NONE)
    }
    assert set(totals) == wanted


def test_what_was_open_is_asked_of_at_the_end_of_every_window_that_told_of_closed_cases() -> None:
    known = ledger(
        told(REQUESTS, BEFORE, 60),
        told(OUTCOME, BEFORE, *[8] * 6),
        told(REQUESTS, MONTH, 60),
        told(OUTCOME, MONTH),
    )
    open_before = plus(requests(BEFORE), over(BEFORE, OUTCOME.name, CLOSED, -1))
    open_after = plus(open_before, requests(MONTH), over(MONTH, OUTCOME.name, CLOSED, -1))
    assert {frozenset(total.items()) for total in (open_before, open_after)} <= asked(known, MONTH)


def test_what_was_still_due_is_asked_of_at_the_end_of_each_window_that_was_told_without_a_gap() -> None:
    known = ledger(told(FIRST_CONTACT, BEFORE, 10, 10), told(REQUESTS, MONTH, 60))
    left_before = plus(of(FIRST_CONTACT, CARRIED, BEFORE), of(FIRST_CONTACT, UNDUE, BEFORE))
    further = of(FIRST_CONTACT, CARRIED, Window(JANUARY - 2, 1))
    assert {frozenset(total.items()) for total in (left_before, further)} <= asked(known, MONTH)


def test_of_a_corrected_table_it_is_asked_who_answers_what_and_who_changed() -> None:
    known = corrected(REQUESTER, (12, 10), (20, 8), 30)
    [[before, after]] = versions(known)
    stayed = "requester, the same in 0 and 1"
    assert {frozenset(total.items()) for total in changed([before, after], MONTH)} == {
        frozenset(total.items())
        for total in (
            *(over(MONTH, after.name, answer) for answer in (MYSELF, OTHERS, NONE)),
            *(
                {(version.name, answer, JANUARY): 1, (stayed, answer, JANUARY): -1}
                for version in (before, after)
                for answer in (MYSELF, OTHERS, NONE)
            ),
            plus(
                *(
                    {(before.name, answer, JANUARY): 1, (stayed, answer, JANUARY): -1}
                    for answer in (MYSELF, OTHERS, NONE)
                )
            ),
        )
    }
    assert {frozenset(total.items()) for total in changed([before, after], MONTH)} <= asked(known, MONTH)
    assert not any(after.name in str(total) for total in asked(known, NEXT))


def test_of_corrected_concerns_also_who_is_in_none_or_in_several() -> None:
    known = corrected(CONCERN_GROUP, (20, 20, 20), (20, 20, 8), 30)
    [[before, after]] = versions(known)
    found = {frozenset(total.items()) for total in changed([before, after], MONTH)}
    outside = [plus(requests(MONTH), over(MONTH, after.name, c, -1)) for c in CONCERN_GROUP.categories]
    assert {frozenset(total.items()) for total in (over(MONTH, after.name, SEVERAL), *outside)} <= found
    assert len(found) == 3 + 1 + 3 + 2 * 3
