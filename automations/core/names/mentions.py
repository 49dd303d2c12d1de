"""Who on the lookout is named in a text.

Names that the Roster lets one know are sure; approximate ones are possible. A missed name can get
somebody hurt; a name seen too much costs a coordinator one look.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from automations.core.names import reading, spelling
from automations.core.names import word_classes as classes
from automations.core.names.lookout import Lookout, mailbox
from automations.core.names.spelling import EMAIL, Token

SPELLED_EMAIL = re.compile(
    r"([\w.+-]{1,64}) ?(?:@|[(\[]at[)\]]| at ) ?"
    r"([\w-]{1,63}(?: ?(?:\.|[(\[]dot[)\]]| dot ) ?[\w-]{1,63}){1,4})",
    re.IGNORECASE,
)
AT = re.compile(r"[ (\[]at[ )\]]", re.IGNORECASE)
SPELLED_DOT = re.compile(r" ?(?:\.|[(\[]dot[)\]]| dot ) ?", re.IGNORECASE)
NOBODY: frozenset[str] = frozenset()
DIGITS = "0123456789"
SHORTEST_JOINED = 6
"""Letters that a one-word name must have to be found in two words: "told me I" is not Mei."""

INITIALS_IN_USE = frozenset(
    """ha am pm dm ok tv us uk eu un it id hr pr ac dc cv no so do go is in on at be we he me my by or
    if as an up to of ad ed pc ps re vs la ny sf ft dj cc bc tl gm va md rn ml wp""".split()
)
FAMOUS = frozenset("marx lenin rosa luxemburg".split())
"""Near to common names, and much spoken of where people organize."""


@dataclass(frozen=True, slots=True)
class Mention:
    person: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be searched: mail addresses apart, the rest as words, in each way to read it."""

    cleaned: str
    addresses: tuple[str, ...]
    readings: tuple[reading.Text, ...]

    @property
    def words(self) -> int:
        return len(self.readings[0].words)


def prepare(text: str) -> Prepared:
    cleaned = spelling.clean(text)
    addresses: tuple[str, ...] = ()
    rest = cleaned
    if "@" in cleaned or AT.search(cleaned):
        spelled = (f"{m[1]}@{SPELLED_DOT.sub('.', m[2])}" for m in SPELLED_EMAIL.finditer(cleaned))
        addresses = (*EMAIL.findall(cleaned), *spelled)
        rest = EMAIL.sub(lambda match: " " * len(match[0]), cleaned)
    variants = (rest, *sorted(spelling.disguises(rest)))
    return Prepared(cleaned, addresses, tuple(reading.Text(v, spelling.tokens(v)) for v in variants))


def mentions(text: Prepared, watch: Lookout, names_only: bool = False) -> set[Mention]:
    """Everybody on the lookout whom the text names, surely or possibly, each once.

    `names_only`: the text is a list of names, so that no word in it is taken for an ordinary one.
    """
    found = _in_addresses(text.addresses, watch)
    folded = text.cleaned.casefold() if watch.scripts else ""
    for names, sure in ((watch.scripts, True), (watch.script_parts, False)):
        here = (people for name, people in names.items() if name in folded)
        found |= {Mention(person, sure) for people in here for person in people}
    for variant in text.readings:
        found |= _Search(variant, watch, names_only).found()
    return surest(found)


def surest(found: Iterable[Mention]) -> set[Mention]:
    """Each person once, as sure where they are found surely anywhere."""
    found = set(found)
    sure = {mention.person for mention in found if mention.sure}
    return {mention for mention in found if mention.sure or mention.person not in sure}


class _Search:
    """One text searched for all on the lookout."""

    def __init__(self, text: reading.Text, watch: Lookout, names_only: bool) -> None:
        self.text, self.words, self.watch, self.names_only = text, text.words, watch, names_only
        self.used: set[int] = set()

    def found(self) -> set[Mention]:
        sure = {Mention(person, True) for person in self._whole_names()}
        return sure | {Mention(person, False) for person in self._partial_names()}

    def _whole_names(self) -> Iterator[str]:
        beginnings = self.watch.beginnings
        for start, word in enumerate(self.words):
            if word.plain in beginnings or word.plain.rstrip(DIGITS) in beginnings:
                yield from self._whole_names_from(start)

    def _whole_names_from(self, start: int) -> Iterator[str]:
        joined = ""
        for end in range(start, min(start + self.watch.longest + 2, len(self.words))):
            # A middle initial is no part of the name, an initial in place of a surname is.
            whole = joined + self.words[end].plain
            if start < end and self._is_filling(end) and whole not in self.watch.whole:
                continue
            joined = whole
            people = self._people_called(joined, end - start)
            if people and (self._stands(start) if end == start else self._stand(start, end)):
                # One word alone may be another's first name all the same: two called Sam.
                if end > start:
                    self.used |= set(range(start, end + 1))
                yield from people

    def _is_filling(self, index: int) -> bool:
        word = self.words[index]
        return len(word.plain) == 1 and word.capital and index + 1 < len(self.words)

    def _people_called(self, joined: str, steps: int) -> frozenset[str]:
        bare = joined.rstrip(DIGITS)
        if steps and bare in self.watch.single and len(bare) < SHORTEST_JOINED:
            return NOBODY
        for name in (joined, bare, joined.removesuffix("s") if steps else bare):
            if name in self.watch.whole:
                return self.watch.whole[name]
        return NOBODY

    def _stands(self, index: int) -> bool:
        """Whether a single word stands there as a name, and not as an ordinary word."""
        word = self.words[index]
        if self.names_only or self._is_handle(word) or not reading.also_a_word(word.plain):
            return True
        return self.text.reads_as_name(index)

    def _stand(self, start: int, end: int) -> bool:
        """Not where all of a name's words are ordinary and stand so: "he will park"."""
        words = self.words[start : end + 1]
        if all(word.plain in classes.GLUE and not word.capital for word in words):
            return False
        if any(word.capital or not reading.also_a_word(word.plain) for word in words) or start == 0:
            return True
        return self.words[start - 1].plain not in classes.SUBJECTS

    def _is_handle(self, word: Token) -> bool:
        return self.text.text[max(word.start - 1, 0) : word.start] == "@"

    def _partial_names(self) -> Iterator[str]:
        for index, word in enumerate(self.words):
            if index in self.used:
                continue
            people = self.watch.parts.get(word.plain, NOBODY)
            if people:
                yield from people if self._part_stands(index) else NOBODY
            elif word.plain not in self.watch.single:
                yield from self._near(word.plain)
                yield from self._inflected(index)
            yield from self._two_words(index)
            yield from self._by_initials(index)

    def _part_stands(self, index: int) -> bool:
        word = self.words[index]
        if self.names_only or word.plain in self.watch.firsts or not reading.also_a_word(word.plain):
            return self._stands(index)
        return self._is_handle(word) or self.text.surname_stands(index)

    def _inflected(self, index: int) -> frozenset[str]:
        """mark77, sams car, marks been following me"""
        word = self.words[index].plain
        bare, stem = word.rstrip(DIGITS), word.removesuffix("s")
        if bare != word and bare not in classes.CALENDAR:
            return self.watch.parts.get(bare, NOBODY)
        people = self._all_called(stem) if stem != word else NOBODY
        if people and reading.also_a_word(stem):
            return people if reading.possessive_without_mark(self.text, index) else NOBODY
        return people

    def _all_called(self, word: str) -> frozenset[str]:
        """Whose name it is, or a part of it."""
        own = self.watch.whole.get(word, NOBODY) if word in self.watch.single else NOBODY
        return own | self.watch.parts.get(word, NOBODY)

    def _two_words(self, index: int) -> frozenset[str]:
        """Some of the words of a name, written apart: van der Berg, Xiao Ming."""
        if index + 1 >= len(self.words) or index + 1 in self.used:
            return NOBODY
        one, two = self.words[index], self.words[index + 1]
        joined = one.plain + two.plain
        if len(joined) == 2 and one.capital and two.capital:
            return self.watch.parts.get(joined, NOBODY)
        if len(joined) < SHORTEST_JOINED or self.text.text[one.end : two.start] not in {" ", "-"}:
            return NOBODY
        if one.plain in self.watch.ordinary and two.plain in self.watch.ordinary:
            return NOBODY
        return self.watch.parts.get(joined, NOBODY)

    def _near(self, word: str) -> frozenset[str]:
        """Persons of whose name the word is one edit away, if it is no word of the dictionary."""
        if word not in self.watch.near:
            known = len(word) < 4 or word in classes.CALENDAR or word in FAMOUS
            ordinary = known or in_dictionary(word, self.watch.ordinary)
            self.watch.near[word] = NOBODY if ordinary else self._within_one_edit(word)
        return self.watch.near[word]

    def _within_one_edit(self, word: str) -> frozenset[str]:
        names = (*self.watch.parts.items(), *self.watch.whole.items())
        return frozenset(person for name, people in names if _one_edit(word, name) for person in people)

    def _by_initials(self, index: int) -> frozenset[str]:
        """Sam O., S. Okafor, S.O., SO; never the am of 9 am."""
        one = self.words[index]
        if one.shouted and one.plain in self.watch.initials and one.plain not in INITIALS_IN_USE:
            return NOBODY if self.text.capitals_everywhere else self.watch.initials[one.plain]
        if index + 1 == len(self.words):
            return NOBODY
        two = self.words[index + 1]
        people = self.watch.abbreviated.get((one.plain, two.plain), NOBODY)
        return people if people and self._abbreviates(one, two) else NOBODY

    def _abbreviates(self, one: Token, two: Token) -> bool:
        text = self.text.text
        if not re.fullmatch(r"[ .,]{0,3}", text[one.end : two.start]):
            return False
        if len(one.plain) == len(two.plain) == 1:
            return one.capital and two.capital and "." in text[one.end : two.end + 1]
        letter = one if len(one.plain) == 1 else two
        if letter is one and "," in text[one.end : two.start]:
            return False
        if letter.plain in "aeioy" and not letter.capital:
            return text[letter.end : letter.end + 1] == "."
        return one.capital or two.capital


def _one_edit(word: str, name: str) -> bool:
    """Short names have too many neighbours: of four letters, the first must be right; of three, all
    must be there, with one more.
    """
    if len(name) < 3 or abs(len(word) - len(name)) > 1:
        return False
    if len(name) == 3:
        doubled = len(word) == 4 and any(word[:i] + word[i + 1 :] == name for i in range(1, 4))
        return doubled and any(word[i] == word[i + 1] for i in range(3))
    if len(name) == 4 and word[0] != name[0] and sorted(word) != sorted(name):
        return False
    return OSA.distance(word, name, score_cutoff=1) <= 1


def in_dictionary(word: str, ordinary: frozenset[str]) -> bool:
    """Whether the word, or what it is without an ending, is an ordinary one."""
    return word in ordinary or any(stem in ordinary for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    for ending, restored in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= 3 and stem != word:
            yield stem + restored
            if len(ending) > 1 and stem[-1] == stem[-2]:
                yield stem[:-1]


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("ly", ""), ("ily", "y"), ("est", ""),
    ("ness", ""), ("able", ""), ("ment", ""), ("ments", ""), ("ful", ""), ("less", ""), ("nt", ""),
)  # fmt: skip


def _in_addresses(addresses: Iterable[str], watch: Lookout) -> set[Mention]:
    """The whole address, or a local part that is a name."""
    found: set[Mention] = set()
    for address in map(mailbox, addresses):
        found |= {Mention(person, True) for person in watch.emails.get(address, ())}
        words = spelling.tokens(address.partition("@")[0].replace("_", " "))
        joined = "".join(word.plain for word in words).rstrip(DIGITS)
        found |= {Mention(person, True) for person in watch.whole.get(joined, ())}
        found |= {Mention(person, False) for person in watch.parts.get(joined, ())}
        for (one, two), people in watch.abbreviated.items():
            if joined == one + two and len(joined) > 2:
                found |= {Mention(person, False) for person in people}
    return found
