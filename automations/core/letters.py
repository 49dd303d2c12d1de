"""A mail as it is to go out."""

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
