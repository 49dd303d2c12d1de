"""What a coordinator is told to say, ask or decide beside the pair's work."""

from collections.abc import Iterator

from automations.core.case import Case
from automations.core.joining import SEVERAL, UNHEARD, WITHDRAWING, WRONG, Joined
from automations.core.office import RELATED_TO, SAME_AS, Office
from automations.core.taking_in import edits, merging
from automations.core.team import Team
from sheets_schema.words import ConflictKind, WhatToDo

PHRASES = {
    WRONG: "Its phrase is that of no case: look yourself whom it may be from, and answer nobody else.",
    SEVERAL: "Its phrase is that of several cases: look yourself which of them it is for.",
    UNHEARD: "Its phrase was not compared, too many wrong ones came in that day: look yourself.",
}

CRISIS = (
    "In a crisis they can call or text 988 (in the US, free, at any hour); in immediate danger 911, which "
    "may bring the police."
)
"""988 Suicide and Crisis Lifeline, 988lifeline.org."""

WRITTEN_CONSENT = "Pass nothing on unless they agree in writing."


def sentences(case: Case, office: Office, team: Team) -> Iterator[str]:
    yield from about_joining(case, office)
    yield from words_to_give(case, team)
    yield from codes(case, office)
    yield from _described(case, office)
    yield from _accused(case, office)
    yield from _about_a_coordinator(case, office, team)


def _described(case: Case, office: Office) -> Iterator[str]:
    """Until a coordinator has said that they read it."""
    if case.decision is None and not case.wishes.keep_away and not office.history.closed(case.code):
        for key in case.described:
            yield (
                f"Under {key} somebody is described in the requester's own words: if you know who it is, "
                "write the name under Keep away from, and under Replace if they have the case; if nobody "
                "knows, choose Accept."
            )


def about_joining(case: Case, office: Office) -> Iterator[str]:
    """What it adds to or withdraws, and what adds to it or withdraws it."""
    if case.joined and case.decision is None:
        yield _about_the_phrase(case, case.joined, office)
    for other in office.joined_by.get(case.code, ()):
        yield _withdrew(other) if other.withdraws else f"The requester added to it: see {other.code}."
    for part in (case, *office.parts(case.code)):
        yield from _held_back(part, case, office)


def _about_the_phrase(case: Case, found: Joined, office: Office) -> str:
    if found.late:
        return _too_late(found, office.by_code.get(found.case))
    if found.case:
        does, earlier = "Withdraws" if case.withdraws else "Adds to", office.by_code.get(found.case)
        waits = earlier is not None and merging.held_back(case, earlier, office)
        rest = "its words wait, see there" if waits else "what it says went there"
        return f"{does} {found.case}, by the right phrase: {rest}."
    return PHRASES.get(found.kind, PHRASES[WRONG])


def _held_back(part: Case, case: Case, office: Office) -> Iterator[str]:
    names = " and ".join(merging.held_back(part, case, office))
    if names and part is not case:
        yield (
            f"What the requester wrote as {part.code} is not in the case file, for it is or may be about "
            f"{names}, who can read there: write the name under Replace or, if it is not them, yes under "
            "Released in Conflicts."
        )
    elif names and edits.edits(office.marks, case.code):
        yield "What the requester changed since then is not in the case file until that is settled."


def _too_late(found: Joined, earlier: Case | None) -> str:
    gone = earlier is None or earlier.gone
    which = f"{found.case}, which {'was deleted' if gone else 'is closed'}"
    if found.kind == WITHDRAWING:
        rest = "" if gone else " Write yes under Delete now there,"
        return f"Withdraws {which}.{rest} {'C' if gone else 'and c'}hoose Out of scope for this one."
    return f"Adds to {which}: {'' if gone else 'reopen it, or '}choose Accept for this one."


def _withdrew(other: Case) -> str:
    return (
        f"The requester withdrew it ({other.code}): contact stops, and the pair is told. Write yes under "
        "Delete now to confirm that all of it is deleted. If it was a mistake, choose Hold for "
        f"{other.code}."
    )


def words_to_give(case: Case, team: Team) -> Iterator[str]:
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


def codes(case: Case, office: Office) -> Iterator[str]:
    for header, codes in ((SAME_AS, case.same_as), (RELATED_TO, case.related_to)):
        if any(code not in office.by_code or code == case.code for code in codes):
            yield f"{header} has a code that no other case has: mend it."
    if case.same_as and case.decision is not WhatToDo.DUPLICATE:
        yield "Same as goes with Duplicate: choose it in What to do, or use Related to."
    if case.decision is WhatToDo.DUPLICATE and not case.same_as:
        yield "Write the code of the earlier case under Same as: its pair then gets what is new here."


def _accused(case: Case, office: Office) -> Iterator[str]:
    """A volunteer who may have caused harm goes on with other requesters meanwhile."""
    involved = _involved(case)
    load = office.history.caseload() if involved else {}
    for name in involved:
        if load.get(name):
            yield (
                f"Open cases of {name}: {load[name]}. Decide whether they go on with them, or rest for now "
                "(Status), and write the name under Replace where not."
            )


def _involved(case: Case) -> list[str]:
    kinds = (ConflictKind.INVOLVED, ConflictKind.POSSIBLE_MATCH)
    return sorted({c.volunteer for c in case.conflicts if c.kind in kinds and not c.released})


def _about_a_coordinator(case: Case, office: Office, team: Team) -> Iterator[str]:
    coordinators = {volunteer.name for volunteer in office.roster.volunteers if volunteer.may_coordinate}
    named = [name for name in _involved(case) if name in coordinators]
    if named:
        other = f"give it to {team.outside_contact}" if team.outside_contact else "find somebody outside"
        yield (
            f"{' and '.join(named)} can open this office. Whoever reads this first: {other}, and let nobody "
            "decide on a case about themselves."
        )
