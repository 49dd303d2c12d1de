"""Which months get a report, what the gate makes of it, and what is told anew, reckoned by hand."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from automations.reporting import correcting, gate, monthly
from automations.reporting.correcting import may_replace
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.monthly import due_months, months_up_to
from automations.reporting.tables import (
    ALL,
    CONCERN_GROUP,
    FIRST_CONTACT,
    REQUESTER,
    REQUESTS,
    Counts,
    Table,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import JANUARY, K, by_category, ledger, told, tried


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
