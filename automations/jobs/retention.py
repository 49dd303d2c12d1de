"""Cases whose time is up are let go of: begun here, carried out once the office says so."""

from automations.core import agreements, assignment, retention
from automations.core.changes import AppendRows, Change
from automations.core.outcome import Outcome
from automations.errors import WorkbookError
from automations.jobs.desk import Desk

JOB = "retention"


def run(desk: Desk) -> Outcome:
    changed = desk.hand_in("office", agreements.missing(desk.office, desk.today))
    changed |= desk.hand_in("office", agreements.ended(desk.office, desk.team, desk.today))
    office = desk.office
    leaving = retention.leaving(office, desk.team, desk.today)
    codes = tuple(case.code for case in leaving)
    changed |= desk.hand_in("office", retention.begin(office, leaving, desk.world.new_secret, desk.today))
    ends = assignment.closings(office, codes, desk.now)
    changed |= desk.hand_in("office", [AppendRows("Assignments", ends)] if ends else [])
    # What it leaves in the office is looked at again by the next run: this one must not count as idle.
    told = (f"{len(codes)} cases are deleted for good; their Notices say what is left to do by hand.",)
    return Outcome(len(office.cases), len(codes), changed, cautions=told if codes else (), named=codes)


def carry_out(desk: Desk) -> list[str]:
    """Delete what is to be deleted, outside the office first: what fails is tried again by the next run. What
    went wrong.
    """
    problems: list[str] = []
    changes: list[Change] = []
    for case in (case for case in desk.office.cases if case.gone and not case.gone.done):
        try:
            stays = _file_stays(desk, case.code)
        except WorkbookError as error:
            problems.append(str(error))
            continue
        changes += retention.forgetting(case, desk.office, desk.team, stays)
    try:
        _forget_responses(desk)
        if changes:
            desk.world.workbooks["office"].write(changes)
    except WorkbookError as error:
        problems.append(str(error))
    return problems


def _file_stays(desk: Desk, code: str) -> bool:
    """Have the case file deleted, if there is one; whether a person must."""
    files = desk.world.case_files
    if files is None or code not in desk.listed():
        return False
    return not files.delete(code)


def _forget_responses(desk: Desk) -> None:
    """Also of cases that were let go of earlier, where a longer export brought them again."""
    leaving = {case.response for case in desk.office.cases if case.gone and not case.gone.done}
    leaving |= desk.gone_again
    if leaving:
        desk.world.responses.forget(frozenset(leaving))
