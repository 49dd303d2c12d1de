"""Who is told what by mail: put into the outbox here, sent once the office holds that it goes out."""

from collections.abc import Iterator, Mapping
from functools import partial

from automations.core import acknowledging, assignment, outbox, tellings, wording
from automations.core.digest import digest
from automations.core.filed import filed
from automations.core.letters import Letter
from automations.core.mail_hours import Hours
from automations.core.marks import ACKNOWLEDGED, MAIL_TO
from automations.core.outbox import NOTHING, Post
from automations.core.outcome import Outcome
from automations.core.spelling import EMAIL
from automations.core.tellings import Kind, Situation, Thing
from automations.core.wording import Links
from automations.errors import CrtError
from automations.jobs.desk import Desk, Mailing, Outgoing

OUTSIDE = "the outside contact"
"""Who is told what no coordinator may be told."""

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
    problems = _add_the_rest(desk, mailing.hours, wanted)
    marks: dict[str, str] = {}
    letters = [*_to_team(desk, mailing, people, wanted, marks), *_to_requesters(desk, mailing, marks)]
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


def _add_the_rest(desk: Desk, hours: Hours, wanted: Wanted) -> tuple[str, ...]:
    """What can wait for the day's mail; why there is no telling, if there is none."""
    try:
        seen = _situation(desk, hours)
    except CrtError as error:
        return (str(error),)
    for name, things in tellings.of_cases(seen).items():
        wanted[name] = wanted.get(name, []) + things
    for name in tellings.coordinators(desk.office.roster):
        wanted[name] = [*wanted.get(name, []), Thing(Kind.DIGEST, "", desk.today.isoformat())]
    return ()


def _situation(desk: Desk, hours: Hours) -> Situation:
    short = assignment.short_of_pair(desk.rotation)
    until = hours.before_next(desk.today)
    return Situation(desk.office, desk.board, short, desk.team, desk.today, until)


def _to_team(
    desk: Desk, mailing: Mailing, people: Mapping[str, str], wanted: Wanted, marks: dict[str, str]
) -> Iterator[Outgoing]:
    """`marks` are added to: what the office must hold before the letters go."""
    known = outbox.read_posts(desk.office.marks, desk.office.roster)
    codes = {case.code for case in tellings.open_cases(desk.office)}
    may_send = mailing.hours.may_send(desk.now)
    for name, address in people.items():
        key, before = known.get(name, (MAIL_TO + name, NOTHING))
        post = outbox.to_go(before, wanted.get(name, ()), codes, desk.today, may_send)
        if post != before:
            marks[key] = post.mark()
        if post.going:
            noted = partial(outbox.noted, key=key, today=desk.today)
            yield Outgoing(_letter(desk, mailing, name, address, post), noted)


def _letter(desk: Desk, mailing: Mailing, name: str, address: str, post: Post) -> Letter:
    found = None
    if any(thing.kind is Kind.DIGEST for thing in post.going):
        found = digest(_situation(desk, mailing.hours), name, mailing.hours.last(desk.today))
    files = {thing.code: _case_file(desk, thing.code) for thing in post.going}
    links = Links(mailing.board, mailing.office, files)
    return wording.to_team(address, f"{name} {post.going}", post.going, found, links)


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
        yield Outgoing(wording.acknowledgement(address, f"we have {code}"), noted)
