"""Hold the turns against other rules on simulated teams: .venv/bin/python scripts/fairness.py [--seeds 20]

Prints the tables of docs/fairness.md. Each rule is given the same cases, conflicts, leave and newcomers.
`--picture FILE` draws the spread of a team of 12 besides.
"""

import argparse
import math
import os
import random
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, product
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

sys.path.insert(0, str(Path(__file__).parent.parent))

from automations.core.turns import PAIR, Draw, Pool, Tally, Turn

# ruff: noqa: S311 - the same each time, nothing secret

TEAMS, CASES = (6, 12, 30), (200, 1000, 5000)
LEAVE, PREFERRING, BLOCK = 0.1, 0.2, 20
OPTIMUM_UP_TO = 1000
"""Cases."""


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


@dataclass(frozen=True)
class Measured:
    """`spread` of cases minus fair share, `best` what no rule could go below; `most_used`: of the pairs, to
    the mean; `never`: pairs that never met; `crowded`: most cases of one person in any n; `flooded`: the
    largest part of the next n cases for one who came, or came back; `unpaired`, and `optimum` of it.
    """

    spread: float
    best: float
    most_used: float
    never: int
    crowded: int
    flooded: float
    unpaired: int
    optimum: int
    conflicts: int


def simulate(condition: Condition, size: int, cases: int, rule: str, seed: int) -> Measured:
    team = make_team(condition, size, cases, seed)
    give, asked = RULES[rule](team), list(team.asked(cases))
    given = [give(one) for one in asked]
    fair: Counter[str] = Counter()
    for one, names in zip(asked, given, strict=True):
        pool = team.pool(one.available)
        for name in names:
            sharing = pool.sharing(name)
            fair.update(dict.fromkeys(sharing, 1 / len(sharing)))
    taken = Counter(name for names in given for name in names)
    beyond = [taken[name] - fair[name] for name in team.names]
    pairs = Counter(frozenset(names) for names in given if names)
    possible = [pair for pair in map(frozenset, combinations(team.names, PAIR)) if _possible(pair, team)]
    return Measured(
        max(beyond) - min(beyond),
        best_spread(asked, team.names, fair) if rule == "turns" and cases <= OPTIMUM_UP_TO else 0.0,
        max(pairs.values()) / (len([names for names in given if names]) / len(possible)),
        sum(pair not in pairs for pair in possible),
        max(_crowd(given[start : start + size]) for start in range(cases)),
        max(_floods(team, given, cases), default=0.0),
        sum(not names for names in given),
        sum(len(one.able) < PAIR for one in asked),
        sum(name not in one.able for one, names in zip(asked, given, strict=True) for name in names),
    )


def best_spread(asked: Sequence[Asked], names: Sequence[str], fair: Mapping[str, float]) -> float:
    """The least width, in quarters, of a band along the fair shares in which everybody's cases can lie
    when all cases are known beforehand.
    """
    known = [one for one in asked if len(one.able) >= PAIR]
    parts = sorted({round(fair[name] % 1, 9) for name in names})
    for width in (step / 4 for step in range(200)):
        for below in (whole + part for whole in range(math.ceil(width)) for part in parts):
            lowest = [max(0, math.ceil(fair[name] - below - 1e-9)) for name in names]
            highest = [math.floor(fair[name] - below + width + 1e-9) for name in names]
            lawful = all(low <= high for low, high in zip(lowest, highest, strict=True))
            if lawful and _can_be_given(known, names, lowest, highest):
                return width
    return math.inf


def _can_be_given(
    asked: Sequence[Asked], names: Sequence[str], lowest: Sequence[int], highest: Sequence[int]
) -> bool:
    """A flow with lower bounds: each case to two of its able, each volunteer within the bounds."""
    cases, people = len(asked), {name: number for number, name in enumerate(names)}
    start, end, first, last = (cases + len(names) + more for more in range(4))
    edges = {(start, last): PAIR * cases, (end, start): PAIR * cases, (first, end): sum(lowest)}
    for number, one in enumerate(asked):
        edges[first, number] = PAIR
        edges |= {(number, cases + people[name]): 1 for name in one.able}
    for number, (low, high) in enumerate(zip(lowest, highest, strict=True)):
        edges |= {(cases + number, end): high - low, (cases + number, last): low}
    starts, ends = np.array(list(edges)).T
    sizes = np.array(list(edges.values()), dtype=np.int32)
    graph = csr_array((sizes, (starts, ends)), shape=(last + 1, last + 1))
    wanted = PAIR * cases + sum(lowest)
    return bool(maximum_flow(graph, first, last).flow_value == wanted)


def _crowd(given: Iterable[Sequence[str]]) -> int:
    return max(Counter(name for names in given for name in names).values(), default=0)


def _possible(pair: Collection[str], team: Team) -> bool:
    return not team.by_role or len(team.experienced & set(pair)) == 1


def _floods(team: Team, given: Sequence[tuple[str, ...]], cases: int) -> Iterator[float]:
    size = len(team.names)
    for name in team.names:
        starts = [team.since[name]] if team.since[name] else []
        starts += [n for n in range(1, cases) if n - 1 in team.away[name] and n not in team.away[name]]
        for start in starts:
            following = given[start : start + size]
            if len(following) == size:
                yield sum(name in names for names in following) / size


@dataclass(frozen=True)
class Betting:
    """Of cases with a pair: how often the bet was right, a blind bet would be, and one was certain."""

    right: float
    blind: float
    certain: float


def bets(rule: str, size: int, often: float, seed: int, cases: int = 300, conflict: float = 0.1) -> Betting:
    """Somebody who sees the board, and knows the rule and who is available, but not the secret, bets in
    each case on one volunteer who was passed over for a conflict.
    """
    team = make_team(Condition("bets", conflict, often=often), size, cases, seed)
    give: Turns | RoundRobin = Turns(team) if rule == "turns" else RoundRobin(team)
    chance, right, blind, certain, count = random.Random(seed), 0, 0.0, 0, 0
    for asked in team.asked(cases):
        watched = _copy(give)
        names = give(asked)
        if not names:
            continue
        others = [name for name in asked.available if name not in names]
        belief = _belief(watched, asked, (names[0], names[1]), others, conflict)
        best = max(belief.values())
        bet = chance.choice([name for name in others if belief[name] >= best - 1e-9])
        count += 1
        right += bet not in asked.able
        certain += best > 1 - 1e-9
        blind += sum(name not in asked.able for name in others) / len(others)
    return Betting(right / count, blind / count, certain / count)


def _copy(give: Turns | RoundRobin) -> Turns | RoundRobin:
    if isinstance(give, RoundRobin):
        return RoundRobin(give.team, give.place)
    tally = Tally(give.tally.owed.copy(), give.tally.taken.copy(), give.tally.together.copy())
    return Turns(give.team, tally)


def _belief(
    give: Turns | RoundRobin, asked: Asked, pair: tuple[str, str], others: Sequence[str], conflict: float
) -> dict[str, float]:
    """The chance of each to be in conflict, given the pair; up to two of them at once."""
    weights = {}
    for count in (0, 1, 2):
        for gone in combinations(others, count):
            prior = (conflict / (1 - conflict)) ** count
            weights[gone] = prior * give.likelihood(asked, pair, gone)
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(others, conflict)
    return {name: sum(w for gone, w in weights.items() if name in gone) / total for name in others}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--picture", type=Path, metavar="FILE")
    options = parser.parse_args()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        run = partial(_all_seeds, pool, range(options.seeds))
        _spreads(run)
        _our_figures(run)
        _bets(pool, range(min(options.seeds, 8)))
        if options.picture:
            _draw(options.picture, run)


Run = Callable[[Condition, int, int, str], list[Measured]]


def _all_seeds(
    pool: ProcessPoolExecutor, seeds: range, condition: Condition, size: int, cases: int, rule: str
) -> list[Measured]:
    return list(pool.map(partial(simulate, condition, size, cases, rule), seeds))


def _spreads(run: Run) -> None:
    print("Spread of (cases minus fair share), median and worst, 1,000 cases\n")
    print("| | team | " + " | ".join(RULES) + " | best possible |")
    print("|---|" + "---|" * (len(RULES) + 2))
    for condition in CONDITIONS:
        for size in TEAMS:
            found = {rule: run(condition, size, 1000, rule) for rule in RULES}
            best = statistics.median(one.best for one in found["turns"])
            cells = [*map(_median_and_worst, found.values()), f"{best:.1f}"]
            print(f"| {condition.name} | {size} | " + " | ".join(cells) + " |", flush=True)


def _median_and_worst(found: Sequence[Measured]) -> str:
    spreads = [one.spread for one in found]
    return f"{statistics.median(spreads):.1f} / {max(spreads):.1f}"


def _our_figures(run: Run) -> None:
    heads = (
        "spread",
        "most-used pair",
        "never used",
        "most in n",
        "on coming",
        "unpaired",
        "optimum",
        "wrong",
    )
    print(f"\nTurns\n\n| | team | cases | {' | '.join(heads)} |\n|" + "---|" * 11)
    for condition in CONDITIONS:
        for size in TEAMS:
            for cases in CASES:
                found = run(condition, size, cases, "turns")
                print(
                    f"| {condition.name} | {size} | {cases} | {_median_and_worst(found)} "
                    f"| {max(one.most_used for one in found):.2f} | {max(one.never for one in found)} "
                    f"| {max(one.crowded for one in found)} | {max(one.flooded for one in found):.2f} "
                    f"| {sum(one.unpaired for one in found)} | {sum(one.optimum for one in found)} "
                    f"| {sum(one.conflicts for one in found)} |",
                    flush=True,
                )


def _bets(pool: ProcessPoolExecutor, seeds: range) -> None:
    print("\nBets on who was passed over, conflicts 10 %\n")
    print("| team | one in conflict often | rule | right | blind | certain |\n|---|---|---|---|---|---|")
    for size, often, rule in product(TEAMS, (0.0, 0.75), ("turns", "round robin")):
        found = list(pool.map(partial(bets, rule, size, often), seeds))
        right, blind, certain = (
            statistics.mean(getattr(one, name) for one in found) for name in ("right", "blind", "certain")
        )
        told = f"{right:.0%} | {blind:.0%} | {certain:.0%}"
        print(f"| {size} | {'75 %' if often else 'no'} | {rule} | {told} |", flush=True)


def _draw(path: Path, run: Run) -> None:
    # Only for the picture: it takes its time to load.
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4.2), layout="constrained")
    shown = [
        c
        for c in CONDITIONS
        if c.name in ("conflicts 10 %", "leave", "newcomers", "preferences", "all of it")
    ]
    for number, rule in enumerate(RULES):
        heights = [statistics.median(m.spread for m in run(c, 12, 1000, rule)) for c in shown]
        places = [place + 0.2 * number for place in range(len(shown))]
        bars = axes.bar(places, heights, 0.18, label=rule)
        axes.bar_label(bars, fmt="%.0f", fontsize=7)
    axes.set_yscale("log")
    axes.set_yticks([1, 3, 10, 30, 100], ["1", "3", "10", "30", "100"])
    axes.minorticks_off()
    axes.set_xticks([place + 0.3 for place in range(len(shown))], [c.name for c in shown])
    axes.set_ylabel("cases between the most and the least burdened")
    axes.set_title("1,000 cases, 12 volunteers: how far shares drift apart", fontsize=11)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130)


if __name__ == "__main__":
    main()
