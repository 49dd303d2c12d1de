"""Which question a title asks: forms have titles of their own, and programs mangle them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sheets_schema.form import FORM, KEYS

TIMESTAMP = "timestamp"
DROPPED = frozenset(
    """email address|e-mail address|username|score|total score|respondentemail|respondent email|
    respondent's email|respondent's email address""".replace("\n    ", "").split("|")
)
"""What Google adds when sign-in or marking is on. Who signed in is never read."""

_TITLES: dict[str, str] = dict.fromkeys(
    (
        "timestamp", "zeitstempel", "marca temporal", "horodateur", "carimbo de data/hora",
        "informazioni cronologiche", "tijdstempel", "sygnatura czasowa", "отметка времени", "タイムスタンプ",
    ),
    TIMESTAMP,
)  # fmt: skip
"""What Google calls the first column, in the languages whose word is known here."""


def headings(titles: Sequence[str], own: Mapping[str, str]) -> list[str]:
    """For each title its question's key, the title itself if it has no key, or "" if it is dropped.

    `own` maps titles that a team's form has to keys.
    """
    known = {_plain(title): key for title, key in own.items()}
    known = {_plain(q.title): q.key for q in FORM} | _TITLES | known
    return [known.get(_plain(title), _own(title)) for title in titles]


def _own(title: str) -> str:
    plain = _plain(title)
    return "" if plain in DROPPED or not plain else " ".join(title.split())


def _plain(title: str) -> str:
    return " ".join(title.split()).rstrip(" .:?!*").casefold().replace("’", "'")


def cautions(name: str, found: Collection[str], not_asked: Collection[str]) -> Iterator[str]:
    """Where questions are missing and titles unknown, some may be the same under another title."""
    absent = [q.title for q in FORM if q.key not in found and q.key not in not_asked]
    extra = [heading for heading in found if heading and heading not in KEYS and heading != TIMESTAMP]
    if absent and extra:
        yield (
            f"{name}: questions that were not found: {len(absent)} ({'; '.join(absent[:3])}"
            f"{'; …' if len(absent) > 3 else ''}); titles that are not known: {len(extra)}. "
            "If a title was changed, map it under [form.titles] in the settings."
        )
