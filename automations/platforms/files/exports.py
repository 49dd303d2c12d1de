"""Form responses from the CSV files that Google Forms lets one download."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from automations.core.headings import TIMESTAMP, cautions, headings
from automations.core.responses import Asked, Response, ResponsesRead, csv_id
from automations.errors import ResponsesError, WorkbookError
from automations.platforms.files import timestamps
from automations.platforms.files.xlsx_text import NONCHARACTERS
from sheets_schema.dates import DateOrder
from sheets_schema.form import KEYS

LARGEST = 512 * 2**20
"""Bytes. An export of 100,000 long responses is smaller."""

LONGEST = 10_000_000
"""Characters of one answer. A quote that never closes makes all that follows one answer."""

OTHER_TABLES = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".tsv", ".gz", ".7z", ".rar")
"""Endings of files that may hold responses and are not read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read an export: the team's zone and order of dates, its own titles (title to key)."""

    zone: ZoneInfo
    order: DateOrder
    titles: Mapping[str, str]
    not_asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """One file. `saved` is its modification time; `lines` are those of each response, counted from 0, and
    `stamp` the column of the time.
    """

    name: str
    responses: tuple[Response, ...]
    problems: tuple[str, ...]
    cautions: tuple[str, ...]
    saved: int
    by_the_clock: bool = False
    lines: Mapping[str, range] = field(default_factory=dict)
    stamp: int = 0

    @property
    def recency(self) -> tuple[datetime, int, int, str]:
        """Later exports replace what earlier ones say of the same response."""
        newest = max(response.received_at for response in self.responses)
        return newest, len(self.responses), self.saved, self.name


@dataclass(frozen=True)
class ExportFolder:
    """The folder that exports are dropped into: `*.csv`, or a `*.zip` of them."""

    folder: Path
    reading: Reading

    def read(self, asked: Asked) -> ResponsesRead:  # noqa: ARG002 - a file is read whole
        exports = [export for path in export_paths(self.folder) for export in self._exports(path)]
        merged: dict[str, Response] = {}
        for export in sorted((e for e in exports if e.responses), key=lambda e: e.recency):
            for response in export.responses:
                merged[response.id] = _joined(merged.get(response.id), response)
        return ResponsesRead(
            tuple(sorted(merged.values(), key=lambda r: (r.received_at, r.id))),
            (*strays(self.folder), *(problem for export in exports for problem in export.problems)),
            tuple(caution for export in exports for caution in export.cautions),
            any(export.by_the_clock for export in exports),
        )

    def forget(self, ids: frozenset[str]) -> None:
        # Only when a case is deleted.
        from automations.platforms.files.export_purge import purge

        try:
            purge(self, ids)
        except OSError as error:
            raise WorkbookError(
                f"{self.folder} can't be read ({error.strerror}), so deleted responses are still in it."
            ) from None

    def _exports(self, path: Path) -> Iterator[Export]:
        try:
            for name, content, saved in _files(path):
                yield read_export(name, content, saved, self.reading)
        except ResponsesError as error:
            yield Export(path.name, (), (str(error),), (), 0)


def export_paths(folder: Path) -> list[Path]:
    """The files that are taken for exports, by name."""
    return [path for path in _dropped(folder) if _is_named_so(path) and path.is_file()]


def strays(folder: Path) -> Iterator[str]:
    """What is not read though somebody may have put responses there."""
    if not folder.is_dir():
        yield f"The folder {folder} for form exports is not there. Put it back, or run `setup`."
    for path in _dropped(folder):
        if _is_named_so(path) and not path.is_file():
            yield f"{path.name} is no file that can be read. Put the downloaded CSV file itself there."
        elif path.suffix.lower() in OTHER_TABLES:
            yield (
                f"{path.name} is not read, for exports are CSV files. Download the responses as CSV from the "
                "form's Responses page, put that file there, and take this one away."
            )


def _dropped(folder: Path) -> list[Path]:
    """Not what programs hide, or put beside a file that is open."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    except OSError:
        return []


def _is_named_so(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".zip")


def _joined(before: Response | None, after: Response) -> Response:
    """The later word counts; a question that only the earlier export had keeps its answer."""
    if before is None or before.answers.keys() <= after.answers.keys():
        return after
    return Response(after.id, after.received_at, {**before.answers, **after.answers})


def _files(path: Path) -> Iterator[tuple[str, bytes, int]]:
    """Name, content and modification time of each export in the file."""
    contents = _whole if path.suffix.lower() == ".csv" else _unpacked
    try:
        saved = path.stat().st_mtime_ns
        for content in contents(path):
            yield path.name, content, saved
    except ResponsesError:
        raise
    except Exception:  # noqa: BLE001 - an archive may hold whatever zipfile and its codecs can't take
        raise ResponsesError(
            f"{path.name} can't be opened. Download it again from the form's Responses page."
        ) from None


def _whole(path: Path) -> Iterator[bytes]:
    if path.stat().st_size > LARGEST:
        raise ResponsesError(f"{path.name} is too large for a form export. Look at it.")
    yield path.read_bytes()


def _unpacked(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if is_export(PurePosixPath(m.filename))]
        if not members or sum(member.file_size for member in members) > LARGEST:
            raise ResponsesError(
                f"{path.name} holds no form export. Put the CSV file itself into the folder."
            )
        yield from map(archive.read, members)


def is_export(member: PurePosixPath) -> bool:
    """Of the files in an archive; not what macOS packs beside each."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in member.parts)
    return member.suffix.lower() == ".csv" and not hidden


def read_export(name: str, content: bytes, saved: int, reading: Reading) -> Export:
    """Raises ResponsesError for what is no export."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ResponsesError(
            f"{name} is not in UTF-8, so letters would be lost. Download it again from the form's "
            "Responses page, and don't save it from a spreadsheet program in between."
        ) from None
    # Long answers are longer than the csv module's default of 131,072 characters.
    csv.field_size_limit(LONGEST)
    # Line by line: as one text in memory a large file takes four times its size.
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    rows = _Rows(csv.reader(lines, strict=True), name)
    header = next(iter(rows), [])
    columns = _columns(name, header, reading)
    found = _responses(rows, columns, len(header), name, reading)
    return Export(
        name,
        tuple(found.responses),
        (*found.problems, *rows.problems),
        tuple(cautions(name, columns, reading.not_asked)),
        saved,
        found.by_the_clock,
        found.lines,
        columns.index(TIMESTAMP),
    )


class _Rows:
    """The rows of a CSV file with their line numbers; what can't be read ends it and is told."""

    def __init__(self, reader: Iterator[list[str]], name: str) -> None:
        self.reader, self.name, self.problems = reader, name, list[str]()
        self.line = 0

    @property
    def span(self) -> range:
        """The lines of the row that was read last, counted from 0."""
        return range(self.line - 1, self.reader.line_num)  # type: ignore[attr-defined] # csv.reader has it, Iterator does not

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            self.line = self.reader.line_num + 1  # type: ignore[attr-defined] # csv.reader has it, Iterator does not
            try:
                yield next(self.reader)
            except StopIteration:
                return
            except csv.Error:
                self.problems.append(
                    f"{self.name}, from line {self.line} on: the file is cut short or damaged. "
                    "Download it again; what stands before was taken in."
                )
                return


def _columns(name: str, header: list[str], reading: Reading) -> list[str]:
    """For each column its question key, its title if it has no key, or "" if it is dropped."""
    columns = headings(header, reading.titles)
    if TIMESTAMP not in columns or not set(columns) & set(KEYS):
        raise ResponsesError(
            f"{name} is not an export of the request form: it has no Timestamp column, or no "
            "question that is known. If your form has titles of its own, map them under "
            "[form.titles] in the settings; else take the file out of the folder."
        )
    return columns


@dataclass
class _Found:
    """What the rows of one file say; `by_the_clock`: some timestamps had no zone."""

    responses: list[Response] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    lines: dict[str, range] = field(default_factory=dict)
    by_the_clock: bool = False


def _responses(rows: _Rows, columns: list[str], width: int, name: str, reading: Reading) -> _Found:
    found = _Found()
    seconds: Counter[datetime] = Counter()
    for row in filter(any, rows):
        where = f"{name}, line {rows.line}"
        try:
            received = _received(row, columns, width, reading)
        except timestamps.WrongOrder as wrong:
            raise ResponsesError(
                f"{where}: {wrong}, so none of the file was taken in. "
                "Set date_order under [files] in the settings."
            ) from None
        except timestamps.Unreadable as trouble:
            found.problems.append(
                f"{where}: {trouble}. Not taken in: correct it, or download the file again."
            )
            continue
        found.by_the_clock |= not timestamps.has_zone(row[columns.index(TIMESTAMP)])
        seconds[received] += 1
        id_ = csv_id(received, seconds[received])
        found.responses.append(Response(id_, received, _answers(row, columns, reading)))
        found.lines[id_] = rows.span
    return found


def _received(row: list[str], columns: list[str], width: int, reading: Reading) -> datetime:
    if len(row) != width:
        raise timestamps.Unreadable(f"the row has {len(row)} cells and the header {width}")
    stamp = row[columns.index(TIMESTAMP)]
    return timestamps.moment(stamp, reading.zone, reading.order)


def _answers(row: list[str], columns: list[str], reading: Reading) -> dict[str, str]:
    """Two columns of one title (a form with branches has them) are one question."""
    answers: dict[str, str] = dict.fromkeys(reading.not_asked, "")
    for column, cell in zip(columns, row, strict=True):
        if column and column != TIMESTAMP:
            text = cell.translate(NONCHARACTERS)
            before = answers.get(column, "")
            answers[column] = f"{before}\n{text}" if before and text else before or text
    return answers
