"""What the jobs do for the outside office, where there is one. Nothing of it is counted or told elsewhere."""

from collections.abc import Iterable, Mapping, Sequence

from automations.core import gone, marks
from automations.core.board import projection
from automations.core.changes import AppendRows, Change, SetCells
from automations.core.conflicts import Watch
from automations.core.coordinators import outside, outside_rows
from automations.core.coordinators.outside import Parted
from automations.core.letting_go import overwritten
from automations.core.office import Office
from automations.core.responses import Response, ResponsesRead
from automations.core.taking_in import intake
from automations.errors import CrtError, SettingsError
from automations.jobs import closing
from automations.jobs.desk import OUTSIDE, Desk

WAITS = (
    "The outside office can't be opened and written now: what is meant for it, if anything, waits. `doctor` "
    "says why."
)
"""Word for word the same whether or not anything waits."""


def remember(desk: Desk) -> None:
    """That there is one stands in the office, so that what it keeps from there can't come by a slip.

    Raises SettingsError.
    """
    ensure_not_forgotten(desk)
    known, there = desk.office.marks, OUTSIDE in desk.world.workbooks
    if there != (known.get(marks.OUTSIDE) == "yes"):
        desk.hand_in("office", known.set({marks.OUTSIDE: "yes" if there else "no"}))


def ensure_not_forgotten(desk: Desk) -> None:
    """Raises SettingsError where there was an outside office and the settings have none any more."""
    had = desk.office.marks.get(marks.OUTSIDE) == "yes"
    if had and OUTSIDE not in desk.world.workbooks and not desk.world.outside_given_up:
        raise SettingsError(
            "The settings name no outside office any more, and what went there would come into the office. "
            'Put outside_office back. To give it up, write outside_office = "none": requests about a '
            "coordinator that the form or its exports still hold then come into the office, so delete them "
            "there before."
        )


def part(desk: Desk, responses: list[Response]) -> tuple[Parted, tuple[str, ...]]:
    """Who gets which response, and what to look at."""
    if OUTSIDE not in desk.world.workbooks:
        return Parted(responses, [], len(responses)), ()
    there = _readable(desk)
    parted = outside.part(desk.office, there, responses, _watch(desk), desk.team)
    return parted, () if there else (WAITS,)


def _watch(desk: Desk) -> Watch:
    return Watch(outside.coordinators(desk.office.roster), desk.world.ordinary_words())


def take_in(desk: Desk, responses: list[Response], read: ResponsesRead) -> None:
    """In one piece, as in the office."""
    if not _readable(desk):
        return
    desk.hand_in(OUTSIDE, desk.outside.marks.set({marks.LOOKED_IN: desk.today.isoformat()}))
    desk.hand_in(OUTSIDE, closing.no_longer_late(desk, desk.outside))
    if responses:
        _take_in(desk, responses, read)


def give_back(desk: Desk) -> bool:
    """As in the office, rows that were cleared in place of others; whether there were any."""
    there = _readable(desk)
    return there is not None and desk.hand_in(OUTSIDE, overwritten.given_back(there, desk.today))


def is_in_doubt(desk: Desk) -> bool:
    """Whether an earlier run may have overwritten answers there, or in the office."""
    there = _readable(desk)
    snapshots = [desk.office.snapshot, *([there.snapshot] if there else [])]
    return any(snapshot.in_doubt for snapshot in snapshots)


def looks_in(changes: Iterable[Change]) -> bool:
    """Whether these changes would be written also if nothing had come."""
    return any(marks.LOOKED_IN in _keys(change) for change in changes if change.tab == marks.TAB)


def _keys(change: Change) -> Iterable[object]:
    if isinstance(change, AppendRows):
        return [row.get("Key") for row in change.rows]
    return [change.key] if isinstance(change, SetCells) else []


def _take_in(desk: Desk, responses: Sequence[Response], read: ResponsesRead) -> None:
    world, office, there = desk.world, desk.office, desk.outside
    found, deleted = gone.sort_out(there.marks, there.intake.by_key.keys(), responses)
    desk.gone_again |= {response.id for response in deleted.values()}
    taken = intake.take_in(
        there, found, world.code_words, world.draw, desk.team, desk.now, office.by_code.keys()
    )
    intake.hear_phrases(there, found, taken, world.new_secret, closing.test(desk, there))
    left = (case.code for case in there.cases if case.gone)
    taken.marks |= gone.seen(there.marks, deleted, read.whole, left)
    desk.hand_in(OUTSIDE, taken.changes(there))
    desk.hand_in(OUTSIDE, _conflicts(desk, taken))
    desk.hand_in(OUTSIDE, projection.deliver_to_office(desk.outside, desk.today))
    desk.hand_in(OUTSIDE, outside.given(desk.outside, sorted(taken.fresh), desk.now))


def _conflicts(desk: Desk, taken: intake.Taken) -> list[Change]:
    there = outside.asked_again(desk.outside, taken.edited)
    found = intake.missing_conflicts(there, sorted(taken.fresh), _watch(desk), taken.phrases)
    joins = {code: taken.marks.get(marks.joins(code), "") for code in sorted(taken.fresh)}
    rows = (*(row for fresh in found.values() for row in fresh), *outside.joining_nobody(joins))
    return [AppendRows("Conflicts", rows)] if rows else []


def released(desk: Desk, responses: Iterable[Response]) -> Mapping[str, frozenset[str]]:
    """Of responses that the office takes in: by id, whom the outside contact said that they don't concern."""
    there = _readable(desk)
    return {response.id: outside.released(there, response) for response in responses} if there else {}


def end(desk: Desk) -> None:
    """Cases that the outside contact closed, or opened again."""
    if there := _readable(desk):
        desk.hand_in(OUTSIDE, outside.ended(there, desk.board, desk.team, desk.now))


def show(desk: Desk) -> None:
    if there := _readable(desk):
        desk.hand_in(OUTSIDE, outside_rows.shown(there, desk.board, desk.team, desk.today))


def _readable(desk: Desk) -> Office | None:
    """None also where it can't be read: intake has told so."""
    if OUTSIDE not in desk.world.workbooks:
        return None
    try:
        return desk.outside
    except CrtError:
        return None
