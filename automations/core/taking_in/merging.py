"""What one requester wrote in several requests counts as one: whom it concerns, and who may read it."""

from collections.abc import Iterator

from automations.core.case import Case
from automations.core.conflicts import RESTRICTING, Found, conflict_row
from automations.core.office import Office
from automations.core.snapshot import Row


def conflicts(office: Office) -> tuple[Row, ...]:
    """Rows of Conflicts that cases lack which their duplicates, and what was added to them, have."""
    merged = {part.goes_into for part in office.cases if part.goes_into}
    cases = (office.by_code[code] for code in sorted(merged) if code in office.by_code)
    return tuple(row for case in cases if not case.gone for row in _passed_on(case, office))


def _passed_on(case: Case, office: Office) -> Iterator[Row]:
    there = {(c.volunteer, c.kind) for c in case.conflicts}
    others = (c for part in office.parts(case.code) for c in part.conflicts if not c.released)
    wanted = {(c.volunteer, c.kind) for c in others} - there
    yield from (conflict_row(case.code, Found(*found)) for found in sorted(wanted))


def held_back(part: Case, case: Case, office: Office) -> tuple[str, ...]:
    """Volunteers who could read the part in the case file, and who are, or may be, part of what it tells:
    until they are replaced, or a coordinator says that it is not them, it is not written there.
    """
    readers = {*office.history.everybody(case.code), *case.wishes.also_open_to}
    released = {(c.volunteer, c.kind) for c in (*part.conflicts, *case.conflicts) if c.released}
    held = {
        c.volunteer
        for c in part.conflicts
        if c.kind in RESTRICTING and c.volunteer in readers and (c.volunteer, c.kind) not in released
    }
    return tuple(sorted(held))
