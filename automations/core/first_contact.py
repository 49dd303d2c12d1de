"""Due dates, flags, and what to do next: what a row of Cases says, from what people typed in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from automations.core.snapshot import Row
from automations.core.team import Team
from sheets_schema import codec
from sheets_schema.codec import Unreadable
from sheets_schema.dates import DateOrder, spoken
from sheets_schema.words import Flag, Stage

Value = TypeVar("Value")

NOTHING_MORE = "Nothing more to do."
LOOKED_AFTER = "A coordinator looks after this case."
"""One sentence for whatever a coordinator is asked to decide, so that it tells nobody what."""


@dataclass(frozen=True, slots=True)
class Said:
    """What people typed in the row, or rows, of a case. `rows` counts them in one tab. From the case file:
    `outcome_missing`, and `moved_on`, the last day that anything is written of. `gone`: it was deleted.
    """

    reached_out: date | Unreadable | None = None
    stage: Stage | Unreadable | None = None
    next_check_in: date | Unreadable | None = None
    rows: int = 1
    outcome_missing: bool = False
    moved_on: date | None = None
    gone: bool = False

    @property
    def closed(self) -> bool:
        """A stage alone closes nothing: what became of the case must stand in its file."""
        return self.stage is Stage.CLOSED and not self.outcome_missing


@dataclass(frozen=True, slots=True)
class Promise:
    """What the office holds about a case's first contact. `due` is None where there is no clock."""

    due: date | None
    with_coordinator: bool


LONG_BEFORE = timedelta(days=90)
"""A first contact so long before the request came in is a slip in the year."""

QUIET = timedelta(days=30)
"""So long after the last movement a case without a next check-in is asked about."""

TOO_EARLY = Unreadable("lies long before the request came in: check the year.")


def said(rows: Sequence[Row], received: date, today: date, order: DateOrder) -> Said:
    """What the rows of one case say together: of several dates the first that can be read."""
    reached = [_reached_out(row, received, today, order) for row in rows]
    stages = [codec.read_choice(row.get("Stage"), Stage) for row in rows]
    check_ins = [codec.read_date(row.get("Next check-in"), order) for row in rows]
    return Said(_first(reached), _first(stages), _first(check_ins), len(rows))


def _reached_out(row: Row, received: date, today: date, order: DateOrder) -> date | Unreadable | None:
    day = codec.read_past_date(row.get("Reached out on"), order, today)
    return TOO_EARLY if isinstance(day, date) and day < received - LONG_BEFORE else day


def _first(values: Iterable[Value | Unreadable | None]) -> Value | Unreadable | None:
    there = [value for value in values if value is not None]
    readable = (value for value in there if not isinstance(value, Unreadable))
    return next(readable, there[0] if there else None)


def flag(promise: Promise, words: Said, today: date, team: Team) -> Flag:
    """The first that holds, in the order of `Flag`; a doubled row must be settled before all else."""
    if words.gone:
        return Flag.DONE
    if words.rows > 1:
        return Flag.CHECK_THE_ROW
    left = _days_left(promise, words, today)
    late = 0 if left is None else -left
    holds = {
        Flag.WITH_A_COORDINATOR: promise.with_coordinator and not words.closed,
        Flag.WELL_OVERDUE: late > 0 and late >= team.well_overdue_days,
        Flag.OVERDUE: late > 0,
        Flag.CHECK_THE_ROW: trouble(words) is not None,
        Flag.DUE_SOON: left is not None and left <= team.due_soon_days,
        Flag.CHECK_IN_DUE: _check_in_due(words, today),
        Flag.PAUSED: words.stage is Stage.PAUSED,
        Flag.ON_TIME: not words.closed,
    }
    return next((name for name, held in holds.items() if held), Flag.DONE)


def _days_left(promise: Promise, words: Said, today: date) -> int | None:
    """Days until the first contact is due; None once it was made, or where there is no clock."""
    if words.closed or promise.due is None or isinstance(words.reached_out, date):
        return None
    return (promise.due - today).days


def _check_in_due(words: Said, today: date) -> bool:
    if words.stage in (Stage.PAUSED, Stage.CLOSED):
        return False
    if isinstance(words.next_check_in, date):
        return words.next_check_in <= today
    return _quiet_since(words, today) is not None


def _quiet_since(words: Said, today: date) -> date | None:
    """The last day that anything happened, if no check-in was agreed on and that was long ago."""
    if words.next_check_in is not None or not isinstance(words.reached_out, date):
        return None
    last = max(words.reached_out, words.moved_on or words.reached_out)
    return last if last + QUIET <= today else None


def trouble(words: Said) -> str | None:
    """What in the row needs a person's hand, as a sentence; None if nothing does."""
    if words.rows > 1:
        return "This case stands in two rows: keep one and delete the other."
    for header, value in (
        ("Reached out on", words.reached_out),
        ("Stage", words.stage),
        ("Next check-in", words.next_check_in),
    ):
        if isinstance(value, Unreadable):
            return f"{header} {value.trouble}"
    if words.stage is Stage.CLOSED and words.outcome_missing:
        return "Closed without an outcome: write it in the case file under Closure."
    # Also where no way to be reached was left: a row that differed would tell so.
    if words.closed and words.reached_out is None:
        return "Closed without a day under Reached out on: write it, or choose another stage."
    return None


def what_next(promise: Promise, words: Said, today: date, shown: Flag) -> str:
    """One plain sentence that goes with the flag."""
    if shown is Flag.WITH_A_COORDINATOR:
        return LOOKED_AFTER
    if words.gone:
        return NOTHING_MORE
    if problem := trouble(words):
        return problem
    if promise.due is not None and _days_left(promise, words, today) is not None:
        day = spoken(promise.due, today)
        late = promise.due < today
        return f"Reach out today: it was due {day}." if late else f"Reach out by {day}."
    return _after_contact(words, today, shown)


def _after_contact(words: Said, today: date, shown: Flag) -> str:
    if shown is Flag.DONE:
        return NOTHING_MORE
    if shown is Flag.PAUSED:
        return "Paused: choose another stage when the work goes on."
    if quiet_since := _quiet_since(words, today):
        return f"Check in: nothing was written down since {spoken(quiet_since, today)}."
    if not isinstance(words.next_check_in, date):
        return "Agree on the next check-in and write its day under Next check-in."
    day = spoken(words.next_check_in, today)
    if shown is Flag.CHECK_IN_DUE:
        due = words.next_check_in == today
        return "Check in today." if due else f"Check in: it was due {day}."
    return f"Next check-in {day}."


def last_day(received: date, team: Team) -> date:
    """The promise counts calendar days from the day the request came in, where the team is."""
    return received + timedelta(days=team.reach_out_days)
