"""A case file for every open case that has its pair."""

from automations.core import case_file
from automations.core.office import Case
from automations.core.outcome import Outcome
from automations.core.turns import PAIR
from automations.jobs.desk import Desk

MOST = 60
"""Files that one run makes; after an import of many old requests the next runs make the rest."""


def run(desk: Desk) -> Outcome:
    if desk.world.case_files is None:
        return Outcome()
    listed = desk.listed()
    wanted = [c for c in desk.office.cases if c.code not in listed and _is_worked_on(c, desk)][:MOST]
    for case in wanted:
        desk.hand_in_case_file(case.code, case_file.opening(case, desk.team.grievance_officer))
    return Outcome(len(listed), len(wanted), bool(wanted))


def _is_worked_on(case: Case, desk: Desk) -> bool:
    history = desk.office.history
    return len(history.pair(case.code)) == PAIR and not history.closed(case.code)
