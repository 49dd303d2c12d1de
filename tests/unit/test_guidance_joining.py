"""What coordinators are told of requests that add to another or withdraw it, and what is held back."""

from datetime import UTC, datetime

import pytest

from automations.core import marks
from automations.core.coordinators.guidance import about_joining
from automations.core.gone import Gone
from automations.core.office import Office
from automations.core.snapshot import Row
from tests.unit.offices import CODE, OTHER, THIRD, closed, conflict, event, made_office, request

SAM: Row = {"Volunteer": "Sam Okafor"}
LEE: Row = {"Volunteer": "Lee Park"}
ADA: Row = {"Volunteer": "Ada Lind"}
WILL: Row = {"Volunteer": "Will Reed"}
GONE = Gone(datetime(2026, 11, 1, 17, tzinfo=UTC), True, True, False, True, False).value
BY_SAM = (event("assigned", "Sam Okafor"),)


def joining(office: Office, code: str = CODE) -> list[str]:
    return list(about_joining(office.by_code[code], office))


OF_NO_CASE = "Its phrase is that of no case: look yourself whom it may be from, and answer nobody else."


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (f"adding {OTHER}", f"Adds to {OTHER}, by the right phrase: what it says went there."),
        (f"withdrawing {OTHER}", f"Withdraws {OTHER}, by the right phrase: what it says went there."),
        # One that nobody has any more.
        (f"adding {THIRD}", f"Adds to {THIRD}, by the right phrase: what it says went there."),
        ("wrong", OF_NO_CASE),
        ("several", "Its phrase is that of several cases: look yourself which of them it is for."),
        ("unheard", "Its phrase was not compared, too many wrong ones came in that day: look yourself."),
        ("mistyped-mark", OF_NO_CASE),
    ],
)
def test_whom_a_phrase_leads_to_is_told_until_somebody_has_decided(mark: str, sentence: str) -> None:
    known = {marks.joins(CODE): mark}
    assert joining(made_office(request(), request(OTHER), marks=known)) == [sentence]
    assert joining(made_office(request(What_to_do="Accept"), request(OTHER), marks=known)) == []


@pytest.mark.parametrize(
    ("kind", "let_go", "sentence"),
    [
        (
            "adding", False,
            f"Adds to {OTHER}, which is closed: reopen it, or choose Accept for this one.",
        ),
        ("adding", True, f"Adds to {OTHER}, which was deleted: choose Accept for this one."),
        (
            "withdrawing", False,
            f"Withdraws {OTHER}, which is closed. Write yes under Delete now there, and choose Out of scope "
            "for this one.",
        ),
        (
            "withdrawing", True,
            f"Withdraws {OTHER}, which was deleted. Choose Out of scope for this one.",
        ),
    ],
)  # fmt: skip
def test_what_came_too_late_for_a_closed_case_is_left_to_a_coordinator(
    kind: str, let_go: bool, sentence: str
) -> None:
    known = {marks.joins(CODE): f"{kind} {OTHER} late"}
    gone = {marks.let_go(OTHER): GONE} if let_go else {}
    office = made_office(request(), request(OTHER), marks={**known, **gone}, Assignments=closed(OTHER))
    assert joining(office) == [sentence]
    if let_go:
        assert joining(made_office(request(), marks=known)) == [sentence]


def test_the_earlier_case_says_what_was_added_to_it_or_withdrew_it() -> None:
    known = {marks.joins(CODE): f"adding {THIRD}", marks.joins(OTHER): f"withdrawing {THIRD}"}
    office = made_office(request(THIRD), request(), request(OTHER), marks=known)
    assert joining(office, THIRD) == [
        f"The requester added to it: see {CODE}.",
        f"The requester withdrew it ({OTHER}): contact stops, and the pair is told. Write yes under Delete "
        f"now to confirm that all of it is deleted. If it was a mistake, choose Hold for {OTHER}.",
    ]


def held_back_from(code: str, names: str) -> str:
    return (
        f"What the requester wrote as {code} is not in the case file, for it is or may be about {names}, who "
        "can read there: write the name under Replace or, if it is not them, yes under Released in Conflicts."
    )


HAVE_IT = (event("assigned", "Sam Okafor", case=OTHER), event("assigned", "Lee Park", case=OTHER))


@pytest.mark.parametrize(
    ("conflicts", "names"),
    [
        ((conflict("Sam Okafor", "kept apart"),), "Sam Okafor"),
        ((conflict("Sam Okafor", "kept apart"), conflict("Lee Park", "involved")), "Lee Park and Sam Okafor"),
        ((conflict("Sam Okafor", "asked to avoid"),), ""),
        ((conflict("Sam Okafor", "kept apart", Released="yes"),), ""),
        ((conflict("Ada Lind", "kept apart"),), ""),
    ],
)
def test_what_may_be_about_who_has_the_earlier_case_waits_and_both_rows_say_so(
    conflicts: tuple[Row, ...], names: str
) -> None:
    office = made_office(
        request(),
        request(OTHER),
        marks={marks.joins(CODE): f"adding {OTHER}"},
        Assignments=HAVE_IT,
        Roster=(SAM, LEE, ADA),
        Conflicts=conflicts,
    )
    rest = "its words wait, see there" if names else "what it says went there"
    assert joining(office) == [f"Adds to {OTHER}, by the right phrase: {rest}."]
    waits = [held_back_from(CODE, names)] if names else []
    assert joining(office, OTHER) == [f"The requester added to it: see {CODE}.", *waits]


def test_what_each_duplicate_holds_back_is_told_at_the_case_they_lead_to() -> None:
    duplicate = {"What_to_do": "Duplicate", "Same_as": OTHER}
    office = made_office(
        request(**duplicate),
        request(THIRD, **duplicate),
        request(OTHER, Also_open_to="Ada Lind"),
        Assignments=HAVE_IT,
        Roster=(SAM, LEE, ADA),
        Conflicts=(conflict("Sam Okafor", "kept apart"), conflict("Ada Lind", "kept apart", THIRD)),
    )
    assert joining(office, OTHER) == [held_back_from(CODE, "Sam Okafor"), held_back_from(THIRD, "Ada Lind")]


@pytest.mark.parametrize(
    ("edited", "kind", "waits"),
    [
        (CODE, "kept apart", True),
        (OTHER, "kept apart", False),
        ("", "kept apart", False),
        (CODE, "asked to avoid", False),
    ],
)
def test_what_the_requester_changed_waits_where_it_may_be_about_who_has_the_case(
    edited: str, kind: str, waits: bool
) -> None:
    known = {marks.edits(edited): '[["2026-11-05", ["name"]]]'} if edited else {}
    office = made_office(
        request(),
        request(OTHER),
        marks=known,
        Assignments=BY_SAM,
        Roster=(SAM,),
        Conflicts=(conflict("Sam Okafor", kind),),
    )
    sentence = "What the requester changed since then is not in the case file until that is settled."
    assert joining(office) == ([sentence] if waits else [])
