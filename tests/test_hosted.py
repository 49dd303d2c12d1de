"""A team on Google: what is asked of it, how often, and what comes of its answers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from automations.platforms.google.forms import HostedForm
from automations.platforms.google.grid import FENCE
from sheets_schema.form import BY_KEY
from tests.google.admin_forms import answer_form
from tests.google.form_responses import edit, parse_moment
from tests.google.server import Server
from tests.google.sheets_edits import batch
from tests.google_person import shown
from tests.google_place import GooglePlace
from tests.place import NOW, TEAM, as_csv, response

pytestmark = pytest.mark.google

NEXT_RUN, NEXT_DAY = "2026-11-10T09:15:00-08:00", "2026-11-11T09:00:00-08:00"


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    place = GooglePlace(tmp_path, server)
    place.set_up()
    place.roster(*TEAM)
    return place


def calls(place: GooglePlace) -> list[str]:
    found = [call.api for call in place.server.world.calls.entries if call.api != "oauth.token"]
    place.server.world.calls.reset()
    return found


def test_an_idle_run_makes_three_calls_and_reads_no_spreadsheet_and_one_with_news_makes_six(
    place: GooglePlace,
) -> None:
    place.drop(*(response(f"2026/11/03 9:{n:02}:22 AM GMT-8") for n in range(30)))
    calls(place)
    place.run()
    assert len(calls(place)) <= 8
    place.run(now=NEXT_RUN)
    looks = ["drive.files.get", "drive.files.get", "forms.responses.list"]
    assert sorted(calls(place)) == [*looks, "sheets.get", "sheets.get"]
    place.run(now=NEXT_RUN)
    assert sorted(calls(place)) == looks
    place.drop(response("2026/11/10 8:00:00 AM GMT-8"))
    place.run(now=NEXT_RUN)
    assert len(calls(place)) == 6


def test_a_first_run_of_the_day_reads_all_responses_and_finds_an_old_one_edited(place: GooglePlace) -> None:
    old, recent = "2026/10/01 9:00:00 AM GMT-8", "2026/11/10 8:00:00 AM GMT-8"
    place.drop(response(old, what_happened="first"), response(recent))
    place.run()
    place.drop(response(old, what_happened="second thoughts"))
    place.run(now=NEXT_RUN)
    place.run(now=NEXT_DAY)
    (row,) = [row for row in place.intake() if row["what_happened"] == "second thoughts"]
    assert "read these answers again" in row["Notice"]


@pytest.mark.parametrize("tested", ["created", "submitted"])
@pytest.mark.parametrize("order", ["submitted", "reversed", "shuffled"])
def test_whatever_order_and_filter_google_has_each_response_comes_in_once_oldest_first(
    place: GooglePlace, tested: str, order: str
) -> None:
    switches = place.server.world.switches
    switches.forms_filter, switches.forms_order = tested, order
    stamps = [f"2026/11/0{n} 9:15:22 AM GMT-8" for n in (1, 2, 3, 4, 5)]
    for stamp in stamps:
        place.drop(response(stamp, what_happened=stamp))
        place.run()
    place.run(now=NEXT_DAY)
    assert [row["what_happened"] for row in place.intake()] == stamps


def test_an_edit_is_told_and_never_moves_the_due_date(place: GooglePlace) -> None:
    place.drop(response(what_happened="first"))
    place.run()
    due = place.board()[0]["Reach out by"]
    place.drop(response(what_happened="second thoughts"))
    place.run(now=NEXT_RUN)
    (row,) = place.intake()
    assert row["what_happened"] == "second thoughts"
    assert "they changed (what_happened)" in row["Notice"]
    assert place.board()[0]["Reach out by"] == due


def test_what_came_in_from_an_export_is_known_again(place: GooglePlace) -> None:
    first, second = response(what_happened="one"), response(what_happened="two")
    later = response("2026/11/04 9:00:00 AM GMT-8", what_happened="three")
    place.path.joinpath("crt-data/responses").mkdir(parents=True)
    place.path.joinpath("crt-data/responses/export.csv").write_bytes(as_csv([first, second, later]))
    as_files(place)
    office = place.intake()
    place.drop(first, second, later, response("2026/11/05 9:00:00 AM GMT-8", what_happened="four"))
    place.run()
    place.run(now=NEXT_DAY)
    rows = {row["what_happened"]: row["Case"] for row in place.intake()}
    assert len(place.intake()) == 4
    assert {row["what_happened"]: row["Case"] for row in office}.items() <= rows.items()


def test_one_that_was_edited_before_it_was_exported_is_known_again_too(place: GooglePlace) -> None:
    place.path.joinpath("crt-data/responses").mkdir(parents=True)
    edited = response("2026/11/04 9:00:00 AM GMT-8", what_happened="once more")
    place.path.joinpath("crt-data/responses/export.csv").write_bytes(as_csv([edited]))
    as_files(place)
    place.drop(response("2026/11/03 9:00:00 AM GMT-8", what_happened="once more"))
    (sent,) = place.files["form"].content.responses.values()
    edit(place.server.world, place.files["form"], sent, {}, parse_moment("2026-11-04T17:00:00Z"))
    place.run()
    assert len(place.intake()) == 1
    assert place.intake()[0]["Received at"] == datetime(2026, 11, 4, 17)


def as_files(place: GooglePlace) -> None:
    """What an export brought, in the office of plain files, carried over by hand."""
    from tests.place import Place

    files = Place(place.path / "before")
    files.path.mkdir()
    files.set_up()
    files.roster(*TEAM)
    source = place.path / "crt-data/responses/export.csv"
    (files.folder / "responses" / "export.csv").write_bytes(source.read_bytes())
    assert files.run().code == 0
    for tab in ("Intake", "Internal", "Assignments"):
        carried = files.rows("office", tab)
        with place.editing("office") as book:
            headers = [cell.value for cell in book[tab][1]]
            for row in carried:
                book[tab].append([row.get(header) for header in headers])


def test_who_signed_in_is_never_read(place: GooglePlace) -> None:
    form = place.files["form"]
    form.content.settings = {"emailCollectionType": "VERIFIED"}
    title = BY_KEY["about"].title
    answer_form(
        place.server.world, form, {"answers": {title: "New"}, "email": "who@example.org", "force": True}
    )
    place.run()
    for name in ("board", "office"):
        assert "who@example.org" not in json.dumps(place.files[name].content.to_json())


def test_an_answer_to_a_question_that_was_deleted_is_kept_and_asked_for_but_once(place: GooglePlace) -> None:
    form = place.files["form"]
    item = next(i for i in form.content.items if i["title"] == BY_KEY["hoped_for"].title)
    place.drop(response(hoped_for="an apology"))
    form.content.items.remove(item)
    place.run()
    (row,) = place.intake()
    assert "an apology" in row.values()
    calls(place)
    place.run(now=NEXT_RUN)
    assert not {"forms.get", "sheets.batchUpdate"} & set(calls(place))


def test_deleting_a_question_changes_no_case_and_brings_nothing_in_that_was_dropped(
    place: GooglePlace,
) -> None:
    form = place.files["form"]
    address = {"questionId": "0000beef", "textQuestion": {}}
    form.content.items.append(
        {"itemId": "0000bee0", "title": "Email address", "questionItem": {"question": address}}
    )
    answers = {"Email address": "who@example.org", BY_KEY["hoped_for"].title: "an apology"}
    answer_form(place.server.world, form, {"answers": answers, "at": "2026-11-03T17:15:22Z", "force": True})
    place.run()
    before = place.intake()
    gone = {"Email address", BY_KEY["hoped_for"].title}
    form.content.items = [item for item in form.content.items if item["title"] not in gone]
    place.run(now=NEXT_DAY)
    assert place.intake() == before
    assert "who@example.org" not in json.dumps(place.files["office"].content.to_json())


def test_a_moment_that_somebody_broke_hides_no_response(place: GooglePlace) -> None:
    place.drop(response())
    place.run()
    place.type("office", "Intake", place.intake()[0]["Response"], Received_at=datetime(2030, 1, 1))
    place.drop(response("2026/11/10 8:00:00 AM GMT-8"))
    place.run(now=NEXT_RUN)
    assert len(place.intake()) == 2


def test_more_responses_than_a_page_holds_all_come_in(
    place: GooglePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("automations.platforms.google.forms.PAGE", 2)
    place.drop(*(response(f"2026/11/0{n} 9:15:22 AM GMT-8") for n in (1, 2, 3, 4, 5)))
    place.run()
    assert len(place.intake()) == 5


@pytest.mark.parametrize("limit", [2_000, 6_000])
def test_news_that_are_too_large_for_one_request_come_in_whole(
    place: GooglePlace, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr("automations.platforms.google.workbook.PART", limit)
    rows = [
        response(f"2026/11/03 9:{n:02}:22 AM GMT-8", what_happened=f"{n} " + "x" * 300) for n in range(12)
    ]
    place.drop(*rows)
    assert place.run().code == 0
    assert [row["what_happened"] for row in place.intake()] == [
        row[BY_KEY["what_happened"].title] for row in rows
    ]
    calls(place)
    place.run(now=NEXT_RUN)
    assert not {"forms.get", "sheets.batchUpdate"} & set(calls(place))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "'quoted", "#REF!", "2026-11-03", "0012", "TRUE", "ａ😀", "a\nb", "  spaces  "],
)
def test_what_was_answered_is_kept_to_the_letter_and_becomes_no_formula(
    place: GooglePlace, text: str
) -> None:
    place.drop(response(what_happened=text))
    place.run()
    headers, row = shown(place, "office", "Intake")
    assert row[headers.index("what_happened")] == text
    calls(place)
    place.run(now=NEXT_RUN)
    assert not {"forms.get", "sheets.batchUpdate"} & set(calls(place))


def test_what_was_written_though_nobody_said_so_is_counted(place: GooglePlace) -> None:
    place.server.world.faults.add("status", api="sheets.batchUpdate", status=503, applied=True)
    place.drop(response())
    ran = place.run()
    assert ran.code == 0
    assert ran.jobs["intake"]["written"] == 1
    assert len(place.intake()) == len(place.board()) == 1


def test_setup_again_changes_nothing_and_mends_what_is_missing(place: GooglePlace) -> None:
    place.command("setup")
    assert "nothing was changed" in place.command("setup").out
    sheet = place.files["board"].content.titled("Cases")
    sheet.overlays["protectedRanges"].clear()
    sheet.overlays["conditionalFormats"].clear()
    assert "the board" in place.command("setup").out
    assert sheet.overlays["protectedRanges"]
    assert sheet.overlays["conditionalFormats"]
    assert "nothing was changed" in place.command("setup").out


def test_the_board_has_filter_views_and_its_job_columns_warn_but_can_be_sorted(place: GooglePlace) -> None:
    place.command("setup")
    sheet = place.files["board"].content.titled("Cases")
    titles = {view["title"] for view in sheet.overlays["filterViews"]}
    assert {"Overdue", "New", *(f"Mine: {name}" for name in TEAM)} <= titles
    assert all(protected["warningOnly"] for protected in sheet.overlays["protectedRanges"])


def test_what_people_added_stays_through_setup(place: GooglePlace) -> None:
    with place.editing("board") as book:
        book["Cases"].cell(1, 20).value = "Our own"
        book.create_sheet("Notes")["A1"] = "hello"
    place.command("setup")
    assert "Our own" in shown(place, "board", "Cases")[0]
    assert shown(place, "board", "Notes")[0][0] == "hello"


def test_who_took_the_share_away_is_told_who_must_do_what(place: GooglePlace) -> None:
    place.drop(response())
    place.files["board"].permissions.clear()
    ran = place.run()
    assert ran.code == 1
    assert f"Share the board with {place.robot} as Editor." in ran.jobs["intake"]["error"]
    assert len(place.intake()) == 1
    place.share(place.files["board"], place.robot)
    assert place.run().code == 0
    assert len(place.board()) == 1


def test_a_cell_that_is_protected_for_good_is_told_and_nothing_is_lost(place: GooglePlace) -> None:
    sheet = place.files["board"].content.titled("Cases")
    protected = {"protectedRangeId": 7, "range": {"sheetId": sheet.id}, "editors": {"users": []}}
    sheet.overlays["protectedRanges"].append(protected)
    place.drop(response())
    ran = place.run()
    assert ran.code == 1
    assert "Show a warning" in ran.out
    assert len(place.intake()) == 1
    place.files["board"].content.titled("Cases").overlays["protectedRanges"].remove(protected)
    assert place.run().code == 0
    assert len(place.board()) == 1


def test_a_run_that_never_gets_to_write_ends_with_exit_code_3(place: GooglePlace) -> None:
    place.drop(response())
    office, world = place.files["office"], place.server.world

    def between(when: str, call: Any) -> None:
        """Another machine keeps writing."""
        if when == "before" and call.api == "sheets.batchUpdate":
            fresh = {"properties": {"title": FENCE, "hidden": True}}
            batch(
                world,
                office,
                [{"deleteSheet": {"sheetId": office.content.titled(FENCE).id}}, {"addSheet": fresh}],
            )

    place.server.between = between
    assert place.run().code == 3
    assert place.intake() == []
    place.server.between = None
    assert place.run().code == 0
    assert len(place.board()) == 1


def test_a_moment_of_google_s_is_read_to_the_second(place: GooglePlace) -> None:
    form, world = place.files["form"], place.server.world
    title = BY_KEY["about"].title
    answer_form(
        world, form, {"answers": {title: "New"}, "at": "2026-11-03T17:15:22.999999999Z", "force": True}
    )
    place.run()
    assert place.intake()[0]["Received at"] == datetime(2026, 11, 3, 17, 15, 22)


def test_an_edit_while_pages_are_read_doubles_nothing(
    place: GooglePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("automations.platforms.google.forms.PAGE", 2)
    place.drop(*(response(f"2026/11/0{n} 9:15:22 AM GMT-8") for n in (1, 2, 3, 4, 5)))
    world, form = place.server.world, place.files["form"]

    def between(when: str, call: Any) -> None:
        if when == "after" and call.api == "forms.responses.list":
            oldest = min(form.content.responses.values(), key=lambda r: r.submitted)
            edit(world, form, oldest, {BY_KEY["pronouns"].title: "they"}, None)

    place.server.between = between
    place.run()
    place.server.between = None
    place.run(now=NEXT_DAY)
    assert len(place.intake()) == 5


def test_the_run_s_clock_is_its_own(place: GooglePlace) -> None:
    place.drop(response())
    place.run(now=NOW)
    assert place.rows("office", "Runs")[0]["When"] == datetime.fromisoformat(NOW).astimezone(UTC).replace(
        tzinfo=None
    )


@pytest.mark.parametrize("broken", [{"createTime": None}, {"createTime": "soon"}, {"responseId": ""}])
def test_a_response_that_can_not_be_read_keeps_no_other_waiting(
    place: GooglePlace, monkeypatch: pytest.MonkeyPatch, broken: dict[str, Any]
) -> None:
    pages = HostedForm._pages

    def with_odd_ones(self: HostedForm, since: datetime | None) -> Any:
        found = list(pages(self, since))
        odd = {"answers": None, "createTime": "2026-11-03T09:00:00Z"}
        return [*found, {**found[0], **broken}, {**odd, "responseId": "none"}]

    monkeypatch.setattr(HostedForm, "_pages", with_odd_ones)
    place.drop(response())
    ran = place.run()
    assert ran.code == 1
    assert "1 responses have no id" in ran.jobs["intake"]["error"]
    assert len(place.intake()) == 2
