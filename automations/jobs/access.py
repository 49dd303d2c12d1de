"""Once a day: is anything open to somebody who should not be able to open it?"""

from automations.core.marks import ACCESS
from automations.core.outcome import Outcome
from automations.jobs.desk import Desk


def run(desk: Desk) -> Outcome:
    today = desk.today.isoformat()
    if desk.office.marks.get(ACCESS).startswith(today):
        return Outcome()
    count = desk.world.access(desk)
    changed = desk.hand_in("office", desk.office.marks.set({ACCESS: f"{today} {count}"}))
    cautions = (f"{count} things to mend. Run `doctor`, which names them.",) if count else ()
    return Outcome(1, 1, changed, cautions=cautions)
