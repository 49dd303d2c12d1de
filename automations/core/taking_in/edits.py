"""What a requester changed after the case file was made, so that its pair learns of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date

from automations.core import marks
from automations.core.case import Case
from automations.core.casework.filed import filed
from automations.core.marks import Marks


@dataclass(frozen=True, slots=True)
class Edit:
    """`day` is an ISO date, `keys` are those of the answers; `of` is the code of the request that has them:
    the case's own, or one that joined it. Blank stands for its own.
    """

    day: str
    keys: list[str]
    of: str = ""


def edits(known: Marks, code: str) -> list[Edit]:
    """What changed after the case file was made."""
    try:
        return [
            Edit(str(day), list(keys), *map(str, of))
            for day, keys, *of in json.loads(known.get(marks.edits(code)))
        ]
    except (ValueError, TypeError):
        return []


def edited(known: Marks, case: Case | None, keys: Iterable[str], today: date) -> Mapping[str, str]:
    """The marks that remember one edit more, where a case file is to be told of it."""
    if case is None:
        return {}
    fresh = Edit(today.isoformat(), sorted(keys), case.code)
    told = [code for code in _told(case) if filed(known, code) is not None]
    return {
        marks.edits(code): json.dumps([astuple(e) for e in (*edits(known, code), fresh)]) for code in told
    }


def _told(case: Case) -> set[str]:
    """Codes of the cases in whose files its words stand."""
    return {case.code, case.goes_into}
