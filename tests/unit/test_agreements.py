"""What was agreed and goes on: written down in few words, reviewed, and gone after its last day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from automations.core import marks
from automations.core.casework.facts import NO_FACTS
from automations.core.casework.filed import Filed
from automations.core.changes import AppendRows, Forget
from automations.core.gone import Gone
from automations.core.letting_go import agreements, retention
from automations.core.office import Office
from automations.core.snapshot import Row
from sheets_schema.dates import DateOrder
from tests.unit.offices import (
    CODE,
    RULES,
    TODAY,
    closed,
    made_office,
    request,
)

GONE = Gone(datetime(2026, 11, 1, 17, tzinfo=UTC), True, True, False, True, False)


def leaving(office: Office, today: date, opened: tuple[str, ...] = ()) -> list[str]:
    return [case.code for case in retention.leaving(office, opened, RULES, today)]


def filed(**facts: object) -> dict[str, str]:
    """The mark of a case file that says so."""
    return {marks.case_file(CODE): Filed("case-files/a.xlsx", "1", replace(NO_FACTS, **facts)).mark()}  # type: ignore[arg-type] # names of fields


IN_FORCE: Row = {
    "Case": CODE,
    "What was agreed": "They stay away.",
    "They know": "yes",
    "In force until": date(2027, 6, 1),
}


def agreed(row: Row | None, facts: Mapping[str, object]) -> Office:
    """A closed case, and what its file and Agreements in force say of what goes on."""
    rows = () if row is None else (row,)
    return made_office(request(), Assignments=closed(), marks=filed(**facts), Agreements_in_force=rows)


@pytest.mark.parametrize(
    ("facts", "row"),
    [
        ({"in_force_until": "2026-11-10"}, {"In force until": TODAY, "Review on": None}),
        ({"in_force_until": "2026-11-09"}, None),
        (
            {"open_ended": True, "review_on": "2027-01-02"},
            {"In force until": None, "Review on": date(2027, 1, 2)},
        ),
        ({}, None),
    ],
)
def test_what_goes_on_after_a_case_is_closed_gets_a_row(facts: dict[str, object], row: Row | None) -> None:
    wanted = [] if row is None else [AppendRows("Agreements in force", ({"Case": CODE, **row},))]
    assert agreements.missing(agreed(None, facts), TODAY) == wanted
    assert agreements.missing(agreed({"Case": CODE}, facts), TODAY) == []
    assert agreements.missing(made_office(request(), marks=filed(**facts)), TODAY) == []


def test_a_row_goes_once_its_last_day_is_over_and_its_case_deleted() -> None:
    let_go = {marks.let_go(CODE): GONE.value}
    there = made_office(request(), marks=let_go, Agreements_in_force=(IN_FORCE,))
    assert agreements.ended(there, RULES, date(2027, 6, 1)) == []
    assert agreements.ended(there, RULES, date(2027, 6, 2)) == [Forget("Agreements in force", "Case", CODE)]
    kept_case = made_office(request(), Agreements_in_force=(IN_FORCE,))
    assert agreements.ended(kept_case, RULES, date(2027, 6, 2)) == []
    unknown = made_office(Agreements_in_force=(IN_FORCE,))
    assert agreements.ended(unknown, RULES, date(2027, 6, 2)) == []
    day_first = made_office(
        request(),
        marks={marks.let_go(CODE): GONE.value},
        Agreements_in_force=({**IN_FORCE, "In force until": "6/1/2027"},),
    )
    assert agreements.ended(day_first, RULES, date(2027, 6, 1)) == []


WRITE_IT = (
    "Something agreed goes on: write it down under Agreements in force, the least that is needed, before the "
    "case is deleted."
)
WRITE_A_DAY = (
    "Under Agreements in force, write a day under In force until: its last one, or one on which you look at "
    "it again."
)
TELL_THEM = (
    "Tell the person what stands about them under Agreements in force, then write yes under They know."
)


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        (None, [WRITE_IT]),
        ({"Case": CODE, "In force until": date(2027, 6, 1)}, [WRITE_IT]),
        ({"Case": CODE}, [WRITE_IT, WRITE_A_DAY]),
        (IN_FORCE, []),
        ({**IN_FORCE, "In force until": None}, [WRITE_A_DAY]),
        ({**IN_FORCE, "They know": None}, [TELL_THEM]),
        ({**IN_FORCE, "They know": "no"}, [TELL_THEM]),
        ({**IN_FORCE, "Review on": date(2026, 11, 11)}, []),
        ({**IN_FORCE, "Review on": "11/10/2026"},
         ["Its agreement was to be reviewed on Tue 10 Nov: do so, and change Review on."]),
    ],
)  # fmt: skip
def test_what_is_asked_about_an_agreement(row: Row | None, sentences: list[str]) -> None:
    office = agreed(row, {"in_force_until": "2027-06-01"})
    assert list(agreements.sentences(office.by_code[CODE], office, RULES, TODAY)) == sentences
    assert agreements.unwritten(office.by_code[CODE], office, TODAY) == (WRITE_IT in sentences)


def test_what_nobody_wrote_down_yet_holds_its_case() -> None:
    assert leaving(agreed(None, {"in_force_until": "2028-06-01"}), date(2027, 6, 1)) == []
    assert leaving(agreed(IN_FORCE, {"in_force_until": "2028-06-01"}), date(2027, 6, 1)) == [CODE]
    assert leaving(agreed(None, {"in_force_until": "2026-12-01"}), date(2027, 6, 1)) == [CODE]


def test_its_last_day_is_read_as_the_team_writes_days() -> None:
    let_go = {marks.let_go(CODE): GONE.value}
    row = {**IN_FORCE, "In force until": "1/6/2027"}
    office = made_office(request(), marks=let_go, Agreements_in_force=(row,))
    day_first = replace(RULES, date_order=DateOrder.DAY_FIRST)
    assert agreements.ended(office, day_first, date(2027, 6, 1)) == []
    assert agreements.ended(office, day_first, date(2027, 6, 2)) == [
        Forget("Agreements in force", "Case", CODE)
    ]
