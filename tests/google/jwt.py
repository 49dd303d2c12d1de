"""Assertions of service accounts: JSON web tokens with RS256, checked as Google checks them."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from tests.google.accounts import Accounts, ServiceAccount
from tests.google.wire import Json

SKEW = 300
LONGEST = 3600

SHORT_LIVED = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


class Invalid(Exception):
    """`error` is OAuth's word, the text Google's description."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error, self.description = error, description


def grant(text: str) -> Invalid:
    return Invalid("invalid_grant", text)


def checked(accounts: Accounts, assertion: str, audiences: set[str]) -> tuple[ServiceAccount, Json]:
    """The account that signed, and the claims."""
    signed, _, signature = assertion.rpartition(".")
    head, _, body = signed.partition(".")
    try:
        header, claims = json.loads(_decoded(head)), json.loads(_decoded(body))
    except ValueError as error:
        raise grant("Invalid JWT: Malformed JWT.") from error
    account = accounts.service_accounts.get(str(claims.get("iss", "")))
    if account is None:
        raise grant("Invalid grant: account not found")
    _check_signature(account, header, signed, signature)
    if claims.get("aud") not in audiences:
        raise grant("Invalid JWT: Failed audience check.")
    _check_times(claims, accounts.now())
    if not str(claims.get("scope") or "").strip():
        raise Invalid("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    return account, claims


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _check_signature(account: ServiceAccount, header: Json, signed: str, signature: str) -> None:
    pem = account.keys.get(str(header.get("kid", "")))
    if pem is None or header.get("alg") != "RS256":
        raise grant("Invalid JWT Signature.")
    key: Any = load_pem_public_key(pem.encode())
    if not isinstance(key, RSAPublicKey):
        raise grant("Invalid JWT Signature.")
    try:
        key.verify(_decoded(signature), signed.encode(), PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError) as error:
        raise grant("Invalid JWT Signature.") from error


def _check_times(claims: Json, now: float) -> None:
    begins, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(begins, int | float) or not isinstance(ends, int | float):
        raise grant(SHORT_LIVED)
    if begins > now + SKEW or ends < now - SKEW or not 0 < ends - begins <= LONGEST:
        raise grant(SHORT_LIVED)
