"""How fair a rule is to a simulated team, and what an observer can tell from it."""

import math
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from simulated_teams import RULES, Asked, Condition, RoundRobin, Team, Turns, make_team

from automations.core.pairs.turns import Tally
from automations.core.team import PAIR

# ruff: noqa: S311 - the same each time, nothing secret

OPTIMUM_UP_TO = 1000
"""Cases."""


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
