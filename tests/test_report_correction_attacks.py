"""Old and new numbers side by side: what a correction may not tell, and what a careless one does."""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import combinations, product
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from anonymity import CLOSE, few_moved, handfuls
from anonymity_attack import Attack, model, read, read_corrections, replay
from anonymity_attack_corrections import moved
from anonymity_worlds import BEGIN, REACH_OUT_DAYS, TEAM, K, mended, publish, seen, shelf, world

from automations.reporting import correcting
from automations.reporting.corrected import changed, versions
from automations.reporting.knowledge import knowledge
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.solver import intervals
from automations.reporting.tables import ALL, REQUESTER, REQUESTS, Counts, Table, smallest_shown
from automations.reporting.windows import Window
from automations.reporting.words import words_of_correction
from tests import careless_report
from tests.test_report_attacks import Page, cases, numbers

MONTHS = 24
MONTH = Window(BEGIN, 1)
MINE, THEIRS = REQUESTER.categories


def steps(files: Mapping[str, Mapping[str, bytes]]) -> list[int]:
    """By how much any two editions of a table differ, in each line and in all."""
    editions: dict[object, list[Mapping[str, int]]] = {}
    for report in (*read(files).values(), *read_corrections(files).values()):
        for told, counts in report.items():
            editions.setdefault(told, []).append(counts)
    found = []
    for of_one in editions.values():
        for old, new in combinations(of_one, 2):
            lines = [abs(new[category] - count) for category, count in old.items()]
            found += [*lines, abs(sum(new.values()) - sum(old.values()))]
    return found


def test_no_two_editions_of_a_table_differ_by_a_handful() -> None:
    found = [s for rate, seed in ((18, 1), (30, 2)) for s in steps(shelf(_published(rate, seed)))]
    assert len([step for step in found if step]) > 10
    assert not [step for step in found if 0 < step < smallest_shown(K)]


def test_of_a_careless_correction_the_one_case_that_changed_is_told() -> None:
    old = cases(9) + cases(7, requester=THEIRS)
    new = cases(8) + cases(8, requester=THEIRS)
    assert 1 in steps(careless_report.corrected(old, new))


@cache
def _published(rate: float, seed: int) -> Ledger:
    return publish(mended(world(rate, seed, MONTHS), seed), MONTHS)


@pytest.mark.parametrize(("rate", "seed"), [(9, 5), (30, 2)])
def test_who_left_a_category_can_not_be_solved_for_nor_anything_else_that_is_hidden(
    rate: float, seed: int
) -> None:
    made = mended(world(rate, seed, MONTHS), seed)
    ledger = publish(made, MONTHS)
    files = shelf(ledger)
    known = replay(read(files), K, REACH_OUT_DAYS, read_corrections(files))
    assert known.editions == ledger.editions
    final = seen(made, BEGIN + MONTHS, ledger)
    few = few_moved(made, ledger)
    assert few
    hidden = [*dict(handfuls(final, ledger, MONTHS)), *few]
    assert Attack(model(known, range(BEGIN, BEGIN + MONTHS)), hidden).intervals(CLOSE) == {}


def test_of_a_careless_correction_who_left_a_category_is_solved_for() -> None:
    files = careless_report.corrected(cases(9) + cases(1, requester=THEIRS), cases(10))
    (first,), (anew,) = read(files).values(), read_corrections(files).values()
    told = tuple(Attempt(table, window, counts, K) for (table, window), counts in first.items())
    again = tuple(Attempt(table, window, counts, K, corrects=1) for (table, window), counts in anew.items())
    known = Ledger((Release(1, BEGIN, told), Release(2, BEGIN, again)))
    cell = moved(REQUESTER, "left", 0, 1), THEIRS, BEGIN
    assert Attack(model(known, [BEGIN]), [cell]).intervals(CLOSE) == {cell: (1, 1)}


def test_a_page_says_no_number_but_those_published_then_and_now() -> None:
    ledger = _published(30, 2)
    told = {str(n) for a in ledger.editions.values() for one in a for n in (one.counts or {}).values()}
    years = {str(release.month // 12) for release in ledger.releases}
    rules = {str(REACH_OUT_DAYS), str(smallest_shown(K)), *(str(r.number) for r in ledger.releases)}
    pages = [there["report.html"] for folder, there in shelf(ledger).items() if "correction" in folder]
    assert pages
    for page in map(Page, pages):
        assert {n for text in page.texts for n in numbers(text)} <= told | years | rules
        assert page.comments == []


def test_the_order_of_the_cases_changes_no_byte_of_a_correction() -> None:
    files = shelf(_published(30, 2))
    assert [folder for folder in files if "correction" in folder]
    assert files == shelf(publish(mended(world(30, 2, MONTHS), 2)[::-1], MONTHS))


# Every input there could be: a month's requests by requester, and how many were mended each way; k = 2.

SMALL_K, LEAST, MOST = 2, 3, 7
Made = tuple[int, int, int, int]
"""For themselves, for somebody else, and of either those that were written down the wrong way round."""


def told_first(made: Made) -> Ledger:
    mine, theirs, *_ = made
    first = [Attempt(REQUESTS, MONTH, {ALL: mine + theirs}, SMALL_K)]
    first.append(Attempt(REQUESTER, MONTH, {MINE: mine, THEIRS: theirs}, SMALL_K))
    return Ledger((Release(1, BEGIN, tuple(first)),))


def now(made: Made, table: Table, _: Window) -> Counts:
    mine, theirs, wrong, other = made
    return {MINE: mine - wrong + other, THEIRS: theirs - other + wrong} if table is REQUESTER else {}


def ours(made: Made) -> Ledger:
    ledger = told_first(made)
    tried = correcting.decide(ledger, partial(now, made), SMALL_K)
    said = words_of_correction(TEAM, tried, ledger)
    return Ledger((*ledger.releases, Release(2, BEGIN, tuple(tried), said))) if tried else ledger


def careless(made: Made) -> Ledger:
    ledger = told_first(made)
    anew = Attempt(REQUESTER, MONTH, now(made, REQUESTER, MONTH), SMALL_K, corrects=1)
    return Ledger((*ledger.releases, Release(2, BEGIN, (anew,))))


def every(least: int, most: int) -> Iterator[Made]:
    for mine, theirs in product(range(least, most + 1), repeat=2):
        yield from ((mine, theirs, *wrong) for wrong in product(range(mine + 1), range(theirs + 1)))


def alike(publish: Callable[[Made], Ledger], least: int, most: int) -> list[list[Made]]:
    """Inputs with a correction, those together of which the same was told."""
    found: dict[str, list[Made]] = {}
    for made in every(least, most):
        told = [one.counts for one in publish(made).editions[REQUESTER, MONTH]]
        found.setdefault(str(told), []).append(made)
    return [worlds for told, worlds in found.items() if told.count("{") == 2]


@pytest.fixture(scope="module")
def classes() -> list[list[Made]]:
    return alike(ours, LEAST, MOST)


def test_whoever_tries_every_input_can_not_tell_how_many_were_mended(classes: list[list[Made]]) -> None:
    assert len(classes) > 20
    for worlds, way in product(classes, (2, 3)):
        values = {made[way] for made in worlds}
        assert len(values) > SMALL_K or min(values) >= LEAST
        one_known = {made[way] for made in worlds if made[way]}
        assert len(one_known) >= SMALL_K or min(one_known, default=LEAST) >= LEAST


def test_of_a_careless_correction_one_value_remains() -> None:
    sizes = [len({made[2] for made in worlds}) for worlds in alike(careless, 0, 4)]
    assert min(sizes) == 1


def test_the_gate_s_bounds_are_those_that_trying_every_input_finds(classes: list[list[Made]]) -> None:
    for worlds in classes[:: len(classes) // 15]:
        ledger = ours(worlds[0])
        (told,) = versions(ledger)
        asked = list(changed(told, MONTH))
        bounds = intervals(knowledge(ledger, BEGIN, [BEGIN]), asked)
        left, joined = ({(made[2 + side], made[3 - side])[0] for made in worlds} for side in (0, 1))
        found = [(bound.least, bound.most) for bound in bounds.values()]
        for values in (left, joined):
            assert (min(values), max(values)) in found
