"""The evening of docs/maintainers.md on plain files, from nothing to a watched, backed-up installation, step
by step and timed: .venv/bin/python scripts/evening.py

In a fresh copy of the project, with an empty home and nothing in the environment but where Python is. What a
person types into settings, Roster and exports is typed by this script. --installed leaves out the making of
the environment. Ends with 1 if a step does not do what it should.
"""

import argparse
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.copies import copy_of_the_project, with_an_environment
from tests.place import Place, addressed, response

PROGRAM = ".venv/bin/python -m automations"
REQUESTS = 20


@dataclass(frozen=True)
class Evening:
    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def environment(self) -> dict[str, str]:
        """Of a Python that is no virtual environment's, if this is one."""
        return {"HOME": str(self.folder), "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin"}

    def type(self, command: str, until: str) -> str:
        """What it printed. Raises ValueError if it fails, or does not say `until`."""
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=self.project, env=self.environment, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if done.returncode or until not in done.stdout:
            raise ValueError(f"{command}: exit code {done.returncode}\n{done.stdout}")
        return done.stdout

    def roster_and_export(self) -> None:
        place = Place(self.project)
        place.roster(*addressed())
        place.drop(*(response(f"2026/11/03 9:{n:02}:22 AM GMT-8") for n in range(REQUESTS)))

    def key_in_the_settings(self) -> None:
        found = re.search(r"recipients = .*", self.type(f"{PROGRAM} backup --new-key ada.key", "recipients"))
        if found is None:
            raise ValueError("no public key was printed")
        file = self.project / "settings.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^recipients = \[\]", found[0], text, flags=re.M), encoding="utf-8")

    def restored(self) -> None:
        """Everything is moved away, and comes back from the backup."""
        (self.project / "crt-data").rename(self.project / "lost")
        backup = max((self.project / "backups").glob("*.age"))
        self.type(f"{PROGRAM} restore {backup} --identity ada.key", "nothing is missing")
        self.type("cp lost/responses/*.csv crt-data/responses/", "")
        self.type(f"{PROGRAM} run", "0 new or changed requests, 0 new pairs.")

    def watched(self) -> None:
        """Until it has done all jobs and made a backup; then it is stopped as systemd would."""
        watch = subprocess.Popen(
            ["/bin/sh", "-c", f"exec {PROGRAM} watch"], cwd=self.project, env=self.environment, text=True,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        for line in watch.stderr or ():
            if " backup: " in line:
                break
        watch.send_signal(signal.SIGTERM)
        watch.communicate()
        if watch.returncode:
            raise ValueError(f"watch: exit code {watch.returncode}")


def steps(evening: Evening, installed: bool) -> dict[str, Callable[[], object]]:
    """In the document's order."""

    def types(command: str, until: str = "") -> Callable[[], object]:
        return lambda: evening.type(command, until)

    if installed:
        with_an_environment(evening.project)
    made = "the packages are there" if installed else "makes the environment, installs the packages"
    return {
        f"`python3 scripts/start.py`: {made}, and the demonstration": types(
            "python3 scripts/start.py", "Everybody in it is made up."
        ),
        "settings, `setup`": types(f"cp settings.example.toml settings.toml && {PROGRAM} setup", "Roster"),
        f"the Roster and an export of {REQUESTS} requests, typed by the script": evening.roster_and_export,
        "`run`": types(f"{PROGRAM} run", f"{REQUESTS} new or changed requests, {REQUESTS} new pairs."),
        "`doctor`": types(f"{PROGRAM} doctor", "Nothing is wrong with the set-up."),
        "`backup --new-key`, its public half into the settings": evening.key_in_the_settings,
        "`backup`": types(f"{PROGRAM} backup", "keys that open it: 1."),
        "everything moved away, `restore`, `run`": evening.restored,
        "`watch`, until its first pass and its backup are done, then stopped": evening.watched,
        "`doctor` again": types(f"{PROGRAM} doctor", "Nothing is wrong with the set-up."),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--installed", action="store_true")
    installed = parser.parse_args().installed
    with tempfile.TemporaryDirectory() as folder:
        evening = Evening(Path(folder))
        copy_of_the_project(evening.project)
        total = 0.0
        for name, do in steps(evening, installed).items():
            start = time.perf_counter()
            do()
            total += (took := time.perf_counter() - start)
            print(f"| {name} | {took:.1f} s |", flush=True)
        print(f"| **together** | **{total:.0f} s** |")


if __name__ == "__main__":
    main()
