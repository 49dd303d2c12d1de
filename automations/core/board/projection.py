"""The rows of Cases and Restricted cases as the office has them: made, made again, mended."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from automations.core import first_contact, marks
from automations.core.board import kept
from automations.core.case import Case, Standing
from automations.core.casework.filed import facts, filed
from automations.core.changes import AppendRows, Change, SetCells
from automations.core.first_contact import Promise, Said
from automations.core.office import Office
from automations.core.snapshot import Row, WorkbookSnapshot
from automations.core.team import Team
from sheets_schema.codec import read_text
from sheets_schema.dates import spoken
from sheets_schema.words import Flag, Stage

DELIVERY = "For the jobs"
"""The line of the board's Read me that holds the number of the last delivery of rows to it.

Office and board can't be written in one move. A row that the office holds as delivered later than
the board's number never arrived (a run was killed in between); an earlier one was deleted."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rows to make, and what the office must remember of it."""

    office: tuple[Change, ...]
    board: tuple[Change, ...]


def belongs_in_office(case: Case, office: Office) -> bool:
    return case.restricted or marks.in_office(case.code) in office.marks


def deliver_to_office(office: Office, today: date) -> list[Change]:
    """Rows of Restricted cases that are not there."""
    there = office.snapshot["Restricted cases"].by_key
    missing = [c for c in office.cases if c.code not in there and belongs_in_office(c, office)]
    if not missing:
        return []
    gone = [case.code for case in missing if marks.in_office(case.code) in office.marks]
    fresh = {marks.in_office(case.code): "yes" for case in missing}
    return [
        AppendRows("Restricted cases", _new_rows(missing)),
        *office.marks.set(fresh),
        *office.marks.tell({code: [_gone(today)] for code in gone}),
    ]


def deliver_to_board(office: Office, board: WorkbookSnapshot, today: date) -> Delivery:
    """Rows of the board that are not there; what people typed in a row that vanished is gone.

    On the board belongs what is accepted and not restricted, and what was there before: its
    vanishing would tell something too.
    """
    there = board["Cases"].by_key
    away = [case for case in office.cases if case.code not in there]
    number = {case.code: office.marks.number(marks.on_board(case.code)) for case in away}
    last = _last_arrived(office, board)
    arrived = {code for code, delivery in number.items() if 0 < delivery <= last}
    missing = [c for c in away if c.code in arrived or _may_be_shown(c)]
    never = {c.code for c in away if number[c.code] > last} - {c.code for c in missing}
    to_office = office.marks.set({marks.on_board(code): "0" for code in sorted(never)})
    if not missing:
        return Delivery(tuple(to_office), ())
    now = max(last, *(number[case.code] for case in missing)) + 1
    to_office += office.marks.set({marks.on_board(case.code): str(now) for case in missing})
    to_office += office.marks.tell({code: [_gone(today)] for code in sorted(arrived)})
    rows = AppendRows("Cases", _new_rows(missing))
    return Delivery(tuple(to_office), (rows, _note_delivery(board, now)))


def _may_be_shown(case: Case) -> bool:
    return case.standing is Standing.ACCEPTED and not case.restricted


def _new_rows(cases: Iterable[Case]) -> tuple[Row, ...]:
    return tuple({"Case": case.code, "Received": case.received} for case in cases)


def _gone(today: date) -> str:
    return (
        f"{spoken(today, today)}: its row was gone and was made again; what people had typed in it is lost."
    )


def _last_arrived(office: Office, board: WorkbookSnapshot) -> int:
    """The last delivery that reached the board. Where its line is gone, somebody took it away: `setup`
    puts one on every new board.
    """
    given = _last_given(office)
    row = board["Read me"].by_key.get(DELIVERY)
    digits = re.search(r"[0-9]{1,9}", read_text(row.get("Explanation"))) if row else None
    return min(int(digits[0]), given) if digits else given


def _last_given(office: Office) -> int:
    return max((office.marks.number(marks.on_board(case.code)) for case in office.cases), default=0)


def first_delivery(office: Office, board: WorkbookSnapshot) -> list[AppendRows]:
    """The line of a new board: one that takes a lost one's place counts as having had all its rows."""
    if DELIVERY in board["Read me"].by_key:
        return []
    return [AppendRows("Read me", ({"Topic": DELIVERY, **_delivery(_last_given(office))},))]


def _delivery(number: int) -> Row:
    return {"Explanation": f"Delivery {number}. Leave this line as it is."}


def _note_delivery(board: WorkbookSnapshot, number: int) -> Change:
    cells = _delivery(number)
    if DELIVERY in board["Read me"].by_key:
        return SetCells("Read me", DELIVERY, cells)
    return AppendRows("Read me", ({"Topic": DELIVERY, **cells},))


def words_in_office(case: Case, office: Office, board: WorkbookSnapshot, team: Team, today: date) -> Said:
    """What people typed about the case: in the office first, where work on a restricted one goes on."""
    there = office.snapshot["Restricted cases"].same_key(case.code)
    on_board = board["Cases"].same_key(case.code)
    words = _from_file(
        first_contact.said([*there, *on_board], case.received, today, team.date_order), case, office
    )
    return replace(_still_closed(words, case, office), rows=len(there) or len(on_board))


def words_on_board(case: Case, office: Office, board: WorkbookSnapshot, team: Team, today: date) -> Said:
    """What people typed, as far as it shows on the board: of a restricted case nothing but what they
    typed there, so that its kept row stays as it is.
    """
    rows = board["Cases"].same_key(case.code)
    if not case.restricted:
        return replace(words_in_office(case, office, board, team, today), rows=len(rows))
    words = _from_file(first_contact.said(rows, case.received, today, team.date_order), case, office)
    # The kept row of a restricted case follows nothing but what people type in it.
    words = replace(words, moved_on=None)
    vanished = words.stage is None and kept.closed_shown(case, office, team) is not None
    return replace(words, stage=Stage.CLOSED) if vanished else words


def _from_file(words: Said, case: Case, office: Office) -> Said:
    """With what the case file says; all may be as it was where there is none, or it was let go of."""
    found = facts(office.marks, case.code)
    if case.gone:
        return replace(words, stage=Stage.CLOSED, gone=True)
    if found is None:
        return words
    moved_on = date.fromisoformat(found.moved_on) if found.moved_on else None
    missing = not found.outcome and not office.history.closed(case.code)
    return replace(words, moved_on=moved_on, outcome_missing=missing)


def _still_closed(words: Said, case: Case, office: Office) -> Said:
    """A closed case stays closed when its row, and the Stage in it, vanished."""
    vanished = words.stage is None and office.history.closed(case.code)
    return replace(words, stage=Stage.CLOSED) if vanished else words


def promise(case: Case, words: Said, short_of_pair: bool, team: Team, standing: Standing) -> Promise:
    """`short_of_pair`: fewer than two volunteers are left for it."""
    due = case.due(team)
    waits_to_hear = due is None and not isinstance(words.reached_out, date)
    aside = standing is not Standing.ACCEPTED
    return Promise(due, aside or waits_to_hear or short_of_pair)


def in_office(
    case: Case, office: Office, board: WorkbookSnapshot, short: Collection[str], team: Team, today: date
) -> tuple[Promise, Said]:
    """What was promised and typed, as the row in Restricted cases has it."""
    words = words_in_office(case, office, board, team, today)
    return promise(case, words, case.code in short, team, case.standing), words


def on_board(
    case: Case, office: Office, board: WorkbookSnapshot, short: Collection[str], team: Team, today: date
) -> tuple[Promise, Said]:
    """What was promised and typed, as the row on the board has it."""
    words = words_on_board(case, office, board, team, today)
    unpaired = case.restricted and not kept.pair_shown(case, office)
    alone = unpaired or (case.code in short and not case.restricted)
    return promise(case, words, alone, team, case.standing_on_board), words


def cells_in_office(case: Case, made: Promise, words: Said, office: Office, today: date, team: Team) -> Row:
    """What the job-owned cells of its row in Restricted cases show, but for the volunteers."""
    shown = first_contact.flag(made, words, today, team)
    closed_at = office.history.closed_at(case.code)
    return {
        "Received": case.received,
        "Reach out by": made.due,
        "Flag": str(shown),
        "What next": first_contact.what_next(made, words, today, shown),
        "Closed": team.day(closed_at) if closed_at else None,
        "Case file": _link(case, office),
    }


def cells_on_board(case: Case, made: Promise, words: Said, office: Office, today: date, team: Team) -> Row:
    """As in the office, but every row with a coordinator shows no due date, and every other row shows
    one: a row that differed would tell that the requester left no way to be reached.
    """
    hidden = made.with_coordinator and not words.closed
    due = None if hidden else first_contact.last_day(case.received, team)
    closed = kept.closed_shown(case, office, team)
    return {
        **cells_in_office(case, made, words, office, today, team),
        "Reach out by": due,
        "Closed": closed,
        "Case file": _link(case, office) if kept.pair_shown(case, office) else None,
    }


def _link(case: Case, office: Office) -> str | None:
    found = filed(office.marks, case.code)
    return found.link or None if found and not case.gone else None


def mended(book: WorkbookSnapshot, tab: str, wanted: Mapping[str, Row]) -> list[Change]:
    """The changes that make the rows of a tab show the wanted cells."""
    there = book[tab]
    changes = (there.differing(key, cells) for key, cells in wanted.items() if key in there.by_key)
    return [change for change in changes if change is not None]


def stray_rows(office: Office, board: WorkbookSnapshot) -> list[Change]:
    """Rows of the board under a code that no case has: somebody changed it, and only they can tell."""
    wanted: Row = {
        "Flag": str(Flag.CHECK_THE_ROW),
        "What next": "No case has this code: copy what you typed to the right row, then delete this one.",
    }
    there = board["Cases"]
    changes = (there.differing(code, wanted) for code in there.by_key if code not in office.by_code)
    return [change for change in changes if change is not None]
