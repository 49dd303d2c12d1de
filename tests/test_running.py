"""docs/running.md and its files: what is named is there, and what is to be typed is understood."""

import re
import shlex
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner

from automations.cli.app import app

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "scripts" / "deploy"
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
CALL = re.compile(r"(?:-m,? automations,?|run --rm crt)([^\n`<>|#&\]]*)")


def calls() -> set[str]:
    """What follows the program's name wherever it is called: in recipes, and in what maintainers read."""
    pages = [ROOT / "docs" / name for name in ("running.md", "maintainers.md", "google-setup.md")]
    texts = [
        path.read_text(encoding="utf-8").replace('"', "") for path in (ROOT / "README.md", *pages, *FILES)
    ]
    lines = [
        found[1].split("  ")[0].replace(",", "").strip() for text in texts for found in CALL.finditer(text)
    ]
    return {line for line in lines if line}


def understood(line: str) -> bool:
    """Whether the command and its options are known; the command itself is not run."""
    arguments = shlex.split(line.replace("\\", "/"))
    return CliRunner().invoke(app, [*arguments, "--help"]).exit_code == 0


@pytest.mark.parametrize("line", sorted(calls()))
def test_every_command_that_a_recipe_calls_is_one_of_the_program(line: str) -> None:
    assert understood(line)


@pytest.mark.parametrize("line", ["backups", "run --dry", "--setting x run", "form make"])
def test_what_the_program_has_not_would_be_noticed(line: str) -> None:
    assert not understood(line)


def test_recipes_call_something() -> None:
    assert {"--config /etc/crt/settings.toml backup", "--config C:\\crt\\settings.toml run"} <= calls()


def test_every_file_that_the_page_names_is_there_and_each_there_is_named() -> None:
    named = set(re.findall(r"scripts/deploy/[\w./-]*\w", PAGE))
    assert not [name for name in named if not (ROOT / name).exists()]
    there = {path.relative_to(ROOT).as_posix() for path in FILES}
    assert there <= named


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("windows/*.xml")), ids=lambda path: path.name)
def test_a_windows_task_is_one_that_the_scheduler_can_read(path: Path) -> None:
    task = ET.parse(path).getroot()
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert [child.tag.removeprefix(space) for child in task] == [
        "RegistrationInfo", "Triggers", "Principals", "Settings", "Actions",
    ]  # fmt: skip
    assert task.findtext(f".//{space}RunLevel") == "LeastPrivilege"


def test_no_recipe_holds_a_secret_or_lets_one_into_an_image() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if line and not line.startswith(("#", "!", "**"))] == ["*"]
    assert {line for line in lines if line.startswith("!")} == {
        "!requirements.txt", "!automations", "!sheets_schema",
    }  # fmt: skip
    for path in FILES:
        assert not re.search(r"BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-1", path.read_text(encoding="utf-8"))


def test_a_workflow_tells_its_exit_code_alone_and_takes_only_what_is_pinned() -> None:
    workflow = (DEPLOY / "github" / "crt-run.yml").read_text(encoding="utf-8")
    assert "if: github.event.repository.private" in workflow
    assert "run >/dev/null 2>&1" in workflow
    assert re.findall(r"echo .*", workflow) == ['echo "exit code $code"']
    uses = re.findall(r"uses: (.*)", workflow)
    assert uses
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v[\d.]+", use) for use in uses)


def test_services_may_write_their_own_data_and_nothing_else() -> None:
    limits = (
        (DEPLOY / "systemd" / "crt-.service.d" / "hardening.conf").read_text(encoding="utf-8").split("\n")
    )
    assert {"ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "NoNewPrivileges=yes"} <= set(limits)
    writable = [
        line
        for path in DEPLOY.glob("systemd/**/*")
        if path.is_file()
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.startswith(("ReadWritePaths=", "StateDirectory="))
    ]
    assert sorted(writable) == ["ReadWritePaths=/var/backups/crt", "StateDirectory=crt"]
