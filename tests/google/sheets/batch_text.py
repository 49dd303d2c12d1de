"""Requests that work over the texts of a range: find, split, paste, trim, drop duplicates, shuffle."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator

from tests.google.sheets.a1 import Box
from tests.google.sheets.batch_sorting import reorder
from tests.google.sheets.book import Refusal
from tests.google.sheets.grid import Cell, grid_range
from tests.google.sheets.lookups import Place
from tests.google.sheets.shown import shown
from tests.google.sheets.values import entered
from tests.google.sheets.work import Work
from tests.google.wire import Json

DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


def _searched(work: Work, args: Json) -> list[Place]:
    if "range" in args:
        return [work.target(args["range"])]
    if args.get("allSheets"):
        return [Place(sheet, sheet.box) for sheet in work.book.sheets]
    if "sheetId" not in args:
        raise Refusal("One of 'range', 'sheetId' or 'allSheets' must be set.")
    sheet = work.book.sheet(args["sheetId"])
    return [Place(sheet, sheet.box)]


def _pattern(args: Json) -> re.Pattern[str]:
    if not args.get("find"):
        raise Refusal("'find' must not be empty.")
    text = args["find"] if args.get("searchByRegex") else re.escape(args["find"])
    if args.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if args.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise Refusal(f"Invalid regular expression: {args['find']}") from None


def find_replace(work: Work, args: Json) -> Json:
    pattern, replacement = _pattern(args), args.get("replacement", "")
    if args.get("searchByRegex"):
        replacement = re.sub(r"\$(\d)", r"\\\1", replacement)
    else:
        replacement = replacement.replace("\\", r"\\")
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    rows: set[tuple[int, int]] = set()
    for sheet, box in _searched(work, args):
        for row, column, cell in list(sheet.cells(box)):
            text, key = _text_of(work, cell, args.get("includeFormulas", False))
            new, times = pattern.subn(replacement, text) if text else (text, 0)
            if times:
                work.guard(sheet, Box(row, column, row + 1, column + 1))
                sheet.put(row, column, entered(work, cell, new, as_typed=True))
                counts[key] += 1
                counts["occurrencesChanged"] += times
                rows.add((sheet.id, row))
    counts |= {"rowsChanged": len(rows), "sheetsChanged": len({sheet_id for sheet_id, _ in rows})}
    return {key: count for key, count in counts.items() if count}


def _text_of(work: Work, cell: Cell, formulas: bool) -> tuple[str, str]:
    """What is searched: a formula's text only where asked for, never what it comes to."""
    value = cell.value or {}
    if "formulaValue" in value:
        return (value["formulaValue"] if formulas else ""), "formulasChanged"
    calculator = work.calculator()
    result = calculator.result(work.book.sheets[0], 0, 0, cell)
    return shown(cell, result, work.locale), "valuesChanged"


def text_to_columns(work: Work, args: Json) -> None:
    sheet, box = work.target(args.get("source", {}))
    if box.width != 1:
        raise Refusal("The source range must be one column wide.")
    kind = args.get("delimiterType", "AUTODETECT")
    delimiter = args.get("delimiter", "") if kind == "CUSTOM" else DELIMITERS.get(kind, "")
    for row, column, cell in list(sheet.cells(box)):
        text = (cell.value or {}).get("stringValue", "")
        mark = delimiter or next((one for one in DELIMITERS.values() if one in text), "")
        parts = text.split(mark) if mark else [text]
        if len(parts) < 2:
            continue
        sheet.grow(0, column + len(parts))
        work.guard(sheet, Box(row, column, row + 1, column + len(parts)))
        for index, part in enumerate(parts, column):
            sheet.put(row, index, entered(work, sheet.cell(row, index), part.strip(), as_typed=True))


def paste_data(work: Work, args: Json) -> None:
    where = args.get("coordinate", {})
    sheet = work.book.sheet(where.get("sheetId", 0))
    rows = _table(args.get("data", "")) if args.get("html") else _lines(args)
    top, left = where.get("rowIndex", 0), where.get("columnIndex", 0)
    width = max((len(row) for row in rows), default=0)
    sheet.grow(top + len(rows), left + width)
    work.guard(sheet, Box(top, left, top + len(rows), left + width))
    for row, line in enumerate(rows, top):
        for column, text in enumerate(line, left):
            sheet.put(row, column, entered(work, sheet.cell(row, column), text, as_typed=True))


def _lines(args: Json) -> list[list[str]]:
    delimiter = args.get("delimiter", "\t")
    if len(delimiter) == 1:
        return list(csv.reader(io.StringIO(args.get("data", "")), delimiter=delimiter))
    return [line.split(delimiter) for line in args.get("data", "").splitlines()]


def _table(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr.*?>(.*?)</tr>", html, re.DOTALL | re.IGNORECASE)
    cells = [re.findall(r"<t[dh].*?>(.*?)</t[dh]>", row, re.DOTALL | re.IGNORECASE) for row in rows]
    return [[re.sub(r"<.*?>", "", cell) for cell in row] for row in cells]


def trim_whitespace(work: Work, args: Json) -> Json:
    sheet, box = work.target(args.get("range", {}))
    count = 0
    for row, column, cell in list(sheet.cells(box)):
        text = (cell.value or {}).get("stringValue")
        trimmed = re.sub(r"[ \t\u00a0]+", " ", text).strip() if text else text
        if trimmed != text:
            count += 1
            sheet.put(row, column, cell.with_value({"stringValue": trimmed} if trimmed else None))
    return {"cellsChangedCount": count} if count else {}


def delete_duplicates(work: Work, args: Json) -> Json:
    sheet, box = work.target(args.get("range", {}))
    columns = sorted(_columns(box, args.get("comparisonColumns", [])))
    results = work.results(sheet, box)
    seen: set[tuple[str, ...]] = set()
    kept: list[int] = []
    gone: list[int] = []
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        found = (results.get((row, column)) for column in columns)
        key = tuple("" if one is None else _folded(one.value) for one in found)
        (gone if key in seen and any(key) else kept).append(row)
        seen.add(key)
    full = box._replace(bottom=min(box.bottom, len(sheet.rows)))
    reorder(sheet, full, [*kept, *gone])
    for row in range(full.bottom - len(gone), full.bottom):
        for column in range(box.left, box.right):
            sheet.put(row, column, Cell())
    return {"duplicatesRemovedCount": len(gone)} if gone else {}


def _folded(value: object) -> str:
    return value.casefold() if isinstance(value, str) else repr(value)


def _columns(box: Box, ranges: list[Json]) -> Iterator[int]:
    if not ranges:
        yield from range(box.left, box.right)
    for area in ranges:
        yield from range(area.get("startIndex", box.left), area.get("endIndex", box.right))


def randomize(work: Work, args: Json) -> None:
    sheet, box = work.target(args.get("range", {}))
    full = box._replace(bottom=min(box.bottom, len(sheet.rows)))
    if full.height > 1:
        order = list(range(full.top, full.bottom))
        random.Random(str(grid_range(sheet.id, box))).shuffle(order)
        reorder(sheet, full, order)


HANDLERS = {
    "findReplace": find_replace,
    "textToColumns": text_to_columns,
    "pasteData": paste_data,
    "trimWhitespace": trim_whitespace,
    "deleteDuplicates": delete_duplicates,
    "randomizeRange": randomize,
}
