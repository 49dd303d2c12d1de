"""Figures as tables, in the documents as well: between two marks, made anew whenever one changes."""

import re
from collections.abc import Callable, Sequence

from benchmarks.figures import Figure, Figures, machines

GROWS_WITH = {
    "start": "responses so far",
    "files": "responses",
    "google": "responses",
    "turns": "cases so far",
    "report": "months so far",
}
AGAINST = {
    "files": (
        ("idle run", "both workbooks merely read"),
        ("idle run", "openpyxl, nothing new"),
        ("idle run", "pandas, nothing new"),
    ),
    "google": (
        ("a run that takes them in", "gspread, everything new"),
        ("a run that takes them in", "gspread-dataframe, everything new"),
        ("idle run", "gspread, nothing new"),
        ("idle run", "gspread-dataframe, nothing new"),
    ),
}
"""What is set against what in each section: how many times as long the second takes."""

MARK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def filled(page: str, figures: Figures) -> str:
    """The page with the tables of these figures between its marks."""
    return MARK.sub(lambda mark: f"{mark[1]}\n{tables(figures.read(mark[2]))}\n\n{mark[3]}", page)


def fill_documents(figures: Figures) -> None:
    """Those that lie beside the figures."""
    for path in figures.path.parent.glob("*.md"):
        before = path.read_text(encoding="utf-8")
        if (after := filled(before, figures)) != before:
            path.write_text(after, encoding="utf-8")


def tables(figures: Sequence[Figure]) -> str:
    """Of one section."""
    if not figures:
        return "Not measured yet."
    peaks = any(figure.peak is not None for figure in figures)
    unit = "Seconds · of the processor" + (" · peak MB" if peaks else "")
    parts = [f"{unit}:", _table(figures, _time)]
    if asked := [figure for figure in figures if figure.calls is not None]:
        parts += ["Calls · MB sent · MB received:", _table(asked, _traffic)]
    if against := AGAINST.get(figures[0].section):
        parts += ["Times as long:", _ratios(figures, against)]
    return "\n\n".join([*parts, _source(figures)])


def _table(figures: Sequence[Figure], cell: Callable[[Figure], str]) -> str:
    numbers, by_place = _numbers(figures), _by_place(figures)
    grows = len(numbers) > 1
    heads = [GROWS_WITH[figures[0].section], *map(_whole, numbers)]
    heads += [f"{numbers[-2]:,} → {numbers[-1]:,}"] if grows else []
    lines = []
    for what in dict.fromkeys(figure.what for figure in figures):
        found = [by_place.get((what, number)) for number in numbers]
        cells = [cell(figure) if figure else "" for figure in found]
        lines.append([what, *cells, *([_times(*found[-2:])] if grows else [])])
    return _markdown(heads, lines)


def _ratios(figures: Sequence[Figure], against: Sequence[tuple[str, str]]) -> str:
    numbers, by_place = _numbers(figures), _by_place(figures)
    lines = []
    for ours, theirs in against:
        pairs = [(by_place.get((ours, n)), by_place.get((theirs, n))) for n in numbers]
        lines.append([f"{theirs} / {ours}", *(_times(*pair) for pair in pairs)])
    return _markdown([GROWS_WITH[figures[0].section], *map(_whole, numbers)], lines)


def _markdown(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rule = "|" + "---|" * len(heads)
    head, *rows = (f"| {' | '.join(line)} |" for line in (heads, *lines))
    return "\n".join([head, rule, *rows])


def _numbers(figures: Sequence[Figure]) -> list[int]:
    return sorted({figure.number for figure in figures})


def _by_place(figures: Sequence[Figure]) -> dict[tuple[str, int], Figure]:
    return {(figure.what, figure.number): figure for figure in figures}


def _times(one: Figure | None, other: Figure | None) -> str:
    return f"×{_short(other.seconds / one.seconds)}" if one and other else ""


def _time(figure: Figure) -> str:
    processor = [] if figure.processor is None else [_seconds(figure.processor)]
    peak = [] if figure.peak is None else [_short(figure.peak)]
    return _mark(figure) + " · ".join([_seconds(figure.seconds), *processor, *peak])


def _traffic(figure: Figure) -> str:
    found = (_short(value or 0) for value in (figure.sent, figure.received))
    return f"{_mark(figure)}{figure.calls:,} · {' · '.join(found)}"


def _mark(figure: Figure) -> str:
    return "≈ " if figure.scaled_from else ""


def _whole(number: int) -> str:
    return f"{number:,}"


def _seconds(value: float) -> str:
    return f"{_short(value * 1000)} ms" if value < 0.01 else _short(value)


def _short(value: float) -> str:
    """Two figures, and what is larger than that as a whole number."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def _source(figures: Sequence[Figure]) -> str:
    scaled = {figure.scaled_from for figure in figures if figure.scaled_from}
    said = f" ≈: measured with {max(scaled)} new responses and multiplied." if scaled else ""
    return f"{machines(figures)}.{said}"


def row(figure: Figure) -> str:
    """What was measured, in a line."""
    return f"{figure.section} {figure.number:,}, {figure.what}: {_time(figure)}"
