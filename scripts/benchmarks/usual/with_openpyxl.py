"""A form export taken into a workbook with openpyxl alone. Arguments: EXPORT.csv OFFICE.xlsx

What is missing in the tab Intake, by its time, is put below.
"""

import csv
import sys
from pathlib import Path

from openpyxl import load_workbook


def main(export: str, office: str) -> None:
    book = load_workbook(office)
    intake = book["Intake"]
    headers = [cell.value for cell in intake[1]]
    key, first = headers.index("Response"), headers.index("about")
    there = {row[key] for row in intake.iter_rows(min_row=2, values_only=True)}
    with Path(export).open(encoding="utf-8", newline="") as file:
        _, *given = csv.reader(file)
    new = [row for row in given if row[0] not in there]
    for row in new:
        intake.append({key + 1: row[0]} | {first + n: value for n, value in enumerate(row[1:], 1)})
    if new:
        book.save(office)


if __name__ == "__main__":
    main(*sys.argv[1:])
