"""What a coordinator is told to say, ask or decide beside the pair's work."""

from collections.abc import Iterable, Iterator

from automations.core.office import RELATED_TO, SAME_AS, Case, Office
from automations.core.team import Team
from sheets_schema.words import ConflictKind, WhatToDo

CRISIS = (
    "In a crisis they can call or text 988 (in the US, free, at any hour); in immediate danger 911, which "
    "may bring the police."
)
"""988 Suicide and Crisis Lifeline, 988lifeline.org."""

WRITTEN_CONSENT = "Pass nothing on unless they agree in writing."


def sentences(case: Case, office: Office, team: Team) -> Iterator[str]:
    yield from _words_to_give(case, team)
    yield from _codes(case, office)
    yield from _accused(case, office)
    yield from _about_a_coordinator(case, office, team)


def _words_to_give(case: Case, team: Team) -> Iterator[str]:
    officer = f" ({team.grievance_officer})" if team.grievance_officer else ""
    if case.decision is WhatToDo.OUT_OF_SCOPE:
        yield (
            "Words to give: “Thank you for telling us. This is not something our team can take on, and "
            "that says nothing about how much it matters. We would gladly help you think about who can.” "
            f"{CRISIS} {WRITTEN_CONSENT}"
        )
    elif case.decision is WhatToDo.REFER:
        yield (
            "Words to give: “Thank you for telling us. A grievance officer can do what we can't. You can "
            f"file a report with them{officer}, when and if you want; we can help you write it.” "
            f"{CRISIS} {WRITTEN_CONSENT}"
        )


def _codes(case: Case, office: Office) -> Iterator[str]:
    for header, codes in ((SAME_AS, case.same_as), (RELATED_TO, case.related_to)):
        if any(code not in office.by_code or code == case.code for code in codes):
            yield f"{header} has a code that no other case has: mend it."
    if case.same_as and case.decision is not WhatToDo.DUPLICATE:
        yield "Same as goes with Duplicate: choose it in What to do, or use Related to."
    if case.decision is WhatToDo.DUPLICATE and not case.same_as:
        yield "Write the code of the earlier case under Same as: its pair then gets what is new here."


def _accused(case: Case, office: Office) -> Iterator[str]:
    """A volunteer who may have caused harm goes on with other requesters meanwhile."""
    load = office.history.caseload()
    for name in _involved(case):
        if load.get(name):
            yield (
                f"{name} has {load[name]} open cases: decide whether they go on with them, or rest for now "
                "(Status), and write the name under Replace where not."
            )


def _involved(case: Case) -> Iterable[str]:
    kinds = (ConflictKind.INVOLVED, ConflictKind.POSSIBLE_MATCH)
    return sorted({c.volunteer for c in case.conflicts if c.kind in kinds and not c.released})


def _about_a_coordinator(case: Case, office: Office, team: Team) -> Iterator[str]:
    coordinators = {volunteer.name for volunteer in office.roster.volunteers if volunteer.coordinator}
    named = [name for name in _involved(case) if name in coordinators]
    if named:
        other = f"give it to {team.outside_contact}" if team.outside_contact else "find somebody outside"
        yield (
            f"{' and '.join(named)} can open this office. Whoever reads this first: {other}, and let nobody "
            "decide on a case about themselves."
        )
