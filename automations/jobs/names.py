"""A step of `intake` and `assign`: names of the team are looked for before anybody gets a case."""

from collections.abc import Mapping

from automations.core import intake, marks
from automations.core.changes import AppendRows, Change
from automations.core.conflicts import Watch
from automations.core.office import Office
from automations.core.snapshot import Row
from automations.jobs.desk import Desk

NO_PHRASES: Mapping[str, str] = {}


def conflicts(
    desk: Desk, office: Office, fresh: set[str], phrases: Mapping[str, str] = NO_PHRASES
) -> list[Change]:
    """Rows of Conflicts that are missing: for new answers, and for all cases when the Roster or the
    Conflicts changed since names were last looked for. `phrases`: the requesters' own, of new cases.
    """
    if not office.cases:
        return []
    same = office.marks.get(marks.MATCHED) == intake.fingerprint(office)
    kept_away = intake.kept_away_rows(office)
    if same and not fresh and not kept_away:
        return []
    watch = Watch(office.roster, desk.world.ordinary_words())
    codes = fresh if same else set(office.by_code)
    found = intake.missing_conflicts(office, sorted(codes), watch, phrases)
    rows: tuple[Row, ...] = (*kept_away, *(row for fresh_rows in found.values() for row in fresh_rows))
    changes: list[Change] = [AppendRows("Conflicts", rows)] if rows else []
    mark = {marks.MATCHED: intake.fingerprint(desk.read(office.snapshot.after(changes)))}
    return changes + office.marks.set(mark)
