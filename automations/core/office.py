"""The office, read: its cases, and how they belong together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, cached_property

from automations.core.case import AVOIDED, INVOLVED, Case, Conflict
from automations.core.conflicts import describes_somebody
from automations.core.gone import read_gone
from automations.core.history import History, read_history
from automations.core.joining import WITHDRAWING, Joined, joined
from automations.core.marks import Marks, not_asked, read_marks, returned
from automations.core.snapshot import Row, TabSnapshot, WorkbookSnapshot
from automations.core.team import Roster, Team, read_roster
from automations.core.wishes import GIVE_TO, KEEP_AWAY, Wishes, read_wishes
from sheets_schema import codec, text
from sheets_schema.codec import Cell
from sheets_schema.words import ConflictKind, WhatToDo

SAME_AS, RELATED_TO = "Same as", "Related to"


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
        codes = ((codec.read_text(row.get("Case")), row) for row in reversed(tab.rows))
        self.rows = {code: row for code, row in codes if code}

    def joined(self, code: str) -> Joined | None:
        """With the case that it joins in the end: a phrase may be that of a duplicate."""
        found = joined(self.marks, code)
        return replace(found, case=self.first(found.case) or found.case) if found else None

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
        tuple(_described(row.cells, conflicts, roster)),
    )


def _described(cells: Row, conflicts: Iterable[Conflict], roster: Roster) -> Iterator[str]:
    """Not who was found there: a coordinator sees their name, and may release them."""
    found = {conflict.volunteer for conflict in conflicts}
    for key in (INVOLVED, AVOIDED):
        if describes_somebody(text.joined(key, cells), roster, found):
            yield key


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
