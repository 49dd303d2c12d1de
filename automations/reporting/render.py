"""A release as report.csv and report.html: the same release always gives the same bytes."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jinja2 import Environment, PackageLoader, StrictUndefined, UndefinedError

from automations.reporting.ledger import Attempt, LedgerError, Release
from automations.reporting.tables import REQUESTS, TABLES, Table
from automations.reporting.windows import Window

COLUMNS = ("table", "window_start", "window_end", "category", "count")

HEADINGS: Mapping[str, tuple[str, str]] = {
    "requests": ("Requests received", ""),
    "concern": (
        "What brought people here",
        "A request can be about several things, so these may add up to more than the requests.",
    ),
    "concern group": (
        "What brought people here",
        "A request can be about several things, so these may add up to more than the requests.",
    ),
    "requester": ("Whom they asked for", ""),
    "first contact": (
        "First contact",
        "Requests by the day on which somebody was to have reached out at the latest.",
    ),
    "outcome": ("How cases ended", "Cases that were closed in this time, whenever they began."),
}
SHORT = {
    "requests": "the number of requests",
    "concern": "the single concerns",
    "concern group": "the groups of concerns",
    "requester": "whom people asked for",
    "first contact": "first contact",
    "outcome": "how cases ended",
}


@dataclass(frozen=True, slots=True)
class Line:
    """`share`: of the largest count of the table, in whole percent. `before`: what was told instead."""

    category: str
    count: int
    share: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as the page has it. `where`: in which release its numbers so far were told."""

    heading: str
    window: str
    remark: str
    lines: tuple[Line, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """A table that this report does not have: what it tells, for when last, for when probably next."""

    what: str
    last: str
    next: str


def render(release: Release) -> Mapping[str, bytes]:
    """The files of a report by name. Raises LedgerError if what the page says beside the numbers is lost."""
    name, told = ("correction", _correction) if release.is_correction else ("report", _page)
    try:
        page = _environment().get_template(f"{name}.html.j2").render(**told(release))
    except (KeyError, TypeError, ValueError, UndefinedError):
        raise LedgerError(f"what release {release.number} says beside its numbers is lost") from None
    return {"report.html": page.encode(), "report.csv": _csv(release).encode()}


def _correction(release: Release) -> dict[str, object]:
    before = release.words["before"]
    pairs = zip(release.published, before if isinstance(before, list) else [], strict=True)
    return {
        "words": release.words,
        "number": release.number,
        "tables": [_corrected(_shown(a, release.words["days"]), *was) for a, was in pairs],
    }


def _corrected(shown: Shown, where: str, before: Sequence[int]) -> Shown:
    lines = tuple(replace(line, before=was) for line, was in zip(shown.lines, before, strict=True))
    return replace(shown, lines=lines, where=where)


def _page(release: Release) -> dict[str, object]:
    total = next((a for a in release.published if a.table is REQUESTS), None)
    days = release.words["days"]
    return {
        "words": release.words,
        "month": str(Window(release.month, 1)),
        "total": total and _shown(total, days),
        "tables": [_shown(a, days) for a in release.published if a.table is not REQUESTS],
        "absent": list(_absent(release)),
    }


def _shown(attempt: Attempt, days: object) -> Shown:
    """`days`: as many as were promised for first contact, which the fixed categories don't know."""
    heading, remark = HEADINGS[attempt.table.name]
    counts = attempt.counts or {}
    largest = max(counts.values(), default=1)
    lines = tuple(
        Line(name.replace("7 days", f"{days} days"), count, round(100 * count / largest))
        for name, count in counts.items()
    )
    return Shown(heading, str(attempt.window), remark, lines)


def _absent(release: Release) -> Iterator[Absent]:
    published = {attempt.table for attempt in release.published}
    for table in TABLES:
        if table not in published:
            yield Absent(SHORT[table.name], _said(release, "last", table), _said(release, "next", table))


def _said(release: Release, when: str, table: Table) -> str:
    found = release.words.get(when)
    return str(found.get(table.name, "")) if isinstance(found, Mapping) else ""


def _csv(release: Release) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for a in release.published:
        for category, count in (a.counts or {}).items():
            writer.writerow(
                (a.table.name, a.window.start.isoformat(), a.window.end.isoformat(), category, count)
            )
    return text.getvalue()


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("automations.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
