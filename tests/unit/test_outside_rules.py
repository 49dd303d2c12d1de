"""Which requests go to the outside contact and which to the office, on offices in memory."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from automations.core import gone, marks, phrases
from automations.core.conflicts import Watch
from automations.core.coordinators import outside
from automations.core.office import Office
from automations.core.responses import Response
from automations.core.snapshot import Row
from automations.core.team import Roster
from tests.unit.offices import (
    CODE,
    GATES,
    OTHER,
    RULES,
    SENT,
    THIRD,
    known,
    made_office,
    request,
    row_of,
    sent,
)
from tests.unit.outside_offices import RELEASED, conflict, there

WILL: Row = {"Volunteer": "Will Reed", "Coordinator": "yes", "Keep apart from": "Kari Nordmann"}
SAM: Row = {"Volunteer": "Sam Okafor"}
ABOUT_WILL = {"what_happened": "It was Will Reed."}
EMPTY = made_office()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phrase is hashed slowly on purpose."""
    monkeypatch.setattr(phrases, "N", 2)


def team(*intake: Row, known: Mapping[str, str] | None = None) -> Office:
    """The office of a team of which Will Reed coordinates."""
    return made_office(*intake, Roster=(SAM, WILL), marks=known)


def parted(office: Office, other: Office | None, *responses: Response) -> tuple[str, str, int]:
    """The ids of those that go to the office, and to the outside one; and how many are told of."""
    watch = Watch(outside.coordinators(office.roster), frozenset())
    found = outside.part(office, other, responses, watch, RULES)
    here, elsewhere = (" ".join(response.id for response in where) for where in (found.here, found.there))
    return here, elsewhere, found.read


def test_whoever_may_open_the_office_counts_as_a_coordinator() -> None:
    ada: Row = {"Volunteer": "Ada Lind", "Coordinator": "perhaps", "Also known as": "Addie"}
    lee: Row = {"Volunteer": "Lee Park", "Coordinator": "no"}
    found = outside.coordinators(made_office(Roster=(SAM, WILL, lee, ada, ada)).roster)
    assert isinstance(found, Roster)
    assert found.names == ("Will Reed", "Ada Lind")
    assert found.doubled == {"Ada Lind"}
    assert [found.known(name) for name in ("addie", "reed, will", "Sam Okafor")] == [
        "Ada Lind", "Will Reed", None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "goes_there"),
    [
        (ABOUT_WILL, True),
        ({"name": "Will Reed"}, True),
        ({"what_happened": "Reed was there"}, True),
        ({"people_involved": "Kari Nordmann"}, True),
        ({"volunteers_to_avoid": "Will Reed"}, False),
        ({"what_happened": "It was Sam Okafor."}, False),
        ({}, False),
    ],
)
def test_what_may_be_about_a_coordinator_goes_to_the_outside_contact_and_is_not_told_of(
    said: dict[str, str], goes_there: bool
) -> None:
    found = parted(team(), EMPTY, sent("a"), sent("b", **said))
    assert found == (("a", "b", 1) if goes_there else ("a b", "", 2))
    # Where there is no outside office that can be read, it waits.
    assert parted(team(), None, sent("a"), sent("b", **said)) == (
        ("a", "", 1) if goes_there else ("a b", "", 2)
    )


def test_each_office_gets_its_responses_oldest_first() -> None:
    later = SENT + timedelta(hours=1)
    sorts = [replace(sent(id_, **said), received_at=when) for id_, when, said in (
        ("a", later, {}), ("b", SENT, ABOUT_WILL), ("d", SENT, {}), ("c", SENT, {}),
        ("e", later, ABOUT_WILL), ("f", SENT, ABOUT_WILL),
    )]  # fmt: skip
    assert parted(team(), EMPTY, *sorts) == ("c d a", "b f e", 3)
    assert parted(team(), EMPTY, *sorts[::-1]) == ("c d a", "b f e", 3)


def test_what_the_office_deleted_is_recognised_there_whatever_it_says() -> None:
    remembered = {marks.SALT: "salt", gone.remembered("salt", "b"): CODE}
    assert parted(team(known=remembered), EMPTY, sent("b", **ABOUT_WILL)) == ("b", "", 1)


def test_what_the_office_has_stays_there_until_new_words_are_about_a_coordinator() -> None:
    before, after, other = sent(**ABOUT_WILL), sent("r", **ABOUT_WILL), sent("r", name="Ada Lind")
    had = team(row_of(before), known=known(before))
    assert parted(had, EMPTY, before) == ("r", "", 1)
    assert parted(had, EMPTY, other) == ("r", "", 1)
    plain = team(row_of(sent()), known=known(sent()))
    # It is told of, for the office has it in its earlier words.
    assert parted(plain, EMPTY, after) == ("", "r", 1)
    assert parted(plain, None, after) == ("", "", 1)
    assert parted(plain, None, other) == ("r", "", 1)


@pytest.mark.parametrize(
    ("conflicts", "again", "here"),
    [
        ((conflict(),), sent(**ABOUT_WILL), False),
        ((), sent(**ABOUT_WILL), False),
        ((RELEASED,), sent(**ABOUT_WILL), True),
        ((RELEASED,), sent(what_happened="It was Will Reed, again."), False),
        ((RELEASED,), sent(what_happened="It was nobody."), True),
    ],
)
def test_what_both_offices_have_follows_what_the_outside_contact_said_of_these_words(
    conflicts: tuple[Row, ...], again: Response, here: bool
) -> None:
    had = team(row_of(sent(), OTHER), known=known(sent(), OTHER))
    by_mark_alone = team(known={marks.case_of("r"): OTHER})
    for office in (had, by_mark_alone):
        assert parted(office, there(sent(**ABOUT_WILL), *conflicts), again) == (
            ("r", "", 1) if here else ("", "r", 1)
        )


@pytest.mark.parametrize(
    ("conflicts", "again", "here"),
    [
        ((conflict(),), sent(), False),
        ((), sent(), False),
        ((RELEASED,), sent(), True),
        # They said it of other words.
        ((RELEASED,), sent(name="Ada Lind"), False),
    ],
)
def test_what_the_outside_office_alone_has_comes_to_the_office_once_it_is_released(
    conflicts: tuple[Row, ...], again: Response, here: bool
) -> None:
    assert parted(team(), there(sent(), *conflicts), again) == (("r", "", 1) if here else ("", "r", 0))


def test_a_released_addition_comes_to_the_office_whatever_its_phrase() -> None:
    adds = sent(about="Adding to an earlier one")
    assert parted(team(), there(adds, RELEASED), adds) == ("r", "", 1)


@pytest.mark.parametrize(("said", "here"), [("yes", True), (None, False)])
def test_what_joins_a_released_request_goes_to_the_office_like_that_one(said: str | None, here: bool) -> None:
    adds = sent(about="Adding to an earlier one")
    other = made_office(
        row_of(adds),
        request(OTHER),
        marks={**known(adds), marks.joins(CODE): f"adding {OTHER}"},
        Conflicts=(conflict(code=OTHER, Released=said),),
    )
    had = team(row_of(adds, THIRD), known=known(adds, THIRD))
    assert parted(team(), other, adds) == (("r", "", 1) if here else ("", "r", 0))
    assert parted(had, other, adds) == (("r", "", 1) if here else ("", "r", 1))


def test_what_the_outside_office_had_is_its_own_also_where_its_row_is_gone() -> None:
    lost = made_office(marks={marks.case_of("r"): CODE})
    assert parted(team(), lost, sent(), sent("other")) == ("other", "r", 1)
    deleted = made_office(marks={marks.SALT: "salt", gone.remembered("salt", "r"): CODE})
    assert parted(team(), deleted, sent(), sent("other")) == ("other", "r", 1)


HERON = "blue heron at dusk"


def adding(id_: str = "add", phrase: str = HERON, about: str = "Adding to an earlier one") -> Response:
    return sent(id_, about=about, own_phrase=phrase)


def phrase_of(code: str, phrase: str = HERON) -> dict[str, str]:
    return {marks.phrase(code): phrases.kept(phrase, f"salt-of-{code}")}


def test_what_joins_a_request_goes_where_that_one_is() -> None:
    here = team(request(OTHER), request(THIRD), known=phrase_of(THIRD))
    outside_office = made_office(request(), marks=phrase_of(CODE), Conflicts=(conflict(),))
    released = made_office(request(), marks=phrase_of(CODE), Conflicts=(RELEASED,))
    for one in (adding(), adding(about="Withdrawing an earlier one", phrase="Blue Heron, at DUSK!")):
        assert parted(here, EMPTY, one) == ("add", "", 1)
        assert parted(here, outside_office, one) == ("", "add", 0)
        assert parted(here, released, one) == ("add", "", 1)
        assert parted(here, None, one) == ("", "", 0)
    # A phrase that is nobody's may have been mistyped by somebody of whom no coordinator may read.
    for phrase in ("grey heron at dusk", "abc", ""):
        assert parted(here, EMPTY, adding(phrase=phrase)) == ("", "add", 0)
    assert parted(here, EMPTY, sent("add", about="Adding to an earlier one")) == ("", "add", 0)
    assert parted(here, EMPTY, replace(adding(), answers={**adding().answers, **ABOUT_WILL})) == (
        "",
        "add",
        0,
    )


def test_what_came_in_together_belongs_together_in_whatever_order() -> None:
    plain, about_will = sent("a", own_phrase=HERON), sent("b", own_phrase=HERON, **ABOUT_WILL)
    wordless = sent("0")
    for first, ids in ((plain, ("0 a add", "", 3)), (about_will, ("0", "add b", 1))):
        assert parted(team(), EMPTY, adding(), wordless, first) == ids
        assert parted(team(), EMPTY, first, wordless, adding()) == ids
    # Two that add to nobody known don't vouch for each other.
    stays = adding("a")
    had = team(row_of(stays), known=known(stays))
    assert parted(had, EMPTY, stays, adding("b")) == ("a", "b", 1)


def test_only_the_newest_requests_are_held_against_a_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "MOST_COMPARED", 1)
    old, new = request(OTHER, "2026-11-01T17:00:00Z"), request(THIRD, "2026-11-02T17:00:00Z")
    of_the_new = {**phrase_of(OTHER, "another phrase"), **phrase_of(THIRD)}
    of_the_old = {**phrase_of(OTHER), **phrase_of(THIRD, "another phrase")}
    for rows in ((old, new), (new, old)):
        assert parted(team(*rows, known=of_the_new), EMPTY, adding()) == ("add", "", 1)
        assert parted(team(*rows, known=of_the_old), EMPTY, adding()) == ("", "add", 0)


def guessed(count: int, received: str = "2026-11-03T18:00:00Z") -> Office:
    """The outside office, to which so many wrong phrases came in that day."""
    codes = [f"wrong-guess-{number}" for number in range(count)]
    return made_office(
        *(request(code, received) for code in codes), marks={marks.joins(code): "wrong" for code in codes}
    )


@pytest.mark.parametrize(
    ("before", "received", "in_this_run", "here"),
    [
        (4, "2026-11-03T18:00:00Z", 0, True),
        (5, "2026-11-03T18:00:00Z", 0, False),
        # Still the 3rd where the team is.
        (5, "2026-11-04T07:59:59Z", 0, False),
        (5, "2026-11-04T08:00:00Z", 0, True),
        (0, "", 4, True),
        (0, "", 5, False),
        (2, "2026-11-03T18:00:00Z", 2, True),
        (2, "2026-11-03T18:00:00Z", 3, False),
    ],
)
def test_after_five_wrong_phrases_a_day_even_the_right_one_goes_to_the_outside_contact(
    before: int, received: str, in_this_run: int, here: bool
) -> None:
    office, other = team(request(THIRD), known=phrase_of(THIRD)), guessed(before, received)
    wrong = [adding(f"w{number}", "grey heron at dusk") for number in range(in_this_run)]
    # Too short to be a guess at all.
    nothing = adding("nothing", "abc")
    _, there_ids, read = parted(office, other, nothing, *wrong, adding())
    assert ("add" not in there_ids.split(), read) == (here, int(here))


def test_wrong_phrases_count_on_their_own_day() -> None:
    office = team(request(THIRD), known=phrase_of(THIRD))
    wrong = [adding(f"w{number}", "grey heron at dusk") for number in range(5)]
    day = datetime(2026, 11, 4, 7, 59, 59, tzinfo=UTC)
    right = [replace(adding(), received_at=day + timedelta(seconds=later)) for later in (0, 1)]
    assert [parted(office, EMPTY, *wrong, one)[2] for one in right] == [0, 1]


def test_a_response_is_known_by_its_row_or_its_mark() -> None:
    assert outside.is_known(made_office(row_of(sent())), sent())
    assert outside.is_known(made_office(marks={marks.case_of("r"): CODE}), sent())
    assert not outside.is_known(made_office(row_of(sent("s")), marks={marks.case_of("s"): CODE}), sent())


def test_answers_concern_who_is_watched_for_and_nobody_else() -> None:
    watch = Watch(outside.coordinators(team().roster), frozenset())
    assert outside.concerns({**GATES, **ABOUT_WILL}, watch)
    assert not outside.concerns({**GATES, "what_happened": "It was Sam Okafor."}, watch)
