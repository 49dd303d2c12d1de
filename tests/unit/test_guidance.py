"""What coordinators are told to say, ask or decide: words to give, codes, who is in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from automations.core import marks
from automations.core.coordinators.guidance import codes, sentences, words_to_give
from automations.core.gone import Gone
from automations.core.office import Office
from automations.core.snapshot import Row
from sheets_schema.words import WhatToDo
from tests.unit.made_cases import made_case
from tests.unit.offices import CODE, OTHER, RULES, THIRD, closed, conflict, event, made_office, request

SAM: Row = {"Volunteer": "Sam Okafor"}
LEE: Row = {"Volunteer": "Lee Park"}
ADA: Row = {"Volunteer": "Ada Lind"}
WILL: Row = {"Volunteer": "Will Reed"}
GONE = Gone(datetime(2026, 11, 1, 17, tzinfo=UTC), True, True, False, True, False).value
BY_SAM = (event("assigned", "Sam Okafor"),)


def told(office: Office, code: str = CODE, contact: str = "Our umbrella") -> list[str]:
    return list(sentences(office.by_code[code], office, replace(RULES, outside_contact=contact)))


def described(key: str) -> str:
    return (
        f"Under {key} somebody is described in the requester's own words: if you know who it is, write the "
        "name under Keep away from, and under Replace if they have the case; if nobody knows, choose Accept."
    )


BOTH = {"team_involved": "the tall one", "volunteers_to_avoid": "whoever led the march"}


@pytest.mark.parametrize(
    ("cells", "keys"),
    [
        (BOTH, ["team_involved", "volunteers_to_avoid"]),
        ({"volunteers_to_avoid": "whoever led the march"}, ["volunteers_to_avoid"]),
        ({"team_involved": "nobody"}, []),
        ({**BOTH, "What_to_do": "Accept"}, []),
        ({**BOTH, "Keep_away_from": "Sam Okafor"}, []),
    ],
)
def test_whom_the_requester_describes_is_asked_about_until_somebody_has_read_it(
    cells: dict[str, str], keys: list[str]
) -> None:
    office = made_office(request(**cells), request(OTHER), Roster=(SAM,), Assignments=closed(OTHER))
    assert told(office) == [described(key) for key in keys]


def test_whom_the_requester_described_is_not_asked_about_once_the_case_is_closed() -> None:
    assert told(made_office(request(**BOTH), Assignments=closed())) == []
    one_is_left = made_office(request(**BOTH), Assignments=closed()[:3])
    assert told(one_is_left) == [described("team_involved"), described("volunteers_to_avoid")]


CRISIS = (
    "In a crisis they can call or text 988 (in the US, free, at any hour); in immediate danger 911, which "
    "may bring the police. Pass nothing on unless they agree in writing."
)
NOT_OURS = (
    "Words to give: “Thank you for telling us. This is not something our team can take on, and that says "
    "nothing about how much it matters. We would gladly help you think about who can.” "
)
AN_OFFICER = (
    "Words to give: “Thank you for telling us. A grievance officer can do what we can't. You can file"
)


@pytest.mark.parametrize(
    ("decision", "officer", "words"),
    [
        (WhatToDo.OUT_OF_SCOPE, "", NOT_OURS + CRISIS),
        (WhatToDo.OUT_OF_SCOPE, "Ada, ada@example.org", NOT_OURS + CRISIS),
        (
            WhatToDo.REFER, "",
            f"{AN_OFFICER} a report with them, when and if you want; we can help you write it.” {CRISIS}",
        ),
        (
            WhatToDo.REFER, "ada@example.org",
            f"{AN_OFFICER} a report with them (ada@example.org), when and if you want; we can help you write "
            f"it.” {CRISIS}",
        ),
        (WhatToDo.ACCEPT, "ada@example.org", None),
        (WhatToDo.HOLD, "", None),
        (WhatToDo.DUPLICATE, "", None),
        (None, "", None),
    ],
)  # fmt: skip
def test_who_is_turned_away_gets_words_that_help_them_on(
    decision: WhatToDo | None, officer: str, words: str | None
) -> None:
    found = words_to_give(made_case({}, decision=decision), replace(RULES, grievance_officer=officer))
    assert list(found) == ([words] if words else [])


NO_SAME = "Same as has a code that no other case has: mend it."
NO_RELATED = "Related to has a code that no other case has: mend it."
CHOOSE = "Same as goes with Duplicate: choose it in What to do, or use Related to."
WHICH = "Write the code of the earlier case under Same as: its pair then gets what is new here."


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, []),
        ({"What_to_do": "Duplicate", "Same_as": OTHER}, []),
        ({"What_to_do": "Duplicate", "Same_as": f" {OTHER.upper()} "}, []),
        ({"What_to_do": "Duplicate", "Same_as": THIRD}, [NO_SAME]),
        ({"What_to_do": "Duplicate", "Same_as": CODE}, [NO_SAME]),
        ({"What_to_do": "Duplicate"}, [WHICH]),
        ({"Same_as": OTHER}, [CHOOSE]),
        ({"Same_as": OTHER, "What_to_do": "Hold"}, [CHOOSE]),
        ({"Related_to": OTHER}, []),
        ({"Related_to": f"{OTHER}; {THIRD}"}, [NO_RELATED]),
        ({"Related_to": f"{OTHER}; {CODE}"}, [NO_RELATED]),
        (
            {"Same_as": THIRD, "Related_to": THIRD},
            [NO_SAME, NO_RELATED, CHOOSE],
        ),
    ],
)
def test_codes_that_lead_nowhere_are_asked_about(cells: dict[str, str], found: list[str]) -> None:
    office = made_office(request(**cells), request(OTHER))
    assert list(codes(office.by_code[CODE], office)) == found


def open_cases(name: str, count: int) -> str:
    return (
        f"Open cases of {name}: {count}. Decide whether they go on with them, or rest for now (Status), and "
        "write the name under Replace where not."
    )


LOAD = (
    event("assigned", "Sam Okafor", case=OTHER),
    event("assigned", "Sam Okafor", case=THIRD),
    event("assigned", "Lee Park", case=THIRD),
)


@pytest.mark.parametrize(
    ("conflicts", "found"),
    [
        ((conflict("Sam Okafor", "involved"),), [open_cases("Sam Okafor", 2)]),
        ((conflict("Sam Okafor", "possible match"), conflict("Lee Park", "involved")),
         [open_cases("Lee Park", 1), open_cases("Sam Okafor", 2)]),
        ((conflict("Ada Lind", "involved"), conflict("Sam Okafor", "involved")),
         [open_cases("Sam Okafor", 2)]),
        ((conflict("Ada Lind", "involved"),), []),
        ((conflict("Sam Okafor", "kept apart"),), []),
        ((conflict("Sam Okafor", "asked to avoid"),), []),
        ((conflict("Sam Okafor", "involved", Released="yes"),), []),
        ((conflict("Sam Okafor", "involved", OTHER),), []),
    ],
)  # fmt: skip
def test_what_else_who_may_have_caused_harm_goes_on_with_is_told(
    conflicts: tuple[Row, ...], found: list[str]
) -> None:
    rows = (request(), request(OTHER), request(THIRD))
    office = made_office(*rows, Assignments=LOAD, Roster=(SAM, LEE, ADA), Conflicts=conflicts)
    assert told(office) == found


def can_open(names: str, to_do: str) -> str:
    return (
        f"{names} can open this office. Whoever reads this first: {to_do}, and let nobody decide on a case "
        "about themselves."
    )


@pytest.mark.parametrize("said", ["yes", "perhaps"])
def test_a_case_about_who_may_open_the_office_goes_to_somebody_outside(said: str) -> None:
    roster = (SAM, {**LEE, "Coordinator": said}, {**ADA, "Coordinator": said}, {**WILL, "Coordinator": "no"})

    def about(*names: str, contact: str = "Our umbrella") -> list[str]:
        found = tuple(conflict(name, "possible match") for name in names)
        return told(made_office(request(), Roster=roster, Conflicts=found), contact=contact)

    assert about("Lee Park") == [can_open("Lee Park", "give it to Our umbrella")]
    assert about("Lee Park", contact="") == [can_open("Lee Park", "find somebody outside")]
    both = [can_open("Ada Lind and Lee Park", "give it to Our umbrella")]
    assert about("Lee Park", "Sam Okafor", "Ada Lind") == both
    assert about("Sam Okafor", "Will Reed") == []


def test_what_joins_comes_before_words_codes_descriptions_and_people() -> None:
    known = {marks.joins(CODE): f"adding {OTHER}"}
    office = made_office(
        request(Related_to=CODE, team_involved="the tall one"),
        request(OTHER),
        marks=known,
        Assignments=(event("assigned", "Lee Park", case=OTHER),),
        Roster=({**LEE, "Coordinator": "yes"},),
        Conflicts=(conflict("Lee Park", "involved"),),
    )
    assert told(office) == [
        f"Adds to {OTHER}, by the right phrase: its words wait, see there.",
        NO_RELATED,
        described("team_involved"),
        open_cases("Lee Park", 1),
        can_open("Lee Park", "give it to Our umbrella"),
    ]
    turned_away = made_office(request(What_to_do="Out of scope", Same_as=CODE))
    assert told(turned_away) == [
        NOT_OURS + CRISIS, NO_SAME, CHOOSE
    ]  # fmt: skip
