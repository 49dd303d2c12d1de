"""What the test server does wrong when told to: every kind of fault, and Google's limits per minute."""

import time
from collections.abc import Iterator

import pytest
import requests

from tests.google.asking import TOKEN, append, cases, make_board, values
from tests.google.calls import Call
from tests.google.clients import service
from tests.google.server import Server, serve


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


class TestFaults:
    def test_an_error_strikes_the_call_it_was_planned_for(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        headers = {"Retry-After": "2"}
        server.world.faults.add("status", api="sheets.values.append", nth=2, status=503, headers=headers)
        statuses = [append(http, server, board) for _ in range(3)]
        assert [answer.status_code for answer in statuses] == [200, 503, 200]
        assert statuses[1].headers["Retry-After"] == "2"
        assert statuses[1].json()["error"]["message"] == "The service is currently unavailable."
        assert len(cases(server, board)) == 5

    def test_an_error_can_come_as_a_page(self, server: Server, http: requests.Session, board: str) -> None:
        server.world.faults.add("status", status=500, body="html")
        answer = values(http, server, board)
        assert (answer.status_code, answer.headers["Content-Type"]) == (500, "text/html; charset=UTF-8")

    def test_an_error_can_hide_that_the_request_was_applied(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        server.world.faults.add("status", api="sheets.values.append", status=503, applied=True)
        assert append(http, server, board).status_code == 503
        assert cases(server, board)[-1] == ["C-3", "Cy"]

    def test_a_dropped_request_was_not_applied(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        server.world.faults.add("drop_before", method="POST")
        with pytest.raises(requests.ConnectionError):
            append(http, server, board)
        assert len(cases(server, board)) == 3

    @pytest.mark.parametrize("reset", [False, True])
    def test_a_dropped_answer_hides_a_request_that_was_applied(
        self, server: Server, http: requests.Session, board: str, reset: bool
    ) -> None:
        server.world.faults.add("drop_after", path=":append", reset=reset)
        with pytest.raises(requests.ConnectionError):
            append(http, server, board)
        assert len(cases(server, board)) == 4

    def test_an_answer_can_be_half_of_its_json(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        server.world.faults.add("truncated")
        answer = values(http, server, board)
        assert answer.status_code == 200
        with pytest.raises(requests.exceptions.JSONDecodeError):
            answer.json()

    def test_an_answer_can_break_off(self, server: Server, http: requests.Session, board: str) -> None:
        server.world.faults.add("cut")
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            values(http, server, board)

    def test_an_answer_can_be_late(self, server: Server, http: requests.Session, board: str) -> None:
        server.world.faults.add("delay", ms=60)
        began = time.perf_counter()
        assert values(http, server, board).status_code == 200
        assert time.perf_counter() - began >= 0.06

    def test_a_refused_request_can_be_applied_after_the_next(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        server.world.faults.add("late", api="sheets.values.append", status=503)
        assert append(http, server, board, "late").status_code == 503
        assert len(cases(server, board)) == 3
        append(http, server, board, "again")
        assert [row[0] for row in cases(server, board)[3:]] == ["again", "late"]

    def test_a_refused_request_can_be_applied_some_time_later(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        server.world.faults.add("late", api="sheets.values.append", status=0, ms=30)
        with pytest.raises(requests.ConnectionError):
            append(http, server, board)
        assert len(cases(server, board)) == 3
        time.sleep(0.15)
        assert len(cases(server, board)) == 4

    def test_a_hanging_request_ends_with_the_server(self, http: requests.Session) -> None:
        with serve() as server:
            server.world.faults.add("hang")
            with pytest.raises(requests.Timeout):
                http.get(f"{server.url}/drive/v3/files", timeout=0.1)

    def test_googles_client_sends_again_by_itself_what_was_dropped(self, server: Server) -> None:
        server.world.faults.add("drop_after", api="drive.files.create")
        with service(server.url, "drive") as drive:
            drive.files().create(body={"name": "once"}).execute()
        assert [file.name for file in server.world.files.values()] == ["once", "once"]

    def test_faults_are_planned_from_outside(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        planned = http.post(
            f"{server.url}/admin/faults", json=[{"kind": "status", "status": 500}], timeout=10
        )
        assert planned.json()["faults"][0]["kind"] == "status"
        assert values(http, server, board).status_code == 500
        assert http.get(f"{server.url}/admin/faults", timeout=10).json() == {"faults": []}
        wrong = http.post(f"{server.url}/admin/faults", json={"kind": "nonsense"}, timeout=10)
        assert wrong.status_code == 400

    def test_a_person_can_edit_between_two_calls(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        def edit(when: str, call: Call) -> None:
            if when == "before" and call.api == "sheets.values.append":
                url = f"{server.url}/admin/spreadsheets/{board}/type"
                requests.post(url, json={"cell": "A4", "value": "mine"}, timeout=10)

        server.between = edit
        append(http, server, board)
        assert [row[0] for row in cases(server, board)] == ["Case", "C-1", "C-2", "mine", "C-3"]


class TestQuotas:
    def test_reads_beyond_a_minutes_share_are_refused_in_googles_words(
        self, server: Server, http: requests.Session, board: str
    ) -> None:
        server.world.quota.enforced = True
        answers = [values(http, server, board) for _ in range(61)]
        assert {answer.status_code for answer in answers[:60]} == {200}
        error = answers[60].json()["error"]
        assert (error["code"], error["status"]) == (429, "RESOURCE_EXHAUSTED")
        assert error["message"].startswith(
            "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' "
            "of service 'sheets.googleapis.com' for consumer 'project_number:"
        )
        assert error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
        assert error["details"][0]["metadata"]["quota_limit_value"] == "60"
        assert append(http, server, board).status_code == 200

    def test_limits_can_be_changed(self, server: Server, http: requests.Session, board: str) -> None:
        body = {"enforced": True, "limits": {"sheets write": [1, 300]}}
        http.patch(f"{server.url}/admin/quota", json=body, timeout=10)
        assert [append(http, server, board).status_code for _ in range(2)] == [200, 429]
