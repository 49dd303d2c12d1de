"""Responses taken into a spreadsheet with gspread-dataframe. Arguments: KEY URL RESPONSES CASES

Both are read whole; where something is missing, by its time, the second is written anew, whole.
"""

import sys

import pandas
from gspread_dataframe import get_as_dataframe, set_with_dataframe

from benchmarks.usual.sheets import opened


def main(*arguments: str) -> None:
    responses, cases = opened(*arguments)
    given, there = (get_as_dataframe(tab, dtype=str) for tab in (responses, cases))
    new = given[~given["Timestamp"].isin(there["Timestamp"])]
    if not new.empty:
        set_with_dataframe(cases, pandas.concat([there, new.assign(Flag="On time")]))


if __name__ == "__main__":
    main(*sys.argv[1:])
