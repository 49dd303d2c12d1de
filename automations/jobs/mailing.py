"""The mails of one run: sent once the office holds that they go out, and noted there."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from automations.core.marks import Marks, read_marks
from automations.errors import ChangedMeanwhile, MailError, MailRefused, WorkbookError
from automations.jobs.desk import Desk

JOB = "mail"

ATTEMPTS = 4
"""How often what went out is noted anew because somebody wrote in the office meanwhile."""

Noted = Callable[[Marks, bool], Mapping[str, str]]


def carry_out(desk: Desk) -> Iterator[str]:
    """Send, and note what went; what went wrong."""
    going = [letter for decided in desk.decided.values() for letter in decided.letters]
    if not going or desk.world.mailing is None:
        return
    failed = desk.world.mailing.mailer.send([one.letter for one in going])
    yield from _counted(failed.values())
    settled = [(one.noted, failed.get(one.letter.id)) for one in going]
    dealt_with = [(noted, bool(e)) for noted, e in settled if e is None or isinstance(e, MailRefused)]
    try:
        _note(desk, dealt_with)
    except WorkbookError as error:
        yield f"Mail went out, and that could not be noted, so some may go out once more: {error}"


def _counted(errors: Iterable[MailError]) -> Iterator[str]:
    for trouble, count in Counter(map(str, errors)).items():
        yield f"{count} mails: {trouble}"


def _note(desk: Desk, dealt_with: Iterable[tuple[Noted, bool]]) -> None:
    """Raises WorkbookError."""
    office, marks = desk.world.workbooks["office"], desk.office.marks
    for attempt in range(1, ATTEMPTS + 1):
        wanted = dict(marks.values)
        for noted, refused in dealt_with:
            wanted |= noted(Marks(wanted), refused)
        changes = marks.set(wanted)
        try:
            return office.write(changes) if changes else None
        except ChangedMeanwhile:
            if attempt == ATTEMPTS:
                raise
            marks = read_marks(office.read()["Internal"])
    return None
