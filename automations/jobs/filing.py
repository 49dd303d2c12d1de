"""The case files of one run: made and written once the office holds what they follow from."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from automations.core import kept
from automations.core.changes import Change, SetCells
from automations.core.filed import Filed
from automations.core.marks import case_file
from automations.errors import WorkbookError
from automations.jobs.check_ins import filed_now
from automations.jobs.desk import Desk
from automations.ports import CaseFiles, Listed

MAKING, WRITING = "case-files", "check-ins"


@dataclass(slots=True)
class Done:
    """Case files that were made or written, by case code; and what went wrong, by job."""

    made: dict[str, Listed] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def failed(self, job: str, error: WorkbookError) -> None:
        self.problems.setdefault(job, []).append(str(error))


def carry_out(desk: Desk) -> Done:
    done, files = Done(), desk.world.case_files
    if files is not None:
        _make(desk, files, done)
        _write(desk, done)
    return done


def _make(desk: Desk, files: CaseFiles, done: Done) -> None:
    for decided in desk.decided.values():
        for code, changes in decided.case_files.items():
            try:
                done.made[code] = files.make(code, changes)
            except WorkbookError as error:
                done.failed(MAKING, error)


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
    files = desk.world.case_files
    if files is None or not (done.made or done.written):
        return
    with suppress(WorkbookError):
        listed = files.listed() if done.written else {}
        marks = {case_file(code): Filed(one.link, one.version).mark() for code, one in done.made.items()}
        for code in (code for code in done.written if code in listed):
            marks[case_file(code)] = filed_now(desk.office.by_code[code], listed[code], desk).mark()
        changes = [*desk.office.marks.set(marks), *_links(desk, "office", "Restricted cases", done.made)]
        desk.world.workbooks["office"].write(changes)
