"""A report as somebody might make it who means well: each attack of test_report_attacks succeeds on it."""

import csv
import io
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from anonymity_worlds import BEGIN, TEAM

from automations.core.team import Roster, Volunteer
from automations.reporting.counting import Counted
from automations.reporting.ledger import Ledger, Release
from automations.reporting.render import render
from automations.reporting.tables import REQUESTER
from automations.reporting.windows import Window, named
from automations.reporting.words import words
from sheets_schema.words import Status

VOLUNTEERS = ("Ada", "Zora")


@dataclass(frozen=True)
class Seen:
    """A case that is known as soon as it comes in, and stays as it is."""

    case: Counted

    def at(self, month: int, _: Ledger) -> Counted | None:
        return self.case if self.case.received <= month else None


def with_team(names: Sequence[str]) -> Mapping[str, bytes]:
    """Our own page, for a team whose Roster has this order."""
    people = tuple(Volunteer(n, (), (), (), date(2025, 1, 1), Status.ACTIVE) for n in names)
    said = words(TEAM, Roster(people, frozenset(), {}), "", BEGIN, Ledger())
    return render(Release(1, BEGIN, (), said))


def shelf(cases: Sequence[Counted], months: int) -> dict[str, Mapping[str, bytes]]:
    return {
        named(BEGIN + month): {
            "report.csv": _csv(cases, BEGIN + month),
            "report.html": _page([case for case in cases if case.received == BEGIN + month]),
        }
        for month in range(months)
    }


def _csv(cases: Sequence[Counted], month: int) -> bytes:
    """The month, and the year so far."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("table", "window_start", "window_end", "category", "count"))
    year = Window(BEGIN, month - BEGIN + 1)
    for window in dict.fromkeys((Window(month, 1), year)):
        count = sum(case.received in window.months for case in cases)
        writer.writerow(("requests", window.start.isoformat(), window.end.isoformat(), "all", count))
    return text.getvalue().encode()


def _page(cases: Sequence[Counted]) -> bytes:
    by = Counter(case.requester for case in cases)
    largest = max(by.values(), default=1)
    rows = "".join(f"<li>{case.requester}</li>" for case in cases)
    bars = "".join(f'<rect height="{100 * n / largest:.1f}"/>' for n in by.values())
    parts = "".join(f"<p>{name}: percentage {100 * n / len(cases):.1f}</p>" for name, n in by.items())
    loads = "".join(f"<p>{name} has {len(cases[place::2])}</p>" for place, name in enumerate(VOLUNTEERS))
    return (
        '<meta name="author" content="Sam"><meta name="generator" content="notebook 4.2">'
        f"<!-- {dict(by)} --><ol>{rows}</ol><svg>{bars}</svg>{parts}{loads}"
        f"<p>median days to first contact: {median([2.5] * max(1, len(cases)))}</p>"
    ).encode()


def corrected(old: Sequence[Counted], new: Sequence[Counted]) -> dict[str, Mapping[str, bytes]]:
    """One month by requester, told again as soon as any case has changed."""
    return {
        named(BEGIN): {"report.csv": _by_requester(old, len(old))},
        "correction-2": {"report.csv": _by_requester(new)},
    }


def _by_requester(cases: Sequence[Counted], total: int | None = None) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("table", "window_start", "window_end", "category", "count"))
    month = Window(BEGIN, 1)
    days = month.start.isoformat(), month.end.isoformat()
    if total is not None:
        writer.writerow(("requests", *days, "all", total))
    for category in REQUESTER.categories:
        writer.writerow(("requester", *days, category, sum(case.requester == category for case in cases)))
    return text.getvalue().encode()
