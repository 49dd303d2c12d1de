""" "We have it": who gets it, how often, and that nobody gets it who never wrote."""

from datetime import date, timedelta

import pytest

from automations.core.mail.acknowledging import Acknowledged, noted, read_acknowledged, to_acknowledge
from automations.core.marks import Marks, not_asked
from automations.core.snapshot import Row
from tests.unit.offices import CODE, OTHER, THIRD, TODAY, made_office, request

NOBODY = Acknowledged({})
ADDRESS = "someone@example.org"


def wish(
    code: str = CODE, contact: str = ADDRESS, received: str = "2026-11-09T18:00:00Z", **said: str
) -> Row:
    ways = {"acknowledge": "Yes", "may_contact_by": "Email me", **said}
    return request(code, received, contact=contact, **ways)


def written_to(*intake: Row, known: Acknowledged = NOBODY, marks: dict[str, str] | None = None) -> list[str]:
    """By code and address."""
    found = to_acknowledge(made_office(*intake, marks=marks), known, TODAY)
    return [f"{code} {address}" for code, address in found.items()]


def test_who_asked_for_it_and_may_be_mailed_gets_a_mail() -> None:
    assert written_to(wish()) == [f"{CODE} {ADDRESS}"]
    said = {"acknowledge": " YES ", "may_contact_by": "Text me;EMAIL ME"}
    assert written_to(wish(contact=f"  {ADDRESS}\n", **said)) == [f"{CODE} {ADDRESS}"]


@pytest.mark.parametrize(
    "said",
    [
        {"acknowledge": "No"},
        {"acknowledge": ""},
        {"may_contact_by": "Text me"},
        {"may_contact_by": ""},
        {"contact": ""},
    ],
)
def test_who_did_not_ask_or_may_not_be_mailed_gets_none(said: dict[str, str]) -> None:
    assert written_to(wish(**said)) == []


@pytest.mark.parametrize("key", ["acknowledge", "may_contact_by", "contact"])
def test_who_was_not_asked_gets_none(key: str) -> None:
    assert written_to(wish(), marks={not_asked(CODE): key}) == []


DOMAIN = ".".join(("b" * 63, "c" * 63, "d" * 61))


@pytest.mark.parametrize(
    ("contact", "is_address"),
    [
        (f"Write to {ADDRESS}", False),
        (f"{ADDRESS} or 555 0100", False),
        (f"{ADDRESS}, other@example.org", False),
        ("555-0100", False),
        ("someone(at)example.org", False),
        ("søren@example.org", False),
        ("a@b.c", True),
        (f"{'a' * 64}@{DOMAIN}", True),
        (f"{'a' * 64}@{DOMAIN}d", False),
    ],
)
def test_the_whole_answer_must_be_an_address(contact: str, is_address: bool) -> None:
    assert written_to(wish(contact=contact)) == ([f"{CODE} {contact}"] if is_address else [])


@pytest.mark.parametrize(
    ("received", "comes"),
    [
        ("2026-11-10T18:00:00Z", True),
        ("2026-11-03T08:00:00Z", True),
        ("2026-11-03T07:59:59Z", False),
        ("2026-11-02T18:00:00Z", False),
    ],
)
def test_whoever_wrote_more_than_seven_days_ago_would_wonder(received: str, comes: bool) -> None:
    assert written_to(wish(received=received)) == ([f"{CODE} {ADDRESS}"] if comes else [])


def test_each_request_is_answered_once_whatever_the_day() -> None:
    rows = wish(), wish(OTHER, "other@example.org"), wish(THIRD, "third@example.org")
    known = Acknowledged({CODE: "2026-11-04", OTHER: "2"})
    assert [known.is_done(code) for code in (CODE, OTHER, THIRD)] == [True, False, False]
    assert written_to(*rows, known=known) == [f"{THIRD} third@example.org", f"{OTHER} other@example.org"]


def test_one_address_gets_one_mail_a_day_for_its_newest_request() -> None:
    rows = wish(), wish(OTHER, "SomeOne@example.org"), wish(THIRD, "third@example.org")
    assert written_to(*rows) == [f"{THIRD} third@example.org", f"{OTHER} SomeOne@example.org"]
    yesterday, today = (Acknowledged({OTHER: day}) for day in ("2026-11-09", "2026-11-10"))
    assert written_to(*rows, known=yesterday) == [f"{THIRD} third@example.org", f"{CODE} {ADDRESS}"]
    assert written_to(*rows, known=today) == [f"{THIRD} third@example.org"]


def test_no_more_than_twenty_a_day_the_newest_first() -> None:
    rows = [wish(f"case-number-{n}", f"someone{n}@example.org") for n in range(22)]
    newest = [f"case-number-{n} someone{n}@example.org" for n in range(21, -1, -1)]
    assert written_to(*rows) == newest[:20]
    mailed = Acknowledged({"case-number-21": "2026-11-10", "case-number-3": "2026-11-10"})
    assert written_to(*rows, known=mailed) == newest[1:18] + newest[19:20]
    before = Acknowledged({"case-number-21": "2026-11-09"})
    assert written_to(*rows, known=before) == newest[1:21]


def test_what_is_on_its_way_counts_its_attempts_and_what_is_no_longer_is_forgotten() -> None:
    known = Acknowledged({CODE: "2", OTHER: "1", "d-e-f": "2026-11-09"})
    assert known.going([CODE, THIRD], TODAY).days == {"d-e-f": "2026-11-09", CODE: "3", THIRD: "1"}


@pytest.mark.parametrize(("days", "kept"), [(13, True), (14, False), (15, False)])
def test_what_was_answered_two_weeks_ago_is_forgotten(days: int, kept: bool) -> None:
    day = (TODAY - timedelta(days=days)).isoformat()
    assert Acknowledged({CODE: day}).going([], TODAY).days == ({CODE: day} if kept else {})


def test_what_stands_in_the_office_is_read_again_as_it_was() -> None:
    known = Acknowledged({CODE: "2026-11-09", OTHER: "2"})
    assert known.mark() == '{"amber-heron-lake": "2026-11-09", "brisk-otter-field": "2"}'
    assert read_acknowledged(Marks({"acknowledged": known.mark()})) == known
    numbers = Marks({"acknowledged": '{"amber-heron-lake": 2, "brisk-otter-field": "twice", "c": "²"}'})
    assert read_acknowledged(numbers) == Acknowledged({CODE: "2"})


@pytest.mark.parametrize("broken", ["", "{", "[]", "7", "null"])
def test_a_mark_that_somebody_broke_says_that_nobody_was_answered(broken: str) -> None:
    assert read_acknowledged(Marks({"acknowledged": broken})) == NOBODY
    assert read_acknowledged(Marks({})) == NOBODY


@pytest.mark.parametrize("refused", [True, False])
def test_once_a_mail_went_or_was_refused_for_good_its_day_is_kept(refused: bool) -> None:
    known = Marks({"acknowledged": '{"brisk-otter-field": "2026-11-08", "amber-heron-lake": "2"}'})
    assert noted(known, refused, code=CODE, today=date(2026, 11, 10)) == {
        "acknowledged": '{"brisk-otter-field": "2026-11-08", "amber-heron-lake": "2026-11-10"}'
    }
