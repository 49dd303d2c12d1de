"""What was measured, kept in a file: one figure a line, newest in the place of what they replace."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.measure import Cost, load, machine


class Figure(Cost, frozen=True, omit_defaults=True, kw_only=True):
    """`number` is what the section grows with. `repeats` of which this is the one of the middle.
    `scaled_from`: measured on so many and multiplied. `load` is the machine's own meanwhile.
    """

    section: str
    what: str
    number: int
    machine: str
    load: float
    repeats: int = 1
    scaled_from: int | None = None

    @property
    def place(self) -> tuple[str, str, int]:
        return self.section, self.what, self.number


@dataclass(frozen=True, slots=True)
class Figures:
    path: Path

    def read(self, section: str = "") -> list[Figure]:
        """All, or those of one section, in the order in which they were first measured."""
        if not self.path.exists():
            return []
        found = msgspec.json.decode(self.path.read_bytes(), type=list[Figure])
        return [figure for figure in found if section in ("", figure.section)]

    def keep(self, figure: Figure) -> None:
        by_place = {kept.place: kept for kept in self.read()}
        by_place[figure.place] = figure
        lines = (msgspec.json.encode(kept).decode() for kept in by_place.values())
        self.path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def figure(
    section: str, what: str, number: int, cost: Cost, repeats: int = 1, scaled: int | None = None
) -> Figure:
    """Rounded to what a measurement tells."""
    rounded = {name: _rounded(value) for name, value in msgspec.structs.asdict(cost).items()}
    told = {"machine": machine(), "load": load(), "repeats": repeats, "scaled_from": scaled}
    return msgspec.convert({"section": section, "what": what, "number": number, **told, **rounded}, Figure)


def _rounded(value: float | None) -> float | None:
    """To four figures."""
    return value if value is None or isinstance(value, int) else float(f"{value:.4g}")


def machines(figures: Sequence[Figure]) -> str:
    """On what, and how busy it was."""
    names = " and ".join(sorted({figure.machine for figure in figures}))
    loads = [figure.load for figure in figures]
    return f"{names}; load {min(loads):.1f} to {max(loads):.1f}"
