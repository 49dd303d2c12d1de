"""Fair turns, through the commands: what was owed, who is preferred, experience, and a coordinator's word."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.place import TEAM, Place, response

OLD = date(2026, 1, 2)


def dates(count: int, day: int = 3) -> list[str]:
    return [f"2026/11/{day:02} 9:{n:02}:00 AM GMT-8" for n in range(count)]


def pairs(place: Place) -> list[set[str]]:
    return [{row["Volunteer 1"], row["Volunteer 2"]} for row in place.board()]


def taken(place: Place) -> Counter[str]:
    return Counter(name for pair in pairs(place) for name in pair if name)


def ask(place: Place, count: int, day: int = 3, **answers: str) -> None:
    place.drop(*(response(moment, **answers) for moment in dates(count, day)), name=f"export {day}.csv")


def word(place: Place, number: int = 0, **cells: object) -> None:
    """A coordinator's word in a row of Intake."""
    place.type("office", "Intake", str(place.intake()[number]["Response"]), **cells)


def close(place: Place, case: str) -> None:
    place.type("board", "Cases", case, Stage="Closed", Reached_out_on=date(2026, 11, 5))
    place.outcome(case)


def test_a_newcomer_is_not_flooded(bare: Place) -> None:
    bare.roster(*TEAM[:5])
    ask(bare, 20)
    bare.run()
    before = len(pairs(bare))
    bare.roster("New Comer")
    ask(bare, 12, 4)
    bare.run()
    assert 2 <= sum("New Comer" in pair for pair in pairs(bare)[before:]) <= 6


def test_who_comes_back_from_leave_is_not_flooded_and_has_no_debt(bare: Place) -> None:
    bare.roster(*TEAM)
    bare.run()
    bare.type("board", "Availability", TEAM[0], Away_from=date(2026, 11, 1), Away_until=date(2026, 11, 30))
    ask(bare, 20)
    bare.run()
    assert taken(bare)[TEAM[0]] == 0
    bare.type("board", "Availability", TEAM[0], Away_from=None, Away_until=None)
    ask(bare, 12, 4)
    bare.run()
    assert 2 <= taken(bare)[TEAM[0]] <= 6


def test_who_was_passed_over_for_a_conflict_is_owed_a_case(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    ask(bare, 6, volunteers_to_avoid=TEAM[0])
    bare.run()
    ask(bare, 3, 4)
    bare.run()
    assert all(TEAM[0] in pair for pair in pairs(bare)[6:])


def test_the_same_sheet_gives_the_same_answer(bare: Place) -> None:
    bare.roster(*TEAM)
    ask(bare, 1)
    bare.run()
    first = pairs(bare)
    with bare.editing("office") as book:
        sheet = book["Assignments"]
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.value = None
    bare.run(now="2026-11-10T10:00:00-08:00")
    assert pairs(bare) == first


def test_the_secret_of_the_draw_is_made_once_and_stands_in_the_office_alone(place: Place) -> None:
    ask(place, 1)
    place.run()
    secrets = [row["Value"] for row in place.rows("office", "Internal") if row["Key"] == "draw"]
    place.run(now="2026-11-10T10:00:00-08:00")
    assert secrets == [row["Value"] for row in place.rows("office", "Internal") if row["Key"] == "draw"]
    assert len(secrets) == 1
    assert len(str(secrets[0])) >= 32
    assert not any(
        str(secrets[0]) in str(row) for tab in ("Cases", "Read me") for row in place.rows("board", tab)
    )


def test_every_pair_meets(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 12)
    bare.run()
    met = Counter(frozenset(pair) for pair in pairs(bare))
    assert len(met) == 6
    assert max(met.values()) <= 3


@pytest.mark.parametrize("experienced", [1, 2, 3, 4])
def test_somebody_experienced_is_in_every_pair(bare: Place, experienced: int) -> None:
    known = TEAM[:experienced]
    bare.roster(*({"Volunteer": name, "Experienced": "yes"} for name in known), *TEAM[experienced:])
    ask(bare, 18)
    bare.run()
    assert all(pair & set(known) for pair in pairs(bare))
    if experienced < 3:
        # Where they are few, each role has its own fair share.
        assert all(len(pair & set(known)) == 1 for pair in pairs(bare))
        shares = [taken(bare)[name] for name in TEAM[experienced:]]
        assert max(shares) - min(shares) <= 2


def test_where_nobody_experienced_may_take_it_others_do(bare: Place) -> None:
    bare.roster({"Volunteer": TEAM[0], "Experienced": "yes"}, *TEAM[1:4])
    ask(bare, 1, volunteers_to_avoid=TEAM[0])
    bare.run()
    assert len(pairs(bare)[0] & set(TEAM[1:4])) == 2


def test_whom_the_requester_would_like_is_taken_within_two_cases_of_the_fair_share(bare: Place) -> None:
    bare.roster(*TEAM)
    ask(bare, 12, volunteers_preferred=TEAM[4])
    bare.run()
    count = taken(bare)[TEAM[4]]
    assert count < 12
    owed = 12 * 2 / len(TEAM) - count
    assert -3 <= owed <= -1


@pytest.mark.parametrize("status", ["Resting", "Left"])
def test_a_preference_wins_over_nothing_that_bars(bare: Place, status: str) -> None:
    bare.roster({"Volunteer": TEAM[4], "Status": status}, *TEAM[:4])
    ask(bare, 1, volunteers_preferred=TEAM[4])
    ask(bare, 1, 4, volunteers_preferred=TEAM[0], volunteers_to_avoid=TEAM[0])
    bare.run()
    assert TEAM[4] not in pairs(bare)[0]
    assert TEAM[0] not in pairs(bare)[1]


def test_give_to_comes_before_turns_also_for_who_is_away_or_full(bare: Place) -> None:
    bare.roster(*TEAM)
    ask(bare, 1, immediate_danger="Yes")
    bare.run()
    bare.type("board", "Availability", TEAM[2], Away_from=date(2026, 11, 1), Most_open_cases=0)
    word(bare, Give_to=TEAM[2], What_to_do="Accept")
    bare.run()
    assert TEAM[2] in pairs(bare)[0]
    assert len(pairs(bare)[0]) == 2
    assert "Given by a coordinator" in bare.command("explain", str(bare.board()[0]["Case"])).out


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (TEAM[0], "asked to avoid"),
        ("Rests Now", "resting"),
        ("Not Yet", "not approved yet"),
    ],
)
def test_a_coordinator_s_word_gives_nothing_to_who_may_not_and_is_answered(
    bare: Place, wish: str, words: str
) -> None:
    bare.roster(
        {"Volunteer": "Rests Now", "Status": "Resting"}, {"Volunteer": "Not Yet", "Approved on": None}
    )
    bare.roster(*TEAM[:4])
    ask(bare, 1, immediate_danger="Yes", volunteers_to_avoid=TEAM[0])
    bare.run()
    word(bare, Give_to=wish, Also_open_to=wish, What_to_do="Accept")
    bare.run()
    assert wish not in pairs(bare)[0]
    notice = str(bare.intake()[0]["Notice"])
    assert f"Give to: {wish} does not get it ({words})." in notice
    assert f"Also open to: {wish} does not get it ({words})." in notice
    assert wish not in {row["Volunteer"] for row in bare.rows("office", "Assignments")}


def test_give_to_a_name_that_is_nobody_s_holds_the_case_until_it_is_mended(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 1, immediate_danger="Yes")
    bare.run()
    word(bare, Give_to="Somebody Else", What_to_do="Accept")
    bare.run()
    assert bare.rows("office", "Assignments") == []
    assert "Give to has a name that is not on the Roster" in str(bare.intake()[0]["Notice"])
    word(bare, Give_to=None)
    bare.run()
    assert len(bare.rows("office", "Assignments")) == 2


def test_replace_frees_one_seat_and_the_partner_stays(place: Place) -> None:
    ask(place, 1)
    place.run()
    (row,) = place.board()
    gone, stays = str(row["Volunteer 1"]), str(row["Volunteer 2"])
    word(place, Replace=gone)
    place.run()
    assert stays in pairs(place)[0]
    assert gone not in pairs(place)[0]
    assert len(pairs(place)[0]) == 2
    before = place.rows("office", "Assignments")
    assert [row["Event"] for row in before] == ["assigned", "assigned", "replaced", "assigned"]
    place.run(now="2026-11-11T09:00:00-08:00")
    assert place.rows("office", "Assignments") == before
    word(place, Replace=None)
    place.run(now="2026-11-11T10:00:00-08:00")
    assert place.rows("office", "Assignments") == before


def test_replace_with_give_to_says_who_takes_the_place(place: Place) -> None:
    ask(place, 1)
    place.run()
    (row,) = place.board()
    gone = str(row["Volunteer 2"])
    wished = next(name for name in TEAM if name not in pairs(place)[0])
    word(place, Give_to=wished)
    place.run()
    assert wished not in pairs(place)[0]
    assert "write under Replace whose place they take" in str(place.intake()[0]["Notice"])
    word(place, Replace=gone)
    place.run()
    assert pairs(place)[0] == {str(row["Volunteer 1"]), wished}


def test_who_was_replaced_does_not_count_the_case(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 1)
    bare.run()
    gone = str(bare.board()[0]["Volunteer 1"])
    word(bare, Replace=gone)
    bare.run()
    (line,) = [line for line in bare.command("status").out.splitlines() if gone in line]
    assert line.split()[-3:] == ["0", "0", "+0.5"]


def test_also_open_to_admits_a_third_and_lets_them_go_again(place: Place) -> None:
    ask(place, 1)
    place.run()
    pair = pairs(place)[0]
    third = next(name for name in TEAM if name not in pair)
    word(place, Also_open_to=third)
    place.run()
    assert pairs(place)[0] == pair
    assert place.rows("office", "Assignments")[-1]["Volunteer"] == third
    word(place, Also_open_to=None)
    place.run()
    last = place.rows("office", "Assignments")[-1]
    assert (last["Volunteer"], last["Event"]) == (third, "replaced")


def test_the_cases_of_who_left_or_rests_wait_for_a_coordinator_s_word(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 4)
    bare.run()
    gone = str(bare.board()[0]["Volunteer 1"])
    before = pairs(bare)
    bare.type("office", "Roster", gone, Status="Left")
    bare.run()
    assert pairs(bare) == before
    theirs = [n for n, pair in enumerate(before) if gone in pair]
    for number in theirs:
        assert f"{gone} has the case and is not Active and approved on the Roster (left)" in str(
            bare.intake()[number]["Notice"]
        )
    word(bare, theirs[0], Replace=gone)
    bare.run()
    after = pairs(bare)
    assert gone not in after[theirs[0]]
    assert len(after[theirs[0]] & before[theirs[0]]) == 1
    assert [after[n] for n in range(4) if n != theirs[0]] == [before[n] for n in range(4) if n != theirs[0]]


def test_who_goes_by_another_name_now_keeps_cases_and_share(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 4)
    bare.run()
    before = taken(bare)[TEAM[0]]
    bare.type("office", "Roster", TEAM[0], Volunteer="Alex Byron", Also_known_as=TEAM[0])
    bare.run()
    assert taken(bare)["Alex Byron"] == before
    assert taken(bare)[TEAM[0]] == 0
    (line,) = [line for line in bare.command("status").out.splitlines() if "Alex Byron" in line]
    assert str(before) in line.split()


def test_rows_of_assignments_that_somebody_wrote_by_hand_count(bare: Place) -> None:
    bare.roster(*({"Volunteer": name, "Approved on": OLD} for name in TEAM[:3]))
    bare.run()
    with bare.editing("office") as book:
        sheet = book["Assignments"]
        for number in range(4):
            for name in TEAM[:2]:
                sheet.append([None] * 5)
                place = sheet.max_row
                sheet.cell(place, 1).value = "2026-10-01 12:00:00"
                sheet.cell(place, 2).value = f"old-case-{number}"
                sheet.cell(place, 3).value = name
                sheet.cell(place, 4).value = "assigned"
    ask(bare, 2)
    bare.run()
    assert all(TEAM[2] in pair for pair in pairs(bare))


def test_nothing_but_the_office_tells_who_could_not_take_a_case(place: Place) -> None:
    ask(place, 3, volunteers_to_avoid=TEAM[0])
    ran = place.run()
    assert TEAM[0] not in ran.out
    assert "avoid" not in ran.out
    for tab in ("Cases", "Read me"):
        assert not any("avoid" in str(row) for row in place.rows("board", tab))


@pytest.mark.parametrize("column", ["Keep_away_from", "Give_to"])
def test_a_formula_for_a_name_holds_the_case(bare: Place, column: str) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 1, immediate_danger="Yes")
    bare.run()
    wish: dict[str, Any] = {column: "=Roster!A2"}
    word(bare, What_to_do="Accept", **wish)
    bare.run()
    assert bare.rows("office", "Assignments") == []
    assert "has a name that is not on the Roster" in str(bare.intake()[0]["Notice"])


@pytest.mark.parametrize("close", ["Carla", "Carla Ruis", "ruiz, carla"])
def test_whoever_is_near_to_a_name_to_keep_apart_from_is_kept_apart(bare: Place, close: str) -> None:
    bare.roster({"Volunteer": TEAM[0], "Keep apart from": close}, *TEAM[1:3])
    ask(bare, 9)
    bare.run()
    assert {TEAM[0], "Carla Ruiz"} not in pairs(bare)


def test_a_display_name_is_its_owner_s_also_where_it_is_another_s_nickname(bare: Place) -> None:
    bare.roster({"Volunteer": "Samantha Lee", "Also known as": "Sam"}, "Sam", *TEAM[:2])
    ask(bare, 1, immediate_danger="Yes")
    bare.run()
    word(bare, What_to_do="Accept", Give_to="Sam")
    bare.run()
    assert "Sam" in pairs(bare)[0]


def test_two_on_a_case_who_are_to_be_kept_apart_from_now_on_are_told_of(bare: Place) -> None:
    bare.roster(*TEAM[:2])
    ask(bare, 1)
    bare.run()
    bare.type("office", "Roster", TEAM[0], Keep_apart_from=TEAM[1])
    bare.run()
    assert f"to be kept apart from {TEAM[1]}" in str(bare.intake()[0]["Notice"])


def sort_assignments(place: Place, header: str, *, descending: bool) -> None:
    with place.editing("office") as book:
        sheet = book["Assignments"]
        column = [cell.value for cell in sheet[1]].index(header)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[0].value]
        rows.sort(key=lambda row: str(row[column]), reverse=descending)
        for number, row in enumerate(rows, 2):
            for place_, value in enumerate(row, 1):
                sheet.cell(number, place_).value = value


@pytest.mark.parametrize("header", ["Event", "Volunteer", "Why", "Case"])
@pytest.mark.parametrize("descending", [True, False])
def test_sorting_assignments_changes_nothing(bare: Place, header: str, descending: bool) -> None:
    bare.roster(*TEAM[:5])
    bare.run()
    bare.type("board", "Availability", TEAM[0], On_rotation="no")
    ask(bare, 6)
    bare.run()
    bare.type("board", "Availability", TEAM[0], On_rotation=None)
    word(bare, Replace=str(bare.board()[0]["Volunteer 1"]))
    bare.run()
    before, shares = bare.board(), bare.command("status").out
    sort_assignments(bare, header, descending=descending)
    assert bare.command("status").out == shares
    bare.run()
    assert bare.board() == before


def test_a_clock_that_was_set_back_changes_no_pair(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 1)
    bare.run(now="2027-01-01T09:00:00-08:00")
    gone = str(bare.board()[0]["Volunteer 1"])
    word(bare, Replace=gone)
    bare.run()
    after = pairs(bare)
    for now in ("2026-11-11T09:00:00-08:00", "2026-11-12T09:00:00-08:00"):
        bare.run(now=now)
    assert pairs(bare) == after
    assert gone not in after[0]
    assert len(bare.rows("office", "Assignments")) == 4


def closed_case(place: Place) -> dict[str, object]:
    """Its row on the board, when it had a pair of four."""
    place.roster(*TEAM[:4])
    ask(place, 1)
    place.run()
    (row,) = place.board()
    close(place, str(row["Case"]))
    place.run()
    return row


@pytest.mark.parametrize("change", [{"Status": "Left"}, {"Approved on": None}])
def test_a_reopened_case_goes_back_only_to_who_may_have_it(bare: Place, change: dict[str, object]) -> None:
    row = closed_case(bare)
    gone = str(row["Volunteer 1"])
    bare.type("office", "Roster", gone, **change)
    bare.type("board", "Cases", str(row["Case"]), Stage="Dialogue")
    bare.run()
    assert gone not in pairs(bare)[0]
    assert row["Volunteer 2"] in pairs(bare)[0]
    assert len(pairs(bare)[0]) == 2


def test_a_reopened_case_goes_back_to_one_of_two_who_are_to_be_kept_apart_since(bare: Place) -> None:
    row = closed_case(bare)
    first, second = str(row["Volunteer 1"]), str(row["Volunteer 2"])
    bare.type("office", "Roster", second, Keep_apart_from=first)
    bare.type("board", "Cases", str(row["Case"]), Stage="Dialogue")
    bare.run()
    assert first in pairs(bare)[0]
    assert second not in pairs(bare)[0]
    assert len(pairs(bare)[0]) == 2


def test_who_is_on_a_case_and_no_longer_on_the_roster_is_told_of_and_can_be_replaced(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 1)
    bare.run()
    gone = str(bare.board()[0]["Volunteer 1"])
    bare.type("office", "Roster", gone, Volunteer="Quite Another")
    bare.run()
    assert f"{gone} has the case and is not Active" in str(bare.intake()[0]["Notice"])
    word(bare, Replace=gone)
    bare.run()
    assert gone not in pairs(bare)[0]
    assert "not on the Roster" not in str(bare.intake()[0]["Notice"])


def test_cases_that_coordinators_set_aside_are_no_load(bare: Place) -> None:
    bare.roster(*TEAM[:2])
    bare.run()
    for name in TEAM[:2]:
        bare.type("board", "Availability", name, Most_open_cases=1)
    ask(bare, 2)
    bare.run()
    assert [len(pair - {None}) for pair in pairs(bare)] == [2, 0]
    word(bare, What_to_do="Duplicate")
    bare.run()
    assert pairs(bare)[1] == set(TEAM[:2])


def test_a_newcomer_is_not_flooded_where_somebody_else_is_never_given_anything(bare: Place) -> None:
    bare.roster(*TEAM[:5])
    ask(bare, 30, volunteers_to_avoid=TEAM[0])
    bare.run()
    bare.roster("New Comer")
    ask(bare, 6, 4, volunteers_to_avoid=TEAM[0])
    bare.run()
    assert sum("New Comer" in pair for pair in pairs(bare)[30:]) <= 4


def test_names_keep_their_share_whatever_stands_in_them(bare: Place) -> None:
    bare.roster("Smith; John", "Ann | Bell", "Line\nBreak", *TEAM[:2])
    ask(bare, 10)
    bare.run()
    for line in bare.command("status").out.splitlines():
        if any(name in line for name in ("Smith John", "Ann Bell", "Line Break")):
            assert abs(float(line.split()[-1])) <= 2
    assert {"Smith John", "Ann Bell", "Line Break"} <= set(taken(bare))


def test_events_that_people_wrote_in_other_capitals_count(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    ask(bare, 1)
    bare.run()
    with bare.editing("office") as book:
        for row in book["Assignments"].iter_rows(min_row=2):
            if row[3].value:
                row[3].value = "Assigned"
    before = pairs(bare)
    bare.run(now="2026-11-11T09:00:00-08:00")
    assert pairs(bare) == before
    assert len(bare.rows("office", "Assignments")) == 2
