"""A pair for every accepted case that has none, and what coordinators wish of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from automations.core.case import Case, Standing
from automations.core.changes import AppendRows
from automations.core.history import ADMITTED, happen
from automations.core.office import Office
from automations.core.pairs import whys
from automations.core.pairs.rotation import Reason, Rotation
from automations.core.pairs.turns import Pool, Tally
from automations.core.snapshot import Row, TabSnapshot
from automations.core.team import PAIR, Roster
from automations.core.wishes import ALSO_OPEN_TO
from sheets_schema.words import Event, Status


@dataclass(slots=True)
class Assigned:
    """Rows for Assignments, and the codes of the cases they give somebody."""

    rows: list[Row] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)


def assign(rotation: Rotation, closed: Collection[str], now: datetime) -> Assigned:
    """What is to be added to Assignments, the backlog before the new. `closed` need nobody, but whoever is
    replaced there must not read on.
    """
    giving = _Giving(rotation, now)
    cases = [case for case in rotation.oldest_first if not case.gone]
    for case in cases:
        giving.let_go(case)
    for case in cases:
        if case.standing is Standing.ACCEPTED and case.code not in closed:
            giving.fill_seats(case)
            giving.admit(case)
    return giving.made


class _Giving:
    """Cases given one after the other, each with what the ones before changed."""

    def __init__(self, rotation: Rotation, now: datetime) -> None:
        self.rotation, self.now = rotation, now
        self.history = rotation.office.read_history()
        self.made = Assigned()

    @cached_property
    def tally(self) -> Tally:
        """Counted once there is anybody to be drawn."""
        return self.rotation.tally(self.history)

    @cached_property
    def load(self) -> dict[str, int]:
        """Counted once everybody was let go who is to be."""
        return self.rotation.load(self.history)

    def let_go(self, case: Case) -> None:
        """Free the places of those whom a coordinator replaces, or admits no longer."""
        if case.code not in self.history.cases:
            return
        engagement = self.history.cases[case.code]
        gone = [name for name in engagement.everybody if name in case.wishes.replace]
        self._happen(case, gone, Event.REPLACED, whys.REPLACED)
        if ALSO_OPEN_TO not in case.wishes.unknown:
            no_longer = [name for name in engagement.beside if name not in case.wishes.also_open_to]
            self._happen(case, no_longer, Event.REPLACED, whys.NO_LONGER_ADMITTED)

    def _happen(self, case: Case, names: Iterable[str], what: Event, why: str) -> None:
        for name in names:
            self.made.rows.append(happen(self.history, self.now, case.code, name, what, why))

    def fill_seats(self, case: Case) -> None:
        """Whom a coordinator wants first, the rest by turns."""
        if len(self.history.pair(case.code)) == PAIR or case.unclear:
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
                self._give(case, name, whys.why(ADMITTED, (), pool), pool)

    def _give(self, case: Case, name: str, why: str, pool: Pool) -> None:
        there, tally = self.history.everybody(case.code), self.tally
        self._happen(case, (name,), Event.ASSIGNED, why)
        if self.history.cases[case.code].places[-1].opened:
            tally.share(pool.sharing(name))
        tally.take((name,), there)
        self.load[name] = self.load.get(name, 0) + 1
        if case.code not in self.made.cases:
            self.made.cases.append(case.code)


def short_of_pair(rotation: Rotation) -> dict[str, tuple[Reason, ...]]:
    """Accepted cases for which fewer than two volunteers are left, and why the others can't."""
    history = rotation.office.history
    waiting = [
        case
        for case in rotation.office.cases
        if case.standing is Standing.ACCEPTED
        and not case.gone
        and len(history.pair(case.code)) < PAIR
        and not history.closed(case.code)
    ]
    if not waiting:
        return {}
    load, tally = rotation.load(history), rotation.tally(history)
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
            if history.closed(case.code):
                yield column, Reason(name, "the case is closed: choose another Stage first")
            elif words := rotation.refusal(name, case, history):
                yield column, Reason(name, words)
            elif column == "Give to" and complete:
                yield column, Reason(name, "the pair is complete: write under Replace whose place they take")


def unfit(rotation: Rotation, case: Case) -> Iterable[Reason]:
    """Who has the case, and could not be given it now but for a conflict of their own."""
    pair = rotation.office.history.everybody(case.code)
    related = rotation.avoided_in_related(case)
    for name in pair:
        if words := rotation.not_eligible_by_name(name):
            yield Reason(name, f"not Active and approved on the Roster ({words})")
        elif name in related:
            yield Reason(name, related[name])
        elif words := _apart(rotation, name, pair):
            yield Reason(name, words)


def closings(office: Office, closed: Iterable[str], now: datetime) -> tuple[Row, ...]:
    """Rows that release the volunteers of cases whose Stage says Closed."""
    history = office.read_history()
    return tuple(
        happen(history, now, code, name, Event.RELEASED, "The case was closed.")
        for code in closed
        if code in history.cases
        for name in history.cases[code].everybody
        if name not in history.cases[code].released
    )


def reopenings(rotation: Rotation, opened: Iterable[str], now: datetime) -> tuple[Row, ...]:
    """Rows that give closed cases, where the Stage no longer says Closed, back to their volunteers; not to
    those who may not have them any more.
    """
    office, history = rotation.office, rotation.office.read_history()
    rows: list[Row] = []
    for code in (code for code in opened if history.closed(code)):
        case, again = office.by_code[code], list[str]()
        own = {c.volunteer: str(c.kind) for c in case.conflicts if not c.released}
        barred = rotation.avoided_in_related(case) | own
        for name in history.everybody(code):
            words = barred.get(name) or rotation.not_eligible_by_name(name) or _apart(rotation, name, again)
            what = Event.REPLACED if words else Event.ASSIGNED
            why = f"{whys.NOT_AGAIN} ({words})." if words else whys.OPENED_AGAIN
            rows.append(happen(history, now, code, name, what, why))
            again += [] if words else [name]
    return tuple(rows)


def _apart(rotation: Rotation, name: str, others: Iterable[str]) -> str:
    """From which of these the volunteer is to be kept apart, in words; blank if from none."""
    close = [other for other in others if other in rotation.watch.closeness.get(name, ())]
    return f"to be kept apart from {', '.join(close)}" if close else ""


def availability_rows(roster: Roster, tab: TabSnapshot) -> list[AppendRows]:
    """A row for each volunteer who has not left and has none, however the name is written there."""
    here = dict.fromkeys(v.name for v in roster.volunteers if v.status is not Status.LEFT)
    there = {roster.known(name) or name for name in tab.by_key}
    rows = tuple({"Volunteer": name} for name in here if name not in there)
    return [AppendRows(tab.shape.title, rows)] if rows else []
