"""What a reader is taken to know, row by row: what was told, what was withheld, how it ties."""

from automations.reporting.knowledge import knowledge, still_open
from automations.reporting.ledger import Attempt, Ledger
from automations.reporting.sums import (
    CARRIED,
    NONE,
    PROMPT,
    UNDUE,
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
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    GROUPS,
    OUTCOME,
    REQUESTER,
    REQUESTS,
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
    ledger,
    of,
    told,
)

A, B, C = (("table", letter, JANUARY) for letter in "abc")
TALKING, HARM, CULTURE = CONCERN_GROUP.categories


def less(total: Sum) -> Sum:
    return {unknown: -times for unknown, times in total.items()}


def nothing(*sums: Sum) -> Bounds:
    """They add up to 0."""
    return Bounds(plus(*sums), 0, 0)


def test_a_window_is_the_sum_of_its_months() -> None:
    assert over(QUARTER, "concern", "one") == {
        ("concern", "one", JANUARY): 1, ("concern", "one", JANUARY + 1): 1,
        ("concern", "one", JANUARY + 2): 1,
    }  # fmt: skip
    assert over(MONTH, "concern", "one", -1) == {("concern", "one", JANUARY): -1}
    assert requests(MONTH) == {("requests", "requests", JANUARY): 1}
    assert closed(NEXT, -1) == {("outcome", "closed", JANUARY + 1): -1}
    assert (closed(NEXT), requests(NEXT, -1)) == (
        {("outcome", "closed", JANUARY + 1): 1}, {("requests", "requests", JANUARY + 1): -1}
    )  # fmt: skip


def test_what_is_added_and_taken_away_again_is_in_no_sum() -> None:
    assert plus({A: 1, B: 2}, {B: 1, C: -1}, {C: 1}) == {A: 1, B: 3}
    assert plus() == {}


def test_all_of_a_table_is_every_category_of_that_version() -> None:
    assert all_of(REQUESTER, MONTH) == {
        ("requester", "Myself", JANUARY): 1, ("requester", "Someone else", JANUARY): 1,
    }  # fmt: skip
    assert all_of(REQUESTER, NEXT, -1, "requester, correction 1") == {
        ("requester, correction 1", "Myself", JANUARY + 1): -1,
        ("requester, correction 1", "Someone else", JANUARY + 1): -1,
    }


def test_first_contacts_due_in_a_window_came_in_then_or_the_month_before_each_of_its_months() -> None:
    prompt, carried = ("first contact", "due in the same month"), ("first contact", "due in the next")
    months = [JANUARY, JANUARY + 1, JANUARY + 2]
    own = {(*prompt, month): 1 for month in months}
    assert due(QUARTER, JANUARY) == own | {(*carried, month): 1 for month in (JANUARY, JANUARY + 1)}
    assert due(QUARTER, JANUARY - 1) == own | {(*carried, m): 1 for m in (JANUARY - 1, JANUARY, JANUARY + 1)}
    assert due(MONTH, JANUARY) == {(*prompt, JANUARY): 1}


def test_everybody_gave_one_answer_or_none() -> None:
    assert of_requester(MONTH, "r") == Bounds(
        {("requests", "requests", JANUARY): 1, ("r", MYSELF, JANUARY): -1, ("r", OTHERS, JANUARY): -1,
         ("r", "no answer", JANUARY): -1}, 0, 0
    )  # fmt: skip


def test_everybody_chose_one_group_at_least_and_who_chose_more_chose_two_or_three() -> None:
    came, several = ("requests", "requests", JANUARY), ("g", "several", JANUARY)
    groups = [("g", group, JANUARY) for group in (TALKING, HARM, CULTURE)]
    chosen = dict.fromkeys(groups, 1)
    assert list(of_several(CONCERN_GROUP, MONTH, "g")) == [
        *(Bounds({group: 1, came: -1}, most=0) for group in groups),
        Bounds({several: 1, came: -1}, most=0),
        Bounds({**chosen, came: -1, several: -1}, least=0),
        Bounds({**chosen, came: -1, several: -2}, most=0),
    ]


def known(*attempts: Attempt, last: int = JANUARY + 1, focus: tuple[int, ...] = (JANUARY + 1,)) -> Knowledge:
    """Of two months by default, the second of them looked at."""
    return knowledge(ledger(*attempts), last, focus)


def test_of_totals_alone_no_more_is_known_than_they_say() -> None:
    small = Attempt(REQUESTS, NEXT, None, 3)
    assert known(told(REQUESTS, MONTH, 9), small) == Knowledge(
        [Bounds(requests(MONTH), 9, 9)], [[[Bounds(requests(NEXT), most=3)]]]
    )
    # A total counts also for months that are not looked at, and where it may have been too large.
    assert known(Attempt(REQUESTS, MONTH, None, 4, 10), told(REQUESTS, NEXT, 9)) == Knowledge(
        [Bounds(requests(NEXT), 9, 9)],
        [[[Bounds(requests(MONTH), most=4)], [Bounds(requests(MONTH), least=11)]]],
    )
    assert knowledge(Ledger(), JANUARY, (JANUARY,)) == Knowledge()


def split(month: Window) -> Bounds:
    """Every request is due in its month, in the next, or never."""
    parts_of_it = (less(of(FIRST_CONTACT, part, month)) for part in (PROMPT, CARRIED, UNDUE))
    return nothing(requests(month), *parts_of_it)


def test_first_contacts_tie_a_month_to_the_one_before() -> None:
    seven, both = told(REQUESTS, MONTH, 7), told(FIRST_CONTACT, NEXT, 12, 10)
    shown = [Bounds(of(FIRST_CONTACT, IN_TIME, NEXT), 12, 12), Bounds(of(FIRST_CONTACT, LATE, NEXT), 10, 10)]
    tie = nothing(due(NEXT, JANUARY), less(all_of(FIRST_CONTACT, NEXT)))
    ties = [split(MONTH), split(NEXT), tie, Bounds(requests(MONTH), 7, 7)]
    assert known(seven, both) == Knowledge([*ties, *shown])
    assert known(seven, both, last=JANUARY) == Knowledge([split(MONTH), ties[3], *shown])
    # Not looked at: only how many were due.
    far = Bounds(due(NEXT, JANUARY), 22, 22)
    assert known(seven, both, focus=(JANUARY,)) == Knowledge([split(MONTH), split(NEXT), ties[3], far])


def test_first_contacts_that_were_withheld_had_a_small_number_or_too_large_a_sum() -> None:
    whole = all_of(FIRST_CONTACT, NEXT)
    assert known(told(REQUESTS, MONTH, 7), told(FIRST_CONTACT, NEXT, most=30)).choices == [
        [
            [Bounds(of(FIRST_CONTACT, IN_TIME, NEXT), most=5)],
            [Bounds(of(FIRST_CONTACT, LATE, NEXT), most=5)],
            [Bounds(whole, least=31)],
        ]
    ]
    assert known(told(REQUESTS, MONTH, 7), told(FIRST_CONTACT, NEXT), focus=(JANUARY,)).choices == []


def test_answers_of_a_window_are_tied_in_each_month_that_is_looked_at() -> None:
    shown = told(REQUESTER, QUARTER, 12, 10)
    began = told(REQUESTS, MONTH, 7)
    sums = [Bounds(of(REQUESTER, MYSELF, QUARTER), 12, 12), Bounds(of(REQUESTER, OTHERS, QUARTER), 10, 10)]
    tie = {n: of_requester(Window(JANUARY + n, 1), "requester") for n in (0, 1, 2)}
    seven = Bounds(requests(MONTH), 7, 7)
    assert known(began, shown) == Knowledge([tie[1], seven, *sums])
    both = known(began, shown, last=JANUARY + 2, focus=(JANUARY, JANUARY + 2, JANUARY + 3))
    assert both == Knowledge([tie[0], tie[2], seven, *sums])
    assert known(began, shown, focus=(JANUARY + 3,)) == Knowledge([seven])
    withheld = known(began, told(REQUESTER, NEXT))
    assert withheld == Knowledge(
        [tie[1], seven],
        [[
            [Bounds(of(REQUESTER, MYSELF, NEXT), most=5)], [Bounds(of(REQUESTER, OTHERS, NEXT), most=5)],
            [Bounds(of(REQUESTER, NONE, NEXT), 1, 5)],
        ]],
    )  # fmt: skip


def test_groups_of_concerns_that_were_withheld_had_a_small_group_in_out_of_or_between_them() -> None:
    groups = [of(CONCERN_GROUP, group) for group in (TALKING, HARM, CULTURE)]
    found = known(told(CONCERN_GROUP, MONTH), last=JANUARY, focus=(JANUARY,))
    assert found.bounds == list(of_several(CONCERN_GROUP, MONTH, "concern group"))
    inside = [[Bounds(group, most=5)] for group in groups]
    outside = [[Bounds(plus(requests(MONTH), less(group)), most=5)] for group in groups]
    more = [Bounds(plus(*groups, less(requests(MONTH))), 1, 9)]
    assert found.choices == [[*inside, *outside, more]]


def test_single_concerns_and_their_groups_are_tied_where_both_were_tried() -> None:
    both = known(told(CONCERN, MONTH), told(CONCERN_GROUP, MONTH), last=JANUARY, focus=(JANUARY,))
    ties: list[Bounds] = []
    for group, labels in GROUPS.items():
        single = [of(CONCERN, label) for label in labels]
        ties += [Bounds(plus(*single, less(of(CONCERN_GROUP, group))), least=0)]
        ties += [Bounds(plus(one, less(of(CONCERN_GROUP, group))), most=0) for one in single]
    assert both.bounds == [
        *of_several(CONCERN, MONTH, "concern"), *of_several(CONCERN_GROUP, MONTH, "concern group"), *ties
    ]  # fmt: skip


def test_no_more_cases_are_closed_by_a_month_s_end_than_came_in_by_then() -> None:
    sixes = told(OUTCOME, NEXT, *[6] * 6)
    began = told(REQUESTS, MONTH, 50)
    shown = [Bounds(of(OUTCOME, outcome, NEXT), 6, 6) for outcome in OUTCOME.categories]
    rest = Bounds(plus(requests(Window(JANUARY, 2)), less(closed(NEXT))), least=0)
    tie = nothing(closed(NEXT), less(all_of(OUTCOME, NEXT)))
    fifty = Bounds(requests(MONTH), 50, 50)
    assert known(began, sixes) == Knowledge([rest, tie, fifty, *shown])
    far = Bounds(closed(NEXT), 36, 36)
    assert known(began, sixes, focus=(JANUARY,)) == Knowledge([rest, fifty, far])
    assert known(began, sixes, last=JANUARY, focus=(JANUARY,)) == Knowledge([fifty, far])
    later = told(OUTCOME, MONTH)
    first = Bounds(plus(requests(MONTH), less(closed(MONTH))), least=0)
    second = Bounds(plus(requests(Window(JANUARY, 2)), less(closed(Window(JANUARY, 2)))), least=0)
    assert known(began, sixes, later, focus=(JANUARY + 5,)).bounds == [first, second, fifty, far]


def test_open_cases_are_those_that_came_less_those_of_which_it_was_tried_to_tell_that_they_are_closed() -> (
    None
):
    assert still_open(JANUARY, JANUARY + 2, (JANUARY + 1, JANUARY + 7)) == plus(
        requests(QUARTER), less(closed(NEXT))
    )
    assert still_open(JANUARY, JANUARY, ()) == requests(MONTH)
    assert still_open(JANUARY, JANUARY - 1, (JANUARY,)) == {}
