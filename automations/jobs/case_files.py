"""A case file for every open case that has its pair."""

from automations.core import case_file, marks
from automations.core.filed import Filed, filed
from automations.core.office import Case
from automations.core.outcome import Outcome
from automations.core.turns import PAIR
from automations.jobs.desk import Desk
from automations.ports import Listed

MOST = 60
"""Files that one run makes; after an import of many old requests the next runs make the rest."""


def run(desk: Desk) -> Outcome:
    if desk.world.case_files is None:
        return Outcome()
    listed, office = desk.listed(), desk.office
    wanted = [case for case in office.cases if _is_worked_on(case, desk) and case.code not in listed]
    for case in wanted[:MOST]:
        desk.hand_in_case_file(case.code, case_file.opening(case, desk.team.grievance_officer))
    read = {
        marks.case_file(code): Filed(there.link, there.version).mark()
        for code, there in listed.items()
        if code in office.by_code and _differs(filed(office.marks, code), there)
    }
    changed = desk.hand_in("office", office.marks.set(read))
    return Outcome(len(listed), len(wanted[:MOST]), changed or bool(wanted))


def _differs(known: Filed | None, there: Listed) -> bool:
    return known is None or (known.link, known.version) != (there.link, there.version)


def _is_worked_on(case: Case, desk: Desk) -> bool:
    history = desk.office.history
    return len(history.pair(case.code)) == PAIR and not history.closed(case.code)
