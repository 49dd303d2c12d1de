"""Pairs: by turns, never anyone with a conflict, away, resting, left, unapproved or full."""

from datetime import date

import pytest

from tests.place import TEAM, Place, response


def dates(count: int) -> list[str]:
    return [f"2026/11/03 9:{n:02}:00 AM GMT-8" for n in range(count)]


def pairs(place: Place) -> list[set[str]]:
    return [{row["Volunteer 1"], row["Volunteer 2"]} for row in place.board()]


def fair(given: list[set[str]]) -> bool:
    """Whether nobody has more than one case too many or too few: the draw is among who is owed about
    the same.
    """
    share = 2 * len(given) / len(TEAM)
    return all(abs(sum(name in pair for pair in given) - share) <= 1 for name in TEAM)


@pytest.mark.parametrize(
    "row",
    [
        {"Status": "Resting"}, {"Status": "Left"}, {"Status": "sabbatical"}, {"Approved on": None},
        {"Approved on": date(2027, 1, 1)}, {"Approved on": "soon"},
    ],
    ids=str,
)  # fmt: skip
def test_who_rests_left_or_is_not_approved_gets_nothing(bare: Place, row: dict[str, object]) -> None:
    bare.roster({"Volunteer": "Out"} | row, *TEAM[:2])
    bare.drop(*map(response, dates(6)))
    bare.run()
    assert pairs(bare) == [set(TEAM[:2])] * 6


@pytest.mark.parametrize(
    "cells",
    [
        {"On_rotation": "no"}, {"On_rotation": "perhaps"}, {"Away_from": date(2026, 11, 1)},
        {"Away_until": date(2026, 11, 10)}, {"Away_from": date(2026, 11, 10)}, {"Most_open_cases": 0},
        {"Away_from": "2026-11-01", "Away_until": "2026-11-30"}, {"Away_until": "some time"},
        {"Most_open_cases": "few"},
    ],
    ids=str,
)  # fmt: skip
def test_who_is_away_off_rotation_full_or_unreadable_gets_nothing(
    bare: Place, cells: dict[str, object]
) -> None:
    bare.roster(*TEAM[:3])
    bare.run()
    bare.type("board", "Availability", TEAM[0], **cells)
    bare.drop(*map(response, dates(4)))
    bare.run()
    assert pairs(bare) == [set(TEAM[1:3])] * 4


@pytest.mark.parametrize(
    "cells",
    [{}, {"On_rotation": "yes"}, {"Away_until": date(2026, 11, 9)}, {"Away_from": date(2026, 11, 11)}],
)
def test_who_is_there_takes_turns(place: Place, cells: dict[str, object]) -> None:
    place.run()
    place.type("board", "Availability", TEAM[0], **cells)
    place.drop(*map(response, dates(9)))
    place.run()
    assert fair(pairs(place))


def test_turns_go_on_where_the_last_run_stopped(place: Place) -> None:
    for count in range(1, 10):
        place.drop(*map(response, dates(count)))
        place.run()
    assert fair(pairs(place))


@pytest.mark.files
def test_the_order_of_the_roster_decides_no_tie(bare: Place) -> None:
    bare.roster(*TEAM)
    bare.drop(*map(response, dates(1)))
    firsts = set()
    for _ in range(6):
        bare.run()
        firsts.add(bare.board()[0]["Volunteer 1"])
        for name in ("office", "board"):
            bare.file(name).unlink()
        bare.set_up()
        bare.roster(*TEAM)
    assert len(firsts) > 1


def test_a_limit_of_open_cases_is_kept_within_one_run_and_closing_makes_room(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.run()
    bare.type("board", "Availability", TEAM[0], Most_open_cases=1)
    bare.drop(*map(response, dates(6)))
    bare.run()
    (its,) = [row for row in bare.board() if TEAM[0] in (row["Volunteer 1"], row["Volunteer 2"])]
    bare.type("board", "Cases", its["Case"], Stage="Closed", Reached_out_on=date(2026, 11, 4))
    bare.outcome(its["Case"])
    bare.drop(*map(response, dates(8)))
    bare.run()
    assert sum(TEAM[0] in pair for pair in pairs(bare)) == 2


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"volunteers_to_avoid": TEAM[0]}, "asked to avoid"),
        ({"volunteers_to_avoid": "byron, ADA"}, "asked to avoid"),
    ],
)
def test_whom_the_requester_would_avoid_never_gets_the_case_and_the_board_does_not_tell(
    bare: Place, answers: dict[str, str], kind: str
) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(*[response(moment, **answers) for moment in dates(3)])
    bare.run()
    assert pairs(bare) == [set(TEAM[1:3])] * 3
    assert {row["Kind"] for row in bare.rows("office", "Conflicts")} == {kind}


def test_whom_a_coordinator_keeps_away_never_gets_the_case(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(immediate_danger="Yes"))
    bare.run()
    key = bare.intake()[0]["Response"]
    bare.type("office", "Intake", key, What_to_do="Accept", Keep_away_from="Byron, Ada")
    bare.run()
    assert pairs(bare) == [set(TEAM[1:3])]


def test_a_name_to_keep_away_that_is_nobody_s_holds_the_case_back_until_it_is_mended(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(immediate_danger="Yes"))
    bare.run()
    key = bare.intake()[0]["Response"]
    bare.type("office", "Intake", key, What_to_do="Accept", Keep_away_from="Ada")
    bare.run()
    assert bare.board()[0]["Flag"] == "With a coordinator"
    assert "Keep away from has a name that is not on the Roster" in str(bare.intake()[0]["Notice"])
    bare.type("office", "Intake", key, Keep_away_from=f"{TEAM[0]}, {TEAM[3]}; {TEAM[1]}")
    bare.roster(*TEAM[3:5])
    bare.run()
    assert pairs(bare) == [{TEAM[2], TEAM[4]}]


def test_two_who_are_to_be_kept_apart_never_make_a_pair(bare: Place) -> None:
    bare.roster({"Volunteer": TEAM[0], "Keep apart from": "Sorensen, Benedikt"}, *TEAM[1:3])
    bare.drop(*map(response, dates(12)))
    bare.run()
    assert set(TEAM[:2]) not in pairs(bare)
    assert len(pairs(bare)) == 12


def test_fewer_than_two_left_is_with_a_coordinator_and_only_the_office_says_why(bare: Place) -> None:
    bare.roster(*TEAM[:2])
    bare.drop(response(volunteers_to_avoid=TEAM[0]))
    bare.run()
    (row,) = bare.board()
    assert (row["Flag"], row["What next"]) == ("With a coordinator", "A coordinator looks after this case.")
    assert row["Volunteer 1"] is None
    assert f"{TEAM[0]}: asked to avoid" in str(bare.intake()[0]["Notice"])


@pytest.mark.files
def test_the_backlog_is_paired_as_soon_as_somebody_is_there_oldest_first(bare: Place) -> None:
    bare.drop(*map(response, dates(2)))
    bare.run()
    bare.roster(*TEAM[:2])
    bare.run()
    assert pairs(bare) == [set(TEAM[:2])] * 2
    order = [row["Case"] for row in bare.rows("office", "Assignments")]
    assert order[0] == order[1] == bare.intake()[0]["Case"]


def test_a_name_that_stands_twice_on_the_roster_gets_nothing_and_is_told(bare: Place) -> None:
    bare.roster(TEAM[0], TEAM[0], *TEAM[1:3])
    bare.drop(*map(response, dates(3)))
    bare.run()
    assert pairs(bare) == [set(TEAM[1:3])] * 3
    assert "there twice" in bare.command("doctor").out


def test_the_reason_is_kept_in_the_office_and_explained_to_a_coordinator(place: Place) -> None:
    place.drop(response(volunteers_to_avoid=TEAM[0]))
    place.run()
    code = str(place.board()[0]["Case"])
    told = place.command("explain", code).out
    assert f"Could not: {TEAM[0]} +0.0 (asked to avoid)." in told
    assert "Drawn by the secret draw among those owed most" in told


def test_availability_gets_a_row_for_everybody_who_has_not_left(bare: Place) -> None:
    bare.roster({"Volunteer": "Gone", "Status": "Left"}, {"Volunteer": "Rests", "Status": "Resting"}, *TEAM)
    bare.run()
    assert {row["Volunteer"] for row in bare.rows("board", "Availability")} == {"Rests", *TEAM}
