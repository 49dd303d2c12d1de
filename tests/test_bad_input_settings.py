"""Settings of every bad kind: told by file and key with the next step, nothing written, mended by a line."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.settings import FINE, NO_FILE, UNREADABLE, UNUSABLE, WATCH, Kind
from tests.bad_input.team import (
    CANARY,
    SETTINGS,
    assert_nothing_leaked,
    assert_plain,
    changed,
    contents,
    drop_fresh,
)
from tests.place import NOW, Place

ROOT = Path(__file__).parent.parent
FOR_ALL = (
    ["setup"],
    ["status"],
    ["doctor"],
    ["report"],
    ["backup"],
    ["explain", "some-case"],
    ["mail", "test"],
)


def mend(place: Place) -> None:
    """With the settings put right everything comes in."""
    if place.settings.is_dir():
        place.settings.rmdir()
    place.settings.unlink(missing_ok=True)
    place.settings.write_text(SETTINGS, encoding="utf-8")
    assert place.run().code == 0
    assert len(place.intake()) == 3
    assert_nothing_leaked(place)


@pytest.mark.parametrize("kind", UNUSABLE, ids=lambda kind: kind.name)
def test_settings_that_can_not_be_used_are_told_by_key_and_nothing_is_written(
    settled: Place, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    drop_fresh(settled)
    settled.settings.write_bytes(kind.content)
    before = contents(settled.path)
    ran = settled.run()
    assert ran.code == 2
    assert_plain(ran, caplog.text, kind.file, kind.where, kind.step)
    assert not changed(before, contents(settled.path))
    mend(settled)


@pytest.mark.parametrize(("spoil", "says"), [row[1:] for row in NO_FILE], ids=[row[0] for row in NO_FILE])
def test_settings_that_are_no_file_are_told_by_their_path(
    settled: Place, spoil: Callable[[Path], None], says: str, caplog: pytest.LogCaptureFixture
) -> None:
    drop_fresh(settled)
    spoil(settled.settings)
    before = contents(settled.folder)
    ran = settled.run()
    assert ran.code == 2
    assert_plain(ran, caplog.text, "settings.toml", says)
    assert not changed(before, contents(settled.folder))
    mend(settled)


@pytest.mark.parametrize("kind", FINE, ids=lambda kind: kind.name)
def test_settings_that_only_look_odd_are_fine(
    tmp_path: Path, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    place = Place(tmp_path)
    place.settings.write_bytes(kind.content)
    assert place.command("setup").code == 0
    drop_fresh(place)
    ran = place.run()
    assert ran.code == 0
    assert_plain(ran, caplog.text)
    assert len(place.intake()) == 1


def test_settings_emptied_by_mistake_bring_nothing_to_the_wrong_people(
    settled: Place, caplog: pytest.LogCaptureFixture
) -> None:
    drop_fresh(settled)
    settled.settings.write_text("", encoding="utf-8")
    before = contents(settled.folder, "office.xlsx")
    ran = settled.run()
    assert ran.code == 1
    assert_plain(ran, caplog.text, "Put outside_office back")
    assert not changed(before, contents(settled.folder, "office.xlsx"))
    assert len(settled.intake()) == 2
    mend(settled)


@pytest.mark.parametrize("arguments", FOR_ALL, ids=" ".join)
def test_every_command_refuses_them_alike(settled: Place, arguments: list[str]) -> None:
    for kind in (UNREADABLE[0], WATCH[0]):
        settled.settings.write_bytes(kind.content)
        before = contents(settled.path)
        ran = settled.command(*arguments)
        assert ran.code == 2
        assert_plain(ran, "", kind.file, kind.where, kind.step)
        assert not changed(before, contents(settled.path))


@pytest.mark.parametrize("kind", [UNREADABLE[4], UNREADABLE[15], WATCH[3]], ids=lambda kind: kind.name)
def test_from_the_command_line_it_is_one_sentence_on_standard_error(settled: Place, kind: Kind) -> None:
    settled.settings.write_bytes(kind.content)
    command = [sys.executable, "-m", "automations", "run", "--now", NOW]
    named = os.environ | {"PYTHONPATH": str(ROOT), "CRT_SETTINGS": str(settled.settings)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=named, cwd=settled.path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert kind.where in done.stderr
    assert kind.step in done.stderr
    assert CANARY not in done.stderr
