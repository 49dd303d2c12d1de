"""The `q` of files.list: read into a test of a file; and its orderBy."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.google.drive_errors import invalid
from tests.google.wire import Caller
from tests.google.world import File, World

Test = Callable[[File], bool]

TOKEN = re.compile(
    r"""\s*(?:
    (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*") |
    (?P<op><=|>=|!=|=|<|>) | (?P<mark>[(){}]) | (?P<word>[A-Za-z]\w*)
    )""",
    re.VERBOSE,
)
TIMES = {"modifiedTime": "modified", "createdTime": "created", "viewedByMeTime": "modified"}
COMPARED: dict[str, Callable[[datetime, datetime], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
ROLES_BY_FIELD = {
    "owners": ("owner",),
    "writers": ("writer", "organizer", "fileOrganizer"),
    "readers": ("reader",),
}


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str


def query_test(q: str, world: World, caller: Caller) -> Test:
    reader = _Reader(_tokens(q), world, caller)
    test = reader.either()
    reader.end()
    return test


def _tokens(q: str) -> list[Token]:
    tokens, position, q = [], 0, q.rstrip()
    while position < len(q):
        found = TOKEN.match(q, position)
        if found is None or found.lastgroup is None:
            raise invalid("q")
        tokens.append(Token(found.lastgroup, found[found.lastgroup]))
        position = found.end()
    return tokens


class _Reader:
    """`or` binds weaker than `and`, `not` binds strongest."""

    def __init__(self, tokens: list[Token], world: World, caller: Caller) -> None:
        self.tokens, self.world, self.caller = tokens, world, caller

    def either(self) -> Test:
        tests = [self._both()]
        while self._skip("or"):
            tests.append(self._both())
        return lambda file: any(test(file) for test in tests)

    def end(self) -> None:
        if self.tokens:
            raise invalid("q")

    def _both(self) -> Test:
        tests = [self._one()]
        while self._skip("and"):
            tests.append(self._one())
        return lambda file: all(test(file) for test in tests)

    def _one(self) -> Test:
        if self._skip("not"):
            test = self._one()
            return lambda file: not test(file)
        if self._skip("("):
            test = self.either()
            self._expect(")")
            return test
        first = self._take()
        if first.kind == "string":
            self._expect("in")
            return self._member(_text(first), self._take().text)
        return self._term(first.text)

    def _term(self, field: str) -> Test:
        op = self._take().text
        if field in ("appProperties", "properties") and op == "has":
            return self._property(field)
        value = self._take()
        if value.kind == "word" and value.text in ("true", "false"):
            return self._flag(field, op, value.text == "true")
        if value.kind != "string":
            raise invalid("q")
        text = _text(value)
        if field in TIMES and op in COMPARED:
            return _time(TIMES[field], op, text)
        return _words(field, op, text)

    def _member(self, value: str, field: str) -> Test:
        if field == "parents":
            wanted = self.world.root_id(self.caller.email) if value == "root" else value
            return lambda file: wanted in self.world.parents(file)
        if field not in ROLES_BY_FIELD:
            raise invalid("q")
        address = self.caller.email if value == "me" else value
        asked = Caller(address, frozenset())
        if field == "owners":
            return lambda file: file.owner.casefold() == address.casefold()
        return lambda file: (self.world.role(file, asked) or "") in (*ROLES_BY_FIELD[field], "owner")

    def _property(self, field: str) -> Test:
        parts = [self._take().text for _ in range(9)]
        if parts[0::8] != ["{", "}"] or parts[1:3] != ["key", "="] or parts[4:7] != ["and", "value", "="]:
            raise invalid("q")
        key, value = (_text(Token("string", parts[n])) for n in (3, 7))
        if field == "appProperties":
            return lambda file: file.app_properties.get(key) == value
        return lambda file: file.extra.get("properties", {}).get(key) == value

    def _flag(self, field: str, op: str, wanted: bool) -> Test:
        if op not in ("=", "!=") or field not in ("trashed", "starred", "sharedWithMe"):
            raise invalid("q")
        truth = wanted == (op == "=")
        if field == "trashed":
            return lambda file: file.trashed == truth
        if field == "starred":
            return lambda file: bool(file.extra.get("starred")) == truth
        return lambda file: (file.owner != self.caller.email) == truth

    def _take(self) -> Token:
        if not self.tokens:
            raise invalid("q")
        return self.tokens.pop(0)

    def _skip(self, text: str) -> bool:
        if self.tokens and self.tokens[0].text.lower() == text and self.tokens[0].kind != "string":
            self.tokens.pop(0)
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._skip(text):
            raise invalid("q")


def _text(token: Token) -> str:
    return re.sub(r"\\(.)", r"\1", token.text[1:-1])


def _time(attribute: str, op: str, text: str) -> Test:
    try:
        asked = datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid("q") from error
    moment = asked if asked.tzinfo else asked.replace(tzinfo=UTC)
    return lambda file: COMPARED[op](getattr(file, attribute), moment)


def _words(field: str, op: str, text: str) -> Test:
    attribute = {"name": "name", "fullText": "name", "mimeType": "mime_type", "title": "name"}.get(field)
    if attribute is None or op not in ("=", "!=", "contains", "<", "<=", ">", ">="):
        raise invalid("q")
    if op == "contains":
        # Drive finds the beginnings of words only.
        pattern = re.compile(("" if field == "mimeType" else r"(?<!\w)") + re.escape(text.casefold()))
        return lambda file: pattern.search(getattr(file, attribute).casefold()) is not None
    if op in ("=", "!="):
        return lambda file: (getattr(file, attribute) == text) == (op == "=")
    raise invalid("q")


SORTED_BY: dict[str, Callable[[File], object]] = {
    "createdTime": lambda f: f.created,
    "folder": lambda f: not f.is_folder,
    "modifiedByMeTime": lambda f: f.modified,
    "modifiedTime": lambda f: f.modified,
    "name": lambda f: f.name.casefold(),
    "name_natural": lambda f: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", f.name.casefold())],
    "quotaBytesUsed": lambda f: 0,
    "recency": lambda f: f.modified,
    "sharedWithMeTime": lambda f: f.created,
    "starred": lambda f: not f.extra.get("starred"),
    "viewedByMeTime": lambda f: f.modified,
}


def in_order(files: list[File], order_by: str) -> list[File]:
    """Without `orderBy` the latest changed come first, as Drive shows them."""
    for key in reversed([k.strip() for k in (order_by or "modifiedTime desc").split(",")]):
        name, _, direction = key.partition(" ")
        if name not in SORTED_BY or direction not in ("", "desc"):
            raise invalid("orderBy")
        files = sorted(files, key=SORTED_BY[name], reverse=direction == "desc")  # type: ignore[arg-type]
    return files
