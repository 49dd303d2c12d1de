"""The anonymised monthly report: first into the ledger, then on the shelf, never changed after."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from automations.core.board import leaks
from automations.core.changes import AppendRows
from automations.core.marks import release_mark
from automations.core.outcome import Outcome
from automations.core.snapshot import Row
from automations.errors import ReportError
from automations.jobs import correct
from automations.jobs.desk import Desk
from automations.reporting import monthly
from automations.reporting.counting import counted, counts, place, placed_marks, read_placed, tally
from automations.reporting.digest import digest
from automations.reporting.ledger import (
    Ledger,
    LedgerError,
    Release,
    ledger_rows,
    mark,
    missing_rows,
    read_ledger,
)
from automations.reporting.windows import month_of, named, read_month
from automations.reporting.words import LONGEST_NOTE, words
from sheets_schema import codec
from sheets_schema.words import Result

JOB, INTAKE = "report", "intake"


LEAD = 12
"""Months without a request that reports may begin with: a clock that was wrong must not make hundreds."""


def run(desk: Desk) -> Outcome:
    try:
        return _run(desk)
    except LedgerError as error:
        raise ReportError(
            f"office, tab Internal: {error}. Put it back from an older copy of the office; until then no "
            "report is made, for nobody can say what it would give away."
        ) from None


def _run(desk: Desk) -> Outcome:
    """Raises LedgerError, ReportError."""
    office = desk.office
    ledger = read_ledger(office.snapshot["Releases"], office.marks, desk.team.threshold)
    fresh = correct.releases(desk, ledger) if desk.asked.correct else _reports(desk, ledger)
    gone = missing_rows(ledger, office.snapshot["Releases"], desk.today)
    rows = (*gone, *(row for release in fresh for row in ledger_rows(release, desk.today)))
    changed = desk.hand_in("office", [AppendRows("Releases", rows)] if rows else [])
    missing = [r for r in (*ledger.releases, *fresh) if not desk.world.reports.holds(r.folder)]
    for release in missing:
        desk.hand_in_report(release.folder, _files(release))
    cautions = correct.said(fresh) if desk.asked.correct else ()
    return Outcome(len(office.cases), len(missing), changed or bool(missing), cautions=cautions)


def _reports(desk: Desk, ledger: Ledger) -> list[Release]:
    months = _months(desk, ledger)
    for month in months:
        correct.refuse_unknown(desk, named(month))
    return _fresh(desk, ledger, months) if months else []


def _months(desk: Desk, ledger: Ledger) -> Sequence[int]:
    """Those to be reported now, oldest first."""
    first = _first(desk)
    if desk.asked.month is not None:
        return _asked_for(read_month(desk.asked.month), first, ledger)
    read_on = _responses_read_on(desk)
    return monthly.due_months(first, ledger, desk.team.reach_out_days, read_on) if read_on else []


def _first(desk: Desk) -> int:
    """The month of the first request that counts, or the one in which the jobs ran first: so a month without
    any has its report too, and that of a restricted case begins none.
    """
    office, today = desk.office, month_of(desk.today)
    requests = min((month_of(case.received) for case in office.cases if counts(case, office)), default=today)
    ran = (month_of(day) for day in _days(desk, office.snapshot["Runs"].rows))
    return min(requests, *(month for month in ran if month >= requests - LEAD), today)


def _asked_for(month: int, first: int, ledger: Ledger) -> Sequence[int]:
    if month in ledger.months:
        return []
    begins = ledger.begins if ledger.begins is not None else first - LEAD
    if month < begins:
        raise ReportError(
            f"No report is made of a month before {named(begins)}. What came in before is counted there, or "
            "in a later one: ask for a month after it."
        )
    return monthly.months_up_to(month, first, ledger)


def _responses_read_on(desk: Desk) -> date | None:
    """The day on which responses were last read: a month is told only after all of its were."""
    if INTAKE in desk.decided:
        return desk.today if desk.has_read_responses else None
    good = (str(Result.OK), str(Result.NOTHING_TO_DO))
    rows = [r for r in desk.office.snapshot["Runs"].rows if codec.read_text(r.get("Job")) == INTAKE]
    return max(_days(desk, (row for row in rows if row.get("Result") in good)), default=None)


def _days(desk: Desk, runs: Iterable[Row]) -> Iterator[date]:
    times = (codec.read_timestamp(row.get("When")) for row in runs)
    return (desk.team.day(moment) for moment in times if isinstance(moment, datetime))


def _fresh(desk: Desk, ledger: Ledger, months: Sequence[int]) -> list[Release]:
    """Releases for these months, and their marks handed in. Raises LedgerError."""
    office, team, k = desk.office, desk.team, desk.team.threshold
    placed, fresh = read_placed(office), list[Release]()
    for month in months:
        moved = partial(_moved, desk, month, len(fresh), len(months))
        moved(0)
        place(office, team, month, placed)
        cases = counted(office, desk.board, team, placed, ledger, desk.today)
        tried = monthly.decide(month, ledger, partial(tally, cases), k, team.reach_out_days, moved)
        said = words(team, office.roster, _note(desk, month), month, ledger.plus(*tried))
        release = Release(ledger.next_number, month, tuple(tried), said)
        fresh.append(release)
        desk.hand_in_digest(named(month), digest(release, cases, office, team, desk.today))
        ledger = Ledger((*ledger.releases, release))
    noted = {release_mark(release.number): mark(release) for release in fresh}
    desk.hand_in("office", office.marks.set(noted | placed_marks(placed)))
    return fresh


def _moved(desk: Desk, month: int, done: int, count: int, part: float) -> None:
    desk.world.begun(JOB, (done + part) / count, f"report of {named(month)}")


def _note(desk: Desk, month: int) -> str:
    """The coordinators' own words. Raises ReportError if something in them may not be published."""
    note = desk.world.note(named(month))
    found = list(leaks.in_note(note, desk.office, desk.world.ordinary_words))
    if len(note) > LONGEST_NOTE:
        found.append(f"more than {LONGEST_NOTE:,} characters")
    if found:
        raise ReportError(
            f"The note for the report of {named(month)} holds {' and '.join(found)}. Everybody will read "
            "it: take that out; the next run makes the report."
        )
    return note


def _files(release: Release) -> dict[str, bytes]:
    # Only now: an idle run needs no template engine.
    from automations.reporting.render import render

    return dict(render(release))
