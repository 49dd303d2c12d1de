"""What stands on the board and should not: told by its place, never by its content."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from automations.core.filed import facts
from automations.core.office import Case, Office
from automations.core.reading import also_a_word
from automations.core.snapshot import Row, TabSnapshot, WorkbookSnapshot
from automations.core.spelling import EMAIL, clean, tokens
from sheets_schema.columns import Owner, Tab

PHONE = re.compile(r"(?<![\w-])\+?\d(?:[ ().-]{0,2}\d){6,14}(?![\w-])")
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
PROSE = 200
"""Characters from which on a cell tells a story."""

SHORTEST_NAME = 3
"""Letters."""


@dataclass(frozen=True, slots=True)
class Leak:
    """`tab` is blank for the title of one that people added, and for comments; `row` is the row's key, blank
    where it has none; `place` tells where in it, without a header that people added, for that may be a leak
    itself; `what` says of which kind.
    """

    tab: str
    row: str
    place: str
    what: str

    def __str__(self) -> str:
        if not self.tab:
            return f"board, {self.place}: {self.what}"
        where = f", row of {self.row}" if self.row else ", a row without a key"
        return f"board, tab {self.tab}{where}, {self.place}: {self.what}"


def leaks(board: WorkbookSnapshot, office: Office) -> Iterator[Leak]:
    """In cells that people write: the columns of the jobs are put right anyway."""
    for title in ("Cases", "Availability"):
        tab = board[title]
        for row in tab.rows:
            key = str(row.get(str(tab.shape.key)) or "")
            names = _names(office.by_code.get(key), office)
            for header, text in _written(tab, row):
                if what := _kind(text, names):
                    known = header in tab.shape.headers
                    yield Leak(title, key, f"column '{header}'" if known else "an added column", what)
    yield from _beside(board, office)


def _beside(board: WorkbookSnapshot, office: Office) -> Iterator[Leak]:
    everybody: frozenset[str] | None = None
    for aside in board.asides:
        case = office.by_code.get(aside.row)
        if case is None and everybody is None:
            everybody = frozenset().union(*(_names(other, office) for other in office.cases))
        if what := _kind(aside.text, _names(case, office) if case else everybody or frozenset()):
            yield Leak(aside.tab, aside.row, aside.kind, what)


def by_case(found: Iterable[Leak], office: Office) -> Mapping[str, list[Leak]]:
    """Those in rows of cases, by code."""
    sorted_out: dict[str, list[Leak]] = {}
    for leak in found:
        if leak.tab == "Cases" and leak.row in office.by_code:
            sorted_out.setdefault(leak.row, []).append(leak)
    return sorted_out


def _written(tab: TabSnapshot, row: Row) -> Iterator[tuple[str, str]]:
    jobs = _of_jobs(tab.shape)
    return ((h, cell) for h, cell in row.items() if isinstance(cell, str) and h not in jobs)


def _of_jobs(shape: Tab) -> frozenset[str]:
    return frozenset(column.header for column in shape.columns if column.owner is Owner.JOBS)


def _names(case: Case | None, office: Office) -> frozenset[str]:
    """Words of the names of the requester and the parties."""
    if case is None:
        return frozenset()
    known = facts(office.marks, case.code)
    texts = (case.answers.get("name", ""), *(known.names if known else ()))
    words = (word.plain for text in texts for word in tokens(clean(text)))
    return frozenset(word for word in words if len(word) >= SHORTEST_NAME)


def in_note(note: str, office: Office) -> Iterator[str]:
    """What stands in a note that is to be published and may not: of which kind, never the thing itself.
    Who is on the team is known anyway, and an ordinary word in small letters is no name.
    """
    known = {word.plain for name in office.roster.names for word in tokens(clean(name))}
    names = frozenset(name for case in office.cases for name in _names(case, office)) - known
    if contact := _contact(note):
        yield contact
    said = (word for word in tokens(clean(note)) if word.capital or not also_a_word(word.plain))
    if any(word.plain in names for word in said):
        yield "a name from a case"
    if any(code in note.casefold() for code in office.by_code):
        yield "a case code"


def _contact(text: str) -> str:
    if EMAIL.search(text):
        return "an e-mail address"
    return "a phone number" if PHONE.search(DATE.sub(" ", text)) else ""


def _kind(text: str, names: frozenset[str]) -> str:
    """Blank if nothing is found."""
    if contact := _contact(text):
        return contact
    if names and any(word.plain in names for word in tokens(clean(text))):
        return "a name from the case"
    return "a long text" if len(text) >= PROSE else ""
