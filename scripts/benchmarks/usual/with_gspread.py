"""Responses taken into a spreadsheet as tutorials have it. Arguments: KEY URL RESPONSES CASES

For each whose time is not there yet a row is appended, and then its flag set.
"""

import sys

from benchmarks.usual.sheets import opened


def main(*arguments: str) -> None:
    responses, cases = opened(*arguments)
    _, *given = responses.get_all_values()
    there = set(cases.col_values(1))
    for row in given:
        if row[0] not in there:
            there.add(row[0])
            cases.append_row([*row, "New"])
            cases.update_cell(len(there), len(row) + 1, "On time")


if __name__ == "__main__":
    main(*sys.argv[1:])
