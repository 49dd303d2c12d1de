"""The hosted form as a team gets it, and its lists of volunteers kept in step with the Roster."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
import requests

from automations.platforms.google.login import SCOPES
from sheets_schema.form import FORM
from tests.google import keys
from tests.google.admin_forms import make_form
from tests.google.server import Server
from tests.google.world import FORM as FORM_FILE
from tests.google_place import OWNER, GooglePlace
from tests.place import TEAM, response

pytestmark = pytest.mark.google

OURS = {q.title for q in FORM}


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    place = GooglePlace(tmp_path, server)
    place.set_up('[team]\noutside_contact = "Kim, kim@example.org"\n')
    place.roster(*TEAM)
    return place


@pytest.fixture
def blank(place: GooglePlace) -> GooglePlace:
    """With a form that somebody just made."""
    form = make_form(place.server.world, {"owner": OWNER, "form": {"info": {"title": "Untitled"}}})
    place.share(form, place.robot)
    text = place.settings.read_text(encoding="utf-8").replace(place.files["form"].id, form.id)
    place.settings.write_text(text, encoding="utf-8")
    place.files["form"] = form
    return place


def items(place: GooglePlace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = place.files["form"].content.items
    return found


def item(place: GooglePlace, title: str) -> dict[str, Any]:
    return next(i for i in items(place) if i.get("title") == title)


def question(place: GooglePlace, key: str) -> dict[str, Any]:
    title = next(q.title for q in FORM if q.key == key)
    found: dict[str, Any] = item(place, title)["questionItem"]["question"]
    return found


def names(place: GooglePlace, key: str) -> list[str]:
    return [o.get("value", "Other") for o in question(place, key)["choiceQuestion"]["options"]]


def test_the_form_asks_every_question_in_its_order_and_is_open(blank: GooglePlace) -> None:
    assert blank.command("form", "create").code == 0
    assert [i["title"] for i in items(blank) if "questionItem" in i] == [q.title for q in FORM]
    form = blank.files["form"].content
    assert form.published
    assert form.accepting
    assert not form.collects_email


def test_page_one_says_what_the_team_does_not_do_and_whom_to_write_to_about_a_coordinator(
    blank: GooglePlace,
) -> None:
    blank.command("form", "create")
    text = blank.files["form"].content.description
    for words in ("no counselling", "911", "988", "Kim, kim@example.org", "may show who you are"):
        assert words in text


def test_who_is_in_danger_sees_the_crisis_page_and_who_is_not_goes_past_it(blank: GooglePlace) -> None:
    blank.command("form", "create")
    pages = {i["itemId"]: i["title"] for i in items(blank) if "pageBreakItem" in i}
    options = question(blank, "immediate_danger")["choiceQuestion"]["options"]
    goes = {o["value"]: pages[o["goToSectionId"]] for o in options}
    assert goes == {"Yes": "If somebody is in danger now", "No": "What happened"}


def test_the_form_offers_who_is_active_or_resting_and_other(blank: GooglePlace) -> None:
    blank.type("office", "Roster", TEAM[0], Status="Left")
    blank.type("office", "Roster", TEAM[1], Status="Resting")
    blank.command("form", "create")
    assert names(blank, "volunteers_to_avoid") == [*TEAM[1:], "Other"]


def test_what_is_filled_in_there_is_taken_in(blank: GooglePlace) -> None:
    blank.command("form", "create")
    blank.submitted.clear()
    blank.drop(response(team_involved=TEAM[2]))
    assert blank.run().code == 0
    (row,) = blank.intake()
    assert row["team_involved"] == TEAM[2]


def test_a_form_with_questions_is_left_alone(place: GooglePlace) -> None:
    before = json.dumps(items(place))
    ran = place.command("form", "create")
    assert ran.code == 1
    assert "left alone" in ran.err
    assert json.dumps(items(place)) == before


def test_creating_twice_makes_no_second_set_of_questions(blank: GooglePlace) -> None:
    blank.command("form", "create")
    before = json.dumps(items(blank))
    ran = blank.command("form", "create")
    assert ran.code == 1
    assert "form sync" in ran.err
    assert json.dumps(items(blank)) == before


def test_an_empty_roster_makes_no_form(blank: GooglePlace) -> None:
    with blank.editing("office") as book:
        book["Roster"].delete_rows(2, 20)
    ran = blank.command("form", "create")
    assert ran.code == 2
    assert "Roster is empty" in ran.err


def test_sync_changes_the_names_and_nothing_that_people_changed(blank: GooglePlace) -> None:
    blank.command("form", "create")
    title = next(q.title for q in FORM if q.key == "team_involved")
    item(blank, title)["description"] = "Say as much as you like."
    items(blank).append({"itemId": "0badcafe", "title": "Ours", "textItem": {}})
    blank.type("office", "Roster", TEAM[0], Status="Left")
    before = [i for i in items(blank) if "choiceQuestion" not in json.dumps(i)]
    assert blank.command("form", "sync").code == 0
    for key in ("team_involved", "volunteers_to_avoid", "volunteers_preferred"):
        assert names(blank, key) == [*TEAM[1:], "Other"]
    assert item(blank, title)["description"] == "Say as much as you like."
    assert [i for i in items(blank) if "choiceQuestion" not in json.dumps(i)] == before
    assert "up to date" in blank.command("form", "sync").out


@pytest.mark.parametrize(
    "fault", [{"kind": "status", "status": 503, "applied": True}, {"kind": "drop_after"}]
)
def test_an_answer_that_never_came_lays_the_form_out_once(blank: GooglePlace, fault: Any) -> None:
    blank.server.world.faults.add(fault["kind"], api="forms.batchUpdate", applied=fault.get("applied", False))
    assert blank.command("form", "create").code == 0
    assert len([i for i in items(blank) if "questionItem" in i]) == len(FORM)


def test_a_team_account_signs_in_once_and_the_jobs_run_with_it(
    place: GooglePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.path / "credentials.json").unlink()
    world = place.server.world
    world.accounts.person = OWNER
    client = keys.written(place.path / "client.json", keys.client_secrets(world, place.server.url))

    def browse(url: str, *_: object, **__: object) -> bool:
        threading.Thread(target=lambda: requests.get(url, timeout=10).close()).start()
        return True

    monkeypatch.setattr("webbrowser.get", lambda *_: type("Browser", (), {"open": staticmethod(browse)}))
    assert place.command("form", "login", "--client", str(client)).code == 0
    kept = place.path / "credentials.json"
    assert kept.stat().st_mode & 0o077 == 0
    assert place.run().code == 0


def test_a_team_account_has_everything_made_for_it(tmp_path: Path, server: Server) -> None:
    place = GooglePlace(tmp_path, server)
    server.world.accounts.person = OWNER
    scopes = tuple(str(scope) for scope in SCOPES)
    keys.written(tmp_path / "credentials.json", keys.authorized_user(server.world, server.url, OWNER, scopes))
    google = f'[platform]\nkind = "google"\n[google]\nendpoint = "{server.url}"\n'
    place.settings.write_text(google, encoding="utf-8")
    assert "Run `setup`, then `form create`" in place.command("doctor").err
    made = place.command("setup")
    assert made.code == 0
    assert place.command("setup").code == 0
    world = {file.name: file for file in server.world.files.values()}
    assert len(world) == 3
    place.files = {name.split(": ")[1]: file for name, file in world.items()}
    lines = [line.split(":  ")[1] for line in made.out.splitlines() if ":  " in line]
    place.settings.write_text("\n".join([google, *lines]), encoding="utf-8")
    place.roster(*TEAM)
    assert place.command("form", "create").code == 0
    (form,) = [file for file in server.world.files.values() if file.mime_type == FORM_FILE]
    assert any(p.get("view") == "published" and p["type"] == "anyone" for p in form.permissions)


def test_the_question_that_google_puts_into_a_blank_form_is_no_question(blank: GooglePlace) -> None:
    choice = {"type": "RADIO", "options": [{"value": "Option 1"}]}
    question = {"questionId": "00000001", "choiceQuestion": choice}
    items(blank).append(
        {"itemId": "0a", "title": "Untitled Question", "questionItem": {"question": question}}
    )
    assert blank.command("form", "create").code == 0
    assert [i["title"] for i in items(blank) if "questionItem" in i] == [q.title for q in FORM]


def test_signing_in_never_overwrites_a_key(place: GooglePlace) -> None:
    client = keys.written(
        place.path / "client.json", keys.client_secrets(place.server.world, place.server.url)
    )
    before = (place.path / "credentials.json").read_bytes()
    assert place.command("form", "login", "--client", str(client)).code == 2
    assert (place.path / "credentials.json").read_bytes() == before
