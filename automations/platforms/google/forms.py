"""Responses of a hosted form. Read only: googleapiclient's transport resends what it posts by itself."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from automations.core.responses import Asked, Response, ResponsesRead
from automations.core.taking_in.headings import cautions, headings
from automations.errors import ResponsesError
from automations.platforms.google import refusals
from automations.platforms.google.client import Client, Connection, bounded
from automations.platforms.google.drive import pages
from automations.platforms.google.patience import TIMEOUT, Passing
from automations.platforms.google.questions import Questions
from automations.platforms.google.refusals import Thing
from sheets_schema.form import KEYS

THING = Thing("form", "form", "Editor")
FORMS = "https://forms.googleapis.com/v1/forms"
STAMPS = ("responseId", "createTime", "lastSubmittedTime")
PAGE = 5000
SEPARATOR = ";"
"""Between several choices, as the form's own export has them."""

ODD = (
    "the form: {} responses have no id, or no time that can be read, and were not taken in. The others "
    "were. Look for them on the form's Responses page."
)

Json = Mapping[str, Any]


@dataclass
class HostedForm:
    """`find_id` gives the form's id, or raises SettingsError. `titles` maps the form's own titles to
    question keys; `not_asked` are keys it does not have. `told` is what the last reading asked and how the
    answer differs from others: nothing where it asked for all responses.
    """

    connection: Connection
    find_id: Callable[[], str]
    titles: Mapping[str, str]
    not_asked: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict, init=False, repr=False)

    def read(self, asked: Asked) -> ResponsesRead:
        """Raises ResponsesError, Refused and WorkbookError."""
        whole = list(self._pages(asked.since))
        self.told = _told(_filter(asked.since), whole)
        found = _newest(response for response in whole if _can_be_read(response))
        odd = sum(not _can_be_read(response) for response in whole)
        answered = {id_ for response in found for id_ in _answers(response)}
        asks = Questions.remembered(asked.form)
        if asked.since is None or not asks.on_form or answered - asks.headings.keys():
            asks = asks.now(self.questions(), answered)
        if found and not set(asks.on_form.values()) & set(KEYS):
            raise ResponsesError(
                "The form under google.form in the settings has no question that is known. If its titles "
                "are your own, map them under [form.titles]; else check that it is the right form."
            )
        responses = (self._response(response, asks) for response in found)
        return ResponsesRead(
            tuple(sorted(responses, key=lambda r: (r.received_at, r.id))),
            (ODD.format(odd),) if odd else (),
            cautions=tuple(cautions("the form", list(asks.on_form.values()), self.not_asked)),
            form=asks.memory(),
            whole=asked.since is None,
        )

    def tell(self, asked: str) -> Mapping[str, str]:
        """What `told` would be after a reading that asks so; no answer is fetched. Raises WorkbookError."""
        client = Client(self.connection, THING, attempts=1)
        params = {
            "filter": asked,
            "pageSize": str(PAGE),
            "fields": f"nextPageToken,responses({','.join(STAMPS)})",
        }
        return _told(asked, pages(client, f"{FORMS}/{self.find_id()}/responses", params, "responses"))

    def forget(self, ids: frozenset[str]) -> None:
        """Google lets nobody but a person delete a response: the Notice tells which."""

    def questions(self) -> dict[str, str]:
        """Question ids to their keys, or titles where they have none; "" where the answer is dropped."""
        asked = list(_questions(self.form()))
        found = headings([title for _, title in asked], self.titles)
        return {id_: heading for (id_, _), heading in zip(asked, found, strict=True)}

    def form(self) -> Json:
        """Google's `Form`."""
        request = self._service.forms().get(formId=self.find_id())
        form: Json = self._execute(request)
        return form

    def _pages(self, since: datetime | None) -> Iterator[Json]:
        token: str | None = None
        while True:
            request = (
                self._service.forms()
                .responses()
                .list(formId=self.find_id(), pageSize=PAGE, pageToken=token, filter=_filter(since))
            )
            page = self._execute(request)
            yield from page.get("responses", ())
            token = page.get("nextPageToken")
            if not token:
                return

    def _response(self, response: Json, asks: Questions) -> Response:
        answers = dict.fromkeys((*filter(None, asks.on_form.values()), *self.not_asked), "")
        for id_, answer in sorted(_answers(response).items()):
            if heading := asks.headings[id_]:
                text, before = _text(answer), answers.get(heading, "")
                # Two questions of one title (a form with branches has them) are one.
                answers[heading] = f"{before}\n{text}" if before and text else before or text
        return Response(
            response["responseId"], _moment(response["createTime"]), answers, _submitted(response)
        )

    @cached_property
    def _service(self) -> Any:
        from google_auth_httplib2 import AuthorizedHttp
        from googleapiclient.discovery import build
        from httplib2 import Http

        local = self.connection.account.endpoint
        http = Http(timeout=TIMEOUT[1])
        http.follow_redirects = False
        if local:
            http.proxy_info = None  # no proxy stands between here and this machine
        self.connection.closes(http.close)
        return build(
            "forms",
            "v1",
            http=AuthorizedHttp(self.connection.credentials, http=http),
            client_options={"api_endpoint": local} if local else None,
            static_discovery=True,
            cache_discovery=False,
        )

    def _execute(self, request: Any) -> Any:
        from googleapiclient.errors import HttpError

        account = self.connection.account

        def once() -> Any:
            try:
                answer = request.execute()
            except HttpError as error:
                refusals.check(error.resp.status, error.resp, _json(error.content), THING, account)
                raise Passing("Google's answer for the form can't be read") from None
            except (ValueError, TypeError, KeyError):
                raise Passing("Google's answer for the form broke off") from None
            if not isinstance(answer, dict):  # the library gives what is no JSON as text
                raise Passing("Google's answer for the form broke off")
            return answer

        return bounded(once, THING, account)


def _filter(since: datetime | None) -> str | None:
    return f"timestamp >= {since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if since else None


def _told(asked: str | None, responses: Iterable[Any]) -> dict[str, str]:
    if asked is None:
        return {}
    digest = hashlib.blake2b(digest_size=16)
    for stamps in sorted(map(_stamps, responses)):
        digest.update(stamps.encode())
    return {"asked": asked, "answered": digest.hexdigest()}


def _stamps(response: Any) -> str:
    """Google tells more of it in a reading; what is no response at all is told as it is."""
    known = isinstance(response, dict)
    return json.dumps({name: response.get(name) for name in STAMPS} if known else response)


def _questions(form: Json) -> Iterator[tuple[str, str]]:
    """Ids and titles; a row of a grid is titled as in the form's export."""
    for item in form.get("items", ()):
        title = item.get("title", "")
        if question := item.get("questionItem", {}).get("question"):
            yield question["questionId"], title
        for question in item.get("questionGroupItem", {}).get("questions", ()):
            yield question["questionId"], f"{title} [{question.get('rowQuestion', {}).get('title', '')}]"


def _text(answer: Json) -> str:
    values = [a.get("value") for a in (answer.get("textAnswers") or {}).get("answers") or ()]
    files = [a.get("fileName") for a in (answer.get("fileUploadAnswers") or {}).get("answers") or ()]
    return SEPARATOR.join(str(text) for text in (*values, *files) if text is not None)


def _answers(response: Json) -> Json:
    return {id_: answer for id_, answer in (response.get("answers") or {}).items() if answer}


def _can_be_read(response: Json) -> bool:
    try:
        return bool(response["responseId"]) and bool(_submitted(response))
    except (KeyError, ValueError, TypeError, AttributeError):
        return False


def _newest(responses: Iterable[Json]) -> list[Json]:
    """Each response once: newer ones may come in, and others be edited, between two pages."""
    found: dict[str, Json] = {}
    for response in responses:
        before = found.get(response["responseId"], response)
        found[response["responseId"]] = max(before, response, key=_submitted)
    return list(found.values())


def _submitted(response: Json) -> datetime:
    """Raises KeyError and others for a response without a time."""
    created = _moment(response["createTime"])
    return _moment(response["lastSubmittedTime"]) if response.get("lastSubmittedTime") else created


def _moment(text: str) -> datetime:
    """Google gives up to nine digits after the second's point; Python takes six."""
    head, _, fraction = text.rstrip("Z").partition(".")
    return datetime.fromisoformat(f"{head}.{fraction[:6].ljust(6, '0')}").replace(tzinfo=UTC)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None
