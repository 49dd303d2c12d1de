"""A form and its responses as they are kept, and as Forms describes them."""

from __future__ import annotations

import copy
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha384

from tests.google.wire import Json
from tests.google.world import File

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEPT_EMPTY = ("textItem", "pageBreakItem", "textQuestion", "dateQuestion", "timeQuestion", "publishState")


@dataclass
class Response:
    """Times are in nanoseconds since 1970, as finer than a datetime holds them."""

    id: str
    created: int
    submitted: int
    answers: dict[str, Json]
    email: str = ""


@dataclass
class Form:
    """`published` and `accepting` are None on forms older than these settings."""

    title: str
    description: str = ""
    items: list[Json] = field(default_factory=list)
    settings: dict[str, Json] = field(default_factory=dict)
    published: bool | None = False
    accepting: bool | None = False
    revision: int = 1
    linked_sheet: str = ""
    responses: dict[str, Response] = field(default_factory=dict)
    watches: dict[str, Json] = field(default_factory=dict)

    @property
    def revision_id(self) -> str:
        return f"{self.revision:08x}"

    @property
    def collects_email(self) -> bool:
        return self.settings.get("emailCollectionType") in ("VERIFIED", "RESPONDER_INPUT")

    @property
    def open(self) -> bool:
        """Whether people can answer."""
        return self.published is not False and self.accepting is not False

    def copy(self) -> Form:
        """With the questions and their ids, without responses, and to be published anew."""
        state = None if self.published is None else False
        items, settings = copy.deepcopy(self.items), copy.deepcopy(self.settings)
        return Form(self.title, self.description, items, settings, state, state)

    def questions(self) -> Iterator[tuple[str, Json]]:
        """Each with its title; those of a grid as `title [row]`, as Forms heads their columns."""
        for item in self.items:
            title = item.get("title", "")
            if "questionItem" in item:
                yield title, item["questionItem"]["question"]
            for question in item.get("questionGroupItem", {}).get("questions", ()):
                yield f"{title} [{question['rowQuestion'].get('title', '')}]", question


def form_resource(file: File) -> Json:
    form: Form = file.content
    whole = {
        "formId": file.id,
        "info": {"title": form.title, "description": form.description, "documentTitle": file.name},
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"} | form.settings,
        "revisionId": form.revision_id,
        "responderUri": f"https://docs.google.com/forms/d/e/{_public_id(file.id)}/viewform",
        "items": form.items,
        "linkedSheetId": form.linked_sheet,
        "publishSettings": publish_settings(form),
    }
    return without_defaults(whole)


def _public_id(file_id: str) -> str:
    """What respondents see instead of the form's id."""
    return "1FAIpQLS" + urlsafe_b64encode(sha384(file_id.encode()).digest()[:36]).decode()


def publish_settings(form: Form) -> Json:
    if form.published is None:
        return None
    return {"publishState": {"isPublished": form.published, "isAcceptingResponses": form.accepting}}


def without_defaults(value: Json) -> Json:
    """False, 0, "" and empty lists are not sent."""
    if isinstance(value, list):
        return [without_defaults(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {key: without_defaults(item) for key, item in value.items()}
    return {k: v for k, v in inner.items() if v or (k in KEPT_EMPTY and isinstance(v, dict))}


def response_resource(file: File, response: Response) -> Json:
    answers = {key: {"questionId": key} | answer for key, answer in response.answers.items()}
    whole = {
        "formId": file.id,
        "responseId": response.id,
        "createTime": timestamp(response.created),
        "lastSubmittedTime": timestamp(response.submitted),
        "respondentEmail": response.email,
        "answers": answers,
    }
    return {key: item for key, item in whole.items() if item}


def nanoseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1) * 1000


def timestamp(nanos: int) -> str:
    """With 0, 3, 6 or 9 places, as many as are needed."""
    seconds, rest = divmod(nanos, 10**9)
    text = f"{rest:09d}"
    while text.endswith("000"):
        text = text[:-3]
    whole = (EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")
    return whole + (f".{text}" if text else "") + "Z"
