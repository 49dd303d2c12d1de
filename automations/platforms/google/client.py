"""Calls to Google: gspread's client with time-outs and an end to its trying.

Everything that writes goes through here. googleapiclient is for reading alone: its transport sends a
POST again by itself when a connection drops.
"""

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.parse import urlsplit

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.auth.transport.requests import AuthorizedSession
from httplib2 import HttpLib2Error

from automations.platforms.google import refusals
from automations.platforms.google.account import Account, Scope
from automations.platforms.google.patience import ATTEMPTS, TIMEOUT, Pace, Passing, patiently
from automations.platforms.google.refusals import Refused, Thing

T = TypeVar("T")

NO_CONTENT = 204
"""What Google answers once something is deleted."""


@dataclass(eq=False)
class Connection:
    """One account's session, and how fast it may ask: Google counts reads and writes apart."""

    account: Account
    scopes: frozenset[Scope]
    reads: Pace = field(default_factory=lambda: Pace("reads"))
    writes: Pace = field(default_factory=lambda: Pace("writes"))

    @cached_property
    def credentials(self) -> Credentials:
        return self.account.credentials(self.scopes)

    @cached_property
    def session(self) -> AuthorizedSession:
        session = AuthorizedSession(self.credentials)  # type: ignore[no-untyped-call] # google-auth leaves it out
        if self.account.endpoint:
            session.trust_env = False  # no proxy stands between here and this machine
        self.closes(session.close)
        return session

    def closes(self, close: Callable[[], object]) -> None:
        """Have something closed when the connection is no longer used."""
        weakref.finalize(self, close)

    def address(self, url: str) -> str:
        if not self.account.endpoint:
            return url
        parts = urlsplit(url)
        return f"{self.account.endpoint}{parts.path}" + (f"?{parts.query}" if parts.query else "")


class Client(gspread.HTTPClient):
    """Calls about one thing. `tries` tells how often the last one was sent, `attempts` how often one is."""

    def __init__(self, connection: Connection, thing: Thing, attempts: int = ATTEMPTS) -> None:
        super().__init__(None, connection.session)  # type: ignore[arg-type] # a session needs no credentials beside it
        self.connection, self.thing, self.attempts, self.tries = connection, thing, attempts, 0

    def request(self, method: str, endpoint: str, *rest: Any, **named: Any) -> requests.Response:
        """Arguments as gspread's. Raises Refused, or WorkbookError if Google can't be reached."""
        self.tries = 0
        address = self.connection.address(endpoint)

        def once() -> requests.Response:
            self.tries += 1
            (self.connection.reads if method.lower() == "get" else self.connection.writes).keep()
            return self._sent(method, address, *rest, **named)

        return bounded(once, self.thing, self.connection.account, self.attempts)

    def _sent(
        self, method: str, address: str, params: Any = None, data: Any = None, json: Any = None, **named: Any
    ) -> requests.Response:
        asked = {"params": params, "data": data, "json": json, "timeout": TIMEOUT, **named}
        try:
            # What is sent may hold answers: it goes nowhere else, whoever says so.
            response = self.session.request(method, address, allow_redirects=False, **asked)
        except (TypeError, KeyError, ValueError):
            raise Passing("Google's sign-in gave an answer that can't be read") from None
        body = _json(response)
        refusals.check(response.status_code, response.headers, body, self.thing, self.connection.account)
        if response.status_code == NO_CONTENT:
            return response
        if not isinstance(body, dict) or "error" in body or response.is_redirect:
            raise Passing(f"Google's answer for the {self.thing.name} broke off")
        return response


def bounded(once: Callable[[], T], thing: Thing, account: Account, attempts: int = ATTEMPTS) -> T:
    """What the call returns, tried again while that may help. Raises Refused and WorkbookError."""
    try:
        return patiently(lambda: _as_passing(once, account), attempts)
    except Passing:
        raise refusals.gone(thing) from None


def _as_passing(once: Callable[[], T], account: Account) -> T:
    try:
        return once()
    except RefreshError as error:
        if error.retryable:
            raise Passing("Google's sign-in does not answer") from None
        raise Refused(refusals.credentials_refused(account), 401) from None
    except (OSError, GoogleAuthError, HttpLib2Error, HTTPException) as error:
        raise Passing(f"the connection to Google failed ({type(error).__name__})") from None


def _json(response: requests.Response) -> Any:
    """None where what came is no JSON."""
    try:
        return response.json()
    except ValueError:
        return None
