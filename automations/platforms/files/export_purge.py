"""Responses taken out of the export files that brought them."""

import codecs
import csv
import io
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from automations.errors import ResponsesError
from automations.platforms.files import disk
from automations.platforms.files.export import Export, Reading, is_export, read_export

Purge = Callable[[str, bytes], bytes]


def purge(paths: Iterable[Path], reading: Reading, ids: frozenset[str]) -> None:
    """What is no export is left alone. Raises WorkbookError for a file that can't be written."""

    def purged(name: str, content: bytes) -> bytes:
        try:
            return _without(content, read_export(name, content, 0, reading), ids)
        except ResponsesError:
            return content

    for path in paths:
        before = path.read_bytes()
        is_archive = path.suffix.lower() == ".zip"
        after = _archive(before, purged) if is_archive else purged(path.name, before)
        if after != before:
            saved = path.stat()
            disk.write_whole(path, after)
            # Which of two exports is newer must not change.
            os.utime(path, ns=(saved.st_atime_ns, saved.st_mtime_ns))


def _archive(content: bytes, purged: Purge) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            before = {m.filename: archive.read(m) for m in archive.infolist() if not m.is_dir()}
    except Exception:  # noqa: BLE001 - an archive may hold whatever zipfile and its codecs can't take
        return content
    after = {n: purged(n, c) if is_export(PurePosixPath(n)) else c for n, c in before.items()}
    return content if after == before else _packed(after)


def _packed(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _without(content: bytes, export: Export, ids: frozenset[str]) -> bytes:
    """Where a later row is of the same second, of this one its time stays: ids count within the second."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    lines = list(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for id_ in ids & export.lines.keys():
        span = export.lines[id_]
        stays = _stamp_alone(lines[span.start : span.stop], export.stamp) if _counts(id_, export) else ""
        lines[span.start : span.stop] = [stays, *[""] * (len(span) - 1)]
    return mark + "".join(lines).encode()


def _counts(id_: str, export: Export) -> bool:
    second, _, number = id_.rpartition("-")
    return f"{second}-{int(number) + 1}" in export.lines


def _stamp_alone(row: list[str], stamp: int) -> str:
    (cells,) = csv.reader(row)
    text = io.StringIO(newline="")
    csv.writer(text).writerow([cell if n == stamp else "" for n, cell in enumerate(cells)])
    return text.getvalue()
