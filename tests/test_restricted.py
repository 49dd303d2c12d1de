"""A restricted case tells nothing on the board, not even by what is missing, changes or differs."""

from datetime import date

import pytest

from tests.place import TEAM, Place, append, column, response

NEXT = "2026-11-11T09:00:00-08:00"


@pytest.fixture
def small(bare: Place) -> Place:
    """Three volunteers, and two cases on the board with a pair each."""
    bare.roster(*TEAM[:3])
    bare.drop(
        response(what_happened="the one they call Biscuit"),
        response("2026/11/03 9:15:23 AM GMT-8", what_happened="x"),
    )
    bare.run()
    return bare


def become_restricted(place: Place) -> None:
    place.type("office", "Roster", TEAM[2], Also_known_as="Biscuit")


def restricted_row(place: Place) -> dict[str, object]:
    (row,) = place.rows("office", "Restricted cases")
    return row


def test_the_kept_row_goes_on_like_its_twin(small: Place) -> None:
    become_restricted(small)
    small.run(now=NEXT)
    kept, twin = small.board()
    same = ("Flag", "What next", "Reach out by", "Closed")
    assert {h: kept[h] for h in same} == {h: twin[h] for h in same}
    assert kept["Flag"] == "Overdue"


def test_nothing_that_is_typed_in_the_office_shows_on_the_kept_row(small: Place) -> None:
    become_restricted(small)
    small.run()
    before = small.board()
    code = restricted_row(small)["Case"]
    for cells in (
        {"Stage": "Closed", "Reached_out_on": date(2026, 11, 5)},
        {"Stage": "nonsense", "Reached_out_on": "rubbish", "Next_check_in": "?"},
    ):
        small.type(
            "office",
            "Restricted cases",
            str(code),
            **{k.replace("_check_in", "_check-in"): v for k, v in cells.items()},
        )
        small.run()
        assert small.board() == before
    with small.editing("office") as book:
        append(book["Restricted cases"], {"Case": code})
    small.run()
    assert small.board() == before
    assert restricted_row_flags(small) == {"Check the row"}


def restricted_row_flags(place: Place) -> set[object]:
    return {row["Flag"] for row in place.rows("office", "Restricted cases")}


def test_a_kept_row_without_a_pair_stays_as_it_is_also_when_the_case_gets_one(bare: Place) -> None:
    bare.roster(TEAM[0])
    bare.drop(
        response(what_happened="the one they call Biscuit"),
        response("2026/11/03 9:15:23 AM GMT-8", volunteers_to_avoid=TEAM[1]),
    )
    bare.run()
    bare.roster(TEAM[1], {"Volunteer": TEAM[2], "Also known as": "Biscuit", "Approved on": None})
    bare.run()
    kept, twin = bare.board()
    assert kept["Flag"] == twin["Flag"] == "With a coordinator"
    bare.type("office", "Intake", bare.intake()[0]["Response"], What_to_do="Accept")
    bare.run(now=NEXT)
    assert bare.board()[0] == kept
    assert restricted_row(bare)["Volunteer 2"]


@pytest.mark.files
def test_a_case_whose_row_never_arrived_gets_none_once_it_is_restricted(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(what_happened="the one they call Biscuit"))
    lock = bare.folder / ".~lock.board.xlsx#"
    lock.write_text("", encoding="utf-8")
    assert bare.run().code == 1
    lock.unlink()
    become_restricted(bare)
    bare.run()
    bare.drop(response("2026/11/04 9:15:23 AM GMT-8"))
    bare.run()
    assert len(bare.board()) == 1
    assert len(bare.rows("office", "Restricted cases")) == 1


def test_names_are_looked_for_before_a_single_job_gives_anybody_a_case(bare: Place) -> None:
    bare.roster(TEAM[0])
    bare.drop(response(what_happened="Zed was rude"))
    bare.run()
    bare.roster({"Volunteer": "Zed Quill"}, TEAM[1], TEAM[2])
    bare.run("assign")
    assert "Zed Quill" not in {row["Volunteer"] for row in bare.rows("office", "Assignments")}


def test_a_case_that_was_closed_when_a_name_was_added_is_searched_too(small: Place) -> None:
    code = str(small.board()[0]["Case"])
    small.type("board", "Cases", code, Stage="Closed", Reached_out_on=date(2026, 11, 5))
    small.outcome(code)
    small.run()
    become_restricted(small)
    small.run()
    assert {row["Case"] for row in small.rows("office", "Conflicts")} == {code}


def test_an_error_while_looking_for_names_leaves_the_case_for_the_next_run(
    bare: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from automations.core.taking_in import intake

    bare.roster(*TEAM[:3])
    bare.drop(response(what_happened=f"{TEAM[0]} was rude"))
    with monkeypatch.context() as broken:
        broken.setattr(intake, "missing_conflicts", lambda *_: 1 / 0)
        assert bare.run().code == 1
    assert bare.intake() == []
    assert bare.run().code == 0
    assert bare.board() == []


def test_a_formula_on_the_roster_stops_assigning_and_says_where(bare: Place) -> None:
    bare.roster(*TEAM[:3], {"Volunteer": '=TRIM("Otis ")'})
    bare.drop(response(what_happened="Otis was rude"))
    ran = bare.run()
    assert ran.code == 1
    assert "tab Roster: a cell under 'Volunteer' holds a formula" in ran.jobs["assign"]["error"]
    assert bare.board() == []
    assert "holds a formula" in bare.command("doctor").out


def test_every_row_of_a_doubled_name_is_looked_for(bare: Place) -> None:
    second = {
        "Volunteer": TEAM[0],
        "Also known as": "Beetle",
        "Email": "Ada <b@example.net>; beet@example.net",
    }
    bare.roster(TEAM[0], second, *TEAM[1:3])
    bare.drop(
        response(what_happened="Beetle calls me"),
        response("2026/11/03 9:15:23 AM GMT-8", contact="BEET@example.net"),
        response("2026/11/03 9:15:24 AM GMT-8", safe_contact="not b@example.net please"),
    )
    bare.run()
    assert bare.board() == []


def test_an_intake_row_that_was_deleted_waits_because_what_was_decided_is_lost(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(immediate_danger="No", what_happened="one"))
    bare.run("intake")
    bare.type("office", "Intake", bare.intake()[0]["Response"], What_to_do="Hold")
    with bare.editing("office") as book:
        book["Intake"].delete_rows(2)
    bare.run()
    assert bare.rows("office", "Assignments") == []
    assert "what you had decided is lost" in str(bare.intake()[0]["Notice"])


def test_a_conflict_follows_a_volunteer_who_goes_by_another_name_now(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(volunteers_to_avoid=TEAM[0], immediate_danger="Yes"))
    bare.run()
    with bare.editing("office") as book:
        book["Roster"].cell(2, 1).value = "Ada Lovelace"
    bare.run()
    assert "not on the Roster" in str(bare.intake()[0]["Notice"])
    bare.type("office", "Roster", "Ada Lovelace", Also_known_as=TEAM[0])
    bare.type("office", "Intake", bare.intake()[0]["Response"], What_to_do="Accept")
    bare.run()
    row = restricted_row(bare)
    assert {row["Volunteer 1"], row["Volunteer 2"]} == set(TEAM[1:3])


def neighbours(place: Place) -> list[dict[str, object]]:
    """What tells one row of the board from another, beside its code, its pair, and the code in its link."""
    return [
        {h: v for h, v in row.items() if h not in ("Case", "Volunteer 1", "Volunteer 2")}
        | {"Case file": bool(row["Case file"])}
        for row in place.board()
    ]


@pytest.mark.files
@pytest.mark.parametrize("damage", ["rows", "board", "pair"])
def test_no_damage_to_the_board_tells_the_kept_row_from_its_twin(small: Place, damage: str) -> None:
    become_restricted(small)
    small.run()
    before = {str(row["Case"]): row for row in small.board()}
    if damage == "board":
        small.file("board").unlink()
        small.command("setup")
    else:
        with small.editing("board") as book:
            sheet = book["Cases"]
            if damage == "rows":
                sheet.delete_rows(2, 2)
            for row in (2, 3) if damage == "pair" else ():
                sheet.cell(row, 3).value, sheet.cell(row, 4).value = None, "Mallory"
    small.run()
    assert {str(row["Case"]): row for row in small.board()} == before


def test_a_kept_row_that_had_no_pair_is_mended_to_having_none(bare: Place) -> None:
    bare.roster(TEAM[0], {"Volunteer": TEAM[2], "Approved on": None})
    bare.drop(response(what_happened="the one they call Biscuit"), response("2026/11/03 9:15:23 AM GMT-8"))
    bare.run()
    become_restricted(bare)
    bare.run()
    before = bare.board()
    for row in before:
        bare.type("board", "Cases", str(row["Case"]), Volunteer_1="x")
    bare.run()
    assert bare.board() == before


def test_the_day_of_closing_on_the_kept_row_follows_only_the_board(small: Place) -> None:
    for row in small.board():
        small.type("board", "Cases", str(row["Case"]), Reached_out_on=date(2026, 11, 5), Stage="Closed")
        small.outcome(str(row["Case"]))
    small.run()
    become_restricted(small)
    small.run()
    code = str(restricted_row(small)["Case"])
    for stage, now in (("Dialogue", NEXT), ("Closed", "2026-11-13T09:00:00-08:00")):
        small.type("office", "Restricted cases", code, Stage=stage)
        small.run(now=now)
        first, second = neighbours(small)
        assert first == second
    for row in small.board():
        small.type("board", "Cases", str(row["Case"]), Stage="Dialogue")
    small.run(now="2026-11-14T09:00:00-08:00")
    assert [row["Closed"] for row in small.board()] == [None, None]


def test_once_released_both_rows_say_the_same(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(what_happened=f"{TEAM[0]} was rude"))
    bare.run()
    bare.type("office", "Intake", bare.intake()[0]["Response"], What_to_do="Accept")
    bare.run()
    code = str(restricted_row(bare)["Case"])
    bare.type("office", "Restricted cases", code, Reached_out_on=date(2026, 11, 5), Stage="Closed")
    bare.outcome(code)
    bare.run()
    with bare.editing("office") as book:
        book["Conflicts"].cell(2, 4).value = "yes"
    bare.run(now="2026-11-15T09:00:00-08:00")
    (row,) = bare.board()
    assert row["Flag"] == restricted_row(bare)["Flag"] == "Done"


def test_a_case_that_was_closed_before_anybody_was_given_it_says_so_until_it_is_opened(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    bare.drop(response(what_happened=f"{TEAM[0]} was rude"))
    bare.run()
    bare.type("office", "Intake", bare.intake()[0]["Response"], What_to_do="Hold")
    code = str(restricted_row(bare)["Case"])
    bare.type("office", "Restricted cases", code, Reached_out_on=date(2026, 11, 5), Stage="Closed")
    bare.run()
    with bare.editing("office") as book:
        book["Conflicts"].cell(2, 4).value = "yes"
    bare.type("office", "Intake", bare.intake()[0]["Response"], What_to_do="Accept")
    bare.run()
    (row,) = bare.intake()
    assert (
        "nobody was ever given it. If somebody should be, choose another Stage: the next run" in row["Notice"]
    )
    assert f"write {code} under Delete now" in row["Notice"]
    bare.type("office", "Restricted cases", code, Stage="In conversation")
    bare.run()
    assert "nobody was ever given it" not in str(bare.intake()[0]["Notice"])
    assert len(bare.rows("office", "Assignments")) == 2


def test_a_case_restricted_released_and_restricted_again_keeps_the_pair_its_row_shows(bare: Place) -> None:
    bare.roster(TEAM[0], {"Volunteer": TEAM[2], "Approved on": None})
    bare.drop(response(what_happened="the one they call Biscuit"))
    bare.run()
    become_restricted(bare)
    bare.run()
    with bare.editing("office") as book:
        book["Conflicts"].cell(2, 4).value = "yes"
    bare.roster(TEAM[1])
    bare.run()
    (paired,) = bare.board()
    assert paired["Volunteer 2"]
    with bare.editing("office") as book:
        book["Conflicts"].cell(2, 4).value = None
    bare.run()
    assert bare.board() == [paired]


def test_a_mark_that_somebody_broke_stops_no_job(small: Place) -> None:
    become_restricted(small)
    small.run()
    with small.editing("office") as book:
        for row in book["Internal"].iter_rows(min_row=2):
            if str(row[0].value).startswith("kept closed"):
                row[1].value = "not a day"
    assert small.run().code == 0


def test_a_kept_row_shows_what_its_pair_is_called_now_as_every_row_does(small: Place) -> None:
    become_restricted(small)
    small.run()
    small.type("office", "Roster", TEAM[0], Volunteer="Alex Byron", Also_known_as=TEAM[0])
    small.run(now=NEXT)
    shown = {str(row[header]) for row in small.board() for header in ("Volunteer 1", "Volunteer 2")}
    assert TEAM[0] not in shown


@pytest.mark.parametrize("answer", ["Other", "the one who chairs our meetings", f"{TEAM[0]};the treasurer"])
def test_somebody_on_the_team_who_is_described_and_not_named_waits_for_a_coordinator(
    place: Place, answer: str
) -> None:
    place.drop(response(team_involved=answer))
    place.run()
    (row,) = place.intake()
    assert place.board() == []
    assert "somebody on the team is or may be involved" in row["Notice"]
    assert "write the name under Keep away from" in row["Notice"]
    assert "chairs" not in row["Notice"]


@pytest.mark.parametrize("answer", ["", "No", "none.", "Nobody"])
def test_nobody_is_described_by_a_no(place: Place, answer: str) -> None:
    place.drop(response(team_involved=answer, volunteers_to_avoid=answer))
    place.run()
    assert len(place.board()) == 1
    assert place.intake()[0]["Notice"] is None


def test_whom_to_avoid_in_words_of_their_own_is_told_until_a_coordinator_says_who_it_is(place: Place) -> None:
    place.drop(response(volunteers_to_avoid="the tall one"))
    place.run()
    (case,) = place.board()
    assert "volunteers_to_avoid somebody is described" in place.intake()[0]["Notice"]
    place.type("office", "Intake", place.intake()[0]["Response"], Keep_away_from=case["Volunteer 1"])
    place.run()
    assert "is described" not in place.intake()[0]["Notice"]
    assert "Write the name under Replace" in place.intake()[0]["Notice"]


def test_who_is_named_among_other_words_and_then_released_is_described_no_more(place: Place) -> None:
    place.drop(response(team_involved="I think it was Ada Byron"))
    place.run()
    (row,) = place.rows("office", "Conflicts")
    assert row["Volunteer"] == "Ada Byron"
    with place.editing("office") as book:
        book["Conflicts"].cell(2, column(book["Conflicts"], "Released")).value = "yes"
    place.run()
    assert len(place.board()) == 1
    assert "is described" not in str(place.intake()[0]["Notice"])
