"""Letting go of cases: when, what is deleted, what stays, and that nothing of it comes back."""

import io
import os
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.google.form_responses import edit, parse_moment
from tests.google.sheets_edits import batch
from tests.google_place import GooglePlace
from tests.place import Place, append, as_csv, column, response, title
from tests.searching import everything

pytestmark = pytest.mark.case_files

CLOSED_ON = "2026-11-10T09:00:00-08:00"
LAST_DAY, DUE = "2027-05-08T09:00:00-07:00", "2027-05-09T09:00:00-07:00"
"""180 days after 10 November 2026 are over on 9 May 2027."""

CANARY = "Zyxwvut"


def asked(place: Place, **answers: str) -> str:
    place.drop(response(**{"what_happened": CANARY, "contact": f"{CANARY}@example.org"} | answers))
    assert place.run().code == 0
    return str(place.intake()[0]["Case"])


def close(place: Place, case: str, now: str = CLOSED_ON, **closure: object) -> None:
    place.run(now=now)
    with place.editing(f"case-files/{case}") as book:
        row = {"Outcome": "Ended without agreement"} | {h.replace("_", " "): v for h, v in closure.items()}
        append(book["Closure"], row)
    place.type("board", "Cases", case, Stage="Closed", Reached_out_on=date(2026, 11, 4))
    assert place.run(now=now).code == 0


def notice(place: Place, number: int = 0) -> str:
    return str(place.intake()[number]["Notice"])


def test_180_days_after_closing_all_is_deleted_but_what_reports_count(place: Place) -> None:
    case = asked(place, concerns="Set up a mediated conversation, my own words", name=CANARY)
    close(place, case)
    place.run(now=LAST_DAY)
    assert CANARY in everything(place)
    assert place.run(now=DUE).code == 0
    assert CANARY not in everything(place)
    assert case not in place.case_codes()
    (row,) = place.intake()
    assert row["Case"] == case
    assert row["Received at"].date() == date(2026, 11, 3)
    assert row["Received at"].time() != datetime(2026, 11, 3, 17, 15, 22).time()
    assert row["concerns"] == "Set up a mediated conversation"
    assert row["requesting_for"] == "Myself"
    assert row["Outcome"] == "Ended without agreement"
    assert all(found["Why"] is None for found in place.rows("office", "Assignments"))
    (shown,) = place.board()
    assert (shown["Case"], shown["Case file"], shown["Flag"]) == (case, None, "Done")


def test_a_setting_says_after_how_many_days(unset: Place) -> None:
    unset.set_up("[retention]\nclosed_days = 30\nnever_accepted_days = 30\n")
    unset.roster("Ada Byron", "Benedikt Sørensen")
    close(unset, asked(unset))
    unset.run(now="2026-12-09T09:00:00-08:00")
    assert CANARY in everything(unset)
    unset.run(now="2026-12-10T09:00:00-08:00")
    assert CANARY not in everything(unset)


@pytest.mark.parametrize("decision", ["Out of scope", "Refer to grievance officer"])
def test_what_was_never_accepted_is_deleted_60_days_after_it_came(place: Place, decision: str) -> None:
    asked(place, immediate_danger="Yes")
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do=decision)
    place.run(now="2027-01-01T09:00:00-08:00")
    assert CANARY in everything(place)
    place.run(now="2027-01-02T09:00:00-08:00")
    assert CANARY not in everything(place)
    assert place.board() == []


@pytest.mark.parametrize("decision", [None, "Hold"])
def test_who_may_still_be_waiting_is_asked_about_and_never_deleted(
    place: Place, decision: str | None
) -> None:
    asked(place, immediate_danger="Yes")
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do=decision)
    place.run(now="2027-11-01T09:00:00-07:00")
    assert CANARY in everything(place)
    assert "Waits for your word" in notice(place) or "On Hold since" in notice(place)


def test_a_deleted_response_never_comes_back(place: Place) -> None:
    close(place, asked(place))
    place.run(now=DUE)
    longer = response("2027/05/01 9:00:00 AM GMT-7", what_happened="another")
    place.drop(response(what_happened=CANARY, contact=f"{CANARY}@example.org"), longer, name="longer.csv")
    for now in ("2027-05-10T09:00:00-07:00", "2027-05-11T09:00:00-07:00"):
        assert place.run(now=now).code == 0
    assert [row["what_happened"] for row in place.intake()] == [None, "another"]
    assert CANARY not in everything(place)


@pytest.mark.files
def test_of_two_responses_in_one_second_the_other_stays(place: Place) -> None:
    first, second = response(what_happened=CANARY), response(what_happened="stays")
    place.drop(first, second, response("2026/11/04 9:00:00 AM GMT-8", what_happened="stays too"))
    place.run()
    case = place.intake()[0]["Case"]
    close(place, case)
    place.run(now=DUE)
    place.run(now="2027-05-10T09:00:00-07:00")
    assert [row["what_happened"] for row in place.intake()] == [None, "stays", "stays too"]
    assert CANARY not in everything(place)
    place.drop(first, second, name="again.csv")
    place.run(now="2027-05-11T09:00:00-07:00")
    assert [row["what_happened"] for row in place.intake()] == [None, "stays", "stays too"]
    assert CANARY not in everything(place)


@pytest.mark.files
def test_it_is_taken_out_of_every_export_and_nothing_else_is(place: Place) -> None:
    rows = [response(what_happened=CANARY), response("2026/11/04 9:00:00 AM GMT-8", what_happened="a\nb, c")]
    packed = place.folder / "responses" / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("form.csv/form.csv", b"\xef\xbb\xbf" + as_csv(rows))
        archive.writestr("form.csv/readme.txt", "hello")
    place.drop(*rows)
    place.run()
    close(place, place.intake()[0]["Case"])
    place.run(now=DUE)
    assert (place.folder / "responses" / "responses.csv").read_bytes() == as_csv(rows[1:])
    with zipfile.ZipFile(packed) as archive:
        assert archive.read("form.csv/form.csv") == b"\xef\xbb\xbf" + as_csv(rows[1:])
        assert archive.read("form.csv/readme.txt") == b"hello"


def test_keep_longer_holds_it_until_a_coordinator_takes_it_away(place: Place) -> None:
    close(place, asked(place))
    place.type("office", "Intake", place.intake()[0]["Response"], Keep_longer="yes")
    place.run(now="2028-11-10T09:00:00-08:00")
    assert CANARY in everything(place)
    place.type("office", "Intake", place.intake()[0]["Response"], Keep_longer=None)
    place.run(now="2028-11-11T09:00:00-08:00")
    assert CANARY not in everything(place)


def test_a_month_before_the_notice_says_when_it_goes(place: Place) -> None:
    close(place, asked(place))
    place.run(now="2027-04-07T09:00:00-07:00")
    assert "deleted for good" not in notice(place)
    place.run(now="2027-04-09T09:00:00-07:00")
    assert "It is deleted for good on Sun 9 May, unless you write yes under Keep longer." in notice(place)


def test_delete_now_asks_once_more_and_then_does_it(place: Place) -> None:
    case = asked(place)
    response_id = place.intake()[0]["Response"]
    place.type("office", "Intake", response_id, Delete_now="yes")
    place.run()
    assert CANARY in everything(place)
    assert f"write its code, {case}, under Delete now" in notice(place)
    place.type("office", "Intake", response_id, Delete_now=case.upper())
    assert place.run().code == 0
    assert CANARY not in everything(place)
    (row,) = place.board()
    assert (row["Flag"], row["Case file"]) == ("Done", None)
    assert "released" in {found["Event"] for found in place.rows("office", "Assignments")}
    assert place.run().code == 0
    assert len(place.board()) == 1


def test_the_code_of_another_case_confirms_nothing(place: Place) -> None:
    place.drop(response(), response("2026/11/04 9:00:00 AM GMT-8"))
    place.run()
    first, second = place.intake()
    place.type("office", "Intake", first["Response"], Delete_now=second["Case"])
    place.run()
    assert "mend it" in notice(place)
    assert {row["Case"] for row in place.intake() if row["contact"]} == {first["Case"], second["Case"]}


def test_keep_longer_comes_before_delete_now_and_the_notice_asks(place: Place) -> None:
    case = asked(place)
    place.type("office", "Intake", place.intake()[0]["Response"], Delete_now=case, Keep_longer="yes")
    place.run()
    assert "say the opposite" in notice(place)
    assert CANARY in everything(place)


def test_what_was_added_to_it_goes_with_it(place: Place) -> None:
    phrase = "blue heron at dusk"
    adding = response(
        "2026/11/05 9:00:00 AM GMT-8",
        about="Adding to an earlier one",
        own_phrase=phrase,
        what_happened=f"{CANARY} again",
    )
    first = response(own_phrase=phrase, what_happened=CANARY)
    place.drop(first)
    place.run()
    place.drop(first, adding)
    place.run()
    close(place, str(place.intake()[0]["Case"]))
    place.run(now=DUE)
    assert CANARY not in everything(place)
    assert not [row for row in place.rows("office", "Internal") if str(row["Key"]).startswith("phrase ")]


def test_a_restricted_case_stays_restricted_and_uncounted(place: Place) -> None:
    asked(place, what_happened=f"{CANARY} Efua Mensah was there")
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do="Out of scope")
    place.run(now="2027-01-02T09:00:00-08:00")
    place.run(now="2027-01-03T09:00:00-08:00")
    assert place.rows("office", "Conflicts") == []
    assert place.board() == []
    assert CANARY not in everything(place)


def test_after_six_months_without_a_movement_coordinators_are_asked(place: Place) -> None:
    case = asked(place)
    place.type("board", "Cases", case, Reached_out_on=date(2026, 11, 5), Stage="In conversation")
    place.run(now="2027-05-08T09:00:00-07:00")
    assert "Nothing is written down since" not in notice(place)
    place.run(now="2027-05-09T09:00:00-07:00")
    assert "Nothing is written down since Tue 10 Nov" in notice(place)


def test_an_agreement_in_force_outlives_its_case_in_as_few_words_as_a_coordinator_writes(
    place: Place,
) -> None:
    case = asked(place)
    until, review = date(2027, 12, 31), date(2027, 6, 30)
    close(place, case, Agreement_in_force_until=until, Review_date=review)
    place.run(now="2026-11-11T09:00:00-08:00")
    (row,) = place.rows("office", "Agreements in force")
    assert (row["Case"], row["In force until"].date(), row["Review on"].date()) == (case, until, review)
    assert "before the case is deleted" in notice(place)
    place.run(now=DUE)
    assert CANARY in everything(place)
    place.type("office", "Agreements in force", case, Who="A member", What_was_agreed="Not at the same table")
    place.run(now="2027-05-10T09:00:00-07:00")
    assert CANARY not in everything(place)
    assert "Tell the person" in notice(place)
    assert "was to be reviewed" not in notice(place)
    place.type("office", "Agreements in force", case, They_know="yes")
    place.run(now="2027-06-30T09:00:00-07:00")
    assert "was to be reviewed on Wed 30 Jun" in notice(place)
    assert "Tell the person" not in notice(place)
    place.run(now="2027-12-31T09:00:00-08:00")
    assert "same table" in everything(place)
    place.run(now="2028-01-01T09:00:00-08:00")
    assert "same table" not in everything(place)


@pytest.mark.parametrize("words", ["open-ended", "until both agree", "11/12"])
def test_an_agreement_whose_last_day_is_no_day_holds_its_case_until_it_is_written_down(
    place: Place, words: str
) -> None:
    case = asked(place)
    close(place, case, Agreement_in_force_until=words)
    place.run(now=DUE)
    assert CANARY in everything(place)
    assert "before the case is deleted" in notice(place)
    assert "write a day under In force until" in notice(place)
    place.type("office", "Agreements in force", case, What_was_agreed="Not at the same table")
    place.run(now="2027-05-10T09:00:00-07:00")
    assert CANARY not in everything(place)
    assert "same table" in everything(place)


def test_after_a_deletion_the_next_runs_write_nothing(place: Place) -> None:
    close(place, asked(place))
    for _ in range(3):
        place.run(now=DUE)
    before = written(place)
    # Nor does one that remembers nothing of those before it.
    place.folder.joinpath(".last-run.json").unlink()
    assert {job["result"] for job in place.run(now=DUE).jobs.values()} == {"nothing to do"}
    assert written(place) == before


def written(place: Place) -> object:
    """Differs after whatever is written to the office."""
    if isinstance(place, GooglePlace):
        return place.files["office"].version
    return place.file("office").stat().st_mtime_ns


def test_what_somebody_brings_back_of_a_deleted_case_is_deleted_again(place: Place) -> None:
    case = asked(place)
    was = place.intake()[0]["Response"]
    close(place, case)
    place.run(now=DUE)
    with place.editing("office") as book:
        intake = book["Intake"]
        intake.cell(2, column(intake, "Response")).value = was
        intake.cell(2, column(intake, "what_happened")).value = CANARY
    place.run(now=DUE)
    assert CANARY not in everything(place)
    with place.editing("office") as book:
        append(book["Conflicts"], {"Case": case.title(), "Volunteer": CANARY, "Kind": "involved"})
        assignments = book["Assignments"]
        assignments.cell(2, column(assignments, "Why")).value = CANARY
    place.run(now=DUE)
    assert CANARY not in everything(place)
    assert place.intake()[0]["Response"] == f"deleted {case}"


def test_a_dry_run_lists_the_codes_and_deletes_nothing(place: Place) -> None:
    case = asked(place)
    close(place, case)
    out = place.command("run", "retention", "--dry-run", "--now", DUE).out
    assert f"  {case}" in out
    assert CANARY not in out
    assert CANARY in everything(place)


def test_a_run_killed_in_the_middle_is_finished_by_the_next(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(place, asked(place))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_file_stays", "_forget_responses", "retention.forgetting"):
        with monkeypatch.context() as patched:
            patched.setattr(f"automations.jobs.retention.{step}", killed)
            place.run(now=DUE)
    assert CANARY in everything(place)
    assert place.run(now=DUE).code == 0
    assert CANARY not in everything(place)


@pytest.mark.google
def test_on_google_the_notice_names_what_only_a_person_can_delete_until_it_is_gone(
    place: GooglePlace,
) -> None:
    close(place, asked(place))
    place.run(now=DUE)
    place.run(now="2027-05-10T09:00:00-07:00")
    assert "Responses, Individual, delete the one of 2026-11-03 09:15:22" in notice(place)
    assert "Version history" in notice(place)
    place.files["form"].content.responses.clear()
    place.run(now="2027-05-11T09:00:00-07:00")
    assert "Still in the form" not in notice(place)


@pytest.mark.google
def test_what_people_noted_at_its_cells_goes_too(place: GooglePlace) -> None:
    close(place, asked(place))
    sheet = place.files["office"].content.titled("Intake")
    start = {"sheetId": sheet.id, "rowIndex": 1, "columnIndex": 5}
    noted = {"rows": [{"values": [{"note": CANARY}]}], "fields": "note", "start": start}
    batch(place.server.world, place.files["office"], [{"updateCells": noted}])
    assert CANARY in everything(place)
    place.run(now=DUE)
    assert CANARY not in everything(place)


@pytest.mark.files
def test_so_do_comments_in_a_file(place: Place) -> None:
    from openpyxl.comments import Comment

    close(place, asked(place))
    with place.editing("office") as book:
        book["Intake"].cell(2, 5).comment = Comment(CANARY, "somebody")
        book["Intake"].cell(2, 60).value = CANARY
    place.run(now=DUE)
    assert CANARY not in everything(place)


def test_people_s_other_rows_stay_as_they_are(place: Place) -> None:
    place.drop(response(what_happened=CANARY), response("2026/11/04 9:00:00 AM GMT-8", what_happened="stays"))
    place.run()
    first, second = place.intake()
    close(place, first["Case"])
    place.type("office", "Intake", second["Response"], Keep_away_from="Ada Byron")
    before = place.rows("office", "Runs")
    place.run(now=DUE)
    row = place.intake()[1]
    assert (row["what_happened"], row["Keep away from"], row["Response"]) == (
        "stays",
        "Ada Byron",
        second["Response"],
    )
    assert place.rows("office", "Runs")[: len(before)] == before


PHRASE = "blue heron at dusk"


def adding(received: str, **answers: str) -> dict[str, str]:
    return response(received, about="Adding to an earlier one", own_phrase=PHRASE, **answers)


def test_what_is_added_on_the_last_day_is_kept_as_long_as_anything_new(place: Place) -> None:
    first = response(own_phrase=PHRASE, what_happened="old")
    place.drop(first)
    place.run()
    close(place, str(place.intake()[0]["Case"]))
    place.run(now=LAST_DAY)
    place.drop(first, adding("2027/05/08 9:00:00 PM GMT-7", what_happened="it goes on, please call"))
    place.run(now=DUE)
    assert "it goes on" in everything(place)


def test_what_belonged_to_it_and_was_let_go_of_before_holds_it_no_longer(place: Place) -> None:
    first = response(own_phrase=PHRASE, what_happened=CANARY)
    withdrawal = response(
        "2026/11/05 9:00:00 AM GMT-8", about="Withdrawing an earlier one", own_phrase=PHRASE
    )
    place.drop(first)
    place.run()
    place.drop(first, withdrawal)
    place.run()
    case, other = (str(row["Case"]) for row in place.intake())
    decide(place, 1, What_to_do="Accept")
    close(place, case)
    decide(place, 1, Delete_now=other)
    place.run(now=LAST_DAY)
    assert CANARY in everything(place)
    place.run(now=DUE)
    assert CANARY not in everything(place)


def test_a_case_that_was_opened_again_on_its_last_day_is_not_deleted(place: Place) -> None:
    case = asked(place)
    close(place, case)
    place.run(now=LAST_DAY)
    place.type("board", "Cases", case, Stage="In conversation")
    assert place.run(now=DUE).code == 0
    assert CANARY in everything(place)


@pytest.mark.parametrize("words", ["yes, until the appeal", "Yes please", "until 2027-12-01", 2])
def test_keep_longer_in_words_of_one_s_own_holds_it_and_asks(place: Place, words: object) -> None:
    close(place, asked(place))
    place.type("office", "Intake", place.intake()[0]["Response"], Keep_longer=words)
    place.run(now=DUE)
    assert CANARY in everything(place)
    assert "Keep longer has words that can't be read" in notice(place)


def test_hold_on_a_closed_case_holds_it(place: Place) -> None:
    close(place, asked(place))
    place.type("office", "Intake", place.intake()[0]["Response"], What_to_do="Hold")
    place.run(now=DUE)
    assert CANARY in everything(place)


def two_requests(place: Place) -> tuple[str, str]:
    place.drop(response(what_happened=CANARY), response("2026/11/04 9:00:00 AM GMT-8", what_happened="two"))
    place.run()
    first, second = place.intake()
    return str(first["Case"]), str(second["Case"])


def decide(place: Place, number: int, **cells: object) -> None:
    place.type("office", "Intake", place.intake()[number]["Response"], **cells)


def test_two_requests_that_are_each_the_other_s_duplicate_wait_for_a_coordinator(place: Place) -> None:
    first, second = two_requests(place)
    decide(place, 0, What_to_do="Duplicate", Same_as=second)
    decide(place, 1, What_to_do="Duplicate", Same_as=first)
    place.run()
    assert all("Waits for your word: a Duplicate needs the code" in notice(place, n) for n in (0, 1))


def test_a_duplicate_goes_with_its_case_and_keep_longer_on_it_holds_both(place: Place) -> None:
    first, _ = two_requests(place)
    decide(place, 1, What_to_do="Duplicate", Same_as=first, Keep_longer="yes")
    close(place, first)
    place.run(now=DUE)
    assert CANARY in everything(place)
    decide(place, 1, Keep_longer=None)
    place.run(now=DUE)
    assert [row["what_happened"] for row in place.intake()] == [None, None]


def test_a_duplicate_of_what_is_deleted_already_waits_for_a_coordinator(place: Place) -> None:
    first, _ = two_requests(place)
    decide(place, 0, Delete_now=first)
    place.run()
    decide(place, 1, What_to_do="Duplicate", Same_as=first)
    place.run()
    assert "Waits for your word" in notice(place, 1)


def test_what_was_found_out_of_scope_after_it_had_a_pair_goes_too(place: Place) -> None:
    asked(place)
    decide(place, 0, What_to_do="Out of scope")
    place.run(now=LAST_DAY)
    assert CANARY in everything(place)
    place.run(now=DUE)
    assert CANARY not in everything(place)


def test_a_case_file_that_comes_back_is_deleted_again_and_not_read(place: Place) -> None:
    case = asked(place)
    with place.editing(f"case-files/{case}") as book:
        append(book["Parties"], {"Label": "A", "Name": CANARY})
    close(place, case)
    if isinstance(place, GooglePlace):
        file = place.file_of(f"case-files/{case}")
        place.run(now=DUE)
        place.server.world.files[file.id] = file
    else:
        content = place.file(f"case-files/{case}").read_bytes()
        place.run(now=DUE)
        place.file(f"case-files/{case}").write_bytes(content)
    assert place.run(now="2027-05-10T09:00:00-07:00").code == 0
    assert CANARY not in everything(place)
    assert place.case_codes() == set()


@pytest.mark.files
def test_copies_in_its_folder_go_too_and_one_that_was_moved_away_is_told(place: Place) -> None:
    case = asked(place)
    close(place, case)
    path = place.file(f"case-files/{case}")
    path.with_name(f"{case} (1).xlsx").write_bytes(path.read_bytes())
    path.rename(place.path / "elsewhere.xlsx")
    place.run(now=DUE)
    assert CANARY not in everything(place)
    path = place.file(f"case-files/{asked_again(place)}")
    path.rename(place.path / "elsewhere.xlsx")
    decide(place, 1, Delete_now=path.stem)
    place.run(now="2027-05-11T09:00:00-07:00")
    assert "was not where it was made" in notice(place, 1)


@pytest.mark.files
@pytest.mark.parametrize(
    "name",
    [
        "{} (1).xlsx", "Copy of {}.xlsx", "{}-conflict.xlsx", "{}_v2.xlsx", "~{}.xlsx", ".{}.xlsx.tmp",
        "{}.XLSX", "{}.pdf", "old/{}.xlsx", "{}/for Ada.xlsx", "{}/what she said.txt",
        "Umbenannt.xlsx", "Q (2).xlsx",
    ],
)  # fmt: skip
def test_a_copy_is_found_under_whatever_name(place: Place, name: str) -> None:
    case = asked(place)
    other = asked_again(place)
    path = place.file(f"case-files/{case}")
    copy = path.parent / name.format(case)
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(path.read_bytes() if ".xlsx" in name else CANARY.encode())
    decide(place, 0, Delete_now=case)
    assert place.run(now="2027-05-11T09:00:00-07:00").code == 0
    assert CANARY not in everything(place)
    assert "find it" not in notice(place, 0)
    assert place.case_codes() == {other}
    assert not (path.parent / case).exists()


@pytest.mark.files
def test_a_case_file_that_was_renamed_is_deleted_though_a_new_one_was_made(place: Place) -> None:
    case = asked(place)
    path = place.file(f"case-files/{case}")
    path.rename(path.with_name("Quillon.xlsx"))
    place.run(now="2026-11-11T09:00:00-08:00")
    decide(place, 0, Delete_now=case)
    place.run(now="2026-11-12T09:00:00-08:00")
    assert CANARY not in everything(place)


@pytest.mark.files
@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_copy_that_libreoffice_saved_under_another_name_is_known(
    place: Place, tmp_path: Path, suffix: str
) -> None:
    case = asked(place)
    path = place.file(f"case-files/{case}")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    copy = path.with_name(f"Quillon.{suffix}")
    copy.write_bytes((tmp_path / "out" / f"{case}.{suffix}").read_bytes())
    decide(place, 0, Delete_now=case)
    place.run(now="2026-11-12T09:00:00-08:00")
    assert not copy.exists()


@pytest.mark.files
def test_what_may_be_another_case_s_stays_and_the_notice_says_to_look(place: Place) -> None:
    case = asked(place)
    other = asked_again(place)
    path = place.file(f"case-files/{case}")
    both = path.with_name(f"{case} and {other}.xlsx")
    both.write_bytes(place.file(f"case-files/{other}").read_bytes())
    longer = path.with_name(f"{case}-{other}.txt")
    longer.write_text("of both")
    decide(place, 0, Delete_now=case)
    place.run(now="2027-05-11T09:00:00-07:00")
    assert "find it, and every copy" in notice(place, 0)
    assert (both.exists(), longer.exists(), path.exists()) == (True, True, False)
    assert other in place.case_codes()


@pytest.mark.files
def test_one_that_can_t_be_deleted_keeps_nothing_else_from_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asked(place)
    path = place.file(f"case-files/{case}")
    held = path.with_name(f"{case} (1).xlsx")
    held.write_bytes(path.read_bytes())
    unlink = Path.unlink

    def refusing(self: Path, missing_ok: bool = False) -> None:
        if self.name == held.name:
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok)

    decide(place, 0, Delete_now=case)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refusing)
        ran = place.command("run", "--now", "2026-11-12T09:00:00-08:00")
    assert "or a copy of it, can't be deleted (Permission denied)" in ran.out + ran.err
    assert not path.exists()
    place.run(now="2026-11-13T09:00:00-08:00")
    assert CANARY not in everything(place)


def asked_again(place: Place) -> str:
    place.drop(response("2027/05/09 9:00:00 AM GMT-7"), name="later.csv")
    place.run(now="2027-05-10T09:00:00-07:00")
    return str(place.intake()[1]["Case"])


@pytest.mark.google
def test_one_that_was_moved_to_another_folder_is_found(place: GooglePlace) -> None:
    case = asked(place)
    close(place, case)
    file = place.file_of(f"case-files/{case}")
    file.parents = list(place.files["case_files_folder"].parents)
    place.run(now=DUE)
    assert file.id not in place.server.world.files


@pytest.mark.parametrize("header", ["Remarks", None])
def test_what_people_wrote_in_columns_of_their_own_goes_too(place: Place, header: str | None) -> None:
    case = asked(place)
    close(place, case)
    with place.editing("board") as book:
        book["Cases"].cell(1, 15).value = header
        book["Cases"].cell(2, 15).value = CANARY
    decide(place, 0, What_to_do=f"Accept, {CANARY} said")
    place.run(now=DUE)
    place.run(now=DUE)
    assert CANARY not in everything(place)


@pytest.mark.files
def test_which_export_is_newer_does_not_change(place: Place) -> None:
    gone_one, edited = response(what_happened=CANARY), "2026/11/04 9:00:00 AM GMT-8"
    place.drop(gone_one, response(edited, what_happened="new words"), name="responses (1).csv")
    place.drop(gone_one, response(edited, what_happened="old words"), name="responses.csv")
    folder = place.folder / "responses"
    os.utime(folder / "responses.csv", (1_000_000, 1_000_000))
    place.run()
    decide(place, 0, Delete_now=place.intake()[0]["Case"])
    place.run()
    place.run(now="2026-11-11T09:00:00-08:00")
    assert place.intake()[1]["what_happened"] == "new words"


@pytest.mark.files
def test_a_damaged_archive_beside_them_keeps_nothing_from_being_deleted(place: Place) -> None:
    asked(place)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("form.csv", as_csv([response()]) * 50)
    content = bytearray(packed.getvalue())
    content[60:90] = b"\xff" * 30
    (place.folder / "responses" / "damaged.zip").write_bytes(content)
    decide(place, 0, Delete_now=place.intake()[0]["Case"])
    place.run()
    assert all(row["what_happened"] is None for row in place.intake())


@pytest.mark.google
def test_what_a_requester_writes_after_the_deletion_is_a_new_request(place: GooglePlace) -> None:
    asked(place)
    decide(place, 0, Delete_now=place.intake()[0]["Case"])
    place.run()
    (sent,) = place.files["form"].content.responses.values()
    moment = parse_moment("2026-11-15T17:00:00Z")
    edit(place.server.world, place.files["form"], sent, {title("what_happened"): "it is not over"}, moment)
    place.run(now="2026-11-16T09:00:00-08:00")
    assert [row["what_happened"] for row in place.intake()] == [None, "it is not over"]


@pytest.mark.google
def test_what_was_deleted_on_the_evening_it_came_stays_deleted(place: GooglePlace) -> None:
    place.drop(response("2026/11/10 5:30:00 PM GMT-8", what_happened=CANARY))
    place.run(now="2026-11-10T17:40:00-08:00")
    (row,) = place.intake()
    place.type("office", "Intake", row["Response"], Delete_now=row["Case"])
    for now in ("2026-11-10T18:00:00-08:00", "2026-11-10T18:10:00-08:00", "2026-11-11T09:00:00-08:00"):
        place.run(now=now)
    assert len(place.intake()) == 1
    assert CANARY not in everything(place)


@pytest.mark.google
def test_what_a_requester_writes_later_on_that_day_is_a_new_request(place: GooglePlace) -> None:
    asked(place)
    (row,) = place.intake()
    place.type("office", "Intake", row["Response"], Delete_now=row["Case"])
    place.run()
    (sent,) = place.files["form"].content.responses.values()
    words = {title("what_happened"): "It is not over"}
    edit(place.server.world, place.files["form"], sent, words, parse_moment("2026-11-10T20:00:00Z"))
    place.run(now="2026-11-11T09:00:00-08:00")
    assert "It is not over" in everything(place)
