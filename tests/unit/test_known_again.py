"""What was answered, what changed of it, what is asked for, and whom it concerns: decision by decision."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from automations.core import marks
from automations.core.casework.facts import Facts
from automations.core.casework.filed import Filed
from automations.core.conflicts import Watch
from automations.core.office import Office
from automations.core.responses import Asked, Response, ResponsesRead
from automations.core.snapshot import Row
from automations.core.taking_in import answers, asking, edits, intake
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

SAM: Row = {"Volunteer": "Sam Okafor", "Email": "sam@example.org", "Approved on": date(2026, 1, 1)}
LEE: Row = {"Volunteer": "Lee Park", "Email": "lee@example.org", "Approved on": date(2026, 1, 1)}


def missing(office: Office, *codes: str, phrase: str = "") -> dict[str, tuple[Row, ...]]:
    watch = Watch(office.roster, frozenset())
    return intake.missing_conflicts(office, codes, watch, {CODE: phrase} if phrase else {})


def test_conflicts_are_found_in_answers_parties_and_phrases() -> None:
    told = request(what_happened="It was Sam Okafor.", volunteers_to_avoid="Lee Park")
    office = made_office(told, request(OTHER), Roster=(SAM, LEE))
    assert missing(office, CODE, OTHER, "unknown") == {
        CODE: (conflict("Lee Park", "asked to avoid"), conflict("Sam Okafor", "involved"))
    }
    there = (conflict("Sam Okafor", "involved"), conflict("Lee Park", "asked to avoid"))
    assert missing(made_office(told, Roster=(SAM, LEE), Conflicts=there), CODE) == {}
    filed = {marks.case_file(CODE): Filed("a.xlsx", "1", Facts(names=("Lee Park",))).mark()}
    party = made_office(request(), Roster=(SAM, LEE), marks=filed)
    assert missing(party, CODE) == {CODE: (conflict("Lee Park", "involved"),)}
    plain = made_office(request(), Roster=(SAM, LEE))
    assert missing(plain, CODE, phrase="Sam Okafor") == {CODE: (conflict("Sam Okafor", "involved"),)}
    gone = made_office(told, Roster=(SAM,), marks={marks.let_go(CODE): "2026-11-01T17:00:00+00:00"})
    assert missing(gone, CODE) == {}


def test_who_is_to_be_kept_away_gets_a_row() -> None:
    told = request(Keep_away_from="lee park; Sam Okafor")
    office = made_office(told, request(OTHER), Roster=(SAM, LEE))
    rows = [conflict(name, "kept away by coordinator") for name in ("Lee Park", "Sam Okafor")]
    assert sorted(intake.kept_away_rows(office), key=str) == sorted(rows, key=str)
    one = made_office(told, Roster=(SAM, LEE), Conflicts=(rows[0],))
    assert intake.kept_away_rows(one) == (rows[1],)
    other_kind = made_office(told, Roster=(SAM, LEE), Conflicts=(conflict("Lee Park", "involved"), rows[1]))
    assert intake.kept_away_rows(other_kind) == (rows[0],)
    assert intake.kept_away_rows(made_office(request(), Roster=(SAM,), Conflicts=tuple(rows))) == ()


def test_names_are_held_against_all_answers_again_once_roster_or_conflicts_change() -> None:
    def made(*roster: Row, conflicts: tuple[Row, ...] = ()) -> str:
        return intake.fingerprint(made_office(Roster=roster, Conflicts=conflicts))

    involved = conflict("Sam Okafor", "involved")
    prints = {
        made(), made(SAM), made(LEE), made({**SAM, "Also known as": "Sammy"}),
        made({**SAM, "Email": "s@example.org"}), made({**SAM, "Keep apart from": "Kari"}),
        *(made(conflicts=(c,)) for c in (
            involved, conflict("Sam Okafor", "kept apart"), conflict("Lee Park", "involved"),
            conflict("Sam Okafor", "involved", OTHER),
        )),
    }  # fmt: skip
    assert len(prints) == 10
    assert made({**SAM, "Status": "Resting"}) == made(SAM)
    released = conflict("Sam Okafor", "involved", Released="yes")
    assert made(conflicts=(released,)) == made(conflicts=(involved,))
    assert len(made()) == 32


def test_an_answer_s_column_is_its_key_or_its_own_title() -> None:
    assert answers.header_of("name") == "name"
    assert answers.header_of("Why?") == "Question: Why?"
    assert answers.header_of("Why? (2)") == "Question: Why? [2]"
    long = "a" * 40_000
    found = answers.cells({"own_phrase": "a secret", "name": "", "what_happened": long})
    assert list(found) == ["own_phrase", "what_happened", "what_happened (2)"]
    assert found["own_phrase"] == "given"
    assert f"{found['what_happened']}{found['what_happened (2)']}" == long
    assert answers.cells({"own_phrase": " "}) == {}


def test_the_digest_of_the_answers_is_of_them_alone() -> None:
    assert answers.digest(sent(name="Ola")) == answers.digest(sent("other", name="Ola", hoped_for=""))
    assert answers.digest(sent(name="Ola")) == answers.digest(sent(name="Ola", own_phrase="secret"))
    assert answers.digest(sent(name="Ola")) != answers.digest(sent(name="Kari"))
    assert answers.digest(sent(name="Ola")) != answers.digest(sent(pronouns="Ola"))
    assert len(answers.digest(sent(name="\ud800"))) == 32


def test_what_changed_since_it_was_taken_in() -> None:
    before = sent(name="Ola")
    after = sent(name="Kari", hoped_for="peace", own_phrase="secret")
    office = made_office(row_of(before), marks=known(before))
    assert answers.changed(office, before) == {}
    assert answers.changed(office, after) == {"name": "Kari", "hoped_for": "peace"}
    by_row = made_office(row_of(before, name="by hand"), marks={marks.answers(CODE): answers.digest(before)})
    assert answers.changed(by_row, before) == {}
    assert answers.changed(made_office(), Response("r", SENT, {"name": "Ola"})) == {"name": "Ola"}


@pytest.mark.parametrize("broken", ["", "{", "7", '["a"]', '[["2026-11-01", 7]]', '[["d", ["k"], "c", "e"]]'])
def test_edits_that_somebody_broke_are_none(broken: str) -> None:
    assert edits.edits(made_office(marks={marks.edits(CODE): broken}).marks, CODE) == []


def test_an_edit_is_kept_for_every_file_in_which_its_words_stand() -> None:
    file = Filed("a.xlsx", "1").mark()
    noted = {marks.case_file(CODE): file, marks.case_file(OTHER): file}
    first = f'[["2026-11-01", ["name"], "{CODE}"]]'
    duplicate = request(What_to_do="Duplicate", Same_as=OTHER)
    office = made_office(duplicate, request(OTHER), marks={**noted, marks.edits(CODE): first})
    found = edits.edited(office.marks, office.by_code[CODE], ["name", "contact"], TODAY)
    fresh_one = f'["2026-11-10", ["contact", "name"], "{CODE}"]'
    assert found == {
        marks.edits(CODE): f"{first[:-1]}, {fresh_one}]",
        marks.edits(OTHER): f"[{fresh_one}]",
    }
    assert edits.edits(office.marks, CODE) == [edits.Edit("2026-11-01", ["name"], CODE)]
    unfiled = made_office(request())
    assert edits.edited(unfiled.marks, unfiled.by_code[CODE], ["name"], TODAY) == {}
    assert edits.edited(office.marks, None, ["name"], TODAY) == {}


def test_only_the_last_week_is_asked_for_but_once_a_day_all() -> None:
    rows = (request(), request(OTHER, "2026-11-08T17:00:00Z"), request(THIRD, "2031-01-01T17:00:00Z"))
    today = {marks.RECONCILED: "2026-11-10", marks.FORM: "f"}
    assert asking.to_ask(made_office(*rows, marks=today), TODAY) == Asked(
        datetime(2026, 11, 1, 17, tzinfo=UTC), "f"
    )
    assert asking.to_ask(made_office(*rows, marks={marks.RECONCILED: "2026-11-09"}), TODAY) == Asked(None, "")
    assert asking.to_ask(made_office(marks=today), TODAY) == Asked(None, "f")


def test_what_is_in_doubt_has_all_read_again() -> None:
    read = made_office(marks={marks.RECONCILED: "2026-11-10"})
    assert asking.doubted(read, True) == {marks.RECONCILED: ""}
    assert asking.doubted(read, False) == {}
    assert asking.doubted(made_office(), True) == {}


@pytest.mark.parametrize(("whole", "settled"), [(True, True), (True, False), (False, True)])
def test_only_what_was_read_whole_and_is_settled_counts_as_read(whole: bool, settled: bool) -> None:
    read = ResponsesRead((), form="f", whole=whole)
    wanted = {marks.FORM: "f"} | ({marks.RECONCILED: "2026-11-10"} if whole and settled else {})
    assert asking.to_remember(read, TODAY, settled) == wanted
    assert asking.to_remember(replace(read, form=""), TODAY, settled) == {}


EXPORTED = "20261103T170000Z-1"


def again(office: Office, *responses: Response) -> dict[str, str]:
    """Under which ids of exports they are known again."""
    found, noted = asking.known_again(office, responses)
    known_now = {r.id: f.id for r, f in zip(responses, found, strict=True) if f.id != r.id}
    before = (r.id for r in responses if marks.recognised(r.id) in office.marks)
    kept_now = {marks.recognised(id_): known for id_, known in known_now.items() if id_ not in {*before}}
    assert noted == kept_now
    return known_now


def exported(number: int = 1, code: str = CODE, **said: str) -> Row:
    return row_of(Response(f"20261103T170000Z-{number}", SENT, {**GATES, **said}), code)


def test_a_response_that_an_export_brought_is_known_by_its_second() -> None:
    office = made_office(exported())
    response = replace(sent(), received_at=SENT + timedelta(milliseconds=300))
    assert again(office, response) == {"r": EXPORTED}
    [found], _ = asking.known_again(office, [response])
    assert found.received_at == SENT
    assert again(office, replace(sent(), received_at=SENT + timedelta(seconds=1))) == {}
    later = replace(sent(), received_at=SENT - timedelta(days=1), submitted_at=SENT)
    assert again(office, later) == {"r": EXPORTED}


def test_of_several_in_one_second_the_same_answers_decide() -> None:
    office = made_office(exported(1, name="Ola"), exported(2, OTHER, name="Kari"))
    kari, ola, other = sent("k", name="Kari"), sent("o", name="Ola"), sent("x", name="Per")
    assert again(office, kari, ola) == {"k": "20261103T170000Z-2", "o": EXPORTED}
    assert again(office, other, kari) == {"k": "20261103T170000Z-2", "x": EXPORTED}
    assert again(office, ola, kari, other) == {"k": "20261103T170000Z-2", "o": EXPORTED}


def test_what_is_known_already_or_taken_is_not_recognised_again() -> None:
    twin = {marks.recognised("r"): EXPORTED}
    assert again(made_office(exported(), marks=twin), sent()) == {"r": EXPORTED}
    claimed = {marks.recognised("another"): EXPORTED}
    assert again(made_office(exported(), marks=claimed), sent()) == {}
    assert again(made_office(exported(), request(OTHER, Response="r")), sent()) == {}
    assert again(made_office(exported(), marks={marks.case_of("r"): OTHER}), sent()) == {}
    only_marked = made_office(marks={marks.case_of(EXPORTED): CODE})
    assert again(only_marked, sent()) == {"r": EXPORTED}
