"""Formulas read into trees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tests.google.sheets.references import Reference, read_reference


class ParseFailure(ValueError):
    """Not a formula."""


@dataclass(frozen=True, slots=True)
class Constant:
    value: float | str | bool | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A reference to what has been deleted."""


@dataclass(frozen=True, slots=True)
class Pointer:
    reference: Reference


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A literal in braces."""

    rows: tuple[tuple[Node, ...], ...]


Node = Constant | Lost | Pointer | Name | Operation | Function | Rows

_TOKEN = (
    r'\s*(?:(?P<text>"(?:[^"]|"")*")'
    r"|(?P<lost>\#REF!)"
    r"|(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?P<ref>\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?)?(?![\w(.!])"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?(?![\w(.!])|\$?[1-9]\d*:\$?[1-9]\d*(?![\w(.!]))"
    r"|(?P<number>DIGITS)"
    r"|(?P<name>[^\W\d][\w.]*)"
    r"|(?P<operator><>|<=|>=|[-+*/^&=<>%(),;{}\\]))"
)
_POINT = re.compile(_TOKEN.replace("DIGITS", r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+"))
_COMMA = re.compile(_TOKEN.replace("DIGITS", r"\d+(?:,\d+)?(?:[eE][+-]?\d+)?"))

_BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6}


@lru_cache(maxsize=4096)
def parse(formula: str, decimal: str = ".") -> Node:
    return _Parser(_tokens(formula[1:], decimal)).whole()


def _tokens(text: str, decimal: str) -> list[re.Match[str]]:
    pattern = _COMMA if decimal == "," else _POINT
    tokens, at, text = [], 0, text.rstrip()
    while at < len(text):
        found = pattern.match(text, at)
        if found is None:
            raise ParseFailure(text[at:])
        tokens.append(found)
        at = found.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self.tokens, self.at = tokens, 0

    def whole(self) -> Node:
        node = self.expression(0)
        if self.at < len(self.tokens):
            raise ParseFailure(self.tokens[self.at][0])
        return node

    def operator(self) -> str:
        found = self.tokens[self.at]["operator"] if self.at < len(self.tokens) else None
        return found or ""

    def take(self, operator: str) -> bool:
        if self.operator() != operator:
            return False
        self.at += 1
        return True

    def expression(self, floor: int) -> Node:
        node = self.prefixed()
        while True:
            operator = self.operator()
            if operator == "%":
                self.at += 1
                node = Operation("/", (node, Constant(100)))
                continue
            binding = _BINDING.get(operator, 0)
            if binding <= floor:
                return node
            self.at += 1
            node = Operation(operator, (node, self.expression(binding)))

    def prefixed(self) -> Node:
        for sign in "-+":
            if self.take(sign):
                inner = self.expression(5)
                return Operation("0" + sign, (inner,))
        return self.single()

    def single(self) -> Node:
        if self.at >= len(self.tokens):
            raise ParseFailure("end")
        token = self.tokens[self.at]
        self.at += 1
        if token["text"] is not None:
            return Constant(token["text"][1:-1].replace('""', '"'))
        if token["lost"] is not None:
            return Lost()
        if token["ref"] is not None:
            return Pointer(read_reference(token["sheet"], token["ref"]))
        if token["number"] is not None:
            return Constant(float(token["number"].replace(",", ".")))
        if token["name"] is not None:
            return self.named(token["name"])
        return self.bracketed(token["operator"])

    def named(self, name: str) -> Node:
        if self.take("("):
            return Function(name.upper(), self.arguments())
        if name.upper() in ("TRUE", "FALSE"):
            return Constant(name.upper() == "TRUE")
        return Name(name)

    def arguments(self) -> tuple[Node, ...]:
        if self.take(")"):
            return ()
        found: list[Node] = []
        while True:
            empty = self.operator() in (",", ";", ")")
            found.append(Constant(None) if empty else self.expression(0))
            if self.take(")"):
                return tuple(found)
            if not (self.take(",") or self.take(";")):
                raise ParseFailure(")")

    def bracketed(self, operator: str) -> Node:
        if operator == "(":
            node = self.expression(0)
            if not self.take(")"):
                raise ParseFailure(")")
            return node
        if operator == "{":
            return self.braces()
        raise ParseFailure(operator)

    def braces(self) -> Node:
        rows: list[list[Node]] = [[]]
        while not self.take("}"):
            rows[-1].append(self.expression(0))
            if self.take(";"):
                rows.append([])
            elif not (self.take(",") or self.take("\\") or self.operator() == "}"):
                raise ParseFailure("}")
        return Rows(tuple(tuple(row) for row in rows))
