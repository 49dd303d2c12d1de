"""A mail server on this machine, with STARTTLS or TLS, a certificate of its own, and a sign-in; it can
refuse, be slow, break off, and be full.
"""

import asyncio
import email
import email.policy
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "team@example.org", "pass word"


@dataclass
class Post:
    """What came in. `faults`: what the server says at the end of each of the next mails; `drop` and
    `drop after`: it breaks the line before it took the mail, or after; `slow`: it says nothing for a second.
    `refusing`: what it says of these addresses.
    """

    mails: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refusing: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusing:
            return self.refusing[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "slow":
            await asyncio.sleep(1)
        elif fault in ("", "drop after"):
            self.take(envelope)
        if fault.startswith("drop") and server.transport:
            server.transport.close()
        return fault if fault[:1].isdigit() else "250 OK"

    def take(self, envelope: Envelope) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        with self.lock:
            self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
            self.to += envelope.rcpt_tos

    def count(self) -> Counter[str]:
        return Counter(self.to)

    def clear(self) -> None:
        self.mails.clear()
        self.to.clear()


@dataclass
class MailPlace:
    """Where the server listens, and the file of the authority that vouches for it."""

    post: Post
    port: int
    authority: Path

    def settings(self, security: str = "STARTTLS", more: str = "") -> str:
        return (
            f'[mail]\nserver = "localhost"\nport = {self.port}\nsecurity = "{security}"\n'
            f'user = "{USER}"\nsender = "{USER}"\n{more}\n'
        )


def plain_text(mail: EmailMessage) -> str:
    return _part(mail, "plain")


def page(mail: EmailMessage) -> str:
    return _part(mail, "html")


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@contextmanager
def serving(folder: Path, security: str = "STARTTLS", name: str = "localhost") -> Iterator[MailPlace]:
    """`name`: what the certificate is for."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    post = Post()
    controller = (
        Controller(post, "127.0.0.1", _free_port(), ssl_context=context)
        if security == "TLS"
        # aiosmtpd lets nobody sign in but after STARTTLS.
        else Controller(
            post, "127.0.0.1", _free_port(), tls_context=context, require_starttls=True,
            authenticator=_sign_in, auth_required=True,
        )
    )  # fmt: skip
    controller.start()
    try:
        yield MailPlace(post, controller.port, folder / "authority.pem")
    finally:
        controller.stop()


def _free_port() -> int:
    """The controller can't choose one by itself."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    known = data == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)
