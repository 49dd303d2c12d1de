"""What all methods share: the file opened, changes undone on errors, answers masked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.lookups import Place, find_range
from tests.google.sheets.masks import BadMask, Mask, masked, parse_mask
from tests.google.sheets.schema import bad_request, unknown_path
from tests.google.sheets.work import Work
from tests.google.wire import ApiError, Json, Reply, Request
from tests.google.world import SPREADSHEET, File


@dataclass(frozen=True, slots=True)
class Call:
    file: File
    work: Work

    def find(self, text: str) -> Place:
        try:
            return find_range(self.work.book, text)
        except Refusal as refusal:
            raise ApiError(400, str(refusal)) from None

    @contextmanager
    def within(self, prefix: str) -> Iterator[None]:
        """Says of a refusal which part of the request it is about."""
        try:
            yield
        except Refusal as refusal:
            raise ApiError(400, prefix + str(refusal)) from None


def opened(request: Request, need: str, file_id: str | None = None) -> Call:
    world = request.world
    file = world.open(file_id or request.path["id"], request.caller, SPREADSHEET, need=need)
    book: Spreadsheet = file.content
    editor = editor_of(request, file)
    follows = world.switches.metadata_follows_sort
    return Call(file, Work(book, world.clock(), editor, file.owner, follows))


def editor_of(request: Request, file: File) -> str | None:
    """Who is writing, for protected ranges; None where nothing is checked."""
    if request.caller.unchecked or request.caller.email == file.owner:
        return None
    return request.caller.email


def reading(request: Request) -> Call:
    return opened(request, "reader")


@contextmanager
def writing(request: Request) -> Iterator[Call]:
    """Undoes everything if the block fails, and touches the file if it does not."""
    call = opened(request, "writer")
    before = call.work.book.snapshot()
    try:
        yield call
    except Refusal as refusal:
        call.work.book.restore(before)
        raise ApiError(400, str(refusal)) from None
    except BaseException:
        call.work.book.restore(before)
        raise
    if call.file.name != call.work.book.properties["title"]:
        call.file.name = str(call.work.book.properties["title"])
    request.world.touch(call.file)


def mask_of(request: Request, schema: str) -> Mask | None:
    """The mask in the query; None without one."""
    text = request.query.get("fields") or request.query.get("$fields")
    if not text:
        return None
    try:
        mask = parse_mask(text)
    except BadMask:
        raise _unknown(text, text) from None
    if path := unknown_path(schema, mask):
        raise _unknown(text, path)
    return mask


def _unknown(fields: str, path: str) -> ApiError:
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return bad_request("Request contains an invalid argument.", {"field": fields, "description": text})


def answer(request: Request, schema: str, value: Json) -> Json:
    mask = mask_of(request, schema)
    return pretty(request, value if mask is None else masked(value, mask))


def pretty(request: Request, value: Json) -> Json:
    """Answers are indented unless prettyPrint is false; the front writes them compactly."""
    if request.query.get("prettyPrint", "").lower() != "true":
        return value
    return Reply((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())
