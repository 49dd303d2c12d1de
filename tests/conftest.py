"""Fixtures, and what to do where LibreOffice or Chromium is missing: say so, and insist in CI."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from automations.platforms.google import patience
from automations.platforms.mail.password import VARIABLE
from tests.bad_input.team import settle
from tests.google.server import Server, serve
from tests.google_place import GooglePlace
from tests.mail_server import PASSWORD, MailPlace, serving
from tests.place import TEAM, Place, addressed

PROGRAMS = {"libreoffice": "soffice", "chromium": "chromium", "age": "age", "shell": "sh"}
PLATFORMS = ("files", "google")
NOT_RUN = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = {mark for mark, program in PROGRAMS.items() if shutil.which(program) is None}
    if missing and os.environ.get("CI"):
        raise pytest.UsageError(f"CI must have {', '.join(sorted(missing))}")
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in missing)]
    config.stash[NOT_RUN] = [item.nodeid for item in left_out]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name in config.stash.get(NOT_RUN, []):
        terminalreporter.write_line(f"not run, its program is not installed here: {name}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What a team relies on holds wherever its workbooks live; a few tests are about files alone."""
    if "platform" in metafunc.fixturenames:
        marked = [name for name in PLATFORMS if metafunc.definition.get_closest_marker(name)]
        metafunc.parametrize("platform", marked or PLATFORMS, indirect=True)


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Google, on this machine: it checks keys, scopes and who shared what with whom."""
    monkeypatch.setattr(patience, "sleep", lambda _: None)
    with serve(strict_auth=True) as served:
        yield served


@pytest.fixture
def unset(tmp_path: Path, platform: str, request: pytest.FixtureRequest) -> Place:
    """Where nothing was set up yet."""
    if platform == "google":
        with_files = request.node.get_closest_marker("case_files") is not None
        return GooglePlace(tmp_path, request.getfixturevalue("server"), case_files=with_files)
    return Place(tmp_path)


@pytest.fixture
def bare(unset: Place) -> Place:
    """What `setup` made, with nobody on the Roster."""
    unset.set_up()
    return unset


@pytest.fixture
def place(bare: Place) -> Place:
    """What `setup` made, with six volunteers."""
    bare.roster(*TEAM)
    return bare


@pytest.fixture(scope="session")
def settled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return settle(tmp_path_factory.mktemp("settled")).path


@pytest.fixture
def settled(settled_once: Path, tmp_path: Path) -> Place:
    """A team on plain files with two cases, one of which somebody works on."""
    return Place(Path(shutil.copytree(settled_once, tmp_path / "team")))


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailPlace]:
    """A mail server whose certificate is trusted and whose password is known."""
    folder = tmp_path / "mail"
    folder.mkdir()
    with serving(folder) as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.authority))
        monkeypatch.setenv(VARIABLE, PASSWORD)
        yield served


@pytest.fixture
def mailed(unset: Place, mail: MailPlace) -> Place:
    """A place that sends mail, with six volunteers who have addresses; the first two are coordinators."""
    unset.set_up(mail.settings())
    unset.roster(*addressed())
    return unset
