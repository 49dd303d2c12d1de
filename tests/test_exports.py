"""Form exports as Google writes them, and as people mangle them."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from automations.core.responses import ALL, Response, split_choices
from automations.platforms.files import timestamps
from automations.platforms.files.export import Reading
from automations.platforms.files.exports import ExportFolder
from sheets_schema.dates import DateOrder
from sheets_schema.form import BY_KEY, FORM, KEYS
from tests.place import Place, as_csv, response, title

PACIFIC = ZoneInfo("America/Los_Angeles")
MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
INSTANT = datetime(2026, 11, 3, 17, 15, 22, tzinfo=UTC)


def read(folder: Path, zone: ZoneInfo = PACIFIC, order: DateOrder = MONTH, **titles: str) -> ExportFolder:
    return ExportFolder(folder, Reading(zone, order, titles))


def responses(folder: Path) -> tuple[Response, ...]:
    found = read(folder).read(ALL)
    assert not found.problems
    return found.responses


@pytest.mark.parametrize(
    "text",
    [
        "2026/11/03 9:15:22 AM GMT-8", "2026/11/03 9:15:22 AM PST", "11/3/2026 9:15:22",
        "2026-11-03 09:15:22", "2026-11-03T17:15:22Z", "2026/11/03 5:15:22 PM GMT",
        "2026/11/03 10:45:22 PM GMT+5:30", "2026/11/03 6:15:22 p.m. GMT+1", "2026-11-03 09:15:22-08:00",
        "11/3/2026 9:15:22 AM", "2026/11/03 9:15:22\u202fAM GMT−8", "2026/11/03 5:15:22 PM UTC",
        "2026/11/03 10:15:22 AM PDT",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_moment_gives_the_same_utc_second(text: str) -> None:
    assert timestamps.moment(text, PACIFIC, MONTH) == INSTANT


def test_gmt_minus_8_is_behind_greenwich_and_day_first_is_obeyed() -> None:
    assert timestamps.moment("3/11/2026 9:15:22", PACIFIC, DAY) == INSTANT
    assert timestamps.moment("3.11.2026 18:15:22", ZoneInfo("Europe/Berlin"), DAY) == INSTANT


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2026/11/03 9:15:22 AM CST", "America/Los_Angeles"), ("2026/11/03 9:15:22 AM PST", "Europe/Paris"),
        ("2026/11/03 9:15:22 AM IST", "America/Los_Angeles"), ("soon", "America/Los_Angeles"),
        ("", "America/Los_Angeles"), ("2026/13/03 9:15:22", "America/Los_Angeles"),
        ("2026/02/30 9:15:22", "America/Los_Angeles"), ("2026/11/03 25:15:22", "America/Los_Angeles"),
        ("2026/11/03 13:15:22 PM", "America/Los_Angeles"),
        ("2026/11/03 9:15:22 GMT+99", "America/Los_Angeles"),
    ],
)  # fmt: skip
def test_a_moment_that_can_not_be_known_is_refused(text: str, zone: str) -> None:
    with pytest.raises(timestamps.Unreadable):
        timestamps.moment(text, ZoneInfo(zone), MONTH)


def test_zone_names_count_where_the_team_uses_them_in_summer_and_winter() -> None:
    sydney = ZoneInfo("Australia/Sydney")
    assert timestamps.moment("2026/01/01 9:00:00 AEDT", sydney, MONTH) == datetime(
        2025, 12, 31, 22, tzinfo=UTC
    )
    assert timestamps.moment("2026/07/01 9:00:00 AEST", sydney, MONTH) == datetime(
        2026, 6, 30, 23, tzinfo=UTC
    )


def test_a_file_in_the_other_order_is_refused_whole_because_no_row_is_sure(tmp_path: Path) -> None:
    rows = [response("3/11/2026 9:00:00"), response("13/11/2026 9:00:00")]
    (tmp_path / "a.csv").write_bytes(as_csv(rows))
    found = read(tmp_path).read(ALL)
    assert found.responses == ()
    assert "line 3" in found.problems[0]
    assert "date_order" in found.problems[0]
    assert len(read(tmp_path, order=DAY).read(ALL).responses) == 2


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_answers_are_kept_to_the_letter(tmp_path: Path, mark: bytes) -> None:
    story = ' =SUM(A1)\n"quoted", ünïcode 😀\ttab\r\nnew line \u202e '
    (tmp_path / "a.csv").write_bytes(mark + as_csv([response(what_happened=story)]))
    assert responses(tmp_path)[0].answers["what_happened"] == story
    assert responses(tmp_path)[0].received_at == INSTANT


def test_columns_may_stand_in_any_order_and_be_few(tmp_path: Path) -> None:
    columns = [title("what_happened"), "Timestamp", title("contact")]
    (tmp_path / "a.csv").write_bytes(as_csv([response(what_happened="x")], columns))
    answers = responses(tmp_path)[0].answers
    assert answers == {"what_happened": "x", "contact": "someone@example.org"}


def test_titles_of_a_team_s_own_are_mapped_and_strange_ones_kept(tmp_path: Path) -> None:
    row = {"Zeitstempel": "2026-11-03 09:15:22", "Was ist passiert?": "x", "Neue Frage": "y"}
    (tmp_path / "a.csv").write_bytes(as_csv([row]))
    reading = Reading(PACIFIC, MONTH, {"Was ist passiert": "what_happened", "Zeitstempel": "timestamp"})
    found = ExportFolder(tmp_path, reading).read(ALL)
    assert found.responses[0].answers == {"what_happened": "x", "Neue Frage": "y"}
    assert found.cautions


def test_who_signed_in_is_never_read(tmp_path: Path) -> None:
    row = response() | {"Email Address": "private@example.org", "Username": "private@example.org"}
    (tmp_path / "a.csv").write_bytes(as_csv([row]))
    assert "private@example.org" not in str(responses(tmp_path))


def test_two_columns_of_one_title_are_one_question(tmp_path: Path) -> None:
    text = f'Timestamp,"{title("name")}","{title("name")}"\n2026-11-03 09:15:22,,Ann\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert responses(tmp_path)[0].answers == {"name": "Ann"}


def test_overlapping_exports_give_each_response_once_and_the_newer_word_counts(tmp_path: Path) -> None:
    first, second = response(what_happened="old"), response("2026/11/04 9:15:22 AM GMT-8")
    (tmp_path / "b.csv").write_bytes(as_csv([first]))
    (tmp_path / "a.csv").write_bytes(as_csv([first | {title("what_happened"): "new"}, second]))
    found = responses(tmp_path)
    assert [r.answers["what_happened"] for r in found] == ["new", ""]


def test_an_export_from_another_time_zone_names_the_same_responses(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv([response("2026/11/03 9:15:22 AM GMT-8")]))
    (tmp_path / "b.csv").write_bytes(as_csv([response("2026/11/03 6:15:22 PM GMT+1")]))
    assert len(responses(tmp_path)) == 1


def test_two_responses_in_one_second_are_two(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv([response(what_happened="x"), response(what_happened="x")]))
    assert [r.id for r in responses(tmp_path)] == ["20261103T171522Z-1", "20261103T171522Z-2"]


def test_a_zip_of_an_export_is_read(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("Ask for help.csv", as_csv([response()]))
    (tmp_path / "Ask for help.csv.zip").write_bytes(content.getvalue())
    assert len(responses(tmp_path)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""), ("a.csv", b"\n\n"), ("a.csv", b"Name,Age\nAnn,3\n"), ("a.zip", b"not a zip"),
        ("a.csv", "Timestamp,Your pronouns\n2026-11-03 09:15:22,é\n".encode("latin-1")),
        ("a.csv", as_csv([response()]).decode().encode("utf-16")), ("a.csv", b"\x00\x01\x02"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_export_is_refused_by_name_and_nothing_else_is(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.csv").write_bytes(as_csv([response()]))
    found = read(tmp_path).read(ALL)
    assert len(found.responses) == 1
    assert len(found.problems) == 1
    assert found.problems[0].startswith(name)


def test_what_stands_before_a_broken_line_is_taken_in_and_the_line_is_told(tmp_path: Path) -> None:
    whole = as_csv([response(), response("2026/11/04 9:15:22 AM GMT-8", what_happened="secret")])
    (tmp_path / "a.csv").write_bytes(whole[:-30])
    found = read(tmp_path).read(ALL)
    assert len(found.responses) == 1
    assert "line 3" in found.problems[0]
    assert "secret" not in found.problems[0]


def test_an_unreadable_timestamp_loses_one_response_and_says_which(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv([response("yesterday"), response()]))
    found = read(tmp_path).read(ALL)
    assert len(found.responses) == 1
    assert "line 2" in found.problems[0]
    assert "yesterday" not in found.problems[0]


@pytest.mark.parametrize("separator", [";", ", "])
def test_several_choices_are_split_also_where_one_holds_the_separator(separator: str) -> None:
    options = BY_KEY["may_contact_by"].choices
    assert split_choices(separator.join(options), options) == list(options)
    mixed = separator.join([options[-1], "by pigeon, or so"])
    assert split_choices(mixed, options) == [options[-1], "by pigeon, or so"]


def test_every_choice_of_every_question_survives_both_separators() -> None:
    for question in FORM:
        for separator in (";", ", "):
            joined = separator.join(question.choices)
            assert split_choices(joined, question.choices) == list(question.choices)


@pytest.mark.files
def test_the_command_takes_in_what_it_can_and_says_what_it_could_not(place: Place) -> None:
    place.drop(response("gibberish"), response())
    ran = place.run()
    assert ran.code == 1
    assert ran.jobs["intake"]["result"] == "failed"
    assert "responses.csv, line 2" in ran.jobs["intake"]["error"]
    assert ran.jobs["assign"]["result"] == "ok"
    assert len(place.board()) == 1


ANSWER = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"), max_size=30)
MOMENT = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda m: m.replace(microsecond=0))
ROWS = st.lists(st.tuples(MOMENT, st.dictionaries(st.sampled_from(KEYS), ANSWER)), min_size=1, max_size=8)


def written(moment: datetime, offset: int) -> str:
    local = moment + timedelta(hours=offset)
    return f"{local:%Y/%m/%d} {local.hour % 12 or 12}:{local:%M:%S %p} GMT{offset:+d}"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.permutations(["Timestamp", *(q.title for q in FORM)]), st.integers(-11, 12), st.data())
def test_exports_of_any_responses_however_ordered_split_and_zoned_give_each_once_and_whole(
    tmp_path: Path,
    rows: list[tuple[datetime, dict[str, str]]],
    columns: list[str],
    offset: int,
    data: st.DataObject,
) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    rows.sort(key=lambda row: row[0])
    cut = data.draw(st.integers(0, len(rows)))
    for name, part, zone in (("all.csv", rows, offset), ("part.csv", rows[:cut], 0)):
        lines = [{"Timestamp": written(m, zone)} | {title(k): v for k, v in a.items()} for m, a in part]
        if lines:
            (tmp_path / name).write_bytes(as_csv(lines, columns))
    found = read(tmp_path).read(ALL)
    assert not found.problems
    assert [r.received_at.replace(tzinfo=None) for r in found.responses] == [moment for moment, _ in rows]
    assert [{k: v for k, v in r.answers.items() if v} for r in found.responses] == [
        {k: v for k, v in answers.items() if v} for _, answers in rows
    ]


@pytest.mark.parametrize("text", ["11/1/2026 1:30:00", "3/14/2027 2:30:00"])
def test_an_hour_in_which_clocks_are_turned_is_not_guessed_without_a_zone(text: str) -> None:
    with pytest.raises(timestamps.Unreadable, match="clocks are turned"):
        timestamps.moment(text, PACIFIC, MONTH)
    assert timestamps.moment("11/1/2026 1:30:00 AM GMT-8", PACIFIC, MONTH).hour == 9


@pytest.mark.parametrize("text", ["9999/12/31 11:00:00 PM GMT-8", "0202/11/03 9:00:00", "11/3/1926 9:00:00"])
def test_a_year_that_can_not_be_right_is_refused(text: str) -> None:
    with pytest.raises(timestamps.Unreadable):
        timestamps.moment(text, PACIFIC, MONTH)


def test_what_macos_packs_beside_a_file_is_passed_over(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", as_csv([response()]))
        archive.writestr("__MACOSX/._a.csv", b"\x00\x05\x16\xff")
    assert len(responses(tmp_path)) == 1


def test_a_damaged_zip_stops_no_other_file(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", as_csv([response(what_happened="x" * 5000)]))
    spoiled = bytearray(content.getvalue())
    spoiled[60:90] = b"\xff" * 30
    (tmp_path / "a.zip").write_bytes(spoiled)
    (tmp_path / "b.csv").write_bytes(as_csv([response()]))
    found = read(tmp_path).read(ALL)
    assert (len(found.responses), len(found.problems)) == (1, 1)
