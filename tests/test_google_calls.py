"""Calls to Google: bounded, told, and to nobody else."""

import logging
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from automations.errors import WorkbookError
from automations.platforms.google import client, patience
from automations.platforms.google.account import Scope, load
from automations.platforms.google.client import Client, Connection
from automations.platforms.google.refusals import Refused, Thing
from tests.google.server import Server
from tests.google_place import GooglePlace
from tests.place import TEAM, response

pytestmark = pytest.mark.google


@pytest.fixture
def place(tmp_path: Path, server: Server) -> GooglePlace:
    place = GooglePlace(tmp_path, server)
    place.set_up()
    place.roster(*TEAM)
    return place


@pytest.fixture
def board(place: GooglePlace) -> Client:
    account = load(place.path / "credentials.json", place.server.url)
    return Client(Connection(account, frozenset({Scope.SHEETS})), Thing("board", "board", "Editor"))


def get(place: GooglePlace, board: Client) -> Any:
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{place.files['board'].id}"
    return board.request("get", url, params={"fields": "spreadsheetId"}).json()


def test_a_service_that_stays_down_ends_the_trying(place: GooglePlace, board: Client) -> None:
    place.server.world.faults.add("status", api="sheets.get", status=503, count=999)
    with pytest.raises(WorkbookError, match="Nothing is lost"):
        get(place, board)
    assert board.tries == patience.ATTEMPTS


def test_the_time_google_asks_for_is_waited_and_told(
    place: GooglePlace, board: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(patience, "sleep", waited.append)
    place.server.world.faults.add("status", api="sheets.get", status=429, headers={"Retry-After": "7"})
    with caplog.at_level(logging.WARNING):
        get(place, board)
    assert waited == [7.0]
    assert "trying again in 7 s" in caplog.text


def test_waiting_takes_longer_each_time_and_is_capped(
    place: GooglePlace, board: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(patience, "sleep", waited.append)
    place.server.world.faults.add("status", api="sheets.get", status=500, body="html", count=999)
    with pytest.raises(WorkbookError):
        get(place, board)
    assert waited[0] < waited[2] < waited[4]
    assert sum(waited) < patience.SECONDS


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "truncated", "cut"])
def test_a_connection_that_breaks_is_tried_again(place: GooglePlace, board: Client, kind: str) -> None:
    place.server.world.faults.add(kind, api="sheets.get", count=2)
    assert get(place, board)["spreadsheetId"]
    assert board.tries == 3


def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(
    place: GooglePlace, board: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TIMEOUT", (1.0, 0.1))
    place.server.world.faults.add("hang", api="sheets.get", ms=2000, count=1)
    start = time.monotonic()
    get(place, board)
    assert board.tries == 2
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("body", ["empty", "html"])
def test_an_answer_to_a_write_that_can_not_be_read_writes_once(place: GooglePlace, body: str) -> None:
    place.server.world.faults.add("status", api="sheets.batchUpdate", status=200, body=body, applied=True)
    place.drop(response())
    assert place.run().code == 0
    assert len(place.intake()) == len(place.board()) == 1


def test_what_is_sent_is_never_sent_elsewhere(place: GooglePlace) -> None:
    place.drop(response(what_happened="between us"))
    with Elsewhere() as elsewhere:
        headers = {"Location": f"http://127.0.0.1:{elsewhere.port}/"}
        place.server.world.faults.add(
            "status", api="sheets.batchUpdate", status=307, headers=headers, count=99
        )
        assert place.run().code == 1
    assert not elsewhere.asked


class Elsewhere:
    """Somebody who listens."""

    def __init__(self) -> None:
        self.asked = False
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._listen)

    def __enter__(self) -> "Elsewhere":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.sendall(b"END")
        self.thread.join()
        self.socket.close()

    def _listen(self) -> None:
        while True:
            connection, _ = self.socket.accept()
            with connection:
                said = connection.recv(100)
            if said == b"END":
                return
            self.asked = True


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_is_told_at_once(place: GooglePlace, board: Client, status: int) -> None:
    place.server.world.faults.add("status", api="sheets.get", status=status, message="secret words", count=9)
    with pytest.raises(Refused) as refused:
        get(place, board)
    assert "secret words" not in str(refused.value)
    assert board.tries == 1


def test_no_more_than_sixty_reads_a_minute_are_asked_for(
    place: GooglePlace, board: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(patience, "sleep", waited.append)
    with caplog.at_level(logging.WARNING):
        for _ in range(patience.PER_MINUTE + 1):
            get(place, board)
    assert len(waited) == 1
    assert 0 < waited[0] <= 60
    assert "60 reads a minute" in caplog.text


def test_an_account_never_shows_its_key(place: GooglePlace) -> None:
    account = load(place.path / "credentials.json", place.server.url)
    assert "PRIVATE" not in repr(account)


def test_no_host_but_google_s_is_asked(place: GooglePlace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    send = requests.Session.send

    def sent(self: requests.Session, request: Any, **named: Any) -> Any:
        asked.add(str(request.url).split("/")[2])
        return send(self, request, **named)

    monkeypatch.setattr(requests.Session, "send", sent)
    place.run()
    assert asked == {place.server.url.split("/")[2]}
