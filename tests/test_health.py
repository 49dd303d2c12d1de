"""Somebody notices when the jobs stop: the board, the watch service, `status`, the log."""

import http.server
import json
import logging
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from automations import logs
from automations.cli import watch
from sheets_schema.looks import STALE
from tests.google_place import GooglePlace
from tests.mail_server import MailPlace, plain_text
from tests.place import NOW, Place, response
from tests.test_mail import canaries  # noqa: F401 - a fixture
from tests.watch_kills import ROOT


def line(place: Place) -> str:
    rows = {str(row["Topic"]): str(row["Explanation"]) for row in place.rows("board", "Read me")}
    return rows.get("Last good run", "")


def test_the_board_says_on_which_day_all_jobs_last_did_their_work(place: Place) -> None:
    place.run()
    assert line(place).startswith("2026-11-10: ")
    place.run("intake", now="2026-11-11T09:00:00-08:00")
    assert line(place).startswith("2026-11-10: ")
    place.run(now="2026-11-12T09:00:00-08:00")
    assert line(place).startswith("2026-11-12: ")
    assert len([row for row in place.rows("board", "Read me") if row["Topic"] == "Last good run"]) == 1


@pytest.mark.files
def test_a_day_on_which_a_job_failed_is_no_good_one(place: Place) -> None:
    place.run()
    place.drop(response("broken"))
    assert place.run(now="2026-11-11T09:00:00-08:00").code == 1
    assert line(place).startswith("2026-11-10: ")


def test_the_line_is_written_once_a_day_and_a_broken_one_is_mended(place: Place) -> None:
    for _ in range(2):
        ran = place.run()
    assert {job["result"] for job in ran.jobs.values()} == {"nothing to do"}
    place.type("board", "Read me", "Last good run", Explanation="yesterday, I think")
    place.run()
    assert line(place).startswith("2026-11-10: ")


def red(place: Place, folder: Path) -> bool:
    """Whether LibreOffice paints anything on the board's Read me in the colour of what is late."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    in_utc = os.environ | {"TZ": "UTC"}
    command = [*convert, str(place.file("board"))]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=in_utc)
    draw = ["pdftoppm", "-r", "50", str(folder / "board.pdf"), str(folder / "page")]
    subprocess.run(draw, check=True, capture_output=True, timeout=60)
    pages = list(folder.glob("page*.ppm"))
    assert pages
    return any(bytes.fromhex(STALE[0]) * 20 in page.read_bytes() for page in pages)


@pytest.mark.files
@pytest.mark.libreoffice
@pytest.mark.parametrize(("days", "is_red"), [(0, False), (1, False), (2, True), (40, True)])
def test_the_line_turns_red_by_itself_when_it_is_more_than_a_day_old(
    bare: Place, tmp_path: Path, days: int, is_red: bool
) -> None:
    # LibreOffice asks the machine's own clock.
    bare.settings.write_text('[team]\ntime_zone = "UTC"\n')
    bare.run(now=(datetime.now(UTC) - timedelta(days=days)).isoformat())
    assert red(bare, tmp_path) is is_red


@pytest.mark.google
def test_on_google_the_same_rule_stands_on_the_read_me_once(place: GooglePlace) -> None:
    assert place.command("setup").code == 0
    sheet = place.files["board"].content.titled("Read me")
    rules = [rule for rule in sheet.overlays["conditionalFormats"] if "Last good run" in str(rule)]
    assert len(rules) == 1
    assert "TODAY()" in str(rules[0])


@pytest.mark.files
def test_what_others_may_open_is_looked_at_when_asked_for_once_a_day(place: Place) -> None:
    assert place.run("access").jobs["access"]["written"] == 1
    place.file("board").chmod(0o644)
    assert "things to mend" not in place.command("run", "access", "--now", NOW).out
    later = "2026-11-11T09:00:00-08:00"
    assert "1 things to mend. Run `doctor`" in place.command("run", "access", "--now", later).out
    assert "access" not in place.run(now=later).jobs


@pytest.mark.google
def test_on_google_a_digest_says_how_much_is_wrong_with_sharing(mailed: GooglePlace, mail: MailPlace) -> None:
    mailed.share(mailed.files["office"], "stranger@example.org")
    mailed.run("access")
    mailed.run()
    digests = [text for text in map(plain_text, mail.post.mails) if "Open requests" in text]
    assert digests
    # The stranger, and that the board is shared with no volunteer yet.
    assert all("Things to mend in who can open what: 2." in text for text in digests)


# The watch service


class Service(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, dict[str, str], int]]
    status = 200

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers), int(self.headers.get("Content-Length", 0))))
        self.send_response(self.status)
        self.send_header("Location", "https://localhost:1/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, type[Service]]]:
    """Its address, and what it was asked."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "watch-authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "watch-authority.pem"))
    handler = type("Handler", (Service,), {"asked": []})
    served = http.server.HTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    served.socket = context.wrap_socket(served.socket, server_side=True)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{served.server_port}/ping/a-secret", handler
    served.shutdown()
    served.server_close()


def test_a_good_run_asks_for_the_ping_address_and_tells_it_nothing(
    unset: Place, service: tuple[str, type[Service]]
) -> None:
    address, handler = service
    unset.set_up(f'[watch]\nping = "{address}"\n')
    assert unset.run().code == 0
    ((path, headers, length),) = handler.asked
    assert (path, length) == ("/ping/a-secret", 0)
    assert set(headers) <= {"Host", "User-Agent", "Accept-Encoding", "Connection"}
    assert unset.run("intake").code == 0
    unset.command("run", "--dry-run", "--now", NOW)
    assert len(handler.asked) == 1


@pytest.mark.files
@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_watch_service_that_fails_fails_no_run_and_its_address_is_not_told(
    unset: Place, service: tuple[str, type[Service]], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    address, handler = service
    handler.status = status
    unset.set_up(f'[watch]\nping = "{address}"\n')
    with caplog.at_level(logging.INFO):
        assert unset.run().code == 0
    assert len(handler.asked) == 1
    assert f"did not answer ({status})" in caplog.text
    assert "a-secret" not in caplog.text


@pytest.mark.files
def test_a_failed_run_does_not_ping(unset: Place, service: tuple[str, type[Service]]) -> None:
    unset.set_up(f'[watch]\nping = "{service[0]}"\n')
    unset.drop(response("broken"))
    assert unset.run().code == 1
    assert not service[1].asked


@pytest.mark.files
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[watch]\nping = "http://example.org"', "watch.ping"), ('[watch]\ndaily_at = "7"', "watch.daily_at"),
        ('[watch]\ndaily_at = "25:00"', "watch.daily_at"), ('[watch]\nlog = "xml"', "watch.log"),
        ('[mail]\nserver = "x"', "mail.sender"),
        ('[mail]\nserver="x"\nsender="a@b.org"\nport=0', "mail.port"),
        ('[mail]\nserver="x"\nsender="a@b.org"\nsecurity="none"', "mail.security"),
        ('[mail]\nserver="x"\nsender="a@b.org"\nearliest="20:00"', "mail.latest"),
        ('[mail]\nserver="x"\nsender="a@b.org"\ndays_off=["Caturday"]', "mail.days_off"),
        ('[mail]\nserver="x"\nsender="a@b.org"\nholidays=["Xmas"]', "mail.holidays"),
        ('[mail]\nserver="x"\nsender="a@b.org"\npassword="secret"', "password"),
    ],
)  # fmt: skip
def test_unusable_settings_of_watch_and_mail_are_told_by_their_key(place: Place, text: str, key: str) -> None:
    place.settings.write_text(text, encoding="utf-8")
    ran = place.command("run")
    assert (ran.code, key in ran.err) == (2, True)


# Status and log


@pytest.mark.files
def test_status_says_when_the_jobs_last_ran_and_which_fail(place: Place) -> None:
    assert json.loads(place.command("status", "--json").out)["last_run"] is None
    place.run()
    place.drop(response("broken"))
    place.run(now="2026-11-11T09:00:00-08:00")
    found = json.loads(place.command("status", "--json").out)
    assert found["last_run"] == "2026-11-11T17:00:00+00:00"
    assert found["last_good_run"] == "2026-11-10"
    assert found["failing"] == ["intake"]
    assert found["mails_on_their_way"] == 0
    assert "Failed when they last ran: intake." in place.command("status").out


def watched(place: Place, *arguments: str, passes: int = 1) -> list[str]:
    """The log of a watch that is stopped after so many passes."""
    command = [sys.executable, "-m", "automations", "--config", str(place.settings), "watch", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as begun:
        assert begun.stderr
        lines: list[str] = []
        while sum("pass" in one for one in lines) < passes:
            lines.append(begun.stderr.readline())
        begun.terminate()
        return [*lines, *begun.stderr]


@pytest.mark.files
def test_the_log_is_one_line_an_event_for_people_or_for_programs(place: Place) -> None:
    place.drop(response())
    plain = watched(place, "--now", NOW)
    assert any(one.rstrip().endswith("job: job intake, read 1, written 1") for one in plain)
    found = [json.loads(one) for one in watched(place, "--now", NOW, "--log", "json")]
    assert [one["event"] for one in found] == ["watch begins", "pass", "watch ends"]
    assert all(datetime.fromisoformat(one["time"]).tzinfo for one in found)
    assert place.command("watch", "--log", "xml").code == 2


def test_no_line_of_the_log_holds_what_anybody_wrote(
    mailed: Place,
    mail: MailPlace,
    canaries: Callable[[int], dict[str, str]],  # noqa: F811 - a fixture
) -> None:
    mailed.drop(*[response(f"2026/11/0{n} 9:00:00 AM GMT-8", **canaries(n)) for n in range(1, 9)])
    mail.post.faults += ["550 Canary", "451 Canary", "drop"]
    said = watched(mailed, "--now", NOW) + watched(mailed, "--now", NOW, "--log", "json")
    assert any("job failed" in one for one in said)
    assert not [one for one in said if "canary" in one.casefold() or "@" in one]


@pytest.mark.files
def test_an_error_that_nobody_foresaw_is_logged_without_what_it_quotes(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a story")

    monkeypatch.setattr(watch, "one_pass", broken)
    logs.begin("json", sys.stderr)
    from automations import settings

    assert watch._perform(settings.load(place.settings), ["intake"], datetime.now(UTC)) == ["intake"]
    said = capsys.readouterr().err
    assert "ValueError at test_health.py" in said
    assert "story" not in said


@pytest.mark.files
def test_a_watch_beside_a_run_waits_for_its_turn(place: Place) -> None:
    from filelock import FileLock

    with FileLock(place.folder / ".run.lock"):
        command = [sys.executable, "-m", "automations", "--config", str(place.settings), "watch"]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as begun:
            assert begun.stderr
            while "skipped" not in (one := begun.stderr.readline()):
                assert one
            begun.terminate()
            begun.communicate()
            assert begun.returncode == 0


def runs(place: Place, job: str) -> list[tuple[str, str]]:
    rows = place.rows("office", "Runs")
    return [(str(row["When"])[5:16], str(row["Result"])) for row in rows if row["Job"] == job]


@pytest.mark.files
def test_a_failure_that_lasts_is_told_once_a_day_and_its_end_too(place: Place) -> None:
    place.run()
    place.drop(response("broken"))
    for minute in (15, 30, 45):
        place.run(now=f"2026-11-10T10:{minute}:00-08:00")
    place.run(now="2026-11-11T10:00:00-08:00")
    place.drop(response())
    for minute in (15, 30):
        place.run(now=f"2026-11-11T10:{minute}:00-08:00")
    told = runs(place, "intake")
    assert told == [("11-10 18:15", "failed"), ("11-11 18:00", "failed"), ("11-11 18:15", "ok")]


def test_a_mail_server_that_is_down_fills_no_tab(mailed: Place, mail: MailPlace) -> None:
    mail.post.faults += ["451 later"] * 99
    for minute in (0, 15, 30, 45):
        assert mailed.run(now=f"2026-11-10T10:{minute:02}:00-08:00").code == 1
    mail.post.faults.clear()
    assert mailed.run(now="2026-11-10T11:00:00-08:00").code == 0
    assert runs(mailed, "mail") == [("11-10 18:00", "failed"), ("11-10 19:00", "ok")]
