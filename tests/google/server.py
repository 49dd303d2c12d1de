"""The front: every request is checked, applied under the world's lock, and answered or broken off."""

from __future__ import annotations

import json
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, unquote

from werkzeug.datastructures import MultiDict

from tests.google import access, discovery, validation
from tests.google.calls import Call
from tests.google.faults import Fault, truncated
from tests.google.listening import Broken, Incoming, Listener
from tests.google.partial import chosen
from tests.google.replies import as_reply, error_reply, not_found
from tests.google.routes import admin_routes, api_routes, open_routes
from tests.google.wire import ApiError, Caller, Json, Reply, Request, Route
from tests.google.world import World

HANGS_AT_MOST = 600_000.0

Between = Callable[[str, Call], None]
"""Called with `before` and `after` around each request to the APIs, the lock not being held."""

Found = tuple[Route, re.Match[str]]


class Server:
    """`world` is what it holds; `url` where it listens."""

    def __init__(self, world: World, port: int = 0) -> None:
        self.world = world
        self.between: Between | None = None
        self._late: list[Callable[[], object]] = []
        self._timers: list[threading.Timer] = []
        self._stopping = threading.Event()
        self._apis, self._open, self._admin = map(_compiled, (api_routes(), open_routes(), admin_routes()))
        self._listener = Listener(port, self._answer)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.005,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for timer in self._timers:
            timer.cancel()
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()

    def _answer(self, incoming: Incoming) -> Reply | Broken:
        incoming = _upgraded(incoming)
        if found := _found(self._admin, incoming):
            return self._applied(found, incoming, None)
        call = self._call(incoming)
        started = time.perf_counter()
        fault = self.world.faults.take(call.method, call.path, call.api)
        self._wait(self.world.switches.latency_ms)
        answer = self._struck(fault, incoming, call) if fault else self._whole(incoming, call)
        call.ms = round((time.perf_counter() - started) * 1000, 2)
        if isinstance(answer, Reply):
            call.status, call.response_bytes = answer.status, len(answer.content or b"")
        self.world.calls.add(call)
        return answer

    def _call(self, incoming: Incoming) -> Call:
        method = discovery.find(incoming.method, incoming.path)
        sign_in = "oauth." + incoming.path.rsplit("/", 1)[-1] if _found(self._open, incoming) else "unknown"
        api = method.id if method else sign_in
        template = method.template if method else incoming.path
        account = access.account_of(self.world, incoming)
        sent = len(incoming.body)
        return Call(incoming.method, incoming.path, api, template, account, request_bytes=sent)

    def _wait(self, ms: float) -> None:
        if ms:
            self._stopping.wait(ms / 1000)

    def _struck(self, fault: Fault, incoming: Incoming, call: Call) -> Reply | Broken:
        match fault.kind:
            case "delay":
                self._wait(fault.ms)
                return self._whole(incoming, call)
            case "late":
                self._postpone(fault, incoming, call)
                return fault.reply() if fault.status else Broken(reset=fault.reset)
            case "drop_after" | "truncated" | "cut":
                return _damaged(fault, self._whole(incoming, call))
        if fault.applied:
            self._whole(incoming, call)
        if fault.kind == "hang":
            self._wait(fault.ms or HANGS_AT_MOST)
        return fault.reply() if fault.kind == "status" else Broken(reset=fault.reset)

    def _postpone(self, fault: Fault, incoming: Incoming, call: Call) -> None:
        def apply() -> object:
            return self._once(incoming, call)

        if not fault.ms:
            self._late.append(apply)
            return
        timer = threading.Timer(fault.ms / 1000, apply)
        self._timers.append(timer)
        timer.start()

    def _whole(self, incoming: Incoming, call: Call) -> Reply:
        """The request applied, and after it what was to come late."""
        reply = self._once(incoming, call)
        late, self._late = self._late, []
        for apply in late:
            apply()
        return reply

    def _once(self, incoming: Incoming, call: Call) -> Reply:
        if self.between:
            self.between("before", call)
        method = discovery.find(incoming.method, incoming.path)
        found = _found(self._apis if method else self._open, incoming)
        reply = self._applied(found, incoming, method) if found else not_found(incoming.path)
        if self.between:
            self.between("after", call)
        return reply

    def _applied(self, found: Found, incoming: Incoming, method: discovery.Method | None) -> Reply:
        try:
            with self.world.lock:
                return self._handled(found, incoming, method)
        except ApiError as error:
            return error_reply(error)
        except Exception:  # noqa: BLE001 - a defect here must not end the connection without an answer
            traceback.print_exc(file=sys.stderr)
            return error_reply(ApiError(500, "Internal error encountered."))

    def _handled(self, found: Found, incoming: Incoming, method: discovery.Method | None) -> Reply:
        route, match = found
        query = MultiDict(parse_qsl(incoming.query, keep_blank_values=True))
        caller = Caller("admin")
        if method:
            caller = access.caller_of(self.world, incoming, method)
            self._spend(incoming, method)
        body = _body(incoming)
        if method:
            # The bodies of Sheets are read against the same document where they are used.
            validation.check(method, query, None if method.id.startswith("sheets.") else body)
        path = {name: unquote(part) for name, part in match.groupdict().items() if part is not None}
        headers = {name.title(): value for name, value in incoming.headers.items()}
        request = Request(self.world, caller, path, query, body, headers, incoming.body, incoming.base)
        self.world.acting = access.project_of(self.world, incoming) if method else ""
        answer = route.handler(request)
        if method and not method.id.startswith("sheets.") and not isinstance(answer, Reply):
            answer = chosen(answer, query.get("fields"))
        return as_reply(answer)

    def _spend(self, incoming: Incoming, method: discovery.Method) -> None:
        account, project = access.account_of(self.world, incoming), access.project_of(self.world, incoming)
        number = self.world.accounts.project_number(project)
        self.world.quota.spend(method.id, method.verb, account, project, number)


Compiled = list[tuple[re.Pattern[str], Route]]


def _compiled(routes: list[Route]) -> Compiled:
    return [(re.compile(route.pattern), route) for route in routes]


def _found(routes: Compiled, incoming: Incoming) -> Found | None:
    for pattern, route in routes:
        if route.method == incoming.method and (match := pattern.fullmatch(incoming.path)):
            return route, match
    return None


def _upgraded(incoming: Incoming) -> Incoming:
    """Uploads the way of Drive v2, as gspread sends them; long queries, as Google's client sends them."""
    old = "/upload/drive/v2/files/"
    if incoming.method == "PUT" and incoming.path.startswith(old):
        path = "/upload/drive/v3/files/" + incoming.path.removeprefix(old)
        return replace(incoming, method="PATCH", path=path)
    if incoming.headers.get("X-Http-Method-Override") == "GET":
        return replace(incoming, method="GET", query=incoming.body.decode(), body=b"")
    return incoming


def _body(incoming: Incoming) -> Json:
    kind = incoming.headers.get("Content-Type", "application/json")
    if not incoming.body or "json" not in kind or incoming.path.startswith("/upload/"):
        return None
    try:
        return json.loads(incoming.body)
    except ValueError as error:
        text = incoming.body.decode(errors="replace")[:60]
        message = f"Invalid JSON payload received. Unexpected token.\n{text}\n^"
        raise ApiError(400, message) from error


def _damaged(fault: Fault, reply: Reply) -> Reply | Broken:
    if fault.kind == "drop_after":
        return Broken(reset=fault.reset)
    if fault.kind == "truncated":
        return truncated(reply)
    return Broken(reply, len(reply.content or b"") // 2, fault.reset)


@contextmanager
def serve(world: World | None = None, port: int = 0, **switches: Any) -> Iterator[Server]:
    """A server in this process, on a free port; `switches` are those of `World.switches`."""
    world = world or World()
    for name, value in switches.items():
        if not hasattr(world.switches, name):
            raise TypeError(f"no such switch: {name}")
        setattr(world.switches, name, value)
    server = Server(world, port)
    server.start()
    try:
        yield server
    finally:
        with suppress(OSError):
            server.stop()
