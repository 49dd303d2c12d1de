"""The case files of one run: made, opened and written once the office holds what they follow from."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from automations.core import marks
from automations.core.board import kept
from automations.core.casework import access
from automations.core.casework.access import Circle
from automations.core.casework.filed import Filed, filed
from automations.core.changes import Change, SetCells
from automations.errors import NoRoom, OneFileAlone, WorkbookError
from automations.jobs.check_ins import filed_now
from automations.jobs.desk import Desk
from automations.ports import CaseFiles, Listed, Opened

MAKING, WRITING = "case-files", "check-ins"

NO_ROOM = "{} case files could not be made for want of room: Intake tells what to do."

PATIENCE = 3
"""So many failures one after the other, and the rest waits for the next run: what is wrong is not one file
alone. What Google refuses of one file alone is no such failure.
"""


@dataclass(slots=True)
class Done:
    """Case files that were made or written, by case code; those there was no room for; addresses that were to
    be let in, and that could not be; ids of those that are spelled otherwise; files that are not open to
    just those they are for, with what to do; marks to be kept; and what went wrong, by job.
    """

    made: dict[str, Listed] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    no_room: list[str] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    half_open: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)
    in_a_row: int = 0

    def tell(self, job: str, problem: object) -> None:
        self.problems.setdefault(job, []).append(str(problem))

    def failed(self, job: str, error: WorkbookError) -> None:
        self.tell(job, error)
        self.in_a_row += 1

    @property
    def worth_going_on(self) -> bool:
        return self.in_a_row < PATIENCE


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
        if not done.worth_going_on:
            return
        if done.no_room and code not in files.begun:
            done.no_room.append(code)
            continue
        known = filed(desk.office.marks, code)
        try:
            done.made[code] = files.make(code, changes, known.link if known else "")
        except NoRoom:
            done.no_room.append(code)
        except OneFileAlone as error:
            done.tell(MAKING, error)
        except WorkbookError as error:
            done.failed(MAKING, error)
        else:
            done.in_a_row = 0


def _open(desk: Desk, files: CaseFiles, done: Done) -> None:
    done.in_a_row = 0
    for code, emails in _readers(desk, done):
        if not done.worth_going_on:
            break
        circle = _circle(desk, done, emails)
        try:
            _opened(code, circle, files.open_to(code, circle), desk, done)
        except WorkbookError as error:
            done.failed(MAKING, error)
        else:
            done.in_a_row = 0
    _tell_half_open(done)


def _circle(desk: Desk, done: Done, emails: frozenset[str]) -> Circle:
    known, today = desk.office.marks, desk.today.isoformat()
    refused = {email for email, day in access.refused_addresses(known).items() if day == today}
    return Circle(emails, frozenset(refused | done.refused) & emails, {**access.other_ids(known), **done.ids})


def _opened(code: str, circle: Circle, found: Opened, desk: Desk, done: Done) -> None:
    done.refused |= found.refused
    done.ids |= found.ids
    done.tried |= circle.emails - circle.refused
    if found.problem:
        done.half_open[code] = found.problem
    elif not (done.made.get(code) or desk.listed()[code]).sharing_known:
        done.marks[marks.opened_to(code)] = access.seen_to(circle.emails, desk.today)


def _tell_half_open(done: Done) -> None:
    by_problem: dict[str, list[str]] = {}
    for code, problem in done.half_open.items():
        by_problem.setdefault(problem, []).append(code)
    for problem, codes in by_problem.items():
        done.tell(MAKING, f"{', '.join(codes)}: {problem}")


def _readers(desk: Desk, done: Done) -> list[tuple[str, frozenset[str]]]:
    """Those just made first: nobody can open them yet."""
    there = desk.listed().keys() | done.made.keys()
    wanted = ((code, emails) for d in desk.decided.values() for code, emails in d.readers.items())
    return sorted(((c, emails) for c, emails in wanted if c in there), key=lambda w: w[0] not in done.made)


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
        wanted |= access.ids_remembered(desk.office, done.ids) if done.ids else {}
        changes = [
            *desk.office.marks.set(wanted),
            *_links(desk, "office", "Restricted cases", done.made),
        ]
        if changes:
            desk.world.workbooks["office"].write(changes)


def _filed(desk: Desk, files: CaseFiles, done: Done) -> Iterator[tuple[str, str]]:
    for code, one in done.made.items():
        # Where the requester wrote again, the next run reads what of it stands there.
        version = "" if desk.office.parts(code) else one.version
        yield marks.case_file(code), Filed(one.link, version).mark()
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
