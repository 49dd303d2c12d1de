"""What stays known of a deleted case, and which responses do not come back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from automations.core import gone, marks
from automations.core.gone import Gone, is_remembered, read_gone, remembered
from automations.core.marks import Marks
from automations.core.responses import Response
from tests.unit.offices import CODE, OTHER, SENT, THIRD, sent

SINCE = datetime(2026, 11, 5, 18, tzinfo=UTC)
PACIFIC = timezone(timedelta(hours=-8))
SECOND = "20261103T170000Z"
"""Begins the ids that an export gives what was received at `SENT`."""

SALT = {marks.SALT: "pepper"}


@pytest.mark.parametrize(
    ("words", "accepted", "restricted", "reachable", "file_stays"),
    [
        ("", False, False, False, False),
        (" accepted", True, False, False, False),
        (" restricted", False, True, False, False),
        (" reachable", False, False, True, False),
        (" file", False, False, False, True),
        (" accepted restricted reachable file", True, True, True, True),
    ],
)
@pytest.mark.parametrize("done", [True, False])
def test_how_a_deleted_case_stood_is_kept_and_read_again(
    done: bool, words: str, accepted: bool, restricted: bool, reachable: bool, file_stays: bool
) -> None:
    stood = Gone(SINCE, done, accepted, restricted, reachable, file_stays)
    assert stood.value == f"2026-11-05T18:00:00+00:00{words}"
    key = marks.let_go(CODE) if done else marks.letting_go(CODE)
    known = Marks({key: stood.value, marks.let_go(OTHER): "2026-01-01T00:00:00+00:00 accepted file"})
    assert read_gone(known, CODE) == stood


def test_once_all_is_deleted_what_was_noted_before_no_longer_counts() -> None:
    known = Marks(
        {
            marks.letting_go(CODE): "2026-11-05T18:00:00+00:00 accepted file",
            marks.let_go(CODE): "2026-11-06T18:00:00+00:00 accepted",
        }
    )
    assert read_gone(known, CODE) == Gone(SINCE + timedelta(days=1), True, True, False, False, False)


@pytest.mark.parametrize("broken", ["", " ", "accepted", "yesterday accepted"])
@pytest.mark.parametrize("key", [marks.let_go(CODE), marks.letting_go(CODE)])
def test_a_case_without_the_moment_it_went_is_still_there(key: str, broken: str) -> None:
    assert read_gone(Marks({key: broken}), CODE) is None


def test_a_case_that_nothing_was_noted_of_is_still_there() -> None:
    assert read_gone(Marks({marks.let_go(OTHER): "2026-11-05T18:00:00+00:00"}), CODE) is None


def test_a_deleted_response_stays_known_under_the_mark_that_earlier_versions_made() -> None:
    assert remembered("pepper", "r") == "gone 6f864e97aa228631ea0202a1b1269391"


def test_the_mark_of_a_deleted_response_depends_on_the_salt_and_on_the_response() -> None:
    assert len({remembered("pepper", "r"), remembered("pepper", "s"), remembered("salt", "r")}) == 3


def test_a_salt_may_be_longer_than_a_key_may_be() -> None:
    longest = "s" * 64
    assert remembered(f"{longest}x", "r") == remembered(longest, "r")
    assert remembered(longest, "r") != remembered("s" * 63, "r")


def test_a_response_is_remembered_where_its_mark_and_the_salt_are_there() -> None:
    mark = {remembered("pepper", "r"): CODE}
    assert is_remembered(Marks({**SALT, **mark}), "r") is True
    assert is_remembered(Marks({**SALT, **mark}), "s") is False
    assert is_remembered(Marks({**SALT, remembered("", "r"): CODE}), "r") is False
    assert is_remembered(Marks({remembered("", "r"): CODE}), "r") is False


def deleted(**responses: str) -> dict[str, str]:
    """Marks of these responses, with the codes of their cases; of an export's, where the name is `_1`."""
    named = {id_.replace("_", f"{SECOND}-"): code for id_, code in responses.items()}
    return {**SALT, **{remembered("pepper", id_): code for id_, code in named.items()}}


def sorted_out(
    known: dict[str, str], *responses: Response, there: tuple[str, ...] = ()
) -> tuple[list[str], dict[str, str]]:
    """Ids that may be taken in, and those that were deleted, by case code."""
    let_in, refused = gone.sort_out(Marks(known), there, responses)
    return [r.id for r in let_in], {code: r.id for code, r in refused.items()}


def test_where_nothing_was_ever_deleted_all_is_taken_in() -> None:
    responses = (sent("a"), sent("b"))
    assert gone.sort_out(Marks({}), (), responses) == ([*responses], {})
    without_salt = Marks({remembered("", "a"): CODE})
    assert gone.sort_out(without_salt, (), responses) == ([*responses], {})


def test_a_deleted_response_is_not_taken_in_again() -> None:
    a, b, c = sent("a"), sent("b"), replace(sent("c"), received_at=SENT + timedelta(hours=1))
    known = Marks(deleted(a=CODE, c=OTHER))
    assert gone.sort_out(known, (), (a, b, c)) == ([b], {CODE: a, OTHER: c})


def test_what_the_office_has_is_never_refused() -> None:
    assert sorted_out(deleted(a=CODE, b=OTHER), sent("a"), sent("b"), there=("a",)) == (["a"], {OTHER: "b"})


@pytest.mark.parametrize(
    ("submitted", "comes_back"),
    [
        (None, False),
        (SINCE - timedelta(seconds=1), False),
        (SINCE, False),
        (SINCE + timedelta(seconds=1), True),
        (datetime(2026, 11, 5, 10, 0, 1, tzinfo=PACIFIC), True),
    ],
)
def test_what_was_sent_again_after_it_was_deleted_are_new_words(
    submitted: datetime | None, comes_back: bool
) -> None:
    went = Gone(SINCE, True, True, False, True, False)
    known = {**deleted(r=CODE, _1=CODE, other=OTHER), marks.let_go(CODE): went.value}
    response = replace(sent("r"), submitted_at=submitted)
    wanted = (["r"], {OTHER: "other"}) if comes_back else ([], {CODE: "r", OTHER: "other"})
    assert sorted_out(known, response, sent("other")) == wanted


def test_what_was_sent_again_stays_away_where_nobody_knows_when_the_case_went() -> None:
    response = replace(sent("r"), submitted_at=SINCE)
    assert sorted_out(deleted(r=CODE), response) == ([], {CODE: "r"})


@pytest.mark.parametrize("received", [SENT, SENT + timedelta(milliseconds=999), SENT.astimezone(PACIFIC)])
def test_what_was_deleted_under_an_export_s_id_is_known_by_its_second(received: datetime) -> None:
    response = replace(sent("r"), received_at=received)
    assert sorted_out(deleted(_1=CODE), response) == ([], {CODE: "r"})


@pytest.mark.parametrize("apart", [timedelta(seconds=1), timedelta(milliseconds=-1)])
def test_another_second_is_another_response(apart: timedelta) -> None:
    assert sorted_out(deleted(_1=CODE), replace(sent("r"), received_at=SENT + apart)) == (["r"], {})


@pytest.mark.parametrize(
    ("remembered_ids", "came", "refused"),
    [
        (("_1",), "a", {CODE: "a"}),
        (("_2",), "a", {CODE: "a"}),
        (("_3",), "a", {CODE: "a"}),
        (("_4",), "a", {}),
        (("_0",), "a", {}),
        (("_1",), "ab", {}),
        (("_1", "_2"), "ab", {CODE: "a", OTHER: "b"}),
        (("_1", "_2"), "a", {CODE: "a"}),
        (("_1", "_3"), "ab", {CODE: "a", OTHER: "b"}),
        (("_1", "_2", "_3"), "abc", {CODE: "a", OTHER: "b", THIRD: "c"}),
        (("_1", "_2", "_4"), "abc", {}),
    ],
)
def test_where_more_came_in_a_second_than_were_deleted_none_is_refused(
    remembered_ids: tuple[str, ...], came: str, refused: dict[str, str]
) -> None:
    known = deleted(**dict(zip(remembered_ids, (CODE, OTHER, THIRD), strict=False)))
    let_in = [id_ for id_ in came if id_ not in refused.values()]
    assert sorted_out(known, *map(sent, came)) == (let_in, refused)


def test_each_second_is_looked_at_by_itself() -> None:
    later = [replace(sent(id_), received_at=SENT + timedelta(seconds=1)) for id_ in "cd"]
    known = deleted(_1=CODE) | {remembered("pepper", "20261103T170001Z-1"): OTHER}
    assert sorted_out(known, sent("a"), *later) == (["c", "d"], {CODE: "a"})
    assert sorted_out(known, *later, sent("a")) == (["c", "d"], {CODE: "a"})


def test_in_two_seconds_what_was_deleted_stays_away_in_both() -> None:
    later = replace(sent("b"), received_at=SENT + timedelta(seconds=1))
    known = deleted(_1=CODE) | {remembered("pepper", "20261103T170001Z-1"): OTHER}
    assert sorted_out(known, sent("a"), later) == ([], {CODE: "a", OTHER: "b"})


@pytest.mark.parametrize("id_", ["2", "20261103", SECOND])
def test_an_id_that_only_begins_like_an_export_s_is_none(id_: str) -> None:
    assert sorted_out(deleted(_1=CODE), sent(id_)) == ([], {CODE: id_})


def test_what_an_export_brings_is_known_by_its_own_id_alone() -> None:
    exported = sent(f"{SECOND}-2")
    assert sorted_out(deleted(_1=CODE), exported) == ([f"{SECOND}-2"], {})
    assert sorted_out(deleted(_1=CODE), exported, sent("r")) == ([f"{SECOND}-2"], {CODE: "r"})
    assert sorted_out(deleted(_2=CODE), exported) == ([], {CODE: f"{SECOND}-2"})


def test_what_is_known_by_its_own_id_does_not_count_among_those_of_its_second() -> None:
    known = deleted(a=CODE, _1=OTHER)
    assert sorted_out(known, sent("a"), sent("b")) == ([], {CODE: "a", OTHER: "b"})
    assert sorted_out(known, sent("b"), sent("x"), there=("x",)) == (["x"], {OTHER: "b"})


def test_of_deleted_cases_it_is_kept_what_still_lies_where_it_was_sent_to() -> None:
    known = Marks({marks.still_sent(OTHER): "2026-11-01T17:00:00+00:00", marks.still_sent(THIRD): ""})
    there = {CODE: sent()}
    moment = "2026-11-03T17:00:00+00:00"
    assert gone.seen(known, there, False, [OTHER, THIRD]) == {marks.still_sent(CODE): moment}


def test_what_no_longer_lies_there_is_known_only_once_all_were_read() -> None:
    known = Marks(
        {
            marks.still_sent(CODE): "2026-11-03T17:00:00+00:00",
            marks.still_sent(OTHER): "2026-11-01T17:00:00+00:00",
            marks.still_sent(THIRD): "",
        }
    )
    moment = "2026-11-03T17:00:00+00:00"
    wanted = {marks.still_sent(CODE): moment, marks.still_sent(OTHER): ""}
    assert gone.seen(known, {CODE: sent()}, True, [CODE, OTHER, THIRD, "dear-fox-moor"]) == wanted
    assert gone.seen(known, {}, True, [OTHER]) == {marks.still_sent(OTHER): ""}
    assert gone.seen(known, {}, True, []) == {}


def test_a_response_may_come_again_under_its_own_id_and_under_those_it_was_recognised_by() -> None:
    known = Marks(
        {
            marks.recognised("twin"): "r",
            marks.recognised("third"): "r",
            marks.recognised("stranger"): "other",
            marks.case_of("x"): "r",
        }
    )
    received = datetime(2026, 11, 3, 9, tzinfo=PACIFIC)
    assert list(gone.ids_of(known, "r", received, True)) == ["r", "twin", "third", f"{SECOND}-1"]
    assert list(gone.ids_of(known, "r", received, False)) == ["r", "twin", "third"]
    assert list(gone.ids_of(known, "r", None, True)) == ["r", "twin", "third"]
    assert list(gone.ids_of(Marks({}), "r", None, False)) == ["r"]
