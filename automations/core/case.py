"""One case: what was answered, what a coordinator decided, whom it concerns, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from automations.core.conflicts import RESTRICTING
from automations.core.first_contact import last_day
from automations.core.gates import JOINING, gates, reachable
from automations.core.gone import Gone
from automations.core.joining import WITHDRAWING, Joined
from automations.core.snapshot import Row
from automations.core.team import Team
from automations.core.wishes import Wishes
from sheets_schema import text
from sheets_schema.codec import Unreadable
from sheets_schema.form import KEYS
from sheets_schema.words import ConflictKind, WhatToDo

EXTRA = "Question: "
"""Begins the header of a question that the form has and the schema does not."""

INVOLVED, AVOIDED = "team_involved", "volunteers_to_avoid"
"""Questions about the team whose answer keeps somebody from the case."""


def answer_headers(row: Row) -> list[str]:
    """Question keys, and the headers of questions that have no key; not those of further pieces."""
    extra = (header for header in row if header.startswith(EXTRA))
    return [*KEYS, *(header for header in extra if text.head(header) not in row)]


class Standing(Enum):
    """Where a case stands with the coordinators."""

    WAITING = "waits for a coordinator's word"
    ACCEPTED = "accepted"
    SET_ASIDE = "held, out of scope, a duplicate, or with a grievance officer"


@dataclass(frozen=True, slots=True)
class Conflict:
    volunteer: str
    kind: ConflictKind
    released: bool


@dataclass(frozen=True)
class Case:
    """`received` is the day where the team is. `decision` is a coordinator's word. `returned`: its row
    was deleted, and what had been decided with it. `unclear`: where a name stands that is nobody's, which
    must be mended before anybody is given the case. `same_as` and `related_to` are case codes.
    `joined`: the earlier case that it adds to or withdraws; `withdrawn`: the requester did so with this one.
    `gone`: it was let go of, and what stands here is what stays. `described`: keys of
    questions about the team that were answered in the requester's own words. `first`: of a duplicate, the
    code of the case that it leads to in the end, which is no duplicate itself and still there; blank where
    it leads nowhere.
    """

    code: str
    response: str
    received: date
    row: Row
    decision: WhatToDo | Unreadable | None
    conflicts: tuple[Conflict, ...]
    unasked: tuple[str, ...]
    returned: bool
    wishes: Wishes
    unclear: tuple[str, ...]
    same_as: tuple[str, ...]
    related_to: tuple[str, ...]
    joined: Joined | None
    withdrawn: bool
    gone: Gone | None = None
    described: tuple[str, ...] = ()
    first: str = ""

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The answers of the row, whole, by key or title; questions that were not asked are absent."""
        asked = (key for key in answer_headers(self.row) if key not in self.unasked)
        return {key: text.joined(key, self.row) for key in asked}

    @property
    def restricted(self) -> bool:
        """Whether somebody on the team is or may be part of it."""
        if self.gone:
            return self.gone.restricted
        return any(c.kind in RESTRICTING and not c.released for c in self.conflicts)

    @cached_property
    def reasons_to_wait(self) -> tuple[str, ...]:
        """Why a coordinator must speak first; none if a blank What to do means Accept."""
        involved = self.restricted or INVOLVED in self.described
        return self._plain_reasons + (("somebody on the team is or may be involved",) if involved else ())

    @cached_property
    def _plain_reasons(self) -> tuple[str, ...]:
        reasons = tuple(gates(self.answers))
        if self.returned:
            reasons += ("its row was deleted and came back, and what you had decided is lost",)
        if isinstance(self.decision, Unreadable):
            reasons += ("What to do is not one of the list",)
        if self.leads_nowhere:
            reasons += ("a Duplicate needs the code of an earlier case that goes on, under Same as",)
        return reasons

    @property
    def leads_nowhere(self) -> bool:
        """A duplicate that nobody would look after."""
        return self.decision is WhatToDo.DUPLICATE and bool(self.same_as) and not self.first

    @property
    def standing(self) -> Standing:
        return self._standing(self.reasons_to_wait)

    @property
    def standing_on_board(self) -> Standing:
        """As if it were not restricted: a row that is there must not tell that the case became so."""
        return self._standing(self._plain_reasons)

    @property
    def joins(self) -> str:
        """The code of the earlier case that it joins by itself; a coordinator's word comes before that."""
        return self.joined.case if self.joined and not self.joined.late and self.decision is None else ""

    @property
    def withdraws(self) -> bool:
        """Whether it takes an earlier one back, or says so."""
        return self.joined is not None and self.joined.kind == WITHDRAWING

    @property
    def shares(self) -> str:
        """The code of the earlier case whose fate it shares: one that was closed can still be withdrawn, and
        whatever is decided of the withdrawal's own row, only Hold says that it was a mistake.
        """
        stands = self.withdraws and self.decision is not WhatToDo.HOLD
        return self.joined.case if self.joined and stands else self.joins

    @property
    def goes_into(self) -> str:
        """The code of the case whose pair gets what it says; blank where it stands for itself."""
        return self.shares or (self.first if self.decision is WhatToDo.DUPLICATE else "")

    def _standing(self, reasons: tuple[str, ...]) -> Standing:
        if self.gone:
            return Standing.ACCEPTED if self.gone.accepted else Standing.SET_ASIDE
        if self.withdrawn or (self.joins and set(reasons) <= JOINING):
            return Standing.SET_ASIDE
        if self.decision is WhatToDo.ACCEPT:
            return Standing.ACCEPTED
        if self.leads_nowhere:
            return Standing.WAITING
        if isinstance(self.decision, WhatToDo):
            return Standing.SET_ASIDE
        return Standing.WAITING if reasons else Standing.ACCEPTED

    def due(self, team: Team) -> date | None:
        """The last day of the promised first contact; None where no way to be reached was left."""
        return last_day(self.received, team) if self.is_reachable else None

    @cached_property
    def is_reachable(self) -> bool:
        return self.gone.reachable if self.gone else reachable(self.answers)
