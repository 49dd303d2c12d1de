"""What a file holds, by its type: made new, copied, renamed, replaced by an upload, exported."""

from __future__ import annotations

import copy
import csv
import io
from typing import Any

from tests.google import sheets_edits
from tests.google.drive_errors import drive_error
from tests.google.form_content import Form
from tests.google.sheets.book import Spreadsheet, new_spreadsheet
from tests.google.wire import Reply
from tests.google.world import FOLDER, FORM, SPREADSHEET, File, World

CSV = ("text/csv", "text/tab-separated-values", "application/vnd.ms-excel")


def new_content(mime_type: str, name: str) -> Any:
    match mime_type:
        case t if t == SPREADSHEET:
            return new_spreadsheet(name)
        case t if t == FORM:
            return Form(title="")
        case t if t == FOLDER:
            return None
    return b""


def copied(file: File, name: str) -> Any:
    content = file.content
    if isinstance(content, Spreadsheet):
        made = content.snapshot()
        made.properties = made.properties | {"title": name}
        return made
    if isinstance(content, Form):
        return content.copy()
    return copy.deepcopy(content)


def rename(file: File, name: str) -> None:
    file.name = name
    if isinstance(file.content, Spreadsheet):
        file.content.properties = file.content.properties | {"title": name}


def replace(world: World, file: File, content: bytes, kind: str) -> None:
    """An upload into a file: into a spreadsheet it is read as CSV, and typed as a person would."""
    if file.mime_type != SPREADSHEET:
        file.content = content
        file.extra["uploaded"] = kind
        return
    if kind not in CSV:
        raise drive_error(400, "badRequest", "Bad Request: only CSV can be converted here.")
    separator = "\t" if "tab" in kind else ","
    sheets_edits.import_rows(
        world, file, list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))
    )


def exported(world: World, file: File, mime_type: str) -> Reply:
    if not isinstance(file.content, Spreadsheet):
        message = "Export only supports Docs Editors files."
        raise drive_error(403, "fileNotExportable", message)
    content = sheets_edits.exported(world, file, mime_type)
    if content is None:
        raise drive_error(400, "badRequest", "The requested conversion is not supported.", "convertTo")
    return Reply(content, content_type=mime_type)
