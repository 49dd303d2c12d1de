"""The `fields` parameter: which parts of an answer are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.google.wire import ApiError, Json

Tree = dict[str, "Tree"]
"""Names and what is wanted of each; nothing below a name means all of it."""

TOKEN = re.compile(r"[^,/()]+|[,/()]")


def chosen(value: Json, fields: str | None) -> Json:
    return pick(value, parse(fields)) if fields else value


def parse(fields: str) -> Tree:
    tokens = [t.strip() for t in TOKEN.findall(fields)]
    tree = _list(iter([*tokens, ""]))
    if not tree or fields.count("(") != fields.count(")"):
        raise invalid(fields)
    return tree


def invalid(fields: str) -> ApiError:
    error = {
        "domain": "global",
        "reason": "invalidParameter",
        "location": "fields",
        "locationType": "parameter",
    }
    return ApiError(400, f"Invalid field selection {fields}", errors=[error])


def _list(tokens: Iterator[str]) -> Tree:
    tree: Tree = {}
    branch = tree
    for token in tokens:
        if token in ("", ")"):
            break
        if token == ",":
            branch = tree
        elif token == "(":
            branch.update(_list(tokens))
        elif token != "/":
            branch = branch.setdefault(token, {})
    return tree


def pick(value: Json, tree: Tree) -> Json:
    if not tree:
        return value
    if isinstance(value, list):
        return [pick(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    if "*" in tree:
        return {key: pick(item, tree["*"] | tree.get(key, {})) for key, item in value.items()}
    return {key: pick(item, tree[key]) for key, item in value.items() if key in tree}
