"""Rows of Intake that were cleared in place of others: somebody sorted in the second of a deletion, and the
run was killed before it could look. The cleared row has its own code still, and tells of another's deletion.
"""

from collections.abc import Iterator
from datetime import date

from automations.core import marks
from automations.core.changes import Change, SetCells
from automations.core.gone import read_gone
from automations.core.letting_go.retention import DELETED
from automations.core.office import Office
from sheets_schema.codec import read_text
from sheets_schema.dates import spoken


def given_back(office: Office, today: date) -> list[Change]:
    """Gives such rows the ids of their responses again, so that their answers are read anew. What a
    coordinator decided is lost: the case waits for their word, and its Notice says why.
    """
    found = dict(_cleared(office))
    told = f"{spoken(today, today)}: its row was cleared while others were deleted, and is filled again."
    changes: list[Change] = [
        SetCells("Intake", response, {"Response": id_, "What to do": None})
        for response, (_, id_) in found.items()
    ]
    codes = [code for code, _ in found.values()]
    changes += office.marks.set({marks.returned(code): "yes" for code in codes})
    return changes + office.marks.tell({code: [told] for code in codes})


def _cleared(office: Office) -> Iterator[tuple[str, tuple[str, str]]]:
    """By what stands there for the response, the case code and the response's id."""
    prefix = marks.case_of("")
    ids = {
        code: key.removeprefix(prefix) for key, code in office.marks.values.items() if key.startswith(prefix)
    }
    for row in office.intake.rows:
        response, code = read_text(row.get("Response")), read_text(row.get("Case")).strip()
        others = response.startswith(f"{DELETED} ") and response != f"{DELETED} {code}"
        if others and code in ids and read_gone(office.marks, code) is None:
            yield response, (code, ids[code])
