"""`setup` on Google: what makes a tab one that people want to work in, as batch requests.

Only what is missing or differs is asked for. What people added stays: ours is known by its words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from automations.platforms.google.placing import NUMBER_TYPES
from sheets_schema.board import LAST_GOOD_RUN, READ_ME
from sheets_schema.columns import Column, Kind, Owner, Tab
from sheets_schema.looks import (
    CENTRED,
    FLAG_COLOURS,
    HEAD_BY_JOBS,
    HEAD_BY_PEOPLE,
    PAPER,
    SHADE,
    STALE,
    stale,
)
from sheets_schema.words import Flag, Stage

Json = dict[str, Any]

ROWS = 200
PROTECTED = "Filled in by the jobs: what you type here is put back."
ROSTER_ROWS = 500
CHARACTER, MARGIN = 7, 14
"""Pixels."""

_OUR_RULE = re.compile(rf'^=(\$[A-Z]+2="(?:{"|".join(Flag)})"|AND\(\$[A-Z]+2="{LAST_GOOD_RUN}",.*)$')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab as Google has it, and where its columns stand, those that are about to be made included.
    `volunteers` is the range of the Roster's names, in the same spreadsheet; blank elsewhere.
    """

    tab: Tab
    found: Mapping[str, Any]
    id: int
    columns: Mapping[str, int]
    fresh: frozenset[str]
    volunteers: str = ""

    @property
    def placed(self) -> list[tuple[int, Column]]:
        """The tab's columns by where they stand."""
        return sorted((self.columns[c.header], c) for c in self.tab.columns)


def dressing(sheet: Sheet, names: Sequence[str]) -> Iterator[Json]:
    """`names` are the volunteers, for whom the board has filter views."""
    for place, column in sheet.placed:
        if column.header in sheet.fresh:
            yield from _column(sheet.id, place, column)
        yield from _head(sheet, place, column)
        yield from _dropdown(sheet, place, column)
    yield from _protections(sheet)
    yield from _colours(sheet)
    if "Flag" in sheet.columns:
        yield from _views(sheet, names)


def colour(rgb: str) -> Json:
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def letter(column: int) -> str:
    """A for 0."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(65 + rest) + name, column - 1
    return name


def _below_head(sheet: int, place: int, width: int = 1) -> Json:
    """The column from its second row on, however long it grows."""
    return {
        "sheetId": sheet,
        "startRowIndex": 1,
        "startColumnIndex": place,
        "endColumnIndex": place + width,
    }


def _column(sheet: int, place: int, column: Column) -> Iterator[Json]:
    width = {"pixelSize": column.width * CHARACTER + MARGIN}
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    yield {"updateDimensionProperties": {"range": span, "properties": width, "fields": "pixelSize"}}
    looks: Json = {
        "horizontalAlignment": "CENTER" if column.kind in CENTRED else "LEFT",
        "verticalAlignment": "TOP",
        "wrapStrategy": "WRAP" if column.wraps else "CLIP",
        "numberFormat": _number_format(column),
    }
    if column.owner is Owner.JOBS:
        looks["backgroundColorStyle"] = colour(SHADE)
    fields = f"userEnteredFormat({','.join(looks)})"
    cell = {"userEnteredFormat": looks}
    yield {"repeatCell": {"range": _below_head(sheet, place), "cell": cell, "fields": fields}}


def _number_format(column: Column) -> Json:
    if column.kind in NUMBER_TYPES:
        return dict(NUMBER_TYPES[column.kind])
    return {"type": "TEXT"} if column.kind in (Kind.TEXT, Kind.NAMES, Kind.CODES) else {}


def _head(sheet: Sheet, place: int, column: Column) -> Iterator[Json]:
    by_jobs = column.owner is Owner.JOBS
    note = f"{column.help}\n{'Filled in for you.' if by_jobs else 'You write here.'}"
    if column.header not in sheet.fresh and _cell(sheet.found, 0, place).get("note") == note:
        return
    looks = {
        "backgroundColorStyle": colour(HEAD_BY_JOBS if by_jobs else HEAD_BY_PEOPLE),
        "textFormat": {"bold": True, "foregroundColorStyle": colour(PAPER)},
        "horizontalAlignment": "CENTER" if column.kind in CENTRED else "LEFT",
        "verticalAlignment": "MIDDLE",
        "wrapStrategy": "WRAP",
    }
    cell = {"note": note, "userEnteredFormat": looks}
    range_ = {
        "sheetId": sheet.id,
        "startRowIndex": 0,
        "endRowIndex": 1,
        "startColumnIndex": place,
        "endColumnIndex": place + 1,
    }
    fields = "note," + ",".join(f"userEnteredFormat.{name}" for name in looks)
    yield {"repeatCell": {"range": range_, "cell": cell, "fields": fields}}


def _cell(found: Mapping[str, Any], row: int, column: int) -> Mapping[str, Any]:
    data = found.get("data") or [{}]
    rows = data[0].get("rowData", ())
    values = rows[row].get("values", ()) if row < len(rows) else ()
    cell: Mapping[str, Any] = values[column] if column < len(values) else {}
    return cell


def _dropdown(sheet: Sheet, place: int, column: Column) -> Iterator[Json]:
    condition = _condition(sheet, column)
    if condition is None:
        return
    there = _cell(sheet.found, 1, place).get("dataValidation", {}).get("condition")
    if column.header in sheet.fresh or there != condition:
        rule = {
            "condition": condition,
            "inputMessage": column.help,
            "strict": False,
            "showCustomUi": condition["type"] != "DATE_IS_VALID",
        }
        yield {"setDataValidation": {"range": _below_head(sheet.id, place), "rule": rule}}


def _condition(sheet: Sheet, column: Column) -> Json | None:
    """Never strict: what is no choice is told by the jobs, not refused by the sheet."""
    if column.owner is Owner.JOBS:
        return None
    if column.kind is Kind.DATE:
        return {"type": "DATE_IS_VALID"}
    if column.volunteers and sheet.volunteers:
        return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": sheet.volunteers}]}
    if column.choices:
        choices = [{"userEnteredValue": choice} for choice in column.choices]
        return {"type": "ONE_OF_LIST", "values": choices}
    return None


def _protections(sheet: Sheet) -> Iterator[Json]:
    """With a warning only: a hard one forbids people to sort."""
    ours = [r for r in sheet.found.get("protectedRanges", ()) if r.get("description") == PROTECTED]
    wanted = [_below_head(sheet.id, place, width) for place, width in _blocks(sheet)]
    there = [{"sheetId": sheet.id} | r.get("range", {}) for r in ours]
    if there == wanted and all(r.get("warningOnly") for r in ours):
        return
    for old in ours:
        yield {"deleteProtectedRange": {"protectedRangeId": old["protectedRangeId"]}}
    for range_ in wanted:
        protected = {"range": range_, "description": PROTECTED, "warningOnly": True}
        yield {"addProtectedRange": {"protectedRange": protected}}


def _blocks(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Where neighbouring columns of the jobs begin, and how many there are."""
    places = [place for place, column in sheet.placed if column.owner is Owner.JOBS]
    for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        block = [place for _, place in run]
        yield block[0], len(block)


def _colours(sheet: Sheet) -> Iterator[Json]:
    rules = sheet.found.get("conditionalFormats", [])
    ours = [number for number, rule in enumerate(rules) if _OUR_RULE.match(_formula(rule))]
    wanted = list(_rules(sheet))
    there = [(_formula(rules[n]), [{"sheetId": sheet.id} | r for r in rules[n]["ranges"]]) for n in ours]
    if there == [(_formula(rule), rule["ranges"]) for rule in wanted]:
        return
    for number in reversed(ours):
        yield {"deleteConditionalFormatRule": {"sheetId": sheet.id, "index": number}}
    for number, rule in enumerate(wanted):
        yield {"addConditionalFormatRule": {"rule": rule, "index": number}}


def _formula(rule: Mapping[str, Any]) -> str:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values") or [{}]
    return str(values[0].get("userEnteredValue", ""))


def _rules(sheet: Sheet) -> Iterator[Json]:
    if sheet.tab is READ_ME:
        topic, text = (sheet.columns[header] for header in ("Topic", "Explanation"))
        fill, ink = STALE
        looks = {"backgroundColorStyle": colour(fill), "textFormat": {"foregroundColorStyle": colour(ink)}}
        yield _rule(sheet.id, text, f"={stale(letter(topic), letter(text))}", looks)
    if "Flag" in sheet.columns:
        yield from _flag_rules(sheet)


def _flag_rules(sheet: Sheet) -> Iterator[Json]:
    flag, sentence = sheet.columns["Flag"], sheet.columns["What next"]
    for name, (fill, ink) in FLAG_COLOURS.items():
        text = {"foregroundColorStyle": colour(ink), "bold": name is not Flag.DONE}
        looks = {"backgroundColorStyle": colour(fill), "textFormat": text}
        yield _rule(sheet.id, flag, f'=${letter(flag)}2="{name}"', looks)
    quiet = {"textFormat": {"foregroundColorStyle": colour(FLAG_COLOURS[Flag.DONE][1])}}
    yield _rule(sheet.id, sentence, f'=${letter(flag)}2="{Flag.DONE}"', quiet)


def _rule(sheet: int, place: int, formula: str, looks: Json) -> Json:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    rule = {"condition": condition, "format": looks}
    return {"ranges": [_below_head(sheet, place)], "booleanRule": rule}


def _views(sheet: Sheet, names: Sequence[str]) -> Iterator[Json]:
    """A filter view is a person's own: what they choose in it changes nothing for the others."""
    there = {view.get("title") for view in sheet.found.get("filterViews", ())}
    flag, stage = letter(sheet.columns["Flag"]), letter(sheet.columns["Stage"])
    wanted = {
        "Overdue": f'=OR(${flag}2="{Flag.OVERDUE}",${flag}2="{Flag.WELL_OVERDUE}")',
        "New": f'=OR(${stage}2="{Stage.NEW}",${stage}2="")',
    }
    one, two = (letter(sheet.columns[header]) for header in ("Volunteer 1", "Volunteer 2"))
    for name in names:
        quoted = name.replace('"', '""')
        wanted[f"Mine: {name}"] = f'=OR(${one}2="{quoted}",${two}2="{quoted}")'
    for title, formula in wanted.items():
        if title not in there:
            yield _view(sheet, title, formula)


def _view(sheet: Sheet, title: str, formula: str) -> Json:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    filtered = {"columnIndex": sheet.columns["Flag"], "filterCriteria": {"condition": condition}}
    view = {"title": title, "range": {"sheetId": sheet.id}, "filterSpecs": [filtered]}
    return {"addFilterView": {"filter": view}}
