"""Bodies and field masks checked against Google's own description of the API."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tests.google.sheets.masks import Mask
from tests.google.wire import ApiError, Json

Reader = Callable[[Json], Json]

_PACKAGE = "type.googleapis.com/google.apps.sheets.v4."
_DOCUMENT = "discovery_cache/documents/sheets.v4.json"


class Misfit(Exception):
    """A value that does not fit; `path` grows while the exception travels outwards."""

    def __init__(self, kind: str, value: Json, unknown: str | None = None) -> None:
        super().__init__(kind)
        self.kind, self.value, self.unknown = kind, value, unknown
        self.path = ""

    def under(self, name: str) -> None:
        dot = "" if not self.path or self.path.startswith("[") else "."
        self.path = name + dot + self.path

    def error(self) -> ApiError:
        if self.unknown is not None:
            place = f" at '{self.path}'" if self.path else ""
            text = f'Invalid JSON payload received. Unknown name "{self.unknown}"{place}: Cannot find field.'
        else:
            shown = json.dumps(self.value, ensure_ascii=False)
            text = f"Invalid value at '{self.path}' ({self.kind}), {shown}"
        violation = {"description": text} | ({"field": self.path} if self.path else {})
        return bad_request(text, violation)


def bad_request(message: str, *violations: Json) -> ApiError:
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": list(violations)}
    return ApiError(400, message, details=[detail])


@cache
def _document() -> Mapping[str, Any]:
    text = (files("googleapiclient") / _DOCUMENT).read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


def properties_of(schema: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _document()["schemas"][schema].get("properties", {})
    return found


def snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: "_" + found[0].lower(), name)


def read_body(schema: str, body: Json, at: str = "") -> Json:
    """The body with proto names made JSON names and nulls dropped; 400 where it does not fit."""
    try:
        return reader(schema)({} if body is None else body)
    except Misfit as misfit:
        if at and misfit.path:
            misfit.under(at)
        raise misfit.error() from None


@cache
def reader(schema: str) -> Reader:
    fields: dict[str, Reader] = {}
    names: dict[str, str] = {}

    def read(value: Json) -> Json:
        if not names:
            for name, described in properties_of(schema).items():
                names[name] = names[snake(name)] = name
                fields[name] = _reader_of(described, name)
        if type(value) is not dict:
            raise Misfit(_PACKAGE + schema, value)
        return _read_fields(value, names, fields)

    return read


def _read_fields(value: Json, names: Mapping[str, str], fields: Mapping[str, Reader]) -> Json:
    result = {}
    for key, item in value.items():
        name = names.get(key)
        if name is None:
            raise Misfit("", None, unknown=key)
        if item is None:
            continue
        try:
            result[name] = fields[name](item)
        except Misfit as misfit:
            misfit.under(snake(name))
            raise
    return result


def _reader_of(described: Mapping[str, Any], name: str) -> Reader:
    if "$ref" in described:
        return reader(described["$ref"])
    kind = described["type"]
    if kind == "array":
        return _list_reader(_item_reader(described["items"], name))
    if kind == "object":
        return _map_reader(_reader_of(described["additionalProperties"], name))
    if "enum" in described:
        return _enum_reader(frozenset(described["enum"]), _PACKAGE + name[0].upper() + name[1:])
    return {"string": _string, "boolean": _boolean, "integer": _integer, "number": _number}[kind]


def _item_reader(described: Mapping[str, Any], name: str) -> Reader:
    """`values` of a value range are lists of anything, which Google calls ListValue."""
    if described.get("type") == "array" and described["items"].get("type") == "any":
        return _list_value
    return _reader_of(described, name)


def _list_value(value: Json) -> Json:
    if type(value) is not list:
        raise Misfit("type.googleapis.com/google.protobuf.ListValue", value)
    return value


def _list_reader(item: Reader) -> Reader:
    def read(value: Json) -> Json:
        if type(value) is not list:
            return [item(value)]
        result = []
        for index, one in enumerate(value):
            try:
                result.append(item(one))
            except Misfit as misfit:
                misfit.under(f"[{index}]")
                raise
        return result

    return read


def _map_reader(item: Reader) -> Reader:
    def read(value: Json) -> Json:
        if type(value) is not dict:
            raise Misfit("Map", value)
        return {key: item(one) for key, one in value.items() if one is not None}

    return read


def _enum_reader(allowed: frozenset[str], kind: str) -> Reader:
    def read(value: Json) -> Json:
        if type(value) is not str or value not in allowed:
            raise Misfit(kind, value)
        return value

    return read


def _string(value: Json) -> Json:
    if type(value) is not str:
        raise Misfit("TYPE_STRING", value)
    return value


def _boolean(value: Json) -> Json:
    if type(value) is not bool:
        raise Misfit("TYPE_BOOL", value)
    return value


def _integer(value: Json) -> Json:
    if type(value) is int and -(2**31) <= value < 2**31:
        return value
    if type(value) is float and value.is_integer():
        return _integer(int(value))
    if type(value) is str and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    raise Misfit("TYPE_INT32", value)


def _number(value: Json) -> Json:
    if type(value) is str:
        try:
            return whole(float(value))
        except ValueError:
            raise Misfit("TYPE_DOUBLE", value) from None
    if type(value) not in (int, float):
        raise Misfit("TYPE_DOUBLE", value)
    return whole(value)


def whole(value: Any) -> Any:
    """A float that is an integer as int: Google writes numbers without `.0`."""
    if type(value) is float and value.is_integer() and abs(value) < 1e21:
        return int(value)
    return value


def unknown_path(schema: str, mask: Mask, prefix: str = "") -> str | None:
    """The first path of the mask that the schema does not have."""
    properties = properties_of(schema)
    for name, inner in mask.items():
        path = prefix + name
        if name == "*":
            continue
        if name not in properties:
            return path
        below = _schema_below(properties[name])
        if inner and (below is None or (found := unknown_path(below, inner, path + "."))):
            return found if below else path
    return None


def _schema_below(described: Mapping[str, Any]) -> str | None:
    while described.get("type") == "array":
        described = described["items"]
    found: str | None = described.get("$ref")
    return found
