"""Cases whose time is up are let go of: begun here, carried out once the office says so."""

from collections.abc import Iterator
from contextlib import suppress

from automations.core import agreements, assignment, retention
from automations.core.changes import AppendRows, Change
from automations.core.office import Case, Office
from automations.core.outcome import Outcome
from automations.errors import CrtError, WorkbookError
from automations.jobs.desk import OUTSIDE, Desk

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
    leaving = retention.leaving(office, desk.team, desk.today)
    codes = tuple(case.code for case in leaving)
    desk.hand_in(name, retention.begin(office, leaving, desk.world.new_secret, desk.today))
    ends = assignment.closings(office, codes, desk.now)
    desk.hand_in(name, [AppendRows("Assignments", ends)] if ends else [])
    return codes


def carry_out(desk: Desk) -> list[str]:
    """Delete what is to be deleted, outside the offices first: what fails is tried again by the next run.
    What went wrong.
    """
    problems: list[str] = []
    for name, office in _offices(desk):
        leaving = [case for case in office.cases if case.gone and not case.gone.done]
        try:
            _forget_responses(desk, {case.response for case in leaving})
            changes = [change for case in leaving for change in _forgetting(desk, office, case, problems)]
            if changes:
                desk.world.workbooks[name].write(changes)
        except WorkbookError as error:
            problems.append(str(error))
    return problems


def _offices(desk: Desk) -> Iterator[tuple[str, Office]]:
    """Those that this run read."""
    yield "office", desk.office
    if OUTSIDE in desk.world.workbooks:
        with suppress(CrtError):
            yield OUTSIDE, desk.outside


def _forgetting(desk: Desk, office: Office, case: Case, problems: list[str]) -> list[Change]:
    """Nothing for a case whose file can't be deleted now."""
    try:
        stays = _file_stays(desk, case.code)
    except WorkbookError as error:
        problems.append(str(error))
        return []
    return retention.forgetting(case, office, desk.team, stays)


def _file_stays(desk: Desk, code: str) -> bool:
    """Have the case file deleted, if there is one; whether a person must."""
    files = desk.world.case_files
    if files is None or code not in desk.listed():
        return False
    return not files.delete(code)


def _forget_responses(desk: Desk, ids: set[str]) -> None:
    """Also of cases that were let go of earlier, where a longer export brought them again."""
    if ids | desk.gone_again:
        desk.world.responses.forget(frozenset(ids | desk.gone_again))
