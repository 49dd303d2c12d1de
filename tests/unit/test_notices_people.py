"""What a Notice says of the people on a case, and of those who can not be given it."""

from dataclasses import replace

import pytest

from automations.core.coordinators.notices import Trouble
from automations.core.pairs.rotation import Reason
from automations.core.snapshot import Row
from sheets_schema.codec import NoValue
from tests.unit.noticing import CALM, ONLINE, PAIR, TEAM, conflict, filed, told
from tests.unit.offices import OTHER, RULES, closed, event, made_office, request

READS_ON = " Until you replace them they can open the case file."
IN_CONFLICT = (
    "Sam Okafor has the case and is in conflict (asked to avoid). Write the name under Replace, or choose "
    "Hold and look after the case yourself."
)


@pytest.mark.parametrize(
    ("conflicts", "says"),
    [
        ((conflict("Sam Okafor"),), IN_CONFLICT),
        ((conflict("Sam Okafor", Released="yes"),), None),
        ((conflict("Ada Lind"),), None),
        ((conflict("Sam Okafor", code=OTHER),), None),
        ((conflict("Ada Lind"), conflict("Lee Park", "kept away by coordinator"), conflict("Sam Okafor")),
         "Lee Park has the case and is in conflict (kept away by coordinator). Write the name under Replace, "
         f"or choose Hold and look after the case yourself. {IN_CONFLICT}"),
    ],
)  # fmt: skip
def test_who_has_the_case_and_is_in_conflict_is_told(conflicts: tuple[Row, ...], says: str | None) -> None:
    assert told(made_office(request(), Assignments=PAIR, Roster=TEAM, Conflicts=conflicts)) == says


def test_who_is_in_conflict_and_can_read_the_file_on_is_told_so() -> None:
    def says(known: dict[str, str], trouble: Trouble = CALM) -> str | None:
        rows = (conflict("Sam Okafor"),) if trouble is CALM else ()
        return told(
            made_office(request(), Assignments=PAIR, Roster=TEAM, Conflicts=rows, marks=known), trouble
        )

    assert says(filed(ONLINE)) == IN_CONFLICT + READS_ON
    assert says(filed("case-files/a.xlsx")) == IN_CONFLICT
    assert says(filed(ONLINE, OTHER)) == IN_CONFLICT
    unfit = replace(CALM, unfit=(Reason("Sam Okafor", "avoided in a related case"),))
    says_so = (
        "Sam Okafor has the case and is avoided in a related case: write the name under Replace, and "
        "somebody else is drawn."
    )
    assert says({}, unfit) == says_so
    assert says(filed(ONLINE), unfit) == says_so + READS_ON


@pytest.mark.parametrize(
    ("conflicts", "names"),
    [
        ((conflict("Sam Okafor"),), "Sam Okafor"),
        ((conflict("Sam Okafor"), conflict("Lee Park")), "Lee Park and Sam Okafor"),
        ((conflict("Sam Okafor", Released="yes"),), ""),
        ((conflict("Ada Lind"),), ""),
        ((), ""),
    ],
)
def test_of_a_closed_case_it_matters_who_can_read_its_file_still(
    conflicts: tuple[Row, ...], names: str
) -> None:
    def says(link: str) -> str | None:
        office = made_office(
            request(), Assignments=closed(), Roster=TEAM, Conflicts=conflicts, marks=filed(link)
        )
        return told(office, replace(CALM, unfit=(Reason("Sam Okafor", "avoided in a related case"),)))

    can_read = (
        f"{names} had the case, is in conflict and can open its case file still: write the name under "
        "Replace."
    )
    assert says(ONLINE) == (can_read if names else None)
    assert says("case-files/a.xlsx") is None


FEWER = "Fewer than two volunteers who may work together can take it"
LOOK_AFTER = "Look after it yourself, or ask somebody to come back; the next run tries again."
OFFER = " You may also offer the requester your outside contact: Our umbrella."


@pytest.mark.parametrize(
    ("reasons", "team", "words"),
    [
        ((Reason("Sam Okafor", "away"), Reason("", "Give to has a name")), TEAM,
         "Sam Okafor: away; Give to has a name"),
        ((), TEAM, "nobody else is there"),
        ((), (), "the Roster is empty"),
    ],
)  # fmt: skip
def test_why_no_pair_is_found_is_told_and_who_may_help(
    reasons: tuple[Reason, ...], team: tuple[Row, ...], words: str
) -> None:
    office, short = made_office(request(), Roster=team), replace(CALM, short=reasons)
    alone = replace(RULES, outside_contact="")
    assert told(office, short) == f"{FEWER} ({words}). {LOOK_AFTER}{OFFER}"
    assert told(office, short, team=alone) == f"{FEWER} ({words}). {LOOK_AFTER}"


def unknown(column: str, held: str = "") -> str:
    return f"{column} has a name that is not on the Roster{held}: mend it."


HELD = ", so nobody is given the case"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"Give_to": "Ola Nordmann"}, [unknown("Give to", HELD)]),
        ({"Keep_away_from": "Ola Nordmann"}, [unknown("Keep away from", HELD)]),
        ({"Also_open_to": "Ola Nordmann"}, [unknown("Also open to")]),
        ({"Replace": "Kari Nordmann"}, [unknown("Replace")]),
        ({"Replace": NoValue.FORMULA}, [unknown("Replace")]),
        ({"Replace": "Ola Nordmann"}, []),
        ({"Replace": "Will Reed; Ada Lind; Ola Nordmann"}, []),
        ({"Replace": "Ola Nordmann; Kari Nordmann"}, [unknown("Replace")]),
        ({"Give_to": "Sam Okafor", "Replace": "Sam Okafor"}, []),
        ({"Give_to": "Kari", "Also_open_to": "Kari", "Replace": "Kari"},
         [unknown("Give to", HELD), unknown("Also open to"), unknown("Replace")]),
    ],
)  # fmt: skip
def test_a_name_that_is_nobodys_is_asked_about_but_for_who_had_the_case(
    cells: dict[str, str], found: list[str]
) -> None:
    rows = (
        event("assigned", "Will Reed"),
        event("replaced", "Will Reed", "2026-11-04T18:00:00Z"),
        event("assigned", "Ola Nordmann", "2026-11-04T19:00:00Z"),
    )
    office = made_office(request(**cells), Assignments=rows, Roster=TEAM)
    assert told(office) == (" ".join(found) or None)


def test_whom_a_coordinator_wishes_in_vain_is_told_with_the_reason() -> None:
    refused = (("Give to", Reason("Sam Okafor", "resting")), ("Also open to", Reason("Lee Park", "left")))
    assert told(made_office(request()), replace(CALM, refused=refused)) == (
        "Give to: Sam Okafor does not get it (resting). Also open to: Lee Park does not get it (left)."
    )


NOT_ON_ROSTER = (
    "Conflicts has somebody for this case who is not on the Roster: if they go by another name now, write "
    "the old one under Also known as; if they are gone for good, write yes under Released. Until then nobody "
    "new is given the case."
)


@pytest.mark.parametrize(
    ("conflicts", "says"),
    [
        ((conflict("Sam Okafor"), conflict("Ola Nordmann")), NOT_ON_ROSTER),
        ((conflict("Ola Nordmann", code=OTHER), conflict("Sam Okafor")), None),
    ],
)
def test_a_conflict_of_somebody_who_is_not_on_the_roster_is_asked_about(
    conflicts: tuple[Row, ...], says: str | None
) -> None:
    assert told(made_office(request(), Roster=TEAM, Conflicts=conflicts)) == says
