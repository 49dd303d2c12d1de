"""How requests reach the jobs: exports dropped into the folder, or submissions to the form."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from soaking.members import ZONE
from soaking.record import Request
from tests.google.admin_forms import answer_form
from tests.google.form_responses import edit
from tests.google_place import GooglePlace
from tests.place import Place, as_csv, title

KEPT = 4
"""Exports that people leave lying in the folder."""
SEVERAL = ("concerns", "may_contact_by", "team_involved", "volunteers_to_avoid", "volunteers_preferred")


def stamp(moment: datetime) -> str:
    """As Google writes it into an export."""
    local = moment.astimezone(ZONE)
    offset = int((local.utcoffset() or moment - moment).total_seconds() // 3600)
    return f"{local:%Y/%m/%d} {local.hour % 12 or 12}:{local:%M:%S} {local:%p} GMT{offset:+d}"


@dataclass
class Exports:
    """`place` is on plain files. An export goes back two months: the newest ones overlap."""

    place: Place
    dropped: list[Path] = field(default_factory=list)

    def deliver(self, requests: Sequence[Request], now: datetime) -> None:  # noqa: ARG002 - it tells no time
        """Some of the requests are new."""
        first = _months_before(next(request.day for request in requests if not request.delivered))
        rows = [_row(request) for request in requests if request.day >= first]
        path = self.place.folder / "responses" / f"Responses {len(self.dropped)}.csv"
        path.write_bytes(as_csv(rows))
        self.dropped.append(path)
        for old in self.dropped[:-KEPT]:
            old.unlink(missing_ok=True)


def _months_before(day: date) -> date:
    month = day.year * 12 + day.month - 3
    return date(month // 12, month % 12 + 1, 1)


def _row(request: Request) -> dict[str, str]:
    answers = {title(key): answer for key, answer in request.answers.items()}
    return {"Timestamp": stamp(request.at)} | answers


@dataclass
class Submissions:
    """`place` is on Google. `ids` of responses by the number of the request."""

    place: GooglePlace
    ids: dict[int, str] = field(default_factory=dict)

    def deliver(self, requests: Sequence[Request], now: datetime) -> None:
        world, form = self.place.server.world, self.place.files["form"]
        for request in requests:
            if request.number not in self.ids:
                at = f"{request.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{request.place:06}Z"
                made = answer_form(world, form, {"answers": _answers(request), "at": at, "force": True})
                self.ids[request.number] = made.id
            elif request.edited and request.before:
                known = form.content.responses[self.ids[request.number]]
                edit(world, form, known, _answers(request), calendar.timegm(now.utctimetuple()) * 10**9)


def _answers(request: Request) -> dict[str, Any]:
    return {
        title(key): answer.split(";") if key in SEVERAL and answer else answer
        for key, answer in request.answers.items()
    }
