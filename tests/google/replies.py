"""Answers as they go over the wire: JSON, errors in Google's form, pages in HTML."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from tests.google.wire import ApiError, Json, Reply

HTML = "text/html; charset=UTF-8"


def as_reply(answer: Json | Reply) -> Reply:
    return answer if isinstance(answer, Reply) else json_reply(answer)


def json_reply(value: Json, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(content, status, headers={"Vary": "Origin, X-Origin, Referer", **(headers or {})})


def error_body(error: ApiError) -> Json:
    body: dict[str, Any] = {"code": error.status, "message": error.message}
    if error.errors is not None:
        body["errors"] = [{"message": error.message, **one} for one in error.errors]
    if error.errors is None or error.details or error.status == 401:
        body["status"] = error.code
    if error.details:
        body["details"] = error.details
    return {"error": body}


def error_reply(error: ApiError, headers: dict[str, str] | None = None) -> Reply:
    extra = {"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'} if error.status == 401 else {}
    return json_reply(error_body(error), error.status, extra | (headers or {}))


def html_page(status: int, title: str, text: str) -> Reply:
    page = (
        "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n"
        f"  <title>Error {status} ({title})!!1</title>\n"
        f"  <p><b>{status}.</b> <ins>That’s an error.</ins>\n  <p>{text}  <ins>That’s all we know.</ins>\n"
    )
    return Reply(page.encode(), status, HTML)


def not_found(path: str) -> Reply:
    shown = quote(path, safe="/%:")
    return html_page(
        404, "Not Found", f"The requested URL <code>{shown}</code> was not found on this server."
    )
