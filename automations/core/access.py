"""Who may open a case file: its pair, whom a coordinator admits, and the coordinators."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from automations.core import marks
from automations.core.facts import Facts
from automations.core.first_contact import Said
from automations.core.history import Place
from automations.core.office import Case, Office
from automations.core.team import Team, Volunteer
from sheets_schema.words import Stage, Status

BEFORE_ANY_TALK = (None, Stage.NEW)


@dataclass(frozen=True, slots=True)
class Readers:
    """Display names. `waiting` are on the case and may not read yet what was said before them; `overridden`
    may on a coordinator's word alone. `without_address` have none on the Roster, `refused` one that can't be
    let in.
    """

    emails: frozenset[str]
    waiting: tuple[str, ...]
    overridden: tuple[str, ...]
    without_address: tuple[str, ...]
    refused: tuple[str, ...]


def readers(case: Case, office: Office, known: Facts, words: Said, team: Team) -> Readers:
    first_talk = _first_talk(known, words)
    newcomers = [name for name in _newcomers(case, office, first_talk, team) if not known.agreed]
    overridden = tuple(name for name in newcomers if name in case.wishes.also_open_to)
    waiting = tuple(name for name in newcomers if name not in overridden)
    people = [v for v in office.roster.volunteers if _may_read(v, case, office) and v.name not in waiting]
    refused = refused_addresses(office.marks)
    return Readers(
        frozenset(v.emails[0] for v in people if v.emails),
        waiting,
        overridden,
        tuple(v.name for v in people if not v.emails),
        tuple(v.name for v in people if v.emails and v.emails[0] in refused),
    )


def _may_read(volunteer: Volunteer, case: Case, office: Office) -> bool:
    if volunteer.status is Status.LEFT:
        return False
    if volunteer.name in office.history.everybody(case.code):
        return True
    free = not any(c.volunteer == volunteer.name and not c.released for c in case.conflicts)
    return volunteer.coordinator and free


def _first_talk(known: Facts, words: Said) -> date | None:
    """The day of the first conversation with the requester: as logged, else as the row tells."""
    if known.talked_on:
        return date.fromisoformat(known.talked_on)
    talked = words.stage not in BEFORE_ANY_TALK and isinstance(words.reached_out, date)
    return words.reached_out if talked and isinstance(words.reached_out, date) else None


def _newcomers(case: Case, office: Office, first_talk: date | None, team: Team) -> Iterator[str]:
    """Who took another's place after the requester had begun to talk."""
    there = office.history.everybody(case.code)
    if first_talk is None or not there:
        return
    latest = {place.volunteer: place for place in office.history.cases[case.code].places}
    yield from (name for name in there if _came_after(latest[name], first_talk, team))


def _came_after(place: Place, first_talk: date, team: Team) -> bool:
    return not place.opened and team.day(place.since) > first_talk


def refused_addresses(known: marks.Marks) -> Mapping[str, str]:
    """Addresses that case files can't be shared with, and the day (ISO) on which each was last tried."""
    try:
        found = json.loads(known.get(marks.REFUSED, "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def still_refused(
    known: Mapping[str, str], tried: Iterable[str], refused: Iterable[str], today: date
) -> dict[str, str]:
    """The value of the mark: what was let in meanwhile is no longer in it."""
    kept = {email: day for email, day in known.items() if email not in set(tried)}
    found = kept | dict.fromkeys(refused, today.isoformat())
    return {marks.REFUSED: json.dumps(dict(sorted(found.items())))}


def seen_to(emails: Iterable[str], today: date) -> str:
    """The value of the mark that says for whom a file was opened, and when."""
    people = hashlib.blake2b("\n".join(sorted(emails)).encode(), digest_size=8).hexdigest()
    return f"{today.isoformat()} {people}"


def sentences(found: Readers, shared: bool) -> Iterator[str]:
    """What coordinators must see to, or have decided. `shared`: people open the file by themselves."""
    for name in found.waiting:
        yield (
            f"{name} came after the first conversation and may not open the case file yet: once the "
            "requester agrees, the pair writes yes in its Summary. To decide it yourself, write the name "
            "under Also open to; it stays noted here."
        )
    for name in found.overridden:
        yield f"{name} reads the case file on a coordinator's word (Also open to), without the requester's."
    for name in found.without_address if shared else ():
        yield f"{name} has no Email on the Roster, so the case file can't be shared with them."
    for name in found.refused if shared else ():
        yield (
            f"The case file can't be shared with {name}: the Email on the Roster belongs to no Google "
            "account. Write one there that does."
        )
