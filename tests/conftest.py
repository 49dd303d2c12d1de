"""Fixtures, and what to do where LibreOffice or Chromium is missing: say so, and insist in CI."""

import os
import shutil
from pathlib import Path

import pytest

from tests.place import TEAM, Place

PROGRAMS = {"libreoffice": "soffice", "chromium": "chromium"}
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


@pytest.fixture
def bare(tmp_path: Path) -> Place:
    """A folder that `setup` made, with nobody on the Roster."""
    place = Place(tmp_path)
    place.set_up()
    return place


@pytest.fixture
def place(bare: Place) -> Place:
    """A folder that `setup` made, with six volunteers."""
    bare.roster(*TEAM)
    return bare
