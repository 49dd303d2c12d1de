"""What the office knows of the case files: where each is, and what it said when it was last read."""

import json
from dataclasses import asdict, dataclass

from automations.core.marks import Marks, case_file


@dataclass(frozen=True, slots=True)
class Filed:
    """One case file. `version` is the one that was last read."""

    link: str
    version: str

    def mark(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def filed(marks: Marks, case: str) -> Filed | None:
    """None where there is no case file, or somebody broke the mark."""
    try:
        return Filed(**json.loads(marks.get(case_file(case), "null")))
    except (ValueError, TypeError):
        return None
