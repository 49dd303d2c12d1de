"""The digest: for one coordinator each, how things stand, in counts and codes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from automations.core.case import Case, Standing
from automations.core.mail.tellings import Situation, addresses, in_conflict, open_cases
from automations.core.marks import ACCESS
from automations.core.team import read_availability
from sheets_schema import codec
from sheets_schema.words import Flag, Result, Status

Line = tuple[str, str]
"""A case code, and a day (ISO) or blank."""


@dataclass(frozen=True, slots=True)
class Digest:
    """`fresh` requests came in since `since` (ISO), the day of the last one; `failed`: how often jobs did.
    `unreadable` rows of Availability; `unaddressed`: volunteers with open cases who have no address.
    `access`: what is wrong with who can open what.
    """

    open: int
    since: str
    fresh: int
    waiting: tuple[Line, ...]
    short: tuple[Line, ...]
    well_overdue: tuple[Line, ...]
    overdue: tuple[Line, ...]
    unreadable: int
    unaddressed: int
    access: int
    failed: Mapping[str, int]


def digest(seen: Situation, coordinator: str) -> Digest:
    """Without the cases that the coordinator is in conflict with, be it in a count."""
    cases = [case for case in open_cases(seen.office) if coordinator not in in_conflict(case)]
    flags = {case.code: seen.flag(case, seen.today) for case in cases}
    waiting = [case for case in cases if case.standing is Standing.WAITING]
    paired = [case for case in cases if case.standing is Standing.ACCEPTED]
    return Digest(
        len(waiting) + len(paired),
        seen.since.isoformat(),
        sum(case.received >= seen.since for case in cases),
        _lines(waiting, seen),
        _lines((case for case in paired if case.code in seen.short), seen),
        _lines((case for case in paired if flags[case.code] is Flag.WELL_OVERDUE), seen),
        _lines((case for case in paired if flags[case.code] is Flag.OVERDUE), seen),
        _unreadable(seen),
        _unaddressed(seen),
        _access(seen),
        _failed(seen),
    )


def _lines(cases: Iterable[Case], seen: Situation) -> tuple[Line, ...]:
    """The most urgent first; those without a day last."""
    dated = ((case.code, day.isoformat() if (day := case.due(seen.team)) else "") for case in cases)
    return tuple(sorted(dated, key=lambda line: (line[1] or "9999", line[0])))


def _unreadable(seen: Situation) -> int:
    said = read_availability(seen.board["Availability"], seen.team.date_order, seen.office.roster)
    return sum(availability.unreadable for availability in said.values())


def _unaddressed(seen: Situation) -> int:
    there, load = addresses(seen.office.roster), seen.office.history.caseload()
    team = {v.name for v in seen.office.roster.volunteers if v.status is not Status.LEFT}
    return sum(name in team and name not in there for name in load)


def _access(seen: Situation) -> int:
    _, _, count = seen.office.marks.get(ACCESS).partition(" ")
    return int(count) if count.isascii() and count.isdigit() else 0


def _failed(seen: Situation) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for row in seen.office.snapshot["Runs"].rows:
        moment = codec.read_timestamp(row.get("When"))
        failed = codec.read_choice(row.get("Result"), Result) is Result.FAILED
        if failed and isinstance(moment, datetime) and seen.team.day(moment) >= seen.since:
            found[codec.read_text(row.get("Job"))] += 1
    return found
