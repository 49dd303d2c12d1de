"""The case files of one run, made once the office holds who may read them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from automations.core import kept
from automations.core.changes import Change, SetCells
from automations.core.filed import Filed
from automations.core.marks import case_file
from automations.errors import WorkbookError
from automations.jobs.desk import Desk
from automations.ports import Listed

JOB = "case-files"


def make(desk: Desk) -> tuple[Mapping[str, Listed], list[str]]:
    """The case files that were made, by case code; and what went wrong."""
    made: dict[str, Listed] = {}
    problems: list[str] = []
    files = desk.world.case_files
    decided = desk.decided.get(JOB)
    if files is None or decided is None:
        return made, problems
    for code, changes in decided.case_files.items():
        try:
            made[code] = files.make(code, changes)
        except WorkbookError as error:
            problems.append(str(error))
    return made, problems


def links_on_board(desk: Desk, made: Mapping[str, Listed]) -> list[Change]:
    """Not on the row of a restricted case that was kept without a pair: it stays as it is."""
    office = desk.office
    shown = {code: one for code, one in made.items() if kept.pair_shown(office.by_code[code], office)}
    return _links(desk, "board", "Cases", shown)


def _links(desk: Desk, workbook: str, tab: str, made: Mapping[str, Listed]) -> list[Change]:
    rows = desk.snapshot(workbook)[tab].by_key
    return [SetCells(tab, code, {"Case file": one.link}) for code, one in made.items() if code in rows]


def remember(desk: Desk, made: Mapping[str, Listed]) -> None:
    """Where the files are, so that they need not be read until somebody edits them; if that can't be
    written now, the next run reads them.
    """
    if made:
        marks = {case_file(code): Filed(one.link, one.version).mark() for code, one in made.items()}
        changes: Sequence[Change] = [
            *desk.office.marks.set(marks),
            *_links(desk, "office", "Restricted cases", made),
        ]
        with suppress(WorkbookError):
            desk.world.workbooks["office"].write(changes)
