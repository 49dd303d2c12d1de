"""How responses become cases, are known again, and are mended: decision by decision."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from automations.core import marks, phrases
from automations.core.casework.filed import Filed
from automations.core.changes import AddColumns, AppendRows, SetCells
from automations.core.office import Office
from automations.core.responses import Response, ResponsesRead
from automations.core.taking_in import answers, intake
from automations.core.taking_in.intake import Taken, check_clock, hear_phrases, take_in
from automations.errors import ResponsesError
from tests.unit.offices import (
    CODE,
    GATES,
    NOW,
    OTHER,
    RULES,
    SENT,
    THIRD,
    event,
    known,
    made_office,
    request,
    row_of,
    sent,
)

WORDS = ("amber", "heron", "lake", "brisk", "otter", "field", "calm", "raven", "hill")


def drawing(*words: str) -> intake.Draw:
    """No chance at all: these words one after the other."""
    left = iter(words)
    return lambda _: next(left)


def taken(office: Office, *responses: Response, drawn: str = CODE, elsewhere: tuple[str, ...] = ()) -> Taken:
    """`drawn`: the words of the codes that are tried, with hyphens between them."""
    return take_in(office, responses, WORDS, drawing(*drawn.split("-")), RULES, NOW, elsewhere)


def test_a_new_response_gets_a_row_and_marks() -> None:
    response = Response("r", SENT, {"contact": "me", "Why now?": "because", "within_org": ""})
    found = taken(made_office(), response)
    assert found.rows == [
        {
            "Response": "r", "Case": CODE, "Received at": datetime(2026, 11, 3, 17),
            "contact": "me", "Question: Why now?": "because",
        }
    ]  # fmt: skip
    assert found.marks == {**known(response), marks.not_asked(CODE): "concerns immediate_danger"}
    assert (found.fresh, found.edited, found.told, found.repairs) == ({CODE}, set(), {}, [])
    assert (found.received, found.written) == ({CODE: date(2026, 11, 3)}, 1)


def test_what_was_asked_is_not_noted_as_missing() -> None:
    assert marks.not_asked(CODE) not in taken(made_office(), sent()).marks


def test_no_code_is_given_twice() -> None:
    had = (event("assigned", "Sam", case="g-h-i"),)
    office = made_office(request("a-b-c"), marks={marks.case_of("x"): "d-e-f"}, Assignments=had)
    drawn = f"a-b-c-d-e-f-g-h-i-{CODE}-{THIRD}"
    assert taken(office, sent(), drawn=drawn, elsewhere=(CODE,)).fresh == {THIRD}


def test_two_of_one_run_get_two_codes() -> None:
    found = taken(made_office(), sent("1"), sent("2"), drawn=f"{CODE}-{CODE}-{THIRD}")
    assert found.fresh == {CODE, THIRD}


def test_no_word_stands_twice_in_a_code() -> None:
    draw = drawing(*"amber-amber-lake-amber-heron-lake".split("-"))
    assert intake.new_code(WORDS, draw, set(), sent(), ()) == CODE


@pytest.mark.parametrize(
    ("story", "pool"), [("At the Lake.", set(WORDS) - {"lake", "brisk"}), (" ".join(WORDS[:3]), set(WORDS))]
)
def test_a_code_holds_no_word_of_the_answers_or_of_a_name_unless_few_would_be_left(
    story: str, pool: set[str]
) -> None:
    given: list[set[str]] = []

    def draw(words: Sequence[str]) -> str:
        given.append(set(words))
        return words[len(given) - 1]

    intake.new_code(WORDS, draw, set(), sent(what_happened=story), ["Brisk Reed"])
    assert given == [pool] * 3


def test_a_row_that_was_deleted_comes_back_under_its_old_code() -> None:
    found = taken(made_office(marks=known(sent())), sent())
    assert [row["Case"] for row in found.rows] == [CODE]
    assert found.marks[marks.returned(CODE)] == "yes"
    assert found.told == {CODE: ["Tue 10 Nov: its row in Intake was gone and was made again."]}


def test_what_is_as_it_was_changes_nothing() -> None:
    office = made_office(row_of(sent()), marks=known(sent()))
    found = taken(office, sent())
    assert (found.rows, found.repairs, found.fresh, found.told) == ([], [], set(), {})
    assert found.changes(office) == []


def test_a_row_without_its_marks_is_finished() -> None:
    found = taken(made_office(row_of(sent())), sent())
    assert found.marks == known(sent())
    assert (found.fresh, found.repairs) == ({CODE}, [])


def test_a_damaged_code_or_time_is_mended_without_a_word() -> None:
    row = row_of(sent(), **{"Received at": "yesterday"})
    found = taken(made_office(row, marks=known(sent())), sent())
    assert found.repairs == [SetCells("Intake", "r", {"Received at": datetime(2026, 11, 3, 17)})]
    assert (found.fresh, found.told, found.edited) == (set(), {}, set())


def test_an_answer_that_a_person_changed_in_the_sheet_is_put_right_without_a_word() -> None:
    row = row_of(sent(name="Ola"), name="Kari")
    found = taken(made_office(row, marks=known(sent(name="Ola"))), sent(name="Ola"))
    assert found.repairs == [SetCells("Intake", "r", {"name": "Ola"})]
    assert (found.fresh, found.told, found.edited) == ({CODE}, {}, set())


def test_an_answer_that_the_requester_changed_is_told() -> None:
    before, after = sent(name="Ola", hoped_for="peace"), sent(name="Kari", hoped_for="")
    row = row_of(before, **{"hoped_for (2)": "and more", "A column of ours": "x"})
    filed = {marks.case_file(CODE): Filed("a.xlsx", "1").mark()}
    office = made_office(row, marks={**known(before), **filed})
    found = taken(office, after)
    change = SetCells("Intake", "r", {"name": "Kari", "hoped_for": None, "hoped_for (2)": None})
    assert found.repairs == [change]
    words = "Tue 10 Nov: read these answers again, they changed (hoped_for, name)."
    assert (found.told, found.fresh, found.edited) == ({CODE: [words]}, {CODE}, {CODE})
    assert found.marks[marks.answers(CODE)] == answers.digest(after)
    assert found.marks[marks.edits(CODE)] == f'[["2026-11-10", ["hoped_for", "name"], "{CODE}"]]'


def test_a_gate_that_a_later_export_has_is_no_longer_missing() -> None:
    bare = Response("r", SENT, {"contact": "me"})
    office = made_office(row_of(bare), marks={**known(bare), marks.not_asked(CODE): " ".join(GATES)})
    asked = Response("r", SENT, {"contact": "me", "within_org": "Yes"})
    assert taken(office, asked).marks[marks.not_asked(CODE)] == "concerns immediate_danger"
    assert marks.not_asked(CODE) not in taken(office, bare).marks


def test_what_is_written_are_columns_then_repairs_then_rows_then_marks() -> None:
    office = made_office(row_of(sent()), marks={**known(sent()), marks.told(CODE, 1): "first"})
    found = Taken(
        rows=[{"Response": "new", "Case": THIRD, "Question: Why?": "x"}],
        repairs=[SetCells("Intake", "r", {"what_happened (2)": "y"})],
        marks={marks.case_of("new"): THIRD},
        told={CODE: ["second"]},
    )
    assert found.changes(office) == [
        AddColumns("Intake", ("Question: Why?", "what_happened (2)")),
        SetCells("Intake", "r", {"what_happened (2)": "y"}),
        AppendRows("Intake", ({"Response": "new", "Case": THIRD, "Question: Why?": "x"},)),
        AppendRows("Internal", ({"Key": marks.case_of("new"), "Value": THIRD},)),
        AppendRows("Internal", ({"Key": marks.told(CODE, 2), "Value": "second"},)),
    ]
    assert found.written == 2


def salt() -> str:
    return "pepper"


def joined(said: Taken, office: Office, *responses: Response, closed: tuple[str, ...] = ()) -> dict[str, str]:
    hear_phrases(office, responses, said, salt, lambda code: code in closed)
    return {k: v for k, v in said.marks.items() if k.startswith(("joins ", "phrase "))}


def fresh(**codes: Response) -> Taken:
    """What was just taken in, by its code with `_` for the hyphens."""
    named = {code.replace("_", "-"): response for code, response in codes.items()}
    found = {marks.case_of(response.id): code for code, response in named.items()}
    received = {code: date(2026, 11, 3) for code in named}
    return Taken(marks=dict(found), fresh=set(named), received=received)


def test_the_phrase_of_a_new_request_is_kept_as_a_hash_alone() -> None:
    response = sent(own_phrase="Blue harbour, two")
    said = fresh(amber_heron_lake=response)
    assert joined(said, made_office(), response) == {
        marks.phrase(CODE): phrases.kept("Blue harbour, two", "pepper")
    }
    assert said.phrases == {CODE: "Blue harbour, two"}
    again = sent(own_phrase="another")
    before = made_office(marks={marks.phrase(CODE): "as it was"})
    assert joined(fresh(amber_heron_lake=again), before, again) == {}
    assert joined(Taken(), made_office(), response) == {}


@pytest.mark.parametrize(
    ("about", "kind"), [("Adding to an earlier one", "adding"), ("Withdrawing an earlier one", "withdrawing")]
)
def test_who_knows_the_phrase_joins_the_earlier_case(about: str, kind: str) -> None:
    response = sent("2", own_phrase="blue HARBOUR two", about=about)
    phrase = phrases.kept("Blue harbour, two", "pepper")
    office = made_office(request(OTHER), request(THIRD), marks={marks.phrase(OTHER): phrase})
    later = fresh(amber_heron_lake=response)
    assert joined(later, office, response) == {marks.joins(CODE): f"{kind} {OTHER}"}
    assert joined(fresh(amber_heron_lake=response), office, response, closed=(OTHER,)) == {
        marks.joins(CODE): f"{kind} {OTHER} late"
    }
    wrong = sent("2", own_phrase="green harbour two", about=about)
    assert joined(fresh(amber_heron_lake=wrong), office, wrong) == {marks.joins(CODE): "wrong"}


def test_the_phrase_of_a_duplicate_leads_to_its_case() -> None:
    phrase = phrases.kept("Blue harbour, two", "pepper")
    duplicate = request(OTHER, What_to_do="Duplicate", Same_as=THIRD)
    office = made_office(request(THIRD), duplicate, marks={marks.phrase(OTHER): phrase})
    response = sent("2", own_phrase="Blue harbour, two", about="Adding to an earlier one")
    assert joined(fresh(amber_heron_lake=response), office, response)[marks.joins(CODE)] == f"adding {THIRD}"


@pytest.mark.parametrize(
    ("by_the_clock", "before"), [(True, ""), (True, "same"), (False, "other"), (False, "")]
)
def test_the_clock_is_kept_once_ids_depend_on_it(by_the_clock: bool, before: str) -> None:
    now = "time_zone America/Los_Angeles, date_order month first"
    noted = {"": {}, "same": {marks.CLOCK: now}, "other": {marks.CLOCK: "time_zone UTC"}}[before]
    read = ResponsesRead((), by_the_clock=by_the_clock)
    assert check_clock(made_office(marks=noted), read, RULES) == ({marks.CLOCK: now} if by_the_clock else {})


def test_another_clock_is_refused_where_ids_depend_on_it() -> None:
    office = made_office(marks={marks.CLOCK: "time_zone UTC, date_order day first"})
    with pytest.raises(ResponsesError, match="The settings were time_zone UTC, date_order day first when"):
        check_clock(office, ResponsesRead((), by_the_clock=True), RULES)
