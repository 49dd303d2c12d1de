"""Whom a case can't be given to and why: who is part of it, avoided, kept apart, replaced, or not there."""

import pytest

from automations.core.office import Office
from automations.core.pairs.rotation import Considered, Reason
from automations.core.pairs.turns import Draw, Tally, Turn
from automations.core.snapshot import Row
from automations.core.team import Availability
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, OTHER, THIRD, TODAY, closed, event, made_office, request
from tests.unit.rotations import (
    ADA,
    LEE,
    OLA,
    SAM,
    SECRET,
    WILL,
    conflict,
    given,
    made_rotation,
    team,
    volunteer,
)


def barred(office: Office, *replaced: str, code: str = CODE) -> dict[str, str]:
    return made_rotation(office).barred(office.by_code[code], office.history, replaced)


def test_whoever_must_not_join_a_case_is_barred_for_the_weightiest_reason() -> None:
    names = (SAM, LEE, ADA, WILL, OLA, "Ben Free")
    roster = (volunteer(SAM, Keep_apart_from="; ".join(names[2:])), *team(*names[1:]))
    told = request(Related_to=OTHER, Replace=f"{LEE}; {WILL}; {OLA}")
    kinds = (
        conflict(OLA, "possible match"),
        conflict("Ben Free", "involved", Released="yes"),
        *(conflict(name, "asked to avoid", OTHER) for name in (LEE, ADA, WILL, OLA)),
    )
    office = made_office(told, request(OTHER), Roster=roster, Conflicts=kinds, Assignments=given(SAM, LEE))
    replaced = "replaced on this case"
    assert barred(office, "Gone Before") == {
        SAM: "has it already",
        LEE: "has it already",
        ADA: "avoided in a related case",
        WILL: replaced,
        OLA: "possible match",
        "Ben Free": "kept apart from somebody on the case",
        "Gone Before": replaced,
    }
    assert barred(office, code=OTHER) == dict.fromkeys((LEE, ADA, WILL, OLA), "asked to avoid")


def test_of_a_related_case_only_whom_its_requester_would_avoid_is_barred() -> None:
    kinds = (
        conflict(SAM, "asked to avoid", OTHER),
        conflict(LEE, "asked to avoid", OTHER, Released="yes"),
        conflict(ADA, "involved", OTHER),
        conflict(WILL, "asked to avoid", THIRD),
        conflict(OLA, "asked to avoid"),
    )
    intake = (request(), request(OTHER, Related_to=CODE), request(THIRD), request("dim-swan-moor"))
    rotation = made_rotation(made_office(*intake, Conflicts=kinds, Roster=team(SAM, LEE, ADA, WILL, OLA)))
    cases = rotation.office.by_code
    words = "avoided in a related case"
    assert rotation.avoided_in_related(cases[CODE]) == {SAM: words}
    assert rotation.avoided_in_related(cases[OTHER]) == {OLA: words}
    assert rotation.avoided_in_related(cases[THIRD]) == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (SAM, "has it already"),
        (LEE, "replaced on this case"),
        (ADA, "kept away by coordinator"),
        (WILL, None),
        (OLA, "resting"),
        ("Nobody Known", "not on the Roster"),
        ("Back Again", None),
    ],
)
def test_a_coordinators_word_reaches_also_who_was_away_or_replaced_before(
    name: str, words: str | None
) -> None:
    roster = (*team(SAM, LEE, ADA, WILL, "Back Again"), volunteer(OLA, Status="Resting"))
    rows = (*given("Back Again", SAM), event("replaced", "Back Again", "2026-11-04T18:00:00Z"))
    told = request(Keep_away_from=ADA, Replace=LEE)
    office = made_office(told, Roster=roster, Assignments=rows)
    rotation = made_rotation(office, {WILL: Availability(away_from=TODAY, most_open=0)})
    assert rotation.refusal(name, office.by_code[CODE], office.history) == words


def test_everybody_on_the_roster_is_looked_at_for_a_case() -> None:
    roster = (
        volunteer(SAM, Experienced="yes"),
        *team(LEE, ADA),
        volunteer(WILL, Keep_apart_from=f"{ADA}; Out Sider"),
        volunteer(OLA, Status="Resting", Experienced="yes"),
        *team("Full Up", "Has Room", "Back Again"),
    )
    own = {"Full Up": Availability(most_open=1), "Has Room": Availability(most_open=1)}
    rows = (*given("Back Again"), event("replaced", "Back Again", "2026-11-04T18:00:00Z"))
    told = request(volunteers_preferred="Lee Park;Nobody Known;Ola Nordmann")
    office = made_office(
        told,
        Roster=roster,
        Assignments=rows,
        Conflicts=(conflict(LEE, "involved"), conflict(OLA, "involved")),
    )
    counted, rotation = Tally(), made_rotation(office, own)
    considered = rotation.turn(office.by_code[CODE], office.history, counted, {"Full Up": 1, SAM: 4})
    assert considered == Considered(
        Turn(
            (SAM, ADA, WILL, "Has Room"),
            frozenset({SAM, OLA}),
            True,
            counted,
            Draw(SECRET, CODE),
            frozenset({LEE, OLA}),
            {WILL: frozenset({ADA}), ADA: frozenset({WILL})},
        ),
        (
            Reason(LEE, "involved"),
            Reason(OLA, "resting"),
            Reason("Full Up", "full"),
            Reason("Back Again", "replaced on this case"),
        ),
    )


@pytest.mark.parametrize(
    ("cells", "kinds", "where"),
    [
        ({"Give to": "Nobody Known"}, (), "Give to"),
        ({"Keep away from": "Nobody Known"}, (), "Keep away from"),
        ({}, (conflict("Nobody Known", "involved"),), "Conflicts"),
        (
            {"Give to": "Nobody Known", "Keep away from": "Nobody Known"},
            (conflict("Nobody Known", "involved"),),
            "Give to and Keep away from and Conflicts",
        ),
    ],
)
def test_a_name_that_is_nobodys_must_be_mended_before_anybody_is_given_the_case(
    cells: dict[str, Cell], kinds: tuple[Row, ...], where: str
) -> None:
    told = {**request(volunteers_preferred=SAM), **cells}
    office = made_office(told, Roster=team(SAM, LEE), Conflicts=kinds)
    rotation, counted = made_rotation(office), Tally()
    considered = rotation.turn(office.by_code[CODE], office.history, counted, {})
    nobody = Turn((), frozenset(), False, counted, Draw(SECRET, CODE), frozenset({SAM}), {})
    assert considered == Considered(nobody, (Reason("", f"{where} has a name that is not on the Roster"),))


def test_a_closed_case_is_still_had_by_those_who_had_it() -> None:
    office = made_office(request(), Roster=team(SAM, LEE, ADA), Assignments=closed())
    assert barred(office) == {SAM: "has it already", LEE: "has it already"}
    assert made_rotation(office).load(office.history) == {}
