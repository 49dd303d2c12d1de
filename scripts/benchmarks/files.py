"""Plain files: an export is taken in, and then nothing happens, or little."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from automations.core.changes import AppendRows
from automations.core.snapshot import Row
from automations.platforms.files.folder import TeamFolder
from benchmarks.figures import Figure, figure
from benchmarks.made_up import VOLUNTEERS, write_export
from benchmarks.measure import Cost, cost, typical, usual

NOW, LATER = "2026-11-22T09:00:00-08:00", "2026-11-23T09:00:00-08:00"
SECTION = "files"


def measure(numbers: Sequence[int]) -> Iterator[Figure]:
    for number in numbers:
        with tempfile.TemporaryDirectory() as made:
            place = Place(Path(made))
            place.set_up(number)
            yield from (figure(SECTION, what, number, *found) for what, found in _steps(place))


@dataclass(frozen=True, slots=True)
class Place:
    """`team` is the folder that is worked in, `kept` how the last step left it, `new` how it all began."""

    path: Path

    @property
    def team(self) -> Path:
        return self.path / "team"

    @property
    def kept(self) -> Path:
        return self.path / "kept"

    @property
    def new(self) -> Path:
        return self.path / "new"

    @property
    def export(self) -> Path:
        return self.team / "responses" / "export.csv"

    def set_up(self, count: int) -> None:
        self.team.mkdir()
        (self.team / "settings.toml").write_text('[files]\nfolder = "."\n', encoding="utf-8")
        folder = TeamFolder(self.team, self.team / "responses")
        folder.set_up()
        _fill_roster(folder)
        write_export(self.export, count)
        self.keep()
        shutil.copytree(self.team, self.new)

    def keep(self) -> None:
        _copied(self.team, self.kept)

    def restore(self) -> None:
        """As the last step left it: nothing of an earlier repetition is there."""
        _copied(self.kept, self.team)

    def run(self, now: str = NOW) -> Cost:
        return command(self.team, "run", "--now", now, "--json")

    def usually(self, program: str) -> Cost:
        return usual(program, str(self.export), str(self.team / "office.xlsx"))


def command(folder: Path, *arguments: str) -> Cost:
    return cost(sys.executable, "-m", "automations", "--config", str(folder / "settings.toml"), *arguments)


Measured = tuple[str, tuple[Cost, int]]


def _steps(place: Place) -> Iterator[Measured]:
    """In this order: each begins where the one before has ended."""
    yield "first run", _step(place, place.run)
    yield "run after it", _step(place, place.run)
    yield "first run of the next day", _step(place, lambda: place.run(LATER))
    _type_a_date(place.team / "board.xlsx")
    place.keep()
    yield "run after one typed date", _step(place, lambda: place.run(LATER))
    yield "idle run", typical(lambda: place.run(LATER))
    books = [str(place.team / f"{name}.xlsx") for name in ("office", "board")]
    yield "both workbooks merely read", typical(lambda: usual("reading_alone", *books))
    for name, program in (("pandas", "with_pandas"), ("openpyxl", "with_openpyxl")):
        yield from _usual(place, name, program)


def _usual(place: Place, name: str, program: str) -> Iterator[Measured]:
    _copied(place.new, place.kept)
    yield f"{name}, everything new", _step(place, lambda: place.usually(program))
    yield f"{name}, nothing new", typical(lambda: place.usually(program))


def _step(place: Place, act: Callable[[], Cost]) -> tuple[Cost, int]:
    found = typical(act, place.restore)
    place.keep()
    return found


def _copied(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def _fill_roster(folder: TeamFolder) -> None:
    office = folder.workbooks["office"]
    office.read()
    rows: tuple[Row, ...] = tuple({"Volunteer": name, "Approved on": date(2020, 1, 1)} for name in VOLUNTEERS)
    office.write([AppendRows("Roster", rows)])


def _type_a_date(board: Path) -> None:
    """As a volunteer would, in the last row."""
    book = load_workbook(board)
    sheet = book["Cases"]
    place = next(cell.column for cell in sheet[1] if cell.value == "Reached out on")
    sheet.cell(sheet.max_row, place).value = date(2026, 11, 20)
    book.save(board)
