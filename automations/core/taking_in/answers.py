"""What was answered, as cells; and whether a requester changed it since it was last taken in."""

import hashlib
from collections.abc import Mapping

from automations.core import marks, phrases
from automations.core.case import EXTRA
from automations.core.office import Office
from automations.core.responses import Response
from sheets_schema import text
from sheets_schema.codec import Cell
from sheets_schema.form import KEYS

PHRASE = "own_phrase"


def header_of(key: str) -> str:
    """The column of a question's key, or of the title of one that has none: "Why? (2)" is not the
    second piece of the answer to "Why?".
    """
    if key in KEYS:
        return key
    head = text.head(key)
    return EXTRA + (f"{head} [{key.removeprefix(head)[2:-1]}]" if head else key)


def cells(answers: Mapping[str, str]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for key, answer in answers.items():
        if key == PHRASE:
            found[key] = phrases.GIVEN if answer.strip() else None
        elif answer:
            header = header_of(key)
            for number, piece in enumerate(text.pieces(answer), 1):
                found[text.continuation(header, number)] = piece
    return {header: cell for header, cell in found.items() if cell is not None}


def digest(response: Response) -> str:
    """Of its answers; not of the phrase, which a quick hash would give away."""
    said = sorted((key, answer) for key, answer in response.answers.items() if answer and key != PHRASE)
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


def are_known(office: Office, response: Response, code: str) -> bool:
    """Whether just these were taken in: what differs in the row then, a person did."""
    return office.marks.get(marks.answers(code)) == digest(response)


def changed(office: Office, response: Response) -> dict[str, str]:
    """The answers that are other, or new, since they were last taken in."""
    row = office.intake.by_key.get(response.id, {})
    code = office.marks.get(marks.case_of(response.id)) or str(row.get("Case") or "")
    if are_known(office, response, code):
        return {}
    return {
        key: answer
        for key, answer in response.answers.items()
        if key != PHRASE and text.joined(header_of(key), row) != answer
    }
