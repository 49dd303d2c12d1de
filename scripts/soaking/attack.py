"""All that was published, attacked by a reader who shares no code with what made it."""

from collections.abc import Mapping
from dataclasses import dataclass

from anonymity_attack import Attack, Cell, model, read, read_corrections, replay

from automations.reporting.ledger import Ledger
from automations.reporting.tables import TABLES
from automations.reporting.windows import Window

K, REACH_OUT_DAYS = 5, 7
CLOSE = 4
"""A cell with fewer possible values than this is known within 1."""


@dataclass(frozen=True)
class Learned:
    """Of the cells by month that no report tells, how many the reader knows to be a handful, or to be one or
    nothing: exactly, or within 1.
    """

    hidden: int
    exact: int
    close: int


def attacked(reports: Mapping[str, bytes]) -> Learned:
    """`reports`: every published file by its path."""
    files: dict[str, dict[str, bytes]] = {}
    for path, content in reports.items():
        folder, name = path.split("/")
        files.setdefault(folder, {})[name] = content
    if not files:
        return Learned(0, 0, 0)
    known = replay(read(files), K, REACH_OUT_DAYS, read_corrections(files))
    hidden = _hidden(known)
    found = Attack(model(known, known.months), hidden).intervals(CLOSE)
    handfuls = [(low, high) for low, high in found.values() if low < K and high > 0]
    return Learned(len(hidden), sum(low == high for low, high in handfuls), len(handfuls))


def _hidden(ledger: Ledger) -> list[Cell]:
    shown = {(a.table, a.window) for a in ledger.attempts if a.counts}
    return [
        (table.name, category, month)
        for table in TABLES
        for month in ledger.months
        if (table, Window(month, 1)) not in shown
        for category in table.categories
    ]
