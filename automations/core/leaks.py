"""What stands on the board and should not: told by its place, never by its content."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from automations.core import case_names
from automations.core.case import Case
from automations.core.contacts import contact
from automations.core.lookout import Lookout, Person, lookout
from automations.core.mentions import mentions, prepare
from automations.core.office import Office
from automations.core.projection import DELIVERY
from automations.core.snapshot import Row, TabSnapshot, WorkbookSnapshot, typed
from automations.core.spelling import clean, spellings, tokens
from sheets_schema.board import GUIDE, LAST_GOOD_RUN, READ_ME
from sheets_schema.codec import read_text
from sheets_schema.columns import Owner

PROSE = 200
"""Characters from which on a cell tells a story."""

Words = Callable[[], frozenset[str]]
"""Gives those of a dictionary, which takes its time to load: asked only where there is a text to search."""


@dataclass(frozen=True, slots=True)
class Leak:
    """`tab` is blank for what stands in one that people added, and for comments; `row` is the row's key,
    blank where it has none that is known; `place` tells where in it, without a header that people added, for
    that may be a leak itself; `what` says of which kind.
    """

    tab: str
    row: str
    place: str
    what: str

    def __str__(self) -> str:
        if not self.tab:
            return f"board, {self.place}: {self.what}"
        where = f", row of {self.row}" if self.row else ", a row without a known key"
        return f"board, tab {self.tab}{'' if self.place == HEADER else where}, {self.place}: {self.what}"


HEADER = "the header of an added column"
GUIDE_LINES = (*dict(GUIDE), LAST_GOOD_RUN, DELIVERY)


def leaks(board: WorkbookSnapshot, office: Office, ordinary: Words) -> Iterator[Leak]:
    """In cells that people write: the columns of the jobs are put right anyway."""
    names = _Names(office, ordinary)
    for title, tab in board.tabs.items():
        keys = _keys(title, office)
        for header in tab.headers:
            if header not in tab.shape.headers and (what := names.kind(header, "")):
                yield Leak(title, "", HEADER, what)
        for row in tab.rows:
            key = read_text(row.get(str(tab.shape.key))).strip()
            key = key if key in keys else ""
            for header, text in _written(tab, row, bool(key)):
                if what := names.kind(text, key):
                    known = header in tab.shape.headers
                    yield Leak(title, key, f"column '{header}'" if known else "an added column", what)
    for aside in board.asides:
        if what := names.kind(aside.text, aside.row):
            yield Leak(
                aside.tab, aside.row if aside.row in _keys(aside.tab, office) else "", aside.kind, what
            )


def _keys(title: str, office: Office) -> frozenset[str]:
    """Of the rows that the jobs made."""
    known = {"Cases": office.by_code, "Availability": office.roster.names, READ_ME.title: GUIDE_LINES}
    return frozenset(known.get(title, ()))


def by_case(found: Iterable[Leak], office: Office) -> Mapping[str, list[Leak]]:
    """Those in rows of cases, by code."""
    sorted_out: dict[str, list[Leak]] = {}
    for leak in found:
        if leak.tab == "Cases" and leak.row in office.by_code:
            sorted_out.setdefault(leak.row, []).append(leak)
    return sorted_out


def _written(tab: TabSnapshot, row: Row, made: bool) -> Iterator[tuple[str, str]]:
    """`made`: by the jobs, and not by people. A choice that is offered is none of theirs."""
    for header, cell in row.items():
        column = next((column for column in tab.shape.columns if column.header == header), None)
        if column and (cell in column.choices or (made and column.owner is Owner.JOBS)):
            continue
        if text := typed(cell):
            yield header, text


@dataclass
class _Names:
    """Whom the office knows from its cases, each looked for only once there is a text to search."""

    office: Office
    ordinary: Words
    _by_case: dict[str, Lookout | None] = field(default_factory=dict)

    def kind(self, text: str, code: str) -> str:
        """Of which kind the text is that may not stand there; blank if it may. `code`: the case in whose row
        it is; elsewhere the names of all are looked for.
        """
        if found := contact(text):
            return found
        watch = self._watch(code) if any(map(str.isalpha, text)) else None
        if watch and mentions(prepare(text), watch):
            return "a name from the case"
        return "a long text" if len(text) >= PROSE else ""

    def anybody_in(self, text: str) -> bool:
        """Whether the text names anybody of any case."""
        watch = self._everybody
        return watch is not None and bool(mentions(prepare(text), watch))

    def _watch(self, code: str) -> Lookout | None:
        if code not in self.office.by_code:
            return self._everybody
        if code not in self._by_case:
            self._by_case[code] = self._looking_for(self._of(self.office.by_code[code]))
        return self._by_case[code]

    @cached_property
    def _everybody(self) -> Lookout | None:
        """But for the words of the volunteers' names, which may stand anywhere."""
        found = dict.fromkeys(name for case in self.office.cases for name in self._of(case))
        known = _words(self.office.roster.names)
        return self._looking_for(filter(None, (_without(name, known) for name in found)))

    def _of(self, case: Case) -> tuple[str, ...]:
        given = case_names.given(case, self.office, self.ordinary())
        return (*given, *case_names.told(case, self.ordinary()))

    def _looking_for(self, names: Iterable[str]) -> Lookout | None:
        people = [Person(name, (name,)) for name in names]
        return lookout(people, self.ordinary()) if people else None


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for words in spellings(name) for word in words)


def _without(name: str, known: frozenset[str]) -> str:
    return " ".join(name[word.start : word.end] for word in tokens(name) if word.plain not in known)


def in_note(note: str, office: Office, ordinary: Words) -> Iterator[str]:
    """What stands in a note that is to be published and may not: of which kind, never the thing itself.
    Who is on the team is known anyway.
    """
    if found := contact(note):
        yield found
    if _Names(office, ordinary).anybody_in(note):
        yield "a name from a case"
    said = f"-{'-'.join(word.plain for word in tokens(clean(note)))}-"
    if any(f"-{code}-" in said for code in office.by_code):
        yield "a case code"
