"""Who is on the team and by which names, who is away, and whom coordinators want on a case."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from automations.core.snapshot import Row, TabSnapshot, make_tab
from automations.core.team import (
    TWICE,
    Availability,
    Roster,
    Volunteer,
    read_availability,
    read_roster,
    spelled,
)
from automations.core.wishes import NO_WISHES, Wishes, read_wishes
from automations.errors import SchemaError
from sheets_schema.board import AVAILABILITY
from sheets_schema.codec import UNREADABLE_CHOICE, UNREADABLE_DATE, UNREADABLE_YES_NO, Cell, NoValue
from sheets_schema.dates import DateOrder
from sheets_schema.office import ROSTER
from sheets_schema.words import Status
from tests.unit.offices import RULES

ORDER, TODAY = DateOrder.DAY_FIRST, date(2026, 11, 10)


def tab(*rows: Row) -> TabSnapshot:
    return make_tab(ROSTER, ROSTER.headers, rows)


def on_roster(name: str, **cells: Cell) -> Row:
    return {"Volunteer": name, **{header.replace("_", " "): cell for header, cell in cells.items()}}


def roster(*rows: Row) -> Roster:
    return read_roster(tab(*rows), TODAY, ORDER)


TEAM = roster(
    on_roster("Sam Okafor", Email="sam@example.org", Also_known_as="Sammy"),
    on_roster("Lee Park"),
    on_roster("Ada Lind"),
)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 10, 7, 59, 59, tzinfo=UTC), date(2026, 11, 9)),
        (datetime(2026, 11, 10, 8, tzinfo=UTC), date(2026, 11, 10)),
        (datetime(2026, 11, 10, 16, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 9)),
    ],
)
def test_a_day_is_one_of_the_calendar_where_the_team_is(moment: datetime, day: date) -> None:
    assert RULES.day(moment) == day


def test_a_row_of_the_roster_is_read_whole() -> None:
    row = on_roster(
        " Sam ;| Okafor\n",
        Email="sam@example.org, crt@example.org",
        Also_known_as="Sammy; Okafor, Samuel\nSamuel Okafor, Sami Okafor",
        Keep_apart_from="Will Reed, Kari Nordmann",
        Approved_on="3/11/2026",
        Experienced="yes",
        Coordinator="Yes",
        Status=" resting ",
    )
    assert roster(row).volunteers == (
        Volunteer(
            "Sam Okafor",
            ("sam@example.org", "crt@example.org"),
            ("Sammy", "Okafor, Samuel", "Samuel Okafor", "Sami Okafor"),
            ("Will Reed", "Kari Nordmann"),
            date(2026, 11, 3),
            Status.RESTING,
            experienced=True,
            coordinator=True,
            may_coordinate=True,
        ),
    )
    assert roster(on_roster("Lee Park"), {"Email": "nobody@example.org"}).volunteers == (
        Volunteer("Lee Park", (), (), (), None, Status.ACTIVE, False, False, False),
    )


@pytest.mark.parametrize(
    ("cell", "approved"),
    [
        (date(2026, 11, 9), date(2026, 11, 9)),
        (TODAY, TODAY),
        (date(2026, 11, 11), None),
        ("1.2.2026", date(2026, 2, 1)),
        ("soon", None),
        (None, None),
    ],
)
def test_who_is_approved_on_a_day_to_come_or_none_that_can_be_read_is_not_yet(
    cell: Cell, approved: date | None
) -> None:
    assert roster(on_roster("Lee Park", Approved_on=cell)).volunteers[0].approved == approved


@pytest.mark.parametrize(
    ("cell", "coordinates", "may"),
    [
        ("yes", True, True), (True, True, True), ("perhaps", False, True), ("no", False, False),
        (None, False, False), (" ", False, False),
    ],
)  # fmt: skip
def test_who_may_be_a_coordinator_counts_as_one_where_that_is_safer(
    cell: Cell, coordinates: bool, may: bool
) -> None:
    [read] = roster(on_roster("Lee Park", Coordinator=cell, Experienced="perhaps")).volunteers
    assert (read.coordinator, read.may_coordinate, read.experienced) == (coordinates, may, False)


def test_a_status_that_is_none_of_the_list_is_told_and_not_guessed() -> None:
    assert roster(on_roster("Lee Park", Status="sick")).volunteers[0].status == UNREADABLE_CHOICE


@pytest.mark.parametrize("header", ROSTER.headers)
@pytest.mark.parametrize("cell", list(NoValue))
def test_a_roster_that_can_not_be_read_gives_nobody_a_case(header: str, cell: NoValue) -> None:
    with pytest.raises(SchemaError) as told:
        roster(on_roster("Lee Park"), {"Volunteer": "Ada Lind", header: cell})
    assert str(told.value) == (
        f"office, tab Roster: a cell under '{header}' holds a formula or an error. "
        "Write the words themselves there; until then nobody is given a case."
    )


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Will Reed; Kari Nordmann", ("Will Reed", "Kari Nordmann")),
        ("Will Reed,Kari Nordmann ", ("Will Reed", "Kari Nordmann")),
        ("Reed, Will", ("Reed, Will",)),
        ("Reed, Will; Ola Nordmann, Kari Nordmann", ("Reed, Will", "Ola Nordmann", "Kari Nordmann")),
        ("Berg Reed, Will", ("Berg Reed, Will",)),
        ("Kari", ("Kari",)),
        ("", ()),
    ],
)
def test_commas_part_full_names_and_not_a_last_name_from_a_first(cell: str, names: tuple[str, ...]) -> None:
    [read] = roster(on_roster("Lee Park", Keep_apart_from=cell, Also_known_as=cell)).volunteers
    assert (read.apart_from, read.aliases, read.names) == (names, names, ("Lee Park", *names))


def test_whose_name_stands_twice_gets_no_case_and_is_not_on_the_form() -> None:
    found = roster(
        on_roster("Sam Okafor"), on_roster("Lee Park"), on_roster("SAM OKAFOR", Email="s@example.org"),
        on_roster("Will Reed"), on_roster("Will Reed"),
    )  # fmt: skip
    assert found.doubled == {"Sam Okafor", "SAM OKAFOR", "Will Reed"}
    assert found.names == ("Sam Okafor", "Lee Park", "SAM OKAFOR", "Will Reed")
    assert found.on_form == ("Lee Park",)
    assert len(found.volunteers) == 5


def test_the_form_offers_everybody_who_has_not_left() -> None:
    found = roster(
        on_roster("Will Reed", Status="Resting"), on_roster("Sam Okafor", Status="Left"),
        on_roster("Lee Park", Status="sick"), on_roster("Ada Lind"),
    )  # fmt: skip
    assert found.on_form == ("Will Reed", "Lee Park", "Ada Lind")
    assert found.names == ("Will Reed", "Sam Okafor", "Lee Park", "Ada Lind")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sam okafor", "Sam Okafor"), (" Okafor,  SÁM", "Sam Okafor"), ("sammy", "Sam Okafor"),
        ("Sam@Example.org", "Sam Okafor"), ("Lee Park", "Lee Park"), ("Sam", None), ("Lee Parc", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_volunteer_is_known_by_exactly_their_names_in_any_spelling(text: str, name: str | None) -> None:
    assert TEAM.known(text) == name
    assert TEAM.called(text) == (name or text)


def test_a_name_of_signs_alone_is_known_by_them() -> None:
    found = roster(on_roster("🐦 ", Also_known_as="★"), on_roster("Lee Park", Also_known_as="々"))
    assert found.spelled == {"🐦": "🐦", "★": "🐦", "lee park": "Lee Park", "々": "Lee Park"}
    assert found.known(" 🐦") == "🐦"


def test_a_spelling_that_two_share_is_nobodys_but_a_display_name_is_its_bearers() -> None:
    found = roster(
        on_roster("Sam Okafor", Also_known_as="Bo; Lee Park", Email="crt@example.org"),
        on_roster("Lee Park", Also_known_as="Bo; Li", Email="crt@example.org, lee@example.org"),
    )
    assert found.spelled == {
        "okafor sam": "Sam Okafor",
        "lee park": "Lee Park",
        "li": "Lee Park",
        "example lee org": "Lee Park",
    }
    differing = roster(on_roster("Ada Lind"), on_roster("ADA LIND"), on_roster("Will Reed"))
    assert differing.spelled == {"reed will": "Will Reed"}
    assert spelled([]) == {}


@pytest.mark.parametrize(
    ("cell", "names", "unknown"),
    [
        (None, [], False),
        ("Lee Park", ["Lee Park"], False),
        ("park, lee; sammy", ["Lee Park", "Sam Okafor"], False),
        ("Sam Okafor, Ada Lind", ["Sam Okafor", "Ada Lind"], False),
        ("Sammy, Will Reed; Lee Park", ["Sam Okafor", "Lee Park"], True),
        ("Will Reed", [], True),
    ],
)
def test_a_cell_names_volunteers_and_tells_of_names_that_are_nobodys(
    cell: Cell, names: list[str], unknown: bool
) -> None:
    assert TEAM.named(cell) == (names, unknown)


FIRST, LAST = date(2026, 11, 10), date(2026, 11, 12)


@pytest.mark.parametrize(
    ("said", "away"),
    [
        (Availability(), ()),
        (Availability(on_rotation=False, most_open=0), ()),
        (Availability(away_from=FIRST), (10, 11, 12, 13)),
        (Availability(away_until=LAST), (9, 10, 11, 12)),
        (Availability(away_from=FIRST, away_until=LAST), (10, 11, 12)),
        (Availability(away_from=FIRST, away_until=FIRST), (10,)),
        (Availability(away_from=LAST, away_until=FIRST), (9, 10, 11, 12, 13)),
        (Availability(away_from=UNREADABLE_DATE), (9, 10, 11, 12, 13)),
        (Availability(on_rotation=UNREADABLE_YES_NO), (9, 10, 11, 12, 13)),
    ],
)
def test_who_is_away_is_so_on_both_ends_too_and_where_it_can_not_be_read(
    said: Availability, away: tuple[int, ...]
) -> None:
    assert tuple(day for day in range(9, 14) if said.away(date(2026, 11, day))) == away


@pytest.mark.parametrize(
    ("said", "unreadable"),
    [
        (Availability(True, FIRST, LAST, 3), False),
        (Availability(True, FIRST, FIRST, 3), False),
        (Availability(True, LAST, FIRST, 3), True),
        (Availability(away_from=LAST), False),
        (Availability(away_until=FIRST), False),
        (Availability(on_rotation=TWICE), True),
        (Availability(away_from=TWICE), True),
        (Availability(away_until=TWICE), True),
        (Availability(most_open=TWICE), True),
    ],
)
def test_an_absence_that_ends_before_it_begins_can_not_be_read(said: Availability, unreadable: bool) -> None:
    assert said.unreadable is unreadable


def test_what_volunteers_say_of_their_time_is_found_by_any_of_their_names() -> None:
    rows: tuple[Mapping[str, Cell], ...] = (
        {"Volunteer": " sammy ", "On rotation": "no", "Away from": "3/11/2026", "Away until": "9/11/2026",
         "Most open cases": 3.0},
        {"Volunteer": " Will Reed "},
        {"Volunteer": "Lee Park", "On rotation": "yes"},
        {"Volunteer": "park, lee"},
        {"Volunteer": "Ada Lind", "On rotation": "maybe", "Away from": "soon"},
    )  # fmt: skip
    found = read_availability(make_tab(AVAILABILITY, AVAILABILITY.headers, rows), ORDER, TEAM)
    assert found == {
        "Sam Okafor": Availability(False, date(2026, 11, 3), date(2026, 11, 9), 3),
        "Will Reed": Availability(),
        "Lee Park": Availability(TWICE),
        "Ada Lind": Availability(UNREADABLE_YES_NO, UNREADABLE_DATE),
    }
    assert TWICE.trouble == "stands in two rows: keep one."


@pytest.mark.parametrize(
    ("row", "wishes"),
    [
        ({"Case": "amber-heron-lake"}, NO_WISHES),
        ({"Give to": "sammy; Lee Park; Sam Okafor"}, Wishes(give_to=("Sam Okafor", "Lee Park"))),
        ({"Keep away from": "Lee Park"}, Wishes(keep_away=("Lee Park",))),
        ({"Also open to": "Lee Park"}, Wishes(also_open_to=("Lee Park",))),
        ({"Replace": "Lee Park"}, Wishes(replace=("Lee Park",))),
        ({"Give to": "Ada Lind, Will Reed"}, Wishes(give_to=("Ada Lind",), unknown=("Give to",))),
        ({"Replace": "Will Reed; Kari Nordmann"},
         Wishes(replace=("Will Reed", "Kari Nordmann"), unknown=("Replace",))),
        ({"Replace": "sammy; Will Reed"},
         Wishes(replace=("Sam Okafor", "sammy", "Will Reed"), unknown=("Replace",))),
        ({"Keep away from": NoValue.FORMULA, "Give to": "Lee Park"},
         Wishes(give_to=("Lee Park",), unknown=("Keep away from",))),
        ({"Replace": NoValue.ERROR, "Also open to": "Will Reed", "Keep away from": "Will", "Give to": "Lee"},
         Wishes(unknown=("Give to", "Keep away from", "Also open to", "Replace"))),
        ({"Give to": None, "Keep away from": ""}, NO_WISHES),
    ],
)  # fmt: skip
def test_what_coordinators_wish_is_read_by_column_and_what_is_nobodys_is_told(
    row: Row, wishes: Wishes
) -> None:
    assert read_wishes(row, TEAM) == wishes
