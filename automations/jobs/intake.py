"""New responses become rows of the office with a case code; cases that may, get their board row."""

from automations.core import asking, gone, intake, projection
from automations.core.outcome import Outcome
from automations.jobs import names, outside
from automations.jobs.desk import Desk


def run(desk: Desk) -> Outcome:
    read = desk.responses()
    world = desk.world
    clock = intake.check_clock(desk.office, read, desk.team)
    office = desk.office
    found, known = asking.known_again(office, read.responses)
    parted, waiting = outside.part(desk, found)
    outside.take_in(desk, parted.there, read)
    responses, deleted = gone.sort_out(office.marks, office.intake.by_key.keys(), parted.here)
    desk.gone_again |= {response.id for response in deleted.values()}
    taken = intake.take_in(desk.office, responses, world.code_words, world.draw, desk.team, desk.now)
    intake.hear_phrases(desk.office, responses, taken, world.new_secret)
    left = (case.code for case in office.cases if case.gone)
    taken.marks |= clock | known | gone.seen(office.marks, deleted, read.whole, left)
    changes = taken.changes(desk.office)
    # In one piece: a case must not be there before it is known whom it names.
    changes += names.conflicts(
        desk, desk.read(desk.office.snapshot.after(changes)), taken.fresh, taken.phrases
    )
    changed = desk.hand_in("office", changes)
    changed |= desk.hand_in("office", projection.deliver_to_office(desk.office, desk.today))
    delivery = projection.deliver_to_board(desk.office, desk.board, desk.today)
    changed |= desk.hand_in("office", delivery.office)
    changed |= desk.hand_in("board", delivery.board)
    desk.hand_in("office", desk.office.marks.set(asking.to_remember(read, desk.today)))
    problems = (*read.problems, *waiting)
    # What went to the outside office is not counted: the difference would tell of it.
    return Outcome(len(parted.here), taken.written, changed, problems, read.cautions)
