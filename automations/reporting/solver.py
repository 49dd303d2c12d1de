"""Exact bounds of sums of unknown whole numbers: integer programmes, solved with HiGHS.

A number that one solution shows to be possible for a sum is not asked for again. Loaded only when a report
is made: the solver takes its time to load.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from automations.reporting.connected import CONTRADICTION, parts, sums
from automations.reporting.ledger import LedgerError
from automations.reporting.sums import ENDLESS, Bounds, Choice, Knowledge, Sum, Unknown

MAXIMIZE, MINIMIZE = highspy.ObjSense.kMaximize, highspy.ObjSense.kMinimize
INTEGER = highspy.HighsVarType.kInteger
WHOLE = 1e-6
STRIDES = (1, 3, 7, 1000)
PASSES = 3
"""How often bounds are handed on from row to row before the solver is given them."""

Moved = Callable[[float], None]
"""Is told which part of the work is done, 0 to 1."""

Vector = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Interval:
    """What a sum can be."""

    least: int
    most: int

    @property
    def values(self) -> int:
        return self.most - self.least + 1


def narrower_than(
    values: int, known: Knowledge, asked: Sequence[Sum], moved: Moved = lambda _: None
) -> Iterator[tuple[int, Interval]]:
    """The sums with fewer possible values than these: each one's number, and its interval.

    Raises LedgerError if what is known can't all be so.
    """
    found = list(parts(known, asked))
    count, done = sum(len(part.asked) for part in found), 0
    for part in found:
        problem = Problem(part.known, [asked[number] for number in part.asked])
        for number, interval in enumerate(problem.intervals(values)):
            done += 1
            moved(done / count)
            if interval.values < values:
                yield part.asked[number], interval


def intervals(known: Knowledge, asked: Sequence[Sum]) -> dict[int, Interval]:
    """Of each sum of which anything is known, by its number. Raises LedgerError."""
    return dict(narrower_than(ENDLESS * ENDLESS, known, asked))


class Problem:
    """What is known, ready to be asked about these sums. Raises LedgerError if it can't all be so."""

    def __init__(self, known: Knowledge, asked: Sequence[Sum]) -> None:
        columns = _columns(known)
        self._highs = _highs(known, columns)
        self._count = self._highs.getNumCol()
        self._sums = np.zeros((len(asked), self._count))
        for number, total in enumerate(asked):
            for unknown, times in total.items():
                self._sums[number, columns[unknown]] = times
        self._seen = np.tile([np.inf, -np.inf], (len(asked), 1))
        self._solve(np.zeros(self._count), MINIMIZE)
        self._look_around()

    def intervals(self, values: int) -> Iterator[Interval]:
        """Of each sum in turn: exact if it has fewer possible values than these, else a part of it."""
        for number in range(len(self._seen)):
            for sense in (MAXIMIZE, MINIMIZE):
                if self._found(number).values < values:
                    self._solve(self._sums[number], sense)
            yield self._found(number)

    def _look_around(self) -> None:
        """A few solutions far apart show most of what is possible at once: the signs are fixed, so that the
        same question takes the same way each time.
        """
        for stride in STRIDES:
            signs = np.where(np.arange(len(self._seen)) // stride % 2, 1.0, -1.0)
            for sense in (MAXIMIZE, MINIMIZE):
                self._solve(signs @ self._sums, sense)

    def _found(self, number: int) -> Interval:
        """What solutions so far show to be possible."""
        least, most = self._seen[number]
        return Interval(int(least), int(most))

    def _solve(self, cost: Vector, sense: highspy.ObjSense) -> None:
        """Look for one end of one sum, and note what the solution shows of every sum."""
        self._highs.changeColsCost(self._count, np.arange(self._count, dtype=np.int32), cost)
        self._highs.changeObjectiveSense(sense)
        solution = self._solution(relaxed=True)
        if np.abs(solution - np.rint(solution)).max() > WHOLE:
            solution = self._solution(relaxed=False)
        found = self._sums @ np.rint(solution)
        np.minimum(self._seen[:, 0], found, out=self._seen[:, 0])
        np.maximum(self._seen[:, 1], found, out=self._seen[:, 1])

    def _solution(self, relaxed: bool) -> Vector:
        """`relaxed`: as if people came in parts: much faster, and often whole all the same."""
        self._highs.setOptionValue("solve_relaxation", relaxed)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise LedgerError(CONTRADICTION)
        return np.array(self._highs.getSolution().col_value)


def _columns(part: Knowledge) -> dict[Unknown, int]:
    there = {u for bounds in part.bounds for u in bounds.sum}
    there |= {u for choice in part.choices for total in sums(choice) for u in total}
    return {unknown: number for number, unknown in enumerate(sorted(there))}


def _highs(part: Knowledge, columns: dict[Unknown, int]) -> highspy.Highs:
    rows = _Rows(columns)
    for _ in range(PASSES):
        for bounds in part.bounds:
            rows.tighten(bounds)
    for bounds in part.bounds:
        rows.add(bounds)
    for choice in part.choices:
        rows.add_choice(choice)
    solver = highspy.Highs()  # type: ignore[no-untyped-call] # it has no types there
    solver.silent()
    # Whole numbers: an end is found exactly or not at all.
    for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5), ("threads", 1)):
        solver.setOptionValue(option, value)
    solver.passModel(rows.model())
    return solver


class _Rows:
    """The rows of a programme. Further columns are binary: whether one of several ways is the case."""

    def __init__(self, columns: dict[Unknown, int]) -> None:
        self._columns = columns
        self._lower, self._upper = [0] * len(columns), [ENDLESS] * len(columns)
        self._starts, self._index, self._value = [0], list[int](), list[int]()
        self._bounds: list[tuple[float, float]] = []

    def _terms(self, total: Sum) -> list[tuple[int, int]]:
        return [(self._columns[unknown], times) for unknown, times in total.items()]

    def _range(self, total: Sum) -> tuple[int, int]:
        terms = self._terms(total)
        ends = [(t * self._lower[c], t * self._upper[c]) for c, t in terms]
        return sum(min(pair) for pair in ends), sum(max(pair) for pair in ends)

    def tighten(self, bounds: Bounds) -> None:
        """What the row alone says of each of its unknowns: it keeps the programme small."""
        low, high = self._range(bounds.sum)
        for column, times in self._terms(bounds.sum):
            ends = sorted((times * self._lower[column], times * self._upper[column]))
            if bounds.most is not None:
                self._at_most(column, times, bounds.most - (low - ends[0]))
            if bounds.least is not None:
                self._at_most(column, -times, (high - ends[1]) - bounds.least)

    def _at_most(self, column: int, times: int, most: int) -> None:
        """times · column <= most"""
        if times > 0:
            self._upper[column] = min(self._upper[column], most // times)
        else:
            self._lower[column] = max(self._lower[column], -(most // -times))

    def add(self, bounds: Bounds) -> None:
        least = -highspy.kHighsInf if bounds.least is None else bounds.least
        most = highspy.kHighsInf if bounds.most is None else bounds.most
        self._row(self._terms(bounds.sum), least, most)

    def add_choice(self, choice: Choice) -> None:
        """At least one of the ways: where the binary of a way is 0, its rows are lifted out of reach."""
        taken = []
        for way in choice:
            column = len(self._upper)
            self._lower.append(0)
            self._upper.append(1)
            taken.append((column, 1))
            for bounds in way:
                self._add_if(column, bounds)
        self._row(taken, 1, len(taken))

    def _add_if(self, column: int, bounds: Bounds) -> None:
        low, high = self._range(bounds.sum)
        terms = self._terms(bounds.sum)
        if bounds.most is not None:
            lift = max(0, high - bounds.most)
            self._row([*terms, (column, lift)], -highspy.kHighsInf, bounds.most + lift)
        if bounds.least is not None:
            lift = max(0, bounds.least - low)
            self._row([*terms, (column, -lift)], bounds.least - lift, highspy.kHighsInf)

    def _row(self, terms: Sequence[tuple[int, int]], least: float, most: float) -> None:
        for column, times in terms:
            self._index.append(column)
            self._value.append(times)
        self._starts.append(len(self._index))
        self._bounds.append((least, most))

    def model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._upper), len(self._bounds)
        model.col_cost_ = np.zeros(len(self._upper))
        model.col_lower_ = np.array(self._lower, dtype=float)
        model.col_upper_ = np.array(self._upper, dtype=float)
        model.row_lower_ = np.array([least for least, _ in self._bounds], dtype=float)
        model.row_upper_ = np.array([most for _, most in self._bounds], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts)
        model.a_matrix_.index_ = np.array(self._index)
        model.a_matrix_.value_ = np.array(self._value, dtype=float)
        model.integrality_ = [INTEGER] * len(self._upper)
        return model
