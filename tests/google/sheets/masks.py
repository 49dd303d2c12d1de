"""Field masks: read, applied to an answer, and applied to an update."""

from __future__ import annotations

import re

from tests.google.wire import Json

Mask = dict[str, "Mask"]
"""Wanted keys; an empty mask wants everything below."""

_TOKEN = re.compile(r"\s*([A-Za-z0-9_*$-]+|[.,()/])\s*")


class BadMask(ValueError):
    """Not a field mask."""


def parse_mask(text: str) -> Mask:
    """`a.b,c(d,e/f)`; `*` alone wants everything."""
    tokens, position = [], 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise BadMask(text)
        tokens.append(found[1])
        position = found.end()
    mask, rest = _siblings(tokens, 0)
    if rest != len(tokens):
        raise BadMask(text)
    return mask


def _siblings(tokens: list[str], at: int) -> tuple[Mask, int]:
    mask: Mask = {}
    while True:
        at = _path(tokens, at, mask)
        if at >= len(tokens) or tokens[at] != ",":
            return mask, at
        at += 1


def _path(tokens: list[str], at: int, mask: Mask) -> int:
    """Reads one path into the mask; where one path wants all, a longer one adds nothing."""
    node, fresh = mask, True
    while True:
        if at >= len(tokens) or tokens[at] in ".,()/":
            raise BadMask(tokens)
        name = _camel(tokens[at])
        whole = name in node and not node[name]
        fresh = name not in node
        node = node.setdefault(name, {}) if not whole else {}
        at += 1
        following = tokens[at] if at < len(tokens) else ","
        if following in "./":
            at += 1
            continue
        if following != "(":
            if not fresh:
                node.clear()
            return at
        inner, at = _siblings(tokens, at + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise BadMask(tokens)
        if fresh or node:
            node.update(inner)
        return at + 1


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), name)


def masked(value: Json, mask: Mask) -> Json:
    """What of the value the mask wants."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [masked(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: masked(value[key], mask[key]) for key in value if key in mask}


def below(mask: Mask, key: str) -> Mask | None:
    """The mask for what lies under the key; None if nothing of it is wanted."""
    if not mask or "*" in mask:
        return {}
    return mask.get(key)


def merged(old: Json, new: Json, mask: Mask) -> Json:
    """`old` with the masked fields as in `new`: set where `new` has them, cleared where it has not."""
    if not mask or "*" in mask:
        return new
    result = dict(old or {})
    source = new or {}
    for key, inner in mask.items():
        if inner and "*" not in inner:
            value = merged(result.get(key), source.get(key), inner) or source.get(key)
        else:
            value = source.get(key)
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result
