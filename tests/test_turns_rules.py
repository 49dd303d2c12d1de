"""What holds of turns whatever the team, its history and what people do to the sheet."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.core.conflicts import Watch
from automations.core.office import read_office
from automations.core.pairs import assignment
from automations.core.pairs.rotation import Rotation
from automations.core.pairs.turns import EQUAL, WINDOW
from automations.core.snapshot import Row, WorkbookSnapshot, make_tab
from automations.core.team import Availability, Team
from sheets_schema.codec import Cell
from sheets_schema.dates import DateOrder
from sheets_schema.office import OFFICE

NOW = datetime(2026, 11, 10, 17, tzinfo=UTC)
TODAY = NOW.date()
OURS = Team("Team", ZoneInfo("America/Los_Angeles"), 7, 2, 3, DateOrder.MONTH_FIRST, "", 5)
NAMES = (
    "Ada Byron",
    "Benedikt Holm",
    "Carla Ruiz",
    "Dmitri Volkov",
    "Efua Mensah",
    "Farah Haddad",
    "Goro Ito",
)

often = settings(max_examples=60, deadline=None)


@dataclass(frozen=True)
class Situation:
    """Rows of the office's tabs, and who is away."""

    roster: tuple[Row, ...]
    intake: tuple[Row, ...]
    conflicts: tuple[Row, ...]
    assignments: tuple[Row, ...] = ()
    away: frozenset[str] = frozenset()

    def rotation(self) -> Rotation:
        rows = {"Roster": self.roster, "Intake": self.intake, "Conflicts": self.conflicts}
        rows["Assignments"] = self.assignments
        tabs = {tab.title: make_tab(tab, tab.headers, rows.get(tab.title, ())) for tab in OFFICE.tabs}
        office = read_office(WorkbookSnapshot(OFFICE, tabs), OURS, TODAY)
        own = {name: Availability(away_from=TODAY) for name in self.away}
        return Rotation(office, own, Watch(office.roster, frozenset()), TODAY, "secret", OURS.day)

    def assigned(self) -> list[Row]:
        return assignment.assign(self.rotation(), (), NOW).rows


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    roster: list[Row] = []
    for name in names:
        row: dict[str, Cell] = {"Volunteer": name, "Approved on": date(2026, 1, 1)}
        row["Experienced"] = draw(st.sampled_from(["yes", "no", None]))
        row["Keep apart from"] = draw(st.sampled_from([None, None, None, *names]))
        row["Status"] = draw(st.sampled_from(["Active", None, None, "Resting"]))
        roster.append(row)
    intake: list[Row] = []
    conflicts: list[Row] = []
    for number in range(draw(st.integers(1, 12))):
        case: dict[str, Cell] = {"Response": f"r{number}", "Case": f"case-{number}"}
        case["Received at"] = NOW - timedelta(days=9, minutes=-number)
        case |= {"concerns": "Make amends", "within_org": "Yes", "immediate_danger": "No"}
        case["volunteers_preferred"] = draw(st.sampled_from([None, None, *names]))
        case["Give to"] = draw(st.sampled_from([None, None, None, *names]))
        intake.append(case)
        avoided = draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
        conflicts += [{"Case": case["Case"], "Volunteer": n, "Kind": "asked to avoid"} for n in avoided]
    away = frozenset(draw(st.lists(st.sampled_from(names), unique=True, max_size=2)))
    return Situation(tuple(roster), tuple(intake), tuple(conflicts), (), away)


def pairs(rows: Sequence[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(str(row["Case"]), []).append(str(row["Volunteer"]))
    return found


def more(intake: Sequence[Row]) -> tuple[Row, ...]:
    """With three cases more."""
    fresh = [{**intake[0], "Response": f"s{n}", "Case": f"more-{n}"} for n in range(3)]
    return (*intake, *fresh)


def shuffled(rows: Sequence[Row], seed: int) -> tuple[Row, ...]:
    return tuple(random.Random(seed).sample(list(rows), len(rows)))


@often
@given(situations())
def test_nobody_gets_a_case_who_must_not(there: Situation) -> None:
    barred = {(row["Case"], row["Volunteer"]) for row in there.conflicts}
    active = {row["Volunteer"] for row in there.roster if row["Status"] != "Resting"}
    given_to = {row["Response"]: row["Give to"] for row in there.intake}
    apart = there.rotation().watch.closeness
    for case, names in pairs(there.assigned()).items():
        wished = given_to[case.replace("case-", "r")]
        assert len(set(names)) == len(names) <= 2
        assert not any((case, name) in barred for name in names)
        assert active >= set(names)
        assert not there.away & set(names) - {wished}
        assert not any(other in apart.get(name, ()) for name in names for other in names)


@often
@given(situations())
def test_a_case_waits_only_where_no_two_can_take_it(there: Situation) -> None:
    rotation, made = there.rotation(), pairs(there.assigned())
    for case in rotation.office.cases:
        able = rotation.turn(
            case, rotation.office.history, rotation.tally(rotation.office.history), {}
        ).turn.able
        possible = any(
            other not in rotation.watch.closeness.get(name, ())
            for name in able
            for other in able
            if other != name
        )
        if possible and not case.wishes.give_to:
            assert len(made.get(case.code, ())) == 2


@often
@given(situations(), st.integers(0, 9))
def test_no_order_of_rows_decides_anything(there: Situation, seed: int) -> None:
    """People sort the Roster, Intake, Conflicts and Assignments as they like."""
    rows = there.assigned()
    sorted_otherwise = Situation(
        shuffled(there.roster, seed),
        shuffled(there.intake, seed),
        shuffled(there.conflicts, seed),
        (),
        there.away,
    )
    assert pairs(rows) == pairs(sorted_otherwise.assigned())
    after = Situation(there.roster, more(there.intake), there.conflicts, tuple(rows), there.away)
    shaken = Situation(there.roster, more(there.intake), there.conflicts, shuffled(rows, seed), there.away)
    assert pairs(after.assigned()) == pairs(shaken.assigned())


@often
@given(situations(), st.integers(0, 12))
def test_a_run_that_stopped_half_way_goes_on_as_if_it_had_not(there: Situation, stop: int) -> None:
    rows = there.assigned()
    half = [row for row in rows if row["Case"] in list(pairs(rows))[:stop]]
    resumed = Situation(there.roster, there.intake, there.conflicts, tuple(half), there.away)
    assert pairs(rows) == pairs([*half, *resumed.assigned()])


@often
@given(situations())
def test_credit_is_shared_out_to_the_last_case(there: Situation) -> None:
    """What somebody took beyond their share, others are owed."""
    after = Situation(there.roster, there.intake, there.conflicts, tuple(there.assigned()), there.away)
    rotation = after.rotation()
    tally = rotation.tally(rotation.office.history)
    assert abs(sum(tally.credit(name) for name in tally.owed)) < 1e-6


@often
@given(situations())
def test_somebody_experienced_is_in_every_pair_that_could_have_one(there: Situation) -> None:
    rotation = there.rotation()
    history = rotation.office.history
    for case in rotation.office.cases:
        turn = rotation.turn(case, history, rotation.tally(history), {}).turn
        picks = {pick.name for pick in turn.pair()}
        possible = any(
            other not in turn.apart.get(name, ())
            for name in set(turn.able) & rotation.experienced
            for other in turn.able
            if other != name
        )
        assert not picks or not possible or picks & {*rotation.experienced, *turn.preferred}


@often
@given(situations())
def test_who_is_drawn_is_owed_at_most_one_case_less_than_the_most_owed(there: Situation) -> None:
    after = Situation(there.roster, there.intake, there.conflicts, tuple(there.assigned()), there.away)
    rotation = after.rotation()
    history = rotation.office.history
    tally = rotation.tally(history)
    for case in rotation.office.cases:
        turn = rotation.turn(case, history, tally, {}).turn
        # Where some must not work together, the first drawn may have to make way.
        if (picks := turn.pair()) and not picks[0].preferred and not turn.apart:
            pool = set(turn.able) & rotation.experienced if rotation.by_role else set()
            most = max(tally.credit(name) for name in pool or turn.able)
            assert tally.credit(picks[0].name) >= most - WINDOW - EQUAL


@often
@given(situations(), st.data())
def test_replacing_one_leaves_the_partner_and_counts_for_nobody_twice(
    there: Situation, data: st.DataObject
) -> None:
    rows = there.assigned()
    complete = [case for case, names in pairs(rows).items() if len(names) == 2]
    if not complete:
        return
    case = data.draw(st.sampled_from(complete))
    gone, stays = pairs(rows)[case]
    intake = tuple(
        {**row, "Replace": gone, "Give to": None} if row["Case"] == case else row for row in there.intake
    )
    again = Situation(there.roster, intake, there.conflicts, tuple(rows), there.away)
    more = again.assigned()
    after = Situation(there.roster, intake, there.conflicts, (*rows, *more), there.away).rotation()
    pair = after.office.history.pair(case)
    assert stays in pair
    assert gone not in pair
    assert (
        after.tally(after.office.history).taken[gone]
        == Counter(name for names in pairs(rows).values() for name in names)[gone] - 1
    )
