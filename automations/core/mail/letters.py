"""A mail as it is to go out."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """To one address. `id` tells it from every other, and is the same when it is sent again, so that a mail
    program may show it once.
    """

    id: str
    to: str
    subject: str
    text: str
    html: str


def letter_id(secret: str, about: str) -> str:
    """Hexadecimal. Keyed, for there are few enough case codes to try which of them a mail is about."""
    return hashlib.blake2b(about.encode(), key=secret.encode()[:64], digest_size=16).hexdigest()
