"""What a case file says that decides anything, read from its tabs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from automations.core.casework import consent
from automations.core.casework.case_file import CHANGED, NEW_VOLUNTEER, TO_BE_REPLACED, WRITTEN_AGAIN
from automations.core.casework.plan import is_done
from automations.core.snapshot import Row, WorkbookSnapshot
from sheets_schema import codec
from sheets_schema.codec import Cell
from sheets_schema.dates import EARLIEST, DateOrder
from sheets_schema.words import Contact, Outcome

IN_FORCE = "Agreement in force until"

REQUESTER = ("", "requester", "the requester")
TELLING = ("Date", "Attempt or conversation", "Channel", "Result")
"""Without any of them, a line of the Contact log is only prepared."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`names` are those of the parties. `breaches`: labels of parties who were told against the requester's
    word, or before it. `attempts` without an answer since the requester was last talked with.
    `moved_on`: the last day that anything is written of. `due`: the days of plan steps not done yet.
    `talked_on`: the day of the first conversation with the requester. `agreed_to`: new volunteers who may
    read it, as the pair wrote them.
    `edits`: how many of the requester's later changes were written into it; `unlabelled`: how many parties
    have no label. `in_force_until`, `review_on`: of what was agreed; `open_ended`: that it goes on, in words
    that are no day. `joined`: codes of duplicates whose words stand in it. Days are ISO dates, blank for
    none.
    """

    names: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    attempts: int = 0
    moved_on: str = ""
    due: tuple[str, ...] = ()
    outcome: str = ""
    gives_up: str = ""
    joined: tuple[str, ...] = ()
    talked_on: str = ""
    agreed_to: tuple[str, ...] = ()
    edits: int = 0
    in_force_until: str = ""
    review_on: str = ""
    unlabelled: int = 0
    open_ended: bool = False

    def overdue(self, today: date) -> int:
        """Plan steps past their day."""
        return sum(day < today.isoformat() for day in self.due)


NO_FACTS = Facts()


def read_facts(file: WorkbookSnapshot, breaches: Iterable[str], order: DateOrder) -> Facts:
    parties, plan = file["Parties"].rows, file["Plan"].rows
    log = list(_with_requester(file["Contact log"].rows, parties))
    closure = next((row for row in file["Closure"].rows if codec.read_text(row.get("Outcome"))), {})
    summary = file["Summary"].by_key
    return Facts(
        tuple(name for row in parties if (name := codec.read_text(row.get("Name")).strip())),
        tuple(breaches),
        _attempts(log),
        max(_days(file, order), default=""),
        tuple(day for row in plan if not is_done(row, order) for day in _iso(row, "Due", order)),
        _outcome(closure),
        codec.read_text(summary.get(TO_BE_REPLACED, {}).get("What we know")).strip(),
        tuple(topic.removeprefix(WRITTEN_AGAIN) for topic in summary if topic.startswith(WRITTEN_AGAIN)),
        min(_talks(log, order), default=""),
        codec.read_list(summary.get(NEW_VOLUNTEER, {}).get("What we know")),
        max(map(_number, summary), default=0),
        max(_of_all(file, "Closure", IN_FORCE, order), default=""),
        max(_of_all(file, "Closure", "Review date", order), default=""),
        len(consent.unlabelled(file["Parties"])),
        any(_is_no_day(row.get(IN_FORCE), order) for row in file["Closure"].rows),
    )


def _is_no_day(cell: Cell, order: DateOrder) -> bool:
    return not codec.is_blank(cell) and not isinstance(codec.read_date(cell, order), date)


def _number(topic: str) -> int:
    """Of a later change. The highest counts, so that one whose line was deleted is not written again."""
    digits = topic.removeprefix(CHANGED) if topic.startswith(CHANGED) else ""
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _talks(log: Iterable[Row], order: DateOrder) -> Iterator[str]:
    """Days. What can't be read counts as a conversation, and as long ago: whoever came since waits for the
    requester's word, which is put right more easily than what they should not have read.
    """
    for row in log:
        kind = codec.read_choice(row.get("Attempt or conversation"), Contact)
        begun = any(not codec.is_blank(row.get(header)) for header in TELLING)
        if begun and kind is not Contact.ATTEMPT:
            yield next(_iso(row, "Date", order), EARLIEST.isoformat())


def talked(file: WorkbookSnapshot) -> bool:
    """Whether a conversation with the requester is written down."""
    log = _with_requester(file["Contact log"].rows, file["Parties"].rows)
    kinds = (codec.read_choice(row.get("Attempt or conversation"), Contact) for row in log)
    return Contact.CONVERSATION in kinds


def _with_requester(log: Iterable[Row], parties: Iterable[Row]) -> Iterator[Row]:
    """All but those that are with a party for sure."""
    labels = {_plain(party.get("Label")) for party in parties} - set(REQUESTER)
    return (row for row in log if _plain(row.get("With")) not in labels)


def _plain(cell: Cell) -> str:
    return codec.read_text(cell).strip().casefold()


def _attempts(log: Iterable[Row]) -> int:
    """In the order in which they stand."""
    count = 0
    for row in log:
        kind = codec.read_choice(row.get("Attempt or conversation"), Contact)
        count = 0 if kind is Contact.CONVERSATION else count + (kind is Contact.ATTEMPT)
    return count


def _outcome(closure: Row) -> str:
    found = codec.read_choice(closure.get("Outcome"), Outcome)
    return str(found) if isinstance(found, Outcome) else ""


MOVEMENTS = (
    ("Contact log", "Date"),
    ("Accounts and roadmap", "Date"),
    ("Parties", "Requester consulted on"),
    ("Parties", "Told on"),
    ("Plan", "Done"),
)


def _days(file: WorkbookSnapshot, order: DateOrder) -> Iterator[str]:
    for tab, header in MOVEMENTS:
        yield from _of_all(file, tab, header, order)


def _of_all(file: WorkbookSnapshot, tab: str, header: str, order: DateOrder) -> Iterator[str]:
    for row in file[tab].rows:
        yield from _iso(row, header, order)


def _iso(row: Row, header: str, order: DateOrder) -> Iterator[str]:
    day = codec.read_date(row.get(header), order)
    if isinstance(day, date):
        yield day.isoformat()
