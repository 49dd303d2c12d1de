"""The rows of Cases and Restricted cases as the office has them: made, made again, mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from automations.core import first_contact, marks
from automations.core.changes import AppendRows, Change, SetCells
from automations.core.first_contact import Promise, Said
from automations.core.office import Case, Office, Standing
from automations.core.snapshot import Row, WorkbookSnapshot
from automations.core.team import Team
from sheets_schema.codec import Cell, read_text
from sheets_schema.dates import spoken
from sheets_schema.words import Stage

DELIVERY = "Delivery"
"""The line of the board's Read me that holds the number of the last delivery of rows to it.

Office and board can't be written in one move. A row that the office holds as delivered later than
the board's number never arrived (a run was killed in between); an earlier one was deleted."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rows to make, and what the office must remember of it."""

    office: tuple[Change, ...]
    board: tuple[Change, ...]


def belongs_on_board(case: Case, office: Office) -> bool:
    """Accepted and not restricted; or there already: its vanishing would tell something too."""
    if marks.on_board(case.code) in office.marks:
        return True
    return case.standing is Standing.ACCEPTED and not case.restricted


def belongs_in_office(case: Case, office: Office) -> bool:
    return case.restricted or marks.in_office(case.code) in office.marks


def deliver_to_office(office: Office, today: date) -> list[Change]:
    """Rows of Restricted cases that are not there."""
    there = office.snapshot["Restricted cases"].by_key
    missing = [c for c in office.cases if c.code not in there and belongs_in_office(c, office)]
    if not missing:
        return []
    gone = [case.code for case in missing if marks.in_office(case.code) in office.marks]
    rows: tuple[Row, ...] = tuple({"Case": c.code, "Received": c.received} for c in missing)
    fresh = {marks.in_office(case.code): "yes" for case in missing}
    return [
        AppendRows("Restricted cases", rows),
        *office.marks.set(fresh),
        *office.marks.tell({code: [_gone(today)] for code in gone}),
    ]


def deliver_to_board(office: Office, board: WorkbookSnapshot, today: date) -> Delivery:
    """Rows of the board that are not there; what people typed in a row that vanished is gone."""
    there = board["Cases"].by_key
    missing = [c for c in office.cases if c.code not in there and belongs_on_board(c, office)]
    if not missing:
        return Delivery((), ())
    before = last_delivery(board)
    number = max([before, *(office.marks.number(marks.on_board(c.code)) for c in missing)]) + 1
    gone = [c.code for c in missing if 0 < office.marks.number(marks.on_board(c.code)) <= before]
    fresh = {marks.on_board(case.code): str(number) for case in missing}
    to_office = (
        *office.marks.set(fresh),
        *office.marks.tell({code: [_gone(today)] for code in gone}),
    )
    rows: tuple[Row, ...] = tuple({"Case": c.code, "Received": c.received} for c in missing)
    return Delivery(to_office, (AppendRows("Cases", rows), _note_delivery(board, number)))


def _gone(today: date) -> str:
    return (
        f"{spoken(today, today)}: its row was gone and was made again; what people had typed in it is lost."
    )


def last_delivery(board: WorkbookSnapshot) -> int:
    row = board["Read me"].by_key.get(DELIVERY, {})
    text = read_text(row.get("Explanation")).strip()
    return int(text) if text.isascii() and text.isdigit() else 0


def _note_delivery(board: WorkbookSnapshot, number: int) -> Change:
    cells: Mapping[str, Cell] = {"Explanation": str(number)}
    if DELIVERY in board["Read me"].by_key:
        return SetCells("Read me", DELIVERY, cells)
    return AppendRows("Read me", ({"Topic": DELIVERY, **cells},))


def words_on(case: Case, office: Office, board: WorkbookSnapshot, team: Team, today: date) -> Said:
    """What people typed about the case: in the office first, where work on a restricted one goes on."""
    in_office = office.snapshot["Restricted cases"].same_key(case.code)
    on_board = board["Cases"].same_key(case.code)
    words = first_contact.said([*in_office, *on_board], today, team.date_order)
    rows = max(len(in_office), len(on_board))
    # A closed case stays closed when its row, and the Stage in it, vanished.
    vanished = words.stage is None and office.history.closed(case.code)
    stage = Stage.CLOSED if vanished else words.stage
    return Said(words.reached_out, stage, words.next_check_in, rows)


def promise(case: Case, words: Said, short_of_pair: bool, team: Team, standing: Standing) -> Promise:
    """`short_of_pair`: fewer than two volunteers are left for it."""
    due = case.due(team)
    waits_to_hear = due is None and not isinstance(words.reached_out, date)
    aside = standing is not Standing.ACCEPTED
    return Promise(due, aside or waits_to_hear or short_of_pair)


def _shown_due(case: Case, made: Promise, words: Said, team: Team) -> date | None:
    """On the board every row with a coordinator shows no due date, and every other row shows one:
    a row that differed would tell that the requester left no way to be reached.
    """
    if made.with_coordinator and not words.closed:
        return None
    return first_contact.last_day(case.received, team)


def j_cells(
    case: Case,
    made: Promise,
    words: Said,
    closed: date | None,
    today: date,
    team: Team,
    board: bool,
) -> Mapping[str, Cell]:
    """What the job-owned cells of its row show. `board`: the row that all volunteers see."""
    shown = first_contact.flag(made, words, today, team)
    due = _shown_due(case, made, words, team) if board else made.due
    return {
        "Received": case.received,
        "Reach out by": due,
        "Flag": str(shown),
        "What next": first_contact.what_next(made, words, today, shown),
        "Closed": closed,
    }


def mended(tab_rows: WorkbookSnapshot, tab: str, wanted: Mapping[str, Mapping[str, Cell]]) -> list[Change]:
    """The changes that make the rows of a tab show the wanted cells."""
    there = tab_rows[tab]
    changes = (there.differing(key, cells) for key, cells in wanted.items() if key in there.by_key)
    return [change for change in changes if change is not None]
