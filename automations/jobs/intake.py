"""New responses become rows of the office with a case code; cases that may, get their board row."""

from collections.abc import Mapping, Sequence

from automations.core import gone, marks
from automations.core.board import projection
from automations.core.changes import Change
from automations.core.coordinators.outside import with_releases
from automations.core.letting_go import overwritten
from automations.core.office import Office
from automations.core.outcome import Outcome
from automations.core.taking_in import asking, intake
from automations.jobs import closing, names, outside
from automations.jobs.desk import Desk


def run(desk: Desk) -> Outcome:
    outside.remember(desk)
    desk.hand_in("office", closing.no_longer_late(desk, desk.office))
    cleared = _give_back(desk)
    read = desk.responses()
    world = desk.world
    clock = intake.check_clock(desk.office, read, desk.team)
    office = desk.office
    found, known = asking.known_again(office, read.responses)
    parted, cautions = outside.part(desk, found)
    outside.take_in(desk, parted.there, read)
    responses, deleted = gone.sort_out(office.marks, office.intake.by_key.keys(), parted.here)
    desk.gone_again |= {response.id for response in deleted.values()}
    taken = intake.take_in(desk.office, responses, world.code_words, world.draw, desk.team, desk.now)
    intake.hear_phrases(desk.office, responses, taken, world.new_secret, closing.test(desk, office))
    left = (case.code for case in office.cases if case.gone)
    taken.marks |= clock | known | gone.seen(office.marks, deleted, read.whole, left)
    changes = taken.changes(desk.office)
    changed = _hand_in(desk, changes, taken, outside.released(desk, responses))
    desk.hand_in("office", desk.office.marks.set(asking.to_remember(read, desk.today, not cleared)))
    # What went to the outside office is not counted: the difference would tell of it.
    return Outcome(parted.read, taken.written, changed, read.problems, (*read.cautions, *cautions))


def _give_back(desk: Desk) -> bool:
    """Has all responses read again where a run that was killed may have overwritten some; whether there are
    rows whose answers can only come with the next run, which finds these by their ids again.
    """
    desk.hand_in("office", desk.office.marks.set(asking.doubted(desk.office, outside.is_in_doubt(desk))))
    cleared = desk.hand_in("office", overwritten.given_back(desk.office, desk.today))
    return outside.give_back(desk) or cleared


def _hand_in(
    desk: Desk, changes: Sequence[Change], taken: intake.Taken, released: Mapping[str, frozenset[str]]
) -> bool:
    """In one piece: a case must not be there before it is known whom it names. `released`: by response."""
    after = desk.read(desk.office.snapshot.after(changes))
    found = names.conflicts(desk, after, taken.fresh, taken.phrases)
    changed = desk.hand_in("office", [*changes, *with_releases(found, _released(after, released))])
    changed |= desk.hand_in("office", projection.deliver_to_office(desk.office, desk.today))
    delivery = projection.deliver_to_board(desk.office, desk.board, desk.today)
    changed |= desk.hand_in("office", delivery.office)
    return desk.hand_in("board", delivery.board) or changed


def _released(office: Office, by_response: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """The same by case code."""
    return {office.marks.get(marks.case_of(response)): names for response, names in by_response.items()}
