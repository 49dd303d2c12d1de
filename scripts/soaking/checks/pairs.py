"""Every accepted case has a lawful pair or a notice, and nobody is given a case who must not have it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from soaking.checks.days import as_day
from soaking.checks.known import Event, Looked, Place, moment_of, names, text
from soaking.checks.standing import ACCEPTED, ASIDE, Cases
from soaking.tables import Value

Row = dict[str, Value]


def check(look: Looked, cases: Cases) -> Iterator[str]:
    yield from _append_only(look)
    for event in look.known.fresh:
        if event.what == "assigned":
            yield from (f"{event.case}: {event.volunteer} {why}" for why in _unlawful(event, look, cases))
    if look.moment.complete:
        yield from _complete(look, cases)


def learn(look: Looked) -> None:
    """What happened since the last picture."""
    known = look.known
    rows = [_plain(row) for row in look.picture["office", "Assignments"].rows()]
    left = Counter(known.counted)
    known.fresh = []
    for row in rows:
        if left[row[:4]] > 0:
            left[row[:4]] -= 1
        else:
            known.fresh.append(Event(moment_of(row[0]), *map(text, row[1:])))
    known.fresh.sort(key=lambda event: event.when)
    for event in known.fresh:
        known.places.setdefault(event.case, Place()).happen(event)
    known.events += known.fresh


def _plain(row: Row) -> tuple[Value, ...]:
    return tuple(row[header] for header in ("When", "Case", "Volunteer", "Event", "Why"))


def _append_only(look: Looked) -> Iterator[str]:
    now = Counter(_plain(row)[:4] for row in look.picture["office", "Assignments"].rows())
    if lost := look.known.counted - now:
        yield f"Assignments: rows vanished or changed ({sorted({text(row[1]) for row in lost})})"
    look.known.counted = now


def _unlawful(event: Event, look: Looked, cases: Cases) -> Iterator[str]:
    """Why the volunteer should not have been given the case."""
    name, code, today = event.volunteer, event.case, look.moment.today
    row = cases.roster.get(name)
    if row is None or code not in cases.intake:
        yield "is not on the Roster, or the case is not known"
        return
    if text(row["Status"]) not in ("", "Active"):
        yield f"is {row['Status']}"
    approved = as_day(row["Approved on"])
    if approved is None or approved > today:
        yield "is not approved"
    if code in look.known.gone or code not in look.known.request_of:
        return
    yield from _in_conflict(name, code, look, cases)
    given = names(cases.cell(code, "Give to")) + names(cases.cell(code, "Also open to"))
    if name not in given and not _had_it(event, look):
        yield from _not_free(name, look, cases)


def _in_conflict(name: str, code: str, look: Looked, cases: Cases) -> Iterator[str]:
    if name in cases.named(code):
        yield "is part of it"
    if name in cases.avoided(code):
        yield "was asked not to have it"
    if name in cases.close_to(cases.named(code)) and not cases.released(code, name):
        yield "is close to somebody who is part of it"
    if name in names(cases.cell(code, "Keep away from")):
        yield "was kept away by a coordinator"
    others = set(look.known.place(code).everybody) - {name}
    if name in cases.close_to(others):
        yield "is close to the other of the pair"
    for related in _related(code, cases):
        if name in cases.avoided(related):
            yield "was asked not to have a related case"


def _related(code: str, cases: Cases) -> Iterator[str]:
    for other in cases.codes:
        here, there = names(cases.cell(code, "Related to")), names(cases.cell(other, "Related to"))
        if other in here or code in there:
            yield other


def _had_it(event: Event, look: Looked) -> bool:
    """Whether the case was closed and opened again, to those who had it."""
    before = [e for e in look.known.events if e.case == event.case and e.volunteer == event.volunteer]
    return any(e.what == "released" for e in before if e is not event)


def _not_free(name: str, look: Looked, cases: Cases) -> Iterator[str]:
    row = look.picture["board", "Availability"].keyed("Volunteer").get(name, {})
    if not _is_there(row, look.moment.today):
        yield "is away or not on rotation"
    most = row.get("Most open cases")
    aside = {c for c in cases.codes if cases.standing(c, cases.shown_restricted(c)) == ASIDE}
    if isinstance(most, int) and look.known.open_cases(aside)[name] > most:
        given = [e for e in look.known.fresh if e.volunteer == name and e.what == "assigned"]
        if len(given) == 1:
            yield "has as many cases as they would"


def _is_there(row: Row, today: date) -> bool:
    if text(row.get("On rotation")) not in ("", "yes"):
        return False
    start, end = row.get("Away from"), row.get("Away until")
    days = [as_day(value) for value in (start, end)]
    if any(day is None and value is not None for day, value in zip(days, (start, end), strict=True)):
        return False
    first, last = days
    if first is None and last is None:
        return True
    return bool((first and today < first) or (last and today > last))


def _complete(look: Looked, cases: Cases) -> Iterator[str]:
    for code in cases.codes:
        place = look.known.place(code)
        for name in names(cases.cell(code, "Replace")):
            if name in place.everybody:
                yield f"{code}: {name} was to be replaced and has it"
        if len(set(place.pair)) != len(place.pair):
            yield f"{code}: one person twice"
        accepted = cases.standing(code, cases.shown_restricted(code)) == ACCEPTED
        closed = place.closed is not None
        if accepted and len(place.pair) < 2 and not closed and not cases.cell(code, "Notice"):
            yield f"{code}: accepted, and neither a pair nor a notice"
