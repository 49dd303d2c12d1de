"""`doctor` on Google: what could hurt somebody, or keep requests from coming in, each with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.google.server import Server
from tests.google.sheets_edits import batch
from tests.google_place import OWNER, GooglePlace
from tests.place import NOW

pytestmark = pytest.mark.google

SETTINGS = '[team]\noutside_contact = "Kim, kim@example.org"\n'


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    """A team with nothing to mend."""
    place = GooglePlace(tmp_path, server, case_files=True)
    place.set_up(SETTINGS)
    place.roster(
        {"Volunteer": "Ada Byron", "Email": "ada@example.org"},
        {"Volunteer": "Carla Ruiz", "Email": "Carla@Example.org"},
        {"Volunteer": "Coordinator", "Email": OWNER, "Coordinator": "yes"},
    )
    for email in ("ada@example.org", "carla@example.org"):
        place.share(place.files["board"], email)
    assert place.run().code == 0
    return place


def test_a_team_that_is_set_up_as_the_guide_says_has_nothing_to_mend(place: GooglePlace) -> None:
    ran = place.command("doctor", "--now", NOW)
    assert "problem" not in ran.out
    assert ran.code == 0


def test_it_lists_who_can_read_everything(place: GooglePlace) -> None:
    out = place.command("doctor", "--now", NOW).out
    assert place.robot in out
    assert OWNER in out
    assert "credentials.json" in out


Harm = Callable[[GooglePlace], object]


def link_sharing(name: str) -> Harm:
    return lambda place: place.files[name].permissions.append({"id": "a", "type": "anyone", "role": "reader"})


def shared(name: str, email: str) -> Harm:
    return lambda place: place.share(place.files[name], email)


def spreadsheet(name: str, **properties: str) -> Harm:
    def change(place: GooglePlace) -> None:
        request = {"properties": properties, "fields": ",".join(properties)}
        batch(place.server.world, place.files[name], [{"updateSpreadsheetProperties": request}])

    return change


def form(**values: object) -> Harm:
    def change(place: GooglePlace) -> None:
        for name, value in values.items():
            setattr(place.files["form"].content, name, value)

    return change


def without(name: str, kind: str) -> Harm:
    def change(place: GooglePlace) -> None:
        file = place.files[name]
        file.permissions = [p for p in file.permissions if p["type"] != kind]

    return change


def disabled(api: str) -> Harm:
    def change(place: GooglePlace) -> None:
        world = place.server.world
        (account,) = world.accounts.service_accounts.values()
        world.accounts.disabled = {account.project: [api]}

    return change


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (link_sharing("board"), "the board is open to everyone who has the link"),
        (link_sharing("office"), "the office is open to everyone who has the link"),
        (shared("board", "stranger@example.org"), "the board is shared with stranger@example.org"),
        (shared("office", "ada@example.org"), "who is no coordinator"),
        (lambda p: p.type("office", "Roster", "Ada Byron", Status="Left"), "who has left"),
        (
            lambda p: p.type("office", "Roster", "Ada Byron", Email="other@example.org"),
            "with volunteer no. 1",
        ),
        (
            lambda p: p.type("office", "Roster", "Ada Byron", Coordinator="yes (since May)"),
            "volunteer no. 1: Coordinator can't be read",
        ),
        (
            lambda p: p.type("office", "Roster", "Ada Byron", Email="carla@example.org"),
            "the same Email stands at 2 volunteers, no. 1, 2",
        ),
        (link_sharing("form"), "the form may be edited"),
        (shared("form", "ada@example.org"), "no coordinator"),
        (spreadsheet("board", timeZone="Europe/Berlin"), "the board's time zone is Europe/Berlin"),
        (spreadsheet("office", locale="en_GB"), "the office reads 11/3 otherwise"),
        (form(published=False, accepting=False), "not published"),
        (form(accepting=False), "does not accept responses"),
        (form(settings={"emailCollectionType": "VERIFIED"}), "collects e-mail addresses"),
        (form(linked_sheet="copy"), "copies responses"),
        (without("form", "anyone"), "only by people who were invited"),
        (lambda p: p.files["form"].content.items.pop(3), "does not ask name"),
        (lambda p: p.files["form"].content.items.clear(), "form create"),
        (without("office", "user"), "Share the office with"),
        (without("form", "user"), "Share the form with"),
        (disabled("forms.googleapis.com"), "switched off"),
        (disabled("drive.googleapis.com"), "switched off"),
        (lambda p: p.server.world.accounts.service_accounts.clear(), "does not accept the key"),
    ],
    ids=range(24),
)
def test_what_is_wrong_is_told_with_exit_code_1(place: GooglePlace, harm: Harm, words: str) -> None:
    harm(place)
    ran = place.command("doctor", "--now", NOW)
    assert ran.code == 1
    assert words in ran.out


def test_a_key_that_others_may_read_is_refused_by_every_command(place: GooglePlace) -> None:
    (place.path / "credentials.json").chmod(0o644)
    for command in ("run", "setup", "doctor", "status"):
        ran = place.command(command)
        assert ran.code == 2
        assert "chmod 600" in ran.err


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://evil.example.org", "https://evil.example.org@127.0.0.1", r"http://evil.example.org\\@127.0.0.1",
        "http://127.0.0.1.evil.example.org", "http://[", "ftp://127.0.0.1", "http://127.0.0.1:8085/elsewhere",
    ],
)  # fmt: skip
def test_credentials_go_to_nobody_but_google(place: GooglePlace, endpoint: str) -> None:
    text = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(text.replace(place.server.url, endpoint), encoding="utf-8")
    ran = place.command("run")
    assert ran.code == 2
    assert "google.endpoint" in ran.err


def test_who_can_open_the_folder_of_the_case_files_is_told_and_who_should_not(place: GooglePlace) -> None:
    assert "who can open the folder of the case files" in place.command("doctor", "--now", NOW).out
    place.share(place.files["case_files_folder"], "stranger@example.org")
    out = place.command("doctor", "--now", NOW).out
    assert "the folder of the case files is shared with stranger@example.org" in out


def test_where_there_is_no_folder_for_them_it_says_so(place: GooglePlace) -> None:
    text = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(text.replace(place.files["case_files_folder"].id, ""), encoding="utf-8")
    assert "pairs get no case files" in place.command("doctor", "--now", NOW).out


def test_that_comments_on_the_board_can_not_be_read_is_a_note(place: GooglePlace) -> None:
    assert "comments on the board" not in place.command("doctor", "--now", NOW).out
    place.server.world.faults.add("status", api="drive.comments.list", status=404, count=9)
    ran = place.command("doctor", "--now", NOW)
    assert "note: comments on the board can't be read" in ran.out
    assert ran.code == 0


def test_each_problem_is_told_once_however_many_checks_meet_it(place: GooglePlace) -> None:
    place.files["office"].permissions.clear()
    out = place.command("doctor", "--now", NOW).out
    problems = [line for line in out.splitlines() if line.startswith("problem: ")]
    assert "the office" in out
    assert len(problems) == len(set(problems))
    assert f"{len(problems)} to mend." in out
