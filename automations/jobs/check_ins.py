"""What the pairs wrote in the case files: read where somebody edited them, answered, and remembered."""

from dataclasses import replace

from automations.core.board import projection
from automations.core.case import Case
from automations.core.casework import consent, plan
from automations.core.casework.facts import read_facts, talked
from automations.core.casework.filed import Filed, filed
from automations.core.changes import Change
from automations.core.marks import case_file
from automations.core.outcome import Outcome
from automations.errors import CrtError
from automations.jobs import names
from automations.jobs.desk import Desk
from automations.ports import Listed


def run(desk: Desk) -> Outcome:
    if desk.world.case_files is None:
        return Outcome()
    problems, read = [], dict[str, Filed]()
    for code, listed in desk.listed().items():
        case = desk.office.by_code.get(code)
        if case is not None and not case.gone and _is_news(filed(desk.office.marks, code), listed, desk):
            try:
                read[code] = filed_now(case, listed, desk)
            except CrtError as error:
                problems.append(f"{code}: {error}")
    renamed = {code for code, found in read.items() if _names(desk, code) != found.facts.names}
    marks = {case_file(code): found.mark() for code, found in read.items()}
    changed = desk.hand_in("office", desk.office.marks.set(marks))
    changed |= desk.hand_in("office", names.conflicts(desk, desk.office, renamed))
    answered = [desk.hand_in(code, _answers(desk.office.by_code[code], desk)) for code in read]
    return Outcome(len(read), sum(answered), changed or any(answered), tuple(problems))


def _is_news(known: Filed | None, listed: Listed, desk: Desk) -> bool:
    """Whether somebody edited it, or a step of its plan has become overdue since."""
    if known is None or (known.link, known.version) != (listed.link, listed.version):
        return True
    return known.facts.overdue(desk.today) != known.overdue


def filed_now(case: Case, listed: Listed, desk: Desk) -> Filed:
    """What the office is to know of the file as it is, or will be once our changes are in it."""
    file, order = desk.snapshot(case.code), desk.team.date_order
    gate = consent.gate(case, talked(file))
    breaches = consent.breaches(file["Parties"], gate, order, desk.today)
    facts = read_facts(file, breaches, order)
    # What was written into it once stays written, though somebody deletes the line.
    if known := filed(desk.office.marks, case.code):
        facts = replace(facts, edits=max(facts.edits, known.facts.edits))
    return Filed(listed.link, listed.version, facts, facts.overdue(desk.today))


def _names(desk: Desk, code: str) -> tuple[str, ...]:
    known = filed(desk.office.marks, code)
    return known.facts.names if known else ()


def _answers(case: Case, desk: Desk) -> list[Change]:
    """What next, of each party and of each step of the plan."""
    file, order, today = desk.snapshot(case.code), desk.team.date_order, desk.today
    parties = consent.shown(file["Parties"], consent.gate(case, talked(file)), order, today)
    steps = plan.shown(file["Plan"], order, today)
    answers = projection.mended(file, "Parties", parties) + projection.mended(file, "Plan", steps)
    return answers + consent.asked_for_labels(file, today)
