"""A reader who has every published file, knows the rules, and solves for what is hidden.

Kept apart from the gate: it reads bytes, sets up constraints of its own, and asks another solver.
"""

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

sys.path.insert(0, str(Path(__file__).parent.parent))

from anonymity_attack_corrections import corrected

from automations.reporting.ledger import Attempt, Ledger, Release
from automations.reporting.rules import attempts
from automations.reporting.tables import (
    BY_NAME,
    CONCERN,
    CONCERN_GROUP,
    FIRST_CONTACT,
    GROUPS,
    OUTCOME,
    REQUESTER,
    REQUESTS,
    Table,
    least_excess,
)
from automations.reporting.windows import Window, read_month, spanning

MOST = 500
"""More cases than any sum here."""

Cell = tuple[str, str, int]
"""Table, category, month."""
Published = Mapping[tuple[Table, Window], Mapping[str, int]]


def read(files: Mapping[str, Mapping[str, bytes]]) -> dict[int, Published]:
    """The numbers of each month's report.csv."""
    months = {folder: there for folder, there in files.items() if not folder.startswith(CORRECTION)}
    return {read_month(folder): _numbers(there["report.csv"]) for folder, there in months.items()}


CORRECTION = "correction-"


def read_corrections(files: Mapping[str, Mapping[str, bytes]]) -> dict[int, Published]:
    """The numbers of each correction, by its own number."""
    found = {folder: there for folder, there in files.items() if folder.startswith(CORRECTION)}
    return {
        int(folder.removeprefix(CORRECTION)): _numbers(there["report.csv"]) for folder, there in found.items()
    }


def _numbers(content: bytes) -> Published:
    found: dict[tuple[Table, Window], dict[str, int]] = {}
    for row in csv.DictReader(io.StringIO(content.decode())):
        window = spanning(*(date.fromisoformat(row[f"window_{end}"]) for end in ("start", "end")))
        found.setdefault((BY_NAME[row["table"]], window), {})[row["category"]] = int(row["count"])
    return found


def replay(
    reports: Mapping[int, Published],
    k: int,
    reach_out_days: int,
    corrections: Mapping[int, Published] = {},
) -> Ledger:
    """Which tables were tried and withheld: the rules say so to whoever knows what was published. The numbers
    that corrections leave free are those of the reports, in their order.
    """
    ledger = Ledger()
    for month, numbers in sorted(reports.items()):

        def shown(table: Table, window: Window, numbers: Published = numbers) -> Mapping[str, int]:
            return numbers.get((table, window), dict.fromkeys(table.categories, 0))

        tried = attempts(month, ledger, shown, k, reach_out_days)
        ledger = Ledger((*ledger.releases, Release(ledger.next_number, month, tuple(tried))))
        while ledger.next_number in corrections:
            told = corrections[ledger.next_number].items()
            anew = (Attempt(t, w, counts, k, corrects=ledger.standing[t, w]) for (t, w), counts in told)
            ledger = Ledger((*ledger.releases, Release(ledger.next_number, month, tuple(anew))))
    return ledger


@dataclass
class Model:
    """Rows of an integer programme; a column for each cell that is hidden, and for each yes or no."""

    columns: dict[Cell, int] = field(default_factory=dict)
    binaries: int = 0
    rows: list[dict[int, float]] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)

    def column(self, *cell: str | int) -> int:
        return self.columns.setdefault(cell, len(self.columns))  # type: ignore[arg-type] # three of them

    def row(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        row: dict[int, float] = {}
        for column, times in terms:
            row[column] = row.get(column, 0) + times
        self.rows.append(row)
        self.lows.append(low)
        self.highs.append(high)

    def yes_or_no(self) -> int:
        self.binaries += 1
        return self.column("choice", "", self.binaries)


def model(ledger: Ledger, months: Sequence[int]) -> Model:
    """All that the reader knows."""
    made = Model()
    for month in months:
        _whole(made, month)
        _due(made, month, months[0])
        _open(made, month, months[0])
    for attempt in ledger.attempts:
        if attempt.counts is None:
            _withheld(made, attempt)
        else:
            for category, count in attempt.counts.items():
                made.row(_window(made, attempt, category), count, count)
    for told in ledger.editions.values():
        corrected(made, told)
    return made


def _all(made: Model, table: Table, month: int, times: float = 1) -> list[tuple[int, float]]:
    return [(made.column(table.name, category, month), times) for category in table.categories]


def _whole(made: Model, month: int) -> None:
    """Everybody is counted once in the total, once or not at all by requester, once at least by concern."""
    total = made.column(REQUESTS.name, "all", month)
    made.row([*_all(made, REQUESTER, month), (total, -1)], -MOST, 0)
    for table in (CONCERN, CONCERN_GROUP):
        made.row([*_all(made, table, month), (total, -1)], 0, 8 * MOST)
        for column, _ in _all(made, table, month):
            made.row([(column, 1), (total, -1)], -MOST, 0)
    for group, labels in GROUPS.items():
        whole = made.column(CONCERN_GROUP.name, group, month)
        parts = [(made.column(CONCERN.name, label, month), 1.0) for label in labels]
        made.row([*parts, (whole, -1)], 0, 8 * MOST)
        for part in parts:
            made.row([part, (whole, -1)], -MOST, 0)


def _due(made: Model, month: int, first: int) -> None:
    """First contacts of a month are due to requests of that month or the one before."""
    total = made.column(REQUESTS.name, "all", month)
    same, later = made.column("due", "same month", month), made.column("due", "next month", month)
    made.row([(same, 1), (later, 1), (total, -1)], -MOST, 0)
    before = [(made.column("due", "next month", month - 1), -1.0)] if month > first else []
    made.row([*_all(made, FIRST_CONTACT, month), (same, -1), *before], 0, 0)


def _open(made: Model, month: int, first: int) -> None:
    """No more cases are closed by then than came in."""
    terms = []
    for earlier in range(first, month + 1):
        terms += [(made.column(REQUESTS.name, "all", earlier), 1.0), *_all(made, OUTCOME, earlier, -1)]
    made.row(terms, 0, 400 * MOST)


def _window(made: Model, attempt: Attempt, category: str, times: float = 1) -> list[tuple[int, float]]:
    return [(made.column(attempt.table.name, category, month), times) for month in attempt.window.months]


def _withheld(made: Model, attempt: Attempt) -> None:
    """One of its numbers must have been too small, or their sum too large."""
    table, months = attempt.table, attempt.window.months
    whole = [term for category in table.categories for term in _window(made, attempt, category)]
    total = [(made.column(REQUESTS.name, "all", month), 1.0) for month in months]
    ways = [(_window(made, attempt, category), 0, attempt.k) for category in table.categories]
    if attempt.most is not None:
        ways.append((whole, attempt.most + 1, MOST))
    minus = [(column, -times) for column, times in whole]
    if table is REQUESTER:
        ways.append(([*total, *minus], 1, attempt.k))
    if table.several:
        others = ([*total, *_window(made, attempt, category, -1)] for category in table.categories)
        ways += [(terms, 0, attempt.k) for terms in others]
        more = [*whole, *((column, -times) for column, times in total)]
        ways.append((more, 1, least_excess(table, attempt.k) - 1))
    chosen = []
    for terms, low, high in ways:
        which = made.yes_or_no()
        chosen.append((which, 1.0))
        made.row([*terms, (which, 9 * MOST)], -9 * MOST, high + 9 * MOST)
        made.row([*terms, (which, -9 * MOST)], low - 9 * MOST, 9 * MOST)
    made.row(chosen, 1, len(chosen))


class Attack:
    """Exact bounds of hidden cells. What one solution shows to be possible is not asked for again."""

    def __init__(self, made: Model, hidden: Sequence[Cell]) -> None:
        self.hidden = list(hidden)
        self._places = np.array([made.columns[cell] for cell in self.hidden], dtype=int)
        self._count = len(made.columns)
        entries = [(r, c, t) for r, row in enumerate(made.rows) for c, t in row.items()]
        rows, columns, times = (np.array(part) for part in zip(*entries, strict=True))
        matrix = csr_array((times, (rows, columns)), shape=(len(made.rows), self._count))
        self._rows = LinearConstraint(matrix, made.lows, made.highs)
        most = np.full(self._count, float(MOST))
        most[[column for cell, column in made.columns.items() if cell[0] == "choice"]] = 1
        self._bounds = Bounds(np.zeros(self._count), most)
        self._low, self._high = np.full(len(self.hidden), np.inf), np.full(len(self.hidden), -np.inf)

    def intervals(self, enough: int) -> dict[Cell, tuple[int, int]]:
        """The cells of which fewer than `enough` values are possible, with the least and the most."""
        chance = np.random.default_rng(1)
        for _ in range(6):
            self._solve(chance.choice([-1.0, 1.0], len(self.hidden)), slice(None))
        found = {}
        for number, cell in enumerate(self.hidden):
            for sign in (-1.0, 1.0):
                if self._high[number] - self._low[number] + 1 < enough:
                    self._solve(np.array([sign]), slice(number, number + 1))
            if self._high[number] - self._low[number] + 1 < enough:
                found[cell] = int(self._low[number]), int(self._high[number])
        return found

    def _solve(self, signs: "np.ndarray[tuple[int], np.dtype[np.float64]]", which: slice) -> None:
        cost = np.zeros(self._count)
        np.add.at(cost, self._places[which], signs)
        done = milp(
            cost, constraints=self._rows, bounds=self._bounds, integrality=np.ones(self._count, dtype=int)
        )
        if not done.success:
            raise ValueError("the published numbers can't all be so")
        values = np.rint(done.x[self._places])
        self._low, self._high = np.minimum(self._low, values), np.maximum(self._high, values)
