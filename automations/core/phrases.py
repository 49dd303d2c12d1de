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
    """In constant time; spacing, capitals, punctuation and width are forgiven, letters are not."""
    salt, _, known = kept.partition(" ")
    return hmac.compare_digest(_hash(phrase, salt), known)


def are_same(one: str, other: str) -> bool:
    """Two that came in together, of which none is kept yet."""
    return hmac.compare_digest(_plain(one).encode(), _plain(other).encode())


def _hash(phrase: str, salt: str) -> str:
    plain = _plain(phrase).encode()
    return hashlib.scrypt(plain, salt=salt.encode(), n=N, r=R, p=P, dklen=32).hex()


def _plain(phrase: str) -> str:
    """Its letters, with the marks that make them what they are in many scripts, digits and pictures."""
    folded = _width(STRAY_ACCENT.sub("", _width(phrase)).casefold()).replace(TURKISH_I, "i")
    return "".join(sign for sign in folded if _counts(sign))


def _width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


STRAY_ACCENT = re.compile(" [\u0300-\u036f]+")
"""What becomes of ´ where it is typed for an apostrophe."""

TURKISH_I = "i\u0307"
"""What the small letter of İ is without knowing the language."""

COUNTED = frozenset({"So", "Sk"})
"""Categories of Unicode beside letters, marks and digits: pictures, and the tones of their skin."""


def _counts(sign: str) -> bool:
    """Not spaces, punctuation, what can't be seen, and whether a picture is to be coloured."""
    category = unicodedata.category(sign)
    picture = category in COUNTED and not sign.isascii()
    return picture or (category[0] in "LMN" and not "\ufe00" <= sign <= "\ufe0f")


LEAST = 4


def says_nothing(phrase: str) -> bool:
    """Too little to tell one requester from another. A sign as wide as two letters, of Chinese, Japanese or
    Korean or a picture, tells as much as two (Unicode Standard Annex 11).
    """
    wide = (unicodedata.east_asian_width(sign) in "WF" for sign in _plain(phrase))
    return sum(2 if is_wide else 1 for is_wide in wide) < LEAST
