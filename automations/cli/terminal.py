"""Words, tables and a progress bar for whoever sits at the terminal."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from automations.jobs.desk import Begun, unseen


def program() -> str:
    """How this program is started from here."""
    python = Path(sys.executable)
    here = Path.cwd()
    shown = python.relative_to(here) if python.is_relative_to(here) else python
    return f"{shown} -m automations"


def say(*lines: str) -> None:
    print("\n".join(lines))


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table in a terminal; plain aligned lines elsewhere."""
    if not sys.stdout.isatty():
        widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
        aligned = (zip(row, widths, strict=True) for row in (headers, *rows))
        say(title, *("  ".join(cell.ljust(width) for cell, width in row).rstrip() for row in aligned))
        return
    from rich.console import Console
    from rich.table import Table

    drawn = Table(title=title, title_justify="left", header_style="bold")
    for header in headers:
        drawn.add_column(header)
    for row in rows:
        drawn.add_row(*row)
    Console().print(drawn)


@contextmanager
def progress(jobs: Sequence[str], shown: bool) -> Iterator[Begun]:
    """A bar on stderr, as long as all these jobs; nothing where it is not to be shown or nobody looks."""
    if not shown or not sys.stderr.isatty():
        yield unseen
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=len(jobs))
        yield lambda job, part=0, doing="": bar.update(
            task, completed=jobs.index(job) + part, description=doing or job
        )
