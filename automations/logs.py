"""The log: one line an event, codes and counts only; for people to read, or as JSON."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

log = logging.getLogger("automations")

FACTS = "facts"


def event(name: str, level: int = logging.INFO, **facts: str | float) -> None:
    """Something happened: what, and the counts and codes that go with it."""
    log.log(level, name, extra={FACTS: facts})


def begin(kind: str, stream: TextIO | None = None) -> None:
    """Have everything that is logged from now on written as `plain` or `json`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json() if kind == "json" else _Plain())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    log.setLevel(logging.INFO)


def _told(record: logging.LogRecord) -> tuple[str, dict[str, str | float]]:
    """An event's name and its facts; a sentence that was logged without any is one itself. Of an error that
    was logged with its traceback nothing is shown: it may quote a cell.
    """
    facts = getattr(record, FACTS, None)
    if facts is not None:
        return record.getMessage(), dict(facts)
    return "note", {"text": " ".join(record.getMessage().split())}


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        name, facts = _told(record)
        head = {"time": _moment(record), "level": record.levelname.lower(), "event": name}
        return json.dumps(head | facts, ensure_ascii=False)


class _Plain(logging.Formatter):
    """`2026-11-10T17:00:00+00:00 job: intake, ok, read 60, written 58`"""

    def format(self, record: logging.LogRecord) -> str:
        name, facts = _told(record)
        words = ", ".join(f"{key} {value}" for key, value in facts.items())
        level = "" if record.levelno <= logging.INFO else f" {record.levelname.lower()}"
        return f"{_moment(record)}{level} {name}: {words}".removesuffix(": ")
