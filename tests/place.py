"""A team's folder as people use it: a roster typed in, exports dropped, cells edited by hand."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from typer.testing import CliRunner

from automations.cli.app import app
from automations.errors import CrtError, RunUnderWay, SettingsError
from sheets_schema.form import BY_KEY, FORM

NOW = "2026-11-10T09:00:00-08:00"
TEAM = ("Ada Byron", "Benedikt Sørensen", "Carla Ruiz", "Dmitri Volkov", "Efua Mensah", "Farah Haddad")
ORDINARY = {
    "about": "New",
    "requesting_for": "Myself",
    "contact": "someone@example.org",
    "may_contact_by": "Email me",
    "concerns": "Set up a mediated conversation",
    "within_org": "Yes",
    "immediate_danger": "No",
    "understanding": "Yes",
}


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def jobs(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)["jobs"]
        return found


def response(received: str = "2026/11/03 9:15:22 AM GMT-8", **answers: str) -> dict[str, str]:
    """A row of an export, by title; questions that are not given have ordinary answers."""
    given = ORDINARY | answers
    return {"Timestamp": received} | {q.title: given.get(q.key, "") for q in FORM}


def address(volunteer: str) -> str:
    return f"{volunteer.split(maxsplit=1)[0].lower()}@team.example.org"


def addressed() -> list[dict[str, object]]:
    """The team with addresses; the first two are coordinators."""
    coordinators = TEAM[:2]
    return [
        {"Volunteer": name, "Email": address(name), "Coordinator": "yes" if name in coordinators else None}
        for name in TEAM
    ]


def as_csv(rows: list[dict[str, str]], columns: list[str] | None = None) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns or list(rows[0]), quoting=csv.QUOTE_ALL, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def title(key: str) -> str:
    return BY_KEY[key].title


@dataclass
class Place:
    path: Path

    @property
    def settings(self) -> Path:
        return self.path / "settings.toml"

    @property
    def folder(self) -> Path:
        return self.path / "crt-data"

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.xlsx"

    def command(self, *arguments: str) -> Ran:
        """As on the command line, exit code and both outputs."""
        runner = CliRunner()
        result = runner.invoke(app, ["--config", str(self.settings), *arguments])
        code, err = result.exit_code, result.stderr
        for kind, number in ((SettingsError, 2), (RunUnderWay, 3), (CrtError, 1)):
            if isinstance(result.exception, kind):
                return Ran(number, result.stdout, err + str(result.exception))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(code, result.stdout, err)

    def run(self, *jobs: str, now: str = NOW) -> Ran:
        return self.command("run", *jobs, "--now", now, "--json")

    def set_up(self, settings: str = "") -> None:
        self.settings.write_text(settings, encoding="utf-8")
        assert self.command("setup").code == 0

    def roster(self, *volunteers: str | Mapping[str, object]) -> None:
        with self.editing("office") as book:
            for volunteer in volunteers:
                row: dict[str, object] = {"Approved on": date(2026, 1, 2)}
                row |= {"Volunteer": volunteer} if isinstance(volunteer, str) else volunteer
                append(book["Roster"], row)

    def drop(self, *rows: dict[str, str], name: str = "responses.csv") -> None:
        (self.folder / "responses" / name).write_bytes(as_csv(list(rows)))

    @contextmanager
    def editing(self, name: str) -> Iterator[Any]:
        """The workbook open as a person has it; saved on leaving."""
        book = openpyxl.load_workbook(self.file(name))
        yield book
        book.save(self.file(name))

    def rows(self, name: str, tab: str) -> list[dict[str, Any]]:
        """The rows of a tab, header to value, blank rows left out."""
        book = openpyxl.load_workbook(self.file(name))
        headers, *rows = book[tab].iter_rows(values_only=True)
        return [dict(zip(headers, row, strict=True)) for row in rows if any(c is not None for c in row)]

    def board(self) -> list[dict[str, Any]]:
        return self.rows("board", "Cases")

    def intake(self) -> list[dict[str, Any]]:
        return self.rows("office", "Intake")

    def type(self, book_name: str, tab: str, key: str, **cells: object) -> None:
        """Type into the row with this key; underscores in the headers' place of spaces."""
        with self.editing(book_name) as book:
            sheet = book[tab]
            row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == key)
            for header, value in cells.items():
                sheet.cell(row, column(sheet, header.replace("_", " "))).value = value

    def case_codes(self) -> set[str]:
        """Those that have a case file."""
        return {path.stem for path in (self.folder / "case-files").glob("*.xlsx")}

    def delete_case_file(self, code: str) -> None:
        self.file(f"case-files/{code}").unlink()

    def link(self, code: str) -> str:
        """As it stands on the board."""
        return f"case-files/{code}.xlsx"

    def outcome(self, case: str, outcome: str = "Ended without agreement") -> None:
        """Written in the case file, where there is one."""
        if case in self.case_codes():
            with self.editing(f"case-files/{case}") as book:
                book["Closure"].cell(2, column(book["Closure"], "Outcome")).value = outcome


def column(sheet: Any, header: str) -> int:
    return next(int(c.column) for c in sheet[1] if str(c.value).casefold() == header.casefold())


def append(sheet: Any, row: Mapping[str, object]) -> None:
    place = max(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value is not None) + 1
    for header, value in row.items():
        sheet.cell(place, column(sheet, header)).value = value


def day(value: object) -> date:
    assert isinstance(value, datetime)
    return value.date()
