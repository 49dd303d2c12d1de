"""A requester's own phrase, by which they add to a case or withdraw it without an account.

Only a salted scrypt hash of it is kept (RFC 7914), in the office.
"""

import hashlib
import hmac
import re
import unicodedata

N, R, P = 2**14, 8, 1
"""16 MB and about a twentieth of a second a guess."""

MOST_HASHED = 30
"""Phrases that one run hashes, those of the newest requests: an import of hundreds must not take minutes. A
coordinator can still tell whom an addition is from.
"""

MOST_COMPARED = 100
"""Cases, the newest, that a phrase is held against."""

MOST_GUESSES = 5
"""Wrong phrases a day; what comes after them is left to a coordinator."""

GIVEN = "given"
"""Stands in Intake in the phrase's place."""


def kept(phrase: str, salt: str) -> str:
    return f"{salt} {_hash(phrase, salt)}"


def matches(phrase: str, kept: str) -> bool:
    """In constant time; spacing, capitals and punctuation are forgiven."""
    salt, _, known = kept.partition(" ")
    return hmac.compare_digest(_hash(phrase, salt), known)


def are_same(one: str, other: str) -> bool:
    """Two that came in together, of which none is kept yet."""
    return hmac.compare_digest(_plain(one).encode(), _plain(other).encode())


def _hash(phrase: str, salt: str) -> str:
    plain = _plain(phrase).encode()
    return hashlib.scrypt(plain, salt=salt.encode(), n=N, r=R, p=P, dklen=32).hex()


def _plain(phrase: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", phrase).casefold())


def says_nothing(phrase: str) -> bool:
    """Too little to tell one requester from another."""
    return len(re.sub(r"[\W_]+", "", phrase)) < 4
