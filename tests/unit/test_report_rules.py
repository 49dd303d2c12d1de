"""Which tables a report tries and which it shows, reckoned by hand: the smallest shown is 6, one over k."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from automations.reporting import correcting, gate, monthly
from automations.reporting.chain import most_closed, most_due, most_in_month, most_requests, windows_before
from automations.reporting.correcting import may_replace
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.monthly import due_months, months_up_to
from automations.reporting.rules import FAR_OFF, attempt, attempts, expected, requests_a_month, total_is_due
from automations.reporting.tables import (
    ALL,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Counts,
    Table,
    least_excess,
    sound,
)
from automations.reporting.windows import Window, ending_in, named, read_month, spanning
from tests.unit.ledgers import JANUARY, K, ledger, told

DECEMBER = JANUARY + 11
YEAR_BEFORE = Window(JANUARY - 12, 12)
"""JANUARY is of the second year that is reported."""


def a_year_of(requests: int) -> Ledger:
    """The year before, told month by month; nothing else was tried."""
    shared = [requests // 12 + (month < requests % 12) for month in range(12)]
    return ledger(*(told(REQUESTS, Window(YEAR_BEFORE.first + m, 1), n) for m, n in enumerate(shared)))


def tried(month: int, known: Ledger, reach_out_days: int = 7, **counts: int) -> list[tuple[str, int, bool]]:
    """Table, months of the window, whether it is shown. `requests`: those of each month; of every other
    table each category has `each`.
    """

    def tally(table: Table, window: Window) -> Counts:
        if table is REQUESTS:
            return {ALL: counts["requests"] * window.length}
        return dict.fromkeys(table.categories, counts.get("each", 0))

    decide = monthly.decide if "decided" in counts else attempts
    found = decide(month, known, tally, K, reach_out_days)
    return [(one.table.name, one.window.length, one.counts is not None) for one in found]


def test_in_its_first_year_a_team_s_total_is_tried_every_month() -> None:
    assert total_is_due(Window(JANUARY, 1), Ledger(), K)
    assert total_is_due(Window(JANUARY + 3, 1), ledger(told(REQUESTS, Window(JANUARY, 1), 7)), K)


@pytest.mark.parametrize(
    ("last_year", "length"), [(120, 1), (108, 1), (107, 3), (36, 3), (35, 6), (18, 6), (17, 12), (8, 12)]
)
def test_a_total_comes_as_often_as_last_year_promises_half_more_than_is_needed(
    last_year: int, length: int
) -> None:
    known = a_year_of(last_year)
    due = [n for n in (1, 3, 6, 12) if total_is_due(Window(JANUARY, n), known, K)]
    assert due == [n for n in (1, 3, 6, 12) if n >= length]


def test_a_team_that_began_in_the_year_goes_on_month_by_month_until_its_end() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in range(11)))
    assert total_is_due(Window(DECEMBER, 1), known, K)


def test_no_day_is_told_in_two_totals() -> None:
    known = ledger(told(REQUESTS, Window(JANUARY + 1, 1), 7))
    assert not total_is_due(Window(JANUARY, 3), known, K)
    assert total_is_due(Window(JANUARY + 3, 3), known, K)


def test_three_months_that_were_withheld_may_come_as_a_quarter_of_no_more_than_two_k() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in range(3)))
    assert most_requests(Window(JANUARY, 3), known, K) == 10
    before = known.plus(told(REQUESTS, Window(JANUARY - 1, 1)))
    assert most_requests(Window(JANUARY, 3), before, K) == 10
    assert total_is_due(Window(JANUARY, 3), known, K)


@pytest.mark.parametrize(("a_month", "shown"), [(3, True), (4, False)])
def test_a_quarter_s_total_is_held_against_what_its_withheld_months_allow(a_month: int, shown: bool) -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in range(2)))
    found = tried(JANUARY + 2, known, requests=a_month)
    assert found == [("requests", 1, False), ("requests", 3, shown)]


def test_a_quarter_of_which_two_months_were_withheld_would_give_them_away() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in (1, 2)))
    assert most_requests(Window(JANUARY, 3), known, K) == 5
    assert not total_is_due(Window(JANUARY, 3), known, K)


def test_where_a_month_was_never_tried_the_quarter_has_no_upper_end() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1)) for m in (0, 2)))
    assert most_requests(Window(JANUARY, 3), known, K) is None
    first = ledger(
        told(REQUESTER, Window(JANUARY, 1)), *(told(REQUESTS, Window(JANUARY + m, 1)) for m in (1, 2))
    )
    assert most_requests(Window(JANUARY, 3), first, K) is None
    assert most_requests(Window(JANUARY, 1), Ledger(), K) is None


def test_of_windows_within_each_other_the_larger_that_was_withheld_counts() -> None:
    months = [told(REQUESTS, Window(JANUARY + m, 1)) for m in range(6)]
    quarters = [told(REQUESTS, Window(JANUARY + m, 3)) for m in (0, 3)]
    assert most_requests(Window(JANUARY, 6), ledger(*months, *quarters), K) == 5


def test_requests_a_month_are_those_that_were_told_over_the_months_they_were_told_for() -> None:
    known = ledger(told(REQUESTS, Window(JANUARY - 12, 3), 30), told(REQUESTS, Window(JANUARY - 9, 1), 6))
    assert requests_a_month(YEAR_BEFORE, known) == 9
    assert requests_a_month(Window(JANUARY, 12), known) == 0


def test_a_number_over_what_may_be_said_is_withheld_and_one_that_meets_it_is_shown() -> None:
    window = Window(JANUARY, 1)
    assert attempt(REQUESTS, window, {ALL: 10}, 0, K, 10) == told(REQUESTS, window, 10, most=10)
    assert attempt(REQUESTS, window, {ALL: 11}, 0, K, 10).counts is None
    assert attempt(REQUESTS, window, {ALL: 5}, 0, K, None).counts is None


def test_a_report_tries_totals_first_then_the_tables_in_their_order() -> None:
    assert tried(JANUARY, Ledger(), requests=200, each=30) == [
        ("requests", 1, True),
        ("concern", 1, True),
        ("requester", 1, True),
        ("outcome", 1, True),
    ]


def test_where_single_concerns_can_not_be_shown_their_groups_are_tried() -> None:
    found = tried(JANUARY, Ledger(), requests=200, each=5)
    assert found[1:3] == [("concern", 1, False), ("concern group", 1, False)]


def test_what_is_due_after_more_than_four_weeks_gets_no_table() -> None:
    known = ledger(*(told(REQUESTS, Window(JANUARY + m, 1), 200) for m in (0, 1)))
    at, beyond = (tried(JANUARY + 2, known, days, requests=200, each=90) for days in (FAR_OFF, FAR_OFF + 1))
    assert set(at) - set(beyond) == {("first contact", 1, True)}


@pytest.mark.parametrize(
    ("table", "wanted"), [("concern", 120), ("concern group", 36), ("requester", 24), ("outcome", 60)]
)
def test_a_table_waits_until_a_window_has_enough_requests_for_it(table: str, wanted: int) -> None:
    for requests, comes in ((wanted - 1, False), (wanted, True)):
        assert (
            table in {name for name, _, _ in tried(JANUARY, Ledger(), requests=requests, each=1)}
        ) is comes


def test_in_a_year_it_is_enough_that_every_category_can_be_shown() -> None:
    known = ledger(told(REQUESTS, Window(JANUARY, 6), 6), told(REQUESTS, Window(JANUARY + 6, 6), 6))
    fewer = ledger(told(REQUESTS, Window(JANUARY, 6), 6), told(REQUESTS, Window(JANUARY + 6, 6), 5))
    assert ("requester", 12, True) in tried(DECEMBER, known, requests=0, each=6)
    assert not tried(DECEMBER, fewer, requests=0, each=6)


@pytest.mark.parametrize(("shown", "wanted"), [(True, 75), (False, 200)])
def test_after_a_table_it_takes_three_quarters_of_its_requests_twice_as_many_if_it_was_too_small(
    shown: bool, wanted: int
) -> None:
    before = Window(JANUARY, 1)
    known = ledger(told(REQUESTS, before, 100), told(REQUESTER, before, *((50, 50) if shown else ())))
    for requests, comes in ((wanted - 1, False), (wanted, True)):
        found = tried(JANUARY + 1, known, requests=requests, each=6)
        assert ("requester" in {name for name, _, _ in found}) is comes


def test_a_table_is_tried_once_for_a_day_whether_it_was_shown_or_not() -> None:
    halves = told(REQUESTS, Window(JANUARY, 6), 400), told(REQUESTS, Window(JANUARY + 6, 6), 5)
    before = told(REQUESTER, Window(JANUARY, 6)), told(REQUESTER, Window(JANUARY, 6), 200, 200)
    for known, comes in ((ledger(*halves), True), *((ledger(*halves, one), False) for one in before)):
        assert (("requester", 12, True) in tried(DECEMBER, known, requests=0, each=50)) is comes


@pytest.mark.parametrize(("last_year", "groups"), [(239, True), (240, False)])
def test_groups_wait_where_half_a_year_will_do_for_single_concerns(last_year: int, groups: bool) -> None:
    found = tried(JANUARY, a_year_of(last_year), requests=40, each=30)
    assert (("concern group", 1, True) in found) is groups


def test_groups_wait_in_every_month_of_such_a_year() -> None:
    found = tried(JANUARY + 1, a_year_of(240), requests=40, each=30)
    assert "concern group" not in {name for name, _, _ in found}


def test_in_half_a_year_groups_wait_no_longer() -> None:
    known = a_year_of(240).plus(told(REQUESTS, Window(JANUARY, 6), 119))
    assert ("concern group", 6, True) in tried(JANUARY + 5, known, requests=119, each=60)


def test_the_page_says_when_a_total_is_likely_next() -> None:
    assert expected(REQUESTS, JANUARY - 1, a_year_of(36), K) == Window(JANUARY, 3)
    assert expected(REQUESTS, JANUARY - 1, a_year_of(120), K) == Window(JANUARY, 1)


def test_the_page_says_when_a_table_is_likely_next() -> None:
    assert expected(REQUESTER, JANUARY - 1, a_year_of(96), K) == Window(JANUARY, 3)
    assert expected(REQUESTER, JANUARY - 1, a_year_of(36), K) == Window(JANUARY, 12)
    assert expected(REQUESTER, JANUARY - 1, a_year_of(12), K) == Window(JANUARY, 12)
    again = a_year_of(96).plus(told(REQUESTER, Window(JANUARY, 3)))
    assert expected(REQUESTER, JANUARY - 1, again, K) == Window(JANUARY + 3, 3)


def by_category(table: Table, *counts: int) -> Mapping[str, int]:
    return dict(zip(table.categories, counts, strict=True))


@pytest.mark.parametrize(
    ("counts", "total", "shown"),
    [((6, 6), 12, True), ((5, 7), 12, False), ((6, 6), 13, False), ((6, 6), 17, False), ((6, 6), 18, True)],
)
def test_neither_a_category_nor_those_who_gave_no_answer_may_be_a_handful(
    counts: tuple[int, int], total: int, shown: bool
) -> None:
    assert sound(REQUESTER, by_category(REQUESTER, *counts), total, K) is shown


def test_first_contacts_and_outcomes_need_not_add_up_to_the_requests() -> None:
    assert sound(FIRST_CONTACT, by_category(FIRST_CONTACT, 6, 6), 13, K)
    assert sound(OUTCOME, dict.fromkeys(OUTCOME.categories, 6), 1000, K)


def test_neither_who_chose_no_such_thing_nor_who_chose_several_may_be_a_handful() -> None:
    enough = least_excess(CONCERN_GROUP, K)
    for counts, total, shown in (
        ((10, 10, 10), 30, True),
        ((10, 10, 10), 29, False),
        ((10, 10, 10), 30 - enough + 1, False),
        ((10, 10, 10), 30 - enough, True),
        ((24, 10, 6), 30, True),
        ((25, 10, 6), 30, False),
    ):
        assert sound(CONCERN_GROUP, by_category(CONCERN_GROUP, *counts), total, K) is shown, (counts, total)


@pytest.mark.parametrize("table", [CONCERN, CONCERN_GROUP])
def test_from_the_least_excess_on_k_values_remain_also_for_who_knows_a_case_with_all_choices(
    table: Table,
) -> None:
    def values(excess: int) -> int:
        """How many cases may have made several choices, or k if they are no handful whatever they are."""
        possible = [n for n in range(1, excess + 1) if excess <= n * most]
        return K if min(possible) >= K else len(possible)

    most = len(table.categories) - 1
    least = least_excess(table, K)
    assert all(values(n) >= K and values(n - most) >= K for n in range(least, least + 100))
    assert values(least - 1 - most) < K


def test_a_window_is_a_calendar_s_month_quarter_half_year_or_year() -> None:
    assert [str(window) for window in ending_in(DECEMBER)] == [
        "December 2026", "October to December 2026", "July to December 2026", "2026"
    ]  # fmt: skip
    assert list(ending_in(JANUARY)) == [Window(JANUARY, 1)]
    assert list(ending_in(JANUARY + 2)) == [Window(JANUARY + 2, 1), Window(JANUARY, 3)]
    assert spanning(date(2026, 1, 1), date(2026, 3, 31)) == Window(JANUARY, 3)
    assert Window(JANUARY, 3).start == date(2026, 1, 1)
    assert Window(JANUARY, 3).end == date(2026, 3, 31)


def test_windows_meet_where_they_share_a_month() -> None:
    quarter = Window(JANUARY, 3)
    assert quarter.meets(Window(JANUARY + 2, 1))
    assert Window(JANUARY + 2, 1).meets(quarter)
    assert quarter.meets(Window(JANUARY - 2, 3))
    assert not quarter.meets(Window(JANUARY + 3, 3))
    assert not quarter.meets(Window(JANUARY - 3, 3))


def test_a_month_is_written_in_one_way_alone() -> None:
    assert read_month("2026-01") == JANUARY
    assert named(JANUARY) == "2026-01"
    for wrong in ("2026-1", "26-01", "2026-13", "2026", "2026-001"):
        with pytest.raises(ValueError, match=r".+"):
            read_month(wrong)


def test_so_many_closed_cases_are_told_that_the_open_ones_are_no_handful() -> None:
    quarter = Window(JANUARY, 3)
    known = ledger(
        told(REQUESTS, quarter, 40),
        told(OUTCOME, Window(JANUARY, 1), *[2] * len(OUTCOME.categories)),
        told(REQUESTS, Window(JANUARY + 3, 1), 100),
    )
    closed = 2 * len(OUTCOME.categories)
    assert most_closed(quarter, known, K) == 40 - closed - 6
    assert most_closed(Window(JANUARY - 1, 1), known, K) == 0


def test_first_contacts_are_followed_back_as_far_as_they_were_told_without_a_gap() -> None:
    first, second = Window(JANUARY, 1), Window(JANUARY + 1, 1)
    known = ledger(told(FIRST_CONTACT, first, 9, 9), told(FIRST_CONTACT, second, 9, 9))
    assert windows_before(Window(JANUARY + 2, 1), known) == [first, second]
    assert windows_before(Window(JANUARY + 3, 1), known) == []


def test_a_month_has_no_more_requests_than_was_told_of_it_or_may_be_hidden_in_it() -> None:
    known = ledger(
        told(REQUESTS, Window(JANUARY, 1)),
        told(REQUESTS, Window(JANUARY + 1, 1), 30),
        told(REQUESTS, Window(JANUARY, 3), 33),
    )
    assert [most_in_month(JANUARY + n, known) for n in (-1, 0, 1, 2)] == [0, 5, 30, 33]
    assert most_in_month(JANUARY, Ledger()) == 0


def test_in_the_first_month_no_first_contacts_are_told_whose_rest_would_be_a_handful() -> None:
    window = Window(JANUARY, 1)
    most = most_due(window, ledger(told(REQUESTS, window, 30)), K)
    assert most == 0


def test_later_first_contacts_may_exceed_their_requests_by_what_was_still_due() -> None:
    months = [told(REQUESTS, Window(JANUARY + m, 1), 30) for m in range(3)]
    assert most_due(Window(JANUARY + 2, 1), ledger(*months), K) == 55


def widest(requests: Sequence[int], told: Sequence[int]) -> int:
    """The most first contacts of the last month that leave k + 1 numbers of requests that may still be due at
    the end of each: by trying every number that may have been due, and never due. `told`: of the months
    between the first and the last.
    """

    def hidden(count: int) -> bool:
        chains: list[tuple[int, ...]] = [(due,) for due in range(requests[0] + 1)]
        for came, due in zip(requests[1:], (*told, count), strict=True):
            chains = [
                (*chain, after) for chain in chains for after in range(min(came, chain[-1] + came - due) + 1)
            ]
        return bool(chains) and all(len(set(ends)) > K for ends in zip(*chains, strict=True))

    return next((n for n in range(requests[-1] + min(requests[-2:]), 0, -1) if hidden(n)), 0)


@pytest.mark.parametrize(
    ("requests", "contacts"),
    [
        ((12, 12), ()), ((12, 7), ()), ((7, 12), ()), ((12, 12, 12), (12,)), ((12, 12, 12), (9,)),
        ((12, 12, 12), (14,)), ((12, 9, 12), (10,)), ((9, 12, 9), (13,)), ((9, 12, 9, 9), (11, 9)),
    ],
)  # fmt: skip
def test_so_many_first_contacts_are_told_that_those_still_due_are_no_handful_at_any_month_s_end(
    requests: tuple[int, ...], contacts: tuple[int, ...]
) -> None:
    totals = [told(REQUESTS, Window(JANUARY + m, 1), n) for m, n in enumerate(requests)]
    known = [told(FIRST_CONTACT, Window(JANUARY + m, 1), n, 0) for m, n in enumerate(contacts, 1)]
    last = Window(JANUARY + len(requests) - 1, 1)
    assert most_due(last, ledger(*totals, *known), K) == widest(requests, contacts)


def test_a_quarter_that_was_withheld_for_it_would_tell_of_its_months_bounds_none_of_them() -> None:
    began = told(REQUESTS, Window(JANUARY - 1, 1), 7)
    over = ledger(began, told(REQUESTS, Window(JANUARY, 3), most=10))
    small = ledger(began, told(REQUESTS, Window(JANUARY, 3)))
    month = ledger(began, told(REQUESTS, Window(JANUARY, 1), most=10))
    assert most_in_month(JANUARY + 1, over) > 1000
    assert most_in_month(JANUARY + 1, small) == K
    assert most_in_month(JANUARY, month) == K


def test_a_month_is_reported_once_its_last_due_date_has_passed() -> None:
    assert due_months(JANUARY, Ledger(), 7, date(2026, 3, 7)) == [JANUARY]
    assert due_months(JANUARY, Ledger(), 7, date(2026, 3, 8)) == [JANUARY, JANUARY + 1]
    assert due_months(JANUARY, ledger(told(REQUESTS, Window(JANUARY, 1))), 7, date(2026, 3, 8)) == [
        JANUARY + 1
    ]


def test_a_month_asked_for_brings_all_that_have_no_report() -> None:
    known = ledger(told(REQUESTS, Window(JANUARY, 1)))
    assert months_up_to(JANUARY + 2, JANUARY, known) == [JANUARY + 1, JANUARY + 2]
    assert months_up_to(JANUARY + 2, JANUARY + 1, Ledger()) == [JANUARY + 1, JANUARY + 2]
    assert months_up_to(JANUARY, JANUARY + 1, Ledger()) == [JANUARY]


@pytest.mark.parametrize(
    ("table", "new", "may"),
    [
        (REQUESTER, (20, 20), False),
        (REQUESTER, (26, 14), True),
        (REQUESTER, (25, 15), False),
        (REQUESTER, (26, 20), True),
        (REQUESTER, (26, 15), False),
        (REQUESTER, (32, 9), False),
        (FIRST_CONTACT, (26, 14), True),
        (FIRST_CONTACT, (26, 20), False),
    ],
)
def test_new_numbers_differ_from_the_old_by_more_than_a_handful_in_every_count_and_in_all(
    table: Table, new: tuple[int, int], may: bool
) -> None:
    assert may_replace(table, [by_category(table, 20, 20)], by_category(table, *new), K) is may


def test_new_numbers_come_near_none_that_was_ever_told() -> None:
    then, since = by_category(REQUESTER, 20, 20), by_category(REQUESTER, 40, 30)
    assert not may_replace(REQUESTER, [then, since], by_category(REQUESTER, 25, 30), K)
    assert may_replace(REQUESTER, [then, since], by_category(REQUESTER, 20, 30), K)
    assert may_replace(REQUESTER, [then, since], then, K)


def tellings(table: Table, *new: int) -> Callable[[Table, Window], Counts]:
    """What is counted now: of this table, and 0 of every other."""
    return lambda asked, _: by_category(asked, *new) if asked is table else dict.fromkeys(asked.categories, 0)


def test_a_table_whose_numbers_changed_enough_is_told_anew_and_names_the_release_it_replaces() -> None:
    window = Window(JANUARY, 1)
    known = ledger(told(REQUESTS, window, 60), told(REQUESTER, window, 30, 30))
    done: list[float] = []
    [found] = correcting.decide(known, tellings(REQUESTER, 45, 15), K, None, done.append)
    assert found == Attempt(REQUESTER, window, by_category(REQUESTER, 45, 15), K, corrects=2)
    assert done[-1] == 1
    assert correcting.decide(known, tellings(REQUESTER, 45, 15), K, JANUARY) == [found]
    assert correcting.decide(known, tellings(REQUESTER, 45, 15), K, JANUARY + 1) == []
    assert correcting.decide(known, tellings(REQUESTER, 33, 27), K) == []
    assert correcting.decide(known, tellings(REQUESTER, 55, 5), K) == []


def test_a_correction_is_held_against_all_that_was_told_and_replaces_the_last() -> None:
    window = Window(JANUARY, 1)
    first = Release(1, JANUARY, (told(REQUESTS, window, 60), told(REQUESTER, window, 30, 30)))
    second = Release(2, JANUARY, (Attempt(REQUESTER, window, by_category(REQUESTER, 45, 15), K, corrects=1),))
    known = Ledger((first, second))
    [found] = correcting.decide(known, tellings(REQUESTER, 20, 40), K)
    assert found.corrects == 2
    assert correcting.decide(known, tellings(REQUESTER, 32, 28), K) == []


def test_a_report_says_how_far_its_reckoning_is_and_what_the_rules_and_the_gate_let_pass() -> None:
    done: list[float] = []
    [found] = monthly.decide(JANUARY, Ledger(), tellings(REQUESTS, 20), K, 7, done.append)
    assert (found.table, found.counts) == (REQUESTS, {ALL: 20})
    assert done[-1] == 1
    [small] = monthly.decide(JANUARY, Ledger(), tellings(REQUESTS, 5), K, 7)
    assert small.counts is None


def refuse(monkeypatch: pytest.MonkeyPatch, *tables: Table) -> None:
    """The rules leave the gate nothing to refuse, so here it refuses what it is told to."""

    def passes(_: Ledger, tried: Sequence[Attempt], k: int, moved: object = None) -> bool:
        return k == K and not any(one.table in tables and one.counts for one in tried)

    monkeypatch.setattr(gate, "passes", passes)


def test_what_the_gate_refuses_is_withheld_and_what_builds_on_it_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refuse(monkeypatch, REQUESTER)
    found = tried(JANUARY, Ledger(), requests=200, each=30, decided=1)
    assert found == [
        ("requests", 1, True), ("concern", 1, True), ("requester", 1, False), ("outcome", 1, True)
    ]  # fmt: skip
    refuse(monkeypatch, REQUESTS)
    assert tried(JANUARY, Ledger(), requests=200, each=30, decided=1) == [("requests", 1, False)]


def test_of_several_corrections_those_are_told_that_the_gate_lets_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = Window(JANUARY, 1)
    first = told(REQUESTER, window, 30, 30), told(CONCERN_GROUP, window, 20, 20, 20)
    known = ledger(told(REQUESTS, window, 60), *first)

    def tally(table: Table, _: Window) -> Counts:
        return by_category(table, *((45, 15) if table is REQUESTER else (30, 20, 10)))

    refuse(monkeypatch, REQUESTER)
    assert [one.table for one in correcting.decide(known, tally, K)] == [CONCERN_GROUP]
    refuse(monkeypatch)
    assert [one.table for one in correcting.decide(known, tally, K)] == [REQUESTER, CONCERN_GROUP]
