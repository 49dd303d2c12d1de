"""Office/Internal: what the jobs keep for themselves, as keys and values."""

from collections.abc import Mapping
from dataclasses import dataclass

from automations.core.changes import AppendRows, Change, SetCells
from automations.core.snapshot import TabSnapshot
from sheets_schema.codec import read_text

TAB = "Internal"


def case_of(response: str) -> str:
    return f"case of {response}"


def recognised(response: str) -> str:
    """Its value is the id under which the response came in earlier, from an export."""
    return f"same as {response}"


def on_board(case: str) -> str:
    """Its value is the number of the delivery that put the case on the board."""
    return f"on board {case}"


def in_office(case: str) -> str:
    """There is a row in Restricted cases."""
    return f"restricted {case}"


def not_asked(case: str) -> str:
    """Its value are the keys of questions that the rules need and the export did not have."""
    return f"not asked {case}"


def kept_pair(case: str) -> str:
    """Its value are the volunteers whom the board's row named when the case became restricted."""
    return f"kept pair {case}"


def kept_closed(case: str) -> str:
    """Its value is the day that the kept row shows as closed."""
    return f"kept closed {case}"


def returned(case: str) -> str:
    """Its row in Intake was deleted and made again."""
    return f"returned {case}"


def told_of(case: str) -> str:
    """Begins the keys of the sentences that stay in the Notice."""
    return f"told {case} "


def told(case: str, number: int) -> str:
    """Its value is a dated sentence that stays in the Notice."""
    return f"{told_of(case)}{number}"


def case_file(case: str) -> str:
    """Its value is what the office knows of the case file, see `core/filed.py`."""
    return f"file {case}"


def phrase(case: str) -> str:
    """Its value is the salted hash of the requester's own phrase."""
    return f"phrase {case}"


def joins(case: str) -> str:
    """For a request that adds to an earlier one or withdraws it: its value is `adding CODE` or
    `withdrawing CODE`, with `late` behind it if that case was closed by then; `wrong` where the phrase is
    that of no case, `unheard` where it was not compared.
    """
    return f"joins {case}"


MAIL_TO = "mail to "
"""Begins the key under which a volunteer's outbox stands, see `core/outbox.py`."""

ACKNOWLEDGED = "acknowledged"
"""Its value are the codes of requests that were lately answered with "We have it", each with the day."""


def answers(case: str) -> str:
    """Its value is a hash of the answers last taken in: what differs from them in the row, a person did."""
    return f"answers {case}"


def no_room(case: str) -> str:
    """Its value is the day on which the case file last could not be made for want of room."""
    return f"no room {case}"


def opened_to(case: str) -> str:
    """Where a listing does not show who can open the case file: its value is the day on which that was last
    seen to, and for whom.
    """
    return f"opened to {case}"


def letting_go(case: str) -> str:
    """It is being deleted: its value is how it stood, see `core/gone.py`. What a killed run left undone, the
    next does.
    """
    return f"letting go {case}"


def let_go(case: str) -> str:
    """It was deleted; its value as above."""
    return f"let go {case}"


def still_sent(case: str) -> str:
    """Of a deleted case: its value is when its response, which still lies where it was sent to, came in."""
    return f"still sent {case}"


SALT = "salt"
"""Its value is what the ids of deleted responses are hashed with."""

REFUSED = "not let in"
"""Its value are addresses that case files can't be shared with, each with the day it was last tried."""


def edits(case: str) -> str:
    """Its value are the days on which the requester changed answers after the case file was made, with the
    keys and the code of the request that has them, as JSON.
    """
    return f"edits {case}"


def release_mark(number: int) -> str:
    """Its value is all that making the report again takes, see `reporting/ledger.py`."""
    return f"release {number}"


def reported(case: str) -> str:
    """Its value is the month in whose report the case was received, then the one in which it was closed."""
    return f"reported {case}"


KNOWN_AS = "known as"
"""Its value are the permission ids of addresses that Google shows in another spelling than the Roster's."""

DRAW = "draw"
"""Its value is what the draw of volunteers is keyed with: who has it can tell a conflict from chance."""

ACCESS = "access"
"""Its value is the day on which it was last looked at who can open what, and how much was wrong then."""

OUTSIDE = "outside office"
"""Whether the team has an outside office, `yes` or `no`; it says nothing of what is in there."""

LOOKED_IN = "looked in"
"""Of the outside office: its value is the day on which it was last written to for no reason but to see
whether it can be.
"""

CLOCK = "clock"
"""Its value is the time zone and the order of dates that timestamps without a zone were read with."""

FORM = "form"
"""Its value is what the source of responses needs to know of the form, in its own words."""

RECONCILED = "reconciled"
"""Its value is the day on which all responses were last read, not only the recent ones."""

MATCHED = "matched"
"""Its value is the fingerprint of the Roster and the Conflicts that the names were last held against."""


@dataclass(frozen=True, slots=True)
class Marks:
    values: Mapping[str, str]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, default: str = "") -> str:
        return self.values.get(key, default)

    def number(self, key: str) -> int:
        """A counter's value; 0 where there is none or somebody broke it."""
        text = self.values.get(key, "")
        return int(text) if text.isascii() and text.isdigit() else 0

    def told(self, case: str) -> list[str]:
        """The sentences that stay in the case's Notice, oldest first."""
        sentences: list[str] = []
        while sentence := self.values.get(told(case, len(sentences) + 1)):
            sentences.append(sentence)
        return sentences

    def set(self, wanted: Mapping[str, str]) -> list[Change]:
        """The changes that make the marks hold these values too."""
        fresh = [key for key in wanted if key not in self.values]
        changes: list[Change] = [
            SetCells(TAB, key, {"Value": value})
            for key, value in wanted.items()
            if key in self.values and self.values[key] != value
        ]
        if fresh:
            rows = tuple({"Key": key, "Value": wanted[key]} for key in fresh)
            changes.append(AppendRows(TAB, rows))
        return changes

    def tell(self, sentences: Mapping[str, list[str]]) -> list[Change]:
        """Add sentences to cases' Notices."""
        wanted: dict[str, str] = {}
        for case, fresh in sentences.items():
            start = len(self.told(case)) + 1
            wanted |= {told(case, number): text for number, text in enumerate(fresh, start)}
        return self.set(wanted)


def read_marks(tab: TabSnapshot) -> Marks:
    return Marks({key: read_text(row.get("Value")) for key, row in tab.by_key.items()})
