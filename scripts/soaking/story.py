"""The years of a team: requests come, people work, a run is made, all is looked at, and so on."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from soaking.at_the_board import AtTheBoard
from soaking.checks.checker import Checker
from soaking.checks.known import Moment
from soaking.delivery import Exports, Submissions
from soaking.hands import CASE_TABS, SEEN, Hands
from soaking.in_the_office import InTheOffice
from soaking.members import ZONE, Members
from soaking.mishaps import Mishap
from soaking.on_the_roster import OnTheRoster
from soaking.record import Record, Request
from soaking.tables import Picture
from soaking.volunteers import Team
from tests.google_place import GooglePlace
from tests.place import Place

FIRST = date(2026, 1, 5)
KILLED = -9
"""Stands for the exit code of a run that was killed."""


@dataclass(frozen=True)
class Plan:
    """`responses` are spread over `years`, and so are the `runs`."""

    seed: int
    years: float
    responses: int
    runs: int
    mishaps: float = 0.15


@dataclass
class Figures:
    """What was done and found."""

    counts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


@dataclass
class Story:
    place: Place
    hands: Hands
    delivery: Exports | Submissions
    mishaps: tuple[Mishap, ...]
    plan: Plan
    told: Callable[[str], None]
    figures: Figures = field(default_factory=Figures)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)  # noqa: S311 - the same each time, nothing secret
        self.record, self.team = Record(), Team()
        self.members = Members(self.chance, self.record.requests)
        self.checker = Checker.of(self.record)
        known = self.checker.known
        self.board = AtTheBoard(self.hands, self.record, known, self.chance)
        self.office = InTheOffice(self.hands, self.record, known, self.team, self.chance)
        self.roster = OnTheRoster(self.hands, self.record, known, self.team, self.chance)
        self.last, self.now = FIRST, datetime.combine(FIRST, time(), UTC)

    def live(self) -> Figures:
        self.roster.begin(FIRST)
        self.hands.save()
        arrivals = self._arrivals()
        for number, now in enumerate(self._moments()):
            while arrivals and arrivals[0] <= now:
                self.members.write(arrivals.pop(0), self.team.there)
            self._round(now)
            if number % 20 == 0:
                self.told(f"{now:%Y-%m-%d}: {dict(self.figures.counts)}")
        return self._ended()

    def _arrivals(self) -> list[datetime]:
        """Moments of the requests; now and then two in one second."""
        whole = timedelta(days=self.plan.years * 365).total_seconds()
        begin = datetime.combine(FIRST, time(8), ZONE).astimezone(UTC)
        seconds = sorted(int(self.chance.random() * whole) for _ in range(self.plan.responses))
        for place in range(1, len(seconds)):
            if self.chance.random() < 0.01:
                seconds[place] = seconds[place - 1]
        return [begin + timedelta(seconds=s) for s in seconds]

    def _moments(self) -> Iterator[datetime]:
        """Of the runs: some days have several, some weeks one; the last comes when all is in."""
        days = int(self.plan.years * 365)
        seconds = {int(self.chance.random() * days * 86_400) for _ in range(self.plan.runs * 2 // 3)}
        clusters = self.chance.sample(sorted(seconds), self.plan.runs - len(seconds))
        seconds |= {second + self.chance.randint(1_000, 30_000) for second in clusters}
        begin = datetime.combine(FIRST, time(9), ZONE).astimezone(UTC)
        yield from (begin + timedelta(seconds=s) for s in sorted(seconds))
        yield begin + timedelta(days=days, hours=20)

    def _round(self, now: datetime) -> None:
        self.now, today = now, now.astimezone(ZONE).date()
        fresh = self._deliver(now)
        self._work(today)
        if self.chance.random() < self.plan.mishaps:
            self._run(now, self.chance.choice(self.mishaps))
        self._run(now)
        if self.chance.random() < 0.05:
            self._rest(now)
        if self.chance.random() < 0.03:
            self._correct(now)
        self.last = today
        self.figures.counts["responses"] += len(fresh)

    def _deliver(self, now: datetime) -> list[Request]:
        fresh = [request for request in self.record.requests if not request.delivered]
        if not fresh or self.chance.random() < 0.1:
            return []
        if self.chance.random() < 0.2:
            self._change(now)
        self.delivery.deliver(self.record.requests, now)
        for request in fresh:
            request.delivered = True
        return fresh

    def _change(self, now: datetime) -> None:
        """A requester changes an answer: seen by the first run of a day for sure."""
        if now.astimezone(ZONE).date() == self.last:
            return
        known = self.checker.known
        gone = {known.request_of[code] for code in known.gone}
        if self.members.change(self.team.there, gone):
            self.figures.counts["changed answers"] += 1

    def _work(self, today: date) -> None:
        days = (today - self.last).days
        before = self._edits()
        self.roster.work(today, days)
        self.office.work(days)
        self.board.work(today, days)
        self.hands.save()
        self.figures.counts["edits"] += self._edits() - before

    def _edits(self) -> int:
        return self.roster.edits + self.office.edits + self.board.edits

    def _correct(self, now: datetime) -> None:
        """Contacts that were noted late are put right, and what was published is told anew."""
        self.board.mend_many()
        self.hands.save()
        self._run(now)
        self._run(now, command=("report", "--correct"))
        self.figures.counts["corrections tried"] += 1

    def _run(self, now: datetime, mishap: Mishap | None = None, command: Sequence[str] = ("run",)) -> None:
        before, counts = self.picture(""), self.figures.counts
        code, said = KILLED, ""
        with mishap(self.place, self.chance) if mishap else nullcontext():
            ran = self.place.command(*command, "--now", now.isoformat())
            code, said = ran.code, ran.out + ran.err
        complete = code == 0 and command == ("run",)
        counts["runs"] += 1
        counts["mishaps"] += mishap is not None
        found = [] if mishap or code == 0 else [f"exit code {code}: {said}"]
        in_place = complete or not isinstance(self.place, GooglePlace)
        found += self.checker.look(self.picture(said), before, Moment(now, complete, in_place))
        self._note(now, found, mishap.__name__ if mishap else "")
        if complete:
            for request in self.record.requests:
                request.edited, request.before = False, {}

    def _rest(self, now: datetime) -> None:
        """A second run of the same moment finds what the first wrote down; a third has nothing to do."""
        self._run(now)
        ran = self.place.run(now=now.isoformat())
        busy = [job for job, did in ran.jobs.items() if did["result"] != "nothing to do"]
        self._note(now, [f"the jobs do not come to rest: {busy}"] if busy else [], "")

    def picture(self, said: str) -> Picture:
        """As it can be seen now. `said`: what the last run printed and logged."""
        tabs = {(book, tab): self.hands.table(book, tab) for book, there in SEEN.items() for tab in there}
        texts = {book: self.hands.texts(book) for book in SEEN}
        touched = list(self.hands.touched())
        return Picture(
            tabs,
            texts,
            self.hands.codes(),
            {code: self.hands.texts(f"case-files/{code}") for code in touched},
            {
                code: {tab: self.hands.table(f"case-files/{code}", tab) for tab in CASE_TABS}
                for code in touched
            },
            self.hands.reports(),
            said,
            self.hands.exports(),
        )

    def _note(self, now: datetime, found: list[str], mishap: str) -> None:
        for what in found:
            line = f"{now:%Y-%m-%d %H:%M} {mishap}: {what}"
            self.figures.violations.append(line)
            self.told(line)

    def _ended(self) -> Figures:
        known = self.checker.known
        self.figures.counts |= Counter({
            "cases": len(known.request_of), "deleted": len(known.gone), "assignments": len(known.events),
            "rows of Releases": known.releases.total(),
            "reports": sum(path.endswith("report.csv") for path in known.reports),
            "corrections": len({p for p in known.reports if p.startswith("correction-")}) // 2,
            "violations": len(self.figures.violations),
        })  # fmt: skip
        return self.figures
