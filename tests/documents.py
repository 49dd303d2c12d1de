"""The documents as their readers meet them: what is to be typed, what is called by name, where links lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parent.parent
NAMES = (
    *(name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/*.md")),
)
PROGRAMS = (
    "python python3 py uv pip pip-audit age age-keygen chmod cp mv sudo sh crontab docker podman gcloud"
    " schtasks systemctl systemd-analyze journalctl curl find sha256sum git"
).split()
CALL = re.compile(rf"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/\S+|{'|'.join(map(re.escape, PROGRAMS))}) \S")
CRON = re.compile(r"(?:[\d*/]+ ){5}")
SCRIPT = re.compile(r"scripts/\S+\.sh")


@dataclass(frozen=True)
class Step:
    """Something to do: a command, a comment beside it that says what a person does, or either alone."""

    command: str
    comment: str = ""


@cache
def tokens(name: str) -> list[Token]:
    text = (ROOT / name).read_text(encoding="utf-8")
    found: list[Token] = []
    for token in MarkdownIt().enable("table").parse(text):
        found += [token, *(token.children or ())]
    return found


def blocks(name: str, *languages: str) -> list[str]:
    """The code blocks; without a language those that name none, which are for a terminal."""
    kinds = ("code_block", "fence")
    return [
        token.content
        for token in tokens(name)
        if token.type in kinds and (token.info.strip() in (languages or ("",)))
    ]


def inline_code(name: str) -> list[str]:
    return [token.content for token in tokens(name) if token.type == "code_inline"]


def steps(name: str) -> Iterator[Step]:
    """In the order in which a reader meets them."""
    for token in tokens(name):
        if token.type in ("code_block", "fence") and not token.info.strip():
            yield from _lines(token.content)
        elif token.type == "code_inline" and is_command(token.content):
            yield Step(token.content)


def _lines(block: str) -> Iterator[Step]:
    lines = [line for line in block.splitlines() if line.strip()]
    if any(line.startswith("$ ") for line in lines):
        # A transcript: the other lines are what was answered.
        lines = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    for line in lines:
        command, _, comment = re.sub(r"(^|\s+)# ", "\0", line, count=1).partition("\0")
        yield Step(command.strip(), comment.strip())


def is_command(code: str) -> bool:
    """Whether words in code are to be typed, rather than the name of something."""
    return bool(CALL.match(code) or CRON.match(code) or SCRIPT.fullmatch(code))


def links(name: str) -> Iterator[str]:
    for token in tokens(name):
        target = token.attrGet("href") if token.type == "link_open" else token.attrGet("src")
        if target:
            yield str(target)


def anchors(name: str) -> set[str]:
    """As GitHub makes them of headings: small letters, no punctuation, hyphens for spaces."""
    found: set[str] = set()
    for before, token in zip(tokens(name), tokens(name)[1:], strict=False):
        if before.type == "heading_open":
            plain = re.sub(r"[^\w\- ]", "", token.content.replace("*", "").replace("`", "").lower())
            anchor, number = plain.replace(" ", "-"), 1
            while anchor in found:
                anchor, number = f"{plain.replace(' ', '-')}-{number}", number + 1
            found.add(anchor)
    return found


def rows(name: str) -> list[list[str]]:
    """Of all tables, the cells as they are written."""
    found: list[list[str]] = []
    for token in tokens(name):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and found and token.map is None:
            found[-1].append(token.content)
    return found
