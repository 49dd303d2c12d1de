"""Workbooks that can't be opened, or not as what they are: the file itself is bad."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bad_input.team import CANARY
from tests.place import Place

Spoil = Callable[[Place], None]
GOOD_COPY = "Put a good copy in its place"
SAVE = "save it as .xlsx"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How every file begins that Office made before 2007, and every one that it locks with a password."""


@dataclass(frozen=True)
class Kind:
    """`book` is what `spoil` harms. `says`: parts of the message. `code`: the exit code."""

    name: str
    book: str
    spoil: Spoil
    says: tuple[str, ...] = ()
    code: int = 1


def file(place: Place, book: str) -> Path:
    """Of a workbook; `case file` is the first one that there is."""
    if book == "case file":
        return min(place.folder.glob("case-files/*.xlsx"))
    return place.file(book)


def rewritten(book: str, harm: Callable[[bytes], bytes]) -> Spoil:
    def spoil(place: Place) -> None:
        path = file(place, book)
        path.write_bytes(harm(path.read_bytes()))

    return spoil


def replaced(book: str, put: Callable[[Path], object]) -> Spoil:
    def spoil(place: Place) -> None:
        path = file(place, book)
        path.unlink()
        put(path)

    return spoil


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def part(pattern: str, harm: Callable[[bytes], bytes | None]) -> Callable[[bytes], bytes]:
    """One of the files in the workbook changed, or, if None comes of it, left out."""

    def harmed(content: bytes) -> bytes:
        found = {n: harm(c) if re.fullmatch(pattern, n) else c for n, c in parts(content).items()}
        return packed({name: content for name, content in found.items() if content is not None})

    return harmed


def sheet(harm: Callable[[bytes], bytes | None]) -> Callable[[bytes], bytes]:
    return part(r"xl/worksheets/sheet1\.xml", harm)


def bomb(content: bytes) -> bytes:
    """A gigabyte of blanks in the first sheet, packed a thousand times over."""
    files, made = parts(content), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, one in files.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(one)
                if name == "xl/worksheets/sheet1.xml":
                    for _ in range(1104 // 16):
                        member.write(b" " * 2**24)
    return made.getvalue()


def entities(content: bytes) -> bytes:
    """A billion laughs: ten entities, each ten times the one before."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE workbook [<!ENTITY l0 "ha">{laughs}]>'.encode()
    return content.replace(b"<workbook", head + b"<workbook", 1).replace(b"</workbook>", b"&l9;</workbook>")


def far_cell(content: bytes) -> bytes:
    """Somebody typed in the very last cell of the sheet."""
    row = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', content).replace(
        b"</sheetData>", row
    )


def undeclared(content: bytes) -> bytes:
    """The same, in a file that does not say how large its sheets are."""
    return re.sub(rb"<dimension [^>]*>", b"", far_cell(content))


def open_document(path: Path) -> None:
    cell = "<table:table-cell><text:p>Case</text:p></table:table-cell>"
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    row = f"<table:table-row>{cell}</table:table-row>"
    titles = ("Cases", "Availability", "Read me")
    tables = "".join(f'<table:table table:name="{title}">{row}</table:table>' for title in titles)
    sheets = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    body = f"<office:document-content {names}>{sheets}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    path.write_bytes(packed({"mimetype": kind, "content.xml": body.encode()}))


def on_board(name: str, harm: Callable[[bytes], bytes], *says: str) -> Kind:
    return Kind(f"board: {name}", "board", rewritten("board", harm), says or ("board.xlsx", GOOD_COPY))


def in_place(book: str, name: str, put: Callable[[Path], object], *says: str) -> Kind:
    return Kind(f"{book}: {name}", book, replaced(book, put), says)


def written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


ON_BOARD = (
    on_board("an empty file", lambda _: b""),
    on_board("cut short by half", lambda c: c[: len(c) // 2]),
    on_board("cut short by a little", lambda c: c[:-10]),
    on_board("nothing but NUL bytes", lambda c: bytes(len(c))),
    on_board("a page of the web", lambda _: f"<html>{CANARY}</html>".encode()),
    on_board("comma-separated text renamed", lambda _: b"Case,Received\nx,y\n"),
    on_board("another kind of archive", lambda _: packed({"a.txt": b"hello"})),
    on_board(
        "a document renamed",
        lambda _: packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
    ),
    on_board(
        "locked with a password, or of the old kind",
        lambda _: OLE + bytes(4096),
        "without a password",
        ".xlsx",
    ),
    on_board("damaged in the midst", lambda c: c[:400] + b"\xff" * 200 + c[600:], "damaged within", SAVE),
    on_board("a part that is no XML", part(r"xl/workbook\.xml", lambda _: b"\x00\x01")),
    on_board("a sheet cut short", sheet(lambda c: c[: len(c) // 2])),
    on_board("a sheet that is gone", sheet(lambda _: None)),
    on_board("a list of parts that is gone", part(r"xl/_rels/workbook\.xml\.rels", lambda _: None)),
    on_board(
        "styles that are gone", part(r"xl/styles\.xml", lambda _: b"<styleSheet/>"), "damaged within", SAVE
    ),
    on_board("entities without end", part(r"xl/workbook\.xml", entities)),
    on_board("a gigabyte in a small file", bomb, "would take more", "a new workbook"),
    on_board("something in the very last cell", sheet(far_cell), "tab Cases", "in row 1048576", "Delete it"),
    on_board(
        "the same in a file of another program",
        sheet(undeclared),
        "tab Cases",
        "in row 1048576",
        "Delete it",
    ),
    in_place("board", "an OpenDocument renamed", open_document, "board.xlsx", GOOD_COPY),
    in_place("board", "not there", lambda _: None, "board.xlsx is not there", "Run `setup`"),
    in_place("board", "a folder in its place", Path.mkdir, "board.xlsx can't be opened", "Close it"),
    in_place(
        "board",
        "a link to what is gone",
        lambda p: p.symlink_to("gone.xlsx"),
        "board.xlsx is not there",
        "Run `setup`",
    ),
    in_place(
        "board",
        "a link that leads to itself",
        lambda p: p.symlink_to(p.name),
        "board.xlsx can't be opened",
        "check that you may read it",
    ),
)

ELSEWHERE = (
    *(
        in_place(book, name, put, *says)
        for book, says in (("office", ("office.xlsx",)), ("case file", (".xlsx",)))
        for name, put in (
            ("an empty file", written(b"")),
            ("locked with a password", written(OLE + bytes(4096))),
            ("a page of the web", written(f"<html>{CANARY}</html>".encode())),
            ("an OpenDocument renamed", open_document),
            ("a folder in its place", Path.mkdir),
        )
    ),
    in_place("office", "not there", lambda _: None, "office.xlsx is not there", "Run `setup`"),
    in_place(
        "office",
        "the board in its place",
        lambda p: shutil.copy(p.with_name("board.xlsx"), p),
        "office: the tab Intake is missing",
        "run `setup`",
    ),
    in_place(
        "board",
        "the office in its place",
        lambda p: shutil.copy(p.with_name("office.xlsx"), p),
        "board: the tab Cases is missing",
        "run `setup`",
    ),
)

OUTSIDE = tuple(
    Kind(
        f"outside office: {name}",
        "outside-office",
        replaced("outside-office", put),
        ("The outside office can't be opened",),
        0,
    )
    for name, put in (
        ("an empty file", written(b"")),
        ("locked with a password", written(OLE + bytes(4096))),
        ("not there", lambda _: None),
        ("an OpenDocument renamed", open_document),
        ("a folder in its place", Path.mkdir),
    )
)

UNREADABLE = (*ON_BOARD, *ELSEWHERE, *OUTSIDE)
