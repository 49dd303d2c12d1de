"""forms.batchUpdate: its requests, done on a copy of the form until all have succeeded."""

from __future__ import annotations

import copy
import random
from typing import Any

from tests.google.form_checks import Refused, questions_of, settle
from tests.google.form_content import Form, without_defaults
from tests.google.form_masks import merged, paths_of
from tests.google.wire import ApiError, Json

KINDS = ("createItem", "updateItem", "moveItem", "deleteItem", "updateFormInfo", "updateSettings")


class Batch:
    """`form` is the draft; `file_name` the document's title, which a batch may not change."""

    def __init__(self, form: Form, source: random.Random) -> None:
        self.form = copy.copy(form)
        self.form.items, self.form.settings = copy.deepcopy(form.items), copy.deepcopy(form.settings)
        self.source = source

    def apply(self, requests: list[Json]) -> list[Json]:
        return [self._apply(number, request) for number, request in enumerate(requests)]

    def _apply(self, number: int, request: Json) -> Json:
        kinds = [kind for kind in KINDS if kind in request]
        if len(kinds) != 1:
            raise ApiError(400, f"Invalid requests[{number}]: No request set.")
        handler: Any = getattr(self, "_" + kinds[0])
        try:
            return handler(request[kinds[0]]) or {}
        except Refused as refused:
            raise ApiError(400, f"Invalid requests[{number}].{kinds[0]}: {refused}") from refused

    def _createItem(self, request: Json) -> Json:
        items = self.form.items
        item = without_defaults(copy.deepcopy(request.get("item") or {}))
        index = _index(request.get("location"), len(items) + 1)
        settle(item, items, self.source)
        self._check_grading(item)
        items.insert(index, item)
        asked = [question["questionId"] for question in questions_of(item)]
        return {"createItem": {"itemId": item["itemId"], **({"questionId": asked} if asked else {})}}

    def _updateItem(self, request: Json) -> None:
        items = self.form.items
        index = _index(request.get("location"), len(items))
        mask = request.get("updateMask") or ""
        if not paths_of(mask):
            raise Refused("Field mask is required.")
        item = without_defaults(merged(items[index], request.get("item") or {}, mask))
        settle(item, items[:index] + items[index + 1 :], self.source)
        self._check_grading(item)
        items[index] = item

    def _moveItem(self, request: Json) -> None:
        items = self.form.items
        origin = _index(request.get("originalLocation"), len(items))
        target = _index(request.get("newLocation"), len(items))
        items.insert(target, items.pop(origin))

    def _deleteItem(self, request: Json) -> None:
        gone = self.form.items.pop(_index(request.get("location"), len(self.form.items)))
        for option in self._options():
            if option.get("goToSectionId") == gone["itemId"]:
                del option["goToSectionId"]

    def _updateFormInfo(self, request: Json) -> None:
        form, info = self.form, request.get("info") or {}
        old = {"title": form.title, "description": form.description}
        paths = paths_of(request.get("updateMask") or "")
        if not paths:
            raise Refused("Field mask is required.")
        if ["documentTitle"] in paths:
            raise Refused("documentTitle is read-only; use the Drive API to rename the file.")
        new = merged(old, info, request["updateMask"])
        form.title, form.description = new.get("title", ""), new.get("description", "")

    def _updateSettings(self, request: Json) -> None:
        mask = request.get("updateMask") or ""
        if not paths_of(mask):
            raise Refused("Field mask is required.")
        self.form.settings = without_defaults(merged(self.form.settings, request.get("settings") or {}, mask))
        if not self._is_quiz():
            for question in (q for item in self.form.items for q in questions_of(item)):
                question.pop("grading", None)

    def _check_grading(self, item: Json) -> None:
        if not self._is_quiz() and any("grading" in question for question in questions_of(item)):
            raise Refused("Grading can only be set on a quiz.")

    def _is_quiz(self) -> bool:
        return bool(self.form.settings.get("quizSettings", {}).get("isQuiz"))

    def _options(self) -> list[Json]:
        questions = (q for item in self.form.items for q in questions_of(item))
        return [o for q in questions for o in q.get("choiceQuestion", {}).get("options", ())]


def _index(location: Json, size: int) -> int:
    index = (location or {}).get("index")
    if index is None:
        raise Refused("Location index is required.")
    if not 0 <= int(index) < size:
        raise Refused(f"Location index {index} is out of range [0, {size}).")
    return int(index)
