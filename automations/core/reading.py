"""Does an ordinary word that is also somebody's name read as a name here?

Will, Grace, Mark: held back only where they stand as a name stands. Where capitals tell nothing
(all small, all capitals, A Title) the words beside it decide.
"""

import re
from collections.abc import Sequence

from automations.core.spelling import Token

_SENTENCE_END = re.compile(r"[.!?…:\n\r•>)\"“”]\s*[\"'“‘(\[*-]*\s*$")

FUNCTION_WORDS = frozenset(
    """a an the this that these those i you he she it we they me him her us them my your his its our
    their who whom which what someone somebody everyone everybody anyone anybody nobody people
    to for of in on at by with from into over under about if as than so or nor but not no be been
    being there here all any some more most much many each every both either neither""".split()
)
DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their some any no every each such".split()
)
SPOKEN_OF = frozenset(
    """told asked met named called texted messaged emailed phoned saw knows know knew hate hates hated
    love loves loved dating dated married avoid avoided confronted reported report blame blamed
    believe believed trust trusted hit hurt pushed invited thanked warned against between
    contacted ignored accused mr mrs ms mx dr comrade friend partner boyfriend girlfriend husband
    wife roommate housemate named alias aka""".split()
)
BESIDE = frozenset("with from by to and about at like near of for or".split())
LISTING = frozenset("with from by to and for or".split())
DOES = frozenset(
    """said says told tells asked asks yelled shouted screamed cursed laughed hit hits hurt touched
    grabbed pushed texted texts messaged messages called calls emailed wrote writes sent sends kept
    keeps started starts stopped was is isn isnt wasnt has hasn hasnt had hadn hadnt did didn didnt
    does doesn doesnt came comes went goes made makes got gets took takes gave gives wants wanted
    thinks thought knows knew tried tries refused ignored interrupted lied admitted apologized
    apologised threatened attacked insulted blocked followed harassed bullied excluded walked
    left stood sat spoke talked replied answered showed ran acted acts seems seemed felt feels
    became invited joined""".split()
)
MODALS = frozenset({"will", "may"})
PRESENT_TOO = frozenset({"hit", "hurt"})
AFTER = frozenset("and or about that because but who when after before while again since".split())
TEMPORAL = frozenset(
    """in since until till by during last next this early late mid of through from to before after
    every throughout""".split()
)
CALENDAR = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)


def reads_as_name(text: str, words: Sequence[Token], index: int) -> bool:
    """Whether the ordinary word at `index` stands there as a person's name."""
    if _is_date(words, index):
        return False
    everywhere = _capitals_everywhere(words, words[index])
    if words[index].capital and not everywhere:
        return _capital_is_name(text, words, index)
    if _beside_a_verb(text, words, index):
        return True
    if not everywhere and _capitals_within(text, words):
        return False
    return _beside_a_preposition(text, words, index)


def starts_sentence(text: str, word: Token) -> bool:
    before = text[: word.start]
    return not before.strip(" \"'“‘(*-") or bool(_SENTENCE_END.search(before[-12:]))


def _capitals_everywhere(words: Sequence[Token], word: Token) -> bool:
    """A Title, or SHOUTING: capitals tell nothing there."""
    lettered = [token for token in words if token.plain.isalpha()]
    capitals = sum(token.capital for token in lettered)
    return word.shouted or (len(lettered) >= 4 and capitals >= 0.7 * len(lettered))


def _capitals_within(text: str, words: Sequence[Token]) -> bool:
    """Whether the writer gives capitals within sentences, so that a small letter tells something."""
    return any(w.capital and w.plain != "i" and not starts_sentence(text, w) for w in words)


def _is_date(words: Sequence[Token], index: int) -> bool:
    if words[index].plain not in CALENDAR:
        return False
    before = words[index - 1].plain if index else ""
    after = words[index + 1].plain if index + 1 < len(words) else ""
    return before in TEMPORAL or before.isdigit() or after[:1].isdigit() or after in CALENDAR


def _capital_is_name(text: str, words: Sequence[Token], index: int) -> bool:
    word = words[index]
    if not starts_sentence(text, word):
        return True
    if index + 1 == len(words):
        return True
    after = words[index + 1]
    if word.plain in FUNCTION_WORDS:
        return after.plain in DOES
    return after.plain not in FUNCTION_WORDS or _stop_between(text, word, after)


def _beside_a_verb(text: str, words: Sequence[Token], index: int) -> bool:
    word = words[index]
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before and before.plain in SPOKEN_OF and not _stop_between(text, before, word):
        return after is None or after.plain not in DETERMINERS or _stop_between(text, word, after)
    if before and before.plain in FUNCTION_WORDS and before.plain not in BESIDE:
        return False
    told = after is not None and after.plain in DOES and not _stop_between(text, word, after)
    if told and after and word.plain in MODALS and after.plain in PRESENT_TOO:
        return False
    return told and word.plain not in FUNCTION_WORDS


def _beside_a_preposition(text: str, words: Sequence[Token], index: int) -> bool:
    word = words[index]
    after = words[index + 1] if index + 1 < len(words) else None
    if word.plain in FUNCTION_WORDS:
        return False
    if len(words) <= 3 and all(t.plain in LISTING or t.plain not in FUNCTION_WORDS for t in words):
        return True
    if starts_sentence(text, word):
        return after is not None and after.plain in {"and", "who"}
    if words[index - 1].plain not in BESIDE:
        return False
    return after is None or after.plain in AFTER or _stop_between(text, word, after)


def _stop_between(text: str, one: Token, other: Token) -> bool:
    return bool(re.search(r"[.,;:!?\n()]", text[one.end : other.start]))
