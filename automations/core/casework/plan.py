"""The accountability plan in a case file: which steps are due."""

from collections.abc import Mapping
from datetime import date

from automations.core.snapshot import Row, TabSnapshot
from sheets_schema import codec
from sheets_schema.dates import DateOrder, spoken

TWICE = "This step stands twice: word one of them otherwise."


def shown(plan: TabSnapshot, order: DateOrder, today: date) -> Mapping[str, Row]:
    """What next, of each step."""
    return {
        step: {"What next": TWICE if step in plan.doubled else _sentence(row, order, today)}
        for step, row in plan.by_key.items()
    }


def is_done(step: Row, order: DateOrder) -> bool:
    """Only a day says so."""
    return isinstance(codec.read_day_of(step.get("Done"), order), date)


def _sentence(step: Row, order: DateOrder, today: date) -> str:
    done = codec.read_day_of(step.get("Done"), order)
    if done is not None:
        return "Done." if isinstance(done, date) else f"Done {done.trouble}"
    due = codec.read_date(step.get("Due"), order)
    if due is None:
        return "Agree on a day and write it under Due."
    if not isinstance(due, date):
        return f"Due {due.trouble}"
    return f"Overdue since {spoken(due, today)}." if due < today else f"Due {spoken(due, today)}."
