"""What coordinators are told about the deleting of a case: what is asked, what comes, what is left to do."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from automations.core import marks
from automations.core.case import Case, Standing
from automations.core.gone import Gone
from automations.core.letting_go import agreements, retention
from automations.core.office import Office
from automations.core.team import Team
from sheets_schema import codec
from sheets_schema.codec import Unreadable
from sheets_schema.dates import spoken
from sheets_schema.words import WhatToDo

ANNOUNCED = timedelta(days=30)
"""How long before a case is deleted, and after, its Notice says so."""

STILL = timedelta(days=180)
"""So long without a movement, and the coordinators are asked what is to become of the case."""


def sentences(case: Case, office: Office, moved_on: date | None, team: Team, today: date) -> Iterator[str]:
    """`moved_on`: the last day on which anything is known to have been done."""
    if case.gone:
        yield from _deleted(case, case.gone, office, team, today)
    else:
        yield from _asked(case)
        yield from _to_come(case, office, team, today)
        yield from _undecided(case, office, moved_on, team, today)
    yield from agreements.sentences(case, office, team, today)


def _asked(case: Case) -> Iterator[str]:
    cell, keeper = case.row.get(retention.DELETE_NOW), case.row.get(retention.KEEP_LONGER)
    wants, keeps = codec.read_yes_no(cell), retention.is_kept(case)
    if isinstance(codec.read_yes_no(keeper), Unreadable):
        yield "Keep longer has words that can't be read: it is kept until yes or nothing stands there."
    if retention.is_confirmed(case) or wants is True:
        if keeps:
            yield "Keep longer and Delete now say the opposite: clear one of them."
        elif wants is True:
            yield (
                f"To delete it for good, today, write its code, {case.code}, under Delete now in place of "
                "yes. Nobody can bring it back."
            )
            if case.goes_into:
                yield f"What it says stays in the case file of {case.goes_into}: delete it there by hand."
    elif wants is not None and wants is not False:
        yield "Delete now has neither yes nor this case's own code: mend it."


def _to_come(case: Case, office: Office, team: Team, today: date) -> Iterator[str]:
    last = retention.last_day(case, office, team)
    if last is None or retention.is_kept(case):
        return
    if today <= last <= today + ANNOUNCED:
        day = spoken(last + timedelta(days=1), today)
        yield f"It is deleted for good on {day}, unless you write yes under Keep longer."


def _undecided(case: Case, office: Office, moved_on: date | None, team: Team, today: date) -> Iterator[str]:
    held = case.decision is WhatToDo.HOLD and not office.history.closed(case.code)
    if held and case.received + timedelta(days=team.keep_unaccepted_days) <= today:
        yield (
            f"On Hold since it came in on {spoken(case.received, today)}: decide what is to become of it, or "
            "write yes under Delete now."
        )
    is_open = case.standing is Standing.ACCEPTED and not office.history.closed(case.code)
    if is_open and moved_on is not None and moved_on + STILL <= today:
        yield (
            f"Nothing is written down since {spoken(moved_on, today)}: ask the pair whether it goes on, or "
            "have it closed."
        )


def _deleted(case: Case, gone: Gone, office: Office, team: Team, today: date) -> Iterator[str]:
    """What jobs can't delete, for as long as it is there or, where nobody can see it, for a month."""
    since = team.day(gone.since)
    lately = today < since + ANNOUNCED
    if lately:
        yield f"Deleted for good on {spoken(since, today)}; what stands here is what reports count."
    if gone.file_stays and lately:
        yield (
            f"Its case file {case.code} could not be deleted, or was not where it was made: find it, and "
            "every copy, and delete them, from the bin too."
        )
    if sent := office.marks.get(marks.still_sent(case.code)):
        moment = datetime.fromisoformat(sent).astimezone(team.zone)
        yield f"Still in the form: under Responses, Individual, delete the one of {moment:%Y-%m-%d %H:%M:%S}."
    elif lately and marks.FORM not in office.marks:
        yield (
            f"If the form still has its response of {spoken(case.received, today)}, delete it there, and "
            "every export elsewhere that holds it. Have the pair destroy their copies of the case file."
        )
    if lately and marks.FORM in office.marks:
        yield (
            "Version history, and comments that were never deleted, keep what was in office and board until "
            "you move to fresh spreadsheets, once a year."
        )
