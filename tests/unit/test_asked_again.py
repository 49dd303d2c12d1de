"""Whose conflicts are still missing, what is asked for again, and what of it is known already."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from automations.core import marks
from automations.core.casework.facts import Facts
from automations.core.casework.filed import Filed
from automations.core.conflicts import Watch
from automations.core.gone import remembered
from automations.core.office import Office
from automations.core.responses import Asked, Response
from automations.core.snapshot import Row
from automations.core.taking_in import answers, asking, intake
from tests.unit.offices import (
    CODE,
    GATES,
    OTHER,
    SENT,
    THIRD,
    TODAY,
    conflict,
    known,
    made_office,
    request,
    row_of,
    sent,
)

FOURTH = "dear-fox-moor"
SAM: Row = {"Volunteer": "Sam Okafor", "Also known as": "Sammy Okafor", "Approved on": date(2026, 1, 1)}
LEE: Row = {"Volunteer": "Lee Park", "Approved on": date(2026, 1, 1)}
PACIFIC = timezone(timedelta(hours=-8))


def missing(office: Office, *codes: str, said: dict[str, str] | None = None) -> dict[str, tuple[Row, ...]]:
    return intake.missing_conflicts(office, codes, Watch(office.roster, frozenset()), said or {})


def test_a_case_that_is_not_there_or_was_let_go_of_keeps_none_from_being_looked_at() -> None:
    story = {"what_happened": "It was Sam Okafor.", "volunteers_to_avoid": "Sam Okafor"}
    office = made_office(
        request(OTHER, **story),
        request(**story),
        marks={marks.let_go(OTHER): "2026-11-01T17:00:00+00:00"},
        Roster=(SAM, LEE),
    )
    assert missing(office, "unknown-old-case", OTHER, CODE) == {
        CODE: (conflict("Sam Okafor", "asked to avoid"), conflict("Sam Okafor", "involved"))
    }


def test_every_party_and_each_request_s_own_phrase_is_looked_at() -> None:
    filed = {marks.case_file(CODE): Filed("a.xlsx", "1", Facts(names=("Sam Okafor", "Lee Park"))).mark()}
    office = made_office(request(), request(OTHER), request(THIRD), Roster=(SAM, LEE), marks=filed)
    said = {OTHER: "Lee Park", FOURTH: "Sam Okafor"}
    assert missing(office, CODE, OTHER, THIRD, said=said) == {
        CODE: (conflict("Lee Park", "involved"), conflict("Sam Okafor", "involved")),
        OTHER: (conflict("Lee Park", "involved", OTHER),),
    }


def test_the_word_that_stands_in_the_phrase_s_place_names_nobody() -> None:
    given: Row = {"Volunteer": "Given", "Approved on": date(2026, 1, 1)}
    assert missing(made_office(request(own_phrase="given"), Roster=(given,)), CODE) == {}


def test_who_is_kept_away_gets_a_row_a_case_and_none_twice_under_an_old_name() -> None:
    office = made_office(
        request(Keep_away_from="Sam Okafor; Lee Park"),
        request(OTHER, Keep_away_from="Sam Okafor"),
        request(THIRD),
        Roster=(SAM, LEE),
        Conflicts=(
            conflict("sammy okafor", "kept away by coordinator"),
            conflict("Lee Park", "kept away by coordinator", THIRD),
        ),
    )
    assert intake.kept_away_rows(office) == (
        conflict("Lee Park", "kept away by coordinator"),
        conflict("Sam Okafor", "kept away by coordinator", OTHER),
    )


@pytest.mark.parametrize(
    ("received", "since"),
    [
        (("2026-11-10T23:59:00Z",), datetime(2026, 11, 3, 23, 59, tzinfo=UTC)),
        (("2026-11-11T00:00:00Z", "2026-11-09T17:00:00Z"), datetime(2026, 11, 2, 17, tzinfo=UTC)),
        (("2026-11-09T23:00:00-08:00", "2026-11-09T17:00:00Z"), datetime(2026, 11, 3, 7, tzinfo=UTC)),
        (
            ("last week", "2026-11-01T17:00:00Z", "2026-10-01T17:00:00Z"),
            datetime(2026, 10, 25, 17, tzinfo=UTC),
        ),
        (("2026-11-11T00:00:00Z", "last week"), None),
    ],
)
def test_what_is_asked_for_again_begins_a_week_before_the_newest_that_is_not_to_come(
    received: tuple[str, ...], since: datetime | None
) -> None:
    rows = [request(f"case-no-{number}", day) for number, day in enumerate(received)]
    office = made_office(*rows, marks={marks.RECONCILED: "2026-11-10"})
    assert asking.to_ask(office, TODAY) == Asked(since, "")


def test_all_are_asked_for_once_a_day_in_the_words_that_the_source_gave_for_the_form() -> None:
    yesterday = {marks.RECONCILED: "2026-11-09", marks.FORM: "its id"}
    assert asking.to_ask(made_office(request(), marks=yesterday), TODAY) == Asked(None, "its id")


def exported(number: int = 1, code: str = CODE, **said: str) -> Row:
    return row_of(Response(f"20261103T170000Z-{number}", SENT, {**GATES, **said}), code)


def again(office: Office, *responses: Response) -> tuple[list[Response], dict[str, str]]:
    return asking.known_again(office, responses)


def test_of_many_responses_those_that_are_new_stay_as_they_are() -> None:
    odd = timedelta(milliseconds=300)
    twin, new = (
        replace(sent("twin"), received_at=SENT + odd),
        replace(sent("new"), received_at=SENT + 9 * odd),
    )
    before = replace(sent("before"), received_at=SENT + timedelta(hours=1) + odd)
    office = made_office(exported(), marks={marks.recognised("before"): "20261103T180000Z-1"})
    found, noted = again(office, new, before, twin)
    assert found == [
        new,
        replace(before, id="20261103T180000Z-1", received_at=SENT + timedelta(hours=1)),
        replace(twin, id="20261103T170000Z-1", received_at=SENT),
    ]
    assert noted == {marks.recognised("twin"): "20261103T170000Z-1"}


def test_a_response_is_known_by_its_second_in_whatever_zone_and_keeps_the_moment_it_has_here() -> None:
    office = made_office(exported(), exported(2, OTHER, name="Ada"))
    here = replace(sent("a"), received_at=SENT.astimezone(PACIFIC))
    last_sent = SENT.astimezone(PACIFIC)
    sent_again = replace(sent("b", name="Ola"), received_at=SENT - timedelta(days=1), submitted_at=last_sent)
    found, noted = again(office, sent_again, here)
    assert found == [
        replace(sent_again, id="20261103T170000Z-2", received_at=SENT),
        replace(here, id="20261103T170000Z-1", received_at=SENT),
    ]
    assert noted == {
        marks.recognised("a"): "20261103T170000Z-1",
        marks.recognised("b"): "20261103T170000Z-2",
    }


def test_who_was_recognised_once_stays_so_where_another_of_that_second_is_free() -> None:
    once = {marks.recognised("a"): "20261103T170000Z-1"}
    office = made_office(exported(), exported(2, OTHER), marks=once)
    assert again(office, sent("a")) == ([replace(sent("a"), id="20261103T170000Z-1")], {})


def test_the_moment_of_the_sending_counts_before_that_of_the_last_sending() -> None:
    office = made_office(exported())
    edited = replace(sent("a"), received_at=SENT - timedelta(days=1), submitted_at=SENT)
    _, noted = again(office, edited, sent("b"))
    assert noted == {marks.recognised("b"): "20261103T170000Z-1"}


def test_a_number_that_was_deleted_leaves_a_gap_and_one_that_never_was_ends_the_second() -> None:
    salt = {marks.SALT: "pepper"}
    gap = {**salt, remembered("pepper", "20261103T170000Z-1"): "gone-old-case"}
    _, noted = again(made_office(exported(2), marks=gap), sent("a"))
    assert noted == {marks.recognised("a"): "20261103T170000Z-2"}
    assert again(made_office(exported(2), marks=salt), sent("a")) == ([sent("a")], {})


def test_what_was_deleted_is_not_taken_for_another_of_its_second() -> None:
    went = {marks.SALT: "pepper", remembered("pepper", "a"): "gone-old-case"}
    assert again(made_office(exported(), marks=went), sent("a")) == ([sent("a")], {})


def test_an_id_that_another_has_is_free_for_none_and_other_marks_claim_nothing() -> None:
    others = {marks.case_of("x"): "20261103T170000Z-1", marks.recognised("z"): "20261103T170000Z-2"}
    office = made_office(exported(), exported(2, OTHER), marks=others)
    _, noted = again(office, sent("a"), sent("b"))
    assert noted == {marks.recognised("a"): "20261103T170000Z-1"}


def test_who_has_no_answers_alike_gets_what_is_left_in_their_order() -> None:
    rows = [exported(number, f"case-no-{number}", name=name) for number, name in enumerate(("Ola", "Ada"), 1)]
    office = made_office(*rows, exported(3, "case-no-3", name="Will"))
    responses = (sent("x", name="Kim"), sent("w", name="Will"), sent("y", name="Lou"), sent("z", name="Max"))
    _, noted = again(office, *responses)
    assert noted == {
        marks.recognised("w"): "20261103T170000Z-3",
        marks.recognised("x"): "20261103T170000Z-1",
        marks.recognised("y"): "20261103T170000Z-2",
    }


def test_answers_that_the_row_has_no_column_for_make_none_unlike() -> None:
    office = made_office(exported(1, name="Ola"), exported(2, OTHER, name="Ada"))
    _, noted = again(office, sent("a", name="Ada", pronouns="they"), sent("b", name="Lou"))
    assert noted == {
        marks.recognised("a"): "20261103T170000Z-2",
        marks.recognised("b"): "20261103T170000Z-1",
    }


def test_what_changed_is_told_by_the_row_where_its_marks_are_lost() -> None:
    response = sent(name="Ola")
    by_row = made_office(
        row_of(response, name="by hand"), marks={marks.answers(CODE): answers.digest(response)}
    )
    assert answers.changed(by_row, response) == {}
    nameless = made_office({**row_of(response, name="by hand"), "Case": None})
    assert answers.changed(nameless, response) == {"name": "Ola"}


def test_a_response_whose_row_was_deleted_is_not_changed_by_that() -> None:
    office = made_office(request(OTHER), marks=known(sent(name="Ola")))
    assert answers.changed(office, sent(name="Ola")) == {}


def test_answers_stand_under_their_keys_and_titles_piece_by_piece() -> None:
    said = {
        "Why? (2)": "b",
        "name": "Ola",
        "own_phrase": "secret",
        "hoped_for": "",
        "Why?": "a",
        "pronouns": "x",
    }
    assert answers.cells(said) == {
        "Question: Why? [2]": "b",
        "name": "Ola",
        "own_phrase": "given",
        "Question: Why?": "a",
        "pronouns": "x",
    }
