"""The documents' pictures of workbooks, made anew: .venv/bin/python scripts/pictures.py

From the demonstration, with what people would type into it, as LibreOffice shows it. Needs `soffice` and
`pdftoppm`, which CI has; the report's picture is made by Chromium, see tests/test_report_page.py.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from automations.core.casework.case_file import TO_BE_REPLACED  # noqa: E402 - the project is not installed
from tests.place import append, column  # noqa: E402

DOTS_PER_INCH = 200
COLOURS = 256
PARTIES = (
    ("A", "Noor Sabah", "experienced", 20, "yes", "yes", "yes", 17),
    ("B", "Ottilie Brandt", "said to have caused", 20, "yes", "no", "yes", None),
    ("C", "Marek Dolan", "witnessed", 20, "yes", None, None, None),
    ("D", "the head cook", "witnessed", 20, "no", None, None, None),
    ("E", "a waiter", "witnessed", None, None, None, None, 13),
)
"""Days are so many ago."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Of one tab: its `columns` and so many of its `rows`, the last if negative; all where nothing is said.
    `width` in pixels.
    """

    name: str
    workbook: Path
    tab: str
    columns: tuple[str, ...]
    rows: int
    width: int


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "demo"
        _run("demo", "--folder", str(folder))
        case = _type(folder)
        settings = str(folder / "settings.toml")
        for days in (0, 1):
            now = datetime.now(UTC) + timedelta(days=days)
            _run("--config", settings, "run", "--now", now.isoformat())
        for picture in _pictures(folder, case):
            _take(picture, Path(made)).quantize(COLOURS).save(
                ROOT / "docs" / f"{picture.name}.png", optimize=True
            )


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "automations", *words], cwd=ROOT, check=True, capture_output=True)


def _pictures(folder: Path, case: Path) -> Iterable[Picture]:
    board, office = folder / "board.xlsx", folder / "office.xlsx"
    yield Picture("board", board, "Cases", (), -22, 1280)
    decisions = ("Response", "Case", "Received at", "What to do", "Notice", "Same as", "Related to")
    yield Picture("office", office, "Intake", decisions, -14, 1400)
    yield Picture("case-file", case, "Summary", (), 0, 1400)
    yield Picture("parties", case, "Parties", (), 0, 1400)
    leaving = ("Case", "What to do", "Notice", "Outcome", "Keep longer", "Delete now")
    yield Picture("delete-now", office, "Intake", leaving, 3, 1400)


def _type(folder: Path) -> Path:
    """What people would have written. The case file that was written in."""
    case = max((folder / "case-files").glob("*.xlsx"), key=lambda path: len(_story(path)))
    book = load_workbook(case)
    _tick(book["Summary"])
    for party in PARTIES:
        append(book["Parties"], dict(zip(_headers(book["Parties"]), map(_cell, party), strict=False)))
    _look_as_typed(book["Parties"])
    book.save(case)
    _ask_to_delete(folder / "office.xlsx")
    return case


def _look_as_typed(sheet: Worksheet) -> None:
    """What is typed in a spreadsheet program looks as its column does."""
    for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row):
        column_style = sheet.column_dimensions[cell.column_letter]
        cell.alignment, cell.number_format = copy(column_style.alignment), column_style.number_format
        cell.border, cell.font = copy(column_style.border), copy(column_style.font)


def _ask_to_delete(office: Path) -> None:
    """Of the first requests one is kept, one is to be deleted, one is deleted by the next run."""
    book = load_workbook(office)
    sheet = book["Intake"]
    keep, delete, case = (column(sheet, header) for header in ("Keep longer", "Delete now", "Case"))
    sheet.cell(2, keep).value = sheet.cell(3, delete).value = "yes"
    sheet.cell(4, delete).value = sheet.cell(4, case).value
    book.save(office)


def _story(path: Path) -> list[object]:
    """Its lines, if it is one for somebody else and not too long for a picture."""
    rows = [row[1] for row in load_workbook(path)["Summary"].iter_rows(values_only=True)]
    fits = "Someone else, and they know" in rows and sum(len(str(row)) for row in rows) < 1600
    return rows if fits else []


def _tick(sheet: Worksheet) -> None:
    """The first conversation was had, but for its last step."""
    steps = [row for row in sheet.iter_rows(min_row=2) if str(row[0].value).startswith("First conversation")]
    for row in steps[:-1]:
        row[column(sheet, "Done") - 1].value = "yes"
    assert any(row[0].value == TO_BE_REPLACED for row in sheet.iter_rows())  # noqa: S101 - else it is no Summary


def _headers(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def _cell(value: str | int | None) -> str | date | None:
    return datetime.now(UTC).date() - timedelta(days=value) if isinstance(value, int) else value


def _take(picture: Picture, folder: Path) -> Image.Image:
    file = folder / f"{picture.name}.xlsx"
    _only(picture).save(file)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    page = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-f", "1", "-singlefile", "-png"]
    subprocess.run([*page, str(file.with_suffix(".pdf")), str(folder / picture.name)], check=True)
    return _cut(Image.open(folder / f"{picture.name}.png").convert("RGB"), picture.width)


def _only(picture: Picture) -> Workbook:
    """The workbook with nothing else to see."""
    book = load_workbook(picture.workbook)
    for title in book.sheetnames:
        if title != picture.tab:
            del book[title]
    sheet = book[picture.tab]
    if picture.rows > 0:
        sheet.delete_rows(picture.rows + 2, sheet.max_row)
    elif picture.rows:
        _hide_rows(sheet, sheet.max_row + picture.rows)
    _hide(sheet, picture.columns)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book


def _hide_rows(sheet: Worksheet, last: int) -> None:
    for row in range(2, last + 1):
        sheet.row_dimensions[row].hidden = True


def _hide(sheet: Worksheet, shown: tuple[str, ...]) -> None:
    for cell in sheet[1] if shown else ():
        sheet.column_dimensions[cell.column_letter].hidden = cell.value not in shown


def _cut(page: Image.Image, width: int) -> Image.Image:
    """Without the paper around it."""
    around = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    shown = page.crop(around)
    return shown.resize((width, round(shown.height * width / shown.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
