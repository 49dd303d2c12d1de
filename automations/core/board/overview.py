"""How things stand, in counts."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from automations.core import first_contact
from automations.core.board import projection
from automations.core.case import Standing
from automations.core.office import Office
from automations.core.pairs.rotation import Rotation
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Team
from sheets_schema.words import Flag


def counts(office: Office, team: Team, today: date) -> dict[str, int]:
    waiting = [case for case in office.cases if case.standing is Standing.WAITING]
    due = [day for case in waiting if (day := case.due(team))]
    return {
        "all": len(office.cases),
        "waiting for a coordinator": len(waiting),
        "waiting past their due date": sum(day < today for day in due),
        "set aside": sum(case.standing is Standing.SET_ASIDE for case in office.cases),
        "restricted": sum(case.restricted for case in office.cases),
        "closed": sum(office.history.closed(case.code) for case in office.cases),
    }


def flags(
    office: Office, board: WorkbookSnapshot, short: Collection[str], team: Team, today: date
) -> dict[str, int]:
    """As they are today, whether or not the jobs have run; a restricted case counts as in the office."""
    found: Counter[Flag] = Counter()
    for case in office.cases:
        if case.code in office.snapshot["Restricted cases"].by_key:
            made, words = projection.in_office(case, office, board, short, team, today)
        elif case.code in board["Cases"].by_key:
            made, words = projection.on_board(case, office, board, short, team, today)
        else:
            continue
        found[first_contact.flag(made, words, today, team)] += 1
    return {str(flag): found[flag] for flag in Flag if found[flag]}


@dataclass(frozen=True, slots=True)
class Share:
    """One volunteer's part of the work: open cases, cases in all, and how many more are owed to them
    (below 0: how many they had beyond the fair share).
    """

    volunteer: str
    open: int
    cases: int
    owed: float


def shares(rotation: Rotation) -> list[Share]:
    """Of everybody who may be given a case, the most owed first."""
    history = rotation.office.history
    tally, load = rotation.tally(history), rotation.load(history)
    found = [
        Share(v.name, load.get(v.name, 0), tally.taken.get(v.name, 0), round(tally.credit(v.name), 2) + 0.0)
        for v in rotation.office.roster.volunteers
        if rotation.not_eligible(v) is None
    ]
    return sorted(found, key=lambda share: (-share.owed, share.volunteer))
