"""Which question an id stands for, also of those that the form no longer has."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_MEMORY = 40_000
"""Characters that a cell takes with ease; a larger form is read anew each time."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Ids to headings: a key, a title where there is none, or "" where the answer is dropped. Google
    keeps what was answered to a question that was deleted (`gone`), but not its title.
    """

    on_form: Mapping[str, str]
    gone: Mapping[str, str]

    @classmethod
    def remembered(cls, text: str) -> "Questions":
        """From what `memory` gave; nothing where that can't be read."""
        try:
            found = json.loads(text)
            return cls(_strings(found["on form"]), _strings(found["gone"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls({}, {})

    @property
    def headings(self) -> dict[str, str]:
        return {**self.gone, **self.on_form}

    def now(self, on_form: Mapping[str, str], answered: Iterable[str]) -> "Questions":
        """With what the form asks now. What was deleted keeps the heading it had."""
        known = self.headings
        gone = {id_: known.get(id_) if id_ in known else _untitled(id_) for id_ in (*known, *answered)}
        return Questions(on_form, {id_: str(h) for id_, h in gone.items() if id_ not in on_form})

    def memory(self) -> str:
        """Blank where it is too long to be kept."""
        kept = {"on form": dict(self.on_form), "gone": dict(self.gone)}
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
        return text if len(text) <= LONGEST_MEMORY else ""


def _strings(found: Mapping[Any, Any]) -> dict[str, str]:
    return {str(id_): str(heading) for id_, heading in found.items()}


def _untitled(question: str) -> str:
    return f"a question that was deleted from the form, {question}"
