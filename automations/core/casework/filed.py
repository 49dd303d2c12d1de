"""What the office knows of the case files: where each is, and what it said when it was last read."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from automations.core.casework.facts import NO_FACTS, Facts
from automations.core.marks import Marks, case_file


@dataclass(frozen=True, slots=True)
class Filed:
    """One case file; with a blank `link`, one that is to be made. `version` is the one that was last read,
    `overdue` how many plan steps it then showed as overdue.
    """

    link: str
    version: str
    facts: Facts = NO_FACTS
    overdue: int = 0

    @property
    def shared(self) -> bool:
        """Whether it lies where people open it by themselves, and not on one person's machine."""
        return self.link.startswith("https:")

    def mark(self) -> str:
        """Facts that say nothing are left out."""
        said = {name: value for name, value in asdict(self.facts).items() if value}
        return json.dumps([self.link, self.version, said, self.overdue], ensure_ascii=False)


def filed(marks: Marks, case: str) -> Filed | None:
    """None where there is no case file, or somebody broke the mark."""
    try:
        link, version, said, overdue = json.loads(marks.get(case_file(case)))
        return Filed(link, version, _facts(said), overdue)
    except (ValueError, TypeError, AttributeError):
        return None


def _facts(said: dict[str, Any]) -> Facts:
    known = {field.name for field in fields(Facts)}
    found: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in said.items() if n in known}
    return Facts(**found)


def facts(marks: Marks, case: str) -> Facts | None:
    """None where there is no case file."""
    found = filed(marks, case)
    return found.facts if found else None
