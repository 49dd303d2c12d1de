"""New responses become cases; edits are noticed; nothing that was answered is lost or doubled."""

import hashlib
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from automations.core import joining, marks, phrases
from automations.core.casework.filed import facts
from automations.core.changes import AddColumns, AppendRows, Change, SetCells
from automations.core.conflicts import PARTIES, Found, Watch, conflict_row, find_conflicts
from automations.core.gates import GATES
from automations.core.marks import Marks
from automations.core.office import Office
from automations.core.responses import Response, ResponsesRead
from automations.core.snapshot import Row
from automations.core.taking_in import answers, edits
from automations.core.team import Team
from automations.errors import ResponsesError
from sheets_schema import codec, text
from sheets_schema.codec import Cell
from sheets_schema.dates import spoken
from sheets_schema.words import ConflictKind

Draw = Callable[[Sequence[str]], str]
"""Chance as an argument: one of the words."""

NewSalt = Callable[[], str]
"""Chance as an argument: a word that nobody can guess."""

IsClosed = Callable[[str], bool]
"""Of a case code: whether the case is closed, or is from this run on."""

WORDS_IN_A_CODE = 3


@dataclass(slots=True)
class Taken:
    """What is to be written to the office, and the codes of cases whose answers are new or other; `edited`:
    of those that their requester changed. `received` and `phrases` are of new rows: the day, and the
    requester's phrase, which is written nowhere.
    """

    rows: list[Row] = field(default_factory=list)
    repairs: list[SetCells] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    edited: set[str] = field(default_factory=set)
    received: dict[str, date] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)

    @property
    def written(self) -> int:
        return len(self.rows) + len(self.repairs)

    def changes(self, office: Office) -> list[Change]:
        tab = office.intake
        found: list[Change] = []
        wanted = {h: None for row in self.rows for h in row} | {
            h: None for change in self.repairs for h in change.cells
        }
        if missing := tuple(header for header in wanted if header not in tab.headers):
            found.append(AddColumns("Intake", missing))
        found += self.repairs
        if self.rows:
            found.append(AppendRows("Intake", tuple(self.rows)))
        return found + office.marks.set(self.marks) + office.marks.tell(self.told)


def take_in(
    office: Office,
    responses: Iterable[Response],
    words: Sequence[str],
    draw: Draw,
    team: Team,
    now: datetime,
    elsewhere: Iterable[str] = (),
) -> Taken:
    """What the responses bring. A response whose row was deleted comes back under its old code. `elsewhere`:
    case codes that another office gave.
    """
    taken, today = Taken(), team.day(now)
    used = _codes(office) | set(elsewhere)
    for response in responses:
        row = office.intake.by_key.get(response.id, {})
        known = office.marks.get(marks.case_of(response.id)) or codec.read_text(row.get("Case"))
        code = known or new_code(words, draw, used, response, office.roster.names)
        used.add(code)
        if row:
            _mend(office, response, row, code, taken, today)
        else:
            _add(response, code, taken, team, today if known else None)
    return taken


def _tell_of_return(code: str, taken: Taken, today: date) -> None:
    taken.marks[marks.returned(code)] = "yes"
    taken.told[code] = [f"{spoken(today, today)}: its row in Intake was gone and was made again."]


def hear_phrases(
    office: Office, responses: Sequence[Response], taken: Taken, new_salt: NewSalt, is_closed: IsClosed
) -> None:
    """Keep the phrases of new requests as hashes, and hold against them those of requests that join one."""
    known = ChainMap(taken.marks, dict(office.marks.values))
    fresh = [
        (code, response)
        for response in reversed(responses)
        if response.answers.get("own_phrase")
        and (code := known.get(marks.case_of(response.id), "")) in taken.fresh
    ]
    taken.phrases = {code: response.answers["own_phrase"] for code, response in fresh}
    new = [(code, r) for code, r in fresh if not joining.kind(r.answers) and marks.phrase(code) not in known]
    for code, response in new[: phrases.MOST_HASHED]:
        taken.marks |= joining.keep(response, code, new_salt)
    for code, response in reversed(fresh):
        if joining.kind(response.answers) and marks.joins(code) not in known:
            found = _joined(office, response, code, taken, known)
            taken.marks[marks.joins(code)] = joining.as_it_is_now(found, is_closed)


def _joined(office: Office, response: Response, code: str, taken: Taken, known: Mapping[str, str]) -> str:
    """Which case the request joins, as its mark has it."""
    received = {case.code: case.received for case in office.cases} | taken.received
    newest = sorted((other for other in received if other != code), key=lambda c: received[c], reverse=True)
    day = received.get(code)
    guessed = joining.guesses(known, received, day) if day else 0
    leads = {case.code: case.first or case.code for case in office.cases}
    return joining.found(response, known, newest, guessed, lambda found: leads.get(found, found))


def check_clock(office: Office, read: ResponsesRead, team: Team) -> dict[str, str]:
    """The mark to be kept. Raises ResponsesError if timestamps without a zone, whose ids depend on the
    settings, would be read otherwise than those before: every response would come in a second time.
    """
    now = f"time_zone {team.zone.key}, date_order {team.date_order}"
    before = office.marks.get(marks.CLOCK, now)
    if read.by_the_clock and before != now:
        raise ResponsesError(
            f"The settings were {before} when responses were first taken in. With others, every response "
            "would come in twice. Put them back, or start with a new folder."
        )
    return {marks.CLOCK: now} if read.by_the_clock else {}


def _add(response: Response, code: str, taken: Taken, team: Team, came_back: date | None) -> None:
    """`came_back`: today, where it had a row before."""
    if came_back:
        _tell_of_return(code, taken, came_back)
    taken.received[code] = team.day(response.received_at)
    taken.rows.append(_row(response, code))
    _finish(response, code, taken)


def _finish(response: Response, code: str, taken: Taken) -> None:
    """What goes with the row; where a killed run left the row without it, too."""
    taken.fresh.add(code)
    taken.marks[marks.case_of(response.id)] = code
    taken.marks[marks.answers(code)] = answers.digest(response)
    if missing := [key for key in GATES if key not in response.answers]:
        taken.marks[marks.not_asked(code)] = " ".join(missing)


def new_code(
    words: Sequence[str], draw: Draw, used: set[str], response: Response, names: Iterable[str]
) -> str:
    """Plain words, random, unique for ever; none that the response or a volunteer's name holds."""
    spoken_words = " ".join((*response.answers.values(), *names)).casefold()
    free = [word for word in words if word not in spoken_words]
    pool = free if len(free) >= 2 * WORDS_IN_A_CODE else words
    while True:
        drawn = [draw(pool) for _ in range(WORDS_IN_A_CODE)]
        code = "-".join(drawn)
        if code not in used and len(set(drawn)) == WORDS_IN_A_CODE:
            return code


def _codes(office: Office) -> set[str]:
    """Every code that was ever given."""
    given = {value for key, value in office.marks.values.items() if key.startswith("case of ")}
    return given | set(office.by_code) | set(office.history.cases)


def _row(response: Response, code: str) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "Response": response.id,
        "Case": code,
        "Received at": codec.write(response.received_at),
    }
    return cells | answers.cells(response.answers)


def _mend(office: Office, response: Response, row: Row, code: str, taken: Taken, today: date) -> None:
    """Put right what differs from the export: a damaged cell, or an answer edited by the requester."""
    wanted = _row(response, code)
    asked = {answers.header_of(key) for key in response.answers}
    stale = {h for h in row if h not in wanted and (h in asked or text.head(h) in asked)}
    wanted |= dict.fromkeys(stale)
    missing = " ".join(gate for gate in GATES if gate not in response.answers)
    if (unasked := marks.not_asked(code)) in office.marks and office.marks.get(unasked) != missing:
        taken.marks[unasked] = missing
    if marks.case_of(response.id) not in office.marks:
        _finish(response, code, taken)
    change = office.intake.differing(response.id, wanted)
    if change is not None:
        taken.repairs.append(change)
        taken.marks[marks.case_of(response.id)] = code
        if edited := sorted({text.head(h) or h for h in change.cells} - {"Case", "Received at"}):
            taken.fresh.add(code)
            if not answers.are_known(office, response, code):
                _tell_of_edit(office, code, edited, taken, today)
    taken.marks[marks.answers(code)] = answers.digest(response)


def _tell_of_edit(office: Office, code: str, edited: list[str], taken: Taken, today: date) -> None:
    names = ", ".join(edited)
    taken.told[code] = [f"{spoken(today, today)}: read these answers again, they changed ({names})."]
    known = Marks(ChainMap(taken.marks, dict(office.marks.values)))
    taken.marks |= edits.edited(known, office.by_code.get(code), edited, today)
    taken.edited.add(code)


def missing_conflicts(
    office: Office, codes: Iterable[str], watch: Watch, phrases: Mapping[str, str]
) -> dict[str, tuple[Row, ...]]:
    """Rows for Conflicts that these cases lack, by case. `phrases` of new ones may hold names too."""
    rows: dict[str, tuple[Row, ...]] = {}
    for code in codes:
        case = office.by_code.get(code)
        if case is None or case.gone:
            continue
        known = {Found(c.volunteer, c.kind) for c in case.conflicts}
        found = facts(office.marks, code)
        parties = {PARTIES: "\n".join(found.names)} if found and found.names else {}
        own = {"own_phrase": phrases.get(code, "")}
        fresh = find_conflicts({**case.answers, **parties, **own}, watch) - known
        rows[code] = tuple(conflict_row(code, found) for found in sorted(fresh, key=_by_name))
    return {code: fresh for code, fresh in rows.items() if fresh}


def kept_away_rows(office: Office) -> tuple[Row, ...]:
    """Rows for Conflicts for what coordinators wrote under Keep away from and is not there yet."""
    told = [case for case in office.cases if "Keep away from" in case.row]
    if not told:
        return ()
    there = {
        (row.get("Case"), office.roster.known(codec.read_text(row.get("Volunteer"))))
        for row in office.snapshot["Conflicts"].rows
        if row.get("Kind") == ConflictKind.KEPT_AWAY
    }
    return tuple(
        conflict_row(case.code, Found(c.volunteer, c.kind))
        for case in told
        for c in case.conflicts
        if c.kind is ConflictKind.KEPT_AWAY and (case.code, c.volunteer) not in there
    )


def _by_name(found: Found) -> tuple[str, str]:
    return found.volunteer, found.kind


def fingerprint(office: Office) -> str:
    """Of what decides, beside the answers, which conflicts there are: the Roster's names, and the
    rows of Conflicts as they stand. While it is the same, only new answers need be looked at.
    """
    digest = hashlib.blake2b(digest_size=16)
    for volunteer in office.roster.volunteers:
        digest.update(repr((volunteer.names, volunteer.emails, volunteer.apart_from)).encode())
    for row in office.snapshot["Conflicts"].rows:
        digest.update(repr((row.get("Case"), row.get("Volunteer"), row.get("Kind"))).encode())
    return digest.hexdigest()
