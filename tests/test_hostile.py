"""Text from a form is hostile, and much of it is nobody's business: kept exactly, shown nowhere else."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from automations.core.changes import AppendRows, SetCells
from automations.platforms.files.workbook import XlsxWorkbook
from sheets_schema.form import KEYS
from sheets_schema.office import INTAKE, OFFICE
from tests.place import NOW, TEAM, Place, response

HOSTILE = [
    '=IMPORTXML("http://example.invalid","//a")', "+1-2", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0",
    "_x0041_", "_x005F_x0041_", "a\x00b\x01\x1f", "a\r\nb\rc", "\u202eevil\u202c", "zero\u200bwidth\ufeff",
    "😀👩‍👩‍👧 ñ é ﬁ", "#N/A", "#REF!", "00123", "12345678901234567890", "1e5", "nan", "NULL", "TRUE", "  x  ",
    "2026-11-03", "'quoted", "x" * 32_767, "x" * 32_768, "😀" * 17_000, "_x0041_" * 5_000,
]  # fmt: skip
CANARY = "quetzalcoatl"


@pytest.fixture
def book(tmp_path: Path) -> XlsxWorkbook:
    place = Place(tmp_path)
    place.set_up()
    return XlsxWorkbook(place.file("office"), OFFICE)


def rows(book: XlsxWorkbook) -> list[dict[str, object]]:
    return [dict(row) for row in book.read()["Intake"].rows]


@pytest.mark.files
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_answers_are_kept_to_the_letter_through_every_later_write(place: Place, text: str) -> None:
    place.drop(response(what_happened=text, name=text))
    place.run()
    book = XlsxWorkbook(place.file("office"), OFFICE)
    for _ in range(2):
        (row,) = book.read()["Intake"].rows
        pieces = [
            str(row[h]) for h in ("what_happened", "what_happened (2)", "what_happened (3)") if h in row
        ]
        assert "".join(pieces) == text
        book.write([SetCells("Intake", str(row["Response"]), {"Notice": "something new"})])
    place.run()
    ran = place.run()
    assert ran.jobs["intake"]["result"] == "nothing to do"


@pytest.mark.files
def test_no_answer_becomes_a_formula_in_any_file(place: Place) -> None:
    place.drop(
        *[
            response(f"2026/11/03 9:00:{n:02} AM GMT-8", **dict.fromkeys(KEYS, text[:30_000]))
            for n, text in enumerate(HOSTILE)
        ]
    )
    place.run()
    for path in place.folder.glob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    assert b"<f>" not in archive.read(name)
    book = openpyxl.load_workbook(place.file("office"))
    assert {cell.data_type for row in book["Intake"].iter_rows(min_row=2) for cell in row} <= {"s", "n", "d"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
            min_size=1,
            max_size=40,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_comes_back_from_a_workbook_as_it_went_in(book: XlsxWorkbook, texts: list[str]) -> None:
    before = len(rows(book))
    fresh = tuple({"Response": f"r{before + n}", "what_happened": t} for n, t in enumerate(texts))
    book.write([AppendRows("Intake", fresh)])
    assert [row["what_happened"] for row in rows(book)[before:]] == texts


def everything_but(place: Place, *names: str) -> bytes:
    """All bytes of the folder, unzipped, without the named files."""
    found = io.BytesIO()
    for path in place.folder.rglob("*"):
        if path.is_file() and path.name not in names:
            found.write(path.name.encode())
            if path.suffix == ".xlsx":
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        found.write(archive.read(name))
            else:
                found.write(path.read_bytes())
    return found.getvalue().lower()


@pytest.mark.files
@pytest.mark.parametrize(
    "answers", [{}, {"concerns": "Harassment or violence"}, {"people_involved": TEAM[0]}, {"contact": ""}]
)
def test_nothing_that_was_answered_stands_anywhere_but_in_the_office_and_the_export(
    place: Place, answers: dict[str, str]
) -> None:
    canaries = {key: f"{CANARY}{key.replace('_', '')}" for key in KEYS if key not in answers}
    dated = [f"2026/10/{n:02} 9:00:00 AM GMT-7" for n in range(1, 8)]
    place.drop(*[response(moment, **canaries | answers) for moment in dated], response("broken", **canaries))
    place.drop(response("broken", **canaries), name="other.csv")
    command = [sys.executable, "-m", "automations", "--config", str(place.settings)]
    spoken = b""
    for arguments in (
        ["run", "--now", NOW], ["run", "--now", NOW, "--json"], ["run", "--now", NOW, "--dry-run"],
        ["status"], ["doctor"], ["report", "--month", "2026-10", "--now", NOW], ["status", "--json"],
        ["explain", str(place.intake()[0]["Case"]) if place.intake() else "x"], ["explain", CANARY],
    ):  # fmt: skip
        done = subprocess.run([*command, *arguments], check=False, capture_output=True)
        assert b"Traceback" not in done.stderr
        spoken += done.stdout + done.stderr
    assert CANARY.encode() not in spoken.lower()
    assert CANARY.encode() not in everything_but(place, "office.xlsx", "responses.csv", "other.csv")
    assert CANARY in str(place.intake())


@pytest.mark.files
def test_the_board_names_nobody_but_the_volunteers_and_tells_no_reason_and_no_hour(place: Place) -> None:
    place.drop(
        response(name="Wanda Maximoff", volunteers_to_avoid=TEAM[0]),
        response("2026/11/04 9:15:22 AM GMT-8", contact="", volunteers_preferred=TEAM[1]),
        response("2026/11/05 9:15:22 AM GMT-8", what_happened=f"{TEAM[2]} hit me"),
    )
    place.run()
    place.run(now="2026-11-20T09:00:00-08:00")
    with CalamineWorkbook.from_path(place.file("board")) as opened:
        cells = [
            c for n in opened.sheet_names for row in opened.get_sheet_by_name(n).to_python() for c in row
        ]
    text = " ".join(str(cell) for cell in cells)
    assert not any(word in text for word in ("Wanda", "avoid", "involved", "restricted", "prefer", "09:15"))
    assert not any(hasattr(cell, "hour") and str(cell)[11:] not in ("", "00:00:00") for cell in cells)
    assert len(place.board()) == 2


@pytest.mark.files
def test_files_and_folders_are_private(place: Place) -> None:
    place.drop(*[response(f"2026/09/0{n} 9:00:00 AM GMT-7") for n in range(1, 8)])
    place.run()
    modes = {
        p.name: p.stat().st_mode & 0o777
        for p in (place.folder, *place.folder.rglob("*"))
        if p.suffix != ".csv" or "reports" in p.parts
    }
    assert all(mode in (0o600, 0o700) for mode in modes.values()), modes


def test_intake_headers_are_the_questions_keys() -> None:
    assert set(KEYS) < set(INTAKE.headers)
