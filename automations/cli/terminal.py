"""Words, tables and a progress bar for whoever sits at the terminal."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


def say(*lines: str) -> None:
    print("\n".join(lines))


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table in a terminal; lines with tabs where a program reads them."""
    if not sys.stdout.isatty():
        say(title, *("\t".join(row) for row in (headers, *rows)))
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
