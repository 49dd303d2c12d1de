"""What becomes of a response: a case, once and for ever; who must speak before others do."""

import pytest

from sheets_schema.form import KEYS
from sheets_schema.office import INTAKE
from tests.place import NOW, TEAM, Place, column, response, title


def cases(place: Place) -> dict[str, dict[str, object]]:
    return {str(row["what_happened"]): row for row in place.intake()}


def on_board(place: Place) -> set[str]:
    return {str(row["Case"]) for row in place.board()}


def test_an_ordinary_request_gets_a_case_code_a_board_row_and_a_pair(place: Place) -> None:
    place.drop(response())
    assert place.run().jobs["intake"] | {"seconds": 0} == {
        "result": "ok", "read": 1, "written": 1, "seconds": 0,
    }  # fmt: skip
    (row,), (intake,) = place.board(), place.intake()
    assert row["Case"] == intake["Case"]
    assert {row["Volunteer 1"], row["Volunteer 2"]} < set(TEAM)
    assert str(row["Case"]).count("-") == 2


@pytest.mark.parametrize(
    "answers",
    [
        {"concerns": "Harassment or violence"},
        {"concerns": "Set up a mediated conversation;Harassment or violence"},
        {"concerns": "Set up a mediated conversation, Harassment or violence"},
        {"immediate_danger": "Yes"},
        {"within_org": "No"},
        {"about": "Withdrawing an earlier one"},
        {"about": "Adding to an earlier one"},
        {"what_happened": "Ada Byron shouted at me"},
        {"name": "Ada Byron"},
        {"contact": "ada.byron@example.net"},
        {"team_involved": "Ada Byron"},
        {"people_involved": "byron, ada"},
        {"hoped_for": "that ada stops"},
    ],
    ids=str,
)
def test_what_a_coordinator_must_see_first_has_no_board_row_until_they_accept(
    place: Place, answers: dict[str, str]
) -> None:
    place.drop(response(**answers))
    place.run()
    assert place.board() == []
    (intake,) = place.intake()
    assert str(intake["Notice"]).startswith("Waits for your word")
    assert "Tue 10 Nov" in str(intake["Notice"])


def test_not_sure_whether_it_is_about_organizing_does_not_wait(place: Place) -> None:
    place.drop(response(within_org="Not sure", immediate_danger="No"))
    place.run()
    assert len(place.board()) == 1


def test_an_accepted_case_comes_to_the_board_with_its_first_due_date(place: Place) -> None:
    place.drop(response(immediate_danger="Yes"))
    place.run()
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do="accept ")
    place.run()
    (row,) = place.board()
    assert str(row["Reach out by"])[:10] == "2026-11-10"
    assert row["Flag"] == "Due soon"


def test_a_restricted_case_is_worked_on_in_the_office_and_never_shows_on_the_board(place: Place) -> None:
    place.drop(response(what_happened="Ada Byron shouted at me"))
    place.run()
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do="Accept")
    place.run()
    assert place.board() == []
    (row,) = place.rows("office", "Restricted cases")
    assert row["Volunteer 1"]
    assert "Ada Byron" not in (row["Volunteer 1"], row["Volunteer 2"])
    assert str(row["Reach out by"])[:10] == "2026-11-10"


def test_a_released_match_is_an_ordinary_case_again(place: Place) -> None:
    place.drop(response(what_happened="ada from the bakery"))
    place.run()
    with place.editing("office") as book:
        sheet = book["Conflicts"]
        assert sheet.cell(2, column(sheet, "Kind")).value == "possible match"
        sheet.cell(2, column(sheet, "Released")).value = "yes"
    place.run()
    assert len(place.board()) == 1


@pytest.mark.parametrize("word", ["Hold", "Out of scope", "Duplicate", "Refer to grievance officer"])
def test_a_case_set_aside_later_reads_like_every_other_decision(place: Place, word: str) -> None:
    place.drop(response(), response("2026/11/04 9:15:22 AM GMT-8", contact=""))
    place.run()
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do=word)
    place.run()
    first, second = (
        {key: value for key, value in row.items() if key in ("Flag", "What next", "Reach out by")}
        for row in place.board()
    )
    assert first == second
    assert first["Flag"] == "With a coordinator"


def test_a_word_that_is_not_in_the_list_waits_and_is_told(place: Place) -> None:
    place.drop(response())
    with place.editing("office"):
        pass
    place.run("intake")
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do="accpet")
    place.run()
    assert "What to do is not one of the list" in str(place.intake()[0]["Notice"])


@pytest.mark.files
def test_the_same_export_again_changes_not_a_byte(place: Place) -> None:
    place.drop(*[response(f"2026/11/0{day} 9:00:00 AM GMT-8") for day in range(1, 8)])
    place.run()
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in place.folder.glob("*.xlsx")}
    (place.folder / ".last-run.json").unlink()
    ran = place.run()
    assert ran.code == 0
    assert {job["result"] for job in ran.jobs.values()} == {"nothing to do"}
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}


def test_an_edited_answer_is_noticed_and_makes_no_second_case(place: Place) -> None:
    place.drop(response(what_happened="before"))
    place.run()
    code = place.intake()[0]["Case"]
    place.drop(response(what_happened="after"))
    place.run()
    (row,) = place.intake()
    assert (row["Case"], row["what_happened"]) == (code, "after")
    assert "they changed (what_happened)" in str(row["Notice"])


def test_a_volunteer_named_only_in_the_edit_makes_the_case_restricted_and_its_row_stays(
    place: Place,
) -> None:
    place.drop(response(what_happened="before"))
    place.run()
    (before,) = place.board()
    other = next(name for name in TEAM if name not in (before["Volunteer 1"], before["Volunteer 2"]))
    place.drop(response(what_happened=f"it was {other}"))
    place.run()
    assert place.board() == [before]
    assert len(place.rows("office", "Restricted cases")) == 1


def test_a_name_added_to_the_roster_later_is_found_in_open_cases(place: Place) -> None:
    place.drop(response(what_happened="Zebulon was rude"))
    place.run()
    place.type("office", "Roster", TEAM[0], Also_known_as="Zebulon")
    place.run()
    assert {row["Kind"] for row in place.rows("office", "Conflicts")} == {"involved"}


def test_every_answer_stands_under_its_key(place: Place) -> None:
    answers = {key: f"answer to {key}" for key in KEYS}
    place.drop(response(**answers))
    place.run()
    (row,) = place.intake()
    # Of the phrase that only the requester knows, no more than that there is one.
    assert {key: row[key] for key in KEYS} == answers | {"own_phrase": "given"}


def test_an_answer_longer_than_a_cell_goes_on_in_the_next_column(place: Place) -> None:
    story = "😀x" * 25_000
    place.drop(response(what_happened=story))
    place.run()
    (row,) = place.intake()
    pieces = [row["what_happened"], row["what_happened (2)"], row["what_happened (3)"]]
    assert "".join(pieces) == story
    assert place.run().jobs["intake"]["result"] == "nothing to do"


@pytest.mark.files
def test_a_question_without_a_key_keeps_its_answer_and_is_searched_for_names(place: Place) -> None:
    place.drop(response() | {"Who did it?": "Ada Byron", "Anything else?": "no"})
    place.run()
    (row,) = place.intake()
    assert row["Question: Who did it?"] == "Ada Byron"
    assert row["Question: Anything else?"] == "no"
    assert place.board() == []


@pytest.mark.files
def test_without_the_questions_that_decide_a_coordinator_decides(place: Place) -> None:
    row = response()
    del row[title("immediate_danger")]
    place.drop(row)
    place.run()
    assert place.board() == []
    assert "had no column for 'Is anyone in danger" in str(place.intake()[0]["Notice"])


def test_a_team_that_does_not_ask_a_question_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Place(tmp_path_factory.mktemp("team"))
    place.set_up('[form]\nnot_asked = ["immediate_danger"]\n')
    place.roster(*TEAM)
    row = response()
    del row[title("immediate_danger")]
    place.drop(row)
    place.run()
    assert len(place.board()) == 1


def test_codes_are_never_given_twice_nor_made_of_what_was_answered(place: Place) -> None:
    rows = [response(f"2026/10/{1 + n % 28:02} {1 + n % 12}:{n % 60:02}:00 AM GMT-7") for n in range(300)]
    place.drop(*(row | {title("hoped_for"): "maple kettle otter"} for row in rows))
    place.run()
    codes = [str(row["Case"]) for row in place.intake()]
    assert len(set(codes)) == 300
    assert not {"maple", "kettle", "otter"} & {word for code in codes for word in code.split("-")}


def test_an_intake_row_that_was_deleted_comes_back_under_its_old_code(place: Place) -> None:
    place.drop(response(what_happened="one"), response("2026/11/04 9:15:22 AM GMT-8", what_happened="two"))
    place.run()
    before = {row["Case"] for row in place.intake()}
    with place.editing("office") as book:
        book["Intake"].delete_rows(2)
    place.run()
    assert {row["Case"] for row in place.intake()} == before
    assert len(place.board()) == 2
    assert "was made again" in str(cases(place)["one"]["Notice"])


def test_a_damaged_code_time_or_answer_in_intake_is_mended(place: Place) -> None:
    place.drop(response(what_happened="one"))
    place.run()
    (before,) = place.intake()
    place.type("office", "Intake", before["Response"], Case="x", Received_at="", name="?", contact=None)
    place.run()
    (after,) = place.intake()
    assert after | {"Notice": None} == before | {"Notice": None}


def test_a_doubled_intake_row_is_told_and_makes_no_second_case(place: Place) -> None:
    place.drop(response(what_happened="one"))
    place.run()
    with place.editing("office") as book:
        sheet = book["Intake"]
        sheet.append([cell.value for cell in sheet[2]])
    place.run()
    assert len(place.board()) == 1
    assert all("two rows" in str(row["Notice"]) for row in place.intake())


def test_no_export_and_no_roster_is_no_error(bare: Place) -> None:
    assert bare.run().code == 0
    bare.drop(response())
    assert bare.run().code == 0
    assert bare.board()[0]["Flag"] == "With a coordinator"
    assert "the Roster is empty" in str(bare.intake()[0]["Notice"])


def test_the_office_has_every_declared_column(place: Place) -> None:
    place.drop(response())
    place.run(now=NOW)
    assert set(place.intake()[0]) == set(INTAKE.headers)


@pytest.mark.parametrize(
    "answers",
    [
        {"within_org": "No\nNo"}, {"immediate_danger": "No\nYes"}, {"within_org": "no."},
        {"immediate_danger": "Sí"}, {"within_org": "It is about my family"},
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_that_is_doubled_or_none_of_the_list_is_read_on_the_safe_side(
    place: Place, answers: dict[str, str]
) -> None:
    place.drop(response(**answers))
    place.run()
    assert place.board() == []


@pytest.mark.files
def test_a_question_whose_title_looks_like_a_second_piece_is_searched_too(place: Place) -> None:
    place.drop(response() | {"Anything else": "no", "Anything else (2)": f"{TEAM[0]} hit me"})
    place.run()
    assert place.intake()[0]["Question: Anything else [2]"] == f"{TEAM[0]} hit me"
    assert place.board() == []


def test_a_question_that_a_later_export_has_is_no_longer_missing(place: Place) -> None:
    row = response(immediate_danger="Yes")
    place.drop({k: v for k, v in row.items() if k != title("immediate_danger")})
    place.run()
    place.drop(row)
    place.run()
    assert "somebody may be in danger" in str(place.intake()[0]["Notice"])
    assert "had no column" not in str(place.intake()[0]["Notice"])


def test_a_copied_intake_row_makes_no_second_case(place: Place) -> None:
    place.drop(response(what_happened="one"))
    place.run()
    with place.editing("office") as book:
        sheet = book["Intake"]
        sheet.append(["other", *[cell.value for cell in sheet[2]][1:]])
    place.run()
    assert len(place.board()) == 1
    assert len(place.rows("office", "Assignments")) == 2


@pytest.mark.files
@pytest.mark.parametrize(
    "settings", ['[team]\ntime_zone = "Europe/Berlin"', '[files]\ndate_order = "day first"']
)
def test_settings_that_would_take_every_response_in_again_are_refused(place: Place, settings: str) -> None:
    place.drop(response("11/8/2026 10:00:00"))
    assert place.run().code == 0
    place.settings.write_text(settings, encoding="utf-8")
    ran = place.run()
    assert ran.code == 1
    assert "every response would come in twice" in ran.jobs["intake"]["error"]
    assert len(place.intake()) == 1


@pytest.mark.files
def test_with_zones_in_the_timestamps_the_settings_may_change(place: Place) -> None:
    place.drop(response())
    place.run()
    place.settings.write_text('[team]\ntime_zone = "Europe/Berlin"', encoding="utf-8")
    assert place.run().code == 0
    assert len(place.intake()) == 1


def test_a_volunteer_who_left_and_still_has_a_case_is_told(place: Place) -> None:
    place.drop(response())
    place.run()
    place.type("office", "Roster", str(place.board()[0]["Volunteer 1"]), Status="Left")
    place.run()
    assert "is not Active and approved on the Roster" in str(place.intake()[0]["Notice"])


@pytest.mark.parametrize(
    "answers",
    [
        {"within_org": "No, it is about my family"}, {"within_org": "No\u00a0"}, {"within_org": "Non"},
        {"immediate_danger": "Now, yes"}, {"immediate_danger": "Not safe"}, {"about": "Retirar una anterior"},
        {"concerns": "Acoso o amenazas"},
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_that_only_begins_like_a_harmless_one_waits(place: Place, answers: dict[str, str]) -> None:
    place.drop(response(**answers))
    place.run()
    assert place.board() == []


@pytest.mark.parametrize("contact", ["none", "N/A", "no.", "-"])
def test_a_contact_that_says_there_is_none_is_none(place: Place, contact: str) -> None:
    place.drop(response(contact=contact))
    place.run()
    assert place.board()[0]["Flag"] == "With a coordinator"
