"""The bar that shows how far a run has come: for whoever sits at a terminal, and for nobody else."""

import os
import subprocess
import sys
from contextlib import suppress

import pytest

from tests.place import Place, response

NOW = "2026-11-09T09:00:00-08:00"


def on_a_terminal(place: Place, *arguments: str) -> str:
    """What the command writes to standard error, which is a terminal."""
    # Not there on Windows, where these tests are left out.
    import pty

    here, there = pty.openpty()
    command = [sys.executable, "-m", "automations", "--config", str(place.settings), *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=there, env=os.environ | {"TERM": "xterm"}
    ):
        os.close(there)
        found = b""
        # Linux ends a terminal that nobody writes to any more with an error.
        with suppress(OSError):
            while part := os.read(here, 4096):
                found += part
    os.close(here)
    return found.decode()


@pytest.fixture
def two_months(place: Place) -> Place:
    for month in ("09", "10"):
        rows = [response(f"2026/{month}/{n + 1:02} 9:15:00 AM GMT-7") for n in range(7)]
        place.drop(*rows, name=f"{month}.csv")
    place.run("intake", now="2026-11-01T09:00:00-07:00")
    return place


if os.name == "posix":

    @pytest.mark.files
    def test_a_bar_shows_whose_report_is_being_made_and_how_far_it_is(two_months: Place) -> None:
        shown = on_a_terminal(two_months, "report", "--now", NOW)
        assert "report of 2026-" in shown
        assert "%" in shown

    @pytest.mark.files
    def test_there_is_no_bar_beside_json_nor_in_a_dry_run(two_months: Place) -> None:
        assert on_a_terminal(two_months, "run", "--dry-run", "--now", NOW) == ""
        assert on_a_terminal(two_months, "report", "--json", "--now", NOW) == ""


@pytest.mark.files
def test_there_is_no_bar_where_nobody_looks(two_months: Place) -> None:
    command = [sys.executable, "-m", "automations", "--config", str(two_months.settings), "report"]
    done = subprocess.run([*command, "--now", NOW], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "%" not in done.stdout
