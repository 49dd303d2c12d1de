"""Made-up teams and cases, and the rules that give them out."""

import random
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from automations.core.pairs.turns import Draw, Pool, Tally, Turn
from automations.core.team import PAIR

# ruff: noqa: S311 - the same each time, nothing secret

LEAVE, PREFERRING, BLOCK = 0.1, 0.2, 20


@dataclass(frozen=True)
class Condition:
    """What a team lives with. `conflict`: the chance of each volunteer to be in conflict with a case,
    `often` that of the first.
    """

    name: str
    conflict: float = 0.0
    leave: bool = False
    newcomers: bool = False
    experienced: float = 0.0
    preferred: bool = False
    often: float = 0.0


CONDITIONS = (
    Condition("nothing special"),
    Condition("conflicts 10 %", 0.1),
    Condition("conflicts 25 %", 0.25),
    Condition("leave", 0.1, leave=True),
    Condition("newcomers", 0.1, newcomers=True),
    Condition("a third experienced", 0.1, experienced=1 / 3),
    Condition("preferences", 0.1, preferred=True),
    Condition("all of it", 0.1, True, True, 1 / 3, True),
    Condition("all of it, conflicts 25 %", 0.25, True, True, 1 / 3, True),
)


@dataclass(frozen=True)
class Asked:
    """One case: who is available, who of them has no conflict, whom the requester would like."""

    number: int
    available: tuple[str, ...]
    able: tuple[str, ...]
    preferred: tuple[str, ...]


@dataclass
class Team:
    """`names` in the order of the list; `since` and `away` are case numbers."""

    condition: Condition
    seed: int
    names: list[str]
    experienced: frozenset[str]
    since: dict[str, int]
    away: dict[str, set[int]]

    @property
    def by_role(self) -> bool:
        return 0 < 2 * len(self.experienced) < len(self.names)

    def pool(self, available: Sequence[str]) -> Pool:
        if not self.by_role:
            return Pool((tuple(available),))
        known = tuple(name for name in available if name in self.experienced)
        return Pool((known, tuple(name for name in available if name not in self.experienced)))

    def asked(self, cases: int) -> Iterator[Asked]:
        chance = random.Random(f"{self.seed} asked")
        weights = [1 / place for place in range(1, len(self.names) + 1)]
        liked = chance.sample(self.names, len(self.names))
        for number in range(cases):
            there = [n for n in self.names if self.since[n] <= number and number not in self.away[n]]
            able = tuple(name for name in there if chance.random() >= self._conflict(name))
            wish = self.condition.preferred and chance.random() < PREFERRING
            preferred = tuple(chance.choices(liked, weights)) if wish else ()
            yield Asked(number, tuple(there), able, preferred)

    def _conflict(self, name: str) -> float:
        often = self.condition.often if name == self.names[0] else 0.0
        return often or self.condition.conflict


def make_team(condition: Condition, size: int, cases: int, seed: int) -> Team:
    chance = random.Random(f"{seed} team")
    names = [f"v{number:02}" for number in range(size)]
    known = chance.sample(names, round(size * condition.experienced))
    fresh = chance.sample(names, max(1, size // 6)) if condition.newcomers else []
    since = {name: cases // 2 if name in fresh else 0 for name in names}
    away: dict[str, set[int]] = {name: set() for name in names}
    for name in names if condition.leave else ():
        for block in range(0, cases, BLOCK):
            if chance.random() < LEAVE:
                away[name] |= set(range(block, block + BLOCK))
    return Team(condition, seed, names, frozenset(known), since, away)


Rule = Callable[[Asked], tuple[str, ...]]


@dataclass
class Turns:
    """Ours."""

    team: Team
    tally: Tally = field(default_factory=Tally)

    def turn(self, asked: Asked, able: Sequence[str] | None = None) -> Turn:
        draw = Draw(str(self.team.seed), str(asked.number))
        here = asked.able if able is None else able
        return Turn(
            here, self.team.experienced, self.team.by_role, self.tally, draw, frozenset(asked.preferred)
        )

    def __call__(self, asked: Asked) -> tuple[str, ...]:
        names = tuple(pick.name for pick in self.turn(asked).pair())
        pool = self.team.pool(asked.available)
        for name in names:
            self.tally.share(pool.sharing(name))
        self.tally.take(names, ())
        return names

    def likelihood(self, asked: Asked, pair: tuple[str, str], without: Collection[str]) -> float:
        """How likely the pair was for one who does not know the secret, had only these been in conflict."""
        able = [name for name in asked.available if name not in without]
        turn = self.turn(asked, able)
        firsts = turn.leading() if able else ()
        if pair[0] not in firsts or pair[1] not in (partners := turn.joining(pair[0])):
            return 0.0
        return 1 / len(firsts) / len(partners)


@dataclass
class RoundRobin:
    """The list again and again; who can't loses the turn."""

    team: Team
    place: int = 0

    def __call__(self, asked: Asked) -> tuple[str, ...]:
        names = self.names(asked.able)
        if names:
            self.place = self.team.names.index(names[-1]) + 1
        return names

    def names(self, able: Sequence[str]) -> tuple[str, ...]:
        start = self.place % len(self.team.names)
        order = self.team.names[start:] + self.team.names[:start]
        found = tuple(name for name in order if name in able)[:PAIR]
        return found if len(found) == PAIR else ()

    def likelihood(self, asked: Asked, pair: tuple[str, str], without: Collection[str]) -> float:
        return float(self.names([name for name in asked.available if name not in without]) == pair)


@dataclass
class Counting:
    """The two with the fewest cases (`recent`: those whose last case is longest ago), in the list's order."""

    recent: bool
    taken: Counter[str] = field(default_factory=Counter)

    def __call__(self, asked: Asked) -> tuple[str, ...]:
        found = tuple(sorted(asked.able, key=lambda name: self.taken[name])[:PAIR])
        if len(found) < PAIR:
            return ()
        for name in found:
            self.taken[name] = asked.number + 1 if self.recent else self.taken[name] + 1
        return found


RULES: dict[str, Callable[[Team], Rule]] = {
    "turns": Turns,
    "round robin": RoundRobin,
    "longest ago": lambda _: Counting(True),
    "fewest cases": lambda _: Counting(False),
}
