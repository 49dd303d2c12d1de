"""Flags and due dates are right, by an own small reckoning from what stands in the row."""

from collections.abc import Iterator
from datetime import date, timedelta

from soaking.checks.days import as_day
from soaking.checks.known import Looked, text
from soaking.checks.standing import ACCEPTED, Cases
from soaking.tables import Value

Row = dict[str, Value]
STAGES = (
    "New", "In conversation", "Gathering accounts", "Dialogue", "Plan agreed", "Checking in", "Paused",
    "Closed",
)  # fmt: skip
REACH_OUT, SOON, WELL, QUIET, LONG_BEFORE = 7, 2, 3, 30, 90


def check(look: Looked, cases: Cases) -> Iterator[str]:
    if not look.moment.complete:
        return
    board = look.picture["board", "Cases"].keyed("Case")
    office = look.picture["office", "Restricted cases"].keyed("Case")
    for code in cases.codes:
        restricted = cases.shown_restricted(code)
        both = [rows[code] for rows in (office, board) if code in rows]
        if code in office:
            yield from _wrong("office", code, office[code], both, restricted, look, cases)
        if code in board:
            said = [board[code]] if restricted else both
            yield from _wrong("board", code, board[code], said, restricted, look, cases)


def _wrong(
    book: str, code: str, row: Row, said: list[Row], restricted: bool, look: Looked, cases: Cases
) -> Iterator[str]:
    if code in look.known.unsure or any(part in look.known.unsure for part in cases.parts.get(code, ())):
        return
    kept = book == "board" and restricted
    with_coordinator = _is_with_coordinator(code, said, book, kept, row, look, cases)
    wanted = _flag(code, said, with_coordinator, kept, look)
    if text(row["Flag"]) != wanted:
        yield f"{book}, {code}: the flag is {row['Flag']!r} and should be {wanted!r}"
    due = cases.request(code).day + timedelta(days=REACH_OUT)
    closed = _is_closed(code, said, kept, look)
    hidden = with_coordinator and not closed
    if book == "board" and row["Reach out by"] != (None if hidden else due):
        yield f"board, {code}: Reach out by is {row['Reach out by']}"
    if row["Received"] != cases.request(code).day:
        yield f"{book}, {code}: Received is {row['Received']}"


def _is_with_coordinator(
    code: str, said: list[Row], book: str, kept: bool, row: Row, look: Looked, cases: Cases
) -> bool:
    restricted = cases.shown_restricted(code)
    if cases.standing(code, restricted and book == "office") != ACCEPTED:
        return True
    reachable = cases.request(code).reachable
    if not reachable and _reached_out(said, cases.request(code).day, look.moment.today) is None:
        return True
    if kept:
        return not (row["Volunteer 1"] or row["Volunteer 2"])
    return len(look.known.place(code).pair) < 2 and look.known.place(code).closed is None


def _reached_out(said: list[Row], received: date, today: date) -> date | None:
    """The first that can be read, has happened, and does not lie long before."""
    days = (as_day(row["Reached out on"]) for row in said)
    good = (d for d in days if d and d <= today and d >= received - timedelta(days=LONG_BEFORE))
    return next(good, None)


def _first(said: list[Row], header: str) -> Value:
    """What counts of several rows: a word or day that can be read before one that can't."""
    values = [row[header] for row in said if row[header] is not None]
    good = [v for v in values if (text(v) in STAGES if header == "Stage" else as_day(v))]
    return next(iter([*good, *values]), None)


def _stage(code: str, said: list[Row], kept: bool, look: Looked) -> Value:
    """A closed case stays closed where somebody deleted its row, and the stage with it."""
    stage = _first(said, "Stage")
    was_closed = said[0]["Closed"] is not None if kept else look.known.place(code).closed is not None
    return "Closed" if stage is None and was_closed else stage


def _is_closed(code: str, said: list[Row], kept: bool, look: Looked) -> bool:
    return _stage(code, said, kept, look) == "Closed" and not _outcome_missing(code, look)


def _outcome_missing(code: str, look: Looked) -> bool:
    filed = code in look.picture.case_files and code not in look.known.record.outcomes
    return filed and look.known.place(code).closed is None


def _flag(code: str, said: list[Row], with_coordinator: bool, kept: bool, look: Looked) -> str:
    """The first that holds."""
    request = look.known.record.requests[look.known.request_of[code]]
    today, closed = look.moment.today, _is_closed(code, said, kept, look)
    reached = _reached_out(said, request.day, today)
    counts = request.reachable and not closed and reached is None
    left = (request.day + timedelta(days=REACH_OUT) - today).days if counts else None
    if with_coordinator and not closed:
        return "With a coordinator"
    if left is not None and left < 0:
        return "Well overdue" if -left >= WELL else "Overdue"
    if _has_trouble(code, said, reached, kept, look):
        return "Check the row"
    if left is not None and left <= SOON:
        return "Due soon"
    if _is_check_in_due(code, said, reached, kept, look):
        return "Check-in due"
    if _stage(code, said, kept, look) == "Paused":
        return "Paused"
    return "Done" if closed else "On time"


def _has_trouble(code: str, said: list[Row], reached: date | None, kept: bool, look: Looked) -> bool:
    stage, check_in = _stage(code, said, kept, look), _first(said, "Next check-in")
    unreadable = (stage is not None and text(stage) not in STAGES) or (
        check_in is not None and not as_day(check_in)
    )
    wrote = any(row["Reached out on"] is not None for row in said)
    if unreadable or (wrote and reached is None):
        return True
    return stage == "Closed" and (_outcome_missing(code, look) or not wrote)


def _is_check_in_due(code: str, said: list[Row], reached: date | None, kept: bool, look: Looked) -> bool:
    stage, check_in = _stage(code, said, kept, look), _first(said, "Next check-in")
    if stage in ("Paused", "Closed"):
        return False
    if day := as_day(check_in):
        return day <= look.moment.today
    if check_in is not None or reached is None:
        return False
    moved = None if kept else look.known.record.moved.get(code)
    last = max(reached, moved or reached)
    return last + timedelta(days=QUIET) <= look.moment.today
