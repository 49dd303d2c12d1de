"""What of all that is known bears on some sums, so that a solver is given no more than it needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from automations.reporting.ledger import LedgerError
from automations.reporting.sums import Bounds, Choice, Knowledge, Sum, Unknown

CONTRADICTION = "what was published can't all be so"


@dataclass(frozen=True, slots=True)
class Part:
    """`asked`: numbers of the sums that hang together; `known`: all that bears on them."""

    asked: list[int]
    known: Knowledge


def parts(known: Knowledge, asked: Sequence[Sum]) -> Iterator[Part]:
    """Sums with what shares an unknown with them that is not settled, and so on from there. Sums of which
    nothing is known are left out: they can be anything. Raises LedgerError if what is settled can't be so.
    """
    settled = {next(iter(b.sum)): b.least for b in known.bounds if b.least is not None and _settles(b)}
    if not _agree(known, settled):
        raise LedgerError(CONTRADICTION)
    clusters = _Clusters(settled)
    for bounds in known.bounds:
        clusters.join([bounds.sum])
    for choice in known.choices:
        clusters.join(sums(choice))
    together: dict[frozenset[Unknown], list[int]] = {}
    for number, total in enumerate(asked):
        if total and clusters.know(total):
            together.setdefault(clusters.of([total]), []).append(number)
    for near, numbers in together.items():
        rows = [b for b in known.bounds if clusters.of([b.sum]) & near]
        choices = [c for c in known.choices if clusters.of(sums(c)) & near]
        used = {u for total in _all_sums(rows, choices, [asked[n] for n in numbers]) for u in total}
        rows += [Bounds({u: 1}, value, value) for u, value in settled.items() if u in used]
        yield Part(numbers, Knowledge(rows, choices))


def _settles(bounds: Bounds) -> bool:
    return len(bounds.sum) == 1 and bounds.least == bounds.most and 1 in bounds.sum.values()


def _agree(known: Knowledge, settled: Mapping[Unknown, int]) -> bool:
    """Whether all that is said of nothing but settled unknowns is so."""
    rows = (b for b in known.bounds if settled.keys() >= b.sum.keys())
    choices = (c for c in known.choices if all(settled.keys() >= total.keys() for total in sums(c)))
    return all(b.hold(settled) for b in rows) and all(
        any(all(b.hold(settled) for b in way) for way in choice) for choice in choices
    )


def _all_sums(rows: Iterable[Bounds], choices: Iterable[Choice], asked: Iterable[Sum]) -> Iterator[Sum]:
    yield from (row.sum for row in rows)
    yield from (total for choice in choices for total in sums(choice))
    yield from asked


def sums(choice: Choice) -> Iterator[Sum]:
    return (bounds.sum for way in choice for bounds in way)


class _Clusters:
    """Unknowns that stand in one row, directly or by others between them (a union-find)."""

    def __init__(self, settled: Mapping[Unknown, object]) -> None:
        self._settled = settled
        self._above: dict[Unknown, Unknown] = {}

    def join(self, found: Iterable[Sum]) -> None:
        free = self._free(found)
        for unknown in free:
            self._above[self._root(unknown)] = self._root(free[0])

    def know(self, total: Sum) -> bool:
        return all(unknown in self._settled or unknown in self._above for unknown in total)

    def of(self, found: Iterable[Sum]) -> frozenset[Unknown]:
        return frozenset(self._root(unknown) for unknown in self._free(found))

    def _free(self, found: Iterable[Sum]) -> list[Unknown]:
        return [unknown for total in found for unknown in total if unknown not in self._settled]

    def _root(self, unknown: Unknown) -> Unknown:
        while (above := self._above.setdefault(unknown, unknown)) != unknown:
            self._above[unknown] = unknown = self._above[above]
        return unknown
