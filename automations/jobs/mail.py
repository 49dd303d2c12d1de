"""Who is told what by mail: put into the outbox here, sent once the office holds that it goes out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from automations.core.casework.filed import filed
from automations.core.mail import acknowledging, outbox, tellings, wording
from automations.core.mail.digest import digest
from automations.core.mail.letters import letter_id
from automations.core.mail.mail_hours import Hours
from automations.core.mail.outbox import NOTHING
from automations.core.mail.tellings import Kind, Situation, Thing
from automations.core.mail.wording import Links
from automations.core.marks import ACKNOWLEDGED, DRAW, MAIL_TO
from automations.core.names.spelling import EMAIL
from automations.core.outcome import Outcome
from automations.core.pairs import assignment
from automations.errors import CrtError
from automations.jobs.desk import OUTSIDE as OUTSIDE_OFFICE
from automations.jobs.desk import Desk, Mailing, Outgoing

OUTSIDE = "the outside contact"
"""Who is told what no coordinator may be told."""

LOOK_EVERY = timedelta(days=3)
"""With a weekend between still within the seven days of the first contact."""

UNHEARD = (
    "{count} requests that can't wait could be told to nobody by mail. Look into Intake now, and give the "
    "coordinators, or the outside contact, an address."
)

Wanted = dict[str, list[Thing]]


def run(desk: Desk) -> Outcome:
    mailing = desk.world.mailing
    if mailing is None:
        return Outcome()
    people = _addresses(desk)
    wanted, unheard = _at_once(desk, people)
    seen, problems = _situation(desk, mailing.hours)
    if seen is not None:
        _add_the_rest(seen, wanted)
    _look_in(desk, wanted)
    marks: dict[str, str] = {}
    going = _to_team(desk, mailing.hours, people, wanted, marks)
    letters = [_outgoing(desk, mailing, people[name], going[name], seen) for name in going]
    letters += _to_requesters(desk, mailing, marks)
    changed = desk.hand_in("office", desk.office.marks.set(marks))
    desk.hand_in_letters(letters)
    return Outcome(len(people), len(letters), changed, problems, unheard)


def _addresses(desk: Desk) -> dict[str, str]:
    """One for each person who can be written to."""
    outside = EMAIL.search(desk.team.outside_contact)
    return tellings.addresses(desk.office.roster) | ({OUTSIDE: outside[0]} if outside else {})


def _at_once(desk: Desk, people: Mapping[str, str]) -> tuple[Wanted, tuple[str, ...]]:
    """What can't wait, by person; and whether some of it can be told to nobody."""
    wanted: Wanted = {}
    unheard = 0
    for case in tellings.at_once(desk.office):
        away = tellings.in_conflict(case)
        deciding = [name for name in tellings.coordinators(desk.office.roster) if name not in away]
        reached = [name for name in deciding or [OUTSIDE] if name in people]
        unheard += not reached
        for name in reached:
            wanted.setdefault(name, []).append(Thing(Kind.NOW, case.code))
    return wanted, (UNHEARD.format(count=unheard),) if unheard else ()


def _situation(desk: Desk, hours: Hours) -> tuple[Situation | None, tuple[str, ...]]:
    """Why it can't be told, where it can't."""
    try:
        short, board = assignment.short_of_pair(desk.rotation), desk.board
    except CrtError as error:
        return None, (str(error),)
    until = hours.before_next(desk.today)
    since = hours.last(desk.today)
    return Situation(desk.office, board, short, desk.team, desk.today, until, since), ()


def _add_the_rest(seen: Situation, wanted: Wanted) -> None:
    """What can wait for the day's mail."""
    for name, things in tellings.of_cases(seen).items():
        wanted[name] = wanted.get(name, []) + things
    for name in tellings.coordinators(seen.office.roster):
        wanted[name] = [*wanted.get(name, []), Thing(Kind.DIGEST, "", seen.today.isoformat())]


def _look_in(desk: Desk, wanted: Wanted) -> None:
    """The outside contact is asked to look, every few days and whatever is there."""
    if OUTSIDE_OFFICE not in desk.world.workbooks:
        return
    last = outbox.read_post(desk.office.marks, MAIL_TO + OUTSIDE).last
    if last <= (desk.today - LOOK_EVERY).isoformat():
        wanted.setdefault(OUTSIDE, []).append(Thing(Kind.LOOK_IN))


@dataclass(frozen=True, slots=True)
class _Going:
    """One person's mail that goes out; `key` is that of their outbox."""

    name: str
    key: str
    things: tuple[Thing, ...]


def _to_team(
    desk: Desk, hours: Hours, people: Iterable[str], wanted: Wanted, marks: dict[str, str]
) -> dict[str, _Going]:
    """By name. `marks` are added to: what the office must hold before the letters go."""
    known = outbox.read_posts(desk.office.marks, desk.office.roster)
    codes = {case.code for case in tellings.open_cases(desk.office)}
    may_send = hours.may_send(desk.now)
    found = {}
    for name in people:
        key, before = known.get(name, (MAIL_TO + name, NOTHING))
        post = outbox.to_go(before, wanted.get(name, ()), codes, desk.today, may_send)
        if post != before:
            marks[key] = post.mark()
        if post.going:
            found[name] = _Going(name, key, post.going)
    return found


def _outgoing(desk: Desk, mailing: Mailing, to: str, going: _Going, seen: Situation | None) -> Outgoing:
    daily = any(thing.kind is Kind.DIGEST for thing in going.things)
    found = digest(seen, going.name) if seen and daily else None
    files = {thing.code: _case_file(desk, thing.code) for thing in going.things}
    links = Links(mailing.board, mailing.office, mailing.outside_office, files)
    letter = wording.to_team(to, _id(desk, f"{going.name} {going.things}"), going.things, found, links)
    return Outgoing(letter, partial(outbox.noted, key=going.key, today=desk.today))


def _id(desk: Desk, about: str) -> str:
    """Keyed with the office's secret; where it has none yet, with one for now."""
    return letter_id(desk.office.marks.get(DRAW) or desk.world.new_secret(), about)


def _case_file(desk: Desk, code: str) -> str:
    """Its address; blank where it has none that a browser opens."""
    found = filed(desk.office.marks, code)
    return found.link if found and found.link.startswith("https://") else ""


def _to_requesters(desk: Desk, mailing: Mailing, marks: dict[str, str]) -> Iterator[Outgoing]:
    """By day at any day of the week: whoever just wrote waits for it."""
    known = acknowledging.read_acknowledged(desk.office.marks)
    due = acknowledging.to_acknowledge(desk.office, known, desk.today)
    if not due or not mailing.hours.awake(desk.now):
        return
    marks[ACKNOWLEDGED] = known.going(due, desk.today).mark()
    for code, address in due.items():
        noted = partial(acknowledging.noted, code=code, today=desk.today)
        yield Outgoing(wording.acknowledgement(address, _id(desk, f"we have {code}")), noted)
