"""Bodies and query parameters against the discovery documents, with the words Google finds for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from tests.google.discovery import Method
from tests.google.wire import ApiError, Json

ROOTS = {
    "sheets.create": "spreadsheet",
    "sheets.values.update": "data",
    "sheets.values.append": "data",
    "forms.create": "form",
}
"""Where a body is not the whole request message: the field of the message that it fills."""

INTEGER = re.compile(r"-?\d+")
SCALARS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
NAMES = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL", "number": "TYPE_DOUBLE", "integer": "TYPE_INT32"}


@dataclass(frozen=True, slots=True)
class Violation:
    """`unknown` says that a name is not known, which Drive does not mind."""

    field: str
    text: str
    unknown: bool = False


def check(method: Method, query: MultiDict[str, str], body: Json) -> None:
    found = [*_query_problems(method, query)]
    if method.request and body is not None:
        found += _body_problems(method, body)
    drive = method.id.startswith("drive.")
    found = [v for v in found if not (drive and v.unknown)]
    if found:
        described = [
            {"field": v.field, "description": v.text} if v.field else {"description": v.text} for v in found
        ]
        details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": described}]
        errors = [{"domain": "global", "reason": "badRequest"}] if drive else None
        raise ApiError(400, "\n".join(v.text for v in found), details=details, errors=errors)


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m[1].lower(), name)


def _query_problems(method: Method, query: MultiDict[str, str]) -> Iterator[Violation]:
    for name, value in query.items(multi=True):
        spec = method.parameters.get(name) or method.parameters.get(name.removeprefix("$"))
        if spec is None:
            reason = f"Cannot bind query parameter. Field '{name}' could not be found in request message."
            text = f'Invalid JSON payload received. Unknown name "{name}": {reason}'
            yield Violation("", text, unknown=True)
        elif spec["type"] == "boolean" and value.lower() not in ("true", "false", "1", "0"):
            yield _invalid(snake(name), "TYPE_BOOL", value)
        elif spec["type"] == "integer" and not INTEGER.fullmatch(value):
            yield _invalid(snake(name), "TYPE_INT32", value)
        elif "enum" in spec and value not in spec["enum"]:
            yield _invalid(snake(name), _enum_type(method, name), value)


def _body_problems(method: Method, body: Json) -> Iterator[Violation]:
    root = ROOTS.get(method.id, "")
    if not isinstance(body, dict):
        text = 'Invalid JSON payload received. Unknown name "": Root element must be a message.'
        yield Violation("", text)
        return
    yield from _message(method, method.schemas[method.request["$ref"]], body, root)


def _message(method: Method, schema: Json, value: dict[str, Json], where: str) -> Iterator[Violation]:
    known, other = schema.get("properties", {}), schema.get("additionalProperties")
    for key, item in value.items():
        spec = known.get(key) or known.get(_camel(key)) or other
        inner = f"{where}.{snake(key)}" if where else snake(key)
        if spec is None:
            yield Violation(where, _unknown(key, where, "Cannot find field."), unknown=True)
        elif item is not None:
            yield from _field(method, spec, item, inner, f"{schema['id']}.{key}" if "id" in schema else key)


def _field(method: Method, spec: Json, value: Json, where: str, name: str) -> Iterator[Violation]:
    if spec.get("type") != "array":
        yield from _element(method, spec, value, where, name)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _element(method, spec["items"], item, f"{where}[{number}]", name)
    else:  # one value where a list belongs is read as the list of it
        yield from _element(method, spec["items"], value, where, name)


def _element(method: Method, spec: Json, value: Json, where: str, name: str) -> Iterator[Violation]:
    schema = method.schemas[spec["$ref"]] if "$ref" in spec else spec
    kind = schema.get("type", "any")
    if kind == "array" and not isinstance(value, list):
        yield _invalid(where, "type.googleapis.com/google.protobuf.ListValue", value)
    elif kind == "object" and not isinstance(value, dict):
        yield _invalid(
            where, f"type.googleapis.com/google.apps.{_package(method)}.{schema.get('id', 'Struct')}", value
        )
    elif kind == "object":
        yield from _message(method, schema, value, where)
    elif kind in SCALARS:
        yield from _scalar(method, schema, value, where, name)


def _scalar(method: Method, schema: Json, value: Json, where: str, name: str) -> Iterator[Violation]:
    kind = schema["type"]
    if isinstance(value, list):
        parent, _, leaf = where.rpartition(".")
        text = _unknown(name.rpartition(".")[2], parent, "Proto field is not repeating, cannot start list.")
        yield Violation(parent or leaf, text)
    elif "enum" in schema:
        if value not in schema["enum"] and not isinstance(value, int):
            yield _invalid(where, _enum_type(method, name), value)
    elif not _fits(kind, schema.get("format", ""), value):
        yield _invalid(where, _proto(schema), value)


def _fits(kind: str, form: str, value: Json) -> bool:
    if isinstance(value, bool) or kind == "boolean":
        return isinstance(value, bool) and kind == "boolean"
    if form in ("int64", "uint64") or kind in ("integer", "number"):
        return _is_number(value, whole=kind != "number")
    return isinstance(value, SCALARS[kind])


def _is_number(value: Json, whole: bool) -> bool:
    """Numbers may come as strings, and whole numbers as 1.0."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return False
    return not whole or number.is_integer()


def _proto(schema: Json) -> str:
    if schema.get("format") in ("int64", "uint64"):
        return "TYPE_INT64"
    return NAMES[schema["type"]]


def _package(method: Method) -> str:
    return {"sheets": "sheets.v4", "forms": "forms.v1"}.get(method.id.split(".")[0], "drive.v3")


def _enum_type(method: Method, name: str) -> str:
    *owner, own = name.split(".")
    return ".".join(["type.googleapis.com/google.apps", _package(method), *owner, own[0].upper() + own[1:]])


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda m: m[1].upper(), name)


def _unknown(name: str, where: str, reason: str) -> str:
    place = f" at '{where}'" if where else ""
    return f'Invalid JSON payload received. Unknown name "{name}"{place}: {reason}'


def _invalid(where: str, kind: str, value: Json) -> Violation:
    shown = json.dumps(value, ensure_ascii=False) if not isinstance(value, dict) else "{}"
    return Violation(where, f"Invalid value at '{where}' ({kind}), {shown}")
