"""Who gives a case up by a coordinator's word, and who gets it in their stead."""

import pytest

from automations.core import marks
from automations.core.snapshot import Row
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, OTHER, THIRD, made_office, request
from tests.unit.rotations import (
    ADA,
    AVAILABLE,
    BESIDE,
    FOUR,
    LEE,
    OLA,
    SAM,
    WILL,
    assign,
    could,
    drawn,
    given,
    got,
    happened,
    joined,
    team,
)

GONE = "2026-11-01T17:00:00+00:00 accepted"
LATER = "2026-11-04T17:00:00Z"
WORD = "Replaced by a coordinator's word."
NO_LONGER = "No longer under Also open to."


def test_who_is_replaced_leaves_their_place_to_another_and_the_partner_stays() -> None:
    """The place was shared out when Sam took it, and is not again when Ada does."""
    office = made_office(
        request(Replace=f"{SAM}; {WILL}"),
        request(OTHER, LATER),
        Roster=team(*FOUR),
        Assignments=given(SAM, LEE),
    )
    assert assign(office) == (
        [
            happened("replaced", SAM, WORD),
            got(
                ADA,
                joined(LEE, "never before", ADA),
                could("Ada Lind +0.5"),
                "Could not: Sam Okafor +0.5 (replaced on this case); Lee Park -0.5 (has it already); "
                "Will Reed +0.5 (replaced on this case).",
                AVAILABLE,
                after=1,
            ),
            got(
                ADA,
                drawn(*FOUR),
                could("Sam Okafor +0.5; Lee Park -0.5; Ada Lind -0.5; Will Reed +0.5"),
                AVAILABLE,
                case=OTHER,
            ),
            got(WILL, joined(ADA, "never before", SAM, LEE, WILL), case=OTHER, after=1),
        ],
        [CODE, OTHER],
    )


def test_everybody_is_let_go_before_anybody_is_given_a_case() -> None:
    office = made_office(
        request(),
        request(OTHER, LATER, Replace=SAM),
        Roster=team(SAM, LEE),
        Assignments=given(SAM, case=OTHER),
    )
    owed, there = could("Sam Okafor +0.5; Lee Park +0.5"), f"Available then: {SAM}; {LEE}"
    assert assign(office) == (
        [
            happened("replaced", SAM, WORD, OTHER),
            got(LEE, drawn(SAM, LEE), owed, there),
            got(SAM, joined(LEE, "never before", SAM), after=1),
        ],
        [CODE],
    )


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ({"Also open to": ADA}, [happened("replaced", WILL, NO_LONGER)]),
        ({"Also open to": f"{ADA}; {WILL}"}, []),
        ({"Also open to": "Nobody Known"}, []),
        ({"Give to": "Nobody Known", "Also open to": WILL}, [happened("replaced", ADA, NO_LONGER)]),
        (
            {},
            [happened("replaced", ADA, NO_LONGER), happened("replaced", WILL, NO_LONGER, after=1)],
        ),
        (
            {"Replace": WILL, "Also open to": WILL},
            [
                happened("replaced", WILL, WORD),
                happened("replaced", ADA, NO_LONGER, after=1),
            ],
        ),
    ],
)
def test_who_was_admitted_beside_the_pair_stays_while_a_coordinator_names_them(
    cells: dict[str, Cell], rows: list[Row]
) -> None:
    there = (*given(SAM, LEE), *given(ADA, WILL, why=BESIDE))
    office = made_office({**request(), **cells}, Roster=team(*FOUR), Assignments=there)
    assert assign(office) == (rows, [])


def test_who_must_not_read_on_is_let_go_also_where_nobody_is_given_the_case() -> None:
    told = (
        request(Replace=SAM),
        request(OTHER, LATER, Replace=SAM, immediate_danger="Yes"),
        request(THIRD, LATER, Replace=SAM, Give_to="Nobody Known"),
        request("dim-swan-moor", LATER, Replace=SAM),
    )
    office = made_office(
        *told,
        marks={marks.let_go("dim-swan-moor"): GONE},
        Roster=team(*FOUR),
        Assignments=tuple(row for case in told for row in given(SAM, LEE, case=str(case["Case"]))),
    )
    rows = [happened("replaced", SAM, WORD, case) for case in (CODE, OTHER, THIRD)]
    assert assign(office, closed=(CODE,)) == (rows, [])


def test_where_both_are_replaced_two_are_drawn_though_a_third_was_admitted() -> None:
    office = made_office(
        request(Replace=f"{LEE}; {SAM}", Also_open_to=ADA),
        Roster=team(*FOUR, OLA),
        Assignments=(
            *given(SAM, LEE, why=f"Available then: {WILL}; {OLA}"),
            *given(ADA, why=f"Admitted beside the pair by a coordinator.\nAvailable then: {ADA}"),
        ),
    )
    assert assign(office) == (
        [
            happened("replaced", SAM, WORD),
            happened("replaced", LEE, WORD, after=1),
            got(
                WILL,
                drawn(WILL, OLA),
                could("Will Reed +1.0; Ola Nordmann +1.0"),
                "Could not: Sam Okafor +0.0 (replaced on this case); Lee Park +0.0 (replaced on this case); "
                "Ada Lind +0.0 (has it already).",
                f"{AVAILABLE}; {OLA}",
                after=2,
            ),
            got(OLA, joined(WILL, "never before", OLA), after=3),
        ],
        [CODE],
    )
