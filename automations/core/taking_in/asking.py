"""Which responses to ask for, and how those that came in from an export are known again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from automations.core import gone, marks
from automations.core.office import Office
from automations.core.responses import Asked, Response, ResponsesRead, csv_id
from sheets_schema.codec import read_text, read_timestamp

OVERLAP = timedelta(days=7)
"""How far before the newest known response to ask again: one that shows up late, or is edited, is seen
at once; anything older once a day, when all are read.
"""


def to_ask(office: Office, today: date) -> Asked:
    form = office.marks.get(marks.FORM)
    if office.marks.get(marks.RECONCILED) != today.isoformat():
        return Asked(None, form)
    moments = (read_timestamp(row.get("Received at")) for row in office.intake.rows)
    past = (m for m in moments if isinstance(m, datetime) and m.date() <= today)
    newest = max(past, default=None)
    return Asked(newest - OVERLAP if newest else None, form)


def doubted(office: Office, in_doubt: bool) -> dict[str, str]:
    """The mark that has all responses read again, where some may have come to stand in the wrong rows."""
    return {marks.RECONCILED: ""} if in_doubt and marks.RECONCILED in office.marks else {}


def to_remember(read: ResponsesRead, today: date, settled: bool) -> dict[str, str]:
    """Marks, where the source has something that is worth remembering. `settled`: what was read is in the
    office with this run.
    """
    if not read.form:
        return {}
    whole = {marks.RECONCILED: today.isoformat()} if read.whole and settled else {}
    return {marks.FORM: read.form} | whole


def known_again(office: Office, responses: Sequence[Response]) -> tuple[list[Response], dict[str, str]]:
    """The responses, those that an export brought in earlier under the ids they have in the office; and
    the marks that keep it so.
    """
    fresh = _recognised(office, responses)
    kept = {r.id: i for r in responses if (i := office.marks.get(marks.recognised(r.id)) or fresh.get(r.id))}
    found = [_as_known(office, r, kept[r.id]) if r.id in kept else r for r in responses]
    return found, {marks.recognised(response): known for response, known in fresh.items()}


def _as_known(office: Office, response: Response, known: str) -> Response:
    moment = read_timestamp(office.intake.by_key.get(known, {}).get("Received at"))
    received = moment if isinstance(moment, datetime) else response.received_at.replace(microsecond=0)
    return replace(response, id=known, received_at=received)


def _recognised(office: Office, responses: Sequence[Response]) -> dict[str, str]:
    """Ids from exports hold the second: that of the sending, or, where it was edited, of the last sending.
    Of several in one second, the same answers decide first.
    """
    claimed = {v for k, v in office.marks.values.items() if k.startswith(marks.recognised(""))}
    fresh: dict[str, str] = {}
    for moment_of in (lambda r: r.received_at, lambda r: r.submitted_at or r.received_at):
        left = [r for r in responses if r.id not in fresh and _is_unknown(office, r)]
        for second, found in _by_second(left, moment_of).items():
            taken = claimed | set(fresh.values())
            free = [known for known in _from_exports(office, second) if known not in taken]
            fresh |= dict(_matched(office, found, free))
    return fresh


def _is_unknown(office: Office, response: Response) -> bool:
    taken = response.id in office.intake.by_key or marks.case_of(response.id) in office.marks
    taken |= gone.is_remembered(office.marks, response.id)
    return not taken and marks.recognised(response.id) not in office.marks


def _by_second(
    responses: Iterable[Response], moment_of: Callable[[Response], datetime]
) -> Mapping[datetime, list[Response]]:
    found: dict[datetime, list[Response]] = defaultdict(list)
    for response in responses:
        found[moment_of(response).astimezone(UTC).replace(microsecond=0)].append(response)
    return found


def _from_exports(office: Office, second: datetime) -> Iterator[str]:
    number = 1
    while True:
        known = csv_id(second, number)
        if known in office.intake.by_key or marks.case_of(known) in office.marks:
            yield known
        elif not gone.is_remembered(office.marks, known):
            return
        number += 1


def _matched(office: Office, found: list[Response], left: list[str]) -> Iterator[tuple[str, str]]:
    rest = []
    for response in found:
        same = next((known for known in left if _answers_alike(office, response, known)), None)
        if same is None:
            rest.append(response)
        else:
            left.remove(same)
            yield response.id, same
    yield from ((response.id, known) for response, known in zip(rest, left, strict=False))


def _answers_alike(office: Office, response: Response, known: str) -> bool:
    row = office.intake.by_key.get(known, {})
    return all(read_text(row.get(key)) == answer for key, answer in response.answers.items() if key in row)
