"""The workbooks on the desk during one run: read once, changed in memory, written once.

Office first, then board: whatever is lost between the two, the next run computes again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from automations.core import changes, marks
from automations.core.changes import Change, SetCells
from automations.core.conflicts import Watch
from automations.core.mail.letters import Letter
from automations.core.mail.mail_hours import Hours
from automations.core.marks import Marks
from automations.core.office import Office, read_office
from automations.core.pairs.rotation import Rotation
from automations.core.responses import ResponsesRead
from automations.core.snapshot import WorkbookSnapshot
from automations.core.taking_in.asking import to_ask
from automations.core.team import Team, read_availability
from automations.errors import CrtError
from automations.ports import CaseFiles, Listed, Mailer, ReportShelf, ResponseSource, Workbook
from sheets_schema.office import OUTSIDE_OFFICE

OUTSIDE = OUTSIDE_OFFICE.name


@dataclass(frozen=True, slots=True)
class Mailing:
    """How mail goes out, and when; the addresses of the workbooks, blank where they have none."""

    mailer: Mailer
    hours: Hours
    board: str = ""
    office: str = ""
    outside_office: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`noted`: from the marks of the office, and whether the letter was refused for good, the marks that hold
    that it is dealt with.
    """

    letter: Letter
    noted: Callable[[Marks, bool], Mapping[str, str]]


class Begun(Protocol):
    def __call__(self, job: str, part: float = 0, doing: str = "", /) -> None:
        """The job begins, or has done this part of its work, 0 to 1, and is at what `doing` says."""
        ...


def unseen(_job: str, _part: float = 0, _doing: str = "") -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """Which report is wanted: of one month (YYYY-MM), or of those that are due. With `correct` none of them,
    but a correction of that month's, or of all.
    """

    month: str | None = None
    correct: bool = False


WHAT_IS_DUE = ReportAsked()


@dataclass(frozen=True)
class World:
    """What the jobs work with. `case_files` is None where there is no place for any, `mailing` where no mail
    is sent. `draw` takes one of several words by chance, `new_secret` makes one that nobody can guess;
    `begun` is told how far the run has come; `access` counts what is wrong with who can open what. `note`
    gives the coordinators' own words for the report of a month (YYYY-MM), blank if none; `keep_digest` keeps
    a month's digest where coordinators find it. `outside_given_up`: the settings say that there is no outside
    office any more.
    """

    team: Team
    responses: ResponseSource
    workbooks: Mapping[str, Workbook]
    reports: ReportShelf
    case_files: CaseFiles | None
    code_words: Sequence[str]
    ordinary_words: Callable[[], frozenset[str]]
    draw: Callable[[Sequence[str]], str]
    new_secret: Callable[[], str]
    begun: Begun = unseen
    mailing: Mailing | None = None
    access: "Callable[[Desk], int]" = lambda _: 0
    note: Callable[[str], str] = lambda _: ""
    keep_digest: Callable[[str, bytes], None] = lambda _month, _content: None
    outside_given_up: bool = False


@dataclass
class Decided:
    """What one job handed in: changes by workbook, reports and digests by month; by case code the first
    contents of case files, and the addresses of those who may open them; letters.
    """

    changes: dict[str, list[Change]] = field(default_factory=dict)
    reports: dict[str, Mapping[str, bytes]] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    case_files: dict[str, Sequence[Change]] = field(default_factory=dict)
    letters: list[Outgoing] = field(default_factory=list)
    readers: dict[str, frozenset[str]] = field(default_factory=dict)

    def touches(self, *workbooks: str) -> bool:
        return any(self.changes.get(name) for name in workbooks)


@dataclass
class Desk:
    """`asked` is what the report job is to make. `decided` is by job, in their order; `given` are
    the codes of cases that somebody got in this run, `gone_again` the ids of responses that were deleted and
    came again.
    """

    world: World
    now: datetime
    asked: ReportAsked = WHAT_IS_DUE
    decided: dict[str, Decided] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    gone_again: set[str] = field(default_factory=set)
    _read: dict[str, WorkbookSnapshot] = field(default_factory=dict)
    _unreadable: dict[str, CrtError] = field(default_factory=dict)
    _current: dict[str, WorkbookSnapshot] = field(default_factory=dict)
    _offices: dict[str, Office] = field(default_factory=dict)
    _responses: ResponsesRead | None = None
    _listed: Mapping[str, Listed] | None = None
    _case_files: dict[str, Workbook] = field(default_factory=dict)

    @property
    def team(self) -> Team:
        return self.world.team

    @property
    def today(self) -> date:
        return self.team.day(self.now)

    def begin(self, job: str) -> None:
        """What is handed in from now on is this job's."""
        self.world.begun(job)
        self.decided[job] = Decided()

    def responses(self) -> ResponsesRead:
        if self._responses is None:
            self._responses = self.world.responses.read(to_ask(self.office, self.today))
        return self._responses

    @property
    def has_read_responses(self) -> bool:
        return self._responses is not None

    def listed(self) -> Mapping[str, Listed]:
        """The case files that there are."""
        if self._listed is None:
            there = self.world.case_files
            self._listed = {} if there is None else there.listed()
        return self._listed

    def workbook(self, name: str) -> Workbook:
        """The office, the board, or by its case code a case file that is listed."""
        if name in self.world.workbooks or self.world.case_files is None:
            return self.world.workbooks[name]
        if name not in self._case_files:
            self._case_files[name] = self.world.case_files.workbook(name)
        return self._case_files[name]

    def snapshot(self, name: str) -> WorkbookSnapshot:
        """The workbook as it will be. Raises what reading it raised, each time it is asked for."""
        if name in self._unreadable:
            raise self._unreadable[name]
        if name not in self._current:
            try:
                self._read[name] = self._current[name] = self.workbook(name).read()
            except CrtError as error:
                self._unreadable[name] = error
                raise
        return self._current[name]

    @property
    def board(self) -> WorkbookSnapshot:
        return self.snapshot("board")

    @property
    def office(self) -> Office:
        return self._office_called("office")

    @property
    def outside(self) -> Office:
        """The outside office, where the team has one. Raises also while it can't be written, whether or not
        there is anything to write: that it fails must not tell that something came.
        """
        if OUTSIDE not in self._current and OUTSIDE not in self._unreadable:
            try:
                self.workbook(OUTSIDE).ensure_writable()
            except CrtError as error:
                self.leave_alone(OUTSIDE, error)
        return self._office_called(OUTSIDE)

    def leave_alone(self, name: str, error: CrtError) -> None:
        """From now on reading the workbook raises this."""
        self._unreadable[name] = error

    def _office_called(self, name: str) -> Office:
        snapshot, known = self.snapshot(name), self._offices.get(name)
        if known is None or known.snapshot is not snapshot:
            known = self._offices[name] = self.read(snapshot)
        return known

    def read(self, snapshot: WorkbookSnapshot) -> Office:
        return read_office(snapshot, self.team, self.today)

    @property
    def rotation(self) -> Rotation:
        availability = read_availability(self.board["Availability"], self.team.date_order, self.office.roster)
        watch = Watch(self.office.roster, frozenset())
        secret = self.office.marks.get(marks.DRAW)
        return Rotation(self.office, availability, watch, self.today, secret, self.team.day)

    def hand_in(self, name: str, changes: Sequence[Change]) -> bool:
        """Have these changes written at the end of the run; whether there were any."""
        if changes:
            self._current[name] = self.snapshot(name).after(changes)
            (*_, job) = self.decided.values()
            job.changes.setdefault(name, []).extend(changes)
        return bool(changes)

    def hand_in_report(self, month: str, files: Mapping[str, bytes]) -> None:
        """Have the report put on the shelf once the office holds what it says."""
        (*_, job) = self.decided.values()
        job.reports[month] = files

    def hand_in_digest(self, month: str, content: bytes) -> None:
        """Have the digest kept once the office holds what it tells of."""
        (*_, job) = self.decided.values()
        job.digests[month] = content

    def hand_in_case_file(self, code: str, changes: Sequence[Change]) -> None:
        """Have a case file made once the office holds who may read it."""
        (*_, job) = self.decided.values()
        job.case_files[code] = changes

    def hand_in_letters(self, letters: Sequence[Outgoing]) -> None:
        """Have them sent once the office holds that they go out."""
        (*_, job) = self.decided.values()
        job.letters += letters

    def hand_in_readers(self, code: str, emails: frozenset[str]) -> None:
        """Have the case file opened to exactly these people once the office holds who they are."""
        (*_, job) = self.decided.values()
        job.readers[code] = emails

    def pending(self, name: str) -> list[Change]:
        """What is to be written to the workbook: nothing that it shows already."""
        handed = [c for job in self.decided.values() for c in job.changes.get(name, ())]
        if not handed:
            return []
        read = self._read[name]
        return list(_needed(changes.coalesced(handed, read.keys), read))


def _needed(found: Iterable[Change], read: WorkbookSnapshot) -> Iterable[Change]:
    for change in found:
        if isinstance(change, SetCells):
            needed = read[change.tab].differing(change.key, change.cells)
            if needed is not None:
                yield needed
        else:
            yield change
