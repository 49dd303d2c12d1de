"""A pair for every accepted case that has none, and what coordinators wish of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from automations.core import whys
from automations.core.changes import AppendRows
from automations.core.history import event, events, record
from automations.core.office import Case, Office, Standing
from automations.core.rotation import Reason, Rotation
from automations.core.snapshot import Row, TabSnapshot
from automations.core.team import Roster
from automations.core.turns import PAIR, Pool, Tally
from sheets_schema.words import Event, Status


@dataclass(slots=True)
class Assigned:
    """Rows for Assignments, and the codes of the cases they give somebody."""

    rows: list[Row] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)


def assign(rotation: Rotation, closed: Collection[str], now: datetime) -> Assigned:
    """What is to be added to Assignments, the backlog before the new. `closed` need nobody."""
    giving = _Giving(rotation, now)
    open_cases = [case for case in _oldest_first(rotation.office.cases) if case.code not in closed]
    for case in open_cases:
        giving.let_go(case)
    for case in open_cases:
        if case.standing is Standing.ACCEPTED:
            giving.fill_seats(case)
            giving.admit(case)
    return giving.made


class _Giving:
    """Cases given one after the other, each with what the ones before changed."""

    def __init__(self, rotation: Rotation, now: datetime) -> None:
        self.rotation, self.now = rotation, now
        self.history = rotation.office.read_history()
        self.load = self.history.caseload()
        self.made = Assigned()
        self._tally: Tally | None = None

    @property
    def tally(self) -> Tally:
        """Counted once there is anybody to be drawn."""
        if self._tally is None:
            self._tally = self.rotation.tally(self.history)
        return self._tally

    def let_go(self, case: Case) -> None:
        """Free the places of those whom a coordinator replaces, or admits no longer."""
        if case.code not in self.history.cases:
            return
        engagement = self.history.cases[case.code]
        gone = [name for name in engagement.everybody if name in case.wishes.replace]
        no_longer = [name for name in engagement.beside if name not in case.wishes.also_open_to]
        self._let_go(case, gone, whys.REPLACED)
        self._let_go(case, [name for name in no_longer if name not in gone], whys.NO_LONGER_ADMITTED)

    def _let_go(self, case: Case, names: Iterable[str], why: str) -> None:
        for row in events(self.now, case.code, names, Event.REPLACED, why):
            record(self.history, row)
            self.made.rows.append(row)

    def fill_seats(self, case: Case) -> None:
        """Whom a coordinator wants first, the rest by turns."""
        if len(self.history.pair(case.code)) == PAIR or case.wishes.unclear:
            return
        pool = self.rotation.pool(self.load)
        for name in case.wishes.give_to:
            if not self.rotation.refusal(name, case, self.history) and self._free(case):
                self._give(case, name, whys.why(whys.GIVEN, (), pool), pool)
        if self._free(case):
            self._draw(case, pool)

    def _free(self, case: Case) -> int:
        return PAIR - len(self.history.pair(case.code))

    def _draw(self, case: Case, pool: Pool) -> None:
        considered = self.rotation.turn(case, self.history, self.tally, self.load)
        held = self.history.pair(case.code)
        more = whys.everybody(considered)
        if held:
            partner = considered.turn.partner(held[0])
            if partner:
                why = whys.why(whys.joined(partner, held[0]), more, pool)
                self._give(case, partner.name, why, pool)
        elif picks := considered.turn.pair():
            first, second = picks
            self._give(case, first.name, whys.why(whys.drawn(first), more, pool), pool)
            self._give(case, second.name, whys.why(whys.joined(second, first.name)), pool)

    def admit(self, case: Case) -> None:
        """Beside a complete pair: whom a coordinator opens the case to."""
        if self._free(case) or not case.wishes.also_open_to:
            return
        pool = self.rotation.pool(self.load)
        for name in case.wishes.also_open_to:
            if not self.rotation.refusal(name, case, self.history):
                self._give(case, name, whys.why(whys.ADMITTED, (), pool), pool)

    def _give(self, case: Case, name: str, why: str, pool: Pool) -> None:
        row = event(self.now, case.code, name, Event.ASSIGNED, why)
        there = self.history.everybody(case.code)
        tally = self.tally
        record(self.history, row)
        if row in self.history.cases[case.code].opened:
            tally.share(pool.sharing(name))
        tally.take((name,), there)
        self.load[name] = self.load.get(name, 0) + 1
        self.made.rows.append(row)
        if case.code not in self.made.cases:
            self.made.cases.append(case.code)


def _oldest_first(cases: Iterable[Case]) -> list[Case]:
    return sorted(cases, key=lambda case: (case.received, case.response))


def short_of_pair(rotation: Rotation) -> dict[str, tuple[Reason, ...]]:
    """Accepted cases for which fewer than two volunteers are left, and why the others can't."""
    history = rotation.office.history
    waiting = [
        case
        for case in rotation.office.cases
        if case.standing is Standing.ACCEPTED and len(history.pair(case.code)) < PAIR
    ]
    if not waiting:
        return {}
    load, tally = history.caseload(), rotation.tally(history)
    short = {}
    for case in waiting:
        considered = rotation.turn(case, history, tally, load)
        held = history.pair(case.code)
        found = considered.turn.partner(held[0]) if held else considered.turn.pair()
        if not found:
            short[case.code] = considered.unable
    return short


def refusals(rotation: Rotation, case: Case) -> Iterable[tuple[str, Reason]]:
    """What coordinators wish for the case and the jobs don't do: the column, who, and why."""
    history = rotation.office.history
    there = history.everybody(case.code)
    complete = len(history.pair(case.code)) == PAIR
    for column, names in (("Give to", case.wishes.give_to), ("Also open to", case.wishes.also_open_to)):
        for name in (name for name in names if name not in there):
            if words := rotation.refusal(name, case, history):
                yield column, Reason(name, words)
            elif column == "Give to" and complete:
                yield column, Reason(name, "the pair is complete: write under Replace whose place they take")


def closings(office: Office, closed: Iterable[str], now: datetime) -> tuple[Row, ...]:
    """Rows that release the volunteers of cases whose Stage says Closed."""
    rows: list[Row] = []
    for code in closed:
        engagement = office.history.cases.get(code)
        if engagement is not None:
            names = [name for name in engagement.everybody if name not in engagement.released]
            rows.extend(events(now, code, names, Event.RELEASED, "The case was closed."))
    return tuple(rows)


def reopenings(office: Office, opened: Iterable[str], now: datetime) -> tuple[Row, ...]:
    """Rows that give closed cases back to their volunteers, where the Stage no longer says Closed."""
    rows: list[Row] = []
    for code in opened:
        if office.history.closed(code):
            names = office.history.everybody(code)
            rows.extend(events(now, code, names, Event.ASSIGNED, "The case was opened again."))
    return tuple(rows)


def availability_rows(roster: Roster, tab: TabSnapshot) -> list[AppendRows]:
    """A row for each volunteer who has not left and has none, however the name is written there."""
    here = dict.fromkeys(v.name for v in roster.volunteers if v.status is not Status.LEFT)
    there = {roster.known(name) or name for name in tab.by_key}
    rows = tuple({"Volunteer": name} for name in here if name not in there)
    return [AppendRows(tab.shape.title, rows)] if rows else []
