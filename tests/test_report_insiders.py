"""The twelfth attack: somebody who knows the rules, and one case, and tries every input there could be.

Small enough to try them all: three months, up to five requests each, by requester, with k = 2.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import product
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from anonymity_worlds import BEGIN, NOBODY, TEAM

from automations.reporting.gate import passes
from automations.reporting.knowledge import knowledge
from automations.reporting.ledger import Ledger, Release
from automations.reporting.render import render
from automations.reporting.rules import attempts
from automations.reporting.solver import intervals
from automations.reporting.sums import Sum, over, requests
from automations.reporting.tables import ALL, REQUESTER, REQUESTS, Counts, Table, smallest_shown
from automations.reporting.windows import Window
from automations.reporting.words import words

K, MOST, MONTHS = 2, 5, 3
SMALL_TEAM = replace(TEAM, threshold=K)
IN_A_MONTH = [(mine, theirs) for mine in range(MOST + 1) for theirs in range(MOST + 1 - mine)]

World = tuple[tuple[int, int], ...]
"""Each month's requests: for themselves, for somebody else."""
Told = tuple[tuple[object, ...], ...]


@cache
def ledger_of(made: World) -> Ledger:
    if not made:
        return Ledger()
    before, month = ledger_of(made[:-1]), BEGIN + len(made) - 1

    def tally(table: Table, window: Window) -> Counts:
        mine, theirs = (sum(made[m - BEGIN][side] for m in window.months) for side in (0, 1))
        if table is REQUESTS:
            return {ALL: mine + theirs}
        return dict(zip(table.categories, (mine, theirs), strict=True)) if table is REQUESTER else {}

    tried = attempts(month, before, tally, K, SMALL_TEAM.reach_out_days)
    return Ledger((*before.releases, Release(before.next_number, month, tuple(tried))))


def published(made: World) -> tuple[bytes, ...]:
    """The bytes of all reports, one after the other."""
    return tuple(_files(ledger_of(made[:n])) for n in range(1, len(made) + 1))


_rendered: dict[Told, bytes] = {}


def _files(ledger: Ledger) -> bytes:
    told = tuple((a.table.name, a.window, a.counts and tuple(a.counts.values())) for a in ledger.attempts)
    if told not in _rendered:
        release = ledger.releases[-1]
        said = words(SMALL_TEAM, NOBODY, "", release.month, ledger)
        _rendered[told] = b"".join(render(replace(release, words=said)).values())
    return _rendered[told]


def careless(made: World) -> tuple[object, ...]:
    """Totals, and each number under k + 1 left blank."""
    least = smallest_shown(K)
    return tuple((sum(month), *(n if n >= least else None for n in month)) for month in made)


def alike(publish: Callable[[World], object]) -> list[list[World]]:
    """All inputs, those together that give the same files."""
    found: dict[object, list[World]] = {}
    for made in product(IN_A_MONTH, repeat=MONTHS):
        found.setdefault(publish(made), []).append(made)
    return list(found.values())


def groups() -> Iterator[tuple[str, Sum, Callable[[World], int]]]:
    """Months and the quarter, whole and by requester."""
    for window in (*(Window(BEGIN + month, 1) for month in range(MONTHS)), Window(BEGIN, MONTHS)):
        yield f"{window}", requests(window), partial(_count, window, (0, 1))
        for side, name in enumerate(REQUESTER.categories):
            yield f"{window} {name}", over(window, REQUESTER.name, name), partial(_count, window, (side,))


def _count(window: Window, sides: tuple[int, ...], made: World) -> int:
    return sum(made[month - BEGIN][side] for month in window.months for side in sides)


def handfuls(worlds: list[World], known: int) -> Iterable[tuple[str, set[int]]]:
    """The groups that may be a handful, with what they can be; `known`: cases the reader knows himself."""
    for name, _, count in groups():
        values = {count(made) for made in worlds}
        if min(values) < smallest_shown(K) - known and max(values) > known:
            yield name, values


@pytest.fixture(scope="module")
def classes() -> list[list[World]]:
    return alike(published)


def test_whoever_tries_every_input_finds_more_than_k_values_for_every_handful(
    classes: list[list[World]],
) -> None:
    assert sum(map(len, classes)) == len(IN_A_MONTH) ** MONTHS
    assert len(classes) > 100
    for worlds in classes:
        for name, values in handfuls(worlds, 0):
            assert len(values) > K, (name, values)


def test_whoever_knows_one_case_besides_still_finds_k_values(classes: list[list[World]]) -> None:
    for month, side in product(range(MONTHS), (0, 1)):
        for worlds in classes:
            mine = [made for made in worlds if made[month][side]]
            for name, values in handfuls(mine, 1) if mine else ():
                assert len(values) >= K, (name, values)


def test_of_a_careless_report_one_value_remains() -> None:
    sizes = [len(values) for worlds in alike(careless) for _, values in handfuls(worlds, 0)]
    assert min(sizes) == 1


def test_the_gate_s_bounds_are_those_that_trying_every_input_finds(classes: list[list[World]]) -> None:
    asked = list(groups())
    for worlds in classes[:: len(classes) // 60]:
        ledger = ledger_of(worlds[0])
        focus = range(BEGIN, BEGIN + MONTHS)
        bounds = intervals(knowledge(ledger, focus[-1], focus), [total for _, total, _ in asked])
        for number, bound in bounds.items():
            name, _, count = asked[number]
            values = {count(made) for made in worlds}
            if bound.most <= MOST:
                assert (min(values), max(values)) == (bound.least, bound.most), name
            assert bound.least <= min(values), name
            assert max(values) <= bound.most, name


def test_the_gate_passes_what_the_rules_allow(
    classes: list[list[World]],
) -> None:
    for worlds in classes[:: len(classes) // 60]:
        ledger = ledger_of(worlds[0])
        *before, last = ledger.releases
        assert not last.attempts or passes(Ledger(tuple(before)), last.attempts, K)


def test_the_gate_refuses_a_total_that_gives_its_parts_away() -> None:
    small = ledger_of(((2, 0), (2, 0), (2, 0)))
    (*months, quarter) = small.attempts
    assert quarter.counts is None
    before = Ledger(small.releases[:2])
    tried = [months[-1], replace(quarter, counts={ALL: 6})]
    assert not passes(before, tried, K)
    assert passes(before, [months[-1], replace(quarter, counts={ALL: 4})], K)
