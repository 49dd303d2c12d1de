"""Workbooks of every bad kind: told by name, left alone, the rest goes on, and all is well once mended."""

import logging
import shutil
from pathlib import Path

import pytest

from tests.bad_input.team import (
    assert_nothing_leaked,
    assert_plain,
    changed,
    contents,
    drop_fresh,
    worked_rows,
)
from tests.bad_input.workbook_files import UNREADABLE, Kind, file
from tests.place import NOW, Place

LATER = "2026-11-10T10:00:00-08:00"


def restore(place: Place, path: Path, good: bytes) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.write_bytes(good)


def assert_all_is_well(place: Place) -> None:
    ran = place.run(now=LATER)
    assert ran.code == 0
    assert len(place.intake()) == len(place.board()) == 3
    assert len(worked_rows(place)) == 1
    assert_nothing_leaked(place)


@pytest.mark.parametrize("kind", UNREADABLE, ids=lambda kind: kind.name)
def test_a_workbook_that_can_not_be_read_is_told_and_left_alone(
    settled: Place, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = file(settled, kind.book)
    good = path.read_bytes()
    kind.spoil(settled)
    drop_fresh(settled)
    before = contents(settled.folder)
    ran = settled.command("run", "--now", NOW)
    assert ran.code == kind.code
    assert_plain(ran, caplog.text, *kind.says)
    written = changed(before, contents(settled.folder))
    assert not written if kind.book == "office" else f"{path.relative_to(settled.folder)}" not in written
    assert kind.book == "office" or len(settled.intake()) == 3
    for command in ("setup", "status", "doctor"):
        if not (command == "setup" and not path.exists()):
            assert_plain(settled.command(command), caplog.text)
    restore(settled, path, good)
    assert_all_is_well(settled)
