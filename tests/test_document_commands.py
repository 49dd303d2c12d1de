"""Every command that stands in a document is typed there, in its order; what can't be is listed."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.copies import with_an_environment
from tests.document_scenes import Scene
from tests.documents import NAMES, Step, steps
from tests.google.server import Server
from tests.mail_server import MailPlace
from tests.place import Place

NOT_TYPED = {
    r"python3 scripts/test\.py( .*)?": "it runs the tests, this one too",
    r"\.venv/bin/python scripts/mutants\.py( .*)?": "it runs the unit tests some thousand times",
    r"py scripts\\start\.py": "Windows",
    r"schtasks .*": "Windows",
    r"uv pip compile .*": "asks the package index; .ci/run compares what it gives",
    r"pip-audit .*": "asks a database of known weaknesses; .ci/run asks it",
    r"sudo (.venv/bin/pip|/usr/bin/python3 -m venv) .*": "asks the package index; start.py does the same",
    r"sudo useradd .*": "makes a user of the machine",
    r"(sudo )?systemctl .*|journalctl .*": "systemd of the machine",
    r"systemd-analyze .*|crontab -n": "names a checker that scripts/deploy/check.sh runs",
    r"crontab (-e|scripts/.*)": "would replace the lines of whoever runs the tests",
    r"sudo install .* 10001 .*": "makes files of another user",
    r"docker .*": "takes a container engine and its registry",
    r"gcloud .*|(PROJECT=.*)?scripts/deploy/cloud/cloud-run\.sh": "takes a Google Cloud project",
    r".*form login": "a sign-in in a browser; tests/test_form_commands.py plays it",
    r".*-m keyring set .*": "asks for a password, for the keyring of the machine",
    r"chmod 600 client_secret\.json": "goes with the sign-in in a browser",
    r"\.venv/bin/python scripts/bench\.py .*": "tests/test_benchmarks.py runs each of its sections",
    r"\.venv/bin/python scripts/pictures\.py": "takes LibreOffice, a minute, and a person who looks at them",
    r"chmod 600": "names the command that an error prints whole",
}
SMALLER = {
    "anonymity.py": "anonymity.py --seeds 1 --months 12",
    "fairness.py --picture": "fairness.py --seeds 1 --teams 6 --picture",
    "races.py 1000": "races.py 1",
    "kills.py 200": "kills.py 1",
    "--years 3 --responses 2000 --runs 250": "--years 0.02 --responses 3 --runs 2",
    "evening.py": "evening.py --installed",
    "restore_drill.py 300": "restore_drill.py 5",
    "--port 8085": "--port 0",
}
NOT_ON_A_USERS_MACHINE = ("age", "curl")
"""Programs that documents offer besides; CI has them."""

EXIT_CODES = {"sha256sum --quiet --check before.txt": 1}
"""Where the document says that it is not 0."""

RUNS_ON = {"watch": "pass", "-m tests.google": "listening on"}
"""Commands that run until they are stopped, and what they say when they are at work."""

Person = Callable[[Scene], None]


def both(*doings: Person) -> Person:
    def do(scene: Scene) -> None:
        for doing in doings:
            doing(scene)

    return do


def to_google(scene: Scene) -> None:
    scene.make_things_on_google()
    (scene.folder / "home/Downloads/crt-automations-1a2b3c.json").rename(scene.project / "credentials.json")
    scene.write_the_guides_settings()


def to_files(scene: Scene) -> None:
    scene.google = False


def a_team_at_work(scene: Scene) -> None:
    for command in ("cp settings.example.toml settings.toml", "python -m automations setup"):
        assert scene.type(command) == 0, scene.told
    scene.type_the_roster()
    scene.put_an_export()
    assert scene.type("python -m automations run") == 0, scene.told


def mail_is_set_up(scene: Scene) -> None:
    (scene.project / "settings.toml").write_text(scene.mail.settings(), encoding="utf-8")


def put_the_key_in_place(scene: Scene) -> None:
    (scene.machine / "opt/crt/credentials.json").parent.mkdir(exist_ok=True)
    (scene.machine / "opt/crt/credentials.json").write_text("{}", encoding="utf-8")


BEGINS: dict[str, Person] = {
    "docs/coordinators.md": a_team_at_work,
    "docs/google-setup.md": Scene.make_things_on_google,
    "docs/running.md": put_the_key_in_place,
    "docs/settings.md": mail_is_set_up,
}


def settings_of_the_machine(scene: Scene) -> None:
    """As the page says: the data and the backups have folders of their own."""
    path = scene.machine / "etc/crt/settings.toml"
    text = path.read_text(encoding="utf-8").replace('"crt-data"', f'"{scene.machine}/var/lib/crt/crt-data"')
    text = text.replace('"backups"', f'"{scene.machine}/var/backups/crt"')
    path.write_text(text, encoding="utf-8")
    scene.files = Place(scene.machine / "var/lib/crt")


FIRST: dict[tuple[str, str], Person] = {
    ("docs/google-setup.md", "form create"): Scene.type_the_roster,
    ("docs/google-setup.md", "automations run"): Scene.send_a_made_up_request,
    ("docs/google-setup.md", "doctor"): both(Scene.let_everybody_answer, Scene.share_with_the_team),
    ("docs/maintainers.md", "restore FILE --identity ada.key"): Scene.lose_the_folder,
}
"""What a person does before a command, by the document and how the command ends."""

THEN: dict[tuple[str, str], Person] = {
    ("docs/google-setup.md", "settings.toml"): Scene.write_the_guides_settings,
    ("docs/running.md", "cd /opt/crt"): lambda scene: with_an_environment(scene.machine / "opt/crt"),
    ("docs/running.md", "/etc/crt/settings.toml"): settings_of_the_machine,
    ("docs/maintainers.md", "setup"): both(Scene.type_the_roster, Scene.put_an_export),
    ("docs/maintainers.md", "--new-key ada.key"): Scene.put_the_public_key_into_the_settings,
    ("docs/maintainers.md", "restore FILE --identity ada.key"): Scene.put_an_export,
}
"""What a person does after one."""

SAID: dict[str, Person] = {
    'kind = "google", and the addresses': to_google,
    "tabs, dropdowns, colours; then the Roster is typed in": Scene.type_the_roster,
    "the whole form, with the volunteers' names, published": both(
        Scene.let_everybody_answer, Scene.share_with_the_team
    ),
    "set your time zone and date order, before the first run": to_files,
    "type the volunteers into the Roster of office.xlsx": Scene.type_the_roster,
    "put the form's responses, as downloaded (CSV), into crt-data/responses/": Scene.put_an_export,
    "the Roster is typed in and, on plain files, an export put into /var/lib/crt/crt-data/responses/": both(
        Scene.type_the_roster, Scene.put_an_export
    ),
    "share the board with them, or remove those who left": Scene.share_with_the_team,
}
"""What a comment in a block tells a person to do."""


def reason(command: str) -> str | None:
    """Why it is not typed here; None if it is."""
    return next((why for pattern, why in NOT_TYPED.items() if re.fullmatch(pattern, command)), None)


def is_here(command: str) -> bool:
    program = command.split(maxsplit=1)[0]
    return program not in NOT_ON_A_USERS_MACHINE or "CI" in os.environ or shutil.which(program) is not None


def filled(scene: Scene, command: str) -> str:
    """With what the place has where the document has an example."""
    for whole, small in SMALLER.items():
        command = command.replace(whole, small)
    command = re.sub(r"^(?:[\d*/]+ ){5}|^sudo (-u crt )?", "", command)
    command = re.sub(r" -o \w+ -g \w+", "", command)
    command = re.sub(r"(?<![\w.])/(opt|etc|var)(?=/)", rf"{scene.machine}/\1", command)
    command = re.sub(r"\bFILE\b|backups/crt-backup-\w+\.age", scene.newest_backup(), command)
    for example, real in _examples(scene):
        command = command.replace(example, real)
    return command


def _examples(scene: Scene) -> Iterator[tuple[str, str]]:
    yield "/path/to/the/project", str(scene.project)
    if (scene.folder / "project/crt-data/board.xlsx").exists():
        cases = scene.files.board()
        yield "maple-kettle-otter", str(cases[0]["Case"]) if cases else ""
    if found := re.search(r"listening on (\S+)", scene.told):
        scene.variables["listening"] = found[1]
    if "listening" in scene.variables:
        yield "http://127.0.0.1:8085", scene.variables["listening"]
    if found := re.search(r'"id": ?"([^"]+)"', scene.told):
        yield "files/ID/", f"files/{found[1]}/"
    yield "ROBOT", scene.hosted.robot


def play(scene: Scene, document: str, step: Step) -> None:
    command = filled(scene, step.command)
    name = f"{document}: {step.command}"
    until = next((says for end, says in RUNS_ON.items() if end in command), None)
    if assigned := re.fullmatch(r"(\w+)=(\S+)", command):
        scene.variables[assigned[1]] = assigned[2]
    elif until is not None:
        scene.leave_running(command, until)
        assert until in scene.told, f"{name}\n{scene.told}"
    elif command:
        code = scene.type(command)
        assert code == EXIT_CODES.get(step.command, 0), f"{name}: exit code {code}\n{scene.told}"
        assert "Traceback" not in scene.told


def by_end(doings: dict[tuple[str, str], Person], document: str, command: str) -> Person | None:
    return next((do for (d, end), do in doings.items() if d == document and command.endswith(end)), None)


@pytest.fixture
def scene(tmp_path: Path, server: Server, mail: MailPlace) -> Iterator[Scene]:
    scene = Scene(tmp_path, server, mail)
    yield scene
    scene.stop()


@pytest.mark.shell
@pytest.mark.parametrize("document", [name for name in NAMES if list(steps(name))])
def test_each_command_of_a_document_does_what_it_should_in_the_documents_order(
    scene: Scene, document: str
) -> None:
    if document in BEGINS:
        BEGINS[document](scene)
    for step in steps(document):
        if reason(step.command) or (step.command and not is_here(step.command)):
            continue
        if do := by_end(FIRST, document, step.command):
            do(scene)
        play(scene, document, step)
        if do := by_end(THEN, document, step.command) or SAID.get(step.comment):
            do(scene)
        if "watch" in step.command:
            assert scene.stop() == [0]
    assert set(scene.stop()) <= {0}


def test_what_is_not_typed_still_stands_in_a_document() -> None:
    commands = {step.command for name in NAMES for step in steps(name)}
    assert not [p for p in NOT_TYPED if not any(re.fullmatch(p, command) for command in commands)]


def test_what_people_do_between_commands_still_stands_beside_one() -> None:
    found = [(name, step) for name in NAMES for step in steps(name)]
    assert set(SAID) <= {step.comment for _, step in found}
    for document, end in (*FIRST, *THEN):
        assert any(name == document and step.command.endswith(end) for name, step in found), (document, end)


def test_each_line_that_only_tells_a_person_what_to_do_is_played() -> None:
    assert {s.comment for name in NAMES for s in steps(name) if not s.command} <= set(SAID)
