"""A case with these answers and nothing else to be said of it, for decisions that need no workbook."""

from collections.abc import Mapping
from datetime import date

from automations.core.case import Case
from automations.core.snapshot import Row
from automations.core.wishes import NO_WISHES
from sheets_schema.words import WhatToDo

CODE = "amber-heron-lake"
RECEIVED = date(2026, 11, 3)


def made_case(
    answers: Mapping[str, str], *, decision: WhatToDo | None = None, cells: Row | None = None
) -> Case:
    row = {**answers, **(cells or {})}
    return Case(
        CODE, "response-1", RECEIVED, row, decision, (), (), False, NO_WISHES, (), (), (), None, False
    )  # fmt: skip
