"""The outside office in memory, for decisions that need no file: what it has, and whom that concerns."""

from automations.core.office import Office
from automations.core.responses import Response
from automations.core.snapshot import Row
from sheets_schema.codec import Cell
from tests.unit.offices import CODE, known, made_office, row_of


def conflict(volunteer: str = "Will Reed", kind: str = "involved", code: str = CODE, **more: Cell) -> Row:
    """A row of Conflicts."""
    return {"Case": code, "Volunteer": volunteer, "Kind": kind, **more}


RELEASED = conflict(Released="yes")


def there(response: Response, *conflicts: Row, code: str = CODE) -> Office:
    """The outside office, which has this response."""
    return made_office(row_of(response, code), marks=known(response, code), Conflicts=conflicts)
