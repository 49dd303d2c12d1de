"""Who can take a case, who can't, and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property

from automations.core.case import Case, Standing
from automations.core.conflicts import Watch, chosen
from automations.core.history import History
from automations.core.office import Office
from automations.core.pairs import credit
from automations.core.pairs.turns import Draw, Pool, Tally, Turn
from automations.core.team import Availability, Volunteer
from sheets_schema.words import ConflictKind, Status


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody can't take a case, or where `volunteer` is blank nobody: for coordinators only."""

    volunteer: str
    words: str


@dataclass(frozen=True)
class Rotation:
    """Everything that decides whose turn it is. `secret` is the office's; `day` tells on which day a
    moment is where the team is.
    """

    office: Office
    availability: Mapping[str, Availability]
    watch: Watch
    today: date
    secret: str
    day: Callable[[datetime], date]

    def tally(self, history: History) -> Tally:
        return credit.tally(history, self._then, self._order, cache(self.office.roster.called))

    def load(self, history: History) -> dict[str, int]:
        """Open cases of each volunteer; those that coordinators set aside are no work."""
        aside = [case.code for case in self.office.cases if case.standing is Standing.SET_ASIDE]
        return history.caseload(frozenset(aside))

    @cached_property
    def oldest_first(self) -> tuple[Case, ...]:
        return tuple(sorted(self.office.cases, key=lambda case: (case.received, case.response)))

    @cached_property
    def _order(self) -> Callable[[str], tuple[int, str]]:
        places = {case.code: number for number, case in enumerate(self.oldest_first)}
        return lambda code: (places.get(code, -1), code)

    @cached_property
    def by_role(self) -> bool:
        """Whether fewer than half of the team are experienced, so that each role has its own fair share."""
        team = [v for v in self._standing if v.status is Status.ACTIVE]
        return 0 < 2 * sum(v.experienced for v in team) < len(team)

    @cached_property
    def experienced(self) -> frozenset[str]:
        return frozenset(v.name for v in self._standing if v.experienced)

    @cached_property
    def _standing(self) -> tuple[Volunteer, ...]:
        """Who is approved, and stands on the Roster once."""
        roster = self.office.roster
        return tuple(v for v in roster.volunteers if v.approved and v.name not in roster.doubled)

    def pool(self, load: Mapping[str, int]) -> Pool:
        """Who is available now, with or without a conflict."""
        roster = self.office.roster.volunteers
        return self._by_role([v for v in roster if self.not_available(v, load.get(v.name, 0)) is None])

    def _then(self, moment: datetime) -> Pool:
        """Who was available, as far as the Roster and the Availability still tell."""
        day = self.day(moment)
        there = [v for v in self._standing if v.approved and v.approved <= day]
        return self._by_role([v for v in there if self._not_there(v, day) is None])

    def _by_role(self, volunteers: Iterable[Volunteer]) -> Pool:
        names = [volunteer.name for volunteer in volunteers]
        if not self.by_role:
            return Pool((tuple(names),))
        experienced = tuple(name for name in names if name in self.experienced)
        return Pool((experienced, tuple(name for name in names if name not in self.experienced)))

    def not_available(self, volunteer: Volunteer, open_cases: int) -> str | None:
        """What keeps a volunteer from any case at all."""
        words = self._out_today.get(volunteer.name)
        most = self._own(volunteer).most_open
        return words or ("full" if isinstance(most, int) and open_cases >= most else None)

    @cached_property
    def _out_today(self) -> Mapping[str, str]:
        """Who can't be given anything today, however many cases they have, and why."""
        reasons = (
            (v.name, self.not_eligible(v) or self._not_there(v, self.today))
            for v in self.office.roster.volunteers
        )
        return {name: words for name, words in reasons if words}

    def not_eligible(self, volunteer: Volunteer) -> str | None:
        """What keeps a volunteer from any case, also from one that a coordinator gives them."""
        if volunteer.name in self.office.roster.doubled:
            return "stands on the Roster twice"
        if not isinstance(volunteer.status, Status):
            return "has a Status that can't be read"
        if volunteer.status is not Status.ACTIVE:
            return str(volunteer.status).lower()
        return None if volunteer.approved else "not approved yet"

    def _not_there(self, volunteer: Volunteer, day: date) -> str | None:
        own = self._own(volunteer)
        if volunteer.status is not Status.ACTIVE:
            return str(volunteer.status).lower()
        if own.unreadable:
            return "has an availability that can't be read"
        if own.on_rotation is False:
            return "not on rotation"
        return "away" if own.away(day) else None

    def _own(self, volunteer: Volunteer) -> Availability:
        return self.availability.get(volunteer.name, Availability())

    def barred(self, case: Case, history: History, replaced: Iterable[str]) -> dict[str, str]:
        """Who must not join this case, and for which kind of reason."""
        kinds = {c.volunteer: str(c.kind) for c in case.conflicts if not c.released}
        here = dict.fromkeys(history.everybody(case.code), "has it already")
        gone = dict.fromkeys((*replaced, *case.wishes.replace), "replaced on this case")
        apart = {
            name: "kept apart from somebody on the case"
            for there in history.everybody(case.code)
            for name in self.watch.closeness.get(there, ())
        }
        return apart | self.avoided_in_related(case) | gone | here | kinds

    def avoided_in_related(self, case: Case) -> dict[str, str]:
        """Whom a requester of the same matter would avoid: they must not learn of it by another way."""
        others = (self.office.by_code[code] for code in self.office.related.get(case.code, ()))
        return {
            conflict.volunteer: "avoided in a related case"
            for other in others
            for conflict in other.conflicts
            if conflict.kind is ConflictKind.ASKED_TO_AVOID and not conflict.released
        }

    def refusal(self, name: str, case: Case, history: History) -> str | None:
        """Why a coordinator's word can't give the case to this volunteer; None if it can: also to one who
        is away or full, or was replaced on it before.
        """
        return self.barred(case, history, ()).get(name) or self.not_eligible_by_name(name)

    def not_eligible_by_name(self, name: str) -> str | None:
        found = (v for v in self.office.roster.volunteers if v.name == name)
        return next(map(self.not_eligible, found), "not on the Roster")

    def turn(self, case: Case, history: History, tally: Tally, load: Mapping[str, int]) -> "Considered":
        """Everybody on the Roster, looked at for this case."""
        if case.unclear:
            held = Reason("", f"{' and '.join(case.unclear)} has a name that is not on the Roster")
            return Considered(self._turn(case, (), tally), (held,))
        barred = self.barred(case, history, history.replaced(case.code))
        able, unable = [], []
        for volunteer in self.office.roster.volunteers:
            open_cases = load.get(volunteer.name, 0)
            words = self.not_available(volunteer, open_cases) or barred.get(volunteer.name)
            if words is None:
                able.append(volunteer.name)
            else:
                unable.append(Reason(volunteer.name, words))
        return Considered(self._turn(case, able, tally), tuple(unable))

    def _turn(self, case: Case, able: Iterable[str], tally: Tally) -> Turn:
        preferred = frozenset(chosen(case.answers, "volunteers_preferred", self.office.roster))
        draw = Draw(self.secret, case.code)
        apart = self.watch.closeness
        return Turn(tuple(able), self.experienced, self.by_role, tally, draw, preferred, apart)


@dataclass(frozen=True, slots=True)
class Considered:
    """Whose turn it is for one case, among those who can take it; and who can't, and why."""

    turn: Turn
    unable: tuple[Reason, ...]
