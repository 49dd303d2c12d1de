"""Who on the Roster, or close to somebody on it, is named in a text.

Names that the Roster lets one know are sure; approximate ones are possible. A missed name can get
somebody hurt; a name seen too much costs a coordinator one look.
"""

import itertools
import re
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
    """What to look for. `whole`: a full name or alias written together, in any order, to persons.
    `parts`: a first or last name alone, to persons; `first` tells which of the two.
    """

    whole: Mapping[str, frozenset[str]]
    parts: Mapping[str, frozenset[str]]
    firsts: frozenset[str]
    initials: Mapping[tuple[str, str], frozenset[str]]
    emails: Mapping[str, frozenset[str]]
    scripts: Mapping[str, frozenset[str]]
    ordinary: frozenset[str]
    longest: int
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)


def lookout(people: Iterable[Person], ordinary: frozenset[str]) -> Lookout:
    """An index over the people. `ordinary` are the words that stand in a dictionary uncapitalised."""
    whole: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    initials: dict[tuple[str, str], set[str]] = {}
    emails: dict[str, set[str]] = {}
    scripts: dict[str, set[str]] = {}
    firsts: set[str] = set()
    longest = 1
    for person in people:
        if person.email.strip():
            emails.setdefault(_mailbox(person.email), set()).add(person.id)
        for name in person.names:
            if spelling.unspaced(name):
                scripts.setdefault(spelling.clean(name).casefold(), set()).add(person.id)
            for words in spelling.spellings(name):
                longest = max(longest, len(words))
                for joined in _orders(words):
                    whole.setdefault(joined, set()).add(person.id)
                if len(words) > 1 and not any(w.isdigit() for w in words):
                    firsts.add(words[0])
                    for part in (words[0], words[-1]):
                        if len(part) > 1:
                            parts.setdefault(part, set()).add(person.id)
                    initials.setdefault((words[0], words[-1]), set()).add(person.id)
    return Lookout(
        _frozen(whole), _frozen(parts), frozenset(firsts), _frozen(initials),
        _frozen(emails), _frozen(scripts), ordinary, longest,
    )  # fmt: skip


def mentions(text: str, watch: Lookout, names_only: bool = False) -> set[Mention]:
    """Everybody on the lookout whom the text names, surely or possibly, each once.

    `names_only`: the text is a list of names, so that no word in it is taken for an ordinary one.
    """
    cleaned = spelling.clean(text)
    without_mail, found = _in_addresses(cleaned, watch)
    for name, people in watch.scripts.items():
        if name in cleaned.casefold():
            found |= {Mention(person, True) for person in people}
    words = spelling.tokens(without_mail)
    sure, used = _whole_names(without_mail, words, watch, names_only)
    found |= sure | _partial_names(without_mail, words, used, watch, names_only)
    known = {mention.person for mention in found if mention.sure}
    return {mention for mention in found if mention.sure or mention.person not in known}


def _whole_names(
    text: str, words: Sequence[Token], watch: Lookout, names_only: bool
) -> tuple[set[Mention], set[int]]:
    found: set[Mention] = set()
    used: set[int] = set()
    for start in range(len(words)):
        joined = ""
        for end in range(start, min(start + watch.longest + 1, len(words))):
            joined += words[end].plain
            people = watch.whole.get(joined) or watch.whole.get(joined.rstrip("0123456789"), NOBODY)
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
        elif not people:
            found |= _nearly(word.plain, watch)
        found |= _by_initials(text, words, index, watch)
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


def _nearly(word: str, watch: Lookout) -> set[Mention]:
    """One edit away from a name, and no word of the dictionary."""
    if len(word) < 4 or word in reading.CALENDAR or word in reading.FUNCTION_WORDS:
        return set()
    if _inflected(word, watch.ordinary):
        return set()
    if word not in watch.near:
        watch.near[word] = tuple(_near(word, watch))
    return {Mention(person, False) for person in watch.near[word]}


def _near(word: str, watch: Lookout) -> set[str]:
    close: set[str] = set()
    for known in (watch.parts, watch.whole):
        for name, people in known.items():
            if _one_edit(word, name):
                close |= people
    return close


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


def _by_initials(text: str, words: Sequence[Token], index: int, watch: Lookout) -> set[Mention]:
    """Sam O., S. Okafor, S.O., SO; never the am of 9 am."""
    word = words[index]
    beside = words[index + 1] if index + 1 < len(words) else None
    if beside is not None and not re.fullmatch(r"[ .,]{0,3}", text[word.end : beside.start]):
        beside = None
    short = word.shouted and word.plain not in INITIALS_IN_USE and not _all_shouted(words)
    found: set[Mention] = set()
    for (first, last), people in watch.initials.items():
        written = short and word.plain == first[0] + last[0]
        if written or (beside is not None and _abbreviates(text, word, beside, first, last)):
            found |= {Mention(person, False) for person in people}
    return found


def _abbreviates(text: str, one: Token, two: Token, first: str, last: str) -> bool:
    pair = (one.plain, two.plain)
    if pair == (first[0], last[0]):
        return one.capital and two.capital and "." in text[one.end : two.end + 1]
    halves = {(first, last[0]), (first[0], last), (last, first[0]), (last[0], first)}
    return pair in halves and (one.capital or two.capital)


def _all_shouted(words: Sequence[Token]) -> bool:
    long = [word for word in words if len(word.plain) > 3]
    return bool(long) and all(word.shouted for word in long)


def _in_addresses(text: str, watch: Lookout) -> tuple[str, set[Mention]]:
    """Mail addresses: the whole one, or a local part that is a name; then they are blanked out."""
    found: set[Mention] = set()
    for match in EMAIL.finditer(text):
        address = _mailbox(match[0])
        found |= {Mention(person, True) for person in watch.emails.get(address, ())}
        words = [t.plain for t in spelling.tokens(address.partition("@")[0].replace("_", " "))]
        joined = "".join(words).rstrip("0123456789")
        found |= {Mention(person, True) for person in watch.whole.get(joined, ())}
        found |= {Mention(person, False) for person in watch.parts.get(joined, ())}
        for (first, last), people in watch.initials.items():
            if joined in {first[0] + last, first + last[0]}:
                found |= {Mention(person, False) for person in people}
    return EMAIL.sub(lambda match: " " * len(match[0]), text), found


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


def _frozen(index: Mapping[Key, set[str]]) -> dict[Key, frozenset[str]]:
    return {key: frozenset(people) for key, people in index.items()}
