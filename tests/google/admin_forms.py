"""Admin paths for forms: a form as a person would have made it, and people answering."""

from __future__ import annotations

import copy
from typing import Any

from tests.google.form_checks import Refused, give_ids
from tests.google.form_content import Form, Response, form_resource, response_resource, without_defaults
from tests.google.form_responses import edit, parse_moment, submit
from tests.google.forms import new_form
from tests.google.wire import ApiError, Json, Request, Route
from tests.google.world import FORM, File, World

FORMS = "/admin/forms"
ONE = FORMS + r"/(?P<formId>[^/]+)"
RESPONSES = ONE + "/responses"
RESPONSE = RESPONSES + r"/(?P<responseId>[^/]+)"


def make_form(world: World, given: Json) -> File:
    """`given` as POST /admin/forms takes it."""
    described = given.get("form") or {}
    info = described.get("info") or {}
    name = given.get("name") or info.get("documentTitle") or info.get("title") or "Untitled form"
    file = new_form(world, given.get("owner") or world.accounts.person, name, info.get("title", ""))
    if given.get("id"):
        del world.files[file.id]
        file.id = given["id"]
        world.add(file)
    fill_form(world, file.content, described)
    for response in given.get("responses", ()):
        answer_form(world, file, response)
    return file


def fill_form(world: World, form: Form, described: Json) -> None:
    form.description = (described.get("info") or {}).get("description", "")
    form.settings = without_defaults(described.get("settings") or {})
    form.linked_sheet = described.get("linkedSheetId", "")
    state = (described.get("publishSettings") or {}).get("publishState")
    form.published = form.accepting = state is None
    if state is not None:
        form.published, form.accepting = (
            bool(state.get("isPublished")),
            bool(state.get("isAcceptingResponses")),
        )
    used: set[str] = set()
    for item in copy.deepcopy(described.get("items") or []):
        kept = without_defaults(item)
        try:
            give_ids(kept, used, world.random)
        except Refused as refused:
            raise ApiError(400, str(refused)) from refused
        form.items.append(kept)


def answer_form(world: World, file: File, given: Json) -> Response:
    at, email = _moment(given), given.get("email", "")
    return submit(world, file, given.get("answers") or {}, at=at, email=email, force=bool(given.get("force")))


def _moment(given: Json) -> int | None:
    if "at" not in given:
        return None
    at = parse_moment(given["at"])
    if at is None:
        raise ApiError(400, "`at` is no time in RFC 3339 with Z.")
    return at


def form_file(world: World, form_id: str) -> File:
    file = world.files.get(form_id)
    if file is None or file.mime_type != FORM:
        raise ApiError(404, "There is no such form.")
    return file


def _create(request: Request) -> Json:
    return form_resource(make_form(request.world, request.body or {}))


def _change(request: Request) -> Json:
    """Published, accepting, legacy; or new items and the like under `form`."""
    file, body = form_file(request.world, request.path["formId"]), request.body or {}
    form: Form = file.content
    if "form" in body:
        form.items = []
        form.title = (body["form"].get("info") or {}).get("title", form.title)
        fill_form(request.world, form, body["form"])
    for name in ("published", "accepting"):
        if name in body:
            setattr(form, name, body[name])
    if body.get("legacy"):
        form.published = form.accepting = None
    form.revision += 1
    request.world.touch(file)
    return form_resource(file)


def _responses(request: Request) -> Json:
    file = form_file(request.world, request.path["formId"])
    return {"responses": [response_resource(file, r) for r in file.content.responses.values()]}


def _submit(request: Request) -> Json:
    file, body = form_file(request.world, request.path["formId"]), request.body or {}
    given: list[Any] = body if isinstance(body, list) else [body]
    made = [response_resource(file, answer_form(request.world, file, one)) for one in given]
    return made if isinstance(body, list) else made[0]


def _edit(request: Request) -> Json:
    file, response = _response(request)
    body = request.body or {}
    edit(request.world, file, response, body.get("answers") or {}, _moment(body))
    return response_resource(file, response)


def _delete(request: Request) -> Json:
    file, response = _response(request)
    del file.content.responses[response.id]
    return {}


def _response(request: Request) -> tuple[File, Response]:
    file = form_file(request.world, request.path["formId"])
    response = file.content.responses.get(request.path["responseId"])
    if response is None:
        raise ApiError(404, "There is no such response.")
    return file, response


ROUTES = [
    Route("POST", FORMS, _create),
    Route("PATCH", ONE, _change),
    Route("GET", RESPONSES, _responses),
    Route("POST", RESPONSES, _submit),
    Route("PATCH", RESPONSE, _edit),
    Route("DELETE", RESPONSE, _delete),
]
