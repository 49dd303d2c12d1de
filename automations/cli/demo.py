"""`demo`: a folder to look around in, with made-up people only."""

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path

from automations import settings as settings_file
from automations.cli.assembly import alone, exports, team_folder, world
from automations.cli.run import run_jobs
from automations.cli.terminal import program, say
from automations.core.case import Case, Standing
from automations.core.changes import AppendRows, Change, SetCells
from automations.core.marks import case_of
from automations.core.responses import ALL
from automations.errors import SettingsError
from automations.jobs.desk import Desk
from automations.jobs.run import JOBS, run
from automations.platforms.files import disk, timestamps
from automations.settings import Settings
from sheets_schema.codec import Cell
from sheets_schema.dates import DateOrder
from sheets_schema.words import Outcome, Stage, WhatToDo

SAMPLE_DAY = date(2026, 11, 22)
"""The day on which the sample is meant to be looked at; its dates are moved to end today instead."""

SETTINGS = """\
# A demonstration: every person and story in this folder is made up.
[files]
folder = "."
"""


def run_demo(folder: Path, now: datetime) -> bool:
    """Whether a job failed. Raises SettingsError for a folder that holds something else, CrtError if
    the workbooks can't be made.
    """
    file = folder / settings_file.FILE
    if not _is_demo(file):
        if folder.exists() and any(folder.iterdir()):
            raise SettingsError(f"{folder} holds something else. Choose another with --folder.")
        _make(folder, now)
    settings = settings_file.load(file)
    say("One more run, as you would do it, with little that is new:")
    failed = run_jobs(settings, [], now, dry_run=False, as_json=False)
    say(
        "",
        "Everybody in it is made up. Open, with LibreOffice or Excel:",
        f"  {folder / 'board.xlsx'}   what all volunteers see",
        f"  {folder / 'office.xlsx'}  what coordinators see",
        f"  {folder / 'reports'}      what the members may read",
        f"Change something, then: {program()} --config {file} run",
    )
    return failed


def _is_demo(file: Path) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == SETTINGS


def _make(folder: Path, now: datetime) -> None:
    """Made beside its place and moved there whole, so that one that was interrupted is made anew."""
    unfinished = folder.with_name(folder.name + disk.UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    disk.make_private_folder(unfinished)
    disk.write_whole(unfinished / settings_file.FILE, SETTINGS.encode())
    settings = settings_file.load(unfinished / settings_file.FILE)
    today = settings.team.day(now)
    team_folder(settings).set_up()
    _write(settings, "office", [AppendRows("Roster", tuple(_roster()))])
    disk.write_whole(settings.responses / "responses.csv", _export(settings, today))
    sent = [response.id for response in exports(settings).read(ALL).responses]
    say("Working through seven months of made-up requests …")
    for typed in (_decisions, _progress):
        with alone(settings):
            run(world(settings), now, list(JOBS))
            desk = Desk(world(settings), now)
            for name, changes in typed(desk, sent).items():
                _write(settings, name, changes)
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)


def _write(settings: Settings, name: str, changes: list[Change]) -> None:
    folder = team_folder(settings)
    workbook = folder.workbooks.get(name) or folder.case_files.workbook(name)
    workbook.read()
    if changes:
        workbook.write(changes)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("automations.sample") / name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def _roster() -> Iterator[dict[str, str | date | None]]:
    for row in _rows("roster.csv"):
        yield {
            header: date.fromisoformat(cell) if header == "Approved on" and cell else cell or None
            for header, cell in row.items()
        }


def _export(settings: Settings, today: date) -> bytes:
    """The sample export, moved by whole days so that it ends about today."""
    days = today - SAMPLE_DAY
    text = io.StringIO(newline="")
    rows = list(_rows("responses.csv"))
    writer = csv.DictWriter(text, rows[0].keys(), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for row in rows:
        moment = timestamps.moment(row["Timestamp"], settings.team.zone, DateOrder.MONTH_FIRST)
        local = (moment + days).astimezone(settings.team.zone)
        writer.writerow(row | {"Timestamp": _as_google_does(local)})
    return text.getvalue().encode()


def _as_google_does(local: datetime) -> str:
    """`2026/11/03 9:15:22 AM GMT-8`"""
    hours = int((local.utcoffset() or timedelta()).total_seconds() // 3600)
    return f"{local:%Y/%m/%d} {local.hour % 12 or 12}:{local:%M:%S %p} GMT{hours:+d}"


Typed = dict[str, list[Change]]


def _decisions(desk: Desk, sent: list[str]) -> Typed:
    """What coordinators decided on cases that waited for their word."""
    changes: list[Change] = []
    for case, _ in _handled(desk, sent):
        if case.standing is Standing.WAITING:
            outside = case.answers["within_org"] == "No"
            word = WhatToDo.OUT_OF_SCOPE if outside else WhatToDo.ACCEPT
            changes.append(SetCells("Intake", case.response, {"What to do": str(word)}))
    return {"office": changes}


def _progress(desk: Desk, sent: list[str]) -> Typed:
    """What the pairs typed in their rows, and how those cases ended that they closed."""
    typed: Typed = {"office": [], "board": []}
    for case, row in _handled(desk, sent):
        name, tab = ("office", "Restricted cases") if case.restricted else ("board", "Cases")
        if case.code in desk.snapshot(name)[tab].by_key:
            cells: dict[str, Cell] = {"Stage": row["stage"] or None}
            for header, column in (
                ("Reached out on", "reached_out_after_days"),
                ("Next check-in", "next_check_in_after_days"),
            ):
                if row[column]:
                    cells[header] = case.received + timedelta(days=int(row[column]))
            typed[name].append(SetCells(tab, case.code, cells))
        if row["stage"] == Stage.CLOSED and case.code in desk.listed():
            outcome = list(Outcome)[int(row["number"]) % len(Outcome)]
            typed[case.code] = [AppendRows("Closure", ({"Outcome": str(outcome)},))]
    return typed


def _handled(desk: Desk, sent: list[str]) -> Iterator[tuple[Case, dict[str, str]]]:
    """Cases that made-up volunteers worked on, with what they typed; not those that are deleted already."""
    for row in _rows("progress.csv"):
        code = desk.office.marks.get(case_of(sent[int(row["number"]) - 1]))
        if code in desk.office.by_code:
            yield desk.office.by_code[code], row
