"""How things stand, in counts."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from automations.core import first_contact, kept, projection
from automations.core.first_contact import Promise, Said, last_day
from automations.core.office import Case, Office, Standing
from automations.core.snapshot import WorkbookSnapshot
from automations.core.team import Team
from sheets_schema.words import Flag


def counts(office: Office, team: Team, today: date) -> dict[str, int]:
    waiting = [case for case in office.cases if case.standing is Standing.WAITING]
    return {
        "all": len(office.cases),
        "waiting for a coordinator": len(waiting),
        "waiting past their due date": sum(last_day(case.received, team) < today for case in waiting),
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
            made, words = in_office(case, office, board, short, team, today)
        elif case.code in board["Cases"].by_key:
            made, words = on_board(case, office, board, short, team, today)
        else:
            continue
        found[first_contact.flag(made, words, today, team)] += 1
    return {str(flag): found[flag] for flag in Flag if found[flag]}


def in_office(
    case: Case, office: Office, board: WorkbookSnapshot, short: Collection[str], team: Team, today: date
) -> tuple[Promise, Said]:
    """What was promised and typed, as the row in Restricted cases has it."""
    words = projection.words_in_office(case, office, board, team, today)
    return projection.promise(case, words, case.code in short, team, case.standing), words


def on_board(
    case: Case, office: Office, board: WorkbookSnapshot, short: Collection[str], team: Team, today: date
) -> tuple[Promise, Said]:
    """What was promised and typed, as the row on the board has it."""
    words = projection.words_on_board(case, office, board, team, today)
    unpaired = case.restricted and not kept.pair_shown(case, office)
    alone = unpaired or (case.code in short and not case.restricted)
    return projection.promise(case, words, alone, team, case.standing_on_board), words
