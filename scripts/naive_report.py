"""The report as it is usually made: a table of every month with its totals, numbers under 5 left blank, and
the totals of the year to date. Here only to be attacked.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from anonymity_attack import Cell, Model

Counts = np.ndarray[Any, np.dtype[np.int64]]

TOTAL = "all"
SMALL = 5


def simulated(seed: int = 20250101) -> Counts:
    """12 months, 6 concerns, 3 roles."""
    return np.random.default_rng(seed).poisson(1, (12, 6, 3))


def shelf(counts: Counts) -> dict[str, Mapping[str, bytes]]:
    """The files of each month."""
    return {f"month {m}": {"report.csv": _csv(counts, m)} for m in range(len(counts))}


def _csv(counts: Counts, month: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("table", "concern", "role", "count"))
    for concern, role in np.ndindex(counts.shape[1:]):
        count = int(counts[month, concern, role])
        writer.writerow(("month", concern, role, "" if 0 < count < SMALL else count))
    for name, table in (("month", counts[month]), ("year to date", counts[: month + 1].sum(0))):
        writer.writerows((name, *total) for total in _totals(table))
    return text.getvalue().encode()


def _totals(table: Counts) -> Iterator[tuple[str | int, str | int, int]]:
    yield from ((concern, TOTAL, int(count)) for concern, count in enumerate(table.sum(1)))
    yield from ((TOTAL, role, int(count)) for role, count in enumerate(table.sum(0)))
    yield TOTAL, TOTAL, int(table.sum())


def attacked(files: Mapping[str, Mapping[str, bytes]]) -> tuple[Model, list[Cell]]:
    """What a reader of the files knows, and the cells that are blank in them."""
    made, hidden = Model(), list[Cell]()
    for month, there in enumerate(files.values()):
        rows = list(csv.DictReader(io.StringIO(there["report.csv"].decode())))
        inside = [row for row in rows if TOTAL not in (row["concern"], row["role"])]
        for row in inside:
            cell = row["concern"], row["role"], month
            low, high = (1, SMALL - 1) if row["count"] == "" else (int(row["count"]),) * 2
            made.row([(made.column(*cell), 1)], low, high)
            hidden += [cell] if row["count"] == "" else []
        for row in (row for row in rows if row not in inside):
            months = range(month + 1) if row["table"] == "year to date" else [month]
            _total(made, row, months)
    return made, hidden


def _total(made: Model, row: Mapping[str, str], months: "range | list[int]") -> None:
    cells = [
        (column, 1.0)
        for (concern, role, month), column in made.columns.items()
        if month in months and row["concern"] in (concern, TOTAL) and row["role"] in (role, TOTAL)
    ]
    made.row(cells, int(row["count"]), int(row["count"]))
