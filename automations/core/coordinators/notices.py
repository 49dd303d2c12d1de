"""What office/Intake tells coordinators about a case, computed from the office alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from automations.core import marks
from automations.core.board.leaks import Leak
from automations.core.case import Case, Standing
from automations.core.casework import access, check_ins
from automations.core.casework.access import Readers
from automations.core.casework.filed import Filed, facts, filed
from automations.core.conflicts import RESTRICTING
from automations.core.coordinators import guidance
from automations.core.letting_go import farewell
from automations.core.office import Office
from automations.core.pairs.rotation import Reason
from automations.core.team import Team
from automations.core.wishes import REPLACE
from sheets_schema.dates import spoken


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a coordinator must see to. `short`: why no pair could be found, if none could; `closed_alone`: its
    Stage is Closed though nobody was ever given it; `twice`: the row stands there twice; `refused`: whom the
    jobs don't give the case to though a coordinator wishes it, with the column; `unfit`: who has the case and
    could not be given it now; `leaks`: what its row on the board should not hold; `readers`: who may open its
    case file, where it has one; `moved_on`: the last day on which anything is known to have been done.
    """

    short: Iterable[Reason] | None
    closed_alone: bool
    twice: bool
    refused: Iterable[tuple[str, Reason]]
    unfit: Iterable[Reason]
    leaks: Iterable[Leak]
    readers: Readers | None
    moved_on: date | None


def notice(case: Case, office: Office, trouble: Trouble, today: date, team: Team) -> str | None:
    """Sentences in the order of urgency, or None."""
    if case.gone:
        return " ".join(farewell.sentences(case, office, None, team, today)) or None
    sentences = [
        *_late_conflict(case, office, trouble),
        *(_leak(leak) for leak in trouble.leaks),
        *_from_file(case, office),
        *_file(filed(office.marks, case.code), case, office, trouble.readers),
        *_decision(case, today, team),
        *_restricted(case),
        *guidance.sentences(case, office, team),
        *(_short(trouble.short, office, team) if trouble.short is not None else ()),
        *(_closed_alone(case) if trouble.closed_alone else ()),
        *_unreachable(case, office, team),
        *(("Its row stands there twice: keep one and delete the other.",) if trouble.twice else ()),
        *_unknown_names(case, office),
        *(f"{column}: {r.volunteer} does not get it ({r.words})." for column, r in trouble.refused),
        *_unknown_conflicts(case, office),
        *farewell.sentences(case, office, trouble.moved_on, team, today),
        *_doubled_response(case, office),
        *office.marks.told(case.code),
    ]
    return " ".join(sentences) or None


def _leak(leak: Leak) -> str:
    return f"On the {leak}. Clear that cell: everybody on the team can read it, and its older versions."


def _from_file(case: Case, office: Office) -> Iterable[str]:
    found = facts(office.marks, case.code)
    if found is None:
        return ()
    return check_ins.breaches(found) if office.history.closed(case.code) else check_ins.notices(found)


def _file(known: Filed | None, case: Case, office: Office, found: Readers | None) -> Iterable[str]:
    if known and found:
        yield from access.sentences(found, known.shared)
    if known and not known.link and marks.no_room(case.code) in office.marks:
        yield (
            "Its case file can't be made, for the jobs' account has no room on Google. In the folder of the "
            f"case files make an empty spreadsheet and name it {case.code}: the next run does the rest."
        )


def _decision(case: Case, today: date, team: Team) -> Iterable[str]:
    if case.standing is not Standing.WAITING:
        return
    due = case.due(team)
    by = f" First contact is due by {spoken(due, today)}." if due else ""
    yield f"Waits for your word: {'; '.join(case.reasons_to_wait)}.{by} Choose in What to do."


def _restricted(case: Case) -> Iterable[str]:
    if not case.restricted:
        return
    held = [c for c in case.conflicts if c.kind in RESTRICTING and not c.released]
    named = "; ".join(f"{c.volunteer}: {c.kind}" for c in held)
    yield (
        f"Restricted ({named}): it goes on in Restricted cases, not on the board. "
        "If that is a mistake, write yes under Released in Conflicts."
    )


def _late_conflict(case: Case, office: Office, trouble: Trouble) -> Iterable[str]:
    engaged = office.history.everybody(case.code)
    if office.history.closed(case.code):
        yield from _reads_closed(case, office)
        return
    for conflict in case.conflicts:
        if conflict.volunteer in engaged and not conflict.released:
            yield (
                f"{conflict.volunteer} has the case and is in conflict ({conflict.kind}). Write the name "
                f"under Replace, or choose Hold and look after the case yourself.{_reads_on(case, office)}"
            )
    for reason in trouble.unfit:
        yield (
            f"{reason.volunteer} has the case and is {reason.words}: write the name under Replace, and "
            f"somebody else is drawn.{_reads_on(case, office)}"
        )


def _reads_closed(case: Case, office: Office) -> Iterable[str]:
    there = office.history.everybody(case.code)
    names = sorted({c.volunteer for c in case.conflicts if c.volunteer in there and not c.released})
    if names and _reads_on(case, office):
        yield (
            f"{' and '.join(names)} had the case, is in conflict and can open its case file still: write the "
            "name under Replace."
        )


def _reads_on(case: Case, office: Office) -> str:
    """To shut them out unasked would tell them, and may leave the requester without anybody."""
    known = filed(office.marks, case.code)
    return " Until you replace them they can open the case file." if known and known.shared else ""


def _short(reasons: Iterable[Reason], office: Office, team: Team) -> Iterable[str]:
    named = "; ".join(f"{reason.volunteer}: {reason.words}".removeprefix(": ") for reason in reasons)
    nobody = "nobody else is there" if office.roster.volunteers else "the Roster is empty"
    yield (
        f"Fewer than two volunteers who may work together can take it ({named or nobody}). "
        "Look after it yourself, or ask somebody to come back; the next run tries again."
    )
    if team.outside_contact:
        yield f"You may also offer the requester your outside contact: {team.outside_contact}."


def _closed_alone(case: Case) -> Iterable[str]:
    yield (
        "Its Stage is Closed, and nobody was ever given it. If somebody should be, choose another Stage: "
        f"the next run draws a pair. If you saw to it yourself, write {case.code} under Delete now once "
        "nobody needs it any more, for it is not deleted by itself."
    )


def _unreachable(case: Case, office: Office, team: Team) -> Iterable[str]:
    goes_on = case.standing is not Standing.SET_ASIDE and not office.history.closed(case.code)
    if goes_on and case.due(team) is None:
        yield "The requester left no way to be reached, so there is no due date: wait for them."


def _unknown_names(case: Case, office: Office) -> Iterable[str]:
    gone = {*office.history.everybody(case.code), *office.history.replaced(case.code)}
    for column in case.wishes.unknown:
        strange = {name for name in case.wishes.replace if name not in office.roster.names}
        if column == REPLACE and strange and strange <= gone:
            continue
        held = ", so nobody is given the case" if column in case.unclear else ""
        yield f"{column} has a name that is not on the Roster{held}: mend it."


def _unknown_conflicts(case: Case, office: Office) -> Iterable[str]:
    if any(conflict.volunteer not in office.roster.names for conflict in case.conflicts):
        yield (
            "Conflicts has somebody for this case who is not on the Roster: if they go by another name "
            "now, write the old one under Also known as; if they are gone for good, write yes under "
            "Released. Until then nobody new is given the case."
        )


def _doubled_response(case: Case, office: Office) -> Iterable[str]:
    if case.response in office.intake.doubled:
        yield "This response stands here in two rows: delete one."
    elif case.code in office.doubled_codes:
        yield "This case code stands here in two rows: delete the copy."
