"""How the costs grow, drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from benchmarks.figures import Figure, Figures

OURS, OTHERS = ("#0b6e4f", "o"), (("#c1442d", "s"), ("#6b6b6b", "^"))
"""Colours that differ in lightness too, and the marks of the points."""


@dataclass(frozen=True, slots=True)
class Line:
    """A solid line where everything is new, a dashed one where nothing is."""

    what: str
    called: str
    colour: str
    mark: str
    idle: bool


@dataclass(frozen=True, slots=True)
class Panel:
    section: str
    title: str
    lines: Sequence[Line]


def _pair(called: str, everything: str, nothing: str, colour: str, mark: str) -> list[Line]:
    return [Line(everything, called, colour, mark, False), Line(nothing, called, colour, mark, True)]


PANELS = (
    Panel(
        "files",
        "Plain files",
        [
            *_pair("the jobs", "first run", "idle run", *OURS),
            *_pair("pandas", "pandas, everything new", "pandas, nothing new", *OTHERS[0]),
            *_pair("openpyxl", "openpyxl, everything new", "openpyxl, nothing new", *OTHERS[1]),
        ],
    ),
    Panel(
        "google",
        "Google (150 ms a call)",
        [
            *_pair("the jobs", "a run that takes them in", "idle run", *OURS),
            *_pair("gspread, row by row", "gspread, everything new", "gspread, nothing new", *OTHERS[0]),
            *_pair(
                "gspread-dataframe",
                "gspread-dataframe, everything new",
                "gspread-dataframe, nothing new",
                *OTHERS[1],
            ),
        ],
    ),
)


def draw(figures: Figures, path: Path) -> None:
    pyplot.rcParams["font.size"] = 10
    figure, axes = pyplot.subplots(1, len(PANELS), figsize=(10, 4.8), sharey=True, layout="constrained")
    for panel, place in zip(PANELS, axes, strict=True):
        _draw_panel(place, panel, figures.read(panel.section))
    _set_height(axes[0])
    figure.suptitle("Responses taken in (solid), and a run with nothing new after it (dashed)", fontsize=12)
    figure.savefig(path, dpi=130)
    pyplot.close(figure)


def _draw_panel(place: Axes, panel: Panel, figures: Sequence[Figure]) -> None:
    by_place = {(figure.what, figure.number): figure for figure in figures}
    numbers = sorted({figure.number for figure in figures})
    for line in panel.lines:
        found = {n: by_place[line.what, n].seconds for n in numbers if (line.what, n) in by_place}
        _draw_line(place, line, found)
    place.set_xscale("log")
    place.set_yscale("log")
    place.set_title(panel.title, loc="left", fontsize=11)
    place.set_xlabel("responses")
    place.set_xticks(numbers, [f"{number:,}" for number in numbers])
    place.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _spoken(value)))
    place.minorticks_off()
    place.grid(axis="y", color="#dddddd", linewidth=0.7)
    place.spines[["top", "right"]].set_visible(False)
    place.legend(frameon=False, loc="upper left")


def _set_height(place: Axes) -> None:
    """With room for the legend above, and marks only where something was drawn."""
    lowest, highest = place.dataLim.ymin / 1.5, place.dataLim.ymax * 12
    marks = [0.01, 0.1, 1, 10, 60, 600, 3600, 36_000, 360_000]
    place.set_yticks([mark for mark in marks if lowest <= mark <= highest])
    place.set_ylim(lowest, highest)


def _draw_line(place: Axes, line: Line, found: Mapping[int, float]) -> None:
    place.plot(
        list(found),
        list(found.values()),
        color=line.colour,
        marker=line.mark,
        markersize=5,
        linewidth=1.4 if line.idle else 2,
        linestyle=(0, (4, 2)) if line.idle else "solid",
        label=None if line.idle else line.called,
    )


def _spoken(seconds: float) -> str:
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"
