"""A run killed at any moment is put right by the next one: nothing lost, nothing doubled."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.place import NOW, Place, response

pytestmark = pytest.mark.files

ROOT = Path(__file__).parent.parent
KILLED = 9
UNTIL_KILLED = f"""
import os, runpy, sys
left = int(sys.argv.pop(1))
folder = sys.argv.pop(1)
CHANGES = {{"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate"}}

def watch(event, arguments):
    global left
    touches = any(str(a).startswith(folder) for a in arguments if isinstance(a, (str, os.PathLike)))
    written = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if touches and (event in CHANGES or written):
        left -= 1
        if left < 0:
            os._exit({KILLED})

sys.addaudithook(watch)
sys.argv[0] = "automations"
runpy.run_module("automations", run_name="__main__")
"""


def run_until(place: Place, operations: int, *jobs: str) -> int:
    command = [sys.executable, "-c", UNTIL_KILLED, str(operations), str(place.folder)]
    command += ["--config", str(place.settings), "run", *jobs, "--now", NOW]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode


@pytest.mark.parametrize("operations", range(16))
def test_a_run_killed_before_any_change_to_a_file_is_put_right_by_the_next(
    place: Place, operations: int
) -> None:
    stories = {str(number) for number in range(5)}
    place.drop(*[response(f"2026/11/0{n} 9:00:00 AM GMT-8", what_happened=n) for n in "34567"])
    place.drop(*[response(f"2026/11/0{int(n) + 3} 9:00:00 AM GMT-8", what_happened=n) for n in stories])
    killed = run_until(place, operations) == KILLED
    assert killed or operations > 8
    assert place.run().code == 0
    assert {row["what_happened"] for row in place.intake()} == stories
    assert sorted(str(row["Case"]) for row in place.board()) == sorted(str(r["Case"]) for r in place.intake())
    assert all(row["Volunteer 2"] and row["Flag"] for row in place.board())
    assert len(place.rows("office", "Assignments")) == 10
    assert not any("gone" in str(row["Notice"]) for row in place.intake())
    assert not list(place.folder.rglob("*.unfinished"))
    before = place.file("office").read_bytes(), place.file("board").read_bytes()
    (place.folder / ".last-run.json").unlink(missing_ok=True)
    assert {job["result"] for job in place.run().jobs.values()} == {"nothing to do"}
    assert before == (place.file("office").read_bytes(), place.file("board").read_bytes())


def test_two_runs_at_once_are_refused_with_exit_code_3(place: Place) -> None:
    from filelock import FileLock

    with FileLock(place.folder / ".run.lock"):
        ran = place.run()
        assert ran.code == 3
        assert {job["result"] for job in ran.jobs.values()} == {"skipped"}
        assert "Another run is under way" in ran.err
    assert place.run().code == 0
