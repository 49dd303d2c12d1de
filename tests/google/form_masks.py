"""Update masks of Forms: which parts of a message are written."""

from __future__ import annotations

import copy
import re

from tests.google.wire import Json


def paths_of(mask: str) -> list[list[str]]:
    """`a.b,c_d` as lists of names in camel case; `*` as one empty path."""
    paths = [part.strip() for part in mask.split(",") if part.strip()]
    return [[] if path == "*" else [_camel(name) for name in path.split(".")] for path in paths]


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda m: m[1].upper(), name)


def merged(old: Json, new: Json, mask: str) -> Json:
    """`old` with what the mask names taken from `new`; what `new` lacks is taken away."""
    result = copy.deepcopy(old)
    for path in paths_of(mask):
        if not path:
            return copy.deepcopy(new)
        _set(result, new, path)
    return result


def _set(target: Json, source: Json, path: list[str]) -> None:
    *above, last = path
    for name in above:
        source = source.get(name) or {}
        if name not in target and name not in ("", None):
            target[name] = {}
        target = target[name]
    if last in source:
        target[last] = copy.deepcopy(source[last])
    else:
        target.pop(last, None)
