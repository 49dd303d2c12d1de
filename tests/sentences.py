"""The sentences that stand in the code, to be held against what the documents say of them; `…` stands for
whatever is filled in.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ANYTHING = "…"
SHORTEST = 3
"""Words; fewer are the name of something."""

_PLACES = re.compile(r"%[.\d]*[sdf]|\{\}")


@cache
def sentences(path: Path, whole: bool = True) -> tuple[str, ...]:
    """Of a module, all that it might say; not what it says of itself in docstrings. With parts of sentences
    unless they must be `whole`.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (_PLACES.sub(ANYTHING, text.replace("`", "")) for text in _texts(tree))
    return tuple(dict.fromkeys(text for text in texts if not whole or _is_one(text)))


def _texts(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        text = _text(child)
        if text is None:
            yield from _texts(child)
        else:
            yield text
            yield from (inner for part in ast.walk(child) for inner in _within(part))


def _within(node: ast.AST) -> Iterator[str]:
    """What stands in a place that is filled in."""
    if isinstance(node, ast.FormattedValue):
        yield from _texts(node)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or ANYTHING for part in node.values)
    return None


def _is_one(text: str) -> bool:
    return len(re.findall(r"[a-z']{2,}", text)) > SHORTEST and bool(re.search(r"[\w)'…]\.( |$)", text))


def told(line: str, sentence: str) -> bool:
    """Whether a line of a document is about the sentence: its longest part without `…` stands in it."""
    return max(line.split(ANYTHING), key=len).strip() in sentence
