"""Words, tables and a progress bar for whoever sits at the terminal."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


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
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on stderr that moves on each time it is told what begins; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda name: bar.update(task, advance=1, description=name)
