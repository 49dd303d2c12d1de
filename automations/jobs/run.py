"""One run: the jobs one after the other over the same reading, then one writing, office first."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import perf_counter

from automations.core.board import read_me
from automations.core.changes import Change, coalesced
from automations.core.outcome import Outcome
from automations.errors import (
    ChangedMeanwhile,
    CrtError,
    RunUnderWay,
    WorkbookError,
    WrittenUnsurely,
    unforeseen,
)
from automations.jobs import (
    access,
    assign,
    case_files,
    check_ins,
    filing,
    first_contact,
    intake,
    mail,
    mailing,
    outside,
    report,
    retention,
    runs,
)
from automations.jobs.desk import OUTSIDE, WHAT_IS_DUE, Decided, Desk, ReportAsked, World
from automations.jobs.runs import Done, Jobs, any_failed

log = logging.getLogger("automations")

JOBS: Mapping[str, Callable[[Desk], Outcome]] = {
    # First, so that what the case files say is known to all that follows.
    filing.WRITING: check_ins.run,
    "intake": intake.run,
    # Before anybody is given a case that is to go.
    retention.JOB: retention.run,
    "assign": assign.run,
    filing.MAKING: case_files.run,
    "first-contact": first_contact.run,
    "report": report.run,
    "access": access.run,
    # Last, so that it tells what all others found.
    mailing.JOB: mail.run,
}

DAILY = frozenset({"report", "access"})
"""Jobs for which once a day is often enough; the others are done every time."""

WHEN_NAMED = frozenset({"access"})
"""Jobs that `watch` does, and `run` only where they are named: they cost calls to Google."""

BOOKS = ("office", "board")
"""What a report of a run tells of: of the outside office nobody here learns anything."""

ATTEMPTS = 4
"""How often a run reads again and decides again because somebody wrote meanwhile."""


def is_whole(names: Collection[str]) -> bool:
    """Whether a run over these jobs leaves nothing undone that can't wait a day."""
    return set(names) >= set(JOBS) - DAILY


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. `pending`: what each workbook was, or with a dry run would be, given."""

    now: datetime
    jobs: Jobs
    pending: Mapping[str, Sequence[Change]]

    @property
    def failed(self) -> bool:
        return any_failed(self.jobs)


class _HalfDone(ChangedMeanwhile):
    """Something was written, not all: what was done so far must not be forgotten."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__("a workbook was changed meanwhile")
        self.jobs = jobs


def run(
    world: World, now: datetime, names: Sequence[str], dry_run: bool = False, asked: ReportAsked = WHAT_IS_DUE
) -> RunReport:
    """One pass over the named jobs; `asked` is what the report job is to make.

    Raises RunUnderWay if somebody keeps writing at the same time.
    """
    before: Jobs = {}
    for _ in range(ATTEMPTS):
        desk = Desk(world, now, asked)
        done = {name: _perform(name, desk) for name in names}
        if dry_run:
            return RunReport(now, done, {name: desk.pending(name) for name in BOOKS})
        try:
            report = _commit(desk, done)
        except _HalfDone as half:
            before = {name: d.after(before.get(name)) for name, d in half.jobs.items()}
        except ChangedMeanwhile:
            log.info("a workbook was changed meanwhile; reading it again")
        else:
            jobs = {name: d.after(before.get(name)) for name, d in report.jobs.items()}
            return replace(report, jobs=jobs)
    raise RunUnderWay("The workbooks keep changing. Nothing is lost: run again in a few minutes.")


def _perform(name: str, desk: Desk) -> Done:
    """Do one job; whatever happens in it stays in it."""
    desk.begin(name)
    start = perf_counter()
    try:
        outcome = JOBS[name](desk)
    except CrtError as error:
        outcome = Outcome(problems=(str(error),))
    except Exception as error:  # noqa: BLE001 - one job's fault must not stop the others
        outcome = Outcome(problems=(unforeseen(name, error),))
    return Done(outcome, round(perf_counter() - start, 2))


def _commit(desk: Desk, done: Jobs) -> RunReport:
    """Outside office, office, case files, board, reports. The later ones follow from the earlier: what fails
    stops what follows.
    """
    done = _write_outside(desk, done)
    refusals = {name: _refusal(desk, name) for name in BOOKS}
    if refusals["office"]:
        return RunReport(desk.now, _blame(desk, done, refusals["office"], "office", "board"), {})
    office, board = desk.pending("office"), desk.pending("board")
    if board and refusals["board"]:
        done, board = _blame(desk, done, refusals["board"], "board"), []
    if not refusals["board"] and is_whole(done) and not any_failed(done):
        board += read_me.ran_well(desk.board, desk.today)
    office += runs.told(desk, done, bool(office or board))
    try:
        _write(desk, "office", office)
    except WrittenUnsurely:
        raise _HalfDone(done) from None
    except ChangedMeanwhile:
        raise
    except WorkbookError as error:
        return RunReport(desk.now, _blame(desk, done, error, "office", "board"), {})
    return _follow(desk, done, office, board, readable=refusals["board"] is None)


def _follow(
    desk: Desk, done: Jobs, office: Sequence[Change], board: Sequence[Change], readable: bool
) -> RunReport:
    """What follows from the office once it is written. `readable`: whether the board is."""
    filed = filing.carry_out(desk)
    after = done | {job: done[job].failed(" ".join(found)) for job, found in filed.problems.items()}
    if filed.no_room:
        after[filing.MAKING] = after[filing.MAKING].cautioned(filing.NO_ROOM.format(len(filed.no_room)))
    if readable:
        board = coalesced([*board, *filing.links_on_board(desk, filed.made)], desk.board.keys)
    after = _publish(desk, _write_board(desk, after, board))
    filing.remember(desk, filed)
    for problem in mailing.carry_out(desk):
        after = after | {mailing.JOB: after[mailing.JOB].failed(problem)}
    if retention.JOB in done and (problems := retention.carry_out(desk)):
        after[retention.JOB] = after[retention.JOB].failed(" ".join(problems))
    runs.tell_later(desk, done, after)
    return RunReport(desk.now, after, {"office": office, "board": board})


def _refusal(desk: Desk, name: str) -> CrtError | None:
    """Why the workbook can't be written now; None if it can."""
    try:
        desk.snapshot(name)
        desk.world.workbooks[name].ensure_writable()
    except CrtError as error:
        return error
    return None


def _blame(desk: Desk, done: Jobs, error: CrtError, *workbooks: str) -> Jobs:
    """Jobs whose changes to these workbooks, or whose reports, were not written have failed; a job
    that could not even read them has said so itself.
    """

    def lost(decided: Decided) -> bool:
        return decided.touches(*workbooks) or ("office" in workbooks and bool(decided.reports))

    return {name: d.failed(str(error)) if lost(desk.decided[name]) else d for name, d in done.items()}


def _write_outside(desk: Desk, done: Jobs) -> Jobs:
    """Nothing else follows from it. That it can't be written is told only where it would be told as well if
    nothing had come: the first time on a day, when it is written to in any case.
    """
    changes = desk.pending(OUTSIDE)
    try:
        _write(desk, OUTSIDE, changes)
    except WrittenUnsurely:
        raise _HalfDone(done) from None
    except ChangedMeanwhile:
        raise
    except WorkbookError as error:
        desk.leave_alone(OUTSIDE, error)
        if outside.looks_in(changes) and "intake" in done:
            return done | {"intake": done["intake"].cautioned(outside.WAITS)}
    return done


def _write(desk: Desk, name: str, changes: Sequence[Change]) -> None:
    if changes:
        desk.world.workbooks[name].write(changes)


def _write_board(desk: Desk, done: Jobs, changes: Sequence[Change]) -> Jobs:
    try:
        _write(desk, "board", changes)
    except ChangedMeanwhile:
        raise _HalfDone(done) from None
    except WorkbookError as error:
        return _blame(desk, done, error, "board")
    return done


def _publish(desk: Desk, done: Jobs) -> Jobs:
    for job, decided in desk.decided.items():
        puts = [partial(desk.world.reports.put, *report) for report in decided.reports.items()]
        puts += [partial(desk.world.keep_digest, *digest) for digest in decided.digests.items()]
        for put in puts:
            try:
                put()
            except WorkbookError as error:
                done = done | {job: done[job].failed(str(error))}
    return done
