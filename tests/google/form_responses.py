"""forms.responses: listed with filter and pages, read one by one; and submitted by people."""

from __future__ import annotations

import base64
import json
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime

from tests.google.form_content import Form, Response, nanoseconds, response_resource
from tests.google.wire import ApiError, Json, Request, Route
from tests.google.world import FORM, File, World

MOST = 5000
RESPONSES = r"/v1/forms/(?P<formId>[^/:]+)/responses"
FILTER = re.compile(r"\s*timestamp\s*(>=?)\s*(\S+)\s*")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z")

Wanted = Callable[[Response], bool]


def _list(request: Request) -> Json:
    world, query = request.world, request.query
    file = world.open(request.path["formId"], request.caller, FORM)
    wanted = _filter(world, query.get("filter") or "")
    found = [r for r in _ordered(world, file) if wanted(r)]
    start, size = _start(query.get("pageToken"), query.get("filter") or ""), _size(query.get("pageSize"))
    page = [_without_form(response_resource(file, r)) for r in found[start : start + size]]
    answer: dict[str, Json] = {"responses": page} if page else {}
    if start + size < len(found):
        answer["nextPageToken"] = _token(start + size, query.get("filter") or "")
    return answer


def _without_form(response: Json) -> Json:
    """A list does not say of each response which form it is of."""
    return {name: value for name, value in response.items() if name != "formId"}


def _filter(world: World, text: str) -> Wanted:
    if not text:
        return lambda response: True
    found = FILTER.fullmatch(text)
    bound = parse_moment(found[2].strip('"')) if found else None
    if found is None or bound is None:
        raise ApiError(400, f"Invalid filter: {text}")
    reach = bound if found[1] == ">=" else bound + 1
    if world.switches.forms_filter == "created":
        return lambda response: response.created >= reach
    return lambda response: response.submitted >= reach


def parse_moment(text: str) -> int | None:
    """RFC 3339 in UTC, to the nanosecond."""
    found = MOMENT.fullmatch(text)
    if found is None:
        return None
    try:
        seconds = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
    except ValueError:
        return None
    return nanoseconds(seconds) + int((found[2] or "").ljust(9, "0"))


def _ordered(world: World, file: File) -> list[Response]:
    responses = sorted(file.content.responses.values(), key=lambda r: (r.submitted, r.id))
    if world.switches.forms_order == "reversed":
        responses.reverse()
    elif world.switches.forms_order == "shuffled":
        random.Random(file.id).shuffle(responses)
    return responses


def _size(text: str | None) -> int:
    size = int(text or 0)
    if size < 0:
        raise ApiError(400, "Request contains an invalid argument.")
    return min(size or MOST, MOST)


def _token(start: int, filtered: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([start, filtered]).encode()).decode()


def _start(token: str | None, filtered: str) -> int:
    """A token holds only for the filter that it was given for."""
    if not token:
        return 0
    try:
        start, before = json.loads(base64.urlsafe_b64decode(token))
    except ValueError as error:
        raise ApiError(400, "Request contains an invalid argument.") from error
    if before != filtered:
        raise ApiError(400, "Request contains an invalid argument.")
    return int(start)


def _get(request: Request) -> Json:
    file = request.world.open(request.path["formId"], request.caller, FORM)
    response = file.content.responses.get(request.path["responseId"])
    if response is None:
        raise ApiError(404, "Requested entity was not found.")
    return response_resource(file, response)


def submit(
    world: World,
    file: File,
    answers: dict[str, Json],
    *,
    at: int | None = None,
    email: str = "",
    force: bool = False,
) -> Response:
    """A person's answers, by title or id of the question; with `force` though the form is closed."""
    form: Form = file.content
    if not (form.open or force):
        raise ApiError(400, "The form is not accepting responses.")
    moment = nanoseconds(world.clock()) if at is None else at
    kept = email if form.collects_email else ""
    given = {key: answer for key, answer in answers_of(form, answers).items() if answer}
    response = Response("ACYDBN" + world.new_id(74), moment, moment, given, kept)
    form.responses[response.id] = response
    return response


def edit(
    world: World, file: File, response: Response, answers: dict[str, Json], at: int | None = None
) -> None:
    """A person changes what they had sent: the time of creation stays."""
    response.answers = response.answers | answers_of(file.content, answers)
    response.answers = {key: answer for key, answer in response.answers.items() if answer}
    response.submitted = nanoseconds(world.clock()) if at is None else at


def answers_of(form: Form, given: dict[str, Json]) -> dict[str, Json]:
    """As Forms keeps them; no answer, or an empty one, takes an earlier one away when editing."""
    by_title = {title: question["questionId"] for title, question in reversed([*form.questions()])}
    known = {question["questionId"] for _, question in form.questions()}
    answers = {}
    for name, value in given.items():
        key = by_title.get(name, name)
        if key not in known and not re.fullmatch("[0-9a-f]{1,8}", key):
            raise ApiError(400, f"No question is called {name!r}.")
        answers[key] = _answer(value)
    return answers


def _answer(value: Json) -> Json:
    if isinstance(value, dict):
        return value
    values = value if isinstance(value, list) else [value]
    shown = [{"value": str(one)} for one in values if one not in (None, "")]
    return {"textAnswers": {"answers": shown}} if shown else {}


ROUTES = [
    Route("GET", RESPONSES, _list),
    Route("GET", RESPONSES + r"/(?P<responseId>[^/:]+)", _get),
]
