"""Which names a case's own response gives: the requester's, the parties', those of who else is involved.

An answer is free text. "I'd rather not say" is no name, and in a story only what hardly can be anything else
is taken for one: what is missed here a person may still see, and an ordinary word taken for a name would have
every other cell held.
"""

from collections.abc import Iterable, Iterator

from automations.core.case import Case
from automations.core.casework.filed import facts
from automations.core.conflicts import entries
from automations.core.names import reading
from automations.core.names import word_classes as classes
from automations.core.names.mentions import in_dictionary
from automations.core.names.spelling import Token, clean, tokens, unspaced
from automations.core.office import Office

NAMELESS = frozenset(
    """anonymous anonymously anon anonym anonima anonimo anonyme na nobody none private secret unknown unnamed
    undisclosed confidential withheld blank skip name names prefer rather member friend tenant citizen
    organizer organiser volunteer person someone somebody requester comrade neighbor neighbour resident
    worker concerned worried only""".split()
)
"""What stands in a name's place."""

NO_NAMES = NAMELESS | classes.CONTRACTED | classes.CLOSE | (classes.CALENDAR - classes.EVERYDAY)

ACRONYM = 5
"""Letters that one has at most."""

LISTED = 4
"""Words, up to which an entry with capitals throughout is a name and no heading."""


def given(case: Case, office: Office, ordinary: frozenset[str]) -> tuple[str, ...]:
    """The requester's and the parties', as they were written. `ordinary` are the words of a dictionary."""
    known = facts(office.marks, case.code)
    answers = (case.answers.get("name", ""), *(known.names if known else ()))
    return tuple(name for answer in answers for name in given_in(answer, ordinary))


def told(case: Case, ordinary: frozenset[str]) -> tuple[str, ...]:
    """Of who else is involved."""
    return tuple(told_in(case.answers.get("people_involved", ""), ordinary))


def given_in(answer: str, ordinary: frozenset[str]) -> Iterator[str]:
    """Of an answer that is to be a name: all of it, unless it is a sentence."""
    for entry in (clean(entry).strip() for entry in entries(answer)):
        text = reading.Text(entry, tokens(entry))
        if _is_sentence(text.words):
            yield from _proper(text, ordinary)
        elif not all(word.plain in NAMELESS for word in text.words) and _long_enough(entry):
            yield entry


def told_in(answer: str, ordinary: frozenset[str]) -> Iterator[str]:
    """Of a list that may be a story: words with a capital. Only English ones can be told from others there,
    elsewhere whole entries are taken that have nothing else.
    """
    cleaned = clean(answer)
    whole = reading.Text(cleaned, tokens(cleaned))
    english = not whole.spanish and any(
        word.plain in classes.FUNCTION_WORDS - classes.SPANISH for word in whole.words
    )
    for entry in entries(cleaned):
        text = reading.Text(entry, tokens(entry))
        listed = len(text.words) <= LISTED and all(word.capital for word in text.words)
        found = list(_proper(text, ordinary)) if english or listed else []
        yield from [entry.strip()] if found and listed else found


def _is_sentence(words: Iterable[Token]) -> bool:
    glue = [word for word in words if _is_glue(word)]
    return len(glue) > 1 or any(not word.capital for word in glue)


def _proper(text: reading.Text, ordinary: frozenset[str]) -> Iterator[str]:
    """Words that are names, with those behind them that have a capital too: Müller is a word as well."""
    start = end = 0
    for index, word in enumerate(text.words):
        if end and text.text[end : word.start] == " " and word.capital and not _is_glue(word):
            end = word.end
        elif _is_name(text, index, ordinary):
            if end:
                yield text.text[start:end]
            start, end = word.start, word.end
    if end:
        yield text.text[start:end]


def _is_name(text: reading.Text, index: int, ordinary: frozenset[str]) -> bool:
    word = text.words[index]
    if not word.capital or len(word.plain) < 2 or _is_glue(word):
        return False
    if {word.plain, word.plain.removesuffix("s")} & NO_NAMES:
        return False
    if reading.also_a_word(word.plain):
        alone = len(text.words) <= 2 or word.plain not in classes.EVERYDAY
        return alone and text.reads_as_name(index)
    if word.shouted and (text.capitals_everywhere or len(word.plain) <= ACRONYM):
        return False
    return word.plain in classes.GIVEN or not in_dictionary(word.plain, ordinary)


def _is_glue(word: Token) -> bool:
    return word.plain in (classes.GLUE | classes.AUXILIARIES) - reading.MODALS


def _long_enough(name: str) -> bool:
    """A single letter, or a single sign, stands in too many texts."""
    return len(name) > 1 and (unspaced(name) or any(len(word.plain) > 1 for word in tokens(name)))
