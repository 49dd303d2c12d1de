"""The folder that form exports are dropped into."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from automations.core.responses import Asked, Response, ResponsesRead
from automations.errors import ResponsesError, WorkbookError
from automations.platforms.files.export import Export, Reading, is_export, read_export

LARGEST = 512 * 2**20
"""Bytes. An export of 100,000 long responses is smaller."""

OTHER_TABLES = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".tsv", ".gz", ".7z", ".rar")
"""Endings of files that may hold responses and are not read."""


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
            purge(export_paths(self.folder), self.reading, ids)
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
        elif any(map(_is_named_so, path.rglob("*"))):
            yield (
                f"{path.name} is a folder, and the exports in it are not read. Put the files themselves "
                "beside it, and take the folder away."
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
