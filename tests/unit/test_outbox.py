"""The outbox: one mail a day, each thing told once, and never too little."""

from datetime import date

import pytest

from automations.core.mail.outbox import NOTHING, Post, noted, read_post, read_posts, to_go
from automations.core.mail.tellings import Kind, Thing
from automations.core.marks import Marks
from tests.unit.offices import CODE, OTHER, THIRD, TODAY, made_office
from tests.unit.situations import LEE, SAM, person

NEW, SOON, LATE = (Thing(kind, CODE) for kind in (Kind.NEW, Kind.SOON, Kind.OVERDUE))
NOW = Thing(Kind.NOW, OTHER)
DAILY = Thing(Kind.DIGEST, "", "2026-11-10")
LOOK_IN = Thing(Kind.LOOK_IN)
YESTERDAY = "2026-11-09"
KEY = f"mail to {SAM}"
FULL = Post(YESTERDAY, (NEW, Thing(Kind.CHECK_IN, OTHER, "2026-11-08")), (NOW, DAILY), 2)
WRITTEN = (
    '["2026-11-09", [["new case", "amber-heron-lake", ""], ["check-in", "brisk-otter-field", "2026-11-08"]], '
    '[["look now", "brisk-otter-field", ""], ["digest", "", "2026-11-10"]], 2]'
)


def test_what_stands_in_the_office_is_read_again_as_it_was() -> None:
    assert FULL.mark() == WRITTEN
    assert read_post(Marks({KEY: WRITTEN}), KEY) == FULL
    assert NOTHING.mark() == '["", [], [], 0]'


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "null",
        "x",
        "{}",
        "[]",
        "7",
        '["", [], []]',
        '["", [], [], 0, 0]',
        '["", [], [], "many"]',
        '["", [], [], null]',
        '["", [["no kind", "a-b-c", ""]], [], 0]',
        '["", [], [["new case", "a-b-c"]], 0]',
        '["", 5, [], 0]',
    ],
)
def test_an_outbox_that_somebody_broke_is_empty_so_all_is_told_again(broken: str) -> None:
    assert read_post(Marks({KEY: broken}), KEY) == Post("", (), (), 0)


def test_who_never_had_mail_has_an_empty_outbox() -> None:
    assert read_post(Marks({"mail to Lee Park": WRITTEN}), KEY) == Post("", (), (), 0)


def test_numbers_and_words_are_read_however_they_were_written() -> None:
    found = read_post(Marks({KEY: '[2026, [["new case", 1, 2]], [["overdue", 3, 4]], "5"]'}), KEY)
    assert found == Post("2026", (Thing(Kind.NEW, "1", "2"),), (Thing(Kind.OVERDUE, "3", "4"),), 5)


def test_an_outbox_follows_somebody_who_is_called_otherwise_now() -> None:
    roster = made_office(
        Roster=(person("Sam Okafor", Also_known_as="Samuel Okafor"), person("Lee Park"))
    ).roster
    known = Marks(
        {"mail to Samuel Okafor": WRITTEN, "salt": "x", "mail to Lee Park": "", "mail to nobody": "[]"}
    )
    assert read_posts(known, roster) == {
        SAM: ("mail to Samuel Okafor", FULL),
        LEE: ("mail to Lee Park", NOTHING),
        "nobody": ("mail to nobody", NOTHING),
    }


def test_what_was_told_is_not_told_again_and_what_is_new_goes() -> None:
    before = Post(YESTERDAY, (NEW,))
    assert to_go(before, [NEW, SOON, DAILY], {CODE}, TODAY, True) == Post(YESTERDAY, (NEW,), (SOON, DAILY), 1)


def test_a_check_in_of_another_day_is_told_again() -> None:
    first, second = (Thing(Kind.CHECK_IN, CODE, f"2026-11-{day}") for day in ("03", "10"))
    assert to_go(Post("", (first,)), [second], {CODE}, TODAY, True).going == (second,)
    assert to_go(Post("", (first,)), [first], {CODE}, TODAY, True).going == ()


@pytest.mark.parametrize(
    ("last", "may_send", "going"),
    [
        (YESTERDAY, True, (NOW, SOON, LOOK_IN)),
        ("", True, (NOW, SOON, LOOK_IN)),
        ("2026-11-10", True, (NOW,)),
        (YESTERDAY, False, (NOW,)),
        ("2026-11-10", False, (NOW,)),
    ],
)
def test_one_mail_a_day_in_its_hours_but_what_can_not_wait_goes_at_any_time(
    last: str, may_send: bool, going: tuple[Thing, ...]
) -> None:
    assert to_go(Post(last), [NOW, SOON, LOOK_IN], {CODE}, TODAY, may_send) == Post(last, (), going, 1)


def test_each_attempt_at_what_goes_is_counted_and_none_where_nothing_does() -> None:
    tried = Post(YESTERDAY, (), (SOON,), 3)
    assert to_go(tried, [SOON], {CODE}, TODAY, True) == Post(YESTERDAY, (), (SOON,), 4)
    assert to_go(tried, [], {CODE}, TODAY, True) == Post(YESTERDAY, (), (), 0)
    assert to_go(tried, [SOON], {CODE}, TODAY, False) == Post(YESTERDAY, (), (), 0)


def test_what_was_told_of_cases_that_are_closed_or_gone_is_forgotten() -> None:
    others = tuple(Thing(Kind.NEW, code) for code in (OTHER, THIRD))
    before = Post(YESTERDAY, (NEW, *others))
    assert to_go(before, [], [THIRD, CODE], TODAY, True) == Post(YESTERDAY, (NEW, others[1]), (), 0)
    assert to_go(before, [NEW], [], TODAY, True) == Post(YESTERDAY, (), (), 0)


def test_once_a_mail_went_what_it_said_is_told_and_the_day_is_kept() -> None:
    assert Post(YESTERDAY, (NEW,), (SOON,), 2).sent(TODAY) == Post("2026-11-10", (SOON, NEW), (), 0)


def test_of_two_check_ins_the_later_is_kept() -> None:
    first, second = (Thing(Kind.CHECK_IN, CODE, f"2026-11-{day}") for day in ("03", "10"))
    other = Thing(Kind.CHECK_IN, OTHER, "2026-11-01")
    assert Post("", (first, other), (second,)).sent(TODAY).told == (second, other)


def test_what_comes_again_every_day_is_not_kept() -> None:
    assert Post("", (), (DAILY, LOOK_IN), 1).sent(TODAY) == Post("2026-11-10")


def test_what_could_not_wait_leaves_the_day_s_mail_still_to_come() -> None:
    assert Post(YESTERDAY, (), (NOW,), 1).sent(TODAY) == Post(YESTERDAY, (NOW,))
    assert Post(YESTERDAY, (), (NOW, SOON), 1).sent(TODAY).last == "2026-11-10"
    assert Post(YESTERDAY, (NEW,), (NOW,), 1).refused(TODAY) == Post(YESTERDAY, (NEW,))


def test_what_was_refused_is_tried_again_another_day() -> None:
    assert Post(YESTERDAY, (NEW,), (SOON,), 3).refused(TODAY) == Post("2026-11-10", (NEW,), (), 0)


@pytest.mark.parametrize(
    ("refused", "told"), [(False, '[["new case", "amber-heron-lake", ""]]'), (True, "[]")]
)
def test_the_office_is_to_hold_that_a_mail_went_or_was_refused_for_good(refused: bool, told: str) -> None:
    known = Marks({KEY: '["", [], [["new case", "amber-heron-lake", ""]], 1]', "mail to Lee Park": WRITTEN})
    assert noted(known, refused, key=KEY, today=date(2026, 11, 10)) == {KEY: f'["2026-11-10", {told}, [], 0]'}
