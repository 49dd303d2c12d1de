"""What was published stays: the ledger only grows, files keep their bytes, and both tell the same."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import date

from soaking.checks.known import Looked
from soaking.tables import Value

LEAST = 6
"""One more than the threshold: nothing smaller is ever told."""
HEADERS = (
    "Release", "Published", "Table", "Window start", "Window end", "Category", "Count", "Correction of",
)  # fmt: skip


def check(look: Looked) -> Iterator[str]:
    ledger = look.picture["office", "Releases"]
    now = Counter(tuple(row.get(header) for header in HEADERS) for row in ledger.rows())
    if lost := look.known.releases - now:
        yield f"Releases: {lost.total()} rows vanished or changed"
    if any(count > 1 for count in now.values()):
        yield "Releases: a row stands twice"
    look.known.releases = now
    for path, content in look.known.reports.items():
        if look.picture.reports.get(path) != content:
            yield f"the published {path} was changed or is gone"
    fresh = {path: c for path, c in look.picture.reports.items() if path not in look.known.reports}
    for path, content in fresh.items():
        if path.endswith("report.csv"):
            yield from _told(path, content, now, look.moment.complete)
    look.known.reports = dict(look.picture.reports)


def _told(path: str, content: bytes, ledger: Counter[tuple[Value, ...]], complete: bool) -> Iterator[str]:
    """Each number of a new report stands in the ledger, and none is a handful."""
    known = Counter((row[2], row[3], row[4], row[5], row[6]) for row in ledger.elements())
    for row in csv.DictReader(io.StringIO(content.decode())):
        window = (date.fromisoformat(row["window_start"]), date.fromisoformat(row["window_end"]))
        if int(row["count"]) < LEAST:
            yield f"{path} tells of {row['count']}"
        if complete and (row["table"], *window, row["category"], int(row["count"])) not in known:
            yield f"{path} tells what the ledger does not"
