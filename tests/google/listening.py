"""The HTTP connections: requests read off them, answers written in one piece, and broken off."""

from __future__ import annotations

import gzip
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from werkzeug.datastructures import Headers

from tests.google.wire import Reply

SMALLEST_GZIP = 200


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came; `path` is still encoded."""

    method: str
    path: str
    query: str
    headers: Headers
    body: bytes

    @property
    def base(self) -> str:
        return f"http://{self.headers.get('Host', '127.0.0.1')}"


@dataclass(frozen=True, slots=True)
class Broken:
    """Instead of an answer: the connection closed, after `sent` bytes of `reply` if there is one."""

    reply: Reply | None = None
    sent: int = 0
    reset: bool = False


Answer = Callable[[Incoming], "Reply | Broken"]


class Listener(ThreadingHTTPServer):
    """Closes with all its connections, and waits for the threads that served them."""

    daemon_threads = False
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, port: int, answer: Answer) -> None:
        self.answer = answer
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a client may hang up as it likes
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        with self._guard:
            for connection in self._open:
                with suppress(OSError):  # already hung up
                    connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Listener

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _serve(self) -> None:
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send_error(411)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        incoming = Incoming(self.command, path, query, Headers(self.headers.items()), body)
        answer = self.server.answer(incoming)
        if isinstance(answer, Broken):
            self._break_off(answer)
        else:
            self._write(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _serve

    def _head(self, reply: Reply, length: int, more: dict[str, str]) -> None:
        self.send_response_only(reply.status)
        fixed = {"Date": formatdate(usegmt=True), "Server": "ESF", "Cache-Control": "private"}
        if reply.content is not None:
            more = {"Content-Type": reply.content_type, **more}
        for name, value in (fixed | more | dict(reply.headers)).items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _write(self, reply: Reply) -> None:
        content, more = reply.content or b"", {}
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        if wanted and len(content) >= SMALLEST_GZIP and "Content-Encoding" not in reply.headers:
            content, more = gzip.compress(content, 1), {"Content-Encoding": "gzip"}
        self._head(reply, len(content), more)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _break_off(self, broken: Broken) -> None:
        self.close_connection = True
        if broken.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if broken.reply is None:
            return
        content = broken.reply.content or b""
        self._head(broken.reply, len(content), {})
        self.wfile.write(content[: broken.sent])
