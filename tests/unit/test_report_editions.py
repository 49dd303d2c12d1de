"""What a reader is taken to know of a table that was corrected, and what is asked of it, row by row."""

import pytest

from automations.reporting.corrected import Version, changed, joined, left, of_correction, versions
from automations.reporting.knowledge import knowledge
from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.sums import (
    NONE,
    SEVERAL,
    Bounds,
    Knowledge,
    Sum,
    all_of,
    closed,
    due,
    of_requester,
    of_several,
    over,
    plus,
    requests,
)
from automations.reporting.tables import (
    CONCERN_GROUP,
    FIRST_CONTACT,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
)
from automations.reporting.windows import Window
from tests.unit.ledgers import (
    JANUARY,
    MONTH,
    MYSELF,
    NEXT,
    OTHERS,
    K,
    ledger,
    told,
)

TALKING, HARM, CULTURE = CONCERN_GROUP.categories


def less(total: Sum) -> Sum:
    return {unknown: -times for unknown, times in total.items()}


def nothing(*sums: Sum) -> Bounds:
    """They add up to 0."""
    return Bounds(plus(*sums), 0, 0)


def two_editions(table: Table, window: Window, before: tuple[int, ...], after: tuple[int, ...]) -> Ledger:
    first = Release(1, window.last, (told(REQUESTS, window, 60), told(table, window, *before)))
    counts = dict(zip(table.categories, after, strict=True))
    return Ledger((first, Release(2, window.last, (Attempt(table, window, counts, K, corrects=1),))))


def moves(before: str, after: str, same: str, answers: tuple[str, ...], month: Window) -> list[Bounds]:
    """Who leaves an answer joins another; by name of the versions and of what stayed."""
    gone = {a: plus(over(month, before, a), less(over(month, same, a))) for a in answers}
    come = {a: plus(over(month, after, a), less(over(month, same, a))) for a in answers}
    found: list[Bounds] = []
    for answer in answers:
        others = [other for other in answers if other != answer]
        found += [
            Bounds(gone[answer], least=0),
            Bounds(come[answer], least=0),
            Bounds(plus(*(come[other] for other in others), less(gone[answer])), least=0),
            Bounds(plus(*(gone[other] for other in others), less(come[answer])), least=0),
        ]
    return found


def test_of_a_corrected_table_each_version_is_tied_to_the_requests_and_to_every_other() -> None:
    first, second = (Window(JANUARY + n, 1) for n in (0, 1))
    report = Release(1, JANUARY + 1, (told(REQUESTER, Window(JANUARY, 2), 30, 30),))
    wholes = [{MYSELF: 40, OTHERS: 20}, {MYSELF: 20, OTHERS: 40}]
    again = [
        Release(n + 2, JANUARY + 1, (Attempt(REQUESTER, Window(JANUARY, 2), one, K, corrects=n + 1),))
        for n, one in enumerate(wholes)
    ]
    [three] = versions(Ledger((report, *again)))
    names = ["requester", "requester, correction 1", "requester, correction 2"]
    assert [one.name for one in three] == names
    assert [one.place for one in three] == [0, 1, 2]
    span = Window(JANUARY, 2)
    numbers = [
        [Bounds(over(span, name, answer), count, count) for answer, count in one.items()]
        for name, one in zip(names[1:], wholes, strict=True)
    ]
    for focus, months in (((JANUARY, JANUARY + 1), [first, second]), ((JANUARY + 1,), [second])):
        assert list(of_correction(three, JANUARY, focus)) == [
            *numbers[0], *(of_requester(month, names[1]) for month in months),
            *numbers[1], *(of_requester(month, names[2]) for month in months),
            *(
                bounds
                for a, b in ((0, 1), (0, 2), (1, 2))
                for month in months
                for bounds in moves(
                    names[a], names[b], f"requester, the same in {a} and {b}", (MYSELF, OTHERS, NONE), month
                )
            ),
        ]  # fmt: skip
    assert list(of_correction(three, JANUARY, (JANUARY + 2,))) == []


@pytest.mark.parametrize("table", [FIRST_CONTACT, OUTCOME])
def test_corrected_first_contacts_and_outcomes_add_up_to_what_was_due_or_closed(table: Table) -> None:
    counts = (10,) * len(table.categories)
    [two] = versions(two_editions(table, NEXT, counts, counts))
    name = f"{table.name}, correction 1"
    whole = due(NEXT, JANUARY) if table is FIRST_CONTACT else closed(NEXT)
    assert list(of_correction(two, JANUARY, (JANUARY + 1,))) == [
        *(Bounds(over(NEXT, name, category), 10, 10) for category in table.categories),
        nothing(whole, less(all_of(table, NEXT, 1, name))),
        *moves(table.name, name, f"{table.name}, the same in 0 and 1", table.categories, NEXT),
    ]


def test_where_several_may_be_chosen_who_leaves_one_joins_another_or_had_more() -> None:
    [two] = versions(two_editions(CONCERN_GROUP, MONTH, (20, 20, 20), (20, 20, 8)))
    old, new, same = "concern group", "concern group, correction 1", "concern group, the same in 0 and 1"
    expected = [Bounds(over(MONTH, new, g), n, n) for g, n in ((TALKING, 20), (HARM, 20), (CULTURE, 8))]
    expected += of_several(CONCERN_GROUP, MONTH, new)
    several = {name: over(MONTH, name, SEVERAL) for name in (old, new)}
    plain = moves(old, new, same, CONCERN_GROUP.categories, MONTH)
    for n, group in enumerate(CONCERN_GROUP.categories):
        gone, come, went, came = plain[4 * n : 4 * n + 4]
        fresh = plus(over(MONTH, new, group), less(over(MONTH, same, group)))
        expected += [
            gone,
            come,
            Bounds(plus(went.sum, several[old]), least=0),
            Bounds(plus(came.sum, several[new]), least=0),
            # Who joins was not in it before.
            Bounds(plus(requests(MONTH), less(over(MONTH, old, group)), less(fresh)), least=0),
        ]
    assert list(of_correction(two, JANUARY, (JANUARY,))) == expected


def test_a_table_that_was_told_once_has_no_versions() -> None:
    once = ledger(told(REQUESTS, MONTH, 60), told(REQUESTER, MONTH, 30, 30))
    assert list(versions(once)) == []
    [[before, after]] = versions(two_editions(REQUESTER, MONTH, (30, 30), (40, 20)))
    assert before == Version(REQUESTER, MONTH, {MYSELF: 30, OTHERS: 30}, 0)
    assert after == Version(REQUESTER, MONTH, {MYSELF: 40, OTHERS: 20}, 1)


def test_who_left_and_who_joined_is_what_did_not_stay() -> None:
    [[before, after]] = versions(two_editions(REQUESTER, MONTH, (30, 30), (40, 20)))
    old, new, same = (
        ("requester", MYSELF, JANUARY),
        ("requester, correction 1", MYSELF, JANUARY),
        ("requester, the same in 0 and 1", MYSELF, JANUARY),
    )
    assert left(before, after, MYSELF, MONTH) == {old: 1, same: -1}
    assert left(before, after, MYSELF, MONTH, -1) == {old: -1, same: 1}
    assert joined(before, after, MYSELF, MONTH) == {new: 1, same: -1}
    assert joined(before, after, MYSELF, MONTH, -1) == {new: -1, same: 1}


def test_a_correction_is_part_of_what_is_known_where_it_is_looked_at() -> None:
    there = two_editions(REQUESTER, MONTH, (30, 30), (40, 20))
    [two] = versions(there)
    without = knowledge(Ledger(there.releases[:1]), JANUARY, (JANUARY,))
    assert knowledge(there, JANUARY, (JANUARY,)) == Knowledge(
        [*without.bounds, *of_correction(two, JANUARY, (JANUARY,))], []
    )
    assert knowledge(there, JANUARY, (JANUARY + 1,)) == Knowledge([Bounds(requests(MONTH), 60, 60)])
    contacts = two_editions(FIRST_CONTACT, NEXT, (20, 20), (30, 10))
    contacts = Ledger((Release(0, JANUARY, (told(REQUESTS, MONTH, 60),)), *contacts.releases))
    tie = nothing(due(NEXT, JANUARY), less(all_of(FIRST_CONTACT, NEXT, 1, "first contact, correction 1")))
    assert tie in knowledge(contacts, JANUARY + 1, (JANUARY + 1,)).bounds


def test_of_concerns_corrected_twice_all_that_changed_is_asked() -> None:
    report = Release(1, JANUARY, (told(CONCERN_GROUP, MONTH, 20, 20, 20),))
    again = [
        Release(
            n + 1,
            JANUARY,
            (Attempt(CONCERN_GROUP, MONTH, {TALKING: 20, HARM: 20, CULTURE: c}, K, corrects=n),),
        )
        for n, c in ((1, 8), (2, 30))
    ]
    [three] = versions(Ledger((report, *again)))
    found = list(changed(three, MONTH))
    names = ["concern group, correction 1", "concern group, correction 2"]
    of_versions = [
        total
        for name in names
        for total in (
            *(over(MONTH, name, group) for group in (TALKING, HARM, CULTURE)),
            over(MONTH, name, SEVERAL),
            *(plus(requests(MONTH), less(over(MONTH, name, group))) for group in (TALKING, HARM, CULTURE)),
        )
    ]
    pairs = [(three[0], three[1]), (three[0], three[2]), (three[1], three[2])]
    assert found == [
        *of_versions,
        *(
            way(*pair, group, MONTH)
            for pair in pairs for group in (TALKING, HARM, CULTURE) for way in (left, joined)
        ),
    ]  # fmt: skip
