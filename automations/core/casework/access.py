"""Who may open a case file: its pair, whom a coordinator admits, and the coordinators."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from automations.core import marks
from automations.core.case import Case
from automations.core.casework.case_file import NEW_VOLUNTEER
from automations.core.casework.facts import Facts
from automations.core.first_contact import Said
from automations.core.history import Place
from automations.core.office import Office
from automations.core.team import Team, Volunteer
from sheets_schema.words import Stage, Status

BEFORE_ANY_TALK = (None, Stage.NEW)


@dataclass(frozen=True, slots=True)
class Readers:
    """Display names. `waiting` are on the case and may not read yet what was said before them; `overridden`
    may on a coordinator's word alone. `without_address` have none on the Roster, `refused` one that can't be
    let in, `barred` one that is also somebody's who must not read.
    """

    emails: frozenset[str]
    waiting: tuple[str, ...]
    overridden: tuple[str, ...]
    without_address: tuple[str, ...]
    refused: tuple[str, ...]
    barred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """The addresses of those who may open a case file, and nobody else. Those of them `refused` today need
    not be tried again. `ids`: what the platform knows an address by where it spells it otherwise.
    """

    emails: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    ids: Mapping[str, str] = field(default_factory=dict)


NOBODY = Circle()


def readers(case: Case, office: Office, known: Facts, words: Said, team: Team) -> Readers:
    agreed = _agreed(known, office)
    first_talk = _first_talk(known, words)
    newcomers = [name for name in _newcomers(case, office, first_talk, team) if name not in agreed]
    overridden = tuple(name for name in newcomers if name in case.wishes.also_open_to)
    waiting = tuple(name for name in newcomers if name not in overridden)
    people = [v for v in office.roster.volunteers if _may_read(v, case, office) and v.name not in waiting]
    out = _kept_out(case, office, waiting)
    barred = [v for v in people if v.emails and v.emails[0].casefold() in out]
    refused = refused_addresses(office.marks)
    return Readers(
        frozenset(v.emails[0] for v in people if v.emails and v not in barred),
        waiting,
        overridden,
        tuple(v.name for v in people if not v.emails),
        tuple(v.name for v in people if v.emails and v.emails[0] in refused),
        tuple(v.name for v in barred),
    )


def _agreed(known: Facts, office: Office) -> frozenset[str]:
    """The newcomers whom the requester lets read. Nobody where anything but names stands there: "no, not
    Ada" names her too.
    """
    found, strange = office.roster.named(";".join(known.agreed_to))
    return frozenset() if strange else frozenset(found)


def _may_read(volunteer: Volunteer, case: Case, office: Office) -> bool:
    """A Status that can't be read may mean that they left: it takes nothing but a place on the case."""
    if volunteer.status is Status.LEFT:
        return False
    if volunteer.name in office.history.everybody(case.code):
        return True
    leads = volunteer.coordinator and isinstance(volunteer.status, Status)
    return leads and not _in_conflict(volunteer, case)


def _in_conflict(volunteer: Volunteer, case: Case) -> bool:
    return any(c.volunteer == volunteer.name and not c.released for c in case.conflicts)


def _kept_out(case: Case, office: Office, waiting: Iterable[str]) -> frozenset[str]:
    """Addresses, in small letters, of those who must not read, whosever they are besides."""
    replaced = office.history.replaced(case.code)

    def must_not(v: Volunteer) -> bool:
        barred = v.status is Status.LEFT or v.name in replaced or _in_conflict(v, case)
        return v.name in waiting or (barred and not _may_read(v, case, office))

    return frozenset(email.casefold() for v in office.roster.volunteers if must_not(v) for email in v.emails)


def _first_talk(known: Facts, words: Said) -> date | None:
    """The day of the first conversation with the requester: as logged, else as the row tells."""
    if known.talked_on:
        return date.fromisoformat(known.talked_on)
    if words.stage not in BEFORE_ANY_TALK and isinstance(words.reached_out, date):
        return words.reached_out
    return None


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
    return _read(known, marks.REFUSED)


def _read(known: marks.Marks, mark: str) -> Mapping[str, str]:
    try:
        found = json.loads(known.get(mark))
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def still_refused(
    known: Mapping[str, str], tried: Iterable[str], refused: Iterable[str], today: date
) -> dict[str, str]:
    """The value of the mark: what was let in meanwhile is no longer in it."""
    kept = {email: day for email, day in known.items() if email not in set(tried)}
    found = kept | dict.fromkeys(refused, today.isoformat())
    return {marks.REFUSED: json.dumps(dict(sorted(found.items())))}


def other_ids(known: marks.Marks) -> Mapping[str, str]:
    """What the platform knows addresses by that it spells otherwise, as it said when they were let in."""
    return _read(known, marks.KNOWN_AS)


def ids_remembered(office: Office, fresh: Mapping[str, str]) -> dict[str, str]:
    """The value of the mark, of addresses that still stand on the Roster."""
    there = {email for v in office.roster.volunteers for email in v.emails}
    found = {email: id_ for email, id_ in {**other_ids(office.marks), **fresh}.items() if email in there}
    return {marks.KNOWN_AS: json.dumps(dict(sorted(found.items())))}


def seen_to(emails: Iterable[str], today: date) -> str:
    """The value of the mark that says for whom a file was opened, and when."""
    people = hashlib.blake2b("\n".join(sorted(emails)).encode(), digest_size=8).hexdigest()
    return f"{today.isoformat()} {people}"


def sentences(found: Readers, shared: bool) -> Iterator[str]:
    """What coordinators must see to, or have decided. `shared`: people open the file by themselves."""
    for name in found.waiting:
        yield (
            f"{name} came after the first conversation and may not open the case file yet: once the "
            f"requester agrees, the pair writes that name, and nothing else, in the Summary's line "
            f"“{NEW_VOLUNTEER}”. To decide it yourself, write the name under Also open to; it stays noted "
            "here."
        )
    for name in found.overridden:
        yield f"{name} reads the case file on a coordinator's word (Also open to), without the requester's."
    for name in found.without_address if shared else ():
        yield f"{name} has no Email on the Roster, so the case file can't be shared with them."
    for name in found.barred if shared else ():
        yield (
            f"{name} can't open the case file: the same Email stands on the Roster for somebody who must "
            "not. Write an address of their own there."
        )
    for name in found.refused if shared else ():
        yield (
            f"The case file can't be shared with {name}: the Email on the Roster belongs to no Google "
            "account. Write one there that does."
        )
