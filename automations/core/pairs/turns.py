"""Whose turn it is: round robin by credit, and among those who are owed about the same a secret draw.

In a small team everybody can count. If the next in turn were always taken, whoever was passed over
would know that a requester named them; so the turn is drawn with a secret that only the office holds.
"""

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WINDOW = 1.0
"""Cases. Who is owed at most so much less than the most-owed one is in the draw."""

LENIENCE = 2.0
"""Cases. A preferred volunteer may have taken so many more than the fair share, and one more then."""

CAP = 5.0
"""Cases. Who is owed so many earns no more: in conflict with one case after the other, they would else
draw ever further away from the rest, and whoever comes or comes back would be flooded in their stead.
"""

EQUAL = 1e-9
"""Credits are sums of fractions."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Who was available when a case was assigned: approved, Active, not away, with room for a case; with
    or without a conflict. One group, or where fewer than half of a team are experienced, two with a fair
    share each: the experienced, and the others.
    """

    groups: tuple[tuple[str, ...], ...]

    def sharing(self, name: str) -> tuple[str, ...]:
        """Among whom a place that this volunteer took is shared out: all, for one who was not available."""
        everybody = tuple(itertools.chain(*self.groups))
        return next((group for group in self.groups if name in group), everybody or (name,))


@dataclass(slots=True)
class Tally:
    """What everybody is owed: places on cases that they earned, less those that they took. `together` is
    by pair.
    """

    owed: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    taken: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    together: defaultdict[frozenset[str], int] = field(default_factory=lambda: defaultdict(int))

    def credit(self, name: str) -> float:
        """Cases; below 0 for one who took more than the fair share."""
        return self.owed.get(name, 0.0)

    def share(self, names: Collection[str]) -> None:
        """One place earned, in equal parts, by those who are not owed too much already."""
        owed = self.owed
        among = [name for name in names if owed[name] < CAP] or names
        part = 1 / len(among) if among else 0
        for name in among:
            owed[name] += part

    def take(self, names: Iterable[str], beside: Iterable[str]) -> None:
        """These took a place each on a case that the others have."""
        there = list(beside)
        for name in names:
            self.taken[name] += 1
            self.owed[name] -= 1
            for other in there:
                self.together[frozenset((name, other))] += 1
            there.append(name)


@dataclass(frozen=True, slots=True)
class Draw:
    """Chance that anybody who has the secret can repeat, and nobody else foresee."""

    secret: str
    case: str

    def __call__(self, name: str) -> bytes:
        key = hashlib.blake2b(self.secret.encode()).digest()
        return hashlib.blake2b(f"{self.case}\n{name}".encode(), key=key, digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Pick:
    """One volunteer, and among whom the draw was. `preferred`: by the requester; `together`: how many
    cases they had with the partner before.
    """

    name: str
    among: tuple[str, ...]
    preferred: bool = False
    together: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything that decides who gets one case. `able` are those who can; `by_role`: the experienced are
    few; `apart`: whom each must not be paired with.
    """

    able: Sequence[str]
    experienced: Collection[str]
    by_role: bool
    tally: Tally
    draw: Draw
    preferred: Collection[str] = ()
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def pair(self) -> tuple[Pick, ...]:
        """Two who may work together, one of them experienced if any such two may; none if no two can."""
        second_best: tuple[Pick, ...] = ()
        experienced = any(name in self.experienced for name in self.able)
        for first in self._firsts():
            if partner := self.partner(first.name):
                if not experienced or {first.name, partner.name} & set(self.experienced):
                    return (first, partner)
                second_best = second_best or (first, partner)
        return second_best

    def partner(self, first: str) -> Pick | None:
        """Somebody who may work with the first; None if nobody may."""
        fitting = self._fitting(first)
        if not fitting:
            return None
        if wanted := self._wanted(fitting):
            return self._drawn(wanted, preferred=True)
        owed = self._most_owed(fitting)
        among = self._least_together(first, owed)
        return Pick(min(among, key=self.draw), tuple(owed), together=self._together(first, among[0]))

    def leading(self) -> Sequence[str]:
        """Among whom the first is drawn: of the experienced, where they are few."""
        return self._leading(self.able)

    def joining(self, first: str) -> Sequence[str]:
        """Among whom the partner is drawn."""
        fitting = self._fitting(first)
        return self._least_together(first, self._most_owed(fitting)) if fitting else ()

    def _least_together(self, first: str, names: Sequence[str]) -> list[str]:
        fewest = min(self._together(first, name) for name in names)
        return [name for name in names if self._together(first, name) == fewest]

    def _together(self, first: str, name: str) -> int:
        return self.tally.together.get(frozenset((first, name)), 0)

    def _firsts(self) -> Iterable[Pick]:
        """In the order in which they are asked: the next only where the one before can have no partner."""
        if wanted := self._wanted(self.able):
            yield self._drawn(wanted, preferred=True)
        left = list(self.able)
        while left:
            pick = self._drawn(self._leading(left))
            yield pick
            left.remove(pick.name)

    def _drawn(self, names: Sequence[str], *, preferred: bool = False) -> Pick:
        return Pick(min(names, key=self.draw), tuple(names), preferred)

    def _most_owed(self, names: Sequence[str]) -> list[str]:
        most = max(map(self.tally.credit, names))
        return [name for name in names if self.tally.credit(name) >= most - WINDOW - EQUAL]

    def _wanted(self, names: Sequence[str]) -> list[str]:
        return [n for n in names if n in self.preferred and self.tally.credit(n) >= -LENIENCE - EQUAL]

    def _leading(self, names: Sequence[str]) -> Sequence[str]:
        few = [name for name in names if name in self.experienced] if self.by_role else []
        return self._most_owed(few or names)

    def _fitting(self, first: str) -> Sequence[str]:
        """One experienced volunteer in a pair at least; where they are few, one at most."""
        names = [name for name in self.able if name != first and name not in self.apart.get(first, ())]
        experienced = [name for name in names if name in self.experienced]
        if first not in self.experienced:
            return experienced or names
        others = [name for name in names if name not in self.experienced]
        return (others or names) if self.by_role else names
