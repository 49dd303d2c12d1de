"""What the jobs do for the outside office, where there is one. Nothing of it is counted or told elsewhere."""

from automations.core import gone, intake, outside, projection
from automations.core.changes import AppendRows, Change
from automations.core.conflicts import Watch
from automations.core.office import Office
from automations.core.outside import Parted
from automations.core.responses import Response, ResponsesRead
from automations.errors import CrtError
from automations.jobs.desk import OUTSIDE, Desk


def part(desk: Desk, responses: list[Response]) -> tuple[Parted, tuple[str, ...]]:
    """Who gets which response, and what went wrong."""
    if OUTSIDE not in desk.world.workbooks:
        return Parted(responses, []), ()
    watch = Watch(outside.coordinators(desk.office.roster), desk.world.ordinary_words())
    try:
        there: Office | None = desk.outside
    except CrtError as error:
        parted = outside.part(desk.office, None, responses, watch)
        return parted, (f"{error} What is meant for it waits until then.",)
    return outside.part(desk.office, there, responses, watch), ()


def take_in(desk: Desk, responses: list[Response], read: ResponsesRead) -> None:
    """In one piece, as in the office."""
    if OUTSIDE not in desk.world.workbooks or not responses:
        return
    world, office, there = desk.world, desk.office, desk.outside
    found, deleted = gone.sort_out(there.marks, there.intake.by_key.keys(), responses)
    desk.gone_again |= {response.id for response in deleted.values()}
    taken = intake.take_in(
        there, found, world.code_words, world.draw, desk.team, desk.now, office.by_code.keys()
    )
    intake.hear_phrases(there, found, taken, world.new_secret)
    left = (case.code for case in there.cases if case.gone)
    taken.marks |= gone.seen(there.marks, deleted, read.whole, left)
    desk.hand_in(OUTSIDE, taken.changes(there))
    desk.hand_in(OUTSIDE, _conflicts(desk, taken))
    desk.hand_in(OUTSIDE, projection.deliver_to_office(desk.outside, desk.today))
    desk.hand_in(OUTSIDE, outside.given(desk.outside, sorted(taken.fresh), desk.now))


def _conflicts(desk: Desk, taken: intake.Taken) -> list[Change]:
    watch = Watch(outside.coordinators(desk.office.roster), desk.world.ordinary_words())
    found = intake.missing_conflicts(desk.outside, sorted(taken.fresh), watch, taken.phrases)
    rows = tuple(row for fresh in found.values() for row in fresh)
    return [AppendRows("Conflicts", rows)] if rows else []


def end(desk: Desk) -> None:
    """Cases that the outside contact closed, or opened again."""
    if there := _readable(desk):
        desk.hand_in(OUTSIDE, outside.ended(there, desk.board, desk.team, desk.now))


def show(desk: Desk) -> None:
    if there := _readable(desk):
        desk.hand_in(OUTSIDE, outside.shown(there, desk.board, desk.team, desk.today))


def _readable(desk: Desk) -> Office | None:
    """None also where it can't be read: intake has told so."""
    if OUTSIDE not in desk.world.workbooks:
        return None
    try:
        return desk.outside
    except CrtError:
        return None
