"""What people see: the workbooks as LibreOffice shows them, the report as Chromium does."""

import subprocess
from pathlib import Path

import pytest

from tests.place import Place, response

pytestmark = pytest.mark.files


@pytest.fixture
def shown(place: Place) -> Place:
    dated = [f"2026/10/{n:02} 9:00:00 AM GMT-7" for n in range(1, 9)]
    place.drop(*[response(moment, what_happened="=SUM(A1:A3)") for moment in dated])
    place.run()
    return place


def as_text(workbook: Path, out: Path) -> str:
    profile = f"-env:UserInstallation=file://{out}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(workbook)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    pdf = out / f"{workbook.stem}.pdf"
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.libreoffice
def test_libreoffice_shows_the_board_on_one_page_s_width_with_real_dates(
    shown: Place, tmp_path: Path
) -> None:
    text = as_text(shown.file("board"), tmp_path)
    for words in ("Reach out by", "What next", "2026-10-08", "Well overdue", "Where to write"):
        assert words in text
    assert "###" not in text
    assert "Err:" not in text


@pytest.mark.libreoffice
def test_libreoffice_shows_the_office_with_answers_as_text(shown: Place, tmp_path: Path) -> None:
    text = as_text(shown.file("office"), tmp_path)
    assert "=SUM(A1:A3)" in text
    assert "###" not in text
    assert "Err:" not in text
    assert "Delivery" not in text


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_read_as_it_was(shown: Place, tmp_path: Path) -> None:
    hostile = "_x0041_ a\u0001b =1+1\nline"
    shown.drop(response("2026/10/09 9:00:00 AM GMT-7", what_happened=hostile))
    shown.run()
    before = shown.board()
    for name in ("board", "office"):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        subprocess.run(
            [*command, "--outdir", str(tmp_path), str(shown.file(name))],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        shown.file(name).write_bytes((tmp_path / f"{name}.xlsx").read_bytes())
    ran = shown.run()
    assert ran.code == 0
    assert {job["result"] for job in ran.jobs.values()} == {"nothing to do"}
    assert shown.board() == before


@pytest.mark.chromium
def test_chromium_shows_the_report_with_its_number(shown: Place, tmp_path: Path) -> None:
    shown.run(now="2026-11-09T09:00:00-08:00")
    page = shown.folder / "reports" / "2026-10" / "report.html"
    picture = tmp_path / "page.png"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += [f"--user-data-dir={tmp_path}/profile", "--window-size=360,1400", f"--screenshot={picture}"]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120)
    assert picture.stat().st_size > 5_000
    dumped = subprocess.run(
        [*command[:-1], "--dump-dom", page.as_uri()], check=True, capture_output=True, text=True, timeout=120
    )
    assert "<strong>8</strong>" in dumped.stdout
