"""What stays known of a case that was let go of, and of responses that must not come back."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from automations.core import marks
from automations.core.marks import Marks
from automations.core.responses import Response, csv_id

ACCEPTED, RESTRICTED, REACHABLE, FILE_STAYS = "accepted", "restricted", "reachable", "file"
REMEMBERED = "gone "
IN_ONE_SECOND = 3
"""So many responses of one second are told apart at most where an export's ids are all there is."""


@dataclass(frozen=True, slots=True)
class Gone:
    """How the case stood, so that reports go on counting it. `since`: the moment (UTC) it was let go
    of. `done`: nothing is left to delete. `file_stays`: a person must delete its case file.
    """

    since: datetime
    done: bool
    accepted: bool
    restricted: bool
    reachable: bool
    file_stays: bool

    @property
    def value(self) -> str:
        """Of its mark."""
        said = {
            ACCEPTED: self.accepted,
            RESTRICTED: self.restricted,
            REACHABLE: self.reachable,
            FILE_STAYS: self.file_stays,
        }
        return " ".join([self.since.isoformat(), *(word for word, holds in said.items() if holds)])


def read_gone(known: Marks, code: str) -> Gone | None:
    """None for a case that is still there."""
    done = marks.let_go(code) in known
    moment, *words = known.get(marks.let_go(code) if done else marks.letting_go(code)).split() or [""]
    try:
        since = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return Gone(since, done, ACCEPTED in words, RESTRICTED in words, REACHABLE in words, FILE_STAYS in words)


def remembered(salt: str, response: str) -> str:
    """The mark of a response that was deleted: whoever reads it learns no id of any response."""
    digest = hashlib.blake2b(response.encode(), key=salt.encode()[:64], digest_size=16)
    return f"{REMEMBERED}{digest.hexdigest()}"


def is_remembered(known: Marks, response: str) -> bool:
    salt = known.get(marks.SALT)
    return bool(salt) and remembered(salt, response) in known


def sort_out(
    known: Marks, there: Collection[str], responses: Sequence[Response]
) -> tuple[list[Response], dict[str, Response]]:
    """The responses that may be taken in, and those that were deleted, by case code. `there` are the ids that
    the office has. What somebody sent again after it was deleted are new words, and taken in.
    """
    salt = known.get(marks.SALT)
    if not salt:
        return list(responses), {}
    unknown = [r for r in responses if r.id not in there]
    found = {r.id: code for r in unknown if (code := known.get(remembered(salt, r.id)))}
    again = {r.id for r in unknown if r.id in found and _was_sent_since(r, read_gone(known, found[r.id]))}
    found = {id_: code for id_, code in found.items() if id_ not in again}
    unknown = [r for r in unknown if r.id not in again]
    found |= _by_second(known, salt, [r for r in unknown if r.id not in found])
    return [r for r in responses if r.id not in found], {found[r.id]: r for r in unknown if r.id in found}


def _was_sent_since(response: Response, gone: Gone | None) -> bool:
    sent = response.submitted_at
    return gone is not None and sent is not None and sent > gone.since


def _by_second(known: Marks, salt: str, unknown: Iterable[Response]) -> Mapping[str, str]:
    """Those that had been deleted under an export's ids, which hold the second. Where more came in that
    second than were deleted nobody can tell which, and none is refused: better one twice than one lost.
    """
    seconds: dict[datetime, list[Response]] = defaultdict(list)
    for response in unknown:
        if not _is_of_an_export(response):
            seconds[response.received_at.astimezone(UTC).replace(microsecond=0)].append(response)
    found: dict[str, str] = {}
    for second, here in seconds.items():
        ids = (csv_id(second, number) for number in range(1, IN_ONE_SECOND + 1))
        codes = [code for id_ in ids if (code := known.get(remembered(salt, id_)))]
        if len(here) <= len(codes):
            found |= {response.id: code for response, code in zip(here, codes, strict=False)}
    return found


def _is_of_an_export(response: Response) -> bool:
    return response.id.startswith(csv_id(response.received_at, 1)[:-1])


def seen(known: Marks, there: Mapping[str, Response], whole: bool, gone: Iterable[str]) -> dict[str, str]:
    """Marks of cases whose response still lies where it was sent to, with the moment (UTC) it was received.
    `whole`: all responses were read; `gone` are the codes of cases that were let go of.
    """
    found = {code: response.received_at.isoformat() for code, response in there.items()}
    if whole:
        found |= {c: "" for c in gone if c not in there and known.get(marks.still_sent(c))}
    return {marks.still_sent(code): moment for code, moment in found.items()}


def ids_of(known: Marks, response: str, received: datetime | None, alone: bool) -> Iterator[str]:
    """Under which ids the response may come again. `alone`: no other was received in that second."""
    yield response
    prefix = marks.recognised("")
    yield from (
        key.removeprefix(prefix)
        for key, value in known.values.items()
        if value == response and key.startswith(prefix)
    )
    if received and alone:
        yield csv_id(received, 1)
