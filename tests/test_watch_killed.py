"""A watch that is killed at any moment loses nothing, doubles nothing, and tells nothing twice too often.
`scripts/kills.py` kills many more.
"""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.mail_server import MailPlace
from tests.place import Place, response
from tests.watch_kills import ROOT, kill_day_after_day


def test_a_watch_that_is_killed_loses_nothing_and_doubles_nothing(unset: Place, mail: MailPlace) -> None:
    found = kill_day_after_day(unset, mail, rounds=9, seed=7)
    assert not found.damage
    assert found.left > 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.files
def test_a_watch_that_is_told_to_stop_ends_what_it_is_writing_and_then_itself(
    place: Place, number: signal.Signals
) -> None:
    place.drop(*[response(f"2026/11/03 9:00:{n:02} AM GMT-8") for n in range(40)])
    watch = subprocess.Popen(
        [sys.executable, "-m", "automations", "--config", str(place.settings), "watch", "--log", "json"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    while not (place.folder / "case-files").exists():
        time.sleep(0.01)
    watch.send_signal(number)
    _, said = watch.communicate(timeout=60)
    assert watch.returncode == 0
    assert '"event": "watch ends"' in said.splitlines()[-1]
    assert {job["result"] for job in place.run("intake", "assign").jobs.values()} == {"nothing to do"}
    assert len(list((place.folder / "case-files").glob("*.xlsx"))) == 40
