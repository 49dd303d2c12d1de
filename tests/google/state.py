"""The world's content written to a JSON file, and read from one."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.google.wire import Json
from tests.google.world import World

KEPT = ("files", "switches", "accounts", "changes", "sequence")
"""Not kept: the clock, planned faults, the log of calls."""

PACKAGE = "tests.google."


def save(world: World, path: Path) -> None:
    with world.lock:
        text = json.dumps({name: encoded(getattr(world, name)) for name in KEPT}, ensure_ascii=False)
    scratch = path.with_name(path.name + ".new")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)


def load(world: World, path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    with world.lock:
        for name in KEPT:
            setattr(world, name, decoded(stored[name]))
        # Ids made from now on must differ from those made before.
        world.random.seed(len(world.files) + datetime.now(UTC).timestamp())


def encoded(value: Any) -> Json:
    if isinstance(value, Enum):
        return {"$enum": [_name(type(value)), value.value]}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if hasattr(value, "to_json"):
        return {"$json": [_name(type(value)), value.to_json()]}
    if dataclasses.is_dataclass(value):
        fields = {f.name: encoded(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"$": _name(type(value)), **fields}
    if isinstance(value, datetime):
        return {"$time": value.isoformat()}
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, Mapping):
        return _encoded_mapping(value)
    if isinstance(value, set | frozenset):
        return {"$set": [encoded(item) for item in value]}
    if isinstance(value, tuple):
        named = _name(type(value)) if hasattr(value, "_fields") else ""
        return {"$tuple": [named, *map(encoded, value)]}
    return [encoded(item) for item in value]


def _encoded_mapping(value: Mapping[Any, Any]) -> Json:
    if all(isinstance(key, str) and not key.startswith("$") for key in value):
        return {key: encoded(item) for key, item in value.items()}
    return {"$map": [[encoded(key), encoded(item)] for key, item in value.items()]}


def decoded(value: Json) -> Any:
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$" in value:
        return _made(_type(value["$"]), {k: decoded(v) for k, v in value.items() if k != "$"})
    if len(value) == 1 and (key := next(iter(value))).startswith("$"):
        return _special(key, value[key])
    return {key: decoded(item) for key, item in value.items()}


def _special(key: str, inner: Json) -> Any:
    match key:
        case "$time":
            return datetime.fromisoformat(inner)
        case "$bytes":
            return base64.b64decode(inner)
        case "$map":
            return {decoded(k): decoded(v) for k, v in inner}
        case "$set":
            return set(map(decoded, inner))
        case "$json":
            return _type(inner[0]).from_json(inner[1])
        case "$enum":
            return _type(inner[0])(inner[1])
    named, *items = inner
    return _type(named)(*map(decoded, items)) if named else tuple(map(decoded, items))


def _made(kind: Any, fields: dict[str, Any]) -> Any:
    """What is not a parameter of `__init__` is set afterwards."""
    given = {f.name for f in dataclasses.fields(kind) if f.init}
    made = kind(**{name: item for name, item in fields.items() if name in given})
    for name in fields.keys() - given:
        object.__setattr__(made, name, fields[name])
    return made


def _name(kind: type) -> str:
    if not kind.__module__.startswith(PACKAGE):
        raise TypeError(f"cannot be saved: {kind}")
    return f"{kind.__module__.removeprefix(PACKAGE)}:{kind.__qualname__}"


@cache
def _type(name: str) -> Any:
    module, _, kind = name.partition(":")
    found: Any = import_module(PACKAGE + module)
    for part in kind.split("."):
        found = getattr(found, part)
    return found
