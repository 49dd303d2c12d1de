"""Who may open a case file, and whom it is closed to: person by person, on offices in memory."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from automations.core import marks
from automations.core.casework.access import (
    Readers,
    ids_remembered,
    other_ids,
    readers,
    refused_addresses,
    seen_to,
    sentences,
    still_refused,
)
from automations.core.casework.facts import NO_FACTS, Facts
from automations.core.first_contact import Said
from automations.core.office import Office
from automations.core.snapshot import Row
from sheets_schema.codec import Unreadable
from sheets_schema.words import Stage
from tests.unit.noticing import conflict
from tests.unit.offices import CODE, OTHER, RULES, TODAY, event, made_office, request

SAM: Row = {"Volunteer": "Sam Okafor", "Email": "sam@example.org"}
LEE: Row = {"Volunteer": "Lee Park", "Email": "lee@example.org"}
ADA: Row = {"Volunteer": "Ada Lind", "Email": "ada@example.org"}
WILL: Row = {"Volunteer": "Will Reed", "Email": "will@example.org", "Coordinator": "yes"}
PAIR = (event("assigned", "Sam Okafor"), event("assigned", "Lee Park"))
EVERYBODY = Readers(frozenset({"sam@example.org", "lee@example.org", "will@example.org"}), (), (), (), (), ())


def office(
    *roster: Row,
    events: tuple[Row, ...] = PAIR,
    conflicts: tuple[Row, ...] = (),
    known: Mapping[str, str] | None = None,
    also: str | None = None,
) -> Office:
    """Another case, which other people have, stands beside it."""
    rows = (event("assigned", "Ada Lind", case=OTHER), *events)
    cases = (request(OTHER), request(Also_open_to=also))
    return made_office(*cases, Roster=roster, Assignments=rows, Conflicts=conflicts, marks=known)


def may_read(found: Office, known: Facts = NO_FACTS, words: Said | None = None) -> Readers:
    return readers(found.by_code[CODE], found, known, words or Said(), RULES)


def emails(*names: str) -> frozenset[str]:
    return frozenset(f"{name}@example.org" for name in names)


def test_its_pair_and_the_coordinators_may_read_it() -> None:
    assert may_read(office(SAM, LEE, ADA, WILL)) == EVERYBODY
    assert may_read(office(SAM, LEE, ADA, WILL, events=())).emails == emails("will")
    admitted = event("assigned", "Ada Lind", why="Admitted beside the pair by a coordinator.")
    assert may_read(office(SAM, LEE, ADA, events=(*PAIR, admitted))).emails == emails("sam", "lee", "ada")


@pytest.mark.parametrize(
    ("cells", "reads"),
    [
        ({"Status": "Resting"}, True),
        ({"Status": "Left"}, False),
        ({"Status": "who knows"}, False),
        ({"Coordinator": "no"}, False),
        ({"Coordinator": "perhaps"}, False),
    ],
)
def test_a_coordinator_reads_as_long_as_nothing_says_otherwise(cells: Row, reads: bool) -> None:
    assert may_read(office(SAM, LEE, {**WILL, **cells})).emails == emails(
        "sam", "lee", *(("will",) if reads else ())
    )


@pytest.mark.parametrize(("status", "reads"), [("Resting", True), ("who knows", True), ("Left", False)])
def test_who_is_on_the_case_reads_on_until_they_left(status: str, reads: bool) -> None:
    assert may_read(office({**SAM, "Status": status}, LEE)).emails == emails(
        "lee", *(("sam",) if reads else ())
    )


@pytest.mark.parametrize(
    ("conflicts", "reads"),
    [
        ((conflict("Will Reed"),), False),
        ((conflict("Lee Park"), conflict("Will Reed", "involved")), False),
        ((conflict("Will Reed", Released="yes"),), True),
        ((conflict("Will Reed", code=OTHER),), True),
        ((conflict("Lee Park"),), True),
    ],
)
def test_a_coordinator_does_not_read_about_themselves(conflicts: tuple[Row, ...], reads: bool) -> None:
    found = may_read(office(SAM, LEE, WILL, conflicts=conflicts))
    assert found.emails == emails("sam", "lee", *(("will",) if reads else ()))
    assert found.barred == ()


def test_only_the_first_address_of_somebody_is_let_in() -> None:
    two = {**SAM, "Email": "sam@example.org, okafor@example.org"}
    assert may_read(office(two, LEE)).emails == emails("sam", "lee")


def test_who_has_no_address_or_one_that_was_refused_is_named() -> None:
    refused = {marks.REFUSED: '{"lee@example.org": "2026-11-09", "ada@example.org": "2026-11-09"}'}
    found = may_read(office({**SAM, "Email": None}, LEE, ADA, WILL, known=refused))
    assert found == Readers(emails("lee", "will"), (), (), ("Sam Okafor",), ("Lee Park",), ())


@pytest.mark.parametrize(
    ("other", "conflicts", "events"),
    [
        ({"Status": "Left"}, (), PAIR),
        ({}, (conflict("Ada Lind"),), PAIR),
        ({}, (), (event("assigned", "Ada Lind", "2026-11-03T17:30:00Z"),
                  event("replaced", "Ada Lind", "2026-11-03T17:40:00Z"), *PAIR)),
    ],
)  # fmt: skip
def test_an_address_that_is_also_somebodys_who_must_not_read_lets_nobody_in(
    other: Row, conflicts: tuple[Row, ...], events: tuple[Row, ...]
) -> None:
    shared = {**ADA, "Email": "ada@example.org SAM@example.org", **other}
    found = may_read(
        office({**SAM, "Email": "Sam@example.org"}, LEE, shared, events=events, conflicts=conflicts)
    )
    assert found == Readers(emails("lee"), (), (), (), (), ("Sam Okafor",))


def test_an_address_that_is_also_somebodys_who_does_not_read_anyway_is_let_in() -> None:
    shared = {**ADA, "Email": "sam@example.org"}
    assert may_read(office(SAM, LEE, shared, WILL)) == EVERYBODY
    released = (conflict("Ada Lind", Released="yes"), conflict("Ada Lind", code=OTHER))
    assert may_read(office(SAM, LEE, shared, WILL, conflicts=released)) == EVERYBODY


def test_who_is_in_conflict_and_on_the_case_reads_on_until_they_are_replaced() -> None:
    both = {**LEE, "Email": "lee@example.org; sam@example.org"}
    assert may_read(office(SAM, both, WILL, conflicts=(conflict("Lee Park"),))) == EVERYBODY


def replaced_on(when: str) -> tuple[Row, ...]:
    """Ada takes Lee's place."""
    return (*PAIR, event("replaced", "Lee Park", when), event("assigned", "Ada Lind", when))


TALKED = replace(NO_FACTS, talked_on="2026-11-05")
TOLD_IN_ROW = Said(reached_out=date(2026, 11, 5), stage=Stage.IN_CONVERSATION)


@pytest.mark.parametrize(
    ("when", "waits"),
    [
        ("2026-11-05T18:00:00Z", False),
        # Still the 5th where the team is.
        ("2026-11-06T07:59:59Z", False),
        ("2026-11-06T08:00:00Z", True),
        ("2026-11-05T23:30:00-09:00", True),
    ],
)
def test_who_takes_a_place_after_the_first_conversation_waits(when: str, waits: bool) -> None:
    there = office(SAM, LEE, ADA, WILL, events=replaced_on(when))
    wanted = emails("sam", "will") if waits else emails("sam", "will", "ada")
    newcomers = ("Ada Lind",) if waits else ()
    for found in (may_read(there, TALKED), may_read(there, words=TOLD_IN_ROW)):
        assert found == Readers(wanted, newcomers, (), (), (), ())


@pytest.mark.parametrize(
    ("known", "words", "waits"),
    [
        (NO_FACTS, Said(reached_out=date(2026, 11, 5), stage=Stage.DIALOGUE), True),
        (NO_FACTS, Said(reached_out=date(2026, 11, 5), stage=Unreadable("is not one of the list.")), True),
        (NO_FACTS, Said(reached_out=date(2026, 11, 5), stage=Stage.NEW), False),
        (NO_FACTS, Said(reached_out=date(2026, 11, 5)), False),
        (NO_FACTS, Said(stage=Stage.DIALOGUE), False),
        (NO_FACTS, Said(reached_out=Unreadable("can't be read."), stage=Stage.DIALOGUE), False),
        # What is logged counts before what the row tells.
        (replace(NO_FACTS, talked_on="2026-11-07"), TOLD_IN_ROW, False),
        (TALKED, Said(reached_out=date(2026, 11, 7), stage=Stage.DIALOGUE), True),
    ],
)
def test_the_first_conversation_is_known_from_the_log_or_else_from_the_row(
    known: Facts, words: Said, waits: bool
) -> None:
    there = office(SAM, LEE, ADA, events=replaced_on("2026-11-06T18:00:00Z"))
    assert may_read(there, known, words).waiting == (("Ada Lind",) if waits else ())


def test_who_opens_a_case_waits_for_nobody_however_late() -> None:
    late = tuple(event("assigned", name, "2026-11-08T18:00:00Z") for name in ("Sam Okafor", "Lee Park"))
    assert may_read(office(SAM, LEE, WILL, events=late), TALKED) == EVERYBODY
    assert may_read(office(SAM, LEE, WILL, events=()), TALKED).emails == emails("will")


def test_who_comes_back_to_the_case_waits_like_everybody_who_comes_late() -> None:
    again = (
        event("replaced", "Sam Okafor", "2026-11-07T18:00:00Z"),
        event("assigned", "Sam Okafor", "2026-11-08T18:00:00Z"),
    )
    assert may_read(office(SAM, LEE, events=(*PAIR, *again)), TALKED) == Readers(
        emails("lee"), ("Sam Okafor",), (), (), (), ()
    )


TWO_CAME = (
    *PAIR,
    event("replaced", "Sam Okafor", "2026-11-07T18:00:00Z"),
    event("replaced", "Lee Park", "2026-11-07T18:00:00Z"),
    event("assigned", "Ada Lind", "2026-11-08T18:00:00Z"),
    event("assigned", "Ola Nordmann", "2026-11-08T18:00:00Z"),
)
OLA: Row = {"Volunteer": "Ola Nordmann", "Email": "ola@example.org", "Also known as": "Olli"}


@pytest.mark.parametrize(
    ("agreed", "also", "waiting", "overridden"),
    [
        ((), None, ("Ada Lind", "Ola Nordmann"), ()),
        (("Ada Lind",), None, ("Ola Nordmann",), ()),
        (("ada lind", "Olli"), None, (), ()),
        (("Ada Lind", "not Ola Nordmann"), None, ("Ada Lind", "Ola Nordmann"), ()),
        ((), "Ola Nordmann", ("Ada Lind",), ("Ola Nordmann",)),
        (("Ada Lind",), "Ola Nordmann", (), ("Ola Nordmann",)),
        (("Ola Nordmann",), "Ola Nordmann", ("Ada Lind",), ()),
    ],
)
def test_a_newcomer_reads_once_the_requester_agrees_or_a_coordinator_decides(
    agreed: tuple[str, ...], also: str | None, waiting: tuple[str, ...], overridden: tuple[str, ...]
) -> None:
    there = office(SAM, LEE, ADA, OLA, events=TWO_CAME, also=also)
    reading = {"Ada Lind", "Ola Nordmann"} - set(waiting)
    assert may_read(there, replace(TALKED, agreed_to=agreed)) == Readers(
        emails(*(name.partition(" ")[0].lower() for name in reading)), waiting, overridden, (), (), ()
    )


def test_who_waits_does_not_read_by_the_address_of_another_either() -> None:
    shared = {**WILL, "Email": "Ada@example.org"}
    there = office(SAM, LEE, ADA, shared, events=replaced_on("2026-11-06T18:00:00Z"))
    assert may_read(there, TALKED) == Readers(emails("sam"), ("Ada Lind",), (), (), (), ("Will Reed",))


@pytest.mark.parametrize("broken", ["", "{", "7", "[]", "null"])
def test_what_somebody_broke_of_the_addresses_says_nothing(broken: str) -> None:
    known = made_office(marks={marks.REFUSED: broken, marks.KNOWN_AS: broken}).marks
    assert refused_addresses(known) == other_ids(known) == {}


def test_what_is_known_of_the_addresses_is_kept_by_each() -> None:
    known = made_office(
        marks={marks.REFUSED: '{"a@example.org": 7}', marks.KNOWN_AS: '{"b@example.org": "1"}'}
    )
    assert refused_addresses(known.marks) == {"a@example.org": "7"}
    assert other_ids(known.marks) == {"b@example.org": "1"}
    assert refused_addresses(made_office().marks) == other_ids(made_office().marks) == {}


def test_what_was_let_in_meanwhile_is_no_longer_refused() -> None:
    known = {"b@example.org": "2026-11-08", "c@example.org": "2026-11-08", "d@example.org": "2026-11-08"}
    found = still_refused(
        known, ["d@example.org", "c@example.org"], ["c@example.org", "a@example.org"], TODAY
    )
    assert found == {
        "not let in": '{"a@example.org": "2026-11-10", "b@example.org": "2026-11-08", '
        '"c@example.org": "2026-11-10"}'
    }


def test_other_spellings_are_kept_of_addresses_that_stand_on_the_roster() -> None:
    known = {marks.KNOWN_AS: '{"sam@example.org": "1", "gone@example.org": "2", "lee@example.org": "3"}'}
    two = {**ADA, "Email": "ada@example.org a@example.org"}
    fresh = {"lee@example.org": "4", "a@example.org": "5", "nobody@example.org": "6"}
    assert ids_remembered(made_office(Roster=(SAM, LEE, two), marks=known), fresh) == {
        "known as": '{"a@example.org": "5", "lee@example.org": "4", "sam@example.org": "1"}'
    }


def test_for_whom_a_file_was_opened_is_kept_without_their_addresses() -> None:
    both = ["sam@example.org", "ada@example.org"]
    assert seen_to(both, TODAY) == seen_to(both[::-1], TODAY) == "2026-11-10 3c2f7e26b43ef653"
    assert seen_to(both[:1], date(2026, 11, 9)) == "2026-11-09 03f4f6c2be8c3127"


WORDS = (
    "Ada came after the first conversation and may not open the case file yet: once the requester agrees, "
    "the pair writes that name, and nothing else, in the Summary's line “A new volunteer may read this "
    "(write their name)”. To decide it yourself, write the name under Also open to; it stays noted here.",
    "Lee reads the case file on a coordinator's word (Also open to), without the requester's.",
    "Sam has no Email on the Roster, so the case file can't be shared with them.",
    "Will can't open the case file: the same Email stands on the Roster for somebody who must not. Write an "
    "address of their own there.",
    "The case file can't be shared with Ola: the Email on the Roster belongs to no Google account. Write one "
    "there that does.",
)


def test_what_coordinators_are_told_of_who_can_not_read() -> None:
    found = Readers(emails("kari"), ("Ada",), ("Lee",), ("Sam",), ("Ola",), ("Will",))
    assert list(sentences(found, shared=True)) == list(WORDS)
    # Where a file lies on one machine nobody is let in by an address.
    assert list(sentences(found, shared=False)) == list(WORDS[:2])
    assert list(sentences(EVERYBODY, shared=True)) == []
