"""Who on the Roster, or close to somebody on it, is named in a text.

Names that the Roster lets one know are sure; approximate ones are possible. A missed name can get
somebody hurt; a name seen too much costs a coordinator one look.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from rapidfuzz.distance import OSA

from automations.core import reading, spelling
from automations.core.spelling import Token

LONGEST_NAME = 5
"""Words of a name that are compared in every order; of a longer one, the first and the last four."""

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
NOBODY: frozenset[str] = frozenset()
DIGITS = "0123456789"
INITIALS_IN_USE = frozenset(
    """am pm dm ok tv us uk eu un it id hr pr ac dc cv no so do go is in on at be we he me my by or
    if as an up to of ad ed pc ps re vs la ny sf ft dj cc bc tl gm va md""".split()
)
MOSTLY_NAMES = frozenset(
    """amber basil billy bob bobby carl carol chad charlie colin daisy dean dick dolly earl
    gene harry heather ivy jack jade jake jasper jay jean jenny jerry jess jimmy john josh kitty
    lee lily louis maria martin max molly nancy nick olive oscar peter polly ray robin roger ruby
    sally sandy teddy terry timothy toby tom tommy tony victor violet warren wally wren""".split()
)
"""In the dictionary, but in a story about people nearly always a person."""


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to look out for: all the names one knows them by, the display name first."""

    id: str
    names: tuple[str, ...]
    email: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    person: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Lookout:
    """What to look for, each to the ids of persons.

    `whole`: a full name or alias written together, in any order; `beginnings`: what those begin
    with. `parts`: a first or last name alone; `firsts`: which of them are first names.
    `abbreviated`: two words of which one is an initial, or both; `initials`: both written together.
    """

    whole: Mapping[str, frozenset[str]]
    beginnings: frozenset[str]
    parts: Mapping[str, frozenset[str]]
    firsts: frozenset[str]
    abbreviated: Mapping[tuple[str, str], frozenset[str]]
    initials: Mapping[str, frozenset[str]]
    emails: Mapping[str, frozenset[str]]
    scripts: Mapping[str, frozenset[str]]
    ordinary: frozenset[str]
    longest: int
    near: dict[str, frozenset[str]] = field(default_factory=dict)


class Index(defaultdict[Key, set[str]]):
    """Something to look for, to the persons it means."""

    def __init__(self) -> None:
        super().__init__(set)

    def frozen(self) -> dict[Key, frozenset[str]]:
        return {key: frozenset(people) for key, people in self.items()}


def lookout(people: Iterable[Person], ordinary: frozenset[str]) -> Lookout:
    """An index over the people. `ordinary` are words that a dictionary has uncapitalised."""
    whole, parts, emails, scripts = Index[str](), Index[str](), Index[str](), Index[str]()
    abbreviated, initials = Index[tuple[str, str]](), Index[str]()
    firsts: set[str] = set()
    longest = 1
    for person in people:
        if person.email.strip():
            emails[_mailbox(person.email)].add(person.id)
        for name in person.names:
            if spelling.unspaced(name):
                scripts[spelling.clean(name).casefold()].add(person.id)
            for words in spelling.spellings(name):
                longest = max(longest, len(words))
                for joined in _orders(words):
                    whole[joined].add(person.id)
                if len(words) > 1 and not any(word.isdigit() for word in words):
                    first, last = words[0], words[-1]
                    firsts.add(first)
                    for part in (first, last):
                        if len(part) > 1:
                            parts[part].add(person.id)
                    for two in _abbreviations(first, last):
                        abbreviated[two].add(person.id)
                    initials[first[0] + last[0]].add(person.id)
    beginnings = {name[:end] for name in whole for end in range(1, len(name) + 1)}
    return Lookout(
        whole.frozen(), frozenset(beginnings), parts.frozen(), frozenset(firsts),
        abbreviated.frozen(), initials.frozen(), emails.frozen(), scripts.frozen(), ordinary, longest,
    )  # fmt: skip


def _abbreviations(first: str, last: str) -> set[tuple[str, str]]:
    f, l_ = first[0], last[0]
    return {(first, l_), (f, last), (last, f), (l_, first), (f, l_)}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be searched: mail addresses apart, the rest as words."""

    cleaned: str
    addresses: tuple[str, ...]
    rest: str
    words: tuple[Token, ...]


def prepare(text: str) -> Prepared:
    cleaned = spelling.clean(text)
    addresses = tuple(EMAIL.findall(cleaned)) if "@" in cleaned else ()
    rest = EMAIL.sub(lambda match: " " * len(match[0]), cleaned) if addresses else cleaned
    return Prepared(cleaned, addresses, rest, tuple(spelling.tokens(rest)))


def mentions(text: Prepared, watch: Lookout, names_only: bool = False) -> set[Mention]:
    """Everybody on the lookout whom the text names, surely or possibly, each once.

    `names_only`: the text is a list of names, so that no word in it is taken for an ordinary one.
    """
    found = _in_addresses(text.addresses, watch)
    for name, people in watch.scripts.items():
        if name in text.cleaned.casefold():
            found |= {Mention(person, True) for person in people}
    sure, used = _whole_names(text.rest, text.words, watch, names_only)
    found |= sure | _partial_names(text.rest, text.words, used, watch, names_only)
    known = {mention.person for mention in found if mention.sure}
    return {mention for mention in found if mention.sure or mention.person not in known}


def _whole_names(
    text: str, words: Sequence[Token], watch: Lookout, names_only: bool
) -> tuple[set[Mention], set[int]]:
    found: set[Mention] = set()
    used: set[int] = set()
    for start, word in enumerate(words):
        if word.plain.rstrip(DIGITS) not in watch.beginnings and word.plain not in watch.beginnings:
            continue
        joined = ""
        for end in range(start, min(start + watch.longest + 1, len(words))):
            joined += words[end].plain
            people = watch.whole.get(joined) or watch.whole.get(joined.rstrip(DIGITS), NOBODY)
            if people and (end > start or names_only or _stands_alone(text, words, start, watch)):
                found |= {Mention(person, True) for person in people}
                used |= set(range(start, end + 1))
    return found, used


def _stands_alone(text: str, words: Sequence[Token], index: int, watch: Lookout) -> bool:
    word = words[index].plain
    if text[words[index].start - 1 : words[index].start] == "@":
        return True
    return not _also_a_word(word, watch) or reading.reads_as_name(text, words, index)


def _partial_names(
    text: str, words: Sequence[Token], used: set[int], watch: Lookout, names_only: bool
) -> set[Mention]:
    found: set[Mention] = set()
    for index, word in enumerate(words):
        if index in used:
            continue
        people = watch.parts.get(word.plain, frozenset())
        if people and (names_only or _part_stands(text, words, index, watch)):
            found |= {Mention(person, False) for person in people}
        close = NOBODY if people else _nearly(word.plain, watch)
        found |= {Mention(p, False) for p in close | _by_initials(text, words, index, watch)}
    return found


def _part_stands(text: str, words: Sequence[Token], index: int, watch: Lookout) -> bool:
    """A surname that is a word too (Park, Long) needs more: "Dolores Park" is a place."""
    word = words[index]
    if not _also_a_word(word.plain, watch):
        return True
    if word.plain not in watch.firsts and index:
        before = words[index - 1]
        titled = before.plain in reading.SPOKEN_OF
        if not titled and (before.plain in reading.DETERMINERS or before.capital):
            return False
    return reading.reads_as_name(text, words, index)


def _also_a_word(word: str, watch: Lookout) -> bool:
    return word in watch.ordinary and word not in MOSTLY_NAMES


def _nearly(word: str, watch: Lookout) -> frozenset[str]:
    """Persons of whose name the word is one edit away, if it is no word of the dictionary."""
    if word not in watch.near:
        ordinary = len(word) < 4 or word in reading.CALENDAR or _inflected(word, watch.ordinary)
        watch.near[word] = NOBODY if ordinary else _near(word, watch)
    return watch.near[word]


def _near(word: str, watch: Lookout) -> frozenset[str]:
    names = (*watch.parts.items(), *watch.whole.items())
    return frozenset(person for name, people in names if _one_edit(word, name) for person in people)


def _one_edit(word: str, name: str) -> bool:
    """Short names have too many neighbours: of four letters, the first must be right."""
    if len(name) < 4 or abs(len(word) - len(name)) > 1:
        return False
    if len(name) == 4 and word[0] != name[0]:
        return False
    return OSA.distance(word, name, score_cutoff=1) <= 1


def _inflected(word: str, ordinary: frozenset[str]) -> bool:
    """Whether the word, or what it is without an ending, stands in the dictionary."""
    return word in ordinary or any(stem in ordinary for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    for ending, restored in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= 2 and stem != word:
            yield stem + restored
            if stem[-1] == stem[-2]:
                yield stem[:-1]


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("r", ""), ("ers", ""), ("ly", ""), ("ily", "y"), ("est", ""),
    ("ness", ""), ("able", ""), ("ment", ""), ("ments", ""), ("ful", ""), ("less", ""), ("t", ""),
)  # fmt: skip


def _by_initials(text: str, words: Sequence[Token], index: int, watch: Lookout) -> frozenset[str]:
    """Sam O., S. Okafor, S.O., SO; never the am of 9 am."""
    one = words[index]
    if one.shouted and one.plain in watch.initials and one.plain not in INITIALS_IN_USE:
        return NOBODY if _all_shouted(words) else watch.initials[one.plain]
    if index + 1 == len(words):
        return NOBODY
    two = words[index + 1]
    people = watch.abbreviated.get((one.plain, two.plain), NOBODY)
    between = text[one.end : two.start]
    if not people or not re.fullmatch(r"[ .,]{0,3}", between):
        return NOBODY
    if len(one.plain) == len(two.plain) == 1:
        dotted = "." in text[one.end : two.end + 1]
        return people if one.capital and two.capital and dotted else NOBODY
    return people if one.capital or two.capital else NOBODY


def _all_shouted(words: Sequence[Token]) -> bool:
    long = [word for word in words if len(word.plain) > 3]
    return bool(long) and all(word.shouted for word in long)


def _in_addresses(addresses: Iterable[str], watch: Lookout) -> set[Mention]:
    """The whole address, or a local part that is a name."""
    found: set[Mention] = set()
    for address in map(_mailbox, addresses):
        found |= {Mention(person, True) for person in watch.emails.get(address, ())}
        words = [t.plain for t in spelling.tokens(address.partition("@")[0].replace("_", " "))]
        joined = "".join(words).rstrip(DIGITS)
        found |= {Mention(person, True) for person in watch.whole.get(joined, ())}
        found |= {Mention(person, False) for person in watch.parts.get(joined, ())}
        for (first, last), people in watch.abbreviated.items():
            if joined == first + last and len(joined) > 2:
                found |= {Mention(person, False) for person in people}
    return found


def _mailbox(address: str) -> str:
    """Lower-case, without a +tag; dots don't count where Google delivers the mail."""
    local, _, domain = spelling.clean(address).strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    return f"{local.replace('.', '') if domain in {'gmail.com', 'googlemail.com'} else local}@{domain}"


def _orders(words: list[str]) -> set[str]:
    """The words written together in every order, and without a middle initial or name."""
    if len(words) > LONGEST_NAME:
        words = [words[0], *words[-(LONGEST_NAME - 1) :]]
    orders = {"".join(order) for order in itertools.permutations(words)}
    if len(words) > 2:
        orders |= {words[0] + words[-1], words[-1] + words[0]}
    return {joined for joined in orders if len(joined) > 1 or len(words) == 1}
