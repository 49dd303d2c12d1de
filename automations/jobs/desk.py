"""The workbooks on the desk during one run: read once, changed in memory, written once.

Office first, then board: whatever is lost between the two, the next run computes again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from automations.core import changes
from automations.core.changes import AppendRows, Change, SetCells
from automations.core.office import Office, read_office
from automations.core.responses import ResponsesRead
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Team
from automations.errors import CrtError
from automations.ports import ReportShelf, ResponseSource, Workbook


@dataclass(frozen=True)
class World:
    """What the jobs work with. `draw` takes one of several words by chance."""

    team: Team
    responses: ResponseSource
    workbooks: Mapping[str, Workbook]
    reports: ReportShelf
    code_words: Sequence[str]
    ordinary_words: Callable[[], frozenset[str]]
    draw: Callable[[Sequence[str]], str]
    reading: Callable[[str], None] = lambda _: None


@dataclass
class Desk:
    world: World
    now: datetime
    month: str | None = None
    _read: dict[str, WorkbookSnapshot | CrtError] = field(default_factory=dict)
    _current: dict[str, WorkbookSnapshot] = field(default_factory=dict)
    _changes: dict[str, list[Change]] = field(default_factory=dict)
    published: dict[str, Mapping[str, bytes]] = field(default_factory=dict)
    touched: dict[str, set[str]] = field(default_factory=dict)
    job: str = ""
    office_busy: bool = False
    _office: Office | None = None
    _responses: ResponsesRead | None = None

    @property
    def team(self) -> Team:
        return self.world.team

    @property
    def today(self) -> date:
        return self.team.day(self.now)

    def responses(self) -> ResponsesRead:
        if self._responses is None:
            self._responses = self.world.responses.read()
        return self._responses

    def snapshot(self, name: str) -> WorkbookSnapshot:
        """The workbook as it will be. Raises what reading it raised, each time it is asked for."""
        if name not in self._read:
            try:
                self._read[name] = self._current[name] = self.world.workbooks[name].read()
            except CrtError as error:
                self._read[name] = error
        first = self._read[name]
        if isinstance(first, CrtError):
            raise first
        return self._current[name]

    @property
    def board(self) -> WorkbookSnapshot:
        return self.snapshot("board")

    @property
    def office(self) -> Office:
        snapshot = self.snapshot("office")
        if self._office is None or self._office.snapshot is not snapshot:
            self._office = read_office(snapshot, self.team, self.today)
        return self._office

    def hand_in(self, name: str, decided: Sequence[Change]) -> bool:
        """Have these changes written at the end of the run; whether there were any."""
        if decided:
            self._current[name] = self.snapshot(name).after(decided)
            self._changes.setdefault(name, []).extend(decided)
            self.touched.setdefault(name, set()).add(self.job)
        return bool(decided)

    def hand_in_report(self, month: str, files: Mapping[str, bytes]) -> None:
        """Have the report put on the shelf once the office holds what it says."""
        self.published[month] = files

    def pending(self, name: str) -> list[Change]:
        """What is to be written to the workbook: nothing that it shows already."""
        found = changes.coalesced(self._changes.get(name, ()), self.snapshot(name).keys)
        return list(_needed(found, self._read[name]))

    def drop(self, name: str) -> None:
        self._changes.pop(name, None)


def _needed(found: Iterable[Change], read: WorkbookSnapshot | CrtError) -> Iterable[Change]:
    for change in found:
        if isinstance(change, SetCells) and not isinstance(read, CrtError):
            needed = read[change.tab].differing(change.key, change.cells)
            if needed is not None:
                yield needed
        elif not isinstance(change, AppendRows) or change.rows:
            yield change
