"""Text as tokens that can be compared, whatever its capitals, accents, script, spacing or marks."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ`]s?$", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’ʼ`]")
_SPACED_LETTERS = re.compile(
    r"(?<![^\W_])(?:(?:[^\W\d_][ .·*_-]{1,2}){3,}|(?:[^\W\d_][ ·*_-]{1,2}){2})[^\W\d_](?![^\W_])"
)
"""Of three with points between them (J. R. R.) each stands for a name of its own."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts written without spaces between words (or, in Korean, with endings tied to names)."""

_ANY_WORD = re.compile(r"[^\W_][\w@*$!]*|[$!]\w[\w@*$!]*")
_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅοανρικυτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ013457@$!",
    "aeopcyxijshdqwABEKMHOPCTYXIJSoavpikutxABEZHIKMNOPTYXoieastasi",
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@dataclass(frozen=True, slots=True)
class Token:
    """`plain` is lower-case ASCII letters and digits; `start` and `end` are places in the text;
    `owner`: it stood with an apostrophe and s.
    """

    plain: str
    start: int
    end: int
    capital: bool
    shouted: bool
    owner: bool


def clean(text: str) -> str:
    """The text without invisible characters, in its composed form, spaced-out letters joined."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _SPACED_LETTERS.sub(lambda match: re.sub(r"[ .·*_-]+", "", match[0]), text)


def tokens(cleaned: str) -> list[Token]:
    """The words of a cleaned text."""
    found = []
    for match in _WORD.finditer(cleaned):
        word = _POSSESSIVE.sub("", match[0])
        if simple := plain(word):
            shouted = len(word) > 1 and word.isupper()
            owner = word != match[0]
            found.append(Token(simple, match.start(), match.end(), word[0].isupper(), shouted, owner))
    return found


def disguises(text: str) -> set[str]:
    """The text read otherwise: letters of other scripts, digits and signs as the Latin letters that
    they look like, in words that become Latin so; words of a CamelCase apart.
    """
    latin = _ANY_WORD.sub(_as_latin, text)
    apart = _INNER_CAPITAL.sub(" ", text)
    return {latin, apart} - {text}


def _as_latin(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii() and (word.isalpha() or not any(map(str.isalpha, word))):
        return word
    latin = word.translate(_LOOK_ALIKES)
    return latin if latin.isascii() and latin.isalpha() else word


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """`Müller` → `muller`, `O'Brien` → `obrien`, `Łukasz` → `lukasz`, `Анна` → `anna`."""
    word = _APOSTROPHE.sub("", word).casefold()
    if not word.isascii():
        word = anyascii(unicodedata.normalize("NFC", word)).casefold()
        word = re.sub(r"[^a-z0-9]", "", word)
    return word


def spellings(name: str) -> list[list[str]]:
    """The name as lists of plain words: as it is, and with ä, ö, ü, å, ø written out."""
    cleaned = clean(name)
    written_out = cleaned.casefold().translate(_UMLAUTS)
    variants = [[token.plain for token in tokens(variant)] for variant in (cleaned, written_out)]
    return [words for number, words in enumerate(variants) if words and words not in variants[:number]]


def unspaced(text: str) -> bool:
    """Whether the text is in a script in which a name can't be told from its neighbours by spaces."""
    return bool(_UNSPACED.search(text))
