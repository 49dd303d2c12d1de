"""The methods of the three APIs, as the documents in Google's own Python client describe them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tests.google.wire import Json

DOCUMENTS = ("forms.v1", "sheets.v4", "drive.v3")


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """`id` is as short as people write it: `sheets.values.append`, `forms.responses.list`."""

    id: str
    service: str
    verb: str
    template: str
    pattern: re.Pattern[str]
    scopes: frozenset[str]
    parameters: dict[str, Json]
    request: Json
    schemas: dict[str, Json]


def _pattern(template: str) -> re.Pattern[str]:
    """A colon begins the verb of a method, so that only `range` may hold one."""
    parts = re.split(r"(\{\w+\})", template)
    pieces = ["[^/]+" if p == "{range}" else "[^/:]+" if p.startswith("{") else re.escape(p) for p in parts]
    return re.compile("".join(pieces))


def _short(method_id: str) -> str:
    return re.sub(r"^(sheets\.spreadsheets|forms\.forms)\.", lambda m: m[1].split(".")[0] + ".", method_id)


def _methods_of(document: Json) -> list[Method]:
    found, todo = [], [document]
    while todo:
        resource = todo.pop()
        todo += resource.get("resources", {}).values()
        for entry in resource.get("methods", {}).values():
            upload = entry.get("mediaUpload", {}).get("protocols", {})
            paths = ["/" + document["servicePath"] + entry["path"], *(p["path"] for p in upload.values())]
            found += [_method(document, entry, path) for path in dict.fromkeys(paths)]
    return found


def _method(document: Json, entry: Json, template: str) -> Method:
    return Method(
        id=_short(entry["id"]),
        service=f"{document['name']}.googleapis.com",
        verb=entry["httpMethod"],
        template=template,
        pattern=_pattern(template),
        scopes=frozenset(entry.get("scopes", ())),
        parameters=document["parameters"] | entry.get("parameters", {}),
        request=entry.get("request"),
        schemas=document["schemas"],
    )


@cache
def methods() -> list[Method]:
    """The most literal paths first."""
    folder = files("googleapiclient.discovery_cache.documents")
    found: list[Method] = []
    for name in DOCUMENTS:
        found += _methods_of(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
    return sorted(found, key=lambda m: -len(re.sub(r"\{\w+\}", "", m.template)))


@lru_cache(4096)
def find(verb: str, path: str) -> Method | None:
    return next((m for m in methods() if m.verb == verb and m.pattern.fullmatch(path)), None)
