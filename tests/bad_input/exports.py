"""Files in the folder of form exports: what is refused, whole or in part, and what only looks odd."""

import bz2
import csv
import gzip
import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bad_input.team import CANARY, told
from tests.place import as_csv, title

GOOD = [told("2026/11/06 9:00:00 AM GMT-8"), told("2026/11/07 9:00:00 AM GMT-8")]
"""What each of the files should have held."""

WHOLE = as_csv(GOOD)
HEADER, FIRST, SECOND = WHOLE.splitlines(keepends=True)
AGAIN, FORM_PAGE, ITSELF = "Download it again", "Responses page", "Put the"
NO_EXPORT = ("is not an export of the request form", "[form.titles]")


@dataclass(frozen=True)
class Kind:
    """What lies in the folder under `file`, or is put there by `lay`. `says`: parts of the message, none
    where nothing is wrong; `arrives`: how many of the two responses come in all the same.
    """

    name: str
    content: bytes = b""
    says: tuple[str, ...] = ()
    arrives: int = 0
    file: str = "bad.csv"
    lay: Callable[[Path], None] | None = None

    def put(self, folder: Path) -> Path:
        path = folder / self.file
        if self.lay is None:
            path.write_bytes(self.content)
        else:
            self.lay(path)
        return path


def stamped(*stamps: str) -> bytes:
    """Two rows, one of them with another timestamp."""
    return as_csv([GOOD[0], *(GOOD[1] | {"Timestamp": stamp} for stamp in stamps)])


def a_stamp(name: str, stamp: str, says: str) -> Kind:
    return Kind(name, stamped(stamp), ("bad.csv, line 3", says, "download the file again"), 1)


def zipped(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def spoiled(packed: bytes) -> bytes:
    """Damaged in the midst of what was packed."""
    start = packed.index(b".csv") + 24
    return packed[:start] + b"\xff" * 30 + packed[start + 30 :]


def an_archive(name: str, content: bytes, *says: str, arrives: int = 0) -> Kind:
    return Kind(name, content, says, arrives, "bad.zip")


def locked() -> bytes:
    """As with a password: the flag that says so is set."""
    packed = bytearray(zipped(("a.csv", WHOLE)))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def unknown_method() -> bytes:
    packed = bytearray(zipped(("a.csv", WHOLE), how=zipfile.ZIP_STORED))
    packed[8] = packed[packed.index(b"PK\x01\x02") + 10] = 99
    return bytes(packed)


def claims_a_gigabyte() -> bytes:
    packed = bytearray(zipped(("a.csv", WHOLE)))
    at = packed.index(b"PK\x01\x02") + 24
    packed[at : at + 4] = (2**30).to_bytes(4, "little")
    return bytes(packed)


def delimited(mark: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=mark)
    writer.writerows([list(GOOD[0]), *(list(row.values()) for row in GOOD)])
    return text.getvalue().encode()


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def larger_than_any(path: Path) -> None:
    """Of 600 MB; on disk it takes next to nothing."""
    path.write_bytes(WHOLE)
    os.truncate(path, 600 * 2**20)


TEXT = WHOLE.decode()
ENCODINGS = tuple(
    Kind(f"an export in {encoding}", TEXT.replace("story", "störy – “so”").encode(encoding, "replace"), says)
    for encoding, says in (
        ("utf-16", ("bad.csv is not in UTF-8", AGAIN)),
        ("utf-16-le", ("bad.csv is not in UTF-8", AGAIN)),
        ("utf-32", ("bad.csv is not in UTF-8", AGAIN)),
        ("latin-1", ("bad.csv is not in UTF-8", AGAIN)),
        ("cp1252", ("bad.csv is not in UTF-8", AGAIN)),
        ("mac-roman", ("bad.csv is not in UTF-8", AGAIN)),
        ("shift-jis", ("bad.csv is not in UTF-8", AGAIN)),
    )
)

NO_EXPORTS = (
    Kind("an empty file", b"", NO_EXPORT),
    Kind("nothing but blank lines", b"\n\r\n\n", NO_EXPORT),
    Kind("a blank line before the titles", b"\n" + WHOLE, NO_EXPORT),
    Kind("a line of a spreadsheet program before the titles", b"sep=,\n" + WHOLE, NO_EXPORT),
    Kind("rows without titles", FIRST + SECOND, NO_EXPORT),
    Kind(
        "an export of another form",
        f"Timestamp,T-shirt size\n2026-11-06 9:00:00,{CANARY}\n".encode(),
        NO_EXPORT,
    ),
    Kind("an export without its timestamps", as_csv(GOOD, list(GOOD[0])[1:]), NO_EXPORT),
    Kind("a list of addresses", f"Name,Email\n{CANARY},{CANARY}@example.org\n".encode(), NO_EXPORT),
    Kind("semicolons in place of commas", delimited(";"), NO_EXPORT),
    Kind("tabs in place of commas", delimited("\t"), NO_EXPORT),
    Kind(
        "a sign-in page in place of the file", f"<!doctype html><title>{CANARY}</title>".encode(), NO_EXPORT
    ),
    Kind("JSON in place of the file", f'{{"answer": "{CANARY}"}}'.encode(), ("bad.csv",)),
    Kind("a spreadsheet renamed", zipped(("xl/workbook.xml", b"\xff\xfe")), ("bad.csv",)),
    Kind("a compressed file renamed", gzip.compress(WHOLE), ("bad.csv is not in UTF-8", AGAIN)),
    Kind("NUL bytes and nothing else", b"\0" * 5000, NO_EXPORT),
    Kind("a file larger than any export", says=("bad.csv is too large", "Look at it"), lay=larger_than_any),
)

IN_PART = (
    Kind("a quote that never closes", WHOLE[:-40], ("from line 3 on", AGAIN), 1),
    Kind(
        "a quote in the midst of a word",
        HEADER + FIRST + SECOND.replace(b" story", b'"x story'),
        ("line 3", AGAIN),
        1,
    ),
    Kind(
        "a row cut short",
        HEADER + FIRST + b'"2026/11/07 9:00:00 AM GMT-8","New"\n',
        ("line 3", "2 cells", AGAIN[:8].lower()),
        1,
    ),
    Kind(
        "a row with a cell too many",
        HEADER + FIRST + SECOND.rstrip() + b',"more"\n',
        ("line 3", "cells and the header"),
        1,
    ),
    Kind("a NUL within a timestamp", stamped("2026/11/07 9:0\x000:00 AM"), ("line 3", "can't be read"), 1),
    Kind(
        "titles changed mid-way",
        HEADER + FIRST + HEADER.replace(b"Your name", b"Who are you"),
        ("line 3", "can't be read"),
        1,
    ),
    Kind(
        "notes beneath the rows", HEADER + FIRST + f"{CANARY}: call back\n".encode(), ("line 3", "1 cells"), 1
    ),
    a_stamp("a timestamp in words", "last Tuesday", "can't be read"),
    a_stamp("a timestamp that is blank", "", "can't be read"),
    a_stamp("a timestamp as a spreadsheet's number", "46333.375", "can't be read"),
    a_stamp("a timestamp of seconds since 1970", "1793984400", "can't be read"),
    a_stamp("a timestamp without a time", "2026/11/07", "can't be read"),
    a_stamp("a month that there is not", "2026/13/07 9:00:00", "a time that does not exist"),
    a_stamp("a day that there is not", "2026/02/30 9:00:00", "a time that does not exist"),
    a_stamp("an hour that there is not", "2026/11/07 25:00:00", "a time that does not exist"),
    a_stamp("an hour that comes twice", "11/1/2026 1:30:00", "clocks are turned"),
    a_stamp("a year before 1900", "1899/12/31 9:00:00", "a year that can't be right"),
    a_stamp("the last year of all", "9999/12/31 9:00:00", "a year that can't be right"),
    a_stamp("a year of two digits", "11/07/26 9:00:00", "no year of four digits"),
    a_stamp("a time zone of elsewhere", "2026/11/07 9:00:00 AM IST", "time zone that"),
    Kind("days before months", stamped("13/11/2026 9:00:00"), ("line 3", "Set date_order under [files]"), 0),
)

ARCHIVES = (
    an_archive("no archive at all", b"not a zip", "bad.zip can't be opened", AGAIN),
    an_archive("an empty archive file", b"", "bad.zip can't be opened", AGAIN),
    an_archive("an archive cut short", zipped(("a.csv", WHOLE))[:-60], "bad.zip can't be opened", AGAIN),
    an_archive(
        "an archive damaged within", spoiled(zipped(("a.csv", WHOLE))), "bad.zip can't be opened", AGAIN
    ),
    an_archive(
        "damage in the way 7-Zip packs",
        spoiled(zipped(("a.csv", WHOLE), how=zipfile.ZIP_LZMA)),
        "bad.zip can't be opened",
        AGAIN,
    ),
    an_archive(
        "damage in the way bzip2 packs",
        spoiled(zipped(("a.csv", WHOLE), how=zipfile.ZIP_BZIP2)),
        "bad.zip can't be opened",
        AGAIN,
    ),
    an_archive("an archive with a password", locked(), "bad.zip can't be opened", AGAIN),
    an_archive("an archive packed in no known way", unknown_method(), "bad.zip can't be opened", AGAIN),
    an_archive("an archive that would fill the memory", claims_a_gigabyte(), "holds no form export", ITSELF),
    an_archive("an archive with nothing in it", zipped(), "holds no form export", ITSELF),
    an_archive(
        "an archive within an archive",
        zipped(("b.zip", zipped(("a.csv", WHOLE)))),
        "holds no form export",
        ITSELF,
    ),
    an_archive(
        "an archive that leads outside", zipped(("../../a.csv", WHOLE)), "holds no form export", ITSELF
    ),
    an_archive("an archive of other files", zipped(("a.txt", WHOLE)), "holds no form export", ITSELF),
    an_archive(
        "an archive of another form's export", zipped(("a.csv", b"Name,Age\n")), "bad.zip", *NO_EXPORT
    ),
    an_archive(
        "an archive of which one file is none",
        zipped(("a.csv", WHOLE), ("b.csv", b"\xff")),
        "bad.zip is not in UTF-8",
        AGAIN,
        arrives=2,
    ),
)


def unpack(path: Path) -> None:
    (path / "deeper").mkdir(parents=True)
    (path / "deeper" / "answers.csv").write_bytes(HEADER)


STRAYS = (
    Kind("a spreadsheet among the exports", b"PK", ("bad.xlsx is not read", "as CSV"), file="bad.xlsx"),
    Kind("an old spreadsheet among them", b"\xd0\xcf", ("bad.xls is not read", "as CSV"), file="bad.xls"),
    Kind("an OpenDocument among them", b"PK", ("bad.ods is not read", "as CSV"), file="bad.ods"),
    Kind("tab-separated text among them", delimited("\t"), ("bad.tsv is not read", "as CSV"), file="bad.tsv"),
    Kind("a compressed export", bz2.compress(WHOLE), ("bad.csv.gz is not read", "as CSV"), file="bad.csv.gz"),
    Kind("a folder named like an export", says=("bad.csv is no file", ITSELF), lay=Path.mkdir),
    Kind(
        "a folder that an archive was unpacked to",
        says=("unpacked is a folder, and the exports in it are not read", "beside it"),
        file="unpacked",
        lay=unpack,
    ),
    Kind("a link to an export that is gone", says=("bad.csv is no file", ITSELF), lay=link_to("gone.csv")),
    Kind("a link that leads to itself", says=("bad.csv is no file", ITSELF), lay=link_to("bad.csv")),
    Kind("a pipe named like an export", says=("bad.csv is no file", ITSELF), lay=os.mkfifo),
    Kind(
        "an export that the system refuses to read",
        says=("bad.csv can't be opened", AGAIN),
        lay=link_to("/proc/self/mem"),
    ),
)

REFUSED = (*ENCODINGS, *NO_EXPORTS, *IN_PART, *ARCHIVES, *STRAYS)


def odd(name: str, content: bytes, file: str = "bad.csv", arrives: int = 2) -> Kind:
    return Kind(name, content, (), arrives, file)


def with_columns(*more: str) -> bytes:
    return as_csv([row | dict.fromkeys(more, f"{CANARY} more") for row in GOOD])


def doubled(key: str) -> bytes:
    """With a column of the same title, blank, at the end."""
    lines = (
        HEADER.rstrip() + f',"{title(key)}"\n'.encode(),
        *(r.rstrip() + b',""\n' for r in (FIRST, SECOND)),
    )
    return b"".join(lines)


FINE = (
    odd("titles and no row", HEADER, arrives=0),
    odd("a byte order mark", b"\xef\xbb\xbf" + WHOLE),
    odd("lines as an old Macintosh ends them", WHOLE.replace(b"\r\n", b"\r")),
    odd("lines as Unix ends them", WHOLE.replace(b"\r\n", b"\n")),
    odd("no end of the last line", WHOLE.rstrip()),
    odd("blank lines between the rows", HEADER + b"\n\n" + FIRST + b"\n" + SECOND + b"\n"),
    odd("rows in another order", HEADER + SECOND + FIRST),
    odd("a column that stands twice", doubled("name")),
    odd(
        "timestamps that stand twice",
        as_csv(GOOD, ["Timestamp", *list(GOOD[0])[1:]]).replace(b"Timestamp", b"Timestamp", 1),
    ),
    odd("columns without a title", b"".join(line.rstrip() + b',"",""\n' for line in (HEADER, FIRST, SECOND))),
    odd("questions of the team's own", with_columns("Which chapter?")),
    odd("a NUL byte in an answer", WHOLE.replace(b" story", b" st\0ory")),
    odd("an answer of 200,000 letters", WHOLE.replace(b" story", b" story" + b"x" * 200_000, 1)),
    odd("the same rows twice over", HEADER + FIRST + SECOND, "first copy.csv"),
    odd("capitals in the ending", WHOLE, "BAD.CSV"),
    odd("a name in other letters", WHOLE, "Ответы 😀 (1).csv"),
    odd("a name that is in no encoding", WHOLE, os.fsdecode(b"bad-\xff.csv")),
    odd("an archive with folders in it", zipped(("a/b/c.csv", WHOLE)), "bad.zip"),
    odd(
        "an archive of two exports", zipped(("a.csv", HEADER + FIRST), ("b.csv", HEADER + SECOND)), "bad.zip"
    ),
    odd("a file that the system hides", WHOLE, ".bad.csv", arrives=0),
    odd("a note for people", CANARY.encode(), "read me.txt", arrives=0),
)
