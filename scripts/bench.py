"""Measure the files platform on this machine: .venv/bin/python scripts/bench.py [responses]

A first run over an export, an idle run on the result, and for comparison what merely reading the
same two workbooks with python-calamine takes, in a process of its own as the run is.
"""

import csv
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from automations.core.changes import AppendRows  # noqa: E402 - the project is not installed
from automations.core.snapshot import Row  # noqa: E402
from automations.platforms.files.folder import TeamFolder  # noqa: E402
from automations.wordlists import CODE_WORDS  # noqa: E402
from sheets_schema.form import FORM, Answer, Question  # noqa: E402

NOW = "2026-11-22T09:00:00-08:00"
REPEATS = 5
READ_ALONE = """
import sys
from python_calamine import CalamineWorkbook
for path in sys.argv[1:]:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
MEASURED = """
import resource, runpy, sys
sys.argv = ["automations", *sys.argv[1:]]
try:
    runpy.run_module("automations", run_name="__main__")
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak {peak // (2**20 if sys.platform == 'darwin' else 2**10)} MB", file=sys.stderr)
"""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as made:
        folder = _prepare(Path(made), count)
        command = ["--config", str(Path(made) / "settings.toml"), "run", "--now", NOW, "--json"]
        first, peak = _timed([sys.executable, "-c", MEASURED, *command])
        again, _ = _timed([sys.executable, "-c", MEASURED, *command])
        _type_a_date(folder / "board.xlsx")
        news, _ = _timed([sys.executable, "-c", MEASURED, *command])
        books = [str(path) for path in sorted(folder.glob("*.xlsx"))]
        idle, alone = [], []
        for _ in range(REPEATS):
            idle.append(_timed([sys.executable, "-m", "automations", *command])[0])
            alone.append(_timed([sys.executable, "-c", READ_ALONE, *books])[0])
        sizes = ", ".join(f"{Path(b).name} {Path(b).stat().st_size / 2**20:.1f} MB" for b in books)
        print(f"responses                      {count:,} ({sizes})")
        print(f"first run                      {first:.1f} s, {peak}")
        print(f"run after it                   {again:.2f} s")
        print(f"run after one typed date       {news:.2f} s")
        print(f"idle run, median of {REPEATS}          {statistics.median(idle):.2f} s")
        print(f"calamine alone, median of {REPEATS}    {statistics.median(alone):.2f} s")
        print(f"idle run / calamine alone      {statistics.median(idle) / statistics.median(alone):.2f}")


def _prepare(place: Path, count: int) -> Path:
    (place / "settings.toml").write_text('[files]\nfolder = "."\n', encoding="utf-8")
    folder = TeamFolder(place, place / "responses")
    folder.set_up()
    office = folder.workbooks["office"]
    office.read()
    people = [f"{first} {last}" for first in FIRST for last in LAST]
    rows: tuple[Row, ...] = tuple({"Volunteer": name, "Approved on": date(2020, 1, 1)} for name in people)
    office.write([AppendRows("Roster", rows)])
    _write_export(folder.responses / "export.csv", count)
    return place


def _type_a_date(board: Path) -> None:
    """As a volunteer would, in the last row."""
    book = load_workbook(board)
    sheet = book["Cases"]
    place = next(cell.column for cell in sheet[1] if cell.value == "Reached out on")
    sheet.cell(sheet.max_row, place).value = date(2026, 11, 20)
    book.save(board)


FIRST = ("Amina", "Bogdan", "Chiara", "Duc", "Esperanza", "Finnegan")
LAST = ("Oyelaran", "Petrovic", "Quintero", "Rasmussen", "Szymanski")


def _write_export(path: Path, count: int) -> None:
    chance = random.Random(20261103)  # noqa: S311 - the same export each time, nothing secret
    start = datetime(2020, 1, 1, tzinfo=UTC)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["Timestamp", *(question.title for question in FORM)])
        for number in range(count):
            moment = start + timedelta(days=2400 * number / count)
            row = [answer(question, chance) for question in FORM]
            writer.writerow([f"{moment:%Y/%m/%d} {moment.hour % 12 or 12}:{moment:%M:%S %p} GMT+0", *row])


def answer(question: Question, chance: random.Random, long: int = 80) -> str:
    """Made up; `long` is how many words a long answer has."""
    words = {Answer.SHORT: 3, Answer.LONG: long}.get(question.answer)
    if question.key in ("immediate_danger", "about"):
        return question.choices[0]
    if words:
        return " ".join(chance.choices(CODE_WORDS, k=words))
    return chance.choice(question.choices) if question.choices else ""


def _timed(command: Sequence[str]) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return seconds, done.stderr.strip()


if __name__ == "__main__":
    main()
