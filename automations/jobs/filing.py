"""The case files of one run: made, opened and written once the office holds what they follow from."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from automations.core import access, kept, marks
from automations.core.changes import Change, SetCells
from automations.core.filed import Filed, filed
from automations.errors import NoRoom, WorkbookError
from automations.jobs.check_ins import filed_now
from automations.jobs.desk import Desk
from automations.ports import CaseFiles, Listed

MAKING, WRITING = "case-files", "check-ins"

NO_ROOM = "{} case files could not be made for want of room: Intake tells what to do."

PATIENCE = 3
"""So many failures, and the rest waits for the next run: what is wrong is not one file alone."""


@dataclass(slots=True)
class Done:
    """Case files that were made or written, by case code; those there was no room for; addresses that were to
    be let in, and that could not be; marks to be kept; and what went wrong, by job.
    """

    made: dict[str, Listed] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    no_room: list[str] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    marks: dict[str, str] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def failed(self, job: str, error: WorkbookError) -> None:
        self.problems.setdefault(job, []).append(str(error))

    def worth_going_on(self, job: str) -> bool:
        return len(self.problems.get(job, ())) < PATIENCE


def carry_out(desk: Desk) -> Done:
    done, files = Done(), desk.world.case_files
    if files is not None:
        _make(desk, files, done)
        _open(desk, files, done)
        _write(desk, done)
    return done


def _make(desk: Desk, files: CaseFiles, done: Done) -> None:
    wanted = ((code, changes) for d in desk.decided.values() for code, changes in d.case_files.items())
    for code, changes in wanted:
        if not done.worth_going_on(MAKING):
            return
        if done.no_room and code not in files.begun:
            done.no_room.append(code)
            continue
        known = filed(desk.office.marks, code)
        try:
            done.made[code] = files.make(code, changes, known.link if known else "")
        except NoRoom:
            done.no_room.append(code)
        except WorkbookError as error:
            done.failed(MAKING, error)


def _open(desk: Desk, files: CaseFiles, done: Done) -> None:
    for code, emails in _readers(desk, done):
        if not done.worth_going_on(MAKING):
            return
        try:
            done.refused |= files.open_to(code, emails)
        except WorkbookError as error:
            done.failed(MAKING, error)
            continue
        done.tried |= emails
        if not (done.made.get(code) or desk.listed()[code]).sharing_known:
            done.marks[marks.opened_to(code)] = access.seen_to(emails, desk.today)


def _readers(desk: Desk, done: Done) -> Iterator[tuple[str, frozenset[str]]]:
    there = desk.listed().keys() | done.made.keys()
    wanted = ((code, emails) for d in desk.decided.values() for code, emails in d.readers.items())
    return ((code, emails) for code, emails in wanted if code in there)


def _write(desk: Desk, done: Done) -> None:
    for code in _touched(desk):
        try:
            desk.workbook(code).ensure_writable()
            desk.workbook(code).write(desk.pending(code))
            done.written.append(code)
        except WorkbookError as error:
            done.failed(WRITING, error)


def _touched(desk: Desk) -> Iterable[str]:
    names = dict.fromkeys(name for decided in desk.decided.values() for name in decided.changes)
    return [name for name in names if name not in desk.world.workbooks and desk.pending(name)]


def links_on_board(desk: Desk, made: Mapping[str, Listed]) -> list[Change]:
    """Not on the row of a restricted case that was kept without a pair: it stays as it is."""
    office = desk.office
    shown = {code: one for code, one in made.items() if kept.pair_shown(office.by_code[code], office)}
    return _links(desk, "board", "Cases", shown)


def _links(desk: Desk, workbook: str, tab: str, made: Mapping[str, Listed]) -> list[Change]:
    rows = desk.snapshot(workbook)[tab].by_key
    return [SetCells(tab, code, {"Case file": one.link}) for code, one in made.items() if code in rows]


def remember(desk: Desk, done: Done) -> None:
    """Where the files are and how we left them, so that they need not be read until somebody edits them;
    if that can't be written now, the next run reads them.
    """
    if desk.world.case_files is None:
        return
    with suppress(WorkbookError):
        wanted = done.marks | dict(_filed(desk, desk.world.case_files, done)) | _refusals(desk, done)
        changes = [
            *desk.office.marks.set(wanted),
            *_links(desk, "office", "Restricted cases", done.made),
        ]
        if changes:
            desk.world.workbooks["office"].write(changes)


def _filed(desk: Desk, files: CaseFiles, done: Done) -> Iterator[tuple[str, str]]:
    for code, one in done.made.items():
        yield marks.case_file(code), Filed(one.link, one.version).mark()
    for code in done.written:
        if left := files.as_left(code):
            yield marks.case_file(code), filed_now(desk.office.by_code[code], left, desk).mark()
    for code in done.no_room:
        yield marks.no_room(code), desk.today.isoformat()


def _refusals(desk: Desk, done: Done) -> dict[str, str]:
    known = access.refused_addresses(desk.office.marks)
    if not (done.refused or known.keys() & done.tried):
        return {}
    return access.still_refused(known, done.tried, done.refused, desk.today)
