"""scripts/bench.py on its smallest numbers: what docs/benchmarks.md says of the alternatives holds, and its
tables are the figures'. Nothing is timed.
"""

import csv
import sys
from pathlib import Path

import pytest
import requests
from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import bench
from benchmarks import google_place, measure, tables
from benchmarks.figures import Figure, Figures, figure
from benchmarks.files import Place
from benchmarks.google_place import GooglePlace, server
from benchmarks.measure import Cost
from benchmarks.picture import draw

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))


def measured(section: str, number: int, folder: Path) -> dict[str, Figure]:
    figures = Figures(folder / "figures.json")
    bench.measure(section, [number], figures)
    return {figure.what: figure for figure in figures.read(section)}


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it costs is not the question here."""
    monkeypatch.setattr(measure, "REPEATS", 1)
    monkeypatch.setattr(google_place, "LATENCY_MS", 0)


@pytest.mark.parametrize(("section", "number"), [("start", 1), ("files", 1), ("turns", 3), ("report", 2)])
def test_every_section_measures_and_is_told_as_a_table(section: str, number: int, tmp_path: Path) -> None:
    found = measured(section, number, tmp_path)
    assert all(figure.seconds > 0 and figure.number == number for figure in found.values())
    told = tables.tables(list(found.values()))
    assert all(f"| {what} | " in told for what in found)


def test_nothing_is_written_to_google_where_nothing_is_new(tmp_path: Path) -> None:
    found = measured("google", 2, tmp_path)
    assert found["idle run"].calls == 3
    for what in ("idle run", "gspread, nothing new", "gspread-dataframe, nothing new"):
        assert found[what].sent == 0
    for what in ("a run that takes them in", "gspread, everything new", "gspread-dataframe, everything new"):
        assert found[what].sent
    # Two calls for each response, besides those that look.
    assert found["gspread, everything new"].calls == (found["gspread, nothing new"].calls or 0) + 4


@pytest.mark.parametrize(("program", "dropdowns", "hidden"), [("pandas", 0, False), ("openpyxl", 4, True)])
def test_the_other_ways_take_in_every_response_once(
    program: str, dropdowns: int, hidden: bool, tmp_path: Path
) -> None:
    """pandas at the price of the dropdowns, and of tabs that were hidden."""
    place = Place(tmp_path)
    place.set_up(3)
    office = place.team / "office.xlsx"
    place.usually(f"with_{program}")
    before = office.read_bytes()
    place.usually(f"with_{program}")
    assert office.read_bytes() == before
    book = load_workbook(office)
    with place.export.open(encoding="utf-8", newline="") as file:
        stamps = [row["Timestamp"] for row in csv.DictReader(file)]
    assert [row[0] for row in book["Intake"].iter_rows(min_row=2, values_only=True)] == stamps
    assert bool(book["Intake"].data_validations.dataValidation) == bool(dropdowns)
    assert (book["Internal"].sheet_state != "visible") == hidden


def test_with_gspread_dataframe_what_a_person_wrote_becomes_a_formula(tmp_path: Path) -> None:
    with server() as url:
        place = GooglePlace(tmp_path / "team", url)
        place.make_key()
        # As a form's own sheet holds it: text, not a formula.
        responses = place.spreadsheet([["Timestamp", "What?"], ["today", "'=1+1"]])
        cases = place.spreadsheet([["Timestamp", "What?", "Flag"]])
        measure.usual("with_gspread_dataframe", str(place.key), url, responses, cases)
        shown = [
            requests.get(f"{url}/admin/spreadsheets/{id_}", timeout=60).json()["Sheet1"][1][1]
            for id_ in (responses, cases)
        ]
    assert shown == ["=1+1", "2"]


def test_the_tables_in_the_documents_are_the_figures() -> None:
    """After a change to either: `scripts/bench.py picture`."""
    figures = Figures(ROOT / "docs" / "benchmarks.json")
    pages = {path.name: path.read_text(encoding="utf-8") for path in PAGES}
    assert {name: tables.filled(page, figures) for name, page in pages.items()} == pages
    marked = [mark[2] for page in pages.values() for mark in tables.MARK.finditer(page)]
    assert sorted(marked) == sorted(bench.SECTIONS)


def test_a_table_tells_growth_and_what_was_reckoned() -> None:
    def google(what: str, number: int, seconds: float, scaled: int | None = None) -> Figure:
        return figure("google", what, number, Cost(seconds=seconds, calls=3), scaled=scaled)

    told = tables.tables(
        [
            google("idle run", 10, 2.0),
            google("idle run", 100, 3.0),
            google("gspread, nothing new", 100, 600.0, scaled=20),
        ]
    )
    assert "| idle run | 2.0 | 3.0 | ×1.5 |" in told
    assert "| gspread, nothing new |  | ≈ 600 |  |" in told
    assert "| gspread, nothing new / idle run |  | ×200 |" in told
    assert "measured with 20 new responses" in told


def test_the_picture_is_drawn_from_whatever_was_measured(tmp_path: Path) -> None:
    figures = Figures(tmp_path / "figures.json")
    for number in (1, 10):
        figures.keep(figure("files", "idle run", number, Cost(seconds=number)))
    draw(figures, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
