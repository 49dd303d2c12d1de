"""Cases whose time is up are let go of: begun here, carried out once the office says so."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from automations.core import marks
from automations.core.board.projection import words_in_office
from automations.core.case import Case
from automations.core.casework.filed import filed
from automations.core.changes import AppendRows, Change
from automations.core.letting_go import agreements, farewell, retention
from automations.core.office import Office
from automations.core.outcome import Outcome
from automations.core.pairs import assignment
from automations.errors import CrtError, WorkbookError, unforeseen
from automations.jobs.desk import OUTSIDE, Desk
from sheets_schema.words import Stage

JOB = "retention"


def run(desk: Desk) -> Outcome:
    if OUTSIDE in desk.world.workbooks:
        with suppress(CrtError):
            _begin(desk, OUTSIDE, desk.outside)
    changed = desk.hand_in("office", agreements.missing(desk.office, desk.today))
    changed |= desk.hand_in("office", agreements.ended(desk.office, desk.team, desk.today))
    office = desk.office
    codes = _begin(desk, "office", office)
    changed |= bool(codes)
    # What it leaves in the office is looked at again by the next run: this one must not count as idle.
    told = (f"{len(codes)} cases are deleted for good; their Notices say what is left to do by hand.",)
    return Outcome(len(office.cases), len(codes), changed, cautions=told if codes else (), named=codes)


def _begin(desk: Desk, name: str, office: Office) -> tuple[str, ...]:
    """The codes of cases that leave this office."""
    leaving = retention.leaving(office, _open_again(desk, office), desk.team, desk.today)
    codes = tuple(case.code for case in leaving)
    desk.hand_in(name, retention.begin(office, leaving, desk.world.new_secret, desk.now))
    ends = assignment.closings(office, codes, desk.now)
    desk.hand_in(name, [AppendRows("Assignments", ends)] if ends else [])
    return codes


def _open_again(desk: Desk, office: Office) -> set[str]:
    """Codes of closed cases in whose row people chose another stage since; `assign` comes only later."""
    closed = [case for case in office.cases if office.history.closed(case.code) and not case.gone]
    stages = {
        case.code: words_in_office(case, office, desk.board, desk.team, desk.today).stage for case in closed
    }
    return {code for code, stage in stages.items() if isinstance(stage, Stage) and stage is not Stage.CLOSED}


def carry_out(desk: Desk) -> list[str]:
    """Delete what is to be deleted, outside the offices first: what fails is tried again by the next run.
    What went wrong.
    """
    problems: list[str] = []
    for name, office in _offices(desk):
        leaving = retention.unfinished(office)
        try:
            _forget_responses(desk, {id_ for case in leaving for id_ in retention.responses_of(case, office)})
            changes = [change for case in leaving for change in _forgetting(desk, office, case, problems)]
            changes += _delete_again(desk, office)
            if changes:
                _clear_on_board(desk, leaving)
                desk.world.workbooks[name].write(changes)
        except WorkbookError as error:
            problems.append(str(error))
        except Exception as error:  # noqa: BLE001 - what is left of one case must not undo the run
            problems.append(unforeseen("Deleting", error))
    return problems


def _offices(desk: Desk) -> Iterator[tuple[str, Office]]:
    """Those that this run read."""
    yield "office", desk.office
    if OUTSIDE in desk.world.workbooks:
        with suppress(CrtError):
            yield OUTSIDE, desk.outside


def _forgetting(desk: Desk, office: Office, case: Case, problems: list[str]) -> list[Change]:
    """Nothing for a case whose file can't be deleted now."""
    if case.gone is None:
        return []
    try:
        stays = _file_stays(desk, office, case)
    except WorkbookError as error:
        problems.append(str(error))
        return []
    stood = replace(case.gone, file_stays=stays)
    told = farewell.sentences(replace(case, gone=stood), office, None, desk.team, desk.today)
    return retention.forgetting(case, stood, office, desk.team, " ".join(told))


def _file_stays(desk: Desk, office: Office, case: Case) -> bool:
    """Have the case file deleted, if there is one; whether a person must."""
    files, known = desk.world.case_files, filed(office.marks, case.code)
    there = files is not None and case.code in desk.listed()
    if not there and not (known and known.link):
        return False
    return files is None or not files.delete(case.code, known.link if known else "")


def _delete_again(desk: Desk, office: Office) -> list[Change]:
    """Case files of deleted cases that are there again: an open program saved one, a copy came to light."""
    files, wanted = desk.world.case_files, dict[str, str]()
    for case in office.cases:
        known = case.gone
        if files and known and known.done and not known.file_stays and case.code in desk.listed():
            stays = not files.delete(case.code, "")
            wanted |= {marks.let_go(case.code): replace(known, file_stays=True).value} if stays else {}
    return office.marks.set(wanted)


def _clear_on_board(desk: Desk, leaving: Iterable[Case]) -> None:
    changes = [change for case in leaving for change in retention.forgotten_on_board(case, desk.board)]
    if changes:
        desk.world.workbooks["board"].write(changes)


def _forget_responses(desk: Desk, ids: set[str]) -> None:
    """Also of cases that were let go of earlier, where a longer export brought them again."""
    if ids | desk.gone_again:
        desk.world.responses.forget(frozenset(ids | desk.gone_again))
