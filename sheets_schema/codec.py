"""Cells to typed values and back. What can't be read is told, never guessed and never changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, StrEnum
from typing import TypeVar

from sheets_schema import dates
from sheets_schema.dates import DateOrder


class NoValue(Enum):
    """A cell that people see something in but that holds no value."""

    FORMULA = "a formula"
    ERROR = "an error"


Cell = None | str | int | float | bool | date | datetime | time | timedelta | NoValue
"""What a platform reads from a cell. Blank is None; text is kept to the letter."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """`trouble` completes the sentence '<header> …'. It never repeats the cell."""

    trouble: str


UNREADABLE_DATE = Unreadable("can't be read: write it like 2026-11-03.")
FUTURE_DATE = Unreadable("lies in the future: write the day it happened, like 2026-11-03.")
UNREADABLE_YES_NO = Unreadable("can't be read: write yes or no.")
UNREADABLE_NUMBER = Unreadable("can't be read: write a whole number, like 3.")
UNREADABLE_CHOICE = Unreadable("is not one of the list: choose one.")

YES = frozenset({"yes", "y", "true", "x", "✓", "✔", "☑", "1", "ja", "si", "sí"})
NO = frozenset({"no", "n", "false", "0", "-", "☐", "nein"})
NOT_YET = NO | {"not yet", "none", "open", "pending", "n/a", "–", "—"}
"""What people write where a day is asked for and there is none so far."""

Choice = TypeVar("Choice", bound=StrEnum)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_text(cell: Cell) -> str:
    """The text of a cell, to the letter. A whole number that a sheet holds as 3.0 reads `3`."""
    if cell is None or isinstance(cell, NoValue):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


def read_date(cell: Cell, order: DateOrder) -> date | Unreadable | None:
    """A date from a date cell, a serial number or text."""
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return _in_use(cell.date())
    if isinstance(cell, date):
        return _in_use(cell)
    if isinstance(cell, str):
        return dates.from_text(cell, order) or UNREADABLE_DATE
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return dates.from_serial(cell) or dates.from_text(read_text(cell), order) or UNREADABLE_DATE
    return UNREADABLE_DATE


def _in_use(day: date) -> date | Unreadable:
    return day if dates.EARLIEST <= day < dates.LATEST else UNREADABLE_DATE


def read_past_date(cell: Cell, order: DateOrder, today: date) -> date | Unreadable | None:
    """As `read_date`, for something that has happened: a day after `today` is told as such."""
    day = read_date(cell, order)
    return FUTURE_DATE if isinstance(day, date) and day > today else day


def read_day_of(cell: Cell, order: DateOrder, today: date | None = None) -> date | Unreadable | None:
    """The day of something that may not have happened yet: `no`, `not yet` and the like count as blank. A day
    after `today`, where it is given, is told as such.
    """
    if read_text(cell).strip(" .").casefold() in NOT_YET:
        return None
    return read_date(cell, order) if today is None else read_past_date(cell, order, today)


def read_timestamp(cell: Cell) -> datetime | Unreadable | None:
    """A moment in UTC, from a timestamp column."""
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=UTC)
    if isinstance(cell, str):
        try:
            moment = datetime.fromisoformat(cell.strip())
        except ValueError:
            return UNREADABLE_DATE
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(cell, float) and 0 < cell < 80_000:
        midnight = datetime.combine(dates.SPREADSHEET_EPOCH, time(), UTC)
        return midnight + timedelta(seconds=round(cell * 86_400))
    return UNREADABLE_DATE


def read_yes_no(cell: Cell) -> bool | Unreadable | None:
    if is_blank(cell):
        return None
    if isinstance(cell, bool):
        return cell
    word = read_text(cell).strip().casefold()
    if word in YES:
        return True
    return False if word in NO else UNREADABLE_YES_NO


def read_whole_number(cell: Cell) -> int | Unreadable | None:
    """Zero or more."""
    if is_blank(cell):
        return None
    text = "" if isinstance(cell, bool) else read_text(cell).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else UNREADABLE_NUMBER


def read_choice(cell: Cell, choices: type[Choice]) -> Choice | Unreadable | None:
    """One of a list, whatever its capitals and spaces."""
    if is_blank(cell):
        return None
    wanted = " ".join(read_text(cell).split()).casefold()
    for choice in choices:
        if choice.casefold() == wanted:
            return choice
    return UNREADABLE_CHOICE


def read_list(cell: Cell) -> tuple[str, ...]:
    """The entries between semicolons, commas' inside them left alone ("Last, First")."""
    parts = read_text(cell).replace("\n", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())


def write(moment: datetime) -> Cell:
    """A moment as a cell: in UTC, without its zone, which a cell can't carry, and to the second."""
    return dates.as_utc_cell(moment)


def same(cell: Cell, wanted: Cell) -> bool:
    """Whether a cell already shows the wanted value, so that nothing need be written."""
    if isinstance(cell, datetime) and not isinstance(wanted, datetime):
        return cell.time() == time() and cell.date() == wanted
    if isinstance(cell, bool) or isinstance(wanted, bool):
        return cell is wanted
    if isinstance(wanted, str) and isinstance(cell, str):
        return cell == wanted
    if isinstance(cell, float) or isinstance(wanted, float):
        return type(cell) in (int, float) and type(wanted) in (int, float) and cell == wanted
    return cell == wanted and (cell is None) == (wanted is None)
