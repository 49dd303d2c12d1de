"""`form create` and `form sync`: the team's form made, and its lists of volunteers kept up to date.

Every write names the revision that was read, so that it is applied at most once and never over what
somebody changed meanwhile.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automations.core.taking_in.headings import headings
from automations.errors import ResponsesError
from automations.platforms.google.client import Client
from automations.platforms.google.form_items import DANGER, branches, id_of, items, options
from automations.platforms.google.refusals import Refused
from sheets_schema.form import FORM

Json = dict[str, Any]

FORMS = "https://forms.googleapis.com/v1/forms"


@dataclass(frozen=True)
class FormMaker:
    """The form with the id, for an account that may edit it."""

    client: Client
    id: str

    def get(self) -> Json:
        """Google's `Form`."""
        found: Json = self.client.request("get", f"{FORMS}/{self.id}").json()
        return found

    def address(self) -> str:
        """Where members fill it in."""
        return str(self.get()["responderUri"])

    def fill(self, title: str, opening: str, names: Sequence[str]) -> None:
        """Lay out the whole form, and publish it. `names` are the volunteers.

        Raises ResponsesError for a form that has questions already.
        """
        form = self.get()
        if _is_ours(form):
            self._publish(form)  # a command that was broken off may have got only so far
            raise ResponsesError("The form has these questions already. Run `form sync` to update the names.")
        untouched = _untouched(form.get("items", ()))
        if form.get("items") and not untouched:
            raise ResponsesError(
                "The form under google.form in the settings has questions of its own, which are left alone. "
                "Make a blank form and put its address there."
            )
        away = [{"deleteItem": {"location": {"index": 0}}}] if untouched else []
        self._update(form, [*away, *_layout(title, opening, names)], _is_ours)
        self._publish(form)

    def sync(self, names: Sequence[str], titles: Mapping[str, str]) -> int:
        """Offer just these volunteers where the form asks for some; how many questions were changed.

        `titles` maps the form's own titles to question keys.
        """
        form = self.get()
        changes = list(_name_changes(form, names, titles))
        if changes:
            self._update(form, changes, lambda now: not list(_name_changes(now, names, titles)))
        return len(changes)

    def _update(self, form: Json, requests: Sequence[Json], is_done: Callable[[Json], bool]) -> None:
        """A refusal of what was sent again may only mean that it was applied the first time."""
        body = {"requests": requests, "writeControl": {"requiredRevisionId": form["revisionId"]}}
        try:
            self.client.request("post", f"{FORMS}/{self.id}:batchUpdate", json=body)
        except Refused as error:
            if error.status != 400 or self.client.tries < 2 or not is_done(self.get()):
                raise

    def _publish(self, form: Json) -> None:
        """One of the old kind, without such settings, is open as soon as it exists."""
        if "publishSettings" not in form:
            return
        state = {"isPublished": True, "isAcceptingResponses": True}
        body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
        self.client.request("post", f"{FORMS}/{self.id}:setPublishSettings", json=body)


def _untouched(found: Sequence[Json]) -> bool:
    """Whether there is just the question that Google puts into a blank form: one with a single choice."""
    if len(found) != 1 or found[0].get("description"):
        return False
    question = found[0].get("questionItem", {}).get("question", {})
    choice = question.get("choiceQuestion", {})
    return (
        choice.get("type") == "RADIO" and len(choice.get("options", ())) == 1 and not question.get("required")
    )


def _is_ours(form: Json) -> bool:
    return any(item.get("itemId") == id_of("item about") for item in form.get("items", ()))


def _layout(title: str, opening: str, names: Sequence[str]) -> Iterator[Json]:
    info = {"title": title, "description": opening}
    yield {"updateFormInfo": {"info": info, "updateMask": "title,description"}}
    settings = {"emailCollectionType": "DO_NOT_COLLECT"}
    yield {"updateSettings": {"settings": settings, "updateMask": "emailCollectionType"}}
    laid_out = items(names)
    for index, item in enumerate(laid_out):
        yield {"createItem": {"item": item, "location": {"index": index}}}
    index = next(i for i, item in enumerate(laid_out) if item["itemId"] == id_of(f"item {DANGER}"))
    mask = "questionItem.question.choiceQuestion.options"
    yield {"updateItem": {"item": branches(), "location": {"index": index}, "updateMask": mask}}


def _name_changes(form: Json, names: Sequence[str], titles: Mapping[str, str]) -> Iterator[Json]:
    """Other stays offered where it is; all else about the question stays as people have it."""
    asking = {question.key for question in FORM if question.names_team}
    found = form.get("items", [])
    keys = headings([item.get("title", "") for item in found], titles)
    for index, (item, key) in enumerate(zip(found, keys, strict=True)):
        choice = item.get("questionItem", {}).get("question", {}).get("choiceQuestion")
        if key not in asking or choice is None:
            continue
        other = any(option.get("isOther") for option in choice.get("options", ()))
        wanted = options(names, other)
        if choice.get("options") != wanted:
            changed = {**item, "questionItem": {"question": _with_options(item, wanted)}}
            mask = "questionItem.question.choiceQuestion.options"
            yield {"updateItem": {"item": changed, "location": {"index": index}, "updateMask": mask}}


def _with_options(item: Json, wanted: Sequence[Json]) -> Json:
    question: Json = item["questionItem"]["question"]
    return {**question, "choiceQuestion": {**question["choiceQuestion"], "options": list(wanted)}}
