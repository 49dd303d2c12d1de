"""Service accounts, people's consents, OAuth clients and the tokens given to them."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

LIFETIME = 3600


@dataclass
class ServiceAccount:
    """`keys` holds public keys in PEM, by key id."""

    email: str
    project: str
    keys: dict[str, str] = field(default_factory=dict)


@dataclass
class Client:
    """An installed app's OAuth client."""

    id: str
    secret: str
    project: str


@dataclass
class Grant:
    """What a token stands for; `expires` is in seconds since 1970, 0 for never."""

    email: str
    scopes: list[str]
    project: str
    expires: float = 0
    client: str = ""


@dataclass
class Code:
    """An authorization code, good for one exchange."""

    grant: Grant
    redirect_uri: str
    challenge: str


@dataclass
class Accounts:
    """`clock_shift` moves the tokens' clock, in seconds, apart from the world's."""

    service_accounts: dict[str, ServiceAccount] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    access: dict[str, Grant] = field(default_factory=dict)
    refresh: dict[str, Grant] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    disabled: dict[str, list[str]] = field(default_factory=dict)
    """APIs that are not enabled, such as `forms.googleapis.com`, by project."""
    person: str = "person@example.org"
    """Who sits at the browser and consents; also the caller where any token is taken."""
    denies: bool = False
    not_google: list[str] = field(default_factory=list)
    """Addresses without a Google account, besides those ending in `.invalid`."""
    spelled: dict[str, str] = field(default_factory=dict)
    """How Google shows addresses that people also write otherwise."""
    clock_shift: float = 0

    def now(self) -> float:
        return time.time() + self.clock_shift

    def new_access(self, grant: Grant) -> str:
        token = "ya29." + secrets.token_urlsafe(48)
        expires = self.now() + LIFETIME
        self.access[token] = Grant(grant.email, grant.scopes, grant.project, expires, grant.client)
        return token

    def new_refresh(self, grant: Grant) -> str:
        token = "1//" + secrets.token_urlsafe(32)
        self.refresh[token] = grant
        return token

    def valid(self, token: str) -> Grant | None:
        grant = self.access.get(token)
        return grant if grant and grant.expires > self.now() else None

    def revoke(self, token: str) -> bool:
        """A person's access token takes the refresh token of the same consent with it, and back."""
        grant = self.access.pop(token, None) or self.refresh.pop(token, None)
        if grant is None:
            return False
        for tokens in (self.access, self.refresh):
            for other in [t for t, g in tokens.items() if g.client and _same(g, grant)]:
                del tokens[other]
        return True

    def is_google(self, address: str) -> bool:
        folded = address.casefold()
        return not folded.endswith(".invalid") and folded not in map(str.casefold, self.not_google)

    def project_number(self, project: str) -> str:
        return str(int.from_bytes(project.encode()[:5].ljust(5, b"0"), "big"))


def _same(one: Grant, other: Grant) -> bool:
    return (one.email, one.client) == (other.email, other.client)
