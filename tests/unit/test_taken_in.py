"""Of many requests at once: which phrases are heard, which codes they get, what is mended in their rows."""

from collections.abc import Sequence
from datetime import date

import pytest

from automations.core import marks, phrases
from automations.core.casework.filed import Filed
from automations.core.changes import SetCells
from automations.core.office import Office
from automations.core.responses import Response, ResponsesRead
from automations.core.taking_in import edits, intake
from automations.core.taking_in.intake import Taken, hear_phrases, take_in
from automations.errors import ResponsesError
from sheets_schema.codec import Cell
from tests.unit.offices import (
    CODE,
    NOW,
    OTHER,
    RULES,
    THIRD,
    known,
    made_office,
    request,
    row_of,
    sent,
)

BLUE, GREEN = "blue harbour two", "green harbour two"
ADDING, WITHDRAWING = "Adding to an earlier one", "Withdrawing an earlier one"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess is made slow on purpose, which decides nothing here."""
    monkeypatch.setattr(phrases, "N", 2)


def fresh(*codes: tuple[str, Response], day: date | None = date(2026, 11, 3)) -> Taken:
    """What was just taken in: codes with their responses."""
    received = {code: day for code, _ in codes if day}
    found = {marks.case_of(response.id): code for code, response in codes}
    return Taken(marks=found, fresh={code for code, _ in codes}, received=received)


def heard(office: Office, taken: Taken, *responses: Response, closed: tuple[str, ...] = ()) -> dict[str, str]:
    """The marks of phrases, and of what joins what; a phrase's without its hash."""
    hear_phrases(office, responses, taken, lambda: "pepper", lambda code: code in closed)
    found = {k: v for k, v in taken.marks.items() if k.startswith(("joins ", "phrase "))}
    return {key: value.split()[0] if key.startswith("phrase ") else value for key, value in found.items()}


def phrase(code: str, words: str = BLUE) -> dict[str, str]:
    return {marks.phrase(code): phrases.kept(words, "salt")}


def adding(id_: str = "2", words: str = BLUE, about: str = ADDING) -> Response:
    return sent(id_, own_phrase=words, about=about)


def test_of_very_many_new_phrases_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "MOST_HASHED", 2)
    old, later, newest = (sent(id_, own_phrase=f"phrase of {id_}") for id_ in ("old", "later", "newest"))
    taken = fresh((CODE, old), (OTHER, later), (THIRD, newest))
    assert heard(made_office(), taken, old, later, newest) == {
        marks.phrase(OTHER): "pepper",
        marks.phrase(THIRD): "pepper",
    }
    assert taken.phrases == {CODE: "phrase of old", OTHER: "phrase of later", THIRD: "phrase of newest"}


def test_only_phrases_that_are_to_be_kept_count_among_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "MOST_HASHED", 1)
    plain, joining, again = sent("1", own_phrase=GREEN), adding("2"), sent("3", own_phrase=BLUE)
    taken = fresh((CODE, plain), (OTHER, joining), (THIRD, again))
    assert heard(made_office(marks={marks.phrase(THIRD): "kept"}), taken, plain, joining, again) == {
        marks.phrase(CODE): "pepper",
        marks.joins(OTHER): "wrong",
    }


def test_a_blank_phrase_is_neither_kept_nor_held_against_any() -> None:
    blank, joining = sent("1", own_phrase=""), adding("2", "")
    taken = fresh((CODE, blank), (OTHER, joining))
    assert heard(made_office(request(THIRD), marks=phrase(THIRD)), taken, blank, joining) == {}
    assert taken.phrases == {}


def test_only_requests_whose_answers_are_new_are_heard() -> None:
    before, now = adding("1"), adding("2")
    office = made_office(request(THIRD), marks={marks.case_of("1"): CODE, **phrase(THIRD)})
    taken = fresh((OTHER, now))
    assert heard(office, taken, before, now) == {marks.joins(OTHER): f"adding {THIRD}"}
    assert taken.phrases == {OTHER: BLUE}


def test_a_request_that_was_heard_once_is_not_heard_again() -> None:
    response = adding()
    office = made_office(request(OTHER), marks={marks.joins(CODE): "wrong", **phrase(OTHER)})
    assert heard(office, fresh((CODE, response)), response) == {}


def test_an_addition_finds_a_request_that_came_in_with_it() -> None:
    first, second = sent("1", own_phrase=BLUE), adding("2", "Blue, Harbour TWO")
    taken = fresh((CODE, first), (OTHER, second))
    assert heard(made_office(), taken, first, second) == {
        marks.phrase(CODE): "pepper",
        marks.joins(OTHER): f"adding {CODE}",
    }


def test_a_request_never_joins_itself() -> None:
    response = adding(about=WITHDRAWING)
    office = made_office(request(), request(OTHER), marks=phrase(CODE))
    assert heard(office, fresh((CODE, response)), response) == {marks.joins(CODE): "wrong"}


@pytest.mark.parametrize(
    ("received", "wrong_before", "found"),
    [
        ("2026-11-03T17:00:00Z", 3, ("wrong", "wrong")),
        ("2026-11-03T17:00:00Z", 4, ("wrong", "unheard")),
        ("2026-11-03T17:00:00Z", 5, ("unheard", "unheard")),
        ("2026-11-04T07:59:00Z", 4, ("wrong", "unheard")),
        ("2026-11-02T17:00:00Z", 5, ("wrong", "wrong")),
    ],
)
def test_after_some_wrong_phrases_of_one_day_none_is_heard_any_more(
    received: str, wrong_before: int, found: tuple[str, str]
) -> None:
    codes = [f"guess-no-{number}" for number in range(wrong_before)]
    office = made_office(
        *(request(code, received) for code in codes), marks={marks.joins(code): "wrong" for code in codes}
    )
    older, newer = adding("1", GREEN), adding("2", GREEN)
    taken = fresh((CODE, older), (OTHER, newer))
    assert heard(office, taken, older, newer) == {marks.joins(CODE): found[0], marks.joins(OTHER): found[1]}


def test_a_request_whose_day_is_not_known_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "MOST_GUESSES", 1)
    response = adding()
    guessed = {marks.joins("deleted-old-case"): "wrong"}
    office = made_office(request(OTHER), marks={**phrase(OTHER), **guessed})
    assert heard(office, fresh((CODE, response), day=None), response) == {
        marks.joins(CODE): f"adding {OTHER}"
    }


@pytest.mark.parametrize(("newest", "found"), [(OTHER, f"adding {OTHER}"), (THIRD, "wrong")])
def test_a_phrase_is_held_against_those_of_the_newest_cases(
    newest: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "MOST_COMPARED", 1)
    days = {OTHER: "2026-11-01T17:00:00Z", THIRD: "2026-11-01T17:00:00Z", newest: "2026-11-02T17:00:00Z"}
    rows = [request(code, day) for code, day in days.items()]
    response = adding()
    office = made_office(*rows, marks={**phrase(OTHER), **phrase(THIRD, GREEN)})
    assert heard(office, fresh((CODE, response)), response) == {marks.joins(CODE): found}


@pytest.mark.parametrize(("closed", "late"), [((), ""), ((THIRD,), ""), ((OTHER,), " late")])
def test_what_joins_a_closed_case_is_late(closed: tuple[str, ...], late: str) -> None:
    response = adding(about=WITHDRAWING)
    office = made_office(request(OTHER), marks=phrase(OTHER))
    wanted = {marks.joins(CODE): f"withdrawing {OTHER}{late}"}
    assert heard(office, fresh((CODE, response)), response, closed=closed) == wanted


@pytest.mark.parametrize(
    ("story", "names", "left_out"),
    [
        ("", (), ()),
        ("AMBER light on the Lakeside", ("brisk reed",), ("amber", "lake", "brisk")),
        ("amber lake", ("Brisk Reed", "Ola OTTER"), ()),
    ],
)
def test_words_of_the_answers_and_names_are_left_out_while_enough_for_two_codes_are_left(
    story: str, names: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    words = ("amber", "heron", "lake", "brisk", "otter", "field", "calm", "raven", "hill")
    pools: list[tuple[str, ...]] = []

    def draw(pool: Sequence[str]) -> str:
        pools.append(tuple(pool))
        return pool[len(pools) - 1]

    response = sent(hoped_for="peace", what_happened=story)
    code = intake.new_code(words, draw, set(), response, names)
    pool = tuple(word for word in words if word not in left_out)
    assert (pools, code) == ([pool] * 3, "-".join(pool[:3]))


def mended(office: Office, response: Response) -> Taken:
    return take_in(office, [response], (), lambda pool: pool[0], RULES, NOW)


def test_further_pieces_of_an_answer_that_is_shorter_now_are_cleared_and_told_as_one() -> None:
    before = sent(**{"Why?": "so", "hoped_for": "peace"})
    row = row_of(before, **{"Question: Why? (2)": "old", "hoped_for (2)": "old", "Question: Ours (2)": "x"})
    office = made_office(row, marks=known(before))
    after = sent(**{"Why?": "other", "hoped_for": "peace"})
    found = mended(office, after)
    cells = {"Question: Why?": "other", "hoped_for (2)": None, "Question: Why? (2)": None}
    assert found.repairs == [SetCells("Intake", "r", cells)]
    told = "Tue 10 Nov: read these answers again, they changed (Question: Why?, hoped_for)."
    assert found.told == {CODE: [told]}


def test_a_mark_that_was_cleared_is_set_again_when_the_row_is_mended() -> None:
    damaged = row_of(sent(), **{"Received at": "yesterday"})
    cleared = {marks.case_of("r"): "", marks.answers(CODE): ""}
    found = mended(made_office(damaged, marks=cleared), sent())
    assert found.marks == known(sent())


def test_edits_of_two_requests_that_share_a_file_are_both_kept_for_it() -> None:
    ours, theirs = sent("ours", name="Ola"), sent("theirs", name="Ola")
    rows = (row_of(ours, OTHER), row_of(theirs, CODE, **{"What to do": "Duplicate", "Same as": OTHER}))
    noted = {
        **known(ours, OTHER),
        **known(theirs, CODE),
        marks.case_file(OTHER): Filed("a.xlsx", "1").mark(),
        marks.edits(OTHER): '[["2026-11-01", ["contact"]]]',
    }
    edited = [sent("ours", name="Ada"), sent("theirs", name="Ola", hoped_for="peace")]
    found = take_in(made_office(*rows, marks=noted), edited, (), lambda pool: pool[0], RULES, NOW)
    assert edits.edits(marks.Marks(found.marks), OTHER) == [
        edits.Edit("2026-11-01", ["contact"], ""),
        edits.Edit("2026-11-10", ["name"], OTHER),
        edits.Edit("2026-11-10", ["hoped_for"], CODE),
    ]
    assert marks.edits(CODE) not in found.marks


@pytest.mark.parametrize("cell", [None, "amber-heron", 7])
def test_a_damaged_code_is_mended_and_nobody_is_told_of_an_edit(cell: Cell) -> None:
    noted = {marks.case_of("r"): CODE, marks.answers(CODE): "of an earlier version"}
    found = mended(made_office(row_of(sent(), Case=cell), marks=noted), sent())
    assert found.repairs == [SetCells("Intake", "r", {"Case": CODE})]
    assert (found.told, found.fresh, found.edited, found.marks) == ({}, set(), set(), known(sent()))


def test_another_clock_is_refused_with_what_to_do_about_it() -> None:
    office = made_office(marks={marks.CLOCK: "time_zone UTC, date_order day first"})
    with pytest.raises(ResponsesError) as found:
        intake.check_clock(office, ResponsesRead((), by_the_clock=True), RULES)
    assert str(found.value) == (
        "The settings were time_zone UTC, date_order day first when responses were first taken in. With "
        "others, every response would come in twice. Put them back, or start with a new folder."
    )
