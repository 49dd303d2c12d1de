"""`demo`: a folder to look around in, with made-up people only."""

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path

from automations import settings as settings_file
from automations.cli.assembly import alone, exports, team_folder
from automations.cli.run import run_jobs
from automations.cli.setup import set_up_folder
from automations.cli.terminal import program, say
from automations.cli.world import world
from automations.core.case import Case, Standing
from automations.core.changes import AppendRows, Change, SetCells
from automations.core.marks import case_of
from automations.core.responses import ALL
from automations.errors import SettingsError
from automations.jobs.desk import Desk
from automations.jobs.run import JOBS, run
from automations.platforms.files import disk, timestamps
from automations.settings import Settings
from sheets_schema.dates import DateOrder
from sheets_schema.words import Outcome, Stage, WhatToDo

SAMPLE_DAY = date(2026, 11, 22)
"""The day on which the sample is meant to be looked at; its dates are moved to end today instead."""

MONTHS, MONTH = 7, timedelta(days=30)

SETTINGS = """\
# A demonstration: every person and story in this folder is made up.
[files]
folder = "."
"""


def run_demo(folder: Path, now: datetime) -> bool:
    """Whether a job failed. Raises SettingsError where something else is, CrtError if the workbooks can't be
    made.
    """
    file = folder / settings_file.FILE
    if not _is_demo(file):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SettingsError(f"{folder} is or holds something else. Choose another with --folder.")
        _make(folder, now)
    settings = settings_file.load(file)
    say("One more run, as you would do it, with little that is new:")
    failed = run_jobs(settings, [], now, dry_run=False, as_json=False)
    say(
        "",
        "Everybody in it is made up. Open, with LibreOffice or Excel:",
        f"  {folder / 'board.xlsx'}   what all volunteers see",
        f"  {folder / 'case-files'}   what the pair of a case sees",
        f"  {folder / 'office.xlsx'}  what coordinators see",
        "and, with a browser or an editor:",
        f"  {folder / 'reports'}      what the members may read",
        f"  {folder / 'digest'}       the true numbers, for coordinators alone",
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
    set_up_folder(settings)
    _write(settings, "office", [AppendRows("Roster", tuple(_roster()))])
    say("Working through seven months of made-up requests …")
    _work(settings, now)
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)


def _work(settings: Settings, now: datetime) -> None:
    """Month after month: an export, a run, what coordinators decided on it, another run, what pairs did."""
    requests = _requests(settings, settings.team.day(now))
    _drop(settings, requests, now)
    sent = [response.id for response in exports(settings).read(ALL).responses]
    for months in reversed(range(MONTHS)):
        then = now - months * MONTH
        _drop(settings, requests, then)
        for typed in (_decisions, _progress):
            with alone(settings):
                run(world(settings), then, list(JOBS))
                desk = Desk(world(settings), then)
                for name, changes in typed(desk, sent).items():
                    _write(settings, name, changes)


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


Request = tuple[datetime, dict[str, str]]
"""When it was sent, where the team is, and its line of the export."""


def _requests(settings: Settings, today: date) -> list[Request]:
    """The sample's, moved by whole days so that they end about today."""
    days = today - SAMPLE_DAY
    found = []
    for row in _rows("responses.csv"):
        moment = timestamps.moment(row["Timestamp"], settings.team.zone, DateOrder.MONTH_FIRST)
        local = (moment + days).astimezone(settings.team.zone)
        found.append((local, row | {"Timestamp": _as_google_does(local)}))
    return found


def _drop(settings: Settings, requests: list[Request], then: datetime) -> None:
    """The export as it was downloaded then."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, requests[0][1].keys(), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(line for moment, line in requests if moment <= then)
    disk.write_whole(settings.responses / "responses.csv", text.getvalue().encode())


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
    """What the pairs typed in their rows since, and how those cases ended that they closed."""
    typed: Typed = {"office": [], "board": []}
    for case, row in _handled(desk, sent):
        name, tab = ("office", "Restricted cases") if case.restricted else ("board", "Cases")
        there = desk.snapshot(name)[tab].by_key.get(case.code)
        tried = _after(case, row["reached_out_after_days"])
        if there is None or there.get("Stage") or (tried or case.received) > desk.today:
            continue
        dates = {"Reached out on": tried, "Next check-in": _after(case, row["next_check_in_after_days"])}
        said = {header: day for header, day in dates.items() if day}
        typed[name].append(SetCells(tab, case.code, {"Stage": row["stage"], **said}))
        if row["stage"] == Stage.CLOSED and case.code in desk.listed():
            outcome = list(Outcome)[int(row["number"]) % len(Outcome)]
            typed[case.code] = [AppendRows("Closure", ({"Outcome": str(outcome)},))]
    return typed


def _after(case: Case, days: str) -> date | None:
    return case.received + timedelta(days=int(days)) if days else None


def _handled(desk: Desk, sent: list[str]) -> Iterator[tuple[Case, dict[str, str]]]:
    """Cases that made-up volunteers worked on, with what they typed; not those that are deleted already."""
    for row in _rows("progress.csv"):
        code = desk.office.marks.get(case_of(sent[int(row["number"]) - 1]))
        if code in desk.office.by_code:
            yield desk.office.by_code[code], row
