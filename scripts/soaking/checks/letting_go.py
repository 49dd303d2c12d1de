"""Cases are deleted when their time is up, never before, wholly, and never come back."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from soaking import canaries
from soaking.checks.flags import STAGES
from soaking.checks.known import ZONE, Known, Looked, text
from soaking.checks.responses import DELETED
from soaking.checks.standing import ASIDE, Cases
from soaking.record import Record

CLOSED, NEVER_ACCEPTED = 180, 60
KEPT_IN_INTAKE = frozenset({"What to do"})
AGREEMENTS = "Agreements in force"
OF_THE_BOARD = frozenset({"Reached out on", "Stage", "Next check-in"})


def leaving(look: Looked, before: Cases) -> dict[str, date | None]:
    """The last day of each case, before the run; None while it must be kept. `before`: the cases as they were
    when people had typed.
    """
    return {code: _due(code, before, look) for code in before.codes}


def check(look: Looked, cases: Cases, before: Cases, leaving: Mapping[str, date | None]) -> Iterator[str]:
    today = look.moment.today
    for code in cases.codes:
        if cases.cell(code, "Response").startswith(DELETED):
            if not _may_go(code, leaving, before, today):
                yield f"{code} was deleted before its time"
            look.known.gone[code] = today
            _forget(code, look.known.record)
    for code, day in leaving.items():
        if look.moment.complete and day is not None and day < today and code not in look.known.gone:
            yield f"{code} should have been deleted after {day}"
    _forget_agreements(look)
    yield from _left(look)


def _may_go(code: str, leaving: Mapping[str, date | None], cases: Cases, today: date) -> bool:
    """By itself, or with the case that it belongs to; of what came at about the closing nobody can tell."""
    owners = [owner for owner, parts in cases.parts.items() if code in parts]
    if any(one in cases.known.unsure for one in (code, *owners, *cases.parts.get(code, ()))):
        return True
    days = (leaving.get(one) for one in (code, *owners))
    return any(day is not None and day < today for day in days)


def _due(code: str, cases: Cases, look: Looked) -> date | None:
    """The last day on which it is kept; long ago if a coordinator said twice that it is to go now."""
    family = [code, *cases.parts.get(code, ())]
    if any(cases.cell(c, "Keep longer") == "yes" or cases.cell(c, "What to do") == "Hold" for c in family):
        return None
    if cases.cell(code, "Delete now") == code:
        return date.min
    day = _last_day(code, cases, look)
    agreed = look.known.record.agreed.get(code)
    written = look.picture["office", AGREEMENTS].keyed("Case").get(code, {}).get("What was agreed")
    return None if agreed and agreed >= look.moment.today and not written else day


def _last_day(code: str, cases: Cases, look: Looked) -> date | None:
    place, decision = look.known.place(code), cases.cell(code, "What to do")
    parts = cases.parts.get(code, set())
    if any(cases.standing(p, cases.shown_restricted(p)) != ASIDE or p in look.known.unsure for p in parts):
        return None
    days = CLOSED if place.closed else NEVER_ACCEPTED
    if place.closed and _is_opened_again(code, cases):
        return None
    if place.closed:
        own = place.closed.astimezone(ZONE).date() + timedelta(days=CLOSED - 1)
    elif decision not in ("Out of scope", "Refer to grievance officer"):
        return None
    elif place.were:
        own = place.last.astimezone(ZONE).date() + timedelta(days=CLOSED - 1)
    else:
        own = cases.request(code).day + timedelta(days=NEVER_ACCEPTED - 1)
    return max([own, *(cases.request(p).day + timedelta(days=days - 1) for p in parts)])


def _is_opened_again(code: str, cases: Cases) -> bool:
    """Whether people chose another stage for it than Closed. Of a restricted case the office's row counts."""
    tabs = (cases.picture[tab].keyed("Case") for tab in (("office", "Restricted cases"), ("board", "Cases")))
    stage = text(next((tab[code] for tab in tabs if code in tab), {}).get("Stage"))
    return stage in STAGES and stage != "Closed"


def _forget(code: str, record: Record) -> None:
    """What people typed about it goes with it, but for what reports count."""
    record.row_gone("office", "Intake", code, KEPT_IN_INTAKE)
    record.row_gone("board", "Cases", code, OF_THE_BOARD)
    record.row_gone("office", "Restricted cases", code, OF_THE_BOARD)
    for cell in [c for c in record.typed if c[1] == "Conflicts" and c[2].startswith(f"{code}|")]:
        del record.typed[cell]


def _forget_agreements(look: Looked) -> None:
    """A line of what was agreed goes once its last day has passed."""
    record, there = look.known.record, look.picture["office", AGREEMENTS].keyed("Case")
    for cell, until in list(record.typed.items()):
        over = text(until)[:10] < look.moment.today.isoformat()
        if (
            cell[:2] == ("office", AGREEMENTS)
            and cell[3] == "In force until"
            and over
            and cell[2] not in there
        ):
            record.row_gone("office", AGREEMENTS, cell[2])


def _left(look: Looked) -> Iterator[str]:
    """Nothing of a deleted case is anywhere: no word in the office, no file, no line of an export."""
    gone = {look.known.request_of[code] for code in look.known.gone}
    if look.moment.complete:
        yield from (
            f"the case file of {c} is still there" for c in look.picture.case_files & look.known.gone.keys()
        )
    places = [("office", look.picture.texts["office"])]
    places += [("responses", look.picture.exports)] if look.moment.complete else []
    for place, words in places:
        found = canaries.found(words)
        # What joins another request repeats its phrase.
        back = {number for number in gone & found.keys() if found[number] != {"own_phrase"}}
        if back:
            codes = sorted(look.known.code_of[number] for number in back)
            yield f"words of deleted cases stand in {place}: {codes}"
        phrases = sorted(n for n, fields in found.items() if "own_phrase" in fields)
        if phrases and place == "office":
            yield f"phrases of requests {phrases} stand in the office"
    yield from _in_case_files(look)


def _in_case_files(look: Looked) -> Iterator[str]:
    """A case file holds the words of its own request, and of those that belong to it."""
    for code, words in look.picture.touched.items():
        own = look.known.request_of.get(code)
        for number in canaries.found(words).keys() - {own}:
            if code not in _leads_to(look.known.code_of.get(number, ""), look.known):
                yield f"the case file of {code} holds words of request {number}"


def _leads_to(part: str, known: Known) -> set[str]:
    """Codes that a request leads to, by what it joins or is a duplicate of, however long the chain."""
    found, left = {part}, [part]
    while left:
        one = left.pop()
        number = known.request_of.get(one)
        joins = None if number is None else known.record.requests[number].target
        ahead = {other for this, other in known.joined if this == one}
        ahead |= set() if joins is None else {known.code_of.get(joins, "")}
        left += ahead - found
        found |= ahead
    return found
