"""Measure the Google platform: .venv/bin/python scripts/bench_google.py [responses …]

Against the test server, in a process of its own, which answers every call 150 ms late: a run that takes
in so many new responses, the idle run after it, and the way people usually write it with gspread: for
each response append_row, then update_cell for its flag. Nobody's quota is enforced; Google's own, 60
writes a minute, would make the usual way slower still.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import gspread
import requests
from bench import FIRST, LAST, answer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sheets_schema.form import FORM  # noqa: E402

LATENCY_MS = 150
LONG = 25
"""Words of a long answer; a response has four, and some 120 words in all."""
NOW, LATER = "2026-11-22T09:00:00-08:00", "2026-11-22T09:15:00-08:00"


@dataclass(frozen=True)
class Measured:
    seconds: float
    calls: int
    sent: int
    received: int

    def told(self) -> str:
        size = f"{self.sent / 1e6:.1f} MB sent, {self.received / 1e6:.1f} MB received"
        return f"{self.seconds:9.2f} s  {self.calls:6} calls  {size}"


def main() -> None:
    for count in [int(argument) for argument in sys.argv[1:]] or [1, 100, 5000]:
        with tempfile.TemporaryDirectory() as made, server() as url:
            place = Place(Path(made), url)
            place.set_up()
            place.submit(count)
            first, idle = place.run(NOW), place.run(LATER)
            usual = place.the_usual_way(count)
        print(f"{count} new responses")
        print(f"  a run that takes them in  {first.told()}")
        print(f"  the idle run after it     {idle.told()}")
        print(f"  the usual way             {usual.told()}")
        print(f"  usual way / run           {usual.seconds / first.seconds:9.1f}", flush=True)


@contextmanager
def server() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.google", "--port", "0", "--latency-ms", str(LATENCY_MS)]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None  # noqa: S101 - it was asked for
        yield started.stdout.readline().split()[-1]
    finally:
        started.terminate()
        started.wait()


@dataclass
class Place:
    """A team's place on the server."""

    folder: Path
    url: str
    form: str = ""
    key: Path = Path()

    def set_up(self) -> None:
        items = [
            {
                "title": q.title,
                "itemId": f"{n:08x}",
                "questionItem": {"question": {"questionId": f"{n + 256:08x}", "textQuestion": {}}},
            }
            for n, q in enumerate(FORM)
        ]
        self.form = self._post("forms", {"form": {"items": items}})["formId"]
        board, office = (
            self._post("spreadsheets", {"name": name})["spreadsheetId"] for name in ("board", "office")
        )
        self.key = self.folder / "credentials.json"
        self.key.write_text(json.dumps(self._post("keys/service-account", {"name": "robot"})))
        self.key.chmod(0o600)
        google = {"form": self.form, "board": board, "office": office, "endpoint": self.url}
        lines = "".join(f'{name} = "{value}"\n' for name, value in google.items())
        (self.folder / "settings.toml").write_text(f'[platform]\nkind = "google"\n[google]\n{lines}')
        self._command("setup")
        rows = [[f"{first} {last}", "", "", "", "2020-01-01"] for first in FIRST for last in LAST]
        self._post(f"spreadsheets/{office}/paste", {"tab": "Roster", "cell": "A2", "rows": rows})

    def submit(self, count: int) -> None:
        chance = random.Random(20261103)  # noqa: S311 - the same each time, nothing secret
        start = datetime(2026, 11, 1, tzinfo=UTC)
        given = [
            {
                "at": f"{start + timedelta(days=20 * n / count):%Y-%m-%dT%H:%M:%S}.{n:06}Z",
                "answers": {q.title: text for q in FORM if (text := answer(q, chance, LONG))},
                "force": True,
            }
            for n in range(count)
        ]
        for begin in range(0, count, 500):
            self._post(f"forms/{self.form}/responses", given[begin : begin + 500])

    def run(self, now: str) -> Measured:
        return self._measured(lambda: self._command("run", "--now", now, "--json"))

    def the_usual_way(self, count: int) -> Measured:
        """As tutorials have it, only with less to write: one short row, and one cell, a response."""
        usual = self._post("spreadsheets", {"name": "usual", "tabs": {"Sheet1": [["Case", "Flag"]]}})[
            "spreadsheetId"
        ]
        client = gspread.service_account(filename=str(self.key), http_client=_to(self.url))

        def write() -> None:
            sheet = client.open_by_key(usual).sheet1
            for number in range(count):
                sheet.append_row([f"case {number}", "New"])
                sheet.update_cell(number + 2, 2, "On time")

        return self._measured(write)

    def _measured(self, act: Any) -> Measured:
        requests.delete(f"{self.url}/admin/calls", timeout=60)
        start = time.perf_counter()
        act()
        seconds = time.perf_counter() - start
        calls = requests.get(f"{self.url}/admin/calls", timeout=60).json()["calls"]
        sent, received = (sum(c[name] for c in calls) for name in ("request_bytes", "response_bytes"))
        return Measured(seconds, len(calls), sent, received)

    def _post(self, path: str, body: Any) -> Any:
        return requests.post(f"{self.url}/admin/{path}", json=body, timeout=600).json()

    def _command(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "automations", "--config", str(self.folder / "settings.toml")]
        done = subprocess.run([*command, *arguments], cwd=ROOT, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)


def _to(url: str) -> type[gspread.HTTPClient]:
    class Local(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *rest: Any, **named: Any) -> Any:
            return super().request(
                method, endpoint.replace("https://sheets.googleapis.com", url), *rest, **named
            )

    return Local


if __name__ == "__main__":
    os.environ["NO_PROXY"] = "127.0.0.1"
    main()
