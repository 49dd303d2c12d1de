"""The board shows each case that may be shown, once, and nothing that anybody wrote to the team."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from soaking import canaries
from soaking.checks.known import Looked, text
from soaking.checks.standing import ACCEPTED, WAITING, Cases
from soaking.tables import Value
from soaking.volunteers import OUTSIDER

Row = dict[str, Value]
DAYS = ("Received", "Reach out by", "Closed")
SECRET = (
    "involved", "asked to avoid", "kept apart", "kept away by coordinator", "possible match", "Hold",
    "Out of scope", "Duplicate", "Refer to grievance officer", "Myself", "Someone else, and they know",
    "Think through a difficult situation", "Set up a mediated conversation", "Harassment or violence",
    "Hold someone accountable for harm", "Make amends for harm I may have caused",
    "Talked through, no plan needed", "Went on elsewhere", "Ended without agreement",
)  # fmt: skip
"""What stands in the office and must never stand in a row of the board."""
PRIVATE = ("@team.example.org", "@example.net", OUTSIDER.casefold())
"""Addresses, and a name that stands under Keep apart from alone."""
LINK = re.compile(r"https://docs\.google\.com/\S+/edit")
"""An address made of random letters, and any four letters come among them once in years."""
WITHOUT_WORDS = ("Assignments", "Conflicts", "Releases", "Runs", "Restricted cases", "Roster")


def check(look: Looked, cases: Cases) -> Iterator[str]:
    rows = [row for row in look.picture["board", "Cases"].rows() if text(row["Case"])]
    count = Counter(text(row["Case"]) for row in rows)
    yield from (f"board: {code} stands {times} times" for code, times in count.items() if times > 1)
    by_code = {text(row["Case"]): row for row in rows}
    yield from (f"board: nobody knows {code}" for code in by_code if code not in look.known.request_of)
    yield from _came_and_went(look, cases, by_code)
    for code, row in by_code.items():
        yield from (f"board, {code}: {what}" for what in _row(code, row, look, cases))
    yield from _canaries(look)
    if look.moment.complete:
        yield from _missing(look, cases, by_code)


def _came_and_went(look: Looked, cases: Cases, by_code: Mapping[str, Row]) -> Iterator[str]:
    known = look.known
    for code in by_code.keys() - known.on_board:
        if code in known.gone or code not in known.request_of:
            continue
        if cases.shown_restricted(code) or cases.named(code):
            yield f"board: {code} is a restricted case and came to the board"
        elif cases.standing(code, restricted=False) != ACCEPTED:
            yield f"board: {code} came to the board, and nobody accepted it"
    if look.moment.complete:
        yield from (f"board: the row of {code} is gone" for code in known.on_board - by_code.keys())
        known.on_board |= by_code.keys()


def _row(code: str, row: Row, look: Looked, cases: Cases) -> Iterator[str]:
    two = row["Volunteer 1"], row["Volunteer 2"]
    yield from (f"{name!r} is not on the Roster" for name in two if name and name not in cases.roster)
    for header in DAYS:
        if isinstance(row[header], datetime) or not isinstance(row[header], (date, type(None))):
            yield f"{header} is no day"
    yield from (f"it holds {value!r}" for value in row.values() if value in SECRET)
    if code in look.known.gone or code not in cases.intake:
        return
    restricted = cases.shown_restricted(code)
    shown = look.known.shown.get(code)
    pair = [*look.known.place(code).pair, None, None][:2]
    if not restricted:
        look.known.shown[code] = two
        if look.moment.complete and list(two) != pair:
            yield f"it names {two}, and the office {pair}"
    elif shown is not None and look.moment.complete and two != shown:
        yield f"a restricted case's row changed its pair from {shown} to {two}"


def _canaries(look: Looked) -> Iterator[str]:
    shown = LINK.sub("", look.picture.texts["board"])
    yield from (f"{word} stands on the board" for word in PRIVATE if word in shown.casefold())
    for place, words in (("the board", shown), ("what a run said", look.picture.said)):
        if canaries.STEM in words.casefold():
            yield f"words of requests {sorted(canaries.found(words))} stand in {place}"
    for tab in WITHOUT_WORDS:
        words = " ".join(text(v) for row in look.picture["office", tab].rows() for v in row.values())
        if canaries.STEM in words.casefold():
            yield f"words of requests {sorted(canaries.found(words))} stand in office/{tab}"
    published = "\n".join(content.decode() for content in look.picture.reports.values())
    if canaries.STEM in published.casefold():
        yield "words of requests stand in a report"


def _missing(look: Looked, cases: Cases, by_code: Mapping[str, Row]) -> Iterator[str]:
    """An accepted case without a row; one that is held though nobody is named must say why."""
    for code in cases.codes:
        if code in by_code or code in look.known.unsure:
            continue
        restricted = cases.shown_restricted(code)
        if cases.named(code) and not restricted:
            yield f"{code}: {len(cases.named(code))} of the team are named, and it is no restricted case"
        elif not restricted and cases.standing(code, restricted=False) == ACCEPTED:
            yield f"board: {code} is accepted and has no row"
        elif cases.standing(code, restricted) == WAITING and not cases.cell(code, "Notice"):
            yield f"{code} waits, and no notice says so"
    there = look.picture["office", "Restricted cases"].keyed("Case")
    yield from (
        f"{c} is a restricted case without a row"
        for c in cases.codes
        if cases.shown_restricted(c) and c not in there
    )
