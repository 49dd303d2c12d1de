"""Whom to look out for: the names of persons, as an index that a text's words are looked up in."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from automations.core.names import spelling

LONGEST_NAME = 5
"""Words of a name that are compared in every order; of a longer one, the first and the last four."""

HANDLE = re.compile(r"[@_0-9]")
"""A name with one of these is a handle: looked for whole, its parts are nobody's names."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to look out for: all the names one knows them by, the display name first."""

    id: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookout:
    """What to look for, each to the ids of persons.

    `whole`: a full name or alias written together, in any order; `single`: those of one word;
    `beginnings`: what those begin with. `parts`: one or some words of a name; `firsts`: which of
    them are first names. `abbreviated`: two words of which one is an initial, or both; `initials`:
    both written together. `near` remembers which words are one edit away from a name.
    """

    whole: Mapping[str, frozenset[str]]
    single: frozenset[str]
    beginnings: frozenset[str]
    parts: Mapping[str, frozenset[str]]
    firsts: frozenset[str]
    abbreviated: Mapping[tuple[str, str], frozenset[str]]
    initials: Mapping[str, frozenset[str]]
    emails: Mapping[str, frozenset[str]]
    scripts: Mapping[str, frozenset[str]]
    script_parts: Mapping[str, frozenset[str]]
    ordinary: frozenset[str]
    longest: int
    near: dict[str, frozenset[str]] = field(default_factory=dict)


class _Index(defaultdict[Key, set[str]]):
    """Something to look for, to the persons it means."""

    def __init__(self) -> None:
        super().__init__(set)

    def frozen(self) -> dict[Key, frozenset[str]]:
        return {key: frozenset(people) for key, people in self.items()}


class _Builder:
    """Names, taken apart one by one."""

    def __init__(self) -> None:
        self.whole, self.parts = _Index[str](), _Index[str]()
        self.abbreviated, self.initials = _Index[tuple[str, str]](), _Index[str]()
        self.emails, self.scripts, self.script_parts = _Index[str](), _Index[str](), _Index[str]()
        self.single, self.firsts = set[str](), set[str]()
        self.longest = 1

    def add(self, person: Person) -> None:
        for email in person.emails:
            self.emails[mailbox(email)].add(person.id)
        for name in person.names:
            if spelling.unspaced(name):
                self._add_script(spelling.clean(name).casefold().strip(), person.id)
            for words in spelling.spellings(name):
                self._add_whole(words, person.id)
                if len(words) > 1 and not HANDLE.search(name):
                    self._add_parts(words, person.id)

    def _add_script(self, name: str, person: str) -> None:
        """In these scripts the family name is one sign and comes first: what follows is the given."""
        self.scripts[name].add(person)
        if len(name) > 2 and " " not in name:
            self.script_parts[name[1:]].add(person)

    def _add_whole(self, words: list[str], person: str) -> None:
        self.longest = max(self.longest, len(words))
        for joined in _orders(words):
            self.whole[joined].add(person)
        if len(words) == 1:
            self.single.add(words[0])
            self.firsts.add(words[0])

    def _add_parts(self, words: list[str], person: str) -> None:
        letters = len(list(itertools.takewhile(lambda word: len(word) == 1, words[:-1])))
        self.initials["".join(word[0] for word in words)].add(person)
        if letters > 1:
            words = ["".join(words[:letters]), *words[letters:]]
        first, last = words[0], words[-1]
        self.firsts.add(first)
        longer = {"".join(words[1:]), "".join(words[:-1]), "".join(words[:2]), *words[1:-1]}
        alone = {part for part in (first, last) if len(part) > 1}
        for part in alone | {part for part in longer if len(part) > 3}:
            self.parts[part].add(person)
        f, l_ = first[0], last[0]
        for two in {(first, l_), (f, last), (last, f), (l_, first), (f, l_), (f, "".join(words[1:]))}:
            self.abbreviated[two].add(person)
        self.initials[f + l_].add(person)


def lookout(people: Iterable[Person], ordinary: frozenset[str]) -> Lookout:
    """An index over the people. `ordinary` are words of a dictionary, which are no misspelt names."""
    built = _Builder()
    for person in people:
        built.add(person)
    beginnings = {name[:end] for name in built.whole for end in range(1, len(name) + 1)}
    return Lookout(
        built.whole.frozen(),
        frozenset(built.single),
        frozenset(beginnings),
        built.parts.frozen(),
        frozenset(built.firsts),
        built.abbreviated.frozen(),
        built.initials.frozen(),
        built.emails.frozen(),
        built.scripts.frozen(),
        built.script_parts.frozen(),
        ordinary,
        built.longest,
    )


def mailbox(address: str) -> str:
    """Lower-case, without a +tag; dots don't count where Google delivers the mail."""
    local, _, domain = spelling.clean(address).strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    return f"{local.replace('.', '') if domain in {'gmail.com', 'googlemail.com'} else local}@{domain}"


def _orders(words: list[str]) -> set[str]:
    """The words written together in every order, and without what stands in the middle."""
    if len(words) > LONGEST_NAME:
        words = [words[0], *words[-(LONGEST_NAME - 1) :]]
    orders = {"".join(order) for order in itertools.permutations(words)}
    if len(words) > 2:
        orders |= {words[0] + words[-1], words[-1] + words[0]}
    return orders
