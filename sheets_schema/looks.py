"""Colours, as RRGGBB."""

from sheets_schema.board import LAST_GOOD_RUN
from sheets_schema.columns import Kind
from sheets_schema.words import Flag

PAPER, SHADE, LINE = "FFFFFF", "F1EFE9", "D9D5CB"
HEAD_BY_JOBS, HEAD_BY_PEOPLE = "4A5866", "1F5F6B"

FLAG_COLOURS = {
    Flag.WITH_A_COORDINATOR: ("E3DCF2", "43307A"),
    Flag.WELL_OVERDUE: ("B3261E", "FFFFFF"),
    Flag.OVERDUE: ("F6CFCB", "7A130D"),
    Flag.CHECK_THE_ROW: ("FFE08A", "5C4300"),
    Flag.DUE_SOON: ("FFF1C9", "5C4300"),
    Flag.CHECK_IN_DUE: ("CFE5F5", "0F3F66"),
    Flag.PAUSED: ("E6E6E6", "4A4A4A"),
    Flag.ON_TIME: ("DDF0DD", "1B4D1F"),
    Flag.DONE: ("F2F2F2", "6B6B6B"),
}
"""Fill and text; every pair has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""

CENTRED = (Kind.DATE, Kind.TIMESTAMP, Kind.WHOLE_NUMBER, Kind.YES_NO)
NUMBER_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIMESTAMP: "yyyy-mm-dd hh:mm:ss",
    Kind.WHOLE_NUMBER: "0",
    Kind.NUMBER: "0.00",
}


STALE = FLAG_COLOURS[Flag.WELL_OVERDUE]
"""Fill and text of the last good run's line once it is more than a day old."""


def stale(topic: str, text: str) -> str:
    """The formula of that rule, from the letters of the two columns. It takes the text apart itself: what
    DATEVALUE makes of one depends on the spreadsheet's locale.
    """
    parts = (f"VALUE(MID(${text}2,{start},{length}))" for start, length in ((1, 4), (6, 2), (9, 2)))
    return f'AND(${topic}2="{LAST_GOOD_RUN}",TODAY()-DATE({",".join(parts)})>1)'
