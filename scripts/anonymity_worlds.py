"""Made-up teams whose requests are published month by month, as a reader would get the reports."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from datetime import date
from zoneinfo import ZoneInfo

from automations.core.team import Roster, Team
from automations.reporting import correcting
from automations.reporting.counting import Counted, tally
from automations.reporting.ledger import Ledger, Release
from automations.reporting.monthly import decide
from automations.reporting.render import render
from automations.reporting.tables import CONCERN, FIRST_CONTACT, OUTCOME, REQUESTER
from automations.reporting.windows import month_of
from automations.reporting.words import words, words_of_correction
from sheets_schema.dates import DateOrder

BEGIN = month_of(date(2026, 1, 1))
K = 5
REACH_OUT_DAYS = 7
TEAM = Team("Team", ZoneInfo("UTC"), REACH_OUT_DAYS, 2, 3, DateOrder.MONTH_FIRST, "", K)
NOBODY = Roster((), frozenset(), {})

CONCERN_WEIGHTS = (0.20, 0.14, 0.12, 0.10, 0.14, 0.12, 0.10, 0.08)
OUTCOME_WEIGHTS = (0.20, 0.25, 0.15, 0.15, 0.15, 0.10)


class Seen(Protocol):
    def at(self, month: int, ledger: Ledger) -> Counted | None:
        """The case as the tables see it when the month's report is made, if it is there then."""
        ...


@dataclass(frozen=True)
class Made:
    """A case, and what becomes of it: `known` is the month in which it reaches the office, `corrected` the
    one from which on it stands there otherwise, or is not counted any more (`becomes` is None).
    """

    case: Counted
    known: int
    corrected: int | None = None
    becomes: Counted | None = None

    def at(self, month: int, ledger: Ledger) -> Counted | None:
        if month < self.known:
            return None
        if self.corrected is None or month < self.corrected:
            return self.case
        return self.case if self.becomes is None and ledger.told(self.known) else self.becomes


def world(rate: float, seed: int, months: int = 36) -> list[Made]:
    """Requests by a Poisson law; one month in ten is quiet; 4 % come late, 4 % are corrected, 2 % turn
    out to be restricted.
    """
    chance = np.random.default_rng(seed)
    made: list[Made] = []
    for month in range(BEGIN, BEGIN + months):
        quiet = chance.random() < 0.1
        made += [_made(month, chance) for _ in range(chance.poisson(rate / 4 if quiet else rate))]
    return made


def _made(month: int, chance: np.random.Generator) -> Made:
    known = month + int(chance.integers(1, 5)) if chance.random() < 0.04 else month
    case = _case(known, chance, due_later=known == month and chance.random() < 0.23)
    fate = chance.random()
    corrected = known + int(chance.integers(1, 9))
    if fate < 0.04:
        other = _case(known, chance, due_later=case.due == known + 1)
        return Made(case, known, corrected, replace(other, due=case.due, closed=case.closed))
    return Made(case, known, corrected) if fate < 0.06 else Made(case, known)


def _case(placed: int, chance: np.random.Generator, due_later: bool) -> Counted:
    count = 1 + chance.binomial(2, 0.15)
    concerns = chance.choice(len(CONCERN.categories), count, replace=False, p=CONCERN_WEIGHTS)
    return Counted(
        received=placed,
        due=placed + due_later if chance.random() < 0.92 else None,
        closed=placed + int(chance.exponential(3)) + 1 if chance.random() < 0.8 else None,
        concerns=frozenset(CONCERN.categories[number] for number in concerns),
        requester=REQUESTER.categories[int(chance.random() < 0.3)],
        contact=FIRST_CONTACT.categories[int(chance.random() < 0.2)],
        outcome=OUTCOME.categories[int(chance.choice(6, p=OUTCOME_WEIGHTS))],
    )


@dataclass(frozen=True)
class Mended:
    """A case that coordinators, going over a whole year, find written down wrongly."""

    seen: Seen
    since: int
    mend: Callable[[Counted], Counted]

    def at(self, month: int, ledger: Ledger) -> Counted | None:
        case = self.seen.at(month, ledger)
        return case if case is None or month < self.since else self.mend(case)


def mended(made: Iterable[Made], seed: int) -> list[Seen]:
    """After each year two of its answers are gone over, and many cases changed in the same direction."""
    chance = np.random.default_rng(seed + 10_000)
    ways: dict[int, list[int]] = {}
    found: list[Seen] = []
    for one in made:
        year = one.known - one.known % 12
        ways.setdefault(year, [int(way) for way in chance.choice(len(MENDS), 2, replace=False)])
        wrong = [MENDS[way] for way in ways[year] if chance.random() < 0.6]
        found.append(Mended(one, year + 12, partial(_mend, wrong)) if wrong else one)
    return found


def _mend(mends: Iterable[Callable[[Counted], Counted]], case: Counted) -> Counted:
    for mend in mends:
        case = mend(case)
    return case


def _was_in_time(case: Counted) -> Counted:
    return replace(case, contact=FIRST_CONTACT.categories[0])


def _was_for_somebody_else(case: Counted) -> Counted:
    return replace(case, requester=REQUESTER.categories[1])


def _ended_otherwise(case: Counted) -> Counted:
    first, second, *_ = OUTCOME.categories
    return replace(case, outcome=first) if case.outcome == second else case


def _came_for_something_else(case: Counted) -> Counted:
    was, then = CONCERN.categories[0], CONCERN.categories[3]
    return replace(case, concerns=case.concerns - {was} | {then}) if was in case.concerns else case


MENDS = (_was_in_time, _was_for_somebody_else, _ended_otherwise, _came_for_something_else)


def publish(made: Sequence[Seen], months: int = 36, k: int = K) -> Ledger:
    """What the job would publish, through the same decisions and the same gate; after each year, what can be
    corrected is.
    """
    ledger = Ledger()
    for month in range(BEGIN, BEGIN + months):
        cases = seen(made, month, ledger)
        tried = decide(month, ledger, partial(tally, cases), k, REACH_OUT_DAYS)
        said = words(TEAM, NOBODY, "", month, ledger.plus(*tried))
        release = Release(ledger.next_number, month, tuple(tried), said)
        ledger = Ledger((*ledger.releases, release))
        if (month + 1) % 12 == 0:
            ledger = correct(made, ledger, k)
    return ledger


def seen(made: Iterable[Seen], month: int, ledger: Ledger) -> list[Counted]:
    return [case for one in made if (case := one.at(month, ledger))]


def correct(made: Iterable[Seen], ledger: Ledger, k: int = K) -> Ledger:
    """As cases stand in the month after the last report."""
    last = ledger.months[-1]
    placed = (one for one in made if one.at(last, ledger))
    tried = correcting.decide(ledger, partial(tally, seen(placed, last + 1, ledger)), k)
    said = words_of_correction(TEAM, tried, ledger)
    release = Release(ledger.next_number, last, tuple(tried), said)
    return Ledger((*ledger.releases, release)) if tried else ledger


def shelf(ledger: Ledger) -> dict[str, Mapping[str, bytes]]:
    """The published files, by folder."""
    return {release.folder: render(release) for release in ledger.releases}
