"""The form of `sheets_schema` as items of Google's Forms API."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from sheets_schema.form import BY_KEY, Answer, Question
from sheets_schema.form_pages import AFTER_CRISIS, CRISIS, PAGES, REQUIRED, Page

Json = dict[str, Any]

DANGER = "immediate_danger"


def id_of(name: str) -> str:
    """Eight hexadecimal digits, the same for every team: items and questions may be given theirs."""
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest()) % 2**31
    return f"{number:08x}"


def items(names: Sequence[str]) -> list[Json]:
    """All pages and questions in their order; `names` are the volunteers."""
    return [item for page in PAGES for item in _page(page, names)]


def _page(page: Page, names: Sequence[str]) -> Iterator[Json]:
    if page is not PAGES[0]:
        head = {"itemId": id_of(f"page {page.name}"), "title": page.title, "pageBreakItem": {}}
        yield head | ({"description": page.text} if page.text else {})
    for key in page.keys:
        question = BY_KEY[key]
        asked = {"questionId": id_of(f"question {key}"), "required": key in REQUIRED}
        asked |= _kind(question, names)
        yield {"itemId": id_of(f"item {key}"), "title": question.title, "questionItem": {"question": asked}}


def _kind(question: Question, names: Sequence[str]) -> Json:
    if question.free:
        return {"textQuestion": {"paragraph": question.answer is Answer.LONG}}
    kind = "RADIO" if question.answer is Answer.ONE else "CHECKBOX"
    offered = options(names) if question.names_team else [{"value": choice} for choice in question.choices]
    return {"choiceQuestion": {"type": kind, "options": offered}}


def options(names: Sequence[str], other: bool = True) -> list[Json]:
    """The volunteers, and Other."""
    return [{"value": name} for name in names] + ([{"isOther": True}] if other else [])


def branches() -> Json:
    """The question after whose answer the crisis page comes first: pages must be there to be gone to."""
    question = BY_KEY[DANGER]
    pages = {"Yes": CRISIS.name, "No": AFTER_CRISIS}
    offered = [{"value": c, "goToSectionId": id_of(f"page {pages[c]}")} for c in question.choices]
    asked = {
        "questionId": id_of(f"question {DANGER}"),
        "choiceQuestion": {"type": "RADIO", "options": offered},
    }
    return {"itemId": id_of(f"item {DANGER}"), "title": question.title, "questionItem": {"question": asked}}
