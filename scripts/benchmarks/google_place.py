"""A team on the test server, and spreadsheets for programs of other people."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import requests

from benchmarks.files import command
from benchmarks.made_up import HEADINGS, VOLUNTEERS, moments, rows, submissions
from benchmarks.measure import ROOT, Cost
from sheets_schema.form import FORM

LATENCY_MS = 150
"""An assumption: what a call to Google takes, whatever it carries."""

ONE_MORE = datetime(2026, 11, 22, 17, 20, tzinfo=UTC)
AT_ONCE = 500


@contextmanager
def server() -> Iterator[str]:
    """Its address; it runs in a process of its own."""
    command = [sys.executable, "-m", "tests.google", "--port", "0", "--latency-ms", str(LATENCY_MS)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None  # noqa: S101 - it was asked for
        try:
            yield started.stdout.readline().split()[-1]
        finally:
            started.terminate()


@dataclass
class GooglePlace:
    """`folder` holds the settings, the key of the account that all programs use, and the reports."""

    folder: Path
    url: str
    form: str = ""

    @property
    def key(self) -> Path:
        return self.folder / "credentials.json"

    def set_up(self) -> None:
        """From the beginning, each time: a form and workbooks of their own."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.make_key()
        self.form = self._post("forms", {"form": {"items": list(_items())}})["formId"]
        board, office = (self.spreadsheet([[]]) for _ in ("board", "office"))
        google = {"form": self.form, "board": board, "office": office, "endpoint": self.url}
        lines = "".join(f'{name} = "{value}"\n' for name, value in google.items())
        (self.folder / "settings.toml").write_text(f'[platform]\nkind = "google"\n[google]\n{lines}')
        command(self.folder, "setup")
        roster = [[name, "", "", "", "2020-01-01"] for name in VOLUNTEERS]
        self._post(f"spreadsheets/{office}/paste", {"tab": "Roster", "cell": "A2", "rows": roster})

    def make_key(self) -> None:
        self.folder.mkdir()
        self.key.write_text(json.dumps(self._post("keys/service-account", {"name": "robot"})))
        self.key.chmod(0o600)

    def submit(self, count: int) -> None:
        given = submissions(moments(count))
        while some := list(islice(given, AT_ONCE)):
            self._post(f"forms/{self.form}/responses", some)

    def submit_one_more(self) -> None:
        self._post(f"forms/{self.form}/responses", list(submissions([ONE_MORE])))

    def sheets(self, count: int, taken: int) -> tuple[str, str]:
        """Spreadsheets of responses, and of cases with the first so many of them."""
        given = list(rows(count))
        cases = [[*row, "On time"] for row in given[:taken]]
        return self.spreadsheet([HEADINGS, *given]), self.spreadsheet([[*HEADINGS, "Flag"], *cases])

    def spreadsheet(self, cells: list[Any]) -> str:
        """The id of one whose first tab holds these rows."""
        return str(self._post("spreadsheets", {"tabs": {"Sheet1": cells}})["spreadsheetId"])

    def with_traffic(self, act: Callable[[], Cost]) -> Cost:
        """What it costs, with the calls that it makes meanwhile."""
        requests.delete(f"{self.url}/admin/calls", timeout=60)
        found = act()
        calls = requests.get(f"{self.url}/admin/calls", timeout=60).json()["calls"]
        asked = [call for call in calls if not call["api"].startswith("oauth.")]
        sent, received = (
            sum(call[name] for call in asked) / 1e6 for name in ("request_bytes", "response_bytes")
        )
        return msgspec.structs.replace(found, calls=len(asked), sent=sent, received=received)

    def _post(self, path: str, body: object) -> Any:
        return requests.post(f"{self.url}/admin/{path}", json=body, timeout=600).json()


def _items() -> Iterator[dict[str, object]]:
    for number, question in enumerate(FORM):
        asked = {"questionId": f"{number + 256:08x}", "textQuestion": {}}
        yield {
            "title": question.title,
            "itemId": f"{number:08x}",
            "questionItem": {"question": asked},
        }
