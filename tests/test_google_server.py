"""The test server's front: connections, checks of requests, saved state, its commands."""

import gzip
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.google import state
from tests.google.admin_forms import make_form
from tests.google.admin_sheets import dump, make_spreadsheet
from tests.google.asking import TOKEN, append, cases, make_board, values
from tests.google.clients import service, spreadsheets
from tests.google.server import Server, serve
from tests.google.world import World

QUESTION = {"title": "Name", "questionItem": {"question": {"questionId": "0000000a", "textQuestion": {}}}}


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update(TOKEN)
        yield session


@pytest.fixture
def board(server: Server) -> str:
    return make_board(server)


class TestConnections:
    def test_several_requests_go_over_one_connection(self, server: Server, board: str) -> None:
        connection = HTTPConnection(server.url.removeprefix("http://"))
        sockets = set()
        for _ in range(3):
            connection.request("GET", f"/v4/spreadsheets/{board}/values/Cases", headers=TOKEN)
            assert connection.getresponse().read()
            sockets.add(id(connection.sock))
        connection.close()
        assert len(sockets) == 1
        assert None not in sockets

    def test_answers_are_compressed_when_asked_for(self, server: Server, board: str) -> None:
        connection = HTTPConnection(server.url.removeprefix("http://"))
        connection.request("GET", f"/v4/spreadsheets/{board}", headers={**TOKEN, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        whole = json.loads(gzip.decompress(answer.read()))
        connection.close()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"
        assert whole["spreadsheetId"] == board

    def test_an_unknown_path_is_answered_with_a_page(self, server: Server, http: requests.Session) -> None:
        answer = http.get(f"{server.url}/v9/nothing", timeout=10)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=UTF-8")
        assert "Error 404 (Not Found)!!1" in answer.text

    def test_latency_holds_answers_back_without_holding_others_up(self, http: requests.Session) -> None:
        with serve(latency_ms=80) as server:
            board = make_spreadsheet(server.world, {"tabs": {"Cases": [["Case"]]}}).id
            began = time.perf_counter()
            threads = [threading.Thread(target=values, args=(http, server, board)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert 0.08 <= time.perf_counter() - began < 0.24

    def test_requests_at_the_same_time_are_each_applied_once(self, server: Server, board: str) -> None:
        def several(number: int) -> None:
            with requests.Session() as session:
                session.headers.update(TOKEN)
                for turn in range(10):
                    assert append(session, server, board, f"{number}.{turn}").status_code == 200

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(several, range(6)))
        rows = cases(server, board)[3:]
        assert len({row[0] for row in rows}) == len(rows) == 60

    def test_a_long_query_may_come_in_the_body(self, server: Server, board: str) -> None:
        with service(server.url, "sheets") as sheets:
            ranges = [f"Cases!A{n}:B{n}" for n in range(1, 201)]
            got = sheets.spreadsheets().values().batchGet(spreadsheetId=board, ranges=ranges).execute()
        assert len(got["valueRanges"]) == 200

    def test_a_switch_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(TypeError, match="no such switch"), serve(forms_filtre="created"):
            pass


class TestChecks:
    def test_a_request_without_a_token_is_unauthenticated(self, server: Server, board: str) -> None:
        answer = requests.get(f"{server.url}/v4/spreadsheets/{board}", timeout=10)
        error = answer.json()["error"]
        assert (answer.status_code, error["status"]) == (401, "UNAUTHENTICATED")
        assert error["message"].startswith("Request is missing required authentication credential.")

    def test_an_unknown_field_in_a_body_is_named(self, server: Server, http: requests.Session) -> None:
        form = make_form(server.world, {}).id
        body = {"requests": [{"createItem": {"item": {"titel": "x"}}}]}
        answer = http.post(f"{server.url}/v1/forms/{form}:batchUpdate", json=body, timeout=10)
        assert answer.status_code == 400
        assert answer.json()["error"]["message"] == (
            "Invalid JSON payload received. Unknown name \"titel\" at 'requests[0].create_item.item': "
            "Cannot find field."
        )

    def test_a_value_outside_an_enum_is_named(self, server: Server, http: requests.Session) -> None:
        form = make_form(server.world, {}).id
        settings = {"settings": {"emailCollectionType": "responderInput"}, "updateMask": "*"}
        body = {"requests": [{"updateSettings": settings}]}
        answer = http.post(f"{server.url}/v1/forms/{form}:batchUpdate", json=body, timeout=10)
        assert answer.json()["error"]["message"] == (
            "Invalid value at 'requests[0].update_settings.settings.email_collection_type' "
            '(type.googleapis.com/google.apps.forms.v1.FormSettings.EmailCollectionType), "responderInput"'
        )

    def test_an_unknown_query_parameter_is_refused_except_by_drive(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        sheets = http.get(f"{server.url}/v4/spreadsheets/{board}?nonsense=1", timeout=10)
        drive = http.get(f"{server.url}/drive/v3/files/{board}?nonsense=1", timeout=10)
        assert (sheets.status_code, drive.status_code) == (400, 200)
        assert "Cannot bind query parameter. Field 'nonsense'" in sheets.json()["error"]["message"]

    def test_a_body_that_is_no_json_is_refused(self, server: Server, http: requests.Session) -> None:
        headers = {"Content-Type": "application/json"}
        answer = http.post(f"{server.url}/v1/forms", data=b"{'a'", headers=headers, timeout=10)
        assert answer.json()["error"]["message"].startswith("Invalid JSON payload received.")

    def test_only_the_fields_asked_for_are_sent(self, server: Server, http: requests.Session) -> None:
        form = make_form(server.world, {"form": {"info": {"title": "T"}, "items": [QUESTION]}}).id
        answer = http.get(f"{server.url}/v1/forms/{form}?fields=info/title,items(title)", timeout=10)
        assert answer.json() == {"info": {"title": "T"}, "items": [{"title": "Name"}]}


class TestLog:
    def test_every_call_is_counted_until_forgotten(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        values(http, server, board)
        http.get(f"{server.url}/drive/v3/files/none", timeout=10)
        log = http.get(f"{server.url}/admin/calls", timeout=10).json()
        assert log["counts"] == {"drive.files.get 404": 1, "sheets.values.get 200": 1}
        assert log["calls"][0]["template"] == "/v4/spreadsheets/{spreadsheetId}/values/{range}"
        assert log["calls"][0]["response_bytes"] > 50
        http.delete(f"{server.url}/admin/calls", timeout=10)
        assert server.world.calls.count() == 0


class TestState:
    def test_what_was_saved_is_there_again(self, tmp_path: Path) -> None:
        before, after = World(), World()
        board = make_spreadsheet(before, {"tabs": {"Cases": [["Case"], ["=1+1"]], "Other": []}})
        form = make_form(before, {"form": {"items": [QUESTION]}, "responses": [{"answers": {"Name": "Ada"}}]})
        state.save(before, tmp_path / "state.json")
        state.load(after, tmp_path / "state.json")
        assert dump(after, after.files[board.id]) == dump(before, board)
        assert after.files[form.id] == form
        assert after.new_id() not in before.files

    def test_the_command_saves_at_the_end_and_loads_at_the_start(self, tmp_path: Path) -> None:
        seed = {"spreadsheets": [{"id": "board", "tabs": {"Cases": [["Case"], ["C-1"]]}}]}
        (tmp_path / "seed.json").write_text(json.dumps(seed))
        state_file = ["--state", str(tmp_path / "state.json")]
        with _command("--seed", str(tmp_path / "seed.json"), *state_file) as url:
            edit = {"cell": "A3", "value": "C-2"}
            requests.post(f"{url}/admin/spreadsheets/board/type", json=edit, timeout=10)
        with _command(*state_file) as url:
            shown = requests.get(f"{url}/admin/spreadsheets/board", timeout=10).json()
        assert shown == {"Cases": [["Case"], ["C-1"], ["C-2"]]}


class _command:
    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.google", "--port", "0", *options], stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().removeprefix("listening on ").strip()

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=10)
        assert self.process.returncode == 0


class TestAdmin:
    def test_a_persons_edits_change_the_spreadsheet_and_its_time(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        base, file = f"{server.url}/admin/spreadsheets/{board}", server.world.files[board]
        version = file.version
        edits: list[tuple[str, Any]] = [
            ("paste", {"cell": "A4", "rows": [["C-4", "Di"], ["C-3", "Cy"]]}),
            ("sort", {"column": "Case", "descending": True}),
            ("delete", {"start": 1}),
            ("insert", {"start": 1, "end": 2}),
            ("move", {"dimension": "COLUMNS", "start": 0, "to": 2}),
            ("header", {"old": "Who", "new": "Person"}),
            ("hide", {"start": 2}),
            ("tab", {"old": "Cases", "new": "Open"}),
        ]
        for name, edit in edits:
            answer = http.post(f"{base}/{name}", json=edit, timeout=10)
            assert answer.status_code == 200, (name, answer.text)
        shown = http.get(base, timeout=10).json()
        assert shown == {"Open": [["Person", "Case"], [], ["Cy", "C-3"], ["Bo", "C-2"], ["Ada", "C-1"]]}
        assert file.version >= version + len(edits)

    def test_an_edit_that_is_wrong_is_refused(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        base = f"{server.url}/admin/spreadsheets/{board}"
        for name, edit in (("type", {"cell": "A1"}), ("sort", {"column": "None"}), ("dance", {})):
            assert http.post(f"{base}/{name}", json=edit, timeout=10).status_code in (400, 404)

    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("PATCH", "switches", {"forms_order": "reversed"}),
            ("PATCH", "clock", {"offset": 3600}),
            ("PATCH", "clock", {"tokens": -60}),
            ("PATCH", "accounts", {"person": "ada@example.org", "not_google": ["bo@example.org"]}),
            ("POST", "keys/service-account", {"name": "robot"}),
            ("POST", "keys/client", {}),
            ("POST", "keys/user", {"email": "ada@example.org"}),
            ("POST", "tokens/revoke", {"email": "ada@example.org"}),
            ("POST", "drives", {"name": "Team"}),
            ("POST", "files/{board}/share", {"email": "bo@example.org", "role": "reader"}),
            ("POST", "files/{board}/share", {"role": "reader"}),
            ("POST", "files/{board}/unshare", {"email": "bo@example.org"}),
            ("PATCH", "files/{board}", {"name": "New", "owner": "bo@example.org", "apps": ["helpers"]}),
            ("DELETE", "files/{board}", None),
            ("POST", "spreadsheets/{board}/filter", {"hidden": {"Who": ["Ada"]}}),
            ("POST", "spreadsheets/{board}/filter", {"hidden": None}),
            ("POST", "spreadsheets/{board}/batch", {"requests": [{"addSheet": {}}]}),
            ("GET", "spreadsheets/{board}?values=formulas", None),
            ("DELETE", "faults", None),
        ],
    )
    def test_the_world_is_changed_from_outside(
        self, server: Server, http: requests.Session, board: str, method: str, path: str, body: Any
    ) -> None:
        url = f"{server.url}/admin/{path.format(board=board)}"
        answer = http.request(method, url, json=body, timeout=10)
        assert answer.status_code == 200, answer.text

    def test_a_person_needs_the_right_to_edit(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        edit, url = {"cell": "A2", "value": "x", "as": "bo@example.org"}, f"{server.url}/admin"
        assert http.post(f"{url}/spreadsheets/{board}/type", json=edit, timeout=10).status_code == 403
        http.post(f"{url}/files/{board}/share", json={"email": "bo@example.org"}, timeout=10)
        assert http.post(f"{url}/spreadsheets/{board}/type", json=edit, timeout=10).status_code == 200

    def test_the_clock_can_be_stopped(self, server: Server, http: requests.Session, board: str) -> None:
        http.patch(f"{server.url}/admin/clock", json={"at": "2026-07-01T10:00:00Z"}, timeout=10)
        append(http, server, board)
        with service(server.url, "drive") as drive:
            file = drive.files().get(fileId=board, fields="modifiedTime").execute()
        assert file == {"modifiedTime": "2026-07-01T10:00:00.000Z"}

    def test_a_reset_leaves_nothing(self, server: Server, http: requests.Session, board: str) -> None:
        http.post(f"{server.url}/admin/reset", json={}, timeout=10)
        assert http.get(f"{server.url}/admin/world", timeout=10).json() == {"files": []}


def test_gspread_works_as_with_google(server: Server) -> None:
    with spreadsheets(server.url) as client:
        book = client.create("Book")
        book.sheet1.update([["a", "b"], [1, 2]], "A1")
        assert client.open("Book").sheet1.get_all_records() == [{"a": 1, "b": 2}]
        client.import_csv(book.id, b"x,y\n3,4")
        assert book.sheet1.get_all_values() == [["x", "y"], ["3", "4"]]
        assert client.copy(book.id).title == "Copy of Book"
