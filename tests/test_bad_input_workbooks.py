"""Workbooks of every bad kind: told by name, left alone, the rest goes on, and all is well once mended."""

import logging
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.bad_input.team import (
    assert_nothing_leaked,
    assert_plain,
    changed,
    contents,
    drop_fresh,
    told,
    worked_rows,
)
from tests.bad_input.workbook_contents import TOLD
from tests.bad_input.workbook_contents import Kind as Within
from tests.bad_input.workbook_files import UNREADABLE, Kind, file
from tests.bad_input.workbook_looks import FINE
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


@pytest.mark.parametrize("kind", TOLD, ids=lambda kind: kind.name)
def test_a_workbook_with_a_wrong_shape_is_told_by_tab_and_column_and_left_alone(
    settled: Place, kind: Within, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = file(settled, kind.book)
    good = path.read_bytes()
    kind.spoil(settled)
    drop_fresh(settled)
    before = contents(settled.folder)
    ran = settled.run()
    assert ran.code == 1
    assert_plain(ran, caplog.text, *kind.says)
    written = changed(before, contents(settled.folder))
    assert not written if kind.book == "office" else f"{kind.book}.xlsx" not in written
    assert kind.book == "office" or len(settled.intake()) == 3
    restore(settled, path, good)
    assert_all_is_well(settled)


@pytest.mark.parametrize("kind", FINE, ids=lambda kind: kind.name)
def test_what_people_do_in_their_workbooks_stays_and_stops_nobody(
    settled: Place, kind: Within, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    kind.spoil(settled)
    drop_fresh(settled)
    ran = settled.run()
    assert ran.code == 0
    assert_plain(ran, caplog.text)
    before = len(settled.intake())
    assert before >= 3
    assert kind.holds(openpyxl.load_workbook(file(settled, kind.book)))
    settled.drop(told("2026/11/10 8:30:00 AM GMT-8"), name="later.csv")
    assert settled.run(now=LATER).code == 0
    assert len(settled.intake()) == before + 1
    assert kind.holds(openpyxl.load_workbook(file(settled, kind.book)))
    assert_nothing_leaked(settled, "board.xlsx")
