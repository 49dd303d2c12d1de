"""A release as report.csv and report.html: the same release always gives the same bytes."""

import csv
import io
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from automations.reporting.ledger import Release
from automations.reporting.monthly import ALL, REQUESTS

COLUMNS = ("table", "window_start", "window_end", "category", "count")


def render(release: Release, team_name: str, reach_out_days: int, threshold: int) -> Mapping[str, bytes]:
    """The files of a report by name."""
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            team=team_name,
            month=f"{release.figures[0].start:%B %Y}",
            total=_total(release),
            days=reach_out_days,
            threshold=threshold,
        )
    )
    return {"report.html": page.encode(), "report.csv": _csv(release).encode()}


def _total(release: Release) -> int | None:
    return next(f.count for f in release.figures if (f.table, f.category) == (REQUESTS, ALL))


def _csv(release: Release) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for f in release.figures:
        if f.count is not None:
            writer.writerow((f.table, f.start.isoformat(), f.end.isoformat(), f.category, f.count))
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
