"""What the jobs cost, beside what people would do instead.

    .venv/bin/python scripts/bench.py SECTION [number …]

    start    a cold start: Python, --help, status, an idle run, beside the libraries alone
    files    plain files: so many responses come in, and nothing after them; pandas, openpyxl, python-calamine
    google   the same against the test server, 150 ms a call; gspread, gspread-dataframe
    turns    who gets a case, after so many cases
    report   a release, after so many months
    picture  draws what was measured

Each prints its table and keeps its figures in docs/benchmarks.json; the tables in the documents beside it are
made anew. Linux and macOS alone: only they tell what a process cost once it has ended.
"""

import argparse
import compileall
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import tables
from benchmarks.figures import Figures
from benchmarks.measure import ROOT

SECTIONS = {
    "start": (30,),
    "files": (1, 100, 5000, 50_000),
    "google": (1, 100, 5000, 50_000),
    "turns": (100, 1000, 5000),
    "report": (24, 120),
}
"""What is measured, and with which numbers unless others are given."""

PICTURE = "picture"


def main() -> None:
    options = _options()
    _as_a_user_s_machine()
    figures = Figures(options.figures)
    if options.section == PICTURE:
        _draw(figures)
    else:
        measure(options.section, options.numbers or SECTIONS[options.section], figures)
        print(tables.tables(figures.read(options.section)))
    tables.fill_documents(figures)


def _draw(figures: Figures) -> None:
    # Only for the picture: what draws it takes its time to load.
    from benchmarks.picture import draw

    draw(figures, figures.path.with_suffix(".png"))


def measure(section: str, numbers: Sequence[int], figures: Figures) -> None:
    """Each figure is kept as soon as it is there: a long measuring may be broken off."""
    for figure in importlib.import_module(f"benchmarks.{section}").measure(numbers):
        figures.keep(figure)
        print(tables.row(figure), file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("section", choices=(*SECTIONS, PICTURE))
    parser.add_argument("numbers", nargs="*", type=int, metavar="number")
    kept = ROOT / "docs" / "benchmarks.json"
    parser.add_argument("--figures", type=Path, default=kept, metavar="FILE", help="where they are kept")
    return parser.parse_args()


def _as_a_user_s_machine() -> None:
    """No proxy stands between here and the test server, and Python keeps what it has compiled."""
    os.environ["NO_PROXY"] = "127.0.0.1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for part in ("automations", "sheets_schema"):
        compileall.compile_dir(ROOT / part, quiet=1)


if __name__ == "__main__":
    main()
