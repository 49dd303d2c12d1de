"""A case file for every open case that has its pair; what was written again joins it."""

from automations.core import case_file
from automations.core.filed import facts
from automations.core.office import Case
from automations.core.outcome import Outcome
from automations.core.turns import PAIR
from automations.jobs.desk import Desk
from sheets_schema.dates import spoken
from sheets_schema.words import WhatToDo

MOST = 60
"""Files that one run makes; after an import of many old requests the next runs make the rest."""


def run(desk: Desk) -> Outcome:
    if desk.world.case_files is None:
        return Outcome()
    listed = desk.listed()
    wanted = [c for c in desk.office.cases if c.code not in listed and _is_worked_on(c, desk)][:MOST]
    for case in wanted:
        desk.hand_in_case_file(case.code, case_file.opening(case, desk.team.grievance_officer))
    joined = [_join(case, desk) for case in desk.office.cases]
    return Outcome(len(listed), len(wanted) + sum(joined), bool(wanted) or any(joined))


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


def _is_worked_on(case: Case, desk: Desk) -> bool:
    history = desk.office.history
    return len(history.pair(case.code)) == PAIR and not history.closed(case.code)
