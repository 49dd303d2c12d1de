"""When a case last moved, and what of its file is read in the team's own order of dates."""

from dataclasses import replace
from datetime import date

import pytest

from automations.core.casework import check_ins, plan
from automations.core.casework.case_file import opening
from automations.core.casework.facts import Facts, read_facts
from automations.core.casework.filed import Filed
from automations.core.changes import AppendRows
from automations.core.first_contact import Said
from automations.core.snapshot import WorkbookSnapshot, make_tab
from sheets_schema.case_file import CASE_FILE, PLAN
from sheets_schema.codec import Unreadable
from sheets_schema.dates import DateOrder
from tests.unit.made_cases import made_case
from tests.unit.offices import CODE, OTHER, RULES, event, made_office, request

ODD = Unreadable("can't be read.")
EARLY = ("2026-11-03T18:00:00Z", "2026-11-03T19:00:00Z")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (Said(), date(2026, 11, 3)),
        (Said(reached_out=date(2026, 11, 2)), date(2026, 11, 3)),
        (Said(reached_out=date(2026, 11, 5)), date(2026, 11, 5)),
        (Said(moved_on=date(2026, 11, 6)), date(2026, 11, 6)),
        (Said(next_check_in=date(2026, 12, 1)), date(2026, 12, 1)),
        (Said(ODD, None, ODD, moved_on=date(2026, 11, 4)), date(2026, 11, 4)),
        (Said(ODD, None, ODD), date(2026, 11, 3)),
        (Said(date(2026, 11, 7), None, date(2026, 11, 5), moved_on=date(2026, 11, 6)), date(2026, 11, 7)),
    ],
)
def test_a_case_last_moved_on_the_last_day_that_anything_is_known_of(words: Said, day: date) -> None:
    office = made_office(request(), request(OTHER))
    assert check_ins.moved_on(office.by_code[CODE], words, office, RULES) == day


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (EARLY, date(2026, 11, 3)),
        (("2026-11-05T07:59:59Z", *EARLY), date(2026, 11, 4)),
        (("2026-11-05T08:00:00Z", *EARLY), date(2026, 11, 5)),
        (("2026-11-05T23:00:00-08:00",), date(2026, 11, 5)),
    ],
)
def test_what_happened_to_its_volunteers_counts_on_the_day_that_it_was_where_the_team_is(
    when: tuple[str, ...], day: date
) -> None:
    rows = [event("assigned", "Sam Okafor", moment) for moment in when]
    other = event("assigned", "Lee Park", "2026-11-09T18:00:00Z", OTHER)
    office = made_office(request(), request(OTHER), Assignments=(*rows, other))
    assert check_ins.moved_on(office.by_code[CODE], Said(), office, RULES) == day


@pytest.mark.parametrize(("order", "readable"), [(DateOrder.DAY_FIRST, True), (DateOrder.MONTH_FIRST, False)])
def test_days_in_a_case_file_are_read_in_the_team_s_order(order: DateOrder, readable: bool) -> None:
    step = {"Step": "write", "Due": "2026-11-20", "Done": "13/10/2026"}
    rows = {"Plan": (step,), "Closure": ({"Agreement in force until": "13/4/2027"},)}
    tabs = {s.title: make_tab(s, s.headers, rows.get(s.title, ())) for s in CASE_FILE.tabs}
    done = Facts(moved_on="2026-10-13", in_force_until="2027-04-13")
    open_still = Facts(due=("2026-11-20",), open_ended=True)
    wanted = done if readable else open_still
    assert read_facts(WorkbookSnapshot(CASE_FILE, tabs), (), order) == wanted
    sentence = "Done." if readable else "Done can't be read: write it like 2026-11-03."
    shown = plan.shown(make_tab(PLAN, PLAN.headers, (step,)), order, date(2026, 11, 10))
    assert shown == {"write": {"What next": sentence}}


def test_the_note_of_a_case_file_keeps_names_as_they_are_written() -> None:
    noted = Filed("case-files/å.xlsx", "7", Facts(names=("Ola Nordmann", "Åse"), attempts=2), 3)
    said = '{"names": ["Ola Nordmann", "Åse"], "attempts": 2}'
    assert noted.mark() == f'["case-files/å.xlsx", "7", {said}, 3]'


def test_who_was_never_asked_how_to_be_reached_is_waited_for_and_told_of_no_formal_report() -> None:
    case = replace(made_case({"name": "Ola"}), unasked=("contact", "formal_report"))
    [change] = opening(case, "help@example.org")
    assert isinstance(change, AppendRows)
    told = [(row["Topic"], row["What we know"]) for row in change.rows]
    assert told[0] == ("How to reach them", "They left no way: wait for them.")
    assert "Formal report" not in [topic for topic, _ in told]
