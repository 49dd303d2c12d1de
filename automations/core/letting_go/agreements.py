"""Agreements in force: the least that must be known of what was agreed once its case is deleted."""

from collections.abc import Iterator
from datetime import date

from automations.core.case import Case
from automations.core.casework.filed import facts
from automations.core.changes import AppendRows, Change, Forget
from automations.core.office import Office
from automations.core.team import Team
from sheets_schema import codec
from sheets_schema.dates import spoken

TAB = "Agreements in force"


def missing(office: Office, today: date) -> list[Change]:
    """A row for each closed case in which something agreed goes on."""
    there = office.snapshot[TAB].by_key
    rows = tuple(
        {"Case": case.code, "In force until": _until(case, office), "Review on": _review(case, office)}
        for case in office.cases
        if case.code not in there and _goes_on(case, office, today)
    )
    return [AppendRows(TAB, rows)] if rows else []


def ended(office: Office, team: Team, today: date) -> list[Change]:
    """Rows of deleted cases whose last day is over."""
    rows = office.snapshot[TAB].by_key
    return [
        Forget(TAB, "Case", code)
        for code, row in rows.items()
        if _is_over(codec.read_date(row.get("In force until"), team.date_order), today)
        and code in office.by_code
        and office.by_code[code].gone
    ]


def _is_over(until: object, today: date) -> bool:
    return isinstance(until, date) and until < today


def unwritten(case: Case, office: Office, today: date) -> bool:
    """Whether something goes on that nobody has written down yet: it would be lost with the case file."""
    row = office.snapshot[TAB].by_key.get(case.code, {})
    return _goes_on(case, office, today) and not codec.read_text(row.get("What was agreed")).strip()


def _goes_on(case: Case, office: Office, today: date) -> bool:
    until = _until(case, office)
    lasts = _is_open_ended(case, office) or (until is not None and until >= today)
    return lasts and office.history.closed(case.code)


def _is_open_ended(case: Case, office: Office) -> bool:
    """Whether the pair wrote words for its last day: "open-ended" is no less in force than a day far off."""
    found = facts(office.marks, case.code)
    return bool(found and found.open_ended)


def _until(case: Case, office: Office) -> date | None:
    found = facts(office.marks, case.code)
    return date.fromisoformat(found.in_force_until) if found and found.in_force_until else None


def _review(case: Case, office: Office) -> date | None:
    found = facts(office.marks, case.code)
    return date.fromisoformat(found.review_on) if found and found.review_on else None


def sentences(case: Case, office: Office, team: Team, today: date) -> Iterator[str]:
    row = office.snapshot[TAB].by_key.get(case.code)
    if unwritten(case, office, today):
        yield (
            "Something agreed goes on: write it down under Agreements in force, the least that is needed, "
            "before the case is deleted."
        )
    if row is not None and codec.is_blank(row.get("In force until")):
        yield (
            "Under Agreements in force, write a day under In force until: its last one, or one on which you "
            "look at it again."
        )
    if row is None or not codec.read_text(row.get("What was agreed")).strip():
        return
    if codec.read_yes_no(row.get("They know")) is not True:
        yield (
            "Tell the person what stands about them under Agreements in force, then write yes under They "
            "know."
        )
    review = codec.read_date(row.get("Review on"), team.date_order)
    if isinstance(review, date) and review <= today:
        yield f"Its agreement was to be reviewed on {spoken(review, today)}: do so, and change Review on."
