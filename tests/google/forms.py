"""Forms v1: forms made, read and changed, published, and watched."""

from __future__ import annotations

from datetime import timedelta

from tests.google.form_batch import Batch
from tests.google.form_content import (
    Form,
    form_resource,
    nanoseconds,
    publish_settings,
    timestamp,
    without_defaults,
)
from tests.google.form_masks import merged, paths_of
from tests.google.form_responses import ROUTES as RESPONSES
from tests.google.wire import ApiError, Json, Request, Route
from tests.google.world import FORM, File, World

FORMS = "/v1/forms"
ONE = FORMS + r"/(?P<formId>[^/:]+)"
WATCHES = ONE + "/watches"
WATCH = WATCHES + r"/(?P<watchId>[^/:]+)"

TITLE_ONLY = (
    "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
)


def new_form(world: World, owner: str, name: str, title: str) -> File:
    """Unpublished, as forms made by programs are since 30 June 2026."""
    return world.add(File(world.new_id(), name, FORM, owner, Form(title)))


def _create(request: Request) -> Json:
    body = without_defaults(request.body or {})
    info = body.get("info", {})
    if set(body) - {"info"} or set(info) - {"title", "documentTitle"}:
        raise ApiError(400, TITLE_ONLY)
    if not info.get("title"):
        raise ApiError(400, "Form title is required.")
    if not request.world.may_own(request.caller):
        raise ApiError(403, "The caller does not have permission")
    name = info.get("documentTitle") or "Untitled form"
    file = new_form(request.world, request.caller.email, name, info["title"])
    if request.query.get("unpublished", "true").lower() == "false":
        file.content.published = file.content.accepting = True
    return form_resource(file)


def opened(request: Request, need: str = "reader") -> File:
    return request.world.open(request.path["formId"], request.caller, FORM, need)


def _get(request: Request) -> Json:
    return form_resource(opened(request))


def _batch_update(request: Request) -> Json:
    file, body = opened(request, "writer"), request.body or {}
    requests = body.get("requests") or []
    if not requests:
        raise ApiError(400, "Must specify at least one request.")
    _check_revision(file.content, body.get("writeControl") or {})
    batch = Batch(file.content, request.world.random)
    replies = batch.apply(requests)
    batch.form.revision += 1
    file.content = batch.form
    request.world.touch(file)
    answer = {"replies": replies, "writeControl": {"requiredRevisionId": file.content.revision_id}}
    return answer | ({"form": form_resource(file)} if body.get("includeFormInResponse") else {})


def _check_revision(form: Form, control: Json) -> None:
    """Changes are not carried over from one revision to the next here: a target must be the latest."""
    for name in ("requiredRevisionId", "targetRevisionId"):
        wanted = control.get(name)
        if wanted and wanted != form.revision_id:
            message = f"The {name} '{wanted}' does not match the latest revision '{form.revision_id}'."
            raise ApiError(400, message, code="FAILED_PRECONDITION")


def _set_publish_settings(request: Request) -> Json:
    file, body = opened(request, "writer"), request.body or {}
    form: Form = file.content
    if form.published is None:
        raise ApiError(400, "Publish settings are not supported for this form.")
    old = publish_settings(form) or {}
    mask = body.get("updateMask") or "*"
    if any(path not in ([], ["publishState"]) for path in paths_of(mask)):
        raise ApiError(400, "Invalid update mask: only publishState and * are supported.")
    state = merged(old, body.get("publishSettings") or {}, mask).get("publishState") or {}
    published, accepting = bool(state.get("isPublished")), bool(state.get("isAcceptingResponses"))
    if accepting and not published:
        raise ApiError(400, "A form that is not published cannot accept responses.")
    form.published, form.accepting = published, accepting
    request.world.touch(file)
    return {"formId": file.id, "publishSettings": without_defaults(publish_settings(form))}


def _watch_create(request: Request) -> Json:
    file, body = opened(request), request.body or {}
    watch = dict(body.get("watch") or {})
    kinds = [w["eventType"] for w in file.content.watches.values()]
    if watch.get("eventType") not in ("SCHEMA", "RESPONSES") or watch["eventType"] in kinds:
        raise ApiError(400, "Request contains an invalid argument.")
    watch_id = body.get("watchId") or request.world.new_id(12).lower().strip("_-")
    watch |= {"id": watch_id, "state": "ACTIVE", **_lifetime(request)}
    file.content.watches[watch_id] = watch
    return watch


def _lifetime(request: Request) -> Json:
    now = request.world.clock()
    return {
        "createTime": timestamp(nanoseconds(now)),
        "expireTime": timestamp(nanoseconds(now + timedelta(days=7))),
    }


def _watch_list(request: Request) -> Json:
    watches = list(opened(request).content.watches.values())
    return {"watches": watches} if watches else {}


def _watch_renew(request: Request) -> Json:
    watch = _watch(request)
    watch |= {"expireTime": _lifetime(request)["expireTime"], "state": "ACTIVE"}
    return watch


def _watch_delete(request: Request) -> Json:
    _watch(request)
    del opened(request).content.watches[request.path["watchId"]]
    return {}


def _watch(request: Request) -> Json:
    watch = opened(request).content.watches.get(request.path["watchId"])
    if watch is None:
        raise ApiError(404, "Requested entity was not found.")
    return watch


ROUTES = [
    Route("POST", FORMS, _create),
    Route("GET", ONE, _get),
    Route("POST", ONE + ":batchUpdate", _batch_update),
    Route("POST", ONE + ":setPublishSettings", _set_publish_settings),
    Route("GET", WATCHES, _watch_list),
    Route("POST", WATCHES, _watch_create),
    Route("DELETE", WATCH, _watch_delete),
    Route("POST", WATCH + ":renew", _watch_renew),
    *RESPONSES,
]
