"""What Forms refuses in an item, and the ids that it gives."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.google.wire import Json

ITEM_KINDS = ("questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem")
QUESTION_KINDS = (
    *("choiceQuestion", "textQuestion", "scaleQuestion", "dateQuestion", "timeQuestion"),
    *("fileUploadQuestion", "rowQuestion", "ratingQuestion"),
)
ID = re.compile(r"[0-9a-f]{1,8}")


class Refused(Exception):
    """Why a request of a batch can't be done."""


def questions_of(item: Json) -> Iterator[Json]:
    if "questionItem" in item:
        yield item["questionItem"].get("question", {})
    yield from item.get("questionGroupItem", {}).get("questions", ())


def ids_of(items: list[Json]) -> set[str]:
    """All ids in use; items and questions share them."""
    used = {item["itemId"] for item in items}
    return used | {q["questionId"] for item in items for q in questions_of(item)}


def settle(item: Json, others: list[Json], source: random.Random) -> None:
    """Checks an item that is to stand among the others, and gives the ids it lacks."""
    check_item(item, others)
    give_ids(item, ids_of(others), source)


def give_ids(item: Json, used: set[str], source: random.Random) -> None:
    for holder, name in [(item, "itemId"), *((q, "questionId") for q in questions_of(item))]:
        given = holder.get(name) or _free_id(used, source)
        if not ID.fullmatch(given):
            raise Refused(f"Invalid ID: {given}. IDs must be hexadecimal numbers of at most 8 digits.")
        if given in used:
            raise Refused(f"The ID {given} is already in use in the form.")
        used.add(given)
        holder[name] = given


def _free_id(used: set[str], source: random.Random) -> str:
    while (made := f"{source.randrange(0x10000000, 0x7FFFFFFF):08x}") in used:
        pass
    return made


def check_item(item: Json, others: list[Json]) -> None:
    _one_of(item, ITEM_KINDS, "item")
    _plain(item.get("title", ""))
    if "questionGroupItem" in item:
        _check_group(item["questionGroupItem"])
    for question in questions_of(item):
        _check_question(question, grouped="questionGroupItem" in item)
        _check_choice(question.get("choiceQuestion"), item, others)
    if "imageItem" in item and not item["imageItem"].get("image", {}).get("sourceUri"):
        raise Refused("An image item needs an image with a sourceUri.")


def _one_of(value: Json, kinds: tuple[str, ...], what: str) -> str:
    given = [kind for kind in kinds if kind in value]
    if len(given) != 1:
        raise Refused(f"Exactly one kind of {what} must be set, got {len(given)}.")
    return given[0]


def _plain(text: str) -> None:
    if "\n" in text or "\r" in text:
        raise Refused("Displayed text cannot contain newlines")


def _check_group(group: Json) -> None:
    if not group.get("questions"):
        raise Refused("A question group needs questions.")
    columns = group.get("grid", {}).get("columns", {})
    if columns.get("type") not in ("RADIO", "CHECKBOX") or not columns.get("options"):
        raise Refused("A grid needs columns of type RADIO or CHECKBOX with options.")
    if any(option.get("isOther") for option in columns["options"]):
        raise Refused("isOther is not allowed in a question group.")
    _check_options(columns["options"])


def _check_question(question: Json, grouped: bool) -> None:
    kind = _one_of(question, QUESTION_KINDS, "question")
    if (kind == "rowQuestion") != grouped:
        raise Refused("Row questions, and only they, belong in question groups.")
    if kind == "fileUploadQuestion":
        raise Refused("Creating file upload questions is not supported.")
    if kind == "scaleQuestion":
        scale = question[kind]
        if scale.get("low", 0) not in (0, 1) or not 2 <= scale.get("high", 0) <= 10:
            raise Refused("The scale must begin at 0 or 1 and end between 2 and 10.")
    if kind == "ratingQuestion" and not 3 <= question[kind].get("ratingScaleLevel", 0) <= 10:
        raise Refused("The rating scale level must be between 3 and 10.")


def _check_choice(choice: Json, item: Json, others: list[Json]) -> None:
    if choice is None:
        return
    kind, options = choice.get("type"), choice.get("options") or []
    if kind not in ("RADIO", "CHECKBOX", "DROP_DOWN"):
        raise Refused("The type of a choice question must be set.")
    if not options:
        raise Refused("A choice question needs options.")
    _check_options(options)
    if kind == "DROP_DOWN" and any(option.get("isOther") for option in options):
        raise Refused("isOther is not allowed for drop-down questions.")
    sections = {one["itemId"] for one in [item, *others] if "pageBreakItem" in one and "itemId" in one}
    for option in options:
        _check_jump(option, kind, sections)


def _check_options(options: list[Json]) -> None:
    values = [option.get("value", "") for option in options if not option.get("isOther")]
    for option in options:
        _plain(option.get("value", ""))
        if option.get("isOther") and option.get("value"):
            raise Refused("Cannot set option.value when isOther is true")
    if not all(values):
        raise Refused("Option value must not be empty.")
    if len(set(values)) < len(values):
        raise Refused("Duplicate option values are not allowed.")
    if len(options) - len(values) > 1:
        raise Refused("Only one option can be Other.")


def _check_jump(option: Json, kind: str, sections: set[str]) -> None:
    target, action = option.get("goToSectionId"), option.get("goToAction")
    if (target or action) and kind == "CHECKBOX":
        raise Refused("goToAction and goToSectionId are not allowed for checkbox questions.")
    if target and action:
        raise Refused("Only one of goToAction and goToSectionId can be set.")
    if target and target not in sections:
        raise Refused(f"goToSectionId {target} is not the ID of a section in the form.")
