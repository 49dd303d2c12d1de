"""Words that nobody else writes, each of which tells which request it came from."""

import re

STEM = "xylq"
"""Begins each of them, in whatever capitals."""

SYLLABLES = [consonant + vowel for consonant in "bdgklmnprtvz" for vowel in "aeou"]
WORD = re.compile(f"{STEM}((?:[bdgklmnprtvz][aeou]){{4}})", re.IGNORECASE)

FIELDS = ("own_phrase", "name", "contact", "safe_contact", "what_happened", "hoped_for", "people_involved")
PHRASE = FIELDS.index("own_phrase")


def canary(request: int, field: str) -> str:
    """Of the request with this number, for this answer."""
    number = request * len(FIELDS) + FIELDS.index(field)
    letters = ""
    for _ in range(4):
        number, place = divmod(number, len(SYLLABLES))
        letters = SYLLABLES[place] + letters
    return STEM + letters


def found(text: str) -> dict[int, set[str]]:
    """The numbers of the requests whose words stand in the text, each with the answers they come from."""
    numbers: dict[int, set[str]] = {}
    for letters in {match.casefold() for match in WORD.findall(text)}:
        number = 0
        for place in range(0, len(letters), 2):
            number = number * len(SYLLABLES) + SYLLABLES.index(letters[place : place + 2])
        request, field = divmod(number, len(FIELDS))
        numbers.setdefault(request, set()).add(FIELDS[field])
    return numbers
