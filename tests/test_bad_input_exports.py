"""Form exports of every bad kind: each is told by name, loses no other response, and comes in once mended."""

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad_input.exports import FINE, GOOD, REFUSED, WHOLE, Kind
from tests.bad_input.team import (
    CANARY,
    assert_nothing_leaked,
    assert_plain,
    changed,
    contents,
    drop_fresh,
    worked_rows,
)
from tests.place import NOW, Place

ROOT = Path(__file__).parent.parent
BEFORE, FRESH = 2, 1
MOST_MEMORY = 1000 * 1024
"""Kilobytes, as Linux counts them: several times less than the file would take as one text."""


def mend(place: Place, path: Path) -> None:
    """The export as it should have been, in place of the bad one."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    (path.parent / "bad.csv").write_bytes(WHOLE)
    ran = place.run()
    assert ran.code == 0
    assert len(place.intake()) == len(place.board()) == BEFORE + FRESH + len(GOOD)
    assert len(worked_rows(place)) == 1
    assert_nothing_leaked(place)
    assert place.run().jobs["intake"]["result"] == "nothing to do"


@pytest.mark.parametrize("kind", REFUSED, ids=lambda kind: kind.name)
def test_what_is_no_export_is_told_by_name_and_stops_no_other(
    settled: Place, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    drop_fresh(settled)
    path = kind.put(settled.folder / "responses")
    exports = {} if kind.lay else contents(settled.folder / "responses")
    ran = settled.run()
    assert ran.code == 1
    assert_plain(ran, caplog.text, kind.file, *kind.says)
    assert kind.says[-1] in ran.jobs["intake"]["error"]
    assert {name for name, job in ran.jobs.items() if job["result"] == "failed"} == {"intake"}
    assert len(settled.intake()) == len(settled.board()) == BEFORE + FRESH + kind.arrives
    assert not kind.lay or path.is_symlink() or path.exists()
    assert kind.lay or not changed(exports, contents(settled.folder / "responses"))
    assert_nothing_leaked(settled)
    again = settled.run()
    assert again.code == 1
    mend(settled, path)


@pytest.mark.parametrize("kind", FINE, ids=lambda kind: ascii(kind.name))
def test_what_only_looks_odd_comes_in(settled: Place, kind: Kind, caplog: pytest.LogCaptureFixture) -> None:
    drop_fresh(settled)
    path = kind.put(settled.folder / "responses")
    ran = settled.run()
    assert ran.code == 0
    assert_plain(ran, caplog.text)
    assert len(settled.intake()) == BEFORE + FRESH + kind.arrives
    mend(settled, path)


def test_200_megabytes_are_read_in_bounded_memory_and_what_is_whole_in_them_comes_in(settled: Place) -> None:
    drop_fresh(settled)
    path = settled.folder / "responses" / "bad.csv"
    path.write_bytes(WHOLE[:-40])
    os.truncate(path, 200 * 2**20)
    command = [sys.executable, "-m", "automations", "--config", str(settled.settings), "run", "--now", NOW]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        said = running.stdout.read()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 1
    assert "bad.csv, from line 3 on: the file is cut short or damaged. Download it again" in said
    assert CANARY not in said
    assert used.ru_maxrss < MOST_MEMORY
    assert len(settled.intake()) == BEFORE + FRESH + 1
    mend(settled, path)
