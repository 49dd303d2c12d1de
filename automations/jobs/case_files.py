"""A case file for every open case that has its pair; what was written again joins it."""

from automations.core import case_file, marks
from automations.core.filed import Filed, facts, filed
from automations.core.office import Case
from automations.core.outcome import Outcome
from automations.core.turns import PAIR
from automations.jobs.desk import Desk
from sheets_schema.dates import spoken
from sheets_schema.words import WhatToDo

MOST = 60
"""Files that one run makes, for the newest cases: an import of hundreds must not take minutes."""


def run(desk: Desk) -> Outcome:
    if desk.world.case_files is None:
        return Outcome()
    listed, office = desk.listed(), desk.office
    given = [office.by_code[code] for code in desk.given if filed(office.marks, code) is None]
    newest = sorted(given, key=lambda case: case.received, reverse=True)
    # What is to be made stands in the office before it is: a run that is killed leaves it to the next.
    promised = {marks.case_file(case.code): Filed("", "").mark() for case in newest[:MOST]}
    changed = desk.hand_in("office", office.marks.set(promised))
    missing = [case for case in desk.office.cases if _is_missing(case, desk)]
    for case in missing:
        desk.hand_in_case_file(case.code, case_file.opening(case, desk.team.grievance_officer))
    joined = sum(_join(case, desk) for case in desk.office.cases)
    left = len(newest[MOST:])
    cautions = (f"{left} older cases of a large import got no case file: tell their pairs.",) if left else ()
    done = len(missing) + joined
    return Outcome(len(listed), done, changed or bool(done), cautions=cautions)


def _is_missing(case: Case, desk: Desk) -> bool:
    """Whether the office promised a file that is not there, or no longer."""
    history = desk.office.history
    promised = filed(desk.office.marks, case.code) is not None and case.code not in desk.listed()
    return promised and not history.closed(case.code) and len(history.pair(case.code)) == PAIR


def _join(duplicate: Case, desk: Desk) -> bool:
    """Give the pair of the earlier case what is new; whether there was anything to give."""
    same_as = duplicate.same_as if duplicate.decision is WhatToDo.DUPLICATE else ()
    codes = (duplicate.joins,) if duplicate.joins else same_as
    known = {code: facts(desk.office.marks, code) for code in codes if code in desk.listed()}
    missing = [code for code, found in known.items() if found and duplicate.code not in found.joined]
    day = spoken(duplicate.received, desk.today)
    for code in missing:
        desk.hand_in(code, case_file.joining(duplicate, day))
    return bool(missing)
