"""The office, read: cases with what was answered, decided and found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache, cached_property

from automations.core.conflicts import RESTRICTING
from automations.core.first_contact import last_day
from automations.core.gates import JOINING, gates, reachable
from automations.core.gone import Gone, read_gone
from automations.core.history import History, read_history
from automations.core.joining import WITHDRAWING, Joined, joined
from automations.core.marks import Marks, not_asked, read_marks, returned
from automations.core.snapshot import Row, TabSnapshot, WorkbookSnapshot
from automations.core.team import Roster, Team, read_roster
from automations.core.wishes import GIVE_TO, KEEP_AWAY, Wishes, read_wishes
from sheets_schema import codec, text
from sheets_schema.codec import Cell, Unreadable
from sheets_schema.form import KEYS
from sheets_schema.words import ConflictKind, WhatToDo

SAME_AS, RELATED_TO = "Same as", "Related to"


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
    `gone`: it was let go of, and what stands here is what stays. `first`: of a duplicate, the code of the
    case that it leads to in the end, which is no duplicate itself and still there; blank where it leads
    nowhere.
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
        restricted = ("somebody on the team is or may be involved",) if self.restricted else ()
        return self._plain_reasons + restricted

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


@dataclass(frozen=True)
class Office:
    """`cases` are those that count, in the order of Intake."""

    snapshot: WorkbookSnapshot
    cases: tuple[Case, ...]
    roster: Roster
    marks: Marks

    @cached_property
    def history(self) -> History:
        return self.read_history()

    def read_history(self) -> History:
        """One of its own, to be changed."""
        return read_history(self.snapshot["Assignments"], cache(self.roster.called))

    @cached_property
    def by_code(self) -> Mapping[str, Case]:
        return {case.code: case for case in self.cases}

    @cached_property
    def related(self) -> Mapping[str, frozenset[str]]:
        """Codes of cases on the same matter, whichever of the two rows says so."""
        found: dict[str, set[str]] = {}
        for case in self.cases:
            for other in case.related_to:
                if other in self.by_code and other != case.code:
                    found.setdefault(case.code, set()).add(other)
                    found.setdefault(other, set()).add(case.code)
        return {code: frozenset(others) for code, others in found.items()}

    @cached_property
    def joined_by(self) -> Mapping[str, tuple[Case, ...]]:
        """Requests that add to a case or withdraw it, by the case's code."""
        found: dict[str, tuple[Case, ...]] = {}
        for case in self.cases:
            if case.shares:
                found[case.shares] = (*found.get(case.shares, ()), case)
        return found

    @cached_property
    def duplicates_of(self) -> Mapping[str, tuple[Case, ...]]:
        """The same requester's other requests, by the code of the case that they lead to."""
        found: dict[str, tuple[Case, ...]] = {}
        for case in self.cases:
            if case.decision is WhatToDo.DUPLICATE and case.first:
                found[case.first] = (*found.get(case.first, ()), case)
        return found

    def parts(self, code: str) -> tuple[Case, ...]:
        """The same requester's other requests that go with the case."""
        return (*self.duplicates_of.get(code, ()), *self.joined_by.get(code, ()))

    @cached_property
    def doubled_codes(self) -> frozenset[str]:
        """Case codes that stand in more than one row of Intake."""
        codes = Counter(codec.read_text(row.get("Case")) for row in self.intake.rows)
        return frozenset(code for code, count in codes.items() if count > 1)

    @property
    def intake(self) -> TabSnapshot:
        return self.snapshot["Intake"]


EXTRA = "Question: "
"""Begins the header of a question that the form has and the schema does not."""


def answer_headers(row: Row) -> list[str]:
    """Question keys, and the headers of questions that have no key; not those of further pieces."""
    extra = (header for header in row if header.startswith(EXTRA))
    return [*KEYS, *(header for header in extra if text.head(header) not in row)]


def read_office(snapshot: WorkbookSnapshot, team: Team, today: date) -> Office:
    marks = read_marks(snapshot["Internal"])
    roster = read_roster(snapshot["Roster"], today, team.date_order)
    conflicts = read_conflicts(snapshot["Conflicts"], roster)
    cases = tuple(_cases(snapshot["Intake"], marks, conflicts, roster, team))
    return Office(snapshot, cases, roster, marks)


def _cases(
    tab: TabSnapshot,
    marks: Marks,
    conflicts: Mapping[str, list[Conflict]],
    roster: Roster,
    team: Team,
) -> Iterable[Case]:
    """A row whose code or time was damaged counts once `intake` has mended it; of two with the same
    code the first does.
    """
    seen: set[str] = set()
    leads = _Duplicates(tab, marks)
    withdrawn = frozenset(_withdrawn(tab, leads))
    for response, row in tab.by_key.items():
        code = codec.read_text(row.get("Case"))
        received = codec.read_timestamp(row.get("Received at"))
        if code and code not in seen and isinstance(received, datetime):
            seen.add(code)
            about = _Row(code, response, team.day(received), row)
            case = _case(about, leads, conflicts.get(code, []), roster, code in withdrawn)
            yield replace(case, first=leads.first(code)) if case.same_as else case


class _Duplicates:
    """Where the rows that say Duplicate lead to, however long the chain."""

    def __init__(self, tab: TabSnapshot, marks: Marks) -> None:
        self.marks = marks
        self.rows = {codec.read_text(row.get("Case")): row for row in reversed(tab.rows)}

    def joined(self, code: str) -> Joined | None:
        """With the case that it joins in the end: a phrase may be that of a duplicate."""
        found = joined(self.marks, code)
        return replace(found, case=self.first(found.case) or found.case) if found and found.case else found

    def first(self, code: str) -> str:
        """Blank for a chain that ends nowhere, at a case that was let go of, or in itself."""
        seen: set[str] = set()
        while code in self.rows and code not in seen:
            seen.add(code)
            row = self.rows[code]
            if codec.read_choice(row.get("What to do"), WhatToDo) is not WhatToDo.DUPLICATE:
                return "" if read_gone(self.marks, code) else code
            code = next(iter(_listed(row.get(SAME_AS))), "")
        return ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of Intake that has its code and its day."""

    code: str
    response: str
    received: date
    cells: Row


def _case(
    row: _Row, leads: _Duplicates, conflicts: Sequence[Conflict], roster: Roster, withdrawn: bool
) -> Case:
    wishes, marks = read_wishes(row.cells, roster), leads.marks
    return Case(
        row.code,
        row.response,
        row.received,
        row.cells,
        codec.read_choice(row.cells.get("What to do"), WhatToDo),
        (*conflicts, *_kept_away(wishes.keep_away, conflicts)),
        tuple(marks.get(not_asked(row.code)).split()),
        returned(row.code) in marks,
        wishes,
        tuple(_unclear(wishes, conflicts, roster)),
        _listed(row.cells.get(SAME_AS)),
        _listed(row.cells.get(RELATED_TO)),
        leads.joined(row.code),
        withdrawn,
        read_gone(marks, row.code),
    )


def _unclear(wishes: Wishes, conflicts: Iterable[Conflict], roster: Roster) -> Iterable[str]:
    yield from (header for header in wishes.unknown if header in (GIVE_TO, KEEP_AWAY))
    if any(c.volunteer not in roster.names and not c.released for c in conflicts):
        yield "Conflicts"


def _withdrawn(tab: TabSnapshot, leads: _Duplicates) -> Iterable[str]:
    """Codes of cases whose requester withdrew, where no coordinator says that it was a mistake."""
    for row in tab.rows:
        found = leads.joined(codec.read_text(row.get("Case")))
        mistaken = codec.read_choice(row.get("What to do"), WhatToDo) is WhatToDo.HOLD
        if found and found.kind == WITHDRAWING and not mistaken:
            yield found.case


def _listed(cell: Cell) -> tuple[str, ...]:
    """Case codes."""
    entries = (part.strip().casefold() for entry in codec.read_list(cell) for part in entry.split(","))
    return tuple(entry for entry in entries if entry)


def _kept_away(names: Iterable[str], found: Iterable[Conflict]) -> Iterable[Conflict]:
    """A coordinator's word counts at once, before its row in Conflicts is written."""
    already = {c.volunteer for c in found if c.kind is ConflictKind.KEPT_AWAY}
    for name in names:
        if name not in already:
            yield Conflict(name, ConflictKind.KEPT_AWAY, False)


def read_conflicts(tab: TabSnapshot, roster: Roster) -> dict[str, list[Conflict]]:
    """By case code. A kind that was damaged counts as a possible match: on the safe side. They follow a
    volunteer whose old name is kept under Also known as.
    """
    found: dict[str, list[Conflict]] = {}
    for row in tab.rows:
        kind = codec.read_choice(row.get("Kind"), ConflictKind)
        safe = kind if isinstance(kind, ConflictKind) else ConflictKind.POSSIBLE_MATCH
        released = codec.read_yes_no(row.get("Released")) is True
        name = codec.read_text(row.get("Volunteer"))
        conflict = Conflict(roster.known(name) or name, safe, released)
        found.setdefault(codec.read_text(row.get("Case")), []).append(conflict)
    return found
