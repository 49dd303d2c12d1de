"""Does an ordinary word that is also somebody's name read as a name here?

Will, Grace, Mark: held back only where they stand as a name stands. Where capitals tell nothing
(all small, ALL CAPITALS, A Title) the words beside it decide, and in doubt it is a name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from automations.core.names import word_classes as w
from automations.core.names.spelling import Token

_SENTENCE_END = re.compile(r"[.!?…:\n\r•>)\"“”]\s*[\"'“‘(\[*-]*\s*$")
_STOP = re.compile(r"[.,;:!?\n()–—/]| - ")
MODALS = frozenset({"will", "may"})


def also_a_word(word: str) -> bool:
    """Whether the name is met often enough as an ordinary word that its place must decide."""
    return word in w.EVERYDAY or word in w.FREQUENT or word in w.GLUE


@dataclass(frozen=True)
class Text:
    """A text and its words, with what holds for the whole of it."""

    text: str
    words: Sequence[Token]

    @cached_property
    def capitals_everywhere(self) -> bool:
        """A Title, or SHOUTING: capitals tell nothing there."""
        lettered = [token for token in self.words if token.plain.isalpha()]
        capitals = sum(token.capital for token in lettered)
        return len(lettered) >= 4 and capitals >= 0.7 * len(lettered)

    @cached_property
    def capitals_within(self) -> bool:
        """Whether the writer gives names capitals, so that a small letter tells something."""
        return any(
            t.capital and not t.shouted and t.plain != "i" and not self.starts_sentence(t) for t in self.words
        )

    @cached_property
    def spanish(self) -> bool:
        """English words tell nothing in a Spanish text."""
        there = sum(token.plain in w.SPANISH for token in self.words)
        english = sum(token.plain in w.FUNCTION_WORDS - w.SPANISH for token in self.words)
        return there >= 2 and there > 2 * english

    def starts_sentence(self, word: Token) -> bool:
        before = self.text[max(0, word.start - 12) : word.start]
        if word.start <= 12 and not before.strip(" \"'“‘(*-"):
            return True
        return bool(_SENTENCE_END.search(before))

    def stop_between(self, one: Token, other: Token) -> bool:
        return bool(_STOP.search(self.text[one.end : other.start]))

    def reads_as_name(self, index: int) -> bool:
        """Whether the ordinary word at `index` stands there as a person's name."""
        return _Place(self, index).reads_as_name()

    def surname_stands(self, index: int) -> bool:
        """A surname that is a word too (Park, Long) needs more: "Dolores Park" is a place."""
        return _Place(self, index).surname_stands()


class _Place:
    """A word where it stands: `before` and `after` are the words beside it in the same clause."""

    def __init__(self, text: Text, index: int) -> None:
        words = text.words
        self.text, self.index, self.word = text, index, words[index]
        before = words[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        self.neighbours = (before, after)
        same = before is not None and not text.stop_between(before, self.word)
        self.before = ("my" if before.owner else before.plain) if before and same else ""
        self.before_that = words[index - 2].plain if same and index > 1 else ""
        ends = after is None or text.stop_between(self.word, after)
        self.after = "" if after is None or ends else after.plain
        self.modal = self.word.plain in MODALS

    def reads_as_name(self) -> bool:
        if self._is_date():
            return False
        if self.text.spanish or (self.word.owner and self.before not in w.DETERMINERS):
            return True
        everywhere = self.word.shouted or self.text.capitals_everywhere
        if self.word.capital and not everywhere:
            return not self.text.starts_sentence(self.word) or self._opens_as_name()
        if self._strongly_a_name():
            return True
        if self.word.plain in w.EVERYDAY | w.GLUE or (not everywhere and self.text.capitals_within):
            return False
        return not self._stands_as_word()

    def surname_stands(self) -> bool:
        before, after = self.neighbours
        if self.before in w.REACHED:
            return True
        if self.before in w.DETERMINERS | w.BEFORE_ADJECTIVE or (before and before.capital and self.before):
            return False
        if not self.word.capital or self.text.starts_sentence(self.word):
            return self._acts()
        if after and after.capital and not after.shouted and self.after:
            return False
        return self.reads_as_name()

    def _opens_as_name(self) -> bool:
        """At the start of a sentence, where every word has a capital."""
        if self.word.plain in w.GLUE - MODALS:
            return self._acts()
        if self.after == "" or self.after in w.AFTER_A_NAME:
            return True
        beyond = self._plain(2)
        if self.after in w.DETERMINERS and beyond in w.CLOSE:
            return True
        if self.modal and not self._acts():
            return self.after not in w.BARE and not self._asks() and self.after not in w.FUNCTION_WORDS
        return self.after not in w.FUNCTION_WORDS or self._acts()

    def _strongly_a_name(self) -> bool:
        if self.word.plain in w.GLUE - MODALS:
            return False
        words = self.text.words
        if len(words) <= 3 and all(t.plain in w.LISTING or t.plain not in w.FUNCTION_WORDS for t in words):
            return True
        if self.before in {"that", "what"} and self._acts():
            return True
        if self.before in w.DETERMINERS or self.before in w.SUBJECTS:
            return False
        if self._beside_the_writer() or self._asked_about():
            return True
        if self.before in w.REACHED and not (self.modal and self.before in w.CLOSE and self.after):
            return self.after not in w.DETERMINERS or self.before in w.CLOSE
        if self._acts():
            return self.before != "to"
        led = self.before in w.LINKS and (self.before != "to" or self.before_that in w.LED)
        return led and (not self.after or self.after in w.AFTER) and not (self.modal and self.before == "and")

    def _beside_the_writer(self) -> bool:
        """mark and i, mark & i, afraid of mark, it was mark"""
        beyond = self._plain(2)
        if (self.after in {"and", "n"} and beyond in {"i", "me"}) or self._ampersand():
            return True
        if self.before == "of" and self.before_that in w.FEELING:
            return True
        named = self.before in w.BEING and not self.after and self.before_that not in {"there", "only"}
        return named and self.word.plain not in w.EVERYDAY

    def _asked_about(self) -> bool:
        """why does grace get to decide"""
        return self.before in w.BEING | {"does", "did", "do"} and self.before_that in w.QUESTIONS

    def _ampersand(self) -> bool:
        after = self.neighbours[1]
        return after is not None and "&" in self.text.text[self.word.end : after.start]

    def _stands_as_word(self) -> bool:
        """As the ordinary word does: unless it clearly does, it is a name."""
        b, a = self.before, self.after
        if b in w.DETERMINERS | w.BEFORE_ADJECTIVE | w.SUBJECTS | w.HELPERS | w.HAVING:
            return True
        if b == "to":
            return self.before_that not in w.LED
        if self.before_that in w.DETERMINERS and b not in w.CLOSE | w.LINKS:
            return True
        opens = b in {"", "and", "please"}
        return opens and a in (w.SUBJECTS | w.DETERMINERS | {"to", "of", "that", "for"})

    def _acts(self) -> bool:
        """Whether what follows, adverbs apart, is a verb that somebody does."""
        if not self.after:
            return False
        step = 1
        while (verb := self._plain(step)) in w.SKIPPED or verb.endswith("ly"):
            step += 1
        if verb in w.BARE:
            return not self.modal
        if verb in w.DOES or verb in w.AUXILIARIES:
            return True
        if len(verb) > 3 and verb.endswith("ed"):
            return verb not in w.NOT_PAST
        present = len(verb) > 3 and verb.endswith("s") and not verb.endswith("ss")
        return present and self._plain(step + 1) in {"me", "my", "him", "her", "us", "over", "up", "at"}

    def _plain(self, step: int) -> str:
        place = self.index + step
        return self.text.words[place].plain if place < len(self.text.words) else ""

    def _asks(self) -> bool:
        return "?" in re.split(r"[.!\n]", self.text.text[self.word.end : self.word.end + 300])[0]

    def _is_date(self) -> bool:
        if self.word.plain not in w.CALENDAR:
            return False
        near = {self._plain(2), self.before_that} & w.CALENDAR - {self.word.plain}
        if near and {self.before, self.after} & {"and", "or"}:
            return True
        if self.after in {"day", "meeting", "meetings", "newsletter", "is", "was"} | w.CALENDAR:
            return True
        beside = {self.before, self.after} - {""}
        return self.before in w.TEMPORAL or any(word[:1].isdigit() for word in beside)


def possessive_without_mark(text: Text, index: int) -> bool:
    """marks place, marks a bully, marks been following me"""
    place = _Place(text, index)
    return place.after in w.OWNED and place.before not in (w.DETERMINERS | w.SUBJECTS | w.BEFORE_ADJECTIVE)
