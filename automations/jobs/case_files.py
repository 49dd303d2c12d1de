"""A case file for every open case that has its pair, open to those it is for alone."""

from datetime import date
from itertools import chain

from automations.core import marks
from automations.core.board.projection import words_in_office
from automations.core.case import Case
from automations.core.casework import access, case_file
from automations.core.casework.facts import NO_FACTS
from automations.core.casework.filed import Filed, facts, filed
from automations.core.changes import Change
from automations.core.outcome import Outcome
from automations.core.taking_in import edits, merging
from automations.core.team import PAIR
from automations.jobs.desk import Desk
from automations.ports import CaseFiles
from sheets_schema.dates import spoken

MOST = 60
"""Files that one run makes, for the newest cases: an import of hundreds must not take minutes."""


def run(desk: Desk) -> Outcome:
    files = desk.world.case_files
    if files is None:
        return Outcome()
    listed, left = desk.listed(), _promise(desk)
    missing = [case for case in desk.office.cases if _is_missing(case, desk, files)]
    for case in missing:
        desk.hand_in_case_file(case.code, _first_content(case, desk))
    joined = sum(_join(case, desk) + _change(case, desk) for case in desk.office.cases)
    _open(desk, [case.code for case in missing])
    cautions = (f"{left} older cases of a large import got no case file: tell their pairs.",) if left else ()
    done = len(missing) + joined
    return Outcome(len(listed), done, bool(done), cautions=cautions)


def _first_content(case: Case, desk: Desk) -> list[Change]:
    """With what the requester wrote again before the file was made."""
    added = (_joining(part, desk) for part in desk.office.parts(case.code) if not part.gone)
    return [*case_file.opening(case, desk.team.grievance_officer), *chain.from_iterable(added)]


def _promise(desk: Desk) -> int:
    """What is to be made stands in the office before it is: a run that is killed leaves it to the next. How
    many of the cases given in this run get none.
    """
    office = desk.office
    given = [office.by_code[code] for code in desk.given if filed(office.marks, code) is None]
    newest = sorted(given, key=lambda case: case.received, reverse=True)
    promised = {marks.case_file(case.code): Filed("", "").mark() for case in newest[:MOST]}
    desk.hand_in("office", office.marks.set(promised))
    return len(newest[MOST:])


def _is_missing(case: Case, desk: Desk, files: CaseFiles) -> bool:
    """Whether the office promised a file that is not there, or no longer."""
    history, known = desk.office.history, desk.office.marks
    promised = not case.gone and filed(known, case.code) is not None and case.code not in desk.listed()
    needed = promised and not history.closed(case.code) and len(history.pair(case.code)) == PAIR
    no_room_today = known.get(marks.no_room(case.code)) == desk.today.isoformat()
    return needed and (case.code in files.begun or not no_room_today)


def _open(desk: Desk, made: list[str]) -> None:
    """Have each file opened to those it is for, as far as that is not known to be so already."""
    office, listed = desk.office, desk.listed()
    for case in (office.by_code[code] for code in (*listed, *made) if code in office.by_code):
        if case.gone and not case.gone.done:
            continue
        emails = frozenset() if case.gone else _readers(case, desk)
        if office.marks.get(marks.opened_to(case.code)) != access.seen_to(emails, desk.today):
            desk.hand_in_readers(case.code, emails)


def _readers(case: Case, desk: Desk) -> frozenset[str]:
    office = desk.office
    words = words_in_office(case, office, desk.board, desk.team, desk.today)
    known = facts(office.marks, case.code) or NO_FACTS
    return access.readers(case, office, known, words, desk.team).emails


def _change(case: Case, desk: Desk) -> bool:
    """Give the pair what the requester changed since the file was made; whether there was anything."""
    known = facts(desk.office.marks, case.code) if case.code in desk.listed() else None
    missing = edits.edits(desk.office.marks, case.code)[known.edits :] if known else []
    written = 0
    for number, edit in enumerate(missing, known.edits + 1 if known else 1):
        of = desk.office.by_code.get(edit.of, case)
        if merging.held_back(of, case, desk.office):
            break
        when = spoken(date.fromisoformat(edit.day), desk.today)
        when += f", in what they wrote again as {of.code}" if of is not case else ""
        desk.hand_in(case.code, case_file.changed(of, number, when, edit.keys))
        written += 1
    return bool(written)


def _join(part: Case, desk: Desk) -> bool:
    """Give the pair of the earlier case what is new; whether there was anything to give."""
    code = part.goes_into
    known = facts(desk.office.marks, code) if code in desk.listed() else None
    if known is None or part.gone or part.code in known.joined:
        return False
    return desk.hand_in(code, _joining(part, desk))


def _joining(part: Case, desk: Desk) -> list[Change]:
    """What the pair is to read of it. That contact is to stop they learn in any case."""
    withheld = bool(merging.held_back(part, desk.office.by_code[part.goes_into], desk.office))
    if withheld and not part.withdraws:
        return []
    return case_file.joining(part, spoken(part.received, desk.today), withheld)
