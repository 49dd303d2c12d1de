"""Whether the jobs run, from what they leave in the workbooks."""

from dataclasses import dataclass
from datetime import datetime

from automations.core.board.read_me import last_good_run
from automations.core.mail.outbox import read_posts
from automations.core.office import Office
from automations.core.snapshot import WorkbookSnapshot
from sheets_schema import codec
from sheets_schema.words import Result


@dataclass(frozen=True, slots=True)
class Health:
    """`last_run` (UTC) is the last that wrote of itself, `last_good_run` the last day (ISO) on which all jobs
    did their work, blank for none. `failing`: jobs that failed when they last told of themselves.
    `mails_on_their_way`: those of which it is not known whether they went.
    """

    last_run: datetime | None
    last_good_run: str
    failing: tuple[str, ...]
    mails_on_their_way: int


def health(office: Office, board: WorkbookSnapshot) -> Health:
    latest: dict[str, tuple[datetime, bool]] = {}
    for row in office.snapshot["Runs"].rows:
        moment, job = codec.read_timestamp(row.get("When")), codec.read_text(row.get("Job"))
        if isinstance(moment, datetime) and (job not in latest or latest[job][0] <= moment):
            latest[job] = moment, codec.read_choice(row.get("Result"), Result) is Result.FAILED
    posts = read_posts(office.marks, office.roster).values()
    return Health(
        max((moment for moment, _ in latest.values()), default=None),
        last_good_run(board),
        tuple(sorted(job for job, (_, failed) in latest.items() if failed)),
        sum(bool(post.going) for _, post in posts),
    )
