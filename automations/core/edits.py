"""What a requester changed after the case file was made, so that its pair learns of it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from automations.core import marks
from automations.core.filed import filed
from automations.core.marks import Marks


def edits(known: Marks, code: str) -> list[tuple[str, list[str]]]:
    """Days (ISO) on which answers changed after the case file was made, and which."""
    try:
        return [(str(day), list(keys)) for day, keys in json.loads(known.get(marks.edits(code), "[]"))]
    except (ValueError, TypeError):
        return []


def edited(known: Marks, code: str, keys: Iterable[str], today: date) -> Mapping[str, str]:
    """The mark that remembers one edit more, where a case file is to be told of it."""
    if filed(known, code) is None:
        return {}
    found = [*edits(known, code), (today.isoformat(), sorted(keys))]
    return {marks.edits(code): json.dumps(found)}
