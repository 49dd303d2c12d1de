"""What the gate refuses is withheld or left out; which tables are corrected, each counted in its window."""

from collections.abc import Sequence

import pytest

from automations.reporting import correcting, gate, monthly
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.rules import Tally, attempts
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
)
from automations.reporting.windows import Window
from tests.unit.ledgers import JANUARY, MONTH, NEXT, QUARTER, K, ledger, told

LAST_YEAR = [Window(JANUARY - 12 + n, 1) for n in range(12)]
MINE = dict.fromkeys(REQUESTER.categories, 30)


def counting(requests: int, each: int) -> Tally:
    """`requests` in every window; `each` in each category of every other table."""

    def tally(table: Table, _: Window) -> Counts:
        return {ALL: requests} if table is REQUESTS else dict.fromkeys(table.categories, each)

    return tally


def refuse(monkeypatch: pytest.MonkeyPatch, *tables: Table) -> list[list[Table]]:
    """The rules leave the gate nothing to refuse, so here it refuses what it is told to. Returns what it was
    asked about.
    """
    seen: list[list[Table]] = []

    def passes(known: Ledger, tried: Sequence[Attempt], k: int, moved: object = None) -> bool:
        seen.append([one.table for one in tried])
        assert isinstance(known, Ledger)
        assert k == K
        return not any(one.table in tables and one.counts for one in tried)

    monkeypatch.setattr(gate, "passes", passes)
    return seen


def test_of_a_report_that_the_gate_refuses_each_table_is_tried_with_those_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = refuse(monkeypatch, REQUESTER)
    found = monthly.decide(JANUARY, Ledger(), counting(200, 60), K, 7)
    rest = [REQUESTS, CONCERN, REQUESTER, OUTCOME]
    assert seen == [rest, *(rest[: n + 1] for n in range(4))]
    assert found == [
        told(REQUESTS, MONTH, 200), told(CONCERN, MONTH, *[60] * 8), told(REQUESTER, MONTH),
        told(OUTCOME, MONTH, most=194),
    ]  # fmt: skip


def test_a_table_whose_total_the_gate_refuses_is_left_out_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, REQUESTS)
    assert monthly.decide(JANUARY, Ledger(), counting(200, 60), K, 7) == [told(REQUESTS, MONTH)]


def test_a_month_in_which_nothing_is_due_asks_the_gate_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = refuse(monkeypatch)
    known = ledger(*(told(REQUESTS, one, 1) for one in LAST_YEAR))
    assert monthly.decide(JANUARY, known, counting(3, 0), K, 7) == []
    assert correcting.decide(known, counting(3, 0), K) == []
    assert seen == []


def test_corrections_that_the_gate_refuses_are_tried_one_after_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = (
        told(REQUESTER, MONTH, 20, 60),
        told(CONCERN_GROUP, MONTH, 60, 60, 60),
        told(OUTCOME, MONTH, *[9] * 6),
    )
    known = ledger(told(REQUESTS, MONTH, 150), *first)
    moved = {REQUESTER: (40, 40), CONCERN_GROUP: (70, 80, 60), OUTCOME: (18, 9, 9, 0, 9, 9)}

    def tally(table: Table, _: Window) -> Counts:
        return dict(zip(table.categories, moved[table], strict=True))

    seen = refuse(monkeypatch, REQUESTER)
    found = correcting.decide(known, tally, K)
    counts = dict(zip(CONCERN_GROUP.categories, (70, 80, 60), strict=True))
    assert found == [Attempt(CONCERN_GROUP, MONTH, counts, K, corrects=3)]
    assert seen == [[REQUESTER, CONCERN_GROUP], [REQUESTER], [CONCERN_GROUP]]


@pytest.mark.parametrize(
    ("contacts", "outcomes", "tables"),
    [
        ((40, 20), (18, 6, 12, 12, 12, 12), [FIRST_CONTACT, OUTCOME]),
        ((40, 30), (18, 18, 12, 12, 12, 12), []),
        ((36, 36), (12, 12, 12, 12, 12, 12), []),
        ((30, 30), (6, 12, 12, 12, 12, 18), [OUTCOME]),
    ],
)
def test_first_contacts_and_outcomes_are_corrected_where_they_add_up_to_what_they_did(
    monkeypatch: pytest.MonkeyPatch,
    contacts: tuple[int, ...],
    outcomes: tuple[int, ...],
    tables: list[Table],
) -> None:
    refuse(monkeypatch)
    known = ledger(
        told(REQUESTS, MONTH, 150), told(FIRST_CONTACT, MONTH, 30, 30), told(OUTCOME, MONTH, *[12] * 6)
    )  # fmt: skip

    def tally(table: Table, _: Window) -> Counts:
        return dict(zip(table.categories, {FIRST_CONTACT: contacts, OUTCOME: outcomes}[table], strict=True))

    assert [one.table for one in correcting.decide(known, tally, K)] == tables


def test_every_table_is_counted_in_its_own_window_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch)
    seen: list[tuple[Table, Window]] = []

    def tally(table: Table, window: Window) -> Counts:
        seen.append((table, window))
        return counting(20, 40)(table, window)

    known = ledger(told(REQUESTS, MONTH, 40), told(REQUESTS, NEXT, 200))
    found = attempts(JANUARY + 2, known, tally, K, 7)
    assert seen == [(one.table, one.window) for one in found]
    assert {one.window for one in found} == {Window(JANUARY + 2, 1), QUARTER}
    seen.clear()
    correcting.decide(known.plus(*found), tally, K)
    assert seen == [(one.table, one.window) for one in found if one.counts and one.table is not REQUESTS]


def test_only_a_month_s_own_report_is_corrected_where_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch)
    known = ledger(
        told(REQUESTS, MONTH, 60), told(REQUESTER, MONTH, 20, 40), told(REQUESTS, NEXT, 60),
        told(REQUESTER, NEXT, 40, 20),
        Attempt(REQUESTER, NEXT, {"Myself": 50, "Someone else": 10}, K, corrects=4),
    )  # fmt: skip
    january, february = (Attempt(REQUESTER, w, MINE, K, corrects=n) for w, n in ((MONTH, 2), (NEXT, 5)))
    assert correcting.decide(known, counting(90, 30), K) == [january, february]
    assert correcting.decide(known, counting(90, 30), K, JANUARY) == [january]
    assert correcting.decide(known, counting(90, 30), K, JANUARY + 1) == [february]
    assert correcting.decide(known, counting(90, 30), K, JANUARY + 2) == []
    assert correcting.decide(Ledger((Release(1, JANUARY, ()),)), counting(90, 30), K) == []
