"""A team whose case files lie in a folder on Google, and who can open them."""

from pathlib import Path

from automations.platforms.google.account import Scope
from tests.google.contents import new_content
from tests.google.server import Server
from tests.google.wire import Caller
from tests.google.world import FOLDER, SPREADSHEET, File
from tests.google_place import GooglePlace
from tests.place import TEAM, append, response

NEXT, LATER = "2026-11-11T09:00:00-08:00", "2026-11-12T09:00:00-08:00"
STRANGER = "stranger@example.org"
LEAD = "Lead Person"
READING = frozenset({str(Scope.ALL_FILES)})


def email(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


def team_with_case_files(tmp_path: Path, server: Server) -> GooglePlace:
    place = GooglePlace(tmp_path, server, case_files=True)
    place.set_up()
    place.roster(*({"Volunteer": name, "Email": email(name)} for name in TEAM))
    lead = {"Volunteer": LEAD, "Email": email(LEAD), "Coordinator": "yes", "Status": "Resting"}
    place.roster(lead)
    return place


def asked(place: GooglePlace, **answers: str) -> str:
    place.drop(response(**answers))
    assert place.run().code == 0
    return str(place.intake()[0]["Case"])


def who_can_open(place: GooglePlace, case: str) -> set[str]:
    """Tried as each of them."""
    world, file = place.server.world, place.file_of(f"case-files/{case}")
    everybody = {*map(email, TEAM), email(LEAD), STRANGER}
    return {who for who in everybody if world.role(file, Caller(who, READING))}


def pair(place: GooglePlace, case: str) -> set[str]:
    (row,) = [
        row for row in (*place.board(), *place.rows("office", "Restricted cases")) if row["Case"] == case
    ]
    return {email(row[header]) for header in ("Volunteer 1", "Volunteer 2") if row[header]}


def log(place: GooglePlace, case: str, **cells: object) -> None:
    with place.editing(f"case-files/{case}") as book:
        append(book["Contact log"], {header.replace("_", " "): value for header, value in cells.items()})


def notice(place: GooglePlace) -> str:
    return str(place.intake()[0]["Notice"])


def replace_first(place: GooglePlace, now: str) -> tuple[str, str]:
    """Who was replaced, and who came."""
    (before,) = place.board()
    place.type("office", "Intake", place.intake()[0]["Response"], Replace=before["Volunteer 1"])
    place.run(now=now)
    (after,) = place.board()
    (fresh,) = {after[h] for h in ("Volunteer 1", "Volunteer 2")} - {
        before["Volunteer 1"],
        before["Volunteer 2"],
    }
    return str(before["Volunteer 1"]), str(fresh)


def own_folder(place: GooglePlace, owner: str = "person@example.org") -> None:
    """The folder lies in a person's own Drive, where a service account has no room."""
    world = place.server.world
    folder = world.add(File(world.new_id(), "Case files", FOLDER, owner, None))
    place.share(folder, place.robot)
    text = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(text.replace(place.files["case_files_folder"].id, folder.id), encoding="utf-8")
    place.files["case_files_folder"] = folder


def by_hand(place: GooglePlace, case: str) -> None:
    world, folder = place.server.world, place.files["case_files_folder"]
    content = new_content(SPREADSHEET, case)
    world.add(File(world.new_id(), case, SPREADSHEET, folder.owner, content, parents=[folder.id]))
